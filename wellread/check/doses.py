"""Amounts of medicines in what an entry says: its sentences, and those texts of an article's front matter that no Markdown has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellread.check.text import LETTERS, Text
from wellread.model import Article, RedFlag, Value
from wellread.problems import Place
from wellread.texts import Sentence

NUMBER = r"(?:\d+(?:[.,]\d+)*|\.\d+|half an?|one|two|three|four|five|six|eight|ten|an?)"
UNIT = (
    r"(?:mg|mcg|[µμ]g|ug|iu|milligrams?|micrograms?|units?|ml|m[lL]|cc|millilit(?:re|er)s?|tablets?|capsules?|pills?|puffs?|drops?|"
    r"lozenges?|sachets?|spoonfuls?|suppositor(?:y|ies)|patch(?:es)?|ampoules?)"
)
NO_MEDICINE = r"(?! ?(?:/|per) ?(?:d?l|lit)| ?of (?:water|tea|milk|juice|salt))"
AMOUNT = rf"{NUMBER}(?: ?(?:to|or|–|-) ?{NUMBER})?[ \u00a0-]?{UNIT}(?![\w/]){NO_MEDICINE}"
"""“400 mg”, “one to two tablets”; not “100 mg/dl”, and not what is drunk."""


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
        *("puff", "puffs", "drop", "drops", "lozenge", "lozenges", "sachet", "sachets", "spoonful", "spoonfuls", "suppository"),
        *("suppositories", "patch", "patches", "ampoule", "ampoules"),
    )
)
"""The words of UNIT, as a text's vocabulary has them: where none of them stands there is no amount."""


def said_in(text: Text, words: frozenset[str], *, with_figures: bool = False) -> Iterator[Said]:
    """Yield what an entry says, its front matter included. Left out is what has none of the words and, if they count too, neither a
    figure nor letters with full stops between them."""
    has_words = not words.isdisjoint(text.vocabulary)
    for sentence in text.spoken() if has_words or with_figures else ():
        if has_words or FIGURE.search(sentence.text):
            yield Said(text=sentence.text, place=text.at(sentence.mark), sentence=sentence)
    if isinstance(text.entry, Article):
        for said, steps in _front_matter(text.entry):
            if (with_figures and FIGURE.search(said)) or not words.isdisjoint(LETTERS.findall(said.lower())):
                yield Said(text=said, place=text.entry.origin.at(*steps))


def _front_matter(article: Article) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    yield article.title, ("title",)
    yield article.description, ("description",)
    for step, flag in enumerate(article.red_flags):
        if isinstance(flag, RedFlag):
            yield flag.sign, ("red_flags", step, "sign")
    for row, each in enumerate(article.compare.rows if article.compare else ()):
        yield each.feature, ("compare", "rows", row, "feature")
        for number, cell in enumerate(each.cells):
            yield cell, ("compare", "rows", row, "cells", number)
