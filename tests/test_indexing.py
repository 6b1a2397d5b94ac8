"""The search index in a build: of what readers get alone, made again where something to be found has changed, never half there."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from datetime import date
from itertools import pairwise
from pathlib import Path

import msgspec
import pagefind_bin
import pytest

from tests.rule_pages import BASE, ROOT
from wellread import indexing
from wellread.pagefind import MAGIC, make_index
from wellread.pipeline import Order, build
from wellread.problems import SiteError

HICCUPS = "content/articles/hiccups.md"
SUNBURN = "content/articles/sunburn.md"
ENTRY = "pagefind/pagefind-entry.json"


@pytest.fixture
def order(tmp_path: Path) -> Order:
    """A small site with search, not yet built."""
    root = tmp_path / "site"
    shutil.copytree(BASE, root)
    for name in ("templates", "static"):
        shutil.copytree(ROOT / name, root / name, dirs_exist_ok=True)
    with (root / "site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("\nfeatures: {search: true}\n")
    return Order(root=root, output=tmp_path / "public", today=date(2026, 11, 22), memo=tmp_path / "memo")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many records each index was made of, in the order in which they were made."""
    counts: list[int] = []

    def counted(records: object) -> object:
        listed = list(records)  # type: ignore[call-overload]
        counts.append(len(listed))
        return make_index(listed)

    monkeypatch.setattr(indexing, "make_index", counted)
    return counts


def change(order: Order, path: str, old: str, new: str) -> None:
    file = order.root / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def add_draft(order: Order, text: str = "") -> None:
    """Add an article that nobody links to and readers don't get."""
    article = (order.root / SUNBURN).read_text("utf-8").replace("\nstatus:", "\nstatus: draft # ", 1)
    article = re.sub(r"^title: .*", "title: What helps against frostbite on the nose?", article, flags=re.MULTILINE)
    (order.root / "content/articles/frostbite.md").write_text(f"{article}\n{text}\n", "utf-8")


def fragments(folder: Path) -> dict[str, dict[str, object]]:
    """Return what the index shows of each page, by its address."""
    files = sorted((folder / "pagefind/fragment").glob("*.pf_fragment"))
    found = [json.loads(gzip.decompress(file.read_bytes()).removeprefix(MAGIC)) for file in files]
    return {str(each["url"]): each for each in found}


def published(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".wellread")
    }


def is_as_from_scratch(order: Order, tmp_path: Path) -> bool:
    clean = msgspec.structs.replace(order, memo=None, output=tmp_path / "clean")
    assert build(clean).written
    same = published(order.output) == published(clean.output)
    shutil.rmtree(clean.output)
    return same


def test_what_readers_get_is_found_and_nothing_else(order: Order) -> None:
    add_draft(order)
    assert not build(order).stopped
    found = fragments(order.output)
    pages = {path.removesuffix("index.html") for path in published(order.output) if path.endswith("index.html")}
    assert set(found) <= pages
    assert "articles/hiccups/" in found
    assert {url.partition("/")[0] for url in found} >= {"articles", "symptoms", "glossary", "about"}
    assert not any("frostbite" in str(each) for each in found.values())
    assert b"frostbite" not in (order.output / "search/words.json").read_bytes()


def test_a_draft_that_editors_look_at_is_not_found(order: Order) -> None:
    add_draft(order)
    assert not build(msgspec.structs.replace(order, drafts=True)).stopped
    assert (order.output / "articles/frostbite/index.html").exists()
    assert "articles/frostbite/" not in fragments(order.output)


def test_a_record_says_what_the_page_says_of_its_review(order: Order) -> None:
    build(order)
    for url, found in fragments(order.output).items():
        page = (order.output / url / "index.html").read_text("utf-8")
        filters = found["filters"]
        assert isinstance(filters, dict)
        assert all(sentence in page for sentence in filters.get("review", ()))
        assert ("review" in filters) == url.startswith("articles/")


def test_headings_can_be_jumped_to(order: Order) -> None:
    build(order)
    anchors = [(url, anchor["id"]) for url, found in fragments(order.output).items() for anchor in found["anchors"]]  # type: ignore[attr-defined]
    assert ("articles/hiccups/", "care") in anchors
    assert all(f'id="{name}"' in (order.output / url / "index.html").read_text("utf-8") for url, name in anchors)


