"""The dialect, and the one place that configures the engine.

What editors write renders the same here, in GitHub's preview and in VS Code's: the common core of CommonMark (paragraphs,
headings, emphasis, links, images, lists, quotes, code, thematic breaks, hard breaks), pipe tables and GitHub's alerts. Beyond it
only citations (`citations`), links such as `term:hiccup` (`links`) and `{#id}` on a heading (`headings`). No HTML, no
strikethrough, footnotes, task lists or bare addresses.

The engine is Python-Markdown: its tree, inline patterns and serialiser. The blocks come from `blocks`. To change the engine, give
`to_html` another body; whatever it returns is sanitised and compared with the CommonMark reading by its callers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from xml.etree.ElementTree import Element, ElementTree

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from wellread.prose.blocks import build_tree
from wellread.prose.citations import CitationPattern
from wellread.prose.commonmark import definitions, read
from wellread.prose.inline import QuickInline

PUNCTUATION = list("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
"""What a backslash can escape in CommonMark."""

MAIL = r"<([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)>"
"""A mail address in angle brackets, as CommonMark has it."""


def to_html(text: str) -> str:
    """Return the HTML of `text` (which has been through `commonmark.clean`). It is not sanitised yet."""
    engine = _engine()
    engine.reset()
    return engine.convert(text)


@cache
def _engine() -> Markdown:
    """Return the one instance of this process: making it takes longer than an article does."""
    return Markdown(extensions=[Dialect()], output_format="html")


class CommonMarkBlocks(BlockParser):
    """Python-Markdown's block parser with the blocks of a CommonMark parser."""

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:  # noqa: N802
        text = "\n".join(lines)
        self.md.references.update(definitions(text))
        self.root = build_tree(read(text))
        return ElementTree(self.root)


class HardBreak(InlineProcessor):
    """Two spaces or a backslash at the end of a line."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        return Element("br"), m.start(), m.end()


class MailAddress(InlineProcessor):
    """`<someone@example.org>`, as it is: Python-Markdown's own pattern hides it behind numbers, which the sanitiser undoes."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        link = Element("a", {"href": f"mailto:{m[1]}"})
        link.text = AtomicString(m[1])
        return link, m.start(), m.end()


class Dialect(Extension):
    """Turns Python-Markdown into the engine of the dialect."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.parser = CommonMarkBlocks(md)
        md.ESCAPED_CHARS = PUNCTUATION
        for name in ("normalize_whitespace", "html_block"):  # `commonmark.clean` and `commonmark.read` have done their work
            md.preprocessors.deregister(name)
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.register(HardBreak(r"(?: {2,}|\\)(?=\n)"), "linebreak", 178)
        md.inlinePatterns.register(CitationPattern(), "citation", 175)
        md.inlinePatterns.register(MailAddress(MAIL), "automail", 110)
        md.treeprocessors.deregister("prettify")
        md.treeprocessors.register(QuickInline(md), "inline", 20)
