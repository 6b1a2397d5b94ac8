"""When a review is due again, and what becomes of a page whose review is overdue. The day is an argument, never the clock's."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from wellread.model import Article, Key, Person, Settings, SignOff


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def review_due(article: Article, sign_off: SignOff) -> date | None:
    """Return the last day on which the review is not overdue; None if nobody has approved the article."""
    return add_months(sign_off.checked, article.review_months) if sign_off.checked else None


def shown_until(article: Article, sign_off: SignOff, settings: Settings) -> date | None:
    """Return the last day on which readers get an approved article although nobody checks it again; None if there is no such day.

    With `overdue: withhold` an overdue page is borne for `withhold_after_months`, and one on a subject that changes fast
    (`volatility: high`) not at all.
    """
    if settings.overdue != "withhold" or article.status != "approved" or sign_off.checked is None:
        return None
    borne = 0 if article.volatility == "high" else settings.withhold_after_months
    return add_months(sign_off.checked, article.review_months + borne)


def is_withheld(article: Article, people: Mapping[Key, Person], settings: Settings, today: date, now: str = "") -> bool:
    """Say whether the site's own rule takes the page from its readers, because its review is overdue for too long.

    `now` is the hash of the article's clinical text, if somebody signed it.
    """
    if settings.overdue != "withhold" or article.status != "approved":
        return False
    last = shown_until(article, article.sign_off(people, now), settings)
    return last is not None and today > last
