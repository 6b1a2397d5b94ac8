"""Byte offsets of a text → lines and columns of the file it came from."""

from __future__ import annotations

from bisect import bisect_right
from typing import Protocol

from wellread.model import Mark


class Places(Protocol):
    """Whatever can say where a stretch of bytes stands in the file."""

    def mark(self, start: int, end: int) -> Mark: ...


class Lines:
    """The lines of a text whose first line is line `first_line` of its file. Columns count characters, not bytes."""

    def __init__(self, text: str, first_line: int = 1) -> None:
        self._bytes = text.encode()
        self._first_line = first_line
        self._is_ascii = text.isascii()
        self._starts = [0]
        at = self._bytes.find(b"\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = self._bytes.find(b"\n", at + 1)

    def mark(self, start: int, end: int) -> Mark:
        """Return the mark of the bytes from `start` to `end`; a line's end that hangs on behind is not part of it."""
        while end > start and self._bytes[end - 1 : end].isspace():
            end -= 1
        return (*self._point(start), *self._point(end))

    def _point(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset) - 1
        start = self._starts[line]
        column = offset - start if self._is_ascii else len(self._bytes[start:offset].decode())
        return line + self._first_line, column + 1


class OneMark:
    """Everything in a value of the front matter has the mark of that value."""

    def __init__(self, mark: Mark) -> None:
        self._mark = mark

    def mark(self, start: int, end: int) -> Mark:  # noqa: ARG002
        return self._mark
