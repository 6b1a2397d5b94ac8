"""What pages say to programs: only what schema.org has words for, and nothing that the page itself does not show."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from tests.builders import a_source, an_article, some_settings
from tests.render.machine_site import APPROVAL, COMPARED, MACHINE_SITE, REVIEWED, site_with
from tests.render.small_site import TEMPLATE_FILES, TEXTS, built
from tests.render.vocabulary import faults_of, read_vocabulary
from wellread.memo import ALONE, Memo
from wellread.model import Review, Site, Source
from wellread.read import read_site, scan
from wellread.render import plan_site
from wellread.render.locales import locale_of
from wellread.render.structured import in_script
from wellread.specialties import Specialty
from wellread.stages import compose_all

TEMPLATES = {
    file.relative_to(TEMPLATE_FILES).as_posix(): file.read_bytes() for file in TEMPLATE_FILES.rglob("*.*") if file.is_file()
}
ROOT = Path(__file__).parents[2]
HEALTH = "https://example.org/health"


def pages(site: Site = MACHINE_SITE, *, drafts: bool = False, today: date = date(2026, 11, 22)) -> dict[str, html.HtmlElement]:
    outputs, problems = built(site, TEXTS, HEALTH, TEMPLATES, {}, drafts=drafts, today=today)
    assert problems == ()
    return {path: html.fromstring(output.content) for path, output in outputs.items() if path.endswith(".html")}


def said(page: html.HtmlElement) -> dict[str, Any]:
    """Return what a page says to programs, or {} if it says nothing."""
    found = page.xpath("//script[@type='application/ld+json']/text()")
    assert len(found) <= 1
    thing: dict[str, Any] = json.loads(found[0]) if found else {}
    return thing


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


MADE = pages()


def article(site: Site = MACHINE_SITE, name: str = "hiccups", **more: Any) -> dict[str, Any]:
    return said(pages(site, **more)[f"articles/{name}/index.html"])


# --- the vocabulary ---------------------------------------------------------------------------------------------------


def test_the_vocabulary_is_read_whole() -> None:
    vocabulary = read_vocabulary()
    assert len(vocabulary.parents) > 800
    assert vocabulary.is_a("MedicalSymptom", "MedicalCondition")
    assert vocabulary.is_a("MedicalWebPage", "CreativeWork")
    assert vocabulary.range_of("MedicalWebPage", "lastReviewed") == {"Date"}
    assert vocabulary.range_of("Person", "lastReviewed") is None
    assert "MedicalWebPage.aspect" in vocabulary.retired
    assert "DDxElement.diagnosis" not in vocabulary.retired


@pytest.mark.parametrize(
    ("thing", "fault"),
    [
        ({"@type": "Page"}, "no type"),
        ({"@type": "Person", "headline": "x"}, "no such property"),
        ({"@type": "MedicalWebPage", "aspect": "x"}, "retired"),
        ({"@type": "MedicalWebPage", "about": {"@type": "Nothing"}}, "no type"),
        ({"@type": "MedicalWebPage", "reviewedBy": {"@type": "WebPage"}}, "none of"),
        ({"@type": "MedicalWebPage", "reviewedBy": "A. Nurse"}, "none of"),
        ({"@type": "MedicalWebPage", "specialty": "https://schema.org/Hiccups"}, "none of"),
        ({"@type": "WebPage", "name": ""}, "says nothing"),
        ({"@type": "WebPage", "url": "/x/"}, "no address"),
        ({"@type": "WebPage", "name": 3}, "number"),
    ],
)
def test_what_is_not_in_the_vocabulary_is_seen(thing: dict[str, Any], fault: str) -> None:
    assert [each for each in faults_of(thing, read_vocabulary()) if fault in each]


@pytest.mark.parametrize("path", sorted(MADE))
def test_every_page_keeps_to_the_vocabulary(path: str) -> None:
    thing = said(MADE[path])
    assert bool(thing) == (not MADE[path].xpath("//meta[@name='robots'][contains(@content, 'noindex')]") and not is_pointer(path))
    if thing:
        assert thing["@context"] == "https://schema.org"
        assert list(faults_of(thing, read_vocabulary())) == []


def is_pointer(path: str) -> bool:
    return bool(MADE[path].xpath("//meta[@http-equiv='refresh']"))


def test_our_own_site_keeps_to_the_vocabulary() -> None:
    found = scan(ROOT)
    site, _ = read_site(found)
    assert site
    with Memo(None) as memo:
        composed, _ = compose_all(site, found, memo, ALONE)
    references = {name: source.title for name, source in site.sources.items()}
    vocabulary = read_vocabulary()
    count = 0
    for page in plan_site(site, composed, date(2026, 11, 22), "https://example.org/", drafts=False, references=references):
        head = getattr(page.view, "head", None)
        if head and head.structured_html:
            assert list(faults_of(json.loads(head.structured_html), vocabulary)) == [], page.path
            count += 1
    assert count > len(site.articles)


def test_every_branch_of_medicine_is_one_of_the_vocabulary() -> None:
    assert set(get_args(Specialty)) <= read_vocabulary().literals("MedicalSpecialty")


# --- equal to the page ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [path for path in sorted(MADE) if said(MADE[path])])
def test_a_page_says_what_it_shows(path: str) -> None:
    page, thing = MADE[path], said(MADE[path])
    if thing["@type"] != "WebSite":
        assert thing.get("headline", thing.get("name")) == page.xpath("string(//h1)").strip()
    assert thing["url"] == page.xpath("string(//link[@rel='canonical']/@href)")
    assert thing["description"] == page.xpath("string(//meta[@name='description']/@content)")
    assert thing["inLanguage"] == page.xpath("string(/html/@lang)")
    steps = listed(thing.get("breadcrumb", {}).get("itemListElement"))
    shown = [
        (link.text_content(), f"https://example.org{link.get('href')}") for link in page.xpath("//nav[@class='breadcrumbs']//a")
    ]
    assert [(step["name"], step["item"]["@id"]) for step in steps[:-1]] == shown
    assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
    if steps:
        assert steps[-1]["name"] == page.xpath("string(//h1)").strip()
    assert len(listed(thing.get("citation"))) == len(page.xpath("//*[starts-with(@id, 'ref-')]"))


def days_of(page: html.HtmlElement) -> Mapping[str, str]:
    return {
        row.xpath("string(dt)"): row.xpath("string(dd/time/@datetime)") or row.xpath("string(dd)").strip()
        for row in page.xpath("//section[@class='about-page']//dl/div")
    }


def test_an_article_that_was_checked_names_who_and_when() -> None:
    thing, days = said(MADE["articles/hiccups/index.html"]), days_of(MADE["articles/hiccups/index.html"])
    assert thing["@type"] == "MedicalWebPage"
    assert (thing["datePublished"], thing["dateModified"]) == (days["Published"], days["Last updated"])
    assert thing["lastReviewed"] == days["Last reviewed"] == "2026-10-01"
    nurse = thing["reviewedBy"]
    assert f"{nurse['name']}, {nurse['honorificSuffix']}" == days["Reviewed by"] == "A. Nurse, RN"
    assert nurse["url"] == f"{HEALTH}/about/#person-nurse"
    assert thing["author"]["@type"] == "Organization"
    assert thing["author"]["name"] == days["Written by"]
    assert ", ".join(each["audienceType"] for each in thing["medicalAudience"]) == days["Written for"]
    assert ", ".join(thing["keywords"]) == days["Also searched for as"]
    assert thing["specialty"] == "https://schema.org/Pulmonary"


def replaced(**values: Any) -> Site:
    return site_with(msgspec.structs.replace(REVIEWED, **values))


@pytest.mark.parametrize(
    "values",
    [
        {"status": "in-review"},
        {"reviewers": ()},
        {"reviewers": (msgspec.structs.replace(APPROVAL, hash="c1-0"),)},
        {"reviewers": (APPROVAL, Review(person="nurse", role="r", date=date(2026, 10, 2), decision="changes-requested"))},
        {"updated": date(2026, 11, 1)},
        {"authors": ("nurse",)},
    ],
    ids=["in review", "nobody", "another text", "changes asked for", "changed since", "by its author"],
)
def test_nobody_is_named_who_did_not_approve_the_page_as_it_is(values: dict[str, Any]) -> None:
    thing = article(replaced(**values))
    assert not {"reviewedBy", "lastReviewed"} & set(thing)


def test_a_review_that_is_overdue_is_told_as_the_page_tells_it() -> None:
    made = pages(today=date(2029, 1, 1))["articles/hiccups/index.html"]
    assert (said(made)["lastReviewed"], said(made)["reviewedBy"]["name"]) == ("2026-10-01", "A. Nurse")
    assert days_of(made)["Last reviewed"] == "2026-10-01"


def test_what_an_illness_is_known_by() -> None:
    about = article()["about"]
    assert (about["@type"], about["name"]) == ("MedicalCondition", "Hiccups & co")
    assert about["signOrSymptom"] == {"@type": "MedicalSymptom", "name": "Hiccuping", "url": f"{HEALTH}/symptoms/hiccuping/"}
    assert about["code"][0] == {"@type": "MedicalCode", "codingSystem": "ICD-10-CM", "codeValue": "R06.6"}


@pytest.mark.parametrize(
    ("kind", "what"),
    [("symptom", "MedicalSymptom"), ("treatment", "MedicalCondition"), ("guide", "MedicalEntity")],
)
def test_what_an_article_is_about_goes_by_its_type(kind: Any, what: str) -> None:
    about = article(replaced(type=kind))["about"]
    assert [each["@type"] for each in about] == [what, "MedicalSymptom"]
    assert article(replaced(type=kind, subject="Hiccuping"))["about"]["name"] == "Hiccuping"


def test_an_article_without_a_subject_is_about_its_symptoms() -> None:
    assert article(replaced(subject=""))["about"]["@type"] == "MedicalSymptom"
    assert "about" not in article(replaced(subject="", symptoms=()))


def test_a_comparison_says_what_it_can_be() -> None:
    about = article(name="noises")["about"]
    names = [each["diagnosis"]["name"] for each in about["differentialDiagnosis"]]
    shown = MADE["articles/noises/index.html"].xpath("//table//thead//th")
    assert (about["name"], names) == ("Hiccuping", ["Belch", "Hiccup"])
    assert [each.text_content().strip() for each in shown][-2:] == names
    named = site_with(msgspec.structs.replace(COMPARED, subject="Noises"))
    about, *symptoms = article(named, "noises")["about"]
    assert (about["@type"], about["name"], len(about["differentialDiagnosis"])) == ("MedicalCondition", "Noises", 2)
    assert "signOrSymptom" not in about  # some symptoms of a comparison point away from it
    assert [each["name"] for each in symptoms] == ["Hiccuping"]


def test_references_lead_to_the_works() -> None:
    assert "https://doi.org/10.1000/xyz" in article()["citation"]
    paper = a_source("study", title="A study", url="https://example.com/study")
    assert "https://example.com/study" in article(_with_study(paper))["citation"]
    book = msgspec.structs.replace(a_source("study", title="A study"), csl={"id": "study", "type": "book"}, url="", doi="")
    assert {"@type": "Book", "name": "A study"} in article(_with_study(book))["citation"]


def _with_study(source: Source) -> Site:
    return msgspec.structs.replace(MACHINE_SITE, sources={**MACHINE_SITE.sources, "study": source})


def test_a_symptom_and_a_word_are_told_by_all_their_names() -> None:
    symptom = said(MADE["symptoms/hiccuping/index.html"])["about"]
    assert (symptom["@type"], symptom["alternateName"]) == ("MedicalSymptom", "hiccough")
    redness = said(MADE["symptoms/redness/index.html"])["about"]
    assert redness["associatedAnatomy"] == {"@type": "AnatomicalStructure", "name": "skin"}
    assert redness["code"]["codeValue"] == "R06.6"
    term = said(MADE["glossary/diaphragm/index.html"])["mainEntity"]
    assert (term["@type"], term["alternateName"]) == ("DefinedTerm", ["DPH", "diaphragms", "midriff"])
    assert term["description"] == "A muscle."
    glossary = said(MADE["glossary/index.html"])
    assert glossary["mainEntity"]["url"] == term["inDefinedTermSet"] == glossary["url"]
    links = [f"https://example.org{each}" for each in MADE["glossary/index.html"].xpath("//main//li//a/@href")]
    assert {each["url"] for each in glossary["mainEntity"]["hasDefinedTerm"]} <= set(links)


def test_the_home_page_tells_of_the_site_and_how_to_search_it() -> None:
    home = said(MADE["index.html"])
    assert (home["@type"], home["name"]) == ("WebSite", "Hiccup House")
    assert home["publisher"]["email"] == "editors@example.org"
    action = home["potentialAction"]
    assert action["target"]["urlTemplate"] == f"{HEALTH}/search/#q={{search_term_string}}"
    assert action["query-input"] == "required name=search_term_string"
    plain = msgspec.structs.replace(MACHINE_SITE, settings=some_settings(contact="https://example.org/write-to-us"))
    home = said(pages(plain)["index.html"])
    assert "potentialAction" not in home
    assert "email" not in home["publisher"]


def test_the_page_about_us_is_one() -> None:
    assert said(MADE["about/index.html"])["@type"] == "AboutPage"
    assert said(MADE["disclaimer/index.html"])["@type"] == "WebPage"
    assert said(MADE["articles/index.html"])["@type"] == "CollectionPage"
    assert said(MADE["topics/breathing/index.html"])["@type"] == "CollectionPage"


def test_what_was_taken_back_and_drafts_say_nothing() -> None:
    assert said(MADE["articles/old-cure/index.html"]) == {}
    assert said(MADE["404.html"]) == {}
    assert said(pages(drafts=True)["articles/draft-page/index.html"]) == {}


def test_nothing_hangs_on_the_words_of_the_text() -> None:
    bodies = dict(TEXTS.bodies)
    key = ("article", "en", "hiccups")
    bodies[key] = msgspec.structs.replace(bodies[key], html=bodies[key].html.replace("The ", "Indeed the "))
    texts = msgspec.structs.replace(TEXTS, bodies=bodies)

    def view(composed: Any) -> Any:
        planned = plan_site(MACHINE_SITE, composed, date(2026, 11, 22), HEALTH, drafts=False)
        return next(page.view for page in planned if page.path == "articles/hiccups/index.html")

    assert view(texts).body_html != view(TEXTS).body_html
    assert view(texts).head == view(TEXTS).head


# --- safe in a page ---------------------------------------------------------------------------------------------------


class Scripts(HTMLParser):
    """What a browser sees of a page: its tags, and what stands in its scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:  # noqa: ARG002
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.inside += data


