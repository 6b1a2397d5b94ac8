"""Make a folder equal to the outputs, so that whoever looks at it at any moment sees old pages or new pages, never torn ones."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from wellread.model import Output, Value
from wellread.problems import SiteError
from wellread.write.manifest import MANIFEST, Manifest, encode_manifest, file_hash, is_inside, read_manifest

LOCK = ".wellread.lock"
LOCK_SECONDS = 600.0
TEMPORARY = ".wellread-part"
WRITE_ORDER = {"asset": 0, "page": 1, "list": 2}


class Written(Value, frozen=True, kw_only=True):
    """What a build did to the folder: paths of files written and removed, how many stayed as they were, and files found
    there that are not ours (left alone)."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    foreign: tuple[str, ...]


def check_folder(output: Path, root: Path) -> None:
    """Raise SiteError unless `output` may be written to: not the site itself, not inside its sources, and ours or empty."""
    resolved, site = output.resolve(), root.resolve()
    if resolved == site or resolved in site.parents:
        raise SiteError(f"The output folder {output} holds the site's own files. Choose another one, for example --output public.")
    for name in ("content", "templates", "static"):
        source = site / name
        if resolved == source or source in resolved.parents:
            raise SiteError(f"The output folder {output} is inside {name}/, which holds the site's sources. Choose another one.")
    if output.exists() and not output.is_dir():
        raise SiteError(f"{output} is a file, not a folder. Choose another --output, or move the file away.")
    if output.is_dir() and read_manifest(output) is None and any(entry.name != LOCK for entry in output.iterdir()):
        raise SiteError(
            f"{output} was not made by wellread (it has no {MANIFEST}), so nothing in it is touched. "
            "Choose an empty or new folder with --output, or empty this one yourself."
        )


def write_site(outputs: Sequence[Output], output: Path) -> Written:
    """Make the folder hold exactly the outputs (and whatever in it is not ours): see `Target` for how."""
    with open_target(output) as target:
        return target.write({each.path: file_hash(each.content) for each in outputs}, outputs)


@contextmanager
def open_target(output: Path) -> Iterator[Target]:
    """Yield the output folder while nobody else writes to it, waiting up to ten minutes for another build of the same folder.

    Raises SiteError when the folder can't be written, in which case every file in it is either the old one or the new one, and the
    next build mends the rest.
    """
    try:
        with _locked(output) as folder:
            yield Target(folder, output)
    except OSError as error:
        raise SiteError(_explain(error, output)) from error


class Target:
    """An output folder that is ours alone for the moment. A folder that isn't there yet is filled beside its place and moved."""

    def __init__(self, folder: Path, output: Path) -> None:
        self._folder = folder
        self._output = output
        self._is_fresh = folder != output

    def differing(self, hashes: Mapping[str, str]) -> frozenset[str]:
        """Return the paths whose file does not hold the bytes with that hash. Files are read: a date or size proves nothing."""
        if self._is_fresh:
            return frozenset(hashes)
        return frozenset(path for path, wanted in hashes.items() if _hash_on_disk(self._folder / path) != wanted)

    def write(self, hashes: Mapping[str, str], outputs: Sequence[Output]) -> Written:
        """Make the folder hold the files named in `hashes` and no other of ours; `outputs` holds at least those that differ.

        Assets come first, then pages, then lists; deletions last, the manifest last of all.
        """
        ordered = sorted(outputs, key=lambda each: (WRITE_ORDER[each.kind], each.path))
        if unusable := [path for path in hashes if not is_inside(path) or path in (MANIFEST, LOCK)]:
            raise SiteError(f"{unusable[0]} can't be the address of a page.")
        if not self._is_fresh:
            return _replace_changed(self._folder, ordered, hashes)
        written = _fill_fresh(self._folder, ordered, hashes)
        os.rename(self._folder, self._output)
        return written

    def is_already(self, hashes: Mapping[str, str]) -> Written | None:
        """Return what there is to tell if the folder holds exactly these files; None if something must be written."""
        before = None if self._is_fresh else read_manifest(self._folder)
        if before is None or before.state != "complete" or before.files != hashes or self.differing(hashes):
            return None
        return Written(written=(), removed=(), unchanged=len(hashes), foreign=tuple(_foreign(self._folder, hashes)))


@contextmanager
def _locked(output: Path) -> Iterator[Path]:
    """Yield the folder to write to while nobody else writes to it: the output folder, or a new one beside it if there is none."""
    beside = output.with_name(f".{output.name}.wellread-new")
    while True:
        folder = output if output.is_dir() else beside
        folder.mkdir(parents=True, exist_ok=True)
        try:
            lock = FileLock(folder / LOCK, timeout=LOCK_SECONDS)
            lock.acquire()
        except Timeout:
            raise SiteError(
                f"Another build has been writing to {output} for ten minutes. Wait for it or end it, and build again."
            ) from None
        except FileNotFoundError:  # the build that had the new folder has just moved it into place
            continue
        with lock:
            if folder == output and folder.is_dir():
                _clear_away(beside)
                yield folder
                return
            if folder == beside and folder.is_dir() and not output.is_dir():
                yield folder
                return
        _clear_away(beside)  # the output came into being while this build made a folder beside it


