"""sentence-long: a sentence has more words than a frightened reader can hold at once.

The NHS asks for sentences of up to 20 words: with each further word fewer people understand a sentence at first reading, and somebody
in fear reads every one as if it were longer. A number, a word with hyphens and a value such as 120/80 count as one word; citations
don't count, nor do headings and tables.

Bad:

    main_message: Most sunburn gets better at home, but you should always get medical help for a baby who is burnt, for blisters that are large, and for shivering that lasts.

Good:

    main_message: Most sunburn gets better at home. Get medical help for a baby who is burnt, for large blisters, or for shivering [@house-guideline].

Severity: warning
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.text import Text
from wellread.problems import Problem

LIMITS = {"words": 20}


def sentence_long(text: Text) -> Iterator[Problem]:
    most = text.limits("sentence-long", LIMITS)["words"]
    for sentence in text.sentences():
        if sentence.words > most:
            yield Problem(
                code="sentence-long",
                severity="warning",
                message=f"this sentence has {sentence.words} words; {most:g} are enough",
                place=text.at(sentence.mark),
                hint="make two sentences of it, or a list",
            )
