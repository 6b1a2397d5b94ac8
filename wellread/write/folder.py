"""Make a folder equal to the outputs, so that whoever looks at it at any moment sees old pages or new pages, never torn ones."""

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

from wellread.jobs import run_many, run_parts
from wellread.model import Output, Value
from wellread.problems import SiteError
from wellread.write.copies import COMPRESSOR, copies_of, copy_names, is_compressible, is_copy
from wellread.write.files import KEPT, TEMPORARY, put_in_place, remove, replace, write_new
from wellread.write.lock import LOCK, locked
from wellread.write.manifest import MANIFEST, Manifest, encode_manifest, file_hash, is_inside, read_manifest
from wellread.write.standing import (
    Standing,
    content_of,
    folders_of,
    foreign_files,
    in_the_way,
    linked_folder,
    look_around,
    parents_of,
)

UNFINISHED = (LOCK, TEMPORARY, KEPT)
"""What a build leaves that died in an empty folder before it had written anything down there."""
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
    resolved, site = Path(os.path.realpath(output)), Path(os.path.realpath(root))
    if resolved == site or resolved in site.parents:
        raise SiteError(f"The output folder {output} holds the site's own files. Choose another one, for example --output public.")
    for name in ("content", "templates", "static"):
        source = Path(os.path.realpath(site / name))
        if resolved == source or source in resolved.parents:
            raise SiteError(f"The output folder {output} is inside {name}/, which holds the site's sources. Choose another one.")
    try:
        _check_ours(output)
    except OSError as error:
        raise SiteError(
            f"The output folder {output} can't be used: {error.strerror}. Mend that, or choose another one with --output."
        ) from error


def _check_ours(output: Path) -> None:
    if output.is_symlink() and not output.exists():
        raise SiteError(f"The output folder {output} is a symbolic link that leads nowhere. Delete the link, or mend it.")
    if output.exists() and not output.is_dir():
        raise SiteError(f"{output} is a file, not a folder. Choose another --output, or move the file away.")
    if output.is_dir() and read_manifest(output) is None and any(entry.name not in UNFINISHED for entry in output.iterdir()):
        raise SiteError(
            f"{output} was not made by wellread (it has no {MANIFEST}), so nothing in it is touched. "
            "Choose an empty or new folder with --output, or empty this one yourself."
        )


def write_site(outputs: Sequence[Output], output: Path) -> Written:
    """Make the folder hold exactly the outputs (and whatever in it is not ours): see `Target` for how."""
    with open_target(output) as target:
        hashes = {each.path: file_hash(each.content) for each in outputs}
        different = target.differing(hashes)
        return target.write(hashes, [each for each in outputs if each.path in different])


@contextmanager
def open_target(output: Path, jobs: int = 1, *, drafts: bool = False) -> Iterator[Target]:
    """Yield the output folder while nobody else writes to it, waiting up to ten minutes for another build of the same folder. Up to
    `jobs` processes read what is in it. With `drafts` its manifest says that drafts are among the pages.

    Raises SiteError when the folder can't be written, in which case every file in it is either the old one or the new one, and the
    next build mends the rest.
    """
    try:
        with locked(output) as (folder, refused):
            yield Target(folder, output, jobs, drafts=drafts, refused=refused)
    except OSError as error:
        raise SiteError(_explain(error, output)) from error


