"""What an editor may write for a chart, and what is said about one that cannot be drawn."""

from __future__ import annotations

import pytest

from tests.read.written import article, problem, told, with_line
from wellread.charts import Chart, ChartRow, Zone

BARS = "charts:\n  - {id: stop, title: Still hiccuping, kind: bars, %s rows: [%s]}"
SCALE = "charts:\n  - {id: heat, title: Where 39 lies, kind: scale, unit: °C, rows: [{label: Heat, %s}]}"
ZONES = "zones: [{label: 'Normal: below 38', to: 38}, {label: 'High: 38 or more'}]"


def bars(rows: str, more: str = "") -> str:
    return with_line(BARS % (more, rows))


def scale(row: str) -> str:
    return with_line(SCALE % row)


def test_bars() -> None:
    text = bars(
        "{label: After an hour, value: 49.5, words: about half}, {label: After a day, value: 2, cite: [study]}", "whole: 100,"
    )
    assert article(text).charts == (
        Chart(
            id="stop",
            title="Still hiccuping",
            kind="bars",
            whole=100,
            rows=(
                ChartRow(label="After an hour", value=49.5, words="about half"),
                ChartRow(label="After a day", value=2, cite=("study",)),
            ),
        ),
    )


def test_a_scale() -> None:
    (chart,) = article(scale(f"value: 39, low: 36, high: 42, {ZONES}")).charts
    zones = (Zone(label="Normal: below 38", to=38), Zone(label="High: 38 or more"))
    assert chart.rows == (ChartRow(label="Heat", value=39, low=36, high=42, zones=zones),)
    assert (chart.unit, chart.place, chart.fragment) == ("°C", "end", "chart-heat")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (bars(""), "is empty; write a row for each number, or leave the chart out"),
        (bars("{label: A}"), "has no “value”; write the number that its bar shows: “value: 98”"),
        (bars("{label: A, value: half}"), "write digits, as in 98 or 4.7, and words for it under “words”"),
        (bars("{label: A, value: '4,7'}"), "write 4.7"),
        (bars("{label: A, value: -3}"), "can't be “-3”"),
        (bars("{label: A, value: 0}"), "has no number above 0"),
        (bars("{label: A, value: 120}", "whole: 100,"), "is 120, and a full bar is 100"),
        (bars("{label: A, value: 1, low: 1}"), "can't hold “low”: bars have no scale"),
        (bars("{label: A, value: 1, " + ZONES + "}"), "can't hold “zones”: bars have no scale"),
        (scale("value: 39"), "has fewer than two zones"),
        (scale("value: 39, low: 36, high: 42, zones: [{label: One}]"), "has fewer than two zones"),
        (
            scale("low: 36, high: 42, zones: [{label: A}, {label: B}]"),
            "has no “to”; write the number at which the next zone begins",
        ),
        (scale("low: 3, high: 9, zones: [{label: A, to: 5}, {label: B, to: 4}, {label: C}]"), "the zone before it ends at 5"),
        (scale("low: 3, high: 9, zones: [{label: A, to: 5}, {label: B, to: 6}]"), "is the last zone, and reaches to “high”"),
        (
            scale(f"value: 39, {ZONES}"),
            "item 1 of “rows” has no “high”; write where the scale begins and ends, below 38 and above 38",
        ),
        (scale(f"low: 36, high: 37.5, {ZONES}"), "“to” is 38, and the scale ends at 37.5; write another “to”, or another “high”"),
        (scale(f"low: 38, high: 42, {ZONES}"), "“to” is 38, and the scale begins at 38; write another “to”, or another “low”"),
        (scale(f"value: 50, low: 36, high: 42, {ZONES}"), "is 50, and the scale goes from 36 to 42"),
    ],
)
def test_what_cannot_be_drawn(text: str, wanted: str) -> None:
    assert wanted in told(problem(text))


def test_two_charts_of_one_id() -> None:
    one = "{id: stop, title: A, kind: bars, rows: [{label: A, value: 1}]}"
    found = told(problem(with_line(f"charts:\n  - {one}\n  - {one}")))
    assert found.startswith("7:10 value-wrong: ")
    assert "has the id “stop”, as another chart has; give it another id" in found
