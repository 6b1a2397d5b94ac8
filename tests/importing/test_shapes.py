"""Folders as other generators have them, small and whole, in shapes/: what becomes of them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from wellread.cli import main
from wellread.importing.notes import words_of
from wellread.model import Article
from wellread.read import read_entry, read_sources

ROOT = Path(__file__).parent.parent.parent
SHAPES = Path(__file__).parent / "shapes"
NAMES = ("hugo", "jekyll", "plain", "veterans")


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A site for each folder, into which it was imported."""
    made: dict[str, Path] = {}
    for name in NAMES:
        made[name] = tmp_path_factory.mktemp(name) / "site"
        shutil.copytree(ROOT / "tests/rules/_base", made[name])
        assert main(["import", str(SHAPES / name), "--to", str(made[name]), "--date", "2026-11-22"]) == 0
    return made


def article(site: Path, id_: str) -> str:
    return (site / f"content/articles/{id_}.md").read_text("utf-8")


def keys_of(site: Path, id_: str) -> Article:
    read = read_entry(f"content/articles/{id_}.md", article(site, id_).encode(), "en")
    assert read.problems == ()
    assert isinstance(read.value, Article)
    return read.value


def notes(site: Path, path: str) -> dict[str, list[str]]:
    """Return what the report says of a text: what was done, with what."""
    (report,) = (site / "imported").glob("*.json")
    (text,) = (each for each in json.loads(report.read_text("utf-8"))["texts"] if each["from"] == path)
    made: dict[str, list[str]] = {}
    for note in text["notes"]:
        made.setdefault(note["done"], []).append(f"{note['line']}: {note['what']}")
    return made


