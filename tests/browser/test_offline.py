"""Pages that a reader saves: read without a connection, never shown stale where there is one, and gone when she removes them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.built import TAKEN_BACK, BuiltSite
from tests.browser.conftest import Visit
from tests.browser.serving import Handler, serving
from tests.browser.test_loading import NOTE_SHIFTS
from tests.browser.test_privacy import LEFT_BEHIND, Log, origin_of

SAVE, REMOVE = "Save this page to read without a connection", "Remove the saved copy"
CACHED = """
async () => (await Promise.all((await caches.keys()).map(async name => (await (await caches.open(name)).keys())))).flat()
  .map(each => each.url)
"""


class Published:
    """A copy of the built site that a test may publish anew."""

    def __init__(self, site: BuiltSite, folder: Path) -> None:
        shutil.copytree(site.folder, folder)
        self.site = BuiltSite(folder, site.base_url)
        self.address = site.example("article").address

    @property
    def file(self) -> Path:
        return self.site.folder / self.address / "index.html"

    def change(self, old: str, new: str) -> None:
        html = self.file.read_text("utf-8")
        assert old in html
        self.put(html.replace(old, new))

    def put(self, html: str) -> None:
        self.file.write_text(html, "utf-8")
        for copy in self.file.parent.glob("index.html.*"):
            copy.unlink()


@pytest.fixture
def published(each_site: BuiltSite, tmp_path: Path) -> Published:
    return Published(each_site, tmp_path / "site")


@pytest.fixture
def top(published: Published) -> Iterator[str]:
    """The address that it is served at."""
    with serving(published.site) as address:
        yield address


def save(page: Page, address: str) -> BrowserContext:
    page.goto(address)
    page.get_by_role("button", name=SAVE).click()
    expect(page.locator(".save-page")).to_contain_text("Saved on this device")
    return page.context


def test_a_saved_page_is_read_without_a_connection(published: Published, top: str, visit: Visit) -> None:
    page, log = visit("about:blank"), Log()
    log.listen_to(page)
    context = save(page, top + published.address)
    assert log.faults(page, origin_of(top)) == []
    title = page.locator("h1").inner_text()
    context.set_offline(True)
    page.goto(top + published.address)
    assert page.locator("h1").inner_text() == title
    notice = page.locator("main > :first-child")
    expect(notice).to_contain_text("Saved copy")
    expect(notice).to_contain_text(re.compile(r"looked over again by \d+ \w+ \d{4}"))
    expect(notice).to_contain_text("You have no connection now")
    expect(page.locator(".review-sentence")).to_be_visible()
    expect(page.get_by_role("button", name=REMOVE)).to_be_visible()
    # Its styles and pictures are there too: nothing was asked for in vain.
    assert page.evaluate("[...document.styleSheets].every(sheet => sheet.cssRules.length > 0)")
    assert page.evaluate("[...document.images].filter(each => each.loading !== 'lazy').every(each => each.naturalWidth > 0)")
    page.evaluate("document.querySelectorAll('[loading=lazy]').forEach(each => { each.loading = 'eager'; })")
    page.wait_for_function("[...document.images].every(each => each.complete && each.naturalWidth > 0)")
    assert page.evaluate("window.violations") == []


def test_with_a_connection_the_page_is_never_the_copy(published: Published, top: str, visit: Visit) -> None:
    page = visit("about:blank")
    context = save(page, top + published.address)
    published.change("</h1>", " (changed)</h1>")
    page.goto(top + published.address)
    expect(page.locator("h1")).to_contain_text("(changed)")
    expect(page.locator(".saved-copy")).to_have_count(0)
    wait_for_copy(page, "(changed)")
    context.set_offline(True)
    page.goto(top + published.address)
    expect(page.locator("h1")).to_contain_text("(changed)")
    expect(page.locator(".saved-copy")).to_have_count(1)
    context.set_offline(False)
    page.get_by_role("link", name="Try again").click()
    expect(page.locator(".saved-copy")).to_have_count(0)


def wait_for_copy(page: Page, text: str) -> None:
    """Wait until the copy has been renewed, which happens beside the page."""
    page.wait_for_function(
        """async text => {
          for (const name of await caches.keys()) {
            const copy = await (await caches.open(name)).match(location.origin + location.pathname);
            if (copy && (await copy.text()).includes(text)) return true;
          }
          return false;
        }""",
        arg=text,
    )


def test_a_copy_that_has_expired_says_so_at_its_top(published: Published, top: str, visit: Visit) -> None:
    until = re.search(r'data-until="([^"]+)"', published.file.read_text("utf-8"))
    assert until
    published.change(until[0], 'data-until="2001-02-03"')
    page = visit("about:blank")
    context = save(page, top + published.address)
    context.set_offline(True)
    page.goto(top + published.address)
    notice = page.locator("main > :first-child")
    expect(notice).to_contain_text("This copy may be out of date")
    expect(notice).to_contain_text("was to be looked over again by 3 February 2001")


@pytest.mark.parametrize(("day", "state"), [("2026-11-23", "To be looked over again by"), ("2400-01-01", "Expired")])
def test_the_list_tells_by_the_reader_s_own_clock_what_has_expired(
    day: str, state: str, published: Published, top: str, visit: Visit
) -> None:
    page = visit("about:blank")
    save(page, top + published.address)
    page.clock.set_fixed_time(datetime.fromisoformat(f"{day}T12:00:00"))
    page.goto(f"{top}saved/")
    expect(page.locator(".saved-until")).to_contain_text(state)


def test_the_list_works_without_a_connection_and_removes_one_or_all(published: Published, top: str, visit: Visit) -> None:
    articles = [each.address for each in published.site.all_of("article")[:2]]
    page, log = visit("about:blank"), Log()
    for address in articles:
        context = save(page, top + address)
    context.set_offline(True)
    log.listen_to(page)
    page.goto(f"{top}saved/")
    expect(page.get_by_role("status")).to_have_text("You have saved 2 pages.")
    expect(page.locator(".saved-items > li")).to_have_count(2)
    expect(page.locator(".saved-review").first).not_to_be_empty()
    name = page.locator(".saved-items a").first.inner_text()
    page.get_by_role("button", name=f"Remove “{name}”").press("Enter")
    expect(page.get_by_role("status")).to_have_text("You have saved 1 page.")
    assert page.evaluate("document.activeElement.matches('.saved-items a')"), "the keyboard lost its place"
    page.get_by_role("button", name="Remove all saved pages").press("Enter")
    expect(page.get_by_role("status")).to_have_text("You have saved no pages.")
    assert page.evaluate("document.activeElement.matches('.saved-status')"), "the keyboard lost its place"
    assert page.evaluate(LEFT_BEHIND) == []
    assert page.evaluate("window.violations") == []


def test_what_is_removed_leaves_nothing_behind(published: Published, top: str, visit: Visit) -> None:
    page = visit("about:blank")
    context = save(page, top + published.address)
    assert any(each.endswith(published.address) for each in page.evaluate(CACHED))
    page.get_by_role("button", name=REMOVE).click()
    expect(page.get_by_role("status")).to_have_text("Removed from this device.")
    assert page.evaluate(LEFT_BEHIND) == []
    page.goto(top)
    assert page.evaluate(LEFT_BEHIND) == []
    assert context.storage_state(indexed_db=True) == {"cookies": [], "origins": []}


def test_only_caches_are_written_and_only_what_the_page_needs(published: Published, top: str, visit: Visit) -> None:
    page = visit("about:blank")
    context = save(page, top + published.address)
    assert context.storage_state(indexed_db=True) == {"cookies": [], "origins": []}
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    pages = [each.removeprefix(top) for each in page.evaluate(CACHED) if each.endswith("/")]
    assert sorted(pages) == sorted(["saved/", published.address])
    assert page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).map(each => each.scope)") == [top]


def test_nothing_is_there_before_a_reader_asks_for_it(published: Published, top: str, visit: Visit) -> None:
    """Neither for those who read articles nor for those who only look at the list."""
    page = visit("about:blank")
    for address in (published.address, "saved/", ""):
        page.goto(top + address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate(LEFT_BEHIND) == []


def test_a_page_that_was_taken_back_is_replaced_by_the_notice(moved_site: BuiltSite, tmp_path: Path, visit: Visit) -> None:
    published = Published(moved_site, tmp_path / "site")
    with serving(published.site) as top:
        page = visit("about:blank")
        context = save(page, top + published.address)
        published.put((published.site.folder / TAKEN_BACK / "index.html").read_text("utf-8"))
        page.goto(f"{top}saved/")  # the list asks for its pages anew
        expect(page.locator(".saved-items a")).to_have_text("A page that was taken back")
        context.set_offline(True)
        page.goto(top + published.address)
        expect(page.locator("main")).to_contain_text("We have taken this page back.")


def test_a_page_that_is_gone_is_not_kept(published: Published, top: str, visit: Visit) -> None:
    page = visit("about:blank")
    save(page, top + published.address)
    shutil.rmtree(published.file.parent)
    page.goto(f"{top}saved/")
    expect(page.get_by_role("status")).to_have_text("You have saved no pages.")
    assert page.evaluate(LEFT_BEHIND) == []


def test_a_page_that_has_moved_is_kept_at_its_new_address(published: Published, top: str, visit: Visit) -> None:
    page = visit("about:blank")
    context = save(page, top + published.address)
    new = published.address.rstrip("/") + "-anew/"
    shutil.copytree(published.file.parent, published.site.folder / new)
    target = published.site.base_path + new
    published.put(
        f'<!doctype html><html lang="en"><meta http-equiv="refresh" content="0; url={target}"><a href="{target}">Moved</a>'
    )
    page.goto(f"{top}saved/")
    expect(page.locator(f'.saved-items a[href$="{new}"]')).to_have_count(1)
    context.set_offline(True)
    page.goto(top + new)
    expect(page.locator(".saved-copy")).to_have_count(1)


def test_a_page_from_which_the_server_sends_on_is_kept_at_its_new_address(
    published: Published, top: str, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = visit("about:blank")
    context = save(page, top + published.address)
    new = published.address.rstrip("/") + "-anew/"
    published.file.parent.rename(published.site.folder / new)
    answer = Handler.do_GET

    def do_get(handler: Handler) -> None:
        if handler.path == published.site.base_path + published.address:
            handler.answer(HTTPStatus.MOVED_PERMANENTLY, None, {"Location": published.site.base_path + new})
        else:
            answer(handler)

    monkeypatch.setattr(Handler, "do_GET", do_get)
    page.goto(top + published.address)
    assert page.url == top + new
    wait_for_copy(page, "</h1>")
    context.set_offline(True)
    page.goto(top + new)
    expect(page.locator(".saved-copy")).to_have_count(1)
    assert top + published.address not in page.evaluate(CACHED)


def test_a_page_has_one_copy_by_whatever_name_it_was_opened(published: Published, top: str, visit: Visit) -> None:
    page = visit("about:blank")
    context = save(page, f"{top}{published.address}index.html")
    context.set_offline(True)
    for name in ("", "index.html", "?from=somewhere"):
        page.goto(top + published.address + name)
        expect(page.locator(".saved-copy")).to_have_count(1)
        expect(page.get_by_role("button", name=REMOVE)).to_be_visible()
    page.goto(f"{top}saved/")
    expect(page.locator(".saved-items a")).to_have_count(1)


def test_without_a_connection_other_pages_lead_to_the_list(published: Published, top: str, visit: Visit) -> None:
    page = visit("about:blank")
    context = save(page, top + published.address)
    context.set_offline(True)
    page.goto(f"{top}topics/")
    assert page.url == f"{top}saved/#missing"
    expect(page.get_by_role("status")).to_contain_text("is not saved here, and there is no connection. You have saved 1 page.")


def test_where_no_answer_comes_the_copy_is_shown(
    published: Published, top: str, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = visit("about:blank")
    save(page, top + published.address)
    answers = Event()
    answer = Handler.do_GET
    with monkeypatch.context() as patched:
        patched.setattr(Handler, "do_GET", lambda handler: (answers.wait(20), answer(handler)))
        page.goto(top + published.address)
        expect(page.locator(".saved-copy")).to_have_count(1)
        answers.set()


def test_where_the_site_is_broken_the_copy_is_shown(
    published: Published, top: str, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = visit("about:blank")
    save(page, top + published.address)
    with monkeypatch.context() as patched:
        patched.setattr(Handler, "do_GET", lambda handler: handler.answer(HTTPStatus.SERVICE_UNAVAILABLE, None, {}))
        page.goto(top + published.address)
        expect(page.locator(".saved-copy")).to_have_count(1)


def test_a_page_that_cannot_be_saved_says_so_and_leaves_nothing(published: Published, top: str, visit: Visit) -> None:
    page = visit(top + published.address)
    expect(page.get_by_role("button", name=SAVE)).to_be_visible()
    published.put("<p>Not a page of the site.</p>")
    page.get_by_role("button", name=SAVE).click()
    expect(page.get_by_role("status")).to_have_text("It could not be saved. Check your connection and try again.")
    assert page.evaluate(LEFT_BEHIND) == []


def test_it_works_by_keyboard_and_is_announced(published: Published, top: str, visit: Visit) -> None:
    page = visit(top + published.address)
    button = page.get_by_role("button", name=SAVE)
    button.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("status")).to_have_text("Saved on this device. Saved pages")
    expect(page.get_by_role("button", name=REMOVE)).to_be_focused()


NOTICED = 0.001
"""Less of a shift is a line's rounding, a hundredth of what counts as good."""


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_nothing_moves_when_the_control_comes(width: int, published: Published, top: str, visit: Visit) -> None:
    page = visit("about:blank", viewport={"width": width, "height": 3000})
    page.add_init_script(NOTE_SHIFTS)
    page.goto(top + published.address)
    expect(page.get_by_role("button", name=SAVE)).to_be_visible()
    page.wait_for_timeout(200)
    shifts: list[str] = page.evaluate("window.shifts")
    assert [each for each in shifts if float(each.partition(":")[0]) >= NOTICED] == []


def test_without_scripts_there_is_no_control_and_no_room_for_it(published: Published, top: str, visit: Visit) -> None:
    page = visit(top + published.address, java_script_enabled=False)
    expect(page.locator(".save-page")).not_to_be_visible()
    page.goto(f"{top}saved/")
    expect(page.locator("noscript p")).to_contain_text("You can print a page instead.")


def test_the_site_can_be_put_beside_a_reader_s_apps(published: Published, top: str, visit: Visit) -> None:
    page = visit(top)
    client = page.context.new_cdp_session(page)
    found = client.send("Page.getAppManifest")
    assert found["url"] == f"{top}site.webmanifest"
    assert found["errors"] == []
    assert f'"scope": "{published.site.base_path}"' in found["data"]
