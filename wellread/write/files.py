"""One file of a folder: written whole, put in its place in one move, removed with the folders that it leaves empty."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

TEMPORARY = ".wellread-part"
"""The name of a file while it is written: the next moment it is renamed. One that is found was left by a build that died."""
KEPT = ".wellread-kept"
"""The folder in an output folder in which pages wait until the whole site is made: on the same disk, so that they only have to be
renamed, and hidden."""


def write_new(path: str, content: bytes) -> None:
    """Write a file that isn't there yet, and its folders; all can be read by the web server's user, whatever the umask."""
    make_folders(os.path.dirname(path))
    with open(path, "xb") as file:  # "x" follows no symbolic link
        file.write(content)
    _open_to_all(path, 0o444)


def make_folders(folder: str) -> None:
    if not folder:  # the one we are in
        return
    try:
        os.mkdir(folder)
    except FileExistsError:
        return
    except FileNotFoundError:
        if not os.path.dirname(folder):
            raise
        make_folders(os.path.dirname(folder))
        os.mkdir(folder)
    _open_to_all(folder, 0o555)


def _open_to_all(path: str, mode: int) -> None:
    """Add what is missing of a mode. What the umask gives beyond it, as to a group of editors, stays."""
    present = stat.S_IMODE(os.stat(path).st_mode)
    if present & mode != mode:
        with suppress(PermissionError):  # a disk of another system, which knows no such modes
            os.chmod(path, present | mode)


def replace(path: Path, content: bytes) -> None:
    part = path.with_name(TEMPORARY)
    write_new(str(part), content)
    os.replace(part, path)


def put_in_place(folder: Path, path: str) -> None:
    """Give a page that was kept its name. Where somebody made a folder of the site another disk's, it is written there."""
    kept = folder / KEPT / path
    make_folders(os.path.dirname(f"{folder}/{path}"))
    try:
        os.replace(kept, folder / path)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        replace(folder / path, kept.read_bytes())


def remove(folder: Path, name: str) -> None:
    """Remove a file of ours, and the folders that it leaves empty. A folder of its name is somebody else's."""
    path = folder / name
    if path.is_dir() and not path.is_symlink():
        return
    with suppress(FileNotFoundError, NotADirectoryError):
        path.unlink()
    for parent in path.parents:
        if parent == folder or (parent.is_dir() and any(parent.iterdir())):
            break
        if parent.is_dir():
            parent.rmdir()
