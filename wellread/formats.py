"""Problems for programs: a JSON document, GitHub's workflow commands and job summary, SARIF, JUnit. Knows problems.py only.

Each function takes the problems and returns the text. `stopped_by` is the sentence of a SiteError: a run that could not even begin
is told in the chosen format too, so that no consumer takes an empty file for a site in order. `under` is the site's folder as the
consumer sees it ("" or "docs/site/"): it stands before every path where paths must be those of the repository.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable, Mapping
from itertools import groupby
from typing import Annotated, Any
from urllib.parse import quote

import msgspec

from wellread.problems import Place, Problem, Severity, count_problems, in_order, show_summary

NAME = "wellread"
Told = Annotated[str, msgspec.Meta(description="a sentence for a person")]
Line = Annotated[int, msgspec.Meta(ge=0, description="counted from 1; 0 means the file as a whole")]
Column = Annotated[int, msgspec.Meta(ge=0, description="counted from 1, in characters; 0 means the whole line")]
Path = Annotated[str, msgspec.Meta(description="relative to the site's folder, with /")]


def _clean(text: str) -> str:
    """Return the text without halves of characters, which no encoding can hold."""
    return text.encode("utf-8", "replace").decode()


def _in_full(problem: Problem) -> str:
    """Return what is wrong and what to do, as one text."""
    return _clean("\n".join(part for part in (problem.message, problem.hint) if part))


# --- JSON -------------------------------------------------------------------------------------------------------------


class JsonRelated(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A second place that a problem speaks of, and what is there."""

    path: Path
    line: Line
    message: Told


class JsonProblem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One fault that an editor can mend. The end is exclusive: five letters at column 3 end at column 8."""

    code: Annotated[str, msgspec.Meta(pattern="^[a-z]+(-[a-z]+)*$", description="what `wellread explain` takes")]
    severity: Severity
    message: Told
    path: Path
    line: Line
    column: Column
    end_line: Line
    end_column: Column
    hint: Annotated[str, msgspec.Meta(description='what to do next ("" if the message says it)')]
    related: tuple[JsonRelated, ...]


class JsonSummary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many problems there are of each severity."""

    error: Annotated[int, msgspec.Meta(ge=0)]
    warning: Annotated[int, msgspec.Meta(ge=0)]
    info: Annotated[int, msgspec.Meta(ge=0)]


