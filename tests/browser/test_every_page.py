"""What is asked of every page of the site. Each is opened once, and there everything is asked: opening it is what takes long.

Opened in every width that matters, it is read as a screen reader does, a finger finds what it has to hit, nothing sticks out, also
with text twice as large, axe-core finds no fault in the light or the dark, its first picture waits for nothing, and all that it
asks for is there and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import CDPSession, Page

from tests.browser.axe import OF_COLOURS, SCREEN_HEIGHT, WIDTHS, bring_axe, run_axe
from tests.browser.built import PARTS, BuiltSite
from tests.browser.conftest import Visit
from tests.browser.spoken import spoken
from tests.browser.test_loading import holding_up
from tests.browser.test_privacy import Log, origin_of
from tests.browser.test_reading import too_wide_now
from tests.browser.test_screen_reader import landmark_faults, nameless, outline_faults
from tests.browser.test_touch import too_small

PHONE, DESK = WIDTHS
BETWEEN = (641, 1025)
AS_USUAL, LARGE = 16, 32  # px, the browser's own size of text


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_has_a_fault(part: int, site: BuiltSite, home: str, visit: Visit) -> None:
    page, log = visit("about:blank"), Log()
    log.listen_to(page)
    browser = page.context.new_cdp_session(page)
    faults: list[str] = []
    for each in site.part(part):
        page.emulate_media(color_scheme="light")
        at(page, PHONE)
        page.goto(home + each.address)
        assert log.requests, "the log is empty"
        faults += [f"{each.path}, has to wait for {name}" for name in holding_up(page)]
        bring_axe(page)
        faults += [f"{each.path}, {fault}" for fault in (*faults_at_any_width(page), *faults_in_large_print(page, browser))]
        # By now it was there in every width, in the light and in the dark: nothing was asked for elsewhere, nothing was missing.
        faults += [f"{each.path}, loading: {fault}" for fault in log.faults(page, origin_of(home))]
    assert not faults, f"{len(faults)}:\n" + "\n".join(faults[:30])
    assert page.context.cookies() == []


def at(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": SCREEN_HEIGHT})


def faults_at_any_width(page: Page) -> Iterator[str]:
    """Down to 320 px (WCAG 2.2, 1.4.10). Why axe-core is asked less in the dark, test_accessibility.py says."""
    said = spoken(page)
    yield from (f"read out: {fault}" for fault in (*outline_faults(said), *landmark_faults(said), *nameless(said)))
    for width in sorted((*WIDTHS, *BETWEEN)):
        at(page, width)
        yield from (f"too wide for {width} px: {fault}" for fault in too_wide_now(page))
        if width in WIDTHS:
            yield from (f"too small at {width} px: {fault}" for fault in too_small(page))
            yield from (f"axe, light, {width} px: {fault}" for fault in run_axe(page))
    page.emulate_media(color_scheme="dark")
    yield from (f"axe, dark, {DESK} px: {fault}" for fault in run_axe(page, OF_COLOURS))


def faults_in_large_print(page: Page, browser: CDPSession) -> Iterator[str]:
    """With text twice as large (WCAG 2.2, 1.4.4), on the narrowest phone too, which asks more than 1.4.4 does."""
    set_text_size(page, browser, LARGE)
    for width in (DESK + 1, PHONE):
        at(page, width)
        yield from (f"too wide for {width} px in large print: {fault}" for fault in too_wide_now(page))
    set_text_size(page, browser, AS_USUAL)


def set_text_size(page: Page, browser: CDPSession, pixels: int) -> None:
    """Do what a reader does who chooses a size in the browser's settings: media queries hear of it too."""
    browser.send("Page.setFontSizes", {"fontSizes": {"standard": pixels}})
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == f"{pixels}px"
