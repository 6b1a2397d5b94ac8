"""title-long: the title has more than 65 characters.

Search engines and browser tabs cut a longer title, and what is cut is often the part that tells one page from the next. A reader
who compares five results at night then opens the wrong one. The limit is the NHS's for page titles.

Bad:

    title: What helps with sunburn on the face, the arms, the legs and the back?

Good:

    title: What helps with sunburn?

Severity: warning
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.problems import Problem

MOST = 65


def title_long(case: Case) -> Iterator[Problem]:
    for article in case.articles:
        if len(article.title) > MOST:
            yield Problem(
                code="title-long",
                severity="warning",
                message=f"the title has {len(article.title)} characters",
                place=article.origin.at("title"),
                hint=f"shorten it to {MOST} or fewer, with the words people search for first",
            )
