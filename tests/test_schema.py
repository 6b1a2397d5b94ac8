"""What an editor's program is told about our files is true: all that is there passes, and what the reader refuses does not."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from wellread.cli import main
from wellread.read import read_entry, read_red_flags, read_settings, read_sources, read_topics
from wellread.schema import KINDS, make_schema, show_schema

ROOT = Path(__file__).parent.parent
WRITTEN_BY_US = {"problems.schema.json", "report.schema.json", "api"}
"""What `--format json` prints and what a report holds, which no editor writes."""
SITES = (ROOT, ROOT / "tests/rules/_base", ROOT / "tests/fresh/site")


class Core(yaml.SafeLoader):
    """YAML as editors' programs read it: the core schema of YAML 1.2, in which a date is a text and “yes” is one too."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))


def load(text: str) -> Any:
    """Return what stands in a YAML text, or in the front matter of a Markdown text."""
    front = text.split("---\n")[1] if text.startswith("---\n") else text
    return yaml.load(front, Core)


@cache
def validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(make_schema(kind), format_checker=Draft202012Validator.FORMAT_CHECKER)


def faults(kind: str, text: str) -> list[str]:
    return [f"{'.'.join(str(step) for step in each.path)}: {each.message}" for each in validator(kind).iter_errors(load(text))]


def everything() -> list[Any]:
    return [
        pytest.param(kind, file, id=f"{kind}: {file.relative_to(ROOT)}")
        for site in SITES
        for kind, about in KINDS.items()
        for pattern in about.files
        for file in sorted(site.glob(pattern))
    ]


