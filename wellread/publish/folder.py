"""A folder of this machine as a place. Files are replaced whole, and folders that are left empty go."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import file_digest, md5
from pathlib import Path
from typing import Any

from wellread.problems import SiteError
from wellread.publish.place import PART, Found

FULL = (errno.ENOSPC, errno.EDQUOT)
CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS)
IN_THE_WAY = (errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENOTEMPTY)


class Folder:
    """A folder, which is made with its first file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def below(self, folder: str) -> Folder:
        return Folder(self._path / folder)

    def list(self, *, hashes: bool = True) -> dict[str, Found]:
        with self._told():
            found = {}
            for path, entry in _files(str(self._path)):
                known = {"md5": _md5_of(entry.path)} if hashes else {}
                found[path] = Found(path=path, size=entry.stat(follow_symlinks=False).st_size, hashes=known)
            return found

    def read(self, path: str) -> bytes | None:
        with self._told():
            return _bytes_of(self._path / path) or None

    def read_all(self, paths: Iterable[str], folder: Path) -> None:
        Folder(folder)._put({path: self._path / path for path in paths if (self._path / path).exists()})

    def read_below(self, name: str) -> dict[str, bytes]:
        with self._told():
            try:
                files = sorted(each for each in (self._path / name).iterdir() if each.is_file() and not each.name.endswith(PART))
            except (FileNotFoundError, NotADirectoryError):
                return {}
            found = ((each.name, _bytes_of(each)) for each in files)
            return {name: content for name, content in found if content is not None}

    def write(self, path: str, content: bytes, headers: Mapping[str, str] | None = None) -> None:  # noqa: ARG002
        with self._told():
            _replace(self._own(path), lambda: content)

    def put(self, paths: Iterable[str], folder: Path, headers: Mapping[str, str] | None = None) -> None:  # noqa: ARG002
        self._put({path: folder / path for path in paths})

    def delete(self, paths: Iterable[str]) -> None:
        with self._told():
            for path in sorted(paths):
                with suppress(FileNotFoundError, NotADirectoryError):
                    (self._path / path).unlink()
                for parent in (self._path / path).parents:
                    if parent == self._path:
                        break
                    try:
                        parent.rmdir()
                    except OSError:  # it isn't empty, or isn't there
                        break

    def _put(self, sources: Mapping[str, Path]) -> None:
        with self._told():
            for path, source in sorted(sources.items()):
                _replace(self._own(path), source.read_bytes)

    def _own(self, path: str) -> Path:
        """Return where a file belongs. Raises SiteError if a symbolic link leads from there to somewhere else."""
        file = self._path / path
        if not file.parent.resolve().is_relative_to(self._path.resolve()):
            raise SiteError(
                f"{file.parent} leads out of {self._path} by a symbolic link; what is behind it is not ours. Move it away."
            )
        return file

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            where = error.filename or str(self._path)
            if error.errno in FULL:
                reason = f"{self._path}: There is no room left on the disk"
            elif error.errno in CLOSED:
                reason = f"{where}: You may not write or read there. Let whoever runs this do it: chown or chmod"
            elif error.errno in IN_THE_WAY:
                reason = f"{where}: A file stands where a folder should be, or a folder where a file should be. Move it away"
            else:
                reason = f"{where}: {error.strerror}"
            raise SiteError(f"{reason}. Each page there is whole, old or new; mend this and publish again.") from error


def _files(folder: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield every plain file below a folder with its path. Symbolic links are not followed: what is behind them is not ours."""
    waiting = [""]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(f"{folder}/{here}") as found:
                entries = list(found)
        except (FileNotFoundError, NotADirectoryError):
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(f"{here}{entry.name}/")
            elif entry.is_file(follow_symlinks=False):
                yield here + entry.name, entry


def _md5_of(file: str) -> str:
    with open(file, "rb") as opened:
        return file_digest(opened, _md5).hexdigest()


def _md5() -> Any:
    return md5(usedforsecurity=False)


def _bytes_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _replace(path: Path, content: Callable[[], bytes]) -> None:
    """Write a file beside its place, and give it its name when it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid():x}{PART}")
    try:
        with part.open("wb") as file:
            file.write(content())
        os.replace(part, path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
