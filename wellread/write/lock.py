"""One build at a time in an output folder, and a new folder beside the place of one that isn't there yet."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from wellread.problems import SiteError
from wellread.write.files import KEPT, make_folders

LOCK = ".wellread.lock"
LOCK_SECONDS = 600.0
READ_ONLY = (errno.EACCES, errno.EPERM, errno.EROFS)


@contextmanager
def locked(output: Path) -> Iterator[tuple[Path, OSError | None]]:
    """Yield the folder to write to while nobody else writes to it: the output folder, or a new one beside it if there is none. An
    output folder in which no lock can be made comes with the reason: nothing can be written there."""
    real = Path(os.path.realpath(output))
    beside = real.with_name(f".{real.name}.wellread-new")
    if beside.is_symlink():
        raise SiteError(f"{beside} is a symbolic link, and wellread needs the name for a folder. Delete the link.")
    while True:
        folder = output if output.is_dir() else beside
        make_folders(str(folder))
        try:
            lock = FileLock(folder / LOCK, timeout=LOCK_SECONDS)
            lock.acquire()
        except Timeout:
            raise SiteError(
                f"Another build has been writing to {output} for ten minutes. Wait for it or end it, and build again."
            ) from None
        except FileNotFoundError:  # the build that had the new folder has just moved it into place
            continue
        except OSError as error:
            if folder != output or error.errno not in READ_ONLY:
                raise
            yield folder, OSError(error.errno, error.strerror, str(folder))
            return
        with lock:
            if folder == output and folder.is_dir():
                _clear_away(beside)
                _clear_kept(folder)
                try:
                    yield folder, None
                finally:
                    _clear_kept(folder)
                return
            if folder == beside and folder.is_dir() and not output.is_dir():
                _empty(folder)
                try:
                    yield folder, None
                finally:
                    if folder.is_dir():  # nothing came of it
                        shutil.rmtree(folder)
                return
        _clear_away(beside)  # the output came into being while this build made a folder beside it


def _clear_away(beside: Path) -> None:
    """Remove the new folder of a build that died or came second, unless another build has it."""
    if beside.is_dir():
        with suppress(Timeout, FileNotFoundError), FileLock(beside / LOCK, timeout=0):
            shutil.rmtree(beside)


def _empty(folder: Path) -> None:
    """Remove what a build that died left in a folder that no reader sees."""
    for entry in folder.iterdir():
        if entry.name != LOCK:
            shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()


def _clear_kept(folder: Path) -> None:
    """Remove what was kept in an output folder and not put in its place."""
    kept = folder / KEPT
    if kept.is_symlink() or kept.is_file():
        kept.unlink()
    elif kept.is_dir():
        shutil.rmtree(kept)
