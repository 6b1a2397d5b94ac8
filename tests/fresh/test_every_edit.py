"""One edit, one build, and the bytes of a clean build: one edit in thirty-one of those in every_edit.py, which tries them all."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from tests.fresh.desk import first_sources
from tests.fresh.every_edit import Bench, all_edits

ONE_IN = 31  # prime, so that it doesn't meet the same field of each entry
ONE_IN_WITH_SEARCH = 149


def test_a_build_after_an_edit_is_a_clean_build(tmp_path: Path) -> None:
    bench = Bench(tmp_path, first_sources())
    for name, edit in islice(all_edits(), None, None, ONE_IN):
        bench.try_edit(name, edit)
    assert bench.faults == []
    assert bench.published > bench.stopped > 0


def test_so_it_is_with_search(tmp_path: Path) -> None:
    """Then every change of a word changes the index too."""
    first = first_sources()
    first.settings["features"] = {"search": True}
    bench = Bench(tmp_path, first)
    for name, edit in islice(all_edits(), None, None, ONE_IN_WITH_SEARCH):
        bench.try_edit(name, edit)
    assert bench.faults == []
    assert bench.published > bench.stopped > 0