# --- all of them ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_the_folder_is_in_the_site(name: str, sites: dict[str, Path]) -> None:
    site = sites[name]
    report = (site / "imported" / f"{name}.md").read_text("utf-8")
    lists = "".join((site / f"content/{each}.yaml").read_text("utf-8") for each in ("sources", "topics"))
    for text in json.loads((site / "imported" / f"{name}.json").read_text("utf-8"))["texts"]:
        source = (SHAPES / name / text["from"]).read_text("utf-8")
        assert not words_of(source) - words_of((site / text["to"]).read_text("utf-8") + report + lists)
        assert [note["line"] for note in text["notes"] if not 0 < note["line"] <= source.count("\n") + 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_published(name: str, sites: dict[str, Path]) -> None:
    report = json.loads((sites[name] / "imported" / f"{name}.json").read_text("utf-8"))
    for text in report["texts"]:
        assert "\nstatus: draft\n" in (sites[name] / text["to"]).read_text("utf-8")
        assert read_entry(text["to"], (sites[name] / text["to"]).read_bytes(), "en").problems == ()


@pytest.mark.parametrize("name", NAMES)
def test_what_it_can_not_be_sure_of_is_rare(name: str, sites: dict[str, Path]) -> None:
    """The last look finds only what the steps before it forgot to tell."""
    for text in json.loads((sites[name] / "imported" / f"{name}.json").read_text("utf-8"))["texts"]:
        unsure = [note["what"] for note in text["notes"] if note["done"].startswith("not in the draft")]
        assert [each for each in unsure if "note between the keys" not in each] == []


# --- Hugo -------------------------------------------------------------------------------------------------------------


def test_hugos_toml_is_read(sites: dict[str, Path]) -> None:
    blisters = keys_of(sites["hugo"], "sunburn-blisters")
    assert blisters.title == "Sunburn with blisters: what to do"
    assert (blisters.published.isoformat(), blisters.updated.isoformat()) == ("2021-06-03", "2023-08-21")
    assert blisters.main_message == "Leave the blisters closed and cool the skin."
    assert blisters.topics == ("skin", "summer")
    assert blisters.redirect_from == ("/burns/blisters/", "/skin/old-blisters.html", "/skin/sunburn-blisters/")
    assert '#   [params]\n#     hero = "wave.jpg"' in article(sites["hugo"], "sunburn-blisters")


def test_hugos_shortcodes_become_markdown(sites: dict[str, Path]) -> None:
    text = article(sites["hugo"], "sunburn-blisters")
    assert '![An arm with two blisters](/static/img/arm.png "Leave them closed")' in text
    assert "> [!WARNING]\n> Do not *prick* them.\n>\n> - Not with a needle" in text
    assert "[itching](article:itching#night)" in text
    assert "[our old address](article:itching)" in text
    assert "```text\n20 minutes on, 20 minutes off\n```" in text
    assert "These words stay." in text
    assert "{{" not in text
    left = notes(sites["hugo"], "content/skin/sunburn-blisters/index.md")
    assert any('{{< youtube id="abc123XYZ" >}}' in each for what in left.values() for each in what)


def test_pictures_of_a_bundle_and_of_static_are_copied(sites: dict[str, Path]) -> None:
    assert (sites["hugo"] / "static/img/arm.png").read_bytes() == (
        SHAPES / "hugo/content/skin/sunburn-blisters/arm.png"
    ).read_bytes()
    assert (sites["hugo"] / "static/img/sun-index.png").is_file()


def test_json_front_matter_and_patterns_of_addresses(sites: dict[str, Path]) -> None:
    heat = keys_of(sites["hugo"], "heat-wave")
    assert heat.title == "Heat wave: three things to do"
    assert heat.redirect_from == ("/2022/07/heat-wave-three-things-to-do/",)


def test_a_language_in_a_files_name(sites: dict[str, Path]) -> None:
    assert "redirect_from: [/es/skin/itching/]" in article(sites["hugo"], "itching.es")


def test_a_heading_that_is_the_title_is_not_said_twice(sites: dict[str, Path]) -> None:
    text = article(sites["hugo"], "itching")
    assert "# Itching at night\n" not in text.partition("\n---\n")[2]
    assert "\n## Night\n" in text


def test_sources_of_several_kinds(sites: dict[str, Path]) -> None:
    itching = keys_of(sites["hugo"], "itching")
    listed = read_sources("content/sources.yaml", (sites["hugo"] / "content/sources.yaml").read_bytes()).value or ()
    by_id = {source.id: source for source in listed}
    assert [by_id[id_].url for id_ in itching.sources] == ["https://www.example.org/itch", "https://www.example.org/leaflet"]
    assert by_id[itching.sources[0]].csl["publisher"] == "Institute of Skin"
    assert by_id[itching.sources[0]].year == 2019


def test_topics_are_proposed_not_made_up(sites: dict[str, Path]) -> None:
    topics = (sites["hugo"] / "content/topics.yaml").read_text("utf-8")
    assert "# - id: skin\n#   name: Skin\n#   description:\n" in topics
    assert "\n- id: skin" not in topics


# --- Jekyll -----------------------------------------------------------------------------------------------------------


def test_jekylls_names_dates_and_addresses(sites: dict[str, Path]) -> None:
    hiccups = keys_of(sites["jekyll"], "hiccups-that-last")
    assert hiccups.published.isoformat() == "2019-03-07"
    assert hiccups.redirect_from == ("/lasting-hiccups/", "/2018/hiccups", "/breathing/2019/03/07/hiccups-that-last.html")
    cold = keys_of(sites["jekyll"], "cold-weather")
    assert (cold.published.isoformat(), cold.updated.isoformat()) == ("2018-11-30", "2020-11-30")
    assert keys_of(sites["jekyll"], "breathing").redirect_from == ("/guides/breathing/",)
    assert keys_of(sites["jekyll"], "about").redirect_from == ("/about-us/",)


def test_agencies_become_sources(sites: dict[str, Path]) -> None:
    ids = keys_of(sites["jekyll"], "hiccups-that-last").sources
    assert ids == ("office-of-breathing", "institute-of-sleep")
    assert any(
        "who published it stands in its place" in each for each in notes(sites["jekyll"], "_posts/2019-03-07-hiccups-that-last.md")
    )


def test_liquid_and_kramdown_become_markdown(sites: dict[str, Path]) -> None:
    body = article(sites["jekyll"], "hiccups-that-last").partition("\n---\n")[2]
    assert "Call 555-0100 now if you choke." in body
    assert "![A diaphragm](/static/img/hiccup.png)\n" in body
    assert '![The same diaphragm](/static/img/hiccup.png "It twitches")' in body
    assert "## Signs to mind {#signs}" in body
    assert "[the guide](article:breathing)" in body
    assert "[last year's post](article:cold-weather#what-helps)" in body
    assert "Braces {{ like these }} stay." in body
    assert "{:" not in body
    assert "{%" not in body
    assert "[Hiccups](article:hiccups-that-last#signs)" in article(sites["jekyll"], "breathing")
    told = notes(sites["jekyll"], "_posts/2019-03-07-hiccups-that-last.md")
    assert any("ask the reviewers" in each for each in told["a comment, taken out"])


# --- HTML between Markdown --------------------------------------------------------------------------------------------


def test_boxes_of_html_are_opened(sites: dict[str, Path]) -> None:
    body = article(sites["veterans"], "care-at-home").partition("\n---\n")[2]
    assert "Who can get it" in body
    assert "- Live alone, **and**\n" in body
    assert "## How to ask for it\n\n- [Write to us](#write)\n- Call us\n" in body
    assert "[read this](article:itching#when-to-call)." in body
    assert "**Respite**\n\nSomebody comes so that you can rest." in body
    assert "### Write to us {#write}" in body
    assert not re.search("</?[a-z]", body)


def test_a_dose_keeps_its_power_and_a_struck_out_word_is_gone(sites: dict[str, Path]) -> None:
    assert "A dose of 10⁶ units, once a day." in article(sites["veterans"], "care-at-home")
    told = notes(sites["veterans"], "pages/health/care-at-home.md")
    assert told["struck out, so taken out of the text"] == ["39: <s>twice</s>"]


def test_merged_cells_say_what_they_say_in_each(sites: dict[str, Path]) -> None:
    text = article(sites["veterans"], "itching")
    assert "| Swelling; of the lips | Call now |\n| Swelling; of the lips | Do not **drive** |" in text


def test_related_links(sites: dict[str, Path]) -> None:
    itching = keys_of(sites["veterans"], "itching")
    assert [(each.id, each.why) for each in itching.related] == [("sunburn-care", "What to do when the sun was too much.")]
    assert "## More about skin\n\n- [Skin, explained](https://www.example.org/skin/): A page elsewhere.\n" in itching.body
    assert itching.redirect_from == ("/health/old-itching/",)


def test_scripts_are_taken_out_and_shown(sites: dict[str, Path]) -> None:
    assert "alert" not in article(sites["veterans"], "itching")
    told = notes(sites["veterans"], "pages/health/itching.md")
    assert any('alert("hi there")' in each for each in told["taken out"])


# --- plain ------------------------------------------------------------------------------------------------------------


def test_a_text_without_keys_has_its_heading_as_title(sites: dict[str, Path]) -> None:
    assert keys_of(sites["plain"], "sleep").title == "Sleep and worry"


def test_keys_that_can_not_be_read_are_kept(sites: dict[str, Path]) -> None:
    text = article(sites["plain"], "broken")
    assert '#   title: "An open quote\n#   tags: [a, b\n' in text
    assert text.endswith("Its text is kept.\n")


def test_a_day_that_could_be_two_is_left_to_people(sites: dict[str, Path]) -> None:
    text = article(sites["plain"], "dates")
    assert "#   date: 03/04/2020" in text
    assert re.search("^published: 2021-03-09 +# stands in, it was nowhere", text, re.MULTILINE)
    assert "updated: 2021-03-09" in text


def test_code_is_left_alone(sites: dict[str, Path]) -> None:
    assert 'A text with `<b>code</b>` and\n\n```html\n<p class="x">kept as it is</p>\n```\n' in article(sites["plain"], "dates")


def test_a_page_of_html(sites: dict[str, Path]) -> None:
    body = article(sites["plain"], "page").partition("\n---\n")[2]
    assert body.startswith("\n## What it is {#what-it-is}\n\nIt is *this*.\n")
    assert "| A | B; C |" in body
    assert "[Up](#what-it-is) ![A picture](/static/img/pic.svg)" in body
