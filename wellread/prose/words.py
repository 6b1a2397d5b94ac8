"""Words and their syllables.

A word is what stands between two spaces and has a letter or a figure: “well-known”, “don’t”, “195/95”, “58,535” and “e.g.” are one
each, as Rudolf Flesch counted them ("The Art of Readable Writing", 1949) and as word processors do. A dash between letters parts
two words; between figures (“120–129”) it does not.

Syllables are those of a word read aloud, in English only. Pyphen, a hyphenator, cuts a word where it may be divided at the end of a
line. It cuts too seldom, as typographers leave no single letter alone (“about”, “area”), but hardly ever in a wrong place. So the
vowels of each of its parts are counted, as Flesch's readers did by ear: vowels that stand together are one syllable unless they are
of the pairs that part (“sci-ence”, “usu-al”), and an e that is not heard is none. What this gets wrong is in EXCEPTIONS.

A number, an abbreviation in capitals (“ALS”) and a unit (“mg”) count as one syllable. Flesch left figures out where there are many
of them: a text that gives its numbers in figures is not harder for it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import pyphen

DASH = re.compile(r"—|(?<![\d\s])–|–(?![\d\s])")
PART = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
CAPITALS = re.compile(r"[^\W\d_a-zß-ÿ]{2,5}s?")

EXCEPTIONS: dict[str, int] = {}


def words_in(text: str) -> list[str]:
    """Return the words of a plain text as they are written, with the punctuation that hangs on."""
    if "—" in text or "–" in text:
        text = DASH.sub(" ", text)
    return [word for word in text.split() if word.isalpha() or any(map(str.isalnum, word))]


@lru_cache(maxsize=32768)  # the same words come again in every article
def syllables(word: str) -> int:
    """Return the number of syllables of an English word as `words_in` gives it; at least 1."""
    return max(1, sum(1 if CAPITALS.fullmatch(part) else _syllables_of(part.lower()) for part in PART.findall(word)))


def _syllables_of(part: str) -> int:
    part = part.replace("’", "'")
    bare = part.removesuffix("'s")
    if bare in EXCEPTIONS:
        return EXCEPTIONS[bare]
    return sum(max(1, _vowels(piece)) for piece in _hyphenator().inserted(bare, "\n").split("\n"))


VOWELS = re.compile("[aeiouy]+")


def _vowels(piece: str) -> int:
    return len(VOWELS.findall(piece))


@cache
def _hyphenator() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")
