"""Which files there will be, and what goes into each: a site → planned pages, in the order of their paths."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Literal

import msgspec

from wellread.model import Article, Entry, Page, Site, Value, old_path
from wellread.problems import Place
from wellread.render.addresses import addresses_of, languages_of, lists_of
from wellread.render.api import ApiFile, plan_api
from wellread.render.articles import head_of_article, view_and_frame, view_withdrawn
from wellread.render.catalogue import Catalogue, make_catalogue
from wellread.render.crawlers import view_llms, view_robots, view_sitemaps
from wellread.render.feeds import CLINICAL_FEEDS, FEEDS, feed_path, view_clinical_feed, view_feed
from wellread.render.finding import view_body, view_search, words_path
from wellread.render.frames import Frame
from wellread.render.glossary import view_term
from wellread.render.images import ImageInfo
from wellread.render.leaflet import QR, QrView
from wellread.render.lists import view_articles, view_glossary, view_home, view_sources, view_symptoms, view_topic, view_topics
from wellread.render.pages import view_not_found, view_page, view_redirect
from wellread.render.program_views import DATA, TEXT
from wellread.render.published import publish
from wellread.render.references import format_references
from wellread.render.saving import MANIFEST, WORKER, WorkerView, view_manifest, view_saved
from wellread.render.search import view_words
from wellread.render.share import TEMPLATE as SHARE
from wellread.render.share import Sharing
from wellread.render.style_guide import PATH as STYLE_GUIDE
from wellread.render.style_guide import view_style_guide
from wellread.render.symptoms import view_symptom
from wellread.render.views import (
    AzView,
    BodyView,
    Head,
    HomeView,
    PageView,
    SavedView,
    SearchView,
    SourcesView,
    SymptomView,
    TermView,
    TopicsView,
    TopicView,
    WithdrawnView,
)
from wellread.texts import Composed

ListView = HomeView | AzView | TopicsView | SourcesView | SearchView | BodyView | SavedView
_LISTS: Mapping[str, tuple[str, Callable[[Catalogue, str], ListView], bool]] = {
    "home": ("home.html", view_home, True),
    "articles": ("az.html", view_articles, True),
    "symptoms": ("az.html", view_symptoms, False),
    "topics": ("topics.html", view_topics, True),
    "glossary": ("az.html", view_glossary, False),
    "sources": ("sources.html", view_sources, False),
    "search": ("search.html", view_search, False),
    "body": ("body.html", view_body, False),
    "saved": ("saved.html", view_saved, False),
}
"""Each list's template, what makes its view, and whether what it lists is dated."""

PAGE = "page.html"
"""The template of pages such as “about”, unless there is one for that page alone."""


class PlannedPage(Value, frozen=True, kw_only=True):
    """A file to be made of a template and a view, or of the view alone: with DATA for a template it is the view in JSON. `place` is
    what an editor wrote for it.

    `make` returns the view, and for an article's page the frame of its text too: each time anew, so that the views of all pages are
    never in memory together. `head` is the view's own, None for what is not a page to find (feeds, pointers, "not found");
    `changed` the last day on which the page, or what it lists, changed (None if nobody wrote one down); `article` is what an
    article's page shows, `tells_of` the files of withdrawn articles whose title and address stand in this one.
    """

    path: str
    template: str
    make: Callable[[], tuple[Value, Frame | None]]
    kind: Literal["asset", "page", "list"]
    lang: str
    place: Place
    head: Head | None = None
    changed: date | None = None
    article: Article | None = None
    tells_of: tuple[str, ...] = ()

    @property
    def view(self) -> Value:
        return self.make()[0]


def plan_site(
    site: Site,
    composed: Composed,
    today: date,
    base_url: str,
    drafts: bool,
    *,
    references: Mapping[str, str] | None = None,
    images: Mapping[str, ImageInfo] | None = None,
) -> tuple[PlannedPage, ...]:
    """Return every page, feed and list of the site, sorted by path. Two may want the same path: the caller reports it.

    `references` are the formatted references by id, if the caller remembers them (they take most of the time); `images` are
    the files in static/ by name, as texts show them.
    """
    return plan_catalogue(open_catalogue(site, composed, today, base_url, drafts=drafts, references=references, images=images))


