"""Properties of the whole: links lead somewhere, the order of things does not matter, programs can read what is for them."""

import json
import random
from datetime import date, timedelta
from typing import Any, TypeVar
from xml.etree import ElementTree

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import (
    TODAY,
    a_link,
    a_page,
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
from tests.render.small_site import SITE, STATIC, TEMPLATES, TEXTS, addresses_in, built
from wellread.model import RelatedRef, Site, SymptomRef
from wellread.render import PlannedPage, plan_site
from wellread.render.addresses import split_base_url
from wellread.render.assets import plan_assets
from wellread.render.chrome import make_chrome
from wellread.render.plan import open_catalogue
from wellread.render.policy import Needs, make_shell
from wellread.render.styles import make_sheets
from wellread.render.templates import make_environment, render_page
from wellread.texts import Composed

BASE_URLS = ("https://example.org/", "https://example.org", "https://example.org/health/", "http://localhost:8000/a/b")
ATOM = "{http://www.w3.org/2005/Atom}"
K = TypeVar("K")
T = TypeVar("T")


def dead_links(site: Site, texts: Composed, base_url: str, *, drafts: bool = False) -> list[tuple[str, str]]:
    """Return the addresses of this site in any view or menu that no output answers, with the page they are on."""
    assets = plan_assets(STATIC)
    pages = plan_site(site, texts, TODAY, base_url, drafts)
    catalogue = open_catalogue(site, texts, TODAY, base_url, drafts=drafts)
    origin, base_path = split_base_url(base_url)
    outputs = {page.path for page in pages} | {output.path for output in assets.outputs}
    found = [(page.path, url) for page in pages for url in addresses_in(page.view)]
    found += [
        ("chrome", url) for lang in {page.lang for page in pages} for url in addresses_in(make_chrome(catalogue, lang, assets))
    ]
    dead = []
    for path, url in found:
        local = url.removeprefix(origin) if url.startswith(f"{origin}/") else url
        if local.startswith(("http:", "https:", "mailto:", "tel:", "#")):
            continue
        if not local.startswith(base_path) or catalogue.addresses.output_of(local) not in outputs:
            dead.append((path, url))
    return dead


@pytest.mark.parametrize("base_url", BASE_URLS)
@pytest.mark.parametrize("drafts", [False, True])
def test_every_link_leads_to_a_page(base_url: str, drafts: bool) -> None:
    assert dead_links(SITE, TEXTS, base_url, drafts=drafts) == []


IDS = ("hiccups", "sunburn", "belching", "gone")
STATUSES: tuple[Any, ...] = ("draft", "in-review", "approved", "withdrawn")
KINDS = ("article", "symptom", "term", "topic", "page", "list", "source", "nothing")


@st.composite
def sites(draw: st.DrawFn) -> tuple[Site, Composed]:
    """Draw a site whose entries name each other, and things that are not there, in any way."""
    some_ids = st.lists(st.sampled_from(IDS), max_size=3, unique=True).map(tuple)
    articles, bodies = [], {}
    for lang in ("en", "es"):
        for id in draw(some_ids):  # noqa: A001
            links = [
                a_link(kind, target)
                for kind, target in draw(st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from(IDS)), max_size=4))
            ]
            html = "".join(f'<p><a href="{link.kind}:{link.target}">x</a></p>' for link in links)
            bodies["article", lang, id] = some_prose(html, links=tuple(links))
            articles.append(
                an_article(
                    id,
                    lang,
                    status=draw(st.sampled_from(STATUSES)),
                    topics=draw(some_ids),
                    symptoms=tuple(SymptomRef(id=symptom) for symptom in draw(some_ids)),
                    related=tuple(RelatedRef(id=other) for other in draw(some_ids)),
                    also=draw(some_ids),
                    sources=draw(some_ids),
                    redirect_from=tuple(f"/old-{other}/" for other in draw(some_ids)),
                    updated=date(2026, 1, 5) + timedelta(days=draw(st.integers(0, 3))),
                )
            )
    site = a_site(
        settings=some_settings(unreviewed=draw(st.sampled_from(["banner", "block"])), featured=draw(some_ids)),
        articles=articles,
        symptoms=[a_symptom(id, draw(st.sampled_from(["en", "es"])), terms=draw(some_ids)) for id in draw(some_ids)],  # noqa: A001
        terms=[a_term(id, draw(st.sampled_from(["en", "es"])), cite=draw(some_ids)) for id in draw(some_ids)],  # noqa: A001
        pages=[a_page(id) for id in draw(some_ids)],  # noqa: A001
        topics=[a_topic(id) for id in draw(some_ids)],  # noqa: A001
        sources=[a_source(id) for id in draw(some_ids)],  # noqa: A001
    )
    return site, composed(bodies, {key: draw(some_ids) for key in bodies})


