"""text-missing: an article has no text.

The reader comes from a search page with a question and finds a heading and warning signs, but no answer. Usually a file was saved
half done. The rule is the project's own.

Bad:

    status: in-review
    ---

Good:

    status: in-review
    ---
    Drink enough while the skin heals.

Severity: error
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.problems import Problem


def text_missing(case: Case) -> Iterator[Problem]:
    for article in case.articles:
        if article.status not in ("draft", "withdrawn") and not article.body.strip():
            yield Problem(
                code="text-missing",
                severity="error",
                message="there is no text below the front matter",
                place=article.origin.at("title"),
                hint="write it below the second ---, or set status: draft until it is written",
            )
