"""An incremental build equals a clean one, byte for byte, whatever happens between the two: a taste of tests/fresh/long.py."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.fresh.machine import FreshMachine

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much, HealthCheck.large_base_example)
BOUNDED = settings(max_examples=20, stateful_step_count=12, deadline=None, suppress_health_check=SLOW, print_blob=True)


def test_an_incremental_build_equals_a_clean_one() -> None:
    run_state_machine_as_test(FreshMachine, settings=BOUNDED)
