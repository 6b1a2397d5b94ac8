"""What in an English sentence is a claim that asks for a source: a number, a share, a time limit, or a word for how often.

One pattern reads the sentence from left to right. What is no claim though it holds a figure or such a word (a date, a telephone
number, “type 2”, “the most useful”) comes first in it, so that it is stepped over.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Claim(NamedTuple):
    """The words of a claim and where they stand; `is_number` tells a number, share or time limit from a word for how often."""

    text: str
    start: int
    end: int
    is_number: bool


def _any(words: str) -> str:
    return "(?:" + "|".join(words.split()) + ")"


NUMBERS = _any(
    """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
    twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million dozen"""
)
TIME = _any("seconds? minutes? hours? days? weeks? fortnights? months? years?")
WHO = _any("people patients adults children women men babies infants pregnancies cases those them us all who")
COUNTED = _any(
    "people patients adults children women men babies cases studies trials deaths mg ml mcg units calories kcal steps of per"
)
MONTH = _any("january february march april may june july august september october november december")
LABEL = _any(
    """category chapters? class(?:es)? days? figures? grades? group level line number omega pages? parts? phases? questions?
    room sections? stages? steps? table tier tip types? version vitamin"""
)
EMERGENCY = _any("000 111 112 911 988 999")
LATER = _any("if when within after for in every at before once until unless")
JOINT = _any(
    """and are as at but by for from got had has have if in is it means of on or still than that the then they to was were when
    which who with without you"""
)
PAST = _any("in since from until till by of before after during between and to around early mid late the")

NO_CLAIM = rf"""
    \b{LABEL}[ -]\d+(?:(?:,\ |\ or\ |\ and\ |\ to\ |–|-)\d+)*\b(?!\ ?%)                         # type 2, steps 3 and 4
  | \b\d{{1,2}}(?:st|nd|rd|th)?\ (?:of\ )?{MONTH}\b(?:,?\ \d{{4}}\b)?                         # 9 March 2026
  | \b{MONTH}\ (?:\d{{1,2}}(?:st|nd|rd|th)?,?\ )?\d{{4}}\b                                     # March 2026
  | (?:\b{PAST}\ |\()(?:19|20)\d\d(?:s|[-–/]\d{{2,4}})?\b(?![.,]\d|\ {COUNTED}\b)              # in 2026
  | \b(?:call|dial|phone|ring|text)(?:ing|s)?(?:\ (?!{LATER}\b)\w+){{0,4}}?\ \d{{3}}[\d ]*\b    # call 111
  | \b{EMERGENCY}\b(?!\ ?(?:%|mm|{COUNTED}\b))
  | (?:\+|\b0)(?:\d[ ()-]*){{6,}}\d | \b1[- ]?8\d\d[- ][\d-]+                                # telephone numbers
  | \b\d+(?:st|nd|rd|th)\b(?!\ (?:week|day|month|year|hour|percentile))                       # the 2nd time
  | \b24\ hours\ a\ day\b | \b24/7\b
  | \bscale\ (?:of|from)\ \d+\ to\ \d+
  | \b(?:the|your|its|their|our|at)\ most\ (?!common|often|likely|frequent|of\b|people|patients)[a-z]+
  | \bmost\ (?:recent|important|up\ to|of\ all)\w* | \bmost(?=\s*(?:[.,;:!)]|\Z)) | \bthe\ most\ of\b
  | \A(?:but\ |so\ |and\ )?always\ (?:ask|call|check|follow|get|keep|read|see|speak|talk|tell)\b
  | \Anever\ (?:be\ afraid|feel|hesitate|ignore|mind)\b
