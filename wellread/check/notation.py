"""Amounts that are written in a way that has been misread, and how to write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from wellread.model import Value

MASS = r"(?:mg|mcg|micrograms?|milligrams?|grams?|g|kg|ml|mL|litres?|units?|tablets?|capsules?)"
UNSAFE = re.compile(
    rf"(?P<naked>(?<![\w.,])\.\d+ ?{MASS}\b)"
    rf"|(?P<trailing>(?<![\w.,])\d+\.0+ ?{MASS}\b)"
    r"|(?P<micro>(?<![\w.,])\d[\d.,]* ?(?:[µμ]g|ug)\b)"
    r"|(?P<iu>(?<![\w.,])\d[\d.,]* ?(?:IU|iu|I\.U\.|U|u)(?![\w.-]))"
    r"|(?P<cc>(?<![\w.,])\d[\d.,]* ?cc\b)"
    r"|(?P<glued>(?<![\w.,])\d[\d.,]*(?:mg|mcg|ml|mL)\b)"
    r"|(?P<thousands>(?<![\w.,])\d{5,} ?(?:mg|mcg|micrograms?|units?)\b)"
    r"|(?P<latin>\b(?:[QTB]\.?I\.?D|Q\.?O?\.?D|[TQ]\.?D\.?S|P\.?R\.?N|T\.?I\.?W)(?:(?<=\.\w)\.|\b)"
    r"|\b(?:[qtb]\.i\.d|q\.(?:o\.)?d|[tq]\.d\.s|[bo]\.d|p\.r\.n)\b\.?"
    r"|(?<=mg )(?:od|bd|bid|tid|qid|qd|tds|qds|prn)\b)"
)

SHORTENED = frozenset(("bid", "tid", "qid", "qd", "qod", "od", "bd", "tds", "qds", "td", "prn", "tiw"))
"""The Latin abbreviations without full stops, as a text's vocabulary has them."""


class Misread(Value, frozen=True, kw_only=True):
    """Words that can be misread, where they stand in their text, why, and what to write in their place."""

    words: str
    span: tuple[int, int]
    why: str
    better: str


def misread_in(said: str) -> Iterator[Misread]:
    """Yield every amount in a text that can be misread."""
    for found in UNSAFE.finditer(said):
        why, mend = KINDS[found.lastgroup or ""]
        yield Misread(words=found[0], span=found.span(), why=why, better=mend(found[0]))


def _micro(written: str) -> str:
    return f"{re.sub(r'[^0-9.,]+$', '', written)} micrograms"


def _units(written: str) -> str:
    return f"{re.sub(r'[^0-9.,]+$', '', written)} units"


def _millilitres(written: str) -> str:
    return f"{re.sub(r'[^0-9.,]+$', '', written)} ml"


def _spaced(written: str) -> str:
    return re.sub(r"(?<=\d)(?=[a-zA-Z])", " ", written)


def _with_commas(written: str) -> str:
    return re.sub(r"\d{5,}", lambda digits: f"{int(digits[0]):,}", written)


def _in_words(_: str) -> str:
    return "it in words: once a day, twice a day, when needed"


KINDS: dict[str, tuple[str, Callable[[str], str]]] = {
    "naked": ("the point is easily missed", lambda written: f"0{written}"),
    "trailing": ("without the point it is ten times as much", lambda written: re.sub(r"\.0+", "", written)),
    "micro": ("the sign for micro is read as milli", _micro),
    "iu": ("IU is read as IV or 10, and U as 0 or 4", _units),
    "cc": ("cc is read as units", _millilitres),
    "glued": ("the m is read as zeros", _spaced),
    "thousands": ("nobody can count the zeros", _with_commas),
    "latin": ("few readers know it, and those who do mix it up with others", _in_words),
}
