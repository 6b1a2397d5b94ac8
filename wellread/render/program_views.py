"""What is made for programs: feeds, the sitemap, robots.txt. Plain frozen values like those in views.py."""

from __future__ import annotations

from wellread.model import Value

DATA = "(data)"
"""In place of a template's name: the file is the view itself, in JSON."""


TEXT = "(text)"
"""In place of a template's name: the file is the text of a TextView."""


class TextView(Value, frozen=True, kw_only=True):
    """A file that is plain text, or that was made elsewhere: llms.txt, the schemas of the API."""

    text: str


class FeedEntryView(Value, frozen=True, kw_only=True):
    """`updated` and `published` are RFC 3339; `id` is the address that will not change while the site keeps its own."""

    title: str
    url: str
    id: str
    published: str
    updated: str
    summary: str
    author: str
    tags: tuple[str, ...] = ()


class FeedView(Value, frozen=True, kw_only=True):
    """feed.atom.xml and feed.json, for all changes and for medical ones. Addresses are absolute; `url` is the feed's own, `home`
    the page that it belongs to."""

    id: str
    title: str
    subtitle: str
    language: str
    url: str
    home: str
    updated: str
    author: str
    entries: tuple[FeedEntryView, ...]


class SitemapUrl(Value, frozen=True, kw_only=True):
    """`lastmod` is the day the page's content last changed ("" if nobody wrote one down)."""

    loc: str
    lastmod: str


class SitemapView(Value, frozen=True, kw_only=True):
    """sitemap.xml"""

    urls: tuple[SitemapUrl, ...]


class WordsView(Value, frozen=True, kw_only=True):
    """words.json of the search page: the words of names and titles, in small letters, the commonest first; `typed` are others that
    pages are found by, misspelt ones among them, which nobody is asked whether they meant."""

    words: tuple[str, ...]
    typed: tuple[str, ...]


class SitemapIndexView(Value, frozen=True, kw_only=True):
    """sitemap_index.xml: the sitemaps of a site that has more addresses than one may hold."""

    sitemaps: tuple[SitemapUrl, ...]


class RobotsView(Value, frozen=True, kw_only=True):
    """robots.txt"""

    sitemap: str
