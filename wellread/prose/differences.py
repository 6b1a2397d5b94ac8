"""Where Python-Markdown and a CommonMark parser read a line differently, and what only GitHub understands.

Both readings are brought to one form, a list of marks such as ("em", …), texts with their spaces evened out, and block ends.
The first place where the lists part is the place to show.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from wellread.model import Remark
from wellread.prose.citations import address, locators, read_citation
from wellread.prose.commonmark import Event, Piece
from wellread.prose.html import tokens
from wellread.prose.positions import Places

INLINE = {"em", "strong", "a", "code", "img", "br"}
SPACES = re.compile(r"[ \t\n]+")
BLOCK = ("block",)
EDGES = {"block", "br", "pre"}


class Mote(NamedTuple):
    """The smallest thing that is compared: what it says, and the bytes it comes from."""

    says: tuple[str, ...]
    start: int = 0
    end: int = 0


def find_difference(html: str, events: Iterable[Event]) -> tuple[int, int] | None:
    """Return the bytes of the first thing that `html` (sanitised, not finished) shows differently from the events, or None."""
    ours, theirs = _even(_from_html(html)), _even(_from_events(events))
    for mine, other in zip(ours, theirs, strict=False):
        if not _same(mine.says, other.says):
            return other.start, other.end
    if len(ours) == len(theirs):
        return None
    return theirs[min(len(ours), len(theirs) - 1)][1:]


def _same(mine: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Compare two motes. An address that was not safe is gone from ours; that gets a remark of its own."""
    if mine[0] in {"a", "img"} and mine[0] == other[0] and not mine[1]:
        return mine[2:] == other[2:]
    return mine == other


def _from_html(html: str) -> Iterator[Mote]:
    skip_to = ""
    for token in tokens(html):
        name, attributes, _ = token
        if skip_to:
            if name == skip_to:
                skip_to = ""
                yield Mote(BLOCK)
        elif name == "pre" or attributes.get("class") == "callout-title":
            skip_to = f"/{name}"
            yield Mote(("pre",) if name == "pre" else BLOCK)
        elif not name:
            yield Mote(("text", token.text))
        elif name == "a":
            yield Mote(("a", unquote(attributes.get("href", "")), attributes.get("title", "")))
        elif name == "img":
            yield Mote(("img", unquote(attributes.get("src", "")), attributes.get("title", ""), attributes.get("alt", "")))
        else:
            yield Mote((name,) if name.removeprefix("/") in INLINE else BLOCK)


def _from_events(events: Iterable[Event]) -> Iterator[Mote]:
    for event in events:
        if event.inline:
            yield from _from_pieces(event.inline.pieces)
        else:
            yield Mote(("pre",) if (event.step, event.name) == ("open", "CodeBlock") else BLOCK, event.start, event.end)


def _from_pieces(pieces: Iterable[Piece]) -> Iterator[Mote]:
    alt: list[str] | None = None
    for piece in pieces:
        name, value, start, end, title = piece
        if name == "img":
            image, alt = piece, []
        elif name == "/img":
            yield Mote(("img", unquote(image.value), image.title, "".join(alt or [])), image.start, image.end)
            alt = None
        elif alt is not None:
            alt.append(value if name in {"text", "code"} else "")
        elif name == "text":
            yield Mote(("text", value), start, end)
        elif name == "code":
            yield from (Mote(("code",), start, end), Mote(("text", value), start, end), Mote(("/code",), start, end))
        elif name == "a":
            yield Mote(("a", unquote(value), title), start, end)
        elif name == "cite":
            cited = read_citation(value) or ()
            yield from (Mote(("a", address(cited), locators(cited)), start, end), Mote(("/a",), start, end))
        elif name not in {"html", "lost"}:
            yield Mote((name,), start, end)


def _even(motes: Iterable[Mote]) -> list[Mote]:
    """Join texts that stand together, even out their spaces, and let one block end stand for several."""
    even = [Mote(BLOCK)]
    text: list[Mote] = []
    for mote in (*motes, Mote(BLOCK)):
        if mote.says[0] == "text":
            text.append(mote)
            continue
        if text:
            words = SPACES.sub(" ", "".join(part.says[1] for part in text))
            words = words.lstrip(" ") if even[-1].says[0] in EDGES else words
            words = words.rstrip(" ") if mote.says[0] in EDGES else words
            if words:
                even.append(Mote(("text", words), text[0].start, text[-1].end))
            text = []
        if mote.says == even[-1].says == BLOCK:
            continue
        # Nobody sees whether ***words*** are strong in stressed or stressed in strong.
        at = len(even) - 1 if (even[-1].says[0], mote.says[0]) in {("strong", "em"), ("/em", "/strong")} else len(even)
        even.insert(at, mote)
    return even


STRANGERS = (
    (re.compile(r"~~\S"), "struck-out text is not part of the dialect; the page shows the ~~ signs", "leave the words out"),
    (re.compile(r"\[\^[^\]\s]+\]"), "footnotes are not part of the dialect", "say it in the text, or cite a source: [@id]"),
    (re.compile(r"https?://|\bwww\."), "a bare address is not made a link", "write [what is there](https://…)"),
)


def stranger_remarks(events: Iterable[Event], places: Places) -> Iterator[Remark]:
    """Yield a remark for what GitHub's preview would show as more than text, and this dialect does not know."""
    before: Event | None = None
    for event in events:
        if event.inline and before:
            first = "".join(piece.value for piece in event.inline.pieces if piece.name == "text")[:24]
            for pattern, holder, message, hint in OPENINGS:
                if holder in {before.name, "Paragraph" if before.name == "Paragraph" else ""} and pattern.match(first):
                    yield _stranger(message, hint, places, event.start, event.end)
        if event.inline:
            yield from _strange_texts(event.inline.pieces, places)
        else:
            before = event


OPENINGS = (
    (
        re.compile(r"\[!\w*\]"),
        "Paragraph",
        "this does not become a callout",
        "write > [!NOTE] (or TIP, IMPORTANT, WARNING, CAUTION) alone on a line, its text on the lines below",
    ),
    (re.compile(r"\[[ xX]\] "), "Item", "boxes to tick are not part of the dialect", "write a plain list"),
)


def _strange_texts(pieces: Iterable[Piece], places: Places) -> Iterator[Remark]:
    """Look at texts outside links. The parser cuts them at every bracket, so they are joined first."""
    joined: list[Piece] = []
    linked = False
    for piece in (*pieces, Piece("br", "", 0, 0)):
        linked = piece.name in {"a", "img"} or (linked and piece.name not in {"/a", "/img"})
        if piece.name == "text" and not linked:
            joined.append(piece)
            continue
        text = "".join(part.value for part in joined)
        for pattern, message, hint in STRANGERS:
            if pattern.search(text):
                yield _stranger(message, hint, places, joined[0].start, joined[-1].end)
        joined = []


def _stranger(message: str, hint: str, places: Places, start: int, end: int) -> Remark:
    return Remark(code="dialect-unknown", severity="warning", message=message, hint=hint, mark=places.mark(start, end))