def open_catalogue(
    site: Site,
    composed: Composed,
    today: date,
    base_url: str,
    *,
    drafts: bool,
    references: Mapping[str, str] | None = None,
    images: Mapping[str, ImageInfo] | None = None,
    sharing: Sharing | None = None,
) -> Catalogue:
    """Return what is published of the site, indexed. With `sharing`, there is a picture for where each page is shared."""
    published = publish(site, composed, today, drafts=drafts)
    settings = site.settings
    if references is None:
        references = format_references(published.site.sources.values(), settings.citation_style, settings.language)
    addresses = addresses_of(base_url, published.site, published.withdrawn)
    return make_catalogue(published, composed, addresses, today, references, images or {}, drafts=drafts, sharing=sharing)


def plan_catalogue(catalogue: Catalogue) -> tuple[PlannedPage, ...]:
    """Return every page, feed and list of what the catalogue holds, sorted by path."""
    entries = tuple(_plan_entries(catalogue))
    lists = [page for lang in languages_of(catalogue.site) for page in _plan_lists(catalogue, lang)]
    redirects = _plan_redirects(catalogue, entries)
    programs = _plan_for_programs(catalogue, [*entries, *lists])
    codes = _plan_codes(catalogue, entries)
    planned = (*entries, *lists, *redirects, *programs, *codes, *_plan_api(catalogue), *_plan_shares(catalogue))
    return tuple(sorted(planned, key=lambda page: (page.path, page.place, page.lang)))


def _plan_codes(catalogue: Catalogue, pages: Iterable[PlannedPage]) -> Iterator[PlannedPage]:
    """Yield the QR codes of pages that are given to people on paper, each beside its page."""
    for page in pages:
        if page.head and page.head.qr_url:
            yield PlannedPage(
                path=catalogue.addresses.output_of(page.head.qr_url),
                template=QR,
                make=partial(_same, QrView(address=page.head.canonical)),
                kind="asset",
                lang=page.lang,
                place=page.place,
            )


def _plan_shares(catalogue: Catalogue) -> Iterator[PlannedPage]:
    """Yield the pictures for where pages are shared."""
    sharing = catalogue.sharing
    articles = (article for articles in catalogue.articles.values() for article in articles)
    for article in (None, *articles) if sharing else ():
        assert sharing
        yield PlannedPage(
            path=sharing.path(article),
            template=SHARE,
            make=partial(_same, sharing.view(article)),
            kind="asset",
            lang=article.lang if article else catalogue.addresses.language,
            place=article.origin.at() if article else catalogue.site.settings.origin.at(),
        )


def with_own_template(page: PlannedPage, templates: Collection[str]) -> PlannedPage:
    """Return the page with the template that is there for it alone: pages/ID.html for content/pages/ID.md, in all languages."""
    own = f"pages/{page.place.path.rpartition('/')[2].partition('.')[0]}.html"
    return msgspec.structs.replace(page, template=own) if page.template == PAGE and own in templates else page


def _plan_entries(catalogue: Catalogue) -> Iterator[PlannedPage]:
    def plan(template: str, view: WithdrawnView | SymptomView | TermView | PageView, entry: Entry) -> PlannedPage:
        return PlannedPage(
            path=catalogue.addresses.output_of(view.head.url),
            template=template,
            make=lambda: (view, None),
            kind="page",
            lang=entry.lang,
            place=entry.origin.at(),
            head=view.head,
            changed=entry.updated if isinstance(entry, Article | Page) else None,
        )

    def plan_article(article: Article) -> PlannedPage:
        head = head_of_article(catalogue, article)
        return PlannedPage(
            path=catalogue.addresses.output_of(head.url),
            template="article.html",
            make=lambda: view_and_frame(catalogue, article, head),
            kind="page",
            lang=article.lang,
            place=article.origin.at(),
            head=head,
            changed=article.updated,
            article=article,
        )

    for articles in catalogue.articles.values():
        yield from map(plan_article, articles)
    for article in catalogue.withdrawn.values():
        yield plan("withdrawn.html", view_withdrawn(catalogue, article), article)
    for symptoms in catalogue.symptoms.values():
        yield from (plan("symptom.html", view_symptom(catalogue, symptom), symptom) for symptom in symptoms)
    for terms in catalogue.terms.values():
        yield from (plan("term.html", view_term(catalogue, term), term) for term in terms)
    for pages in catalogue.pages.values():
        yield from (plan(PAGE, view_page(catalogue, page), page) for page in pages)


