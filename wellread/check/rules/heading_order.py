"""heading-order: a heading skips a level.

Screen-reader users move through a page by its headings, as others do with their eyes. A level that is skipped sounds like a part
that is missing. The title is the page's only first level, so the text starts with `##` (WCAG 2.2, 1.3.1 and 2.4.6).

Bad:

    ## After the first day

    #### What to leave alone

    Leave blisters closed.

Good:

    ## After the first day

    ### What to leave alone

    Leave blisters closed.

Severity: error
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.problems import Problem


def heading_order(case: Case) -> Iterator[Problem]:
    for passage in case.passages:
        level, before = 1, "the title, which comes before it,"
        for heading in passage.prose.headings:
            if heading.level > level + 1:
                yield Problem(
                    code="heading-order",
                    severity="error",
                    message=f"“{heading.text}” is a heading of level {heading.level}, but {before} has level {level}",
                    place=passage.at(heading.mark),
                    hint=f"start the line with {'#' * (level + 1)}",
                )
            level, before = heading.level, "the one before it"
