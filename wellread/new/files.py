"""How a new file comes into the site's folder: whole or not at all, and never in the place of another one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from wellread.problems import SiteError


def write_new(path: Path, content: bytes, shown: str) -> None:
    """Write a file that isn't there yet; `shown` is its name in messages. Raises SiteError if there is one already, or it can't be
    written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _part(path, content) as part:
            is_taken = not _put(part, path, content)
    except OSError as error:
        raise SiteError(f"{shown} can't be written: {error.strerror}. Nothing was changed.") from error
    if is_taken:
        raise SiteError(f"there is already a file {shown}; nothing was written. Choose another --id, or open that file.")


def replace(path: Path, before: bytes, after: bytes, shown: str) -> None:
    """Put a file in the place of the one that holds `before`. Raises SiteError if somebody changed it meanwhile, or it can't be."""
    real = Path(os.path.realpath(path))
    try:
        with _part(real, after) as part:
            shutil.copymode(real, part)
            if real.read_bytes() != before:
                raise SiteError(f"{shown} was changed by somebody else at this moment. Nothing was written: run it again.")
            os.replace(part, real)
    except OSError as error:
        raise SiteError(f"{shown} can't be written: {error.strerror}. Nothing was changed.") from error


@contextmanager
def _part(path: Path, content: bytes) -> Iterator[Path]:
    """Yield a file beside `path` with that content; it is gone afterwards."""
    part = path.with_name(f".{path.name}.{os.getpid()}.wellread-part")
    try:
        part.write_bytes(content)
        yield part
    finally:
        with suppress(FileNotFoundError):
            part.unlink()


def _put(part: Path, path: Path, content: bytes) -> bool:
    """Give a finished file its name, if nothing has that name yet; say whether it was given."""
    try:
        os.link(part, path)
    except FileExistsError:
        return False
    except OSError:  # a disk without hard links, such as a memory stick's
        try:
            with path.open("xb") as file:
                file.write(content)
        except FileExistsError:
            return False
    return True
