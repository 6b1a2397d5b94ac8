"""A folder → the bytes of site.yaml and of what is in content/; whatever else lies there is named, with what is expected."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from wellread.model import Value
from wellread.problems import Place, Problem, SiteError, nearest
from wellread.read.entries import KINDS
from wellread.read.folders import is_leftover, is_utf8, leads_outside, printable
from wellread.read.names import proper_id

SETTINGS = "site.yaml"
CONTENT = "content"
REVIEWS = "reviews"
LISTS = ("topics.yaml", "sources.yaml", "sources.json", "red-flags.yaml")
NOT_THERE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)
LARGEST_ENTRY = 1_000_000
LARGEST_LIST = 10_000_000
TO_READ = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
MORE = 1 << 20
IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".heic", ".bmp", ".tif", ".tiff", ".ico")


class Scan(Value, frozen=True, kw_only=True):
    """The files of a site by their path relative to its folder (with /), sorted, and what is wrong with the folders."""

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...] = ()


def scan(root: Path) -> Scan:
    """Read the files of the site in `root`. Raises SiteError if there is no site.yaml, or the folder can't be opened."""
    if not _is_file(root / SETTINGS):
        almost = next((name for name in ("site.yml", "Site.yaml", "site.yaml.txt") if _is_file(root / name)), "")
        why = f"there is {almost}: rename it to {SETTINGS}" if almost else "start in the site's folder, or name it with --site DIR"
        raise SiteError(f"no {SETTINGS} in {root.absolute()}; {why}")
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for found in _find(root):
        content = found if isinstance(found, Problem) else _read(root, found)
        if isinstance(content, Problem):
            problems.append(content)
        else:
            assert isinstance(found, str)
            files[found] = content
    if not problems and set(files) <= {SETTINGS}:
        problems.append(_error("content-empty", "the folder is empty", CONTENT, "write a first article in content/articles/"))
    return Scan(files=files, problems=tuple(problems))


def _find(root: Path) -> Iterator[str | Problem]:
    """Yield the path of each file to read, and a problem for whatever else is there."""
    yield SETTINGS
    if not os.path.isdir(root / CONTENT):
        yield _error(
            "content-missing", "there is no folder content/ beside site.yaml", CONTENT, "make it, with a folder articles in it"
        )
        return
    outside = _outside(root, CONTENT)
    if outside:
        yield from outside
        return
    names = _names(root, CONTENT)
    if isinstance(names, Problem):
        yield names
        return
    for name in names:
        path = f"{CONTENT}/{name}"
        if name in LISTS:
            yield path
        elif name in KINDS and os.path.isdir(root / path):
            yield from _outside(root, path) or _entries(root, path)
        elif name == REVIEWS and os.path.isdir(root / path):
            yield from _outside(root, path) or _signed_texts(root, path)
        else:
            yield _unexpected(root, path)


def _entries(root: Path, folder: str) -> Iterator[str | Problem]:
    names = _names(root, folder)
    if isinstance(names, Problem):
        yield names
        return
    kind = KINDS[folder.removeprefix(f"{CONTENT}/")]
    for name, is_folder in names.items():
        path = f"{folder}/{name}"
        if is_folder:
            hint = f"move its files to {folder}/ itself"
            yield _error("file-unexpected", f"a folder is not expected here: {folder}/ holds files only", path, hint)
        elif name.lower().endswith(".md"):
            yield path
        elif name.lower().endswith(IMAGES):
            hint = "put it in static/img/, and write the path from there"
            yield _error("image-misplaced", f"pictures are not supported in {CONTENT}/", path, hint)
        elif hidden := re.fullmatch(r"(.+\.md)\.[a-z]+", name, re.IGNORECASE):
            message = f"this file is not expected here: {folder}/ holds .md files"
            yield _error("file-unexpected", message, path, f"rename it to {proper_id(hidden[1][:-3]) or 'a-short-name'}.md")
        else:
            wanted = f"{proper_id(name.rpartition('.')[0] or name) or 'a-short-name'}.md"
            hint = (
                f"if it is {'an' if kind == 'article' else 'a'} {kind}, rename it to {wanted}; otherwise move it out of {CONTENT}/"
            )
            yield _error("file-unexpected", f"this file is not expected here: {folder}/ holds .md files", path, hint)


