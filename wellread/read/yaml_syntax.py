"""A YAML syntax error in an editor's words, with its usual cause. Both parsers, libyaml and PyYAML, are understood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import yaml

from wellread.problems import Place, Problem, Related
from wellread.read.decode import Refused, refuse
from wellread.read.notes import BEHIND, cut_within, left_out
from wellread.read.spoiled import Spoiled, spoiled_line

FIRST_KEY = re.compile(r"(?P<before>[ ]*(?:-[ ]+)*)(?P<key>[\w-]+:(?:[ ]|$))?")
KEY_LINE = re.compile(r"(?P<indent>[ ]*)(?:-[ ]+)?[A-Za-z_][\w-]*:(?:[ ]|$)")
INDENTED_KEY = re.compile(r" [A-Za-z_][\w-]*:(?:[ ]|$)")
HIDDEN_KEY = re.compile(r"#[ ]?([a-z_]+):[ ]*(?:#.*)?")
GLUED = re.compile(r"(?P<before>[ ]*(?:-[ ]+)*)(?P<key>[A-Za-z_][\w-]*):(?P<blank>[\u00a0\u202f]+)?(?P<value>[^\s/].*)")
"""A key whose colon has no plain space behind it; with a slash there it is a web address."""
STRESSED = re.compile(r"(\*{1,3})(?=\S)(.+?)(?<=\S)\1")
LISTS_OF_SOURCES = ("cite", "sources")


def explain(error: yaml.MarkedYAMLError, text: str, path: str) -> Refused:
    """Return the parser's complaint as an editor would put it, with the usual cause. libyaml and PyYAML word theirs differently."""
    lines = text.split("\n")
    mark = error.problem_mark or error.context_mark
    start = error.context_mark or mark
    if mark is None or start is None:
        return refuse("yaml-syntax", "the YAML can't be read", Place(path, 1, 1, 1, 1))
    swallowing = _find_swallowing(text, lines)
    if swallowing:
        return unclosed(path, lines, *swallowing)
    line = lines[mark.line] if mark.line < len(lines) else ""
    here = line[mark.column : mark.column + 1]
    said, during = error.problem or "", error.context or ""
    if "\t" in (here, line[:1]) or "tab" in said:
        mark_tab = _Spot(mark.line, line.index("\t") if "\t" in line else mark.column)
        return _syntax(path, mark_tab, "a tab can't be used to indent", "use spaces; most editors can turn tabs into spaces")
    if "alias" in during or "anchor" in during:
        hint = _unstressed(lines, start) or _quoted(lines, start)
        return _syntax(path, start, f"a text can't start with “{_at(lines, start)}” unless it is in quotes", hint)
    if "quoted scalar" in during and ("end of stream" in said or "document" in said):
        return _syntax(path, start, "a quotation mark opens here and is never closed", f"close it with {_at(lines, start)}")
    if "escape" in said or "hexadecimal" in said:
        hint = "write \\\\ for a backslash, or use single quotes"
        return _syntax(path, start, "a backslash in double quotes starts a special character, and this one doesn't exist", hint)
    if "cannot start any token" in said:
        source = re.match(r"@([\w.:-]*\w)", line[mark.column :])
        if source and _key_of(lines, mark) in LISTS_OF_SOURCES:
            return _syntax(path, mark, "the id of a source has no “@” here", f"leave out the @: write {source[1]}")
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
    cut = cut_within(lines, start.line if "flow" in during else mark.line - 1, mark.line)
    if cut is not None:
        hint = f"put the whole text in quotes: {in_quotes(cut.whole)}; if it is a note to yourselves, put a blank behind the #"
        place = Place(path, cut.line + 1, cut.column + 1, cut.line + 1, cut.column + len(cut.hidden) + 1)
        return refuse("comment-hides", left_out(cut.hidden), place, hint)
    if "flow sequence" in during or "flow mapping" in during:
        opening = _at(lines, start)
        closing = "]" if opening == "[" else "}"
        message = f"“{opening}” opens here, and before it is closed with “{closing}” something else follows"
        hint = f"separate what is inside with commas and close it with “{closing}”; put texts that hold , [ ] {{ }} or : in quotes"
        return _syntax(path, start, message, hint, Related(_place(path, mark), "it can't be read from here on"))
    glued = _find_glued(lines, mark, start)
    if glued is not None:
        return _glued(path, lines, glued)
    spoiled = next((found for line in (mark.line, mark.line - 1, mark.line - 2) if (found := spoiled_line(lines, line))), None)
    if spoiled is not None:
        return refuse_spoiled(path, spoiled)
    misplaced = _misplaced_key(path, lines, mark)
    if misplaced is not None:
        return misplaced
    if "mapping values" in said:
        if ": " in before.lstrip().removeprefix("- ") or before.count(":"):
            key, _, value = line.partition(":")
            hint = f"put the whole value in quotes: {key.strip()}: {in_quotes(BEHIND.sub('', value))}"
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


def _misplaced_key(path: str, lines: Sequence[str], mark: yaml.Mark) -> Refused | None:
    """Return what is said of a line below a key that is still a note, and of a key with one blank in front; None for others."""
    hidden = _hidden_key(lines, mark.line)
    if hidden is not None:
        number, key = hidden
        hint = f"take the “#” and the blank behind it away in line {number + 1}, or put a “#” in front of this line too"
        message = f"this line belongs to “{key}”, which is a note: its line begins with “#”"
        return _syntax(path, mark, message, hint, Related(_place(path, _Spot(number, 0)), "the key is hidden here"))
    line = lines[mark.line] if mark.line < len(lines) else ""
    above = next((each for each in reversed(lines[: mark.line]) if each.strip() and not each.lstrip().startswith("#")), " ")
    if INDENTED_KEY.match(line) and not above.startswith((" ", "-")) and not above.rstrip().endswith(":"):
        hint = "take the blank in front of it away: keys that belong together start in the same column"
        return _syntax(path, mark, f"a blank stands in front of “{line.split(':')[0].strip()}”", hint)
    return None


