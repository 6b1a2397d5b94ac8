"""How large a drawing is shown: what its file says of itself. Bytes in, numbers out."""

from __future__ import annotations

import re

ROOT = re.compile(rb"<svg\b[^>]*>", re.IGNORECASE)
COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
ATTRIBUTE = re.compile(rb"\s(width|height|viewBox)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
PIXELS = re.compile(rb"\s*([0-9]*\.?[0-9]+)(?:px)?\s*")
MOST = 20_000


def size_of_svg(content: bytes) -> tuple[int, int]:
    """Return the width and height of an SVG in CSS pixels: its own, or those of its viewBox; (0, 0) if it names neither."""
    root = ROOT.search(COMMENT.sub(b"", content))
    given = {name: double or single for name, double, single in ATTRIBUTE.findall(root[0])} if root else {}
    box = given.get(b"viewBox", b"").replace(b",", b" ").split()
    named = tuple(PIXELS.fullmatch(given.get(side, b"")) for side in (b"width", b"height"))
    found = [float(side[1]) for side in named if side]
    if len(found) < len(named):
        found = [float(each) for each in box[2:] if PIXELS.fullmatch(each)] if len(box) == 4 else []
    sides = [round(each) for each in found if 1 <= each <= MOST]
    return (sides[0], sides[1]) if len(sides) == 2 else (0, 0)
