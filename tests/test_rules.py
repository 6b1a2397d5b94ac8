"""Every rule says what its page says it should, and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.make_rules import RULES_PAGE, make_rules
from tests.rule_pages import RuleCase, RulePage, lay_out, read_pages
from wellread.pipeline import Order, build
from wellread.problems import Place, Problem

TODAY = date(2026, 11, 22)
CODES = read_pages()
CASES = [pytest.param(case, id=f"{page.code}: {case.title}") for page in CODES for case in page.cases]


@pytest.mark.parametrize("case", CASES)
def test_case(case: RuleCase, tmp_path: Path) -> None:
    lay_out(case, tmp_path / "site")
    built = build(_order(case, tmp_path), publish=False)
    wanted = case.inside("problems").rstrip("\n")
    assert _as_asked(built.problems, wanted) == wanted


@pytest.mark.parametrize("page", CODES, ids=lambda page: page.code)
def test_a_page_has_a_case_that_fires_one_that_is_silent_and_a_hint(page: RulePage) -> None:
    firing = [case for case in page.cases if f"[{page.code}]" in case.inside("problems")]
    assert firing
    assert any(f"[{page.code}]" not in case.inside("problems") for case in page.cases)
    assert any("\n  " in case.inside("problems") for case in firing)


def test_the_page_of_rules_is_up_to_date() -> None:
    assert RULES_PAGE.read_text("utf-8") == make_rules(), "run: make docs"


def _order(case: RuleCase, folder: Path) -> Order:
    given = dict(line.split(": ") for line in case.inside("order").splitlines())
    assert set(given) <= {"drafts", "date"}
    return Order(
        root=folder / "site",
        output=folder / "public",
        today=date.fromisoformat(given["date"]) if "date" in given else TODAY,
        drafts=given.get("drafts") == "true",
    )


def _as_asked(problems: tuple[Problem, ...], wanted: str) -> str:
    """Return the problems as a page writes them; of the lines below each, only those that the page asks for."""
    lines = wanted.splitlines()
    shown: list[str] = []
    for each in problems:
        head = f"{_where(each.place)}: {each.severity}: {each.message} [{each.code}]"
        more = [f"  {_where(other.place)}: {other.message}" for other in each.related] + [f"  {each.hint}"]
        asked = _indented_below(head, lines)
        shown += [head, *(line for line in more if line in asked)]
    return "\n".join(shown)


def _where(place: Place) -> str:
    return f"{place.path}:{place.line}:{place.column}" if place.line else place.path


def _indented_below(head: str, lines: list[str]) -> list[str]:
    below: list[str] = []
    if head in lines:
        for line in lines[lines.index(head) + 1 :]:
            if not line.startswith("  "):
                break
            below.append(line)
    return below
