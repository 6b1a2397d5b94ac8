"""Front matter and body, split strictly: python-frontmatter reads whatever it can't understand as "no front matter", which would
publish a draft. Here every such file is refused, with the line that is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from frontmatter.default_handlers import YAMLHandler

from wellread.model import Mark
from wellread.problems import Place, Problem
from wellread.read.decode import FENCE, position, refuse
from wellread.read.yaml import Written, compose

NEARLY_A_FENCE = re.compile(r"^(?:--|-{4,}|[–—]-?|-[–—]|\*{3,}|\+{3,}|={3,}|_{3,}|\.{3}|```.*)[ \t]*$", re.MULTILINE)
KEY = re.compile(r"^[A-Za-z_]+:(?: |$)", re.MULTILINE)


OPENING: Mark = (1, 1, 1, 4)
"""The mark of the first line ---, which stands for the block as a whole."""


class Block(dict[str, Any]):
    """The keys of a front matter block, with the mark of each value and key, and the problems found on the way."""

    marks: Mapping[str, Mark]
    problems: tuple[Problem, ...]

    def __init__(self, keys: dict[str, Written], marks: Mapping[str, Mark], problems: tuple[Problem, ...]) -> None:
        super().__init__(keys)
        self.marks = marks
        self.problems = problems


class StrictHandler(YAMLHandler):
    """python-frontmatter's handler for one file, made strict: what it can't split or load raises Refused, never passes as {}."""

    FM_BOUNDARY = FENCE

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path

    def split(self, text: str) -> tuple[str, str]:
        """Return the block and the body. The block starts with its fence's line break, so that YAML counts the file's lines."""
        if not FENCE.match(text):
            raise self._no_block(text)
        opening, closing = (*FENCE.finditer(text), None, None)[:2]
        assert opening is not None
        wrong = NEARLY_A_FENCE.search(text, opening.end(), closing.start() if closing else len(text))
        if wrong:
            message = f"the block of keys must end with three hyphens (---), not “{wrong[0].strip()}”"
            raise refuse("fence-wrong", message, self._place(text, wrong.start(), wrong.end()), TYPE_THEM)
        if not closing:
            message = "the block of keys that opens here is never closed"
            raise refuse(
                "front-matter-unclosed", message, self._place(text, 0, 3), "write --- on a line of its own below the last key"
            )
        block, body = super().split(text)
        return block, body.removeprefix("\n")

    def load(self, fm: str, **_: object) -> Block:
        """Return the keys of the block that `split` returned; raises Refused if it holds anything else."""
        document = compose(fm, self.path)
        if isinstance(document.value, dict) and document.value:
            return Block(document.value, {**document.marks, "": OPENING}, document.problems)
        place = Place(self.path, *document.marks.get("", OPENING))
        if not document.value:
            raise refuse("front-matter-wrong", "there are no keys between the two lines ---", place, AS_IN)
        found = "a list" if isinstance(document.value, list) else "a text"
        raise refuse("front-matter-wrong", f"between the two lines --- there must be keys with values, not {found}", place, AS_IN)

    def _no_block(self, text: str) -> Exception:
        first = re.search(r"\S.*", text)
        assert first is not None, "an empty file is refused when it is decoded"
        place = self._place(text, first.start(), first.end())
        if NEARLY_A_FENCE.match(first[0]):
            return refuse(
                "fence-wrong", f"the file must start with three hyphens (---), not “{first[0].strip()}”", place, TYPE_THEM
            )
        later = FENCE.search(text)
        if later and first.start() == later.start():
            return refuse(
                "front-matter-late", "the line --- must be the first of the file", place, "remove the empty lines above it"
            )
        if later and KEY.search(text, later.end()):
            line, _ = position(text, later.start())
            message = f"text stands before the block of keys, which opens on line {line}"
            return refuse("front-matter-late", message, place, "move it below the line --- that ends the block")
        return refuse("front-matter-missing", "the file doesn't start with a block of keys", place, AS_IN)

    def _place(self, text: str, start: int, end: int) -> Place:
        return Place(self.path, *position(text, start), *position(text, end))


TYPE_THEM = "type - three times; some programs turn hyphens into a dash while you type"
AS_IN = "start the file with a line ---, then keys as in “title: …”, then a line --- again"
