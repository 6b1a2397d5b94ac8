"""reading-grade: the text as a whole is hard to read.

Two published formulas estimate how many years of school a text asks for: Flesch-Kincaid from the length of sentences and words, SMOG
from the number of words with three syllables or more. The NHS, the AMA and the NIH ask for texts that nearly everybody can read; the
limits, grade 9 and grade 11, are the project's own. SMOG counts only from 30 sentences on, for which it was made.

A score is a hint where to look first, and no verdict: a short sentence can be hard and a long word familiar. So the rule only warns,
leaves texts of fewer than 100 words alone, and names the long words that weigh most. A medical name that has to stand counts as well.

Bad:

    Unprotected exposure to ultraviolet radiation precipitates inflammation of the epidermis, with accompanying discomfort and occasionally
    vesiculation. Individuals presenting with generalised symptoms, particularly hyperthermia or disorientation, necessitate professional
    evaluation. Domestic management incorporates immediate relocation to a shaded environment, administration of supplementary liquids
    and application of moisturising preparations.

    Photosensitising medication increases susceptibility considerably, therefore pharmaceutical consultation is advisable beforehand.
    Vulnerable populations, including infants and individuals with compromised immunity, experience complications disproportionately.
    Protective clothing, adequate sunscreen application and avoidance of midday exposure constitute the recommended preventative
    strategies. Recurrent episodes of inflammation accelerate deterioration of connective structures and substantially increase the
    probability of subsequent malignancies.

Good:

    Too much sun makes the skin red and sore. See a doctor if you have large blisters and shiver. Get into the shade, and drink enough.

Severity: warning
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.text import Text
from wellread.problems import Problem
from wellread.texts import Readability

LIMITS = {"flesch-kincaid": 9, "smog": 11, "from-words": 100}
NAMED = 6


def reading_grade(text: Text) -> Iterator[Problem]:
    measured = text.readability
    if not text.is_english or measured is None:
        return
    limits = text.limits("reading-grade", LIMITS)
    if measured.words < limits["from-words"]:
        return
    found = _found(measured, limits["flesch-kincaid"], limits["smog"])
    if found:
        origin = text.entry.origin
        yield Problem(
            code="reading-grade",
            severity="warning",
            message=f"this text is hard to read: {' and '.join(found)}",
            place=origin.at("title") if text.kind in ("article", "page") else origin.at("name"),
            hint=_hint(measured),
        )


def _found(measured: Readability, flesch_kincaid: float, smog: float) -> list[str]:
    """Return what is over its limit, in words."""
    found = []
    if measured.flesch_kincaid > flesch_kincaid:
        found.append(f"school grade {measured.flesch_kincaid:g} by Flesch-Kincaid ({flesch_kincaid:g} is the limit)")
    if measured.is_enough and measured.smog > smog:
        found.append(f"school grade {measured.smog:g} by SMOG ({smog:g} is the limit)")
    return found


def _hint(measured: Readability) -> str:
    average = f"{measured.words / measured.sentences:.0f} words"
    words = [each.text + (f" ({each.times} times)" if each.times > 1 else "") for each in measured.long_words[:NAMED]]
    weigh = f"; the long words that weigh most: {', '.join(words)}" if words else ""
    return f"write shorter sentences (now {average} on average) and shorter words{weigh}"
