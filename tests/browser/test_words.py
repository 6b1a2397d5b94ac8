"""A medical word in an article is explained on its own page: by a tap or by keyboard, without JavaScript, and on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.built import BuiltSite
from tests.browser.conftest import Visit

SHOWN_OVER_THE_PAGE = (
    "element => getComputedStyle(element).position === 'fixed' && element.getBoundingClientRect().bottom === innerHeight"
)


@pytest.fixture
def article(site: BuiltSite, home: str, visit: Visit) -> Page:
    return visit(home + site.example("article").address, java_script_enabled=False, viewport={"width": 360, "height": 740})


def test_a_tap_on_a_word_explains_it_without_leaving_the_place(article: Page) -> None:
    word = article.locator(".term").nth(1)
    word.scroll_into_view_if_needed()
    before = word.bounding_box()
    word.click()
    assert word.bounding_box() == before
    explained = article.locator(".word:target")
    expect(explained).to_have_count(1)
    assert explained.evaluate(SHOWN_OVER_THE_PAGE)
    assert explained.locator("dd").inner_text().strip()


def test_by_keyboard_there_and_back(article: Page) -> None:
    word = article.locator(".term").nth(1)
    word.focus()
    article.keyboard.press("Enter")
    expect(article.locator(".word:target")).to_be_focused()
    article.keyboard.press("Tab")
    expect(article.locator(".word:target dt a")).to_be_focused()
    article.keyboard.press("Tab")
    article.keyboard.press("Enter")
    expect(article.locator(".word:target")).to_have_count(0)
    expect(word).to_be_focused()
    expect(word).to_be_in_viewport()


def test_every_word_is_explained_once_and_leads_back(site: BuiltSite) -> None:
    for page in site.all_of("article"):
        said = {each.removeprefix("#word-") for each in page.values("//a[@class='term']/@href")}
        explained = [each.removeprefix("word-") for each in page.values("//div[@class='word']/@id")]
        assert sorted(said) == sorted(explained), page.path
        assert page.values("//a[@class='word-back']/@href") == [f"#said-{each}" for each in explained]


def test_on_paper_the_words_stand_in_their_list(article: Page) -> None:
    article.locator(".term").first.click()
    article.emulate_media(media="print")
    assert article.locator(".word:target").evaluate("element => getComputedStyle(element).position") == "static"
