"""Numbers that a page compares in a picture: bars side by side, or where a number lies on a scale. Nothing is drawn here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from wellread.values import Value

ChartKind = Literal["bars", "scale"]
ChartPlace = Literal["start", "end"]

Steps = tuple[str | int, ...]
"""The way to a value in the front matter: ("charts", 0, "rows", 2, "label")."""


class Zone(Value, frozen=True, kw_only=True):
    """A stretch of a scale, up to a number; the last one reaches to the scale's end."""

    label: str
    to: float | None = None


class ChartRow(Value, frozen=True, kw_only=True):
    """A bar, or a scale with its zones. `words` are shown in place of the number ("about half"); the scale goes from `low` to
    `high`, and without a `value` it only shows its zones."""

    label: str
    value: float | None = None
    words: str = ""
    cite: tuple[str, ...] = ()
    low: float = 0
    high: float = 0
    zones: tuple[Zone, ...] = ()


class Chart(Value, frozen=True, kw_only=True):
    """A chart of an article. `whole` is what a full bar stands for (0: the longest bar is full); `cite` are the sources of all
    rows, beside those that a row names itself. It stands before the text (`place` "start") or after it."""

    id: str
    title: str
    kind: ChartKind
    rows: tuple[ChartRow, ...]
    unit: str = ""
    whole: float = 0
    place: ChartPlace = "end"
    cite: tuple[str, ...] = ()

    @property
    def fragment(self) -> str:
        return f"chart-{self.id}"


def number_words(number: float) -> str:
    """Return a number as it is written: 98, 4.7."""
    return f"{number:.10g}"


def row_words(row: ChartRow) -> str:
    """Return what a row says of its number."""
    return row.words or (number_words(row.value) if row.value is not None else "")


def texts_of_charts(charts: tuple[Chart, ...]) -> Iterator[tuple[str, Steps]]:
    """Yield each text that readers see in the charts of an article, with the way to it."""
    for number, chart in enumerate(charts):
        yield chart.title, ("charts", number, "title")
        for step, row in enumerate(chart.rows):
            at: Steps = ("charts", number, "rows", step)
            yield row.label, (*at, "label")
            if row.words:
                yield row.words, (*at, "words")
            yield from ((zone.label, (*at, "zones", place, "label")) for place, zone in enumerate(row.zones))


def sources_of_charts(charts: tuple[Chart, ...]) -> Iterator[tuple[str, Steps]]:
    """Yield the id of each source that the charts of an article cite, with the way to it."""
    for number, chart in enumerate(charts):
        yield from ((id, ("charts", number, "cite", step)) for step, id in enumerate(chart.cite))  # noqa: A001
        for place, row in enumerate(chart.rows):
            yield from ((id, ("charts", number, "rows", place, "cite", step)) for step, id in enumerate(row.cite))  # noqa: A001


def lines_of_charts(charts: tuple[Chart, ...]) -> Iterator[tuple[str, Steps]]:
    """Yield what each chart says, a line for its title and one a row, with the way to it: "Heat | 39 | High: 38 or more"."""
    for number, chart in enumerate(charts):
        yield " | ".join(filter(None, (chart.title, chart.unit))), ("charts", number)
        for step, row in enumerate(chart.rows):
            value = number_words(row.value) if row.value is not None else ""
            limits = (f"{zone.label} ({number_words(zone.to)})" if zone.to is not None else zone.label for zone in row.zones)
            yield " | ".join(filter(None, (row.label, value, row.words, *limits))), ("charts", number, "rows", step)
