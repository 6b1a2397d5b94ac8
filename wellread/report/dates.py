"""How a report writes days: as people do, whatever the machine's language."""

from __future__ import annotations

from datetime import date

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def show_day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def show_month(month: str) -> str:
    """Return "March 2027" for "2027-03"."""
    year, _, number = month.partition("-")
    return f"{MONTHS[int(number) - 1]} {year}"


def show_distance(days: int) -> str:
    """Return how far off a day is: "today", "in 12 days", "in 7 months", "30 days ago"."""
    if days == 0:
        return "today"
    number, unit = (abs(days), "day") if abs(days) < 75 else (round(abs(days) / 30.44), "month")
    shown = f"{number} {unit}{'s' if number > 1 else ''}"
    return f"in {shown}" if days > 0 else f"{shown} ago"
