"""Small sites made by hand: each function returns a whole, valid value and takes whatever a test cares about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from wellread.model import (
    Article,
    CareLevel,
    EmergencyNumber,
    Mark,
    MenuGroup,
    MenuItem,
    Origin,
    Page,
    Person,
    RedFlag,
    Settings,
    SharedRedFlag,
    Site,
    Source,
    Symptom,
    Term,
    Topic,
)
from wellread.texts import Citation, Composed, Heading, Link, Prose

TODAY = date(2026, 11, 22)
NOWHERE: Mark = (1, 1, 1, 1)


def an_origin(path: str) -> Origin:
    return Origin(path=path, body_line=10)


def an_article(id: str = "hiccups", lang: str = "en", **values: Any) -> Article:  # noqa: A002
    """Return an article that has all it needs and nothing more."""
    given: dict[str, Any] = {
        "origin": an_origin(f"content/articles/{id}.md"),
        "title": id.replace("-", " ").capitalize(),
        "description": f"What {id} are, why they come, what you can do yourself, and when to ask for help.",
        "type": "guide",
        "status": "in-review",
        "main_message": f"Most {id} go away by themselves.",
        "authors": ("editorial-team",),
        "published": date(2026, 1, 5),
        "updated": date(2026, 3, 9),
        "funding": "none",
        "conflicts": "none",
    }
    return Article(id=id, lang=lang, **(given | values))


def a_symptom(id: str = "hiccuping", lang: str = "en", **values: Any) -> Symptom:  # noqa: A002
    given: dict[str, Any] = {
        "origin": an_origin(f"content/symptoms/{id}.md"),
        "name": id.replace("-", " ").capitalize(),
        "description": f"What {id} is, what usually brings it on, and when it needs a doctor to look at it.",
    }
    return Symptom(id=id, lang=lang, **(given | values))


def a_term(id: str = "diaphragm", lang: str = "en", **values: Any) -> Term:  # noqa: A002
    given: dict[str, Any] = {
        "origin": an_origin(f"content/terms/{id}.md"),
        "name": id.replace("-", " ").capitalize(),
        "definition": f"What {id} means.",
    }
    return Term(id=id, lang=lang, **(given | values))


def a_person(id: str = "editorial-team", lang: str = "en", **values: Any) -> Person:  # noqa: A002
    given: dict[str, Any] = {
        "origin": an_origin(f"content/people/{id}.md"),
        "name": id.replace("-", " ").capitalize(),
        "kind": "team",
        "role": "Writes the pages",
    }
    return Person(id=id, lang=lang, **(given | values))


def a_page(id: str = "about", lang: str = "en", **values: Any) -> Page:  # noqa: A002
    given: dict[str, Any] = {
        "origin": an_origin(f"content/pages/{id}.md"),
        "title": id.replace("-", " ").capitalize(),
        "description": f"The page {id} of a small site for tests, with enough words to be a description.",
        "updated": date(2026, 2, 1),
    }
    return Page(id=id, lang=lang, **(given | values))


def a_topic(id: str = "breathing", **values: Any) -> Topic:  # noqa: A002
    given: dict[str, Any] = {
        "origin": an_origin("content/topics.yaml"),
        "name": id.replace("-", " ").capitalize(),
        "description": f"Everything about {id}.",
    }
    return Topic(id=id, **(given | values))


def a_source(id: str = "hiccups-handbook", **values: Any) -> Source:  # noqa: A002
    """Return a source; `csl` is made of the title, year, url and doi unless it is given."""
    title = values.get("title", id.replace("-", " ").capitalize())
    csl: dict[str, object] = {"id": id, "type": "webpage", "title": title}
    if values.get("year"):
        csl["issued"] = {"date-parts": [[values["year"]]]}
    if values.get("url"):
        csl["URL"] = values["url"]
    if values.get("doi"):
        csl["DOI"] = values["doi"]
    given: dict[str, Any] = {"origin": an_origin("content/sources.yaml"), "title": title, "csl": csl}
    return Source(id=id, **(given | values))


def a_shared_red_flag(id: str, sign: str, level: Any = "soon", step: int = 0, cite: tuple[str, ...] = ()) -> SharedRedFlag:  # noqa: A002
    return SharedRedFlag(
        id=id, origin=an_origin("content/red-flags.yaml"), step=step, flag=RedFlag(sign=sign, level=level, cite=cite)
    )


def some_settings(**values: Any) -> Settings:
    given: dict[str, Any] = {
        "origin": an_origin("site.yaml"),
        "title": "Hiccup House",
        "tagline": "Hiccups and sunburn, answered",
        "description": "Plain answers about hiccups and sunburn.",
        "base_url": "https://example.org/",
        "language": "en",
        "organisation": "Hiccup House",
        "contact": "mailto:editors@example.org",
        "home_message": "Plain answers about hiccups.",
        "featured": (),
        "menu": (MenuItem(text="Symptoms", to="list:symptoms"), MenuItem(text="Articles", to="list:articles")),
        "footer": (MenuGroup(heading="About", items=(MenuItem(text="About", to="page:about"),)),),
        "footer_note": "General information only.",
        "emergency_numbers": (EmergencyNumber(place="Europe", number="112"),),
        "care_levels": (
            CareLevel(level="emergency", heading="Call an ambulance now if:", action="Call 112."),
            CareLevel(level="urgent", heading="Get help today if:", action="Phone your doctor."),
            CareLevel(level="soon", heading="Book an appointment if:", action="Write down when it started."),
        ),
    }
    return Settings(**(given | values))


def a_site(
    *,
    settings: Settings | None = None,
    articles: Iterable[Article] = (),
    symptoms: Iterable[Symptom] = (),
    terms: Iterable[Term] = (),
    people: Iterable[Person] = (),
    pages: Iterable[Page] = (),
    topics: Iterable[Topic] = (),
    sources: Iterable[Source] = (),
    red_flags: Iterable[SharedRedFlag] = (),
) -> Site:
    """Return a site of these entries; the mappings hold them in the order given."""
    return Site(
        settings=settings or some_settings(),
        articles={entry.known_as: entry for entry in articles},
        symptoms={entry.known_as: entry for entry in symptoms},
        terms={entry.known_as: entry for entry in terms},
        people={entry.known_as: entry for entry in people},
        pages={entry.known_as: entry for entry in pages},
        topics={topic.id: topic for topic in topics},
        sources={source.id: source for source in sources},
        red_flags={flag.id: flag for flag in red_flags},
    )


def some_prose(html: str, **values: Any) -> Prose:
    return Prose(html=html, **values)


def a_link(kind: str, target: str, text: str = "a link", fragment: str = "") -> Link:
    return Link(kind=kind, target=target, fragment=fragment, text=text, mark=NOWHERE)


def a_citation(*ids: str) -> Citation:
    return Citation(ids=ids, locators=tuple("" for _ in ids), mark=NOWHERE)


def a_heading(text: str, id: str = "", level: int = 2, html: str = "") -> Heading:  # noqa: A002
    return Heading(level=level, id=id or text.lower().replace(" ", "-"), text=text, html=html or text, mark=NOWHERE)


def composed(
    bodies: dict[tuple[str, str, str], Prose] | None = None,
    terms: dict[tuple[str, str, str], tuple[str, ...]] | None = None,
    inline: dict[str, Prose] | None = None,
) -> Composed:
    return Composed(bodies=bodies or {}, terms=terms or {}, inline=inline or {})
