"""Reading our own sanitised HTML: tags, text between them, and the text alone.

nh3 writes every attribute as name="value" with double quotes and escapes what needs it, so that this small tokeniser is enough
(and far quicker than a parser that is ready for anything). It must not be given HTML from anywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

INSIDE = r'(?:[^>"]++|"[^"]*+")*+'
"""The attributes of a tag."""
TOKEN = re.compile(rf"<(/?)([a-z][a-z0-9]*)({INSIDE})>|([^<]+)")
ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
CITATION = re.compile(rf'\s*<a href="cite:[^"]*"{INSIDE}></a>')
LINK_TAG = re.compile(rf"</?a(?: {INSIDE})?>|<img{INSIDE}>")
BLOCK_END = re.compile(r"</(?:p|h[2-6]|ul|ol|li|blockquote|pre|table|thead|tbody|tr|th|td|div)>|<(?:br|hr)>|<li>")
LAYOUT_END = re.compile(
    r"</(?:p|h[2-6]|ul|ol|li|blockquote|pre|table|thead|tbody|tr|div)>|<hr>|<(?:[uo]l[^>]*|blockquote|table|thead|tbody)>"
)


class Token(NamedTuple):
    """A tag (`name`, with "/" in front if it closes) or, with an empty name, a text. `raw` is what stands in the HTML."""

    name: str
    attributes: dict[str, str]
    raw: str

    @property
    def text(self) -> str:
        return unescape(self.raw)


def attributes_of(tag: str) -> dict[str, str]:
    """Return the attributes of a tag, unescaped."""
    return {key: unescape(value) for key, value in ATTRIBUTE.findall(tag)}


def tokens(html: str) -> Iterator[Token]:
    """Yield the tags and texts of `html`, attributes unescaped."""
    for found in TOKEN.finditer(html):
        closing, name, attributes, text = found.groups()
        if text:
            yield Token("", {}, text)
        else:
            yield Token(closing + name, attributes_of(attributes), found[0])


def plain_text(html: str) -> str:
    """Return the text of sanitised HTML without tags and citations, blocks and lines apart by one space; for feeds and search."""
    if "<" not in html:
        return " ".join(unescape(html).split())
    spaced = BLOCK_END.sub(lambda end: end[0] + " ", CITATION.sub("", html))
    return " ".join("".join(token.text for token in tokens(spaced) if not token.name).split())


def without_links(html: str) -> str:
    """Return sanitised HTML with the text of its links alone, without citations and pictures: for a list of links."""
    return LINK_TAG.sub("", CITATION.sub("", html))


def laid_out(html: str) -> str:
    """Return `html` with a line end behind each block, so that people and `diff` can read it."""
    return LAYOUT_END.sub(lambda end: end[0] + "\n", html).rstrip("\n")
