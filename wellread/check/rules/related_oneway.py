"""related-oneway: an article names another as related, and the other one leads nowhere back.

Readers come in by any door. Whoever starts at the other article never hears of this one, though an editor thought that the two belong
together. It is enough if the other article names this one under `related` or `also` or links to it in its text, or if this
article's text links to the other one: then it stands there under “Pages that link here”. An article that names no other at all is
left alone: it is still to get its list. The rule is the project's own, and only for you to know.

Bad:

    related: [{id: freckles, why: The sun brings out both.}]
    # content/articles/freckles.md
    ---
    title: What are freckles?
    description: What freckles are, why the sun brings them out, and which spots on the skin somebody should look at.
    type: guide
    status: in-review
    main_message: Freckles are harmless [@house-guideline].
    authors: [editorial-team]
    published: 2026-01-05
    also: [hiccups]
    funding: none
    conflicts: none
    ---
    The sun brings them out.

Good:

    related: [{id: freckles, why: The sun brings out both.}]
    also: [hiccups]
    # content/articles/freckles.md
    ---
    title: What are freckles?
    description: What freckles are, why the sun brings them out, and which spots on the skin somebody should look at.
    type: guide
    status: in-review
    main_message: Freckles are harmless [@house-guideline].
    authors: [editorial-team]
    published: 2026-01-05
    also: [sunburn]
    funding: none
    conflicts: none
    ---
    The sun brings them out.

Severity: info
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.model import Article
from wellread.problems import Problem


def related_oneway(case: Case) -> Iterator[Problem]:
    links: dict[tuple[str, str], set[str]] = {}
    for passage in case.passages:
        if passage.kind == "article":
            found = (link.target for link in passage.prose.links if link.kind == "article")
            links.setdefault((passage.lang, passage.id), set()).update(found)
    for article in case.public_articles:
        for step, ref in enumerate(article.related):
            other = case.site.articles.get((article.lang, ref.id))
            if other is None or other.id == article.id or not (case.is_public(other) and _named(other)):
                continue
            if not _leads_to(other, article.id, links) and other.id not in links.get(article.known_as, ()):
                yield Problem(
                    code="related-oneway",
                    severity="info",
                    message=f"“{other.title}” is related to this article, but does not lead back to it",
                    place=article.origin.at("related", step),
                    hint=f"add {article.id} to related in {other.origin.path}, if its readers should hear of this one",
                )


def _leads_to(article: Article, name: str, links: dict[tuple[str, str], set[str]]) -> bool:
    return name in _named(article) or name in links.get(article.known_as, ())


def _named(article: Article) -> frozenset[str]:
    """Return the other articles that an article names below its text."""
    return frozenset((*(ref.id for ref in article.related), *article.also)) - {article.id}
