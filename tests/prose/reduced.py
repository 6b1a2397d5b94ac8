"""HTML → the sequence of tags and texts that a reader would notice, so that two renderings can be compared."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import unquote

BLOCKS = "p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre hr table thead tbody tr th td div br".split()  # noqa: SIM905
KEPT = {"href", "src", "alt", "title", "start"}


class _Reducer(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.in_code_block = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_code_block = self.in_code_block or tag == "pre"
        kept = sorted(f" {name}={unquote(value or '')}" for name, value in attrs if name in KEPT and (value or name == "href"))
        self.found.append(f"<{tag}{''.join(kept)}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.in_code_block = self.in_code_block and tag != "pre"
        self.found.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        text = data if self.in_code_block else " ".join(f".{data}.".split())[1:-1]
        if self.found and not self.found[-1].startswith("<"):
            text = self.found.pop() + text
        self.found.append(text)


def reduced(html: str) -> list[str]:
    """Return tags and texts in order; spaces are evened out except in code blocks, and vanish beside blocks and line breaks."""
    reducer = _Reducer()
    reducer.feed(html)
    reducer.close()
    found = ["<p>", *reducer.found, "</p>"]
    out: list[str] = []
    for i in range(1, len(found) - 1):
        text = found[i]
        if not text.startswith("<"):
            text = text.lstrip(" ") if _is_block(found[i - 1]) else text
            text = text.rstrip(" ") if _is_block(found[i + 1]) else text
        if text in {"<em>", "</strong>"} and out and out[-1] == {"<em>": "<strong>", "</strong>": "</em>"}[text]:
            out.insert(-1, text)  # nobody sees which of the two is the outer one
        elif text:
            out.append(text)
    return out


def _is_block(tag: str) -> bool:
    return tag.strip("</>").partition(" ")[0] in BLOCKS
