"""What a bucket has to send with each file: the rules of the site's own `_headers` file, as far as a bucket can follow them.

A bucket keeps only a few headers with a file: what it is, and how long it may be kept. The others a CDN before it has to add.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from wellread.model import Value

FILE = "_headers"
KEPT = ("Cache-Control", "Content-Type", "Content-Disposition", "Content-Language")
SHORT = "no-cache"
"""What is kept only as long as the server says that it is the same: every file whose name does not change with what it holds."""
TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "json": "application/json",
    "xml": "application/xml",
    "webmanifest": "application/manifest+json",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
    "woff": "font/woff",
    "pdf": "application/pdf",
    "wasm": "application/wasm",
    "gz": "application/gzip",
}
"""What files are, by the ends of their names: named here, because each machine that publishes has a list of its own."""
UNKNOWN = "application/octet-stream"


class HeaderRules(Value, frozen=True, kw_only=True):
    """The rules of a `_headers` file, in its order: a pattern of addresses each, and headers. `base_path` is the site's ("/")."""

    base_path: str
    rules: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()

    def of(self, path: str) -> Mapping[str, str]:
        """Return the headers of a file that a bucket can send, by name."""
        ending = path.rpartition("/")[2].rpartition(".")[2].lower()
        found = {"Cache-Control": SHORT, "Content-Type": TYPES.get(ending, UNKNOWN)}
        addresses = (self.base_path + path, self.base_path + path.removesuffix("index.html"))
        for pattern, headers in self.rules:
            if any(_fits(pattern, address) for address in addresses):
                found |= {name: value for name, value in headers if name in KEPT}
        return dict(sorted(found.items()))


def read_rules(content: str, base_path: str) -> HeaderRules:
    """Return the rules of a file, in the notation of Netlify and Cloudflare Pages: an address, headers below it, indented."""
    rules: list[tuple[str, tuple[tuple[str, str], ...]]] = []
    for line in content.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line[0].isspace():
            rules.append((line.strip(), ()))
        elif rules and ":" in line:
            name, value = line.split(":", 1)
            kept = next((each for each in KEPT if each.lower() == name.strip().lower()), name.strip())
            pattern, headers = rules[-1]
            rules[-1] = (pattern, (*headers, (kept, value.strip())))
    return HeaderRules(base_path=base_path, rules=tuple(rules))


def _fits(pattern: str, address: str) -> bool:
    """Say whether an address fits: * stands for anything, :name for one part of a path."""
    parts = re.split(r"(\*|:\w+)", pattern)
    regex = "".join(".*" if part == "*" else "[^/]+" if part.startswith(":") else re.escape(part) for part in parts)
    return re.fullmatch(regex, address) is not None
