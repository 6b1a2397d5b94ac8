"""The bytes of a folder's files, for templates and static files: no meaning is read into them here."""

from __future__ import annotations

import os
from pathlib import Path

from wellread.problems import SiteError

PASSED_OVER = ("~", ".swp", ".swx", ".tmp", ".bak", ".orig")


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return the files below `folder` as {path with /: bytes}, sorted by path; hidden and editors' temporary files are passed over.

    A folder that is missing holds nothing. Raises SiteError for a file that can't be read.
    """
    found: dict[str, bytes] = {}
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith((".", "#")) and not name.endswith(PASSED_OVER):
                path = Path(where) / name
                try:
                    found[path.relative_to(folder).as_posix()] = path.read_bytes()
                except OSError as error:
                    raise SiteError(f"{path} can't be read: {error.strerror}. Mend its permissions, or take it out.") from error
    return dict(sorted(found.items()))
