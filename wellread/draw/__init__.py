"""Makes pictures: photographs for every screen, without what cameras write into them, and drawings for where pages are shared.

Bytes and values in, bytes out: no files but the font, no clock, no network. The same arguments give the same bytes.
"""

from __future__ import annotations

import warnings

from wellread.draw.formats import is_photo, type_of, unshown
from wellread.draw.values import Encoded, Photo, PhotoFault

__all__ = ["Encoded", "Photo", "PhotoFault", "clean_photo", "encode_photo", "find_active", "is_photo", "type_of", "unshown"]


def encode_photo(name: str, content: bytes, *, quick: bool = False) -> Photo:
    """Return the files of a picture that a text shows; if it is to be quick, the one for every browser alone."""
    from wellread.draw.photos import encode_photo  # here, because most builds have no new picture, and need no library for them

    with warnings.catch_warnings(action="ignore"):  # of what is odd in a file and does no harm
        return encode_photo(name, content, quick=quick)


def find_active(content: bytes) -> PhotoFault | None:
    """Return what in a drawing (SVG) is more than a drawing: a script, a page, an address that leads out of it."""
    from wellread.draw.active import find_active

    return find_active(content)


def clean_photo(name: str, content: bytes) -> Photo:
    """Return a picture that no text shows, in its own kind and size, without what cameras write into it; with no file if nothing
    stands in it but the picture."""
    from wellread.draw.photos import clean_photo

    with warnings.catch_warnings(action="ignore"):
        return clean_photo(name, content)
