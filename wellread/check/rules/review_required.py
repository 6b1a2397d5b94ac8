"""review-required: the site publishes only what a clinician approved, and nobody has approved this page as it is.

`governance.unreviewed` in site.yaml decides: `banner` publishes such a page with a plain notice, `block` stops it here. An
unreviewed page can hold a threshold that is wrong, and a reader may act on it (JAMA benchmark: authorship; HONcode 1; NHS). An
approval counts until a clinical change, or a reviewer who asks for one.
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.model import Article
from wellread.problems import Problem


def review_required(case: Case) -> Iterator[Problem]:
    if case.site.settings.unreviewed != "block":
        return
    for article in case.articles:
        why = "" if article.status in ("draft", "withdrawn") else _what_is_missing(article)
        if why:
            yield Problem(
                code="review-required",
                severity="error",
                message=f"{why}, and site.yaml publishes only what a clinician approved",
                place=article.origin.at("status"),
                hint="have it reviewed, or set status: draft so that the rest of the site can be published",
            )


def _what_is_missing(article: Article) -> str:
    approvals = [review.date for review in article.reviewers if review.decision == "approved"]
    if not approvals:
        return "no clinician has approved this article"
    objections = [review.date for review in article.reviewers if review.decision == "changes-requested"]
    if max(objections, default=max(approvals)) > max(approvals):
        return "a reviewer has asked for changes since this article was approved"
    if any(change.kind == "clinical" and change.date > (article.last_reviewed or max(approvals)) for change in article.changes):
        return "a clinical change was made since this article was approved"
    return "" if article.status == "approved" else f"this article was approved, but its status is {article.status}"