class JsonDocument(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What `wellread check --format json` prints: every problem, files with errors first."""

    problems: tuple[JsonProblem, ...]
    summary: JsonSummary
    error: Annotated[str, msgspec.Meta(description="why the site could not be checked at all; only there if so")] = ""


def to_json(problems: Iterable[Problem], *, stopped_by: str = "") -> str:
    listed = in_order(problems)
    document = JsonDocument(
        problems=tuple(_json_problem(each) for each in listed),
        summary=JsonSummary(**count_problems(listed)),
        error=_clean(stopped_by),
    )
    return msgspec.json.format(msgspec.json.encode(document), indent=1).decode()


def _json_problem(problem: Problem) -> JsonProblem:
    place = problem.place
    return JsonProblem(
        code=problem.code,
        severity=problem.severity,
        message=_clean(problem.message),
        path=_clean(place.path),
        line=place.line,
        column=place.column,
        end_line=place.end_line,
        end_column=place.end_column,
        hint=_clean(problem.hint),
        related=tuple(JsonRelated(_clean(each.place.path), each.place.line, _clean(each.message)) for each in problem.related),
    )


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of the document."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(JsonDocument)}


# --- GitHub -----------------------------------------------------------------------------------------------------------

COMMANDS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
SHOWN = 10
"""How many annotations of each kind GitHub shows for a step."""
SUMMARY_ROOM = 1024 * 1024
"""Bytes that a step's summary may have; a longer one is not shown at all."""


def to_github(problems: Iterable[Problem], *, under: str = "", changed: Collection[str] = (), stopped_by: str = "") -> str:
    """Return a workflow command for each problem: changed files first, since GitHub shows no more than ten of each kind."""
    lines = [_command(each, under) for each in _changed_first(problems, under, changed)]
    if stopped_by:
        lines.append(f"::error title={NAME}::{_escaped(_clean(stopped_by))}")
    return "\n".join(lines)


def _changed_first(problems: Iterable[Problem], under: str, changed: Collection[str]) -> list[Problem]:
    return sorted(in_order(problems), key=lambda each: not _is_changed(each.place.path, under, changed))


def _is_changed(path: str, under: str, changed: Collection[str]) -> bool:
    return f"{under}{path}" in changed


def _command(problem: Problem, under: str) -> str:
    place = problem.place
    properties: dict[str, str | int] = {"file": _clean(under + place.path)}
    if place.line:
        properties |= {"line": place.line, "endLine": max(place.end_line, place.line)}
    if place.column and place.end_line == place.line:  # GitHub takes columns only within one line, and the last one inclusive
        properties |= {"col": place.column, "endColumn": max(place.end_column - 1, place.column)}
    properties["title"] = problem.code
    written = ",".join(
        f"{name}={_escaped(str(value)).replace(':', '%3A').replace(',', '%2C')}" for name, value in properties.items()
    )
    return f"::{COMMANDS[problem.severity]} {written}::{_escaped(_in_full(problem))}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def to_summary(
    problems: Iterable[Problem],
    *,
    under: str = "",
    changed: Collection[str] = (),
    closing: str = "",
    stopped_by: str = "",
    room: int = SUMMARY_ROOM,
) -> str:
    """Return the job summary: all problems as Markdown, file by file, changed ones first. What doesn't fit into `room` bytes is
    counted in the last line."""
    listed = _changed_first(problems, under, changed)
    lines = [f"### {'The site could not be checked' if stopped_by else show_summary(listed) or 'Nothing to mend'}", ""]
    lines += [line for text in (stopped_by, closing) if text for line in (cell(text), "")]
    if any(number > SHOWN for number in count_problems(listed).values()):
        lines += [f"GitHub shows the first {SHOWN} of each kind beside the text; the list goes on here.", ""]
    left, path = room - _size(lines) - 200, ""  # 200: room for the last line
    for told, each in enumerate(listed):
        row = _row(each) if each.place.path == path else [*_table(each.place.path, under, changed), *_row(each)]
        left, path = left - _size(row), each.place.path
        if left < 0:
            lines += ["", f"**{len(listed) - told} more** don't fit here; the log of this step has them all."]
            break
        lines += row
    return "\n".join(lines) + "\n"


def _table(path: str, under: str, changed: Collection[str]) -> list[str]:
    title = f"#### {cell(under + path)}" + (" (changed)" if _is_changed(path, under, changed) else "")
    return ["", title, "", "| Line | | What is wrong | What to do |", "|---:|---|---|---|"]


def _row(problem: Problem) -> list[str]:
    place = problem.place
    where = f"{place.line}:{place.column}" if place.line else ""
    return [f"| {where} | {problem.severity} | {cell(problem.message)} `{problem.code}` | {cell(problem.hint)} |"]


def cell(text: str) -> str:
    """Return the text as Markdown that shows it as it is, on one line."""
    escaped = re.sub(r"([\\`*_~#|\[\]$])", r"\\\1", html.escape(" ".join(_clean(text).split()), quote=False))
    return escaped.replace("@", "&#64;")


def _size(lines: Iterable[str]) -> int:
    return sum(len(line.encode()) + 1 for line in lines)


# --- SARIF ------------------------------------------------------------------------------------------------------------

SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}


def to_sarif(
    problems: Iterable[Problem],
    *,
    version: str,
    meanings: Mapping[str, str],
    under: str = "",
    stopped_by: str = "",
) -> str:
    """Return a SARIF 2.1.0 log. `meanings` says what each code stands for, in Markdown."""
    listed = in_order(problems)
    codes = sorted({each.code for each in listed})
    ended: dict[str, Any] = {"executionSuccessful": not stopped_by}
    if stopped_by:
        ended["toolExecutionNotifications"] = [{"level": "error", "message": {"text": _clean(stopped_by)}}]
    run = {
        "tool": {"driver": {"name": NAME, "version": version, "rules": [_sarif_rule(code, meanings) for code in codes]}},
        "invocations": [ended],
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(each, codes.index(each.code), under) for each in listed],
    }
    document = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(document), indent=1).decode()


