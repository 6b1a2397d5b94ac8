"""Compressed copies of files, for web servers that send them as they are: bytes in, bytes out.

The same bytes have the same copies, whenever and wherever they are made: no date is in them, and how hard to try is fixed.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Collection, Iterator

import brotli

ENDS = (".br", ".gz")
TEXTS = (
    *(".html", ".htm", ".css", ".js", ".mjs", ".svg", ".json", ".xml", ".txt", ".ics", ".csv", ".md", ".webmanifest", ".map"),
    *(".wasm", ".ico"),
)
"""Files that become much smaller. Pictures, fonts and the search index are compressed as they are."""
LEAST = 1024  # bytes; what is smaller fits into one packet as it is
BROTLI_QUALITY, GZIP_LEVEL = 11, 9
"""The most that both can do. A page of 80 KB takes brotli 45 ms; with 10 it would be a third of that, for a fortieth more bytes."""
COMPRESSOR = f"brotli {brotli.__version__} {BROTLI_QUALITY}, zlib {zlib.ZLIB_RUNTIME_VERSION} {GZIP_LEVEL}, from {LEAST} bytes"
"""Who made the copies in a folder. Those of another one are as good, but not the same, so they are made again."""


def copies_of(path: str, content: bytes) -> dict[str, bytes]:
    """Return the copies of a file by the ends of their names; none if it would not be worth it."""
    if not is_compressible(path) or len(content) < LEAST:
        return {}
    made = {".br": brotli.compress(content, quality=BROTLI_QUALITY), ".gz": gzip.compress(content, GZIP_LEVEL, mtime=0)}
    return {end: copy for end, copy in made.items() if len(copy) < len(content)}


def is_compressible(path: str) -> bool:
    return path.endswith(TEXTS)


def copy_names(path: str, files: Collection[str]) -> Iterator[str]:
    """Yield what the copies of a file are called, unless another one of these files has the name."""
    if is_compressible(path):
        yield from (path + end for end in ENDS if path + end not in files)


def is_copy(path: str, files: Collection[str]) -> bool:
    """Say whether a file is the copy of another one of these."""
    return path.endswith(ENDS) and path.rpartition(".")[0] in files
