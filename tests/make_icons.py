"""Draws the icons that telephones and older browsers ask for from static/img/icon.svg, which all others show: `make icons`."""

from __future__ import annotations

import struct
from pathlib import Path

from resvg_py import svg_to_bytes

ROOT = Path(__file__).parent.parent
DRAWING = ROOT / "static/img/icon.svg"
ROUND = ' rx="13"'
"""The round corners of the drawing. Telephones cut corners themselves, so theirs are square."""
SQUARE = {"static/root/apple-touch-icon.png": 180, "static/img/icon-192.png": 192, "static/img/icon-512.png": 512}
ICO = "static/root/favicon.ico"
ICO_SIDES = (16, 32, 48)


def make_icons() -> dict[str, bytes]:
    """Return each icon by its path below the project."""
    drawing = DRAWING.read_text("utf-8")
    assert ROUND in drawing, f"{DRAWING.name} has no round corners to take off"
    square = drawing.replace(ROUND, "")
    pictures = {path: _png(square, side) for path, side in SQUARE.items()}
    return pictures | {ICO: _ico([(side, _png(drawing, side)) for side in ICO_SIDES])}


def _png(drawing: str, side: int) -> bytes:
    return bytes(svg_to_bytes(svg_string=drawing, width=side, height=side, skip_system_fonts=True))


def _ico(pictures: list[tuple[int, bytes]]) -> bytes:
    """Return an ICO file of PNGs: a header, an entry of 16 bytes for each picture, then the pictures."""
    at = 6 + 16 * len(pictures)
    head = struct.pack("<HHH", 0, 1, len(pictures))
    for side, png in pictures:
        head += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(png), at)
        at += len(png)
    return head + b"".join(png for _, png in pictures)


def main() -> None:
    for path, content in make_icons().items():
        (ROOT / path).write_bytes(content)


if __name__ == "__main__":
    main()
