"""What a bucket has to send with each file: the rules of the site's own `_headers` file, as far as a bucket can follow them.

A bucket keeps only a few headers with a file: what it is, and how long it may be kept. The others a CDN before it has to add.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b

from wellread.model import Value
from wellread.render.media import BY_END, type_of

FILE = "_headers"
KEPT = ("Cache-Control", "Content-Type", "Content-Disposition", "Content-Language")
SHORT = "no-cache"
"""What is kept only as long as the server says that it is the same: every file whose name does not change with what it holds."""
MARK = blake2b(repr(sorted(BY_END.items())).encode(), digest_size=8).hexdigest()
"""A hash of what this version of the program says that files are."""


class HeaderRules(Value, frozen=True, kw_only=True):
    """The rules of a `_headers` file that a bucket can follow, in its order: a pattern of addresses each, and headers. `base_path`
    is the site's ("/"); `types` marks the version of the list that says what files are."""

    base_path: str
    rules: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    types: str = MARK

    def of(self, path: str) -> Mapping[str, str]:
        """Return the headers of a file that a bucket can send, by name."""
        found = {"Cache-Control": SHORT, "Content-Type": type_of(path)}
        addresses = (self.base_path + path, self.base_path + path.removesuffix("index.html"))
        for pattern, headers in self.rules:
            if any(_fits(pattern, address) for address in addresses):
                found |= headers
        return dict(sorted(found.items()))

    def sends_as(self, others: HeaderRules, path: str) -> bool:
        """Say whether a file is sent with the same headers as by other rules."""
        return self == others or (self.types == others.types and self.of(path) == others.of(path))


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
            pattern, headers = rules[-1]
            kept = ((each, value.strip()) for each in KEPT if each.lower() == name.strip().lower())
            rules[-1] = (pattern, (*headers, *kept))
    return HeaderRules(base_path=base_path, rules=tuple(rule for rule in rules if rule[1]))


def _fits(pattern: str, address: str) -> bool:
    """Say whether an address fits: * stands for anything, :name for one part of a path."""
    return _regex(pattern).fullmatch(address) is not None


@cache
def _regex(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"(\*|:\w+)", pattern)
    return re.compile("".join(".*" if part == "*" else "[^/]+" if part.startswith(":") else re.escape(part) for part in parts))
