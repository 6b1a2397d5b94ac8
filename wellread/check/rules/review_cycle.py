"""review-cycle: there are more than three years between two reviews, or more than one where the subject changes fast.

What a clinician checked once is believed until the next check. The NHS has every page reviewed within three years. Where `volatility:
high` says that the advice may change within months, one year is the project's own limit.

Bad:

    volatility: high
    review_months: 24

Good:

    volatility: high
    review_months: 12

Severity: error
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.problems import Problem

LIMITS = {"months": 36, "volatile_months": 12}


def review_cycle(case: Case) -> Iterator[Problem]:
    limits = case.limits("review-cycle", LIMITS)
    for article in case.public_articles:
        is_volatile = article.volatility == "high"
        most = min(limits.values()) if is_volatile else limits["months"]
        if article.review_months > most:
            why = " for a subject that changes fast (volatility: high)" if is_volatile else ""
            yield Problem(
                code="review-cycle",
                severity="error",
                message=f"{article.review_months} months between two reviews are too long{why}; at most {most:g}",
                place=article.origin.at("review_months"),
                hint=f"write review_months: {most:g}, or less",
            )
