"""A form that isn't filled in properly → problems: each with the mark of the key or value, what was seen, and what to write."""

from __future__ import annotations

import re
from typing import Any, get_args

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from wellread.model import Origin
from wellread.problems import Place, Problem, nearest
from wellread.read.fields import SOURCE_ID, shown
from wellread.read.form import Form
from wellread.read.names import proper_id
from wellread.read.spoiled import LISTED, how_spoiled
from wellread.read.yaml import CURLY, Plain
from wellread.read.yaml_syntax import in_quotes

FEW = 12
PEOPLE = "content/people/"
TOPICS = "content/topics.yaml"
QUOTES = "".join((*CURLY, *CURLY.values()))
Steps = tuple[str | int, ...]


def faults_of(
    error: ValidationError, form: type[Form], origin: Origin, whole: str = "", written: object = None
) -> tuple[Problem, ...]:
    """Return every fault of a form; `whole` names the thing when a fault is about all of it (left out: the form's noun), `written`
    is what the form was to be filled in with."""
    told = error.errors(include_url=False)
    faults = tuple(dict.fromkeys(_cut_by_comma(each, form, origin, written) or _fault(each, form, origin, whole) for each in told))
    # A misspelt key is one mistake: that the right one is missing follows from it.
    meant = {fault.hint for fault in faults if fault.code == "key-unknown"}
    return tuple(fault for fault in faults if fault.code != "key-missing" or _did_you_mean(fault.message) not in meant)


def told_once(found: tuple[Problem, ...], faults: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return all problems of a file, without the warning of curly quotation marks around what is wrong anyway."""
    if not (found and faults):
        return found + faults
    wrong = {each.place for each in faults}
    return tuple(each for each in found if each.code != "quotes-curly" or each.place not in wrong) + faults


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
        named = _name(where[:-1] if context["code"] == "key-unknown" else where, whole or form.noun)
        hint = _needed(steps, form) if context["code"] == "value-missing" else ""
        if context["code"] == "id-wrong":
            hint = _how_to_name(_field_at(form, steps[:-1] if isinstance(steps[-1], int) else steps), str(seen)) if steps else ""
            bare = str(seen).strip(QUOTES)
            if bare != seen and re.fullmatch(SOURCE_ID, bare):
                hint = f"take the curly quotation marks away: write {bare}"
        return _error(context["code"], f"{named} {context['message']}", place, hint or context["hint"])
    wanted = "a list" if fault["type"] in ("tuple_type", "list_type") else "keys with values"
    is_block = isinstance(seen, dict) and origin.key(*steps, *list(seen)[:1]).mark[:2] == origin.at(*steps).mark[:2]
    hint = _as_list(steps, seen, form, is_block=is_block) if wanted == "a list" else _as_keys(steps, form_at(form, steps))
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


def _how_to_name(field: FieldInfo | None, name: str) -> str:
    """Return how to write the id of somebody or of a topic, for a name that is none; "" for other ids. `read_site` adds who
    and what there is."""
    about = (field.description if field else "") or ""
    if TOPICS in about:
        return f"write the id of a topic in {TOPICS}"
    return how_to_name(name) if PEOPLE in about else ""


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


def _as_list(steps: Steps, seen: object, form: type[Form], *, is_block: bool) -> str:
    """Return how to write a list, in place of what was `seen`; `is_block` says that it is keys on lines of their own."""
    key = next((s for s in reversed(steps) if isinstance(s, str)), "")
    inside = form_at(form, steps)
    has_keys = inside is not form_at(form, steps[:-1])
    if isinstance(seen, dict) and has_keys and not is_block:
        return f"put square brackets around it: {key}: [{{…}}]"
    if isinstance(seen, dict) and has_keys:
        first, *rest = (f"{name}: {value if isinstance(value, str) else '…'}" for name, value in seen.items())
        others = f", and two spaces more before the others: {'; '.join(f'“  {each}”' for each in rest)}" if rest else ""
        return f"put “- ” before the first key only: “- {first}”{others}"
    if isinstance(seen, str) and (sign := LISTED.match(seen)):
        said = how_spoiled(sign["sign"], sign["blank"])
        return f"{said}: begin each item on a line of its own with a hyphen and a space, as in “- item”"
    if not isinstance(seen, str) or any(c in seen for c in "[]{}:#"):
        return "write each item on a line of its own, with “- ” before it"
    if has_keys and not inside.short:
        return _as_keys(steps, inside, "[{", "}]")
    return f"write {key}: [{', '.join(filter(None, (each.strip() for each in seen.split(','))))}]"


def _as_keys(steps: Steps, form: type[Form], opening: str = "{", closing: str = "}") -> str:
    """Return the form to write where keys with values belong."""
    needed = [field.alias or name for name, field in form.model_fields.items() if field.is_required()]
    inside = f"{opening}{', '.join(f'{key}: …' for key in needed or form.keys())}{closing}"
    behind = "" if needed else ", with those of these keys that you need"
    key = str(steps[-1]) if steps and isinstance(steps[-1], str) else ""
    return f"write {key}{': ' if key else ''}{inside}{behind}"


def _cut_by_comma(fault: Any, form: type[Form], origin: Origin, written: object) -> Problem | None:
    """Return the problem of a text in { } that a comma has cut in two, if that is where an unknown key comes from."""
    steps: Steps = fault["loc"]
    if fault["type"] != "extra_forbidden" or origin.key(*steps).column == origin.at(*steps[:-1]).column:
        return None
    around = written
    for step in steps[:-1]:
        around = around[step] if isinstance(around, dict | list) else None  # type: ignore[index]
    if not isinstance(around, dict):
        return None
    known = set(form_at(form, steps[:-1]).keys())
    keys = list(around)
    first = last = keys.index(steps[-1])
    while first and keys[first] not in known:
        first -= 1
    while last + 1 < len(keys) and keys[last + 1] not in known:
        last += 1
    pieces = [(key, around[key]) for key in keys[first + 1 : last + 1]]
    start = around[keys[first]]
    if keys[first] not in known or not isinstance(start, str) or not all(_is_speech(*each) for each in pieces):
        return None
    whole = ", ".join((start, *(f"{key}: {value}" if value else str(key) for key, value in pieces)))
    message = f"a comma ends a text inside {{ }}: “{keys[first + 1]}” is no key of {form_at(form, steps[:-1]).noun}"
    place = origin.key(*steps[:-1], keys[first + 1])
    return _error("key-unknown", message, place, f"put the text in straight quotes: {keys[first]}: {in_quotes(whole)}")


def _is_speech(key: object, value: object) -> bool:
    """Say whether a key and its value look like a piece of a sentence rather than like a misspelt key."""
    glued = re.match(r"[\w-]+:", str(key))
    return not glued if value is None else isinstance(value, str) and " " in str(key)


def _error(code: str, message: str, place: Place, hint: str = "") -> Problem:
    return Problem(code=code, severity="error", message=message, place=place, hint=hint)
