"""conflicts-undeclared: the authors' conflicts of interest are left open.

An author who is paid by a maker of medicines may write of them in good faith, and a reader should still know (JAMA benchmark:
disclosure; NHS). The key is always needed, and `none` is an answer. “TBC”, “n/a” or “?” is none: it looks like one, and readers
are shown it.

Bad:

    conflicts: to be confirmed

Good:

    conflicts: none

Severity: error
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.check.declared import says_nothing
from wellread.problems import Problem


def conflicts_undeclared(case: Case) -> Iterator[Problem]:
    for article in case.public_articles:
        if says_nothing(article.conflicts):
            yield Problem(
                code="conflicts-undeclared",
                severity="error",
                message=f"“{article.conflicts}” does not say what the authors have to declare",
                place=article.origin.at("conflicts"),
                hint="write what the authors have to declare, or none",
            )
