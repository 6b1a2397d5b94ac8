"""Every entry has one address, under whatever base address the site is published."""

import pytest

from tests.builders import a_page, a_person, a_site, a_source, a_symptom, a_term, a_topic, an_article
from wellread.render.addresses import Addresses, addresses_of, split_base_url

SITE = a_site(
    articles=[an_article("hiccups", topics=("breathing", "skin")), an_article("sunburn"), an_article("sunburn", "es")],
    symptoms=[a_symptom("hiccuping")],
    terms=[a_term("diaphragm")],
    people=[a_person("editorial-team")],
    pages=[a_page("about")],
    topics=[a_topic("breathing")],
    sources=[a_source("handbook")],
)


def addresses(base_url: str = "https://example.org/") -> Addresses:
    return addresses_of(base_url, SITE)


@pytest.mark.parametrize(
    ("kind", "id", "url"),
    [
        ("article", "hiccups", "/articles/hiccups/"),
        ("symptom", "hiccuping", "/symptoms/hiccuping/"),
        ("term", "diaphragm", "/glossary/diaphragm/"),
        ("topic", "breathing", "/topics/breathing/"),
        ("page", "about", "/about/"),
        ("source", "handbook", "/sources/#handbook"),
        ("person", "editorial-team", "/about/#person-editorial-team"),
        ("list", "home", "/"),
        ("list", "glossary", "/glossary/"),
        ("list", "sources", "/sources/"),
    ],
)
def test_each_kind_has_its_address(kind: str, id: str, url: str) -> None:  # noqa: A002
    assert addresses().url_for(kind, id, "en") == url
    assert addresses("https://example.org/health").url_for(kind, id, "en") == f"/health{url}"


@pytest.mark.parametrize(
    ("kind", "id"),
    [("article", "hicups"), ("topic", "skin"), ("page", "privacy"), ("list", "videos"), ("article", ""), ("javascript", "x")],
)
def test_what_has_no_page_has_no_address(kind: str, id: str) -> None:  # noqa: A002
    assert addresses().url_for(kind, id, "en") is None


def test_a_fragment_is_part_of_the_address() -> None:
    assert addresses().url_for("article", "hiccups", "en", "causes") == "/articles/hiccups/#causes"
    assert addresses().url_for("article", "hiccups", "en", 'a"b') == "/articles/hiccups/#a%22b"


def test_another_language_has_a_prefix_and_falls_back_to_the_sites_own() -> None:
    assert addresses().url_for("article", "sunburn", "es") == "/es/articles/sunburn/"
    assert addresses().url_for("article", "hiccups", "es") == "/articles/hiccups/"
    assert addresses().url_for("list", "articles", "es") == "/es/articles/"
    assert addresses().url_for("list", "glossary", "es") == "/glossary/"


def test_without_a_page_about_us_people_have_no_address() -> None:
    assert addresses_of("https://example.org/", a_site(people=[a_person("nurse")])).url_for("person", "nurse", "en") is None


def test_an_address_leads_to_a_file() -> None:
    here = addresses("https://example.org/health/")
    assert here.output_of("/health/") == "index.html"
    assert here.output_of("/health/articles/hiccups/#causes") == "articles/hiccups/index.html"
    assert here.output_of("/health/404.html") == "404.html"
    assert here.canonical("/health/about/") == "https://example.org/health/about/"


@pytest.mark.parametrize(
    ("base_url", "origin", "base_path"),
    [
        ("https://example.org", "https://example.org", "/"),
        ("https://example.org/health", "https://example.org", "/health/"),
        ("https://example.org/a//b/", "https://example.org", "/a/b/"),
        ("http://localhost:8000/", "http://localhost:8000", "/"),
    ],
)
def test_the_base_path_starts_and_ends_with_a_slash(base_url: str, origin: str, base_path: str) -> None:
    assert split_base_url(base_url) == (origin, base_path)
