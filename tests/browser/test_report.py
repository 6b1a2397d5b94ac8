"""The editors' report in a real browser: read on a phone and on a desk, in the light and the dark, and printed."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.axe import faults_of
from tests.browser.built import ROOT
from tests.browser.conftest import Visit
from tests.browser.test_pages import CHECKER
from tests.previewing import make_site
from wellread.pipeline import Order
from wellread.report import report
from wellread.report.page import FIRST

TODAY = date(2026, 11, 22)
OPEN_ALL = "() => document.querySelectorAll('details').forEach(each => each.open = true)"
WAIVER = "{rule: link-text, reason: A test., by: editorial-team, until: 2027-01-15}"


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on the real site."""
    folder = tmp_path_factory.mktemp("ours")
    report(Order(root=ROOT, output=ROOT / "public", today=TODAY), folder)
    return folder / "index.html"


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on a site with errors, an overdue review, waivers, and more articles than are shown unfolded."""
    site = make_site(tmp_path_factory.mktemp("busy") / "site")
    text = (site / "content/articles/sunburn.md").read_text("utf-8")
    for number in range(FIRST):
        (site / f"content/articles/sunburn-{number}.md").write_text(text, "utf-8")
    review = "reviewers: [{person: a-gulp, role: GP, date: 2026-02-01, decision: approved}]\nreview_months: 6"
    approved = text.replace("status: in-review", f"status: approved\n{review}\nwaive:\n  - {WAIVER}")
    (site / "content/articles/overdue.md").write_text(approved, "utf-8")
    (site / "content/articles/soon.md").write_text(approved.replace("months: 6", "months: 12"), "utf-8")
    (site / "content/articles/broken.md").write_text(f"{text}\nSee [this](article:nowhere).\n", "utf-8")
    report(Order(root=site, output=site / "public", today=TODAY), site / "build/report")
    return site / "build/report/index.html"


@pytest.fixture(params=["ours", "busy"])
def each_report(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found


def overflow(page: Page) -> int:
    """Return how many pixels the page is wider than the window."""
    found: int = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found


def test_axe_finds_no_fault_folded_or_unfolded(each_report: Path, visit: Visit) -> None:
    page = visit(each_report.as_uri())
    faults = [f"folded, {each}" for each in faults_of(page, dark_colours=(), is_for_readers=False)]  # no colour is only there
    page.evaluate(OPEN_ALL)
    faults += [f"unfolded, {each}" for each in faults_of(page, is_for_readers=False)]
    assert not faults, "\n\n".join(faults)


def test_the_html_checker_finds_nothing(ours: Path, busy: Path) -> None:
    words = ("--stdout", "--exit-zero-always", "--format", "json")
    done = subprocess.run(["java", "-jar", str(CHECKER), *words, str(ours), str(busy)], capture_output=True, check=True)
    assert json.loads(done.stdout)["messages"] == []


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_sticks_out(each_report: Path, visit: Visit, width: int) -> None:
    page = visit(each_report.as_uri(), viewport={"width": width, "height": 800})
    assert overflow(page) == 0
    page.evaluate(OPEN_ALL)
    assert overflow(page) == 0


def test_a_link_to_an_article_unfolds_it(ours: Path, visit: Visit) -> None:
    page = visit(ours.as_uri())
    link = page.locator("#today .tasks a").first
    article = page.locator("details.article", has_text=link.inner_text()).first
    assert article.get_attribute("open") is None
    link.click()
    page.wait_for_function(
        "title => document.querySelector('details.article[open] .title')?.innerText === title", arg=link.inner_text()
    )


def test_paper_shows_what_the_screen_folds(busy: Path, visit: Visit) -> None:
    page = visit(busy.as_uri())
    folded = page.locator("#today .more .tasks li").last
    page.emulate_media(media="screen")
    assert not folded.is_visible()
    page.emulate_media(media="print")
    assert (folded.bounding_box() or {"height": 0})["height"] > 0
    assert overflow(page) == 0
