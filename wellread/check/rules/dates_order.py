"""dates-order: an article's dates are in an order that can't be.

Published, updated and reviewed must follow one another, and none may lie in the future: a reader judges by the review date whether
to trust the page, and a date that can't be true makes every other date on the site doubtful. One of the four JAMA benchmarks for
health websites is that such dates are shown and right.
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.model import Article
from wellread.problems import Problem


def dates_order(case: Case) -> Iterator[Problem]:
    for article in case.articles:
        yield from _in_the_future(case, article)
        if article.updated < article.published:
            yield _problem(article, "updated", f"updated on {article.updated}, before it was published on {article.published}")
        if article.last_reviewed and article.last_reviewed < article.published and not article.reviewers:
            yield _problem(
                article, "last_reviewed", f"reviewed on {article.last_reviewed}, but no review is listed under reviewers"
            )


def _in_the_future(case: Case, article: Article) -> Iterator[Problem]:
    for field in ("published", "updated", "last_reviewed"):
        day = getattr(article, field)
        if day and day > case.today:
            yield _problem(article, field, f"{day} is in the future (today is {case.today})")
    for step, review in enumerate(article.reviewers):
        if review.date > case.today:
            yield Problem(
                code="dates-order",
                severity="error",
                message=f"{review.date} is in the future (today is {case.today})",
                place=article.origin.at("reviewers", step, "date"),
                hint="correct the date of the review",
            )


def _problem(article: Article, field: str, message: str) -> Problem:
    hint = f"correct {field}; dates are written year-month-day, for example 2026-11-02"
    return Problem(code="dates-order", severity="error", message=message, place=article.origin.at(field), hint=hint)