def _signed_texts(root: Path, folder: str) -> Iterator[str | Problem]:
    names = _names(root, folder)
    if isinstance(names, Problem):
        yield names
        return
    for name in names:
        path = f"{folder}/{name}"
        if name.endswith(".txt") and not os.path.isdir(root / path):
            yield path
        else:
            message = f"this is not expected here: {folder}/ holds the texts that `wellread review` keeps"
            yield _error("file-unexpected", message, path, f"move it out of {CONTENT}/")


def _unexpected(root: Path, path: str) -> Problem:
    name = path.rpartition("/")[2]
    if name.lower().endswith(IMAGES):
        return _error("image-misplaced", f"pictures are not supported in {CONTENT}/", path, "put it in static/img/")
    expected = (*(f"{folder}/" for folder in (*KINDS, REVIEWS)), *LISTS)
    is_folder = os.path.isdir(root / path)
    hint = nearest(f"{name.lower()}/" if is_folder else name.lower(), expected) or f"{CONTENT}/ holds {', '.join(expected)}"
    if name.lower().endswith(".md"):
        hint = f"move it to the folder of its kind: {', '.join(f'{CONTENT}/{folder}/' for folder in KINDS)}"
    return _error("file-unexpected", f"this {'folder' if is_folder else 'file'} is not expected here", path, hint)


def _is_file(path: Path) -> bool:
    """Say whether there is a file, or a link to one. Raises SiteError where nobody can know."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except OSError as error:
        if error.errno in NOT_THERE:
            return False
        raise SiteError(
            f"{printable(str(path))} can't be opened: {error.strerror}. Mend that, or name another --site DIR."
        ) from error


def _names(root: Path, folder: str) -> dict[str, bool] | Problem:
    """Return the names in a folder, sorted, each with whether it is a folder, without what editors leave lying about; a problem if
    they can't be known or opened."""
    try:
        with os.scandir(root / folder) as found:
            names = dict(sorted((each.name, _is_folder(each)) for each in found if not is_leftover(each.name)))
        os.stat(f"{root / folder}/.")  # fails in a folder that may be listed and not entered
    except OSError as error:
        message = f"the folder can't be opened: {error.strerror}"
        return _error("file-unreadable", message, folder, "ask whoever looks after the computer")
    return names


def _is_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False) or (entry.is_symlink() and os.path.isdir(entry.path))


def _outside(root: Path, path: str) -> list[Problem]:
    """Return a problem if a path leads out of the site, or nowhere, by way of a symbolic link."""
    if not (root / path).is_symlink():
        return []
    if leads_outside(root / path, root):
        return [_error("link-outside", "a symbolic link leads out of the site's folder", path, "put a copy of the file here")]
    if _leads_nowhere(root / path):
        return [_error("link-outside", "a symbolic link leads nowhere", path, "put a copy of the file here, or delete the link")]
    return []


def _leads_nowhere(path: Path) -> bool:
    try:
        os.stat(path)
    except OSError as error:
        return error.errno in NOT_THERE
    return False


def _read(root: Path, path: str) -> bytes | Problem:
    largest = LARGEST_LIST if path.rpartition("/")[2] in LISTS else LARGEST_ENTRY
    where = f"{root}/{path}"
    try:
        found = os.lstat(where)
        if stat.S_ISLNK(found.st_mode):
            outside = _outside(root, path)
            if outside:
                return outside[0]
            found = os.stat(where)
        if not is_utf8(path):
            return _error("name-wrong", "the file's name is not UTF-8", path, "rename it: small letters a to z, digits and hyphens")
        if not stat.S_ISREG(found.st_mode):
            return _error("file-unexpected", "this is not a file that can be read", path, "remove it")
        if found.st_size > largest:
            message = f"the file is too large: {found.st_size / 1e6:,.1f} MB, and {largest // 1_000_000} MB is the limit"
            return _error("file-large", message, path, "split it; pictures and documents belong in static/")
        return _content(where, found.st_size)
    except OSError as error:
        return _error("file-unreadable", f"the file can't be read: {error.strerror}", path, "ask whoever looks after the computer")


def _content(where: str, size: int) -> bytes:
    """Return the bytes of a file of this size, or of another one if it is being written. Asks the system no more than it must: ten
    thousand files are read in each build."""
    file = os.open(where, TO_READ)
    try:
        content = os.read(file, size + 1)
        while len(content) != size and (more := os.read(file, MORE)):
            content += more
        return content
    finally:
        os.close(file)


def _error(code: str, message: str, path: str, hint: str) -> Problem:
    return Problem(code=code, severity="error", message=message, place=Place(printable(path)), hint=hint)
