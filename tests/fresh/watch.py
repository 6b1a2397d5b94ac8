"""Sees what a build asks of the world: the clock, files, the environment, the network, chance. A pure room may ask for none of it.

Two of Python's own windows are used. `sys.setprofile` shows every call of a function written in C, such as `time.time` or
`os.stat`; audit events show what libraries open deep inside. Each is judged by the modules that are on the stack at that moment.
"""

from __future__ import annotations

import builtins
import gc
import os
import random
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

PURE = ("wellread.read.", "wellread.prose.", "wellread.check.", "wellread.render.", "wellread.model", "wellread.problems")
AT_THE_EDGE = ("wellread.read.scan", "wellread.read.folders")
"""The modules in a pure room whose business files are."""

LIBRARIES = tuple(sorted({sysconfig.get_path(name) for name in ("purelib", "platlib", "stdlib", "platstdlib")}))
"""Where files may be read from inside a pure function: what lies there is part of the program, as its version number says."""

HARMLESS = {"posix": ("fspath", "_path_normpath"), "nt": ("fspath", "_path_normpath")}
WORLD = ("posix", "nt", "time", "_socket", "_locale", "_random", "_uuid", "_ssl", "_posixsubprocess", "select", "signal")
"""Modules written in C of which no function may be called."""
FILE_EVENTS = ("open", "os.listdir", "os.scandir")
EVENTS = ("socket.", "subprocess.", "os.", "shutil.", "sqlite3.", "urllib.", "tempfile.", "ctypes.")
ENVIRONMENT = frozenset(function.__code__ for function in vars(type(os.environ)).values() if hasattr(function, "__code__"))
STYLES = "wellread.render.references"
"""Asks the citation library where its styles are; what is then opened is judged by its path."""


class Watch:
    """`asked` are the sentences about what pure rooms asked for, `rooms` the rooms that were at work."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.rooms: set[str] = set()

    def see_call(self, frame: FrameType, event: str, arg: Any) -> None:
        if event == "call":
            name = frame.f_globals.get("__name__", "")
            if name.startswith("wellread."):
                self.rooms.add(name.split(".")[1])
            if frame.f_code in ENVIRONMENT:
                self._judge("the environment", frame)
        elif event == "c_call" and (what := _asks_for(arg)):
            self._judge(what, frame)

    def see_event(self, event: str, args: tuple[Any, ...]) -> None:
        if event in FILE_EVENTS:
            path = os.fsdecode(args[0]) if isinstance(args[0], str | bytes | os.PathLike) else str(args[0])
            if os.path.abspath(path).startswith(LIBRARIES) and not (event == "open" and _is_for_writing(args)):
                return
            self._judge(f"{event} {path}", sys._getframe(2))
        elif event.startswith(EVENTS):
            self._judge(event, sys._getframe(2))

    def _judge(self, what: str, frame: FrameType | None) -> None:
        modules: list[str] = []
        at = ""
        while frame:
            name = str(frame.f_globals.get("__name__", ""))
            if name.startswith("importlib.") and "resources" not in name:
                return  # a module is imported the first time that it is needed
            if name.startswith("wellread.") and not at:
                at = f"{name}:{frame.f_lineno}"
            modules.append(name)
            frame = frame.f_back
        is_pure = any(name.startswith(PURE) and name not in AT_THE_EDGE for name in modules)
        if is_pure and not (STYLES in modules and what.startswith(("posix.", "nt."))):
            self.asked.append(f"{what} in {at}")


def _asks_for(function: Any) -> str:
    """Return what a function written in C asks for, or "" if it asks for nothing outside."""
    name = getattr(function, "__name__", "")
    owner = getattr(function, "__self__", None)
    module = getattr(function, "__module__", None) or ""
    if module in WORLD and name not in HARMLESS.get(module, ()):
        return f"{module}.{name}"
    if isinstance(owner, type) and issubclass(owner, date) and name in ("today", "now", "utcnow", "fromtimestamp"):
        return f"{owner.__name__}.{name}"
    if isinstance(owner, date) and name in ("strftime", "astimezone", "timestamp"):
        return f"{type(owner).__name__}.{name}"  # speaks the language, or knows the time zone, of the machine
    if isinstance(owner, random.Random):
        return f"random.{name}"
    return f"builtins.{name}" if function in (builtins.print, builtins.input) else ""


def _is_for_writing(args: tuple[Any, ...]) -> bool:
    return isinstance(args[2], int) and bool(args[2] & (os.O_WRONLY | os.O_RDWR))


_watching: list[Watch] = []


def _hook(event: str, args: tuple[Any, ...]) -> None:
    if _watching:
        _watching[-1].see_event(event, args)


@contextmanager
def watching() -> Iterator[Watch]:
    """Watch what this thread does until the block ends."""
    if not getattr(watching, "is_hooked", False):
        sys.addaudithook(_hook)  # for good: there is no taking it off
        watching.is_hooked = True  # type: ignore[attr-defined]
    watch = Watch()
    before = sys.getprofile()
    gc.disable()  # Hypothesis times every collection, and its clock would be taken for that of whoever was interrupted
    _watching.append(watch)
    sys.setprofile(watch.see_call)
    try:
        yield watch
    finally:
        sys.setprofile(before)
        _watching.pop()
        gc.enable()


def planted(source: str) -> Any:
    """Return the function `planted` of a piece of source, as if it stood in a pure room."""
    names: dict[str, Any] = {"__name__": "wellread.prose.planted", "HERE": str(Path(__file__))}
    exec(source, names)
    return names["planted"]
