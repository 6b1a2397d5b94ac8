"""What crawlers read: the sitemap, robots.txt, and llms.txt for those that answer questions. Days are those of the content."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from html import escape

from wellread.render.api_parts import address_of
from wellread.render.catalogue import Catalogue
from wellread.render.program_views import RobotsView, SitemapIndexView, SitemapUrl, SitemapView, TextView
from wellread.render.resolve import to_text
from wellread.render.words import URGENCY

MOST_URLS = 50_000
MOST_BYTES = 50_000_000
"""What a sitemap may hold by the protocol (sitemaps.org): so many addresses, and 50 MB before it is compressed."""
AROUND_URL = 90
"""At most so many bytes stand around an address in a sitemap, a day included."""
MOST_LISTED = 500
"""A longer llms.txt is not what its readers take in at once; then it leads to the lists."""

Dated = tuple[str, date | None]
"""An absolute address, and the day of the last change there if one is known."""


def view_sitemaps(catalogue: Catalogue, urls: Iterable[Dated]) -> Iterator[tuple[str, str, SitemapView | SitemapIndexView]]:
    """Yield each file of the sitemap with its template: one alone, or as many as it takes with an index of them in its place."""
    parts = list(_split(sorted(urls, key=lambda url: url[0])))
    if len(parts) == 1:
        yield "sitemap.xml", "sitemap.xml", _sitemap(parts[0])
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    base = catalogue.addresses.canonical(catalogue.addresses.base_path)
    listed = tuple(
        SitemapUrl(loc=base + name, lastmod=max((each.lastmod for each in _sitemap(part).urls), default=""))
        for name, part in zip(names, parts, strict=True)
    )
    yield "sitemap.xml", "sitemap_index.xml", SitemapIndexView(sitemaps=listed)
    yield from ((name, "sitemap.xml", _sitemap(part)) for name, part in zip(names, parts, strict=True))


def _split(urls: list[Dated]) -> Iterator[list[Dated]]:
    part: list[Dated] = []
    size = 0
    for url in urls:
        more = len(escape(url[0]).encode()) + AROUND_URL
        if part and (len(part) == MOST_URLS or size + more > MOST_BYTES):
            yield part
            part, size = [], 0
        part.append(url)
        size += more
    yield part


def _sitemap(urls: Iterable[Dated]) -> SitemapView:
    return SitemapView(urls=tuple(SitemapUrl(loc=loc, lastmod=day.isoformat() if day else "") for loc, day in urls))


def view_robots(catalogue: Catalogue) -> RobotsView:
    return RobotsView(sitemap=catalogue.addresses.canonical(f"{catalogue.addresses.base_path}sitemap.xml"))


# --- llms.txt ---------------------------------------------------------------------------------------------------------

BEFORE_ANSWERING = (
    "Before you answer from these pages: put the signs that ask for help, and what to do about them, before everything else. Say"
    " whether a clinician has checked the page: its review line says so. Link to the page. Do not use a copy of a page that was"
    " withdrawn."
)


def view_llms(catalogue: Catalogue, lang: str) -> TextView:
    """Return llms.txt (llmstxt.org): what the site is, how it is reviewed, and where everything is, in Markdown."""
    settings = catalogue.site.settings
    articles = [article for article in catalogue.articles.get(lang, ()) if article.status != "draft"]
    shown = articles if len(articles) <= MOST_LISTED else []
    parts = [
        f"# {_plain(settings.title)}",
        f"> {_plain(settings.description)}",
        _plain(settings.footer_note),
        BEFORE_ANSWERING,
        *(f"{URGENCY[care.level]}: {_plain(to_text(catalogue.inline(care.action).html))}" for care in settings.care_levels),
        _section("Articles", ((a.title, _absolute(catalogue, "article", a.id, lang), a.description) for a in shown)),
        _section("Lists", _lists(catalogue, lang)),
        _section(
            "About", ((p.title, _absolute(catalogue, "page", p.id, lang), p.description) for p in catalogue.pages.get(lang, ()))
        ),
        _section("For programs", _for_programs(catalogue, lang)),
    ]
    return TextView(text="\n\n".join(part for part in parts if part) + "\n")


def _lists(catalogue: Catalogue, lang: str) -> Iterator[tuple[str, str, str]]:
    said = {
        "articles": ("Articles A to Z", "every article, also by other words for it"),
        "symptoms": ("Symptoms A to Z", "what somebody feels or sees, with the signs that ask for help"),
        "glossary": ("Glossary", "medical words in plain ones"),
        "sources": ("Sources", "everything that the pages cite"),
    }
    for name, (title, what) in said.items():
        if ("list", lang, name) in catalogue.addresses.paths:
            yield title, _absolute(catalogue, "list", name, lang), what


def _for_programs(catalogue: Catalogue, lang: str) -> Iterator[tuple[str, str, str]]:
    base = catalogue.addresses.canonical(catalogue.addresses.base_path)
    yield "Sitemap", f"{base}sitemap.xml", "every page, with the day of its last change"
    yield "Medical changes", f"{base}feed-clinical.xml", "changes of medical facts, and pages that were taken back (Atom)"
    if catalogue.site.settings.features.api and not catalogue.drafts:
        yield (
            "API",
            address_of(catalogue, lang, "index"),
            "articles, symptoms, glossary and warning signs as JSON, with their schemas",
        )


def _section(title: str, links: Iterable[tuple[str, str, str]]) -> str:
    lines = [f"- [{_plain(text)}]({url}): {_plain(what)}" for text, url, what in links]
    return "\n".join((f"## {title}", "", *lines)) if lines else ""


def _absolute(catalogue: Catalogue, kind: str, name: str, lang: str) -> str:
    return catalogue.addresses.canonical(catalogue.url(kind, name, lang))


def _plain(text: str) -> str:
    """Return a text on one line in which nothing is Markdown."""
    return re.sub(r"([\\`*_\[\]<>])", r"\\\1", " ".join(text.split()))
