"""What `wellread explain` says of each code, and that its examples are what they are said to be."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tests.rule_pages import ROOT, RulePage, example_case, lay_out, read_pages
from wellread.explain import Essay, essays, explain, read_essay
from wellread.pipeline import Order, build
from wellread.problems import Problem, SiteError, has_errors

TODAY = date(2026, 11, 22)
ESSAYS = essays()
WITH_EXAMPLES = [essay for essay in ESSAYS if essay.bad or essay.good]


def said_of(example: str, folder: Path) -> tuple[Problem, ...]:
    """Return what is said of the small site with an example laid over its article."""
    lay_out(example_case(example), folder / "site")
    order = Order(root=folder / "site", output=folder / "public", today=TODAY)
    return build(order, publish=False).problems


# --- every example is what it is said to be ---------------------------------------------------------------------------


@pytest.mark.parametrize("essay", WITH_EXAMPLES, ids=lambda essay: essay.code)
def test_the_bad_example_is_bad(essay: Essay, tmp_path: Path) -> None:
    said = [problem for problem in said_of(essay.bad, tmp_path) if problem.code == essay.code]
    assert said
    assert all(problem.severity in essay.severity for problem in said)


@pytest.mark.parametrize("essay", WITH_EXAMPLES, ids=lambda essay: essay.code)
def test_the_good_example_is_good(essay: Essay, tmp_path: Path) -> None:
    said = said_of(essay.good, tmp_path)
    assert [problem for problem in said if problem.code == essay.code] == []
    assert not has_errors(said)


@pytest.mark.parametrize(
    "essay", [essay for essay in ESSAYS if essay.kind in ("rule", "text", "setting")], ids=lambda essay: essay.code
)
def test_a_rule_has_all_that_can_be_explained(essay: Essay) -> None:
    assert essay.fault[0].isupper()
    assert essay.fault.endswith(".")
    assert essay.why
    assert essay.bad
    assert essay.good
    assert set(re.findall(r"\[[^\]]+\]\(#([a-z-]+)\)", essay.why)) <= {each.code for each in ESSAYS}


@pytest.mark.parametrize("page", read_pages(), ids=lambda page: page.code)
def test_its_severity_is_what_its_cases_show(page: RulePage) -> None:
    (essay,) = (essay for essay in ESSAYS if essay.code == page.code)
    limits = rf"^rules: \{{{page.code}: \{{\w+: [\d.]+\}}\}}$"
    as_it_is = [
        case
        for case in page.cases
        if "rules:" not in case.text or essay.kind == "setting" or re.search(limits, case.text, re.MULTILINE)
    ]
    told = "".join(case.inside("problems") for case in as_it_is)
    shown = set(re.findall(rf": (error|warning|info): .* \[{page.code}\]$", told, re.MULTILINE))
    assert shown == set(re.findall(r"error|warning|info", essay.severity))


# --- every code can be explained --------------------------------------------------------------------------------------


@cache
def codes_in_the_program() -> frozenset[str]:
    """Return every code that is written in the program's source, where a problem or what becomes one is made."""
    made = re.compile(r"""(?:\bcode="|(?:_fault|_problem|wrong|refuse|Fault|fault|_at)\(\s*")([a-z]+(?:-[a-z]+)+)\"""")
    return frozenset(code for file in (ROOT / "wellread").rglob("*.py") for code in made.findall(file.read_text("utf-8")))


def test_every_code_can_be_explained() -> None:
    assert len(codes_in_the_program()) > 50
    assert codes_in_the_program() - {essay.code for essay in ESSAYS} == set()


def test_no_code_is_explained_twice() -> None:
    codes = [essay.code for essay in ESSAYS]
    assert len(codes) == len(set(codes))


# --- what is printed --------------------------------------------------------------------------------------------------

ESSAY = """
The hiccup is too loud.

It wakes the neighbours. See [silence](#text-missing).

The rule is nobody's.

Bad:

    hic: HIC

    Hic.

Good:

    hic: hic

Severity: warning; an error at night
"""


def test_an_essay_is_read_from_its_form() -> None:
    assert read_essay("hiccup-loud", "rule", ESSAY, {"most": 3}) == Essay(
        code="hiccup-loud",
        kind="rule",
        fault="The hiccup is too loud.",
        why="It wakes the neighbours. See [silence](#text-missing).\n\nThe rule is nobody's.",
        severity="warning; an error at night",
        bad="hic: HIC\n\nHic.",
        good="hic: hic",
        limits={"most": 3},
    )


def test_a_short_one_is_its_sentences() -> None:
    essay = read_essay("file-empty", "file", "The file holds nothing. It was saved\nhalf done.")
    assert (essay.fault, essay.why, essay.severity) == ("The file holds nothing.", "It was saved\nhalf done.", "error")


def test_a_rule_is_explained_with_its_reasons_examples_and_waiver() -> None:
    said = explain("title-long")
    assert said.startswith("title-long (warning)\n\nThe title has more than ")
    assert "\n\nBad\n\n    title: " in said
    assert "\n\nGood\n\n    title: " in said
    assert "\n\n    waive:\n      - {rule: title-long, reason: …, by: …, until: YYYY-MM-DD}" in said
    assert max(len(line) for line in said.splitlines()) <= 100
    narrow = explain("author-missing", 50)
    assert max(len(line) for line in narrow.splitlines() if not line.startswith("    ")) <= 50
    assert " ".join(narrow.split()) == " ".join(explain("author-missing").split())


def test_an_error_cannot_be_waived() -> None:
    assert "no article can waive it" in explain("care-contradiction")
    assert "waive" not in explain("key-unknown")


def test_where_another_rule_is_named_it_says_how_to_read_of_it() -> None:
    said = " ".join(explain("approval-lapsed").split())
    assert "not published (wellread explain review-required)" in said
    assert "](#" not in said


def test_without_a_code_all_are_listed_a_line_each() -> None:
    lines = explain("").splitlines()
    for essay in ESSAYS:
        assert sum(line.startswith(f"  {essay.code} ") for line in lines) == 1


@pytest.mark.parametrize("word", ["title-lnog", "title_long", "[title-long]", "TITLE-LONG"])
def test_an_unknown_code_gets_the_nearest(word: str) -> None:
    with pytest.raises(SiteError, match="did you mean “title-long”"):
        explain(word)


def test_nothing_near_leads_to_the_list() -> None:
    with pytest.raises(SiteError, match="wellread explain lists all of them"):
        explain("qqqq")
