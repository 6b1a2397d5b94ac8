"""care-self-contained: a sign on a care card leans on words that stand elsewhere.

Care cards are read first, and often alone: on a phone, in a printed copy, read aloud by somebody else. “If this happens” or “the
symptoms above” means nothing there. Each sign completes the card's heading (“Call an ambulance now if:”), so it names what it means,
and doesn't begin with another “if”. The NHS asks for cards that make sense on their own.

Bad:

    red_flags:
      - {sign: This happens with blisters, level: urgent}

Good:

    red_flags:
      - {sign: Your skin blisters all over, level: urgent}

Severity: warning
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellread.check.case import Case
from wellread.model import Origin, RedFlag
from wellread.problems import Place, Problem

LEANING = re.compile(
    r"\A(?:it|its|this|that|these|those|they|he|she|the (?:same|latter|former)|otherwise)\b"
    r"|\bif (?:this|that|it|these|those|they) (?:happens?|occurs?|do|does|is the case)\b"
    r"|\b(?:as|see|listed|described|mentioned|named|given|shown|symptoms|signs|warning signs) (?:above|below|earlier)\b"
    r"|\bthe (?:above|following|list|table|article|page|section)\b|\b(?:on|in) this (?:page|list|article|section)\b"
    r"|\b(?:these|any of these|those) (?:symptoms|signs|things)\b|\bsee (?:the|our|an)\b",
    re.IGNORECASE,
)
SECOND_IF = re.compile(r"\A(?:if|when|in case)\b", re.IGNORECASE)


def care_self_contained(case: Case) -> Iterator[Problem]:
    if case.site.settings.language.partition("-")[0] == "en":
        for shared in case.site.red_flags.values():
            yield from _look(shared.flag, shared.origin.at("sign"))
    for article in case.articles:
        if article.status != "withdrawn" and article.lang.partition("-")[0] == "en":
            for step, flag in enumerate(article.red_flags):
                if isinstance(flag, RedFlag):
                    yield from _look(flag, _place(article.origin, step))


def _place(origin: Origin, step: int) -> Place:
    return origin.at("red_flags", step, "sign")


def _look(flag: RedFlag, place: Place) -> Iterator[Problem]:
    leaning = LEANING.search(flag.sign)
    second = SECOND_IF.match(flag.sign)
    if leaning:
        message = f"“{leaning[0]}” in this sign points at something that the card does not show"
        hint = "name it: a card has to make sense to somebody who reads nothing else"
    elif second:
        message = f"the card's heading says “if” already, and this sign begins with “{second[0]}”"
        hint = f"leave “{second[0]}” out: the sign completes “Call now if:”"
    else:
        return
    yield Problem(code="care-self-contained", severity="warning", message=message, place=place, hint=hint)
