"""care-emergency-links: what to do in an emergency leads away to another page.

Somebody who has to call an ambulance must not be offered something to read first. The NHS keeps links out of its emergency cards; a
number to call is the exception, for a tap on it is the very thing to do. Signs at the level “emergency” and the action of that level
in `site.yaml` have no other links.

Bad:

    # site.yaml
    care_levels:
      emergency: {heading: "Call an ambulance now if:", action: "Read [whom to call](page:disclaimer)."}
      urgent: {heading: "Get help today if:", action: Phone your doctor.}
      soon: {heading: "Book an appointment if:", action: Write down when it started.}

Good:

    # site.yaml
    care_levels:
      emergency: {heading: "Call an ambulance now if:", action: "Call [112](tel:112)."}
      urgent: {heading: "Get help today if:", action: Phone your doctor.}
      soon: {heading: "Book an appointment if:", action: Write down when it started.}

Severity: warning
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellread.check.case import Case
from wellread.model import RedFlag
from wellread.problems import Place, Problem

WRITTEN_LINK = re.compile(r"\]\((?!tel:)[^()\s]*\)|https?://|\bwww\.", re.IGNORECASE)


def care_emergency_links(case: Case) -> Iterator[Problem]:
    for passage in case.passages:
        if passage.kind == "settings" and passage.steps == ("care_levels", "emergency", "action"):
            for link in passage.prose.links:
                if link.kind != "phone":
                    yield _problem(f"“{link.text}” leads away from what to do in an emergency", passage.at(link.mark))
    for shared in case.site.red_flags.values():
        yield from _look(shared.flag, shared.origin.at("sign"))
    for article in case.articles:
        for step, flag in enumerate(article.red_flags):
            if isinstance(flag, RedFlag) and article.status != "withdrawn":
                yield from _look(flag, article.origin.at("red_flags", step, "sign"))


def _look(flag: RedFlag, place: Place) -> Iterator[Problem]:
    if flag.level == "emergency" and WRITTEN_LINK.search(flag.sign):
        yield _problem("this emergency sign has a link in it", place)


def _problem(message: str, place: Place) -> Problem:
    return Problem(
        code="care-emergency-links",
        severity="warning",
        message=message,
        place=place,
        hint="take the link out, and say here what to do; only a number to call may be a link: [112](tel:112)",
    )
