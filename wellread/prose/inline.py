"""Python-Markdown's inline patterns, tried only where they can find something.

Python-Markdown tries each of its patterns on each text, which takes most of its time and is nearly always in vain. A pattern can
be left out when a sign that it needs is nowhere in the text: the engine works on pieces of what was written and puts placeholders
in between, so that a sign cannot turn up later. The HTML is the same to the byte, which a test compares.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

NEEDS = {
    "backtick": ("`",),
    "escape": ("\\",),
    "linebreak": ("  \n", "\\\n"),
    "citation": ("@",),
    "reference": ("[",),
    "link": ("](",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
}
"""The signs of which each pattern of the dialect needs one, by the name under which the pattern is registered."""

REFERENCES = {"reference", "image_reference", "short_reference", "short_image_ref"}
"""These need a definition of a link too."""

ANY_SIGN = re.compile("|".join(sorted({re.escape(sign) for signs in NEEDS.values() for sign in signs})))


class QuickInline(InlineProcessor):
    """The tree processor that applies the inline patterns. To be made when all of them are registered."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        names = {md.inlinePatterns[name]: name for name in NEEDS}
        self._all = [(pattern, names[pattern]) for pattern in md.inlinePatterns]

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply the patterns to the texts in `tree`, in their order."""
        written = "".join(tree.itertext())
        useless = set() if self.md.references else REFERENCES
        # A tuple, because the engine asks for each pattern by its index, and the registry takes its time to answer.
        self.inlinePatterns = tuple(  # type: ignore[assignment]
            pattern for pattern, name in self._all if name not in useless and any(sign in written for sign in NEEDS[name])
        )
        for element in tree.iter():
            if element.text and not ANY_SIGN.search(element.text):
                element.text = AtomicString(element.text)  # the engine's word for "leave this as it is"
        return super().run(tree, ancestors)
