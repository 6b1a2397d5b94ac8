"""Pictures for where pages are shared: what is on them, how words are set, and what makes another one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.builders import TODAY, a_site, an_article, composed, some_settings
from tests.render.small_site import SITE, TEMPLATES
from wellread.draw.cards import CardFault, as_set, covers, fit, lay_out, paint
from wellread.model import Features, Settings, Site
from wellread.render import Plan, Renderer, TemplateFault, plan_outputs
from wellread.render.cards import ACROSS, FOOT, TITLE_SIZES, TOP, paint_share, set_card
from wellread.render.share import DARK, LIGHT, ShareView, own_templates, sharing_of
from wellread.render.templates import make_environment, render_page

ROOT = Path(__file__).parent.parent.parent
OWN = (ROOT / "templates/share.svg").read_text("utf-8")
ICON = (ROOT / "static/img/icon.svg").read_bytes()
VIEW = ShareView(
    title="Why do hiccups come?",
    label="Symptom",
    lang="en",
    site="The house",
    tagline="Plain words",
    mark="",
    paper="#004d5a",
    ink=LIGHT,
)
ENVIRONMENT = make_environment({"share.svg": OWN})


def drawn(view: ShareView) -> bytes:
    return paint_share(render_page(ENVIRONMENT, "share.svg", None, set_card(view), None))


def seen(view: ShareView, **changes: object) -> bytes:
    return drawn(msgspec.structs.replace(view, **changes))


# --- what is on them ---------------------------------------------------------------------------------------------------


def test_a_picture_has_the_size_that_is_asked_for_and_few_bytes() -> None:
    for view in (VIEW, msgspec.structs.replace(VIEW, title="Many words that say what a page is about " * 4)):
        content = drawn(view)
        image = Image.open(BytesIO(content))
        assert (image.format, image.size) == ("PNG", (1200, 630))
        assert len(content) < 40_000
        assert set(image.info) <= {"transparency"}


def test_nothing_stands_outside_its_margins() -> None:
    for title in (VIEW.title, "W" * 200, "Twelve words of some length that stand here for a long title, and more"):
        image = Image.open(BytesIO(seen(VIEW, title=title))).convert("RGB")
        paper = image.getpixel((0, 0))
        for box in ((0, 0, 1200, 70), (0, 0, 70, 630), (1130, 0, 1200, 630), (0, 480, 1200, 494), (0, 600, 1200, 630)):
            assert image.crop(box).getcolors() == [((box[2] - box[0]) * (box[3] - box[1]), paper)], (title, box)


@pytest.mark.parametrize("title", ["עווית בפנים", "الفواق", "しゃっくり", "Hiccups \U0001f600", "Hiccups in עברית"])
def test_a_title_in_letters_that_the_font_lacks_gives_way_to_the_name_of_the_site(title: str) -> None:
    site = seen(VIEW, title="", label="")
    assert seen(VIEW, title=title) == site
    assert seen(VIEW) != site


def test_a_title_that_is_too_long_to_be_read_gives_way_too() -> None:
    assert seen(VIEW, title="Very long words indeed " * 60) == seen(VIEW, title="", label="")


def test_a_site_whose_name_cannot_be_drawn_has_pictures_without_it() -> None:
    card = set_card(msgspec.structs.replace(VIEW, site="בית"))
    assert [line.text for line in card.lines] == ["Why do hiccups come?"]
    assert card.foot == ""
    assert set_card(msgspec.structs.replace(VIEW, site="בית", title="")).lines == ()


@pytest.mark.parametrize(
    "title", ["Größe, œuvre, łódź, piñata, İstanbul", "Ελληνικά", "Почему икота?", "Tại sao nấc cụt?", "1 ≤ 2 °C – “yes”"]
)
def test_letters_of_many_languages_are_there(title: str) -> None:
    assert covers(title)


def test_what_looks_the_same_is_drawn_the_same() -> None:
    assert as_set("Do\u00ada well\u2011known cafe\u0301") == "Do" + "a well-known caf\u00e9"
    assert covers("well\u2011known")
    assert not covers("\U0010fffe")


def test_what_the_site_says_of_itself_is_left_out_where_it_does_not_fit() -> None:
    view = msgspec.structs.replace(VIEW, title="")
    assert set_card(view).foot == "Plain words"
    small = set_card(msgspec.structs.replace(view, tagline="Plain words about many things, " * 3))
    assert 0 < small.foot_size < set_card(view).foot_size
    assert set_card(msgspec.structs.replace(view, tagline="Plain words " * 30)).foot == ""


# --- how words are set -------------------------------------------------------------------------------------------------


def test_words_stand_in_lines_of_like_length_and_as_large_as_fits() -> None:
    size, lines = lay_out("What can be done about hiccups that do not stop?", ACROSS, FOOT - TOP, TITLE_SIZES)
    lengths = [len(line) for line in lines]
    assert len(lines) > 1
    assert max(lengths) < 2 * min(lengths)
    assert size in TITLE_SIZES[:4]
    assert lay_out("Hiccups", ACROSS, FOOT - TOP, TITLE_SIZES) == (TITLE_SIZES[0], ("Hiccups",))


def test_a_word_too_long_for_a_line_is_parted_best_at_its_own_hyphen() -> None:
    _, lines = lay_out("Pneumo" * 4 + "-" + "koniosis" * 9, ACROSS, FOOT - TOP, TITLE_SIZES)
    assert lines[0] == "Pneumo" * 4 + "-"
    assert all(line.endswith("-") for line in lines[:-1])
    assert "".join(lines).replace("-", "") == "Pneumo" * 4 + "koniosis" * 9


LETTERS = st.text(st.sampled_from("abcdefgWMil .,-–éß„“Ωж\u00a0"), min_size=1, max_size=160).filter(str.strip)


@settings(max_examples=60, deadline=None)
@given(LETTERS)
def test_no_letter_is_lost_and_no_line_is_too_long(text: str) -> None:
    size, lines = lay_out(text, ACROSS, FOOT - TOP, TITLE_SIZES)
    if lines:
        assert "".join(lines).replace("-", "").replace(" ", "") == as_set(text).replace("-", "").replace(" ", "")
        assert all(fit(line, ACROSS, (size,)) for line in lines)
        assert len(lines) * size <= FOOT - TOP


# --- which pictures there are ------------------------------------------------------------------------------------------


def plan(
    site: Site, templates: Mapping[str, bytes] | None = None, *, extras: bool = True, base_url: str = "https://example.org/"
) -> Plan:
    texts = templates if templates is not None else {**TEMPLATES, "share.svg": OWN.encode()}
    return plan_outputs(site, composed(), texts, {"img/icon.svg": ICON}, TODAY, base_url, drafts=False, extras=extras)


def asked(site: Site = SITE) -> Site:
    return msgspec.structs.replace(site, settings=msgspec.structs.replace(site.settings, features=Features(share_images=True)))


def pictures(found: Plan) -> dict[str, str]:
    return {
        page.path.partition(".")[0].removeprefix("assets/share/"): page.path for page in found.pages if page.template == "share.svg"
    }


def test_each_article_that_readers_get_has_one_and_all_other_pages_share_one() -> None:
    found = plan(asked(), base_url="https://example.org/health")
    shares = pictures(found)
    shown = {page.article.id for page in found.pages if page.article}
    assert set(shares) == shown | {"site"}
    for page in found.pages:
        if page.head:
            image = page.head.image
            assert image
            assert image.url == f"https://example.org/health/{shares[page.article.id if page.article else 'site']}"
            assert (image.width, image.height) == (1200, 630)
            assert not page.article or page.article.title in image.alt


def test_nothing_is_made_where_nobody_asked() -> None:
    for found in (plan(SITE), plan(asked(), extras=False), plan(asked(), TEMPLATES)):
        assert pictures(found) == {}
        assert all(page.head is None or page.head.image is None for page in found.pages)


def test_a_new_title_or_template_has_a_new_address() -> None:
    one = a_site(articles=(an_article("hiccups", title="Hiccups"),), settings=asked().settings)
    other = a_site(articles=(an_article("hiccups", title="Hiccups, again"),), settings=asked().settings)
    assert pictures(plan(one))["hiccups"] != pictures(plan(other))["hiccups"]
    assert pictures(plan(one))["site"] == pictures(plan(other))["site"]
    changed = {**TEMPLATES, "share.svg": OWN.replace("496", "498").encode()}
    assert not set(pictures(plan(one)).values()) & set(pictures(plan(one, changed)).values())
    assert pictures(plan(one)) == pictures(plan(one, {**TEMPLATES, "share.svg": OWN.encode(), "other.html": b"x"}))


def test_a_site_draws_its_own_on_the_programs() -> None:
    texts = {"share.svg": '{% extends "wellread/share.svg" %}', "wellread/share.svg": OWN, "base.html": "x"}
    assert set(own_templates(texts)) == {"share.svg", "wellread/share.svg"}
    found = plan(asked(), {**TEMPLATES, **{name: text.encode() for name, text in texts.items()}})
    renderer = Renderer(found.templates, found.chromes, found.styles)
    page = next(page for page in found.pages if page.template == "share.svg")
    assert renderer.render(page.template, page.lang, page.view).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("<svg", "no SVG that can be drawn"),
        ("{% include 'base.html' %}", "there is no template"),
        ("{{ view.review }}", "has no “review”"),
        ("{{ site.title }}", ""),
    ],
)
def test_what_is_wrong_with_the_template_is_said(template: str, words: str) -> None:
    found = plan(asked(), {**TEMPLATES, "share.svg": template.encode()})
    renderer = Renderer(found.templates, found.chromes, found.styles)
    page = next(page for page in found.pages if page.template == "share.svg")
    with pytest.raises(TemplateFault) as raised:
        renderer.render(page.template, page.lang, page.view)
    assert words in raised.value.problem.message
    assert raised.value.problem.place.path.startswith("templates/")


def test_what_is_no_svg_is_said() -> None:
    with pytest.raises(CardFault):
        paint("no svg")


@pytest.mark.parametrize(
    ("colour", "ink"), [("#0b5351", LIGHT), ("#ffc845", DARK), ("#fff", DARK), ("#000", LIGHT), ("#767676", LIGHT)]
)
def test_letters_stand_out_from_the_colour_of_the_site(colour: str, ink: str) -> None:
    shown = sharing_of(settings_with(colour), {"share.svg": OWN}, {}, "https://example.org/")
    assert shown
    assert shown.own.ink == ink


def settings_with(colour: str) -> Settings:
    return msgspec.structs.replace(some_settings(), theme_colour=colour)


AGAIN = """
import sys
from hashlib import sha256
from tests.render.test_share import VIEW, drawn
print(sha256(drawn(VIEW)).hexdigest())
"""


def test_another_process_makes_the_same_bytes() -> None:
    other = subprocess.run([sys.executable, "-c", AGAIN], capture_output=True, check=True, cwd=ROOT).stdout.decode().strip()
    assert sha256(drawn(VIEW)).hexdigest() == other
