"""red-flag-uncited: a shared red flag holds a number or a time limit, and no source is given for it.

A reader acts on it at once: whether it says two days or two weeks decides who gets help in time, on every page that shares the sign. So
somebody must be able to look it up (HONcode 5). A red flag that an article writes out for itself is looked at by
[claim-uncited](#claim-uncited), as its text is.

Bad:

    # content/red-flags.yaml
    - id: no-water
      sign: You have kept no water down for 24 hours
      level: emergency

    # content/articles/hiccups.md
    red_flags: [use: no-water]

Good:

    # content/red-flags.yaml
    - id: no-water
      sign: You have kept no water down for 24 hours
      level: emergency
      cite: [hiccups-nhs]

    # content/articles/hiccups.md
    red_flags: [use: no-water]

Severity: warning
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.check.claims import find_claim
from wellread.problems import Problem


def red_flag_uncited(case: Case) -> Iterator[Problem]:
    if not case.site.settings.language.startswith("en"):
        return
    for shared in case.site.red_flags.values():
        claim = None if shared.flag.cite else find_claim(shared.flag.sign)
        if claim and claim.is_number:
            yield Problem(
                code="red-flag-uncited",
                severity="warning",
                message=f"“{claim.text}” is a number or time limit, and no source is given for it",
                place=shared.origin.at("sign"),
                hint="add cite: [id] of a source that says so, or leave it out",
            )
