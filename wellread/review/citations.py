"""What each line of a clinical text rests on: its citations are no part of what is signed, and a reviewer wants to look them up."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from wellread.model import Article, RedFlag, Site, Source, Value
from wellread.problems import Place
from wellread.texts import ClinicalLine

CITATION = re.compile(r"\[@[^\[\]]*\]")
ID = re.compile(r"@([\w:.-]*\w)")
ADDRESS = re.compile(r"\]\([^()]*\)")


class Basis(Value, frozen=True, kw_only=True):
    """A source that a text cites: what it is, where it can be read, and how much of it the editors read."""

    id: str
    title: str
    address: str
    read: str


def citations_of(article: Article, site: Site, lines: Iterable[ClinicalLine], written: str) -> tuple[tuple[str, ...], ...]:
    """Return the ids of the sources that each line cites. `written` is the article's file."""
    rows = written.split("\n")
    given = _given(article, site)
    listed = tuple(lines)
    of_message = iter(_in_message(article.main_message, [line.text for line in listed if _is_of_message(line)]))
    told: list[tuple[str, ...]] = []
    for line in listed:
        if line.place in given:
            ids = given[line.place]
        elif _is_of_message(line):  # its sentences have one place
            ids = next(of_message)
        else:
            ids = _ids_in(_stretch(rows, line.place))
        told.append(tuple(dict.fromkeys(ids)))
    return tuple(told)


def bases_of(cites: Iterable[Iterable[str]], site: Site) -> tuple[Basis, ...]:
    """Return the sources that are cited, each once, in the order of the text."""
    ids = dict.fromkeys(name for each in cites for name in each)
    return tuple(_basis(site.sources[name]) for name in ids if name in site.sources)


def _basis(source: Source) -> Basis:
    address = source.url or (f"https://doi.org/{source.doi}" if source.doi else "")
    return Basis(id=source.id, title=source.title, address=address, read=source.read)


def _given(article: Article, site: Site) -> dict[Place, tuple[str, ...]]:
    """Return what has its citations in a key of its own, by its place: warning signs, and the rows of the comparison."""
    found: dict[Place, tuple[str, ...]] = {}
    for step, flag in enumerate(article.red_flags):
        if isinstance(flag, RedFlag):
            found[article.origin.at("red_flags", step, "sign")] = flag.cite
        elif flag.use in site.red_flags:
            found[article.origin.at("red_flags", step, "use")] = site.red_flags[flag.use].flag.cite
    for step, row in enumerate(article.compare.rows if article.compare else ()):
        found[article.origin.at("compare", "rows", step)] = row.cite
    for number, chart in enumerate(article.charts):
        found[article.origin.at("charts", number)] = chart.cite
        for step, line in enumerate(chart.rows):
            found[article.origin.at("charts", number, "rows", step)] = line.cite or chart.cite
    return found


def _is_of_message(line: ClinicalLine) -> bool:
    return line.kind == "main message"


def _in_message(message: str, sentences: list[str]) -> list[tuple[str, ...]]:
    """Return what each sentence of a main message cites: what stands behind its first letter and before the next one's. Letters are
    counted, since a sentence is told without the marks that it is written with."""
    ends = list(accumulate(_letters(each) for each in sentences))
    found: list[list[str]] = [[] for _ in sentences]
    for citation in CITATION.finditer(message):
        before = _letters(ADDRESS.sub("", CITATION.sub("", message[: citation.start()])))
        place = min(bisect_left(ends, before), len(found) - 1)
        if found:
            found[place] += _ids_in(citation[0])
    return [tuple(each) for each in found]


def _letters(text: str) -> int:
    return sum(letter.isalnum() for letter in text)


def _ids_in(text: str) -> tuple[str, ...]:
    return tuple(name for citation in CITATION.findall(text) for name in ID.findall(citation))


def _stretch(rows: list[str], place: Place) -> str:
    """Return what is written at a place."""
    taken = rows[max(place.line - 1, 0) : place.end_line]
    if not place.line or not taken:
        return ""
    taken[-1] = taken[-1][: place.end_column - 1]
    taken[0] = taken[0][place.column - 1 :]
    return "\n".join(taken)
