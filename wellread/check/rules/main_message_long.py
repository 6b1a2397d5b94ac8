"""main-message-long: the main message has more than three sentences.

It is what a frightened reader takes in before anything else, and what she misses is what stands fourth. The CDC's Clear
Communication Index (items 1 and 2) and AHRQ's PEMAT ask for one main message at the top; three sentences are the project's limit.

Bad:

    main_message: Get out of the sun. Cool the skin with water. Drink enough. Leave blisters closed.

Good:

    main_message: Get out of the sun and cool the skin with water. Leave blisters closed.

Severity: warning
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellread.check.case import Case
from wellread.problems import Problem

MOST = 3
CITATION = re.compile(r"\s*\[@[^\]]*\]")
END = re.compile(r"(?<!\w)(?P<last>\w*)[.!?…]+[\"'”’»)\]]*\s+(?=[\"'“‘«(¿¡]*[^\W_a-z])")
"""The end of a sentence that another follows."""
SHORTENED = frozenset(("dr", "mr", "mrs", "ms", "prof", "st", "no", "nos", "fig", "vs", "approx", "ca", "etc"))
"""Words whose full stop may not end a sentence; nor does one behind a single letter, as in “U.S.”. In doubt nothing is said."""


def main_message_long(case: Case) -> Iterator[Problem]:
    for article in case.public_articles:
        sentences = _sentences_in(article.main_message)
        if sentences > MOST:
            yield Problem(
                code="main-message-long",
                severity="warning",
                message=f"the main message has {sentences} sentences; three are the limit",
                place=article.origin.at("main_message"),
                hint="keep what the reader must know and do; the rest belongs in the text",
            )


def _sentences_in(text: str) -> int:
    ends = (found["last"] for found in END.finditer(CITATION.sub("", text)))
    return 1 + sum(not (len(word) == 1 and word.isalpha()) and word.casefold() not in SHORTENED for word in ends)
