"""dose-unapproved: a page tells readers how much of a medicine to take, and nobody has answered for it.

A dose is the one kind of sentence that can kill by a slip of a key, and the right one depends on age, weight, kidneys and other
medicines. So a page says “follow the leaflet” or “ask a pharmacist”, unless its article has `dosage: approved`: an editor
writes that once a pharmacist or doctor has checked every dose on it. Told are an amount with a unit of dosing together with “take”,
“give” and the like, and an amount with how often. What a study gave (“people took 20 mg”) is history, not advice. The rule is the
project's own.

Bad:

    Take 400 mg of ibuprofen for the pain.

Good:

    dosage: approved
    ---
    Take 400 mg of ibuprofen for the pain.

Severity: error
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellread.check.doses import AMOUNT, GRAMS, UNIT_WORDS, Said, said_in
from wellread.check.text import Text
from wellread.problems import Problem

VERBS = r"take|give|swallow|chew|suck|inhale|inject|apply|use|put|have(?! (?:taken|used|had|been)\b)|start (?:with|on|at)"
DO = (
    rf"{VERBS}|taking|takes|giving|using|be (?:given|taken|used|injected)|doses?(?: is| of)?|dosage(?: is| of)?|up to|at most|"
    r"maximum(?: of)?|no more than|never more than"
)
TIMES = r"(?:once|twice|(?:one|two|three|four|five|six|\d+) times)"
EVERY = (
    r"(?:every|each) (?:(?:[\w–-]+ )(?:(?:to|or) [\w-]+ )?)?(?:hours?|days?|mornings?|nights?|evenings?|weeks?|months?|meals?|time)"
)
OFTEN = (
    rf"(?:{TIMES}|{EVERY}|a day|per day|daily|hourly|nightly|weekly|a week|/ ?(?:day|kg)|in 24 hours|at (?:night|bedtime)|before bed|"
    r"(?:before|with|after) (?:meals|food))\b"
)
INSTRUCTION = re.compile(
    rf"\b(?:{DO})\b:?[^.;:!?]{{0,40}}?\b{AMOUNT}|\b{AMOUNT}[^.;:!?]{{0,40}}?{OFTEN}"
    rf"|\b(?:take|give|swallow|be (?:given|taken)|dose(?: is| of)?)\b:?[^.;:!?]{{0,30}}?\b{GRAMS}",
    re.IGNORECASE,
)
HISTORY = re.compile(
    r"\b(?:took|gave|received|(?:was|were) (?:given|on|taking|treated)|(?:had|have|has) (?:taken|used|been)|who (?:used|had)"
    r"|(?:people|patients|adults|children|men|women|volunteers|those|participants) (?:given|used|had|on|taking)"
    r"|trials?|stud(?:y|ies)|researchers|participants|compared)\b",
    re.IGNORECASE,
)
COMMAND = re.compile(
    rf"(?:\A|[,:;] |\b(?:can|should|must|may|please|then|you|be sure to) )(?:be (?:given|taken|used)|(?:{VERBS})\b(?! of\b))",
    re.IGNORECASE,
)
"""What tells a reader what to do, even if the sentence speaks of a study too."""


DRUNK = re.compile(r"\b(?:drink|drinking|drank|drunk|pass|passed|lose|lost|pee|peed)\b[^.;:!?,]*\Z", re.IGNORECASE)
"""What stands before an amount that is no medicine: “you drink less than 1,000 ml a day”."""


def dose_unapproved(text: Text) -> Iterator[Problem]:
    article = text.article
    if not text.is_english or (article is None and text.kind == "article") or (article and article.dosage == "approved"):
        return
    for said in said_in(text, UNIT_WORDS):
        found = INSTRUCTION.search(said.text)
        if found and found[0][0].isdigit() and DRUNK.search(said.text[: found.start()]):
            continue
        if found and (not HISTORY.search(said.text) or COMMAND.search(said.text[: found.end()])):
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
