"""How a CommonMark parser reads a text: its blocks in order, the inline pieces in them, and where each stands.

This is the only file that knows pyromark and the shape of its events. Offsets are bytes of the UTF-8 text, as pyromark gives
them; `positions.Lines` turns them into lines and columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec
import pyromark

from wellread.prose.citations import read_citation
from wellread.prose.limits import TooLarge, check_columns, check_length, check_links, check_paragraph, check_vain

OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_GFM
"""Pipe tables and GitHub's alerts on top of CommonMark; see `dialect` for what else the dialect has."""

INLINE = {"Emphasis": "em", "Strong": "strong", "Link": "a", "Image": "img"}
LEAVES = {"Text": "text", "Code": "code", "InlineHtml": "html", "SoftBreak": "text", "HardBreak": "br"}
IN_A_LINE = {*INLINE, *LEAVES}
HEADING_ID = re.compile(r"[ \t]*(?<!\\)\{#([^{}]*)\}$")
CUT = "\x00"  # no text has it: `clean` takes it out, and CommonMark reads &#0; as another character
UNREADABLE = re.compile("[\x00\x02\x03]")


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A piece of a line: `name` is text, code, br, html, cite, "lost" (a malformed citation), or an opening or closing tag
    such as "em" and "/em"; `value` its text or address, `title` its title."""

    name: str
    value: str
    start: int
    end: int
    title: str = ""


class Inline(msgspec.Struct, frozen=True, gc=False):
    """The content of a paragraph, heading, cell or tight item: its Markdown without quote marks, indents and HTML, and its
    pieces. `own_id` is what stands in `{#…}` at the end of a heading, else None."""

    source: str
    pieces: tuple[Piece, ...]
    own_id: str | None


class Event(msgspec.Struct, frozen=True, gc=False):
    """A block opens or closes (`step` is open, close or leaf). `value` holds what the block needs to know: a heading's level,
    a list's first number ("" for bullets), a callout's kind, a table's alignments, the text of code."""

    step: str
    name: str
    value: str
    start: int
    end: int
    inline: Inline | None = None


def clean(text: str) -> str:
    """Return `text` with line ends as \\n, and a visible mark for the control characters that Python-Markdown uses itself."""
    return UNREADABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def read(text: str) -> tuple[Event, ...]:
    """Return the blocks of `text`, which has been through `clean`; none of one that is too large to be composed."""
    return _read(text)[0]


def excess(text: str) -> TooLarge | None:
    """Return why a text is too large to be composed, if it is."""
    return _read(text)[1]


@lru_cache(maxsize=8)  # the tree of blocks, the list of facts and the wording are made from one reading, one after the other
def _read(text: str) -> tuple[tuple[Event, ...], TooLarge | None]:
    try:
        check_length(text)
        return tuple(_within_limits(_with_inlines(_events(text), text.encode()))), None
    except TooLarge as found:
        return (), found.with_traceback(None)  # which would keep the text and its events


def _within_limits(events: Iterable[Event]) -> Iterator[Event]:
    links = 0
    for event in events:
        if event.inline:
            own = [piece for piece in event.inline.pieces if piece.name in {"a", "img", "cite", "lost"}]
            check_vain(event.inline.source, len(own), event.start, event.end)
            links += len(own)
            check_links(links, *((own[-1].start, own[-1].end) if own else (event.start, event.end)))
        elif event.name == "Table" and event.step == "open":
            check_columns(len(event.value.split()), event.start, event.end)
        yield event


def definitions(text: str) -> dict[str, tuple[str, str]]:
    """Return the link definitions of `text` (`[label]: address "title"`) by label."""
    found = pyromark.reference_definitions(text, options=OPTIONS)
    return {" ".join(label.split()).lower(): (link["dest"], link["title"] or "") for label, link in found.items()}


def _citations_only(link: pyromark.event.BrokenLink) -> tuple[str, str] | None:
    """Let `[@id]` through as a link, so that it comes with its place and never from inside code."""
    return (link["reference"], "") if link["reference"].startswith("@") else None


def _events(text: str) -> Iterator[Event]:
    """Yield pyromark's events in our shape, inline ones too."""
    for event, where in pyromark.events_with_range(text, options=OPTIONS, broken_link_callback=_citations_only):
        start, end = where["start"], where["end"]
        if isinstance(event, str):
            yield Event("leaf", event, "", start, end)
            continue
        ((step, what),) = event.items()
        if step not in {"Start", "End"}:
            yield Event("leaf", step, str(what), start, end)
            continue
        name, value = next(iter(what.items())) if isinstance(what, dict) else (str(what), None)
        yield Event("open" if step == "Start" else "close", name, _value(name, value), start, end)


