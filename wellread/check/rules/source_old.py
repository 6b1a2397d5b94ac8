"""source-old: articles cite a source that is older than five years, or research that is older than ten.

Advice changes: a threshold, a dose or a first choice of some years ago may be wrong today, and a reader can't know. The NHS asks for
evidence from the last five years. A web page, a report, a book or the news is advice that ages; a paper in a journal reports what was
found once, which stays true until somebody finds otherwise, so it has ten years. Both limits are the project's own reading.

If an old source still holds, somebody says so in its record, with a day: `custom: {still_current: {by: editorial-team, on:
2026-11-02}}`. That judgement grows old as the source would.

Bad:

    # content/sources.yaml
    - id: hiccups-nhs
      type: webpage
      title: Hiccups
      issued: {date-parts: [[2020]]}
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
      issued: {date-parts: [[2020]]}
      custom:
        still_current: {by: editorial-team, on: 2026-03-09}
    - id: house-guideline
      type: report
      genre: Guideline
      title: Hiccups and sunburn at home
      issued: {date-parts: [[2025]]}

Severity: warning
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wellread.check.case import Case
from wellread.check.evidence import cited_by
from wellread.model import Source
from wellread.problems import Problem

LIMITS = {"years": 5, "research_years": 10}
RESEARCH = frozenset(("article-journal", "paper-conference", "thesis", "dataset"))


def source_old(case: Case) -> Iterator[Problem]:
    limits = case.limits("source-old", LIMITS)
    old = {name: source for name, source in case.site.sources.items() if _is_old(source, case.today.year, limits)}
    citing: dict[str, list[str]] = {}
    for article in case.public_articles if old else ():
        for name in cited_by(case, article).union(article.sources) & old.keys():
            citing.setdefault(name, []).append(article.id)
    for name, articles in citing.items():
        source = old[name]
        yield Problem(
            code="source-old",
            severity="warning",
            message=f"this source is of {source.year}, and {_who(articles)}",
            place=source.origin.at("issued"),
            hint="cite a newer one; if it still holds, add who says so to its record: "
            f"custom: {{still_current: {{by: …, on: {case.today}}}}}",
        )


def _is_old(source: Source, this_year: int, limits: Mapping[str, float]) -> bool:
    if source.year is None:
        return False
    years = limits["research_years" if source.csl.get("type") in RESEARCH else "years"]
    judged = source.still_current
    return this_year - max(source.year, judged.on.year if judged else 0) > years


def _who(articles: list[str]) -> str:
    more = f" and {len(articles) - 1} more rest on it" if len(articles) > 1 else " rests on it"
    return f"“{articles[0]}”{more}"
