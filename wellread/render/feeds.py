"""What programs read: the feeds, the sitemap, robots.txt. Their days are those that editors wrote, never the clock's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from wellread.model import Article
from wellread.render.catalogue import Catalogue
from wellread.render.program_views import FeedEntryView, FeedView, RobotsView, SitemapUrl, SitemapView

ENTRIES = 30
"""How many articles a feed holds: those that changed last."""

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


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def view_sitemap(urls: Iterable[tuple[str, date | None]]) -> SitemapView:
    """Return the sitemap of these absolute addresses, each with the day of its last change if one is known."""
    return SitemapView(
        urls=tuple(SitemapUrl(loc=loc, lastmod=day.isoformat() if day else "") for loc, day in sorted(urls, key=_by_loc))
    )


def _by_loc(url: tuple[str, date | None]) -> str:
    return url[0]


def view_robots(catalogue: Catalogue) -> RobotsView:
    return RobotsView(sitemap=catalogue.addresses.canonical(f"{catalogue.addresses.base_path}sitemap.xml"))
