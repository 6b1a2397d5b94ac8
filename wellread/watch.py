"""Sees how a build goes: which stage it is in, how far that is, how long each took. A build that nobody watches is the same.

The clock and whoever wants to hear of it are given: without them no clock is read and nothing is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")

Teller = Callable[[str, int, int], None]
"""Hears the name of the stage, how many things are done in it, and how many there are (0 if that isn't known)."""


class Watch:
    """`seconds` by stage, in the order in which they began; `pages` holds (seconds, template, path) of each page that was made."""

    def __init__(self, tell: Teller | None = None, clock: Callable[[], float] = lambda: 0.0) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.pages: list[tuple[float, str, str]] = []
        self.clock = clock
        self._tell = tell
        self._stage = ""

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what happens inside under `name`; a stage inside another is told as itself and counted in both."""
        before, self._stage = self._stage, name
        self.seconds[name] += 0.0
        started = self.clock()
        self._say(0, 0)
        try:
            yield
        finally:
            self.seconds[name] += self.clock() - started
            self._stage = before

    def count(self, things: Iterable[T], total: int) -> Iterator[T]:
        """Yield the things, telling after each how many are done."""
        for done, thing in enumerate(things, 1):
            yield thing
            self._say(done, total)

    def _say(self, done: int, total: int) -> None:
        if self._tell:
            self._tell(self._stage, done, total)
