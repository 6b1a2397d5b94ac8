"""The keyboard alone: every stop is seen, in the order of reading, nothing traps, and Enter opens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser.built import KINDS, BuiltSite
from tests.browser.conftest import Visit

EVERY_KIND = pytest.mark.parametrize("kind", [*KINDS, "withdrawn"])
MOST_STOPS = 1500

# What can be reached with Tab, in the order of the document.
STOPS = """
() => {
  window.stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter(each => each.tabIndex >= 0 && !each.disabled && each.checkVisibility({visibilityProperty: true}));
  return stops.length;
}
"""
# The number of the stop that the keyboard is at, and where it is on the page; -1 is the page itself (its end or its beginning).
HERE = """
() => {
  const box = document.activeElement.getBoundingClientRect();
  const number = document.activeElement === document.body ? -1 : window.stops.indexOf(document.activeElement);
  const html = document.activeElement.outerHTML.slice(0, 120);
  return [number, html, box.left, box.right, box.top + scrollY, box.bottom + scrollY];
}
"""
# A dark line and a light ring: at least 2 px of line, and the two so different that one of them shows on any colour (WCAG 2.2,
# technique C40); and what has the focus is not covered by anything (2.4.11).
UNSEEN = """
() => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
  const luminance = colour => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map(each => each / 255)
      .map(each => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const faultOf = element => {
    const style = getComputedStyle(element);
    const ring = /(rgba?|color|oklch|oklab|hsla?)\\([^)]*\\)/.exec(style.boxShadow)?.[0];
    if (!element.matches(':focus-visible')) return 'is not :focus-visible';
    if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) return `outline: ${style.outline}`;
    if (!ring) return 'no ring around the line';
    if (contrast(ring, style.outlineColor) < 3) return `${ring} beside ${style.outlineColor}`;
    const found = [...element.getClientRects()]
      .map(box => document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2));
    return found.some(each => each && (element.contains(each) || each.contains(element))) ? '' : 'is covered';
  };
  return window.stops.flatMap(each => {
    each.focus();
    const fault = document.activeElement === each ? faultOf(each) : 'does not take the focus';
    return fault ? [`${fault}: ${each.outerHTML.slice(0, 160)}`] : [];
  });
}
"""


# The search page begins in its field. A reader who comes back to a search begins where others do, before all else.
AT_THE_BEGINNING = {"search": "#q="}


@pytest.fixture
def start_of(address_of: Callable[[str], str]) -> Callable[[str], str]:
    return lambda kind: address_of(kind) + AT_THE_BEGINNING.get(kind, "")


@dataclass(frozen=True)
class Stop:
    number: int
    html: str
    left: float
    right: float
    top: float
    bottom: float

    def is_before(self, other: Stop) -> bool:
        """Whether a reader comes to this one first: its middle is higher than the other's, and not to its right."""
        return self.top + self.bottom < other.top + other.bottom - 2 and self.left + self.right < other.left + other.right


@EVERY_KIND
def test_the_first_tab_offers_to_skip_to_the_text(kind: str, start_of: Callable[[str], str], visit: Visit) -> None:
    page = visit(start_of(kind), viewport={"width": 360, "height": 640})
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.get_attribute("href") == "#main"
    box = focused.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["height"] >= 24
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement) || !document.querySelector('main a')")


@EVERY_KIND
def test_what_has_the_focus_is_seen(kind: str, start_of: Callable[[str], str], visit: Visit) -> None:
    page = visit(start_of(kind), viewport={"width": 360, "height": 640}, color_scheme="light")
    page.keyboard.press("Tab")  # from now on the browser takes it that the reader has no mouse
    assert page.evaluate(STOPS) > 0
    faults = [f"in the light, {fault}" for fault in page.evaluate(UNSEEN)]
    page.emulate_media(color_scheme="dark")
    faults += [f"in the dark, {fault}" for fault in page.evaluate(UNSEEN)]
    assert not faults, f"{len(faults)}:\n" + "\n".join(faults[:20])


