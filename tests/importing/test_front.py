"""Front matter of all kinds, whole and broken; days as people write them; old addresses."""

from __future__ import annotations

from datetime import date

import pytest

from tests.importing.alone import drafted
from wellread.importing.addresses import normal
from wellread.importing.days import day_in
from wellread.importing.front import read_front


@pytest.mark.parametrize(
    "text",
    [
        '---\ntitle: "A: b"\ntags: [x, y]\n---\nBody.\n',
        "\n---  \ntitle: 'A: b'\ntags:\n- x\n- y\n---\nBody.\n",
        '+++\ntitle = "A: b"\ntags = ["x", "y"]\n+++\nBody.\n',
        '{\n"title": "A: b",\n"tags": ["x", "y"]\n}\nBody.\n',
        "---\ntitle: &t 'A: b'\nheading: *t\ntags: [x, y]\n---\nBody.\n",
    ],
    ids=["yaml", "yaml below an empty line", "toml", "json", "yaml with an anchor"],
)
def test_keys_and_body(text: str) -> None:
    front = read_front(text)
    assert (front.text("title"), front.keys["tags"].value, front.body, front.fault) == ("A: b", ["x", "y"], "Body.\n", "")
    assert front.keys["title"].written in text
    assert text.split("\n")[front.keys["title"].line - 1] == front.keys["title"].written.split("\n")[0]
    assert text.split("\n")[front.body_line - 1] == "Body."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("---\ntitle: A\nBody.\n", "is never closed; it was taken for text"),
        ('{"title": "A\nBody.\n', "begins like JSON that can't be read"),
    ],
)
def test_what_only_looks_like_front_matter_is_text(text: str, said: str) -> None:
    front = read_front(text)
    assert (front.keys, front.body) == ({}, text)
    assert said in front.said[0][1]


@pytest.mark.parametrize("text", ["---\na: [b\n---\nBody.\n", "+++\na = b\n+++\nBody.\n", "---\n- a\n---\nBody.\n"])
def test_front_matter_that_can_not_be_read_is_kept(text: str) -> None:
    draft, _ = drafted(text)
    block = text.split("\n")[1]
    assert f"#   {block}\n" in draft.content
    assert draft.content.endswith("\n---\n\nBody.\n")


def test_no_front_matter() -> None:
    assert read_front("# A\n\nBody.\n").body == "# A\n\nBody.\n"
    assert read_front("---\n---\nBody.\n").body == "Body.\n"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2020-03-04", date(2020, 3, 4)),
        ("2020-03-04T10:00:00Z", date(2020, 3, 4)),
        ("2020/3/4 10:00:00 -0500", date(2020, 3, 4)),
        ("25/12/2020", date(2020, 12, 25)),
        ("12/25/2020", date(2020, 12, 25)),
        ("4/4/2020", date(2020, 4, 4)),
        ("3/4/2020", None),
        ("March 4, 2020", date(2020, 3, 4)),
        ("4th of March 2020", date(2020, 3, 4)),
        ("Wed, 04 Mar 2020 10:00:00 GMT", date(2020, 3, 4)),
        ("2020-13-01", None),
        ("2020", None),
        ("true", None),
        ("", None),
    ],
)
def test_days(written: str, day: date | None) -> None:
    assert day_in(written) == day


@pytest.mark.parametrize(
    "address", ["/a/B-c/", "/a/b-c", "/a/b-c.html", "a/b-c/index.html", "/A/B-C/#d", "/a/b-c/?e=f", "/a/b%2Dc/"]
)
def test_addresses_that_are_one(address: str) -> None:
    assert normal(address) == "a/b-c"


def test_old_addresses_under_several_keys_are_all_kept() -> None:
    draft, _ = drafted("---\ntitle: X\naliases: [/a/]\nredirect_from: [/b/]\n---\nText.\n")
    assert "\nredirect_from: [/a/, /b/]\n" in draft.content


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ('+++\ntitle = "Chilblains"\nday = 2020-13-45\n+++\nx', "Chilblains"),
        ("+++\nday = \ntitle = 'Cold hands'\n+++\nx", "Cold hands"),
        ("---\na: [b\ntitle: Cold hands, warm heart\n---\nx", "Cold hands, warm heart"),
        ('---\ntitle: "An open quote\n---\nx', ""),
        ('---\na: "b\ntitle: [not, one]\n---\nx', ""),
        ('+++\nx = [\n[params]\n  title = "of something else"\n+++\nx', ""),
    ],
)
def test_a_plain_title_is_read_whatever_is_wrong_with_the_rest(source: str, title: str) -> None:
    front = read_front(source)
    assert front.fault
    assert front.text("title") == title
