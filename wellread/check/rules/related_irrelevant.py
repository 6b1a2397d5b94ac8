"""related-irrelevant: a related article shares nothing with this one, and nothing says why it is there.

“Related articles” is a promise: a worried reader follows it and takes what she finds for part of her own story. Two articles that have
no symptom, topic, glossary term or code in common need a reason, which is shown on the card. What is only also on the site goes
under `also`. The rule is the project's own.

Bad:

    related: [hiccups]

Good:

    related: [{id: hiccups, why: Both can follow a day at the beach.}]

Severity: warning
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.model import Article
from wellread.problems import Problem


def related_irrelevant(case: Case) -> Iterator[Problem]:
    for article in case.articles:
        for step, ref in enumerate(article.related if article.status != "withdrawn" else ()):
            other = case.site.articles.get((article.lang, ref.id))
            if other and other.id != article.id and not ref.why.strip() and not _marks(case, article) & _marks(case, other):
                yield Problem(
                    code="related-irrelevant",
                    severity="warning",
                    message=f"“{other.title}” shares no symptom, topic, term or code with this article, and nothing says why it is related",
                    place=article.origin.at("related", step),
                    hint=f"say why: {{id: {ref.id}, why: …}}; or name it under also, or leave it out",
                )


def _marks(case: Case, article: Article) -> frozenset[tuple[str, str]]:
    """Return what an article has that another can share."""
    return frozenset(
        (
            *(("symptom", ref.id) for ref in article.symptoms),
            *(("topic", name) for name in article.topics),
            *(("term", name) for name in case.composed.terms.get(("article", *article.known_as), ())),
            *((code.system, code.value) for code in article.codes),
        )
    )
