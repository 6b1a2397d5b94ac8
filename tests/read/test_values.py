"""Each key takes one sort of value, as it was typed; what is wrong is told with the value seen and what to write instead."""

from __future__ import annotations

from datetime import date

import pytest

from tests.read.written import ARTICLE, article, instead, problem, read, told, with_line, without
from wellread.model import Change, Code, Compare, CompareRow, RedFlag, RedFlagUse, RelatedRef, Review, SymptomRef, Waiver
from wellread.problems import Place


def test_a_short_article_takes_its_defaults() -> None:
    found = article(ARTICLE)
    assert (found.id, found.lang) == ("hiccups", "en")
    assert found.title == "What stops hiccups?"
    assert found.published == found.updated == date(2026, 11, 22)
    assert found.last_reviewed is None
    assert (found.review_months, found.volatility) == (24, "normal")
    assert [found.symptoms, found.red_flags, found.reviewers, found.redirect_from] == [()] * 4
    assert found.compare is None
    assert found.no_red_flags == {}
    assert found.origin.at("title") == Place("content/articles/hiccups.md", 2, 8, 2, 27)
    assert found.origin.key("status") == Place("content/articles/hiccups.md", 5, 1, 5, 7)


def test_everything_an_article_can_say_is_read() -> None:
    found = article(
        with_line(
            """\
symptoms: [hiccuping, {id: heartburn, note: after meals}]
red_flags:
  - use: trouble-breathing
  - sign: They last for more than 2 days
    level: urgent
    cite: [hiccup-guide]
  - They keep you from sleeping
no_red_flags: {emergency: Hiccups alone are no emergency.}
compare:
  caption: Hiccups and heartburn
  columns: [Hiccups, Heartburn]
  rows:
    - {feature: Lasts, cells: [Minutes, Hours], cite: [hiccup-guide]}
related:
  - sunburn
  - {id: heartburn, why: Both come after large meals.}
also: [sunburn]
topics: [digestion]
audience: [patient, carer]
synonyms: [singultus]
codes: [{system: ICD-10, value: R06.6, checked: 2026-10-01}]
reviewers: [{person: editorial-team, role: editor, date: 2026-11-20, decision: changes-requested}]
updated: 2026-11-25
last_reviewed: 2026-11-20
review_months: 12
volatility: low
sources: [hiccup-guide]
changes: [{date: 2026-11-22, kind: editorial, note: First version.}]
redirect_from: [/why-hiccups/, /old.html]
waive: [{rule: sentence-long, reason: A quotation., by: editorial-team, until: 2027-01-01}]"""
        )
    )
    assert found.symptoms == (SymptomRef(id="hiccuping"), SymptomRef(id="heartburn", note="after meals"))
    assert found.red_flags == (
        RedFlagUse(use="trouble-breathing"),
        RedFlag(sign="They last for more than 2 days", level="urgent", cite=("hiccup-guide",)),
        RedFlag(sign="They keep you from sleeping", level="soon"),
    )
    assert found.no_red_flags == {"emergency": "Hiccups alone are no emergency."}
    row = CompareRow(feature="Lasts", cells=("Minutes", "Hours"), cite=("hiccup-guide",))
    assert found.compare == Compare(caption="Hiccups and heartburn", columns=("Hiccups", "Heartburn"), rows=(row,))
    assert found.related == (RelatedRef(id="sunburn"), RelatedRef(id="heartburn", why="Both come after large meals."))
    assert (found.also, found.topics, found.audience) == (("sunburn",), ("digestion",), ("patient", "carer"))
    assert found.codes == (Code(system="ICD-10", value="R06.6", checked=date(2026, 10, 1)),)
    assert found.reviewers == (
        Review(person="editorial-team", role="editor", date=date(2026, 11, 20), decision="changes-requested"),
    )
    assert (found.updated, found.last_reviewed) == (date(2026, 11, 25), date(2026, 11, 20))
    assert (found.review_months, found.volatility, found.sources) == (12, "low", ("hiccup-guide",))
    assert found.changes == (Change(date=date(2026, 11, 22), kind="editorial", note="First version."),)
    assert found.redirect_from == ("/why-hiccups/", "/old.html")
    assert found.waive == (Waiver(rule="sentence-long", reason="A quotation.", by="editorial-team", until=date(2027, 1, 1)),)
    assert found.origin.at("red_flags", 1, "sign").line == 8
    assert found.origin.at("red_flags", 2, "sign") == found.origin.at("red_flags", 2), "a short form has one mark"


