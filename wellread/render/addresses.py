"""Where everything stands: the one place that knows a page's path, its address and the file it is written to."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from wellread.model import Article, Key, Site, Value

LISTS: Mapping[str, str] = {
    "home": "",
    "articles": "articles/",
    "symptoms": "symptoms/",
    "topics": "topics/",
    "glossary": "glossary/",
    "sources": "sources/",
    "search": "search/",
    "body": "symptoms/by-body-part/",
    "saved": "saved/",
}
"""Every list that a text or a menu can name, and its path."""

Target = tuple[str, str, str]
"""What an address leads to: (kind, lang, id), with the kinds that texts use (article, term, symptom, topic, page, list, source) and
"person"."""


class Addresses(Value, frozen=True, kw_only=True):
    """The addresses of one site. What is not in `paths` has no page, and its address is None.

    `origin` is the scheme and host without a slash at the end; `base_path` starts and ends with one; `paths` holds each page's path
    below it ("articles/hiccups/"), with a fragment for what is a part of a page ("sources/#hiccups-handbook").
    """

    origin: str
    base_path: str
    language: str
    paths: Mapping[Target, str]

    def lang_of(self, kind: str, id: str, lang: str) -> str | None:  # noqa: A002
        """Return the language that a reader of `lang` gets this in: their own, else the site's, else None."""
        if (kind, lang, id) in self.paths:
            return lang
        return self.language if (kind, self.language, id) in self.paths else None

    def url_for(self, kind: str, id: str, lang: str, fragment: str = "") -> str | None:  # noqa: A002
        """Return the address below the host ("/health/articles/hiccups/#causes"), or None for what has no page."""
        found = self.lang_of(kind, id, lang)
        if found is None:
            return None
        path = self.paths[kind, found, id]
        if fragment:
            path = f"{path.partition('#')[0]}#{quote(fragment)}"
        return self.base_path + path

    def canonical(self, url: str) -> str:
        """Return the absolute address for one that `url_for` gave."""
        return self.origin + url

    def output_of(self, url: str) -> str:
        """Return the file that an address of this site is read from ("articles/hiccups/index.html")."""
        path = url.partition("#")[0].removeprefix(self.base_path)
        return f"{path}index.html" if path == "" or path.endswith("/") else path


def addresses_of(base_url: str, site: Site, withdrawn: Mapping[Key, Article] | None = None) -> Addresses:
    """Return the addresses of all that readers get: `site` without what is not published, and the articles that were taken back."""
    own = site.settings.language
    origin, base_path = split_base_url(base_url)
    paths: dict[Target, str] = {}
    folders = (
        ("article", "articles/", {**site.articles, **(withdrawn or {})}),
        ("symptom", "symptoms/", site.symptoms),
        ("term", "glossary/", site.terms),
        ("page", "", site.pages),
    )
    for kind, folder, entries in folders:
        for lang, id in entries:  # noqa: A001
            paths[kind, lang, id] = f"{_prefix(lang, own)}{folder}{quote(id)}/"
    for lang, id in sorted({(article.lang, topic) for article in site.articles.values() for topic in article.topics}):  # noqa: A001
        if id in site.topics:
            paths["topic", lang, id] = f"{_prefix(lang, own)}topics/{quote(id)}/"
    for lang in languages_of(site):
        for name in lists_of(site, lang):
            paths["list", lang, name] = f"{_prefix(lang, own)}{LISTS[name]}"
    for id in site.sources:  # noqa: A001
        paths["source", own, id] = f"sources/#{quote(id)}"
    for lang, id in site.people:  # noqa: A001
        about = paths.get(("page", lang, "about")) or paths.get(("page", own, "about"))
        if about:
            paths["person", lang, id] = f"{about}#{quote(person_fragment(id))}"
    return Addresses(origin=origin, base_path=base_path, language=own, paths=paths)


def languages_of(site: Site) -> tuple[str, ...]:
    """Return the languages that something is published in, the site's own first."""
    own = site.settings.language
    entries = (*site.articles, *site.symptoms, *site.terms, *site.pages)
    return (own, *sorted({lang for lang, _ in entries} - {own}))


def lists_of(site: Site, lang: str) -> tuple[str, ...]:
    """Return the lists that there are in a language: in the site's own all but those that have to be asked for (search, saved
    pages) or filled (parts of the body), in another one those with something in them."""
    has_search, has_saved = site.settings.features.search, site.settings.features.save_pages
    has_parts = any(symptom.body_parts for (each, _), symptom in site.symptoms.items() if each == lang)
    if lang == site.settings.language:
        optional = {"search": has_search, "body": has_parts, "saved": has_saved}
        return tuple(name for name in LISTS if optional.get(name, True))
    articles = [article for article in site.articles.values() if article.lang == lang]
    filled = {
        "home": True,
        "articles": bool(articles),
        "symptoms": any(each == lang for each, _ in site.symptoms),
        "topics": any(topic in site.topics for article in articles for topic in article.topics),
        "glossary": any(each == lang for each, _ in site.terms),
        "search": has_search,
        "body": has_parts,
    }
    return tuple(name for name, there in filled.items() if there)


def person_fragment(id: str) -> str:  # noqa: A002
    """Return the fragment of somebody's entry on the page about us; no heading of the text may begin like it."""
    return f"person-{id}"


def split_base_url(base_url: str) -> tuple[str, str]:
    """Return ("https://example.org", "/health/") for "https://example.org/health"."""
    parts = urlsplit(base_url)
    path = "/".join(quote(step, safe="%~") for step in parts.path.split("/") if step)
    return f"{parts.scheme}://{parts.netloc}", f"/{path}/" if path else "/"


def _prefix(lang: str, own: str) -> str:
    return "" if lang == own else f"{quote(lang)}/"
