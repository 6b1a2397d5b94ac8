"""What an output loads: files of other sites, and script or style that is written into a page. Links load nothing.

Whatever stands in a file, it is gone through once: a tag or an element that is never closed reaches to the end of the file.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from functools import cached_property
from hashlib import sha256
from html import unescape

WITH_TAGS = (".html", ".htm", ".svg", ".xml")
MAY_LOAD = re.compile(
    rb"<(?:link|s(?:cript|tyle|ource)|i(?:mg|mage|frame|nput)|video|audio|track|embed|object|frame|use|base)\b[^>]*+(?:>|\Z)",
    re.IGNORECASE,
)
TAG_NAME = re.compile(r"</?([a-z][a-z0-9]*)", re.IGNORECASE)
ATTRIBUTE = re.compile(r"(?<![a-z0-9:-])([a-z][a-z0-9:-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
HANDLER = re.compile(rb"on(?<=[\s/]on)[a-zA-Z]{3,}\s*=")
"""Begins with letters, which are found ten times as quickly as any space; what stands before them belongs to it."""
STYLE = re.compile(rb"style(?<=\sstyle)=[\"']", re.IGNORECASE)
OPENS = re.compile(rb"<[a-z]", re.IGNORECASE)
TAG = re.compile(rb"<[a-z](?:[^\"'<>]|\"[^\"]*\"|'[^']*')*+>", re.IGNORECASE)
VALUE = re.compile(rb"=\s*(?:\"[^\"]*\"|'[^']*')")
IN_TAG = re.compile(rb"[\s/\"](on[a-z]{3,})\s*=", re.IGNORECASE)
"""A handler in a tag whose values were taken out: what a value quotes is none."""
IN_STYLE = re.compile(r"(?:url\(\s*|image-set\(\s*|@import\s+(?!url\())[\"']?([^\"')\s;]+)", re.IGNORECASE)
IN_SCRIPT = re.compile(
    r"\b(?:from|import|fetch|importScripts|src|open|sendBeacon|URL|WebSocket|EventSource|Worker)\W{1,4}"
    r"((?:https?:|wss?:)?//[^\"'`\s)]+)"
)
META = re.compile(rb"<meta\b[^>]*+(?:>|\Z)", re.IGNORECASE)
POLICY = re.compile(rb"<meta[^>]+http-equiv=[\"']?content-security-policy[^>]*>", re.IGNORECASE)
LOADING = {
    **dict.fromkeys(("script", "img", "iframe", "embed", "frame", "track", "audio", "input"), ("src", "srcset")),
    **dict.fromkeys(("source", "video"), ("src", "srcset", "poster")),
    **dict.fromkeys(("image", "use"), ("href", "xlink:href")),
    "link": ("href", "imagesrcset"),
    "object": ("data",),
    "base": ("href",),
}
LOADING_RELS = frozenset(
    (
        *("stylesheet", "icon", "apple-touch-icon", "mask-icon", "manifest", "preload", "modulepreload", "prefetch", "prerender"),
        *("preconnect", "dns-prefetch"),
    )
)
DATA_SCRIPTS = ("application/ld+json", "application/json", "speculationrules", "importmap")


def loads(path: str, content: bytes, origin: str) -> tuple[str, ...]:
    """Return what an output loads from another site, and script or style written into it, each as it is written."""
    if path.endswith(WITH_TAGS):
        return tuple(dict.fromkeys(_loads_of_page(content, origin, is_picture=path.endswith(".svg"))))
    if path.endswith(".css"):
        return _foreign_addresses(IN_STYLE, content.decode("utf-8", "replace"), origin)
    if path.endswith((".js", ".mjs")):
        return _foreign_addresses(IN_SCRIPT, content.decode("utf-8", "replace"), origin)
    return ()


def _loads_of_page(content: bytes, origin: str, *, is_picture: bool) -> Iterator[str]:
    """Yield what a page loads, and what is written into it. A picture may hold its own styles: no page's policy covers them."""
    inlines = _Inlines(content, origin)
    for found in MAY_LOAD.finditer(content):
        tag = found[0].decode("utf-8", "replace")
        name = TAG_NAME.match(tag) if tag.endswith(">") else None  # a tag that never ends is none
        if name and _loads_elsewhere(name[1].lower(), tag, origin):
            yield tag
        elif name and name[1].lower() in ("script", "style"):
            inline = inlines.at(name[1].lower(), tag, found.end())
            yield from (each for each in inline if not (is_picture and each == tag and name[1].lower() == "style"))
    if HANDLER.search(content):
        emptied = (VALUE.sub(b'=""', tag[0]) for tag in TAG.finditer(content))
        yield from (f"{found[1].decode()}=" for tag in emptied for found in IN_TAG.finditer(tag))
    if not is_picture:
        yield from _styled_tags(content)


