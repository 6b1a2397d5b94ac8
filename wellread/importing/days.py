"""A day, however it was written → the day, if it can be only one."""

from __future__ import annotations

import re
from datetime import date

from wellread.read.fields import impossible

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
DAY_FIRST = re.compile(r"(?:[A-Za-z]{3,9},\s+)?(\d{1,2})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?([A-Za-z]{3,9})\.?,?\s+(\d{4})(?!\d)")


def day_in(text: str) -> date | None:
    """Return the day that a text begins with; None if it begins with none, or could mean two: 3/4/2020."""
    text = text.strip()
    if found := YEAR_FIRST.match(text):
        return _day(int(found[1]), int(found[3]), int(found[4]))
    if found := YEAR_LAST.match(text):
        year, first, second = int(found[4]), int(found[1]), int(found[3])
        possible = {_day(year, first, second), _day(year, second, first)} - {None}
        return possible.pop() if len(possible) == 1 else None
    if found := MONTH_FIRST.match(text):
        return _day(int(found[3]), _month(found[1]), int(found[2]))
    if found := DAY_FIRST.match(text):
        return _day(int(found[3]), _month(found[2]), int(found[1]))
    return None


def _month(name: str) -> int:
    short = name[:3].lower()
    return MONTHS.index(short) + 1 if short in MONTHS else 0


def _day(year: int, month: int, day: int) -> date | None:
    return None if impossible(year, month, day) or day < 1 else date(year, month, day)
