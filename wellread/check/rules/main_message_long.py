"""main-message-long: the main message has more than three sentences.

It is what a frightened reader takes in before anything else, and what she misses is what stands fourth. The CDC's Clear
Communication Index (items 1 and 2) and AHRQ's PEMAT ask for one main message at the top; three sentences are the project's limit.
One that says nothing is [an error](#summary-first).

Bad:

    main_message: Get out of the sun. Cool the skin with water. Drink enough. Leave blisters closed [@house-guideline].

Good:

    main_message: Get out of the sun and cool the skin with water. Leave blisters closed [@house-guideline].

Severity: warning
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.text import Text
from wellread.problems import Problem
from wellread.texts import Wording

LIMITS = {"sentences": 3}


def main_message_long(text: Text) -> Iterator[Problem]:
    most = text.limits("main-message-long", LIMITS)["sentences"]
    sentences = text.inline.get("main_message", Wording()).sentences
    if len(sentences) > most:
        yield Problem(
            code="main-message-long",
            severity="warning",
            message=f"the main message has {len(sentences)} sentences; {most:g} are enough",
            place=text.entry.origin.at("main_message"),
            hint="keep what the reader must know and do; the rest belongs in the text",
        )
