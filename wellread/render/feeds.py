"""What feed readers read: the articles that changed last, and the medical changes alone. Their days are those that editors wrote,
never the clock's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from wellread.approval import shown_until
from wellread.model import Article
from wellread.render.articles import TAKEN_BACK, WITHHELD
from wellread.render.catalogue import Catalogue
from wellread.render.program_views import FeedEntryView, FeedView

ENTRIES = 30
"""How many articles or changes a feed holds: the last ones."""
FEEDS = (("feed.xml", "feed.atom.xml"), ("feed.json", "feed.json"))
CLINICAL_FEEDS = (("feed-clinical.xml", "feed.atom.xml"), ("feed-clinical.json", "feed.json"))
"""Each feed's file, and its template."""

EPOCH = date(1970, 1, 1)


def feed_path(catalogue: Catalogue, lang: str, name: str) -> str:
    """Return the path of a language's feed below the base path; a language without articles gets the site's own."""
    articles = catalogue.addresses.paths.get(("list", lang, "articles"))
    return f"{lang}/{name}" if articles and lang != catalogue.addresses.language else name


def view_feed(catalogue: Catalogue, lang: str, name: str) -> FeedView:
    """Return the articles that changed last, the newest first. Drafts never get into a feed."""
    settings = catalogue.site.settings
    listed = [article for article in catalogue.articles.get(lang, ()) if article.status != "draft"]
    newest = sorted(listed, key=lambda article: (article.updated, article.published), reverse=True)[:ENTRIES]
    pages = (page.updated for page in catalogue.pages.get(lang, ()))
    canonical = catalogue.addresses.canonical
    home = canonical(catalogue.url("list", "home", lang))
    return FeedView(
        id=home,
        title=settings.title,
        subtitle=settings.description,
        language=lang,
        url=canonical(catalogue.addresses.base_path + feed_path(catalogue, lang, name)),
        home=home,
        updated=_moment(newest[0].updated if newest else max(pages, default=EPOCH)),
        author=settings.organisation,
        entries=tuple(_entry(catalogue, article) for article in newest),
    )


def _entry(catalogue: Catalogue, article: Article) -> FeedEntryView:
    url = catalogue.addresses.canonical(catalogue.url("article", article.id, article.lang))
    authors = (catalogue.person(id, article.lang) for id in article.authors)  # noqa: A001
    topics = (catalogue.site.topics.get(id) for id in dict.fromkeys(article.topics))  # noqa: A001
    return FeedEntryView(
        title=article.title,
        url=url,
        id=url,
        published=_moment(article.published),
        updated=_moment(article.updated),
        summary=article.description,
        author=", ".join(person.name for person in authors if person) or catalogue.site.settings.organisation,
        tags=tuple(topic.name for topic in topics if topic),
    )


# --- medical changes --------------------------------------------------------------------------------------------------


def view_clinical_feed(catalogue: Catalogue, lang: str, name: str) -> FeedView:
    """Return the changes of medical facts, and the articles that were taken back or are withheld, the newest first."""
    feed = view_feed(catalogue, lang, name)
    found = [*_changes(catalogue, lang), *_withdrawals(catalogue, lang)]
    entries = tuple(sorted(found, key=lambda entry: (entry.updated, entry.id), reverse=True)[:ENTRIES])
    settings = catalogue.site.settings
    return FeedView(
        id=feed.url,
        title=f"{settings.title}: medical changes",
        subtitle="What changed in the medical facts of our pages, and which pages we took back.",
        language=lang,
        url=feed.url,
        home=feed.home,
        updated=entries[0].updated if entries else feed.updated,
        author=settings.organisation,
        entries=entries,
    )


def _changes(catalogue: Catalogue, lang: str) -> Iterator[FeedEntryView]:
    for article in catalogue.articles.get(lang, ()):
        days: Counter[date] = Counter()
        for change in article.changes if article.status != "draft" else ():
            if change.kind == "clinical":
                days[change.date] += 1
                yield _event(
                    catalogue, article, article.title, change.note, change.date, f"changed-{change.date}-{days[change.date]}"
                )


def _withdrawals(catalogue: Catalogue, lang: str) -> Iterator[FeedEntryView]:
    for article in catalogue.withdrawn.values():
        if article.lang != lang:
            continue
        if article.status == "withdrawn":
            reason = article.withdrawn.reason if article.withdrawn else ""
            said = f"{TAKEN_BACK} {reason}".strip()
            yield _event(catalogue, article, f"Withdrawn: {article.title}", said, article.updated, f"withdrawn-{article.updated}")
        else:
            sign_off = article.sign_off(catalogue.site.people, catalogue.composed.clinical_hash(article.known_as))
            last = shown_until(article, sign_off, catalogue.site.settings) or article.updated
            day = last + timedelta(days=1)
            yield _event(catalogue, article, f"Not shown for now: {article.title}", WITHHELD, day, f"withheld-{day}")


def _event(catalogue: Catalogue, article: Article, title: str, said: str, day: date, fragment: str) -> FeedEntryView:
    whole = _entry(catalogue, article)
    return msgspec.structs.replace(
        whole,
        title=title,
        id=f"{whole.url}#{fragment}",
        published=_moment(day),
        updated=_moment(day),
        summary=said,
        author=catalogue.site.settings.organisation,
        tags=(),
    )


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
