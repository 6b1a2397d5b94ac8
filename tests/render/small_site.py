"""A small site about hiccups and sunburn with something of everything, and templates as plain as they can be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec

from tests.builders import (
    TODAY,
    a_citation,
    a_heading,
    a_link,
    a_page,
    a_person,
    a_shared_red_flag,
    a_site,
    a_source,
    a_symptom,
    a_term,
    a_topic,
    an_article,
    composed,
    some_prose,
    some_settings,
)
from wellread.model import Compare, CompareRow, Output, RedFlag, RedFlagUse, RelatedRef, Site, SymptomRef
from wellread.problems import Problem
from wellread.render import render_site
from wellread.texts import Composed

HICCUPS = an_article(
    "hiccups",
    title="Hiccups",
    type="condition",
    main_message="Hiccups pass. [@handbook]",
    symptoms=(SymptomRef(id="hiccuping", note="all day"), SymptomRef(id="nowhere")),
    red_flags=(
        RedFlag(sign="You cannot breathe", level="emergency", cite=("study",)),
        RedFlagUse(use="two-days"),
        RedFlagUse(use="unknown"),
    ),
    no_red_flags={"urgent": "Hiccups are not dangerous."},
    compare=Compare(
        caption="Two kinds",
        columns=("Short", "Long"),
        rows=(
            CompareRow(feature="Lasts", cells=("Minutes", "Days"), cite=("handbook", "gone")),
            CompareRow(feature="Help", cells=("No",)),
        ),
    ),
    related=(
        RelatedRef(id="sunburn"),
        RelatedRef(id="belching", why="Another noise."),
        RelatedRef(id="draft-page"),
        RelatedRef(id="old-cure"),
        RelatedRef(id="hiccups"),
    ),
    also=("sunburn", "nowhere"),
    topics=("breathing", "nowhere"),
    synonyms=("singultus", "hiccup"),
    sources=("handbook", "atlas", "gone"),
    redirect_from=("/hiccup-cure/", "/old.html"),
    updated=date(2026, 4, 1),
)
SUNBURN = an_article(
    "sunburn", title="Ärger with sunburn", topics=("breathing",), related=(RelatedRef(id="hiccups"),), type="condition"
)
BELCHING = an_article("belching", title="10 facts about belching", symptoms=(SymptomRef(id="hiccuping"),), updated=date(2026, 5, 1))
DRAFT = an_article("draft-page", status="draft", topics=("drafts",), sources=("draft-source",), redirect_from=("/draft-old/",))
WITHDRAWN = an_article("old-cure", status="withdrawn", related=(RelatedRef(id="hiccups"),), main_message="Drink vinegar.")

SITE = a_site(
    settings=some_settings(featured=("hiccups", "draft-page")),
    articles=[HICCUPS, SUNBURN, BELCHING, DRAFT, WITHDRAWN],
    symptoms=[a_symptom("hiccuping", terms=("diaphragm",), synonyms=("hiccough",), cite=("atlas",)), a_symptom("redness")],
    terms=[
        a_term("diaphragm", definition="A muscle. [@atlas]", abbreviation="DPH", synonyms=("diaphragms", "midriff")),
        a_term("spasm"),
    ],
    people=[a_person("editorial-team"), a_person("nurse", name="A. Nurse", kind="person", credentials="RN")],
    pages=[a_page("about", redirect_from=("/who/",)), a_page("disclaimer")],
    topics=[a_topic("breathing"), a_topic("drafts"), a_topic("empty")],
    sources=[
        a_source("handbook", title="The <hiccup> handbook", year=2019, read="chapter 1"),
        a_source("study", title="A study", doi="10.1000/xyz"),
        a_source("atlas", title="An atlas", url="https://example.com/atlas"),
        a_source("draft-source"),
        a_source("unused"),
    ],
    red_flags=[a_shared_red_flag("two-days", "You have had hiccups for two days", "soon", cite=("handbook",))],
)

TEXTS = composed(
    bodies={
        ("article", "en", "hiccups"): some_prose(
            '<h2 id="why">Why</h2><p>The <a href="term:diaphragm">diaphragm</a><a href="cite:atlas;handbook"></a> and'
            ' <a href="article:draft-page">a draft</a>, <a href="article:old-cure">an old page</a>.</p><h2 id="help">Help</h2>',
            headings=(a_heading("Why"), a_heading("Help")),
            links=(a_link("term", "diaphragm"), a_link("article", "draft-page")),
            citations=(a_citation("atlas", "handbook"),),
        ),
        ("article", "en", "sunburn"): some_prose(
            '<p>No <a href="symptom:hiccuping">hiccups</a>, see <a href="article:hiccups#why">why</a>.</p>',
            links=(a_link("symptom", "hiccuping"), a_link("article", "hiccups", fragment="why")),
        ),
        ("article", "en", "draft-page"): some_prose(
            '<p><a href="article:hiccups">x</a><a href="cite:draft-source"></a></p>',
            links=(a_link("article", "hiccups"),),
            citations=(a_citation("draft-source"),),
        ),
        ("page", "en", "disclaimer"): some_prose(
            '<h2 id="emergency">Now</h2><p><a href="article:hiccups">x</a></p>',
            headings=(a_heading("Now", "emergency"),),
            links=(a_link("article", "hiccups"),),
        ),
        ("person", "en", "nurse"): some_prose('<p>A nurse. <a href="list:articles">Articles</a></p>'),
    },
    terms={("article", "en", "hiccups"): ("spasm",), ("article", "en", "draft-page"): ("spasm", "diaphragm")},
    inline={
        "Hiccups pass. [@handbook]": some_prose('Hiccups pass. <a href="cite:handbook"></a>', citations=(a_citation("handbook"),)),
        "A muscle. [@atlas]": some_prose('A <em>muscle</em>. <a href="cite:atlas"></a>', citations=(a_citation("atlas"),)),
    },
)

TEMPLATE_FILES = Path(__file__).parents[2] / "templates"
OWN_TEMPLATES = {name: (TEMPLATE_FILES / name).read_bytes() for name in ("feed.atom.xml", "feed.json", "sitemap.xml", "robots.txt")}
PAGES = "home article withdrawn symptom term topic page az topics sources not_found redirect".split()  # noqa: SIM905
TEMPLATES = OWN_TEMPLATES | {
    f"{name}.html": b'{% from "components/title.html" import title %}<main>{{ title(text=view.head.title) }}</main>\n'
    for name in PAGES
}
TEMPLATES["components/title.html"] = b"{% macro title(text) %}<h1>{{ text }}</h1>{% endmacro %}"
TEMPLATES["article.html"] = b"<main><h1>{{ view.head.title }}</h1>{{ view.body_html|safe }}</main>\n"

STATIC = {"css/base.css": b"@layer base {}", "img/icon.svg": b"<svg/>"}


def built(
    site: Site = SITE,
    texts: Composed = TEXTS,
    base_url: str = "https://example.org/",
    templates: dict[str, bytes] = TEMPLATES,
    static: dict[str, bytes] = STATIC,
    *,
    drafts: bool = False,
    today: date = TODAY,
) -> tuple[dict[str, Output], tuple[Problem, ...]]:
    """Return the files of a site by path, and its problems."""
    outputs, problems = render_site(site, texts, templates, static, today, base_url, drafts)
    return {output.path: output for output in outputs}, problems


def addresses_in(view: msgspec.Struct) -> Iterator[str]:
    """Yield every address that a view gives to a template: fields that hold one, and the links in its HTML."""
    yield from _addresses("", msgspec.to_builtins(view))


def _addresses(name: str, value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _addresses(key, each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _addresses(name, each)
    elif isinstance(value, str) and value:
        if name.endswith("html"):
            yield from re.findall(r'(?:href|src)="([^"]*)"', value)
        elif name in {
            "url",
            "target",
            "section",
            "print_stylesheet",
            "further_stylesheet",
            "icon",
            "atom_feed",
            "json_feed",
        } or name.endswith("_url"):
            yield value
