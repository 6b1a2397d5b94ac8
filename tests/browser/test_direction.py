"""Right to left a page is the mirror of itself: boxes, icons, markers and arrows, and nothing sticks out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit
from tests.browser.test_reading import too_wide

BOXES = (
    ".site-brand, .site-mark, .site-menu-list li:first-child, .breadcrumbs li:first-child, .opening .page-head, .aside, .sections, "
    ".care-card, .care-card-head svg, .call-list li:first-child, .review-banner svg, .card, .emergency-panel, .compare-table, "
    ".letter-bar li, .az-list section, .callout, .references ol, .about-page dl > div, .site-footer-menu nav, .site-emergency"
)
WHERE = """
selector => [...document.querySelectorAll(selector)].map(each => {
  const {left, right} = each.getBoundingClientRect();
  return [each.className.baseVal ?? each.className ?? '', left, document.documentElement.clientWidth - right];
})
"""
SIDES = """
selector => [...document.querySelectorAll(selector)].map(each => {
  const style = getComputedStyle(each);
  return [each.className, parseFloat(style.borderLeftWidth), parseFloat(style.borderRightWidth)];
})
"""
KINDS = ("home", "article", "symptom", "glossary", "page")


def turn(page: Page) -> None:
    page.evaluate("document.documentElement.dir = 'rtl'")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("kind", KINDS)
def test_boxes_stand_on_the_other_side(kind: str, width: int, address_of: Callable[[str], str], visit: Visit) -> None:
    page = visit(address_of(kind), viewport={"width": width, "height": 800})
    before = page.evaluate(WHERE, BOXES)
    turn(page)
    after = page.evaluate(WHERE, BOXES)
    assert len(before) > 5
    faults = [
        f"{name}: {left:.0f} from the left, then {right:.0f} from the right"
        for (name, left, _), (_, _, right) in zip(before, after, strict=True)
        if abs(left - right) > 3
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_sticks_out(kind: str, address_of: Callable[[str], str], visit: Visit) -> None:
    page = visit(address_of(kind))
    turn(page)
    assert not (faults := too_wide(page, 320, 1025)), "\n".join(faults)


def test_lines_at_the_start_and_arrows_turn_round(address_of: Callable[[str], str], visit: Visit) -> None:
    page = visit(address_of("article"), viewport={"width": 1280, "height": 800})
    before = page.evaluate(SIDES, ".contents, .callout, .prose blockquote, .do, .dont")
    arrow = "getComputedStyle(document.querySelector('.breadcrumbs li + li'), '::before').transform"
    points = page.evaluate(arrow)
    turn(page)
    assert page.evaluate(SIDES, ".contents, .callout, .prose blockquote, .do, .dont") == [
        [name, right, left] for name, left, right in before
    ]
    assert page.evaluate(arrow) != points
