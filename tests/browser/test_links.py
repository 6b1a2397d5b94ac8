"""Whatever a page, a feed or the sitemap points at is there."""

from __future__ import annotations

import json
from urllib.parse import urljoin

from lxml import etree

from tests.browser.built import OLD_ADDRESS, TAKEN_BACK, BuiltSite

LINKS = "//a/@href | //area/@href | //link/@href | //img/@src | //source/@src | //script/@src | //form/@action"
ADDRESSES_FOR_PROGRAMS = "//link[@rel='canonical']/@href | //meta[@property='og:url' or @property='og:image']/@content"


def test_every_link_and_fragment_leads_somewhere(each_site: BuiltSite) -> None:
    faults = [
        f"{page.path}: {fault}"
        for page in each_site.pages.values()
        for link in sorted(set(page.values(f"{LINKS} | {ADDRESSES_FOR_PROGRAMS}")))
        if (fault := each_site.fault_of(link, page.address))
    ]
    assert not faults, "\n".join(faults)


def test_links_in_structured_data_lead_somewhere(each_site: BuiltSite) -> None:
    faults = [
        f"{page.path}: {fault}"
        for page in each_site.pages.values()
        for block in page.values("//script[@type='application/ld+json']")
        for link in sorted(addresses_in(json.loads(block)))
        # What a search engine puts its words into (“…#q={words}”) names a page, and no place on it.
        if (fault := each_site.fault_of(link.partition("#")[0] if "{" in link else link, page.address))
    ]
    assert not faults, "\n".join(faults)


def test_every_indexed_page_says_its_own_address(each_site: BuiltSite) -> None:
    faults = [
        f"{page.path}: canonical {canonical}"
        for page in each_site.pages.values()
        if page.is_indexed and (canonical := page.values("//link[@rel='canonical']/@href")) != [each_site.base_url + page.address]
    ]
    assert not faults, "\n".join(faults)


def test_the_sitemap_lists_exactly_the_pages_that_may_be_indexed(each_site: BuiltSite) -> None:
    sitemap = etree.parse(each_site.folder / "sitemap.xml")
    listed = [str(each.text) for each in sitemap.iterfind("{*}url/{*}loc")]
    indexed = [each_site.base_url + page.address for page in each_site.pages.values() if page.is_indexed]
    assert sorted(listed) == sorted(indexed)


def test_robots_txt_names_the_sitemap(each_site: BuiltSite) -> None:
    assert f"Sitemap: {each_site.base_url}sitemap.xml" in (each_site.folder / "robots.txt").read_text().splitlines()


def test_the_atom_feeds_are_whole(each_site: BuiltSite) -> None:
    for path in feeds_of(each_site, "application/atom+xml"):
        feed = etree.parse(each_site.folder / path).getroot()
        assert feed.tag == "{http://www.w3.org/2005/Atom}feed", path
        assert feed.xpath("string(*[local-name()='link'][@rel='self']/@href)") == each_site.base_url + path
        entries = feed.findall("{*}entry")
        assert entries, path
        for element in (feed, *entries):
            for needed in ("id", "title", "updated"):
                assert element.findtext(f"{{*}}{needed}"), (
                    f"{path}: no {needed} in\n{etree.tostring(element, encoding='unicode')[:400]}"
                )
        # RFC 4287, 4.2.1: an entry has an author, or the feed has.
        assert feed.findtext("{*}author/{*}name") or all(entry.findtext("{*}author/{*}name") for entry in entries)
        ids = [entry.findtext("{*}id") for entry in entries]
        assert len(ids) == len(set(ids)), path
        faults = [fault for link in feed.iterfind(".//{*}link") if (fault := each_site.fault_of(link.get("href", ""), ""))]
        assert not faults, "\n".join(faults)


def test_the_json_feeds_are_whole(each_site: BuiltSite) -> None:
    for path in feeds_of(each_site, "application/feed+json"):
        feed = json.loads((each_site.folder / path).read_text(encoding="utf-8"))
        assert feed["version"] == "https://jsonfeed.org/version/1.1", path
        assert feed["title"]
        assert feed["feed_url"] == each_site.base_url + path
        assert feed["items"], path
        # JSON Feed 1.1: an item has an id, and content_html or content_text.
        assert all(item["id"] and (item.get("content_html") or item.get("content_text")) for item in feed["items"])
        faults = [fault for item in feed["items"] if (fault := each_site.fault_of(item["url"], ""))]
        assert not faults, "\n".join(faults)


def test_an_old_address_leads_to_the_page(moved_site: BuiltSite) -> None:
    redirects = [page for page in moved_site.pages.values() if page.is_redirect]
    assert [page.address for page in redirects] == [OLD_ADDRESS]
    assert moved_site.fault_of(redirects[0].redirects_to, redirects[0].address) == ""
    [canonical] = redirects[0].values("//link[@rel='canonical']/@href")
    assert canonical == urljoin(moved_site.base_url, redirects[0].redirects_to)


def test_a_page_that_was_taken_back_keeps_none_of_its_text(moved_site: BuiltSite) -> None:
    page = moved_site.pages[f"{TAKEN_BACK}index.html"]
    assert not page.is_indexed
    naming = [file for file in moved_site.folder.rglob("*") if file.is_file() and b"Nobody should read" in file.read_bytes()]
    assert naming == []


def feeds_of(site: BuiltSite, media_type: str) -> list[str]:
    """Return the paths of the feeds that pages name; every page that is not a redirect names the first one."""
    named = {page.path: page.values(f"//link[@rel='alternate'][@type='{media_type}']/@href") for page in site.pages.values()}
    feeds = sorted({link for links in named.values() for link in links})
    assert feeds
    lacking = [path for path, links in named.items() if not links and not site.pages[path].is_redirect]
    assert not lacking, lacking
    return [link.removeprefix(site.base_path) for link in feeds]


def addresses_in(value: object) -> set[str]:
    """Return every web address in a JSON document."""
    if isinstance(value, dict):
        return {each for inner in value.values() for each in addresses_in(inner)}
    if isinstance(value, list):
        return {each for inner in value for each in addresses_in(inner)}
    return {value} if isinstance(value, str) and value.startswith(("http://", "https://")) else set()
