"""A text's front matter and body, whatever wrote it: YAML between ---, TOML between +++, or JSON in braces.

Every value becomes text, a list or keys with values, just as it was typed; what can't be read is kept as it stands, and said.
"""

from __future__ import annotations

import json
import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, NamedTuple

import yaml

from wellread.read.decode import Refused
from wellread.read.yaml import compose

OPENING = re.compile(r"\A\s*(---|\+\+\+|;;;)[ \t]*\n")
ASSIGNED = re.compile(r"""^(?:(?:"([^"]+)"|'([^']+)'|([A-Za-z0-9_-]+))[ \t]*[=.]|\[+[ \t]*["']?([A-Za-z0-9_-]+))""", re.MULTILINE)
TITLE = re.compile(
    r"""^title[ \t]*[=:][ \t]*(?:"([^"\\\n]+)"[ \t]*|'([^'\n]+)'[ \t]*|([^\s"'\[\]{}&*!|>#%@`,:][^\n"\\#]*))$""",
    re.MULTILINE,
)
"""A line with a title that can be read whatever is wrong with the others."""
LONGEST = 100_000
"""How many letters are read as front matter or settings."""
MOST_VALUES = 100_000
"""How many values YAML may hold once its aliases are written out."""
TOO_LONG = f"it is longer than {LONGEST:,} letters"


class Key(NamedTuple):
    """A key of the front matter: its value, the first of its lines (from 1), and those lines word for word."""

    value: Any
    line: int
    written: str


class Front(NamedTuple):
    """What stands above a text: its keys by name, and why it could not be read ("" if it could; `unread` is then all of it).
    `body` begins on line `body_line`. `said` are remarks on what was read."""

    keys: Mapping[str, Key]
    body: str
    body_line: int = 1
    fault: str = ""
    unread: str = ""
    said: tuple[tuple[int, str], ...] = ()

    def text(self, *names: str) -> str:
        """Return the value of the first of these keys that holds a text, or ""."""
        for name in names:
            found = self.keys.get(name)
            if found and isinstance(found.value, str) and found.value.strip():
                return found.value.strip()
        return ""


def read_front(text: str) -> Front:
    """Return the front matter and the body of a text. Line ends are \\n."""
    opened = OPENING.match(text)
    if opened:
        return _fenced(text, opened)
    if re.match(r"\s*\{\s*(?:\"|\})", text):
        return _json(text)
    return Front({}, text)


def _fenced(text: str, opened: re.Match[str]) -> Front:
    fence = opened[1]
    closing = re.compile(rf"^{re.escape(fence)}[ \t]*$\n?", re.MULTILINE).search(text, opened.end())
    if not closing:
        return Front({}, text, said=((1, f"the line {fence} opens front matter that is never closed; it was taken for text"),))
    block, body = text[opened.end() : closing.start()], text[closing.end() :]
    first = text.count("\n", 0, opened.end()) + 1
    begins = text.count("\n", 0, closing.end()) + 1
    if len(block) > LONGEST:
        return _unread(block, first, TOO_LONG, body, begins)
    if fence == "+++":
        return _toml(block, first, body, begins)
    return _yaml(block, first, body, begins)


def _yaml(block: str, first: int, body: str, begins: int) -> Front:
    if not block.strip():
        return Front({}, body, begins)
    try:
        found = compose(block, "")
    except Refused as refused:
        problem = refused.problems[0]
        loosely = _read_loosely(block)
        if loosely:
            lines = {str(key): _line_of(str(key), block) for key in loosely}
            said = ((first + max(problem.place.line - 1, 0), problem.message),)
            return Front(_keys(loosely, lines, block, first), body, begins, said=said)
        return _unread(block, first + max(problem.place.line - 1, 0), problem.message, body, begins, first)
    if not isinstance(found.value, dict):
        if found.value is None:
            return Front({}, body, begins, unread=block)
        return _unread(block, first, "it holds no keys with values", body, begins)
    lines = {key: found.marks[f"{key}?"][0] for key in found.value}
    remarks = tuple((first + problem.place.line - 1, problem.message) for problem in found.problems)
    return Front(_keys(found.value, lines, block, first), body, begins, said=remarks)


