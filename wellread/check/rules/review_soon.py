"""review-soon: an article should be reviewed again within the next 90 days.

A clinician needs time to read it and the editors time to mend it; who hears of it on the last day is late. The 90 days are the
project's own.

Bad:

    status: approved
    reviewers:
      - {person: a-gulp, role: GP, date: 2026-03-09, decision: approved}
    review_months: 11

Good:

    status: approved
    reviewers:
      - {person: a-gulp, role: GP, date: 2026-03-09, decision: approved}
    review_months: 12

Severity: warning
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.check.reviews import due_reviews
from wellread.problems import Problem

LIMITS = {"days": 90}


def review_soon(case: Case) -> Iterator[Problem]:
    days = case.limits("review-soon", LIMITS)["days"]
    for _, checked, due, place in due_reviews(case):
        left = (due - case.today).days
        if 0 <= left <= days:
            when = "today" if left == 0 else f"by {due}, in {left} day{'s' if left > 1 else ''}"
            yield Problem(
                code="review-soon",
                severity="warning",
                message=f"last reviewed on {checked}, and the next review is due {when}",
                place=place,
                hint="ask for a review now, so that it is done in time",
            )
