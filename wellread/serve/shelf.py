"""Keeps a built site in memory: nothing of a preview is on the disk, and nothing that is on the disk can be asked of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from wellread.model import Output
from wellread.write import Written


class Shelf:
    """The files of the last good build by path. A reader meets one build or the next, never a mixture. `hurry` is called when
    there is something new, which is before a build has remembered it and is done."""

    def __init__(self, hurry: Callable[[], object] = lambda: None) -> None:
        self._hurry = hurry
        self._files: Mapping[str, bytes] = {}
        self._hashes: Mapping[str, str] = {}

    def read(self, path: str) -> bytes | None:
        return self._files.get(path)

    def is_already(self, hashes: Mapping[str, str]) -> Written | None:
        if self._hashes != hashes:
            return None
        return Written(written=(), removed=(), unchanged=len(hashes), foreign=())

    def differing(self, hashes: Mapping[str, str]) -> frozenset[str]:
        """Return the paths whose file does not hold the bytes with that hash."""
        return frozenset(path for path, wanted in hashes.items() if self._hashes.get(path) != wanted)

    def write(self, hashes: Mapping[str, str], outputs: Sequence[Output], kept: Mapping[str, str] | None = None) -> Written:
        """Hold exactly the files named in `hashes`; `outputs` holds those that differ. A shelf keeps nothing for later."""
        assert not kept
        different, before = self.differing(hashes), self._files
        given = {each.path: each.content for each in outputs}
        self._files = {path: given[path] if path in different else before[path] for path in hashes}
        self._hashes = dict(hashes)
        self._hurry()
        removed = tuple(sorted(set(before) - set(hashes)))
        return Written(written=tuple(sorted(different)), removed=removed, unchanged=len(hashes) - len(different), foreign=())
