"""What a page says about its review: never more than what happened."""

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import TODAY, a_person, an_article
from wellread.approval import add_months
from wellread.model import Article, Change, Review
from wellread.render.review import may_be_published, state_of_review, view_review

PEOPLE = {
    ("en", "a-gulp"): a_person("a-gulp", name="A. Gulp", kind="person", credentials="GP"),
    ("en", "b-burn"): a_person("b-burn", name="B. Burn", kind="person", credentials="RN"),
    ("en", "c-balm"): a_person("c-balm", name="C. Balm", kind="person"),
    ("en", "editorial-team"): a_person("editorial-team", credentials="All of us"),
}


def a_review(day: date, person: str = "a-gulp", decision: Any = "approved") -> Review:
    return Review(person=person, role="Dermatology nurse", date=day, decision=decision)


def approved(*reviews: Review, **values: Any) -> Article:
    return an_article(**{"status": "approved", "reviewers": reviews, "updated": date(2020, 1, 1), **values})


def test_without_an_approval_nobody_has_checked_it() -> None:
    for article in (an_article(), an_article(status="approved"), an_article(status="approved", last_reviewed=TODAY)):
        review = view_review(article, PEOPLE, TODAY)
        assert review.state == "unreviewed"
        assert review.sentence == "A doctor or nurse has not yet checked this page."
        assert (review.last_reviewed, review.next_review, review.reviewers) == (None, None, ())


def test_an_approval_of_an_article_that_is_still_in_review_does_not_count() -> None:
    article = an_article(status="in-review", reviewers=(a_review(TODAY),))
    assert view_review(article, PEOPLE, TODAY).state == "unreviewed"
    assert "not finished" in view_review(article, PEOPLE, TODAY).sentence


def test_a_reviewed_page_says_by_whom_and_when_and_until_when() -> None:
    review = view_review(approved(a_review(date(2026, 3, 1)), a_review(date(2026, 4, 30), "b-burn")), PEOPLE, TODAY)
    assert review.state == "reviewed"
    assert review.sentence == "Checked by B. Burn, RN and A. Gulp, GP on 30 April 2026."
    assert review.next_review
    assert review.next_review.words == "30 April 2028"


@pytest.mark.parametrize(
    ("reviewer", "values"),
    [("nobody", {}), ("c-balm", {}), ("editorial-team", {"authors": ("a-gulp",)}), ("a-gulp", {"authors": ("b-burn", "a-gulp")})],
    ids=["unknown", "without credentials", "a team", "an author"],
)
def test_an_approval_that_does_not_count_checks_nothing(reviewer: str, values: dict[str, Any]) -> None:
    article = approved(a_review(date(2026, 5, 1), reviewer), last_reviewed=date(2026, 5, 1), **values)
    review = view_review(article, PEOPLE, TODAY)
    assert (review.state, review.reviewers, review.last_reviewed) == ("unreviewed", (), None)
    assert not may_be_published(article, PEOPLE, TODAY, "block")
    beside = msgspec.structs.replace(
        article, authors=("d-dew",), reviewers=(*article.reviewers, a_review(date(2026, 4, 1), "b-burn"))
    )
    if reviewer != "a-gulp":
        assert view_review(beside, PEOPLE, TODAY).sentence == "Checked by B. Burn, RN on 1 April 2026."


def test_a_review_is_overdue_the_day_after_it_was_due() -> None:
    article = approved(a_review(date(2024, 11, 22)))
    assert state_of_review(article, PEOPLE, date(2026, 11, 22)) == "reviewed"
    assert state_of_review(article, PEOPLE, date(2026, 11, 23)) == "overdue"
    assert "22 November 2024" in view_review(article, PEOPLE, date(2026, 11, 23)).sentence


def test_what_changed_after_the_review_was_not_reviewed() -> None:
    clinical = Change(date=date(2026, 5, 2), kind="clinical", note="New dose.")
    wording = Change(date=date(2026, 5, 2), kind="editorial", note="A comma.")
    assert state_of_review(approved(a_review(date(2026, 5, 1)), changes=(clinical,)), PEOPLE, TODAY) == "lapsed"
    assert state_of_review(approved(a_review(date(2026, 5, 1)), changes=(wording,)), PEOPLE, TODAY) == "reviewed"
    mended = {"updated": date(2026, 5, 2)}
    assert state_of_review(approved(a_review(date(2026, 5, 1)), changes=(wording,), **mended), PEOPLE, TODAY) == "reviewed"
    assert state_of_review(approved(a_review(date(2026, 5, 2)), **mended), PEOPLE, TODAY) == "reviewed"
    assert state_of_review(approved(a_review(date(2026, 5, 1)), **mended), PEOPLE, TODAY) == "lapsed"
    later = approved(a_review(date(2026, 5, 1)), changes=(wording,), updated=date(2026, 5, 3))
    assert state_of_review(later, PEOPLE, TODAY) == "lapsed"
    objection = a_review(date(2026, 6, 1), "b-burn", "changes-requested")
    assert state_of_review(approved(a_review(date(2026, 5, 1)), objection), PEOPLE, TODAY) == "lapsed"
    assert view_review(approved(a_review(date(2026, 5, 1)), objection), PEOPLE, TODAY).reviewers == ()
    assert "asked for changes" in view_review(approved(a_review(date(2026, 5, 1)), objection), PEOPLE, TODAY).sentence


def test_a_site_can_hold_back_what_nobody_approved() -> None:
    assert may_be_published(an_article(), PEOPLE, TODAY, "banner")
    assert not may_be_published(an_article(), PEOPLE, TODAY, "block")
    assert may_be_published(approved(a_review(TODAY)), PEOPLE, TODAY, "block")
    assert may_be_published(approved(a_review(date(2020, 1, 1))), PEOPLE, TODAY, "block")


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 22), 24, date(2028, 11, 22)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months_end_where_the_month_ends(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 240))
def test_months_go_forward_by_about_their_length(day: date, months: int) -> None:
    assert timedelta(days=28 * months) <= add_months(day, months) - day <= timedelta(days=31 * months)
