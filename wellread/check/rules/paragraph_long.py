"""paragraph-long: a paragraph has more than three sentences.

On a phone four sentences fill the screen with one grey block, and somebody who is afraid, tired or in pain loses her place in it. The
NHS asks for paragraphs of up to three sentences. A list item that has grown that long is a paragraph too; headings, tables and the
main message, which has [its own limit](#main-message-long), are not.

Bad:

    Get out of the sun. Cool the skin with water. Drink enough. Leave blisters closed.

Good:

    Get out of the sun. Cool the skin with water.

    Drink enough. Leave blisters closed.

Severity: warning
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.text import Text
from wellread.problems import Problem

LIMITS = {"sentences": 3}
NAMES = {"paragraph": "paragraph", "item": "list item"}


def paragraph_long(text: Text) -> Iterator[Problem]:
    most = text.limits("paragraph-long", LIMITS)["sentences"]
    for block in text.body.blocks:
        if len(block.sentences) > most and block.kind in NAMES:
            first, last = block.sentences[int(most)], block.sentences[-1]
            yield Problem(
                code="paragraph-long",
                severity="warning",
                message=f"this {NAMES[block.kind]} has {len(block.sentences)} sentences; {most:g} are enough",
                place=text.at((*first.mark[:2], *last.mark[2:])),
                hint="begin a new paragraph here or earlier, or say less",
            )
