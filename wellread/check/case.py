"""What a rule is given: the site, its composed texts and the date, and the ways to walk over them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property, partial

from wellread.approval import is_withheld
from wellread.model import Article, Entry, Mark, Origin, RuleSetting, SignOff, Site, Value
from wellread.problems import Place
from wellread.texts import Composed, Prose

FOR_ALL = ("topic", "source", "red flag", "person")
"""Kinds that are named in the same way in every language."""

LISTS = ("home", "articles", "symptoms", "topics", "glossary", "sources", "search", "body", "saved")


def limits_of(rules: Mapping[str, RuleSetting], code: str, usual: Mapping[str, float]) -> Mapping[str, float]:
    """Return the limits of a rule: what site.yaml says, or else what the rule usually asks."""
    setting = rules.get(code)
    return {**usual, **setting.limits} if setting else usual


class Passage(Value, frozen=True, kw_only=True):
    """A composed text and where it belongs: an entry, or site.yaml (kind "settings"). A text of the front matter or of site.yaml
    (`steps`) is placed where its value stands."""

    kind: str
    id: str
    lang: str
    origin: Origin
    prose: Prose
    steps: tuple[str, ...] = ()

    def at(self, mark: Mark) -> Place:
        return self.origin.at(*self.steps) if self.steps else Place(self.origin.path, *mark)


class Case:
    """A site on the checker's desk. It offers views of the frozen values it holds and changes none of them.

    `static` holds the names of the files in static/ ("img/ribs.png").
    """

    def __init__(self, site: Site, composed: Composed, today: date, *, static: frozenset[str], drafts: bool = False) -> None:
        self.site = site
        self.composed = composed
        self.today = today
        self.static = static
        self.drafts = drafts
        self.unread = site.unread

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        return tuple(article for _, article in sorted(self.site.articles.items()))

    @cached_property
    def public_articles(self) -> tuple[Article, ...]:
        """The articles that readers get. What only a draft or a withdrawn article has wrong keeps nothing from being published."""
        return tuple(article for article in self.articles if self.is_public(article))

    @cached_property
    def entries(self) -> tuple[tuple[str, Entry], ...]:
        """Every entry with its kind, sorted by kind, language and id."""
        return self.site.entries()

    def of_kind(self, kind: str) -> Mapping[tuple[str, str], Entry]:
        """Return the entries of one kind by (lang, id)."""
        by_kind: dict[str, Mapping[tuple[str, str], Entry]] = {
            "article": self.site.articles,
            "symptom": self.site.symptoms,
            "term": self.site.terms,
            "person": self.site.people,
            "page": self.site.pages,
        }
        return by_kind[kind]

    def ids(self, kind: str, lang: str) -> frozenset[str]:
        """Return the ids of `kind` that an entry in `lang` may name: those of its language; lists and people serve all."""
        return self._ids.get((kind, "" if kind in FOR_ALL else lang), frozenset())

    def exists(self, kind: str, lang: str, name: str) -> bool:
        """Say whether `name` names something, be it only a file that could not be read."""
        return name in self.ids(kind, lang) or (kind, lang, name) in self.unread or (kind, "", "") in self.unread

    def missing(self, kind: str, lang: str, name: str) -> str:
        """Return the sentence for something that is named and isn't there, or only in another language."""
        elsewhere = any(name in ids for (each, _), ids in self._ids.items() if each == kind)
        return f"there is no {kind} “{name}”" + (f" in this language ({lang})" if elsewhere else "")

    @cached_property
    def _ids(self) -> dict[tuple[str, str], frozenset[str]]:
        found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        found["topic", ""] = set(self.site.topics)
        found["source", ""] = set(self.site.sources)
        found["red flag", ""] = set(self.site.red_flags)
        for kind, entry in self.entries:
            found[kind, "" if kind in FOR_ALL else entry.lang].add(entry.id)
        return {key: frozenset(ids) for key, ids in found.items()}

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every composed text: the front matter's inline texts and the body of each entry, in the order of `entries`; then those of
        site.yaml."""
        return tuple(self._passages())

    def _passages(self) -> Iterator[Passage]:
        texts = self.composed.inline
        for kind, entry in self.entries:
            passage = partial(Passage, kind=kind, id=entry.id, lang=entry.lang, origin=entry.origin)
            yield from (passage(prose=texts[text], steps=(field,)) for field, text in entry.inline_texts() if text in texts)
            body = self.composed.bodies.get((kind, *entry.known_as))
            if body is not None:
                yield passage(prose=body)
        settings = self.site.settings
        passage = partial(Passage, kind="settings", id="", lang=settings.language, origin=settings.origin)
        for level in settings.care_levels:
            if level.action in texts:
                yield passage(prose=texts[level.action], steps=("care_levels", level.level, "action"))

    def limits(self, code: str, usual: Mapping[str, float]) -> Mapping[str, float]:
        """Return the limits of a rule: what site.yaml says, or else what the rule usually asks."""
        return limits_of(self.site.settings.rules, code, usual)

    def is_public(self, article: Article) -> bool:
        """Say whether readers get to see the article under this build's settings."""
        return (article.status in ("in-review", "approved") and not self.is_withheld(article)) or (
            article.status == "draft" and self.drafts
        )

    def is_withheld(self, article: Article) -> bool:
        """Say whether readers get a notice in the article's place, because its review is overdue for longer than the site bears."""
        now = self.composed.clinical_hash(article.known_as)
        return not self.drafts and is_withheld(article, self.site.people, self.site.settings, self.today, now)

    def sign_off(self, article: Article) -> SignOff:
        """Return what the article's reviews are worth for its text as it is now."""
        return article.sign_off(self.site.people, self.composed.clinical_hash(article.known_as))
