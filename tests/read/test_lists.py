"""content/topics.yaml, red-flags.yaml, sources.yaml and a CSL-JSON export: records with an origin of their own."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from tests.read.written import told
from wellread.model import RedFlag
from wellread.problems import Place
from wellread.read import read_red_flags, read_sources, read_topics

SOURCE = """\
- id: hiccup-guide
  type: webpage
  title: Hiccups
  author: [{literal: Example Society}]
  issued: {date-parts: [[2024, 5]]}
  accessed: 2026-11-01
  URL: https://example.org/hiccups
  DOI: https://doi.org/10.1234/abc
  volume: 012
  custom: {read: abstract}
"""


def sources(text: str, path: str = "content/sources.yaml") -> Any:
    return read_sources(path, text.encode())


def source_problem(line: str) -> str:
    """Return what is said about one more line, the third, in a source."""
    (found,) = sources(SOURCE.replace("  title:", f"  {line}\n  title:")).problems
    return told(found)


def test_topics() -> None:
    reading = read_topics("content/topics.yaml", b"- id: digestion\n  name: Digestion\n  description: The gut.\n")
    assert reading.value is not None
    (topic,) = reading.value
    assert (topic.id, topic.name, topic.description) == ("digestion", "Digestion", "The gut.")


def test_red_flags_know_their_place_in_the_list() -> None:
    text = "- id: choking\n  sign: You choke\n  level: emergency\n"
    text += "- id: long\n  sign: They last\n  level: soon\n  cite: [hiccup-guide]\n"
    reading = read_red_flags("content/red-flags.yaml", text.encode())
    assert reading.value is not None
    first, second = reading.value
    assert first.flag == RedFlag(sign="You choke", level="emergency")
    assert (second.step, second.flag.cite) == (1, ("hiccup-guide",))
    assert second.origin.at("sign") == Place("content/red-flags.yaml", 5, 9, 5, 18)
    assert second.origin.key("level") == Place("content/red-flags.yaml", 6, 3, 6, 8)
    assert second.origin.at("nothing") == Place("content/red-flags.yaml", 4, 3, 7, 23), "all of the record"


def test_a_record_with_faults_is_left_out_and_the_others_are_kept() -> None:
    text = "- id: choking\n  sign: You choke\n  level: emergancy\n- id: long\n  sign: They last\n  level: soon\n- just text\n"
    reading = read_red_flags("content/red-flags.yaml", text.encode())
    assert [flag.id for flag in reading.value or ()] == ["long"]
    assert [told(each) for each in reading.problems] == [
        "3:10 choice-unknown: “level” can't be “emergancy”; did you mean “emergency”?",
        "7:3 value-wrong: record 3 must be keys with values, not “just text”; write {id: …, sign: …, level: …}",
    ]


def test_an_id_used_twice_names_both_places() -> None:
    text = "- id: a\n  name: A\n  description: x\n- id: a\n  name: B\n  description: y\n"
    reading = read_topics("content/topics.yaml", text.encode())
    (found,) = reading.problems
    assert told(found) == "4:7 id-repeated: the id “a” is used twice; give one of the two another id, or delete it"
    assert [(r.place.line, r.message) for r in found.related] == [(1, "it is first used here")]


def test_an_id_that_differs_in_capitals_only_is_used_twice() -> None:
    assert [p.code for p in sources(SOURCE + SOURCE.replace("hiccup-guide", "Hiccup-Guide")).problems] == ["id-repeated"]


def test_a_list_is_needed() -> None:
    (found,) = read_topics("content/topics.yaml", b"id: a\n").problems
    assert told(found) == (
        "1:1 value-wrong: content/topics.yaml must hold a list; "
        "start each record with “- id: …”; if there is none, write [] or delete the file"
    )
    assert read_topics("content/topics.yaml", b"[]\n").value == ()


def test_a_source_becomes_csl() -> None:
    reading = sources(SOURCE)
    assert reading.problems == ()
    (source,) = reading.value
    assert source.csl == {
        "id": "hiccup-guide",
        "type": "webpage",
        "title": "Hiccups",
        "author": [{"literal": "Example Society"}],
        "issued": {"date-parts": [[2024, 5]]},
        "accessed": {"date-parts": [[2026, 11, 1]]},
        "URL": "https://example.org/hiccups",
        "DOI": "10.1234/abc",
        "volume": "012",
        "custom": {"read": "abstract"},
    }
    assert (source.title, source.year, source.accessed) == ("Hiccups", 2024, date(2026, 11, 1))
    assert (source.url, source.doi, source.read) == ("https://example.org/hiccups", "10.1234/abc", "abstract")
    assert type(source.csl["volume"]) is str
    assert source.origin.at("title").line == 3


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("2024", [[2024]]),
        ("2024-05", [[2024, 5]]),
        ("2024-05-06", [[2024, 5, 6]]),
        ("{date-parts: [['2024', 5]]}", [[2024, 5]]),
        ("{raw: 2024-05}", [[2024, 5]]),
    ],
)
def test_a_date_in_any_of_its_forms(written: str, parts: list[list[int]]) -> None:
    (source,) = sources(SOURCE.replace("{date-parts: [[2024, 5]]}", written)).value
    assert source.csl["issued"] == {"date-parts": parts}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("publisher-plaec: Bonn", "3:3 key-unknown: “publisher-plaec” is no key of a source; did you mean “publisher-place”?"),
        ("url: https://example.org/", "3:3 key-unknown: “url” is no key of a source; did you mean “URL”?"),
        ("journal: Hiccups Today", "3:3 key-unknown: “journal” is no key of a source; did you mean “container-title”?"),
        (
            "editor: A. Smith",
            "3:11 value-wrong: “editor” must be a list of names, not “A. Smith”; "
            "write [{family: …, given: …}], or [{literal: …}] for an organisation",
        ),
        ("editor: [Smith]", "3:12 value-wrong: item 1 of “editor” can't hold “Smith” as a name; write {literal: Smith}"),
        (
            "event-date: 2025-13",
            "3:15 date-wrong: “event-date” is no date: “2025-13” (there is no month 13); write year, month and day: [2017, 3, 5]",
        ),
        (
            "event-date: {date-parts: [2025]}",
            "3:28 date-wrong: “date-parts” must be a list in a list, not a list; write it as in {date-parts: [[2026, 11, 1]]}",
        ),
        ("event-date: May 2025", "3:15 date-wrong: “event-date” is no date: “May 2025”; write 2017, 2017-03 or 2017-03-05"),
    ],
)
def test_a_wrong_variable_is_told(line: str, expected: str) -> None:
    assert source_problem(line) == expected


def test_a_wrong_type_is_told() -> None:
    (found,) = sources(SOURCE.replace("webpage", "web page")).problems
    assert told(found) == "2:9 choice-unknown: “type” can't be “web page”; did you mean “webpage”?"


EXPORTED = [
    {
        "id": "http://zotero.org/users/1/items/ABC",
        "citation-key": "smith2024",
        "type": "article-journal",
        "title": "Hiccups",
        "volume": 12,
        "author": [{"family": "Smith", "given": "A."}],
        "issued": {"date-parts": [["2024", 5]]},
        "abstract": "Line one.\nLine two.",
    },
    {"id": "b", "type": "book", "title": "Sunburn", "issued": {"date-parts": [[2020]], "circa": True}},
]


def test_a_json_export_is_taken_as_it_is() -> None:
    reading = sources(json.dumps(EXPORTED, indent="\t"), "content/sources.json")
    assert reading.problems == ()
    first, second = reading.value
    assert (first.id, first.csl["volume"], first.year) == ("smith2024", "12", 2024)
    assert second.csl["issued"] == {"date-parts": [[2020]], "circa": "true"}
    assert second.origin.at("title").line == 24, "all of the reference: JSON has no marks of its own"
    assert sources("[]", "content/sources.json").value == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"id": 1}', "1:1 value-wrong: content/sources.json must hold a list of references"),
        ('[{"id": "a",}]', "1:13 json-syntax: the JSON can't be read from here on"),
        ('[{"id": "a"}', "1:13 json-syntax: the JSON can't be read from here on"),
        ('[{"id": "a"} {"id": "b"}]', "1:14 json-syntax: the JSON can't be read from here on"),
        ('[{"id": "a"}] x', "1:15 json-syntax: the JSON can't be read from here on"),
        ('[\n{"id": "a", "id": "b"}]', "2:1 json-syntax: this reference can't be read: “id” is written twice"),
        ('[{"volume": NaN}]', "1:2 json-syntax: this reference can't be read: NaN is no number"),
        ("[" + "[" * 100_000, "1:2 yaml-deep: lists and keys are nested deeper than 20 levels"),
        ("[" + "[" * 500 + "]" * 500 + "]", "1:2 yaml-deep: lists and keys are nested deeper than 20 levels"),
    ],
)
def test_json_that_can_not_be_read(text: str, expected: str) -> None:
    (found,) = sources(text, "content/sources.json").problems
    assert told(found) == f"{expected}; export the references again as “CSL JSON”, or write them in content/sources.yaml"
