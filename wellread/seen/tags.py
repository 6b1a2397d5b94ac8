"""HTML → tags, words and comments left out, as browsers take it apart. Pure, and in one go: whatever stands there, no place is read
twice, so that nobody can write a page that keeps a comparison busy.

Python's own parser looks from each tag that is never closed to the end of the page, and fails at `<![a[`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

WORDS = re.compile(r"[^<]++|<(?![a-zA-Z/!?])")
TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)")
ATTRIBUTE = re.compile(
    r"""[\s/]*+(?:(?P<end>>)|(?P<name>[^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:"(?P<a>[^"]*+)(?:"|\Z)|'(?P<b>[^']*+)(?:'|\Z)|(?P<c>[^\s>"'][^\s>]*+)?))?+)"""
)
NO_TAG = re.compile(r"<!--(?:-?>|.*?(?:--!?>|\Z))|<[!?/][^>]*+(?:>|\Z)", re.DOTALL)
"""A comment, a declaration, an instruction, or an end without a name: nobody sees them."""
RAW = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in ("script", "style", "title", "textarea", "xmp", "iframe")
}
"""Elements in which nothing is a tag but their own end."""
READ = ("title", "textarea")
"""Those of them in which `&amp;` stands for a sign."""


class Tag(NamedTuple):
    """The beginning or the end of an element, in small letters. Of an attribute that is given twice, the first counts."""

    name: str
    is_end: bool
    given: dict[str, str]


def tags_and_words(text: str) -> Iterator[Tag | str]:
    """Yield each tag, and what stands between them as a reader reads it. A tag that is cut off is left out, as browsers do."""
    at = 0
    while at < len(text):
        words, tag = WORDS.match(text, at), TAG.match(text, at)
        if words:
            at = words.end()
            yield unescape(words[0])
        elif tag:
            given, at = _attributes(text, tag.end())
            if at < 0:
                return
            name = tag[2].lower()
            yield Tag(name, bool(tag[1]), given)
            if not tag[1] and name in RAW:
                end = RAW[name].search(text, at)
                inside = text[at : end.start() if end else len(text)]
                at += len(inside)
                yield unescape(inside) if name in READ else inside
        else:
            none = NO_TAG.match(text, at)
            assert none
            at = none.end()


def _attributes(text: str, at: int) -> tuple[dict[str, str], int]:
    """Return the attributes that stand here, and where the tag ends; -1 if it doesn't."""
    given: dict[str, str] = {}
    while found := ATTRIBUTE.match(text, at):
        at = found.end()
        if found["end"]:
            return given, at
        given.setdefault(found["name"].lower(), unescape(found["a"] or found["b"] or found["c"] or ""))
    return given, -1
