"""A site's copy of one of the program's templates or stylesheets: its first line says what it was copied from, so that a later
change of the original is told. No files here: names and bytes in, words out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from wellread.problems import Place, Problem

ORIGINALS = ".originals"
"""The folder in a site that keeps what its copies were made from, so that a change can be shown line by line."""
SIGNS = {"templates": ("{#", "#}"), "static": ("/*", "*/")}
"""Between which signs a note stands: in every template, and in stylesheets and scripts."""
NOTED = (".css", ".js")
MARK = re.compile(rb"\A(?:\{#|/\*) A copy of wellread/(\S+), ([0-9.a-z+]+) ([0-9a-f]{16})\.[^\n]*\n")


def can_be_marked(folder: str, name: str) -> bool:
    """Say whether a note can stand in a file: in a picture it can't."""
    return folder == "templates" or name.endswith(NOTED)


def marked(folder: str, name: str, original: bytes, version: str) -> bytes:
    """Return a copy of a file with a first line that says what it is a copy of."""
    opening, closing = SIGNS[folder]
    note = f"A copy of wellread/{name}, {version} {short_hash(original)}. This line lets the build say when the original changes."
    return f"{opening} {note} {closing}\n".encode() + original


def unmarked(content: bytes) -> bytes:
    """Return a file without the line that says what it is a copy of."""
    return MARK.sub(b"", content)


def short_hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def told_changes(folder: str, own: Mapping[str, bytes], originals: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """Return a warning for each of a site's copies whose original is no longer what it was. `own` are the site's files below
    `folder`, `originals` the program's."""
    return tuple(problem for name, content in own.items() if (problem := _told(folder, name, content, originals.get(name))))


def _told(folder: str, name: str, content: bytes, original: bytes | None) -> Problem | None:
    mark = MARK.match(content)
    if mark is None or (original is not None and mark[3].decode() == short_hash(original)):
        return None
    version = mark[2].decode()
    if original is None:
        message = f"this is a copy of a file that the program has no more; wellread {version} had it"
        hint = "if nothing of yours names it, take it out; else delete its first line, and it is a file of your own"
    else:
        message = f"the program's {name} has changed since wellread {version}, of which this is a copy"
        hint = f"see what changed: wellread override {name} --diff. Put it into your copy, then: wellread override {name} --seen"
    line_length = len(mark[0])
    return Problem(
        code="template-outdated",
        severity="warning",
        message=message,
        place=Place(f"{folder}/{name}", 1, 1, 1, line_length),
        hint=hint,
    )
