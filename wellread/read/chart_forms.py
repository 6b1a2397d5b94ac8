"""What an editor writes for a chart: its kind, and rows of numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from wellread import charts
from wellread.read.fields import Id, Line, MaybeLine, SourceId, one_of, shown, text_of, wrong
from wellread.read.form import Form

NUMBER = r"(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,4})?"


def _number(value: object) -> float:
    text = text_of(value, "a number")
    if not re.fullmatch(NUMBER, text):
        half = re.fullmatch(r"([0-9]+),([0-9]+)", text)
        hint = f"write {half[1]}.{half[2]}" if half else "write digits, as in 98 or 4.7, and words for it under “words”"
        wrong("number-wrong", f"can't be {shown(value)}", hint)
    return float(text)


Number = Annotated[float, BeforeValidator(_number), WithJsonSchema({"type": "number", "minimum": 0})]
KindField = Annotated[charts.ChartKind, one_of(charts.ChartKind)]
PlaceField = Annotated[charts.ChartPlace, one_of(charts.ChartPlace)]
SourceIds = tuple[SourceId, ...]


class ZoneForm(Form):
    noun, makes = "a zone", charts.Zone
    label: Line = Field(description="what the zone is called, with its limits, as in “High: 38 or more”")
    to: Number | None = Field(None, description="the number at which the next zone begins; left out in the last one")


class ChartRowForm(Form):
    noun, makes = "a row of a chart", charts.ChartRow
    label: Line = Field(description="what the number counts")
    value: Number | None = Field(None, description="the number")
    words: MaybeLine = Field("", description="what is shown instead of the number, as in “about half”")
    cite: SourceIds = Field((), description="ids of the sources that say so")
    low: Number = Field(0.0, description="on a scale: where it begins")
    high: Number = Field(0.0, description="on a scale: where it ends")
    zones: tuple[ZoneForm, ...] = Field((), description="on a scale: its zones, from low to high: {label, to}")


class ChartForm(Form):
    noun, makes = "a chart", charts.Chart
    id: Id = Field(description="a short name; the text can link to #chart-…")
    title: Line = Field(description="what the chart shows, in a few words")
    kind: KindField = Field(description="bars (numbers side by side) or scale (where a number lies)")
    rows: tuple[ChartRowForm, ...] = Field(description="one for each number: {label, value}", json_schema_extra={"minItems": 1})
    unit: MaybeLine = Field("", description="what is counted, as in “in 100 people” or “mmHg”")
    whole: Number = Field(0.0, description="what a full bar stands for, as in 100; left out: the largest number")
    place: PlaceField = Field("end", description="start (before the text) or end (after it)")
    cite: SourceIds = Field((), description="ids of the sources of all its numbers")

    @model_validator(mode="after")
    def _can_be_drawn(self) -> ChartForm:
        if not self.rows:
            wrong("value-missing", "is empty", "write a row for each number, or leave the chart out", ("rows",))
        for number, row in enumerate(self.rows):
            if self.kind == "bars":
                _check_bar(row, self.whole, ("rows", number))
            else:
                _check_scale(row, ("rows", number))
        if self.kind == "bars" and not self.whole and not any(row.value for row in self.rows):
            wrong("value-wrong", "has no number above 0", "write “whole: 100”, or the number that a full bar stands for", ("rows",))
        return self


def _check_bar(row: ChartRowForm, whole: float, at: tuple[str | int, ...]) -> None:
    if row.value is None:
        wrong("key-missing", "has no “value”", "write the number that its bar shows: “value: 98”", at)
    if whole and row.value > whole:
        message = f"is {charts.number_words(row.value)}, and a full bar is {charts.number_words(whole)}"
        wrong("value-wrong", message, "write a smaller number, or a larger “whole”", (*at, "value"))
    if row.zones or row.low or row.high:
        key = "zones" if row.zones else "low" if row.low else "high"
        wrong("key-unknown", f"can't hold “{key}”: bars have no scale", "write “kind: scale”, or take it out", (*at, key))


def _check_scale(row: ChartRowForm, at: tuple[str | int, ...]) -> None:
    if len(row.zones) < 2:
        hint = "write at least two: zones: [{label: …, to: 38}, {label: …}]"
        wrong("value-missing", "has fewer than two zones", hint, (*at, "zones") if row.zones else at)
    limits = _limits(row.zones, at)
    if not row.high:
        first, last = charts.number_words(limits[0]), charts.number_words(limits[-1])
        wrong("key-missing", "has no “high”", f"write where the scale begins and ends, below {first} and above {last}", at)
    for step, limit in enumerate(limits):
        if not row.low < limit < row.high:
            end = f"begins at {charts.number_words(row.low)}" if limit <= row.low else f"ends at {charts.number_words(row.high)}"
            hint = f"write another “to”, or another “{'low' if limit <= row.low else 'high'}”"
            wrong("value-wrong", f"is {charts.number_words(limit)}, and the scale {end}", hint, (*at, "zones", step, "to"))
    if row.value is not None and not row.low <= row.value <= row.high:
        span = f"{charts.number_words(row.low)} to {charts.number_words(row.high)}"
        message = f"is {charts.number_words(row.value)}, and the scale goes from {span}"
        wrong("value-wrong", message, "write another “low” or “high”", (*at, "value"))


def _limits(zones: Sequence[ZoneForm], at: tuple[str | int, ...]) -> list[float]:
    """Return where each zone but the last ends."""
    limits: list[float] = []
    for number, zone in enumerate(zones):
        here = (*at, "zones", number)
        if number == len(zones) - 1:
            if zone.to is not None:
                wrong("value-wrong", "is the last zone, and reaches to “high”", "take its “to” out", (*here, "to"))
        elif zone.to is None:
            wrong("key-missing", "has no “to”", "write the number at which the next zone begins", here)
        elif limits and zone.to <= limits[-1]:
            message = f"is {charts.number_words(zone.to)}, and the zone before it ends at {charts.number_words(limits[-1])}"
            wrong("value-wrong", message, "write the zones from low to high", (*here, "to"))
        else:
            limits.append(zone.to)
    return limits


def unlike_ids(forms: Sequence[ChartForm]) -> None:
    """Refuse two charts of one id."""
    seen: dict[str, Any] = {}
    for number, chart in enumerate(forms):
        if chart.id in seen:
            wrong("value-wrong", f"has the id “{chart.id}”, as another chart has", "give it another id", ("charts", number, "id"))
        seen[chart.id] = number
