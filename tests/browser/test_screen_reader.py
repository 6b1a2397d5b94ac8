"""What a screen reader says, and in which order: headings, landmarks, what to do first, tables that stay tables on a phone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.browser.built import BuiltSite
from tests.browser.conftest import Visit
from tests.browser.spoken import LANDMARKS, Spoken, spoken

PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 800}
NAMED = (
    "link",
    "button",
    "image",
    "img",
    "textbox",
    "searchbox",
    "checkbox",
    "combobox",
    "navigation",
    "region",
    "dialog",
)


def outline_faults(said: list[Spoken]) -> list[str]:
    """One first heading, in the main region, before all others; no level is skipped on the way down."""
    headings = [each for each in said if each.role == "heading"]
    faults = [] if headings and headings[0].level == 1 else [f"begins with {headings[:1]}"]
    faults += [f"{each.name} is a second first heading" for each in headings[1:] if each.level == 1]
    faults += [f"“{each.name}” is outside the main region" for each in headings if each.level == 1 and "main" not in each.path]
    faults += [f"an empty heading after “{before.name}”" for before, each in pairwise(headings) if not each.name]
    faults += [
        f"from “{before.name}” ({before.level}) to “{each.name}” ({each.level})"
        for before, each in pairwise(headings)
        if each.level > before.level + 1
    ]
    return faults


def landmark_faults(said: list[Spoken]) -> list[str]:
    """One header, one main region, one footer, in this order; the others told apart by their names; no text outside all of them."""
    found = [each for each in said if each.role in LANDMARKS]
    once = [each.role for each in found if each.role in ("banner", "main", "contentinfo")]
    faults = [] if once == ["banner", "main", "contentinfo"] else [f"landmarks {once}"]
    counted = Counter((each.role, each.name) for each in found)
    faults += [f"{count} times {role} “{name}”" for (role, name), count in counted.items() if count > 1]
    outside = [each.name for each in said if each.role == "StaticText" and not set(each.path) & set(LANDMARKS)]
    # The skip link leads past the header, so that it stands before it.
    return faults + [f"“{each}” is in no landmark" for each in outside[1:]]


def nameless(said: list[Spoken]) -> list[str]:
    """What has to be called something and is not, or is called by a sign only."""
    return [
        f"{each.role} “{each.name}” after {[before.name for before in said[max(0, place - 3) : place]]}"
        for place, each in enumerate(said)
        if each.role in NAMED and not any(letter.isalnum() for letter in each.name)
    ]


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_an_article_says_first_what_to_do(viewport: dict[str, int], site: BuiltSite, home: str, visit: Visit) -> None:
    """The title, the main message, the review, then each card: how urgent it is before what the signs are."""
    page = visit("about:blank", viewport=viewport)
    for article in site.all_of("article"):
        page.goto(home + article.address)
        said = spoken(page)
        names = [each.name for each in said]
        [title] = article.values("//h1")
        [message] = article.values("//*[contains(concat(' ', @class, ' '), ' main-message ')]")
        order = [names.index(title), first_with(names, message[:25])]
        cards = article.elements("//section[contains(concat(' ', @class, ' '), ' care-card ')]")
        levels = [str(card.get("class")).split()[-1] for card in cards]
        assert levels == sorted(levels, key=("emergency", "urgent", "soon").index), article.path
        for card in cards:
            heading = " ".join(str(card.find(".//h3").text_content()).split())  # type: ignore[union-attr]  # every card has one
            urgency = " ".join(str(card.find(".//h3/span").text_content()).split())  # type: ignore[union-attr]
            assert heading.startswith(urgency)
            assert urgency.endswith(":"), heading
            sign = " ".join(str(card.find(".//li").text_content()).split())  # type: ignore[union-attr]
            order.append(names.index(heading))
            order.append(first_with(names, sign[:20], after=order[-1]))
        order.append(next(place for place, each in enumerate(said) if each.role == "navigation" and each.name == "On this page"))
        assert order == sorted(order), f"{article.path}: {order}"


def first_with(names: list[str], beginning: str, after: int = 0) -> int:
    return next(place for place, name in enumerate(names) if place > after and name.startswith(beginning))


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_a_comparison_is_a_table_with_headers(viewport: dict[str, int], site: BuiltSite, home: str, visit: Visit) -> None:
    """On a phone too, where it is shown as cards; nothing of it is said twice."""
    page = visit("about:blank", viewport=viewport)
    pages = [each for each in site.all_of("article") if each.elements("//table[@class='compare-table']")]
    assert pages
    for article in pages:
        page.goto(home + article.address)
        [table] = article.elements("//table[@class='compare-table']")
        caption = " ".join(str(table.find("caption").text_content()).split())  # type: ignore[union-attr]  # it always has one
        said = spoken(page)
        start = next(place for place, each in enumerate(said) if each.role == "table" and each.name.startswith(caption[:30]))
        depth = len(said[start].path)
        end = next((place for place in range(start + 1, len(said)) if len(said[place].path) <= depth), len(said))
        roles = Counter(each.role for each in said[start:end])
        rows, columns = len(table.findall(".//tr")), len(table.findall("thead//th"))
        assert roles["row"] == rows, article.path
        assert roles["columnheader"] == columns
        assert roles["rowheader"] == rows - 1
        assert roles["cell"] + roles["gridcell"] == (rows - 1) * (columns - 1)
        assert all(each.name for each in said[start:end] if each.role in ("columnheader", "rowheader"))
        cells = [each.name for each in said[start:end] if each.role == "cell" and each.name]
        headers = [each.name for each in said[start:end] if each.role == "columnheader"][1:]
        assert not [cell for cell in cells for header in headers if cell.startswith(header)], "a column's name is said in its cells"


@pytest.mark.parametrize("kind", ["search"])
def test_the_search_is_one_to_a_screen_reader(kind: str, address_of: Callable[[str], str], visit: Visit) -> None:
    """A search landmark with a labelled field; the number of results is said without being asked for, and each has a heading."""
    page = visit(address_of(kind), viewport=PHONE)
    before = spoken(page)
    assert [each.role for each in before if each.role in ("search", "searchbox")][:2] == ["search", "searchbox"]
    assert all(each.name for each in before if each.role == "searchbox")
    field = page.get_by_role("searchbox")
    field.fill("twitching")
    field.press("Enter")
    expect(page.locator(".search-list > li").first).to_be_visible()
    said = spoken(page)
    assert [*outline_faults(said), *landmark_faults(said), *nameless(said)] == []
    status = next(place for place, each in enumerate(said) if each.role == "status")
    results = [place for place, each in enumerate(said) if each.role == "heading" and each.level == 3]
    assert results
    assert status < results[0]
    assert page.get_by_role("status").inner_text().strip()


def test_a_language_is_said_where_it_changes(each_site: BuiltSite) -> None:
    """Every `lang` is a language tag, and none is repeated for nothing."""
    faults = [
        f"{page.path}: lang={value!r}"
        for page in each_site.pages.values()
        for value in page.values("//*/@lang")
        if not value.replace("-", "").isalnum() or not value[:2].isalpha()
    ]
    assert not faults, "\n".join(faults)
