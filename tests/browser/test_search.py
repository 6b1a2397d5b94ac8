"""Search as readers use it: by their own words and with slips of the keys, by keyboard, without a script, and watched by nobody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import faults_of
from tests.browser.built import BuiltSite

Visit = Callable[..., Page]

# What people type, and the page that must be among the first so many.
QUERIES: tuple[tuple[str, str, int], ...] = (
    # everyday words
    ("eyelid jumping", "symptoms/eyelid-twitching/", 1),
    ("why does my eyelid keep jumping?", "symptoms/eyelid-twitching/", 1),
    ("worms under the skin", "symptoms/muscle-twitching/", 1),
    ("Lou Gehrig", "glossary/als/", 1),
    ("weak heart", "articles/what-are-the-treatments-for-heart-failure/", 1),
    ("face drooping", "symptoms/facial-weakness/", 1),
    ("seeing double", "symptoms/double-vision/", 1),
    ("pins and needles", "symptoms/tingling-or-numbness/", 1),
    ("what should I do when my heart is racing", "symptoms/palpitations/", 1),
    ("can't breathe", "symptoms/breathlessness/", 1),
    ("bleach in eye", "articles/what-types-of-accidents-can-cause-blindness/", 1),
    ("going blind", "symptoms/loss-of-vision/", 2),
    ("water pill", "glossary/diuretic/", 1),
    ("tylenol pregnancy", "articles/what-to-take-for-a-sore-throat-during-pregnancy/", 1),
    ("gargle corona", "articles/salt-water-gargle-for-covid/", 1),
    ("are smart people depressed", "articles/link-between-depression-and-intelligence/", 1),
    ("bp 195/95", "articles/195-95-blood-pressure/", 1),
    ("195/95", "articles/195-95-blood-pressure/", 1),
    ("high blood pressure", "articles/195-95-blood-pressure/", 2),
    # what cannot wait
    ("suicidal", "symptoms/low-mood/", 1),
    ("kill myself", "symptoms/low-mood/", 1),
    ("I want to die", "symptoms/low-mood/", 1),
    ("overdose", "symptoms/low-mood/", 1),
    ("stroke", "symptoms/facial-weakness/", 2),
    ("heart attack", "symptoms/chest-pain/", 1),
    ("choking", "symptoms/difficulty-swallowing/", 1),
    # slips of the keys
    ("fasiculation", "glossary/fasciculation/", 1),
    ("muscle twiching", "symptoms/muscle-twitching/", 1),
    ("hart failure", "articles/what-are-the-treatments-for-heart-failure/", 1),
    ("sore throte pregnent", "articles/what-to-take-for-a-sore-throat-during-pregnancy/", 1),
    ("breathlesness", "symptoms/breathlessness/", 1),
    ("chest pian", "symptoms/chest-pain/", 1),
    ("siezure", "symptoms/seizure/", 1),
    ("depresion and inteligence", "articles/link-between-depression-and-intelligence/", 1),
    # doctors' words
    ("MND", "glossary/mnd/", 1),
    ("als", "glossary/als/", 1),
    ("diplopia", "symptoms/double-vision/", 1),
    ("fasciculations", "glossary/fasciculation/", 1),
    ("hypertension", "glossary/hypertension/", 3),
    ("MND symptoms", "glossary/mnd/", 1),
    ("facial twitching als", "articles/does-als-cause-facial-twitching/", 1),
    # beginnings of words
    ("fascic", "glossary/fasciculation/", 3),
    ("palpit", "symptoms/palpitations/", 1),
    ("sore thr", "symptoms/sore-throat/", 3),
)


@pytest.fixture
def search(visit: Visit, home: str) -> Page:
    return visit(f"{home}search/")


def ask(page: Page, words: str) -> list[str]:
    """Type the words, press Enter, and return where the results lead once there are any, or none."""
    page.get_by_label("What are you looking for?").fill(words)
    page.keyboard.press("Enter")
    status = page.locator(".search-status")
    expect(status).to_contain_text(f"“{words}”", timeout=20_000)
    return [
        str(address)
        for address in page.locator(".search-result-title a").evaluate_all("links => links.map(a => a.getAttribute('href'))")
    ]


@pytest.mark.parametrize("words", ["cancer", "meningitis", "appendicitis", "HIV", "asthma inhaler"])
def test_what_no_page_has_is_not_taken_for_a_shorter_word(words: str, search: Page) -> None:
    assert ask(search, words) == []
    expect(search.locator(".search-status")).to_contain_text(f"No page has “{words}”.")


def test_a_word_that_stands_in_a_text_is_not_spelt_anew(search: Page) -> None:
    assert ask(search, "meningitis rash")
    expect(search.locator(".search-status")).to_contain_text("These have “rash”.")


def test_people_find_what_they_mean(search: Page) -> None:
    faults: list[str] = []
    for words, wanted, within in QUERIES:
        found = [address.strip("/") for address in ask(search, words)]
        if wanted.strip("/") not in found[:within]:
            faults.append(f"{words!r}: {wanted} is not among the first {within} of {found[:4]}")
    assert faults == []


def test_what_is_found_has_its_address_below_the_site_s(visit: Visit, moved_home: str) -> None:
    page = visit(f"{moved_home}search/")
    found = ask(page, "eyelid jumping")
    assert found[0] == "/health/symptoms/eyelid-twitching/"
    page.locator(".search-result-title a").first.click()
    expect(page.locator("h1")).to_have_text("Eyelid twitching")


def test_a_result_says_what_it_is_and_who_checked_it(search: Page, site: BuiltSite) -> None:
    ask(search, "do als twitches feel")
    result = search.locator(".search-result").first
    expect(result.locator(".search-result-type")).to_have_text("Symptom")
    review = result.locator(".search-result-review").inner_text()
    page = site.pages["articles/what-do-als-twitches-feel-like/index.html"]
    assert review
    assert any(review in text for text in page.values("//*[contains(@class, 'review')]"))
    parts = result.locator(".search-result-parts a")
    assert parts.count()
    for address in parts.evaluate_all("links => links.map(a => a.getAttribute('href'))"):
        assert str(address).partition("#")[2] in page.ids


def test_of_a_word_that_nobody_knows_the_nearest_is_meant(search: Page) -> None:
    assert ask(search, "payn in the chest")[0].endswith("symptoms/chest-pain/")
    expect(search.locator(".search-status")).to_have_text("No page has “payn in the chest”. Did you mean “pain in the chest”?")
    assert ask(search, "xyzzyq") == []
    expect(search.locator(".search-status")).to_contain_text("No page has “xyzzyq”")
    expect(search.locator(".search-urgent a")).to_be_visible()  # who is in danger and finds nothing needs a number to call
    assert ask(search, "chest pain")
    expect(search.locator(".search-urgent")).to_be_hidden()
    assert ask(search, "hypotension") == []  # which looks like its opposite


def test_what_is_typed_is_text(search: Page) -> None:
    dialogs: list[str] = []
    search.on("dialog", lambda dialog: dialogs.append(dialog.message))
    ask(search, '<img src=x onerror="alert(1)"> twitch')
    assert search.locator(".search-results img").count() == 0
    assert dialogs == []


def test_nothing_that_is_typed_leaves_the_browser(visit: Visit, home: str) -> None:
    page = visit("about:blank")
    asked: list[str] = []
    said: list[str] = []
    page.context.on("request", lambda request: asked.append(f"{request.url} {request.headers} {request.post_data or ''}"))
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{home}search/")
    ask(page, "eyelid jumping")
    ask(page, "payn in the chest")
    page.locator(".search-filters summary").click()
    page.get_by_role("checkbox").first.check()
    page.goto("about:blank")
    page.goto(f"{home}search/#q=eyelid+jumping")
    expect(page.locator(".search-status")).to_contain_text("“eyelid jumping”")
    assert asked
    assert [each for each in asked if "jumping" in each or "payn" in each] == []
    assert [each for each in asked if not each.startswith(home)] == []
    assert said == []  # nor does the page's own policy stop anything
    kept = "[document.cookie, localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]"
    assert page.evaluate(f"(async () => {kept})()") == ["", 0, 0, 0]


def test_a_browser_without_the_script_sends_nothing(site: BuiltSite) -> None:
    form = site.pages["search/index.html"].elements("//form")[0]
    assert form.get("method") == "dialog"
    assert form.get("action") is None
    assert [field.get("name") for field in form.iter("input", "button", "select", "textarea")] == [None, None]


def test_a_search_is_done_by_keyboard_alone_and_is_there_when_one_comes_back(search: Page) -> None:
    expect(search.locator("#search-words")).to_be_focused()
    search.keyboard.type("eyelid jumping")
    expect(search.locator(".search-status")).to_contain_text("“eyelid jumping”")
    assert search.url.endswith("/search/#q=eyelid+jumping")
    for _ in range(12):
        search.keyboard.press("Tab")
        if search.evaluate("document.activeElement.matches('.search-result-title a')"):
            break
    search.keyboard.press("Enter")
    expect(search.locator("h1")).to_have_text("Eyelid twitching")
    search.go_back()
    expect(search.locator("#search-words")).to_have_value("eyelid jumping")
    expect(search.locator(".search-result").first).to_contain_text("Eyelid twitching")


def test_no_key_of_the_reader_s_is_taken(visit: Visit, home: str) -> None:
    page = visit(f"{home}search/#q=twitch")
    expect(page.locator(".search-status")).to_contain_text("“twitch”")
    page.locator("main").focus()
    page.keyboard.press("/")
    expect(page.locator("main")).to_be_focused()
    expect(page.locator("#search-words")).to_have_value("twitch")


def test_how_many_there_are_is_said_aloud(search: Page) -> None:
    status = search.get_by_role("status")
    found = ask(search, "eyelid jumping")
    expect(status).to_have_text(f"{len(found)} pages for “eyelid jumping”")
    ask(search, "diplopia")
    expect(status).to_have_text("1 page for “diplopia”")


def test_results_are_narrowed_down_and_the_ticks_stand_in_the_address(search: Page) -> None:
    before = len(ask(search, "twitching"))
    search.locator(".search-filters summary").click()
    box = search.get_by_role("checkbox", name="Symptom at a glance")
    box.check()
    expect(search.get_by_role("status")).to_contain_text("pages")
    expect(search.locator(".search-result-type", has_not_text="Symptom at a glance")).to_have_count(0)
    after = search.locator(".search-result").count()
    assert 0 < after <= before
    search.reload()
    expect(search.get_by_role("checkbox", name="Symptom at a glance")).to_be_checked()
    expect(search.locator(".search-result")).to_have_count(after)
    search.get_by_role("button", name="Take all ticks away").click()
    expect(search.locator(".search-result-type", has_text="Comparison").first).to_be_visible()
    assert search.get_by_role("group", name="Topic").count() == 1


def test_results_and_ticks_are_there_for_everybody(search: Page) -> None:
    ask(search, "twitching")
    search.locator(".search-filters summary").click()
    expect(search.get_by_role("group", name="Topic")).to_be_visible()
    assert faults_of(search) == []
    search.set_viewport_size({"width": 320, "height": 800})
    assert search.evaluate("document.documentElement.scrollWidth") <= 320


def test_more_results_come_when_they_are_asked_for(search: Page) -> None:
    assert len(ask(search, "als")) == 10
    search.get_by_role("button", name="Show more").click()
    expect(search.locator(".search-result")).to_have_count(20)
    expect(search.locator(".search-result-title a").nth(10)).to_be_focused()


def test_without_the_index_the_page_says_so_and_can_try_again(visit: Visit, home: str) -> None:
    page = visit("about:blank")
    page.route("**/pagefind/**", lambda route: route.abort())
    page.goto(f"{home}search/#q=twitch")
    expect(page.get_by_role("status")).to_contain_text("Search could not be loaded")
    expect(page.get_by_role("link", name="Symptoms", exact=True).first).to_be_visible()
    page.unroute("**/pagefind/**")


def test_without_a_script_the_lists_serve(visit: Visit, home: str) -> None:
    page = visit(f"{home}search/", java_script_enabled=False)
    expect(page.locator(".search-box")).to_be_hidden()
    expect(page.locator("noscript p")).to_be_visible()  # Playwright leaves out its text
    others = page.get_by_role("region", name="Other ways to find a page").or_(page.locator(".link-list"))
    assert others.get_by_role("link").count() == 5


def test_every_page_leads_to_search(site: BuiltSite) -> None:
    for page in site.pages.values():
        if not page.is_redirect:
            assert page.elements("//header//a[@href='/search/']"), page.path
    assert site.pages["404.html"].elements("//main//a[@href='/search/']")


def test_the_body_leads_to_every_symptom_that_is_felt_somewhere(site: BuiltSite) -> None:
    page = site.pages["symptoms/by-body-part/index.html"]
    listed = set(page.values("//main//section//a/@href"))
    assert {f"/{each.address}" for each in site.all_of("symptom")} <= listed
    for address in ("index.html", "symptoms/index.html"):
        assert site.pages[address].elements("//main//a[@href='/symptoms/by-body-part/']"), address
