"""Days, names and letters as readers see them. No locale, no clock: the same words on every machine."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache

from wellread.model import ArticleType, Level
from wellread.render.views import DateView

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
LABELS: dict[ArticleType, str] = {
    "symptom": "Symptom",
    "condition": "Condition",
    "compare": "Comparison",
    "treatment": "Treatment",
    "guide": "Guide",
}
_AS_LATIN = dict(zip("αβγδεζηικλμνοπρστυφχω", "abgdezeiklmnoprstyfco", strict=True))
_LONE_GREEK = re.compile(f"(?<![α-ω])[{''.join(_AS_LATIN)}](?![α-ω])")
URGENCY: dict[Level, str] = {"emergency": "Emergency", "urgent": "Urgent", "soon": "Soon"}


def in_words(day: date) -> str:
    """Return "22 November 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def date_view(day: date) -> DateView:
    return DateView(iso=day.isoformat(), words=in_words(day))


@lru_cache(maxsize=2**16)  # a title is sorted wherever something links to it
def sort_key(text: str) -> tuple[str, str]:
    """Return what a text is sorted by: its letters and digits without accents, whatever the machine's locale; then the text.

    A Greek letter that is no part of a Greek word stands for its Latin one: "β-cell" is looked for under B.
    """
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "").replace("'", ""))
    kept = plain if plain.isascii() else "".join(letter for letter in plain if not unicodedata.combining(letter))
    kept = _LONE_GREEK.sub(lambda match: _AS_LATIN[match[0]], kept) if not kept.isascii() else kept
    return " ".join(re.findall(r"\w+", kept)), text


def first_letter(text: str) -> str:
    """Return the letter that a text stands under in an A to Z: a capital letter, or "0–9" for everything that starts with none."""
    first = sort_key(text)[0][:1]
    return first.upper() if first.isalpha() else "0–9"


def and_list(words: tuple[str, ...]) -> str:
    """Return "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
