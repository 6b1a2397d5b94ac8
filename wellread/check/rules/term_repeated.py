"""term-repeated: two glossary terms go by the same name.

A term is linked at its first mention, and a name that two terms share is linked to only one of them. Whoever reads about the other
gets the wrong explanation and can't know it. Names, abbreviations and synonyms count, whether in capitals or not; a term with
`link: false` is never linked by itself. The rule is the project's own.

Bad:

    # content/terms/midriff.md
    ---
    name: Midriff
    definition: The part of the body between the chest and the waist.
    synonyms: [diaphragm]
    ---

Good:

    # content/terms/midriff.md
    ---
    name: Midriff
    definition: The part of the body between the chest and the waist.
    synonyms: [belly]
    ---

Severity: error
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.model import Term
from wellread.problems import Problem, Related

Steps = tuple[str | int, ...]


def term_repeated(case: Case) -> Iterator[Problem]:
    first: dict[tuple[str, str], tuple[Term, Steps]] = {}
    for (lang, _), term in sorted(case.site.terms.items()):
        if not term.link:
            continue
        for steps, name in _names(term):
            other, its_steps = first.setdefault((lang, " ".join(name.casefold().split())), (term, steps))
            if other.id != term.id:
                yield Problem(
                    code="term-repeated",
                    severity="error",
                    message=f"the term “{other.id}” goes by the name “{name}” too, and only one of the two would be linked",
                    place=term.origin.at(*steps),
                    hint="take the name out of one of them, or make them one term",
                    related=(Related(place=other.origin.at(*its_steps), message="the other term"),),
                )


def _names(term: Term) -> Iterator[tuple[Steps, str]]:
    """Yield every name that the glossary links, with the steps to it."""
    yield ("name",), term.name
    if term.abbreviation:
        yield ("abbreviation",), term.abbreviation
    yield from ((("synonyms", step), name) for step, name in enumerate(term.synonyms))
