"""Runs the machine of tests/fresh/ for as long as you like, with a new seed every few hundred steps.

    python -m tests.fresh.long --minutes 60
    python -m tests.fresh.long --seed 1234 --rounds 1      what a round did, once more

Prints each round's seed, and in the end how often each thing happened. Exit status 1 at the first difference, with the steps that
lead to it, made as few as possible.
"""

from __future__ import annotations

import argparse
import sys
import time

from hypothesis import Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.fresh.machine import LongMachine
from tests.fresh.test_machine import BOUNDED

EXAMPLES, STEPS = 10, 40


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=int(time.time()), help="the first round's seed; the others follow it")
    parser.add_argument("--rounds", type=int, default=1_000_000)
    parser.add_argument("--quick", action="store_true", help="show the first difference as it was found")
    chosen = parser.parse_args()
    phases = (Phase.generate,) if chosen.quick else (Phase.generate, Phase.shrink)
    wanted = settings(BOUNDED, max_examples=EXAMPLES, stateful_step_count=STEPS, database=None, phases=phases)
    until = time.monotonic() + 60 * chosen.minutes
    for number in range(chosen.seed, chosen.seed + chosen.rounds):
        if time.monotonic() > until:
            break
        started = time.monotonic()
        print(f"seed {number}: ", end="", flush=True)
        run_state_machine_as_test(seed(number)(LongMachine), settings=wanted)
        compared = LongMachine.done["builds compared"]
        print(f"fine, {time.monotonic() - started:.0f} s; {compared} builds compared so far", flush=True)
    for what, count in sorted(LongMachine.done.items()):
        print(f"{count:>8} {what}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
