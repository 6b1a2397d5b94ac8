"""Pictures of a small site's pages and of the style guide, compared with those that were accepted. `make look-accept` accepts.

Pictures of the same page differ from machine to machine in its fonts and in how the edges of letters are drawn. So the browser
gets two pinned fonts and no others, and pixels may differ a little, and a few of them a lot, as long as they don't stand together.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, NamedTuple, TypedDict

from PIL import Image, ImageChops
from playwright.sync_api import Browser, BrowserType, FloatRect, Page, sync_playwright

from tests.browser.built import ROOT, BuiltSite, build
from tests.browser.chromium import launch
from tests.browser.serving import serving

ACCEPTED = ROOT / "tests/browser/pictures"
FAILED = ROOT / "build/visual"
SITE = ROOT / "tests/fresh/site"
ADDRESS = "https://example.org/"

FONTS = {"font_source_sans_pro": "sans-serif", "font_source_serif_pro": "serif"}
FAMILIES = {"sans-serif": "Source Sans Pro", "serif": "Source Serif Pro", "monospace": "Source Sans Pro"}
COLOURS = 128
"""As many as a picture is kept with."""
FAINT = 40
"""How far a pixel may be off, of 255: less is how an edge is drawn."""
TILE = 48
CROWDED = 0.05
"""The share of a tile (TILE x TILE pixels) that may be off further than that."""
MARGIN = 8
"""What is kept around a part of the style guide, for rings and shadows."""
SCREENS = 2
"""How many screens of a page are kept."""

PAGES = {
    "home": "",
    "article": "articles/hiccups/",
    "articles": "articles/",
    "symptom": "symptoms/hiccuping/",
    "body": "symptoms/by-body-part/",
    "topic": "topics/breathing/",
    "glossary": "glossary/",
    "term": "glossary/diaphragm/",
    "page": "about/",
    "withdrawn": "articles/old-cure/",
    "sources": "sources/",
}
STYLE_GUIDE = "style-guide/"


class Emulated(TypedDict, total=False):
    color_scheme: Literal["dark", "light"]
    forced_colors: Literal["active", "none"]
    media: Literal["print", "screen"]


class Look(NamedTuple):
    """How a page is looked at."""

    width: int
    height: int
    emulated: Emulated
    is_turned: bool = False

    @property
    def screens(self) -> int:
        return 1 if self.is_turned else SCREENS


PHONE, DESK, A4 = (360, 720), (1280, 800), (794, 1123)
LOOKS = {
    "phone-light": Look(*PHONE, {"color_scheme": "light"}),
    "phone-dark": Look(*PHONE, {"color_scheme": "dark"}),
    "desk-light": Look(*DESK, {"color_scheme": "light"}),
    "desk-dark": Look(*DESK, {"color_scheme": "dark"}),
}
MORE_LOOKS = {
    "phone-forced": Look(*PHONE, {"forced_colors": "active"}),
    "phone-turned": Look(*PHONE, {"color_scheme": "light"}, is_turned=True),
    "desk-turned": Look(*DESK, {"color_scheme": "light"}, is_turned=True),
    "paper": Look(*A4, {"media": "print"}),
}
"""Those that only an article is looked at in, because it has nearly everything: chosen colours, right to left, paper."""


class Shot(NamedTuple):
    """A picture: `name` is that of its file, `what` says what it shows."""

    name: str
    what: str
    picture: Image.Image


# --- taking pictures --------------------------------------------------------------------------------------------------


def build_site(folder: Path) -> BuiltSite:
    """Build the small site, with a style guide, in the templates and styles of today."""
    source = folder / "source"
    shutil.copytree(SITE, source)
    for name in ("templates", "static/css", "static/js"):
        if (ROOT / name).exists():
            shutil.copytree(ROOT / name, source / name)
    settings = source / "site.yaml"
    lines = [line for line in settings.read_text("utf-8").splitlines() if not line.startswith("features:")]
    settings.write_text("\n".join([*lines, "features: {style_guide: true}", ""]), encoding="utf-8")
    build(folder / "site", ADDRESS, source)
    return BuiltSite(folder / "site", ADDRESS)


def pin_fonts(folder: Path) -> Path:
    """Write the settings of a machine that has two fonts and draws them in one way; return their file."""
    specs = {package: find_spec(package) for package in FONTS}
    folders = [Path(place, "files") for spec in specs.values() for place in (spec and spec.submodule_search_locations) or ()]
    assert len(folders) == len(FONTS), f"the fonts {', '.join(FONTS)} are not installed: `make test` installs them"
    aliases = "".join(
        f'<match target="pattern"><test qual="any" name="family"><string>{generic}</string></test>'
        f'<edit name="family" mode="assign" binding="same"><string>{family}</string></edit></match>'
        for generic, family in FAMILIES.items()
    )
    drawn = "".join(f'<edit name="{name}" mode="assign">{value}</edit>' for name, value in DRAWN.items())
    found = "".join(f"<dir>{each}</dir>" for each in folders)
    only_ttf = "<selectfont><rejectfont><glob>*.otf</glob></rejectfont></selectfont>"
    file = folder / "fonts.conf"
    file.write_text(
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>{found}<cachedir>{folder}/cache</cachedir>'
        f'{only_ttf}{aliases}<match target="font">{drawn}</match></fontconfig>',
        encoding="utf-8",
    )
    return file


DRAWN = {
    "antialias": "<bool>true</bool>",
    "hinting": "<bool>false</bool>",
    "autohint": "<bool>false</bool>",
    "hintstyle": "<const>hintnone</const>",
    "rgba": "<const>none</const>",
    "lcdfilter": "<const>lcdnone</const>",
}


@contextmanager
def pinned_browser(folder: Path, engine: BrowserType) -> Iterator[Browser]:
    """Run a Chromium that draws on every machine as alike as can be."""
    fonts = {**os.environ, "FONTCONFIG_FILE": str(pin_fonts(folder))}
    switches = ("--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb", "--hide-scrollbars")
    browser = launch(engine, *switches, env=fonts)
    try:
        yield browser
    finally:
        browser.close()


def take_page(page: Page, kind: str, name: str, look: Look) -> Shot:
    """Take the first screens of the page that is open."""
    full = page.evaluate("document.documentElement.scrollHeight")
    box: FloatRect = {"x": 0, "y": 0, "width": look.width, "height": min(full, look.screens * look.height)}
    return Shot(f"{kind}-{name}", f"the page “{kind}”, {name}", _picture(page, box))


def take_style_guide(page: Page, name: str) -> Iterator[Shot]:
    """Take each part of the style guide, from its title to the next."""
    tops = page.evaluate(
        "[...document.querySelectorAll('.guide-title')].map(each => [each.id, each.getBoundingClientRect().top + scrollY])"
    )
    left, wide, end = page.locator(".guide-title").first.evaluate(
        "title => (({left, width, bottom}) => [left, width, bottom + scrollY])(title.parentElement.getBoundingClientRect())"
    )
    for (part, top), below in zip(tops, [*(top for _, top in tops[1:]), end], strict=True):
        box: FloatRect = {"x": left - MARGIN, "y": top - MARGIN, "width": wide + 2 * MARGIN, "height": below - top}
        yield Shot(f"guide-{part}-{name}", f"the part “{part}” of the style guide, {name}", _picture(page, box))


def _picture(page: Page, box: FloatRect) -> Image.Image:
    return Image.open(io.BytesIO(page.screenshot(clip=box, full_page=True))).convert("RGB")


def shots(browser: Browser, home: str, name: str) -> Iterator[Shot]:
    """Take all pictures in a look."""
    look = (LOOKS | MORE_LOOKS)[name]
    kinds: Sequence[str] = tuple(PAGES) if name in LOOKS else ("article",)
    page = browser.new_page(viewport={"width": look.width, "height": look.height}, reduced_motion="reduce")
    page.emulate_media(**look.emulated)
    for kind in kinds:
        page.goto(home + PAGES[kind])
        if look.is_turned:
            page.evaluate("document.documentElement.dir = 'rtl'")
        yield take_page(page, kind, name, look)
    if name in LOOKS:
        page.goto(home + STYLE_GUIDE)
        yield from take_style_guide(page, name)
    page.close()


# --- comparing them ---------------------------------------------------------------------------------------------------


def difference(accepted: Image.Image, picture: Image.Image) -> Image.Image | None:
    """Return a picture of where the two differ, None if they don't."""
    if accepted.size != picture.size:
        return Image.blend(_on_canvas(accepted, picture.size), _on_canvas(picture, accepted.size), 0.5)
    red, green, blue = ImageChops.difference(accepted, picture).split()
    off = ImageChops.lighter(ImageChops.lighter(red, green), blue).point(lambda value: 255 if value > FAINT else 0)
    most = off.reduce(TILE).getextrema()[1] if min(off.size) >= TILE else off.getextrema()[1]
    if not isinstance(most, int | float) or most <= 255 * CROWDED:
        return None
    faded = Image.blend(picture, Image.new("RGB", picture.size, "white"), 0.7)
    faded.paste("red", mask=off)
    return faded


