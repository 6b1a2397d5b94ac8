"""funding-undeclared: who paid for an article is left open.

Whoever pays may gain by what a page says, and a reader may judge it by that (HONcode 7). The key is always needed, and `none` is an answer. “TBC”, “n/a” or “?” is none: it looks like one, and readers
are shown it.

Bad:

    funding: to be confirmed

Good:

    funding: none

Severity: error
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.check.declared import says_nothing
from wellread.problems import Problem


def funding_undeclared(case: Case) -> Iterator[Problem]:
    for article in case.public_articles:
        if says_nothing(article.funding):
            yield Problem(
                code="funding-undeclared",
                severity="error",
                message=f"“{article.funding}” does not say who paid for this article",
                place=article.origin.at("funding"),
                hint="write who paid for it, or none",
            )
