"""One publication: from a built folder to a place, under a lock, verified at the end."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import md5
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from wellread.model import Value
from wellread.problems import SiteError
from wellread.publish.rclone import Found, Remote
from wellread.publish.steps import Steps, plan_steps
from wellread.write import MANIFEST, Manifest, file_hash

LOCK = ".wellread-publishing.json"
LOCK_MINUTES = 30
"""After how long a lock counts as left behind by a publication that died."""
SETTLE_SECONDS = 1.0
"""Between writing the lock and looking whose it is: many places have no way to create a file only if there is none."""
MOST_NAMED = 5
HeadersOf = Callable[[str], Mapping[str, str]]


class Lock(Value, frozen=True, kw_only=True):
    """Who publishes to a place at the moment; `mark` is drawn at random."""

    who: str
    since: datetime
    mark: str


class Shipment(Value, frozen=True, kw_only=True):
    """What is to be shipped: the built folder and its manifest; with `copies`, the compressed ones too. `most_deletions` is how
    many files may go without somebody having said so."""

    folder: Path
    manifest: Manifest
    copies: bool
    most_deletions: int


class Shipped(Value, frozen=True, kw_only=True):
    """What was done, or would be; `before` is the manifest that the place had."""

    steps: Steps
    before: Manifest | None


def look(remote: Remote, shipment: Shipment) -> Shipped:
    """Return what there is to do, without doing anything. Raises SiteError if the folder isn't what its manifest says."""
    before = read_place(remote)
    there = {path: each for path, each in remote.list().items() if path not in (MANIFEST, LOCK)}
    wanted = _md5s(shipment.folder, shipment.manifest)
    known = {path: _md5_of(each, before, shipment, wanted) for path, each in there.items()}
    ours = before.files if before else ()
    return Shipped(steps=plan_steps(wanted, known, ours, copies=shipment.copies), before=before)


def ship(
    remote: Remote, shipment: Shipment, headers_of: HeadersOf, *, who: str, force: bool, say: Callable[[str], None]
) -> Shipped:
    """Make the place hold what was built. Raises SiteError, and tells what holds then.

    With `force` more files may be deleted than the place's settings allow.
    """
    with _locked(remote, who):
        done = look(remote, shipment)
        steps = done.steps
        if len(steps.last) > shipment.most_deletions and not force:
            raise SiteError(
                f"{len(steps.last)} files would be deleted there, more than the {shipment.most_deletions} that site.yaml allows: "
                f"{_named(steps.last)}. Nothing was changed. If that is meant, publish again with --yes."
            )
        before = done.before.files if done.before else {}
        if not steps.is_nothing or done.before != shipment.manifest:
            _write_place(remote, Manifest(state="writing", files={**before, **shipment.manifest.files}))
            remote.delete(steps.first)
            for number, group in enumerate(steps.uploads, 1):
                say(f"step {number} of {len(steps.uploads)}: {len(group)} files")
                for headers, paths in _by_headers(group, headers_of).items():
                    remote.put(paths, shipment.folder, dict(headers))
            remote.delete(steps.last)
        _verify(remote, shipment)
        _write_place(remote, shipment.manifest)
        return done


def read_place(remote: Remote) -> Manifest | None:
    """Return the manifest of what is published at a place, or None if nothing of ours is."""
    content = remote.read(MANIFEST)
    if content is None:
        return None
    try:
        return msgspec.json.decode(content, type=Manifest)
    except msgspec.MsgspecError as error:
        raise SiteError(
            f"The file {MANIFEST} there is damaged ({error}), so it can't be told what is ours. Delete it, and publish again with "
            "--yes; files of old publications that aren't part of the site any more then stay there until somebody deletes them."
        ) from error


def _write_place(remote: Remote, manifest: Manifest) -> None:
    remote.write(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest, order="sorted"), indent=1) + b"\n")


# --- what is there ----------------------------------------------------------------------------------------------------


