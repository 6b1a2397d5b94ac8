"""Problems as a person reads them in the browser: the words, places, lines and hints of the terminal. Values in, HTML out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from wellread.problems import Place, Problem

WIDEST = 240
"""Longer lines are cut around the fault, in characters."""


def list_problems(problems: Iterable[Problem], texts: Mapping[str, str]) -> str:
    """Return a list of the problems. `texts` holds the text of the files by path, for the lines that are shown."""
    shown = "".join(f'<li class="problem {each.severity}">{_problem(each, texts)}</li>' for each in problems)
    return f"<ul>{shown}</ul>" if shown else ""


def _problem(problem: Problem, texts: Mapping[str, str]) -> str:
    parts = [
        f"<p class=message><span class=severity>{problem.severity}:</span> {escape(problem.message)}</p>",
        f"<p class=place>{_where(problem.place)}</p>",
        _line(problem.place, texts),
    ]
    for other in problem.related:
        parts += [f"<p>{_where(other.place)}: {escape(other.message)}</p>", _line(other.place, texts)]
    if problem.hint:
        parts.append(f"<p class=hint>{escape(problem.hint)}</p>")
    parts.append(f"<p class=code>{escape(problem.code)}</p>")
    return "".join(parts)


def _where(place: Place) -> str:
    path = f"<span class=path>{escape(place.path)}</span>"
    return f"{path}, line {place.line}" if place.line else path


def _line(place: Place, texts: Mapping[str, str]) -> str:
    """Return the line of the place with the fault marked in it, or "" where there is no line to show."""
    lines = texts.get(place.path, "").split("\n")
    if not 0 < place.line <= len(lines) or not lines[place.line - 1].strip():
        return ""
    line = lines[place.line - 1].rstrip("\r")
    start = min(max(place.column - 1, 0), len(line))
    end = place.end_column - 1 if place.end_line == place.line else len(line)
    end = min(max(end, start + 1), len(line))
    first = max(0, start - WIDEST // 3) if len(line) > WIDEST else 0
    last = first + WIDEST
    before, fault, after = line[first:start], line[start : min(end, last)], line[end:last]
    cut_before, cut_after = "…" if first else "", "…" if last < len(line) else ""
    marked = f"<mark>{escape(fault)}</mark>" if fault else ""
    return f"<pre><span class=number>{place.line}</span>{cut_before}{escape(before)}{marked}{escape(after)}{cut_after}</pre>"
