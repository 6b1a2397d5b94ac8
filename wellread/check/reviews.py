"""When articles are due for their next review, and where an editor sees the last one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from wellread.approval import review_due
from wellread.check.case import Case
from wellread.model import Article
from wellread.problems import Place


class DueReview(NamedTuple):
    """An article whose approval holds, the last day on which its next review is not overdue, and the place of the last one."""

    article: Article
    checked: date
    due: date
    place: Place


def due_reviews(case: Case) -> Iterator[DueReview]:
    """Yield every approved article, those too that readers don't get any more. One whose approval has lapsed needs a review now."""
    for article in case.articles:
        sign_off = case.sign_off(article) if article.status == "approved" else None
        due = review_due(article, sign_off) if sign_off and not sign_off.lapse else None
        if sign_off and sign_off.checked and due:
            yield DueReview(article, sign_off.checked, due, _place_of(article, sign_off.checked))


def _place_of(article: Article, checked: date) -> Place:
    if article.last_reviewed == checked:
        return article.origin.at("last_reviewed")
    step = next((step for step, review in enumerate(article.reviewers) if review.date == checked), 0)
    return article.origin.at("reviewers", step, "date")