@pytest.mark.parametrize("word", ["no", "012", "1:30", "on", "1.0", "195/95", "2025-13-01", "true", "1e3", "'~'", '"null"'])
def test_a_text_is_taken_as_it_was_typed(word: str) -> None:
    assert article(instead("title", word)).title == word.strip("'\"")


def test_a_line_that_was_folded_is_one_line() -> None:
    assert article(instead("title", ">\n  What stops\n  hiccups?\n")).title == "What stops hiccups?"


def test_a_key_with_nothing_behind_it_counts_as_left_out() -> None:
    found = article(with_line("last_reviewed:\nred_flags:\nreview_months:\nupdated:"))
    assert (found.last_reviewed, found.red_flags, found.review_months, found.updated) == (None, (), 24, date(2026, 11, 22))


@pytest.mark.parametrize(("lines", "months"), [("", 24), ("volatility: low", 36), ("volatility: high", 12)])
def test_how_fast_a_subject_changes_says_when_it_is_reviewed_again(lines: str, months: int) -> None:
    assert article(with_line(lines)).review_months == months
    assert article(with_line(f"{lines}\nreview_months: 6")).review_months == 6


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("titel: Hiccups", "5:1 key-unknown: “titel” is no key of an article; did you mean “title”?"),
        ("Reviewers: []", "5:1 key-unknown: “Reviewers” is no key of an article; did you mean “reviewers”?"),
        ("draft: yes", "5:1 key-unknown: “draft” is no key of an article; did you mean “status: draft”?"),
        ("draft: no", "5:1 key-unknown: “draft” is no key of an article; did you mean “status: in-review”?"),
        ("tags: [a]", "5:1 key-unknown: “tags” is no key of an article; did you mean “topics”?"),
        ("on: 2026-11-22", "5:1 key-unknown: “on” is no key of an article; remove it"),
        ("yes: 1", "5:1 key-unknown: “yes” is no key of an article; remove it"),
        ("slug: ../../etc", "5:1 key-unknown: “slug” is no key of an article; the name of the file is the entry's id and address"),
        ("lang: es", "5:1 key-unknown: “lang” is no key of an article; put the language into the file's name: NAME.es.md"),
        ("topics: digestion", "5:9 value-wrong: “topics” must be a list, not “digestion”; write topics: [digestion]"),
        (
            "topics: {id: digestion}",
            "5:9 value-wrong: “topics” must be a list, not keys with values; "
            "write each item on a line of its own, with “- ” before it",
        ),
        (
            "compare: hiccups",
            "5:10 value-wrong: “compare” must be keys with values, not “hiccups”; write compare: {caption: …, columns: …, rows: …}",
        ),
        (
            "also: [Sun Burn]",
            "5:8 id-wrong: item 1 of “also” can't be “Sun Burn”; an id is small letters a to z, digits and hyphens: write sun-burn",
        ),
        (
            "also: [../sunburn]",
            "5:8 id-wrong: item 1 of “also” can't be “../sunburn”; "
            "an id is small letters a to z, digits and hyphens: write sunburn",
        ),
        (
            "audience: [patient, ~]",
            "5:21 value-missing: item 2 of “audience” is “~”, which means nothing; write what belongs here, or leave the key out",
        ),
        ("volatility: hihg", "5:13 choice-unknown: “volatility” can't be “hihg”; did you mean “high”?"),
        ("review_months: 012", "5:16 number-wrong: “review_months” can't be “012”; write 12, without the zero in front"),
        ("review_months: 1:30", "5:16 number-wrong: “review_months” can't be “1:30”; write a whole number from 1 to 60"),
        ("review_months: 61", "5:16 number-wrong: “review_months” can't be 61; write a whole number from 1 to 60"),
        ("review_months: 1.0", "5:16 number-wrong: “review_months” can't be “1.0”; write a whole number from 1 to 60"),
        ("review_months: [24]", "5:16 value-wrong: “review_months” must be a whole number, not a list"),
        (
            "no_red_flags: {emergancy: None.}",
            "5:16 key-unknown: “emergancy” is no key of no_red_flags; did you mean “emergency”?",
        ),
        (
            "related: [{id: sunburn, because: x}]",
            "5:25 key-unknown: “because” is no key of a related article; a related article can have: id, why",
        ),
        (
            "codes: [{system: ICD-10, value: R06.6}]",
            "5:9 key-missing: “checked” is missing in item 1 of “codes”; add “checked: …”: the day somebody looked the code up",
        ),
        (
            "red_flags: [{sign: They last}]",
            "5:13 key-missing: item 1 of “red_flags” has no “level”; add “level: emergency”, “level: urgent” or “level: soon”",
        ),
        (
            "red_flags: [{level: soon}]",
            "5:13 key-missing: item 1 of “red_flags” has no “sign”; add “sign: …” and “level: …”, or “use: …” for a shared one",
        ),
        (
            "red_flags: [{use: choking, level: soon}]",
            "5:28 key-unknown: item 1 of “red_flags” can't hold “level” beside “use”: content/red-flags.yaml has it; "
            "remove “level”, or remove “use” and write the sign out",
        ),
        (
            "compare: {caption: c, columns: [a, b], rows: [{feature: f, cells: [x]}]}",
            "5:67 value-wrong: “cells” has 1 cell and the table has 2 columns; write one cell for each column",
        ),
    ],
)
def test_a_wrong_line_is_told(line: str, expected: str) -> None:
    assert told(problem(with_line(line))) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("drafft", "5:9 choice-unknown: “status” can't be “drafft”; did you mean “draft”?"),
        ("In review", "5:9 choice-unknown: “status” can't be “In review”; did you mean “in-review”?"),
        ("no", "5:9 choice-unknown: “status” can't be “no”; write one of: draft, in-review, approved, withdrawn"),
        ("[draft]", "5:9 value-wrong: “status” must be one of draft, in-review, approved, withdrawn, not a list"),
        ("", "5:8 value-missing: “status” is empty; write draft, in-review, approved or withdrawn"),
    ],
)
def test_a_wrong_status_never_passes(value: str, expected: str) -> None:
    assert told(problem(instead("status", value))) == expected


