"""What was done with each part of a text, where it stood, and the last look: every word of the source is somewhere.

A note quotes what it speaks of word for word, so that the report holds all that the draft doesn't.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from html import unescape
from typing import NamedTuple

WORD = re.compile(r"[^\W_]+")
TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)(?=[\s/>])((?:[^<>\"']|\"[^\"<>]{0,5000}\"|'[^'<>]{0,5000}'){0,200}+)>")
"""A tag: the slash of one that closes, its name, and its attributes."""
SAID = re.compile(r"""\b(?:href|src|alt|title|id|name)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)
"""What of a tag are words or addresses; the rest is how they look, and stands in a note if it says anything."""
SMALL = str.maketrans({small: f" {digit} " for small, digit in zip("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "0123456789" * 2, strict=True)})
WIDEST = 20_000
MOST_PLACED = 2_000
"""How many different quotations of one text are looked for: each time all of the text may be read."""


class Note(NamedTuple):
    """What stood in the source (word for word), on which of its lines (from 1; 0: nowhere in particular), and what was done."""

    line: int
    what: str
    done: str


class Notebook:
    """Takes notes about one text, and finds the line of what they quote. Lives for one text."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.notes: list[Note] = []
        self._last: dict[str, int] = {}
        self._ends = [found.start() for found in re.finditer("\n", source)]
        self._put: list[tuple[str, int]] = []

    def put_in(self, text: str, tag: str) -> None:
        """Remember a text from another file that was put in the place of a tag: what is noted of it stands on the tag's line."""
        self._put.append((text, self.line_of(tag)))

    def note(self, what: str, done: str, line: int = 0) -> None:
        """Note what was done with `what`; without a line it is looked for below the last place where the same stood."""
        self.notes.append(Note(line or self.line_of(what), what.strip("\n"), done))

    def line_of(self, what: str) -> int:
        """Return the line on which `what` stands, the next one each time it is asked for the same; 0 if it isn't there."""
        wanted = what.strip("\n")
        if not wanted:
            return 0
        if len(self._last) > MOST_PLACED and wanted not in self._last:
            return 0
        at = self.source.find(wanted, self._last.get(wanted, 0))
        if at < 0:
            at = self.source.find(wanted)
        if at < 0:
            where = next((line for text, line in self._put if wanted in text), 0)
            return where or (self.line_of(wanted.rpartition("#")[0]) if "#" in wanted else 0)
        self._last[wanted] = at + len(wanted)
        return bisect_left(self._ends, at) + 1

    def gathered(self) -> tuple[Note, ...]:
        """Return the notes in the order of the source's lines."""
        return tuple(sorted(self.notes, key=lambda note: note.line))


def words_of(text: str) -> Counter[str]:
    """Return how often each word stands in a text; what only says how words look is not counted."""
    return Counter(_plain(text))


def missing_lines(source: str, results: str) -> list[Note]:
    """Return notes that quote the lines of the source which hold words that stand nowhere in the results. The lines whose words
    stand nowhere side by side come first: they are the likelier ones."""
    missing = words_of(source) - words_of(results)
    if not missing:
        return []
    together = f" {' '.join(_plain(results))} "
    lines = [(number, line, _plain(line)) for number, line in enumerate(source.split("\n"), 1)]
    found: list[Note] = []
    for is_likely in (True, False):
        for number, line, words in lines:
            if any(missing[word] > 0 for word in words) and is_likely != (f" {' '.join(words)} " in together):
                found.append(Note(number, line.strip(), "not in the draft as it stood: look whether something is missing there"))
                missing -= Counter(words)
    return sorted(found)


def _plain(text: str) -> list[str]:
    without = TAG.sub(lambda tag: f" {' '.join(SAID.findall(tag[3]))} ", text)
    return WORD.findall(unescape(without).translate(SMALL).casefold())
