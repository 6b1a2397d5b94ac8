"""An incremental build equals a clean one, byte for byte, whatever happens between the two: a taste of tests/fresh/long.py."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.fresh.desk import Folder, first_sources
from tests.fresh.machine import FreshMachine
from wellread.memo import Memo
from wellread.pipeline import Order, build
from wellread.write import Target

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much, HealthCheck.large_base_example)
BOUNDED = settings(max_examples=6, stateful_step_count=10, deadline=None, suppress_health_check=SLOW, print_blob=True)


def test_an_incremental_build_equals_a_clean_one() -> None:
    run_state_machine_as_test(FreshMachine, settings=BOUNDED)


# --- the machine finds what it is there for -------------------------------------------------------------------------------


class HastyMachine(FreshMachine):
    only_here = True
    by_the_clock = False


def trust_what_is_there(patch: pytest.MonkeyPatch) -> None:
    """A file that was published is taken to hold what it should."""
    differing = Target.differing

    def hasty(self: Target, hashes: Mapping[str, str]) -> frozenset[str]:
        return frozenset(path for path in differing(self, hashes) if not (self._folder / path).exists())

    patch.setattr(Target, "differing", hasty)


def forget_an_argument(patch: pytest.MonkeyPatch) -> None:
    """What is remembered is filed without the last thing that it was made from."""
    key = Memo.key
    patch.setattr(Memo, "key", lambda self, name, *parts: key(self, name, *parts[: max(1, len(parts) - 1)]))


@pytest.mark.parametrize("fault", [trust_what_is_there, forget_an_argument], ids=lambda fault: fault.__name__)
def test_a_fault_is_found(fault: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch) -> None:
    fault(monkeypatch)
    many = settings(
        BOUNDED,
        max_examples=200,
        stateful_step_count=12,
        phases=(Phase.generate,),
        database=None,
        print_blob=False,
        report_multiple_bugs=False,
    )
    with pytest.raises(AssertionError):
        run_state_machine_as_test(seed(1)(HastyMachine), settings=many)


def test_an_edit_that_keeps_size_and_date_is_seen(tmp_path: Path) -> None:
    """A sign that somebody trusts dates is too rare to be met by chance."""
    order = Order(root=tmp_path / "site", output=tmp_path / "public", today=date(2026, 11, 22), memo=tmp_path / "memo")
    Folder(order.root).save(first_sources().files())
    build(order)
    article = order.root / "content/articles/hiccups.md"
    before, text = article.stat(), article.read_bytes()
    article.write_bytes(text.rstrip()[:-1] + b"!" + text[len(text.rstrip()) :])
    os.utime(article, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (article.stat().st_size, article.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    built = build(order)
    assert built.written
    assert built.written.written == ("articles/hiccups/index.html",)
