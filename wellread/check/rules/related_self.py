"""related-self: an article names itself as related.

A reader who follows the link lands where she already is and thinks that the site is broken. The rule is the project's own.

Bad:

    related: [sunburn]

Good:

    related: [hiccups]

Severity: error
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.problems import Problem


def related_self(case: Case) -> Iterator[Problem]:
    for article in case.articles:
        named = [("related", step, each.id) for step, each in enumerate(article.related)]
        named += [("also", step, each) for step, each in enumerate(article.also)]
        for field, step, name in named:
            if name == article.id:
                yield Problem(
                    code="related-self",
                    severity="error",
                    message=f"the article names itself under {field}",
                    place=article.origin.at(field, step),
                    hint="take it out, or name the article you meant",
                )
