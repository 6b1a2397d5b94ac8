"""What stands in an output folder, and whether a build would step on somebody's toes there. Looks, and follows no symbolic link."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from wellread.model import Value

TO_LOOK = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""A link is not followed, and a pipe not waited for."""
NO_PLAIN_FILE = (errno.ELOOP, errno.EMLINK, errno.ENXIO, errno.EISDIR)
"""What opening says of a link (EMLINK on FreeBSD), a pipe or socket that nobody serves, and a folder on some systems."""
MORE = 1 << 20


class Standing(Value, frozen=True, kw_only=True):
    """What was found, by path below the folder with /.

    `files` are all that are no folders, hidden ones too; `links` are symbolic links to folders; `parts` are files that a build had
    begun to write; `ends` are folders with nothing in them, or that are not looked into: hidden ones (.git is the host's business)
    and ones that may not be read (lost+found).
    """

    files: frozenset[str]
    links: frozenset[str]
    ends: frozenset[str]
    parts: frozenset[str]


def look_around(folder: Path, unfinished: str) -> Standing:
    """Return what stands in the folder. The names of files that a build had begun to write end with `unfinished`."""
    files: list[str] = []
    links: list[str] = []
    ends: list[str] = []
    parts: list[str] = []
    waiting = [""]
    while waiting:
        here = waiting.pop()
        entries = _entries(f"{folder}/{here}")
        if not entries and here:
            ends.append(here.rstrip("/"))
        for entry in entries:
            path = here + entry.name
            if entry.is_dir(follow_symlinks=False):
                ends.append(path) if entry.name.startswith(".") else waiting.append(f"{path}/")
            elif entry.name.endswith(unfinished):
                parts.append(path)
            elif entry.is_symlink() and os.path.isdir(entry.path):
                links.append(path)
            else:
                files.append(path)
    return Standing(files=frozenset(files), links=frozenset(links), ends=frozenset(ends), parts=frozenset(parts))


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return list(found)
    except PermissionError:
        return []


def foreign_files(standing: Standing, ours: Collection[str]) -> tuple[str, ...]:
    """Return what is there and not ours, sorted, without what is hidden (.nojekyll)."""
    return tuple(
        sorted(path for path in standing.files | standing.links if path not in ours and not path.rpartition("/")[2].startswith("."))
    )


def linked_folder(standing: Standing, names: Iterable[str]) -> str:
    """Return a symbolic link that stands where a folder of these files is, or "". Whatever is behind it is not ours."""
    return min(standing.links & folders_of(names), default="") if standing.links else ""


def in_the_way(standing: Standing, ours: Collection[str], new: Collection[str], same: Collection[str]) -> str:
    """Return something that isn't ours and stands where one of the new files, or its folder, must go; "" if nothing does.

    `same` are those that hold what is to be written: they come to no harm, and are ours from then on.
    """
    strangers = (standing.files | standing.links | standing.ends).difference(ours, same)
    known_folders, new_folders = folders_of(ours), folders_of(new)
    for path in sorted(strangers):
        if path in standing.ends and path in known_folders:
            continue
        is_in_a_folders_place = path in new_folders and path not in standing.ends
        if path in new or is_in_a_folders_place or any(parent in new for parent in parents_of(path)):
            return path
    return ""


def parents_of(name: str) -> Iterator[str]:
    """Yield "a/b" and "a" for "a/b/c.html"."""
    while "/" in name:
        name = name.rpartition("/")[0]
        yield name


def folders_of(names: Iterable[str]) -> set[str]:
    """Return every folder that these files are in."""
    found: set[str] = set()
    while names := {name.rpartition("/")[0] for name in names} - found - {""}:
        found |= names
    return found


def content_of(path: str) -> bytes | None:
    """Return the bytes of a file, or None if there is none. What is no plain file (a link, a pipe) was not written by us."""
    try:
        file = os.open(path, TO_LOOK)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        if error.errno in NO_PLAIN_FILE:
            return None
        raise
    try:
        found = os.fstat(file)
        if not stat.S_ISREG(found.st_mode):
            return None
        content = os.read(file, found.st_size + 1)
        while len(content) > found.st_size and (more := os.read(file, MORE)):  # it has grown meanwhile
            content += more
        return content
    finally:
        os.close(file)