@given(sites(), st.sampled_from(BASE_URLS), st.booleans())
@settings(max_examples=60, deadline=None)
def test_no_site_has_a_dead_link(drawn: tuple[Site, Composed], base_url: str, drafts: bool) -> None:
    assert dead_links(*drawn, base_url, drafts=drafts) == []


def shuffled(mapping: dict[K, T], seed: int) -> dict[K, T]:
    items = list(mapping.items())
    random.Random(seed).shuffle(items)
    return dict(items)


@given(sites(), st.integers(0, 9))
@settings(max_examples=30, deadline=None)
def test_the_order_of_what_was_read_does_not_matter(drawn: tuple[Site, Composed], seed: int) -> None:
    site, texts = drawn
    mixed = msgspec.structs.replace(
        site,
        **{
            field: shuffled(getattr(site, field), seed)
            for field in ("articles", "symptoms", "terms", "people", "pages", "topics", "sources", "red_flags")
        },
    )
    mixed_texts = composed(
        shuffled(dict(texts.bodies), seed), shuffled(dict(texts.terms), seed), shuffled(dict(texts.inline), seed)
    )
    assert all_of(plan_site(site, texts, TODAY, "https://example.org/", False)) == all_of(
        plan_site(mixed, mixed_texts, TODAY, "https://example.org/", False)
    )


def all_of(pages: tuple[PlannedPage, ...]) -> list[tuple[object, ...]]:
    """Return all that is planned of each page, its view and the frame of its text included."""
    return [(page.path, page.template, page.make(), page.kind, page.lang, page.place, page.head, page.changed) for page in pages]


def test_a_build_is_the_same_each_time_and_sorted() -> None:
    one, problems = built()
    other, _ = built(templates=shuffled(TEMPLATES, 1), static=shuffled(STATIC, 1))
    assert problems == ()
    assert one == other
    assert list(one) == sorted(one)


def test_outputs_say_when_it_is_safe_to_write_them() -> None:
    kinds = {path: output.kind for path, output in built()[0].items()}
    assert kinds["articles/hiccups/index.html"] == kinds["articles/old-cure/index.html"] == "page"
    assert kinds["index.html"] == kinds["sitemap.xml"] == kinds["feed.xml"] == kinds["old.html"] == "list"
    assert {kind for path, kind in kinds.items() if path.startswith("assets/")} == {"asset"}


def test_a_page_depends_on_its_template_and_view_alone() -> None:
    catalogue = open_catalogue(SITE, TEXTS, TODAY, "https://example.org/", drafts=False)
    chrome = make_chrome(catalogue, "en", plan_assets(STATIC))
    texts = {name: text.decode() for name, text in TEMPLATES.items()}
    sheets = make_sheets(texts, STATIC)
    page = next(page for page in plan_site(SITE, TEXTS, TODAY, "https://example.org/", False) if page.template == "article.html")
    shell = make_shell(sheets.of_templates[page.template], Needs())
    fresh = render_page(make_environment(texts), page.template, chrome, page.view, shell)
    assert fresh == built()[0][page.path].content


def test_chrome_leaves_out_what_leads_nowhere() -> None:
    catalogue = open_catalogue(SITE, TEXTS, TODAY, "https://example.org/health", drafts=False)
    chrome = make_chrome(catalogue, "en", plan_assets(STATIC))
    assert [link.url for link in chrome.menu] == ["/health/symptoms/", "/health/articles/"]
    assert chrome.contact.text == "editors@example.org"
    assert chrome.emergency_url == "/health/disclaimer/#emergency"
    assert chrome.emergency_numbers[0].url == "tel:112"
    assert chrome.icon.startswith("/health/assets/icon.")
    bare = open_catalogue(a_site(), composed(), TODAY, "https://example.org/", drafts=False)
    assert make_chrome(bare, "en", plan_assets({})).footer == ()
    assert make_chrome(bare, "en", plan_assets({})).emergency_url == "/"


