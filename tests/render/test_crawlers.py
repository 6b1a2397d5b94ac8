"""What feed readers and crawlers read: valid by their own rules, and true."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import Any

import msgspec
import pytest
from lxml import etree

from tests.builders import TODAY, an_article, some_settings
from tests.render.machine_site import MACHINE_SITE, REVIEWED, site_with
from tests.render.small_site import TEMPLATE_FILES, TEXTS, built
from wellread.model import Change, Output, Site
from wellread.render import crawlers, plan_site
from wellread.render.crawlers import view_sitemaps
from wellread.render.feeds import ENTRIES
from wellread.render.plan import open_catalogue
from wellread.render.program_views import SitemapIndexView, SitemapView

TEMPLATES = {
    file.relative_to(TEMPLATE_FILES).as_posix(): file.read_bytes() for file in TEMPLATE_FILES.rglob("*.*") if file.is_file()
}
HEALTH = "https://example.org/health"
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
FEEDS = ("feed", "feed-clinical", "es/feed", "es/feed-clinical")


def made(site: Site = MACHINE_SITE, *, drafts: bool = False, today: date = TODAY) -> dict[str, Output]:
    outputs, problems = built(site, TEXTS, HEALTH, TEMPLATES, {}, drafts=drafts, today=today)
    assert problems == ()
    return outputs


OUTPUTS = made()


def tree(path: str, outputs: dict[str, Output] = OUTPUTS) -> Any:
    return etree.fromstring(outputs[path].content)


def items(outputs: dict[str, Output] = OUTPUTS, path: str = "feed-clinical.json") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(outputs[path].content)["items"]
    return found


# --- feeds ------------------------------------------------------------------------------------------------------------

ATOM_GRAMMAR = etree.RelaxNG(
    etree.XML(b"""
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.w3.org/2005/Atom"
         datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><element name="feed"><ref name="lang"/><interleave>
    <element name="id"><data type="anyURI"><param name="pattern">https?://.+</param></data></element>
    <ref name="title"/><element name="subtitle"><text/></element><ref name="updated"/><ref name="author"/>
    <oneOrMore><ref name="link"/></oneOrMore>
    <zeroOrMore><element name="entry"><interleave>
      <element name="id"><data type="anyURI"><param name="pattern">https?://.+</param></data></element>
      <ref name="title"/><ref name="updated"/><element name="published"><data type="dateTime"/></element>
      <ref name="author"/><ref name="link"/><element name="summary"><text/></element>
      <zeroOrMore><element name="category"><attribute name="term"/></element></zeroOrMore>
    </interleave></element></zeroOrMore>
  </interleave></element></start>
  <define name="lang"><attribute name="lang" ns="http://www.w3.org/XML/1998/namespace"><data type="language"/></attribute></define>
  <define name="title"><element name="title"><data type="string"><param name="minLength">1</param></data></element></define>
  <define name="updated"><element name="updated"><data type="dateTime"/></element></define>
  <define name="author"><element name="author"><element name="name"><text/></element></element></define>
  <define name="link"><element name="link">
    <attribute name="rel"><choice><value>self</value><value>alternate</value></choice></attribute>
    <attribute name="type"/><attribute name="href"><data type="anyURI"><param name="pattern">https?://.+</param></data></attribute>
  </element></define>
