"""source-undated: nobody can tell how old a source is.

What was right ten years ago may harm today, so a reader must see from when a source is (DISCERN 5; JAMA benchmark: currency). That is
the year it was published (`issued`); or, for a web page that names none, the day on which it was opened (`accessed`).

A published paper stays as it is, so its year is enough. Where neither can be known, as for a page that was read in a stored copy,
`custom: {read: …}` at least tells what was read; such sources are counted together in one line, so that they are looked up one day.
The rule is gentler than the one it comes from, which asks for year and day and would stop the site.

Bad:

    # content/sources.yaml
    - id: hiccups-nhs
      type: webpage
      title: Hiccups
    - id: house-guideline
      type: report
      genre: Guideline
      title: Hiccups and sunburn at home
      issued: {date-parts: [[2025]]}

Good:

    # content/sources.yaml
    - id: hiccups-nhs
      type: webpage
      title: Hiccups
      accessed: {date-parts: [[2026, 1, 5]]}
    - id: house-guideline
      type: report
      genre: Guideline
      title: Hiccups and sunburn at home
      issued: {date-parts: [[2025]]}

Severity: warning; an info where it is told what was read
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.model import Source
from wellread.problems import Problem

HINT = "find the year for issued; or open it and note the day, as in accessed: 2026-11-02"


def source_undated(case: Case) -> Iterator[Problem]:
    told: dict[str, list[Source]] = {}
    undated = (each for each in case.site.sources.values() if each.year is None and not each.csl.get("accessed"))
    for source in sorted(undated, key=lambda source: source.origin.at("id")):
        if source.read:
            told.setdefault(source.origin.path, []).append(source)
            continue
        yield Problem(
            code="source-undated",
            severity="warning",
            message=f"“{source.id}” has neither a year nor a day on which it was opened",
            place=source.origin.at("id"),
            hint=HINT,
        )
    for sources in told.values():
        count = "one source has" if len(sources) == 1 else f"{len(sources)} sources have"
        opened = "it was" if len(sources) == 1 else "they were"
        yield Problem(
            code="source-undated",
            severity="info",
            message=f"{count} neither a year nor a day on which {opened} opened: {_named(sources)}",
            place=sources[0].origin.at("id"),
            hint=HINT,
        )


def _named(sources: list[Source]) -> str:
    names = [source.id for source in sources[:3]]
    return ", ".join(names) + (f" and {len(sources) - 3} more" if len(sources) > 3 else "")
