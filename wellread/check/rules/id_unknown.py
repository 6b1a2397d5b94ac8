"""id-unknown: the front matter or site.yaml names something that is not there.

Related articles, symptoms, topics, people and shared red flags are named by their ids. A misspelt id would silently drop a link, an
author, or worse a warning sign from the page. Another id is only offered where a key slipped. The rule is the project's own.

Bad:

    red_flags:
      - use: no-watr

Good:

    red_flags:
      - use: no-water

Severity: error
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.absent import advice_on, told_once
from wellread.check.case import Case
from wellread.model import Article, Entry, RedFlagUse, Symptom
from wellread.problems import Place, Problem

Named = tuple[tuple[str | int, ...], str, str]
"""Steps to the value, the kind of thing it names, the id it gives."""


def id_unknown(case: Case) -> Iterator[Problem]:
    yield from told_once(_unknowns(case))


def _unknowns(case: Case) -> Iterator[Problem]:
    for _, entry in case.entries:
        for steps, kind, name in _named(entry):
            if not case.exists(kind, entry.lang, name):
                yield _unknown(case, kind, entry.lang, name, entry.origin.at(*steps))
    settings = case.site.settings
    for source in case.site.sources.values():
        judged = source.still_current
        if judged and not case.exists("person", settings.language, judged.by):
            yield _unknown(case, "person", settings.language, judged.by, source.origin.at("custom", "still_current", "by"))
    for step, name in enumerate(settings.featured):
        if not case.exists("article", settings.language, name):
            yield _unknown(case, "article", settings.language, name, settings.origin.at("featured", step))


def _unknown(case: Case, kind: str, lang: str, name: str, place: Place) -> Problem:
    return Problem(
        code="id-unknown",
        severity="error",
        message=case.missing(kind, lang, name),
        place=place,
        hint=advice_on(case, kind, lang, name),
    )


def _named(entry: Entry) -> Iterator[Named]:
    if isinstance(entry, Symptom):
        yield from ((("terms", step), "term", name) for step, name in enumerate(entry.terms))
    if isinstance(entry, Article):
        yield from ((("symptoms", step), "symptom", each.id) for step, each in enumerate(entry.symptoms))
        yield from ((("related", step), "article", each.id) for step, each in enumerate(entry.related))
        yield from ((("also", step), "article", name) for step, name in enumerate(entry.also))
        yield from ((("topics", step), "topic", name) for step, name in enumerate(entry.topics))
        yield from ((("authors", step), "person", name) for step, name in enumerate(entry.authors))
        yield from ((("reviewers", step, "person"), "person", each.person) for step, each in enumerate(entry.reviewers))
        yield from ((("waive", step, "by"), "person", each.by) for step, each in enumerate(entry.waive))
        if entry.withdrawn and entry.withdrawn.instead:
            yield (("withdrawn", "instead"), "article", entry.withdrawn.instead)
        for step, flag in enumerate(entry.red_flags):
            if isinstance(flag, RedFlagUse):
                yield (("red_flags", step, "use"), "red flag", flag.use)
