"""What a report is made of: the site as the build reads, composes and checks it, and what it found. Remembered as builds are."""

from __future__ import annotations

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

import msgspec

from wellread.check import check_site, settle, waivers_of
from wellread.check.case import Case
from wellread.check.evidence import cited_by
from wellread.jobs import Workers
from wellread.layers import read_layers
from wellread.memo import Memo
from wellread.model import Article, Key, RedFlagUse, SignOff, Site, Value
from wellread.pipeline import Order, build, open_memo
from wellread.problems import Problem, SiteError
from wellread.prose import find_wording, find_wording_inline, measure_readability
from wellread.read import Scan, scan
from wellread.render.catalogue import Catalogue
from wellread.render.plan import open_catalogue
from wellread.stages import compose_all, read_all
from wellread.texts import Readability, Wording
from wellread.watch import Watch

SITE_WIDE = frozenset(("third-party",))
"""Rules whose findings, wherever they are placed, concern every page."""
MOST_WORDS = 8
"""So many long words are named for each article."""


class Measured(Value, frozen=True, kw_only=True):
    """How long an article's running text is, and how hard to read (None in other languages than English)."""

    words: int
    sentences: int
    readability: Readability | None


class Found(NamedTuple):
    """The problems of an article, and how many there are of each code that a waiver silences."""

    problems: tuple[Problem, ...]
    waived: Mapping[str, int]


