"""A picture that was worked on: its size, its files, and what is wrong with it."""

from __future__ import annotations

from typing import Literal

from wellread.model import Value


class PhotoFault(Value, frozen=True, kw_only=True):
    """What is wrong with a picture, and what to do."""

    code: str
    message: str
    hint: str
    severity: Literal["error", "warning"] = "error"


class Encoded(Value, frozen=True, kw_only=True):
    """One file of a picture. `kind` is Pillow's name for it: AVIF, WEBP, JPEG, PNG, GIF."""

    kind: str
    width: int
    content: bytes


class Photo(Value, frozen=True, kw_only=True):
    """A picture as it is published: its size, and its files, the smallest kinds first, in each from small to large; the last one is
    for every browser. Without files it can be published as it is, unless an error is among its faults."""

    width: int = 0
    height: int = 0
    files: tuple[Encoded, ...] = ()
    faults: tuple[PhotoFault, ...] = ()
