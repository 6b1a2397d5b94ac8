"""Glossary terms: each is linked at its first mention on a page, without being asked."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache, lru_cache
from html import escape

from wellread.model import Value
from wellread.prose.html import TOKEN, attributes_of

WORD = re.compile(r"(?<![\w&])\w+")
WORD_OR_ENTITY = re.compile(r"&?\w+")
"""In HTML: `&amp` is no name's first word."""
QUIET = {"a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "th"}
"""Where no term is linked: a link in a link is impossible, and headings are read as a list of contents."""
ACCENTS = "\u0300-\u036f"
"""Accents written as a character of their own belong to the letter before them, so a word does not end there."""


class TermNames(Value, frozen=True, kw_only=True):
    """The names that are linked, each with the id of its term. Make it once a site with `term_names`."""

    pairs: tuple[tuple[str, str], ...]


class LinkedTerms(Value, frozen=True, kw_only=True):
    """A text with its glossary terms linked, and the ids of all terms linked in it (the editor's own links too), in order."""

    html: str
    terms: tuple[str, ...]


def term_names(pairs: Iterable[tuple[str, str]]) -> TermNames:
    """Return the names to look for, from (id of the term, the names it goes by) laid out one pair a name.

    A name that two terms share belongs to the first.
    """
    owners: dict[str, tuple[str, str]] = {}
    for term, name in pairs:
        if WORD.search(name):
            name = " ".join(name.split())
            owners.setdefault(name if _is_abbreviation(name) else name.lower(), (name, term))
    return TermNames(pairs=tuple(sorted(owners.values(), key=lambda pair: (-len(pair[0]), not _is_abbreviation(pair[0])))))


def link_terms(html: str, names: TermNames, skip: Collection[str] = ()) -> LinkedTerms:
    """Return sanitised HTML with each term linked where it is first mentioned as `<a href="term:id">`, and the terms in it.

    Whole words only, the longest name first, capitals or not (but ABC only as ABC). Not in headings, links, code and header
    cells. A term that the editor linked anywhere, and the terms in `skip` (whose page this is), are not linked again.
    """
    by_word = _by_first_word(names)
    done = {*skip, *re.findall(r'<a href="term:([^"#]*)', html)}
    written: list[str] = []
    found: list[str] = []
    quiet = ""
    for token in TOKEN.finditer(html):
        closing, name, attributes, text = token.groups()
        if text:
            written.append(text if quiet else _link(text, by_word, done, found))
            continue
        written.append(token[0])
        if quiet:
            quiet = "" if closing and name == quiet else quiet
        elif not closing and (name in QUIET or ' class="callout-title"' in attributes):
            quiet = name
        if name == "a" and ' href="term:' in attributes:
            found.append(attributes_of(attributes)["href"].removeprefix("term:").partition("#")[0])
    return LinkedTerms(html="".join(written), terms=tuple(dict.fromkeys(found)))


Candidates = Mapping[str, tuple[tuple[str, str], ...]]
"""The names by their first word in small letters, each from that word on and with the id of its term."""


def _link(text: str, by_word: Candidates, done: set[str], found: list[str]) -> str:
    """Link the terms in a text that stands between two tags."""
    if by_word.keys().isdisjoint(map(str.lower, WORD_OR_ENTITY.findall(text))):
        return text
    written: list[str] = []
    at = start = 0
    for word in WORD_OR_ENTITY.finditer(text):
        candidates = by_word.get(word[0].lower())
        if not candidates or word.start() < start:
            continue
        for name, term in candidates:
            if named := _pattern(name).match(text, word.start()):
                if term not in done:
                    done.add(term)
                    found.append(term)
                    written += [text[at : named.start()], f'<a href="term:{term}">', named[0], "</a>"]
                    at = named.end()
                start = named.end()
                break
    return "".join([*written, text[at:]]) if written else text


@lru_cache(maxsize=4)
def _by_first_word(names: TermNames) -> Candidates:
    """Return the names by their first word in small letters, longest first: a look-up per word instead of a search per name."""
    by_word: dict[str, list[tuple[str, str]]] = {}
    for name, term in names.pairs:
        first = WORD.search(name)
        if first:
            by_word.setdefault(first[0].lower(), []).append((name[first.start() :], term))
    return {word: tuple(listed) for word, listed in by_word.items()}


@cache  # and only for names whose first word a text has: all of them take longer than an edit's page
def _pattern(name: str) -> re.Pattern[str]:
    words = re.escape(escape(name, quote=False)).replace(r"\ ", r"(?:\s|&nbsp;)+").replace("’", "'").replace("'", "['’]")
    ends = rf"(?![\w{ACCENTS}])" if name[-1].isalnum() else ""
    return re.compile(words + ends, 0 if _is_abbreviation(name) else re.IGNORECASE)


def _is_abbreviation(name: str) -> bool:
    """Say whether a name is all capitals (ABC, or its plural ABCs): "who" is not the WHO."""
    return len(name) > 1 and name.removesuffix("s").isupper()
