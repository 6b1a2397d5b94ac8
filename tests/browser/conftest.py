"""The real site, built once a run, served on this machine, and a browser to read it with."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, Page

from tests.browser.built import TAKEN_BACK, BuiltSite, build, copy_with_events
from tests.browser.chromium import chromium, launch
from tests.browser.serving import serving

Visit = Callable[..., Page]
AT_THE_ROOT, UNDER_A_PATH = "https://example.org/", "https://example.org/health/"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[BuiltSite, BuiltSite]:
    """The site as it is, and one under a path in which a page has moved and another one was taken back."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own
    plain, moved = shared / "site", shared / "site-under-a-path"
    with FileLock(shared / "build.lock"):
        # A worker that comes second finds it all built; building again would only take its time.
        if not (shared / "built").exists():
            build(plain, AT_THE_ROOT)
            build(moved, UNDER_A_PATH, copy_with_events(shared / "source"))
            (shared / "built").touch()
    return BuiltSite(plain, AT_THE_ROOT), BuiltSite(moved, UNDER_A_PATH)


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


# Playwright keeps an event loop in this thread, which other modules' tests must not meet.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def large_print(browser: Browser) -> Iterator[Browser]:
    """A browser of a reader who chose text twice as large in its settings: 32 px instead of 16."""
    large_print = launch(browser.browser_type, "--blink-settings=defaultFontSize=32")
    page = large_print.new_page()
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    page.close()
    yield large_print
    large_print.close()


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