class Survey:
    """A site, seen as the build sees it on a day. `problems` is what `wellread check` says. Raises SiteError if there is none."""

    def __init__(self, order: Order) -> None:
        built = build(order, publish=False)
        self.problems = built.problems
        self.today = order.today
        scanned = scan(order.root)
        workers = Workers(order.jobs, Watch())
        with open_memo(order) as memo:
            site, _ = read_all(scanned, memo, workers)
            if site is None:
                first = next((each for each in built.problems if each.place.path == "site.yaml"), None)
                why = f"line {first.place.line}: {first.message}; " if first else ""
                raise SiteError(f"site.yaml can't be read: {why}wellread check says more")
            self.site: Site = site
            self.composed, self._wording = compose_all(site, scanned, memo, workers)
            self.measured = _measure(site, scanned, memo, workers)
        static = frozenset(read_layers(order.root).static)
        self.case = Case(site, self.composed, order.today, static=static)
        self._silenced = self._find_silenced(static)

    @cached_property
    def catalogue(self) -> Catalogue:
        """What readers get, indexed. Nobody reads its references here, so they are not formatted."""
        named = dict.fromkeys(self.site.sources, "")
        base_url = self.site.settings.base_url
        return open_catalogue(self.site, self.composed, self.today, base_url, drafts=False, references=named)

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        return tuple(sorted(self.site.articles.values(), key=lambda each: (each.title.casefold(), each.lang, each.id)))

    @cached_property
    def public(self) -> frozenset[Key]:
        """The articles that readers get."""
        return frozenset(article.known_as for articles in self.catalogue.articles.values() for article in articles)

    @cached_property
    def rests_on(self) -> Mapping[Key, tuple[str, ...]]:
        """The ids of the sources that each article cites or lists, of the articles that readers get."""
        public = (article for article in self.articles if article.known_as in self.public)
        return {each.known_as: tuple(sorted(cited_by(self.case, each).union(each.sources))) for each in public}

    @cached_property
    def citing(self) -> Mapping[str, tuple[Article, ...]]:
        """The articles that readers get and that rest on each source, by its id."""
        found: defaultdict[str, list[Article]] = defaultdict(list)
        for article in self.articles:
            for name in self.rests_on.get(article.known_as, ()):
                found[name].append(article)
        return {name: tuple(articles) for name, articles in found.items()}

    @cached_property
    def found(self) -> Mapping[Key, Found]:
        """What was found of each article: in its file, and in the records of the sources and red flags that it uses."""
        problems: defaultdict[Key, list[Problem]] = defaultdict(list)
        for problem in self.problems:
            for article in self._concerned(problem):
                problems[article.known_as].append(problem)
        waived: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for problem in self._silenced:
            waived[problem.place.path][problem.code] += 1
        return {
            each.known_as: Found(tuple(problems[each.known_as]), dict(sorted(waived[each.origin.path].items())))
            for each in self.articles
        }

    @cached_property
    def elsewhere(self) -> tuple[Problem, ...]:
        """The problems that belong to no article."""
        return tuple(each for each in self.problems if not self._concerned(each))

    def sign_off(self, article: Article) -> SignOff:
        return self.case.sign_off(article)

    def url_of(self, article: Article) -> str:
        """Return the whole address of an article's page, or "" if readers don't get it."""
        if article.known_as not in self.public:
            return ""
        addresses = self.catalogue.addresses
        return addresses.canonical(self.catalogue.url("article", article.id, article.lang))

    def _concerned(self, problem: Problem) -> tuple[Article, ...]:
        path = problem.place.path
        if path in self._by_path:
            return (self._by_path[path],)
        if problem.code in SITE_WIDE:
            return tuple(each for each in self.articles if each.known_as in self.public)
        records = self._records.get(path, ())
        at = bisect(records, problem.place.line, key=itemgetter(0))
        return records[at - 1][1] if at else ()

    @cached_property
    def _by_path(self) -> Mapping[str, Article]:
        return {article.origin.path: article for article in self.articles}

    @cached_property
    def _records(self) -> Mapping[str, tuple[tuple[int, tuple[Article, ...]], ...]]:
        """By file, the first line of each record of a source or a shared red flag, and the articles that use it."""
        found: defaultdict[str, list[tuple[int, tuple[Article, ...]]]] = defaultdict(list)
        for name, source in self.site.sources.items():
            found[source.origin.path].append((source.origin.at().line, self.citing.get(name, ())))
        for name, flag in self.site.red_flags.items():
            found[flag.origin.path].append((flag.origin.at().line, self.showing.get(name, ())))
        return {path: tuple(sorted(records, key=itemgetter(0))) for path, records in found.items()}

    @cached_property
    def showing(self) -> Mapping[str, tuple[Article, ...]]:
        """The articles that readers get and that use each shared red flag, by its id."""
        found: defaultdict[str, list[Article]] = defaultdict(list)
        for article in self.articles:
            if article.known_as in self.public:
                for name in dict.fromkeys(each.use for each in article.red_flags if isinstance(each, RedFlagUse)):
                    found[name].append(article)
        return {name: tuple(articles) for name, articles in found.items()}

    def _find_silenced(self, static: frozenset[str]) -> tuple[Problem, ...]:
        """Return the problems that only a waiver keeps quiet."""
        waived = waivers_of(self.site.articles.values())
        if not waived:
            return ()
        checked = check_site(self.site, self.composed, self.today, static=static)
        here = tuple(each for each in chain(checked, *self._wording.values()) if each.place.path in waived)
        told = set(settle(here, self.site.settings, waived, self.today))
        return tuple(each for each in settle(here, self.site.settings, {}, self.today) if each not in told)


def _measure(site: Site, scanned: Scan, memo: Memo, workers: Workers) -> Mapping[Key, Measured]:
    articles = [article for _, article in sorted(site.articles.items())]

    def parts(article: Article) -> Iterable[bytes]:
        return article.origin.path.encode(), scanned.files[article.origin.path], article.lang.encode()

    made = memo.map("measure_article", Measured, articles, parts, measure, workers)
    return {article.known_as: each for article, each in zip(articles, made, strict=True)}


def measure(article: Article) -> Measured:
    """Return how long and how hard to read an article's main message and text are."""
    message = find_wording_inline(article.main_message, article.origin.at("main_message").mark, article.lang)
    body = find_wording(article.body, article.origin.body_line, article.lang)
    wording = Wording(blocks=(*message.blocks, *body.blocks))
    readability = measure_readability(wording) if article.lang.partition("-")[0] == "en" else None
    if readability is not None:
        readability = msgspec.structs.replace(readability, long_words=readability.long_words[:MOST_WORDS])
    return Measured(words=sum(each.words for each in wording.sentences), sentences=len(wording.sentences), readability=readability)
