"""What readers get: a site without drafts, without what its own rule holds back, and without sources that nothing then cites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import msgspec

from wellread.approval import is_withheld
from wellread.charts import sources_of_charts
from wellread.model import Article, Entry, Key, Level, Site, Symptom, Term, Value
from wellread.render.review import may_be_published
from wellread.texts import Composed, Prose


class Published(Value, frozen=True, kw_only=True):
    """`site` holds only what readers get; `withdrawn` the articles that leave a notice at their address, because they were taken
    back, or because their review is overdue for longer than the site bears it."""

    site: Site
    withdrawn: Mapping[Key, Article]


def publish(site: Site, composed: Composed, today: date, *, drafts: bool) -> Published:
    """Return what readers get. With `drafts`, the preview's reader gets drafts and unreviewed articles too."""

    def is_shown(article: Article) -> bool:
        now = composed.clinical_hash(article.known_as)
        return drafts or (
            article.status != "draft" and may_be_published(article, site.people, today, site.settings.unreviewed, now)
        )

    def is_notice(article: Article) -> bool:
        now = composed.clinical_hash(article.known_as)
        return article.status == "withdrawn" or (not drafts and is_withheld(article, site.people, site.settings, today, now))

    withdrawn = {key: article for key, article in site.articles.items() if is_notice(article)}
    articles = {key: article for key, article in site.articles.items() if key not in withdrawn and is_shown(article)}
    kept = msgspec.structs.replace(site, articles=articles)
    sources = {source for kind, entry in kept.entries() for source in sources_of(kept, composed, kind, entry)}
    sources.update(*sources_of_care(site, composed).values())
    used = {id: source for id, source in site.sources.items() if id in sources}  # noqa: A001
    return Published(site=msgspec.structs.replace(kept, sources=used), withdrawn=withdrawn)


def texts_of(composed: Composed, kind: str, entry: Entry) -> Iterator[Prose]:
    """Yield the composed texts of an entry in reading order."""
    first = entry.main_message if isinstance(entry, Article) else entry.definition if isinstance(entry, Term) else ""
    if first in composed.inline:
        yield composed.inline[first]
    body = composed.bodies.get((kind, entry.lang, entry.id))
    if body is not None:
        yield body


def sources_of(site: Site, composed: Composed, kind: str, entry: Entry) -> Iterator[str]:
    """Yield the ids of all sources that an entry cites, links to or lists."""
    for prose in texts_of(composed, kind, entry):
        for citation in prose.citations:
            yield from citation.ids
        yield from (link.target for link in prose.links if link.kind == "source")
    if isinstance(entry, Article):
        for flag in site.red_flags_of(entry):
            yield from flag.cite
        for row in entry.compare.rows if entry.compare else ():
            yield from row.cite
        yield from (id for id, _ in sources_of_charts(entry.charts))  # noqa: A001
        yield from entry.sources
    elif isinstance(entry, Symptom | Term):
        yield from entry.cite


def sources_of_care(site: Site, composed: Composed) -> dict[Level, frozenset[str]]:
    """Return the ids of the sources that each level of urgency cites for what to do."""
    actions = {care.level: composed.inline[care.action] for care in site.settings.care_levels if care.action in composed.inline}
    return {level: frozenset(id for each in prose.citations for id in each.ids) for level, prose in actions.items()}  # noqa: A001


def linked_from_text(composed: Composed, kind: str, entry: Entry, target_kind: str) -> Iterable[str]:
    """Return the ids that an entry's texts link to by links of one kind."""
    return (link.target for prose in texts_of(composed, kind, entry) for link in prose.links if link.kind == target_kind)
