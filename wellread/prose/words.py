"""Words and their syllables.

A word is what stands between two spaces and has a letter or a figure: “well-known”, “don’t”, “195/95”, “58,535” and “e.g.” are one
each, as Rudolf Flesch counted them ("How to Test Readability", 1951) and as word processors do. A long dash between letters parts
two words; between figures (“120–129”) it does not. Scripts that put no spaces between words cannot be counted so.

Syllables are those of a word read aloud, in English only. Pyphen, a hyphenator, cuts a word where a line may end. It cuts too
seldom, for typographers leave no single letter alone (“about”, “area”), but hardly ever in a wrong place. So the vowels of each of
its parts are counted, as Flesch's readers did by ear: vowels that stand together are one syllable unless they are of the pairs that
part (“sci-ence”, “usu-al”), and an e that is not heard is none. Common words that this gets wrong are in EXCEPTIONS. Of 20,000
words drawn from the CMU Pronouncing Dictionary, many of them surnames, 93 in 100 come out right, and 62 by Pyphen alone; of the
words of real health pages, 98 in 100 without the exceptions.

A number and an abbreviation in capitals (“NATO”, “USA”) count as one syllable each. Flesch had figures left out where there are
many: a page that writes “58,535” is no harder for it, and initials that a reader knows are easier than what they stand for.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

DASH = re.compile(r"—|(?<![\d\s])–|–(?![\d\s])")
PART = re.compile(r"\d(?:[\d.,:/–]*\d)?|[^\W\d_]+(?:['’][^\W\d_]+)*")
CAPITALS = re.compile(r"[A-Z]{2,5}s?")

UNHEARD_AT_THE_END = re.compile(
    r"""(?<=[aeioun][gq])ue(?=[sd]?$)                            # league, plaque
    |   (?<=[^aeiouy])(?<![^aeiouylrw]l)e$                       # care, whole; but ta-ble
    |   (?<=[^aeiouyszxcg])(?<!ch|sh)(?<![^aeiouylrw]l)e(?=s$)   # comes; but nurs-es, itch-es
    |   (?<=[^aeiouytd])(?<![^aeiouylrw]l)e(?=d$)                # called; but treat-ed
    """,
    re.VERBOSE,
)
UNHEARD_INSIDE = re.compile(r"(?<=[aeiouy][^aeiouy])e$|(?<=[aeiouy][^aeiouy]{2})e$")
"""The last e of a part that is not the last: care-ful, some-times."""
CONSONANT_Y = re.compile(r"(?:^|(?<=[aeiou]))y(?=[aeiou])")
PARTING = re.compile(
    r"""(?<![ctsgxn])i(?=o)|(?<=n)i(?=o[^nu])          # vi-olent; but na-tion, opin-ion
    |   (?<![ctsg])i(?=a)|(?<=[ct])i(?=a[tb])          # di-abetes, initi-ate; but spe-cial
    |   (?<![cstg])i(?=e[tn])|(?<=sc)i(?=en)           # qui-et, nutri-ent, sci-ence; but pa-tient
    |   (?<=[^aeiouctsg])i(?=(?:er|ers|est|eth)$)      # easi-er
    |   i(?=um|us)|e(?=um|us$|o(?![uprn])|at[ei])      # medi-um, muse-um, steth-o, cre-ate
    |   (?<![gqs])u(?=a)|(?<![gq])u(?=o)               # usu-al, flu-oride; but per-suade, e-qual
    |   (?<=^r)e(?=act|adj|adm)|(?<=rh)o?e(?=a)|(?<=pn)o?e(?=as?$)   # re-action, diarrhe-a, apne-a
    |   (?<=[aeiouy])(?=ing)|(?<=[^aeiou])y(?=[aeiou])   # be-ing, hy-aline
    """,
    re.VERBOSE,
)
"""Where vowels that stand together part."""
VOWELS = re.compile("[aeiouyà-öø-ÿœ]+")
HUMMED = re.compile(r"(?:s|th)ms?$")
"""A syllable without a vowel: spas-m, rhyth-m."""

EXCEPTIONS = {
    word: count
    for count, words in {
        1: "aches eye eyes eyed friend friends",
        2: "backaches billion business earaches eyeball eyelid eyelids eyebrow eyebrows eyesight friendly headaches "
        "million millions people peoples rarely soldier toothaches trillion wednesday",
        3: "area areas averages behavior behaviour businesses everyone idea ideas opinion pneumonia recipe recipes remedies "
        "stomachaches suicide telephone vinegar",
        4: "diabetes european everybody millimetres obesity suicidal",
        5: "angiotensin antidepressant antidepressants automatically societies",
    }.items()
    for word in words.split()
}


def words_in(text: str) -> list[str]:
    """Return the words of a plain text as they are written, with the punctuation that hangs on."""
    if "—" in text or "–" in text:
        text = DASH.sub(" ", text)
    return [word for word in text.split() if word[0].isalnum() or any(map(str.isalnum, word))]


@lru_cache(maxsize=32768)  # the same words come again in every article
def syllables(word: str) -> int:
    """Return the number of syllables of an English word as `words_in` gives it; at least 1."""
    return max(1, sum(map(_syllables_of, PART.findall(word))))


def _syllables_of(part: str) -> int:
    bare = part.replace("’", "'").lower().removesuffix("'s")
    if bare in EXCEPTIONS:
        return EXCEPTIONS[bare]
    if CAPITALS.fullmatch(part):
        return 1
    *pieces, last = _hyphenator().inserted(bare, "\n").split("\n")
    count = sum(_vowels_in(UNHEARD_INSIDE.sub("", piece)) for piece in pieces)
    return count + (_vowels_in(UNHEARD_AT_THE_END.sub("", last)) or 1) + bool(HUMMED.search(last))


def _vowels_in(piece: str) -> int:
    """Return how many vowels of a piece of a word are heard apart."""
    return len(VOWELS.findall(PARTING.sub(r"\g<0>-", CONSONANT_Y.sub("j", piece))))


@cache
def _hyphenator() -> Any:
    import pyphen  # takes longer than a build that remembers every text

    return pyphen.Pyphen(lang="en_US")
