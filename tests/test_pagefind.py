"""The search index: the same bytes from the same records, only what a page loads, and a sentence where it can't be made."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pagefind_bin
import pytest

from wellread import pagefind
from wellread.model import Output
from wellread.pagefind import MAGIC, IndexFault, make_index
from wellread.render import SearchRecord

KINDS = ("condition", "guide", "symptom", "treatment", "page", "word", "notice", "comparison")


def record(number: int, lang: str = "en") -> SearchRecord:
    filters = "".join(
        f'<meta data-pagefind-filter="{name}[content]" content="{KINDS[(number * step) % len(KINDS)]}">'
        for step, name in enumerate(("type", "topic", "review"), 1)
    )
    title = f'<meta data-pagefind-meta="title[content]" content="Page {number}">'
    text = f'<p>Sunburn of the {number}th day.</p><h2 id="after">What to do after {number} days</h2><p>Shade helps.</p>'
    return SearchRecord(
        url=f"pages/{number}/", html=f'<html lang="{lang}"><body data-pagefind-body>{title}{filters}{text}</body></html>'
    )


def unpacked(outputs: tuple[Output, ...], ending: str) -> list[bytes]:
    return [gzip.decompress(each.content).removeprefix(MAGIC) for each in outputs if each.path.endswith(ending)]


def test_the_same_records_give_the_same_bytes() -> None:
    records = [record(number) for number in range(40)]
    first = make_index(records)
    assert all(make_index(records) == first for _ in range(3))


def test_pagefind_itself_does_not_give_the_same_bytes() -> None:
    """When this fails, what is done about it is not needed any more."""
    records = [record(number) for number in range(40)]
    assert len({tuple(sorted(pagefind._ask_pagefind(records))) for _ in range(8)}) > 1


def test_the_index_has_what_a_search_page_loads_and_nothing_else() -> None:
    outputs = make_index([record(1), record(2), record(3, "xx")])
    names = {each.path.removeprefix("pagefind/").partition("/")[0].partition("_")[0] for each in outputs}
    assert names == {"fragment", "index", "filter", "pagefind.js", "pagefind-entry.json", "pagefind.en", "pagefind.xx"} | {
        "wasm.en.pagefind",
        "wasm.unknown.pagefind",
    }
    assert [each.path for each in outputs] == sorted(each.path for each in outputs)
    assert {each.path for each in outputs if each.kind == "list"} == {"pagefind/pagefind-entry.json"}  # it names the others


def test_every_file_that_is_named_is_there() -> None:
    outputs = make_index([record(number) for number in range(9)])
    paths = {each.path for each in outputs}
    entry = next(each.content for each in outputs if each.path.endswith("entry.json"))
    for language in json.loads(entry)["languages"].values():
        assert f"pagefind/pagefind.{language['hash']}.pf_meta" in paths
    (meta,) = unpacked(outputs, ".pf_meta")
    filters = [path.rpartition("/")[2].partition(".")[0] for path in paths if path.endswith(".pf_filter")]
    assert len(filters) == 3
    assert all(name.encode() in meta for name in filters)


def test_a_record_is_found_in_the_index_as_it_was_given() -> None:
    fragments = [json.loads(each) for each in unpacked(make_index([record(7)]), ".pf_fragment")]
    assert [(each["url"], each["meta"], each["filters"]["topic"]) for each in fragments] == [
        ("pages/7/", {"title": "Page 7"}, ["notice"])
    ]
    assert [each["content"] for each in fragments] == ["Sunburn of the 7th day. What to do after 7 days. Shade helps."]
    assert [anchor["id"] for each in fragments for anchor in each["anchors"]] == ["after"]


def test_no_records_make_an_empty_index() -> None:
    assert make_index([]) == make_index([])


def a_program(tmp_path: Path, text: str) -> Callable[[], str]:
    file = tmp_path / "pagefind"
    file.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    file.chmod(0o755)
    return lambda: str(file)


@pytest.mark.parametrize(
    ("does", "said"),
    [
        ("echo 'thread panicked: no room' >&2; exit 101", "Pagefind stopped before it was done (thread panicked: no room)"),
        ("exec sleep 60", "Pagefind stopped before it was done"),
        ("printf 'bm8ganNvbg==,'", "Pagefind says something that isn't understood"),
        ("printf 'eyJwYXlsb2FkIjp7InR5cGUiOiJFcnJvciIsIm1lc3NhZ2UiOiJibGFoIn19,'; cat >/dev/null", "Pagefind says: blah"),
    ],
    ids=["a crash", "a program that hangs", "noise", "an error"],
)
def test_a_fault_of_the_program_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str, said: str) -> None:
    monkeypatch.setattr(pagefind_bin, "get_executable", a_program(tmp_path, does))
    monkeypatch.setattr(pagefind, "PATIENCE", 0.5)
    with pytest.raises(IndexFault) as caught:
        make_index([record(1)])
    assert str(caught.value) == said


def test_a_program_that_is_not_there_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: str(tmp_path / "nowhere"))
    with pytest.raises(IndexFault, match=r"^Pagefind can't be started \(No such file or directory\)$"):
        make_index([record(1)])


def test_packages_without_their_program_are_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> str:
        raise FileNotFoundError

    monkeypatch.setattr(pagefind_bin, "get_executable", missing)
    with pytest.raises(IndexFault, match="without its program"):
        make_index([record(1)])
    monkeypatch.setitem(__import__("sys").modules, "pagefind_bin", None)
    with pytest.raises(IndexFault, match="is not installed"):
        make_index([record(1)])


@pytest.mark.parametrize("length", [0, 1, 23, 24, 255, 256, 70_000])
def test_lists_are_taken_apart_and_put_together(length: int) -> None:
    whole = pagefind._join([bytes([number % 24]) for number in range(length)])
    assert pagefind._join(pagefind._split(whole)) == whole
    assert len(pagefind._split(whole)) == length


def test_an_index_of_another_make_is_refused() -> None:
    with pytest.raises(IndexFault, match="another version"):
        pagefind._split(b"\x81\xff")
