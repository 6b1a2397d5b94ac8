"""What six standards for health information ask of a page, each item in a few words of our own, and which rules look at part of it.

A rule sees what can be counted; hardly an item is settled by that. So an item that a machine looked at still waits for a person,
unless `settled` says that there is nothing left to judge. `signed` marks what a clinician's approval of the text speaks for. The
full wording of each item stands with whoever publishes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Item(NamedTuple):
    """One item: the number it has in its standard, what it asks, and the codes of the rules that look at part of it."""

    number: str
    asks: str
    rules: tuple[str, ...] = ()
    settled: bool = False
    signed: bool = False


class Standard(NamedTuple):
    """`about` says what it was made for, and where our numbers are not its own."""

    id: str
    name: str
    about: str
    items: tuple[Item, ...]


EVERYDAY = ("word-choice", "reading-grade", "sentence-long")
EXPLAINED = ("term-unexplained", "abbreviation-unexpanded")
PORTIONS = ("paragraph-long", "list-long")
HEADINGS = ("heading-order", "heading-deep")
EVIDENCE = ("sources-too-few", "claim-uncited", "red-flag-uncited")
APPROVAL = ("approval-missing", "approval-lapsed", "reviewer-is-author", "review-required", "signed-text-lost")
STATED = ("conflicts-undeclared", "funding-undeclared")

JAMA = Standard(
    "jama",
    "JAMA benchmarks",
    "Four benchmarks for health information on the web, published in JAMA in 1997. It gives them no numbers; these are ours.",
    (
        Item("1", "Authorship: who wrote it, and what qualifies them", ("author-missing", "reviewer-is-author")),
        Item("2", "Attribution: where each fact comes from", ("source-missing", "citation-unmarked", "source-unused", *EVIDENCE)),
        Item("3", "Disclosure: who owns and pays for it, and what interests there are", STATED),
        Item("4", "Currency: when it was put up and updated", ("dates-order",), settled=True),
    ),
)

DISCERN = Standard(
    "discern",
    "DISCERN",
    "Sixteen questions about written information on treatment choices, each rated from 1 to 5 by a person. "
    "Questions 9 to 15 are about treatments.",
    (
        Item("1", "Says clearly what it is about and for whom"),
        Item("2", "Does what it set out to do"),
        Item("3", "Answers what readers want to know"),
        Item("4", "Names the sources it was made from", ("source-missing", "citation-unmarked", *EVIDENCE)),
        Item("5", "Shows how old its information is", ("source-undated", "source-old", "dates-order")),
        Item("6", "Is balanced, and takes no side"),
        Item("7", "Points to further help and reading"),
        Item("8", "Says what is not known for certain", ("uncertainty-unstated",)),
        Item("9", "Says how each treatment works"),
        Item("10", "Says what good each treatment can do"),
        Item("11", "Says what harm each treatment can do"),
        Item("12", "Says what happens without treatment"),
        Item("13", "Says how treatments change daily life"),
        Item("14", "Shows that there can be more than one choice"),
        Item("15", "Helps to decide together with a clinician"),
        Item("16", "Overall, is it a good source on treatment choices?"),
    ),
)

PEMAT = Standard(
    "pemat",
    "AHRQ PEMAT-P",
    "The US Agency for Healthcare Research and Quality's tool for printed material: items 1 to 19 are about being understood, "
    "20 to 26 about being able to act. 13 and 14 are for films only, so they are missing here.",
    (
        Item("1", "Its purpose is plain to see", ("summary-first", "title-long")),
        Item("2", "Nothing in it leads away from that"),
        Item("3", "Everyday words", EVERYDAY),
        Item("4", "Medical words only to get to know them, and explained", EXPLAINED),
        Item("5", "Says who does what (active voice)"),
        Item("6", "Numbers are easy to take in", ("numbers-mixed", "dose-notation")),
        Item("7", "The reader has nothing to calculate"),
        Item("8", "Comes in short portions", PORTIONS),
        Item("9", "Headings say what is below them", HEADINGS),
        Item("10", "Comes in an order that makes sense"),
        Item("11", "Is summed up", ("summary-first", "main-message-long")),
        Item("12", "Layout draws the eye to what matters", ("callout-too-many",)),
        Item("15", "Pictures wherever they would help"),
        Item("16", "Pictures support the text"),
        Item("17", "Pictures have clear titles or captions"),
        Item("18", "Pictures are clear and uncluttered"),
        Item("19", "Tables are simple, with short headings", ("table-unscoped",)),
        Item("20", "Names at least one thing to do", ("red-flags-missing", "care-level-unconsidered")),
        Item("21", "Speaks to the reader when it says what to do"),
        Item("22", "Takes what is to be done step by step", ("care-self-contained",)),
        Item("23", "Gives something to work with, such as a checklist, where that would help"),
        Item("24", "Where something is calculated, says how"),
        Item("25", "Where there is a chart or table, says how to use it"),
        Item("26", "Pictures wherever they make it easier to act"),
    ),
)

CDC = Standard(
    "cdc",
    "CDC Clear Communication Index",
    "Twenty questions, answered yes or no by a person. 12 to 14 count where a page asks readers to do something, "
    "15 to 17 where it has numbers, 18 to 20 where it speaks of a risk.",
    (
        Item("1", "Has one main message", ("summary-first", "main-message-long")),
        Item("2", "The main message comes first", ("summary-first",)),
        Item("3", "The main message stands out to the eye"),
        Item("4", "A picture supports the main message"),
        Item("5", "Asks the reader to do something", ("red-flags-missing",)),
        Item("6", "Main message and request are in the active voice"),
        Item("7", "Uses the words that its readers use", (*EVERYDAY[:2], *EXPLAINED)),
        Item("8", "Uses lists", ("list-long",)),
        Item("9", "Comes in portions with headings", ("paragraph-long", *HEADINGS)),
        Item("10", "What matters most is summed up at the start", ("summary-first",)),
        Item("11", "Says what experts know and what they don't", ("uncertainty-unstated",)),
        Item("12", "Recommends a behaviour"),
        Item("13", "Says why that matters"),
        Item("14", "Says how to do it"),
        Item("15", "Uses numbers that its readers are used to", ("numbers-mixed",)),
        Item("16", "Says what the numbers mean"),
        Item("17", "The reader has nothing to calculate"),
        Item("18", "Says what kind of risk it is"),
        Item("19", "Gives the benefits and the risks of what it recommends"),
        Item("20", "Puts chances into words or a picture too"),
    ),
)

NHS = Standard(
    "nhs",
    "NHS standard for creating health content",
    "Six requirements for organisations that make health content. The numbers are the standard's, the letters ours.",
    (
        Item("1a", "Checked and approved in a set way, by clinicians too", APPROVAL, signed=True),
        Item("1b", "Reviewed in a planned cycle", ("review-cycle", "review-overdue", "review-soon")),
        Item("1c", "Says which organisation publishes it"),
        Item("1d", "Open about advertising and interests", (*STATED, "third-party")),
        Item("1e", "Made in a documented way, with versions and an archive"),
        Item("1f", "Shows when it was checked and when it will be again", ("dates-order", "review-overdue")),
        Item("1g", "The team is trained and supported"),
        Item("1h", "Follows a house style"),
        Item("1i", "Has aims, and is measured by them"),
        Item("1j", "Asks for feedback and acts on it"),
        Item("2a", "Rests on good clinical evidence", EVIDENCE),
        Item("2b", "Reviewed and approved by experts in the subject", APPROVAL, signed=True),
        Item("2c", "The evidence is looked at again with each review"),
        Item("2d", "Translations stay clinically right"),
        Item("2e", "Keeps a record of its sources", ("source-missing", "source-undated", "source-unused")),
        Item("2f", "Follows the evidence as it changes", ("source-old",)),
        Item("3a", "Respects copyright and licences"),
        Item("3b", "Looks after consent, data protection and confidentiality", ("third-party",)),
        Item("4a", "Made for a need that users and the organisation have"),
        Item("4b", "Made, tested and improved with those who use it"),
        Item("4c", "Colleagues and others concerned had a say"),
        Item("5a", "Simple and clear", (*PORTIONS, *HEADINGS)),
        Item("5b", "Short, plain English", EVERYDAY),
        Item("5c", "In the form that suits its users best"),
        Item("5d", "Can be found", ("title-long", "description-length")),
        Item("5e", "Leads on to what else is needed", ("link-broken", "link-text", "related-irrelevant")),
        Item("6a", "Thinks of people who are protected by law against discrimination", ("person-first",)),
        Item("6b", "Thinks of people who find it hard to get care"),
        Item("6c", "Thinks of groups who rarely have a say"),
        Item("6d", "Accessible (WCAG, level AA)", ("heading-order", "link-text", "image-alt", "table-unscoped")),
        Item("6e", "Easy for people who struggle with words and numbers", (*EVERYDAY, "numbers-mixed")),
        Item("6f", "Designed together with its users"),
    ),
)

PIF = Standard(
    "pif",
    "PIF TICK",
    "The ten criteria of the Patient Information Forum's quality mark. It is awarded to organisations after an assessment of how "
    "they work; no page earns it by itself.",
    (
        Item("1", "Systems: made in a consistent, documented way", APPROVAL),
        Item("2", "Training: staff are trained and supported"),
        Item("3", "Need: it answers a real one"),
        Item("4", "Evidence: reliable, recent and clearly told", (*EVIDENCE, "source-old", "uncertainty-unstated")),
        Item("5", "Users: they have a part in making it"),
        Item(
            "6", "Health inequalities: made for readers' literacy, language and access needs", (*EVERYDAY, *EXPLAINED, "image-alt")
        ),
        Item("7", "Content and design: clear, easy to get at and around in", (*PORTIONS, *HEADINGS, "link-broken")),
        Item("8", "Feedback: users can easily give it"),
        Item("9", "Dissemination: it reaches those it is for"),
        Item("10", "Impact: it is measured"),
    ),
)

STANDARDS = (JAMA, DISCERN, PEMAT, CDC, NHS, PIF)


def codes_in(standards: Iterable[Standard]) -> frozenset[str]:
    """Return the code of every rule that looks at part of an item."""
    return frozenset(code for standard in standards for item in standard.items for code in item.rules)