EVIL = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(
    ("</script>", "<!--<script>", "]]>", '"', "\\", "\\u003c", "&lt;", "</SCRIPT >", "\u2028", "'")
)


@given(st.lists(EVIL, min_size=1, max_size=4).map("".join))
def test_no_text_gets_out_of_the_script(text: str) -> None:
    made = in_script({"@type": "WebPage", "name": f"x{text}", "about": [{"name": f"y{text}"}]})
    assert not set("<>&") & set(made)
    parser = Scripts()
    parser.feed(f'<script type="application/ld+json">{made}</script><p>after</p>')
    parser.close()
    assert parser.tags == ["script", "p"]
    back = json.loads(parser.inside.removesuffix("after"))
    assert (back["name"], back["about"]["name"]) == (f"x{text}", f"y{text}")


def test_a_title_that_ends_a_script_ends_nothing() -> None:
    page = MADE["articles/noises/index.html"]
    assert said(page)["headline"] == COMPARED.title == page.xpath("string(//h1)").strip()
    assert not page.xpath("//body//script[not(@type='application/ld+json')][not(@src)]")


def test_what_is_empty_is_left_out_and_one_is_not_a_list() -> None:
    thing = {"@type": "WebPage", "name": "x", "about": [], "author": None, "description": "", "keywords": ["y"]}
    assert json.loads(in_script(thing)) == {"@context": "https://schema.org", "@type": "WebPage", "name": "x", "keywords": "y"}


