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
from wellread.read.decode import FORBIDDEN, Refused, name_character, refuse

DEEPEST = 20
MOST_VALUES = 20_000

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
        return _Composer(parser, path, most).document()
    except yaml.MarkedYAMLError as error:
        raise _explain(error, text, path) from None
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
    most: int
    marks: dict[str, Mark] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    count: int = 0
    end: tuple[int, int] = (0, 0)

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
        if style == '"' and FORBIDDEN.search(text):
            found = FORBIDDEN.findall(text)[0]
            message = f"an invisible character that must not be in a text: {name_character(found)}"
            self.problem("character-forbidden", message, self.place(event), "remove the backslash and what follows it")
            return FORBIDDEN.sub("", text)
        if style:
            return str(text)
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
        return str(event.value)

    def close(self, event: Any) -> None:
        """A list in brackets ends behind its bracket; one of lines ends with its last value, not before the next key."""
        start, end = event.start_mark, event.end_mark
        if (start.line, start.column) != (end.line, end.column):
            self.end = (end.line + 1, end.column + 1)

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


def _explain(error: yaml.MarkedYAMLError, text: str, path: str) -> Refused:
    """Return the parser's complaint as an editor would put it, with the usual cause. libyaml and PyYAML word theirs differently."""
    lines = text.split("\n")
    mark = error.problem_mark or error.context_mark
    start = error.context_mark or mark
    if mark is None or start is None:
        return refuse("yaml-syntax", "the YAML can't be read", Place(path, 1, 1, 1, 1))
    line = lines[mark.line] if mark.line < len(lines) else ""
    before, here = line[: mark.column], line[mark.column : mark.column + 1]
    said, during = error.problem or "", error.context or ""
    if "\t" in (here, line[:1]) or "tab" in said:
        mark_tab = _Spot(mark.line, line.index("\t") if "\t" in line else mark.column)
        return _syntax(path, mark_tab, "a tab can't be used to indent", "use spaces; most editors can turn tabs into spaces")
    if "alias" in during or "anchor" in during:
        return _syntax(path, start, f"a text can't start with “{_at(lines, start)}” unless it is in quotes", _quoted(lines, start))
    if "quoted scalar" in during and ("end of stream" in said or "document" in said):
        return _syntax(path, start, "a quotation mark opens here and is never closed", f"close it with {_at(lines, start)}")
    if "escape" in said or "hexadecimal" in said:
        hint = "write \\\\ for a backslash, or use single quotes"
        return _syntax(path, start, "a backslash in double quotes starts a special character, and this one doesn't exist", hint)
    if "cannot start any token" in said:
        return _syntax(path, mark, f"a text can't start with “{here}” unless it is in quotes", _quoted(lines, mark))
    if "tag" in said or "tag" in during or "directive" in said or "directive" in during:
        return _syntax(path, start, f"a text can't start with “{_at(lines, start)}” unless it is in quotes", _quoted(lines, start))
    if "block scalar" in during:
        return _syntax(
            path, mark, f"nothing may follow “{_at(lines, start)}” on its line", "start the text on the next line, indented"
        )
    if "flow sequence" in during or "flow mapping" in during:
        opening = _at(lines, start)
        closing = "]" if opening == "[" else "}"
        message = f"“{opening}” opens here, and before it is closed with “{closing}” something else follows"
        hint = f"separate what is inside with commas and close it with “{closing}”; put texts that hold , [ ] {{ }} or : in quotes"
        return _syntax(path, start, message, hint, Related(_place(path, mark), "it can't be read from here on"))
    if "mapping values" in said:
        if ": " in before.lstrip().removeprefix("- ") or before.count(":"):
            key, _, value = line.partition(":")
            hint = f"put the whole value in quotes: {key.strip()}: {_in_quotes(value)}"
            return _syntax(path, mark, "a colon followed by a space can't stand in a value without quotes", hint)
        above = mark.line - 1
        if not line.startswith((" ", "-")) and above >= 0 and lines[above].strip():
            hint = "write a key, a colon and a space in front of the value, as in “title: …”"
            return _syntax(path, _Spot(above, 0), "this line is not “key: value”", hint)
        hint = "start it in the same column as the key above; if it belongs to the text above, put that text in quotes"
        return _syntax(path, mark, "this key is indented further than the one above it", hint)
    if "document start" in said and any(each.startswith("...") for each in lines[: mark.line]):
        return _syntax(path, mark, "the YAML was ended above this line", "remove the line of dots (...)")
    if "could not find expected ':'" in said:
        hint = "indent it if it belongs to the value above; if it belongs to the text, the line --- that ends the block is missing"
        return _syntax(path, start, "this line is not “key: value”", hint)
    if "block sequence entries" in said or "sequence entries" in said:
        return _syntax(path, mark, "a list can't start on the line of its key", "start each “- item” on a line of its own")
    if before.rstrip().endswith(('"', "'")) and here not in ("", "#"):
        hint = "put the whole text in quotes; inside single quotes write '' for an apostrophe"
        return _syntax(path, mark, "something follows the closing quotation mark", hint)
    if before.rstrip().endswith(("]", "}")) and here not in ("", "#"):
        return _syntax(path, mark, f"something follows “{before.rstrip()[-1]}”", "remove it, or put the whole text in quotes")
    if here == ":":
        return _syntax(path, mark, "there is no key before the colon", "write the key, as in “title: …”")
    if here in ("]", "}", ","):
        return _syntax(path, mark, f"a text can't start with “{here}” unless it is in quotes", _quoted(lines, mark))
    hint = "keys that belong together start in the same column, and so do the “-” of one list"
    return _syntax(path, mark, "this line is indented differently from the ones it belongs to", hint)


@dataclass(frozen=True)
class _Spot:
    """A position counted from 0, as the parser's own marks are."""

    line: int
    column: int


def _syntax(path: str, mark: yaml.Mark | _Spot, message: str, hint: str, *related: Related) -> Refused:
    place = _place(path, mark)
    return Refused(Problem(code="yaml-syntax", severity="error", message=message, place=place, hint=hint, related=related))


def _place(path: str, mark: yaml.Mark | _Spot) -> Place:
    return Place(path, mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)


def _at(lines: list[str], mark: yaml.Mark | _Spot) -> str:
    return lines[mark.line][mark.column : mark.column + 1] if mark.line < len(lines) else ""


def _quoted(lines: list[str], mark: yaml.Mark | _Spot) -> str:
    return f"write {_in_quotes(lines[mark.line][mark.column :])}" if mark.line < len(lines) else ""


def _in_quotes(text: str) -> str:
    text = text.strip()
    return f'"{text}"' if '"' not in text else "'" + text.replace("'", "''") + "'"
