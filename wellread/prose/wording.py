"""What a text says, as a reader reads it: the room's other front door, beside `compose`.

The CommonMark parser and the hyphenator are imported when the first text is really read, as in `compose`.
"""

from __future__ import annotations

from wellread.model import Mark
from wellread.texts import Wording


def find_wording(text: str, first_line: int = 1, language: str = "en") -> Wording:
    """Return what the body of an entry says, block by block; its first line is line `first_line` of its file.

    Never raises. What the page does not show (HTML, comments, link definitions) says nothing. A picture's words are left out: they
    are read in its place, not as a part of the sentence.
    """
    if not text.strip(" \t\r\n"):
        return Wording()
    from wellread.prose.spoken import wording_of_body

    return wording_of_body(text, first_line, language)


def find_wording_inline(text: str, mark: Mark, language: str = "en") -> Wording:
    """Return what a text of the front matter says; everything in it has the mark of the value."""
    if not text.strip(" \t\r\n"):
        return Wording()
    from wellread.prose.spoken import wording_of_line

    return wording_of_line(text, mark, language)
