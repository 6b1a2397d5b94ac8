"""What an editor can mend, and how it is shown. Knows no site, no files and no terminal."""

from __future__ import annotations

from collections.abc import Iterable
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


class SiteError(Exception):
    """What stops the program: a sentence for a human, shown without a traceback. Exit status 2."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return "did you mean …?" with the closest of the known words, or "" if none is close."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean “{close[0]}”?" if close else ""
