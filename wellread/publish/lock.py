"""One publication at a time: whoever publishes to a place leaves a lock there, and looks whose turn it is. Needs nothing of the
place but that it shows what was written to it: most buckets can't create a file only if there is none.

Lamport's bakery algorithm (doi:10.1145/361082.361093), but that nobody queues: who isn't first is told who is. Each publisher has
a file of its own. It is written with the number 0 (“choosing”), then with one more than the highest number there. Whoever finds
nobody choosing, and nobody with a lower number, publishes. The file is renewed every minute; one that wasn't for long is dead.
"""

from __future__ import annotations

import os
import platform
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Annotated

import msgspec

from wellread.model import Value
from wellread.problems import SiteError
from wellread.publish.place import Place

LOCKS = ".wellread-publishing"
"""The folder of locks; it is there only while somebody publishes."""
RENEW_SECONDS = 60
DEAD, STALE = timedelta(minutes=10), timedelta(minutes=7)
"""After which time without renewal others take a lock for a dead one's, and after which its owner stops."""
CHOOSING_LOOKS, CHOOSING_SECONDS = 20, 0.5
"""How often, and after how long each time, it is looked whether another publisher has chosen its number."""


_own_marks: set[str] = set()
"""The marks of the locks that this process holds, or is getting: another of its locks is one that it could not take away."""


Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class Lock(Value, frozen=True, kw_only=True):
    """Who publishes: a name for people, which process of which machine, since when, when it was last seen alive, a random mark, and
    its number in the queue (0: it is choosing)."""

    who: str
    machine: str
    pid: Annotated[int, msgspec.Meta(ge=1, lt=2**31)]
    since: Moment
    seen: Moment
    mark: str
    number: int = 0

    @property
    def turn(self) -> tuple[int, str]:
        return self.number, self.mark

    @property
    def path(self) -> str:
        return f"{LOCKS}/{self.mark}.json"


class Held:
    """A lock that is held: it is renewed by a thread of its own, and can be looked at."""

    def __init__(self, remote: Place, own: Lock) -> None:
        self._remote = remote
        self._own = own
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._renew, daemon=True)
        self._thread.start()

    def check(self) -> None:
        """Raise SiteError if somebody took the lock away, or may do so at any moment since it could not be renewed: then somebody
        else may be publishing."""
        content = self._remote.read(self._own.path)
        if content is None:  # some places show a file that is just being renewed as an empty one, or half of it
            time.sleep(CHOOSING_SECONDS)
            content = self._remote.read(self._own.path)
        if content is None:
            raise SiteError("Somebody took away this publication's lock while it ran, so it stopped. Publish again to finish.")
        own = _decoded(content)
        if own is not None and datetime.now(UTC) - own.seen > STALE:
            raise SiteError(
                f"This publication could not renew its lock for {STALE.seconds // 60} minutes (was the network away, or did the "
                "machine sleep?), so it stopped before somebody else begins. Publish again to finish."
            )

    def release(self) -> None:
        self._stop.set()
        self._thread.join()
        _own_marks.discard(self._own.mark)
        with suppress(SiteError):  # a lock that can't be taken away is dead in a few minutes
            self._remote.delete([self._own.path])

    def _renew(self) -> None:
        while not self._stop.wait(RENEW_SECONDS):
            with suppress(SiteError):  # once is no harm: the next time is in a minute, and a lock lives for ten
                if self._remote.read(self._own.path) is not None:
                    _write(self._remote, msgspec.structs.replace(self._own, seen=datetime.now(UTC)))


@contextmanager
def locked(remote: Place, who: str) -> Iterator[Held]:
    """Keep other publications out. Raises SiteError if there is one already."""
    held = Held(remote, _acquire(remote, who))
    try:
        yield held
    finally:
        held.release()


def _acquire(remote: Place, who: str) -> Lock:
    others, dead = _look(remote, "")
    if others:
        raise _refusal(others)
    now = datetime.now(UTC)
    own = Lock(who=who, machine=this_machine(), pid=os.getpid(), since=now, seen=now, mark=os.urandom(8).hex())
    _own_marks.add(own.mark)
    try:
        _write(remote, own)
        others, _ = _look(remote, own.mark)
        own = msgspec.structs.replace(own, number=1 + max((each.number for each in others), default=0))
        _write(remote, own)
        for _ in range(CHOOSING_LOOKS):
            others, _ = _look(remote, own.mark)
            if before := [each for each in others if each.number and each.turn < own.turn]:
                others = before
                break
            if all(each.number for each in others):
                if dead:
                    remote.delete(dead)
                return own
            time.sleep(CHOOSING_SECONDS)
        _own_marks.discard(own.mark)
        remote.delete([own.path])
    except BaseException:  # however it ends, no lock stays behind
        _own_marks.discard(own.mark)
        with suppress(SiteError):
            remote.delete([own.path])
        raise
    raise _refusal(others)


def _look(remote: Place, own: str) -> tuple[list[Lock], list[str]]:
    """Return the locks of others that live, and the paths of those that don't."""
    living: list[Lock] = []
    dead: list[str] = []
    for name, content in remote.read_below(LOCKS).items():
        each = _decoded(content)
        if each is None:
            dead.append(f"{LOCKS}/{name}")
        elif each.mark != own:
            living.append(each) if is_alive(each, datetime.now(UTC)) else dead.append(f"{LOCKS}/{name}")
    return living, dead


def _decoded(content: bytes) -> Lock | None:
    """Return the lock that a file holds, or None if it holds none."""
    try:
        return msgspec.json.decode(content, type=Lock)
    except (ValueError, RecursionError):
        return None


def is_alive(lock: Lock, now: datetime) -> bool:
    """Say whether whoever left a lock may still be publishing: it was renewed lately, and its process isn't known to be gone."""
    if now - lock.seen > DEAD:
        return False
    if lock.machine != this_machine():
        return True
    if lock.pid == os.getpid():
        return lock.mark in _own_marks
    try:
        os.kill(lock.pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def this_machine() -> str:
    """Return what tells this machine, since its start, from others, and one container on it from another; it names none of them."""
    parts = [platform.node()]
    with suppress(OSError):
        parts.append(Path("/proc/sys/kernel/random/boot_id").read_text("ascii"))
    with suppress(OSError):
        parts.append(os.readlink("/proc/self/ns/pid"))
    return blake2b("\0".join(parts).encode(), digest_size=8).hexdigest()


def _write(remote: Place, lock: Lock) -> None:
    remote.write(lock.path, msgspec.json.encode(lock))


def _refusal(others: list[Lock]) -> SiteError:
    first = min(others, key=lambda each: each.turn)
    return SiteError(
        f"{first.who} has been publishing to the same place since {first.since:%H:%M} UTC. Nothing was changed. Wait for it to "
        f"end, then publish again. If it died, its lock is forgotten {DEAD.seconds // 60} minutes after its last sign of life; "
        f"whoever is sure of it may delete the folder {LOCKS} there."
    )
