"""Looking for listed expressions in a text: words that have a plainer one, and words that make a person of an illness."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from wellread.check.text import LETTERS, Text
from wellread.model import Term
from wellread.problems import Place, Problem, Related
from wellread.texts import Sentence

NAMED = re.compile(
    r"(?:\(|\b(?:called|known as|termed|named|shortened to|abbreviated to|say|says|terms?|words?|or),? )[“\"‘']?\Z", re.IGNORECASE
)
EXPLAINED = re.compile(r"s?[”\"’']?(?: \(|,? (?:means|meaning|which means|that is)\b)")
QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|(?<!\w)‘(?:[^‘’]|’(?=\w))*’(?!\w)|«[^«»]*»")


NEAR = 60
"""How many letters on either side of a word tell whether it is explained there."""
MOST_PLACES = 50
"""How many places of an expression a message names."""


class Expression(NamedTuple):
    """What is looked for, as a regular expression, and what to write instead. A text without one of `keys` in its vocabulary
    doesn't have it."""

    keys: frozenset[str]
    written: str
    instead: str

    @property
    def pattern(self) -> re.Pattern[str]:
        return _compiled(self.written)


@cache  # and only what a text may have: to compile all of them takes longer than to make the page of an edit
def _compiled(written: str) -> re.Pattern[str]:
    return re.compile(written, re.IGNORECASE)


class Found(NamedTuple):
    """A place where an expression stands: text[start:end] of a sentence."""

    sentence: Sentence
    start: int
    end: int

    @property
    def words(self) -> str:
        return self.sentence.text[self.start : self.end]


def expression(forms: Sequence[str], instead: str) -> Expression:
    """Return an expression that has several forms: words, or phrases of which each is looked for by its longest word."""
    keys = frozenset(max(LETTERS.findall(form.lower()), key=len) for form in forms)
    written = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms)
    return Expression(keys, rf"(?<![\w-])(?:{written})(?!\w)", instead)


Expressions = Mapping[str, tuple[Expression, ...]]
"""Expressions by their keys: a look-up of the words that a text has, instead of a search for each expression."""


def expressions_by_key(expressions: Iterable[Expression]) -> Expressions:
    by_key: defaultdict[str, list[Expression]] = defaultdict(list)
    for each in expressions:
        for key in sorted(each.keys):
            by_key[key].append(each)
    return {key: tuple(listed) for key, listed in by_key.items()}


def find_expressions(text: Text, expressions: Expressions) -> Iterator[tuple[Expression, list[Found]]]:
    """Yield each expression that a text has, with its places. What is quoted, and what the glossary knows, is left out."""
    keys = sorted(expressions.keys() & text.vocabulary)
    for each in dict.fromkeys(each for key in keys for each in expressions[key]):
        places = [place for place in _places_of(each, text) if not _is_quoted(place) and not _is_known(place, text.terms.values())]
        if places:
            yield each, places


def _places_of(expression: Expression, text: Text) -> Iterator[Found]:
    keys = expression.keys & text.vocabulary
    for sentence in text.spoken():
        said = sentence.text.lower()
        if any(key in said for key in keys):
            yield from (Found(sentence, *found.span()) for found in expression.pattern.finditer(sentence.text))


def is_explained(said: str, start: int, end: int) -> bool:
    """Say whether a word that stands at said[start:end] is explained there: behind “called”, in or before brackets."""
    return bool(NAMED.search(said[max(start - NEAR, 0) : start]) or EXPLAINED.match(said[end : end + NEAR]))


def _is_quoted(found: Found) -> bool:
    return any(start < found.start < end for start, end in _quotes_in(found.sentence.text))


@lru_cache(maxsize=64)
def _quotes_in(said: str) -> tuple[tuple[int, int], ...]:
    return tuple(quote.span() for quote in QUOTED.finditer(said))


def _is_known(found: Found, terms: Iterable[Term]) -> bool:
    """Say whether the words are a name of the glossary, or a part of one that stands there."""
    words, sentence = found.words.lower(), found.sentence.text.lower()
    names = (name.lower() for term in terms for name in (term.name, *term.synonyms, term.abbreviation))
    return any(sentence.find(name, max(0, found.end - len(name)), found.start + len(name)) >= 0 for name in names if words in name)


def problem_of(text: Text, places: Sequence[Found], *, code: str, message: str, hint: str) -> Problem:
    """Return the warning about an expression, at the first of its places; the others are named."""
    first, *others = [text.place_of(each.sentence, each.start, each.end) for each in places[:MOST_PLACES]]
    return Problem(code=code, severity="warning", message=message, place=first, hint=hint, related=_here_too(others))


def _here_too(places: Iterable[Place]) -> tuple[Related, ...]:
    return tuple(Related(place, "here too") for place in dict.fromkeys(places))
