"""Run every rule over a site."""

from __future__ import annotations

from datetime import date

from wellread.check.case import Case
from wellread.check.rules import RULES
from wellread.model import Site
from wellread.problems import Problem, in_order
from wellread.texts import Composed


def check_site(site: Site, composed: Composed, today: date, *, static: frozenset[str], drafts: bool = False) -> tuple[Problem, ...]:
    """Return what every rule finds, in the order in which it is shown. `static` holds the names of the files in static/."""
    case = Case(site, composed, today, static=static, drafts=drafts)
    return in_order(problem for rule in RULES for problem in rule(case))
