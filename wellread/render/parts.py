"""Parts that several kinds of page share: what a page says about itself, cards, links and care cards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from wellread.model import LEVELS, Article, Level, RedFlag, Symptom, Term, Topic
from wellread.render.catalogue import Catalogue
from wellread.render.resolve import Numbering, Resolver
from wellread.render.views import AuthorView, CardView, CareCardView, Head, LinkView, SignView
from wellread.render.words import LABELS, URGENCY

LIST_NAMES = {
    "home": "Home",
    "articles": "Articles",
    "symptoms": "Symptoms",
    "topics": "Topics",
    "glossary": "Glossary",
    "sources": "Sources",
}
LEADING_SYMPTOMS = 3
"""How many of its symptoms, the first ones, an article is mainly about."""


def make_head(
    catalogue: Catalogue,
    *,
    lang: str,
    url: str,
    title: str,
    description: str,
    parent: str = "",
    section: str = "",
    article: Article | None = None,
    updated: date | None = None,
    noindex: bool = False,
    full_title: str = "",
) -> Head:
    """Return what a page says about itself. `parent` and `section` are lists: where the breadcrumbs lead, and the menu's item."""
    home = LinkView(text=LIST_NAMES["home"], url=catalogue.url("list", "home", lang))
    above = LinkView(text=LIST_NAMES[parent], url=catalogue.url("list", parent, lang)) if parent else None
    listed = section or parent
    in_menu = any(item.to == f"list:{listed}" for item in catalogue.site.settings.menu)
    return Head(
        title=title,
        full_title=full_title or f"{title} – {catalogue.site.settings.title}",
        description=description,
        url=url,
        canonical=catalogue.addresses.canonical(url),
        section=catalogue.addresses.url_for("list", listed, lang) or "" if in_menu else "",
        kind="article" if article else "website",
        breadcrumbs=tuple(link for link in (home, above) if link and link.url != url),
        noindex=noindex,
        published=article.published.isoformat() if article else "",
        updated=updated.isoformat() if updated else "",
    )


def article_card(catalogue: Catalogue, article: Article, lang: str, why: str = "") -> CardView:
    url = catalogue.url("article", article.id, lang)
    return CardView(title=article.title, url=url, description=article.description, label=LABELS[article.type], why=why)


def topic_card(catalogue: Catalogue, topic: Topic, lang: str) -> CardView:
    return CardView(title=topic.name, url=catalogue.url("topic", topic.id, lang), description=topic.description)


def article_link(catalogue: Catalogue, article: Article, lang: str) -> LinkView:
    return LinkView(text=article.title, url=catalogue.url("article", article.id, lang))


def symptom_link(catalogue: Catalogue, symptom: Symptom, lang: str) -> LinkView:
    return LinkView(text=symptom.name, url=catalogue.url("symptom", symptom.id, lang))


def term_link(catalogue: Catalogue, term: Term, lang: str) -> LinkView:
    return LinkView(text=term.name, url=catalogue.url("term", term.id, lang))


def author_views(catalogue: Catalogue, ids: Iterable[str], lang: str) -> tuple[AuthorView, ...]:
    """Return the authors that are known, each leading to what the page about us says of them."""
    people = (person for id in dict.fromkeys(ids) if (person := catalogue.person(id, lang)))  # noqa: A001
    return tuple(
        AuthorView(
            name=person.name,
            role=person.role,
            credentials=person.credentials,
            url=catalogue.addresses.url_for("person", person.id, lang) or "",
            id=person.id,
        )
        for person in people
    )


def article_care_cards(
    catalogue: Catalogue, article: Article, resolver: Resolver, numbering: Numbering
) -> tuple[CareCardView, ...]:
    """Return the article's red flags as one card a level, the most serious first, in the order that the editor gave."""
    flags = [(flag, ()) for flag in catalogue.site.red_flags_of(article)]
    return _care_cards(catalogue, flags, resolver, numbering)


def symptom_care_cards(
    catalogue: Catalogue, symptom: Symptom, resolver: Resolver, numbering: Numbering
) -> tuple[CareCardView, ...]:
    """Return the red flags that matter to somebody who has this symptom, each once, with the articles that it comes from.

    A page that repeated every sign of every illness that can cause its symptom would frighten and help nobody. So a sign is shown
    if the article is about this symptom first of all; if the sign names the symptom; or if it is one that articles share, and it is
    an emergency or the symptom is one of the article's first three. A sign that two articles grade differently stands at the more
    serious level; signs that most articles agree on come first.
    """
    names = tuple(name.casefold() for name in (symptom.name, *symptom.synonyms))
    worst: dict[str, RedFlag] = {}
    named: dict[str, dict[str, Article]] = {}
    wanted: set[str] = set()
    for article in catalogue.articles_with_symptom.get(symptom.known_as, ()):
        place = [ref.id for ref in article.symptoms].index(symptom.id)
        for flag, shared in _flags(catalogue, article):
            sign = flag.sign.casefold()
            if LEVELS.index(flag.level) < LEVELS.index(worst.setdefault(sign, flag).level):
                worst[sign] = flag
            named.setdefault(sign, {})[article.id] = article
            general = shared and (flag.level == "emergency" or place < LEADING_SYMPTOMS)
            if sign not in wanted and (place == 0 or general or any(name in sign for name in names)):
                wanted.add(sign)
    flags = [
        (flag, tuple(article_link(catalogue, article, symptom.lang) for article in named[sign].values()))
        for sign, flag in sorted(worst.items(), key=lambda item: -len(named[item[0]]))
        if sign in wanted
    ]
    return _care_cards(catalogue, flags, resolver, numbering)


def _flags(catalogue: Catalogue, article: Article) -> Iterator[tuple[RedFlag, bool]]:
    """Yield the article's red flags, and for each whether articles share it."""
    for flag in article.red_flags:
        if isinstance(flag, RedFlag):
            yield flag, False
        elif flag.use in catalogue.site.red_flags:
            yield catalogue.site.red_flags[flag.use].flag, True


def _care_cards(
    catalogue: Catalogue,
    flags: Iterable[tuple[RedFlag, tuple[LinkView, ...]]],
    resolver: Resolver,
    numbering: Numbering,
) -> tuple[CareCardView, ...]:
    by_level: dict[Level, list[tuple[RedFlag, tuple[LinkView, ...]]]] = {level: [] for level in LEVELS}
    for flag, articles in flags:
        by_level[flag.level].append((flag, articles))
    shown = {care.level: care for care in catalogue.site.settings.care_levels}
    return tuple(
        CareCardView(
            level=level,
            urgency=URGENCY[level],
            heading=shown[level].heading if level in shown else URGENCY[level],
            signs=tuple(SignView(text=flag.sign, citations=numbering.cite_all(flag.cite), articles=links) for flag, links in signs),
            action_html=resolver.resolve(catalogue.inline(shown[level].action)) if level in shown else "",
        )
        for level, signs in by_level.items()
        if signs
    )
