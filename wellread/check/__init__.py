"""Site → Problems. Rules read what was read and composed, and say what an editor should mend; they change nothing.

check_site(site, composed, today, static=names) -> problems       the rules about the site; one file each, in rules/
check_text(text) -> problems                                      the rules about the wording of one entry
check_outputs(seen) -> problems                                    the rules about the files that would be published
settle(problems, settings, waived, today, unbuilt) -> problems    what of it is said: severities from site.yaml, waivers, drafts
"""

from wellread.check.case import Case
from wellread.check.glossary import Glossary, index_glossary
from wellread.check.loads import loads
from wellread.check.outputs import Phrase, Searcher, Seen, phrases_of, words_of
from wellread.check.rules.page_weight import most_bytes, weight_of
from wellread.check.run import check_outputs, check_site, check_text
from wellread.check.settle import Waived, left_out, settle, waivers_of
from wellread.check.text import Text, vocabulary_of

__all__ = [
    "Case",
    "Glossary",
    "Phrase",
    "Searcher",
    "Seen",
    "Text",
    "Waived",
    "check_outputs",
    "check_site",
    "check_text",
    "index_glossary",
    "left_out",
    "loads",
    "most_bytes",
    "phrases_of",
    "settle",
    "vocabulary_of",
    "waivers_of",
    "weight_of",
    "words_of",
]
