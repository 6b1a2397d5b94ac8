"""Remembers what pure functions returned, on disk, so that a build does again only what has changed.

A result is filed under the hash of the very arguments it was made from and of the *epoch*: the program's own source and every
library that is installed. So a remembered result can be missing but not stale: whatever could make it different makes another key.
Nothing is tracked and no date of a file is trusted. Each value is verified when it is read; what is torn or changed is made anew.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec

from wellread.jobs import Workers
from wellread.watch import Watch

A = TypeVar("A")
R = TypeVar("R")

ALONE = Workers(jobs=1, watch=Watch())
FILE = "memo.sqlite"
DAMAGE = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What SQLite says of a file that is none, and Python of what SQLite says if that is not UTF-8."""
ASK = "SELECT value FROM memo WHERE key = ? AND length(value) <= ?"
DIGEST = 16
MOST_BYTES = 2_000_000_000
KEPT_SHARE = 0.6
MOST_WAITING = 16_000_000
BUSY_SECONDS = 5.0
MOST_OF_ONE = 500_000_000
"""Bytes of a result that is looked at: a larger one was put there by somebody else."""
TABLE = "TABLE memo (key BLOB PRIMARY KEY, value BLOB NOT NULL, build INTEGER NOT NULL) WITHOUT ROWID"
SCHEMA = TABLE.replace("TABLE", "CREATE TABLE IF NOT EXISTS")


def digest(*parts: bytes) -> bytes:
    """Return the BLAKE2b-128 of the parts, each told apart from the next by its length."""
    hashed = blake2b(digest_size=DIGEST)
    for part in parts:
        hashed.update(len(part).to_bytes(8, "big"))
        hashed.update(part)
    return hashed.digest()


def digest_of(value: object) -> bytes:
    """Return the hash of a value made of msgspec structs, texts, numbers, dates and collections in a fixed order."""
    return blake2b(msgspec.msgpack.encode(value), digest_size=DIGEST).digest()


@cache
def epoch_of_this_process() -> bytes:
    """Return the epoch of the program as it was when this process first asked: what it makes is that program's work."""
    return find_epoch()


def find_epoch() -> bytes:
    """Return the hash of what every result depends on beside its arguments: this program, Python, the installed libraries."""
    package = Path(__file__).parent
    sources = sorted((path.relative_to(package).as_posix(), path.read_bytes()) for path in package.rglob("*.py"))
    libraries = sorted({name for folder in sys.path for name in _listed(folder) if name.endswith((".dist-info", ".egg-info"))})
    return digest(
        sys.version.encode(), *(part for name, source in sources for part in (name.encode(), source)), "\0".join(libraries).encode()
    )


def _listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder or ".")
    except (NotADirectoryError, FileNotFoundError, PermissionError):
        return []


class Asked(NamedTuple, Generic[A]):
    """A pure function that is asked for many things: its name and the type of its result, the arguments it reads as bytes, and
    itself."""

    name: str
    kind: Any
    parts: Callable[[A], Iterable[bytes]]
    make: Callable[[A], Any]


class MemoFault(Exception):  # noqa: N818
    """Two things that were remembered contradict each other, so that nothing in the memo can be believed."""


