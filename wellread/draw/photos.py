"""Photographs: one file that an editor adds → files for small and large screens, in the kinds that browsers know, and nothing else
in them: not where it was taken, not by whose camera.

Turned the way it was held, in the colours of the web (sRGB), never larger than it was. Each encoder is told everything it could
decide by itself, and AVIF's works in one thread, because with two its bytes differ.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageOps

from wellread.draw.formats import KINDS, TYPES, kind_of
from wellread.draw.values import Encoded, Photo, PhotoFault

WIDTHS = (360, 720, 1080, 1440)
"""A phone, a sharp phone or a column of text, a sharper phone, a sharp column of text."""
FALLBACK = 1080
"""How wide the file is for browsers that know nothing newer: they are old, and so are their screens."""
NEARLY = 0.85
"""A width nearer than this to the largest is left out."""
MOST_PIXELS = 64_000_000
HIGHEST = 16_000
"""WebP ends at 16,383."""
SMALL = 360
DRAWN = 4096
"""A drawing has fewer colours than this among the 65,536 points that are looked at, a photograph more."""
FAULTS = (
    *(OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, OverflowError, MemoryError, RuntimeError),
    *(struct.error, zlib.error),
)
"""What Pillow and the libraries below it raise when a file is not what it says."""
TOLD = (b"exif", b"xmp", b"xap/1.0", b"photoshop", b"text", b"ztxt", b"itxt", b"mpf\0", b"iptc", b"comment")
"""Where one of these stands in a file, in small or capital letters, it may say more than a picture."""


def encode_photo(name: str, content: bytes, *, quick: bool = False) -> Photo:
    """Return the files of a picture that a text shows; if it is to be quick, the one for every browser alone."""
    image = _opened(name, content)
    if isinstance(image, PhotoFault):
        return Photo(faults=(image,))
    if _moves(image):
        hint = "save one frame of it as a still picture: what moves can't be read past, and some readers it makes ill"
        return Photo(faults=(PhotoFault(code="image-animated", message="the picture moves", hint=hint),))
    if image.mode == "CMYK":
        message = "the picture is in the colours of printing ink (CMYK), which screens show wrongly"
        hint = "open it in a picture editor and save it in RGB (sRGB)"
        return Photo(faults=(PhotoFault(code="image-ink", message=message, hint=hint),))
    is_jpeg = image.format in ("JPEG", "MPO")
    try:
        shown = _for_screens(image)
    except FAULTS as error:
        return Photo(faults=(_damaged(error),))
    if (high := _height(shown, min(shown.width, WIDTHS[-1]))) > HIGHEST:
        message = f"the picture is {shown.width} × {shown.height}, so it would stand {high} high on the page; {HIGHEST} is the most"
        hint = "cut out what readers have to see, or make several pictures of it"
        return Photo(faults=(PhotoFault(code="image-too-large", message=message, hint=hint),))
    is_drawn = not is_jpeg and shown.resize((256, 256), Image.Resampling.NEAREST).getcolors(DRAWN) is not None
    top = min(shown.width, WIDTHS[-1])
    fallback = _encoded(shown, "PNG" if is_drawn or "A" in shown.getbands() else "JPEG", min(top, FALLBACK), is_drawn=is_drawn)
    files = (fallback,) if quick else (*_kinds(shown, top, is_drawn=is_drawn), fallback)
    return Photo(width=top, height=_height(shown, top), files=files, faults=tuple(_smallness(shown)))


def clean_photo(name: str, content: bytes) -> Photo:
    """Return a picture that no text shows, in its own kind and size, without what cameras write into it; with no file if nothing
    stands in it but the picture."""
    image = _opened(name, content)
    if isinstance(image, PhotoFault):
        return Photo(faults=(PhotoFault(code=image.code, message=image.message, hint=image.hint, severity="warning"),))
    if _says_nothing_else(image, content):
        return Photo(width=image.width, height=image.height)
    if _moves(image):
        message = "the picture moves, and holds notes that can't be taken out of it"
        hint = "save it again without its notes (EXIF, XMP, comments): they may say where it was taken"
        return Photo(faults=(PhotoFault(code="image-animated", message=message, hint=hint),))
    kind = "JPEG" if image.format == "MPO" else str(image.format)
    try:
        shown = image if image.mode == "CMYK" else _for_screens(image, draft=False)
        shown.info.clear()
        shown.load()
    except FAULTS as error:
        return Photo(faults=(_damaged(error),))
    return Photo(width=shown.width, height=shown.height, files=(_saved(shown, kind, quality=90, is_drawn=kind == "PNG"),))


# --- opening ----------------------------------------------------------------------------------------------------------


def _opened(name: str, content: bytes) -> Image.Image | PhotoFault:
    """Return the picture, of which no more is read yet than its size."""
    promised = kind_of(name)
    try:
        image = Image.open(BytesIO(content), formats=sorted(set(KINDS.values())))
    except Image.DecompressionBombError:
        return _too_large("more than 178")
    except FAULTS:
        return _no_picture(promised, content)
    kind = "JPEG" if image.format == "MPO" else image.format
    if kind != promised:
        end = TYPES[str(kind)][0]
        message = f"the name says {promised}, but the file is {kind}"
        return PhotoFault(code="image-kind", message=message, hint=f"end its name in {end}, here and in the texts that show it")
    if image.width * image.height > MOST_PIXELS:
        return _too_large(f"{image.width} × {image.height}, {round(image.width * image.height / 1e6)}")
    return image


def _too_large(size: str) -> PhotoFault:
    message = f"the picture has {size} million points; {MOST_PIXELS // 1_000_000} are the most that are worked on"
    return PhotoFault(
        code="image-too-large", message=message, hint=f"save it smaller: no reader sees more than {WIDTHS[-1]} across"
    )


def _no_picture(promised: str, content: bytes) -> PhotoFault:
    start = content[:512].lstrip().lower()
    held = (
        "empty"
        if not content
        else "a photograph in HEIC, which browsers don't show"
        if content[4:8] == b"ftyp" and content[8:12] in (b"heic", b"heix", b"mif1", b"hevc")
        else "a web page"
        if start.startswith((b"<!doctype html", b"<html"))
        else "a drawing (SVG)"
        if b"<svg" in start
        else "not a picture, or a damaged one"
    )
    verb = "is" if held.startswith(("empty", "not")) else "holds"
    hint = (
        "end its name in .svg" if "SVG" in held else f"save the picture again, as {promised}, and put it in the place of this file"
    )
    return PhotoFault(code="image-unreadable", message=f"the file {verb} {held}", hint=hint)


def _damaged(error: BaseException) -> PhotoFault:
    message = "a part of the picture is missing" if "truncated" in str(error) else "the picture is damaged"
    return PhotoFault(code="image-unreadable", message=message, hint="copy or save it again; an upload may have been cut short")


def _smallness(image: Image.Image) -> Iterator[PhotoFault]:
    if image.width < SMALL:
        message = f"the picture is {image.width} points wide, which is less than a phone's screen"
        hint = f"use one that is at least {WIDTHS[1]} wide; nothing can be made sharper than it is"
        yield PhotoFault(code="image-small", message=message, hint=hint, severity="warning")


def _moves(image: Image.Image) -> bool:
    """Say whether there is more than one frame. What MPO holds beside its first is a larger or smaller picture of the same."""
    try:
        return getattr(image, "n_frames", 1) > 1 and image.format != "MPO"
    except FAULTS:  # it is found out when its points are read
        return False


def _says_nothing_else(image: Image.Image, content: bytes) -> bool:
    lower = content.lower()
    if any(told in lower for told in TOLD):
        return False
    return content.endswith({"JPEG": b"\xff\xd9", "PNG": b"IEND\xaeB`\x82"}.get(str(image.format), b"")) and image.format != "MPO"


# --- working on it ----------------------------------------------------------------------------------------------------


def _for_screens(image: Image.Image, *, draft: bool = True) -> Image.Image:
    """Return the picture turned the way it was held, in sRGB with or without transparency, and without its notes. A large JPEG is
    read at half, a quarter or an eighth of its size, if that is enough."""
    profile = image.info.get("icc_profile", b"")
    if draft and image.format in ("JPEG", "MPO"):
        enough = 2 * WIDTHS[-1]
        scale = enough / min(image.size)
        image.draft(None, (round(image.width * scale), round(image.height * scale)) if scale < 1 else image.size)
    turned = ImageOps.exif_transpose(image)
    turned.load()
    if turned.mode.startswith("I;16") or turned.mode in ("I", "F"):  # a picture with 65,536 shades of grey
        turned = turned.convert("F").point(lambda shade: shade / 256 + 0).convert("L")
    has_alpha = "A" in turned.getbands() or "transparency" in turned.info
    shown = _in_srgb(turned.convert("RGBA" if has_alpha else "RGB"), turned, profile)
    if has_alpha and shown.getchannel("A").getextrema() == (255, 255):
        shown = shown.convert("RGB")
    shown.info.clear()
    return shown


def _in_srgb(plain: Image.Image, turned: Image.Image, profile: object) -> Image.Image:
    """Return the picture in the colours of the web; one whose profile can't be used is taken for what it is without."""
    if not isinstance(profile, bytes) or not profile or turned.mode not in ("RGB", "RGBA", "L"):
        return plain
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        colours = turned if turned.mode == "L" else plain.convert("RGB")
        converted = ImageCms.profileToProfile(colours, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return plain
    if converted is None:
        return plain
    if plain.mode == "RGBA":
        converted.putalpha(plain.getchannel("A"))
    return converted


def _kinds(image: Image.Image, top: int, *, is_drawn: bool) -> Iterator[Encoded]:
    """Yield the picture in AVIF and WebP, unless AVIF saves nothing."""
    widths = (*(width for width in WIDTHS if width < NEARLY * top), top)
    avif = tuple(_encoded(image, "AVIF", width, is_drawn=is_drawn) for width in widths)
    webp = tuple(_encoded(image, "WEBP", width, is_drawn=is_drawn) for width in widths)
    if len(avif[-1].content) < len(webp[-1].content):
        yield from avif
    yield from webp


def _encoded(image: Image.Image, kind: str, width: int, *, is_drawn: bool) -> Encoded:
    size = (width, _height(image, width))
    shown = image if image.size == size else image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    return _saved(shown, kind, quality={"AVIF": 60, "WEBP": 80, "JPEG": 80}.get(kind, 0), is_drawn=is_drawn)


def _height(image: Image.Image, width: int) -> int:
    return max(1, round(image.height * width / image.width))


def _saved(image: Image.Image, kind: str, *, quality: int, is_drawn: bool) -> Encoded:
    """Return the file. Drawings keep their edges: WebP without loss, AVIF with every point in its own colour."""
    told: dict[str, dict[str, Any]] = {
        "AVIF": {"quality": quality + 15 * is_drawn, "speed": 6, "max_threads": 1, "subsampling": "4:4:4" if is_drawn else "4:2:0"},
        "WEBP": {"quality": quality, "lossless": is_drawn, "method": 4, "exact": False},
        "JPEG": {"quality": quality, "progressive": True, "optimize": True, "subsampling": "4:2:0" if quality < 90 else "4:4:4"},
        "PNG": {"optimize": True},
        "GIF": {"optimize": True},
    }
    content = BytesIO()
    image.save(content, kind, **told[kind])
    return Encoded(kind=kind, width=image.width, content=content.getvalue())
