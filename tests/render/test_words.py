"""Days and letters, the same on every machine."""

from datetime import date

import pytest

from wellread.render.words import and_list, first_letter, in_words, sort_key


def test_days_are_words() -> None:
    assert in_words(date(2026, 11, 2)) == "2 November 2026"


def test_sorting_ignores_case_accents_and_marks() -> None:
    names = ["zoster", "Émile", "“Eczema”", "apnoea", "Bell’s palsy", "bells", "Ångström"]
    assert sorted(["γδ T cell", "interferon-γ", "γ-GT", "genu"], key=sort_key) == ["γ-GT", "genu", "interferon-γ", "γδ T cell"]
    assert sorted(names, key=sort_key) == ["Ångström", "apnoea", "bells", "Bell’s palsy", "“Eczema”", "Émile", "zoster"]


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("hiccups", "H"),
        ("Émile", "E"),
        ("“Quoted”", "Q"),
        ("195/95", "0–9"),
        ("", "0–9"),
        ("ёлка", "Е"),
        ("—", "0–9"),
        ("β-cell", "B"),
        ("α", "A"),
        ("αίμα", "Α"),
    ],
)
def test_each_text_has_its_letter(text: str, letter: str) -> None:
    assert first_letter(text) == letter


def test_lists_read_as_sentences() -> None:
    assert [and_list(words) for words in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == ["", "a", "a and b", "a, b and c"]
