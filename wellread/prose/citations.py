"""Citations: `[@id]`, `[@a; @b]`, `[@a, p. 4]` (Pandoc's way of writing them)."""

from __future__ import annotations

import re
from functools import lru_cache
from xml.etree.ElementTree import Element

from markdown.inlinepatterns import InlineProcessor

ONE = re.compile(r"\s*@([a-z0-9-]+)\s*(?:,\s*([^,;@\s][^;@]*))?")
HINT = "write [@id], [@first; @second], or [@id, p. 4]; an id has small letters a to z, digits and hyphens"

Cited = tuple[tuple[str, str], ...]
"""Ids in the order written, each with its locator ("" if none)."""


@lru_cache(maxsize=1024)  # several steps ask about the same one
def read_citation(inside: str) -> Cited | None:
    """Return what stands between the brackets of a citation, or None if it is none: `@a; @b, p. 4` → (a, ""), (b, "p. 4")."""
    found = [ONE.fullmatch(part) for part in inside.split(";")]
    cited = tuple((one[1], " ".join((one[2] or "").split())) for one in found if one)
    return cited if len(cited) == len(found) else None


@lru_cache(maxsize=1024)
def address(cited: Cited) -> str:
    """Return the symbolic address that the HTML carries until the page's citations are numbered."""
    return "cite:" + ";".join(source for source, _ in cited)


@lru_cache(maxsize=1024)
def locators(cited: Cited) -> str:
    """Return the locators for the link's title: as many as ids, "" if there is none at all."""
    return ";".join(where for _, where in cited) if any(where for _, where in cited) else ""


class CitationPattern(InlineProcessor):
    """Python-Markdown's inline pattern for citations. What cannot be read as one stays text (and gets a remark elsewhere)."""

    def __init__(self) -> None:
        super().__init__(r"\[\s*(@[^\[\]]*)\](?!\()")

    # The library's stubs leave out that (None, None, None) means "no match after all".
    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element, int, int] | tuple[None, None, None]:
        cited = read_citation(m[1])
        if cited is None:
            return None, None, None
        link = Element("a", {"href": address(cited)})
        if locators(cited):
            link.set("title", locators(cited))
        return link, m.start(), m.end()
