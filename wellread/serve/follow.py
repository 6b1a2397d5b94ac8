"""Hears of every change in a site's folder, soon after it is made.

The system tells of changes (watchfiles). Where it does not, as on a network drive, livereload's watcher looks at the files now and
then. What editors and file managers leave lying about is no change.
"""

from __future__ import annotations

import asyncio
import glob
import os
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from pathlib import Path

from livereload.watcher import Watcher
from watchfiles import Change, awatch
from watchfiles._rust_notify import WatchfilesRustInternalError

from wellread.read.folders import is_leftover

FOLDERS = ("content", "templates", "static")
SETTINGS = "site.yaml"
PATTERNS = (*(f"{folder}/**/*" for folder in FOLDERS), SETTINGS)
STEP, LONGEST = 20, 250
"""A burst of changes is over when nothing happens for STEP milliseconds, or after LONGEST."""
LOOK_EVERY, LOOK_OFTEN = 2.0, 0.4
"""How often, in seconds, the files are looked at where the system tells of changes, and where it can't."""


class Changes:
    """Whether anything has changed since somebody last asked."""

    def __init__(self) -> None:
        self._event = asyncio.Event()
        self._is_told = False
        self.is_deaf = False

    async def wait(self, seconds: float | None = None) -> bool:
        """Wait until something has changed, at most `seconds`, and say whether it has; the next change is a new one."""
        try:
            await asyncio.wait_for(self._event.wait(), seconds)
        except TimeoutError:
            return False
        self._event.clear()
        return True

    def hear(self, *, all_of_it: bool = True) -> None:
        """The system tells of a change; perhaps not of all, when a folder has just come."""
        self._is_told = all_of_it
        self._event.set()

    def see(self, *, anew: bool = False) -> None:
        """Somebody who looked has found a change. If the system told of any since the last look, it is known already; unless this
        is the first look."""
        if anew or self.is_deaf or not self._is_told:
            self._event.set()
        self._is_told = False


class Look:
    """The files as they were when somebody last looked; the first look is the one that makes this."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._seen: list[None] = []
        self._watcher = Watcher()
        for pattern in PATTERNS:
            self._watcher.watch(f"{glob.escape(str(root))}/{pattern}", lambda: self._seen.append(None), ignore=_is_left_over)
        self._watcher.examine()
        self._seen.clear()

    def is_different(self) -> bool:
        """Look again, and say whether anything has changed."""
        self._watcher.examine()
        is_different = bool(self._seen)
        self._seen.clear()
        return is_different


@asynccontextmanager
async def following(before: Look) -> AsyncIterator[Changes]:
    """Follow a site while the block runs. What has changed since the look before is heard of first."""
    changes = Changes()
    tasks = [asyncio.create_task(each) for each in (_hear(before.root, changes), _look(before, changes))]
    try:
        yield changes
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _hear(root: Path, changes: Changes) -> None:
    """Tell of what the system tells. A folder that goes, comes or is replaced is listened to anew."""
    while True:
        stop = asyncio.Event()
        below = asyncio.create_task(_hear_below([root / name for name in FOLDERS if (root / name).is_dir()], changes, stop))
        try:
            await _hear_the_top(root, changes)
        except (OSError, WatchfilesRustInternalError):  # the folder itself is gone, or the system follows no more of them
            changes.is_deaf = True
            await asyncio.sleep(LOOK_EVERY)
        finally:
            stop.set()
            await below


async def _hear_the_top(root: Path, changes: Changes) -> None:
    """Listen until one of the folders in the site's own folder goes or comes."""
    top = awatch(root, recursive=False, watch_filter=_is_at_the_top, step=STEP, debounce=LONGEST)
    async with aclosing(top):
        async for found in top:
            moved = any(Path(path).name in FOLDERS and change != Change.modified for change, path in found)
            changes.hear(all_of_it=not moved)
            if moved:
                return


async def _hear_below(folders: list[Path], changes: Changes, stop: asyncio.Event) -> None:
    if not folders:
        return
    try:
        async for _ in awatch(*folders, watch_filter=_is_meant, step=STEP, debounce=LONGEST, stop_event=stop):
            changes.hear()
    except (OSError, WatchfilesRustInternalError):
        changes.is_deaf = True


def _is_meant(_: Change, path: str) -> bool:
    return not _is_left_over(path)


def _is_left_over(path: str) -> bool:
    return is_leftover(os.path.basename(path))


def _is_at_the_top(_: Change, path: str) -> bool:
    return os.path.basename(path) in (*FOLDERS, SETTINGS)


async def _look(look: Look, changes: Changes) -> None:
    await asyncio.sleep(LOOK_OFTEN)  # by then the system is listened to, so that nothing falls between the two
    if await asyncio.to_thread(look.is_different):
        changes.see(anew=True)
    while True:
        await asyncio.sleep(LOOK_OFTEN if changes.is_deaf else LOOK_EVERY)
        if await asyncio.to_thread(look.is_different):
            changes.see()