"""
FIGURE = r"\d+(?:[.,/:]\d+)*"
UNIT = rf"(?:\ ?%|\ per\ ?cent\b|\ ?(?!{JOINT}\b)[a-z]+\b)?"
COUNT = rf"(?:\d+|{NUMBERS})"
NUMBER = rf"""
    \b(?:(?:an?|one|two|three)[ -](?:thirds?|quarters?|fifths?|tenths?)|half)\ (?:of\ )?(?:the\ |all\ |these\ |those\ )?{WHO}\b
  | \b(?:an?|one|two|three)[ -](?:thirds?|quarters?|fifths?|tenths?)\ of\b | \bhalf\ of\ (?:all|these|those)\b
  | \bhalf\ an\ hour\b | \b(?:two|three|four|five|ten)-?fold\b
  | \b(?:(?:one|{NUMBERS})\ (?:in|out\ of)\ (?:every\ )?{COUNT})\b
  | \b(?:one|{NUMBERS})[ -](?:(?:to|or|and|hundred|thousand|million)[ -](?:{COUNT}[ -])?)?(?:times|per\ ?cent|{WHO})\b
  | \b(?:{NUMBERS}-)?{NUMBERS}[ -](?:(?:to|or|and)[ -]{COUNT}[ -])?{TIME}\b | \bone\ (?:minute|hour|week|month|year)\b
  | \b(?:more\ than|over|longer\ than|at\ least|within|less\ than|up\ to|after)\ (?:an?|one)\ (?:few\ |couple\ of\ )?{TIME}\b
  | \b(?:once|twice|{COUNT}\ times)\ (?:an?|per|each|every)\ {TIME}\b
  | \btwice\ as\b | \bdoubles?d?\ (?:the|your|their)\ (?:risk|chance|odds)\b
  | (?:[<>≤≥]\ ?)?(?<!\^)\b{FIGURE}(?:(?:\ ?[–-]\ ?|\ (?:to|in|of|out\ of|or)\ ){FIGURE})*{UNIT}
"""
OFTEN = rf"""
    \bmost(?:ly)?\b(?:\ (?!{JOINT}\b)[a-z]+)? | \b(?:majority|minority)\b | \b(?:almost|nearly)\ (?:all|every|always|never)\b
  | \b(?:very\ |extremely\ )?rare(?:ly)?\b | \bseldom\b | \bhardly\ ever\b | \balways\b | \bnever\b
"""
CLAIM = re.compile(rf"(?<!\w)(?:(?:{NO_CLAIM})|(?P<number>{NUMBER})|(?P<often>{OFTEN}))", re.VERBOSE)
NAME = re.compile(r"(?<![\w-])([A-Za-z-]+)\d[\w-]*")
"""What may be a name with a figure in it: B12, T2-weighted."""
AGED = ("over", "under")

DIGIT = re.compile(r"[0-9]")
TELLING = frozenset(
    """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
    twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million dozen twofold threefold fourfold fivefold
    tenfold half third thirds quarter quarters fifth fifths tenth tenths once
    twice double doubles doubled most mostly majority minority almost nearly rare rarely seldom hardly always never""".split()  # noqa: SIM905
)
ARTICLES = frozenset(("a", "an", "one"))
TIMES = frozenset(
    "second seconds minute minutes hour hours day days week weeks fortnight fortnights month months year years".split()  # noqa: SIM905
)


def find_claim(text: str) -> Claim | None:
    """Return the first claim of a sentence, if it has one."""
    low = _small(text)
    if DIGIT.search(text):
        low = _small(NAME.sub(_without_name, text))
    elif not _may_claim(low):
        return None
    for found in CLAIM.finditer(low):
        if found.lastgroup:
            start, end = found.span()
            return Claim(text[start:end], start, end, found.lastgroup == "number")
    return None


def _without_name(found: re.Match[str]) -> str:
    """Return what is left of a word with a figure: nothing of a name, which has a capital right before it; “Over-65s” is none."""
    last = found[1].removesuffix("-").rpartition("-")[2]
    is_name = last != last.lower() and last.lower() not in AGED
    return "x" * len(found[0]) if is_name else found[0]


def _small(text: str) -> str:
    """Return a text in small letters, if each letter keeps its place."""
    low = text.lower()
    return low if len(low) == len(text) else text


def _may_claim(low: str) -> bool:
    """Say whether there is any use in reading a sentence without figures closely: most have none of the words that tell."""
    words = frozenset(low.replace("-", " ").replace(",", " ").rstrip(".!:;) ").split())
    return not TELLING.isdisjoint(words) or not (TIMES.isdisjoint(words) or ARTICLES.isdisjoint(words))
