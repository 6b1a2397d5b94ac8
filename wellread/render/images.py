"""Pictures in texts as pages show them: where each is published, how large it is, and in which kinds and sizes. Values and HTML."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from wellread.model import Value

SIZES = "(min-width: 32rem) 30rem, calc(100vw - 2rem)"
"""How wide a picture in a text is shown: as .picture in prose.css says, or a phone without its margins."""


class ImageVariant(Value, frozen=True, kw_only=True):
    """One kind of a picture: its media type, and its addresses with their widths ("/a.webp 360w, /b.webp 720w")."""

    type: str
    srcset: str


class ImageInfo(Value, frozen=True, kw_only=True):
    """A picture in static/ as a page shows it: `url` for every browser, its size in CSS pixels (0 if it isn't known), and other
    kinds of it, the smallest files first."""

    url: str
    width: int = 0
    height: int = 0
    variants: tuple[ImageVariant, ...] = ()


def show_image(image: ImageInfo, attributes: Mapping[str, str]) -> str:
    """Return the element that shows a picture. `attributes` are what the text says of it (alt, title). With its size in the page,
    nothing moves when it arrives; until a reader comes near it, it is not asked for: the words come first."""
    size = {"width": str(image.width), "height": str(image.height)} if image.width and image.height else {}
    said = {name: value for name, value in attributes.items() if name != "src"}
    shown = _tag("img", {**said, "src": image.url} | size | {"loading": "lazy", "decoding": "async"})
    if not image.variants:
        return shown
    sources = (_tag("source", {"type": each.type, "srcset": each.srcset, "sizes": SIZES}) for each in image.variants)
    return f"<picture>{''.join(sources)}{shown}</picture>"


def _tag(name: str, attributes: Mapping[str, str]) -> str:
    inner = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{inner}>"
