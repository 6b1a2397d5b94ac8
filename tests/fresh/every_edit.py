"""Every single edit that the desk knows, one after the other, each built on what the site was and compared with a clean build.

    python -m tests.fresh.every_edit            all of them, some minutes

The machine meets combinations; this meets each thing that can change in an entry at least once.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from functools import partial
from itertools import groupby
from pathlib import Path

import msgspec

from tests.fresh.builds import Tree, differences, outcome, tree
from tests.fresh.desk import BLOCKS, FIELDS, OPTIONAL, SETTINGS, WORDINGS, Folder, Sources, Values, first_sources
from tests.fresh.machine import TODAY, as_shown
from wellread.options import MEMO
from wellread.pipeline import Order

Edit = tuple[str, Callable[[Sources], None]]


def edits_of(path: str) -> Iterator[Edit]:
    """Yield every edit of an entry, or of site.yaml, with its name."""
    sources = first_sources()
    if path == "site.yaml":
        yield from _edits_of_fields(path, sources.settings, SETTINGS)
        return
    entry = sources.entries[path]
    yield from _edits_of_fields(path, entry.front, FIELDS[path.partition("/")[0]])
    for number, block in enumerate(entry.blocks):
        yield f"{path}: without block {number}", partial(_put, path, number, [])
        for old, new in WORDINGS:
            if old in block:
                yield f"{path}: block {number} with {new!r} for {old!r}", partial(_put, path, number, [block.replace(old, new)])
    for text in BLOCKS:
        yield f"{path}: and then {text!r}", partial(_put, path, len(entry.blocks), [text])


def _edits_of_fields(path: str, front: Mapping[str, object], fields: Values) -> Iterator[Edit]:
    for field, values in sorted(fields.items()):
        if field in front and field in OPTIONAL:
            yield f"{path}: without {field}", partial(_set, path, field, None)
        yield from ((f"{path}: {field}: {value!r}", partial(_set, path, field, value)) for value in values)


def _set(path: str, field: str, value: object, sources: Sources) -> None:
    front = sources.settings if path == "site.yaml" else sources.entries[path].front
    if value is None:
        del front[field]
    else:
        front[field] = deepcopy(value)


def _put(path: str, number: int, blocks: list[str], sources: Sources) -> None:
    sources.entries[path].blocks[number : number + 1] = blocks


class Bench:
    """A site that is edited and put back, over and over. `faults` are the edits whose build was not that of a clean one."""

    def __init__(self, home: Path, first: Sources) -> None:
        self._home = home
        self._first = first
        self._folder = Folder(home / "site")
        self._order = Order(root=home / "site", output=home / "public", today=TODAY, memo=home / "site" / MEMO)
        self.faults: list[str] = []
        self.published = 0
        self.stopped = 0
        self._folder.save(first.files())
        self._compare("as it was")

    def try_edit(self, name: str, edit: Callable[[Sources], None]) -> None:
        sources = deepcopy(self._first)
        edit(sources)
        self._folder.save(sources.files())
        self._compare(name)
        self._folder.save(self._first.files())
        outcome(self._order)

    def _compare(self, name: str) -> None:
        before = self._tree(self._order.output)
        found = outcome(self._order)
        with tempfile.TemporaryDirectory(dir=self._home) as folder:
            clean = msgspec.structs.replace(self._order, memo=None, output=Path(folder) / "clean")
            right = outcome(clean)
            wanted = self._tree(clean.output) if right.written else before
        different = differences(self._tree(self._order.output), wanted)
        if found != right or different:
            self.faults.append("\n".join((name, *as_shown(found), "and clean:", *as_shown(right), different)))
        self.published += right.written
        self.stopped += not right.written

    @staticmethod
    def _tree(folder: Path) -> Tree:
        return tree(folder) if folder.exists() else {}


def all_edits() -> Iterator[Edit]:
    """Yield the edits of site.yaml and of every entry."""
    for path in ("site.yaml", *sorted(first_sources().entries)):
        yield from edits_of(path)


def main() -> int:
    with tempfile.TemporaryDirectory() as home:
        bench = Bench(Path(home), first_sources())
        for path, edits in groupby(all_edits(), key=lambda edit: edit[0].partition(":")[0]):
            for name, edit in edits:
                bench.try_edit(name, edit)
            print(f"{path}: {bench.published} published, {bench.stopped} stopped, {len(bench.faults)} wrong so far", flush=True)
    print("\n\n".join(bench.faults))
    return 1 if bench.faults else 0


if __name__ == "__main__":
    sys.exit(main())
