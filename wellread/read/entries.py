"""One file → what it holds (an entry, the records of a list, the site's settings) and its problems. Pure: bytes in, values out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from msgspec import structs

from wellread.model import Entry, Mark, Origin, Settings, SharedRedFlag, Source, Topic, Value
from wellread.problems import Place, Problem, Related, has_errors
from wellread.read.decode import FENCE, Refused, decode, refuse
from wellread.read.names import read_name

if TYPE_CHECKING:  # YAML and pydantic take a fifth of a second to import, and a build that remembers every file never needs them
    from wellread.read.form import Form
    from wellread.read.yaml import Document

T = TypeVar("T")
MOST_RECORD_VALUES = 500_000

KINDS = {"articles": "article", "symptoms": "symptom", "terms": "term", "people": "person", "pages": "page"}
"""The folders of content/, and what one file in each is."""


class Reading(Value, Generic[T], frozen=True, kw_only=True):
    """What came of reading a file: its value, or None if the file has errors; and every problem."""

    value: T | None
    problems: tuple[Problem, ...] = ()


class Halves(Value, frozen=True, kw_only=True):
    """An entry's text in two: its front, down to the line that closes it, and its body. A text whose front has no such line is all
    front; what is wrong with it is `read_front`'s to say."""

    front: str
    body: str = ""


def read_entry(path: str, content: bytes, language: str) -> Reading[Entry]:
    """Return the entry in a file of content/ (`path` is relative to the site's folder); `language` is the site's own."""
    halves = halve(path, content, language)
    return halves if isinstance(halves, Reading) else with_body(read_front(path, halves.front, language), halves)


def halve(path: str, content: bytes, language: str) -> Halves | Reading[Entry]:
    """Return the two halves of an entry's file, or a reading that says why it is no text."""
    try:
        text = decode(path, content)
    except Refused as refused:
        return Reading(value=None, problems=read_name(path, language).problems + refused.problems)
    opening, closing = (*FENCE.finditer(text), None, None)[:2]
    if not (opening and closing) or opening.start():
        return Halves(front=text)
    return Halves(front=text[: closing.end()], body=text[closing.end() :].removeprefix("\n"))


def with_body(reading: Reading[Entry], halves: Halves) -> Reading[Entry]:
    """Return what was read of an entry's front, with its body."""
    if reading.value is None:
        return reading
    return Reading(value=structs.replace(reading.value, body=halves.body), problems=reading.problems)


def read_front(path: str, front: str, language: str) -> Reading[Entry]:
    """Return the entry that has this front and no body yet."""
    from wellread.read import forms
    from wellread.read.faults import told_once
    from wellread.read.fences import StrictHandler

    name = read_name(path, language)
    kind = KINDS[path.split("/")[1]]
    handler = StrictHandler(path)
    try:
        keys, _ = handler.split(front)
        block = handler.load(keys)
    except Refused as refused:
        return Reading(value=None, problems=name.problems + refused.problems)
    # The block starts with the line break behind the first ---, and the body starts below the second one.
    origin = Origin.marked(path, block.marks, keys.count("\n") + 2)
    filled, faults = _fill(forms.FORMS[kind], dict(block), origin)
    problems = name.problems + told_once(block.problems, faults)
    if filled is None or has_errors(problems):
        return Reading(value=None, problems=problems)
    return Reading(value=filled.made(id=name.id, lang=name.lang, origin=origin), problems=problems)


def read_settings(path: str, content: bytes) -> Reading[Settings]:
    """Return the settings in site.yaml."""
    from wellread.read.site_forms import SettingsForm
    from wellread.read.yaml import compose

    try:
        document = compose(decode(path, content), path)
        if not isinstance(document.value, dict):
            raise refuse("value-wrong", f"{path} must hold keys with values, as in “title: …”", Place(path, 1, 1, 1, 1))
    except Refused as refused:
        return Reading(value=None, problems=refused.problems)
    origin = Origin.marked(path, document.marks)
    filled, faults = _fill(SettingsForm, document.value, origin)
    problems = document.problems + faults
    unfit = filled is None or has_errors(problems)
    return Reading(value=None if unfit else filled.made(origin=origin), problems=problems)


def read_topics(path: str, content: bytes) -> Reading[tuple[Topic, ...]]:
    """Return the topics in content/topics.yaml; one with faults is left out."""
    from wellread.read.forms import TopicForm

    return _read_records(path, content, TopicForm)


def read_sources(path: str, content: bytes) -> Reading[tuple[Source, ...]]:
    """Return the references in content/sources.yaml or a CSL-JSON export (content/sources.json); one with faults is left out."""
    from wellread.read.forms import SourceForm

    return _read_records(path, content, SourceForm)


def read_red_flags(path: str, content: bytes) -> Reading[tuple[SharedRedFlag, ...]]:
    """Return the shared red flags in content/red-flags.yaml; one with faults is left out."""
    from wellread.read.forms import SharedRedFlagForm

    return _read_records(path, content, SharedRedFlagForm, numbered=True)


def _read_records(path: str, content: bytes, form: type[Form], *, numbered: bool = False) -> Reading[Any]:
    try:
        document = _document(path, content)
        if not isinstance(document.value, list):
            hint = "start each record with “- id: …”; if there is none, write [] or delete the file"
            raise refuse("value-wrong", f"{path} must hold a list", Place(path, 1, 1, 1, 1), hint)
    except Refused as refused:
        return Reading(value=None, problems=refused.problems)
    problems = list(document.problems)
    records: list[Any] = []
    first: dict[str, Origin] = {}
    for step, (written, origin) in enumerate(zip(document.value, _origins(path, document.marks), strict=True)):
        filled, faults = _fill(form, written, origin, whole=f"record {step + 1}")
        problems += faults
        if filled is None:
            continue
        record = filled.made(origin=origin, **({"step": step} if numbered else {}))
        known = record.id.lower()
        if known in first:
            problems.append(repeated_id(record.id, origin, first[known]))
            continue
        first[known] = origin
        records.append(record)
    return Reading(value=tuple(records), problems=tuple(problems))


def repeated_id(id: str, again: Origin, first: Origin) -> Problem:  # noqa: A002
    """Return the problem of two records with one id; capitals don't tell ids apart."""
    related = (Related(first.at("id"), "it is first used here"),)
    hint = "give one of the two another id, or delete it"
    message = f"the id “{id}” is used twice"
    return Problem(code="id-repeated", severity="error", message=message, place=again.at("id"), hint=hint, related=related)


def _document(path: str, content: bytes) -> Document:
    from wellread.read.records import parse_json
    from wellread.read.yaml import compose

    text = decode(path, content)
    return parse_json(text, path) if path.endswith(".json") else compose(text, path, most=MOST_RECORD_VALUES)


def _origins(path: str, marks: Mapping[str, Mark]) -> Iterator[Origin]:
    """Yield the origin of each record of a list, with the marks as seen from the record: "3.sign" becomes "sign"."""
    found: dict[str, dict[str, Mark]] = {}
    for at, mark in marks.items():
        step, _, rest = at.partition(".")
        if step:
            found.setdefault(step, {})[rest] = mark
    for number in range(len(found)):
        yield Origin.marked(path, found[str(number)])


def _fill(form: type[Form], written: object, origin: Origin, whole: str = "") -> tuple[Any, tuple[Problem, ...]]:
    """Return the filled-in form, or None and what is wrong with it."""
    from pydantic import ValidationError

    from wellread.read.faults import faults_of

    try:
        return form.model_validate(written), ()
    except ValidationError as error:
        return None, faults_of(error, form, origin, whole, written)
