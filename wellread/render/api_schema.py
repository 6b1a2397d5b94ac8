"""The JSON Schemas of the API's files, made from their types: what the types say is what is published, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from msgspec import json

from wellread.render.api_views import (
    VERSION,
    ArticleData,
    ArticlesData,
    CodeData,
    CodesData,
    IndexData,
    RedFlagsData,
    SymptomData,
    SymptomsData,
    TermsData,
    WithdrawnData,
    WithheldData,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMAS: Mapping[str, Any] = {
    "article": ArticleData | WithdrawnData | WithheldData,
    "articles": ArticlesData,
    "code": CodeData,
    "codes": CodesData,
    "index": IndexData,
    "red-flags": RedFlagsData,
    "symptom": SymptomData,
    "symptoms": SymptomsData,
    "terms": TermsData,
}
"""The type of each kind of file, by the name of its schema."""


@cache
def make_schema(name: str) -> Mapping[str, Any]:
    """Return the JSON Schema of a kind of file. Line breaks in descriptions are where our lines end, and are taken out."""
    made = json.schema(SCHEMAS[name])
    title = f"wellread API {VERSION}: {name}"
    schema: dict[str, Any] = _on_one_line({"$schema": DIALECT, "title": title, **made})
    return schema


def show_schema(name: str, address: str = "") -> str:
    """Return the schema as the text of a file; `address` is where it is published."""
    schema = make_schema(name)
    named = {"$schema": schema["$schema"], **({"$id": address} if address else {}), **schema}
    return json.format(json.encode(named), indent=2).decode() + "\n"


def _on_one_line(node: Any) -> Any:
    if isinstance(node, dict):
        return {
            key: re.sub(r"\s+", " ", value) if key == "description" and isinstance(value, str) else _on_one_line(value)
            for key, value in node.items()
        }
    return [_on_one_line(each) for each in node] if isinstance(node, list) else node
