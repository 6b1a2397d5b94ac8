"""site.yaml is read like everything else: by the letter, with every fault told at once."""

from __future__ import annotations

import pytest

from tests.read.written import SITE, told
from wellread.model import CareLevel, EmergencyNumber, MenuGroup, MenuItem, Settings
from wellread.read import read_settings


def settings(text: str) -> Settings:
    reading = read_settings("site.yaml", text.encode())
    assert reading.problems == ()
    assert reading.value is not None
    return reading.value


def told_of(text: str) -> list[str]:
    reading = read_settings("site.yaml", text.encode())
    assert reading.value is None
    return [told(each) for each in reading.problems]


def test_a_short_site_takes_its_defaults() -> None:
    found = settings(SITE)
    assert (found.language, found.unreviewed, found.citation_style, found.theme_colour) == (
        "en",
        "banner",
        "elsevier-vancouver",
        "#004d5a",
    )
    assert (found.tagline, found.home_message, found.footer_note) == ("", "", "")
    assert found.featured == ()
    assert found.care_levels[0] == CareLevel(level="emergency", heading="Call an ambulance if:", action="Call 112.")
    assert [level.level for level in found.care_levels] == ["emergency", "urgent", "soon"]
    assert found.contact == "mailto:editors@example.org"
    assert found.origin.at("care_levels", "urgent", "action").line == 8


def test_everything_a_site_can_say_is_read() -> None:
    more = """\
tagline: Answered plainly
language: pt-BR
home_message: Start here.
featured: [hiccups]
menu: [{text: Symptoms, to: "list:symptoms"}]
footer: [{heading: About, items: [{text: About us, to: "page:about#who"}]}]
footer_note: General information only.
emergency_numbers: [{place: Europe, number: 112}, {place: Australia, number: 000}]
governance: {unreviewed: block}
citation_style: apa
theme_colour: "#ABCDEF"
"""
    found = settings(SITE + more)
    assert found.menu == (MenuItem(text="Symptoms", to="list:symptoms"),)
    assert found.footer == (MenuGroup(heading="About", items=(MenuItem(text="About us", to="page:about#who"),)),)
    assert found.emergency_numbers[1] == EmergencyNumber(place="Australia", number="000")
    assert (found.language, found.unreviewed, found.featured) == ("pt-BR", "block", ("hiccups",))


@pytest.mark.parametrize(
    ("written", "meant"), [("https://example.org/sub", "https://example.org/sub/"), ("http://a.org/", "http://a.org/")]
)
def test_the_address_ends_with_a_slash(written: str, meant: str) -> None:
    assert settings(SITE.replace("https://example.org/", written)).base_url == meant


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("base_url: example.org", "“example.org”: it doesn't start with https:// or http://; write a whole address, as in https://www.example.org/page"),
        ("base_url: https://example.org/?a=1", "“https://example.org/?a=1”; leave out everything from the “?” or “#” on"),
        ("base_url: 'https://example.org/#a'", "“https://example.org/#a”; leave out everything from the “?” or “#” on"),
        ("contact: nobody", "“nobody”; write an e-mail address or a whole web address"),
    ],
)  # fmt: skip
def test_a_wrong_address_is_told(line: str, expected: str) -> None:
    key = line.partition(":")[0]
    text = "".join(f"{line}\n" if each.startswith(f"{key}:") else each for each in SITE.splitlines(keepends=True))
    (found,) = told_of(text)
    assert found.partition("can't be ")[2] == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("langauge: en", "1:1 key-unknown: “langauge” is no key of site.yaml; did you mean “language”?"),
        (
            "language: english",
            "1:11 value-wrong: “language” can't be “english”; write the code of the language, as in en, es or pt-BR",
        ),
        ("language: en_GB", "1:11 value-wrong: “language” can't be “en_GB”; write the code of the language, as in en, es or pt-BR"),
        ("menu: [{text: A, to: lists:symptoms}]", "1:22 address-wrong: “to” can't be “lists:symptoms”; did you mean “list”?"),
        ("menu: [{text: A, to: list:symptom}]", "1:22 choice-unknown: “to” can't be “list:symptom”; did you mean “symptoms”?"),
        (
            "menu: [{text: A, to: /about/}]",
            "1:22 address-wrong: “to” can't be “/about/”; write it as in list:symptoms, page:about or article:hiccups",
        ),
        ("governance: {overdue: withold}", "1:23 choice-unknown: “overdue” can't be “withold”; did you mean “withhold”?"),
        (
            "governance: {withhold_after_months: 61}",
            "1:37 number-wrong: “withhold_after_months” can't be 61; write a whole number from 0 to 60",
        ),
        ("governance: {unreviewed: blok}", "1:26 choice-unknown: “unreviewed” can't be “blok”; did you mean “block”?"),
        (
            "theme_colour: blue",
            '1:15 value-wrong: “theme_colour” can\'t be “blue”; write six hexadecimal digits in quotes, as in "#004d5a"',
        ),
        (
            "emergency_numbers: [{place: Europe, number: 112 or 999}]",
            "1:45 value-wrong: “number” can't be “112 or 999”; write digits, as in 112",
        ),
    ],
)
def test_a_wrong_line_is_told(line: str, expected: str) -> None:
    assert told_of(f"{line}\n{SITE}") == [expected]


def test_every_level_of_care_is_needed() -> None:
    assert told_of(SITE.replace("  soon:", "  later:")) == [
        "7:3 key-missing: “soon” is missing in “care_levels”; add “soon: …”: what to do in the next days: {heading, action}",
        "9:3 key-unknown: “later” is no key of care_levels; care_levels can have: emergency, urgent, soon",
    ]


def test_keys_are_needed() -> None:
    assert told_of("- title\n") == ["1:1 value-wrong: site.yaml must hold keys with values, as in “title: …”"]
    assert told_of("") == ["1:1 file-empty: the file is empty; write something in it, or delete it"]