class Target:
    """An output folder that is ours alone for the moment. A folder that isn't there yet is filled beside its place and moved.

    `refused` is why it may only be looked at: then a build that has something to write fails by it, and one that has nothing to
    write is done.
    """

    def __init__(
        self,
        folder: Path,
        output: Path,
        jobs: int = 1,
        *,
        has_copies: bool = False,
        drafts: bool = False,
        refused: OSError | None = None,
    ) -> None:
        self._folder = folder
        self._jobs = jobs
        self._output = output
        self._is_fresh = folder != output
        self._has_copies = has_copies
        self._drafts = drafts
        self.refused = refused

    def with_copies(self) -> Target:
        """Return the same folder, with compressed copies beside its files."""
        return Target(self._folder, self._output, self._jobs, has_copies=True, drafts=self._drafts, refused=self.refused)

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file that was published, or None if it isn't there."""
        return None if self._is_fresh else content_of(f"{self._folder}/{path}")

    def keep(self, path: str, content: bytes) -> None:
        """Keep a file that `write` will put in its place: in this process or another one, and out of every reader's sight. Nobody
        has looked yet whether it may be published, so a web server can't get it even by its name."""
        write_new(f"{self._place_for_new()}/{path}", content)

    def _place_for_new(self) -> str:
        if self._is_fresh:
            return str(self._folder)
        with suppress(FileExistsError):
            os.mkdir(f"{self._folder}/{KEPT}", 0o770)
        return f"{self._folder}/{KEPT}"

    def differing(self, hashes: Mapping[str, str]) -> frozenset[str]:
        """Return the paths whose file does not hold the bytes with that hash. Files are read: a date or size proves nothing."""
        if self._is_fresh:
            return frozenset(hashes)

        def look(part: Sequence[tuple[str, str]]) -> bytes:
            return "\0".join(path for path, wanted in part if not _has_hash(f"{self._folder}/{path}", wanted)).encode()

        found = run_parts(look, list(hashes.items()), self._jobs)
        return frozenset(path for part in found for path in part.decode().split("\0") if path)

    def write(self, hashes: Mapping[str, str], outputs: Sequence[Output], kept: Mapping[str, str] | None = None) -> Written:
        """Make the folder hold the files named in `hashes` and no other of ours. `outputs` holds those that differ, but for those
        that were kept: these are in `kept`, with their kinds.

        Assets come first, then pages, then lists; deletions last, the manifest last of all. Raises SiteError before anything is
        changed if a file can't be where it should: because of another one, of a symbolic link, or of something that isn't ours.
        """
        if self.refused:
            if not (standing := self.is_already(hashes)):
                raise self.refused
            return standing
        _check_names(hashes)
        kinds = {each.path: each.kind for each in outputs} | dict(kept or {})
        at_hand = {each.path: each.content for each in outputs}
        ordered = {path: at_hand.get(path) for path in sorted(kinds, key=lambda path: (WRITE_ORDER[kinds[path]], path))}
        if not self._is_fresh:
            return self._replace_changed(ordered, hashes)
        for path, content in at_hand.items():
            write_new(f"{self._folder}/{path}", content)
        self._complete({**hashes, **self._make_copies(self._look_at_copies(None, (), hashes)[1], hashes, {})})
        os.rename(self._folder, self._output)
        return Written(written=tuple(ordered), removed=(), unchanged=0, foreign=())

    def is_already(self, hashes: Mapping[str, str]) -> Written | None:
        """Return what there is to tell if the folder holds exactly these files; None if something must be written."""
        before = None if self._is_fresh else read_manifest(self._folder)
        if before is None or before.state != "complete" or before.compressor != self._compressor:
            return None
        if before.drafts != self._drafts:
            return None
        copies = {name: each for name, each in before.files.items() if is_copy(name, hashes) and name not in hashes}
        if before.files != {**hashes, **(copies if self._has_copies else {})} or self.differing(before.files):
            return None
        standing = look_around(self._folder, TEMPORARY)
        if standing.parts or linked_folder(standing, hashes):
            return None
        return Written(written=(), removed=(), unchanged=len(hashes), foreign=foreign_files(standing, before.files))

    @property
    def _compressor(self) -> str:
        return COMPRESSOR if self._has_copies else ""

    def _manifest(self, state: Literal["writing", "complete"], files: dict[str, str]) -> Manifest:
        return Manifest(state=state, files=files, compressor=self._compressor, drafts=self._drafts)

    def _complete(self, files: dict[str, str]) -> None:
        _write_manifest(self._folder, self._manifest("complete", files))

    def _replace_changed(self, outputs: Mapping[str, bytes | None], hashes: Mapping[str, str]) -> Written:
        """Replace what differs from the bytes on disk, whole files only, then delete what no build of ours wants any more.
        `outputs` holds the bytes of each, or None for one that was kept.

        A page that is ours by the manifest goes even if somebody changed it by hand since: of all that can be wrong with it, that a
        withdrawn article stays on line is the worst. A compressed copy is what a web server sends in the page's place, so none ever
        stands beside another page than its own: it goes before its page changes or goes, and comes after it.
        """
        folder, before = self._folder, read_manifest(self._folder)
        ours = dict(before.files) if before else {}
        good, to_make = self._look_at_copies(before, outputs, hashes)
        made = self._make_copies(to_make, hashes, outputs)
        wanted = {**hashes, **good, **made}
        stale = sorted(set(ours) - set(wanted), key=lambda name: (not is_copy(name, ours), name))
        standing = look_around(folder, TEMPORARY)
        _check_standing(folder, standing, ours, wanted)
        for path in standing.parts:
            os.unlink(folder / path)
        replaced = (*outputs, *(path for path in to_make if path not in outputs))
        copies = {path: [name for name in copy_names(path, hashes) if name in ours or name in made] for path in replaced}
        if replaced or stale:
            unsure = dict.fromkeys((*stale, *(name for names in copies.values() for name in names)), "")
            files = {**ours, **hashes, **good, **unsure}
            _write_manifest(folder, self._manifest("writing", files))
        first = _stale_where_new(stale, wanted)
        for name in first:
            remove(folder, name)
        for path in replaced:
            for name in copies[path]:
                remove(folder, name)
            content = outputs.get(path)
            if content is not None:
                replace(folder / path, content)
            elif path in outputs:
                put_in_place(folder, path)
            for name in copies[path]:
                if name in made:
                    put_in_place(folder, name)
        for name in stale:
            if name not in first:
                remove(folder, name)
        self._complete(wanted)
        return Written(
            written=tuple(outputs),
            removed=tuple(name for name in stale if not is_copy(name, ours)),
            unchanged=len(hashes) - len(outputs),
            foreign=foreign_files(standing, {**ours, **wanted}),
        )

    def _look_at_copies(
        self, before: Manifest | None, outputs: Collection[str], hashes: Mapping[str, str]
    ) -> tuple[dict[str, str], tuple[str, ...]]:
        """Return the copies that can stay, with their hashes, and the files whose copies must be made: those that are replaced,
        those of which no copies are known, and those whose copies are not what they were."""
        if not self._has_copies:
            return {}, ()
        known = before.files if before and before.compressor == COMPRESSOR else {}
        good: dict[str, str] = {}
        to_make: set[str] = set()
        for path, wanted in ((path, wanted) for path, wanted in hashes.items() if is_compressible(path)):
            names = [name for name in copy_names(path, hashes) if name in known]
            if path in outputs or known.get(path) != wanted or not all(known[name] for name in names):
                to_make.add(path)
            else:
                good |= {name: known[name] for name in names}
        to_make |= {name.rpartition(".")[0] for name in self.differing(good)}
        return {name: each for name, each in good.items() if name.rpartition(".")[0] not in to_make}, tuple(sorted(to_make))

    def _make_copies(self, paths: Sequence[str], hashes: Mapping[str, str], outputs: Mapping[str, bytes | None]) -> dict[str, str]:
        """Make the copies of files where readers don't see them yet, and return their hashes. Files are taken from `outputs`, from
        where they are kept, or from where they stand."""
        if not paths:
            return {}
        place = self._place_for_new()

        def make(path: str) -> bytes:
            content = outputs.get(path)
            if content is None:
                content = content_of(f"{place if path in outputs else self._folder}/{path}") or b""
            made = {path + end: copy for end, copy in copies_of(path, content).items() if path + end not in hashes}
            for name, copy in made.items():
                write_new(f"{place}/{name}", copy)
            return "\0".join(f"{name}\0{file_hash(copy)}" for name, copy in made.items()).encode()

        found = [each for answer in run_many(make, paths, self._jobs, heavy=True) for each in answer.decode().split("\0") if each]
        return dict(zip(found[::2], found[1::2], strict=True))


