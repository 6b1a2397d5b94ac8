"""Bytes → text: UTF-8 without a BOM, lines that end with a line feed, nothing invisible that could mean something else."""

from __future__ import annotations

import re
import unicodedata

from wellread.problems import Place, Problem

BOM = b"\xef\xbb\xbf"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")

# Control characters, line breaks that editors don't show but YAML counts, byte order marks inside the text, surrogates (YAML's
# "\ud800" makes them), and U+FFFD, which stands where another program has already lost a letter.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffd\ufffe\uffff]")

FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
"""The line that opens and closes the keys of an entry."""


class Refused(Exception):  # noqa: N818  # it is no error of the program
    """A file that can't be read further, with its problems. No ValueError: python-frontmatter takes those for "no front matter"."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*(problem.message for problem in problems))
        self.problems = problems


def refuse(code: str, message: str, place: Place, hint: str = "") -> Refused:
    """Return a Refused with one problem, an error."""
    return Refused(Problem(code=code, severity="error", message=message, place=place, hint=hint))


def decode(path: str, content: bytes) -> str:
    """Return the text of a file; raises Refused if it is empty, not UTF-8, or holds control characters."""
    if content.startswith(UTF_16):
        raise refuse("encoding-wrong", "the file is saved as UTF-16, which is not UTF-8", Place(path, 1, 1, 1, 1), SAVE_AS)
    try:
        text = content.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError:
        raise _not_utf8(path, content) from None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = FORBIDDEN.search(text)
    if found:
        raise _forbidden(path, text, found.start())
    if not text.strip():
        raise refuse("file-empty", "the file is empty", Place(path, 1, 1, 1, 1), "write something in it, or delete it")
    return text


SAVE_AS = "open it in your editor and choose “Save with encoding” (or “Save as”) and UTF-8"


def _not_utf8(path: str, content: bytes) -> Refused:
    start = len(BOM) if content.startswith(BOM) else 0
    try:
        content[start:].decode("utf-8")
    except UnicodeDecodeError as error:
        offset = start + error.start
    before = content[start:offset].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    line = before.count(b"\n") + 1
    column = len(before.rpartition(b"\n")[2].decode("utf-8")) + 1
    letter = content[offset : offset + 1].decode("cp1252", "replace")
    guess = "" if letter == "�" or FORBIDDEN.match(letter) else f"; it looks like Windows-1252, where “{letter}” stands here"
    message = f"the file is not saved as UTF-8, so this sign can't be read{guess}"
    return refuse("encoding-wrong", message, Place(path, line, column, line, column + 1), SAVE_AS)


def _forbidden(path: str, text: str, offset: int) -> Refused:
    line, column = position(text, offset)
    character = text[offset]
    place = Place(path, line, column, line, column + 1)
    if character == "�":
        hint = "look up what stood here, and write it again"
        return refuse("character-forbidden", "a letter was lost here when the file was converted (“�”)", place, hint)
    message = f"an invisible character that must not be in a text: {name_character(character)}"
    return refuse("character-forbidden", message, place, "delete it: put the cursor behind it and press Backspace")


def name_character(character: str) -> str:
    """Return "U+0000 (NUL)" and the like."""
    known = {
        "\x00": "NUL",
        "\x0b": "vertical tab",
        "\x0c": "form feed",
        "\x1b": "escape",
        "\x85": "next line",
        "\ufeff": "byte order mark",
    }
    name = known.get(character) or unicodedata.name(character, "control character").lower()
    return f"U+{ord(character):04X} ({name})"


def position(text: str, offset: int) -> tuple[int, int]:
    """Return the line and column of an offset in a text, both counted from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
