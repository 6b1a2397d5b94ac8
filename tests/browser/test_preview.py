"""The preview in a real browser: what an editor sees when she saves, makes a mistake, and mends it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.axe import WIDTHS, faults_of
from tests.browser.chromium import launch
from tests.browser.conftest import Visit
from tests.previewing import LONGEST, Serving, edit, has_ipv6, make_site, serving

PATIENCE = LONGEST * 1000  # milliseconds
IS_CONNECTED = "() => window.LiveReload?.connector.protocol === 7"
IS_STILL_THE_SAME = "() => window.isTheSame === true"
KEYBOARD = "() => document.querySelector('wellread-desk')?.shadowRoot.activeElement?.id"
SENTENCES = "\n\n".join(["This is here to make the page long."] * 80)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = make_site(tmp_path / "site")
    article = site / "content/articles/sunburn.md"
    article.write_text(f"{article.read_text('utf-8').rstrip()}\n\n{SENTENCES}\n", "utf-8")
    return site


@pytest.fixture
def article(site: Path) -> Path:
    return site / "content/articles/sunburn.md"


@pytest.fixture
def server(site: Path, tmp_path: Path) -> Iterator[Serving]:
    with serving(site, tmp_path / "log") as server:
        yield server


@pytest.fixture
def page(server: Serving, visit: Visit) -> Page:
    return opened(server, visit)


def opened(server: Serving, visit: Visit, path: str = "/articles/sunburn/") -> Page:
    """Open a page of the preview, and mark it so that a reload can be told from none."""
    page = visit(f"http://{server.host}:{server.port}{path}")
    page.set_default_timeout(PATIENCE)
    page.wait_for_function(IS_CONNECTED)
    page.evaluate("window.isTheSame = true")
    return page


def panel(page: Page) -> Locator:
    return page.locator("wellread-desk #panel")


def badge(page: Page) -> Locator:
    return page.locator("wellread-desk .badge")


expect.set_options(timeout=PATIENCE)


def test_an_edit_is_seen_where_the_editor_was_reading_in_every_browser(
    page: Page, server: Serving, visit: Visit, article: Path
) -> None:
    second, other = opened(server, visit), opened(server, visit, "/articles/hiccups/")
    page.evaluate("window.scrollTo(0, 1200)")
    edit(article, "Drink enough", "Drink water")
    for each in (page, second):
        expect(each.locator("main")).to_contain_text("Drink water")
    assert page.evaluate("window.scrollY") == 1200
    other.wait_for_function(IS_CONNECTED)
    assert other.evaluate(IS_STILL_THE_SAME), "a page that the edit does not touch is left alone"
    expect(panel(page)).to_be_hidden()
    expect(badge(page)).not_to_contain_text("error")


def test_a_mistake_is_shown_over_the_last_good_page_and_goes_when_it_is_mended(page: Page, article: Path) -> None:
    edit(article, "Drink enough", "Drink water")
    edit(article, "status: in-review", "status: drafft")
    shown = panel(page)
    expect(shown).to_be_visible()
    for words in ("“status” can't be “drafft”", "content/articles/sunburn.md, line", "did you mean “draft”?"):
        expect(shown).to_contain_text(words)
    expect(shown.locator("mark")).to_have_text("drafft")
    expect(page.locator("main")).to_contain_text("Drink enough")
    assert page.evaluate(IS_STILL_THE_SAME)
    edit(article, "status: drafft", "status: in-review")
    expect(page.locator("main")).to_contain_text("Drink water")
    expect(panel(page)).to_be_hidden()
    expect(badge(page)).not_to_contain_text("error")


def test_a_mistake_in_another_file_is_mended_without_a_reload(page: Page, site: Path) -> None:
    edit(site / "content/articles/hiccups.md", "status: in-review", "status: drafft")
    expect(panel(page)).to_contain_text("Other pages")
    edit(site / "content/articles/hiccups.md", "status: drafft", "status: in-review")
    expect(panel(page)).to_be_hidden()
    expect(badge(page)).not_to_contain_text("error")
    assert page.evaluate(IS_STILL_THE_SAME)


def test_the_message_can_be_read_left_and_closed_by_keyboard(page: Page, article: Path) -> None:
    edit(article, "status: in-review", "status: drafft")
    expect(panel(page)).to_be_visible()
    assert panel(page).get_attribute("role") == "alertdialog"
    assert not panel(page).get_attribute("aria-modal")
    expect(page.get_by_role("alertdialog", name="What you saved can’t be shown yet")).to_be_visible()
    page.wait_for_function(f"({KEYBOARD})() === 'title'")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.wait_for_function(f"({KEYBOARD})() === undefined")  # out of it and on: it is no trap
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    expect(badge(page)).to_have_text("1 error")
    page.reload()
    expect(badge(page)).to_have_text("1 error")
    expect(panel(page)).to_be_hidden()  # what was closed stays closed
    badge(page).click()
    expect(panel(page)).to_be_visible()
    page.keyboard.press("Escape")
    assert page.evaluate("document.querySelector('wellread-desk').shadowRoot.activeElement.className") == "badge"
    edit(article, "status: drafft", "status: another")
    expect(panel(page)).to_be_visible()  # another mistake is news


def test_axe_finds_no_fault_in_the_message(page: Page, article: Path) -> None:
    edit(article, "status: in-review", "status: drafft")
    expect(panel(page)).to_be_visible()
    faults = faults_of(page, is_for_readers=False)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.querySelector('wellread-desk').shadowRoot.querySelector('#panel').scrollWidth") <= width
    assert not faults, "\n\n".join(faults)


def test_warnings_are_counted_quietly_and_listed_when_asked_for(page: Page, article: Path) -> None:
    edit(article, "Drink enough", f"Drink {'and drink ' * 20}enough")
    expect(page.locator("main")).to_contain_text("and drink and drink")
    expect(badge(page)).to_contain_text("warning")
    expect(panel(page)).to_be_hidden()
    badge(page).click()
    expect(panel(page)).to_contain_text("This page")
    expect(panel(page)).to_contain_text("The page is shown all the same")
    assert panel(page).get_attribute("role") == "dialog"
    page.reload()
    expect(panel(page)).to_be_visible()  # what was open stays open
    page.locator("wellread-desk .closer").click()
    expect(panel(page)).to_be_hidden()


def test_styles_are_put_in_place_without_a_reload(page: Page, site: Path) -> None:
    for colour in ("rgb(1, 2, 3)", "rgb(4, 5, 6)"):
        (site / "static/css/tried.css").write_text(f"@layer print {{ body {{ background: {colour} !important }} }}", "utf-8")
        page.wait_for_function(f"() => getComputedStyle(document.body).backgroundColor === '{colour}'")
    edit(site / "static/css/print.css", "@page {", "@page tried {")
    tried = "() => fetch(document.querySelector('link[media=print]').href).then((sheet) => sheet.text())"
    page.wait_for_function(f"({tried})().then((text) => text.includes('@page tried'))")
    assert page.locator("head > style").count() == 1
    assert page.evaluate(IS_STILL_THE_SAME)


def test_a_page_of_the_preview_loads_nothing_from_elsewhere_either(server: Serving, visit: Visit) -> None:
    page = opened(server, visit, "/nowhere/")
    refused = page.evaluate(
        """() => new Promise((done) => {
          document.addEventListener("securitypolicyviolation", (event) => done(event.violatedDirective));
          document.body.append(Object.assign(new Image(), { src: "http://127.0.0.1:1/counter.png" }));
        })"""
    )
    assert refused == "img-src"


def test_a_page_that_goes_and_comes_back_is_followed(server: Serving, site: Path, article: Path, visit: Visit) -> None:
    more, aside = article.with_name("more.md"), site / "more.md"
    more.write_text(article.read_text("utf-8").replace("\ntitle: ", "\ntitle: More on ", 1), "utf-8")
    server.wait_for("/articles/more/", 200, "More on ")
    page = opened(server, visit, "/articles/more/")
    more.rename(aside)
    page.wait_for_function("() => !document.body.innerText.includes('More on')")
    aside.rename(more)
    expect(page.locator("main")).to_contain_text("More on")


def test_the_browser_comes_back_when_the_preview_is_started_again(site: Path, article: Path, tmp_path: Path, visit: Visit) -> None:
    with serving(site, tmp_path / "log") as first:
        page = opened(first, visit)
    edit(article, "Drink enough", "Drink water")
    with serving(site, tmp_path / "log", port=first.port):
        expect(page.locator("main")).to_contain_text("Drink water")


def test_a_site_that_begins_with_a_mistake_appears_when_it_is_mended(
    site: Path, article: Path, tmp_path: Path, visit: Visit
) -> None:
    edit(article, "status: in-review", "status: drafft")
    with serving(site, tmp_path / "log") as server:
        page = opened(server, visit)
        expect(page.get_by_role("heading", level=1)).to_have_text("The site can’t be shown yet")
        expect(page.locator("mark")).to_have_text("drafft")
        edit(article, "status: drafft", "status: another")
        expect(page.locator("mark")).to_have_text("another")
        edit(article, "status: another", "status: in-review")
        expect(page.locator("main")).to_contain_text("Drink enough")


def test_an_address_of_six_is_reloaded_too(site: Path, article: Path, tmp_path: Path, browser: Browser) -> None:
    if not has_ipv6():
        return
    with serving(site, tmp_path / "log", host="::1") as server:
        other = launch(browser.browser_type, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE [::1], EXCLUDE ::1")
        page = other.new_page()
        page.goto(f"http://[::1]:{server.port}/articles/sunburn/")
        page.wait_for_function(IS_CONNECTED, timeout=PATIENCE)
        edit(article, "Drink enough", "Drink water")
        expect(page.locator("main")).to_contain_text("Drink water")
        other.close()
