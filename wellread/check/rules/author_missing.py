"""author-missing: an article names no author.

A reader asks first who says so. A page that nobody answers for can't be weighed, and nobody can be told of its mistakes. JAMA's
benchmark on authorship and HONcode 1 ask for authors.

Bad:

    authors: []

Good:

    authors: [editorial-team]

Severity: error
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.problems import Problem


def author_missing(case: Case) -> Iterator[Problem]:
    for article in case.public_articles:
        if not article.authors:
            yield Problem(
                code="author-missing",
                severity="error",
                message="the article names no author",
                place=article.origin.at("authors"),
                hint="name a person or a team from content/people/",
            )