def _value(name: str, value: object) -> str:
    if name == "Heading" and isinstance(value, dict):
        return str(value["level"])[1:]
    if name in {"Link", "Image"} and isinstance(value, dict):
        return CUT.join((value["link_type"], value["dest_url"], value["title"].replace("\n", " "), value["id"]))
    if name == "Table" and isinstance(value, tuple):
        return " ".join(value)
    return "" if value is None else str(value)


def _with_inlines(events: Iterable[Event], source: bytes) -> Iterator[Event]:
    """Gather each run of inline events into one event "Inline"."""
    run: list[Event] = []
    holders: list[Event] = []
    for event in events:
        if event.name in IN_A_LINE:
            if holders and holders[-1].name == "CodeBlock":
                yield event
            else:
                run.append(event)
            continue
        if run:
            yield _inline(run, source, holders)
            run = []
        if event.step == "open":
            holders.append(event)
        elif event.step == "close":
            holders.pop()
        yield event
    if run:
        yield _inline(run, source, holders)


def _inline(run: list[Event], source: bytes, holders: list[Event]) -> Event:
    start, end = run[0].start, max(event.end for event in run)
    check_paragraph(start, end)
    if run[0].name == "Text" and source[start - 1 : start] == b"\\":  # the text of an escaped character starts behind its backslash
        start -= 1
    kept, at = b"", start
    for event in run:
        if event.name == "InlineHtml":
            kept, at = kept + source[at : event.start], event.end
    markdown = (kept + source[at:end]).decode()
    if "\n" in markdown:
        quotes = sum(holder.name == "BlockQuote" for holder in holders)
        markdown = re.sub(rf"\n(?:[ \t]*>){{0,{quotes}}}[ \t]*", "\n", markdown)
    if holders and holders[-1].name == "TableCell":
        markdown = markdown.replace("\\|", "|")
    own_id = None
    if holders and holders[-1].name == "Heading" and (named := HEADING_ID.search(markdown)):
        own_id, markdown = named[1], markdown[: named.start()]
    return Event("leaf", "Inline", "", start, end, Inline(markdown, tuple(_pieces(run, own_id is not None)), own_id))


def _pieces(run: list[Event], has_id: bool) -> Iterator[Piece]:
    pieces = list(_raw_pieces(run))
    if has_id:
        tail = [pieces.pop()]
        while pieces and "{#" not in "".join(piece.value for piece in reversed(tail)):
            tail.append(pieces.pop())
        text = "".join(piece.value for piece in reversed(tail))
        words = HEADING_ID.sub("", text)
        pieces.append(Piece("text", words, tail[-1].start, tail[0].end - len(text[len(words) :].encode())))
    return iter(pieces)


def _raw_pieces(run: list[Event]) -> Iterator[Piece]:
    open_links: list[str] = []
    for event in run:
        kind, start, end = event.name, event.start, event.end
        if kind in LEAVES:
            if "cite" not in open_links:
                yield Piece(LEAVES[kind], "\n" if kind == "SoftBreak" else event.value, start, end)
        elif kind in {"Link", "Image"} and event.step == "open":
            link_type, address, title, label = event.value.split(CUT)
            role = _role(kind, link_type, label)
            open_links.append(role)
            if role == "cite":
                yield Piece("cite", label, start, end)
            elif role == "lost":
                yield Piece("lost", label, start, end)
                yield Piece("text", "[", start, start + 1)
            else:
                address = f"mailto:{address}" if link_type == "Email" else address
                yield Piece(role, address, start, end, title)
        elif kind in {"Link", "Image"}:
            role = open_links.pop()
            if role == "lost":
                yield Piece("text", "]", end - 1, end)
            elif role != "cite":
                yield Piece(f"/{role}", "", start, end)
        elif "cite" not in open_links:
            yield Piece(INLINE[kind] if event.step == "open" else f"/{INLINE[kind]}", "", start, end)


def _role(kind: str, link_type: str, label: str) -> str:
    """Return what a link is to us: "a", "img", a citation, or a citation that cannot be read."""
    if not link_type.endswith("Unknown"):
        return INLINE[kind]
    return "cite" if kind == "Link" and link_type == "ShortcutUnknown" and read_citation(label) else "lost"
