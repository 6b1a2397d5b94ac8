"""YAML → plain values and their marks, with nothing guessed: `no` stays "no", 012 stays "012", and the form decides what they mean.

libyaml's parser is used where it is built in; the events are put together here, so that repeated keys, aliases and tags are seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from wellread.model import Mark
from wellread.problems import Place, Problem, Related
from wellread.read.decode import FORBIDDEN, name_character, refuse
from wellread.read.notes import MAY_CUT, WHOLE_LINE, cut_off, hides_its_lines, left_out
from wellread.read.spoiled import spoiled_line
from wellread.read.yaml_syntax import explain, in_quotes, refuse_spoiled, swallows, unclosed

DEEPEST = 20
MOST_VALUES = 5_000
CURLY = {"“": "”", "”": "”", "„": "“”", "‘": "’", "‚": "‘’", "«": "»", "»": "«"}
"""Quotation marks that a text may begin with, and which close it."""

Loader: TypeAlias = type["yaml.CSafeLoader"] | type[yaml.SafeLoader]
FAST: Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Written: TypeAlias = "str | dict[str, Written] | list[Written] | None"
"""What stands in a file: text, keys with values, a list, or nothing (a key with no value)."""


class Plain(str):
    """A text written without quotes, exactly as it was typed (YAML would read some of them as numbers, dates or truth)."""

    __slots__ = ()


@dataclass(frozen=True)
class Document:
    """What was written, the mark of each value and key by dotted path (see Origin), and the problems found on the way."""

    value: Written
    marks: Mapping[str, Mark]
    problems: tuple[Problem, ...]


def compose(text: str, path: str, *, loader: Loader = FAST, most: int = MOST_VALUES) -> Document:
    """Return the one document in a text. `text` starts with the first line of the file `path`; `most` limits its values.

    Raises Refused when the YAML can't be read to its end: a syntax error, an alias, too deep, too large.
    """
    parser = loader(text)
    try:
        return _Composer(parser, path, text, most).document()
    except yaml.MarkedYAMLError as error:
        raise explain(error, text, path) from None
    except (yaml.YAMLError, ValueError, OverflowError):
        # PyYAML's own scanner fails with these on "\UFFFFFFFF", where libyaml reports a syntax error.
        raise refuse(
            "yaml-syntax", "the YAML can't be read: it holds a character that doesn't exist", Place(path, 1, 1, 1, 1)
        ) from None
    finally:
        parser.dispose()


@dataclass
class _Composer:
    """Puts the parser's events together; lives for one document."""

    parser: Any
    path: str
    text: str
    most: int
    marks: dict[str, Mark] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    count: int = 0
    end: tuple[int, int] = (0, 0)
    may_cut: bool = False
    may_hide: bool = False
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.may_cut, self.may_hide = bool(MAY_CUT.search(self.text)), bool(WHOLE_LINE.search(self.text))
        if self.may_cut or self.may_hide:
            self.lines = self.text.split("\n")

    def document(self) -> Document:
        event = self.parser.get_event()
        while isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
            event = self.parser.get_event()
        value = None if isinstance(event, yaml.StreamEndEvent) else self.value(event, "", 1)
        while not isinstance(event, yaml.StreamEndEvent):
            event = self.parser.get_event()
            if isinstance(event, yaml.DocumentStartEvent):
                message = "a second document starts here: one file holds one"
                raise refuse("yaml-syntax", message, self.place(event), "remove this line")
        return Document(value, self.marks, tuple(self.problems))

    def value(self, event: Any, at: str, depth: int) -> Written:
        """Return the value that starts with `event`, and note its mark under `at`."""
        kind = type(event)
        self.count += 1
        if self.count > self.most:
            message = f"the file holds more than {self.most:,} values"
            raise refuse("yaml-large", message, self.place(event), "split it")
        if kind is yaml.AliasEvent or event.anchor:
            self.alias(event)
        if event.tag:
            hint = "remove it; if the text itself starts with an exclamation mark, put the text in quotes"
            self.problem("yaml-tag", f"a YAML tag ({_short_tag(event.tag)}) is not allowed", self.place(event), hint)
        if kind is yaml.ScalarEvent:
            return self.scalar(event, at)
        if depth > DEEPEST:
            raise refuse(
                "yaml-deep", f"lists and keys are nested deeper than {DEEPEST} levels", self.place(event), "write it flatter"
            )
        start = event.start_mark
        made: Written = self.mapping(at, depth) if kind is yaml.MappingStartEvent else self.sequence(at, depth)
        self.marks[at] = (start.line + 1, start.column + 1, *self.end)
        return made

    def scalar(self, event: Any, at: str) -> Written:
        start, end, text, style = event.start_mark, event.end_mark, event.value, event.style
        self.end = (end.line + 1, end.column + 1)
        self.marks[at] = (start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        if style in ("'", '"') and end.line > start.line:
            self.closed(event)
        if style == '"' and FORBIDDEN.search(text):
            found = FORBIDDEN.findall(text)[0]
            message = f"an invisible character that must not be in a text: {name_character(found)}"
            self.problem("character-forbidden", message, self.place(event), "remove the backslash and what follows it")
            return FORBIDDEN.sub("", text)
        if style:
            return str(text)
        if text[:1] in CURLY:
            self.curly(text, event)
        if self.may_cut and (hidden := cut_off(self.lines, end.line, end.column)):
            self.cut(event, hidden)
            return Plain(text or hidden)
        return Plain(text) if text else None

    def sequence(self, at: str, depth: int) -> list[Written]:
        items: list[Written] = []
        event = self.parser.get_event()
        prefix = f"{at}." if at else ""
        while not isinstance(event, yaml.SequenceEndEvent):
            items.append(self.value(event, f"{prefix}{len(items)}", depth + 1))
            event = self.parser.get_event()
        self.close(event)
        return items

    def mapping(self, at: str, depth: int) -> dict[str, Written]:
        entries: dict[str, Written] = {}
        event = self.parser.get_event()
        prefix = f"{at}." if at else ""
        while not isinstance(event, yaml.MappingEndEvent):
            key, place = self.key(event), self.place(event)
            if key in entries:
                first = Place(self.path, *self.marks[f"{prefix}{key}?"])
                related = (Related(first, f"“{key}” is first written here"),)
                self.problem("key-repeated", f"“{key}” is written twice", place, "keep one of the two", related)
                self.value(self.parser.get_event(), f"{prefix}{key}(again)", depth + 1)
            else:
                self.marks[f"{prefix}{key}?"] = (place.line, place.column, place.end_line, place.end_column)
                entries[key] = self.value(self.parser.get_event(), f"{prefix}{key}", depth + 1)
                if self.may_hide and entries[key] is None:
                    self.hidden(key, place)
            event = self.parser.get_event()
        self.close(event)
        return entries

    def key(self, event: Any) -> str:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self.alias(event)
        if not isinstance(event, yaml.ScalarEvent):
            hint = "if a text starts with “[” or “{”, put the text in quotes"
            raise refuse("yaml-key", "a key must be a word, not a list or more keys", self.place(event), hint)
        self.count += 1
        if event.tag:
            self.problem("yaml-tag", f"a YAML tag ({_short_tag(event.tag)}) is not allowed", self.place(event), "remove it")
        if FORBIDDEN.search(event.value):
            raise refuse("yaml-key", "a key must not hold invisible characters", self.place(event), "write the key without quotes")
        if not event.style and not event.value[:1].isalnum():
            spoiled = spoiled_line(self.text.split("\n"), self.place(event).line - 1)
            if spoiled:
                raise refuse_spoiled(self.path, spoiled)
        return str(event.value)

    def close(self, event: Any) -> None:
        """A list in brackets ends behind its bracket; one of lines ends with its last value, not before the next key."""
        start, end = event.start_mark, event.end_mark
        if (start.line, start.column) != (end.line, end.column):
            self.end = (end.line + 1, end.column + 1)

    def curly(self, text: str, event: Any) -> None:
        """Warn of a text that begins with a curly quotation mark, unless only its first words are in quotation marks."""
        closing = CURLY[text[0]]
        if text[-1] in closing:
            hint = f'type straight ones: "{text[1:-1]}"; if readers shall see them, put straight ones around them'
        elif not any(mark in text for mark in closing):
            hint = "put straight ones around the whole text; a comma or a colon within curly ones ends it"
        else:
            return
        message = "curly quotation marks don't hold a value together; they are shown on the page"
        place = self.place(event)
        self.problems.append(Problem(code="quotes-curly", severity="warning", message=message, place=place, hint=hint))

    def closed(self, event: Any) -> None:
        """Refuse a quoted text of several lines that swallowed keys because its first line was left open."""
        lines = self.text.split("\n")
        opening = (event.start_mark.line, event.start_mark.column)
        swallowed = swallows(lines, opening, event.end_mark.line)
        if swallowed is not None:
            raise unclosed(self.path, lines, opening, swallowed)

    def cut(self, event: Any, hidden: str) -> None:
        """Tell of a text that ends where a # was typed as part of it."""
        end = event.end_mark
        line = self.lines[end.line]
        column = line.index(hidden, end.column)
        whole = f"{event.value} {hidden}" if event.value else hidden
        hint = f"put the whole text in quotes: {in_quotes(whole)}; if it is a note to yourselves, put a blank behind the #"
        place = Place(self.path, end.line + 1, column + 1, end.line + 1, column + len(hidden) + 1)
        self.problem("comment-hides", left_out(hidden), place, hint)

    def hidden(self, key: str, place: Place) -> None:
        """Tell of a key whose list or keys are there, but as notes."""
        if hides_its_lines(self.lines, place.line - 1, place.column - 1):
            message = f"“{key}” is empty: the lines below it still begin with #"
            hint = f"take the # and the blank behind it away in front of what belongs to it; or take “{key}:” out"
            self.problem("comment-hides", message, place, hint)

    def alias(self, event: Any) -> None:
        message = "YAML's anchors and aliases (&name, *name) are not allowed"
        hint = "write the value out again where it is needed; if the text itself starts with & or *, put the text in quotes"
        raise refuse("yaml-alias", message, self.place(event), hint)

    def problem(self, code: str, message: str, place: Place, hint: str, related: tuple[Related, ...] = ()) -> None:
        self.problems.append(Problem(code=code, severity="error", message=message, place=place, hint=hint, related=related))

    def place(self, event: Any) -> Place:
        start, end = event.start_mark, event.end_mark
        return Place(self.path, start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _short_tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")


# --- syntax errors in an editor's words -------------------------------------------------------------------------------
