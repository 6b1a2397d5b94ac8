"""What in a drawing (SVG) is more than a drawing: scripts, pages within it, files from elsewhere, words that stand for others.

A page shows a drawing as a picture, in which nothing of this works. Opened by itself, at its own address, it is a page of the site
that may do whatever the site may. A browser reads it as XML, so it is read as XML here: a pattern over its bytes would miss
`<svg:script>`, or a tag that is put together from entities.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.parsers.expat import ExpatError, ParserCreate

from wellread.draw.values import PhotoFault

ACTIVE = frozenset(
    (*("script", "foreignobject", "iframe", "object", "embed", "audio", "video", "handler", "listener"), *("base", "link", "meta"))
)
"""Elements that run something, hold a page or fetch one."""
MOVING = ("animate", "set", "animatemotion", "animatetransform")
SPACES = re.compile(r"[\x00-\x20]+")
"""What browsers leave out of an address before they look how it begins."""
INSIDE = re.compile(r"#|data:image/(?:png|jpeg|gif|webp|avif)[;,]", re.IGNORECASE)
ELSEWHERE = re.compile(r"@import|url\(\s*[\"']?(?!\s*[\"']?\s*(?:#|data:image/))", re.IGNORECASE)
HINT = "save it as “plain” or “optimised” SVG, or show it as PNG"


class _Found(Exception):  # noqa: N818
    pass


def find_active(content: bytes) -> PhotoFault | None:
    """Return what is in a drawing and is none, the first of it."""
    parser = ParserCreate()
    look = _Look()
    parser.StartElementHandler = look.element
    parser.EndElementHandler = look.end
    parser.CharacterDataHandler = look.text
    parser.StartDoctypeDeclHandler = look.doctype
    parser.ProcessingInstructionHandler = look.instruction
    try:
        parser.Parse(content, True)
    except _Found as found:
        return PhotoFault(code="image-active", message=f"the drawing holds {found}, line {parser.CurrentLineNumber}", hint=HINT)
    except (ExpatError, LookupError, ValueError):  # what is behind the fault no browser reads either
        return None
    return None


class _Look:
    """Hears what the parser finds, and raises _Found."""

    def __init__(self) -> None:
        self.in_style = False

    def doctype(self, name: str, system: str | None, public: str | None, has_own: int) -> None:  # noqa: ARG002
        if has_own:
            raise _Found("declarations of its own (<!DOCTYPE … [ … ]>), in which anything can hide")

    def instruction(self, target: str, data: str) -> None:  # noqa: ARG002
        if target.lower() == "xml-stylesheet":
            raise _Found("an address of styles (<?xml-stylesheet …?>)")

    def element(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = _local(tag)
        self.in_style = name == "style"
        if name in ACTIVE:
            raise _Found(f"<{tag}>, which is no part of a picture")
        for attribute, value in attributes.items():
            self._attribute(tag, name, attribute, value)

    def _attribute(self, tag: str, name: str, attribute: str, value: str) -> None:
        own = _local(attribute)
        address = SPACES.sub("", value)
        if own.startswith("on"):
            raise _Found(f"something to run ({attribute}=… in <{tag}>)")
        if own in ("href", "src") and not (INSIDE.match(address) or (name == "a" and _is_web(address))):
            raise _Found(f"an address that leads out of it ({attribute}=… in <{tag}>)")
        if own == "attributename" and name in MOVING and _local(address).startswith(("on", "href")):
            raise _Found(f"an address that changes (<{tag}>)")
        if ELSEWHERE.search(value) and attribute not in ("d", "id"):
            raise _Found(f"an address that leads out of it ({attribute}=… in <{tag}>)")

    def end(self, tag: str) -> None:  # noqa: ARG002
        self.in_style = False

    def text(self, data: str) -> None:
        if self.in_style and ELSEWHERE.search(data):
            raise _Found("styles that fetch something (url(…) or @import)")


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()


def _is_web(address: str) -> bool:
    return address.lower().startswith(("https://", "http://", "/", "mailto:")) and not address.startswith("//")
