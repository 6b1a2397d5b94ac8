"""A built folder → its pages, each read when it is asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from wellread.problems import SiteError

ENDINGS = (".html", ".htm")
FOR_PROGRAMS = ("api/", "pagefind/")
"""What no reader opens."""


def read_pages(folder: Path) -> Mapping[str, Callable[[], bytes]]:
    """Return what reads each page of a built folder, by the page's path. Symbolic links are not followed. Raises SiteError if there
    is no such folder, or nothing in it that was built."""
    if not folder.is_dir():
        raise SiteError(f"{folder} is no folder. Name one that holds a built site: wellread build --output DIR makes it.")
    found: dict[str, Callable[[], bytes]] = {}
    for base, folders, files in os.walk(folder, onerror=_stop):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in files:
            path = Path(base, name)
            below = path.relative_to(folder).as_posix()
            if name.endswith(ENDINGS) and not below.startswith(FOR_PROGRAMS) and not path.is_symlink():
                found[below] = partial(_read, path)
    if not found:
        raise SiteError(f"{folder} holds no pages. Build the site first: wellread build --output {folder}")
    return dict(sorted(found.items()))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SiteError(f"{path} can't be read: {error.strerror}.") from error


def _stop(error: OSError) -> None:
    raise SiteError(f"{error.filename} can't be read: {error.strerror}.") from error
