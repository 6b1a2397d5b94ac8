"""Plain text → where its sentences begin and end.

A sentence ends at a full stop, question or exclamation mark or ellipsis, with any closing quotes and brackets, before something
that can begin a sentence: a capital, a figure, or a letter of a script without capitals. Then come the exceptions, each with its
reason below. In doubt a sentence goes on: two sentences taken for one are at worst a needless warning, and a cut in the middle of
one would hide how long it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from wellread.prose.abbreviations import (
    BEFORE_A_NUMBER,
    BEFORE_A_WORD,
    BEGINNINGS,
    DAYS,
    LETTERED,
    ORDINALS,
    SOMETIMES_LAST,
    TIMES,
)

Span = tuple[int, int]
"""Where a sentence begins and ends in its text, without the space around it."""

ENDS = ".!?…؟۔।॥։"
STOP = re.compile(
    rf"(?P<stop>[{ENDS}](?<![{ENDS}]{{2}})[{ENDS}]*)"
    r"[\"'”’“»›)\]¹²³⁰⁴-⁹]*(?:[ \xa0\u202f]»)?(?:\[\^[^\]\s]+\])*(?=\s)"
)
"""What may end a sentence. It begins with a set of characters, which lets `re` jump to them."""
OTHER_STOP = re.compile(r"(?P<wide>[。！？]+[」』”’）》]*)|(?<![ \t])[ \t]*\n")
"""Full stops that need no space behind them; and a line end, which in the text of a block is a line break the editor asked for."""
LETTER = re.compile(r"[^\W_]")
MOST_OF_TWO_WORDS = 80
"""How many letters at the end of a sentence hold its last two words, if the first of them can be one of LETTERED."""
WIDE = frozenset("。！？")
NEXT = re.compile(r"[\W_]*(\w[\w'’]*)?")
LAST = re.compile(r"[^\s(\[{“”„‘«\"/—–]*\Z")
DOTTED = re.compile(r"(?:[^\W\d_]{1,3}\.-?)+[^\W\d_]{1,3}")
SMALL_BUT_FIRST = re.compile(r"[a-z]{1,2}[A-Z]")
"""A word that keeps its small letter at the beginning of a sentence: pH, eGFR, mRNA."""
ENCLOSING = re.compile('[()\\[\\]“”„«»‘’"]')
CLOSES = {")": "(", "]": "[", "”": "“„", "»": "«", "’": "‘", '"': '"'}


def split_sentences(text: str, language: str = "en", whole: Sequence[Span] = ()) -> list[Span]:
    """Return the sentences of a block's plain text, in order. No sentence ends inside one of the spans in `whole` (links, code)."""
    start, stop = len(text) - len(text.lstrip()), len(text.rstrip())
    if start >= stop:
        return []
    breaks = _breaks(text, start, stop, language.partition("-")[0].lower(), whole)
    if breaks:
        breaks = _without_enclosed(text, start, stop, breaks)
    spans: list[Span] = []
    for _, end, following in breaks:
        spans.append((start, end))
        start = following
    return [*spans, (start, stop)]


Break = tuple[int, int, int]
"""Where the full stop is, where its sentence ends, and where the next begins."""


def _breaks(text: str, start: int, stop: int, language: str, whole: Sequence[Span]) -> list[Break]:
    found: list[Break] = []
    marks: Iterable[re.Match[str]] = STOP.finditer(text, start, stop)
    if "\n" in text or not (text.isascii() or WIDE.isdisjoint(text)):
        marks = sorted((*marks, *OTHER_STOP.finditer(text, start, stop)), key=re.Match.start)
    letter = _first_letter(text, start, stop)
    for mark in marks:
        end = mark.end()
        if whole and any(first < end < last for first, last in whole):
            continue
        if mark.re is STOP and letter >= mark.start():  # “… and then”, “(?)”
            continue
        following = NEXT.match(text, end, stop)
        word = following[1] if following else None
        if not word or not _ends(text, start, mark, word, language):
            continue
        if text[end - 1] == "\n":
            end = mark.start()
        start = end + len(text[end:stop]) - len(text[end:stop].lstrip())
        letter = _first_letter(text, start, stop)
        found.append((mark.start(), end, start))
    return found