def _check_names(names: Collection[str]) -> None:
    """Raise SiteError if a file would leave the folder, overwrite our notes, or be the folder of another one."""
    for name in names:
        if not is_inside(name) or name.partition("/")[0] in (MANIFEST, LOCK, KEPT) or name.endswith(TEMPORARY):
            raise SiteError(f"{name} can't be the address of a page.")
    folders = folders_of(names)
    if taken := min((name for name in names if name in folders), default=""):
        inner = min(name for name in names if taken in parents_of(name))
        raise SiteError(f"{taken} can't be a file and, for {inner}, a folder too. Give one of the two another address.")


def _check_standing(folder: Path, standing: Standing, ours: Mapping[str, str], hashes: Mapping[str, str]) -> None:
    """Raise SiteError if something in the folder isn't ours and would have to give way."""
    if link := linked_folder(standing, {**ours, **hashes}):
        raise SiteError(
            f"{folder / link} is a symbolic link to a folder: what is behind it is not touched. Delete the link, and build again."
        )
    same = [path for path, wanted in hashes.items() if path not in ours and _has_hash(f"{folder}/{path}", wanted)]
    if path := in_the_way(standing, ours, hashes, same):
        raise SiteError(f"{folder / path} is not wellread's, and stands where a page must go. Move it away, and build again.")


def _has_hash(path: str, wanted: str) -> bool:
    content = content_of(path)
    return content is not None and file_hash(content) == wanted


def _stale_where_new(stale: Sequence[str], new: Collection[str]) -> tuple[str, ...]:
    """Return the old files that stand where a new folder must go, or below where a new file must go, in their order."""
    new_folders = folders_of(new)
    return tuple(name for name in stale if name in new_folders or any(parent in new for parent in parents_of(name)))


def _write_manifest(folder: Path, manifest: Manifest) -> None:
    content = encode_manifest(manifest)
    if content_of(f"{folder}/{MANIFEST}") != content:
        replace(folder / MANIFEST, content)


def _explain(error: OSError, output: Path) -> str:
    where = error.filename or str(output)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        reason = "The disk is full"
    elif error.errno in (errno.EACCES, errno.EPERM):
        reason = f"{where} may not be read or written by you"
    elif error.errno == errno.EROFS:
        reason = f"{where} is on a disk that is read-only"
    else:
        reason = f"{where}: {error.strerror}"
    return (
        f"{reason}, so the site in {output} could not be finished. Each page there is whole, old or new; mend this and build again."
    )
