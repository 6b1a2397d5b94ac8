"""Run every rule over a site, over the wording of one entry, or over what was seen in the files that would be published."""

from __future__ import annotations

from datetime import date

from wellread.check.case import Case
from wellread.check.outputs import Seen
from wellread.check.rules import OUTPUT_RULES, RULES, TEXT_RULES
from wellread.check.text import Text
from wellread.model import Site
from wellread.problems import Problem, in_order
from wellread.texts import Composed


def check_site(site: Site, composed: Composed, today: date, *, static: frozenset[str], drafts: bool = False) -> tuple[Problem, ...]:
    """Return what every rule about the site finds. `static` holds the names of the files in static/."""
    case = Case(site, composed, today, static=static, drafts=drafts)
    return in_order(problem for rule in RULES for problem in rule(case))


def check_text(text: Text) -> tuple[Problem, ...]:
    """Return what every rule about wording finds in one entry. Pure: it sees nothing but the text."""
    return in_order(problem for rule in TEXT_RULES for problem in rule(text))


def check_outputs(seen: Seen) -> tuple[Problem, ...]:
    """Return what every rule about the files that would be published finds in them."""
    return in_order(problem for rule in OUTPUT_RULES for problem in rule(seen))
