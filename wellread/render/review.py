"""Whether a clinician has checked a page, in plain words. The day is an argument: the same day gives the same sentence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from wellread.approval import review_due
from wellread.model import Article, Key, Person, find_person
from wellread.render.views import ReviewView
from wellread.render.words import and_list, date_view, in_words

ReviewState = Literal["unreviewed", "reviewed", "overdue", "lapsed"]


def state_of_review(article: Article, people: Mapping[Key, Person], today: date, now: str = "") -> ReviewState:
    """Return "reviewed" only for an approved article with a review that counts and is neither out of date nor overtaken.

    "lapsed" means that the text changed, or changes were asked for, after the last approval. `now` is the hash of the clinical text
    as it is, if somebody signed one.
    """
    sign_off = article.sign_off(people, now)
    due = review_due(article, sign_off)
    if due is None or article.status != "approved":
        return "unreviewed"
    if sign_off.lapse:
        return "lapsed"
    return "overdue" if today > due else "reviewed"


def may_be_published(
    article: Article, people: Mapping[Key, Person], today: date, unreviewed: Literal["banner", "block"], now: str = ""
) -> bool:
    """Say whether readers may get the article under the site's rule: with "block", only text that a clinician approved as it is."""
    return unreviewed == "banner" or state_of_review(article, people, today, now) in ("reviewed", "overdue")


def view_review(article: Article, people: Mapping[Key, Person], today: date, now: str = "") -> ReviewView:
    """Return what the page says about its review. Nobody is named as a reviewer of a text that they did not approve."""
    state, sign_off = state_of_review(article, people, today, now), article.sign_off(people, now)
    due = review_due(article, sign_off)
    published, updated = date_view(article.published), date_view(article.updated)
    if state == "unreviewed" or sign_off.checked is None or due is None:
        unfinished = bool(article.reviewers)
        return ReviewView(
            state="unreviewed",
            sentence="The review of this page is not finished."
            if unfinished
            else "A doctor or nurse has not yet checked this page.",
            detail="It was written from the sources it lists. Do not rely on it alone: ask a health professional.",
            published=published,
            updated=updated,
        )
    checked = sign_off.checked
    names = tuple(dict.fromkeys(f"{person.name}, {person.credentials}" for person in reviewers_of(article, people, now)))
    sentences: dict[ReviewState, tuple[str, str]] = {
        "reviewed": (f"Checked by {and_list(names)} on {in_words(checked)}.", f"The next check is due by {in_words(due)}."),
        "overdue": (
            f"The last check of this page was on {in_words(checked)}. A new one is overdue.",
            f"It was due by {in_words(due)}. Some of what you read here may be out of date.",
        ),
        "lapsed": (
            "A reviewer has asked for changes to this page."
            if sign_off.lapse == "objection"
            else "This page has not been checked again since it was last changed.",
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


def reviewers_of(article: Article, people: Mapping[Key, Person], now: str = "") -> tuple[Person, ...]:
    """Return each reviewer whose approval counts, once, the latest first. Whether it still holds, `state_of_review` says."""
    approvals = sorted(article.sign_off(people, now).approvals, key=lambda review: (-review.date.toordinal(), review.person))
    found = (find_person(people, article.lang, review.person) for review in approvals)
    return tuple(dict.fromkeys(person for person in found if person))
