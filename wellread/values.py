"""What every value of the program is made like, and where it was written."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import msgspec

from wellread.problems import Place


class Value(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Base of everything here: frozen, compared by content, made in one step with named fields, so never part of a circle."""


Mark = tuple[int, int, int, int]
"""Line, column, end line, end column in the file; all counted from 1, the end exclusive."""


class Origin(Value, frozen=True, kw_only=True):
    """Where an entry was written: its file, and a mark for each value of its front matter.

    `packed` holds the marks as one piece of MessagePack, since an article has a hundred of them and hardly one is ever looked up.
    `body_line` is the line of the file on which the text below the front matter starts.
    """

    path: str
    packed: bytes = b"\x80"
    body_line: int = 1

    @classmethod
    def marked(cls, path: str, marks: Mapping[str, Mark], body_line: int = 1) -> Origin:
        """Return an origin with marks: a dotted path ("red_flags.0.sign") leads to the value's mark, the same with a trailing "?"
        to its key's."""
        return cls(path=path, packed=msgspec.msgpack.encode(marks), body_line=body_line)

    @property
    def marks(self) -> Mapping[str, Mark]:
        return _unpacked(self.packed)

    def at(self, *steps: str | int) -> Place:
        """Return the place of the value at `steps`, or of the nearest value around it (the mark "" is all of it), or of line 1."""
        marks = self.marks
        for length in range(len(steps), -1, -1):
            mark = marks.get(".".join(str(step) for step in steps[:length]))
            if mark:
                return Place(self.path, *mark)
        return Place(self.path, 1, 1, 1, 1)

    def key(self, *steps: str | int) -> Place:
        """Return the place of the key itself, for problems about the key rather than its value."""
        mark = self.marks.get(".".join(str(step) for step in steps) + "?")
        return Place(self.path, *mark) if mark else self.at(*steps)


@lru_cache(maxsize=64)
def _unpacked(packed: bytes) -> Mapping[str, Mark]:
    return msgspec.msgpack.decode(packed, type=dict[str, Mark])