def _read_loosely(block: str) -> dict[str, Any]:
    """Return the keys of YAML that is right and yet not allowed here, such as one with anchors; {} if there is none to be read."""
    try:
        return dict(as_written(loose_yaml(block)))
    except (yaml.YAMLError, ValueError, RecursionError, TypeError):
        return {}


def loose_yaml(text: str) -> dict[str, Any]:
    """Return the keys of YAML as another program would read it, each value as text; {} if it holds no keys. Raises YAMLError,
    TypeError, RecursionError, or ValueError for YAML that would fill the memory, such as an anchor that holds itself."""
    if len(text) > LONGEST:
        raise ValueError(TOO_LONG)
    found = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  # it makes texts, lists and mappings of texts, nothing else
    waiting, left = [found], MOST_VALUES
    while waiting:
        each = waiting.pop()
        held = list(each.values()) if isinstance(each, dict) else each if isinstance(each, list) else []
        left -= len(held)
        if left < 0:
            raise ValueError(f"its aliases stand for more than {MOST_VALUES:,} values")
        waiting += held
    return found if isinstance(found, dict) else {}


def _line_of(key: str, block: str) -> int:
    found = re.search(rf"^[\"']?{re.escape(key)}[\"']?[ \t]*:", block, re.MULTILINE)
    return block.count("\n", 0, found.start()) + 1 if found else 1


def _toml(block: str, first: int, body: str, begins: int) -> Front:
    try:
        found = as_written(tomllib.loads(block))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return _unread(block, first, f"the TOML can't be read: {error}", body, begins, first)
    lines: dict[str, int] = {}
    for each in ASSIGNED.finditer(block):
        name = next(part for part in each.groups() if part)
        lines.setdefault(name, block.count("\n", 0, each.start()) + 1)
    return Front(_keys(found, lines, block, first), body, begins)


def _json(text: str) -> Front:
    start = text.index("{")
    try:
        read, end = json.JSONDecoder(strict=False).raw_decode(text, start)
        found = as_written(read)
    except (ValueError, RecursionError) as error:
        return Front({}, text, said=((1, f"the file begins like JSON that can't be read ({error}); it was taken for text"),))
    block, rest = text[start:end], text[end:]
    body = rest.removeprefix("\n")
    begins = text.count("\n", 0, len(text) - len(body)) + 1
    if len(block) > LONGEST:
        return _unread(block, 1, TOO_LONG, body, begins)
    lines = {key: block.count("\n", 0, max(block.find(json.dumps(key, ensure_ascii=False)), 0)) + 1 for key in found}
    return Front(_keys(found, lines, block, 1), body, begins)


def _unread(block: str, line: int, fault: str, body: str, begins: int, first: int = 0) -> Front:
    """Return front matter that can't be read, but for a title with a line of its own; `first` is the line it begins on."""
    found = TITLE.search(block) if first else None
    keys = {}
    if found:
        at = first + block.count("\n", 0, found.start())
        keys["title"] = Key(next(part for part in found.groups() if part).strip(), at, found[0])
    return Front(keys, body, begins, fault=f"line {line}: {fault}", unread=block)


def _keys(values: Mapping[str, Any], lines: Mapping[str, int], block: str, first: int) -> dict[str, Key]:
    """Return each key with the lines that belong to it: those up to the next key."""
    written = block.split("\n")
    starts = sorted({lines.get(key, 1) for key in values} | {len(written) + 1})
    made: dict[str, Key] = {}
    for key, value in values.items():
        line = lines.get(key, 1)
        after = starts[bisect_right(starts, line)]
        made[key] = Key(value, first + line - 1, "\n".join(written[line - 1 : after - 1]).rstrip())
    return made


def as_written(value: Any) -> Any:
    """Return a value with every number, day and truth in it as text."""
    if isinstance(value, Mapping):
        return {str(key): as_written(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [as_written(each) for each in value]
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return None if value is None else str(value)
