"""The real site, built once a run, served on this machine, and a browser to read it with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.built import TAKEN_BACK, BuiltSite, build, copy_with_events
from tests.browser.chromium import chromium
from tests.browser.serving import serving
from tests.once import made_once

Visit = Callable[..., Page]
AT_THE_ROOT, UNDER_A_PATH = "https://example.org/", "https://example.org/health/"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[BuiltSite, BuiltSite]:
    """The site as it is, and one under a path in which a page has moved and another one was taken back."""

    def make(folder: Path) -> None:
        build(folder / "plain", AT_THE_ROOT)
        build(folder / "moved", UNDER_A_PATH, copy_with_events(folder / "source"))

    folder = made_once(tmp_path_factory, "sites", make)
    return BuiltSite(folder / "plain", AT_THE_ROOT), BuiltSite(folder / "moved", UNDER_A_PATH)


@pytest.fixture(scope="session")
def site(sites: tuple[BuiltSite, BuiltSite]) -> BuiltSite:
    """The site as it is."""
    return sites[0]


@pytest.fixture(scope="session")
def moved_site(sites: tuple[BuiltSite, BuiltSite]) -> BuiltSite:
    """The site under /health/, with a redirect and a page that was taken back."""
    return sites[1]


@pytest.fixture(scope="session", params=["/", "/health/"])
def each_site(sites: tuple[BuiltSite, BuiltSite], request: pytest.FixtureRequest) -> BuiltSite:
    return next(each for each in sites if each.base_path == request.param)


@pytest.fixture(scope="session")
def home(site: BuiltSite) -> Iterator[str]:
    """The address that the site is served at."""
    with serving(site) as address:
        yield address


@pytest.fixture(scope="session")
def moved_home(moved_site: BuiltSite) -> Iterator[str]:
    """The address that the site under a path is served at."""
    with serving(moved_site) as address:
        yield address


@pytest.fixture(scope="session")
def address_of(site: BuiltSite, home: str, moved_home: str) -> Callable[[str], str]:
    """Tell where an example of a kind of page is served."""

    def address_of(kind: str) -> str:
        return moved_home + TAKEN_BACK if kind == "withdrawn" else home + site.example(kind).address

    return address_of


class OneBrowser:
    """The browser of all these tests, as long as one comes after the other: starting it anew for each module takes long."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._browser: Browser | None = None

    def get(self) -> Browser:
        if self._browser is None:
            self._browser = self._open.enter_context(chromium())
        return self._browser

    def close(self) -> None:
        self._browser = None
        self._open.close()


ONE_BROWSER = OneBrowser()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Close the browser before tests elsewhere: Playwright keeps an event loop in this thread, which those must not meet."""
    yield
    if nextitem is None or Path(__file__).parent not in nextitem.path.parents:
        ONE_BROWSER.close()


@pytest.fixture(scope="module")
def browser() -> Browser:
    return ONE_BROWSER.get()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Open an address in a fresh browser profile; the options are those of Playwright's Browser.new_context."""
    contexts = []

    def visit(address: str, **options: Any) -> Page:
        context = browser.new_context(**{"reduced_motion": "reduce", **options})
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield visit
    for context in contexts:
        context.close()
