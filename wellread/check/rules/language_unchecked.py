"""language-unchecked: there are articles in a language that some rules cannot read.

Rules about plain language know the words of one language, and these know English only. They say nothing about an article in another
one, and silence is easily taken for praise. So the rules are named here, once for each language, and an editor who speaks it has to
look for herself. What does not hang on words, such as the length of sentences and paragraphs, is looked at in every language.

Bad:

    # content/articles/hipo.es.md
    ---
    title: ¿Por qué viene y se va el hipo?
    description: Qué provoca el hipo, qué se puede hacer en casa, y cuándo conviene pedir ayuda médica por él.
    type: guide
    status: in-review
    main_message: El hipo se va solo [@house-guideline].
    authors: [editorial-team]
    published: 2026-01-05
    funding: none
    conflicts: none
    ---
    Respire despacio.

Good:

    main_message: Get out of the sun and cool the skin with water [@house-guideline].

Severity: info
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.problems import Problem

ENGLISH_ONLY = (
    "abbreviation-unexpanded",
    "care-self-contained",
    "claim-uncited",
    "dose-shared",
    "dose-unapproved",
    "link-text",
    "numbers-mixed",
    "person-first",
    "reading-grade",
    "red-flag-uncited",
    "uncertainty-unstated",
    "word-choice",
)
"""The rules that know English only, some of them in part. A test holds this against their files."""


def language_unchecked(case: Case) -> Iterator[Problem]:
    first = {article.lang: article for article in reversed(case.public_articles)}
    for lang, article in sorted(first.items()):
        if lang.partition("-")[0] != "en":
            yield Problem(
                code="language-unchecked",
                severity="info",
                message=f"some rules know English only, and say nothing of the articles in “{lang}”",
                place=article.origin.at("title"),
                hint=f"have somebody who speaks it look for what they ask: {', '.join(ENGLISH_ONLY)}",
            )
