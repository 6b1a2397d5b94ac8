"""dose-unapproved: a page tells readers how much of a medicine to take, and nobody has answered for it.

A dose is the one kind of sentence that can kill by a slip of a key, and the right one depends on age, weight, kidneys and other
medicines. So a page says “follow the leaflet” or “ask a pharmacist”, unless its article has `dosage: approved`: an editor
writes that once a pharmacist or doctor has checked every dose on it, and it counts only with [an approval](#dose-unreviewed). Told are an amount with a unit of dosing together with “take”,
“give” and the like, and an amount with how often. What a study gave (“people took 20 mg”) is history, not advice. The rule is the
project's own.

Bad:

    Take 400 mg of ibuprofen for the pain.

Good:

    dosage: approved
    status: approved
    reviewers:
      - {person: a-gulp, role: GP, date: 2026-03-09, decision: approved}
    ---
    Take 400 mg of ibuprofen for the pain.

Severity: error
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellread.check.doses import UNIT_WORDS, Said, instruction_in, said_in
from wellread.check.text import Text
from wellread.problems import Problem


def dose_unapproved(text: Text) -> Iterator[Problem]:
    article = text.article
    if not text.is_english or (article is None and text.kind == "article") or (article and article.dosage == "approved"):
        return
    for said in said_in(text, UNIT_WORDS):
        found = instruction_in(said.text)
        if found:
            yield _problem(text, said, found)


def _problem(text: Text, said: Said, found: re.Match[str]) -> Problem:
    if text.kind == "article":
        hint = "write “follow the leaflet, or ask a pharmacist”; or, once a pharmacist or doctor has checked it, dosage: approved"
    else:
        hint = "write “follow the leaflet, or ask a pharmacist”: only an article can have a dose, with dosage: approved"
    return Problem(
        code="dose-unapproved",
        severity="error",
        message=f"“{found[0]}” tells readers a dose, and nobody has answered for it",
        place=said.place_of(text, *found.span()),
        hint=hint,
    )
