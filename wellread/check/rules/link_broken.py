"""link-broken: a link in a text or a menu leads nowhere.

Every link inside the site names an entry, a list or a heading; it must name one that readers can reach, down to the fragment, and
in the same language. "See the warning signs" that leads to an error page is worse than no link at all. The rule is the project's
own.

A page that turns out to be wrong must be quick to take back. `status: withdrawn` leaves a notice at its address, so links to it are
only a warning, to be mended when there is time.

Bad:

    Sunburn does not bring on [hiccups](article:hicups).

Good:

    Sunburn does not bring on [hiccups](article:hiccups).

Severity: error; a warning for a link to an article that was withdrawn or is withheld
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellread.check.absent import advice_on, told_once
from wellread.check.case import LISTS, Case
from wellread.model import LEVELS, Article, Entry
from wellread.problems import Place, Problem, Severity, nearest
from wellread.texts import RESERVED_IDS, Link

ENTRY_KINDS = ("article", "symptom", "term", "page")
HOW_TO_LINK = "write https://… for another site, and article:, symptom:, term:, topic:, page: or list: with an id for this one"
FOOTNOTE = re.compile(r"\^\S+")
ONLY_ON_ARTICLES = ("compare", "also", "changes")
NO_FRAGMENT = "link to the page without #…, or give the heading {#an-id}"
ABOUT_DRAFTS = "take the link out until it is published; to take back a page that was published, set status: withdrawn"
WITHDRAWN_LINK = "readers who follow this link find only a notice"
IF_WITHHELD = "have it reviewed; or name another article, or take this out"
WITHDRAWN_CARD = "it is not shown here"
KNOWN = (*ENTRY_KINDS, "topic", "source", "list", "web", "mail", "phone", "fragment")


def link_broken(case: Case) -> Iterator[Problem]:
    yield from told_once(_all_broken(case))


def _all_broken(case: Case) -> Iterator[Problem]:
    for passage in case.passages:
        own = _fragments(case, passage.kind, passage.lang, passage.id)
        hidden = passage.kind == "article" and not case.is_public(case.site.articles[passage.lang, passage.id])
        for link in passage.prose.links:
            yield from _broken(case, link, passage.lang, passage.at(link.mark), own, hidden=hidden)
    yield from _broken_menus(case)
    yield from _unpublished_cards(case)


def _unpublished_cards(case: Case) -> Iterator[Problem]:
    """Related and featured articles are shown as cards, so they too must be there for readers."""
    settings = case.site.settings
    for step, name in enumerate(settings.featured):
        yield from _not_public(case, settings.language, name, settings.origin.at("featured", step), WITHDRAWN_CARD)
    for article in case.articles:
        named = [("related", step, each.id) for step, each in enumerate(article.related)]
        named += [("also", step, name) for step, name in enumerate(article.also)]
        for field, step, name in named:
            if case.is_public(article):
                yield from _not_public(case, article.lang, name, article.origin.at(field, step), WITHDRAWN_CARD)


def _broken_menus(case: Case) -> Iterator[Problem]:
    settings = case.site.settings
    items = [(("menu", step, "to"), item) for step, item in enumerate(settings.menu)]
    for at, group in enumerate(settings.footer):
        items += [(("footer", at, "items", step, "to"), item) for step, item in enumerate(group.items)]  # type: ignore[misc]
    for steps, item in items:
        kind, _, rest = item.to.partition(":")
        target, _, fragment = rest.partition("#")
        link = Link(kind=kind, target=target, fragment=fragment, text=item.text, mark=(0, 0, 0, 0))
        yield from _broken(case, link, settings.language, settings.origin.at(*steps), frozenset())


def _broken(case: Case, link: Link, lang: str, place: Place, own: frozenset[str], *, hidden: bool = False) -> Iterator[Problem]:
    """Yield what is wrong with a link; one in a text that readers don't get (`hidden`) may lead to another such text."""
    if link.kind not in KNOWN and FOOTNOTE.fullmatch(link.text):
        return  # dialect-unknown says what there is to say of a footnote
    if link.kind not in KNOWN:
        name = link.target.rstrip("/").rpartition("/")[2].removesuffix(".md")
        meant = next((f"{kind}:{name}" for kind in ENTRY_KINDS if name in case.ids(kind, lang)), "")
        hint = f"did you mean “{meant}”?" if meant else HOW_TO_LINK
        yield _problem(place, f"“{link.target}” is not an address that can be linked to", hint)
    elif link.kind == "list":
        yield from _broken_list(case, link.target, place)
    elif link.kind == "fragment":
        if link.fragment not in own:
            yield _problem(place, f"nothing on this page has the id “{link.fragment}”", nearest(link.fragment, own) or NO_FRAGMENT)
    elif link.kind in (*ENTRY_KINDS, "topic", "source"):
        yield from _broken_entry(case, link, lang, place, hidden)


