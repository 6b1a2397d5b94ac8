"""Pages that are no articles: about us, privacy …, "not found", and the pointers at old addresses."""

from __future__ import annotations

from wellread.model import Page
from wellread.render.addresses import person_fragment
from wellread.render.catalogue import Catalogue
from wellread.render.parts import LIST_NAMES, make_head
from wellread.render.resolve import Resolver, contents_of
from wellread.render.structured import describe_page
from wellread.render.views import AuthorView, Head, LinkView, NotFoundView, PageView, RedirectView
from wellread.render.words import date_view, sort_key

HELPFUL_LISTS = ("search", "home", "symptoms", "body", "articles", "topics", "glossary")
"""Where somebody who followed a dead link is sent."""


def view_page(catalogue: Catalogue, page: Page) -> PageView:
    """Return the page; the one called "about" also presents the people."""
    url = catalogue.url("page", page.id, page.lang)
    body = catalogue.body("page", page)
    resolver, numbering = catalogue.open_page(page.lang, url)
    body_html = resolver.resolve(body)
    people = _people(catalogue, page.lang, resolver) if page.id == "about" else ()
    references = numbering.references()
    head = make_head(
        catalogue,
        lang=page.lang,
        url=url,
        title=page.title,
        description=page.description,
        updated=page.updated,
        of=("page", page.id),
    )
    return PageView(
        head=describe_page(catalogue, page.lang, head, is_about=page.id == "about"),
        updated=date_view(page.updated),
        contents=contents_of(body.headings if body else (), parts=("references",) if references else ()),
        body_html=body_html,
        people=people,
        references=references,
    )


def _people(catalogue: Catalogue, lang: str, resolver: Resolver) -> tuple[AuthorView, ...]:
    """Return everybody who writes or reviews: teams first, then people, by name; in the page's language where there is one."""
    known = (catalogue.person(id, lang) for id in {id for _, id in catalogue.site.people})  # noqa: A001
    people = sorted(
        (person for person in known if person), key=lambda person: (person.kind != "team", sort_key(person.name), person.id)
    )
    return tuple(
        AuthorView(
            name=person.name,
            role=person.role,
            credentials=person.credentials,
            url=person.url,
            id=person_fragment(person.id),
            text_html=resolver.resolve(catalogue.body("person", person)),
        )
        for person in people
    )


def view_not_found(catalogue: Catalogue, lang: str) -> NotFoundView:
    """Return the page for addresses that lead nowhere. It is shown at any depth: its addresses start at the host."""
    return NotFoundView(
        head=make_head(
            catalogue,
            lang=lang,
            url=f"{catalogue.addresses.base_path}404.html",
            title="We can’t find that page",
            description="The address may be wrong, or the page may have moved. If you need help now, call an emergency number.",
            noindex=True,
        ),
        links=tuple(
            LinkView(text=LIST_NAMES[name], url=url)
            for name in HELPFUL_LISTS
            if (url := catalogue.addresses.url_for("list", name, lang))
        ),
    )


def view_redirect(catalogue: Catalogue, target: Head, lang: str) -> RedirectView:
    """Return the pointer at an old address. Its canonical address is the new one, which is how search engines learn of the move."""
    return RedirectView(
        head=make_head(
            catalogue, lang=lang, url=target.url, title=target.title, description=target.description, noindex=target.noindex
        ),
        target=target.url,
    )
