"""What an article rests on: the sources that its text, its red flags and its comparison cite."""

from __future__ import annotations

from collections.abc import Iterator

from wellread.charts import sources_of_charts
from wellread.check.case import Case
from wellread.model import Article, RedFlag, Source


def cited_by(case: Case, article: Article) -> frozenset[str]:
    """Return the ids of the sources that an article cites anywhere, those of its shared red flags too."""
    return frozenset(_cited(case, article))


def _cited(case: Case, article: Article) -> Iterator[str]:
    texts = case.composed
    body = texts.bodies.get(("article", *article.known_as))
    inline = (texts.inline.get(text) for _, text in article.inline_texts())
    for prose in (body, *inline):
        for citation in prose.citations if prose else ():
            yield from citation.ids
    for flag in article.red_flags:
        if isinstance(flag, RedFlag):
            yield from flag.cite
        elif flag.use in case.site.red_flags:
            yield from case.site.red_flags[flag.use].flag.cite
    for row in article.compare.rows if article.compare else ():
        yield from row.cite
    yield from (id for id, _ in sources_of_charts(article.charts))  # noqa: A001


def is_guideline(source: Source) -> bool:
    """Say whether a source is a guideline: the editors say so as its `genre`. A title proves nothing: that of a summary, or of the
    news, has the word too."""
    return "guideline" in str(source.csl.get("genre", "")).lower()
