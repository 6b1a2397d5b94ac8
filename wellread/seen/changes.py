"""Two built sites → what readers see changed, what concerns their health first. Pure.

Pages that changed in the same way are told once: a sentence of the footer that changed is one change, on as many pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

from wellread.check.doses import AMOUNT
from wellread.clinical import SignedLine, compare_lines, gist
from wellread.model import Value
from wellread.problems import Place
from wellread.seen.page import CLINICAL, SeenLine, SeenPage, read_page
from wellread.texts import ClinicalLine

Pages = Mapping[str, Callable[[], bytes]]
How = Literal["added", "removed", "changed", "moved"]
State = Literal["new", "gone", "changed"]
MOST_PAIRS = 100_000
MOST_STEPS = 25_000_000
"""Beyond so many pairs of lines it is not looked for which line became which other: that would take minutes."""
DOSE = re.compile(AMOUNT, re.IGNORECASE)
CALL = re.compile(r" → (?:tel|sms):", re.IGNORECASE)


class SeenChange(Value, frozen=True, kw_only=True):
    """A line that is not as it was. `is_clinical`: of a care card or the main message, with a dose, or a number to call."""

    how: How
    kind: str
    was: str
    now: str
    is_clinical: bool


class PageChanges(Value, frozen=True, kw_only=True):
    """Pages that changed in the same way: in their own text, or (`is_frame`) in what stands around it."""

    paths: tuple[str, ...]
    name: str
    state: State
    is_frame: bool
    changes: tuple[SeenChange, ...]

    @property
    def clinical(self) -> int:
        return sum(each.is_clinical for each in self.changes)


class SiteChanges(Value, frozen=True, kw_only=True):
    """`pages` in the order to be read, `markup` those whose files differ and show the same, `same` how many are byte for byte."""

    pages: tuple[PageChanges, ...]
    markup: tuple[str, ...]
    same: int


def compare_sites(old: Pages, new: Pages) -> SiteChanges:
    """Return what is different in `new`."""
    alike: dict[tuple[State, bool, tuple[SeenChange, ...]], list[tuple[str, str]]] = {}
    markup: list[str] = []
    same = 0
    for path in sorted({*old, *new}):
        before = old[path]() if path in old else b""
        after = new[path]() if path in new else b""
        if path in old and path in new and before == after:
            same += 1
            continue
        was, now = read_page(before), read_page(after)
        state: State = "new" if path not in old else "gone" if path not in new else "changed"
        parts = {is_frame: compare_seen(_part(was, is_frame), _part(now, is_frame)) for is_frame in (False, True)}
        if state != "changed":
            parts.pop(True)  # what stands around a page is no news when the whole page is
        elif not any(parts.values()):
            markup.append(path)
        for is_frame, changes in parts.items():
            if changes or state != "changed":
                alike.setdefault((state, is_frame, changes), []).append((path, now.name or was.name))
    found = [
        PageChanges(paths=tuple(path for path, _ in named), name=named[0][1], state=state, is_frame=is_frame, changes=changes)
        for (state, is_frame, changes), named in alike.items()
    ]
    return SiteChanges(pages=tuple(sorted(found, key=_importance)), markup=tuple(markup), same=same)


def _part(page: SeenPage, is_frame: bool) -> tuple[SeenLine, ...]:
    return tuple(each for each in page.lines if each.is_frame == is_frame)


def _importance(page: PageChanges) -> tuple[bool, bool, bool, tuple[str, ...]]:
    return (not page.clinical, page.is_frame, page.state == "changed", page.paths)


def compare_seen(was: Sequence[SeenLine], now: Sequence[SeenLine]) -> tuple[SeenChange, ...]:
    """Return every line that changed, clinical ones first, each group in the order of the page."""
    new, gone = _lacking(now, was), _lacking(was, now)
    if not was or not now or len(new) * len(gone) > MOST_PAIRS or len(was) * len(now) > MOST_STEPS:
        one_sided = [_change("added", each.kind, "", each.text) for each in new]
        one_sided += [_change("removed", each.kind, each.text, "") for each in gone]
        return _clinical_first(one_sided)
    signed = [SignedLine(kind=each.kind, text=each.text, line=number) for number, each in enumerate(was, 1)]
    lines = [ClinicalLine(kind=each.kind, text=each.text, place=Place("", number)) for number, each in enumerate(now, 1)]
    found = [
        _change(
            each.change,
            each.now.kind if each.now else each.was.kind if each.was else "",
            each.was.text if each.was else "",
            each.now.text if each.now else "",
            kind_was=each.was.kind if each.was else "",
        )
        for each in compare_lines(signed, lines)
    ]
    return _clinical_first(found)


def _lacking(lines: Sequence[SeenLine], others: Iterable[SeenLine]) -> list[SeenLine]:
    """Return those lines that the others lack, each as often as they lack it."""
    there = Counter((each.kind, gist(each.text)) for each in others)
    lacking: list[SeenLine] = []
    for each in lines:
        name = (each.kind, gist(each.text))
        if there[name]:
            there[name] -= 1
        else:
            lacking.append(each)
    return lacking


def _clinical_first(changes: Sequence[SeenChange]) -> tuple[SeenChange, ...]:
    return tuple(sorted(changes, key=lambda each: not each.is_clinical))


def _change(how: How, kind: str, was: str, now: str, *, kind_was: str = "") -> SeenChange:
    is_clinical = bool({kind, kind_was} & set(CLINICAL)) or any(DOSE.search(text) or CALL.search(text) for text in (was, now))
    return SeenChange(how=how, kind=kind, was=was, now=now, is_clinical=is_clinical)
