"""Which red flags a symptom's page shows, in which order, and where it says that there are more."""

from tests.builders import TODAY, a_shared_red_flag, a_site, a_source, a_symptom, an_article, composed
from wellread.model import Article, Level, RedFlag, RedFlagUse, Site, SymptomRef
from wellread.render import plan_site
from wellread.render.signs import MOST_EMERGENCIES
from wellread.render.views import SymptomView

SHARED = (RedFlagUse(use="faint"), RedFlagUse(use="tired"))


def about(id: str, place: int, *flags: RedFlag | RedFlagUse) -> Article:  # noqa: A002
    """Return an article that lists itching at a place, counted from 1."""
    listed = (*(SymptomRef(id=f"other-{number}") for number in range(1, place)), SymptomRef(id="itching"))
    return an_article(id, title=id, symptoms=listed, red_flags=flags)


def a_flag(sign: str, level: Level = "emergency", *cite: str) -> RedFlag:
    return RedFlag(sign=sign, level=level, cite=cite)


def a_site_with(*articles: Article) -> Site:
    return a_site(
        articles=articles,
        symptoms=[a_symptom("itching")],
        sources=[a_source("one"), a_source("two")],
        red_flags=[a_shared_red_flag("faint", "You faint", "emergency"), a_shared_red_flag("tired", "You are tired", "soon")],
    )


def page_of(*articles: Article) -> SymptomView:
    pages = plan_site(a_site_with(*articles), composed(), TODAY, "https://example.org/", False)
    found = next(page.view for page in pages if page.path == "symptoms/itching/index.html")
    assert isinstance(found, SymptomView)
    return found


def signs_on(page: SymptomView) -> list[tuple[str, str]]:
    return [(card.level, sign.text) for card in page.care_cards for sign in card.signs]


def test_the_signs_that_belong_most_closely_to_the_symptom_come_first() -> None:
    page = page_of(
        about("heat", 3, *SHARED, a_flag("Cramps")),
        about("hives", 4, a_flag("Severe itching at night", "soon")),
        about("shock", 4, *SHARED, a_flag("Cold hands", "urgent")),
        about("sunburn", 1, a_flag("Blisters", "urgent"), a_flag("Fever")),
    )
    assert signs_on(page) == [
        ("emergency", "Fever"),
        ("emergency", "You faint"),
        ("emergency", "Cramps"),
        ("urgent", "Blisters"),
        ("soon", "Severe itching at night"),
        ("soon", "You are tired"),
    ]
    assert page.more_signs
    assert (page.more_signs.lead, [link.text for link in page.more_signs.links]) == ("Less urgent signs are listed in:", ["shock"])
    assert "All emergency signs" in page.more_signs.rule


def test_a_page_that_leaves_out_nothing_says_nothing() -> None:
    assert page_of(about("sunburn", 1, a_flag("Blisters", "soon"))).more_signs is None
    assert page_of(about("sunburn", 9)).more_signs is None


def test_a_page_without_signs_of_its_own_says_where_there_are_some() -> None:
    page = page_of(about("sunburn", 5, a_flag("Blisters", "soon")))
    assert page.care_cards == ()
    assert page.more_signs
    assert (page.more_signs.lead, page.more_signs.rule) == ("Warning signs are listed in:", "")


def test_a_sign_stands_once_at_the_most_serious_level_with_all_its_sources() -> None:
    page = page_of(
        about("a-burn", 1, a_flag("You can’t  see.", "soon", "one")),
        about("b-burn", 7, a_flag("you can't see", "emergency", "two", "one")),
    )
    assert signs_on(page) == [("emergency", "you can't see")]
    assert [citation.number for citation in page.care_cards[0].signs[0].citations] == [1, 2]
    assert page.more_signs is None


def test_an_emergency_of_the_first_three_symptoms_is_shown_however_many_there_are() -> None:
    many = [a_flag(f"Sign {number}") for number in range(MOST_EMERGENCIES + 5)]
    page = page_of(about("leading", 3, *many), about("other", 4, a_flag("Another")))
    assert len(signs_on(page)) == len(many)
    assert page.more_signs
    assert (page.more_signs.lead, [link.text for link in page.more_signs.links]) == ("More warning signs are listed in:", ["other"])


def test_emergencies_of_other_articles_are_shown_while_there_is_room() -> None:
    many = [a_flag(f"Sign {number}") for number in range(MOST_EMERGENCIES)]
    page = page_of(about("far", 9, a_flag("Far away")), about("near", 4, *many))
    assert signs_on(page) == [("emergency", flag.sign) for flag in many]
    assert page.more_signs
    assert [link.text for link in page.more_signs.links] == ["far"]
