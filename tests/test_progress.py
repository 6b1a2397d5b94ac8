"""A long build can be watched and explained; what comes out is the same."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from wellread.pipeline import Order, build
from wellread.progress import Bar, show_profile
from wellread.watch import Watch

ROOT = Path(__file__).parent.parent
PAGE = "articles/hiccups/index.html"


@pytest.fixture
def order(tmp_path: Path) -> Order:
    """The small site of the rule pages, with the real templates."""
    site = tmp_path / "site"
    shutil.copytree(ROOT / "tests" / "rules" / "_base", site)
    for folder in ("templates", "static"):
        shutil.rmtree(site / folder, ignore_errors=True)
        shutil.copytree(ROOT / folder, site / folder)
    return Order(root=site, output=tmp_path / "public", today=date(2026, 11, 22), memo=tmp_path / "memo", explain=PAGE)


def edit(order: Order, path: str, old: str, new: str) -> None:
    file = order.root / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def reword(order: Order, path: str) -> None:
    file = order.root / path
    file.write_text(file.read_text("utf-8").rstrip() + " And some more words.\n", "utf-8")


def test_why_a_page_was_made_or_not(order: Order) -> None:
    assert build(order).why == "is new"
    assert build(order).why == "was not made again: nothing that the site is made of has changed"
    reword(order, "content/articles/hiccups.md")
    assert build(order).why == "was made again, because the wording of its text changed"
    reword(order, "content/articles/sunburn.md")
    assert build(order).why == "was not made again: only the wording of other articles changed"
    edit(order, "content/articles/sunburn.md", "title: ", "title: More about ")
    assert build(order).why.endswith(("so it was not made again", "of what it shows"))
    edit(order, "site.yaml", "footer_note: ", "footer_note: Now ")
    assert build(order).why == "was made again, because of a change of what all pages show (menus, titles)"
    edit(order, "templates/base.html", "<body>", "<body >")
    assert build(order).why == "was made again, because of a change of a file in templates/"


def test_a_page_that_is_not_there_is_told(order: Order) -> None:
    asked = Order(root=order.root, output=order.output, today=order.today, memo=order.memo, explain="articles/hicups/index.html")
    assert build(asked).why == f"no page is written to articles/hicups/index.html; did you mean “{PAGE}”?"


def test_a_watch_sees_every_stage_and_page(order: Order) -> None:
    heard: list[tuple[str, int, int]] = []
    watch = Watch(lambda stage, done, total: heard.append((stage, done, total)))
    built = build(order, watch=watch)
    assert list(watch.seconds) == [
        "scan",
        "reword",
        "read",
        "compose",
        "check",
        "pictures",
        "plan",
        "render",
        "index",
        "judge",
        "remember",
        "write",
    ]
    assert PAGE in {path for _, _, path in watch.pages}
    pages = [(done, total) for stage, done, total in heard if stage == "render" and total]
    assert pages[-1] == (len(watch.pages), len(watch.pages))
    assert [done for done, _ in pages] == sorted(done for done, _ in pages)
    profile = show_profile(watch)
    assert "Making the pages" in profile
    assert "article.html (2 pages)" in profile
    assert built.written == build(Order(root=order.root, output=order.output.with_name("other"), today=order.today)).written


def test_a_bar_appears_only_when_a_build_takes_long(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    quick = Bar()
    quick("render", 1, 2)
    quick.close()
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("wellread.progress.PATIENCE", 0.0)
    monkeypatch.setenv("FORCE_COLOR", "1")  # so that rich takes the captured stream for a terminal
    monkeypatch.setenv("TERM", "xterm")
    slow = Bar()
    slow("render", 1, 2)
    slow.close()
    assert "Making the pages" in capsys.readouterr().err
