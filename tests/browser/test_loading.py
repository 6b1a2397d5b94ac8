"""How a page arrives: nothing holds up its first picture, and nothing moves once it is there, even if the rest comes late."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, sleep

import pytest
from playwright.sync_api import Page, Route

from tests.browser.built import KINDS
from tests.browser.conftest import Visit

EVERY_KIND = pytest.mark.parametrize("kind", [*KINDS, "withdrawn"])
LATE = 0.4  # seconds; late enough that the page is painted without what comes then
NOTE_SHIFTS = """
window.shifts = [];
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) {
    shifts.push(`${entry.value.toFixed(4)}: ${entry.sources.map(each => each.node?.outerHTML?.slice(0, 100) ?? '').join(' | ')}`);
  }
}).observe({type: 'layout-shift', buffered: true});
"""
PAINTED = "() => new Promise(done => new PerformanceObserver(() => done()).observe({type: 'paint', buffered: true}))"
LOADED = """
() => performance.getEntriesByType('resource').map(each => [each.name, each.renderBlockingStatus, each.initiatorType])
"""


@EVERY_KIND
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_moves(kind: str, scheme: str, address_of: Callable[[str], str], visit: Visit) -> None:
    """Cumulative Layout Shift is 0 on a phone, also where all but the page itself comes late."""
    page = visit("about:blank", viewport={"width": 360, "height": 640}, color_scheme=scheme)
    page.add_init_script(NOTE_SHIFTS)
    address = address_of(kind)
    page.route(lambda url: url != address, late())
    page.goto(address)
    for _ in range(8):
        page.mouse.wheel(0, 640)
        page.wait_for_timeout(20)
    assert page.evaluate("window.shifts") == []


def late() -> Callable[[Route], None]:
    """Return what answers nothing until so long after the first thing that was asked for."""
    until: list[float] = []

    def answer(route: Route) -> None:
        until.append(monotonic() + LATE)
        sleep(max(0, until[0] - monotonic()))
        route.continue_()

    return answer


@pytest.mark.parametrize("kind", ["withdrawn"])
def test_nothing_holds_up_the_first_picture(kind: str, address_of: Callable[[str], str], visit: Visit) -> None:
    assert holding_up(visit(address_of(kind), viewport={"width": 360, "height": 640})) == []


def holding_up(page: Page) -> list[str]:
    """Name what the first picture of the page had to wait for: asked of every page in test_every_page.py."""
    return [name for name, status, _ in page.evaluate(LOADED) if status != "non-blocking"]


def test_what_moves_or_holds_up_would_be_seen(home: str, visit: Visit) -> None:
    page = visit("about:blank", viewport={"width": 360, "height": 640})
    page.add_init_script(NOTE_SHIFTS)
    page.route(home, planted)
    page.goto(home)
    page.evaluate("document.body.prepend(Object.assign(document.createElement('p'), {textContent: 'Late'}))")
    page.wait_for_timeout(100)
    assert page.evaluate("window.shifts") != []
    assert [status for name, status, _ in page.evaluate(LOADED) if name.endswith("/planted.css")] == ["blocking"]


def planted(route: Route) -> None:
    """Give the page with a stylesheet that it has to wait for."""
    response = route.fetch()
    route.fulfill(response=response, body=response.text().replace("</head>", '<link rel="stylesheet" href="planted.css"></head>'))


@pytest.mark.parametrize("kind", ["article", "home"])
def test_a_page_is_painted_before_anything_else_has_arrived(kind: str, address_of: Callable[[str], str], visit: Visit) -> None:
    """One round trip is enough: all other requests are never answered, and the reader reads."""
    page = visit("about:blank", viewport={"width": 360, "height": 640})
    address = address_of(kind)
    page.route(lambda url: url != address, lambda _: None)
    page.goto(address, wait_until="commit")
    page.locator("h1").wait_for(state="visible", timeout=5000)
    page.evaluate(PAINTED)
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px", "it is there, but without its styles"
    page.unroute_all(behavior="ignoreErrors")
