"""What dialects of Markdown have more than the one that is read here: lists of terms, abbreviations, marked words; and characters
that were written by their names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import NamedTuple

import pyromark

from wellread.importing.notes import Notebook
from wellread.importing.tags import FILE

DEFINES = re.compile(r"^ {0,3}:[ \t]+\S", re.MULTILINE)
OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_GFM | pyromark.Options.ENABLE_DEFINITION_LIST
ABBREVIATION = re.compile(r"^ {0,3}\*\[[^\[\]\n]+\]:[^\n]*$\n?", re.MULTILINE)
MARKED = re.compile(r"(?<![\w=/&?\\])==(?![\s=])((?:[^=\n]|(?<!=)=(?!=)){1,2000}?)(?<![\s=])==(?![\w=])")
ENTITY = re.compile(
    r"\]\([^()\n]*\)|<[a-z][a-z+.-]*:[^<>\s]*>|(?<!\\)&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
)
MOST_MARKS = 2_000
LISTED = "a list of terms: became a list with the terms in bold"
LEFT = "a list of terms within a list or a quote: left as it is"
SPELLED = "what an abbreviation means: taken out; say it in the text, where it stands first"
NO_MARK = "marked words: now words like all"


class Listed(NamedTuple):
    """A list of terms, and where it stands: each term with what is said of it, and what stands between that is no part of it."""

    start: int
    end: int
    items: list[tuple[str, list[str]]]
    between: str

    @property
    def markdown(self) -> str:
        made = "\n".join(_item(terms, said) for terms, said in self.items)
        return f"{made}\n\n{self.between}\n\n" if self.between else f"{made}\n\n"


def with_terms(text: str, notebook: Notebook) -> str:
    """Return a text in which each list of terms (a line, and below it “: what it means”) is a list with the terms in bold."""
    if not DEFINES.search(text):
        return text
    source = text.encode()
    parts: list[bytes] = []
    at = 0
    for found in _lists(text, source):
        first = source[found.start : found.end].decode().strip("\n").split("\n")[0]
        notebook.note(first.replace(FILE, ""), LISTED if found.items else LEFT)
        if found.items:
            parts += [source[at : found.start], found.markdown.encode()]
            at = found.end
    return (b"".join(parts) + source[at:]).decode()


def _lists(text: str, source: bytes) -> Iterator[Listed]:
    """Yield each list of terms; without its terms, if it stands in something else."""
    depth, start, end = 0, 0, 0
    items, between = list[tuple[str, list[str]]](), list[str]()
    for event, where in pyromark.events_with_range(text, options=OPTIONS):
        starts, ends = (event.get("Start"), event.get("End")) if isinstance(event, dict) else (None, None)
        if starts in ("DefinitionListTitle", "DefinitionListDefinition") and depth == 1:
            raw = source[where["start"] : where["end"]].decode()
            between.append(source[end : where["start"]].decode().strip())
            end = where["end"]
            if starts == "DefinitionListTitle":
                items.append((" / ".join(line.strip() for line in raw.strip().split("\n")), []))
            elif items:
                items[-1][1].append(_without_indent(raw) if DEFINES.match(raw) else "")
        elif starts == "DefinitionList":
            start = end = where["start"]
            items, between = [], []
            if depth:
                yield Listed(start, where["end"], [], "")
        depth += 1 if starts is not None else -1 if ends is not None else 0
        if ends == "DefinitionList" and depth == 0 and items and all(said and all(said) for _, said in items):
            yield Listed(start, end, items, "\n\n".join(filter(None, between)))


def _without_indent(raw: str) -> str:
    """Return what is said of a term without the colon before it and what its lines were moved in by."""
    first, _, rest = raw.strip("\n").partition("\n")
    lines = rest.split("\n") if rest else []
    indent = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
    width = min(indent or 4, 4)
    moved = (re.sub(rf"^(?:\t| {{1,{width}}})", "", line) for line in lines)
    return "\n".join((first.lstrip(" ").removeprefix(":").strip(), *moved)).rstrip()


def _item(terms: str, said: list[str]) -> str:
    bold = terms if "**" in terms or "__" in terms else f"**{terms}**"
    if len(said) == 1 and "\n\n" not in said[0] and not re.match(r"[-*+>#|]|```|~~~|\d+[.)] ", said[0]):
        return f"- {bold}: {said[0]}".replace("\n", "\n  ")
    inside = "\n\n".join((bold, *said))
    return "- " + "\n".join(f"  {line}" if line.strip() else "" for line in inside.split("\n")).removeprefix("  ") + "\n"


def without_dialect(text: str, restored: Callable[[str], str], notebook: Notebook) -> str:
    """Return a text without abbreviations' meanings and marks. `restored` fills in the code that stands elsewhere."""

    def taken(found: re.Match[str]) -> str:
        notebook.note(restored(found[0].strip("\n")), SPELLED)
        return ""

    def bare(found: re.Match[str]) -> str:
        notebook.note(restored(found[0]), NO_MARK)
        return found[1]

    text = ABBREVIATION.sub(taken, text) if "*[" in text else text
    return MARKED.sub(bare, text) if 0 < text.count("==") <= MOST_MARKS else text


def with_characters(text: str) -> str:
    """Return a text with the characters that stood there by their names (“&deg;”), but for those that would mean something else."""
    return ENTITY.sub(lambda found: _character(found[0]), text) if "&" in text else text


def _character(written: str) -> str:
    made = unescape(written) if written.startswith("&") else written
    is_safe = all((each > "\x7f" and each.isprintable()) or each == "\N{NO-BREAK SPACE}" or each in "\"'" for each in made)
    return made if is_safe and len(made) <= 2 else written