def _first_letter(text: str, start: int, stop: int) -> int:
    found = LETTER.search(text, start, stop)
    return found.start() if found else stop


def _ends(text: str, start: int, mark: re.Match[str], word: str, language: str) -> bool:
    """Say whether the sentence from `start` ends at `mark`, before `word`."""
    at = mark.start()
    if mark.re is OTHER_STOP:
        if mark["wide"]:
            return True
        last = text[start:at].rstrip()[-1:]
        return bool(last) and last not in ".!?…,;:–—-" and not word[0].islower()
    before = text[start:at]
    if before[-1] in "([":
        return False
    stop = mark["stop"]
    if word[0].islower() and not SMALL_BUT_FIRST.match(word):
        return False
    if stop != ".":
        return not (word == "I" and (stop == "…" or stop.endswith("..")))
    return _full_stop_ends(before, word, language)


def _full_stop_ends(before: str, word: str, language: str) -> bool:
    """Say whether a full stop behind `before` ends a sentence that `word` could follow."""
    found = LAST.search(before, max(before.rfind(" "), 0))
    last = found[0].strip() if found else ""
    small = last.lower()
    if len(last) > 1 and last.isupper() and last.isalpha():  # MS is an illness, Ms. a lady
        return True
    if small in BEFORE_A_WORD.get(language, ()):
        return False
    if small in BEFORE_A_NUMBER.get(language, ()) and word[0].isdigit():
        return False
    if last.isdigit():
        is_number_of_an_item = len(last) == len(before.strip())
        return not is_number_of_an_item and not (language in ORDINALS and len(last) < 3 and not word[0].isdigit())
    if small in TIMES:
        return word not in DAYS
    if len(last) == 1 and last.isalpha() and last.isascii():
        words = before[-MOST_OF_TWO_WORDS:].split()
        lettered = len(words) > 1 and words[-2].lower() in LETTERED
        return last == "I" or lettered or _begins(word)
    if small in SOMETIMES_LAST or DOTTED.fullmatch(last):
        return _begins(word)
    return True


def _begins(word: str) -> bool:
    return word.lower().replace("’", "'") in BEGINNINGS


def _without_enclosed(text: str, start: int, stop: int, breaks: list[Break]) -> list[Break]:
    """Return the breaks without those inside a quotation or bracket around which a sentence goes on.

    “Is it flu? What to know” says … is one sentence; “It hurts. I am afraid.” Then … are three. A bracket that opens in the middle
    of a sentence belongs to it, whatever it holds.
    """
    enclosures = list(_enclosures(text, start, stop))
    if not enclosures:
        return breaks
    begins = {start, *(each[2] for each in breaks)}
    ends = {index for at, end, _ in breaks for index in range(at, end)}
    tail = len(text[:stop].rstrip("\"'”’“»›)]"))
    if tail and text[tail - 1] in ".!?…؟۔":
        ends |= set(range(tail, stop))
    kept = breaks
    for first, last in enclosures:
        splits = last in ends and (text[first] not in "([" or first in begins)
        if not splits:
            kept = [each for each in kept if not (first < each[0] < last)]
    return kept


def _enclosures(text: str, start: int, stop: int) -> Iterator[Span]:
    """Yield where each quotation and bracket that is closed opens and closes."""
    opened: list[int] = []
    for found in ENCLOSING.finditer(text, start, stop):
        sign, at = found[0], found.start()
        if sign == "’" and at + 1 < stop and text[at + 1].isalnum():
            continue
        openers = "„" if sign == "“" else CLOSES.get(sign, "")
        index = next((i for i in range(len(opened) - 1, -1, -1) if text[opened[i]] in openers), None)
        if index is not None:
            yield opened[index], at
            del opened[index:]
        elif sign not in CLOSES or sign == '"':
            opened.append(at)
