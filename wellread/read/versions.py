"""Which versions of the program a site asks for: “>=0.1, <2”, as Python's packages write it (PEP 440), in whole numbers only."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping

CLAUSE = re.compile(r"(>=|<=|==|!=|>|<) *([0-9]{1,6}(?:\.[0-9]{1,6}){0,3})")
COMPARE: Mapping[str, Callable[[tuple[int, ...], tuple[int, ...]], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
}
PARTS = 4


def is_requirement(text: str) -> bool:
    """Say whether a text is one or more comparisons with a version, with commas between them."""
    return all(CLAUSE.fullmatch(each.strip()) for each in text.split(","))


def fits(version: str, requirement: str) -> bool:
    """Say whether a version is one of those that a requirement allows; what stands behind its numbers (“1.2rc1”) doesn't count."""
    numbers = re.match(r"[0-9.]*[0-9]", version)
    own = _parts(numbers[0] if numbers else "0")
    clauses = (CLAUSE.fullmatch(each.strip()) for each in requirement.split(","))
    return all(COMPARE[clause[1]](own, _parts(clause[2])) for clause in clauses if clause)


def _parts(version: str) -> tuple[int, ...]:
    """Return the numbers of a version, filled up with noughts: 1.2 is 1.2.0."""
    numbers = [int(each) for each in version.split(".")]
    return (*numbers, *[0] * (PARTS - len(numbers)))
