"""Amounts of medicines in what an entry says: its sentences, and those texts of an article's front matter that no Markdown has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellread.charts import texts_of_charts
from wellread.check.text import LETTERS, Text
from wellread.model import Article, RedFlag, Value
from wellread.problems import Place
from wellread.texts import Sentence

WORDED = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|eighty|"
    r"(?:a|one|two|three|four|five|six|eight|ten) (?:hundred|thousand)"
)
NUMBER = rf"(?:\d{{1,9}}(?:[.,]\d{{1,9}}){{0,2}}[½¼¾]?|[½¼¾]|\.\d+|half (?:of )?an?|{WORDED}|an?)"
COUNTED = (
    r"tablets?|capsules?|pills?|puffs?|drops?|lozenges?|sachets?|spoonfuls?|teaspoon(?:ful)?s?|tablespoon(?:ful)?s?|"
    r"suppositor(?:y|ies)|patch(?:es)?|ampoules?|paracetamols?|acetaminophens?|ibuprofens?|aspirins?|codeines?|painkillers?"
)
UNIT = (
    r"(?:mgs?|mcg|[µμ]g|ug|iu|milligrams?|milligrammes?|micrograms?|microgrammes?|units?|ml|m[lL]|cc|mmol|millilit(?:re|er)s?|"
    rf"{COUNTED})"
)
FOOD = (
    r"(?:water|tea|milk|juice|salt|sodium|sugar|honey|fib(?:re|er)|fat|protein|carbohydrates?|caffeine|alcohol|coffee|fluids?|soup)"
)
NO_MEDICINE = rf"(?! ?(?:/|per) ?(?:d?l|lit|g\b)| ?of (?:\w+ )?{FOOD}\b|(?<=units) (?:a|per|each) week)"
BETWEEN = r"(?:(?!of |more |few )[a-z-]+ ){0,2}"
"""What may stand between a number and what it counts: “two soluble aspirin tablets”."""
AMOUNT = (
    rf"(?:{NUMBER}(?: ?(?:to|or|–|-) ?{NUMBER})?[ \u00a0-]?{UNIT}|(?:\d+|{WORDED})(?: ?(?:to|or|–|-) ?(?:\d+|{WORDED}))? "
    rf"{BETWEEN}(?:{COUNTED}))(?!\w){NO_MEDICINE}"
)
"""“400 mg”, “one to two tablets”, “two soluble tablets”, “15 mg/kg”; not “100 mg/dl”, and not what is eaten or drunk."""
GRAMS = rf"\d+(?:[.,]\d+)?(?: ?(?:to|or|–|-) ?\d+(?:[.,]\d+)?)? ?(?:g|grams?|grammes?)(?!\w){NO_MEDICINE}"
"""Food is weighed in grams too, so that they count only behind “take”, “give” and “dose”."""

VERBS = (
    r"take|give|swallow|chew|suck|inhale|inject|apply|use|put|have(?! (?:taken|used|had|been|drunk|passed|lost)\b)|"
    r"start (?:with|on|at)"
)
DO = (
    rf"{VERBS}|taking|takes|giving|using|be (?:given|taken|used|injected)|doses?(?: is| of)?|dosage(?: is| of)?|up to|at most|"
    r"maximum(?: of)?|no more than|never more than"
)
TIMES = r"(?:once|twice|(?:one|two|three|four|five|six|\d+) times)"
EVERY = (
    r"(?:every|each) (?:(?:[\w–-]+ )(?:(?:to|or) [\w-]+ )?)?(?:hours?|days?|mornings?|nights?|evenings?|weeks?|months?|meals?|time)"
)
OFTEN = (
    rf"(?:{TIMES}|{EVERY}|a day|per day|daily|hourly|nightly|weekly|a week|/ ?(?:day|kg)|in 24 hours|at (?:night|bedtime)|"
    r"before bed|(?:before|with|after) (?:meals|food))\b"
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


def instruction_in(said: str) -> re.Match[str] | None:
    """Return the dose that a sentence tells its reader to take, if it does."""
    found = INSTRUCTION.search(said)
    if not found or (found[0][0].isdigit() and DRUNK.search(said[: found.start()])):
        return None
    return found if not HISTORY.search(said) or COMMAND.search(said[: found.end()]) else None


class Said(Value, frozen=True, kw_only=True):
    """A text that a reader reads, with its sentence or its place in the front matter."""

    text: str
    place: Place
    sentence: Sentence | None = None

    def place_of(self, text: Text, start: int, end: int) -> Place:
        return text.place_of(self.sentence, start, end) if self.sentence else self.place


FIGURE = re.compile(r"\d|\w\.\w")
"""A figure, or letters with a full stop between them."""
UNIT_WORDS = frozenset(
    (
        *("mg", "mcg", "µg", "μg", "ug", "iu", "milligram", "milligrams", "microgram", "micrograms", "unit", "units", "ml", "cc"),
        *("millilitre", "millilitres", "milliliter", "milliliters", "tablet", "tablets", "capsule", "capsules", "pill", "pills"),
        *("mgs", "milligramme", "milligrammes", "microgramme", "microgrammes", "mmol", "g", "gram", "grams", "gramme", "grammes"),
        *("teaspoon", "teaspoons", "teaspoonful", "teaspoonfuls", "tablespoon", "tablespoons", "tablespoonful", "tablespoonfuls"),
        *("paracetamol", "paracetamols", "acetaminophen", "acetaminophens", "ibuprofen", "ibuprofens", "aspirin", "aspirins"),
        *("codeine", "codeines", "painkiller", "painkillers"),
        *("puff", "puffs", "drop", "drops", "lozenge", "lozenges", "sachet", "sachets", "spoonful", "spoonfuls", "suppository"),
        *("suppositories", "patch", "patches", "ampoule", "ampoules"),
    )
)
"""The words of UNIT and GRAMS, as a text's vocabulary has them: where none of them stands there is no amount."""