SO = "write the date as year-month-day, as in 2026-11-02"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-13-01", f"“2025-13-01” (there is no month 13); {SO}"),
        ("2025-02-29", f"“2025-02-29” (February 2025 has 28 days, not 29); {SO}"),
        ("0026-11-02", f"“0026-11-02” (there is no year 26); {SO}"),
        ("2/11/2026", "“2/11/2026”; write 2026-11-02 for 2 November, or 2026-02-11 for 11 February, not 2/11/2026"),
        ("22/11/2026", "“22/11/2026”; write 2026-11-22, not 22/11/2026"),
        ("2026-1-2", "“2026-1-2”; write 2026-01-02, not 2026-1-2"),
        ("2026-11-22 10:00:00", "“2026-11-22 10:00:00”; write 2026-11-22, without the time of day"),
        ("2026-11", "“2026-11”; write the whole date, with the day: year-month-day, as in 2026-11-02"),
        ("22 November 2026", f"“22 November 2026”; {SO}"),
        ("1:30", f"“1:30”; {SO}"),
        ("012", f"“012”; {SO}"),
        ("on", f"“on”; {SO}"),
    ],
)
def test_a_wrong_date_is_told_with_what_was_probably_meant(value: str, expected: str) -> None:
    assert told(problem(instead("published", value))) == f"8:12 date-wrong: “published” is no date: {expected}"


