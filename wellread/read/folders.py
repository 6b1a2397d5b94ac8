"""The bytes of a folder's files, for templates and static files: no meaning is read into them here."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from wellread.problems import SiteError

# What editors and file managers leave lying about: Emacs, Vim, nano, Word, LibreOffice, JetBrains, macOS, Windows, network drives.
LEFTOVER = re.compile(
    r"""\.\#.* | \#.*\# | .*~ | .*\.sw[a-px] | 4913 | ~\$.* | \.~lock\..* | .*___jb_(tmp|old)___ | \._.* | \.DS_Store
    | Thumbs\.db | desktop\.ini | \.nfs.* | \.goutputstream-.* | .*\.(tmp|bak|orig) | \.git(keep|ignore) | \.directory""",
    re.VERBOSE | re.IGNORECASE,
)

IN_NO_NAME = re.compile(r"[\x00-\x1f\x7f\\]")
"""Signs that lists of files, servers' settings and other systems take for something else than a part of a name."""
LONGEST_NAME = 200
"""Bytes of a name: with a fingerprint, “.br” and the ending of a file that is half written, it stays below the 255 of a disk."""


def is_leftover(name: str) -> bool:
    """Say whether a file of this name is an editor's or a file manager's own, which nobody means to publish."""
    return bool(LEFTOVER.fullmatch(name))


def leads_outside(path: Path, root: Path) -> bool:
    """Say whether a path leads out of the folder `root` once symbolic links are followed."""
    inside = os.path.realpath(root)
    return os.path.commonpath((inside, os.path.realpath(path))) != inside


def is_utf8(path: str) -> bool:
    """Say whether a name on the disk is text; Python gives bytes that aren't UTF-8 as surrogates."""
    return path.isascii() or not any("\ud800" <= c <= "\udfff" for c in path)


def printable(path: str) -> str:
    """Return the path with what isn't UTF-8 in it as "\\udce9", so that it can be printed."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return the files below `folder` as {path with /: bytes}, sorted by path, without hidden and temporary ones.

    A folder that is missing holds nothing. Raises SiteError for a file or folder that can't be read, so that no site is published
    without its stylesheet; for what is no file (a pipe would be waited for without end); for a name that is not UTF-8; and for a
    symbolic link that leads to a folder or out of the site (the folder that holds `folder`): others would build another site from
    the same files.
    """
    if not os.path.lexists(folder):
        return {}
    try:
        found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in _files_below(folder)}
    except OSError as error:
        where = printable(str(error.filename or folder))
        raise SiteError(f"{where} can't be read: {error.strerror}. Mend its permissions, or take it out.") from error
    return dict(sorted(found.items()))


def _files_below(folder: Path) -> Iterator[Path]:
    if folder.is_symlink() and leads_outside(folder, folder.parent):
        raise SiteError(f"{folder} is a symbolic link that leads out of the site. Put a copy of the folder there.")
    for where, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in folders:
            if (Path(where) / name).is_symlink():
                shown = printable(f"{where}/{name}")
                raise SiteError(f"{shown} is a symbolic link to a folder, which isn't followed. Put a copy of the folder there.")
        for name in names:
            if not (name.startswith(".") or is_leftover(name)):
                _check_file(Path(where) / name, folder.parent)
                yield Path(where) / name


def _check_file(path: Path, root: Path) -> None:
    shown = printable(str(path))
    if not is_utf8(str(path.relative_to(root))):
        raise SiteError(f"The name of {shown} is not UTF-8, so it can't be an address. Rename it.")
    if IN_NO_NAME.search(path.name):
        raise SiteError(f"The name of {str(path)!r} holds a line end, a backslash or another sign that no address can. Rename it.")
    if len(path.name.encode()) > LONGEST_NAME:
        raise SiteError(f"The name of {shown} is too long: published it gets longer still. Use at most {LONGEST_NAME} bytes.")
    if path.is_symlink() and leads_outside(path, root):
        raise SiteError(f"{path} is a symbolic link that leads out of the site. Put a copy of the file there.")
    if not stat.S_ISREG(path.stat().st_mode):
        raise SiteError(f"{path} is not a file that can be read (a pipe, socket or device). Take it out.")


def _raise(error: OSError) -> None:
    raise error
