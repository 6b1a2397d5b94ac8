"""Charts as pages show them: how long each bar is, and where on a scale each zone and the number lie. Shares of the width, in
percent, so that a chart fits any screen and needs no style of its own in the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from wellread.charts import Chart, ChartPlace, ChartRow, number_words, row_words
from wellread.render.resolve import Numbering
from wellread.render.views import ChartRowView, ChartView, TickView, ZoneView

EDGE = 10.0
"""Percent of a scale's width: a number nearer to its end than this is written beside its place, not above the middle of it."""
NEAREST = 0.11
"""Limits that lie nearer to each other than this share of the width are not all written below the scale: their figures would run
into one another. The list of zones has them all."""
SHADES = 5
"""How many shades zones can have, from the palest to the darkest."""


def view_charts(charts: Iterable[Chart], place: ChartPlace, numbering: Numbering) -> tuple[ChartView, ...]:
    """Return the charts that stand before the text ("start") or after it ("end")."""
    return tuple(_view(chart, numbering) for chart in charts if chart.place == place)


def _view(chart: Chart, numbering: Numbering) -> ChartView:
    citations = numbering.cite_all(chart.cite)
    whole = chart.whole or max((row.value or 0 for row in chart.rows), default=0)
    return ChartView(
        id=chart.fragment,
        kind=chart.kind,
        title=chart.title,
        unit=chart.unit,
        citations=citations,
        rows=tuple(
            ChartRowView(
                label=row.label,
                words=row_words(row),
                citations=numbering.cite_all(row.cite),
                share=_percent((row.value or 0) / whole) if chart.kind == "bars" else _percent(_lies_at(row)),
                anchor=_anchor(_lies_at(row)) if chart.kind == "scale" else "start",
                number=number_words(row.value) if row.value is not None else "",
                zones=tuple(_zones(row)),
                ticks=tuple(_ticks(row)),
            )
            for row in chart.rows
        ),
    )


def _lies_at(row: ChartRow, number: float | None = None) -> float:
    """Return where a number (the row's own) lies on its scale, from 0 to 1."""
    asked = row.value if number is None else number
    return ((row.low if asked is None else asked) - row.low) / (row.high - row.low)


def _zones(row: ChartRow) -> Iterator[ZoneView]:
    start = row.low
    for step, zone in enumerate(row.zones):
        end = row.high if zone.to is None else zone.to
        is_last = zone.to is None
        yield ZoneView(
            label=zone.label,
            start=_percent(_lies_at(row, start)),
            width=_percent((end - start) / (row.high - row.low)),
            shade=1 + round(step * (SHADES - 1) / (len(row.zones) - 1)),
            is_here=row.value is not None and start <= row.value and (is_last or row.value < end),
        )
        start = end


def _ticks(row: ChartRow) -> Iterator[TickView]:
    last = -NEAREST
    for zone in row.zones:
        share = 1.0 if zone.to is None else _lies_at(row, zone.to)
        if zone.to is not None and share - last >= NEAREST:
            yield TickView(at=_percent(share), text=number_words(zone.to))
            last = share


def _anchor(share: float) -> Literal["start", "middle", "end"]:
    percent = 100 * share
    return "start" if percent < EDGE else "end" if percent > 100 - EDGE else "middle"


def _percent(share: float) -> str:
    return f"{round(100 * share, 2):g}%"
