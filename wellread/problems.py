"""What an editor can mend, and how it is shown. Knows no site, no files and no terminal."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Literal

import msgspec

Severity = Literal["error", "warning", "info"]


class Place(msgspec.Struct, frozen=True, order=True):
    """A stretch of a file: path relative to the site's folder (with /), lines and columns counted from 1.

    The end is exclusive: a word of five letters at column 3 ends at column 8. Line 0 means the file as a whole.
    """

    path: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0

    @property
    def mark(self) -> tuple[int, int, int, int]:
        return (self.line, self.column, self.end_line, self.end_column)


class Related(msgspec.Struct, frozen=True):
    """A second place that a problem speaks of, and what is there."""

    place: Place
    message: str


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One fault an editor can mend: what is wrong, where, and what to do next."""

    code: str
    severity: Severity
    message: str
    place: Place
    hint: str = ""
    related: tuple[Related, ...] = ()


MANY = 500


class SiteError(Exception):
    """What stops the program: a sentence for a human, shown without a traceback. Exit status 2."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return "did you mean …?" with the closest of the known words, or "" if none is close.

    Among very many words only those that begin or end alike are looked at: a comparison takes its time.
    """
    words = list(known)
    if len(words) > MANY:
        words = [each for each in words if each[:2] == word[:2] or each[-2:] == word[-2:]]
    close = get_close_matches(word, words, n=1, cutoff=0.6)
    return f"did you mean “{close[0]}”?" if close else ""


def ended(sentence: str) -> str:
    """Return a sentence with a full stop, unless it ends already: what `nearest` gives is a question."""
    return sentence if sentence.endswith((".", "?", "!", "…")) else f"{sentence}."


SHORT, LONG = 4, 8
"""An id of fewer letters than SHORT has no slip, and one of fewer than LONG only one."""
UNLIKE = re.compile(r"\b(?:hyper|hypo|inter|intra|ante|anti|macro|micro)")
"""Beginnings of words that look alike and mean the opposite, or something else."""


def nearest_id(name: str, known: Iterable[str]) -> str:
    """Return "did you mean …?" with the one id that a slip of the keys makes `name` of, or "": its words in another order, or
    letters that were left out, doubled, swapped or hit beside, at most two. What merely sounds alike, or holds the word, may be
    another illness."""
    known = tuple(known)
    words = sorted(name.lower().split("-"))
    turned = [each for each in known if len(each) == len(name) and sorted(each.split("-")) == words]
    if turned:
        return f"did you mean “{turned[0]}”?"
    most = 0 if len(name) < SHORT else 1 if len(name) < LONG else 2
    near = ((_slips(name.lower(), each, most), each) for each in known if abs(len(each) - len(name)) <= most)
    close = sorted((slips, each) for slips, each in near if slips <= most and not _is_unlike(name.lower(), each))
    return f"did you mean “{close[0][1]}”?" if close else ""


def _is_unlike(one: str, other: str) -> bool:
    beginnings = UNLIKE.findall(one), UNLIKE.findall(other)
    return all(beginnings) and beginnings[0] != beginnings[1]


def _slips(one: str, other: str, most: int) -> int:
    """Return how many letters have to be put in, taken out, changed or swapped with their neighbour to make one word of the other;
    more than `most` if it takes more than that (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        earlier, before, row = before, row, [at]
        for to, each in enumerate(other, 1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != each))
            if at > 1 < to and letter == other[to - 2] and each == one[at - 2]:
                cost = min(cost, earlier[to - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


# --- how problems are shown -------------------------------------------------------------------------------------------

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
COLOURS = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "info": "\x1b[1;36m", "mark": "\x1b[1;32m", "quiet": "\x1b[2m"}
RESET = "\x1b[0m"
WIDEST_FRAME = 120
TAB = "    "


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems without repetitions: files with errors first, then by file and place, the worst of a place first."""
    unique = sorted(
        set(problems), key=lambda p: (p.place.path, p.place.line, SEVERITIES.index(p.severity), p.place, p.code, p.message, p.hint)
    )
    worst: dict[str, int] = {}
    for each in unique:
        rank = SEVERITIES.index(each.severity)
        worst[each.place.path] = min(rank, worst.get(each.place.path, rank))
    return tuple(sorted(unique, key=lambda p: (worst[p.place.path], p.place.path)))


def has_errors(problems: Iterable[Problem]) -> bool:
    return any(each.severity == "error" for each in problems)


def count_problems(problems: Iterable[Problem]) -> dict[Severity, int]:
    """Return how many problems there are of each severity, the ones with none included."""
    found = [each.severity for each in problems]
    return {severity: found.count(severity) for severity in SEVERITIES}


def show_text(problems: Iterable[Problem], texts: Mapping[str, str], *, colour: bool = False, width: int = WIDEST_FRAME) -> str:
    """Return the problems as a person reads them: where, what, the line with the fault underlined, and what to do next.

    `texts` holds the text of the files by path, for the underlined lines; a file that is missing there is shown without. Lines that
    take more than `width` cells of the terminal are cut around the fault.
    """
    return "\n\n".join(_show(each, texts, colour, width) for each in in_order(problems))


