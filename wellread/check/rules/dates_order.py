"""dates-order: a date is in the future, or in an order that can't be.

A reader judges by the dates whether to trust a page, and a date that can't be true makes every other date on the site doubtful. So
an article is not updated before it was published, it was not reviewed later than the last review that is listed, and nothing has
happened tomorrow, neither here nor in a source; only a draft may name the day on which it is to be published. A review before the
first publication is as it should be. One of the four JAMA benchmarks for health websites is that such dates are shown and right.

Bad:

    published: 2026-03-09
    updated: 2026-01-05

Good:

    published: 2026-01-05
    updated: 2026-03-09

Severity: error
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from wellread.check.case import Case
from wellread.model import Article, Page, Source, Symptom
from wellread.problems import Place, Problem

Dated = tuple[tuple[str | int, ...], date]
"""Steps to a date, and the date."""


def dates_order(case: Case) -> Iterator[Problem]:
    for _, entry in case.entries:
        if isinstance(entry, Article | Page | Symptom):
            for steps, day in _past(entry):
                if day > case.today:
                    yield _problem(entry.origin.at(*steps), f"{day} is in the future (today is {case.today})", str(steps[-1]))
    for source in case.site.sources.values():
        for steps, day in _told_of(source):
            if day > case.today:
                yield _problem(source.origin.at(*steps), f"{day} is in the future (today is {case.today})", str(steps[-1]))
        if source.year is not None and source.year > case.today.year + 1:  # journals print next year's issue ahead of time
            yield _problem(source.origin.at("issued"), f"{source.year} is in the future (today is {case.today})", "issued")
    for article in case.articles:
        if article.updated < article.published:
            message = f"updated on {article.updated}, before it was published on {article.published}"
            yield _problem(article.origin.at("updated"), message, "updated")
        reviews = [review.date for review in article.reviewers]
        if article.last_reviewed and article.last_reviewed > max(reviews, default=date.min):
            known = f"the last review listed is of {max(reviews)}" if reviews else "no review is listed under reviewers"
            message = f"last reviewed on {article.last_reviewed}, but {known}"
            yield _problem(article.origin.at("last_reviewed"), message, "last_reviewed")


def _past(entry: Article | Page | Symptom) -> Iterator[Dated]:
    """Yield the dates of what has happened."""
    if isinstance(entry, Page):
        yield ("updated",), entry.updated
        return
    yield from ((("codes", step, "checked"), code.checked) for step, code in enumerate(entry.codes))
    if isinstance(entry, Symptom):
        return
    if entry.status != "draft":
        yield ("published",), entry.published
        if entry.updated != entry.published:
            yield ("updated",), entry.updated
    if entry.last_reviewed:
        yield ("last_reviewed",), entry.last_reviewed
    yield from ((("reviewers", step, "date"), review.date) for step, review in enumerate(entry.reviewers))
    yield from ((("changes", step, "date"), change.date) for step, change in enumerate(entry.changes))


def _told_of(source: Source) -> Iterator[Dated]:
    """Yield the days on which somebody opened a source, or judged it."""
    if source.accessed:
        yield ("accessed",), source.accessed
    if source.still_current:
        yield ("custom", "still_current", "on"), source.still_current.on


def _problem(place: Place, message: str, field: str) -> Problem:
    hint = f"correct {field}; dates are written year-month-day, for example 2026-11-02"
    return Problem(code="dates-order", severity="error", message=message, place=place, hint=hint)
