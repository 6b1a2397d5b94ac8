"""Everything that page builders look up, prepared in one walk over the site: who lists, mentions, cites and links to whom.

So each page costs what is on it, and the whole site costs one walk, however many pages there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from html import escape
from typing import TypeVar

from wellread.model import Article, Entry, Key, Page, Person, RedFlag, Site, Symptom, Term, Topic, Value
from wellread.render.addresses import Addresses, languages_of
from wellread.render.images import ImageInfo
from wellread.render.published import Published, linked_from_text, sources_of, sources_of_care
from wellread.render.resolve import Numbering, Resolver
from wellread.render.share import Sharing
from wellread.render.signs import SymptomSigns, gather_signs
from wellread.render.views import LinkView
from wellread.render.words import sort_key
from wellread.texts import Composed, Prose

E = TypeVar("E", bound=Entry)


class Catalogue(Value, frozen=True, kw_only=True):
    """What is published, composed and addressed, with indexes. Articles are sorted by title, symptoms and terms by name.

    The indexes go by (lang, id): `articles_with_symptom` and the like hold published articles of that language only.
    `drafts` says that drafts are among them. `references` holds the formatted references by id, `images` the files in static/ by
    name, as texts show them.
    """

    site: Site
    withdrawn: Mapping[Key, Article]
    composed: Composed
    addresses: Addresses
    today: date
    drafts: bool
    languages: tuple[str, ...]
    references: Mapping[str, str]
    images: Mapping[str, ImageInfo]
    sharing: Sharing | None
    articles: Mapping[str, tuple[Article, ...]]
    symptoms: Mapping[str, tuple[Symptom, ...]]
    terms: Mapping[str, tuple[Term, ...]]
    pages: Mapping[str, tuple[Page, ...]]
    topics: Mapping[str, tuple[Topic, ...]]
    articles_with_symptom: Mapping[Key, tuple[Article, ...]]
    articles_mentioning_symptom: Mapping[Key, tuple[Article, ...]]
    articles_using_term: Mapping[Key, tuple[Article, ...]]
    articles_on_topic: Mapping[Key, tuple[Article, ...]]
    symptoms_with_term: Mapping[Key, tuple[Symptom, ...]]
    signs: Mapping[Key, SymptomSigns]
    linked_from: Mapping[Key, tuple[LinkView, ...]]
    cited_by: Mapping[str, tuple[LinkView, ...]]

    def url(self, kind: str, id: str, lang: str) -> str:  # noqa: A002
        """Return the address of something that is known to have a page."""
        found = self.addresses.url_for(kind, id, lang)
        if found is None:
            raise LookupError(f"{kind}:{id} has no page")
        return found

    def article(self, id: str, lang: str) -> Article | None:  # noqa: A002
        """Return the published article that a reader of `lang` gets, or None."""
        return self.site.articles.get((lang, id)) or self.site.articles.get((self.site.settings.language, id))

    def symptom(self, id: str, lang: str) -> Symptom | None:  # noqa: A002
        return self.site.symptoms.get((lang, id)) or self.site.symptoms.get((self.site.settings.language, id))

    def term(self, id: str, lang: str) -> Term | None:  # noqa: A002
        return self.site.terms.get((lang, id)) or self.site.terms.get((self.site.settings.language, id))

    def person(self, id: str, lang: str) -> Person | None:  # noqa: A002
        return self.site.people.get((lang, id)) or self.site.people.get((self.site.settings.language, id))

    def body(self, kind: str, entry: Entry) -> Prose | None:
        return self.composed.bodies.get((kind, entry.lang, entry.id))

    def inline(self, text: str) -> Prose:
        """Return the composed inline text; one that was not composed shows as it was written."""
        return self.composed.inline.get(text) or Prose(html=escape(text, quote=False))

    def open_page(self, lang: str, here: str) -> tuple[Resolver, Numbering]:
        """Return what turns the texts of one page into HTML, and what numbers its references."""
        numbering = Numbering(self.site.sources, self.references)
        return Resolver(self.addresses, numbering, lang, here, self.images), numbering


def make_catalogue(
    published: Published,
    composed: Composed,
    addresses: Addresses,
    today: date,
    references: Mapping[str, str],
    images: Mapping[str, ImageInfo],
    *,
    drafts: bool = False,
    sharing: Sharing | None = None,
) -> Catalogue:
    """Walk over the published site once and return everything found, in an order that does not depend on the site's own."""
    site = published.site
    articles = sorted(site.articles.values(), key=lambda article: (sort_key(article.title), article.lang, article.id))
    symptoms = sorted(site.symptoms.values(), key=lambda symptom: (sort_key(symptom.name), symptom.lang, symptom.id))
    terms = sorted(site.terms.values(), key=lambda term: (sort_key(term.name), term.lang, term.id))
    pages = sorted(site.pages.values(), key=lambda page: (sort_key(page.title), page.lang, page.id))
    on_topic = _group(articles, lambda article: article.topics)
    used = {article.known_as: _terms_used(composed, article) for article in articles}
    with_symptom = _group(articles, lambda article: (ref.id for ref in article.symptoms))
    with_term = _group(symptoms, lambda symptom: symptom.terms)
    signs = gather_signs(site, with_symptom)
    return Catalogue(
        site=site,
        withdrawn=published.withdrawn,
        composed=composed,
        addresses=addresses,
        today=today,
        drafts=drafts,
        languages=languages_of(site),
        references=references,
        images=images,
        sharing=sharing,
        articles=_by_language(articles),
        symptoms=_by_language(symptoms),
        terms=_by_language(terms),
        pages=_by_language(pages),
        topics=_topics(site, on_topic),
        articles_with_symptom=with_symptom,
        articles_mentioning_symptom=_group(
            articles, lambda article: _symptoms_mentioned(composed, article, used[article.known_as], with_term)
        ),
        articles_using_term=_group(articles, lambda article: used[article.known_as]),
        articles_on_topic=on_topic,
        symptoms_with_term=with_term,
        signs=signs,
        linked_from=_linked_from(site, composed, addresses),
        cited_by=_cited_by(site, composed, addresses, signs),
    )


