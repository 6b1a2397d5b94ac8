"""Of publishers who come at the same moment at most one gets in, at a place that can do no more than show what was written."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from tests.publish.little import InMemory
from wellread.problems import SiteError
from wellread.publish import lock
from wellread.publish.lock import LOCKS, Lock, is_alive, locked, this_machine


class Slow(InMemory):
    """A place at which each call takes its time, seldom the same."""

    def write(self, path: str, content: bytes, headers: Mapping[str, str] | None = None) -> None:
        self._wait()
        super().write(path, content, headers)
        self._wait()

    def read_below(self, name: str) -> dict[str, bytes]:
        self._wait()
        found = {path.rpartition("/")[2]: each for path, each in list(self.files.items()) if path.startswith(f"{name}/")}
        self._wait()
        return found

    def _wait(self) -> None:
        time.sleep(self.random.choice((0, 0, 0.001, 0.004)))


@pytest.mark.parametrize("seed", range(12))
def test_at_most_one_is_inside(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "CHOOSING_SECONDS", 0.003)
    place, inside, most, told = Slow(seed=seed), 0, 0, []
    counting = threading.Lock()

    def come(name: str) -> None:
        nonlocal inside, most
        try:
            with locked(place, name):
                with counting:
                    inside += 1
                    most = max(most, inside)
                time.sleep(0.02)
                with counting:
                    inside -= 1
        except SiteError as refused:
            told.append(str(refused))

    names = [f"publisher {number}" for number in range(4)]
    all_of_them = [threading.Thread(target=come, args=(name,)) for name in names]
    random.Random(seed).shuffle(all_of_them)
    for each in all_of_them:
        each.start()
    for each in all_of_them:
        each.join()
    assert most <= 1
    assert len(told) < len(names), "somebody gets in"
    assert all("has been publishing to the same place since" in each for each in told)
    assert place.files == {}


def a_lock(**values: object) -> Lock:
    now = datetime.now(UTC)
    given = {"who": "you", "machine": "another", "pid": 1, "since": now, "seen": now, "mark": "aa", "number": 1, **values}
    return Lock(**given)  # type: ignore[arg-type]


def test_a_lock_is_alive_while_it_is_renewed() -> None:
    now = datetime.now(UTC)
    assert is_alive(a_lock(), now)
    assert is_alive(a_lock(), now + timedelta(minutes=9))
    assert not is_alive(a_lock(), now + timedelta(minutes=11))


def test_the_lock_of_a_process_of_this_machine_that_is_gone_is_dead_at_once() -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    now = datetime.now(UTC)
    assert not is_alive(a_lock(machine=this_machine(), pid=gone.pid), now)
    assert is_alive(a_lock(machine="another", pid=gone.pid), now)


def test_a_lock_that_this_process_could_not_take_away_does_not_keep_it_out() -> None:
    place = InMemory()
    left = a_lock(machine=this_machine(), pid=os.getpid())
    place.files[left.path] = msgspec.json.encode(left)
    with locked(place, "me"):
        pass
    assert place.files == {}


def test_it_is_renewed_while_it_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "RENEW_SECONDS", 0.01)
    place = InMemory()
    with locked(place, "me"):
        (path,) = [each for each in place.files if each.startswith(LOCKS)]
        first = place.files[path]
        for _ in range(200):
            if place.files[path] != first:
                break
            time.sleep(0.01)
        assert place.files[path] != first
    assert place.files == {}


def of_somebody(seen: str, pid: object) -> bytes:
    since = f'"since": "2026-11-22T10:00:00Z", "seen": "{seen}", "mark": "x"'
    return f'{{"who": "x", "machine": "{this_machine()}", "pid": {pid}, {since}}}'.encode()


@pytest.mark.parametrize(
    "content",
    [
        b"no lock",
        b"[" * 100_000,
        b"\xff",
        of_somebody("2026-11-22T10:00:00", 1),  # a time without a zone can't be compared
        of_somebody("9999-12-31T23:59:59Z", 2**80),
        of_somebody("9999-12-31T23:59:59Z", -1),
    ],
    ids=["words", "deep", "no UTF-8", "no zone", "large number", "no number"],
)
def test_what_is_no_lock_keeps_nobody_out(tmp_path: Path, content: bytes) -> None:
    place = InMemory()
    place.files[f"{LOCKS}/x.json"] = content
    with locked(place, "me"):
        pass
    assert place.files == {}


def test_whoever_stays_undecided_keeps_others_out_until_it_is_dead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "CHOOSING_SECONDS", 0.001)
    place = InMemory()
    undecided = a_lock(number=0)

    def come_in_between(_: object) -> None:
        place.files[undecided.path] = msgspec.json.encode(undecided)

    real = lock._write

    def write(where: InMemory, own: Lock) -> None:
        come_in_between(None)
        real(where, own)

    monkeypatch.setattr(lock, "_write", write)
    with pytest.raises(SiteError, match="you has been publishing"), locked(place, "me"):
        pass
    assert list(place.files) == [undecided.path]