def _sarif_rule(code: str, meanings: Mapping[str, str]) -> dict[str, Any]:
    meaning = meanings.get(code, "")
    fault = meaning.partition("\n")[0]
    return (
        {"id": code, "shortDescription": {"text": fault}, "help": {"text": meaning, "markdown": meaning}} if fault else {"id": code}
    )


def _sarif_result(problem: Problem, number: int, under: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": number,
        "level": LEVELS[problem.severity],
        "message": {"text": _in_full(problem)},
        "locations": [{"physicalLocation": _location(problem.place, under)}],
    }
    if problem.related:
        result["relatedLocations"] = [
            {"id": at, "message": {"text": _clean(each.message)}, "physicalLocation": _location(each.place, under)}
            for at, each in enumerate(problem.related)
        ]
    return result


def _location(place: Place, under: str) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": quote(_clean(under + place.path))}}
    if place.line:
        region = {"startLine": place.line}
        if place.column:
            region["startColumn"] = place.column
        if place.end_line > place.line or (place.end_line == place.line and place.end_column > place.column > 0):
            region |= {"endLine": place.end_line, "endColumn": max(place.end_column, 1)}
        location["region"] = region
    return location


# --- JUnit ------------------------------------------------------------------------------------------------------------

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_junit(problems: Iterable[Problem], *, stopped_by: str = "") -> str:
    """Return a JUnit report: a suite a file, a case a problem. An error is a failed case; what else there is to say is a case that
    passed and says it, since JUnit knows no warnings. Without problems there is one case, so that nobody takes it for no run."""
    listed = in_order(problems)
    suites = [_suite(path, tuple(group)) for path, group in groupby(listed, key=lambda each: each.place.path)]
    if stopped_by:
        suites.append(_suite_of_one("The site can be checked", f"<error {_xml(message=stopped_by, type='SiteError')}/>", errors=1))
    elif not suites:
        suites.append(_suite_of_one("Nothing to mend", ""))
    failures = count_problems(listed)["error"]
    counted = _xml(name=NAME, tests=max(len(listed), 1), failures=failures, errors=int(bool(stopped_by)), time=0)
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites {counted}>", *suites, "</testsuites>"])


def _suite(path: str, problems: tuple[Problem, ...]) -> str:
    failures = count_problems(problems)["error"]
    cases = [_case(each) for each in problems]
    counted = _xml(name=path, tests=len(problems), failures=failures, errors=0, time=0)
    return "\n".join([f"<testsuite {counted}>", *cases, "</testsuite>"])


def _suite_of_one(name: str, inside: str, errors: int = 0) -> str:
    counted = _xml(name=NAME, tests=1, failures=0, errors=errors, time=0)
    return f"<testsuite {counted}>\n<testcase {_xml(name=name, classname=NAME, time=0)}>{inside}</testcase>\n</testsuite>"


def _case(problem: Problem) -> str:
    place = problem.place
    where = f"{place.path}:{place.line}:{place.column}" if place.line else place.path
    others = (f"{each.place.path}:{each.place.line}: {each.message}" for each in problem.related)
    text = _xml_text("\n".join([f"{where}: {problem.severity}: {problem.message} [{problem.code}]", *others, problem.hint]).strip())
    said = _xml(message=problem.message, type=problem.code)
    inside = f"<failure {said}>{text}</failure>" if problem.severity == "error" else f"<system-out>{text}</system-out>"
    return f"<testcase {_xml(name=f'{problem.code}: {problem.message}', classname=place.path, time=0)}>{inside}</testcase>"


def _xml(**attributes: object) -> str:
    return " ".join(f'{name}="{" ".join(_xml_text(str(value)).split())}"' for name, value in attributes.items())


def _xml_text(text: str) -> str:
    return html.escape(NOT_IN_XML.sub("�", text))
