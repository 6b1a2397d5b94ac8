"""The bytes of a folder's files, for templates and static files: no meaning is read into them here."""

from __future__ import annotations

import os
import re
from pathlib import Path

from wellread.problems import SiteError

# What editors and file managers leave lying about: Emacs, Vim, nano, Word, LibreOffice, JetBrains, macOS, Windows, network drives.
LEFTOVER = re.compile(
    r"""\.\#.* | \#.*\# | .*~ | .*\.sw[a-px] | 4913 | ~\$.* | \.~lock\..* | .*___jb_(tmp|old)___ | \._.* | \.DS_Store
    | Thumbs\.db | desktop\.ini | \.nfs.* | \.goutputstream-.* | .*\.(tmp|bak|orig) | \.git(keep|ignore) | \.directory""",
    re.VERBOSE | re.IGNORECASE,
)


def is_leftover(name: str) -> bool:
    """Say whether a file of this name is an editor's or a file manager's own, which nobody means to publish."""
    return bool(LEFTOVER.fullmatch(name))


def leads_outside(path: Path, root: Path) -> bool:
    """Say whether a path leads out of the folder `root` once symbolic links are followed."""
    inside = os.path.realpath(root)
    return os.path.commonpath((inside, os.path.realpath(path))) != inside


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return the files below `folder` as {path with /: bytes}, sorted by path, without hidden and temporary ones.

    A folder that is missing holds nothing. Raises SiteError for a file that can't be read, and for a symbolic link that leads
    out of the site (the folder that holds `folder`): others would build another site from the same files.
    """
    found: dict[str, bytes] = {}
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(where) / name
            if name.startswith(".") or is_leftover(name):
                continue
            if path.is_symlink() and leads_outside(path, folder.parent):
                raise SiteError(f"{path} is a symbolic link that leads out of the site. Put a copy of the file there.")
            try:
                found[path.relative_to(folder).as_posix()] = path.read_bytes()
            except OSError as error:
                raise SiteError(f"{path} can't be read: {error.strerror}. Mend its permissions, or take it out.") from error
    return dict(sorted(found.items()))
