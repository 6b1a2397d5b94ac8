"""review-required: the site publishes only what a clinician approved, and nobody has approved this page.

`governance.unreviewed` in site.yaml decides: `banner` publishes such a page with a plain notice, `block` stops it here. An
unreviewed page can hold a threshold that is wrong, and a reader may act on it (JAMA benchmark: authorship; HONcode 1; NHS).
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.problems import Problem


def review_required(case: Case) -> Iterator[Problem]:
    if case.site.settings.unreviewed != "block":
        return
    for article in case.articles:
        approved = any(review.decision == "approved" for review in article.reviewers)
        if article.status not in ("draft", "withdrawn") and not approved:
            yield Problem(
                code="review-required",
                severity="error",
                message="no clinician has approved this article, and site.yaml publishes only approved ones",
                place=article.origin.at("status"),
                hint="have it reviewed, or set status: draft so that the rest of the site can be published",
            )
