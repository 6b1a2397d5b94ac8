"""Parts that several kinds of page share: what a page says about itself, cards, links and care cards."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from wellread.model import LEVELS, Article, Level, RedFlag, Symptom, Term, Topic
from wellread.render.catalogue import Catalogue
from wellread.render.leaflet import PRINTED, QR_NAME
from wellread.render.locales import locale_of
from wellread.render.resolve import Numbering, Resolver
from wellread.render.views import AlternateView, AuthorView, CardView, CareCardView, Head, LinkView, SignView
from wellread.render.words import LABELS, URGENCY

LIST_NAMES = {
    "home": "Home",
    "articles": "Articles",
    "symptoms": "Symptoms",
    "topics": "Topics",
    "glossary": "Glossary",
    "sources": "Sources",
    "search": "Search",
    "body": "Symptoms by part of the body",
    "saved": "Saved pages",
}


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
    of: tuple[str, str] | None = None,
) -> Head:
    """Return what a page says about itself. `parent` and `section` are lists: where the breadcrumbs lead, and the menu's item. `of`
    is the kind and id of what the page shows, if other languages may have it too."""
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
        locale=locale_of(lang),
        image=catalogue.sharing.image(article) if catalogue.sharing else None,
        alternates=_alternates(catalogue, *of) if of and not noindex else (),
        qr_url=url + QR_NAME if of and of[0] in PRINTED and not noindex else "",
    )


def _alternates(catalogue: Catalogue, kind: str, id: str) -> tuple[AlternateView, ...]:  # noqa: A002
    """Return a page in each language that it is published in, the site's own first and once more for all other readers; none if
    there is only one."""
    addresses = catalogue.addresses
    langs = [
        lang
        for lang in catalogue.languages
        if (kind, lang, id) in addresses.paths and not (kind == "article" and (lang, id) in catalogue.withdrawn)
    ]
    if len(langs) < 2:
        return ()
    urls = {lang: addresses.canonical(catalogue.url(kind, id, lang)) for lang in langs}
    found = [AlternateView(lang=lang, url=urls[lang], locale=locale_of(lang)) for lang in langs]
    default = [AlternateView(lang="x-default", url=urls[addresses.language], locale="")] if addresses.language in urls else []
    return (*found, *default)


def article_card(catalogue: Catalogue, article: Article, lang: str, why: str = "") -> CardView:
    url = catalogue.url("article", article.id, lang)
    label = "Draft" if article.status == "draft" else LABELS[article.type]
    return CardView(title=article.title, url=url, description=article.description, label=label, why=why)


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
        )
        for person in people
    )


def care_cards(
    catalogue: Catalogue, flags: Iterable[RedFlag], resolver: Resolver, numbering: Numbering
) -> tuple[CareCardView, ...]:
    """Return red flags as one card a level, the most serious first, each card's signs in the order given."""
    by_level: dict[Level, list[RedFlag]] = {level: [] for level in LEVELS}
    for flag in flags:
        by_level[flag.level].append(flag)
    shown = {care.level: care for care in catalogue.site.settings.care_levels}
    return tuple(
        CareCardView(
            level=level,
            urgency=URGENCY[level],
            heading=shown[level].heading if level in shown else URGENCY[level],
            signs=tuple(SignView(text=flag.sign, citations=numbering.cite_all(flag.cite)) for flag in signs),
            action_html=resolver.resolve(catalogue.inline(shown[level].action)) if level in shown else "",
        )
        for level, signs in by_level.items()
        if signs
    )