</grammar>""")
)
"""What RFC 4287 asks of a feed, as far as our feeds have it."""


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_is_valid_atom(name: str) -> None:
    feed = tree(f"{name}.xml")
    ATOM_GRAMMAR.assertValid(feed)
    assert feed.xpath("string(*[local-name()='link'][@rel='self']/@href)") == f"{HEALTH}/{name}.xml"
    ids = [each.text for each in feed.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))
    days = [entry.findtext(f"{ATOM}updated") for entry in feed.iter(f"{ATOM}entry")]
    assert days == sorted(days, reverse=True)
    assert feed.findtext(f"{ATOM}updated") >= max(days, default="")


@pytest.mark.parametrize("name", FEEDS)
def test_the_same_feed_is_a_json_feed(name: str) -> None:
    feed, atom = json.loads(OUTPUTS[f"{name}.json"].content), tree(f"{name}.xml")
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{HEALTH}/{name}.json"
    assert (feed["title"], feed["language"]) == (
        atom.findtext(f"{ATOM}title"),
        atom.get("{http://www.w3.org/XML/1998/namespace}lang"),
    )
    assert [each["id"] for each in feed["items"]] == [each.findtext(f"{ATOM}id") for each in atom.iter(f"{ATOM}entry")]
    for each in feed["items"]:
        assert {"id", "url", "title", "content_text", "date_published", "date_modified"} <= set(each)
        assert datetime.fromisoformat(each["date_modified"]).tzinfo


def test_medical_changes_have_a_feed_of_their_own() -> None:
    assert [(each["title"], each["content_text"], each["date_modified"][:10]) for each in items()] == [
        (
            "Withdrawn: The old cure for everything",
            "We have taken this page back. Please do not rely on a copy of it. It harms.",
            "2026-03-09",
        ),
        ("Hiccups", "Vinegar is gone.", "2026-03-01"),
        ("Hiccups", "A new limit of two days.", "2026-03-01"),
    ]
    assert [each["id"].partition("#")[2] for each in items()] == [
        "withdrawn-2026-03-09",
        "changed-2026-03-01-2",
        "changed-2026-03-01-1",
    ]
    assert items(path="es/feed-clinical.json") == []


def test_a_page_that_is_withheld_is_told_of_on_that_day() -> None:
    outputs = made(site_with(overdue="withhold"), today=date(2031, 1, 1))
    first = items(outputs)[0]
    assert (first["title"], first["date_modified"][:10]) == ("Not shown for now: Hiccups", "2029-10-02")
    assert "overdue" in first["content_text"]
    assert "2029-10-02" not in OUTPUTS["feed-clinical.xml"].content.decode()


def test_a_draft_is_in_no_feed() -> None:
    change = Change(date=TODAY, kind="clinical", note="Secret.")
    site = site_with(an_article("secret", status="draft", changes=(change,)))
    for drafts in (False, True):
        outputs = made(site, drafts=drafts)
        telling = [path for path, output in outputs.items() if b"secret" in output.content.lower() and not path.endswith(".html")]
        assert telling == []


def test_a_feed_holds_the_last_changes() -> None:
    changes = tuple(Change(date=date(2020, 1 + n % 12, 1 + n), kind="clinical", note=f"Change {n}.") for n in range(28))
    site = site_with(msgspec.structs.replace(REVIEWED, changes=(*changes, *changes)))
    assert len(items(made(site))) == ENTRIES


def test_a_page_leads_to_the_feed_of_medical_changes() -> None:
    for path, address in (("index.html", "/health/feed-clinical.xml"), ("es/index.html", "/health/es/feed-clinical.xml")):
        assert f'href="{address}"'.encode() in OUTPUTS[path].content


# --- sitemap ----------------------------------------------------------------------------------------------------------


def test_a_small_site_has_one_sitemap() -> None:
    assert tree("sitemap.xml").tag == f"{MAP}urlset"
    assert not [path for path in OUTPUTS if re.match(r"sitemap-\d", path)]


@pytest.mark.parametrize(("limit", "value"), [("MOST_URLS", 7), ("MOST_BYTES", 1_000)])
def test_a_large_site_has_several_and_an_index(limit: str, value: int, monkeypatch: pytest.MonkeyPatch) -> None:
    one = {each.text for each in tree("sitemap.xml").iter(f"{MAP}loc")}
    monkeypatch.setattr(crawlers, limit, value)
    outputs = made()
    index = tree("sitemap.xml", outputs)
    assert index.tag == f"{MAP}sitemapindex"
    names = [each.text.removeprefix(f"{HEALTH}/") for each in index.iter(f"{MAP}loc")]
    assert names == [f"sitemap-{number}.xml" for number in range(1, len(names) + 1)]
    assert len(names) > 1
    parts = [[each.text for each in tree(name, outputs).iter(f"{MAP}loc")] for name in names]
    assert all(parts)
    assert sum(map(len, parts)) == len(one)
    assert set().union(*parts) == one
    if limit == "MOST_URLS":
        assert max(map(len, parts)) == value
    else:
        assert max(len(outputs[name].content) for name in names) <= value + 200  # the first and last lines
    newest = [max((each.text for each in tree(name, outputs).iter(f"{MAP}lastmod")), default=None) for name in names]
    assert [each.findtext(f"{MAP}lastmod") for each in index] == newest
    assert f"Sitemap: {HEALTH}/sitemap.xml".encode() in outputs["robots.txt"].content


def test_a_sitemap_holds_no_more_than_the_protocol_allows() -> None:
    catalogue = open_catalogue(MACHINE_SITE, TEXTS, TODAY, HEALTH, drafts=False)
    urls = [(f"https://example.org/{number:06}/", None) for number in range(100_001)]
    files = list(view_sitemaps(catalogue, reversed(urls)))
    assert [isinstance(view, SitemapIndexView) for _, _, view in files] == [True, False, False, False]
    assert [len(view.urls) for _, _, view in files if isinstance(view, SitemapView)] == [50_000, 50_000, 1]
    assert [view for _, _, view in view_sitemaps(catalogue, ())] == [SitemapView(urls=())]


# --- llms.txt ---------------------------------------------------------------------------------------------------------


def llms(site: Site = MACHINE_SITE, *, drafts: bool = False) -> str:
    return made(site, drafts=drafts)["llms.txt"].content.decode()


def test_llms_txt_says_what_the_site_is_and_where_everything_is() -> None:
    lines = llms().splitlines()
    assert lines[:5] == ["# Hiccup House", "", "> Plain answers about hiccups and sunburn.", "", "General information only."]
    assert "Emergency: Call 112." in lines
    heads = [line for line in lines if line.startswith("#")]
    assert heads == ["# Hiccup House", "## Articles", "## Lists", "## About", "## For programs"]
    outputs = OUTPUTS
    for text, address in re.findall(r"^- \[(.+)\]\((\S+)\): ", llms(), re.MULTILINE):
        local = address.removeprefix(f"{HEALTH}/")
        assert (f"{local}index.html" if local.endswith("/") else local) in outputs, text
    assert f"- [Hiccups]({HEALTH}/articles/hiccups/): {REVIEWED.description}" in lines
    assert "old-cure" not in llms()


def test_llms_txt_is_markdown_in_which_titles_are_only_titles() -> None:
    title = "A [link](https://example.com) & <b>*bold*</b> `code`"
    site = site_with(an_article("odd", title=title))
    (line,) = [each for each in llms(site).splitlines() if "/articles/odd/" in each]
    assert line.startswith(r"- [A \[link\](https://example.com) & \<b\>\*bold\*\</b\> \`code\`](")


def test_llms_txt_of_a_large_site_leads_to_its_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crawlers, "MOST_LISTED", 2)
    assert "## Articles" not in llms()
    assert f"({HEALTH}/articles/)" in llms()


def test_llms_txt_tells_of_no_draft_and_of_no_api_that_is_not_there() -> None:
    assert "draft-page" not in llms(drafts=True)
    assert "/api/" not in llms(drafts=True)
    assert f"({HEALTH}/api/index.json)" in llms()
    plain = msgspec.structs.replace(MACHINE_SITE, settings=some_settings())
    assert "/api/" not in llms(plain)


def test_the_feed_of_changes_may_name_what_was_taken_back() -> None:
    planned = plan_site(MACHINE_SITE, TEXTS, TODAY, HEALTH, drafts=False)
    told = {page.path: page.tells_of for page in planned if page.tells_of}
    assert told == {
        "feed-clinical.xml": ("content/articles/old-cure.md",),
        "feed-clinical.json": ("content/articles/old-cure.md",),
    }
