"""The short way after a rewording: when it is taken, and when it must not be. What comes out is always what a clean build makes."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.draw.photographs import noise, saved
from tests.fresh.builds import clean_build, differences, outcome, tree
from wellread.pipeline import Order, build
from wellread.render import only_show_the_text, place_of
from wellread.watch import Watch

ROOT = Path(__file__).parent.parent.parent
HICCUPS = "content/articles/hiccups.md"


@pytest.fixture
def order(tmp_path: Path) -> Order:
    site = tmp_path / "site"
    shutil.copytree(ROOT / "tests/fresh/site", site)
    for folder in ("templates", "static"):
        shutil.rmtree(site / folder, ignore_errors=True)
        shutil.copytree(ROOT / folder, site / folder)
    order = Order(root=site, output=tmp_path / "public", today=date(2026, 11, 22), memo=tmp_path / "memo")
    assert not build(order).stopped
    return order


def takes_the_short_way(order: Order, tmp_path: Path) -> bool:
    """Build, compare with a clean build, and say whether the stages after the short way were left out."""
    watch = Watch()
    build(order, watch=watch)
    right, right_tree = clean_build(order, tmp_path / "clean")
    assert differences(tree(order.output), right_tree) == ""
    assert outcome(order) == right
    shutil.rmtree(tmp_path / "clean")
    return "read" not in watch.seconds


def edit(order: Order, path: str, old: str, new: str) -> None:
    file = order.root / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def append(order: Order, path: str, text: str) -> None:
    with (order.root / path).open("a", encoding="utf-8") as file:
        file.write(text)


def test_a_new_wording_takes_the_short_way(order: Order, tmp_path: Path) -> None:
    append(order, HICCUPS, "\nA few more words.\n")
    assert takes_the_short_way(order, tmp_path)
    append(
        order,
        HICCUPS,
        "\nAnd *some* more, after a sentence that is so long that somebody will say so, for it goes on and on, as "
        "nobody should who wants to be understood by a reader at night.\n",
    )
    assert takes_the_short_way(order, tmp_path)


def test_what_is_told_of_the_front_matter_stays_told(order: Order, tmp_path: Path) -> None:
    edit(order, HICCUPS, "title: Why", "title: Why, oh why, do hiccups come and go when nobody has asked them to")
    assert not takes_the_short_way(order, tmp_path)
    assert "title-long" in {each.code for each in build(order).problems}
    append(order, HICCUPS, "\nA few more words.\n")
    assert takes_the_short_way(order, tmp_path)
    edit(order, HICCUPS, "type:", "# a line that moves all below it\ntype:")
    append(order, HICCUPS, "\nAnd some more.\n")
    assert not takes_the_short_way(order, tmp_path)


def test_words_around_a_picture_take_the_short_way(order: Order, tmp_path: Path) -> None:
    photograph = order.root / "static/img/nothing.jpg"
    photograph.parent.mkdir(parents=True, exist_ok=True)
    photograph.write_bytes(saved(noise(800, 500)))
    append(order, HICCUPS, "\n![Nothing](/static/img/nothing.jpg)\n")
    assert not takes_the_short_way(order, tmp_path)
    page = order.output / "articles/hiccups/index.html"
    assert "<picture><source" in page.read_text("utf-8")
    append(order, HICCUPS, "\nA few more words.\n")
    assert takes_the_short_way(order, tmp_path)
    before = page.read_text("utf-8")
    photograph.write_bytes(saved(noise(700, 500)))
    assert not takes_the_short_way(order, tmp_path)
    assert page.read_text("utf-8") != before
    append(order, HICCUPS, "\nThe last ones.\n")
    assert takes_the_short_way(order, tmp_path)


@pytest.mark.parametrize(
    "text",
    ["\nThere is more [on belching](article:belching).\n", "\n## Another heading\n", "\nSo they say [@hiccup-book].\n"],
    ids=["link", "heading", "citation"],
)
def test_what_other_pages_see_takes_the_long_way(order: Order, tmp_path: Path, text: str) -> None:
    append(order, HICCUPS, text)
    assert not takes_the_short_way(order, tmp_path)


def test_a_page_that_somebody_has_changed_is_made_whole(order: Order, tmp_path: Path) -> None:
    (order.output / "articles/hiccups/index.html").write_text("torn")
    append(order, HICCUPS, "\nA few more words.\n")
    assert not takes_the_short_way(order, tmp_path)


@pytest.mark.parametrize(
    "template",
    [
        "{{ view.body_html|length }}",
        "{{ view.body_html|striptags }}",
        "{% filter upper %}{{ view.body_html|safe }}{% endfilter %}",
        "{% set text %}{{ view.body_html|safe }}{% endset %}{{ text|wordcount }}",
        "{% for _ in (1, 2) %}{{ view.body_html|safe }}{% endfor %}",
        "{{ view['body_html']|safe }}",
        "{% set page = view %}{{ page.body_html|length }}",
    ],
)
def test_a_template_that_does_more_than_show_the_text_takes_the_long_way(order: Order, tmp_path: Path, template: str) -> None:
    edit(order, "templates/article.html", "{{ back_to_top() }}", template)
    build(order)
    append(order, HICCUPS, "\nA few more words.\n")
    assert not takes_the_short_way(order, tmp_path)


def test_a_page_that_shows_its_text_twice_takes_the_long_way(order: Order, tmp_path: Path) -> None:
    edit(order, "templates/article.html", "{{ back_to_top() }}", "{{ view.body_html|safe }}")
    build(order)
    append(order, HICCUPS, "\nA few more words.\n")
    assert not takes_the_short_way(order, tmp_path)


@pytest.mark.parametrize("text", ["{{ " + "(" * 3000, "{% if a %}" * 300 + "{% endif %}" * 300])
def test_a_template_that_is_nested_too_deep_for_anybody_is_not_thought_to_only_show_the_text(text: str) -> None:
    assert not only_show_the_text({"article.html": text})


def test_our_own_templates_only_show_the_text() -> None:
    folder = ROOT / "templates"
    assert only_show_the_text({path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.*")})


@pytest.mark.parametrize(
    "template",
    [
        "{{ self.main()|upper }}",
        "{{ super()|upper }}",
        "{{ super() ~ 'x' }}",
        "{{ super.super() }}",
        "{% for each in view.charts %}{{ super() }}{% endfor %}",
        "{% set text = super() %}",
        "{% filter upper %}{% block main %}{% endblock %}{% endfilter %}",
        "{% filter upper %}{% include 'x.html' %}{% endfilter %}",
        "{% call() box() %}{{ view.body_html|safe }}{% endcall %}",
        "{% macro box(view) %}{{ view.body_html|safe }}{% endmacro %}",
        "{{ show(view=view) }}",
        "{{ view[name] }}",
        "{{ pages|map(attribute='body_html')|join }}",
        "{% if view.body_html == 'x' %}{% endif %}",
        "{{ (view.body_html ~ 'x')|safe }}",
        "{{ view.body_html }}",
        "{% if %}",
    ],
)
def test_in_doubt_a_template_does_more(template: str) -> None:
    assert not only_show_the_text({"article.html": "{% block main %}{{ view.body_html|safe }}{% endblock %}", "x.html": template})


def test_a_template_may_ask_whether_there_is_a_text() -> None:
    assert only_show_the_text({"article.html": "{% if view.body_html %}<div>{{ view.body_html|safe }}</div>{% endif %}"})


def test_a_block_may_print_what_the_program_prints_there_and_more(order: Order, tmp_path: Path) -> None:
    own = '{% extends "wellread/article.html" %}{% block main %}{% if view.head %}{{ super() }}{% endif %}<p>Ours</p>{% endblock %}'
    for folder in ("templates", "static/css", "static/js"):
        shutil.rmtree(order.root / folder)
    (order.root / "templates").mkdir()
    (order.root / "templates/article.html").write_text(own, "utf-8")
    assert not build(order).stopped
    file = order.root / HICCUPS
    file.write_text(file.read_text("utf-8").rstrip() + " It soon stops.\n", "utf-8")
    assert takes_the_short_way(order, tmp_path)
    assert "<p>Ours</p>" in (order.output / "articles/hiccups/index.html").read_text("utf-8")


def test_where_a_text_stands_in_a_page() -> None:
    assert place_of(b"text", b"a text.") == (2, 6)
    assert place_of(b"text", b"a text and a text") == (0, 0)
    assert place_of(b"aa", b"baaab") == (0, 0)
    assert place_of(b"", b"page") == (0, 0)
    assert place_of(b"text", b"page") == (0, 0)
