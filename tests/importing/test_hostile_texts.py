"""Texts that somebody wrote to keep the program busy."""

from __future__ import annotations

from time import process_time

import pytest

from tests.importing.alone import drafted
from wellread.importing.report import Report, known_from, to_markdown
from wellread.importing.survey import LARGEST

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


@pytest.mark.parametrize(
    "line",
    ["x<br>\n", "<img src='{}'>\n", "<b{}>x\n", "[a](a{}.md)\n", "x {{: .x{} }}\n", "::: warning\nx{}\n:::\n\n"],
)
def test_as_much_of_it_as_a_text_may_have(line: str) -> None:
    body = "".join(line.format(number) for number in range(LARGEST // len(line)))
    started = process_time()
    draft, _ = drafted(f"---\ntitle: Hostile\n---\n{body[:LARGEST]}")
    told = to_markdown(Report("old", "plain", (draft,), {}, {}, (), (), {}))
    assert process_time() - started < MOST_SECONDS
    assert told.startswith("# What was imported from old\n")


def test_anchors_in_front_matter_fill_no_memory() -> None:
    levels = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 9))
    draft, _ = drafted(f"---\ntitle: Many\nl0: &l0 [x, x, x]\n{levels}---\nText.\n")
    assert "#   l8: &l8" in draft.content


@pytest.mark.parametrize(
    "front",
    [
        "---\nl0: &l0 [x"
        + ", x" * 200
        + "]\n"
        + "".join(f"l{n}: &l{n} [*l{n - 1}, *l{n - 1}, *l{n - 1}]\n" for n in range(1, 14))
        + "---\n",
        "---\na: &a [*a]\n---\n",
        '{"a": ' + "[" * 700 + "]" * 700 + "}\n",
        '{"a": ' + "1" * 5_000 + "}\n",
        "+++\na = " + "[" * 480 + "]" * 480 + "\n+++\n",
        "+++\n" + "".join(f"a{n} = 1\n" for n in range(90_000)) + "+++\n",
        "{" + ",\n".join(f'"a{n}": 1' for n in range(90_000)) + "}\n",
        "---\n" + "".join(f"a{n}: 1\n" for n in range(90_000)) + "---\n",
    ],
    ids=("aliases", "itself", "deep json", "long number", "deep toml", "many toml", "many json", "many yaml"),
)
def test_front_matter_is_read_or_kept_in_a_moment(front: str) -> None:
    started = process_time()
    draft, _ = drafted(f"{front}Text.\n")
    assert process_time() - started < MOST_SECONDS
    assert draft.content.endswith("Text.\n")


@pytest.mark.parametrize("report", ["[" * 100_000, "[]", '{"folder": "a", "texts": 1}', '{"folder": "a", "texts": [1]}', "\ufffd"])
def test_a_report_that_somebody_spoilt_says_nothing(report: str) -> None:
    assert known_from(report, "a") == {}
