"""The stylesheets: words that can be read in the light, in the dark and on paper, and rules that work in both directions."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CSS = ROOT / "static/css"
SHEETS = sorted(CSS.rglob("*.css"))
TEXT, GRAPHICS = 7.0, 3.0  # WCAG 2.2, 1.4.6 (the stricter one) and 1.4.11

WORDS_ON = {
    "paper": ("ink", "ink-soft", "link", "link-hover", "link-visited"),
    "sheet": ("ink", "ink-soft", "link", "link-hover", "link-visited"),
    "mist": ("ink", "ink-soft", "link", "link-hover", "link-visited"),
    "highlight": ("ink", "ink-soft", "link", "link-visited"),
    "notice": ("ink", "link", "link-visited"),
    "emergency-tint": ("ink", "link", "link-visited"),
    "brand": ("on-brand", "on-brand-soft"),
    "brand-deep": ("on-brand",),
    "focus": ("on-focus",),
    "emergency": ("on-emergency",),
    "urgent": ("on-urgent",),
    "soon": ("on-soon",),
}
LINES_ON = {
    "paper": ("edge", "emergency-frame", "urgent-frame", "soon-frame", "note-frame", "notice-frame"),
    "sheet": ("edge", "emergency-frame", "urgent-frame", "soon-frame"),
    "mist": ("edge", "note-frame", "soon-frame", "notice-frame"),
    "notice": ("notice-frame",),
    "emergency-tint": ("emergency-frame",),
    "brand-deep": ("focus",),
}
SCHEMES = ("light", "dark", "print")


@cache
def colours(scheme: str) -> dict[str, str]:
    """Return the colour that each token has in the light, in the dark or on paper."""
    light, dark = re.split(r"@media screen and \(prefers-color-scheme: dark\)", (CSS / "tokens.css").read_text("utf-8"))
    paper = (CSS / "print.css").read_text("utf-8")
    texts = {"light": (light,), "dark": (light, dark), "print": (light, paper)}[scheme]
    return {name: value for text in texts for name, value in re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", text)}


def luminance(colour: str) -> float:
    """Return the relative luminance of "#rrggbb", 0 to 1, by WCAG's formula."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def too_faint(scheme: str, pairs: dict[str, tuple[str, ...]], least: float) -> list[str]:
    colour = colours(scheme)
    found = ((front, back, contrast(colour[front], colour[back])) for back, fronts in pairs.items() for front in fronts)
    return [f"--{front} on --{back}: {ratio:.2f}" for front, back, ratio in found if ratio < least]


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_stand_out_from_what_they_are_on(scheme: str) -> None:
    assert too_faint(scheme, WORDS_ON if scheme != "print" else {**WORDS_ON, "brand-deep": ()}, TEXT) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_frames_stand_out_from_what_they_are_on(scheme: str) -> None:
    assert too_faint(scheme, LINES_ON, GRAPHICS) == []


def test_the_browser_s_own_frame_is_coloured_as_the_band_is() -> None:
    settings = (ROOT / "site.yaml").read_text("utf-8")
    assert f'theme_colour: "{colours("light")["brand"]}"' in settings
    assert f'theme_colour_dark: "{colours("dark")["brand"]}"' in settings


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_stylesheet_is_one_layer(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL).strip()
    layer = "components" if sheet.parent.name == "components" or sheet.stem == "prose" else sheet.stem
    assert re.match(rf"@layer {layer} \{{", text)
    assert text.count("@layer") == 1
    assert re.search(r"^\}\Z", text, re.MULTILINE)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_only_tokens_have_colours(sheet: Path) -> None:
    found = re.findall(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(", sheet.read_text("utf-8"))
    assert sheet.name in ("tokens.css", "print.css") or found == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_token_used_is_defined(sheet: Path) -> None:
    text = sheet.read_text("utf-8")
    defined = set(re.findall(r"(--[a-z0-9-]+):", text + (CSS / "tokens.css").read_text("utf-8")))
    assert set(re.findall(r"var\((--[a-z0-9-]+)", text)) <= defined


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_nothing_is_tied_to_left_or_right(sheet: Path) -> None:
    """Start and end turn round with the script; left and right do not."""
    physical = r"^\s*((?:margin|padding|border)-(?:left|right)[a-z-]*|left|right|float)\s*:|:\s*(left|right)\s*;"
    assert re.findall(physical, sheet.read_text("utf-8"), re.MULTILINE) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_nothing_is_fetched(sheet: Path) -> None:
    assert re.findall(r"url\(|@import|@font-face", sheet.read_text("utf-8")) == []
