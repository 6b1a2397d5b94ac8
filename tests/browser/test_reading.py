"""Reading the site in a real browser: on a small phone, in large print, without JavaScript, by keyboard, on paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.built import OLD_ADDRESS, BuiltSite
from tests.browser.conftest import Visit

ALS_ARTICLES = ("articles/what-do-als-twitches-feel-like/", "articles/does-als-cause-facial-twitching/")
WIDER_THAN_THE_WINDOW = """
() => {
  const width = document.documentElement.clientWidth;
  const root = document.scrollingElement;
  if (root.scrollWidth <= width) return [];
  const wide = [...document.body.querySelectorAll('*')].filter(each => each.getBoundingClientRect().right > width + 1);
  return [`${root.scrollWidth} px wide`, ...wide.slice(-5).map(each => each.outerHTML.slice(0, 160))];
}
"""


@pytest.mark.parametrize("kind", ["withdrawn"])
def test_a_notice_does_not_scroll_sideways(kind: str, address_of: Callable[[str], str], visit: Visit) -> None:
    assert not (faults := too_wide(visit(address_of(kind)), 320, 641, 1025)), "\n".join(faults)


def too_wide(page: Page, *widths: int) -> list[str]:
    """Name what sticks out of the window at each width."""
    faults: list[str] = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 640})
        faults += [f"{width} px: {each}" for each in too_wide_now(page)]
    return faults


def too_wide_now(page: Page) -> list[str]:
    """Name what sticks out of the window: asked of every page in test_every_page.py."""
    found: list[str] = page.evaluate(WIDER_THAN_THE_WINDOW)
    return found


@pytest.mark.parametrize("address", ALS_ARTICLES)
def test_an_article_reads_without_javascript(address: str, home: str, visit: Visit) -> None:
    page = visit(home + address, java_script_enabled=False)
    for part in ("h1", ".main-message", "#care .care-card", "#references"):
        assert page.locator(part).first.is_visible(), part


@pytest.mark.parametrize("address", ALS_ARTICLES)
def test_the_emergency_card_comes_first(address: str, home: str, visit: Visit) -> None:
    """Before the contents list, and within the first two screens of an old phone."""
    page = visit(home + address, viewport={"width": 360, "height": 640})
    assert page.evaluate(
        "!!(document.querySelector('.care-card.emergency').compareDocumentPosition(document.querySelector('#contents'))"
        " & Node.DOCUMENT_POSITION_FOLLOWING)"
    )
    for part in (".care-card.emergency h3", ".care-card.emergency li"):
        box = page.locator(part).first.bounding_box()
        assert box
        assert box["y"] + box["height"] <= 2 * 640, part


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ALS_ARTICLES)
def test_paper_shows_what_to_do_and_no_menus(address: str, scheme: str, home: str, visit: Visit) -> None:
    page = visit(home + address, color_scheme=scheme)
    page.emulate_media(media="print")
    cards = page.locator(".care-card")
    assert cards.count() > 0
    for part in ("h1", ".main-message", *(f".care-card >> nth={each}" for each in range(cards.count()))):
        assert page.locator(part).first.is_visible(), part
    for part in (".skip-link", ".site-menu", ".contents", ".site-footer nav"):
        assert all(not each.is_visible() for each in page.locator(part).all()), part
    assert lightness(page, "background-color") > 0.9
    assert lightness(page, "color") < 0.3


def lightness(page: Page, what: str) -> float:
    """Return how light the body is when printed, 0 to 1; no background at all is the paper's white."""
    painted = page.evaluate(
        """what => {
          const canvas = new OffscreenCanvas(1, 1).getContext('2d');
          canvas.fillStyle = '#fff';
          canvas.fillRect(0, 0, 1, 1);
          for (const each of [document.documentElement, document.body]) {
            canvas.fillStyle = getComputedStyle(each).getPropertyValue(what);
            canvas.fillRect(0, 0, 1, 1);
          }
          return [...canvas.getImageData(0, 0, 1, 1).data];
        }""",
        what,
    )
    return float(sum(painted[:3]) / (3 * 255))


def test_an_old_address_takes_the_reader_to_the_page(moved_home: str, visit: Visit) -> None:
    page = visit(moved_home + OLD_ADDRESS)
    page.wait_for_url(f"{moved_home}articles/*/")
    assert page.locator("h1").is_visible()


def test_a_wrong_address_gets_the_page_that_helps(home: str, site: BuiltSite, visit: Visit) -> None:
    page = visit(f"{home}articles/there-is-none/")
    assert page.locator("h1").inner_text() == site.example("not-found").values("//h1")[0]