# --- Open Graph and languages -----------------------------------------------------------------------------------------


def meta(page: html.HtmlElement, name: str) -> list[str]:
    return [str(each) for each in page.xpath(f"//meta[@property='{name}' or @name='{name}']/@content")]


def test_a_page_in_two_languages_leads_to_both() -> None:
    english, spanish = MADE["articles/hiccups/index.html"], MADE["es/articles/hiccups/index.html"]
    links = {each.get("hreflang"): each.get("href") for each in english.xpath("//link[@hreflang]")}
    assert links == {
        "en": f"{HEALTH}/articles/hiccups/",
        "es": f"{HEALTH}/es/articles/hiccups/",
        "x-default": f"{HEALTH}/articles/hiccups/",
    }
    assert links == {each.get("hreflang"): each.get("href") for each in spanish.xpath("//link[@hreflang]")}
    assert (meta(english, "og:locale"), meta(english, "og:locale:alternate")) == (["en_GB"], ["es_ES"])
    assert (meta(spanish, "og:locale"), meta(spanish, "og:locale:alternate")) == (["es_ES"], ["en_GB"])
    assert not MADE["articles/sunburn/index.html"].xpath("//link[@hreflang]")
    assert len(MADE["index.html"].xpath("//link[@hreflang]")) == 3
    assert not MADE["articles/old-cure/index.html"].xpath("//link[@hreflang]")


