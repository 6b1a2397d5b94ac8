"""Whether a clinician has checked a page, in plain words. The day is an argument: the same day gives the same sentence."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Literal

from wellread.model import Article, Key, Person, Review
from wellread.render.views import ReviewView
from wellread.render.words import and_list, date_view, in_words

ReviewState = Literal["unreviewed", "reviewed", "overdue", "lapsed"]


def state_of_review(article: Article, today: date) -> ReviewState:
    """Return "reviewed" only for an approved article with a review that is neither out of date nor overtaken.

    "lapsed" means that clinical text changed, or changes were asked for, after the last approval.
    """
    approvals = _approvals(article)
    if not approvals or article.status != "approved":
        return "unreviewed"
    approved = max(review.date for review in approvals)
    objections = (review.date for review in article.reviewers if review.decision == "changes-requested")
    checked = _last_reviewed(article, approvals)
    if any(day > approved for day in objections) or any(c.date > checked for c in article.changes if c.kind == "clinical"):
        return "lapsed"
    return "overdue" if today > add_months(checked, article.review_months) else "reviewed"


def may_be_published(article: Article, today: date, unreviewed: Literal["banner", "block"]) -> bool:
    """Say whether readers may get the article under the site's rule: with "block", only text that a clinician approved as it is."""
    return unreviewed == "banner" or state_of_review(article, today) in ("reviewed", "overdue")


def view_review(article: Article, people: Mapping[Key, Person], today: date) -> ReviewView:
    """Return what the page says about its review. Nobody is named as a reviewer of a text that they did not approve."""
    state = state_of_review(article, today)
    published, updated = date_view(article.published), date_view(article.updated)
    if state == "unreviewed":
        unfinished = bool(article.reviewers)
        return ReviewView(
            state=state,
            sentence="The review of this page is not finished."
            if unfinished
            else "A doctor or nurse has not yet checked this page.",
            detail="It was written from the sources it lists. Do not rely on it alone: ask a health professional.",
            published=published,
            updated=updated,
        )
    approvals = _approvals(article)
    checked = _last_reviewed(article, approvals)
    due = add_months(checked, article.review_months)
    names = _names(approvals, article, people)
    by = f" by {and_list(names)}" if names else ""
    sentences: dict[ReviewState, tuple[str, str]] = {
        "reviewed": (f"Checked{by} on {in_words(checked)}.", f"The next check is due by {in_words(due)}."),
        "overdue": (
            f"The last check of this page was on {in_words(checked)}. A new one is overdue.",
            f"It was due by {in_words(due)}. Some of what you read here may be out of date.",
        ),
        "lapsed": (
            "This page has not been checked again since it was last changed.",
            f"The last check was on {in_words(checked)}. Do not rely on this page alone: ask a health professional.",
        ),
    }
    sentence, detail = sentences[state]
    return ReviewView(
        state=state,
        sentence=sentence,
        detail=detail,
        published=published,
        updated=updated,
        last_reviewed=date_view(checked),
        next_review=None if state == "lapsed" else date_view(due),
        reviewers=names if state != "lapsed" else (),
    )


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _approvals(article: Article) -> tuple[Review, ...]:
    return tuple(review for review in article.reviewers if review.decision == "approved")


def _last_reviewed(article: Article, approvals: tuple[Review, ...]) -> date:
    return article.last_reviewed or max(review.date for review in approvals)


def _names(approvals: tuple[Review, ...], article: Article, people: Mapping[Key, Person]) -> tuple[str, ...]:
    """Return each reviewer once, the latest first, with what qualifies them ("A. Baker, GP"); one that is not known is left out."""
    named: list[str] = []
    for review in sorted(approvals, key=lambda review: (-review.date.toordinal(), review.person)):
        person = people.get((article.lang, review.person)) or next(
            (p for (_, id_), p in sorted(people.items()) if id_ == review.person), None
        )
        if person:
            name = ", ".join(filter(None, (person.name, person.credentials or review.role)))
            if name not in named:
                named.append(name)
    return tuple(named)
