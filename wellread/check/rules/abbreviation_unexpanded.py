"""abbreviation-unexpanded: an abbreviation stands there before anybody has said what it means.

To the writer “SPF” is a word; to the reader it is three letters, and nobody can be asked about letters. The NHS asks to write an
abbreviation out where it first stands: “sun protection factor (SPF)” or “SPF (sun protection factor)”. The first place may be in the
main message, which is read first. Headings and tables are looked at only for what they explain.

Everyday ones (UK, GP, NHS, TV …) need nothing, nor do Roman numerals and words in capitals for emphasis. Names of the glossary are
explained by their link.

Bad:

    Sun cream has an SPF on its label.

Good:

    Sun cream has a sun protection factor (SPF) on its label.

Severity: warning
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellread.check.expressions import NAMED
from wellread.check.glossary import ABBREVIATION
from wellread.check.plain_words import EMPHASIS, EVERYDAY
from wellread.check.text import Text
from wellread.problems import Problem, Related
from wellread.texts import Sentence

SHOUTED = re.compile(r"\b[A-Z]{2,}(?:[ ,]+[A-Z]{2,})+\b")
ROMAN = re.compile(r"(?=.)X{0,3}(?:IX|IV|V?I{0,3})\Z")
NEAR = 400
"""How many letters on either side of an abbreviation may spell it out."""
SMALL = 3  # letters of a word that may have no letter in the abbreviation: “of”, “the”
WORD = re.compile(r"[^\W\d_]+")
BRACKET_BEHIND = re.compile(r"s?[”\"’']? \(([^)]+)")


def abbreviation_unexpanded(text: Text) -> Iterator[Problem]:
    if not text.is_english:
        return
    known = EVERYDAY | EMPHASIS | text.glossary.abbreviations
    first: dict[str, tuple[Sentence, int]] = {}
    explained: dict[str, Sentence] = {}
    for block in text.blocks():
        for sentence in block.sentences if block.kind != "code" else ():
            for found in ABBREVIATION.finditer(sentence.text):
                short = found[0]
                if short in known or short in explained or ROMAN.match(short):
                    continue
                if _is_explained(short, sentence.text, *found.span()):
                    explained[short] = sentence
                elif block.kind in ("paragraph", "item") and not _is_shouted(sentence.text, found.start()):
                    first.setdefault(short, (sentence, found.start()))
    for short, (sentence, start) in first.items():
        yield _problem(text, short, sentence, start, explained.get(short))


def _problem(text: Text, short: str, sentence: Sentence, start: int, later: Sentence | None) -> Problem:
    return Problem(
        code="abbreviation-unexpanded",
        severity="warning",
        message=f"nobody has said yet what “{short}” means",
        place=text.place_of(sentence, start, start + len(short)),
        hint=f"write the words where it first stands, with ({short}) behind them; or leave the abbreviation out",
        related=(Related(text.at(later.mark), "it is explained only here"),) if later else (),
    )


def _is_explained(short: str, sentence: str, start: int, end: int) -> bool:
    """Say whether a sentence spells out the abbreviation that stands in it from start to end.

    Its words begin with its letters in their order. If it stands in brackets, or behind “called”, or has brackets behind it, one word
    with its first letter is enough: not every letter begins a word (electrocardiogram, ECG).
    """
    before, after = sentence[max(start - NEAR, 0) : start], sentence[end : end + NEAR]
    behind = BRACKET_BEHIND.match(after)
    if behind and _has_initial(behind[1], short):
        return True
    if NAMED.search(before) and _has_initial(before, short):
        return True
    words = WORD.findall(f"{before} {after}".lower())
    all_initials = "".join(word[0] for word in words)
    long_initials = "".join(word[0] for word in words if len(word) > SMALL)
    return short.lower() in all_initials or short.lower() in long_initials


def _has_initial(words: str, short: str) -> bool:
    return any(word[0] == short[0].lower() for word in WORD.findall(words.lower()))


def _is_shouted(sentence: str, start: int) -> bool:
    """Say whether the word that begins at `start` is one of several in capitals, so that nobody misses them."""
    begin = max(start - NEAR, 0)
    near = SHOUTED.finditer(sentence[begin : start + NEAR])
    runs = (WORD.findall(run[0]) for run in near if run.start() <= start - begin < run.end())
    return any(len(run) > 2 or not EMPHASIS.isdisjoint(run) for run in runs)