def test_a_date_in_quotes_is_a_date() -> None:
    assert article(instead("published", '"2026-11-02"')).published == date(2026, 11, 2)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("old/", ": it doesn't start with “/”"),
        ("https://example.org/old/", ": it doesn't start with “/”"),
        ("/../old/", ": it holds “..”"),
        ("/a/%2E%2e/old/", ": it holds “..”"),
        ("/a/./old/", ": it holds “.”"),
        ("/old/?page=2", ": it holds “?”"),
        ("/old/#top", ": it holds “#”"),
        ("//example.org/", ""),
        ("/", ""),
        ("/old page/", ""),
        ("/.old/", ""),
        ("/%FF/", ""),
    ],
)
def test_an_old_address_stays_on_this_site(address: str, why: str) -> None:
    assert told(problem(with_line(f'redirect_from: [/fine/, "{address}"]'))) == (
        f"5:25 address-wrong: item 2 of “redirect_from” can't be “{address}”{why}; "
        f"write the part behind the site's name, as in /old-address/"
    )


def test_a_key_that_is_missing_is_told_at_the_block() -> None:
    found = problem(without("main_message"))
    assert told(found) == (
        "1:1 key-missing: “main_message” is missing; "
        "add “main_message: …”: one to three sentences that come first; may hold citations"
    )


def test_all_faults_of_all_fields_are_told_at_once() -> None:
    text = instead("published", "2025-13-01").replace("status: in-review", "status: drafft").replace("funding: none\n", "")
    assert [(p.place.line, p.code) for p in read(text).problems] == [(5, "choice-unknown"), (8, "date-wrong"), (1, "key-missing")]


@pytest.mark.parametrize(("word", "link"), [("true", True), ("yes", True), ("No", False), ('"false"', False)])
def test_a_truth_is_true_or_false_or_yes_or_no(word: str, link: bool) -> None:
    term = f"---\nname: Hiccup\ndefinition: A twitch of the diaphragm.\nlink: {word}\n---\n"
    reading = read(term, "content/terms/hiccup.md")
    assert reading.problems == ()
    assert getattr(reading.value, "link", None) is link
    wrong = problem(term.replace(word, "1"), "content/terms/hiccup.md")
    assert told(wrong) == "4:7 choice-unknown: “link” can't be “1”; write true or false"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("content/symptoms/hiccuping.md", "---\nname: Hiccuping\ndescription: x\nbody_parts: [chest]\ncite: [a]\n---\nBody\n"),
        (
            "content/people/editorial-team.md",
            '---\nname: Editorial team\nkind: team\nrole: Writes\ncredentials: ""\nurl: ""\n---\n',
        ),
        ("content/pages/about.md", "---\ntitle: About\ndescription: x\nupdated: 2026-11-22\nredirect_from: []\n---\nBody\n"),
        ("content/terms/hiccup.md", '---\nname: Hiccup\ndefinition: A twitch.\nabbreviation: ""\nsay: HIK-up\n---\n'),
    ],
)
def test_the_other_kinds_are_read(path: str, text: str) -> None:
    reading = read(text, path)
    assert reading.problems == ()
    assert type(reading.value).__name__.lower() in {"symptom", "person", "page", "term"}


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "example.org", "https://", "https://a b.org/", "http://[", "https://u:p@example.org/"]
)
def test_a_web_address_is_whole(url: str) -> None:
    text = f'---\nname: Editorial team\nkind: team\nrole: Writes\nurl: "{url}"\n---\n'
    assert problem(text, "content/people/editorial-team.md").code == "address-wrong"
