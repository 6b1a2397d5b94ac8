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
    """Go on for so many seconds of processor time, or until Ctrl-C; return how many files brought a reader down, or kept it for
    long."""
    signal.signal(signal.SIGPROF, _stop)
    good, started, faults, files, number = seeds(), process_time(), 0, 0, first
    try:
        while process_time() - started < seconds:
            for kind in kinds_of(number):
                chance = Random(f"{kind} {number}")  # so that a number brings the same file back
                content = spoil(chance.choice(good[kind]), chance)
                why = _fault(kind, content)
                files += 1
                if why:
                    faults += 1
                    KEPT.mkdir(parents=True, exist_ok=True)
                    (KEPT / f"{kind.replace(' ', '-')}.{number}").write_bytes(content)
                    print(f"{kind}, {number}: {why}", flush=True)
            number += 1
    except KeyboardInterrupt:
        print("Stopped.")
    took = process_time() - started
    print(f"{files:,} files, numbers {first} to {number - 1}, {took:.0f} s: {faults} faults.")
    return faults


def _fault(kind: str, content: bytes) -> str:
    """Return what is wrong with how a file is read, or nothing."""
    before = process_time()
    signal.setitimer(signal.ITIMER_PROF, MOST)
    try:
        READERS[kind](content)
    except KeyboardInterrupt:
        raise
    except BaseException:  # whatever it is, it is what is looked for
        return traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return f"took {process_time() - before:.1f} s" if process_time() - before > SLOW else ""


def _stop(*_: object) -> None:
    raise TimeoutError(f"it had not ended after {MOST} s")


if __name__ == "__main__":
    sys.exit(1 if fuzz(float(sys.argv[1] if len(sys.argv) > 1 else 60), int(sys.argv[2] if len(sys.argv) > 2 else 1000)) else 0)
