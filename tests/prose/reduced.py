"""HTML → the tags and texts that a reader would notice, in order, so that two renderings can be compared."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import unquote

EDGES = set("p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre hr table thead tbody tr th td div br".split())  # noqa: SIM905
KEPT = {"href", "src", "alt", "title", "start"}
SAME = {("<strong>", "<em>"), ("</em>", "</strong>")}
"""Nobody sees which of the two is the outer one."""


class _Reducer(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = [""]
        self.kinds = ["edge"]
        self.in_code_block = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_code_block = self.in_code_block or tag == "pre"
        kept = sorted(
            f" {name}={_even(unquote(value or ''))}" for name, value in attrs if name in KEPT and (value or name == "href")
        )
        self._add(f"<{tag}{''.join(kept)}>", "edge" if tag in EDGES else "tag")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.in_code_block = self.in_code_block and tag != "pre"
        self._add(f"</{tag}>", "edge" if tag in EDGES else "tag")

    def handle_data(self, data: str) -> None:
        if self.kinds[-1] in {"text", "code"}:
            self.found[-1] += data
        else:
            self.found.append(data)
            self.kinds.append("code" if self.in_code_block else "text")

    def _add(self, tag: str, kind: str) -> None:
        self.found.append(tag)
        self.kinds.append(kind)


def reduced(html: str) -> list[str]:
    """Return tags and texts in order; spaces are evened out except in code blocks, and vanish beside blocks and line breaks."""
    reducer = _Reducer()
    reducer.feed(html)
    reducer.close()
    found, kinds = reducer.found, [*reducer.kinds, "edge"]
    for i, text in enumerate(found):
        if kinds[i] == "text":
            text = _even(text)
            text = text.lstrip(" ") if kinds[i - 1] == "edge" else text
            found[i] = text.rstrip(" ") if kinds[i + 1] == "edge" else text
    out = [""]
    for text in filter(None, found):
        if (out[-1], text) in SAME:
            out.insert(-1, text)
        elif (out[-1], text) == ("<tbody>", "</tbody>"):  # a table's body without rows
            out.pop()
        else:
            out.append(text)
    return out


def _even(text: str) -> str:
    return re.sub("[ \t\n]+", " ", text)