def _clear_away(beside: Path) -> None:
    """Remove the new folder of a build that died or came second, unless another build has it."""
    if beside.is_dir():
        with suppress(Timeout, FileNotFoundError), FileLock(beside / LOCK, timeout=0):
            shutil.rmtree(beside)


def _fill_fresh(folder: Path, outputs: Sequence[Output], hashes: Mapping[str, str]) -> Written:
    """Fill a folder that no reader sees yet: plain writes are enough. What a build that died left in it goes first."""
    for entry in folder.iterdir():
        if entry.name != LOCK:
            shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
    for each in outputs:
        _write_new(f"{folder}/{each.path}", each.content)
    _write_manifest(folder, Manifest(state="complete", files=dict(hashes)))
    return Written(written=tuple(each.path for each in outputs), removed=(), unchanged=0, foreign=())


def _write_new(path: str, content: bytes) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)


def _replace_changed(folder: Path, outputs: Sequence[Output], hashes: Mapping[str, str]) -> Written:
    """Replace what differs from the bytes on disk, whole files only, then delete what no build of ours wants any more."""
    before = read_manifest(folder)
    ours = dict(before.files) if before else {}
    changed = [each for each in outputs if not _holds(folder / each.path, each.content)]
    stale = sorted(set(ours) - set(hashes))
    if changed or stale:
        _write_manifest(folder, Manifest(state="writing", files={**ours, **hashes}))
    in_the_way = _in_the_way(stale, hashes)
    for name in in_the_way:
        _remove(folder, name)
    for each in changed:
        _replace(folder / each.path, each.content)
    for name in stale:
        if name not in in_the_way:
            _remove(folder, name)
    _write_manifest(folder, Manifest(state="complete", files=dict(hashes)))
    return Written(
        written=tuple(each.path for each in changed),
        removed=tuple(stale),
        unchanged=len(hashes) - len(changed),
        foreign=tuple(_foreign(folder, hashes)),
    )


def _hash_on_disk(path: Path) -> str | None:
    try:
        return None if path.is_symlink() else file_hash(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def _holds(path: Path, content: bytes) -> bool:
    """Say whether the file holds exactly these bytes. Reads it: neither a date nor a size proves what is published."""
    try:
        return not path.is_symlink() and path.read_bytes() == content
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


def _in_the_way(stale: Sequence[str], new: Collection[str]) -> frozenset[str]:
    """Return the old files that stand where a new folder must go, or below where a new file must go."""
    new_folders = {parent for name in new for parent in _folders_of(name)}
    return frozenset(name for name in stale if name in new_folders or any(parent in new for parent in _folders_of(name)))


def _folders_of(name: str) -> Iterator[str]:
    """Yield "a/b" and "a" for "a/b/c.html"."""
    while "/" in name:
        name = name.rpartition("/")[0]
        yield name


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + TEMPORARY)
    part.write_bytes(content)
    os.replace(part, path)


def _remove(folder: Path, name: str) -> None:
    """Remove a file of ours, and the folders that it leaves empty."""
    path = folder / name
    path.unlink(missing_ok=True)
    for parent in path.parents:
        if parent == folder or (parent.is_dir() and any(parent.iterdir())):
            break
        if parent.is_dir():
            parent.rmdir()


def _foreign(folder: Path, files: Collection[str]) -> Iterator[str]:
    """Yield files in the folder that are not ours; hidden ones (.git, .nojekyll) are the host's business."""
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for name in sorted(names):
            path = (Path(where) / name).relative_to(folder).as_posix()
            if name.endswith(TEMPORARY):
                (folder / path).unlink()
            elif not name.startswith(".") and path not in files:
                yield path


def _write_manifest(folder: Path, manifest: Manifest) -> None:
    content = encode_manifest(manifest)
    if not _holds(folder / MANIFEST, content):
        _replace(folder / MANIFEST, content)


def _explain(error: OSError, output: Path) -> str:
    where = error.filename or str(output)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        reason = "The disk is full"
    elif error.errno in (errno.EACCES, errno.EPERM):
        reason = f"{where} may not be written by you"
    elif error.errno == errno.EROFS:
        reason = f"{where} is on a disk that is read-only"
    else:
        reason = f"{where}: {error.strerror}"
    return (
        f"{reason}, so the site in {output} could not be finished. Each page there is whole, old or new; mend this and build again."
    )
