"""Pages and the style guide look as they were accepted to look. What to do when they don't is said in docs/design.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser

from tests.browser.serving import serving
from tests.browser.visual import ACCEPTED, LOOKS, MORE_LOOKS, PAGES, build_site, difference, fault_of, kept, pinned_browser, shots

MOST_BYTES = 3_000_000


@pytest.fixture(scope="module")
def looked_at(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Browser, str]]:
    """A browser with pinned fonts, and where the small site is served."""
    folder = tmp_path_factory.mktemp("visual")
    with serving(build_site(folder)) as home, pinned_browser(folder, browser.browser_type) as pinned:
        yield pinned, home


@pytest.mark.parametrize("name", [*LOOKS, *MORE_LOOKS])
def test_everything_looks_as_it_was_accepted(name: str, looked_at: tuple[Browser, str]) -> None:
    faults = [fault for shot in shots(*looked_at, name) if (fault := fault_of(shot))]
    assert not faults, "\n".join(faults)


def test_the_accepted_pictures_are_few_and_small() -> None:
    files = list(ACCEPTED.glob("*.png"))
    assert {f"{kind}-{name}" for kind in PAGES for name in LOOKS} <= {file.stem for file in files}
    assert sum(file.stat().st_size for file in files) < MOST_BYTES


# --- what is told, and what is let pass -------------------------------------------------------------------------------


@pytest.fixture
def picture() -> Image.Image:
    drawn = Image.new("RGB", (360, 480), "white")
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((16, 16, 343, 80), fill="#a3161c")
    for line in range(120, 460, 20):
        pen.line((16, line, 320, line), fill="black", width=2)
    return drawn


def changed(picture: Image.Image, **draw: tuple[int, int, int, int]) -> Image.Image:
    other = picture.copy()
    for colour, box in draw.items():
        ImageDraw.Draw(other).rectangle(box, fill=colour)
    return other


def test_a_picture_is_like_itself_also_as_it_is_kept(picture: Image.Image) -> None:
    assert difference(picture, picture) is None
    assert difference(kept(picture).convert("RGB"), picture) is None


def test_how_edges_are_drawn_is_let_pass(picture: Image.Image) -> None:
    softer = Image.blend(picture, Image.new("RGB", picture.size, "gray"), 0.1)
    assert difference(picture, softer) is None
    here_and_there = picture.copy()
    for x in range(0, 360, 12):
        for y in range(0, 480, 12):
            here_and_there.putpixel((x, y), (255, 0, 255))
    assert difference(picture, here_and_there) is None


def test_a_sign_that_is_gone_another_colour_and_a_line_that_moved_are_seen(picture: Image.Image) -> None:
    assert difference(picture, changed(picture, white=(30, 30, 50, 50))) is not None
    assert difference(picture, changed(picture, orange=(16, 16, 343, 80))) is not None
    moved = Image.new("RGB", picture.size, "white")
    moved.paste(picture, (0, 3))
    assert difference(picture, moved) is not None


def test_a_page_that_grew_is_seen_and_shown_whole(picture: Image.Image) -> None:
    shown = difference(picture, picture.resize((360, 500)))
    assert shown is not None
    assert shown.size == (360, 500)


def test_what_differs_is_said_with_what_to_do(picture: Image.Image, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.browser import visual

    monkeypatch.setattr(visual, "ACCEPTED", tmp_path)
    monkeypatch.setattr(visual, "FAILED", tmp_path / "failed")
    shot = visual.Shot("a-page-phone-light", "the page “a-page”, phone-light", picture)
    assert "no accepted picture" in fault_of(shot)
    kept(changed(picture, white=(16, 16, 343, 80))).save(tmp_path / "a-page-phone-light.png")
    assert "make look-accept ARGS=a-page-phone-light" in fault_of(shot)
    assert {file.name for file in (tmp_path / "failed").iterdir()} == {
        "a-page-phone-light.png",
        "a-page-phone-light-difference.png",
    }
