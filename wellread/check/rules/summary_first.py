"""summary-first: the main message answers nothing.

The main message stands above everything else on the page. A reader who is afraid may read no further, so it has to hold the answer:
what this is and what to do. A message that only asks a question, only repeats the title or has no words of its own leaves her with
nothing. The CDC's Clear Communication Index (items 1 and 2) and AHRQ's PEMAT ask for the main message at the top. One that is
[too long](#main-message-long) is a smaller fault: the answer is there, but she has to look for it.

Bad:

    main_message: What can you do about sunburn?

Good:

    main_message: Get out of the sun and cool the skin with water [@house-guideline].

Severity: error
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.text import LETTERS, Text
from wellread.problems import Problem
from wellread.texts import Sentence, Wording

CLOSING = "\"'”’»)] "
ASKING = ("?", "？", "؟")


def summary_first(text: Text) -> Iterator[Problem]:
    if text.article is None:
        return
    sentences = text.inline.get("main_message", Wording()).sentences
    fault = _fault([each for each in sentences if each.words], text.article.title)
    if fault:
        yield Problem(
            code="summary-first",
            severity="error",
            message=fault,
            place=text.article.origin.at("main_message"),
            hint="write one to three sentences that say what it is and what to do",
        )


def _fault(sentences: list[Sentence], title: str) -> str:
    if not sentences:
        return "the main message has no words of its own"
    if _letters(" ".join(each.text for each in sentences)) == _letters(title):
        return "the main message only repeats the title"
    if all(each.text.rstrip(CLOSING).endswith(ASKING) for each in sentences):
        return "the main message asks, but does not answer"
    return ""


def _letters(text: str) -> list[str]:
    return LETTERS.findall(text.casefold())
