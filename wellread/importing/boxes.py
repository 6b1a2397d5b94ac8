"""Texts in boxes, as other generators have them (shortcodes, kramdown's classes, ::: and !!!) → GitHub's alerts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from textwrap import dedent

from wellread.importing.notes import Notebook

GIVEN = re.compile(r"""([A-Za-z_-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|`([^`]*)`|([^\s"'>]+))""")
POSITION = re.compile(r""""((?:[^"\\]|\\.)*)"|'([^']*)'|`([^`]*)`|(\S+)""")
ALERTS: Mapping[str, str] = {
    "note": "NOTE",
    "info": "NOTE",
    "tip": "TIP",
    "hint": "TIP",
    "success": "TIP",
    "important": "IMPORTANT",
    "primary": "IMPORTANT",
    "warning": "WARNING",
    "warn": "WARNING",
    "caution": "CAUTION",
    "danger": "CAUTION",
    "error": "CAUTION",
}
BOXES = ("alert", "notice", "callout", "hint", "admonition", "note", "tip", "info", "warning", "caution", "important", "danger")
"""Shortcodes that many themes have for a text in a box."""
ABOUT_BOXES = ("alert", "callout", "notice", "admonition", "notification")
"""Words in the classes of boxes that are alerts; what kind, says another word, as in “usa-alert-warning”."""
COLONS = re.compile(
    r"^(?P<opening>:::+[ \t]*(?P<kind>[a-z]+)[ \t]*(?P<title>[^\n]*))\n(?P<inside>(?:(?!:::)[^\n]*\n)*)(?P<closing>:::+)[ \t]*$",
    re.MULTILINE,
)
BANGS = re.compile(
    r"^(?P<opening>(?:!!!|\?\?\?\+?)[ \t]+(?P<kind>[a-z]+)[^\n\"]*(?:\"(?P<title>[^\n\"]*)\")?[^\n]*)\n"
    r"(?P<inside>(?:(?: {4}|\t)[^\n]*(?:\n|\Z)|[ \t]*\n)+)",
    re.MULTILINE,
)
CLASSED = re.compile(r"[ \t]*\{:(?:[ \t]*\.[\w-]+)+[ \t]*\}[ \t]*")
"""A line of kramdown's that gives classes to the block above it or, where there is none, to the one below."""
ALONE = re.compile(r"[ \t]*\Z|#{1,6} |[ \t]*\{:[^{}]*\}[ \t]*\Z|(?:-+|=+)[ \t]*\Z")
"""A line that is no part of a paragraph: empty, a heading or what underlines one, attributes."""
DOUBT = "look whether that is the right kind"


def with_boxes(text: str, notebook: Notebook) -> str:
    """Return a text in which each box of the usual kinds is one of GitHub's alerts."""
    text = _shortcodes(text, notebook)
    for pattern in (COLONS, BANGS):
        text = pattern.sub(lambda found: _drawn(found, notebook), text)
    return _with_classes(text, notebook)


def boxed(text: str, kind: str) -> str:
    """Return a text as one of GitHub's alerts; a heading in it becomes bold words."""
    lines = re.sub(r"\n{3,}", "\n\n", text.strip("\n")).split("\n")
    bold = (re.sub(r"^#{1,6} (.*?)[ \t]*$", r"**\1**", line) for line in lines)
    return f"> [!{kind}]\n" + "\n".join(f"> {line}".rstrip() for line in bold)


def kind_of(words: str) -> str:
    """Return which of GitHub's alerts the classes of a box mean, or ""."""
    parts = re.findall(r"[a-z]+", words.lower())
    return next((ALERTS[word] for word in reversed(parts) if word in ALERTS), "") if set(parts) & set(ABOUT_BOXES) else ""


def given(written: str) -> tuple[dict[str, str], list[str]]:
    """Return what a tag was given by name, and what by position."""
    named = {found[1]: next((part for part in found.groups()[1:] if part is not None), "") for found in GIVEN.finditer(written)}
    rest = GIVEN.sub(" ", written)
    listed = [next((part for part in found.groups() if part is not None), "") for found in POSITION.finditer(rest)]
    return named, [each for each in listed if each and each != "."]


def _shortcodes(text: str, notebook: Notebook) -> str:
    names = "|".join(BOXES)
    box = re.compile(
        rf"\{{\{{[<%]\s*(?P<name>{names})\b(?P<rest>[^{{}}]{{0,500}}?)[>%]\}}\}}(?P<inside>(?:(?!\{{\{{[<%]\s*/?\s*(?:{names})\b).){{0,20000}}?)"
        rf"\{{\{{[<%]\s*/\s*(?P=name)\s*[>%]\}}\}}",
        re.DOTALL,
    )

    def alert(found: re.Match[str]) -> str:
        named, listed = given(found["rest"])
        words = (word.lower() for word in (*named.values(), *listed, found["name"]))
        kind = next((ALERTS[word] for word in words if word in ALERTS), "NOTE")
        title = next((named[key] for key in ("title", "heading") if key in named), "")
        if not title and listed and listed[0].lower() not in ALERTS:
            title = listed[0]
        for tag in (found[0][: found.start("inside") - found.start()], found[0][found.end("inside") - found.start() :]):
            notebook.note(tag, f"became an alert, [!{kind}]: {DOUBT}")
        return _headed(title, found["inside"], kind)

    return box.sub(alert, text)


def _drawn(found: re.Match[str], notebook: Notebook) -> str:
    """Return a box that is drawn with ::: around it or with !!! above it."""
    kind = ALERTS.get(found["kind"], "NOTE")
    notebook.note(found["opening"], f"became an alert, [!{kind}]: {DOUBT}")
    return _headed((found["title"] or "").strip(), dedent(found["inside"].expandtabs(4)), kind)


def _with_classes(text: str, notebook: Notebook) -> str:
    """Return a text in which each paragraph whose classes, below it or above it, say that it is an alert is one."""
    if "{:" not in text:
        return text
    lines = text.split("\n")
    made: list[str] = []
    at = 0
    while at < len(lines):
        kind = kind_of(lines[at]) if CLASSED.fullmatch(lines[at]) else ""
        above = len(made)
        while kind and above and not ALONE.match(made[above - 1]):
            above -= 1
        below = at + 1
        while kind and above == len(made) and below < len(lines) and not ALONE.match(lines[below]):
            below += 1
        block = made[above:] or lines[at + 1 : below]
        if kind and block:
            notebook.note(lines[at].strip(), f"became an alert, [!{kind}]: {DOUBT}")
            inside = "\n".join(re.sub(r"^> ?", "", line) for line in block)
            made[above:] = _headed("", inside, kind).split("\n")
            at = max(at + 1, below)
        else:
            made.append(lines[at])
            at += 1
    return "\n".join(made)


def _headed(title: str, inside: str, kind: str) -> str:
    headed = f"**{title}**\n\n" if title else ""
    return f"\n\n{boxed(headed + inside.strip(), kind)}\n\n"
