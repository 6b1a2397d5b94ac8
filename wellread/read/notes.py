"""A note that hides what was meant for readers: YAML leaves out everything from a # with a blank before it, and says nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

CUTS = re.compile(r"[ \t]+(#[^\s#].*)")
"""A # that begins a note but was probably typed as part of a text: no blank stands behind it, as in “the #1 fear”."""
MAY_CUT = re.compile(r"[ \t]#[^\s#]")
WHOLE_LINE = re.compile(r"^[ \t]*#", re.MULTILINE)
NOTE = re.compile(r"(?P<indent>[ \t]*)#(?P<gap> *)(?:(?P<item>-(?: |$))|(?P<key>[\w-]+:(?: |$)))?")
BEHIND = re.compile(r"[ \t]+#(?=\s|$).*")
LEADS = re.compile(r"^ *(?:- +)*(?:[\w-]+: +)?")
"""What stands before the first text of a line."""
SINGLE = re.compile(r"(?:^|: |- |[\[{,] ?)'[^']*$")
BEGINS = re.compile(r"[{\[,]|: ")
OPENS = re.compile(r"[{\[]")
ENDS = re.compile(r"[,\]}]")


def cut_off(lines: Sequence[str], line: int, column: int) -> str:
    """Return what is left out behind a text that ends at a line and column (both from 0), or "" if that is nothing or a note."""
    found = CUTS.match(lines[line], column) if line < len(lines) else None
    return BEHIND.sub("", found[1]).rstrip() if found else ""


def hides_its_lines(lines: Sequence[str], line: int, indent: int) -> bool:
    """Say whether what belongs to the key on a line (from 0), which has nothing behind it, stands below it as a note."""
    for below in lines[line + 1 :]:
        found = NOTE.match(below)
        if not found and below.strip():
            return False
        if not found:
            continue
        deeper = len(found["indent"]) > indent or len(found["gap"]) > 1
        if found["item"] or (found["key"] and deeper):
            return True
        if found["key"]:
            return False
    return False


def left_out(hidden: str) -> str:
    return f"“{hidden if len(hidden) <= 60 else hidden[:59] + '…'}” is left out: a # behind a blank starts a note"


@dataclass(frozen=True)
class Cut:
    """What is left out of a text, where it begins (both from 0), and the text as it was meant."""

    line: int
    column: int
    hidden: str
    whole: str


def cut_within(lines: Sequence[str], first: int, last: int) -> Cut | None:
    """Return the first text that a # cuts on these lines, where reading broke off; one in quotation marks is whole."""
    for number in range(max(first, 0), min(last + 1, len(lines))):
        line = lines[number]
        found = next((each for each in CUTS.finditer(line) if _is_bare(line[: each.start()])), None)
        if found:
            hidden = BEHIND.sub("", found[1]).rstrip()
            before = line[: found.start()]
            if OPENS.search(before):
                before, meant = BEGINS.split(before)[-1], ENDS.split(hidden)[0]
            else:
                before, meant = LEADS.sub("", before), hidden
            return Cut(number, found.start(1), hidden, f"{before.strip()} {meant.strip()}".strip())
    return None


def _is_bare(before: str) -> bool:
    return before.count('"') % 2 == 0 and not SINGLE.search(before)
