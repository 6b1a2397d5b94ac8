"""source-unused: an article lists a source that it cites nowhere.

A list of sources looks like proof. A reader who looks one up must find something on the page that it proves, and an editor who
changes the source must find the sentence that rests on it. Cited sources are listed by themselves, so `sources` is seldom needed. The
rule is the project's own. Where the page as a whole does rest on a source, say so in a sentence and cite it, or waive this.

Bad:

    sources: [hiccups-nhs]

Good:

    sources: [hiccups-nhs]
    ---
    This page follows what the NHS writes [@hiccups-nhs].

Severity: warning
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.check.evidence import cited_by
from wellread.problems import Problem


def source_unused(case: Case) -> Iterator[Problem]:
    for article in case.public_articles:
        cited = cited_by(case, article) if article.sources else frozenset()
        for step, name in enumerate(article.sources):
            if name not in cited and case.exists("source", "", name):
                yield Problem(
                    code="source-unused",
                    severity="warning",
                    message=f"“{name}” is listed as a source, and nothing here cites it",
                    place=article.origin.at("sources", step),
                    hint=f"put [@{name}] behind the sentence that rests on it, or take it off the list",
                )
