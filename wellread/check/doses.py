"""Amounts of medicines in what an entry says: its sentences, and those texts of an article's front matter that no Markdown has."""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.text import Text
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


def said_in(text: Text) -> Iterator[Said]:
    """Yield all that an entry says and that has a figure or a word for a form of medicine in it."""
    for sentence in text.spoken():
        yield Said(text=sentence.text, place=text.at(sentence.mark), sentence=sentence)
    if isinstance(text.entry, Article):
        yield from _front_matter(text.entry)


def _front_matter(article: Article) -> Iterator[Said]:
    at = article.origin.at
    yield Said(text=article.title, place=at("title"))
    yield Said(text=article.description, place=at("description"))
    for step, flag in enumerate(article.red_flags):
        if isinstance(flag, RedFlag):
            yield Said(text=flag.sign, place=at("red_flags", step, "sign"))
    for row, each in enumerate(article.compare.rows if article.compare else ()):
        yield Said(text=each.feature, place=at("compare", "rows", row, "feature"))
        for number, cell in enumerate(each.cells):
            yield Said(text=cell, place=at("compare", "rows", row, "cells", number))
