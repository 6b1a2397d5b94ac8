"""heading-deep: a heading of the fifth level or deeper.

A reader who looks for her question moves from heading to heading and keeps in mind where she is. Below the fourth level nobody can,
and a screen reader's list of headings becomes a maze. The NHS's standard stops there. A part that needs a fifth level is usually
an article of its own, or a list.

Bad:

    ## Skin

    ### Burnt skin

    #### Blisters

    ##### Open blisters

    Cover them.

Good:

    ## Skin

    ### Open blisters

    Cover them.

Severity: warning
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.problems import Problem

LIMITS = {"level": 4}


def heading_deep(case: Case) -> Iterator[Problem]:
    deepest = case.limits("heading-deep", LIMITS)["level"]
    for passage in case.passages:
        for heading in passage.prose.headings:
            if heading.level > deepest:
                yield Problem(
                    code="heading-deep",
                    severity="warning",
                    message=f"“{heading.text}” is a heading of level {heading.level}; {deepest:g} is the deepest that readers can follow",
                    place=passage.at(heading.mark),
                    hint="make a list of it, say it in a paragraph, or give its part an article of its own",
                )
