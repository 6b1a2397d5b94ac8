"""The API of static files: each file keeps to its published schema, says what the page says, and hides what pages hide."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import msgspec
import pytest
from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for
from lxml import html

from tests import make_api_schemas
from tests.builders import TODAY, some_settings
from tests.render.machine_site import FEATURES, MACHINE_SITE, REVIEWED, site_with
from tests.render.small_site import DRAFT, TEMPLATE_FILES, TEXTS, built
from wellread.memo import ALONE, Memo
from wellread.model import Code, Features, Output, Review, Site
from wellread.read import read_site, scan
from wellread.render import plan_site
from wellread.render.api_entries import view_article_data
from wellread.render.api_parts import code_name
from wellread.render.api_schema import SCHEMAS, show_schema
from wellread.render.api_views import VERSION, SignData
from wellread.render.articles import view_article
from wellread.render.plan import open_catalogue
from wellread.stages import compose_all

ROOT = Path(__file__).parents[2]
HEALTH = "https://example.org/health"
TEMPLATES = {
    file.relative_to(TEMPLATE_FILES).as_posix(): file.read_bytes() for file in TEMPLATE_FILES.rglob("*.*") if file.is_file()
}


def made(site: Site = MACHINE_SITE, *, drafts: bool = False, today: date = date(2026, 11, 22)) -> dict[str, Output]:
    outputs, problems = built(site, TEXTS, HEALTH, TEMPLATES, {}, drafts=drafts, today=today)
    assert problems == ()
    return outputs


OUTPUTS = made()
FILES = sorted(path for path in OUTPUTS if re.match(r"(es/)?api/", path) and "/schema/" not in path)


def read(path: str, outputs: dict[str, Output] = OUTPUTS) -> Any:
    return json.loads(outputs[path].content)


# --- schemas ----------------------------------------------------------------------------------------------------------


def test_every_file_that_is_promised_is_there() -> None:
    lists = ("articles", "codes", "index", "red-flags", "symptoms", "terms")
    promised = sorted(
        [
            *(f"api/{name}.json" for name in lists),
            *(f"es/api/{name}.json" for name in lists),
            *(f"api/articles/{name}.json" for name in ("hiccups", "sunburn", "belching", "noises", "old-cure")),
            "es/api/articles/hiccups.json",
            *(f"api/symptoms/{name}.json" for name in ("hiccuping", "redness")),
            "api/codes/ICD-10-CM/R06.6.json",
            "api/codes/HOUSE~20LIST/~2E.~2F~C3~84~2FB.json",
        ]
    )
    assert promised == FILES


@pytest.mark.parametrize("path", FILES)
def test_every_file_keeps_to_its_schema(path: str) -> None:
    file = read(path)
    schema = read(file["$schema"].removeprefix(f"{HEALTH}/"))
    assert schema["$id"] == file["$schema"]
    assert validator_for(schema) is Draft202012Validator
    Draft202012Validator.check_schema(schema)
    checker = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [error.message for error in checker.iter_errors(file)] == []
    assert file["version"] == VERSION
    assert file["lang"] == ("es" if path.startswith("es/") else "en")


def test_a_file_with_a_field_that_is_gone_or_wrong_does_not_keep_to_it() -> None:
    schema = Draft202012Validator(read("api/schema/article.json"), format_checker=Draft202012Validator.FORMAT_CHECKER)
    for field in read("api/articles/hiccups.json"):
        file = read("api/articles/hiccups.json")
        del file[field]
        assert not schema.is_valid(file), field
    assert not schema.is_valid({**read("api/articles/hiccups.json"), "published": "soon"})
    assert not schema.is_valid({**read("api/articles/hiccups.json"), "state": "draft"})


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_the_published_schema_is_the_one_in_the_docs(name: str) -> None:
    assert (make_api_schemas.FOLDER / f"{name}.json").read_text("utf-8") == show_schema(name), "run `make docs`"
    published = read(f"api/schema/{name}.json")
    assert published.pop("$id") == f"{HEALTH}/api/schema/{name}.json"
    assert published == json.loads(show_schema(name))


def test_what_is_promised_under_a_number_stays() -> None:
    assert make_api_schemas.known_versions()[VERSION] == make_api_schemas.hash_schemas(), (
        "give VERSION in api_views.py another number"
    )
    assert {file.stem for file in make_api_schemas.FOLDER.glob("*.json")} == {*SCHEMAS, "versions"}


def test_another_promise_under_the_same_number_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make_api_schemas, "known_versions", lambda: {VERSION: "another"})
    assert VERSION in make_api_schemas.write_schemas()


# --- equal to the pages -----------------------------------------------------------------------------------------------


def page(path: str, outputs: dict[str, Output] = OUTPUTS) -> html.HtmlElement:
    return html.fromstring(outputs[path].content)


def words(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


@pytest.mark.parametrize("name", ["hiccups", "sunburn", "belching", "noises"])
def test_an_article_says_what_its_page_says(name: str) -> None:
    file, shown = read(f"api/articles/{name}.json"), page(f"articles/{name}/index.html")
    assert (file["state"], file["url"]) == ("published", shown.xpath("string(//link[@rel='canonical']/@href)"))
    assert file["title"] == words(shown.xpath("//h1")[0])
    assert file["description"] == shown.xpath("string(//meta[@name='description']/@content)")
    assert file["review"]["sentence"] == words(shown.xpath("//*[@class='review-sentence']")[0])
    references = {each.get("id").removeprefix("ref-"): words(each) for each in shown.xpath("//*[starts-with(@id, 'ref-')]")}
    assert [str(each["number"]) for each in file["references"]] == list(references)
    assert all(each["text"] in references[str(each["number"])] for each in file["references"])
    for care in file["red_flags"]:
        for sign in care["signs"]:
            (line,) = [each for each in shown.xpath("//li") if words(each).startswith(sign["text"])]
            assert [int(link.get("href").removeprefix("#ref-")) for link in line.xpath(".//a")] == sign["references"]


def test_our_own_articles_have_the_references_and_signs_of_their_pages() -> None:
    found = scan(ROOT)
    site, _ = read_site(found)
    assert site
    with Memo(None) as memo:
        composed, _ = compose_all(site, found, memo, ALONE)
    references = {name: source.title for name, source in site.sources.items()}
    catalogue = open_catalogue(site, composed, TODAY, HEALTH, drafts=False, references=references)
    for article in catalogue.articles["en"]:
        file, view = view_article_data(catalogue, article), view_article(catalogue, article)
        assert [(each.number, each.id) for each in file.references] == [
            (each.number, each.source) for each in (*view.references, *view.sources)
        ]
        assert [sign for care in file.red_flags for sign in care.signs] == [
            SignData(text=sign.text, references=tuple(each.number for each in sign.citations))
            for card in view.care_cards
            for sign in card.signs
        ]


def test_an_article_tells_all_that_it_is_known_by() -> None:
    file = read("api/articles/hiccups.json")
    assert file["main_message"] == "Hiccups pass."
    assert [(care["level"], care["heading"], care["action"]) for care in file["red_flags"]] == [
        ("emergency", "Call an ambulance now if:", "Call 112."),
        ("soon", "Book an appointment if:", "Write down when it started."),
    ]
    assert file["no_red_flags"] == {"urgent": "Hiccups are not dangerous."}
    assert file["review"] == {
        "state": "reviewed",
        "sentence": "Checked by A. Nurse, RN on 1 October 2026.",
        "detail": "The next check is due by 1 October 2028.",
        "last_reviewed": "2026-10-01",
        "next_review": "2028-10-01",
        "reviewers": [{"name": "A. Nurse", "credentials": "RN"}],
    }
    assert [(each["id"], each["note"]) for each in file["symptoms"]] == [("hiccuping", "all day")]
    assert (file["subject"], file["specialty"], file["audience"]) == ("Hiccups & co", ["Pulmonary"], ["patient", "carer"])
    assert file["changes"][0] == {"date": "2026-04-01", "kind": "editorial", "note": "Plainer words."}
    assert [each["api"].removeprefix(HEALTH) for each in file["codes"]] == [
        "/api/codes/ICD-10-CM/R06.6.json",
        "/api/codes/HOUSE~20LIST/~2E.~2F~C3~84~2FB.json",
        "",
    ]
    assert [each["lang"] for each in file["languages"]] == ["en", "es"]
    assert [each["name"] for each in file["topics"]] == ["Breathing"]
    assert file["authors"][0]["url"] == f"{HEALTH}/about/#person-editorial-team"
    assert (file["notice"], file["publisher"]["name"]) == ("General information only.", "Hiccup House")


def test_a_review_that_does_not_hold_names_nobody() -> None:
    objection = Review(person="nurse", role="r", date=date(2026, 10, 2), decision="changes-requested")
    lapsed = msgspec.structs.replace(REVIEWED, reviewers=(*REVIEWED.reviewers, objection))
    review = read("api/articles/hiccups.json", made(site_with(lapsed)))["review"]
    assert (review["state"], review["reviewers"]) == ("lapsed", [])


def test_nothing_of_a_text_is_in_any_file() -> None:
    sentence = msgspec.structs.replace(
        TEXTS.bodies["article", "en", "hiccups"], html='<h2 id="why">Why</h2><p>Zebras never hiccup at noon.</p>'
    )
    texts = msgspec.structs.replace(TEXTS, bodies={**TEXTS.bodies, ("article", "en", "hiccups"): sentence})
    outputs, _ = built(MACHINE_SITE, texts, HEALTH, TEMPLATES, {})
    assert [path for path, output in outputs.items() if b"Zebras" in output.content] == ["articles/hiccups/index.html"]


def test_another_wording_changes_no_file_but_the_page() -> None:
    bodies = dict(TEXTS.bodies)
    key = ("article", "en", "hiccups")
    bodies[key] = msgspec.structs.replace(bodies[key], html=bodies[key].html.replace("The ", "Indeed the "))
    outputs, _ = built(MACHINE_SITE, msgspec.structs.replace(TEXTS, bodies=bodies), HEALTH, TEMPLATES, {})
    assert [path for path in outputs if outputs[path] != OUTPUTS[path]] == ["articles/hiccups/index.html"]


def test_a_symptom_tells_where_further_signs_are() -> None:
    file, shown = read("api/symptoms/hiccuping.json"), page("symptoms/hiccuping/index.html")
    assert (file["name"], file["synonyms"]) == ("Hiccuping", ["hiccough"])
    assert [care["level"] for care in file["red_flags"]] == ["emergency", "soon"]
    assert len(file["references"]) == len(shown.xpath("//*[starts-with(@id, 'ref-')]"))
    assert {each["id"] for each in file["articles"]} == {"hiccups", "belching", "noises"}
    assert file["more_signs"] is None
    assert read("api/symptoms/redness.json")["codes"][0]["api"] == f"{HEALTH}/api/codes/ICD-10-CM/R06.6.json"


# --- lists ------------------------------------------------------------------------------------------------------------


def test_the_lists_name_every_file() -> None:
    articles = read("api/articles.json")
    assert [each["id"] for each in articles["articles"]] == ["belching", "sunburn", "hiccups", "noises"]
    assert articles["withdrawn"] == [f"{HEALTH}/api/articles/old-cure.json"]
    for each in (*articles["articles"], *read("api/symptoms.json")["symptoms"]):
        assert read(each["api"].removeprefix(f"{HEALTH}/"))["url"] == each["url"]
        assert f"{each['url'].removeprefix(f'{HEALTH}/')}index.html" in OUTPUTS
    assert {each["id"]: each["review"] for each in articles["articles"]}["hiccups"] == "reviewed"
    terms = {each["name"]: each for each in read("api/terms.json")["terms"]}
    assert terms["Diaphragm"]["definition"] == "A muscle."
    assert [each["id"] for each in read("es/api/articles.json")["articles"]] == ["hiccups"]
    assert read("es/api/terms.json")["terms"] == []


def test_every_address_leads_to_a_file() -> None:
    for path in FILES:
        for address in re.findall(rf'"({HEALTH}/[^"{{}}]*)"', OUTPUTS[path].content.decode()):
            local = unquote(address.removeprefix(f"{HEALTH}/").partition("#")[0])
            assert (f"{local}index.html" if local == "" or local.endswith("/") else local) in OUTPUTS, (path, address)


def test_the_index_says_where_to_put_what() -> None:
    files = read("api/index.json")["files"]
    assert files["article"].format(id="hiccups").removeprefix(f"{HEALTH}/") in OUTPUTS
    assert files["symptom"].format(id="redness").removeprefix(f"{HEALTH}/") in OUTPUTS
    assert files["code"].format(system="ICD-10-CM", value="R06.6").removeprefix(f"{HEALTH}/") in OUTPUTS
    assert set(read("api/index.json")["schemas"]) == set(SCHEMAS)
    assert [each["lang"] for each in read("api/index.json")["languages"]] == ["en", "es"]


def test_each_sign_once_with_every_page_that_shows_it() -> None:
    file = read("api/red-flags.json")
    assert file["red_flags"] == [
        {"sign": "You cannot breathe", "level": "emergency", "articles": ["hiccups"], "symptoms": ["hiccuping"]},
        {"sign": "You have had hiccups for two days", "level": "soon", "articles": ["hiccups"], "symptoms": ["hiccuping"]},
    ]
    assert [each["level"] for each in file["levels"]] == ["emergency", "urgent", "soon"]


def test_a_code_leads_to_its_pages_however_it_is_spelt() -> None:
    file = read("api/codes/ICD-10-CM/R06.6.json")
    assert (file["system"], file["value"]) == ("ICD-10-CM", "R06.6")
    assert [(each["kind"], each["id"]) for each in file["pages"]] == [("article", "hiccups"), ("symptom", "redness")]
    systems = {each["system"]: each["codes"] for each in read("api/codes.json")["systems"]}
    assert [each["value"] for each in systems["ICD-10-CM"]] == ["R06.6"]
    assert {each["api"] for each in systems["House list"]} == {"", f"{HEALTH}/api/codes/HOUSE~20LIST/~2E.~2F~C3~84~2FB.json"}


@pytest.mark.parametrize(
    ("code", "name"),
    [("G12.21", "G12.21"), ("a/b", "A~2FB"), ("..", "~2E~2E"), (".x", "~2EX"), ("a b~", "A~20B~7E"), ("x" * 101, ""), ("", "")],
)
def test_a_code_is_safe_as_the_name_of_a_file(code: str, name: str) -> None:
    assert code_name(code) == name


def test_two_codes_that_look_alike_have_two_files() -> None:
    codes = tuple(Code(system="S", value=value, checked=date(2026, 1, 1)) for value in ("a/b", "a-b", "a~2Fb"))
    outputs = made(site_with(msgspec.structs.replace(REVIEWED, codes=codes)))
    assert len([path for path in outputs if path.startswith("api/codes/S/")]) == 3


# --- what nobody gets -------------------------------------------------------------------------------------------------


def test_what_was_taken_back_says_so_and_nothing_else() -> None:
    file = read("api/articles/old-cure.json")
    assert (file["state"], file["reason"], file["instead"]["id"]) == ("withdrawn", "It harms.", "hiccups")
    assert "rely on a copy" in file["message"]
    assert "main_message" not in file
    assert not [path for path in FILES if b"vinegar" in OUTPUTS[path].content.lower() and path != "api/articles/hiccups.json"]


def test_what_is_withheld_says_so() -> None:
    site = site_with(overdue="withhold")
    outputs = made(site, today=date(2031, 1, 1))
    file = read("api/articles/hiccups.json", outputs)
    assert file["state"] == "withheld"
    assert f"{HEALTH}/api/articles/hiccups.json" in read("api/articles.json", outputs)["withdrawn"]
    assert b"Hiccups pass" not in b"".join(output.content for path, output in outputs.items() if path.startswith("api/"))


def test_no_draft_is_in_any_file() -> None:
    assert not [
        path for path in FILES if DRAFT.id.encode() in OUTPUTS[path].content or DRAFT.title.encode() in OUTPUTS[path].content
    ]
    assert not [path for path in made(drafts=True) if path.startswith("api/")]


def test_a_site_that_does_not_ask_has_no_api() -> None:
    outputs, _ = built(msgspec.structs.replace(MACHINE_SITE, settings=some_settings(features=Features())), TEXTS)
    assert not [path for path in outputs if path.startswith("api/")]
    assert b"/api/" not in outputs["llms.txt"].content
    assert FEATURES.api


def test_views_are_made_when_they_are_asked_for() -> None:
    planned = plan_site(MACHINE_SITE, TEXTS, date(2026, 11, 22), HEALTH, drafts=False)
    (one,) = [each for each in planned if each.path == "api/articles/hiccups.json"]
    assert one.view == one.view
    assert one.view is not one.view
