"""review-overdue: the day by which an article should have been reviewed again has passed.

A reader sees on the page that nobody has looked at it for too long, and is right to trust it less: advice that was checked and has
aged is more dangerous than none, because it is believed. The NHS sets every page a day for its next review. It is `review_months`
after the last one. With `governance.overdue: withhold` in site.yaml, readers get a notice in its place after some time.

Bad:

    status: approved
    reviewers:
      - {person: a-gulp, role: GP, date: 2024-11-21, decision: approved}
    published: 2024-11-21

Good:

    status: approved
    reviewers:
      - {person: a-gulp, role: GP, date: 2026-03-09, decision: approved}

Severity: warning
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.check.reviews import due_reviews
from wellread.problems import Problem


def review_overdue(case: Case) -> Iterator[Problem]:
    for article, checked, due, place in due_reviews(case):
        if case.today > due:
            withheld = "; readers now get a notice in its place" if case.is_withheld(article) else ""
            yield Problem(
                code="review-overdue",
                severity="warning",
                message=f"last reviewed on {checked}, and the next review was due by {due}{withheld}",
                place=place,
                hint="have it reviewed, and list that review under reviewers",
            )
