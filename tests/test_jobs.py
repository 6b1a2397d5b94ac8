"""Quick work on many things is done by several processes, and whatever happens to one of them, nothing is lost."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Sequence

import pytest

from wellread import jobs
from wellread.jobs import FEWEST_IN_PARTS, beside, run_parts

THINGS = range(2 * FEWEST_IN_PARTS)
RIGHT = [b"0", b"500", b"1000", b"1500"]


def first_of(part: Sequence[int]) -> bytes:
    return str(part[0]).encode()


def elsewhere(fail: Callable[[], object]) -> Callable[[Sequence[int]], bytes]:
    """Return work that fails in every process but this one."""
    here = os.getpid()

    def work(part: Sequence[int]) -> bytes:
        if os.getpid() != here:
            fail()
        return first_of(part)

    return work


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def stopped() -> None:
    raise KeyboardInterrupt


def failed() -> None:
    raise OSError(5, "the disk is broken")


def test_parts_come_back_in_their_order() -> None:
    assert run_parts(first_of, THINGS, 4) == RIGHT


def test_few_things_are_one_part() -> None:
    assert run_parts(lambda part: str(len(part)).encode(), THINGS[: FEWEST_IN_PARTS - 1], 4) == [b"999"]
    assert run_parts(lambda part: str(len(part)).encode(), (), 4) == [b"0"]


def test_answers_may_be_long() -> None:
    assert run_parts(lambda part: first_of(part) * 300_000, THINGS, 4) == [each * 300_000 for each in RIGHT]


@pytest.mark.parametrize("fail", [killed, stopped, failed])
def test_the_part_of_a_process_that_fails_is_done_again(fail: Callable[[], object]) -> None:
    assert run_parts(elsewhere(fail), THINGS, 4) == RIGHT


def test_what_is_wrong_with_a_part_is_raised_here() -> None:
    def work(part: Sequence[int]) -> bytes:
        if part[0]:
            failed()
        return b""

    with pytest.raises(OSError, match="the disk is broken"):
        run_parts(work, THINGS, 4)


def test_a_program_that_is_told_nothing_of_its_processes_does_it_all() -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert run_parts(first_of, THINGS, 4) == RIGHT
    finally:
        signal.signal(signal.SIGCHLD, before)


def test_no_process_is_left_behind_when_the_own_part_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    here = os.getpid()
    started: list[int] = []

    def fork() -> int:
        pid = real_fork()
        started.append(pid)
        return pid

    real_fork = os.fork
    monkeypatch.setattr(os, "fork", fork)

    def work(part: Sequence[int]) -> bytes:
        if os.getpid() == here:
            raise OSError(5, "the disk is broken")
        return b"x" * 1_000_000

    with pytest.raises(OSError, match="broken"):
        run_parts(work, THINGS, 3)
    assert started
    for pid in started:
        with pytest.raises(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)


def whose(fail: Callable[[], object] = lambda: None) -> Callable[[], bytes]:
    """Return work that says whether it was done by another process, in which it may fail."""
    here = os.getpid()

    def work() -> bytes:
        if os.getpid() == here:
            return b"ours"
        fail()
        return b"theirs" * 100_000

    return work


def test_work_on_many_things_is_done_beside_other_work() -> None:
    with beside(whose(), FEWEST_IN_PARTS, 2) as answer:
        assert answer() == b"theirs" * 100_000


@pytest.mark.parametrize(("size", "processes"), [(FEWEST_IN_PARTS - 1, 2), (FEWEST_IN_PARTS, 1)])
def test_little_work_is_done_here(size: int, processes: int) -> None:
    with beside(whose(), size, processes) as answer:
        assert answer() == b"ours"


@pytest.mark.parametrize("fail", [killed, stopped, failed])
def test_work_whose_process_fails_is_done_here(fail: Callable[[], object]) -> None:
    with beside(whose(fail), FEWEST_IN_PARTS, 2) as answer:
        assert answer() == b"ours"


def test_a_process_that_nobody_waits_for_any_more_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []
    start = jobs._start

    def remembered(function: Callable[[Sequence[int]], bytes], part: Sequence[int]) -> tuple[int, int]:
        process, pipe = start(function, part)
        started.append(process)
        return process, pipe

    monkeypatch.setattr(jobs, "_start", remembered)
    with pytest.raises(OSError, match="the disk is broken"), beside(whose(lambda: time.sleep(600)), FEWEST_IN_PARTS, 2):
        failed()
    (process,) = started
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
