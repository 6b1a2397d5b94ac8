"""A file's name is the entry's id and language; a name that can't be one is told with the name to use."""

from __future__ import annotations

import pytest

from tests.read.written import ARTICLE, problem, read


@pytest.mark.parametrize(
    ("file", "known_as"),
    [
        ("hiccups.md", ("en", "hiccups")),
        ("195-95-hiccups.md", ("en", "195-95-hiccups")),
        ("hiccups.es.md", ("es", "hiccups")),
        ("hiccups.pt-BR.md", ("pt-BR", "hiccups")),
        ("hiccups.zh-Hans.md", ("zh-Hans", "hiccups")),
    ],
)
def test_a_proper_name(file: str, known_as: tuple[str, str]) -> None:
    reading = read(ARTICLE, f"content/articles/{file}")
    assert reading.problems == ()
    assert reading.value is not None
    assert reading.value.known_as == known_as


@pytest.mark.parametrize(
    ("file", "why", "wanted"),
    [
        ("My Hiccups.md", "it holds a space", "my-hiccups.md"),
        ("Hiccups.md", "it holds capital letters", "hiccups.md"),
        ("hiccups.MD", "it holds capital letters", "hiccups.md"),
        ("übelkeit.md", "it holds “ü”", "ubelkeit.md"),
        ("straße-am-fluß.md", "it holds “ß”", "strasse-am-fluss.md"),
        ("🙂-hiccups.md", "it holds “🙂”", "hiccups.md"),
        ("🙂.md", "it holds “🙂”", "a-short-name.md"),
        ("hic_cups.md", "it holds “_”", "hic-cups.md"),
        ("hic--cups.md", "hyphens only stand one by one between letters or digits", "hic-cups.md"),
        ("-hiccups.md", "hyphens only stand one by one between letters or digits", "hiccups.md"),
        ("hiccups...md", "it holds “.”", "hiccups.md"),
        ("hiccups.final2.md", "it holds “.”", "hiccups-final2.md"),
        ("hiccups.md.md", "it ends with .md more than once", "hiccups.md"),
        ("hiccups.pt_br.md", "it holds “_”", "hiccups.pt-BR.md"),
        ("hiccups.EN-gb.md", "it holds capital letters", "hiccups.en-GB.md"),
        ("con.md", "Windows keeps “con” for itself", "con-page.md"),
        ("a" * 101 + ".md", "it is longer than 100 characters", "a" * 100 + ".md"),
    ],
)
def test_an_improper_name(file: str, why: str, wanted: str) -> None:
    found = problem(ARTICLE, f"content/articles/{file}")
    assert (found.code, found.message) == ("name-wrong", f"the file's name can't stand in an address: {why}")
    assert found.hint == f"rename it to {wanted}"
    assert read(ARTICLE, f"content/articles/{wanted}").value is not None
