"""Where the bars and zones of charts are drawn, and where their numbers stand."""

from __future__ import annotations

from tests.builders import a_source
from wellread.charts import Chart, ChartRow, Zone
from wellread.render.charts import view_charts
from wellread.render.resolve import Numbering
from wellread.render.views import ChartView

HEAT = Chart(
    id="heat",
    title="Where 39 lies",
    kind="scale",
    place="start",
    cite=("study",),
    rows=(
        ChartRow(
            label="Heat",
            value=39,
            low=36,
            high=42,
            zones=(Zone(label="Normal", to=37.5), Zone(label="Warm", to=38), Zone(label="High", to=39), Zone(label="Very high")),
        ),
    ),
)


def numbering() -> Numbering:
    return Numbering({"study": a_source("study"), "survey": a_source("survey")}, {})


def view(chart: Chart) -> ChartView:
    (shown,) = view_charts((chart,), chart.place, numbering())
    return shown


def bars(*values: float, whole: float = 0) -> ChartView:
    return view(Chart(id="a", title="A", kind="bars", whole=whole, rows=tuple(ChartRow(label="A", value=each) for each in values)))


def test_a_bar_is_a_share_of_the_whole_or_of_the_longest() -> None:
    assert [row.share for row in bars(98, 0, 4, whole=100).rows] == ["98%", "0%", "4%"]
    assert [row.share for row in bars(1, 3).rows] == ["33.33%", "100%"]
    assert [row.words for row in bars(4.7, 98).rows] == ["4.7", "98"]


def test_words_stand_in_place_of_a_number() -> None:
    (row,) = view(Chart(id="a", title="A", kind="bars", rows=(ChartRow(label="A", value=50, words="about half"),))).rows
    assert (row.words, row.number) == ("about half", "50")


def test_a_scale_has_its_zones_side_by_side_and_its_number_where_it_lies() -> None:
    (row,) = view(HEAT).rows
    assert [(zone.start, zone.width) for zone in row.zones] == [
        ("0%", "25%"),
        ("25%", "8.33%"),
        ("33.33%", "16.67%"),
        ("50%", "50%"),
    ]
    assert [zone.shade for zone in row.zones] == [1, 2, 4, 5], "the first is the palest, the last the darkest"
    assert (row.share, row.anchor, row.number) == ("50%", "middle", "39")


def test_a_number_on_a_limit_lies_in_the_zone_that_begins_there() -> None:
    (row,) = view(HEAT).rows
    assert [zone.label for zone in row.zones if zone.is_here] == ["Very high"]


def test_limits_that_lie_close_together_are_not_all_written() -> None:
    (row,) = view(HEAT).rows
    assert [(tick.at, tick.text) for tick in row.ticks] == [("25%", "37.5"), ("50%", "39")]


def test_a_number_at_the_end_of_a_scale_is_written_inwards() -> None:
    zones = (Zone(label="Low", to=5), Zone(label="High"))
    anchors = []
    for value in (0.5, 5, 9.8):
        row = ChartRow(label="A", value=value, low=0, high=10, zones=zones)
        anchors.append(view(Chart(id="a", title="A", kind="scale", rows=(row,))).rows[0].anchor)
    assert anchors == ["start", "middle", "end"]


def test_a_scale_may_show_only_its_zones() -> None:
    scale = ChartRow(label="A", low=0, high=10, zones=(Zone(label="Low", to=5), Zone(label="High")))
    (row,) = view(Chart(id="a", title="A", kind="scale", rows=(scale,))).rows
    assert (row.number, row.words) == ("", "")
    assert not any(zone.is_here for zone in row.zones)


def test_charts_are_shown_where_they_are_placed_and_cite_in_that_order() -> None:
    later = Chart(id="b", title="B", kind="bars", rows=(ChartRow(label="A", value=1, cite=("survey", "study")),))
    count = numbering()
    (first,) = view_charts((later, HEAT), "start", count)
    (second,) = view_charts((later, HEAT), "end", count)
    assert (first.id, [each.number for each in first.citations]) == ("chart-heat", [1])
    assert (second.id, [each.number for each in second.rows[0].citations]) == ("chart-b", [2, 1])
