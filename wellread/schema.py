"""What may stand in content/ and site.yaml, as JSON Schema for the editors' programs: made from the forms that the reader fills in,
so that a program can offer keys and values and underline what isn't one. What a schema can't say stays with `wellread check`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from wellread.problems import SiteError, nearest
from wellread.read.csl import DATE_SCHEMA, NAMES_SCHEMA
from wellread.read.form import Form
from wellread.read.forms import FORMS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]


class Kind(NamedTuple):
    """What a schema is for: the files it describes, the form, and whether a file is a list of them."""

    files: tuple[str, ...]
    form: type[Form]
    is_list: bool = False


KINDS: Mapping[str, Kind] = {
    "article": Kind(("content/articles/*.md",), FORMS["article"]),
    "symptom": Kind(("content/symptoms/*.md",), FORMS["symptom"]),
    "term": Kind(("content/terms/*.md",), FORMS["term"]),
    "person": Kind(("content/people/*.md",), FORMS["person"]),
    "page": Kind(("content/pages/*.md",), FORMS["page"]),
    "topics": Kind(("content/topics.yaml",), FORMS["topic"], is_list=True),
    "sources": Kind(("content/sources.yaml", "content/sources.json"), FORMS["source"], is_list=True),
    "red-flags": Kind(("content/red-flags.yaml",), FORMS["red-flag"], is_list=True),
    "site": Kind(("site.yaml",), FORMS["site"]),
}
"""The schemas by name."""

MANY_TIMES: Mapping[str, Schema] = {"Names": NAMES_SCHEMA, "Date": DATE_SCHEMA}
"""What many variables of a source share."""


def make_schema(name: str) -> Schema:
    """Return the JSON Schema (2020-12) of a kind of file. Raises SiteError for a kind that isn't there."""
    if name not in KINDS:
        meant = nearest(name, KINDS)
        raise SiteError(f"there is no schema “{name}”{f'; {meant}' if meant else ''} (there are: {', '.join(KINDS)})")
    kind = KINDS[name]
    made = kind.form.model_json_schema(by_alias=True)
    definitions = {each: _told(node) for each, node in made.pop("$defs", {}).items()}
    whole = _told(made)
    if name == "sources":
        definitions |= {each: _told(node) for each, node in MANY_TIMES.items()}
        whole = _named(whole, {each: _or_nothing(definitions[each]) for each in MANY_TIMES})
    holds = f"What {' or '.join(kind.files)} holds"
    about = {"$schema": DIALECT, "title": name.replace("-", " ").capitalize(), "description": holds}
    schema = about | ({"type": "array", "items": whole} if kind.is_list else {**whole, **about})
    return schema | ({"$defs": definitions} if definitions else {})


def show_schema(name: str) -> str:
    """Return the schema as the text of a file."""
    return json.dumps(make_schema(name), ensure_ascii=False, indent=2) + "\n"


def write_schemas(folder: Path) -> tuple[str, ...]:
    """Write every schema into a folder as KIND.json and return the names of the files. Raises SiteError if it can't be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in KINDS:
            (folder / f"{name}.json").write_text(show_schema(name), "utf-8")
    except OSError as error:
        raise SiteError(f"the schemas can't be written to {folder}: {error.strerror}. Name another folder.") from error
    return tuple(f"{name}.json" for name in KINDS)


def tell_schema(name: str, folder: Path | None) -> str:
    """Return what the command prints: a schema, or what was written into `folder`, or the names of all schemas and their files."""
    if folder is not None:
        return f"Written into {folder}: {', '.join(write_schemas(folder))}.\n"
    if name:
        return show_schema(name)
    return "".join(f"{name:<10} {' and '.join(kind.files)}\n" for name, kind in KINDS.items())


def _named(whole: Schema, definitions: Mapping[str, Schema]) -> Schema:
    """Return an object's schema in which what is said of many keys is said once, in a definition."""
    properties = dict(whole["properties"])
    for key, node in properties.items():
        rest = {word: value for word, value in node.items() if word != "description"}
        for name, definition in definitions.items():
            if rest == definition:
                properties[key] = {"description": node["description"], "anyOf": [{"$ref": f"#/$defs/{name}"}, {"type": "null"}]}
    return {**whole, "properties": properties}


# --- a schema as an editor's program shows it -------------------------------------------------------------------------


def _told(node: Schema) -> Schema:
    """Return a node without the names of our classes, and with what the reader allows everywhere: a key with nothing behind it
    counts as left out, unless it is needed."""
    made = {key: value for key, value in node.items() if key not in ("title", "default")}
    if isinstance(node.get("default"), str | int | bool) and node["default"] != "":
        made["default"] = node["default"]
    if "properties" in node:
        needed = node.get("required", ())
        properties = {name: _told(value) for name, value in node["properties"].items()}
        made["properties"] = {name: value if name in needed else _or_nothing(value) for name, value in properties.items()}
    if "items" in node:
        made["items"] = _told(node["items"])
    if "anyOf" in node:
        made["anyOf"] = [_told(each) for each in node["anyOf"]]
    return made


def _or_nothing(node: Schema) -> Schema:
    """Return a node that may also be null, as plainly as it can be said."""
    choices = [each for each in node.get("anyOf", ()) if each != {"type": "null"}]
    rest = {key: value for key, value in node.items() if key != "anyOf"}
    if len(choices) > 1:
        return {**rest, "anyOf": [*choices, {"type": "null"}]}
    made = rest | (choices[0] if choices else {})
    if "$ref" in made:
        return {**{key: value for key, value in made.items() if key != "$ref"}, "anyOf": [{"$ref": made["$ref"]}, {"type": "null"}]}
    if "enum" in made:
        made["enum"] = [*made["enum"], None]
    if "type" in made:
        kinds = made["type"] if isinstance(made["type"], list) else [made["type"]]
        made["type"] = [*kinds, *(() if "null" in kinds else ("null",))]
    return made