def _plan_lists(catalogue: Catalogue, lang: str) -> Iterator[PlannedPage]:
    """Yield the lists of a language. Symptoms, terms and sources are not dated, so neither are the lists of them."""

    def plan(template: str, view: ListView | TopicView, place: Place, newest: date | None) -> PlannedPage:
        path = catalogue.addresses.output_of(view.head.url)
        return PlannedPage(
            path=path,
            template=template,
            make=lambda: (view, None),
            kind="list",
            lang=lang,
            place=place,
            head=view.head,
            changed=newest,
        )

    settings_place = catalogue.site.settings.origin.at()
    newest = _newest(catalogue.articles.get(lang, ()))
    for name in lists_of(catalogue.site, lang):
        template, make_view, is_dated = _LISTS[name]
        yield plan(template, make_view(catalogue, lang), settings_place, newest if is_dated else None)
    for topic in catalogue.topics.get(lang, ()):
        changed = _newest(catalogue.articles_on_topic[lang, topic.id])
        yield plan("topic.html", view_topic(catalogue, topic, lang), topic.origin.at(), changed)


def _plan_redirects(catalogue: Catalogue, targets: Iterable[PlannedPage]) -> Iterator[PlannedPage]:
    """Yield a pointer at each old address; one that no file can answer was refused by read/."""
    heads = {page.path: page.head for page in targets}
    entries: tuple[tuple[str, Iterable[Article | Page]], ...] = (
        ("article", (*catalogue.site.articles.values(), *catalogue.withdrawn.values())),
        ("page", catalogue.site.pages.values()),
    )
    for kind, moved in entries:
        for entry in moved:
            head = heads[catalogue.addresses.output_of(catalogue.url(kind, entry.id, entry.lang))]
            for position, old in enumerate(entry.redirect_from):
                path = old_path(old)
                if path and head:
                    view = view_redirect(catalogue, head, entry.lang)
                    place = entry.origin.at("redirect_from", position)
                    yield PlannedPage(
                        path=path,
                        template="redirect.html",
                        make=partial(_same, view),
                        kind="list",
                        lang=entry.lang,
                        place=place,
                    )


def _plan_for_programs(catalogue: Catalogue, pages: Iterable[PlannedPage]) -> Iterator[PlannedPage]:
    """Yield the page for addresses that lead nowhere, the feeds, the sitemap, robots.txt and llms.txt."""
    own = catalogue.addresses.language
    place = catalogue.site.settings.origin.at()

    def plan(path: str, template: str, view: Value, lang: str = own, tells_of: tuple[str, ...] = ()) -> PlannedPage:
        return PlannedPage(
            path=path, template=template, make=lambda: (view, None), kind="list", lang=lang, place=place, tells_of=tells_of
        )

    yield plan("404.html", "not_found.html", view_not_found(catalogue, own))
    for lang in languages_of(catalogue.site):
        if ("list", lang, "articles") in catalogue.addresses.paths:
            for name, template in FEEDS:
                yield plan(feed_path(catalogue, lang, name), template, view_feed(catalogue, lang, name), lang)
            gone = tuple(article.origin.path for article in catalogue.withdrawn.values() if article.lang == lang)
            for name, template in CLINICAL_FEEDS:
                yield plan(feed_path(catalogue, lang, name), template, view_clinical_feed(catalogue, lang, name), lang, gone)
        if search := catalogue.addresses.paths.get(("list", lang, "search")):
            yield plan(search + words_path(), DATA, view_words(catalogue, lang), lang)
    listed = ((page.head.canonical, page.changed) for page in pages if page.head and not page.head.noindex)
    for path, template, view in view_sitemaps(catalogue, listed):
        yield plan(path, template, view)
    yield plan("robots.txt", "robots.txt", view_robots(catalogue))
    if catalogue.site.settings.features.style_guide:
        yield plan(f"{STYLE_GUIDE}index.html", "style_guide.html", view_style_guide(catalogue, own))
    yield plan("llms.txt", TEXT, view_llms(catalogue, own))
    if catalogue.site.settings.features.save_pages:
        yield plan(WORKER, WORKER, WorkerView())
        yield plan(MANIFEST, DATA, view_manifest(catalogue, own))


def _plan_api(catalogue: Catalogue) -> Iterator[PlannedPage]:
    """Yield the files of the API. Each view is made when it is asked for."""

    def plan(file: ApiFile) -> PlannedPage:
        template = TEXT if file.is_text else DATA
        make = partial(_made, file.make)
        return PlannedPage(path=file.path, template=template, make=make, kind=file.kind, lang=file.lang, place=file.place)

    return map(plan, plan_api(catalogue))


def _made(make: Callable[[], Value]) -> tuple[Value, None]:
    return make(), None


def _same(view: Value) -> tuple[Value, None]:
    return view, None


def _newest(articles: Iterable[Article]) -> date | None:
    return max((article.updated for article in articles), default=None)
