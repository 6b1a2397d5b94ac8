"""dose-notation: an amount is written in a way that has killed people.

“1.0 mg” has been read as 10 mg, “.5 mg” as 5 mg, “µg” as mg, “IU” as IV or 10, “QD” as four times a day. The Institute for Safe
Medication Practices lists such notations because each has led to harm. Write 1 mg, 0.5 mg, 500 micrograms, 100 units, once a day; a
space stands between the figure and its unit, and from 10,000 on a comma between the thousands. The rule holds on every page, whoever
approved its doses.

Bad:

    Some tablets hold 1.0 mg.

Good:

    Some tablets hold 1 mg.

Severity: error
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from wellread.check.doses import Said, said_in
from wellread.check.text import Text
from wellread.problems import Problem

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


def dose_notation(text: Text) -> Iterator[Problem]:
    if text.kind == "article" and text.article is None:
        return
    for said in said_in(text, SHORTENED, with_figures=True):
        for found in UNSAFE.finditer(said.text):
            yield _problem(text, said, found)


def _problem(text: Text, said: Said, found: re.Match[str]) -> Problem:
    why, mend = KINDS[found.lastgroup or ""]
    return Problem(
        code="dose-notation",
        severity="error",
        message=f"“{found[0]}” can be misread: {why}",
        place=said.place_of(text, *found.span()),
        hint=f"write {mend(found[0])}",
    )


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
