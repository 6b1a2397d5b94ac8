"""The forms agree with the model, and describe every key, so that a schema can be made of them."""

from __future__ import annotations

import msgspec
import pytest

from wellread.model import Entry, Value
from wellread.read.chart_forms import ChartForm, ChartRowForm, ZoneForm
from wellread.read.form import Form
from wellread.read.forms import FORMS, CompareForm, RelatedRefForm, SymptomRefForm

CHARTS = (ChartForm, ChartRowForm, ZoneForm)
MADE_OTHERWISE = {"red-flag", "source", "site"}


@pytest.mark.parametrize("kind", sorted(FORMS))
def test_every_key_is_described(kind: str) -> None:
    schema = FORMS[kind].model_json_schema()
    for name, part in [(kind, schema), *schema.get("$defs", {}).items()]:
        described = next((each for each in part.get("anyOf", [part]) if "properties" in each), part)
        for key, field in described["properties"].items():
            assert field.get("description"), f"{name}: {key}"
        assert described["additionalProperties"] is False


@pytest.mark.parametrize(
    "form", [*(FORMS[kind] for kind in sorted(set(FORMS) - MADE_OTHERWISE)), CompareForm, SymptomRefForm, *CHARTS]
)
def test_a_form_has_the_fields_of_what_it_makes(form: type[Form]) -> None:
    made: type[Value] = form.makes
    ours = {"id", "lang", "origin", "body"} if issubclass(made, Entry) else {"origin"}
    assert set(form.keys()) == {field.name for field in msgspec.structs.fields(made)} - ours


def test_a_short_form_is_in_the_schema() -> None:
    assert [part["type"] for part in RelatedRefForm.model_json_schema()["anyOf"]] == [["string", "number"], "object"]