def test_a_notice_is_no_version_of_a_page() -> None:
    gone = msgspec.structs.replace(REVIEWED, status="withdrawn")
    assert not pages(site_with(gone))["es/articles/hiccups/index.html"].xpath("//link[@hreflang]")


def test_a_page_that_the_sites_own_language_lacks_has_no_default() -> None:
    french = [an_article("hoquet", lang=lang) for lang in ("fr", "es")]
    page = pages(site_with(*french))["fr/articles/hoquet/index.html"]
    assert [each.get("hreflang") for each in page.xpath("//link[@hreflang]")] == ["es", "fr"]


@pytest.mark.parametrize(
    ("lang", "locale"), [("en", "en_GB"), ("pt-BR", "pt_BR"), ("zh-Hant-TW", "zh_TW"), ("es-419", "es_ES"), ("tlh", "")]
)
def test_open_graph_wants_a_territory(lang: str, locale: str) -> None:
    assert locale_of(lang) == locale


def test_open_graph_is_whole() -> None:
    page = MADE["articles/hiccups/index.html"]
    for name in ("og:type", "og:site_name", "og:title", "og:description", "og:url", "og:locale", "twitter:card"):
        assert len(meta(page, name)) == 1, name
    assert meta(page, "og:url") == [page.xpath("string(//link[@rel='canonical']/@href)")]
    assert meta(page, "twitter:card") == ["summary"]