@EVERY_KIND
def test_tab_follows_the_text_and_nothing_traps(kind: str, start_of: Callable[[str], str], visit: Visit) -> None:
    """On a phone each stop is below the one before, or to its right: in its line, or in a list's next column."""
    page = visit(start_of(kind), viewport={"width": 360, "height": 640})
    stops = walk(page, "Tab")
    assert [stop.number for stop in stops] == list(range(page.evaluate(STOPS)))
    faults = [
        f"after {before}\n  comes {stop}"
        for before, stop in pairwise(stops[1:])  # the skip link moves when it is left
        if stop.is_before(before)
    ]
    assert not faults, "\n".join(faults[:20])


@EVERY_KIND
def test_tab_goes_back_the_same_way(kind: str, start_of: Callable[[str], str], visit: Visit) -> None:
    page = visit(start_of(kind), viewport={"width": 1280, "height": 800})
    page.wait_for_load_state("networkidle")  # a control that a script brings is one of the stops
    count = page.evaluate(STOPS)
    page.evaluate("window.stops.at(-1).focus()")
    stops = [here(page), *walk(page, "Shift+Tab")]
    assert [stop.number for stop in stops] == list(reversed(range(count)))


def walk(page: Page, key: str) -> list[Stop]:
    """Press the key until the focus leaves the page; return the stops on the way."""
    count = page.evaluate(STOPS)
    assert count < MOST_STOPS
    stops: list[Stop] = []
    for _ in range(count + 1):
        page.keyboard.press(key)
        stop = here(page)
        if stop.number < 0 and "<body" in stop.html:
            return stops
        stops.append(stop)
    raise AssertionError(f"{key} does not leave the page after {count} stops; the last: {stops[-1].html}")


def here(page: Page) -> Stop:
    return Stop(*page.evaluate(HERE))


@pytest.mark.parametrize("part", [".contents a", ".prose a[href*='/articles/']", ".prose a.term", ".backlinks a"])
def test_enter_opens_a_link_of_an_article(part: str, home: str, site: BuiltSite, visit: Visit) -> None:
    page = visit(home + site.example("article").address, viewport={"width": 360, "height": 640})
    link = page.locator(part).first
    link.focus()
    target = link.evaluate("each => each.href")
    page.keyboard.press("Enter")
    page.wait_for_url(target)
    assert page.url == target


def test_a_citation_and_back(home: str, site: BuiltSite, visit: Visit) -> None:
    """The reader finds her place in the text again, with the focus on it."""
    page = visit(home + site.example("article").address, viewport={"width": 360, "height": 640})
    citation = page.locator(".prose .cite a").first
    name = citation.get_attribute("id")
    citation.focus()
    page.keyboard.press("Enter")
    back = page.locator(f".backlinks a[href$='#{name}']")
    back.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == f"#{name}"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == name


def test_a_search_by_keyboard(address_of: Callable[[str], str], visit: Visit) -> None:
    """Type, Enter, Tab to the first result, Enter; and the way back finds the results again."""
    page = visit(address_of("search"), viewport={"width": 360, "height": 640})
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("twitching")
    page.keyboard.press("Enter")
    results = page.locator(".search-result-title a")
    expect(results.first).to_be_visible()
    page.evaluate(STOPS)
    passed: list[int] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        passed.append(here(page).number)
        if results.first.evaluate("each => each === document.activeElement"):
            break
    assert len(passed) <= 4, "what stands between the field and the first result is more than a few presses"
    assert passed == list(range(passed[0], passed[0] + len(passed)))
    target = results.first.evaluate("each => each.href")
    page.keyboard.press("Enter")
    page.wait_for_url(target)
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("twitching")
    expect(results.first).to_be_visible()


def test_a_comparison_by_keyboard(home: str, site: BuiltSite, visit: Visit) -> None:
    """The table takes no stop of its own; the citations in it are reached in the order of its rows."""
    page = visit(home + site.example("article").address, viewport={"width": 320, "height": 640})
    links = page.locator(".compare-table a")
    count = links.count()
    assert count > 0
    links.first.focus()
    for place in range(count):
        assert links.nth(place).evaluate("each => each === document.activeElement"), place
        page.keyboard.press("Tab")
    assert not page.evaluate("document.querySelector('.compare-table').contains(document.activeElement)")