def _on_canvas(picture: Image.Image, other: tuple[int, int]) -> Image.Image:
    canvas = Image.new("RGB", (max(picture.width, other[0]), max(picture.height, other[1])), "magenta")
    canvas.paste(picture)
    return canvas


def kept(picture: Image.Image) -> Image.Image:
    """Return the picture with few colours, as it is kept."""
    return picture.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)


def fault_of(shot: Shot) -> str:
    """Compare a picture with the accepted one; return what to do about it, or "". What differs is written into build/visual/."""
    file = ACCEPTED / f"{shot.name}.png"
    if not file.exists():
        return f"{shot.what}: there is no accepted picture of it. Look at it (make look), then: make look-accept ARGS={shot.name}"
    with Image.open(file) as accepted:
        differs = difference(accepted.convert("RGB"), kept(shot.picture).convert("RGB"))
    if differs is None:
        return ""
    FAILED.mkdir(parents=True, exist_ok=True)
    shot.picture.save(FAILED / f"{shot.name}.png")
    differs.save(FAILED / f"{shot.name}-difference.png")
    return (
        f"{shot.what}: looks otherwise. See build/visual/{shot.name}.png, and {shot.name}-difference.png for where. "
        f"If it is meant to: make look-accept ARGS={shot.name}"
    )


# --- accepting them ---------------------------------------------------------------------------------------------------


def main(names: Sequence[str]) -> None:
    """Accept the pictures named, or all: those that look as before stay as they are, those that nobody takes any more go."""
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        with serving(build_site(folder)) as home, sync_playwright() as run, pinned_browser(folder, run.chromium) as browser:
            taken = {shot.name: shot for name in LOOKS | MORE_LOOKS for shot in shots(browser, home, name)}
    if unknown := set(names) - set(taken):
        sys.exit(f"There is no picture called {', '.join(sorted(unknown))}. There are: {', '.join(sorted(taken))}.")
    ACCEPTED.mkdir(exist_ok=True)
    changed = [shot for name, shot in sorted(taken.items()) if (not names or name in names) and fault_of(shot)]
    for shot in changed:
        kept(shot.picture).save(ACCEPTED / f"{shot.name}.png", optimize=True)
        print(f"Accepted: {shot.what}")
    for file in sorted(ACCEPTED.glob("*.png")):
        if not names and file.stem not in taken:
            file.unlink()
            print(f"Gone: {file.name}")
    if not changed:
        print("All look as they did.")


if __name__ == "__main__":
    main(sys.argv[1:])