def show_summary(problems: Iterable[Problem]) -> str:
    """Return "2 errors, 1 warning in 3 files", or "" when there is nothing to say."""
    listed = tuple(problems)
    counted = [f"{number} {_plural(severity, number)}" for severity, number in count_problems(listed).items() if number]
    files = len({each.place.path for each in listed})
    return f"{', '.join(counted)} in {files} file{'s' if files != 1 else ''}" if listed else ""


def show_codes(problems: Iterable[Problem]) -> str:
    """Return how many problems there are of each code, a line each, the worst first: "  12 errors    link-broken"."""
    counted = Counter((each.severity, each.code) for each in problems)
    listed = sorted(counted.items(), key=lambda item: (SEVERITIES.index(item[0][0]), -item[1], item[0][1]))
    digits = len(str(max(counted.values(), default=0)))
    return "\n".join(f"  {number:>{digits}} {_plural(severity, number):<8}  {code}" for (severity, code), number in listed)


def _plural(severity: str, number: int) -> str:
    return severity if number == 1 or severity == "info" else f"{severity}s"


def _show(problem: Problem, texts: Mapping[str, str], colour: bool, width: int) -> str:
    def paint(name: str, text: str) -> str:
        return f"{COLOURS[name]}{text}{RESET}" if colour else text

    severity, code = paint(problem.severity, problem.severity), paint("quiet", f"[{problem.code}]")
    head = f"{_where(problem.place)}: {severity}: {_one_line(problem.message)} {code}"
    lines = [head, *_frame(problem.place, texts, paint, width)]
    for other in problem.related:
        lines += [f"  {_where(other.place)}: {_one_line(other.message)}", *_frame(other.place, texts, paint, width)]
    if problem.hint:
        lines.append(f"  {_one_line(problem.hint)}")
    return "\n".join(lines)


def _where(place: Place) -> str:
    path = _one_line(place.path)
    return f"{path}:{place.line}:{place.column}" if place.line else path


def _frame(place: Place, texts: Mapping[str, str], paint: Callable[[str, str], str], width: int) -> list[str]:
    """Return the lines of the place, each with a line that underlines what is meant; of many lines the first two and the last."""
    lines = _lines(texts.get(place.path, ""))
    if not 0 < place.line <= len(lines) or not lines[place.line - 1].strip():
        return []
    last = min(place.end_line - (place.end_column == 1), len(lines))  # an end at column 1 is the end of the line before
    spanned = [number for number in range(place.line, last + 1) if lines[number - 1].strip()] or [place.line]
    digits = len(str(spanned[-1]))
    frame: list[str] = []
    for at, number in enumerate(spanned):
        if 1 < at < len(spanned) - 1:
            if at == 2:
                frame.append(f"  {paint('quiet', '…'.rjust(digits) + ' |')}")
            continue
        line = lines[number - 1]
        start = place.column - 1 if number == place.line else len(line) - len(line.lstrip())
        end = place.end_column - 1 if number == place.end_line else len(line.rstrip()) if at else len(line)
        shown, indent, marks = _underlined(line, max(start, 0), end, width)
        frame.append(f"  {paint('quiet', f'{number:>{digits}} |')} {shown}")
        frame.append(f"  {paint('quiet', ' ' * digits + ' |')} {' ' * indent}{paint('mark', '^' * marks)}")
    return frame


@lru_cache(maxsize=4)
def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.rstrip("\r") for line in text.split("\n"))


def _underlined(line: str, start: int, end: int, width: int) -> tuple[str, int, int]:
    """Return a line cut around what is meant, how many cells stand before that, and how many it takes."""
    end = max(min(end, len(line)), start + 1)
    cut, stop = 0, len(line)
    if _width(line) > width:
        cut, taken = start, 0
        while cut and (taken := taken + _width(line[cut - 1])) <= width // 3:
            cut -= 1
        stop, taken = cut, 0
        while stop < len(line) and (taken := taken + _width(line[stop])) <= width:
            stop += 1
    before, marked = line[cut:start], line[start : min(end, stop)]
    shown = ("…" if cut else "") + _safe(line[cut:stop]) + ("…" if stop < len(line) else "")
    return shown, _width(before) + bool(cut), max(_width(marked), 1)


def _one_line(text: str) -> str:
    return _safe(" ".join(text.splitlines()))


def _safe(text: str) -> str:
    """Return the text with tabs widened and without control characters, which could rewrite the terminal."""
    if text.isprintable():
        return text
    return "".join(TAB if c == "\t" else c if c.isprintable() else "�" for c in text)


def _width(text: str) -> int:
    """Return how many cells the text takes on a terminal: wide characters take two, combining ones none."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(
        len(TAB)
        if c == "\t"
        else 0
        if unicodedata.category(c) in ("Mn", "Me")
        else 2
        if unicodedata.east_asian_width(c) in "WF"
        else 1
        for c in text
    )
