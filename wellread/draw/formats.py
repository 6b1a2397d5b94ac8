"""The kinds of picture files: which can be worked on, and which browsers don't show. Needs no library, so that asking is quick."""

from __future__ import annotations

from collections.abc import Mapping

KINDS: Mapping[str, str] = {
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".png": "PNG",
    ".webp": "WEBP",
    ".gif": "GIF",
    ".avif": "AVIF",
}
"""The kind of file that the end of a name promises."""

TYPES: Mapping[str, tuple[str, str]] = {
    "AVIF": (".avif", "image/avif"),
    "WEBP": (".webp", "image/webp"),
    "JPEG": (".jpg", "image/jpeg"),
    "PNG": (".png", "image/png"),
    "GIF": (".gif", "image/gif"),
}
"""How the name of a file of each kind ends, and its media type."""

UNSHOWN: Mapping[str, str] = {
    ".heic": "HEIC",
    ".heif": "HEIF",
    ".tif": "TIFF",
    ".tiff": "TIFF",
    ".bmp": "BMP",
    ".psd": "Photoshop",
    ".jp2": "JPEG 2000",
    ".jxl": "JPEG XL",
    ".dng": "raw",
    ".cr2": "raw",
    ".nef": "raw",
}
"""Kinds that cameras and programs make and that some browser, or every one, doesn't show."""


def is_photo(name: str) -> bool:
    """Say whether the name promises a picture made of pixels that browsers show."""
    return _end(name) in KINDS


def kind_of(name: str) -> str:
    return KINDS[_end(name)]


def type_of(kind: str) -> tuple[str, str]:
    return TYPES[kind]


def unshown(name: str) -> str:
    """Return the kind of a picture that not every browser shows, "" for any other file."""
    return UNSHOWN.get(_end(name), "")


def _end(name: str) -> str:
    return "".join(name.rpartition(".")[1:]).lower()
