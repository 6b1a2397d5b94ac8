"""What each file is, as a web server names it. Servers and machines bring lists of their own, and no two of them know the same."""

from __future__ import annotations

from collections.abc import Mapping

UTF_8 = "; charset=utf-8"

TEXTS: Mapping[str, tuple[str, ...]] = {
    f"text/html{UTF_8}": ("html", "htm"),
    f"text/css{UTF_8}": ("css",),
    f"text/javascript{UTF_8}": ("js", "mjs"),
    f"text/plain{UTF_8}": ("txt",),
    f"text/markdown{UTF_8}": ("md",),
    f"text/csv{UTF_8}": ("csv",),
    f"text/calendar{UTF_8}": ("ics",),
    f"text/vtt{UTF_8}": ("vtt",),
    f"application/xml{UTF_8}": ("xml",),
    f"application/atom+xml{UTF_8}": ("atom",),
    f"application/rss+xml{UTF_8}": ("rss",),
    "application/json": ("json", "map"),
    "application/manifest+json": ("webmanifest",),
    "application/wasm": ("wasm",),
    "image/svg+xml": ("svg",),
    "image/x-icon": ("ico",),
}
"""Files that become smaller when they are compressed, by their types."""

TYPES: Mapping[str, tuple[str, ...]] = {
    **TEXTS,
    "image/avif": ("avif",),
    "image/webp": ("webp",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/png": ("png",),
    "image/gif": ("gif",),
    "font/woff2": ("woff2",),
    "font/woff": ("woff",),
    "application/pdf": ("pdf",),
    "application/epub+zip": ("epub",),
    "application/zip": ("zip",),
    "audio/mpeg": ("mp3",),
    "video/mp4": ("mp4",),
    "video/webm": ("webm",),
}
OTHER = "application/octet-stream"
"""What every other file is: bytes that a browser is not to guess about."""
BY_END: Mapping[str, str] = {end: kind for kind, ends in TYPES.items() for end in ends}


def type_of(path: str) -> str:
    """Return what a file is, by the end of its name."""
    return BY_END.get(path.rpartition("/")[2].rpartition(".")[2].lower(), OTHER)
