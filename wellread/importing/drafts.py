"""A text of the folder → a draft of this site: its front matter, its body, and a note for everything that was done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
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
STANDS_IN = "stands in, it was nowhere: "
"""What the note behind a value says that nobody wrote."""
WORDS_OF = {
    "title": "the title",
    "description": "what this page answers, in one or two sentences, as search results show it",
    "main_message": "what a reader should know first",
}
UNREAD = "# The keys that stood there could not be read"


class Draft(NamedTuple):
    """A draft: the text it came from, where it goes, what it holds, and what was done."""

    path: str
    named: Named
    content: str
    notes: tuple[Note, ...]


def draft_of(text: Original, site: Site, setting: Setting, references: References, today: date) -> Draft:
    """Return the draft that a text becomes; `today` stands in for an unknown day. New sources and topics go to `references`."""
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
    content = _laid_out(text, values, answers.kept, body.markdown, today)
    results = "\n".join((content, *(note.what for note in notebook.notes), *_elsewhere(values, references)))
    notes = (*notebook.gathered(), *missing_lines(text.text, results))
    return Draft(text.path, named, content, tuple(sorted(notes, key=lambda note: note.line)))


def _elsewhere(values: Mapping[str, Any], references: References) -> Iterable[str]:
    """Yield what the text's words became that stands in other files."""
    for id_ in values.get("sources", ()):
        record = references.new.get(id_)
        yield lay_out_record(record) if record else " ".join(str(each) for each in references.known[id_].csl.values())
    yield from (references.topics.get(id_, "") for id_ in values.get("topics", ()))


def _stand_in(key: str, values: Mapping[str, Any], today: date) -> Any:
    """Return what a draft can be shown with until somebody writes what was nowhere. The checks let none of it reach readers, but
    for the kind and the day, which only a person can look up."""
    given: dict[str, Any] = {
        "type": "guide",
        "authors": [],
        "published": values.get("updated", today),
        "funding": "to be declared",
        "conflicts": "to be declared",
    }
    return given.get(key, f"{WRITE_HERE}{WORDS_OF.get(key, key)}")


def _laid_out(text: Original, values: Mapping[str, Any], kept: Iterable[Key], body: str, today: date) -> str:
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
            stand_in = _stand_in(key, values, today)
            lines.append(f"{written(key, stand_in):<34}  # {STANDS_IN}{field.description}")
    return "\n".join((*lines, "---", "", body, ""))
