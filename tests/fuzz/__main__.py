"""Spoils files and reads them for as long as is asked: python -m tests.fuzz [SECONDS] [FIRST]. What fails is kept and told."""

from __future__ import annotations

import signal
import sys
import traceback
from pathlib import Path
from random import Random
from time import process_time

from tests.fuzz.readers import READERS, kinds_of, seeds, spoil

KEPT = Path("build/fuzz")
SLOW, MOST = 5.0, 60.0
"""Seconds of processor time after which a reader is told of, and stopped."""


def fuzz(seconds: float, first: int) -> int:
    """Go on for so many seconds of processor time; return how many files brought a reader down, or kept it for long."""
    signal.signal(signal.SIGPROF, _stop)
    good, started, faults, files, number = seeds(), process_time(), 0, 0, first
    while process_time() - started < seconds:
        for kind in kinds_of(number):
            chance = Random(f"{kind} {number}")  # so that a number brings the same file back
            content = spoil(chance.choice(good[kind]), chance)
            before = process_time()
            signal.setitimer(signal.ITIMER_PROF, MOST)
            try:
                READERS[kind](content)
            except KeyboardInterrupt:
                raise
            except BaseException:  # whatever it is, it is what is looked for
                why = traceback.format_exc()
            else:
                why = f"took {process_time() - before:.1f} s" if process_time() - before > SLOW else ""
            if why:
                faults += 1
                KEPT.mkdir(parents=True, exist_ok=True)
                (KEPT / f"{kind.replace(' ', '-')}.{number}").write_bytes(content)
                print(f"{kind}, {number}: {why}", flush=True)
            files += 1
        number += 1
    signal.setitimer(signal.ITIMER_PROF, 0)
    last, took = number - 1, process_time() - started
    print(f"{files:,} files, numbers {first} to {last}, {took:.0f} s: {faults} faults.")
    return faults


def _stop(*_: object) -> None:
    raise TimeoutError(f"it had not ended after {MOST} s")


if __name__ == "__main__":
    sys.exit(1 if fuzz(float(sys.argv[1] if len(sys.argv) > 1 else 60), int(sys.argv[2] if len(sys.argv) > 2 else 1000)) else 0)
