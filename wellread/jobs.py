"""Runs a function over many things in several processes, where that pays and where the system can fork."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import NamedTuple, TypeVar

from wellread.watch import Watch

T = TypeVar("T")

FEWEST = 64
"""Fewer things than this are done before a second process has started."""
CHUNK = 32
FEWEST_IN_PARTS = 1000

_work: Callable[[int], bytes]


class Workers(NamedTuple):
    """How many processes may work at once, and who watches them."""

    jobs: int
    watch: Watch

    def run(self, function: Callable[[T], bytes], things: Sequence[T], *, heavy: bool = False) -> Iterator[bytes]:
        """Yield `function(thing)` for each thing, in their order. What is `heavy` takes so long that two things are worth a second
        process."""
        yield from self.watch.count(run_many(function, things, self.jobs, heavy=heavy), len(things))


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run_many(function: Callable[[T], bytes], things: Sequence[T], jobs: int, *, heavy: bool = False) -> Iterator[bytes]:
    """Yield `function(thing)` for each thing, in their order, made by up to `jobs` processes.

    The function and the things reach the processes by forking, so they can be anything; only the bytes travel back.
    """
    if jobs < 2 or len(things) < (2 if heavy else FEWEST) or not hasattr(os, "fork"):
        yield from (function(thing) for thing in things)
        return
    import multiprocessing  # here, because most builds need no second process

    global _work
    _work = lambda number: function(things[number])  # noqa: E731
    gc.freeze()  # or the first collection in each process would copy every page of memory
    try:
        with multiprocessing.get_context("fork").Pool(jobs) as pool:
            yield from pool.imap(_do, range(len(things)), chunksize=1 if heavy else CHUNK)
    finally:
        gc.unfreeze()


def run_parts(function: Callable[[Sequence[T]], bytes], things: Sequence[T], jobs: int) -> list[bytes]:
    """Return what `function` returns for each of up to `jobs` parts of the things, in their order, made by as many processes.

    Unlike `run_many` it starts at once and costs little; it is for quick work on many things that takes equally long for each. A
    part whose process fails is done again here, so that its error is the caller's.
    """
    size = -(-len(things) // jobs) if jobs > 1 and len(things) >= FEWEST_IN_PARTS and hasattr(os, "fork") else max(len(things), 1)
    first, *others = [things[start : start + size] for start in range(0, len(things), size)] or [things]
    started = [_start(function, part) for part in others]
    try:
        done = [function(first)]
    finally:  # whatever comes of it, nobody is left waiting to be heard
        answers = [(_read_all(pipe), _ended_well(process)) for process, pipe in started]
    return done + [answer if is_good else function(part) for part, (answer, is_good) in zip(others, answers, strict=True)]


@contextmanager
def beside(function: Callable[[], bytes], size: int, jobs: int) -> Iterator[Callable[[], bytes]]:
    """Yield what returns `function()`. If that is work on many things (`size`), another process does it meanwhile; should that one
    fail, or where there is none, it is done here when it is asked for."""
    if jobs < 2 or size < FEWEST_IN_PARTS or not hasattr(os, "fork"):
        yield function
        return
    gc.freeze()  # as in `run_many`
    process, pipe = _start(lambda _: function(), ())
    gc.unfreeze()
    working = [(process, pipe)]

    def answer() -> bytes:
        process, pipe = working.pop()
        content, is_good = _read_all(pipe), _ended_well(process)
        return content if is_good else function()

    try:
        yield answer
    finally:
        for process, pipe in working:  # nobody wants to know any more
            os.close(pipe)
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGTERM)
            _ended_well(process)


def _read_all(pipe: int) -> bytes:
    with open(pipe, "rb") as answer:
        return answer.read()


def _start(function: Callable[[Sequence[T]], bytes], part: Sequence[T]) -> tuple[int, int]:
    """Start a process that does one part; return its id and the end of the pipe from which its answer can be read."""
    answer, pipe = os.pipe()
    process = os.fork()
    if process:
        os.close(pipe)
        return process, answer
    status = 1
    try:
        with open(pipe, "wb") as file:
            file.write(function(part))
        status = 0
    finally:
        os._exit(status)


def _ended_well(process: int) -> bool:
    try:
        return os.waitpid(process, 0)[1] == 0
    except ChildProcessError:  # whoever started this program wants no word of processes that end, so there is none
        return False


def _do(number: int) -> bytes:
    return _work(number)
