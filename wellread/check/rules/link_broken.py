"""link-broken: a link in a text or a menu leads nowhere.

Every link inside the site names an entry, a list or a heading; it must name one that readers can reach, down to the fragment, and
in the same language. "See the warning signs" that leads to an error page is worse than no link at all.
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import LISTS, Case
from wellread.model import RESERVED_IDS, Article, Link
from wellread.problems import Place, Problem, nearest

ENTRY_KINDS = ("article", "symptom", "term", "page")
HOW_TO_LINK = "write https://… for another site, and article:, symptom:, term:, topic:, page: or list: with an id for this one"
KNOWN = (*ENTRY_KINDS, "topic", "source", "list", "web", "mail", "phone", "fragment")


def link_broken(case: Case) -> Iterator[Problem]:
    for passage in case.passages:
        own = frozenset(heading.id for heading in passage.prose.headings)
        for link in passage.prose.links:
            yield from _broken(case, link, passage.entry.lang, passage.at(link.mark), own)
    yield from _broken_menus(case)
    yield from _unpublished_cards(case)


def _unpublished_cards(case: Case) -> Iterator[Problem]:
    """Related articles are shown as cards, so they too must be there for readers."""
    for article in case.articles:
        named = [("related", step, each.id) for step, each in enumerate(article.related)]
        named += [("also", step, name) for step, name in enumerate(article.also)]
        for field, step, name in named:
            target = case.site.articles.get((article.lang, name))
            if target is not None and case.is_public(article) and not case.is_public(target):
                yield _not_public(target, article.origin.at(field, step))


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


def _broken(case: Case, link: Link, lang: str, place: Place, own: frozenset[str]) -> Iterator[Problem]:
    if link.kind not in KNOWN:
        yield _problem(place, f"“{link.target}” is not an address that can be linked to", HOW_TO_LINK)
    elif link.kind == "list" and link.target not in LISTS:
        yield _problem(
            place, f"there is no list “{link.target}”", nearest(link.target, LISTS) or f"the lists are {', '.join(LISTS)}"
        )
    elif link.kind == "fragment":
        if link.fragment not in own | RESERVED_IDS:
            yield _problem(
                place, f"no heading on this page has the id “{link.fragment}”", nearest(link.fragment, own | RESERVED_IDS)
            )
    elif link.kind in (*ENTRY_KINDS, "topic", "source"):
        yield from _broken_entry(case, link, lang, place)


def _broken_entry(case: Case, link: Link, lang: str, place: Place) -> Iterator[Problem]:
    if not case.exists(link.kind, lang, link.target):
        near = nearest(link.target, case.ids(link.kind, lang))
        yield _problem(place, f"there is no {link.kind} “{link.target}”", near or "correct the id, or take the link out")
        return
    target = case.of_kind(link.kind).get((lang, link.target)) if link.kind in ENTRY_KINDS else None
    if isinstance(target, Article) and not case.is_public(target):
        yield _problem(
            place,
            f"“{link.target}” is {target.status}, so readers can't follow this link",
            "take the link out until it is published",
        )
    if target is not None and link.fragment:
        prose = case.composed.bodies.get((link.kind, lang, link.target))
        ids = frozenset(heading.id for heading in prose.headings) if prose else frozenset()
        if link.fragment not in ids | RESERVED_IDS:
            message = f"{target.origin.path} has no heading with the id “{link.fragment}”"
            yield _problem(
                place, message, nearest(link.fragment, ids) or "link to the page without #…, or give the heading {#an-id}"
            )


def _not_public(target: Article, place: Place) -> Problem:
    state = "is a draft" if target.status == "draft" else "was withdrawn"
    return _problem(place, f"“{target.id}” {state}, so readers can't follow this link", "take the link out until it is published")


def _problem(place: Place, message: str, hint: str) -> Problem:
    return Problem(code="link-broken", severity="error", message=message, place=place, hint=hint)
