"""link-text: a link does not say where it leads.

Screen readers offer all links of a page as a list, and everybody else looks for the underlined words. “Click here”, “this page” or a
bare address says nothing in either place. The words of a link name what the reader gets (WCAG 2.2, 2.4.4). An address of mail or a
telephone number may stand as it is: it is what the reader wants.

Bad:

    For more on hiccups, [click here](article:hiccups).

Good:

    See [why hiccups come and go](article:hiccups).

Severity: error
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellread.check.case import Case
from wellread.problems import Problem

PLACE = r"(?:page|link|article|(?:web ?)?site|section|text|document)"
SAYS_NOTHING = re.compile(
    rf"(?:click|tap|press|go|look|see|read|find)?(?: on)?(?: to)? ?(?:here|there)|click|tap"
    rf"|(?:click|tap|see|read|follow|via|at|on)? ?(?:on )?(?:this|that) ?(?:{PLACE}|leaflet|study|paper|source|list)?|(?:the|a)? ?{PLACE}"
    r"|(?:read|see|find out|learn|show|and|for)? ?more(?: information| details| about (?:this|it))?"
    r"|(?:find|read|learn|check|see) (?:it|this|them)? ?(?:out|on|up)?|(?:more )?(?:details?|info(?:rmation)?)|continue(?: reading)?",
    re.IGNORECASE,
)
BARE = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|gov|edu|int|uk|eu)(?:/\S*)?", re.IGNORECASE)


def link_text(case: Case) -> Iterator[Problem]:
    for passage in case.passages:
        english = passage.lang.partition("-")[0] == "en"
        for link in passage.prose.links:
            if link.kind in ("mail", "phone"):
                continue
            words = " ".join(link.text.split()).strip(" .,;:!?…→»›>")
            if BARE.fullmatch(words):
                message = f"“{words}” is an address, not words: it is read out sign by sign"
            elif english and SAYS_NOTHING.fullmatch(words):
                message = f"“{words}” does not say where the link leads"
            else:
                continue
            yield Problem(
                code="link-text",
                severity="error",
                message=message,
                place=passage.at(link.mark),
                hint="let the link's words name what the reader finds there: [the NHS page on hiccups](…)",
            )