def test_hidden_words_are_found_and_never_shown(order: Order) -> None:
    change(order, HICCUPS, "\nstatus:", "\nsearch_words: [hikkups, singultous]\nstatus:")
    build(order)
    found = fragments(order.output)["articles/hiccups/"]
    assert found["meta"]["words"] == "hikkups; singultous"  # type: ignore[index]
    assert "hikkups" not in str(found["content"])
    assert not [path for path, content in published(order.output).items() if path.endswith(".html") and b"hikkups" in content]


def test_the_index_is_made_again_only_when_something_to_be_found_changed(order: Order, made: list[int], tmp_path: Path) -> None:
    build(order)
    assert len(made) == 1
    with (order.root / "templates/home.html").open("a") as template:
        template.write("{# looks #}")
    build(order)
    change(order, "site.yaml", "General information only.", "Another note.")
    build(order)
    assert len(made) == 1
    change(order, HICCUPS, "A big meal can", "A large meal can")
    build(order)
    assert len(made) == 2
    assert "A large meal can" in str(fragments(order.output)["articles/hiccups/"]["content"])
    assert is_as_from_scratch(order, tmp_path)


def test_another_wording_never_leaves_an_old_index(order: Order, tmp_path: Path) -> None:
    build(order)
    meals = ("A big meal can", "A large meal can", "A heavy meal can", "A big meal can")
    for old, new in pairwise(meals):
        change(order, HICCUPS, old, new)
        assert not build(order).stopped
        assert is_as_from_scratch(order, tmp_path)


@pytest.mark.parametrize("lost", [ENTRY, "pagefind", "pagefind/fragment"])
def test_what_is_lost_is_made_again(order: Order, tmp_path: Path, lost: str) -> None:
    build(order)
    path = order.output / lost
    shutil.rmtree(path) if path.is_dir() else path.write_bytes(b"{}")
    assert not build(order).stopped
    assert is_as_from_scratch(order, tmp_path)


def test_without_search_there_is_no_index_and_no_page(order: Order) -> None:
    build(order)
    change(order, "site.yaml", "search: true", "search: false")
    build(order)
    assert not [path for path in published(order.output) if path.startswith(("pagefind", "search"))]
    assert b"/search/" not in (order.output / "index.html").read_bytes()


def test_the_preview_makes_no_index(order: Order, made: list[int]) -> None:
    build(msgspec.structs.replace(order, extras=False))
    assert made == []
    assert (order.output / "search/index.html").exists()  # where the box leads, which says that it can't be loaded
    build(order)
    assert len(made) == 1
    assert (order.output / ENTRY).exists()


@pytest.fixture
def without_pagefind(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> str:
        raise FileNotFoundError

    monkeypatch.setattr(pagefind_bin, "get_executable", missing)


@pytest.mark.usefixtures("without_pagefind")
def test_without_the_program_nothing_is_published(order: Order) -> None:
    built = build(order)
    (problem,) = (each for each in built.problems if each.severity == "error")
    assert (problem.code, problem.message) == (
        "search-index",
        "the search index can't be made: the package pagefind_bin is there without its program",
    )
    assert problem.place.path == "site.yaml"
    assert built.texts["site.yaml"].splitlines()[problem.place.line - 1][problem.place.column - 1 :].startswith("true")
    assert "pip install pagefind_bin" in problem.hint
    assert not order.output.exists()
    assert not build(msgspec.structs.replace(order, extras=False)).stopped


def test_a_lost_index_that_can_t_be_made_again_is_a_sentence(order: Order, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    build(order)
    shutil.rmtree(order.output / "pagefind")
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: str(tmp_path / "nowhere"))
    with pytest.raises(SiteError, match=r"^The search index can't be made: Pagefind can't be started"):
        build(order)
    monkeypatch.undo()
    assert not build(order).stopped
    assert (order.output / ENTRY).exists()


def test_words_of_a_draft_in_a_record_stop_the_build(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    """Records are made of what is published; if that were ever wrong, what is seen in them is told as it is of pages."""
    secret = "The purple ointment of the seventh drawer helps against everything that burns."
    add_draft(order, secret)
    monkeypatch.setattr("wellread.render.search._html", lambda _: f"<p>{secret}</p>")
    built = build(order)
    assert built.stopped
    (problem,) = (each for each in built.problems if each.code == "draft-leak")
    assert "stands in pagefind/" in problem.message