def test_the_atom_feed_is_well_formed_and_complete() -> None:
    site = a_site(articles=[an_article(title="Hiccups & <b>co</b>", description="“Quoted” & so on")])
    outputs, _ = built(site, composed(), "https://example.org/health/")
    feed = ElementTree.fromstring(outputs["feed.xml"].content)
    assert feed.tag == f"{ATOM}feed"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"self": "https://example.org/health/feed.xml", "alternate": "https://example.org/health/"}
    assert [feed.findtext(f"{ATOM}{name}") for name in ("id", "updated")] == ["https://example.org/health/", "2026-03-09T00:00:00Z"]
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Hiccups & <b>co</b>"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Hiccup House"
    assert entry.findtext(f"{ATOM}id") == "https://example.org/health/articles/hiccups/"


@pytest.mark.parametrize("count", [0, 1, 2])
def test_the_json_feed_is_json_whatever_the_titles_hold(count: int) -> None:
    title = "Hiccups \"quoted\" </script> & 'so' ü\n"
    site = a_site(articles=[an_article(f"hiccups-{number}", title=title) for number in range(count)])
    feed = json.loads(built(site, composed())[0]["feed.json"].content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["title"] for item in feed["items"]] == [title] * count
    assert all(item["content_text"] and item["id"] == item["url"] for item in feed["items"])


def test_the_sitemap_and_robots_can_be_read() -> None:
    outputs, _ = built(base_url="https://example.org/health/")
    sitemap = ElementTree.fromstring(outputs["sitemap.xml"].content)
    locs = [url[0].text for url in sitemap]
    assert "https://example.org/health/articles/hiccups/" in locs
    assert locs == sorted(locs, key=str)
    assert outputs["robots.txt"].content.decode().endswith("Sitemap: https://example.org/health/sitemap.xml\n")


def test_two_pages_cannot_have_one_address() -> None:
    site = a_site(articles=[an_article("hiccups", redirect_from=("/about/",))], pages=[a_page("about"), a_page("articles")])
    outputs, problems = built(site, composed(), static={"root/about/index.html": b"mine"})
    assert [(problem.code, problem.severity) for problem in problems] == [("address-taken", "error")] * 3
    assert {problem.place.path for problem in problems} == {"content/articles/hiccups.md", "content/pages/about.md", "site.yaml"}
    assert outputs["about/index.html"].content == b"mine"


def test_no_page_is_the_folder_of_another() -> None:
    moved = ("/feed.xml/old/", "/old.html", "/old.html/older.html", "/images.html", "/img.html/x.html")
    site = a_site(articles=[an_article("hiccups", redirect_from=moved)])
    static = {"root/images.html/a.txt": b"mine", "root/img.html": b"mine"}
    outputs, problems = built(site, composed(), static=static)
    assert sorted((problem.code, problem.message, problem.related[0].place.path) for problem in problems) == [
        ("address-taken", f"the address of {path} is taken already, because {why}", other)
        for path, why, other in (
            ("feed.xml/old/index.html", "feed.xml is a file and no folder", "site.yaml"),
            ("images.html", "it is a folder too", "static/root/images.html/a.txt"),
            ("img.html/x.html", "img.html is a file and no folder", "static/root/img.html"),
            ("old.html/older.html", "old.html is a file and no folder", "content/articles/hiccups.md"),
        )
    ]
    assert {problem.place.path for problem in problems} == {"content/articles/hiccups.md"}
    assert not {folder for path in outputs for folder in outputs if path.startswith(f"{folder}/")}


def test_a_robots_txt_of_ones_own_is_used() -> None:
    outputs, problems = built(static={"root/robots.txt": b"User-agent: *\n"})
    assert (outputs["robots.txt"].content, problems) == (b"User-agent: *\n", ())


def test_an_llms_txt_of_ones_own_is_used() -> None:
    outputs, problems = built(static={"root/llms.txt": b"# Ours\n"})
    assert (outputs["llms.txt"].content, problems) == (b"# Ours\n", ())


def test_an_unknown_citation_style_is_a_problem_and_the_page_is_still_made() -> None:
    site = msgspec.structs.replace(SITE, settings=some_settings(citation_style="nonsense"))
    outputs, problems = built(site)
    assert [problem.code for problem in problems] == ["citation-style-unknown"]
    assert "articles/hiccups/index.html" in outputs