def _broken_list(case: Case, name: str, place: Place) -> Iterator[Problem]:
    if name not in LISTS:
        yield _problem(place, f"there is no list “{name}”", nearest(name, LISTS) or f"the lists are {', '.join(LISTS)}")
    elif name == "search" and not case.site.settings.features.search:
        yield _problem(place, "this site has no search", "write “features: {search: true}” in site.yaml, or take the link out")
    elif name == "saved" and not case.site.settings.features.save_pages:
        advice = "write “features: {save_pages: true}” in site.yaml, or take the link out"
        yield _problem(place, "readers of this site cannot save pages", advice)
    elif name == "body" and not any(symptom.body_parts for symptom in case.site.symptoms.values()):
        yield _problem(place, "no symptom says where it is felt, so there is no such list", "give symptoms “body_parts”")


def _broken_entry(case: Case, link: Link, lang: str, place: Place, hidden: bool) -> Iterator[Problem]:
    if not case.exists(link.kind, lang, link.target):
        yield _problem(place, case.missing(link.kind, lang, link.target), advice_on(case, link.kind, lang, link.target))
        return
    if link.kind == "article" and not hidden:
        yield from _not_public(case, lang, link.target, place, WITHDRAWN_LINK)
    if link.kind == "topic" and not any(link.target in article.topics for article in case.public_articles):
        message = f"no article that readers can see has the topic “{link.target}”, so it has no page"
        yield _problem(place, message, "take the link out, or add the topic to an article", _severity_of_topic(case, link.target))
    target = case.of_kind(link.kind).get((lang, link.target)) if link.kind in ENTRY_KINDS else None
    if target is not None and link.fragment and not _is_withdrawn(target):
        ids = _fragments(case, link.kind, lang, link.target)
        if link.fragment not in ids:
            message = f"the page of {target.origin.path} has nothing with the id “{link.fragment}”"
            yield _problem(place, message, nearest(link.fragment, ids) or NO_FRAGMENT)


def _not_public(case: Case, lang: str, name: str, place: Place, if_withdrawn: str) -> Iterator[Problem]:
    target = case.site.articles.get((lang, name))
    if target is None or case.is_public(target):
        return
    if case.is_withheld(target):
        yield _problem(place, f"“{name}” is withheld because its review is overdue; {if_withdrawn}", IF_WITHHELD, "warning")
    elif _is_withdrawn(target):
        yield _problem(place, f"“{name}” was withdrawn; {if_withdrawn}", "name another article, or take this out", "warning")
    else:
        yield _problem(place, f"“{name}” is a draft, so readers can't follow this link", ABOUT_DRAFTS)


def _is_withdrawn(entry: Entry) -> bool:
    return isinstance(entry, Article) and entry.status == "withdrawn"


def _severity_of_topic(case: Case, topic: str) -> Severity:
    """A topic whose articles were all withdrawn or withheld must not keep the site from being built: its links become plain text."""
    gone = (article for article in case.articles if _is_withdrawn(article) or case.is_withheld(article))
    return "warning" if any(topic in article.topics for article in gone) else "error"


def _fragments(case: Case, kind: str, lang: str, name: str) -> frozenset[str]:
    """Return the ids on a page: of the headings in its text, and of those parts of the page that it really has."""
    prose = case.composed.bodies.get((kind, lang, name))
    headings = (heading.id for heading in prose.headings) if prose else ()
    entry = case.of_kind(kind).get((lang, name)) if kind in ENTRY_KINDS else None
    absent = set(_absent_parts(case, entry) if isinstance(entry, Article) else ONLY_ON_ARTICLES)
    charts = (chart.fragment for chart in entry.charts) if isinstance(entry, Article) else ()
    return frozenset((*headings, *charts, *(RESERVED_IDS - absent)))


def _absent_parts(case: Case, article: Article) -> Iterator[str]:
    """Yield the ids of those parts of an article's page that it doesn't have, as far as its front matter tells."""
    levels = {flag.level for flag in case.site.red_flags_of(article)}
    yield from ("terms", "people")
    yield from (f"care-{level}" for level in LEVELS if level not in levels)
    if not levels and not article.no_red_flags:
        yield from ("care", "care-title")
    parts = {"compare": article.compare, "changes": article.changes, "symptoms": article.symptoms}
    yield from (name for name, has in {**parts, "related": article.related, "also": article.also}.items() if not has)


def _problem(place: Place, message: str, hint: str, severity: Severity = "error") -> Problem:
    return Problem(code="link-broken", severity=severity, message=message, place=place, hint=hint)
