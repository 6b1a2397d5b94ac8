"""What an editor can mend, and how it is shown. Knows no site, no files and no terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
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


def show_text(problems: Iterable[Problem], texts: Mapping[str, str], *, colour: bool = False) -> str:
    """Return the problems as a person reads them: where, what, the line with the fault underlined, and what to do next.

    `texts` holds the text of the files by path, for the underlined lines; a file that is missing there is shown without.
    """
    return "\n\n".join(_show(each, texts, colour) for each in in_order(problems))


def show_summary(problems: Iterable[Problem]) -> str:
    """Return "2 errors, 1 warning in 3 files", or "" when there is nothing to say."""
    listed = tuple(problems)
    counted = [f"{n} {name}{'s' if n != 1 and name != 'info' else ''}" for name, n in count_problems(listed).items() if n]
    files = len({each.place.path for each in listed})
    return f"{', '.join(counted)} in {files} file{'s' if files != 1 else ''}" if listed else ""


def to_json(problems: Iterable[Problem]) -> dict[str, object]:
    """Return the document of `--format json`: {"problems": […], "summary": {…}}, in the order of the text format."""
    listed = in_order(problems)
    return {"problems": [_as_dict(each) for each in listed], "summary": count_problems(listed)}


def _as_dict(problem: Problem) -> dict[str, object]:
    place = problem.place
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "hint": problem.hint,
        "related": [{"path": each.place.path, "line": each.place.line, "message": each.message} for each in problem.related],
    }


def _show(problem: Problem, texts: Mapping[str, str], colour: bool) -> str:
    def paint(name: str, text: str) -> str:
        return f"{COLOURS[name]}{text}{RESET}" if colour else text

    severity, code = paint(problem.severity, problem.severity), paint("quiet", f"[{problem.code}]")
    head = f"{_where(problem.place)}: {severity}: {_one_line(problem.message)} {code}"
    lines = [head, *_frame(problem.place, texts, paint)]
    for other in problem.related:
        lines += [f"  {_where(other.place)}: {_one_line(other.message)}", *_frame(other.place, texts, paint)]
    if problem.hint:
        lines.append(f"  {_one_line(problem.hint)}")
    return "\n".join(lines)


def _where(place: Place) -> str:
    path = _one_line(place.path)
    return f"{path}:{place.line}:{place.column}" if place.line else path


def _frame(place: Place, texts: Mapping[str, str], paint: Callable[[str, str], str]) -> list[str]:
    """Return the line of the place and a line that underlines it; long lines are cut around the fault."""
    lines = texts.get(place.path, "").split("\n")
    if not 0 < place.line <= len(lines) or not lines[place.line - 1].strip():
        return []
    line = lines[place.line - 1].rstrip("\r")
    start = max(place.column - 1, 0)
    end = place.end_column - 1 if place.end_line == place.line else len(line)
    end = max(min(end, len(line)), start + 1)
    cut = max(0, start - WIDEST_FRAME // 3) if len(line) > WIDEST_FRAME else 0
    shown = line[cut : cut + WIDEST_FRAME]
    before, marked = line[cut:start], line[start : min(end, cut + WIDEST_FRAME)]
    number = str(place.line)
    shown = ("…" if cut else "") + shown + ("…" if cut + WIDEST_FRAME < len(line) else "")
    indent = (" " if cut else "") + before
    underline = " " * _width(indent) + paint("mark", "^" * max(_width(marked), 1))
    return [f"  {paint('quiet', number + ' |')} {_safe(shown)}", f"  {paint('quiet', ' ' * len(number) + ' |')} {underline}"]


def _one_line(text: str) -> str:
    return _safe(" ".join(text.splitlines()))


def _safe(text: str) -> str:
    """Return the text with tabs widened and without control characters, which could rewrite the terminal."""
    return "".join(TAB if c == "\t" else c if c.isprintable() else "�" for c in text)


def _width(text: str) -> int:
    """Return how many cells the text takes on a terminal: wide characters take two, combining ones none."""
    return sum(
        len(TAB) if c == "\t" else 0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
