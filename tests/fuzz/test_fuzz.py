"""Whatever is spoilt in a file, its reader ends with an answer and no exception. `make fuzz` goes on for as long as you like."""

from __future__ import annotations

from random import Random

import pytest

from tests.fuzz.readers import READERS, kinds_of, seeds, spoil

ROUNDS = 40
SEEDS = seeds()


@pytest.mark.parametrize("kind", READERS)
def test_spoilt_files_are_read_to_an_answer(kind: str) -> None:
    for number in (each for each in range(ROUNDS) if kind in kinds_of(each)):
        chance = Random(f"{kind} {number}")  # the same files in each run
        content = spoil(chance.choice(SEEDS[kind]), chance)
        READERS[kind](content)


def test_every_reader_is_tried() -> None:
    assert SEEDS.keys() == READERS.keys()
    assert all(SEEDS.values())
