"""approval-missing: an article has the status “approved”, and no approval is listed.

The status says that somebody with a name has read the article and answers for it. Without that name and a date nobody can ask what
was checked, or when. The JAMA benchmarks ask that both are shown; that the status must rest on them is the project's rule. With
`governance.unreviewed: block` it is [review-required](#review-required) that says so.

Bad:

    status: approved

Good:

    status: approved
    reviewers:
      - {person: a-gulp, role: GP, date: 2026-03-09, decision: approved}

Severity: error
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.problems import Problem


def approval_missing(case: Case) -> Iterator[Problem]:
    if case.site.settings.unreviewed == "block":
        return
    for article in case.articles:
        if article.status == "approved" and all(review.decision != "approved" for review in article.reviewers):
            yield Problem(
                code="approval-missing",
                severity="error",
                message="the status is “approved”, but no approval is listed under reviewers",
                place=article.origin.at("status"),
                hint="list who approved it, as what and when; until somebody has, set status: in-review",
            )
