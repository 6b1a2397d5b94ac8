"""The glossary of one language, as rules look things up in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from wellread.model import Term, Value

WORD = re.compile(r"\w+")
ABBREVIATION = re.compile(r"[A-Z](?<![\w&./!-][A-Z])[A-Z]{1,5}(?=s?(?![\w&/]|-\d|\.\w))")
"""Capitals that stand for words; not in “B&B”, “S.O.S.” or “H2”. What stands before is looked at late, for speed."""


class Glossary(Value, frozen=True, kw_only=True):
    """`terms` are the terms by id, without their places and bodies. `names` are the names that are linked at their first mention,
    each with the id of its term, by their first word in small letters, the longest first. `plain` holds the ids of the terms that
    have a plain word, by that word in small letters. `abbreviations` are those that it explains: “SPF”, also of “SPF cream”.
    """

    terms: Mapping[str, Term] = {}
    names: Mapping[str, tuple[tuple[str, str], ...]] = {}
    plain: Mapping[str, tuple[str, ...]] = {}
    abbreviations: frozenset[str] = frozenset()


class Mention(NamedTuple):
    """A term's name in a text: text[start:end]."""

    term: str
    start: int
    end: int


def index_glossary(terms: Mapping[str, Term]) -> Glossary:
    names: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    plain: defaultdict[str, list[str]] = defaultdict(list)
    for term in terms.values():
        if term.plain:
            plain[term.plain.lower()].append(term.id)
        for name in names_of(term) if term.link else ():
            names[WORD.findall(f"{name} -")[0].lower()].append((name, term.id))
    return Glossary(
        terms=terms,
        names={word: tuple(sorted(listed, key=lambda each: (-len(each[0]), each))) for word, listed in sorted(names.items())},
        plain={word: tuple(listed) for word, listed in sorted(plain.items())},
        abbreviations=frozenset(
            short for term in terms.values() for name in names_of(term) for short in ABBREVIATION.findall(name)
        ),
    )


def names_of(term: Term) -> Iterable[str]:
    """Return the names that a text may use for a term."""
    return [name for name in (term.name, *term.synonyms, term.abbreviation) if WORD.search(name)]


def mentions_in(text: str, glossary: Glossary) -> Iterator[Mention]:
    """Yield the terms that a plain text names: the longest name at each place, whole words, capitals or not (ABC only as ABC)."""
    end = 0
    for word in WORD.finditer(text):
        for name, term in glossary.names.get(word[0].lower(), ()) if word.start() >= end else ():
            stop = word.start() + len(name)
            written = text[word.start() : stop]
            if _is_same(written, name) and not (text[stop : stop + 1].isalnum() and name[-1].isalnum()):
                yield Mention(term, word.start(), stop)
                end = stop
                break


def _is_same(written: str, name: str) -> bool:
    if len(name) > 1 and name.removesuffix("s").isupper():
        return written == name
    return written.lower().replace("’", "'") == name.lower().replace("’", "'")
