"""A printed page is a leaflet: what to do first, nothing lost that the screen shows, and a way back to the page as it is now."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.built import BuiltSite, kind_of
from tests.browser.conftest import Visit

PAPERS = pytest.mark.parametrize("paper", ["A4", "Letter"])
LEAFLETS = ["article", "symptom"]
SHOWN = """
selector => [...document.querySelectorAll(selector)].filter(each => each.checkVisibility())
  .map(each => each.innerText.trim()).filter(Boolean)
"""
UNPRINTED = ".site-menu, .site-search, .breadcrumbs, .contents, .save-page, .search-box, .site-footer-menu, .backlinks"
"""What is of no use on paper."""
CUT = ".care-card, .callout, .reference, .chart, tr, .change, .word"
"""What no page break may go through."""


def words(text: str) -> str:
    """Return the letters of a text alone: line ends, hyphens at them and spaces are laid out anew on paper."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def sheets_of(page: Page, paper: str = "A4") -> list[str]:
    """Print the page that is open, and return the text of each sheet."""
    leaflet = page.pdf(format=paper)
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=leaflet, capture_output=True, check=True)
    sheets = done.stdout.decode("utf-8").split("\f")
    assert sheets.pop() == "", "each sheet ends in a form feed"
    return sheets


def text_of(page: Page, paper: str = "A4") -> str:
    return words("".join(sheets_of(page, paper)))


def lost(said: list[str], page: Page) -> list[str]:
    """Return what is not printed, whether or not addresses stand behind its links."""
    text = text_of(page)
    plain = text
    for address in page.evaluate("[...document.querySelectorAll('main a[rel~=external]')].map(each => each.getAttribute('href'))"):
        plain = plain.replace(words(address), "")
    return [each for each in said if words(each) not in text and words(each) not in plain]


@PAPERS
def test_what_to_do_comes_first(paper: str, site: BuiltSite, home: str, visit: Visit) -> None:
    page = visit(home + site.example("article").address, color_scheme="dark")
    parts = [*page.evaluate(SHOWN, "h1, .main-message, .review-sentence"), *page.evaluate(SHOWN, ".care-card .care-signs li")]
    parts += page.evaluate(SHOWN, ".prose h2")
    text = text_of(page, paper)
    places = [text.find(words(part)) for part in parts]
    assert -1 not in places, [part for part, place in zip(parts, places, strict=True) if place < 0]
    assert places == sorted(places)


@pytest.mark.parametrize("kind", ["article", "symptom", "term", "page", "home"])
def test_nothing_is_lost_that_the_screen_shows(kind: str, address_of: Callable[[str], str], visit: Visit) -> None:
    """Every paragraph, list item and cell of the text, and every reference with its address."""
    page = visit(address_of(kind))
    said = page.evaluate(
        SHOWN, "main h1, .prose p, .prose li, .care-signs li, .care-action, td, .reference-text, dt, .main-message"
    )
    assert lost(said, page) == []


def test_doses_and_numbers_are_printed(site: BuiltSite, home: str, visit: Visit) -> None:
    for each in site.all_of("article"):
        page = visit(home + each.address)
        signs = page.evaluate(SHOWN, ".care-signs li, .prose li, .compare td")
        assert lost(signs, page) == [], each.address
        page.close()


