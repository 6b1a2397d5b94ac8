"""The icons of telephones and older browsers show what static/img/icon.svg shows."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageChops
from PIL.IcoImagePlugin import IcoFile

from tests.make_icons import ICO, ICO_SIDES, ROOT, SQUARE, make_icons

ALIKE = 12
"""Steps of 255 by which a pixel may differ: another version of the drawing program may smooth an edge otherwise."""


def differs(one: Image.Image, other: Image.Image) -> int:
    return max(ImageChops.difference(one.convert("RGBA"), other.convert("RGBA")).tobytes())


@pytest.mark.parametrize("path", sorted(SQUARE))
def test_an_icon_is_the_drawing(path: str) -> None:
    kept, drawn = Image.open(ROOT / path), Image.open(BytesIO(make_icons()[path]))
    assert kept.size == drawn.size == (SQUARE[path], SQUARE[path])
    assert differs(kept, drawn) <= ALIKE, "run: make icons"


def test_an_icon_of_a_telephone_has_no_see_through_corner() -> None:
    for path in SQUARE:
        assert Image.open(ROOT / path).convert("RGBA").getpixel((0, 0)) == (11, 83, 81, 255)


@pytest.mark.parametrize("side", ICO_SIDES)
def test_the_icon_of_older_browsers_holds_three_sizes(side: int) -> None:
    both = ((ROOT / ICO).read_bytes(), make_icons()[ICO])
    kept, drawn = (IcoFile(BytesIO(content)).getimage((side, side)) for content in both)
    assert kept.size == (side, side)
    assert differs(kept, drawn) <= ALIKE, "run: make icons"
