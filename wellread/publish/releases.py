"""What was published before: each release is a list of files and their hashes, and each content is kept once, under its hash.

A release says which one was live before it, so that taking a bad one back leads to what readers had, also after another was taken
back. Whoever publishes holds the place's lock, so nobody else writes here at the same time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from wellread.model import Value
from wellread.problems import SiteError, nearest
from wellread.publish.place import Place
from wellread.publish.shipment import Shipment, link_all
from wellread.write import file_hash
from wellread.write.manifest import is_inside

KEPT = 10
"""How many releases are kept."""
RECORDS, OBJECTS = "releases", "objects"


class Release(Value, frozen=True, kw_only=True):
    """What was published when, by whom, and which release was live before it (""); `files` maps paths to hashes, `last` are those
    that were put there after all others."""

    id: str
    when: datetime
    who: str
    before: str = ""
    files: Mapping[str, str]
    last: tuple[str, ...] = ()


class Releases:
    """The releases of one place, kept in a folder or a bucket."""

    def __init__(self, remote: Place) -> None:
        self._remote = remote

    def all(self) -> tuple[Release, ...]:
        """Return the releases that are kept, the newest first."""
        found: list[Release] = []
        for name, content in self._remote.read_below(RECORDS).items():
            try:
                each = msgspec.json.decode(content, type=Release)
            except (ValueError, RecursionError) as error:
                raise SiteError(
                    f"The record {RECORDS}/{name} of an earlier publication is damaged ({error}). Delete it."
                ) from error
            if not all(is_inside(path) and re.fullmatch("[0-9a-f]{32}", each.files[path]) for path in each.files):
                raise SiteError(f"The record {RECORDS}/{name} of an earlier publication names what no publication does. Delete it.")
            found.append(each)
        return tuple(sorted(found, key=lambda each: each.id, reverse=True))

    def save(self, shipment: Shipment) -> None:
        """Keep the contents of a shipment."""
        kept = {path.rpartition("/")[2] for path in self._remote.below(OBJECTS).list(hashes=False)}
        missing = {_object(each): path for path, each in shipment.files.items() if each not in kept}
        if missing:
            with TemporaryDirectory(prefix="wellread-") as scratch:
                for name, path in missing.items():
                    link_all(shipment.folder, Path(scratch), {path: ""})
                    (Path(scratch) / name).parent.mkdir(parents=True, exist_ok=True)
                    (Path(scratch) / path).rename(Path(scratch) / name)
                self._remote.put(missing, Path(scratch))

    def record(self, shipment: Shipment, before: str, *, who: str, now: datetime) -> str:
        """Record that a shipment is live now, and forget what is too old. Returns its id: the old one, if nothing is new."""
        known = self.all()
        live = next((each for each in known if each.id == before), None)
        if live is not None and live.files == shipment.files:
            return live.id
        own = Release(
            id=_new_id(now, {each.id for each in known}),
            when=now,
            who=who,
            before=before if live is not None else "",
            files=shipment.files,
            last=shipment.last,
        )
        self._write(own)
        if len(known) >= KEPT:
            self._keep_only((own, *known)[:KEPT], (own, *known))
        return own.id

    def find(self, wanted: str, live: str) -> Release:
        """Return a release by its id, or the one before the live one if none is named. Raises SiteError if there is none."""
        known = {each.id: each for each in self.all()}
        if wanted:
            if wanted in known:
                return known[wanted]
            listed = nearest(wanted, known) or (f"there are: {', '.join(known)}" if known else "none is kept")
            raise SiteError(f"There is no release “{wanted}”; {listed}.")
        own = known.get(live)
        if own is None or own.before not in known:
            raise SiteError(
                "Nothing is kept of what was published before, so it can't be brought back. Check out the last good state of "
                "the site's sources, and publish that."
                + (
                    f" Other releases are kept: {', '.join(each for each in known if each != live)} (--to ID)."
                    if len(known) > 1
                    else ""
                )
            )
        return known[own.before]

    def fetch(self, release: Release, folder: Path) -> None:
        """Bring the files of a release into a folder."""
        objects = {_object(each) for each in release.files.values()}
        self._remote.below(OBJECTS).read_all((each.removeprefix(f"{OBJECTS}/") for each in objects), folder / ".objects")
        for path, each in release.files.items():
            kept = folder / ".objects" / _short(each)
            if not kept.is_file() or file_hash(kept.read_bytes()) != each:
                raise SiteError(
                    f"The release {release.id} is not whole any more: {path} is missing or damaged. Choose another (--to ID)."
                )
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).symlink_to((folder / ".objects" / _short(each)).absolute())

    def forget(self, *, keep: Iterable[str]) -> int:
        """Forget all releases but these, and every content that none of them holds. Returns how many were forgotten."""
        known, kept = self.all(), set(keep)
        left = tuple(each for each in known if each.id in kept)
        self._keep_only(left, known)
        return len(known) - len(left)

    def _write(self, release: Release) -> None:
        self._remote.write(f"{RECORDS}/{release.id}.json", msgspec.json.encode(release, order="sorted"))

    def _keep_only(self, left: Iterable[Release], known: Iterable[Release]) -> None:
        """Delete all records but those that are left, then every content that no record needs."""
        stay = list(left)
        ids = {each.id for each in stay}
        self._remote.delete(f"{RECORDS}/{each.id}.json" for each in known if each.id not in ids)
        needed = {_object(each) for release in stay for each in release.files.values()}
        there = {f"{OBJECTS}/{path}" for path in self._remote.below(OBJECTS).list(hashes=False)}
        self._remote.delete(there - needed)


def _new_id(now: datetime, known: set[str]) -> str:
    """Return a day and time that no other release has; ids sort as they were made, unless a clock was set back."""
    plain = f"{now:%Y-%m-%d-%H%M%S}"
    return next(each for number in range(1, len(known) + 2) if (each := plain + (f"-{number}" if number > 1 else "")) not in known)


def _object(content_hash: str) -> str:
    return f"{OBJECTS}/{_short(content_hash)}"


def _short(content_hash: str) -> str:
    return f"{content_hash[:2]}/{content_hash}"
