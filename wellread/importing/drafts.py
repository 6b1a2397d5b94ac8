"""A text of the folder → a draft of this site: its front matter, its body, and a note for everything that was done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from wellread.importing.addresses import Named
from wellread.importing.front import Key
from wellread.importing.keys import Reader
from wellread.importing.notes import Note, Notebook, missing_lines
from wellread.importing.references import References
from wellread.importing.survey import Original
from wellread.importing.text import Setting, body_of
from wellread.model import Site
from wellread.new.layouts import WRITE_HERE, lay_out_record, written
from wellread.read.forms import FORMS

ORIGIN = "# Imported from "
"""How the first line of an imported draft begins; the path of the text in its folder follows."""
NOTES = ". Lines that begin with # are notes to you, and no part of the page."
KEPT = "# What stood there and has no place here:"
UNREAD = "# The keys that stood there could not be read"


class Draft(NamedTuple):
    """A draft: the text it came from, where it goes, what it holds, and what was done."""

    path: str
    named: Named
    content: str
    notes: tuple[Note, ...]


def draft_of(text: Original, site: Site, setting: Setting, references: References) -> Draft:
    """Return the draft that a text becomes. New sources and topics are added to `references`."""
    notebook = Notebook(text.text)
    named = setting.places.names[text.path]
    reader = Reader(text, site, setting.places, references, notebook, is_jekyll=setting.survey.generator == "jekyll")
    answers = reader.answers()
    body = body_of(text, str(answers.values.get("title", "")), answers.below, setting, notebook)
    values = {"title": body.title} | dict(answers.values) if body.title else dict(answers.values)
    for line, said in text.front.said:
        notebook.note(text.text.split("\n")[line - 1] if line else "", said, line)
    if text.front.fault:
        notebook.note(text.front.unread, f"{text.front.fault}: all of it was kept as a note above the keys")
    content = _laid_out(text, values, answers.kept, body.markdown)
    results = "\n".join((content, *(note.what for note in notebook.notes), *_elsewhere(values, references)))
    notes = (*notebook.gathered(), *missing_lines(text.text, results))
    return Draft(text.path, named, content, tuple(sorted(notes, key=lambda note: note.line)))


def _elsewhere(values: Mapping[str, Any], references: References) -> Iterable[str]:
    """Yield what the text's words became that stands in other files."""
    for id_ in values.get("sources", ()):
        record = references.new.get(id_)
        yield lay_out_record(record) if record else " ".join(str(each) for each in references.known[id_].csl.values())
    yield from (references.topics.get(id_, "") for id_ in values.get("topics", ()))


def _laid_out(text: Original, values: Mapping[str, Any], kept: Iterable[Key], body: str) -> str:
    lines = ["---", f"{ORIGIN}{text.path}{NOTES}"]
    notes = [line for key in kept for line in key.written.split("\n")]
    if notes:
        lines += [KEPT, *(f"#   {line}".rstrip() for line in notes)]
    if text.front.unread:
        lines += [f"{UNREAD}{f' ({text.front.fault})' if text.front.fault else ''}:"]
        lines += [f"#   {line}".rstrip() for line in text.front.unread.strip("\n").split("\n")]
    for key, field in FORMS["article"].model_fields.items():
        if key == "status":
            lines.append("status: draft")
        elif key in values:
            lines.append(written(key, values[key]))
        elif field.is_required():
            lines.append(f"{f'{key}:':<34}  # {WRITE_HERE}{field.description}")
    return "\n".join((*lines, "---", "", body, ""))
