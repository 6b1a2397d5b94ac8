"""A form that isn't filled in properly → problems: each with the mark of the key or value, what was seen, and what to write."""

from __future__ import annotations

import re
from typing import Any, get_args

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from wellread.model import Origin
from wellread.problems import Place, Problem, nearest
from wellread.read.fields import shown
from wellread.read.form import Form
from wellread.read.names import proper_id
from wellread.read.yaml import Plain

FEW = 12
PEOPLE = "content/people/"
Steps = tuple[str | int, ...]


def faults_of(error: ValidationError, form: type[Form], origin: Origin, whole: str = "") -> tuple[Problem, ...]:
    """Return every fault of a form; `whole` names the thing when a fault is about all of it (left out: the form's noun)."""
    faults = tuple(_fault(fault, form, origin, whole) for fault in error.errors(include_url=False))
    # A misspelt key is one mistake: that the right one is missing follows from it.
    meant = {fault.hint for fault in faults if fault.code == "key-unknown"}
    return tuple(fault for fault in faults if fault.code != "key-missing" or _did_you_mean(fault.message) not in meant)


def _did_you_mean(missing: str) -> str:
    return f"did you mean {missing.partition('”')[0]}”?"


def _fault(fault: Any, form: type[Form], origin: Origin, whole: str) -> Problem:
    steps: Steps = fault["loc"]
    seen, context = fault["input"], fault.get("ctx", {})
    if fault["type"] == "extra_forbidden":
        return _unknown_key(steps, form_at(form, steps[:-1]), origin, seen)
    if fault["type"] == "missing":
        key = str(steps[-1])
        field = _field_at(form, steps)
        inside = f" in {_name(steps[:-1], form.noun)}" if len(steps) > 1 else f" in {whole}" if whole else ""
        about = field.description if field else ""
        return _error("key-missing", f"“{key}” is missing{inside}", origin.at(*steps[:-1]), f"add “{key}: …”: {about}")
    if fault["type"] == "wellread":
        where = steps + tuple(context["at"])
        place = origin.key(*where) if context["code"] == "key-unknown" else origin.at(*where)
        named = _name(where if context["code"] in ("date-wrong", "value-wrong", "value-missing") else steps, whole or form.noun)
        hint = _needed(steps, form) if context["code"] == "value-missing" else ""
        if context["code"] == "id-wrong" and _names_somebody(steps, form):
            hint = how_to_name(str(seen))
        return _error(context["code"], f"{named} {context['message']}", place, hint or context["hint"])
    wanted = "a list" if fault["type"] in ("tuple_type", "list_type") else "keys with values"
    hint = _as_list(steps, seen) if wanted == "a list" else ""
    if seen is None:
        return _error("value-missing", f"{_name(steps, whole or form.noun)} is empty", origin.at(*steps), "write what belongs here")
    return _error("value-wrong", f"{_name(steps, whole or form.noun)} must be {wanted}, not {shown(seen)}", origin.at(*steps), hint)


def _unknown_key(steps: Steps, form: type[Form], origin: Origin, value: object) -> Problem:
    key = str(steps[-1])
    glued = re.fullmatch(r"([\w-]+):(?!//)\s*(\S.*)", key)
    if glued and glued[1] in set(form.keys()) and value is None:
        hint = f"put a space after the colon: {glued[1]}: {glued[2]}"
        return _error("key-unknown", f"“{key}” is no key of {form.noun}", origin.key(*steps), hint)
    instead = form.elsewhere.get(key.lower())
    if key == "draft" and isinstance(value, str) and value.lower() in ("no", "false", "off"):
        instead = "status: in-review"
    hint = f"did you mean “{instead}”?" if instead else nearest(key.lower(), form.keys()) or nearest(key, form.keys())
    if key in ("slug", "id", "permalink", "url") and not hint:
        hint = "the name of the file is the entry's id and address"
    if not hint and len(form.keys()) <= FEW:
        hint = f"{form.noun} can have: {', '.join(form.keys())}"
    if key != key.strip():
        hint = "the blank in front of it is not a plain space: delete it and type spaces"
    if isinstance(value, Plain) and not instead and key == "lang":
        hint = f"put the language into the file's name: NAME.{value}.md"
    return _error("key-unknown", f"“{key}” is no key of {form.noun}", origin.key(*steps), hint or "remove it")


def _field_at(form: type[Form], steps: Steps) -> FieldInfo | None:
    """Return the field that describes what is behind the key at the end of `steps`, if `steps` ends with a key."""
    about = form_at(form, steps[:-1])
    return (
        next((field for name, field in about.model_fields.items() if (field.alias or name) == steps[-1]), None) if steps else None
    )


def _names_somebody(steps: Steps, form: type[Form]) -> bool:
    """Say whether the value at `steps`, or the list that it is in, holds ids of people."""
    field = _field_at(form, steps[:-1] if isinstance(steps[-1], int) else steps) if steps else None
    return bool(field and PEOPLE in (field.description or ""))


def how_to_name(name: str) -> str:
    """Return how to write somebody's id, for a name that is none."""
    made = proper_id(name)
    return f"write the id of somebody in {PEOPLE}" + (f", or add {PEOPLE}{made}.md and write {made}" if made else "")


def _needed(steps: Steps, form: type[Form]) -> str:
    """Return what to write behind a key that can't be left out."""
    field = _field_at(form, steps)
    return f"write {field.description}" if field and field.is_required() else ""


def form_at(form: type[Form], steps: Steps) -> type[Form]:
    """Return the form that describes the keys at `steps`: that of the rows for ("compare", "rows", 0)."""
    for step in steps:
        if isinstance(step, str):
            field = form.model_fields.get(step)
            form = (_form_in(field.annotation) if field else None) or form
    return form


def _form_in(annotation: object) -> type[Form] | None:
    if isinstance(annotation, type) and issubclass(annotation, Form):
        return annotation
    return next((found for part in get_args(annotation) if (found := _form_in(part))), None)


def _name(steps: Steps, whole: str) -> str:
    """Return how a message names what is at `steps`: “title”, “level” in red flag 2 …"""
    keys = [step for step in steps if isinstance(step, str)]
    if not keys:
        return whole
    last = steps[-1]
    return f"item {last + 1} of “{keys[-1]}”" if isinstance(last, int) else f"“{last}”"


def _as_list(steps: Steps, seen: object) -> str:
    if not isinstance(seen, str) or any(c in seen for c in ",[]{}:#"):
        return "write each item on a line of its own, with “- ” before it"
    return f"write {next((s for s in reversed(steps) if isinstance(s, str)), '')}: [{seen}]"


def _error(code: str, message: str, place: Place, hint: str = "") -> Problem:
    return Problem(code=code, severity="error", message=message, place=place, hint=hint)
