"""YAML is read without guessing, and what can't be read is explained in an editor's words. libyaml and PyYAML agree."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read.written import ARTICLE, problem, read, told, with_line
from wellread.read.decode import Refused
from wellread.read.yaml import FAST, Document, Loader, Plain, compose

LOADERS = [pytest.param(FAST, id="libyaml"), pytest.param(yaml.SafeLoader, id="pure Python")]


def composed(text: str, loader: Loader = FAST) -> Document:
    return compose(text, "x.yaml", loader=loader)


def refused(text: str, loader: Loader) -> str:
    with pytest.raises(Refused) as caught:
        composed(text, loader)
    (found,) = caught.value.problems
    return told(found)


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    "word", ["no", "on", "012", "1:30", "1.0", "1e3", "2025-13-01", "~", "null", "True", "195/95", "0x1F", ".5", "="]
)
def test_a_word_stays_what_was_typed(word: str, loader: Loader) -> None:
    (found,) = composed(f"a: {word}\n", loader).value.values()  # type: ignore[union-attr]
    assert found == word
    assert isinstance(found, Plain)
    (quoted,) = composed(f"a: '{word}'\n", loader).value.values()  # type: ignore[union-attr]
    assert quoted == word
    assert not isinstance(quoted, Plain)


@pytest.mark.parametrize("loader", LOADERS)
def test_keys_are_words_too(loader: Loader) -> None:
    assert composed("on: 1\nyes: 2\n12: 3\n~: 4\n", loader).value == {"on": "1", "yes": "2", "12": "3", "~": "4"}


@pytest.mark.parametrize("loader", LOADERS)
def test_every_value_and_key_has_its_mark(loader: Loader) -> None:
    text = (
        "title: Hiccups\nred_flags:\n  - sign: |\n      They last\n    level: soon\n  - {use: choking}\ncodes: [a,\n  b]\nlast:\n"
    )
    marks = composed(text, loader).marks
    assert marks["title?"] == (1, 1, 1, 6)
    assert marks["title"] == (1, 8, 1, 15)
    assert marks["red_flags"] == (3, 3, 6, 19)
    assert marks["red_flags.0"] == (3, 5, 5, 16)
    assert marks["red_flags.0.level?"] == (5, 5, 5, 10)
    assert marks["red_flags.1.use"] == (6, 11, 6, 18)
    assert marks["codes"] == (7, 8, 8, 5)
    assert marks["codes.1"] == (8, 3, 8, 4)
    assert marks["last"] == (9, 6, 9, 6)
    assert composed(text, loader).value["last"] is None  # type: ignore[index,call-overload]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "title: Hiccups: why?\n",
            "1:15 yaml-syntax: a colon followed by a space can't stand in a value without quotes; "
            'put the whole value in quotes: title: "Hiccups: why?"',
        ),
        (
            'title: The "hic": why?\n',
            "1:17 yaml-syntax: a colon followed by a space can't stand in a value without quotes; "
            "put the whole value in quotes: title: 'The \"hic\": why?'",
        ),
        ("a: 1\n\tb: 2\n", "2:1 yaml-syntax: a tab can't be used to indent; use spaces; most editors can turn tabs into spaces"),
        ('title: "Hiccups\nb: 1\n', '1:8 yaml-syntax: a quotation mark opens here and is never closed; close it with "'),
        ("title: 'Hiccups\n", "1:8 yaml-syntax: a quotation mark opens here and is never closed; close it with '"),
        (
            "title: 'it's hiccups'\n",
            "1:12 yaml-syntax: something follows the closing quotation mark; "
            "put the whole text in quotes; inside single quotes write '' for an apostrophe",
        ),
        ("a: @sun\n", '1:4 yaml-syntax: a text can\'t start with “@” unless it is in quotes; write "@sun"'),
        ("a: `sun`\n", '1:4 yaml-syntax: a text can\'t start with “`” unless it is in quotes; write "`sun`"'),
        ("a: %sun\n", '1:4 yaml-syntax: a text can\'t start with “%” unless it is in quotes; write "%sun"'),
        ("a: *\n", '1:4 yaml-syntax: a text can\'t start with “*” unless it is in quotes; write "*"'),
        ("a: !x!sun\n", '1:4 yaml-syntax: a text can\'t start with “!” unless it is in quotes; write "!x!sun"'),
        ("a: - b\n", "1:4 yaml-syntax: a list can't start on the line of its key; start each “- item” on a line of its own"),
        (
            "a: 1\n  b: 2\n",
            "2:4 yaml-syntax: this key is indented further than the one above it; "
            "start it in the same column as the key above; if it belongs to the text above, put that text in quotes",
        ),
        (
            "a: 1\n# red_flags:                 # what is urgent\n#   - sign: …\n  - sign: You faint\n    level: urgent\n",
            "4:3 yaml-syntax: this line belongs to “red_flags”, which is a note: its line begins with “#”; "
            "take the “#” and the blank behind it away in line 2, or put a “#” in front of this line too",
        ),
        (
            "a: 1\n# also: []\n red_flags:\n  - sign: You faint\n",
            "3:2 yaml-syntax: a blank stands in front of “red_flags”; "
            "take the blank in front of it away: keys that belong together start in the same column",
        ),
        (
            "title Hiccups\ntype: guide\n",
            "1:1 yaml-syntax: this line is not “key: value”; "
            "write a key, a colon and a space in front of the value, as in “title: …”",
        ),
        (
            "a:\n  - b\n - c\n",
            "3:2 yaml-syntax: this line is indented differently from the ones it belongs to; "
            "keys that belong together start in the same column, and so do the “-” of one list",
        ),
        (
            "a: [b, c\nd: e\n",
            "1:4 yaml-syntax: “[” opens here, and before it is closed with “]” something else follows; "
            "separate what is inside with commas and close it with “]”; put texts that hold , [ ] { } or : in quotes",
        ),
        (
            'a: "\\q"\n',
            "1:4 yaml-syntax: a backslash in double quotes starts a special character, and this one doesn't exist; "
            "write \\\\ for a backslash, or use single quotes",
        ),
        ("a: > b\n", "1:6 yaml-syntax: nothing may follow “>” on its line; start the text on the next line, indented"),
        (": b\n", "1:1 yaml-syntax: there is no key before the colon; write the key, as in “title: …”"),
        ("a: 1\n---\nb: 2\n", "2:1 yaml-syntax: a second document starts here: one file holds one; remove this line"),
        ("a: 1\n...\nb: 2\n", "3:1 yaml-syntax: the YAML was ended above this line; remove the line of dots (...)"),
    ],
)
def test_what_can_not_be_read_is_explained(text: str, expected: str, loader: Loader) -> None:
    assert refused(text, loader) == expected


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("text", ['a: "\\ud800"\n', 'a: "\\U00110000"\n', 'a: "\\UFFFFFFFF"\n', 'a: "\\0"\n'])
def test_an_escape_that_makes_no_proper_character_is_a_problem(text: str, loader: Loader) -> None:
    try:
        codes = [each.code for each in composed(text, loader).problems]
    except Refused as error:
        codes = [each.code for each in error.problems]
    assert len(codes) == 1
    assert codes[0] in ("yaml-syntax", "character-forbidden")


def test_marks_count_the_lines_of_the_file() -> None:
    assert told(problem(with_line("synonyms: hic: cup"))).startswith("5:14 yaml-syntax:")


def test_a_key_written_twice_names_both_places() -> None:
    found = problem(with_line("title: Sunburn"))
    assert told(found) == "5:1 key-repeated: “title” is written twice; keep one of the two"
    assert [(r.place.line, r.place.column, r.message) for r in found.related] == [(2, 1, "“title” is first written here")]


def test_anchors_and_aliases_are_refused_outright() -> None:
    assert told(problem(with_line("topics: &t [hiccups]\nalso: *t"))) == (
        "5:9 yaml-alias: YAML's anchors and aliases (&name, *name) are not allowed; "
        "write the value out again where it is needed; if the text itself starts with & or *, put the text in quotes"
    )
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))
    assert problem(with_line(bomb.strip())).code == "yaml-alias"


def test_a_tag_is_refused() -> None:
    assert told(problem(ARTICLE.replace("guide", "!!python/name:os.system guide"))) == (
        "4:7 yaml-tag: a YAML tag (!!python/name:os.system) is not allowed; "
        "remove it; if the text itself starts with an exclamation mark, put the text in quotes"
    )


@pytest.mark.parametrize("loader", LOADERS)
def test_depth_and_size_are_limited(loader: Loader) -> None:
    assert refused("a: " + "[" * 5000, loader).startswith("1:23 yaml-deep: lists and keys are nested deeper than 20 levels")
    assert refused("a: [" + "b," * 5_001 + "]", loader).startswith("1:9999 yaml-large: the file holds more than 5,000 values")


def test_a_key_that_is_no_word_is_refused() -> None:
    assert told(problem(with_line("topics: {{ hiccups }}"))) == (
        "5:10 yaml-key: a key must be a word, not a list or more keys; if a text starts with “[” or “{”, put the text in quotes"
    )


letters = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufeff\ufffd\ufffe\uffff")
plain_values: st.SearchStrategy[Any] = st.recursive(
    st.text(letters, max_size=20),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.from_regex("[a-z_]{1,8}", fullmatch=True), inside, max_size=4),
    max_leaves=12,
)


@settings(deadline=None)  # other programs share the computer
@given(plain_values, st.booleans())
def test_both_loaders_give_the_same_values_and_marks(value: Any, flow: bool) -> None:
    text = yaml.safe_dump({"a": value}, allow_unicode=True, default_flow_style=flow)
    fast, pure = composed(text), composed(text, yaml.SafeLoader)
    assert fast == pure
    assert read(f"---\n{text}---\n").value is None
