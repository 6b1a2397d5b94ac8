"""Abbreviations whose full stop may not end a sentence. All in small letters, without their last full stop.

Lists of our own, for the words of health pages. A language that has none here still gets its initials (“J. Smith”) right.
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


BEFORE_A_WORD = {
    "en": _set("dr mr mrs ms mx prof rev st mt messrs vs v viz cf e.g i.e eg ie approx ca esp resp"),
    "de": _set("dr prof med fr hr st bzw ca evtl ggf inkl exkl max min mind sog tel vgl z.b d.h u.a v.a i.d.r i.v i.m s.c"),
    "fr": _set("dr pr prof m mm mme mlle me st ste env max min p.ex c.-à-d cf tél"),
    "es": _set("dr dra prof sr sra srta d dña sto sta aprox máx mín p.ej ej tel ud uds cf vs"),
    "it": _set("dott dr prof sig s.ra ca es p.es max min tel cfr"),
    "nl": _set("dr drs prof dhr mevr mw st bijv bv ca evt incl excl max min resp tel z.g d.w.z o.a m.n t.a.v i.v.m"),
    "pt": _set("dr dra prof profa sr sra aprox máx mín p.ex ex tel cf"),
}
"""What is always followed by the word it belongs to: “Dr. Jones”, “approx. 5 minutes”."""

BEFORE_A_NUMBER = {
    "en": _set(
        "no nos tel ext fig figs tab vol vols p pp ch chap sect eq art para nr jan feb mar apr jun jul aug sep sept oct nov dec"
    ),
    "de": _set("nr abb tab bd s kap art abs jan febr apr aug sept okt nov dez"),
    "fr": _set("n fig tab vol p pp ch chap art"),
    "es": _set("n núm núms fig figs tab vol pág págs cap art"),
    "it": _set("n fig tab vol pag pagg cap art"),
    "nl": _set("nr nrs fig tab deel blz p hfst art"),
    "pt": _set("n fig tab vol pág págs cap art"),
}
"""What belongs to a number that follows it, and is a word of its own before anything else: “No. 5”, but “Is it? No. It is not.”"""

SOMETIMES_LAST = _set(
    "al inc ltd co corp jr sr bros min max avg est dept univ assoc wt ht temp freq conc ref refs incl excl gen rep gov hon"
)
"""What may end a sentence, as initials may: it does if the next word is one that begins sentences."""

TIMES = frozenset(("a.m", "p.m"))
DAYS = _set(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December GMT BST UTC EST EDT CET"
)
"""What goes on with a time: “at 5 p.m. Monday”."""

ORDINALS = _set("cs da de et fi hr hu is lv nb nn no pl sk sl sr")
"""Languages that write “3.” for “third”."""

BEGINNINGS = _set(
    "a about after all also although an and another any are as ask at avoid because before both but by call can check "
    "do does don't during each either even every few find follow for from get give go has have he her here his how "
    "however i if in instead is it its keep many may more most my neither never no nobody none not nothing now of "
    "often on once one only or other our over people please read rest see she should since so some sometimes still "
    "stop such take talk tell than that the their them then there these they this those to treatment try two under "
    "unless until use we what when where whether which while who why with without you your"
)
"""English words that begin a sentence when they have a capital, and are hardly ever a part of a name."""

LETTERED = _set(
    "appendix blood class factor figure grade group hepatitis influenza level option part phase plan section stage "
    "step strain table type vitamin vitamins"
)
"""What a single letter belongs to that is no initial: “It has vitamin C.”"""
