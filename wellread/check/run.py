"""Run every rule over a site, over the wording of one entry, or over what was seen in the files that would be published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from wellread.check.case import Case
from wellread.check.outputs import Seen
from wellread.check.rules import OUTPUT_RULES, RULES, TEXT_RULES, Rule, TextRule, code_of
from wellread.check.settle import FIRM
from wellread.check.text import Text
from wellread.model import RuleSetting, Site
from wellread.problems import Problem, in_order
from wellread.texts import Composed


def check_site(site: Site, composed: Composed, today: date, *, static: frozenset[str], drafts: bool = False) -> tuple[Problem, ...]:
    """Return what every rule about the site finds. `static` holds the names of the files in static/."""
    case = Case(site, composed, today, static=static, drafts=drafts)
    return in_order(problem for rule in RULES if not _is_off(rule, site.settings.rules) for problem in rule(case))


def check_text(text: Text) -> tuple[Problem, ...]:
    """Return what every rule about wording finds in one entry. Pure: it sees nothing but the text."""
    return in_order(problem for rule in TEXT_RULES if not _is_off(rule, text.rules) for problem in rule(text))


def check_outputs(seen: Seen) -> tuple[Problem, ...]:
    """Return what every rule about the files that would be published finds in them."""
    return in_order(problem for rule in OUTPUT_RULES for problem in rule(seen))


def _is_off(rule: Rule | TextRule, settings: Mapping[str, RuleSetting]) -> bool:
    """Say whether site.yaml switches a rule off: nothing would be said of what it finds, so it needn't look."""
    code = code_of(rule)
    return code in settings and settings[code].severity == "off" and code not in FIRM
