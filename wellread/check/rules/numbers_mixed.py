"""numbers-mixed: chances are given in two forms on one page.

“1 in 7 people” and “14% of people” are the same chance, but few readers see that, and somebody who compares the two may take the
bigger figure for the bigger risk. The NHS asks for one form on a page. The form that the page uses less is marked.

Only chances count: how many people something happens to, or how likely it is. The strength of a lotion (“2%”), a change (“30% lower”)
and a time (“2 in 24 hours”) are none.

Bad:

    Sunburn with blisters heals well in 9 in 10 people. About 5% of people get an infection.

Good:

    Sunburn with blisters heals well in 9 in 10 people. About 1 in 20 people get an infection.

Severity: warning
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellread.check.expressions import Found
from wellread.check.text import Text
from wellread.problems import Problem, Related

COUNT = r"(?:\d[\d,]*(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten)"
UNITS = (
    r"(?:%|per ?cent|seconds?|minutes?|hours?|days?|weeks?|months?|years?|mg|ml|g|kg|mm|cm|doses?|tablets?|stages?|steps?|parts?)"
)
NEAR = 200
"""How many letters around a share tell what it is a share of."""
FRACTION = re.compile(
    rf"(?<![\w/.-]){COUNT} (?:in|out of) (?:every )?(?!(?:19|20)\d\d\b(?! [a-z]))(?:\d[\d,]{{0,15}}\d|[2-9]|ten|hundred|a hundred|a thousand)\b"
    rf"(?![/.:-]\d| ?{UNITS}\b)",
    re.IGNORECASE,
)
"""“1 in 7”, “2 out of every 100”."""
PERCENT = re.compile(r"(?<![\w.,-])\d[\d,.]*(?: ?%| per ?cent\b)", re.IGNORECASE)
PEOPLE = (
    r"(?:people|patients?|persons?|adults?|men|women|children|babies|infants|teenagers|boys|girls|cases|those|us|them|pregnancies|"
    r"births|users|smokers|participants|volunteers)"
)
CHANCE_BEFORE = re.compile(r"\b(?:chances?|risk|likelihood|probability|odds)(?: \w+){0,4} \Z", re.IGNORECASE)
CHANCE_BEHIND = re.compile(rf" (?:(?:of|in) (?:\w+ ){{0,3}}?{PEOPLE}|chance|risk|likelihood|probability)\b", re.IGNORECASE)
"""“A risk of 14%”, “14% of people”, “a 14% chance”."""
CHANGE = re.compile(
    r"\bby (?:about |around |up to |nearly |almost )?\Z|\b(?:increase|rise|fall|drop|cut|reduction)s? of \Z", re.IGNORECASE
)
CHANGED = re.compile(
    r" (?:\w+ )?(?:lower|higher|more|less|fewer|increase|decrease|reduction|greater|rise|drop|cut)\b", re.IGNORECASE
)


def numbers_mixed(text: Text) -> Iterator[Problem]:
    if not text.is_english:
        return
    percents = list(_percents(text))
    fractions = list(_fractions(text)) if percents else []
    if fractions:
        yield _problem(text, *sorted((percents, fractions), key=len))


def _percents(text: Text) -> Iterator[Found]:
    for sentence in text.spoken():
        said = sentence.text
        if "%" in said or "per cent" in said or "percent" in said:
            spans = (found.span() for found in PERCENT.finditer(said))
            yield from (
                Found(sentence, *span)
                for span in spans
                if _is_chance(said[max(span[0] - NEAR, 0) : span[0]], said[span[1] : span[1] + NEAR])
            )


def _fractions(text: Text) -> Iterator[Found]:
    for sentence in text.spoken():
        yield from (Found(sentence, *found.span()) for found in FRACTION.finditer(sentence.text))


def _problem(text: Text, seldom: list[Found], often: list[Found]) -> Problem:
    odd, usual = seldom[0], often[0]
    return Problem(
        code="numbers-mixed",
        severity="warning",
        message=f"a chance is given as “{odd.words}” here and as “{usual.words}” elsewhere on the page",
        place=text.place_of(*odd),
        hint=f"use one form for all chances, as in “{usual.words}”",
        related=(Related(text.place_of(*usual), "the other form"),),
    )


def _is_chance(before: str, behind: str) -> bool:
    is_change = CHANGE.search(before) or CHANGED.match(behind)
    return not is_change and bool(CHANCE_BEFORE.search(before) or CHANCE_BEHIND.match(behind))
