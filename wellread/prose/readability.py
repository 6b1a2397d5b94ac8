"""How hard an English text is to read, by two published formulas. They are a hint where to look first, and no verdict.

Flesch-Kincaid: J. P. Kincaid, R. P. Fishburne, R. L. Rogers and B. S. Chissom, "Derivation of new readability formulas (Automated
Readability Index, Fog Count and Flesch Reading Ease Formula) for Navy enlisted personnel", Research Branch Report 8-75, 1975.

SMOG: G. H. McLaughlin, "SMOG grading: a new readability formula", Journal of Reading 12(8), 1969, pages 639 to 646. It was made for
30 sentences, ten each from the beginning, middle and end; here all sentences are counted, and the count of long words is scaled to
30. With fewer than 30 it says little, and `Readability.is_enough` is false.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from math import sqrt

from wellread.prose.words import syllables, words_in
from wellread.texts import LongWord, Readability, Sentence, Wording

SMOG_SENTENCES = 30
LONG = 3  # syllables of a polysyllable, in McLaughlin's paper
ENDED = re.compile(r"[.!?…][\"'”’»)\]]*\Z")
EDGES = re.compile(r"\A[\W_]+|(?:['’]s)?[\W_]*\Z")


def measure_readability(wording: Wording) -> Readability | None:
    """Return how hard a text is to read, or None if it has no sentence whose syllables were counted.

    Headings, tables, code and list items without a full stop are left out: as sentences, they would make a text look easier than
    it is.
    """
    sentences = [each for each in _sentences(wording) if each.words and each.syllables]
    if not sentences:
        return None
    count = len(sentences)
    words = sum(each.words for each in sentences)
    spoken = sum(each.syllables for each in sentences)
    long = [(word, place > 0) for each in sentences for place, word in enumerate(words_in(each.text)) if syllables(word) >= LONG]
    return Readability(
        flesch_kincaid=round(0.39 * words / count + 11.8 * spoken / words - 15.59, 1),
        smog=round(1.0430 * sqrt(len(long) * SMOG_SENTENCES / count) + 3.1291, 1),
        is_enough=count >= SMOG_SENTENCES,
        sentences=count,
        words=words,
        syllables=spoken,
        polysyllables=len(long),
        long_words=_long_words(long),
    )


def _sentences(wording: Wording) -> Iterable[Sentence]:
    for block in wording.blocks:
        if block.kind == "paragraph":
            yield from block.sentences
        elif block.kind == "item":
            yield from (each for each in block.sentences if ENDED.search(each.text))


def _long_words(found: Iterable[tuple[str, bool]]) -> tuple[LongWord, ...]:
    """Return the long words by their weight (times × syllables), without names, for which there is no other word.

    A name is written with a capital wherever it stands, and stands somewhere else than at the beginning of a sentence.
    """
    times: Counter[str] = Counter()
    has_small: defaultdict[str, bool] = defaultdict(bool)
    is_inside: defaultdict[str, bool] = defaultdict(bool)
    for written, inside in found:
        word = EDGES.sub("", written)
        small = word.lower()
        times[small] += 1
        has_small[small] |= word == small
        is_inside[small] |= inside
    kept = [
        LongWord(text=word, syllables=syllables(word), times=count)
        for word, count in times.items()
        if has_small[word] or not is_inside[word]
    ]
    return tuple(sorted(kept, key=lambda word: (-word.times * word.syllables, word.text)))
