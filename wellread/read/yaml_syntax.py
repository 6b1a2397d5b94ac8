"""A YAML syntax error in an editor's words, with its usual cause. Both parsers, libyaml and PyYAML, are understood."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from wellread.problems import Place, Problem, Related
from wellread.read.decode import Refused, refuse


def explain(error: yaml.MarkedYAMLError, text: str, path: str) -> Refused:
    """Return the parser's complaint as an editor would put it, with the usual cause. libyaml and PyYAML word theirs differently."""
    lines = text.split("\n")
    mark = error.problem_mark or error.context_mark
    start = error.context_mark or mark
    if mark is None or start is None:
        return refuse("yaml-syntax", "the YAML can't be read", Place(path, 1, 1, 1, 1))
    line = lines[mark.line] if mark.line < len(lines) else ""
    here = line[mark.column : mark.column + 1]
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
    return _explain_structure(path, lines, mark, start, said, during)


def _explain_structure(path: str, lines: list[str], mark: yaml.Mark, start: yaml.Mark, said: str, during: str) -> Refused:
    """Return the complaint about lines that don't belong together: `mark` is where reading ended, `start` where it began."""
    line = lines[mark.line] if mark.line < len(lines) else ""
    before, here = line[: mark.column], line[mark.column : mark.column + 1]
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
