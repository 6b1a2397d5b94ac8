"""callout-too-many: a page has more than two warnings in its text.

One box that says “Warning” is read. With the third, readers take them for decoration and skip the one that mattered. The NHS allows a
warning callout or two on a page; what must not be missed goes into the care cards, and the rest into the text. `> [!WARNING]` and
`> [!CAUTION]` count; notes and tips don't.

Bad:

    > [!WARNING]
    > Stay out of the sun.

    > [!CAUTION]
    > Leave blisters closed.

    > [!WARNING]
    > Drink enough.

Good:

    > [!WARNING]
    > Stay out of the sun.

    Leave blisters closed, and drink enough.

Severity: warning
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellread.check.text import Text
from wellread.problems import Problem

LIMITS = {"callouts": 2}
OPENING = re.compile(r"^ {0,3}> ?\[!(?:warning|caution)\][ \t]*$", re.IGNORECASE | re.MULTILINE)


def callout_too_many(text: Text) -> Iterator[Problem]:
    if "> [!" not in text.entry.body and ">[!" not in text.entry.body:
        return
    most = int(text.limits("callout-too-many", LIMITS)["callouts"])
    found = [each for each in OPENING.finditer(text.entry.body) if not _is_code(text, _line(text, each))]
    if len(found) > most:
        extra = found[most]
        line = _line(text, extra)
        written = extra[0].strip()
        column = len(extra[0]) - len(extra[0].lstrip()) + 1
        yield Problem(
            code="callout-too-many",
            severity="warning",
            message=f"this is warning number {most + 1} of {len(found)} on the page; {most} {'is' if most == 1 else 'are'} read, more are skipped",
            place=text.at((line, column, line, column + len(written))),
            hint="keep those that prevent harm; say the others in the text, or make a sign on a care card of them",
        )


def _line(text: Text, found: re.Match[str]) -> int:
    return text.entry.origin.body_line + text.entry.body.count("\n", 0, found.start())


def _is_code(text: Text, line: int) -> bool:
    return any(block.kind == "code" and block.mark[0] <= line <= block.mark[2] for block in text.body.blocks)