def said_in(text: Text, words: frozenset[str], *, with_figures: bool = False) -> Iterator[Said]:
    """Yield what an entry says, its front matter included. Left out is what has none of the words and, if they count too, neither a
    figure nor letters with full stops between them."""

    def counts(said: str, may_have_words: bool = True) -> bool:
        has_figure = with_figures and FIGURE.search(said) is not None
        return has_figure or (may_have_words and not words.isdisjoint(LETTERS.findall(said.lower())))

    has_words = not words.isdisjoint(text.vocabulary)
    for sentence in text.spoken() if with_figures or has_words else ():
        if counts(sentence.text, has_words):
            yield Said(text=sentence.text, place=text.at(sentence.mark), sentence=sentence)
    if isinstance(text.entry, Article):
        for said, steps in _front_matter(text.entry):
            if counts(said):
                yield Said(text=said, place=text.entry.origin.at(*steps))


def _front_matter(article: Article) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    yield article.title, ("title",)
    yield article.description, ("description",)
    for step, flag in enumerate(article.red_flags):
        if isinstance(flag, RedFlag):
            yield flag.sign, ("red_flags", step, "sign")
    for level, why in article.no_red_flags.items():
        yield why, ("no_red_flags", level)
    for step, symptom in enumerate(article.symptoms):
        yield symptom.note, ("symptoms", step, "note")
    for step, other in enumerate(article.related):
        yield other.why, ("related", step, "why")
    if article.compare:
        yield article.compare.caption, ("compare", "caption")
        yield " | ".join(article.compare.columns), ("compare", "columns")
    for row, each in enumerate(article.compare.rows if article.compare else ()):
        yield each.feature, ("compare", "rows", row, "feature")
        for number, cell in enumerate(each.cells):
            yield cell, ("compare", "rows", row, "cells", number)
    yield from texts_of_charts(article.charts)