def _styled_tags(content: bytes) -> Iterator[str]:
    """Yield each tag that has a style of its own, up to where the style begins."""
    looked = opens = 0
    ends: dict[int, int] = {}
    for found in STYLE.finditer(content):
        closes = content.rfind(b">", looked, found.start())
        looked = found.start()
        if closes >= opens or not opens:
            opening = OPENS.search(content, max(closes, opens))
            opens = opening.start() if opening else len(content)
        if opens < found.start():
            ends[opens] = found.end()
    yield from (content[start:end].decode("utf-8", "replace") for start, end in ends.items())


def _loads_elsewhere(name: str, tag: str, origin: str) -> bool:
    given = {found[1].lower(): unescape(found[2] or found[3] or found[4] or "") for found in ATTRIBUTE.finditer(tag)}
    if name == "link" and not LOADING_RELS & set(given.get("rel", "").lower().split()):
        return False
    addresses = [given[each] for each in LOADING.get(name, ()) if each in given]
    return any(is_foreign(part.split()[0], origin) for each in addresses for part in each.split(",") if part.strip())


def is_foreign(address: str, origin: str) -> bool:
    """Say whether an address leads to another site than `origin` ("https://example.org")."""
    written = address.strip().lower()
    if not re.match(r"(?:https?:|wss?:)?//", written):
        return False
    host = written.partition("//")[2]
    own = origin.lower().partition("//")[2]
    return host != own and not host.startswith((f"{own}/", f"{own}?", f"{own}#"))


class _Inlines:
    """The scripts and styles that are written into a page, as they are come upon one after the other."""

    def __init__(self, content: bytes, origin: str) -> None:
        self._content = content
        self._origin = origin
        self._ends = {"script": 0, "style": 0}

    def at(self, name: str, tag: str, start: int) -> Iterator[str]:
        """Yield the tag of one that begins here, unless the page's policy has its hash, and what a style fetches."""
        if name == "script" and (any(each in tag for each in DATA_SCRIPTS) or re.search(r"\ssrc\s*=", tag)):
            return
        if start <= self._ends[name]:  # it stands in another one, of which the hash and the addresses are looked at
            yield tag
            return
        end = self._content.find(f"</{name}".encode(), start)
        self._ends[name] = end = end if end >= 0 else len(self._content)
        inside = self._content[start:end]
        if name == "style":
            yield from _foreign_addresses(IN_STYLE, inside.decode("utf-8", "replace"), self._origin)
        digest = b64encode(sha256(inside).digest())
        if inside.strip() and b"'sha256-" + digest + b"'" not in self._policy:
            yield tag

    @cached_property
    def _policy(self) -> bytes:
        """The page's policy, as the tag that says it."""
        metas = (found[0] for found in META.finditer(self._content))
        return next((each for each in metas if POLICY.match(each)), b"")


def _foreign_addresses(pattern: re.Pattern[str], text: str, origin: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found for found in pattern.findall(text) if is_foreign(found, origin)))