@pytest.mark.parametrize("kind", LEAFLETS)
def test_the_code_leads_back_to_the_page(kind: str, site: BuiltSite, home: str, visit: Visit, tmp_path: Path) -> None:
    """As printed: the last page is made a picture of, and read as a telephone does."""
    from PIL import Image
    from zxingcpp import read_barcodes

    example = site.example(kind)
    page = visit(home + example.address)
    assert "qr.svg" in " ".join(page.evaluate("performance.getEntriesByType('resource').map(each => each.name)"))
    page.wait_for_load_state("networkidle")
    page.emulate_media(media="print")
    code = page.get_by_role("img", name="QR code of this address")
    picture = tmp_path / "code.png"
    code.screenshot(path=picture)
    (found,) = read_barcodes(Image.open(picture))
    assert found.text == site.base_url + example.address
    assert f"Printed from {found.text}" in page.locator(".print-only").inner_text()
    assert words(found.text) in text_of(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_code_is_on_the_paper(site: BuiltSite, home: str, visit: Visit, tmp_path: Path) -> None:
    from PIL import Image
    from zxingcpp import read_barcodes

    example = site.example("article")
    page = visit(home + example.address)
    page.wait_for_load_state("networkidle")
    leaflet = tmp_path / "leaflet.pdf"
    page.pdf(path=leaflet, format="A4")
    last = str(len(PdfReader(leaflet).pages))
    subprocess.run(["pdftoppm", "-r", "150", "-f", last, "-l", last, "-png", leaflet, tmp_path / "page"], check=True)
    (sheet,) = tmp_path.glob("page*.png")
    assert [each.text for each in read_barcodes(Image.open(sheet))] == [site.base_url + example.address]


@PAPERS
def test_each_page_but_the_first_says_what_it_belongs_to(paper: str, site: BuiltSite, home: str, visit: Visit) -> None:
    page = visit(home + site.example("article").address)
    title = page.locator("h1").inner_text()
    sheets = sheets_of(page, paper)
    count = len(sheets)
    assert count > 2
    for number, sheet in enumerate(sheets, 1):
        text = " ".join(sheet.split())
        assert f"{number} / {count}" in text
        assert title in text
    assert words("".join(sheets)).count(words(title)) >= count


@pytest.mark.parametrize("kind", ["article", "symptom", "glossary", "home", "page", "saved"])
def test_what_is_of_no_use_on_paper_is_not_there(kind: str, address_of: Callable[[str], str], visit: Visit) -> None:
    page = visit(address_of(kind))
    page.emulate_media(media="print")
    assert page.evaluate(SHOWN, UNPRINTED) == []
    assert page.locator("h1").is_visible()


def test_on_paper_words_and_frames_say_how_urgent_it_is(site: BuiltSite, home: str, visit: Visit) -> None:
    """In black on white, whatever the screen's colours are."""
    page = visit(home + site.example("article").address, color_scheme="dark")
    page.emulate_media(media="print")
    for level in ("emergency", "urgent", "soon"):
        card = page.locator(f".care-card.{level}")
        heading = card.locator("h3")
        assert heading.inner_text().upper().startswith(f"{level.upper()}: ")
        assert "rect(" not in heading.locator("span").evaluate("each => getComputedStyle(each).clip")
        assert heading.locator("span").evaluate("each => each.getBoundingClientRect().width") > 10
        assert card.locator("svg").first.is_visible()
        looks = "each => [getComputedStyle(each).color, getComputedStyle(each).backgroundColor]"
        assert card.locator(".care-card-head").evaluate(looks) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    widths = [
        page.locator(f".care-card.{each}").evaluate("card => parseFloat(getComputedStyle(card).borderTopWidth)")
        for each in ("emergency", "urgent", "soon")
    ]
    assert widths == sorted(widths, reverse=True)
    assert len(set(widths)) == 3
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_outside_links_have_their_address_behind_them_and_inner_ones_have_not(site: BuiltSite, home: str, visit: Visit) -> None:
    page = visit(home + site.example("article").address)
    page.emulate_media(media="print")
    page.evaluate(
        """() => document.querySelector('.prose').insertAdjacentHTML('beforeend',
          '<p><a id="out" rel="external" href="https://example.com/a">Out</a> <a id="in" href="/symptoms/">In</a></p>')"""
    )
    behind = "each => getComputedStyle(each, '::after').content"
    assert page.locator("#out").evaluate(behind) == '" (https://example.com/a)"'
    assert page.locator("#in").evaluate(behind) == "none"
    assert page.locator(".reference-text a").first.evaluate(behind) == "none", "its text is its address already"


@pytest.mark.parametrize("kind", ["article", "symptom"])
def test_no_break_goes_through_what_belongs_together(kind: str, address_of: Callable[[str], str], visit: Visit) -> None:
    page = visit(address_of(kind))
    page.emulate_media(media="print")
    ways = page.evaluate(
        "selector => [...document.querySelectorAll(selector)].map(each => getComputedStyle(each).breakInside)", CUT
    )
    assert set(ways) == {"avoid"}
    headings = "[...document.querySelectorAll('h2, h3, caption')].every(each => getComputedStyle(each).breakAfter === 'avoid')"
    assert page.evaluate(headings)
    lines = "each => [getComputedStyle(each).orphans, getComputedStyle(each).widows]"
    assert page.locator(".prose p").first.evaluate(lines) == ["3", "3"]


def test_what_is_folded_is_open_on_paper(site: BuiltSite, home: str, visit: Visit) -> None:
    page = visit(home + site.example("article").address)
    page.evaluate(
        """() => document.querySelector('.prose').insertAdjacentHTML('beforeend',
          '<details><summary>More</summary><p>What is folded away</p></details>')"""
    )
    assert words("What is folded away") in text_of(page)


def test_only_leaflets_have_a_code(site: BuiltSite) -> None:
    """A file each for lists and words would be for nobody."""
    for page in site.pages.values():
        has_code = page.values("//img[contains(@src, 'qr.svg')]/@src") != []
        assert has_code == (not page.is_redirect and kind_of(page.address) in LEAFLETS), page.path