def _md5s(folder: Path, manifest: Manifest) -> dict[str, str]:
    """Return the MD5 of each file of the built folder, the kind of hash that most places know of their files."""
    found: dict[str, str] = {}
    for path, wanted in manifest.files.items():
        try:
            content = (folder / path).read_bytes()
        except OSError as error:
            raise SiteError(f"{folder / path} can't be read ({error.strerror}). Build the site again, then publish it.") from error
        if file_hash(content) != wanted:
            raise SiteError(f"{folder / path} is not what was built: it was changed since. Build the site again, then publish it.")
        found[path] = md5(content, usedforsecurity=False).hexdigest()
    return found


def _md5_of(found: Found, before: Manifest | None, shipment: Shipment, wanted: Mapping[str, str]) -> str:
    """Return the MD5 of a file there. A place that doesn't know it is believed to hold what its manifest says, if the last
    publication came to its end; what is there is read at the end anyhow."""
    if found.md5 or before is None or before.state != "complete":
        return found.md5
    same = before.files.get(found.path) == shipment.manifest.files.get(found.path)
    return wanted.get(found.path, "") if same else ""


def _verify(remote: Remote, shipment: Shipment) -> None:
    """Raise SiteError unless every file there is the one that was built. Files whose hash the place doesn't know are read."""
    wanted = _md5s(shipment.folder, shipment.manifest)
    listed = remote.list()
    expected = plan_steps(wanted, {}, (), copies=shipment.copies).uploaded
    missing = [path for path in expected if path not in listed]
    wrong = [path for path in expected if path in listed and listed[path].md5 and listed[path].md5 != wanted[path]]
    unknown = [path for path in expected if path in listed and not listed[path].md5]
    if unknown:
        with TemporaryDirectory(prefix="wellread-") as scratch:
            remote.read_all(unknown, Path(scratch))
            wrong += [path for path in unknown if _hash_at(Path(scratch) / path) != shipment.manifest.files[path]]
    if missing or wrong:
        raise SiteError(
            f"What is there now is not what was built: {_named([*missing, *wrong])} {'is' if len(missing + wrong) == 1 else 'are'} "
            "missing or different. Something else writes to the same place, or it lost files. Publish again."
        )


def _hash_at(path: Path) -> str:
    return file_hash(path.read_bytes()) if path.is_file() else ""


def _by_headers(paths: Iterable[str], headers_of: HeadersOf) -> dict[tuple[tuple[str, str], ...], list[str]]:
    groups: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for path in paths:
        groups.setdefault(tuple(sorted(headers_of(path).items())), []).append(path)
    return groups


# --- one at a time ----------------------------------------------------------------------------------------------------


@contextmanager
def _locked(remote: Remote, who: str) -> Iterator[None]:
    """Keep other publications out. Raises SiteError if there is one already."""
    _refuse_other(remote, "")
    own = Lock(who=who, since=datetime.now(UTC), mark=os.urandom(8).hex())
    remote.write(LOCK, msgspec.json.encode(own))
    time.sleep(SETTLE_SECONDS)
    _refuse_other(remote, own.mark)
    try:
        yield
    finally:
        remote.delete([LOCK])


def _refuse_other(remote: Remote, own: str) -> None:
    content = remote.read(LOCK)
    try:
        found = msgspec.json.decode(content, type=Lock) if content else None
    except msgspec.MsgspecError:
        found = None
    if found is None or found.mark == own or datetime.now(UTC) - found.since > timedelta(minutes=LOCK_MINUTES):
        return
    raise SiteError(
        f"{found.who} has been publishing to the same place since {found.since:%H:%M} UTC. Wait for it to end. If it died, it is "
        f"forgotten {LOCK_MINUTES} minutes after it began; or delete the file {LOCK} there."
    )


def _named(paths: Iterable[str]) -> str:
    listed = sorted(paths)
    more = f" and {len(listed) - MOST_NAMED} more" if len(listed) > MOST_NAMED else ""
    return f"{', '.join(listed[:MOST_NAMED])}{more}"
