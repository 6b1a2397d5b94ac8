"""Pictures with words on them: how a title is set in lines, and SVG → PNG.

The font comes with a package, so that a picture is the same on every machine; letters that it lacks are known beforehand.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO

from PIL import Image, ImageFont
from resvg_py import svg_to_bytes

FAMILY = "Source Serif Pro"
BOLD, PLAIN = (str(files("font_source_serif_pro") / "files" / f"SourceSerifPro-{weight}.ttf") for weight in ("Bold", "Semibold"))
NO_LETTER = "\U0010ffff"
SET_AS = {ord("\u2011"): "-", ord("\u00ad"): "", ord("\u202f"): "\u00a0", ord("\u2009"): "\u00a0"}
"""What the font has no letter for, and looks the same, or like nothing."""
LEADING = 1.16
HYPHEN = "-"
COLOURS = 256


class CardFault(Exception):  # noqa: N818
    """An SVG that can't be drawn: says why."""


def as_set(text: str) -> str:
    """Return a text as it is drawn: in whole letters, with one space between words."""
    return " ".join(unicodedata.normalize("NFC", text).translate(SET_AS).split(" ")).strip()


def covers(text: str) -> bool:
    """Say whether the font has every letter of a text."""
    return all(_has(letter) for letter in sorted(set(as_set(text))))


def lay_out(text: str, width: int, height: int, sizes: Sequence[int]) -> tuple[int, tuple[str, ...]]:
    """Return a text in lines, in the largest of the sizes in which it fits, each line about as long as the others; no lines if it
    fits in none. A word is only parted where even the smallest size is too large for it."""
    words = as_set(text).split(" ")
    for size in sizes:
        if max(_width(word, size) for word in words) <= width and (lines := _fitting(words, width, height, size)):
            return size, lines
    size = sizes[-1]
    parted = [part for word in words for part in _parted(word, width, size)]
    return size, _fitting(parted, width, height, size)


def fit(text: str, width: int, sizes: Sequence[int]) -> int:
    """Return the largest of the sizes in which a text fits in one line; 0 if it fits in none."""
    return next((size for size in sizes if _width(as_set(text), size) <= width), 0)


def paint(svg: str) -> bytes:
    """Return an SVG as PNG, with a palette if it has few colours: half the bytes. Raises CardFault for one that can't be drawn."""
    try:
        drawn = svg_to_bytes(
            svg_string=svg, skip_system_fonts=True, font_files=[BOLD, PLAIN], font_family=FAMILY, serif_family=FAMILY
        )
    except ValueError as error:
        raise CardFault(str(error)) from error
    image = Image.open(BytesIO(drawn)).convert("RGB")
    if image.getcolors(COLOURS) is None:
        return drawn
    content = BytesIO()
    image.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(content, "PNG", compress_level=6)
    return content.getvalue()


def _fitting(words: Sequence[str], width: int, height: int, size: int) -> tuple[str, ...]:
    """Return the words in lines that fit, the narrowest that need no more lines; none if they are too many."""
    lines = _lines(words, width, size)
    if len(lines) * size * LEADING > height:
        return ()
    low, high = width // 3, width
    while high - low > 8:
        middle = (low + high) // 2
        fits = max(_width(word, size) for word in words) <= middle and len(_lines(words, middle, size)) <= len(lines)
        low, high = (low, middle) if fits else (middle, high)
    return _lines(words, high, size)


def _lines(words: Sequence[str], width: int, size: int) -> tuple[str, ...]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _parted(word: str, width: int, size: int) -> Iterator[str]:
    """Yield a word in parts that fit a line, with a hyphen where it is parted."""
    while _width(word, size) > width:
        end = len(word)
        while end > 1 and _width(word[:end] + HYPHEN, size) > width:
            end -= 1
        hyphen = word.rfind(HYPHEN, 1, end) + 1
        end = hyphen or end
        yield word[:end] if hyphen else word[:end] + HYPHEN
        word = word[end:]
    yield word


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(BOLD, size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=10_000)
def _width(text: str, size: int) -> float:
    return _font(size).getlength(text)


@lru_cache(maxsize=10_000)
def _has(letter: str) -> bool:
    """Say whether the font has a letter: for what it lacks it draws a box."""
    return letter == NO_LETTER or bytes(_font(20).getmask(letter)) != _box()


@cache
def _box() -> bytes:
    return bytes(_font(20).getmask(NO_LETTER))
