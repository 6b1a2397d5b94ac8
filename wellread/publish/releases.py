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
from wellread.problems import SiteError, ended, nearest
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
        """Return the releases that are kept, the newest first. Raises SiteError for one that can't be read."""
        found = self._records()
        if wrong := next((f"{RECORDS}/{name} {each}" for name, each in found.items() if isinstance(each, str)), ""):
            raise SiteError(
                f"The record {wrong}. Delete it where earlier publications are kept: “releases” in site.yaml, or .wellread/."
            )
        return _newest_first(found.values())

    def _records(self) -> dict[str, Release | str]:
        """Return each record by the name of its file: a release, or what is wrong with it."""
        return {name: _read(content, name) for name, content in self._remote.read_below(RECORDS).items()}

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
        """Record that a shipment is live now, and forget what is too old. Returns its id: the old one, if nothing is new.

        A record that can't be read keeps nobody from publishing."""
        known = _newest_first(self._records().values())
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
            chain = _chain(own, known)
            self._keep_only((*chain, *(each for each in known if each not in chain))[:KEPT])
        return own.id

    def find(self, wanted: str, live: str) -> Release:
        """Return a release by its id, or the one before the live one if none is named. Raises SiteError if there is none."""
        known = {each.id: each for each in self.all()}
        if wanted:
            if wanted in known:
                return known[wanted]
            listed = nearest(wanted, known) or (f"there are: {', '.join(known)}" if known else "none is kept")
            raise SiteError(ended(f"There is no release “{wanted}”; {listed}"))
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
        known, kept = self._records().values(), set(keep)
        left = tuple(each for each in known if isinstance(each, Release) and each.id in kept)
        self._keep_only(left)
        return len(known) - len(left)

    def _write(self, release: Release) -> None:
        self._remote.write(f"{RECORDS}/{release.id}.json", msgspec.json.encode(release, order="sorted"))

    def _keep_only(self, left: Iterable[Release]) -> None:
        """Delete all records but those that are left, then every content that no record needs."""
        stay = list(left)
        names = {f"{each.id}.json" for each in stay}
        self._remote.delete(f"{RECORDS}/{name}" for name in self._remote.read_below(RECORDS) if name not in names)
        needed = {_object(each) for release in stay for each in release.files.values()}
        there = {f"{OBJECTS}/{path}" for path in self._remote.below(OBJECTS).list(hashes=False)}
        self._remote.delete(there - needed)


def _read(content: bytes, name: str) -> Release | str:
    """Return the release that a record holds, or what is wrong with it."""
    try:
        found = msgspec.json.decode(content, type=Release)
    except (ValueError, RecursionError) as error:
        return f"of an earlier publication is damaged ({error})"
    is_ours = all(is_inside(path) and re.fullmatch("[0-9a-f]{32}", each) for path, each in found.files.items())
    return found if is_ours and name == f"{found.id}.json" else "of an earlier publication names what no publication does"


def _newest_first(records: Iterable[Release | str]) -> tuple[Release, ...]:
    return tuple(sorted((each for each in records if isinstance(each, Release)), key=lambda each: each.id, reverse=True))


def _chain(own: Release, known: Iterable[Release]) -> tuple[Release, ...]:
    """Return a release, the one before it, the one before that …: what it can be taken back to, whatever the clock said."""
    others = {each.id: each for each in known}
    found = [own]
    while before := others.pop(found[-1].before, None):
        found.append(before)
    return tuple(found)


def _new_id(now: datetime, known: set[str]) -> str:
    """Return a day and time that no other release has; ids sort as they were made, unless a clock was set back."""
    plain = f"{now:%Y-%m-%d-%H%M%S}"
    return next(each for number in range(1, len(known) + 2) if (each := plain + (f"-{number}" if number > 1 else "")) not in known)


def _object(content_hash: str) -> str:
    return f"{OBJECTS}/{_short(content_hash)}"


def _short(content_hash: str) -> str:
    return f"{content_hash[:2]}/{content_hash}"