def _hidden_key(lines: Sequence[str], at: int) -> tuple[int, str] | None:
    """Return the line (from 0) and name of a key that is a note, if the line at `at` looks like the first that belongs to it."""
    if at >= len(lines) or not lines[at].startswith((" ", "-")):
        return None
    for number in range(at - 1, -1, -1):
        found = HIDDEN_KEY.fullmatch(lines[number])
        if found:
            return number, found[1]
        if lines[number].strip() and not lines[number].lstrip().startswith("#"):
            return None
    return None


# --- quotation marks that nobody closed -------------------------------------------------------------------------------


def swallows(lines: Sequence[str], start: tuple[int, int], end_line: int) -> int | None:
    """Return the line (from 0) of the first key that a quoted text has swallowed, or None.

    `start` is the line and column of the opening quotation mark, both from 0. A text that runs on is indented further than its key
    or the “-” of its list; a line “key: …” that isn't belongs to the block, and the quotation mark above it was left open.
    """
    line, column = start
    opening = FIRST_KEY.match(lines[line])
    assert opening, "every part of the pattern may be empty"
    before = opening["before"]
    own = len(before) if opening["key"] else before.rindex("-") if "-" in before else column - 1
    for below in range(line + 1, min(end_line + 1, len(lines))):
        key = KEY_LINE.match(lines[below])
        if key and len(key["indent"]) <= own:
            return below
    return None


def unclosed(path: str, lines: Sequence[str], start: tuple[int, int], swallowed: int) -> Refused:
    """Return what to say of the quotation mark at `start` that goes on into the line `swallowed` (all counted from 0)."""
    line, column = start
    mark = lines[line][column]
    value = lines[line][column:].rstrip()
    place = Place(path, line + 1, column + 1, line + 1, len(lines[line].rstrip()) + 1)
    message = "a quotation mark opens here and isn't closed on this line"
    related = (
        Related(Place(path, swallowed + 1, 1, swallowed + 1, len(lines[swallowed]) + 1), "this key became part of the text"),
    )
    hint = f"close it at the end of the text: {value}{mark}"
    return Refused(Problem(code="yaml-syntax", severity="error", message=message, place=place, hint=hint, related=related))


def _find_swallowing(text: str, lines: Sequence[str]) -> tuple[tuple[int, int], int] | None:
    """Return where the first quoted text opens that swallowed a key, and the key's line."""
    try:
        for token in yaml.scan(text, Loader=yaml.SafeLoader):
            if isinstance(token, yaml.ScalarToken) and token.style in ("'", '"') and token.end_mark.line > token.start_mark.line:
                start = (token.start_mark.line, token.start_mark.column)
                swallowed = swallows(lines, start, token.end_mark.line)
                if swallowed is not None:
                    return start, swallowed
    except (yaml.YAMLError, ValueError, OverflowError):  # what can't be read is told by the caller
        return None
    return None


# --- a colon without a space ------------------------------------------------------------------------------------------


def _find_glued(lines: list[str], mark: yaml.Mark, start: yaml.Mark) -> int | None:
    """Return the line, of those where reading broke off, whose colon has no space behind it."""
    near = dict.fromkeys((start.line, mark.line, mark.line - 1))
    return next((line for line in near if 0 <= line < len(lines) and GLUED.fullmatch(lines[line])), None)


def _glued(path: str, lines: list[str], line: int) -> Refused:
    found = GLUED.fullmatch(lines[line])
    assert found
    colon = found.end("key")
    message = "the blank behind this colon is not a plain space" if found["blank"] else "there is no space behind this colon"
    hint = f"put a space after the colon: {found['key']}: {found['value'].rstrip()}"
    return _syntax(path, _Spot(line, colon), message, hint)


def refuse_spoiled(path: str, spoiled: Spoiled) -> Refused:
    """Return what to say of a line whose first signs are not the ones that YAML knows."""
    place = Place(path, spoiled.line + 1, spoiled.start + 1, spoiled.line + 1, spoiled.end + 1)
    return refuse("yaml-syntax", spoiled.message, place, spoiled.hint)


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


def _key_of(lines: list[str], mark: yaml.Mark) -> str:
    """Return the key that the value at `mark` belongs to, on its line or above the list that it is in."""
    for line in (lines[mark.line][: mark.column], *reversed(lines[: mark.line])):
        keys = re.findall(r"([A-Za-z_][\w-]*):(?= |$)", line)
        if keys:
            return str(keys[-1])
    return ""


def _unstressed(lines: list[str], mark: yaml.Mark) -> str:
    """Return what to write for a text that begins with Markdown's stars, or "" if it doesn't."""
    text = lines[mark.line][mark.column :].strip() if mark.line < len(lines) else ""
    plain = STRESSED.sub(lambda stressed: stressed[2], text)
    return f"Markdown is not allowed here, besides citations; write it without the stars: {plain}" if STRESSED.match(text) else ""


def _quoted(lines: list[str], mark: yaml.Mark | _Spot) -> str:
    return f"write {in_quotes(lines[mark.line][mark.column :])}" if mark.line < len(lines) else ""


def in_quotes(text: str) -> str:
    text = text.strip()
    return f'"{text}"' if '"' not in text else "'" + text.replace("'", "''") + "'"