def _by_language(entries: Iterable[E]) -> dict[str, tuple[E, ...]]:
    found: defaultdict[str, list[E]] = defaultdict(list)
    for entry in entries:
        found[entry.lang].append(entry)
    return {lang: tuple(each) for lang, each in found.items()}


def _group(entries: Iterable[E], ids_of: Callable[[E], Iterable[str]]) -> dict[Key, tuple[E, ...]]:
    """Return the entries under each (lang, id) that they name, in the order given, each once."""
    found: defaultdict[Key, list[E]] = defaultdict(list)
    for entry in entries:
        for id in dict.fromkeys(ids_of(entry)):  # noqa: A001
            found[entry.lang, id].append(entry)
    return {key: tuple(each) for key, each in found.items()}


def _terms_used(composed: Composed, article: Article) -> tuple[str, ...]:
    found = composed.terms.get(("article", article.lang, article.id), ())
    return tuple(dict.fromkeys((*found, *linked_from_text(composed, "article", article, "term"))))


def _symptoms_mentioned(
    composed: Composed, article: Article, terms: Iterable[str], with_term: Mapping[Key, tuple[Symptom, ...]]
) -> Iterable[str]:
    """Yield the symptoms that an article links to or has a term of, without those that it is about."""
    own = {ref.id for ref in article.symptoms}
    linked = linked_from_text(composed, "article", article, "symptom")
    by_term = (symptom.id for term in terms for symptom in with_term.get((article.lang, term), ()))
    return (id for id in (*linked, *by_term) if id not in own)  # noqa: A001


def _topics(site: Site, on_topic: Mapping[Key, tuple[Article, ...]]) -> dict[str, tuple[Topic, ...]]:
    found: defaultdict[str, list[Topic]] = defaultdict(list)
    for lang, id in on_topic:  # noqa: A001
        if id in site.topics:
            found[lang].append(site.topics[id])
    return {lang: tuple(sorted(topics, key=lambda topic: (sort_key(topic.name), topic.id))) for lang, topics in found.items()}


def title_of(entry: Entry) -> str:
    """Return what an entry is called, whatever its kind."""
    return (
        entry.title if isinstance(entry, Article | Page) else entry.name if isinstance(entry, Symptom | Term | Person) else entry.id
    )


def _linked_from(site: Site, composed: Composed, addresses: Addresses) -> dict[Key, tuple[LinkView, ...]]:
    """Return the pages that link to each article, in their text or among their related articles."""
    found: defaultdict[Key, set[LinkView]] = defaultdict(set)
    for kind, entry in site.entries():
        url = addresses.url_for(kind, entry.id, entry.lang)
        if url is None:
            continue
        targets = list(linked_from_text(composed, kind, entry, "article"))
        if isinstance(entry, Article):
            targets += [*(ref.id for ref in entry.related), *entry.also]
        for id in targets:  # noqa: A001
            lang = addresses.lang_of("article", id, entry.lang)
            if lang and (kind, lang, id) != ("article", entry.lang, entry.id):
                found[lang, id].add(LinkView(text=title_of(entry), url=url))
    return {key: _sorted_links(links) for key, links in found.items()}


def _cited_by(
    site: Site, composed: Composed, addresses: Addresses, signs: Mapping[Key, SymptomSigns]
) -> dict[str, tuple[LinkView, ...]]:
    """Return the pages that cite or list each source, in their texts, on their care cards or otherwise."""
    of_care = sources_of_care(site, composed)
    found: defaultdict[str, set[LinkView]] = defaultdict(set)
    for kind, entry in site.entries():
        url = addresses.url_for(kind, entry.id, entry.lang)
        if url is None:
            continue
        flags = _flags_shown(site, entry, signs)
        sources = {source for flag in flags for source in (*flag.cite, *of_care.get(flag.level, ()))}
        for source in sources.union(sources_of(site, composed, kind, entry)):
            found[source].add(LinkView(text=title_of(entry), url=url))
    return {source: _sorted_links(links) for source, links in found.items()}


def _flags_shown(site: Site, entry: Entry, signs: Mapping[Key, SymptomSigns]) -> tuple[RedFlag, ...]:
    if isinstance(entry, Article):
        return site.red_flags_of(entry)
    return signs[entry.known_as].flags if isinstance(entry, Symptom) else ()


def _sorted_links(links: Iterable[LinkView]) -> tuple[LinkView, ...]:
    return tuple(sorted(links, key=lambda link: (sort_key(link.text), link.url)))
