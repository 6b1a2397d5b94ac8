"""sources-too-few: an article rests on fewer than two sources, and on no guideline.

One study, one web page or one newspaper can be wrong, and a reader can't see that nobody else says so. Two sources are the project's
own limit; that a page shows what it rests on is the JAMA benchmarks' (attribution) and DISCERN 4's. A clinical guideline is enough
alone, because it has weighed the others already. It counts as one if its `genre` in content/sources.yaml says so, as in `genre:
Clinical guideline`; a summary or a news report of a guideline is none.

Every source counts that the text, a red flag, a row of the comparison or `sources` names.

Bad:

    main_message: Get out of the sun [@hiccups-nhs].

Good:

    main_message: Get out of the sun [@hiccups-nhs].
    sources: [house-guideline]

Severity: error
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.check.evidence import cited_by, is_guideline
from wellread.problems import Problem

LIMITS = {"sources": 2}


def sources_too_few(case: Case) -> Iterator[Problem]:
    if ("source", "", "") in case.unread:
        return
    least = case.limits("sources-too-few", LIMITS)["sources"]
    registry = case.site.sources
    guidelines = frozenset(name for name, source in registry.items() if is_guideline(source))
    for article in case.public_articles:
        names = cited_by(case, article).union(article.sources)
        if len(names) < least and names.isdisjoint(guidelines):
            rests = f"only on “{'”, “'.join(sorted(names))}”" if names else "on no source"
            yield Problem(
                code="sources-too-few",
                severity="error",
                message=f"this article rests {rests}; {least:g} sources are needed, or a guideline",
                place=article.origin.at("title"),
                hint="cite what else says so, as in [@id]; if the one source is a guideline, say so in its record: genre: Guideline",
            )
