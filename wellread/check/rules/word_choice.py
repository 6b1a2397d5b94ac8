"""word-choice: a word for which there is a plainer one.

“Chronic” means “severe” to many readers and “long-term” to doctors; “positive” words such as “elevated” or “adverse” send a reader to
a dictionary at the moment she needs an answer. The NHS's A to Z of health writing and most guides to plain language have lists of such
words. This list is the project's own (wellread/check/plain_words.py), and each word has its plainer one beside it.

Nothing is said where the plain word stands beside the other (“sudden (acute)”, “called acute”), of quotations, of the names of
illnesses such as “chronic kidney disease”, and of names of the glossary. A word that a site cannot do without belongs there: then it
is explained wherever it stands.

Bad:

    Excessive exposure to the sun exacerbates the redness.

Good:

    Too much sun makes the redness worse.

Severity: warning
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.expressions import Found, find_expressions, is_explained, problem_of
from wellread.check.plain_words import KEPT, PLAINER
from wellread.check.text import Text
from wellread.problems import Problem


def word_choice(text: Text) -> Iterator[Problem]:
    if not text.is_english:
        return
    for each, found in find_expressions(text, PLAINER):
        places = [place for place in found if not _is_meant(place)]
        if places:
            yield problem_of(
                text,
                places,
                code="word-choice",
                message=f"there is a plainer word for “{places[0].words}”",
                hint=f"write: {each.instead}",
            )


def _is_meant(found: Found) -> bool:
    """Say whether the word is explained where it stands, or belongs to a name."""
    if is_explained(found.sentence.text, found.start, found.end):
        return True
    if found.start and found.words[:1].isupper():
        return True
    return any(name.start() <= found.start < name.end() for name in KEPT.finditer(found.sentence.text))
