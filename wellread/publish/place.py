"""What a place can do that files are published to. Paths are below it, with /."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

from wellread.model import Value

PART = ".wellread-part"
"""How the names of files end that are not there as a whole yet."""


class Found(Value, frozen=True, kw_only=True, rename="pascal"):
    """A file at the place: its path, its size in bytes, and the hashes that the place knows of it, in hex by kind."""

    path: str
    size: int
    hashes: Mapping[str, str] = {}


class Place(Protocol):
    """A folder, a bucket … Each method raises SiteError if the place can't be reached, or says no."""

    def below(self, folder: str) -> Place:
        """Return a folder of the place as a place of its own."""

    def list(self, *, hashes: bool = True) -> dict[str, Found]:
        """Return every file there by path; none if there is no such place yet."""

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file, or None if it isn't there, or is empty: a bucket says the same of both."""

    def read_all(self, paths: Iterable[str], folder: Path) -> None:
        """Copy files from there into a folder."""

    def read_below(self, name: str) -> dict[str, bytes]:
        """Return the bytes of each file directly in a folder there, by name."""

    def write(self, path: str, content: bytes, headers: Mapping[str, str] | None = None) -> None:
        """Put one file there, whole."""

    def put(self, paths: Iterable[str], folder: Path, headers: Mapping[str, str] | None = None) -> None:
        """Copy files of a folder to the place, each whole, with HTTP headers that the place shall send with them, if it can."""

    def delete(self, paths: Iterable[str]) -> None:
        """Delete files there. One that is gone already is no failure."""
