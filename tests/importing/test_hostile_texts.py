"""Texts that somebody wrote to keep the program busy."""

from __future__ import annotations

from time import process_time

import pytest

from tests.importing.alone import drafted
from wellread.importing.report import known_from

MOST_SECONDS = 10.0


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 3_000 + "x" + "</div>" * 3_000,
        "<ul><li>" * 2_000 + "x",
        "<b>" * 5_000 + "</i>" * 5_000,
        "<!--" * 4_000,
        '<a href="' * 1_500,
        "{{<" * 4_000,
        "{% include " * 1_500,
        "[" * 5_000 + "](" * 2_000,
        "<table>" + "<tr><td rowspan=50 colspan=50>x</td></tr>" * 200 + "</table>",
        "> " * 2_000 + "x",
        "{: #a" * 2_000,
    ],
    ids=lambda body: body[:12],
)
def test_it_becomes_a_draft_in_a_moment(body: str) -> None:
    text = "\n".join(body[at : at + 15_000] for at in range(0, len(body), 15_000))
    started = process_time()
    drafted(f"---\ntitle: Hostile\n---\n{text}")
    assert process_time() - started < MOST_SECONDS


def test_anchors_in_front_matter_fill_no_memory() -> None:
    levels = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 9))
    draft, _ = drafted(f"---\ntitle: Many\nl0: &l0 [x, x, x]\n{levels}---\nText.\n")
    assert "#   l8: &l8" in draft.content


@pytest.mark.parametrize("report", ["[" * 100_000, "[]", '{"folder": "a", "texts": 1}', '{"folder": "a", "texts": [1]}', "\ufffd"])
def test_a_report_that_somebody_spoilt_says_nothing(report: str) -> None:
    assert known_from(report, "a") == {}
