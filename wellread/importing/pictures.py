"""The files that texts show or link to: found in the folder, and given a name below static/. None is taken from anywhere else."""

from __future__ import annotations

import hashlib
import posixpath
import re
from pathlib import Path
from urllib.parse import unquote

from wellread.importing.survey import LARGEST_PICTURE, PICTURES, Survey
from wellread.read.names import proper_id

PAPERS = (".pdf", ".csv", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".txt", ".ics", ".mp3", ".vtt")
"""Files that readers are sent to."""
MOST_BYTES = 2_000_000_000
"""How much one import copies: it is all in memory before anything is written."""
ACTIVE = re.compile(rb"<script|<foreignobject|\son[a-z]+\s*=|javascript:", re.IGNORECASE)


class Files:
    """Gathers the files that the texts of one import need. Lives for one import."""

    def __init__(self, survey: Survey, site: Path) -> None:
        self.survey = survey
        self.site = site
        self.taken: dict[str, bytes] = {}
        """The bytes of each file, by its path in the site."""
        self._given: dict[Path, str] = {}
        self._left = MOST_BYTES
        self.used: set[str] = set()
        """The paths in the folder of what was taken, or put into a text."""

    def find(self, address: str, beside: str) -> Path | None:
        """Return the file that an address means, as it was written in the text `beside` (a path in the folder), or None."""
        plain = unquote(address).split("#")[0].split("?")[0].removeprefix(self.survey.base_path)
        if not plain or not plain.lower().endswith((*PICTURES, *PAPERS)) or "\x00" in plain:
            return None
        folder = posixpath.dirname(beside)
        if not plain.startswith("/"):
            places = [self.survey.root / folder, self.survey.root / folder / "..", *self.survey.static]
        else:
            places = list(self.survey.static)
            plain = plain.lstrip("/")
        for place in places:
            found = place / plain
            if found.is_file() and self._is_inside(found):
                return found
        return None

    def _is_inside(self, file: Path) -> bool:
        """Say whether a file is in one of the folders that are looked at, and nothing on the way to it is hidden."""
        real = file.resolve()
        inside = (each.resolve() for each in (self.survey.root, *self.survey.static))
        ways = (real.relative_to(each).parts for each in inside if real.is_relative_to(each))
        return any(not any(part.startswith(".") for part in way) for way in ways)

    def take(self, file: Path) -> str | None:
        """Return the address that a file has from now on; None if it is too large, can't be read, or could run something."""
        real = file.resolve()
        if real in self._given:
            return self._given[real]
        try:
            content = real.read_bytes() if real.stat().st_size <= min(LARGEST_PICTURE, self._left) else None
        except OSError:
            return None
        if content is None or (file.suffix.lower() == ".svg" and ACTIVE.search(content)):
            return None
        suffix = file.suffix.lower()
        folder = "static/img" if suffix in PICTURES else "static/files"
        stem = proper_id(file.stem) or "file"
        mark = hashlib.sha256(content).hexdigest()[:8]
        path = next(
            each
            for each in (f"{folder}/{stem}{suffix}", f"{folder}/{stem[:80]}-{mark}{suffix}")
            if self._is_free(each, content, mark)
        )
        self._left -= len(content)
        self.taken[path] = content
        self._given[real] = f"/{path}"
        if real.is_relative_to(self.survey.root.resolve()):
            self.used.add(real.relative_to(self.survey.root.resolve()).as_posix())
        return self._given[real]

    def _is_free(self, path: str, content: bytes, mark: str) -> bool:
        if path in self.taken:
            return self.taken[path] == content
        there = self.site / path
        return mark in path or not there.exists() or (there.is_file() and there.read_bytes() == content)
