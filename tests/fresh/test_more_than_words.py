"""Edits that change no more than words, and yet more than a page: each build, whichever way it goes, is that of a clean one."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import msgspec
import pytest

from tests.fresh.builds import Outcome, differences, outcome, tree
from tests.fresh.templates import ROOT
from wellread.pipeline import Order, build

HICCUPS = "content/articles/hiccups.md"
MEAL = "A big meal can"
PAGE = "<!doctype html><html lang=en><title>{{ view.head.title }}</title><body>%s</body></html>\n"


@pytest.fixture
def order(tmp_path: Path) -> Order:
    """A site that was built, with its real templates."""
    shutil.copytree(Path(__file__).parent / "site", tmp_path / "site")
    shutil.copytree(ROOT / "templates", tmp_path / "site" / "templates")
    order = Order(root=tmp_path / "site", output=tmp_path / "public", today=date(2026, 11, 22), memo=tmp_path / "memo")
    assert not build(order).stopped
    return order


def edit(order: Order, old: str, new: str, path: str = HICCUPS) -> None:
    file = order.root / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def put_template(order: Order, name: str, text: str) -> None:
    (order.root / "templates" / name).write_text(text, "utf-8")


def assert_as_clean(order: Order) -> Outcome:
    """Build, and compare what is said and published with a build that remembers nothing."""
    clean = order.output.parent / "clean"
    shutil.rmtree(clean, ignore_errors=True)
    found = outcome(order)
    right = outcome(msgspec.structs.replace(order, memo=None, output=clean))
    assert found == right
    if not right.stopped:
        assert differences(tree(order.output), tree(clean)) == ""
    return right


def codes(found: Outcome) -> set[str]:
    return {each.code for each in found.problems if each.place.path == HICCUPS}


def test_words_of_a_link_that_say_nothing_stop_the_build(order: Order) -> None:
    edit(order, MEAL, "A large meal can")
    assert not assert_as_clean(order).stopped
    edit(order, "[muscle below your lungs]", "[click here]")
    assert codes(assert_as_clean(order)) == {"link-text"}


@pytest.mark.parametrize("before", [MEAL, "`[hiccup-book]` can", "A meal [hiccup-bok] can"])
def test_a_citation_that_loses_its_sign_stops_the_build(order: Order, before: str) -> None:
    edit(order, MEAL, before)
    assert not assert_as_clean(order).stopped
    edit(order, before, "A big meal [hiccup-book] can")
    assert codes(assert_as_clean(order)) == {"citation-unmarked"}


@pytest.mark.parametrize(
    "shown",
    [
        "{% import 'text.html' as text with context %}{{ text|string|upper|safe }}",
        "{% import 'text.html' as text with context %}{{ view.body_html|safe }} {{ text|string|wordcount }} words",
        "{% import 'text.html' as text with context %}{% if 'Hold' in text|string %}It holds.{% endif %}{{ view.body_html|safe }}",
    ],
)
def test_a_template_that_reads_the_text_out_of_another_one(order: Order, shown: str) -> None:
    put_template(order, "article.html", PAGE % shown)
    put_template(order, "text.html", "{{ view.body_html|safe }}")
    assert not assert_as_clean(order).stopped
    edit(order, "Hold your breath", "Now keep your breath")
    assert not assert_as_clean(order).stopped


@pytest.mark.parametrize("fresh", [True, False])
def test_a_page_with_nothing_in_it_is_published(order: Order, fresh: bool) -> None:
    if fresh:
        shutil.rmtree(order.output)
    put_template(order, "robots.txt", "")
    assert not assert_as_clean(order).stopped
    assert (order.output / "robots.txt").read_bytes() == b""


@pytest.mark.parametrize(
    "shown",
    [
        "{% if view.is_draft %}{{ view.body_html|safe }}{% endif %}<p>{{ view.head.title }}</p>\n",
        "<p>{{ view.head.title }}</p>\n{{ view.body_html|safe }}",
        "{{ view.body_html|safe }}{% if view.body_html %}The end.{% endif %}",
    ],
)
def test_a_text_of_one_line_that_stands_elsewhere_too_or_goes(order: Order, shown: str) -> None:
    for path in (order.root / "content").rglob("*.md"):
        path.write_text(path.read_text("utf-8").replace("hiccups#causes", "hiccups"), "utf-8")
    put_template(order, "article.html", shown)
    front = (order.root / HICCUPS).read_text("utf-8").partition("---\nA hiccup")[0]
    for text in ("Why do hiccups come and go?", "Why are there hiccups?", "[nothing]: /shown", "Why do hiccups come and go?"):
        (order.root / HICCUPS).write_text(f"{front}---\n{text}\n", "utf-8")
        assert not assert_as_clean(order).stopped