# --- the schemas themselves -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_one(kind: str) -> None:
    Draft202012Validator.check_schema(make_schema(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_the_schemas_in_the_docs_are_up_to_date(kind: str) -> None:
    assert (ROOT / f"docs/schema/{kind}.json").read_text("utf-8") == show_schema(kind), "run: wellread schema --write docs/schema"


def test_nothing_else_lies_there() -> None:
    assert {file.name for file in (ROOT / "docs/schema").iterdir()} - WRITTEN_BY_US == {f"{kind}.json" for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_described_in_words(kind: str) -> None:
    schema = make_schema(kind)
    objects = [schema.get("items", schema), *(part for part in schema.get("$defs", {}).values())]
    for each in [part for whole in objects for part in (whole, *whole.get("anyOf", ()))]:
        for key, about in each.get("properties", {}).items():
            assert about.get("description") or "$defs" in schema, key
            assert "Form" not in about.get("description", "")


@pytest.mark.parametrize(("kind", "file"), everything())
def test_everything_that_is_there_passes(kind: str, file: Path) -> None:
    assert faults(kind, file.read_text("utf-8")) == []


# --- what the reader refuses ------------------------------------------------------------------------------------------

ARTICLE = """\
---
title: Hiccups
description: What hiccups are, why they come, and what helps.
type: guide
status: draft
main_message: Most hiccups go away by themselves.
authors: [editorial-team]
published: 2026-11-22
funding: none
conflicts: none
---
"""
TERM = "---\nname: Diaphragm\ndefinition: The muscle below the lungs.\n---\n"
PERSON = "---\nname: A nurse\nkind: person\nrole: Writes\n---\n"
SOURCE = "- id: handbook\n  type: book\n  title: The handbook of hiccups\n"
SITE = (ROOT / "tests/rules/_base/site.yaml").read_text("utf-8")


def without(text: str, key: str) -> str:
    return re.sub(rf"^{key}:.*\n", "", text, flags=re.MULTILINE)


def instead(text: str, line: str) -> str:
    """Return the text with a line in the place of the one with the same key, or below the first."""
    key = line.partition(":")[0]
    changed = re.sub(rf"^{key}:.*\n(?: .*\n)*", lambda _: f"{line}\n", text, flags=re.MULTILINE)
    return (
        changed if changed != text else text.replace("---\n", f"---\n{line}\n", 1) if text.startswith("---") else f"{text}{line}\n"
    )


def article(*lines: str) -> str:
    made = ARTICLE
    for line in lines:
        made = instead(made, line)
    return made


REFUSED = [
    *(("article", without(ARTICLE, key)) for key in ("title", "type", "status", "main_message", "authors", "published", "funding")),
    ("article", article("topicss: [breathing]")),
    ("article", article("draft: true")),
    ("article", article("title:")),
    ("article", article('title: " "')),
    ("article", article("title: [Hiccups]")),
    ("article", article("status: drafft")),
    ("article", article("type: Guide")),
    ("article", article("published: 22/11/2026")),
    ("article", article("published: 2026-13-01")),
    ("article", article("published: 2026-02-30")),
    ("article", article("published: 2026-11-22T10:00")),
    ("article", article("topics: breathing")),
    ("article", article("topics: [Heavy Breathing]")),
    ("article", article("authors: [Editorial Team]")),
    ("article", article("review_months: 61")),
    ("article", article("review_months: soon")),
    ("article", article("review_months: 0")),
    ("article", article("volatility: medium")),
    ("article", article("red_flags: [{sign: You faint}]")),
    ("article", article("red_flags: [{level: soon}]")),
    ("article", article("red_flags: [{sign: You faint, level: now}]")),
    ("article", article("red_flags: [{use: fainting, level: soon}]")),
    ("article", article("red_flags: [{use: fainting, sign: You faint}]")),
    ("article", article("red_flags: [{sing: You faint, level: soon}]")),
    ("article", article("no_red_flags: {never: No sign of that level.}")),
    ("article", article("symptoms: [{note: sudden}]")),
    ("article", article("symptoms: [{id: hiccups, why: sudden}]")),
    ("article", article("compare: {caption: Two things, columns: [], rows: []}")),
    ("article", article("compare: {caption: Two things, columns: [One, Two]}")),
    ("article", article("codes: [{system: ICD-10-CM, value: R06.6}]")),
    ("article", article("reviewers: [{person: nurse, role: reviewer, date: 2026-11-22, decision: fine}]")),
    ("article", article("changes: [{date: 2026-11-22, kind: typo, note: A letter.}]")),
    ("article", article("redirect_from: [old-address/]")),
    ("article", article('redirect_from: ["/old?x=1"]')),
    ("article", article("sources: ['@handbook']")),
    ("term", without(TERM, "definition")),
    ("term", instead(TERM, "link: sometimes")),
    ("term", instead(TERM, "description: A muscle.")),
    ("person", instead(PERSON, "kind: nurse")),
    ("person", instead(PERSON, "url: www.example.org")),
    ("symptom", "---\nname: Hiccups\n---\n"),
    ("page", "---\ntitle: About\ndescription: Who we are.\n---\n"),
    ("topics", "- id: breathing\n  name: Breathing\n"),
    ("topics", "id: breathing\nname: Breathing\ndescription: All about it.\n"),
    ("red-flags", "- id: fainting\n  sign: You faint\n  level: at once\n"),
    ("sources", SOURCE + "  journal: The Lancet\n"),
    ("sources", SOURCE + "  DOI: doi 10.1000/182\n"),
    ("sources", SOURCE + "  URL: example.org\n"),
    ("sources", SOURCE + "  author: A. Nurse\n"),
    ("sources", SOURCE + "  author: [A. Nurse]\n"),
    ("sources", SOURCE + "  author: [{surname: Nurse}]\n"),
    ("sources", SOURCE + "  issued: spring\n"),
    ("sources", SOURCE + "  issued: {year: 2017}\n"),
    ("sources", SOURCE + "  issued: {date-parts: []}\n"),
    ("sources", SOURCE + "  custom: abstract\n"),
    ("sources", SOURCE.replace("type: book", "type: website")),
    ("sources", SOURCE.replace("id: handbook", "id: the handbook")),
    ("site", without(SITE, "base_url")),
    ("site", instead(SITE, "base_url: example.org")),
    ("site", instead(SITE, "contact: editors")),
    ("site", instead(SITE, "theme_colour: teal")),
    ("site", instead(SITE, "language: English")),
    ("site", instead(SITE, "governance: {unreviewed: hide}")),
    ("site", instead(SITE, "menu: [{text: Symptoms, to: symptoms}]")),
    ("site", instead(SITE, "menu: [{text: Symptoms, to: 'list:symptom'}]")),
    ("site", instead(SITE, "rules: {sentence-long: loud}")),
]

WELCOME = [
    ("article", ARTICLE),
    ("article", article("red_flags: [You faint, {sign: You choke, level: emergency, cite: [handbook]}, {use: fainting}]")),
    ("article", article("red_flags: [{use: fainting, cite: []}]")),
    ("article", article("symptoms: [hiccups, {id: sunburn, note: for two days}]")),
    ("article", article("compare: {caption: Two, columns: [1, 2], rows: [{feature: Days, cells: [3, 4]}]}")),
    ("article", article("title: 2026")),
    ("article", article("topics:", "updated:", "no_red_flags:", "compare:")),
    ("article", article("no_red_flags: {emergency: Nothing here is one.}")),
    ("article", article("redirect_from: [/old/, /older/page.html]")),
    ("term", instead(TERM, "link: no")),
    ("term", instead(TERM, 'plain: ""')),
    ("person", instead(PERSON, 'url: ""')),
    ("sources", SOURCE + "  issued: 2017\n  accessed: 2026-11-01\n"),
    ("sources", SOURCE + "  issued: {date-parts: [[2017, 3], [2017, '4']]}\n"),
    ("sources", SOURCE + "  author: [{family: Nurse, given: A.}, {literal: An Office}]\n  editor: {family: Nurse}\n"),
    ("sources", SOURCE + "  DOI: https://doi.org/10.1000/182\n  volume: 3\n"),
    ("site", instead(SITE, "contact: https://example.org/write-to-us")),
    ("site", instead(SITE, "rules: {sentence-long: {words: 25, severity: info}, title-long: off}")),
]


def is_refused(kind: str, text: str) -> bool:
    """Say whether the reader finds an error."""
    content = text.encode()
    files = KINDS[kind].files
    lists = {"topics": read_topics, "sources": read_sources, "red-flags": read_red_flags, "site": read_settings}
    reading: Any = lists[kind](files[0], content) if kind in lists else read_entry(files[0].replace("*", "hiccups"), content, "en")
    return any(problem.severity == "error" for problem in reading.problems)


@pytest.mark.parametrize(("kind", "text"), REFUSED, ids=[f"{kind}{number}" for number, (kind, _) in enumerate(REFUSED)])
def test_what_the_reader_refuses_the_schema_refuses(kind: str, text: str) -> None:
    assert is_refused(kind, text)
    assert faults(kind, text)


@pytest.mark.parametrize(("kind", "text"), WELCOME, ids=[f"{kind}{number}" for number, (kind, _) in enumerate(WELCOME)])
def test_what_the_reader_takes_the_schema_takes(kind: str, text: str) -> None:
    assert not is_refused(kind, text)
    assert faults(kind, text) == []


# --- the command ------------------------------------------------------------------------------------------------------


def test_the_command_lists_prints_and_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert capsys.readouterr().out.splitlines()[0].split() == ["article", "content/articles/*.md"]
    assert main(["schema", "term"]) == 0
    assert json.loads(capsys.readouterr().out)["required"] == ["name", "definition"]
    assert main(["schema", "--write", str(tmp_path / "made")]) == 0
    assert {file.name for file in (tmp_path / "made").iterdir()} == {f"{kind}.json" for kind in KINDS}


def test_a_schema_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "artcle"]) == 2
    assert capsys.readouterr().err.startswith("wellread: there is no schema “artcle”; did you mean “article”? (there are: article,")


def test_a_folder_that_can_not_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert main(["schema", "--write", str(tmp_path / "file")]) == 2
    assert "Name another folder." in capsys.readouterr().err