class Memo:
    """Results of pure functions, kept in one SQLite file; without a folder it remembers nothing.

    New results wait in memory until `save`. Two builds may use one file at once: SQLite keeps them apart, and a build that finds it
    busy for five seconds goes on without saving. `secret` makes the checks of values unforgeable for whoever doesn't have it;
    `is_replaced` is asked before saving whether the program on the disk is still the one that runs.
    `notes` are lines for the person who builds.
    """

    def __init__(
        self,
        folder: Path | None,
        epoch: bytes = b"",
        *,
        secret: bytes = b"",
        most_bytes: int = MOST_BYTES,
        is_replaced: Callable[[], bool] = lambda: False,
    ) -> None:
        self.notes: list[str] = []
        self._epoch = epoch
        self._secret = secret
        self._is_replaced = is_replaced
        self._most_bytes = most_bytes
        self._fresh: dict[bytes, bytes] = {}
        self._waiting = 0
        self._used: set[bytes] = set()
        self._path = folder / FILE if folder else None
        self._file = self._open() if self._path else None

    # --- one value --------------------------------------------------------------------------------------------------

    @property
    def remembers(self) -> bool:
        """Say whether what is stored can be recalled, in this build or a later one."""
        return self._file is not None

    def key(self, name: str, *parts: bytes) -> bytes:
        """Return where the result of function `name` for these arguments is filed."""
        return digest(self._epoch, name.encode(), *parts)

    def recall(self, key: bytes) -> bytes | None:
        """Return what was stored under `key`, or None if nothing whole is there."""
        value = self._fresh.get(key)
        if value is None and self._file:
            try:
                row = self._file.execute(ASK, (key, MOST_OF_ONE)).fetchone()
            except DAMAGE as error:
                self._give_up(error)
                return None
            if row is None:
                return None
            stored = row[0]
            if not isinstance(stored, bytes) or stored[:DIGEST] != self._seal(key, stored[DIGEST:]):
                self._note("A remembered result was damaged; it is made anew.")
                return None
            value = stored[DIGEST:]
        if value is not None:
            self._used.add(key)
        return value

    def store(self, key: bytes, value: bytes) -> None:
        if self._file:
            self._fresh[key] = value
            self._used.add(key)
            self._waiting += len(value)
            if self._waiting > MOST_WAITING:
                self.save()

    def store_once(self, key: bytes, value: bytes) -> None:
        """Store a value that is filed under its own hash, unless something is there already. Should that turn out to be damaged, it
        is found out when it is asked for."""
        if not self._holds(key):
            self.store(key, value)

    def _holds(self, key: bytes) -> bool:
        if key in self._fresh:
            return True
        try:
            found = self._file and self._file.execute("SELECT 1 FROM memo WHERE key = ?", (key,)).fetchone()
        except DAMAGE as error:
            self._give_up(error)
            return False
        if found:
            self._used.add(key)
        return bool(found)

    def get(self, key: bytes, kind: type[R]) -> R | None:
        """Return the value of type `kind` that was put under `key`, or None."""
        found: R | None = self._decoded(key, msgspec.msgpack.Decoder(kind).decode)
        return found

    def put(self, key: bytes, value: object) -> None:
        self.store(key, msgspec.msgpack.encode(value))

    # --- many values ------------------------------------------------------------------------------------------------

    def map(
        self,
        name: str,
        kind: Any,
        asked: Sequence[A],
        parts: Callable[[A], Iterable[bytes]],
        make: Callable[[A], R],
        workers: Workers = ALONE,
    ) -> list[R]:
        """Return `make(each)` for all that is asked, remembered or made now (by several processes where there are many).

        `parts(each)` are the arguments that `make` reads, as bytes; `kind` is the type of its result.
        """
        return self.map_all((Asked(name, kind, parts, make),), asked, workers)[0]

    def map_all(self, functions: Sequence[Asked[A]], asked: Sequence[A], workers: Workers = ALONE) -> list[list[Any]]:
        """Return for each function what it makes of all that is asked. What several of them do with a thing is done by one process,
        one after the other, so that they can share what it takes to begin with it."""
        keys = [[self.key(each.name, *each.parts(thing)) for thing in asked] for each in functions]
        decoders = [msgspec.msgpack.Decoder(each.kind).decode for each in functions]
        found = [[self._decoded(key, decode) for key in own] for own, decode in zip(keys, decoders, strict=True)]
        missing = [number for number in range(len(asked)) if any(own[number] is None for own in found)]
        encode = msgspec.msgpack.Encoder().encode

        def make(number: int) -> bytes:
            return encode(
                [each.make(asked[number]) if own[number] is None else None for each, own in zip(functions, found, strict=True)]
            )

        halves = msgspec.msgpack.Decoder(list[msgspec.Raw]).decode
        for number, content in zip(missing, workers.run(make, missing), strict=True):
            for own, own_keys, decode, made in zip(found, keys, decoders, halves(content), strict=True):
                if own[number] is None:
                    own[number] = decode(made)
                    self.store(own_keys[number], bytes(made))
        return found

    def _decoded(self, key: bytes, decode: Callable[[bytes], Any]) -> Any:
        value = self.recall(key)
        if value is None:
            return None
        try:
            return decode(value)
        except (ValueError, RecursionError):  # no MessagePack, or a text in it that is no UTF-8
            self._note("A remembered result was damaged; it is made anew.")
            return None

    # --- the file ---------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Write what is new; where the file has grown too large, what this build didn't use goes, oldest first."""
        if not self._file or not self._fresh:
            return
        if self._is_replaced():
            self._note("The program was changed while it ran, so nothing of this build is remembered.")
            self._fresh = {}
            self._waiting = 0
            return
        try:
            with self._file:
                self._file.execute("BEGIN IMMEDIATE")
                build = 1 + (self._file.execute("SELECT max(build) FROM memo").fetchone()[0] or 0)
                rows = ((key, self._seal(key, value) + value, build) for key, value in self._fresh.items())
                self._file.executemany("INSERT OR REPLACE INTO memo VALUES (?, ?, ?)", rows)
                self._shrink()
        except sqlite3.OperationalError as error:
            self._note(f"What was built could not be remembered ({error}); the next build takes longer.")
        except DAMAGE as error:
            self._give_up(error)
        self._fresh = {}
        self._waiting = 0

    def close(self) -> None:
        if self._file:
            self._file.close()
            self._file = None

    def expect(self, holds: bool) -> None:
        """Raise MemoFault unless what was remembered agrees with what was made from it."""
        if not holds:
            raise MemoFault

    def forget(self, why: str) -> None:
        """Throw the file away and remember nothing in this build."""
        self._note(why)
        self._fresh = {}
        self.close()
        self._throw_away()

    def __enter__(self) -> Memo:
        return self

    def __exit__(self, *_: object) -> None:
        self.save()
        self.close()

    def _shrink(self) -> None:
        assert self._file
        pages, free, size = (
            self._file.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
        )
        over = (pages - free) * size - self._most_bytes
        if over <= 0:
            return
        over += int(self._most_bytes * (1 - KEPT_SHARE))
        for key, length in self._file.execute("SELECT key, length(value) FROM memo ORDER BY build").fetchall():
            if over <= 0:
                break
            if key not in self._used:
                self._file.execute("DELETE FROM memo WHERE key = ?", (key,))
                over -= length

    def _open(self) -> sqlite3.Connection | None:
        assert self._path
        for _ in range(2):
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                file = _opened(self._path)
            except DAMAGE as error:
                if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
                    return None
                self._note(f"{self._path} can't be understood ({error}); it is thrown away and made anew.")
                self._throw_away()
            except OSError as error:
                self._note(
                    f"Nothing is remembered between builds, because {self._path.parent} can't be written ({error.strerror})."
                )
                return None
            else:
                return file
        return None

    def _give_up(self, error: Exception) -> None:
        """Stop using a file that turned out to be damaged; the next build finds none and makes a new one."""
        self.forget(f"{self._path} is damaged ({error}); it is not believed, and thrown away.")

    def _throw_away(self) -> None:
        """Remove what stands in the place of the file, if that can be done."""
        if self._path:
            with suppress(OSError):
                shutil.rmtree(self._path) if self._path.is_dir() and not self._path.is_symlink() else self._path.unlink()

    def _seal(self, key: bytes, value: bytes) -> bytes:
        return blake2b(key + value, digest_size=DIGEST, key=self._secret).digest()

    def _note(self, line: str) -> None:
        if line not in self.notes:
            self.notes.append(line)


def _opened(path: Path) -> sqlite3.Connection:
    """Return the file with its one table. Raises DatabaseError if it is none, or does more than hold results: a view could be
    without end, and a trigger act."""
    if path.is_symlink():
        raise sqlite3.DatabaseError("it is a symbolic link")  # whatever it leads to is somebody else's
    file = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        file.text_factory = bytes  # somebody may have put a text where a value belongs
        file.execute("PRAGMA trusted_schema = OFF")
        file.execute("PRAGMA synchronous = OFF")  # a value that a power cut tears is found out by its seal
        file.execute("PRAGMA mmap_size = 1000000000")
        file.execute(SCHEMA)
        _check_schema(file)
        file.execute("SELECT key, value, build FROM memo LIMIT 1").fetchone()
    except DAMAGE:
        file.close()
        raise
    return file


def _check_schema(file: sqlite3.Connection) -> None:
    if file.execute("SELECT sql FROM sqlite_master").fetchall() != [(f"CREATE {TABLE}".encode(),)]:
        raise sqlite3.DatabaseError("it holds more than results")
