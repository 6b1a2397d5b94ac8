"""A CSL-JSON export, as Zotero and Pandoc write it → the same plain values as YAML gives, with a mark for each reference."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NoReturn

from wellread.model import Mark
from wellread.problems import Place
from wellread.read.decode import FORBIDDEN, Refused, position, refuse
from wellread.read.yaml import DEEPEST, Document, Plain, Written

BLANKS = " \t\n"
EXPORT = "export the references again as “CSL JSON”, or write them in content/sources.yaml"


def parse_json(text: str, path: str) -> Document:
    """Return the list of references in a CSL-JSON text. JSON has no marks of its own: each reference gets one for all of it.

    Raises Refused when the text is no JSON or no list.
    """
    decoder = json.JSONDecoder(object_pairs_hook=_keys, parse_int=Plain, parse_float=Plain, parse_constant=_no_number, strict=False)
    records: list[Written] = []
    marks: dict[str, Mark] = {}
    at = _skip(text, 0)
    if text[at] != "[":
        raise refuse("value-wrong", f"{path} must hold a list of references", _place(path, text, at), EXPORT)
    separator = "["
    while separator != "]":
        at = _skip(text, at + 1)
        if separator == "[" and text[at : at + 1] == "]":
            break
        try:
            record, end = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            raise _broken(path, text, error.pos) from None
        except RecursionError:
            raise _too_deep(path, text, at) from None
        except ValueError as error:
            raise refuse("json-syntax", f"this reference can't be read: {error}", _place(path, text, at), EXPORT) from None
        marks[str(len(records))] = (*position(text, at), *position(text, end))
        if not _is_flat(record):
            raise _too_deep(path, text, at)
        records.append(_written(record))
        at = _skip(text, end)
        separator = text[at : at + 1]
        if separator not in (",", "]") or not separator:
            raise _broken(path, text, at)
    if _skip(text, at + 1) < len(text):
        raise _broken(path, text, _skip(text, at + 1))
    return Document(records, marks, ())


def _too_deep(path: str, text: str, at: int) -> Refused:
    return refuse("yaml-deep", f"lists and keys are nested deeper than {DEEPEST} levels", _place(path, text, at), EXPORT)


def _is_flat(value: Any, depth: int = 1) -> bool:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return depth <= DEEPEST and all(_is_flat(each, depth + 1) for each in inside)


def _broken(path: str, text: str, at: int) -> Refused:
    return refuse("json-syntax", "the JSON can't be read from here on", _place(path, text, at), EXPORT)


def _keys(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            raise ValueError(f"“{key}” is written twice")
        made[key] = value
    return made


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")


def _written(value: Any) -> Written:
    """Return JSON's values as YAML's: true becomes the text "true", and invisible characters are left out."""
    if isinstance(value, dict):
        return {FORBIDDEN.sub("", key): _written(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_written(each) for each in value]
    if isinstance(value, bool):
        return Plain(str(value).lower())
    return value if value is None or isinstance(value, Plain) else FORBIDDEN.sub("", value)


def _skip(text: str, at: int) -> int:
    """Return where the blanks that start at `at` end."""
    while at < len(text) and text[at] in BLANKS:
        at += 1
    return at


def _place(path: str, text: str, at: int) -> Place:
    line, column = position(text, at)
    return Place(path, line, column, line, column + 1)
