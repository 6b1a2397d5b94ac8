"""source-missing: a citation names a source that is not in content/sources.yaml.

A number behind a sentence promises that a reader can look it up. A citation that leads nowhere makes the sentence look proven when
it is not (JAMA benchmark: attribution).

Bad:

    Cool the skin with water [@hiccups-nsh].

Good:

    Cool the skin with water [@hiccups-nhs].

Severity: error
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.charts import sources_of_charts
from wellread.check.case import Case
from wellread.model import Article, Entry, RedFlag, Symptom, Term
from wellread.problems import Place, Problem, nearest_id


def source_missing(case: Case) -> Iterator[Problem]:
    for passage in case.passages:
        for citation in passage.prose.citations:
            for name in citation.ids:
                if not case.exists("source", "", name):
                    yield _missing(case, name, passage.at(citation.mark))
    for _, entry in case.entries:
        for steps, name in _cited(entry):
            if not case.exists("source", "", name):
                yield _missing(case, name, entry.origin.at(*steps))
    for shared in case.site.red_flags.values():
        for step, name in enumerate(shared.flag.cite):
            if not case.exists("source", "", name):
                yield _missing(case, name, shared.origin.at("cite", step))


def _missing(case: Case, name: str, place: Place) -> Problem:
    return Problem(
        code="source-missing",
        severity="error",
        message=f"no source has the id “{name}”",
        place=place,
        hint=nearest_id(name, case.ids("source", "")) or "add the source to content/sources.yaml, or take the citation out",
    )


def _cited(entry: Entry) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the ids that the front matter cites, each with the steps to it."""
    if isinstance(entry, Symptom | Term):
        yield from ((("cite", step), name) for step, name in enumerate(entry.cite))
    if isinstance(entry, Article):
        yield from ((("sources", step), name) for step, name in enumerate(entry.sources))
        for at, flag in enumerate(entry.red_flags):
            if isinstance(flag, RedFlag):
                yield from ((("red_flags", at, "cite", step), name) for step, name in enumerate(flag.cite))
        for at, row in enumerate(entry.compare.rows if entry.compare else ()):
            yield from ((("compare", "rows", at, "cite", step), name) for step, name in enumerate(row.cite))
        yield from ((steps, name) for name, steps in sources_of_charts(entry.charts))
