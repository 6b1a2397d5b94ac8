"""New records at the end of a list in content/: every byte that is there stays, comments and all, and the list is read again before
anything is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from wellread.new.files import replace, write_new
from wellread.problems import SiteError
from wellread.read import read_sources

EMPTY_LIST = re.compile(rb"^\[\s*\][ \t]*(?=#|\r?$)", re.MULTILINE)


def append_records(path: Path, shown: str, records: Sequence[str]) -> None:
    """Write records of sources at the end of a list; the file is made if there is none. Raises SiteError if that can't be done
    without changing what is there."""
    try:
        before = path.read_bytes() if path.exists() else None
    except OSError as error:
        raise SiteError(f"{shown} can't be read: {error.strerror}.") from error
    after = with_records(before, shown, records)
    if before is None:
        write_new(path, after, shown)
    else:
        replace(path, before, after, shown)


def with_records(before: bytes | None, shown: str, records: Sequence[str]) -> bytes:
    """Return a list (None: there is none yet) with more records at its end. Raises SiteError if that can't be done."""
    text = "".join(records)
    after = text.encode() if before is None else _joined(before, text)
    _compare(before or b"", after, len(records), shown)
    return after


def _joined(before: bytes, text: str) -> bytes:
    """Return the list with the records below it, in its own indentation and line ends."""
    indent = re.search(rb"^( *)- ", before, re.MULTILINE)
    if not indent:
        before = EMPTY_LIST.sub(b"", before, count=1)
    lines = [(indent[1].decode() if indent else "") + line for line in text.splitlines()]
    end = b"\r\n" if b"\r\n" in before else b"\n"
    gap = b"" if not before or before.endswith(b"\n") else end
    return before + gap + b"".join(line.encode() + end for line in lines)


def _compare(before: bytes, after: bytes, added: int, shown: str) -> None:
    """Raise SiteError unless the new list holds the old one's records and just as many more as were added, with nothing wrong in
    them."""
    old, new = read_sources(shown, before), read_sources(shown, after)
    wrong = next((each for each in new.problems if each.code == "character-forbidden" and each not in old.problems), None)
    if wrong:
        raise SiteError(f"in what is to be added there is {wrong.message}. Take it out there. Nothing was written.")
    were = [source.csl for source in old.value or ()]
    are = [source.csl for source in new.value or ()]
    if are[: len(were)] != were or len(are) != len(were) + added:
        raise SiteError(f"nothing can be added at the end of {shown} as it is written. Mend it first: wellread check shows where.")
    wrong = next((each for each in new.problems if each.severity == "error" and each not in old.problems), None)
    if wrong:
        raise SiteError(f"what is to be added could not be read again: {wrong.message}. Nothing was written.")
