"""Lines that begin with signs which look like a list's hyphen or like spaces and are none, as word processors type them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

BLANKS = "\u00a0\u2000-\u200b\u202f\u205f\u3000"
"""Blanks that look like a space and are none, for a set of characters."""
BULLETS = "–—−‐‑•·◦▪●○‣\uf0b7"
"""What programs make of a hyphen that begins an item of a list."""
DASHES = {"–": "a dash", "—": "a dash", "−": "a minus sign", "‐": "another hyphen", "‑": "a hyphen that doesn't break"}

INDENT = re.compile(rf"[ \t]*[{BLANKS}][\s{BLANKS}]*")
FIRST = re.compile(rf" *(?:- +)*(?P<sign>[{BULLETS}]|-(?=[{BLANKS}]|[^\W\d_]))(?P<blank>[\s{BLANKS}]*)(?P<rest>.*)")

LISTED = re.compile(rf"(?P<sign>[{BULLETS}]|-(?=[{BLANKS}]|[^\W\d_]))(?P<blank>[\s{BLANKS}]*)")
"""How a text begins that was meant as the first item of a list."""


@dataclass(frozen=True)
class Spoiled:
    """Where the wrong signs stand (all from 0), what is wrong with them and what to write."""

    line: int
    start: int
    end: int
    message: str
    hint: str


def spoiled_line(lines: Sequence[str], line: int) -> Spoiled | None:
    """Return what is wrong with how a line begins, if it is one of the things that word processors do."""
    if not 0 <= line < len(lines):
        return None
    indent = INDENT.match(lines[line])
    if indent:
        message = "this line begins with blanks that are no plain spaces (word processors make such)"
        return Spoiled(line, 0, indent.end(), message, "delete the blanks at its beginning and type spaces")
    found = FIRST.match(lines[line])
    if not found:
        return None
    said = how_spoiled(found["sign"], found["blank"])
    return Spoiled(line, found.start("sign"), found.end("sign"), said, f"begin it with a hyphen and a space: - {found['rest']}")


def how_spoiled(sign: str, blank: str) -> str:
    """Return what is wrong with a sign that was meant to begin an item of a list, and with the blank behind it."""
    if sign == "-":
        return "the blank behind this - is no plain space" if blank else "there is no space behind this -"
    return f"this is {DASHES[sign]} ({sign}), not a hyphen (-)" if sign in DASHES else f"“{sign}” doesn't begin an item of a list"
