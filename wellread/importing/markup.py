"""HTML between Markdown → Markdown, where it is plain; what it isn't is taken out, its words are kept, and a note says so.

Texts mix the two as they like: a box opened on one line and closed forty lines on, with Markdown between. So tags are read one by
one; only an element that holds nothing but HTML is handed on whole (see elements.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple

from wellread.importing.boxes import boxed, kind_of
from wellread.importing.elements import ANCHOR, BETWEEN, GONE, STRUCK, flat_text_of, has_merged_cells, lowered, markdown_of, raised
from wellread.importing.notes import TAG, Notebook

ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
VOID = ("br", "hr", "img", "input", "meta", "link", "source", "wbr", "col", "area", "embed", "track")
BOLD, SLANTED = ("b", "strong"), ("i", "em", "cite", "dfn", "var")
CODE = ("code", "kbd", "samp", "tt")
SMALL = ("a", "sup", "sub", "q", "u", "small", "big", "span", "font", "abbr", "time", "label", "ins", "mark", "bdo", "bdi", "nobr")
INLINE = frozenset(SMALL).union(BOLD, SLANTED, CODE, STRUCK)
SOLID = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "dl", "blockquote", "pre", "figure")
"""Elements that have a shape in Markdown."""
SILENT = (INLINE - {"abbr"}).union(
    (*SOLID, "br", "hr", "li", "thead", "tbody", "tfoot", "tr", "td", "th", "dt", "dd", "figcaption", "caption", "img"),
    ("div", "section", "article", "center", "main", "header", "footer", "aside", "nav", "colgroup", "wbr", "html", "body"),
)
"""Elements whose going is not worth a note if they have no attributes."""
CARRIED: Mapping[str, tuple[str, ...]] = {
    "a": ("href", "title"),
    "img": ("src", "alt", "title"),
    "ol": ("start",),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan", "scope"),
}
DEEPEST = 60
LOOKS = "what it says about looks was taken out"
MARKER = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)]|>)[ \t]+(?:\*\*|__)?$")
CLOSINGS = re.compile(r"\A(?:</[A-Za-z][A-Za-z0-9-]*\s*>[ \t]*)+")
COMMENT = "!--"
FAR = 2_000
"""How far is looked for what follows the end of a line."""


class Piece(NamedTuple):
    """A tag or comment, and where it stands."""

    name: str
    is_closing: bool
    start: int
    end: int
    attributes: Mapping[str, str]


class Markup:
    """One text on its way from HTML to Markdown."""

    def __init__(self, text: str, notebook: Notebook) -> None:
        self.text = text
        self.notebook = notebook
        self.pieces = tuple(_pieces(text))
        self.partner = _partners(self.pieces)

    def markdown(self) -> str:
        """Return the text without HTML."""
        return self._between(0, len(self.pieces), 0, len(self.text), 0) if self.pieces else self.text

    def _between(self, first: int, last: int, start: int, end: int, depth: int) -> str:
        """Return what stands from `start` to `end`, with the pieces from `first` to before `last`."""
        out = Written()
        at, number, is_behind_block = start, first, depth > 0
        while number < last:
            piece = self.pieces[number]
            chunk = self.text[at : piece.start]
            out.add(_pulled_left(chunk) if is_behind_block else chunk)
            partner = self.partner.get(number)
            is_behind_block = piece.name not in INLINE and piece.name not in ("br", "img", COMMENT)
            if partner is not None and (piece.name in GONE or piece.name in STRUCK or depth >= DEEPEST):
                done = "struck out, so taken out of the text" if piece.name in STRUCK else "taken out"
                self.notebook.note(self.text[piece.start : self.pieces[partner].end], done)
                at, number = self.pieces[partner].end, partner + 1
                at += out.line().endswith(" ") and self.text.startswith(" ", at)
            elif partner is not None and not piece.is_closing:
                self._element(out, number, partner, depth)
                at, number = self.pieces[partner].end, partner + 1
            else:
                self._single(out, piece)
                at, number = piece.end, number + 1
        tail = self.text[at:end]
        out.add(_pulled_left(tail) if is_behind_block else tail)
        return out.text

    # --- one tag ---

    def _single(self, out: Written, piece: Piece) -> None:
        """Write what a tag without a partner stands for."""
        raw = self.text[piece.start : piece.end]
        if piece.name == COMMENT:
            self.notebook.note(raw, "a comment, taken out")
        elif piece.is_closing:
            self.notebook.note(raw, "closes nothing that was open: taken out")
            out.block() if piece.name not in INLINE else None
        elif piece.name in ("br", "hr", "wbr") and piece.attributes:
            self.notebook.note(raw, LOOKS)
            self._single(out, piece._replace(attributes={}))
        elif piece.name == "br":
            self._break(out, piece)
        elif piece.name == "hr":
            out.block()
            out.add("---")
            out.block()
        elif piece.name == "img":
            self._picture(out, piece, raw)
        else:
            self._anchor(out, piece)
            if piece.name not in ("p", "li", "wbr") or piece.attributes:
                done = "taken out" if piece.name in VOID else "opened and never closed: taken out, its text was kept"
                self.notebook.note(raw, done)
            out.block() if piece.name not in (*INLINE, *VOID) else None

    def _break(self, out: Written, piece: Piece) -> None:
        """Write a line's end as Markdown has it, where there is one to write."""
        line = out.line()
        after = self.text[piece.end : piece.end + FAR]
        rest = re.match(r"(?:[ \t]*<br\s*/?>)*[ \t]*\n?", after)
        following = CLOSINGS.sub("", after[rest.end() :] if rest else after, count=1)
        if re.match(r"[ \t]*\||.*\|[ \t]*$", line) and "|" in line:
            out.rstrip()
            out.add(BETWEEN if not line.rstrip().endswith(("|", ";")) and not re.match(r"[ \t]*\|", after) else " ")
        elif line.lstrip().startswith("#"):
            out.add(" ")
        elif (
            line.strip()
            and not MARKER.match(line)
            and following.strip()
            and not re.match(r"[ \t]*(?:\n|[-*+] |\d+[.)] |#)", following)
        ):
            out.rstrip()
            ends_line = re.match(r"[ \t]*\n", after) is not None
            out.add("\\" if ends_line else "\\\n")

    def _picture(self, out: Written, piece: Piece, raw: str) -> None:
        source = piece.attributes.get("src", "").strip()
        alt = " ".join(piece.attributes.get("alt", "").split())
        title = " ".join(piece.attributes.get("title", "").split()).replace('"', "'")
        if not source:
            self.notebook.note(raw, "a picture without an address: taken out")
            return
        if not alt:
            self.notebook.note(raw, "a picture without words for people who can't see it: write them between the brackets")
        elif set(piece.attributes) - set(CARRIED["img"]):
            self.notebook.note(raw, "became a picture; the rest of it was for how it looked")
        quoted = f' "{title}"' if title else ""
        out.add(f"![{alt}]({_address(source)}{quoted})")

    def _anchor(self, out: Written, piece: Piece) -> None:
        name = piece.attributes.get("id") or (piece.attributes.get("name") if piece.name == "a" else "")
        if name:
            out.add(ANCHOR.format(name))

    # --- an element ---

    def _element(self, out: Written, first: int, last: int, depth: int) -> None:
        opening, closing = self.pieces[first], self.pieces[last]
        raw = self.text[opening.start : closing.end]
        if opening.name in SOLID and not self._is_mixed(first, last):
            self._solid(out, first, last, raw)
            return
        self._note_what_goes(opening)
        if opening.name in CODE:
            words = unescape(re.sub(r"<[^<>]*>", "", self.text[opening.end : closing.start]))
            ticks = "`" * (max((len(run) for run in re.findall("`+", words)), default=0) + 1)
            out.add(f"{ticks}{words}{ticks}" if words.strip() else words)
            return
        inside = self._between(first + 1, last, opening.end, closing.start, depth + 1 if opening.name not in INLINE else 0)
        if opening.name in INLINE:
            self._inline(out, opening, inside, closing, raw)
        elif out.line().lstrip().startswith("|"):
            self._anchor(out, opening)
            out.add(" ".join(inside.split()))
        else:
            out.block()
            self._anchor(out, opening)
            box = kind_of(opening.attributes.get("class", "")) if opening.name in ("div", "section", "aside") else ""
            if box and inside.strip() and "> [!" not in inside:
                self.notebook.note(
                    self.text[opening.start : opening.end], f"became an alert, [!{box}]: look whether that is the right kind"
                )
                inside = boxed(inside, box)
            out.add(inside)
            out.block()

    def _solid(self, out: Written, first: int, last: int, raw: str) -> None:
        for number in range(first, last + 1):
            piece = self.pieces[number]
            if piece.name == COMMENT:
                self.notebook.note(self.text[piece.start : piece.end], "a comment, taken out")
            elif piece.name in (*GONE, *STRUCK) and not piece.is_closing:
                until = self.pieces[self.partner.get(number, number)].end
                self.notebook.note(self.text[piece.start : until], "struck out or no text: taken out")
            elif not piece.is_closing:
                self._note_what_goes(piece)
        if has_merged_cells(raw):
            self.notebook.note(raw.split("\n")[0], "a table with merged cells: what they say was repeated in each. Compare it")
        line = out.line()
        if line.lstrip().startswith("|"):
            out.add(flat_text_of(raw))
            return
        made = markdown_of(raw)
        if MARKER.match(line):
            indent = "\n" + ("> " if line.lstrip().startswith(">") else " " * len(line))
            out.add(made.replace("\n", indent))
        else:
            out.block()
            out.add(made)
        out.block()

    def _inline(self, out: Written, opening: Piece, inside: str, closing: Piece, raw: str) -> None:
        bare = inside.strip()
        before, after = inside[: len(inside) - len(inside.lstrip())], inside[len(inside.rstrip()) :] if bare else ""
        if bare.endswith("\\") and after.startswith("\n"):
            bare, after = bare[:-1].rstrip(), f"\\{after}"
        if opening.name == "a":
            self._link(out, opening, inside, raw)
            return
        self._anchor(out, opening)
        if not bare or "\n\n" in bare:
            out.add(inside)
        elif opening.name in (*BOLD, *SLANTED):
            sign = "**" if opening.name in BOLD else "*"
            front, bare, back = _shut(bare, out.line()[-1:], self.text[closing.end : closing.end + 1])
            out.add(f"{before}{front}{sign}{bare}{sign}{back}{after}" if bare else inside)
        elif opening.name == "sup":
            out.add(f"{before}{raised(bare)}{after}")
        elif opening.name == "sub":
            out.add(f"{before}{lowered(bare)}{after}")
        elif opening.name == "q":
            out.add(f"{before}“{bare}”{after}")
        else:
            out.add(inside)

    def _link(self, out: Written, opening: Piece, inside: str, raw: str) -> None:
        address, title = opening.attributes.get("href", "").strip(), opening.attributes.get("title", "").strip()
        if opening.attributes.get("id") or opening.attributes.get("name"):
            self._anchor(out, opening)
        if not address or not inside.strip() or "\n\n" in inside:
            if address:
                self.notebook.note(raw, "a link around more than words, or around none: its text was kept, the link wasn't")
            out.add(inside)
            return
        words = " ".join(inside.split())
        quoted = ' "' + " ".join(title.split()).replace('"', "'") + '"' if title else ""
        before, after = (" " if inside[:1].isspace() else ""), (" " if inside[-1:].isspace() else "")
        out.add(f"{before}[{words}]({_address(address)}{quoted}){after}")

    def _note_what_goes(self, piece: Piece) -> None:
        """Note a tag that says more than Markdown can."""
        more = set(piece.attributes) - set(CARRIED.get(piece.name, ()))
        if piece.name == "a" and not more - {"id", "name"}:
            return
        if not more and piece.name in SILENT:
            return
        if more == {"id"} and piece.name in ("span", "div", "h1", "h2", "h3", "h4", "h5", "h6"):
            return  # it becomes the id of a heading, or is noted where it doesn't
        raw = self.text[piece.start : piece.end]
        if piece.name in SILENT:
            self.notebook.note(raw, LOOKS)
        else:
            self.notebook.note(raw, "taken out, its text was kept")

    def _is_mixed(self, first: int, last: int) -> bool:
        """Say whether there is Markdown in an element: a line behind an empty one that doesn't begin with a tag."""
        if last - first > 20_000:
            return True
        name, inside = self.pieces[first].name, self.text[self.pieces[first].end : self.pieces[last].start]
        if name == "pre":
            return False
        deepest = depth = 0
        for piece in self.pieces[first : last + 1]:
            depth += 0 if piece.name in VOID or piece.name == COMMENT else -1 if piece.is_closing else 1
            deepest = max(deepest, depth)
        return deepest > DEEPEST or re.search(r"\n[ \t]*\n[ \t]*[^\s<]", inside) is not None


class Written:
    """What is written so far, its last line at hand."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._line = ""

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def add(self, text: str) -> None:
        """Write more."""
        if text:
            self._parts.append(text)
            self._line = text.rpartition("\n")[2] if "\n" in text else self._line + text

    def line(self) -> str:
        """Return the line that is being written."""
        return self._line

    def rstrip(self) -> None:
        """Take back the blanks at the end of the line."""
        kept = self._line.rstrip(" \t")
        while self._parts and self._line != kept:
            last = self._parts[-1]
            shorter = last.rstrip(" \t")
            self._parts[-1] = shorter
            self._line = self._line[: len(self._line) - (len(last) - len(shorter))]
            if shorter:
                break
            self._parts.pop()

    def block(self) -> None:
        """End the block that is being written, so that a new one can begin."""
        if not self._line.strip(" \t"):
            self.rstrip()
        self._parts.append("\n\n")
        self._line = ""


def _pieces(text: str) -> Iterator[Piece]:
    at, has_comments = 0, True
    while (at := text.find("<", at)) >= 0:
        if text.startswith("<!--", at):
            until = text.find("-->", at + 4) if has_comments else -1
            has_comments = until >= 0
            if has_comments:
                yield Piece(COMMENT, False, at, until + 3, {})
                at = until + 3
                continue
        found = TAG.match(text, at)
        if found and _backslashes(text, at) % 2 == 0:
            given = {
                each[1].lower(): unescape(next((part for part in each.groups()[1:] if part is not None), ""))
                for each in ATTRIBUTE.finditer(found[3].rstrip("/"))
            }
            yield Piece(found[2].lower(), bool(found[1]), at, found.end(), given)
            at = found.end()
        else:
            at += 1


def _backslashes(text: str, at: int) -> int:
    before = text[max(at - 20, 0) : at]
    return len(before) - len(before.rstrip("\\"))


def _partners(pieces: tuple[Piece, ...]) -> dict[int, int]:
    """Return the number of the closing tag for each opening one that has one."""
    made: dict[int, int] = {}
    waiting: list[int] = []
    names: Counter[str] = Counter()
    for number, piece in enumerate(pieces):
        if piece.name == COMMENT or piece.name in VOID:
            continue
        if not piece.is_closing:
            waiting.append(number)
            names[piece.name] += 1
        elif names[piece.name]:
            while True:
                last = waiting.pop()
                names[pieces[last].name] -= 1
                if pieces[last].name == piece.name:
                    made[last] = number
                    break
    return made


def _address(written: str) -> str:
    """Return an address as Markdown takes it."""
    tidy = re.sub(r"[\n\t]", "", written)
    return f"<{tidy}>" if re.search(r"[\s()]", tidy) else tidy


def _shut(words: str, before: str, after: str) -> tuple[str, str, str]:
    """Return words to be emphasised, with the signs at their ends that must stand outside so that Markdown sees the emphasis."""
    front = re.match(r"[^\w\s]*", words)
    back = re.search(r"[^\w\s]*$", words)
    head = front[0] if front and before.isalnum() else ""
    tail = back[0] if back and after.isalnum() else ""
    return head, words[len(head) : len(words) - len(tail)], tail


def _pulled_left(chunk: str) -> str:
    """Return a chunk of text between tags whose lines don't look like code because the HTML was indented: up to the first empty
    line, and never a list's."""
    head, empty, rest = re.compile(r"(\n[ \t]*\n)").split(chunk, maxsplit=1) if re.search(r"\n[ \t]*\n", chunk) else (chunk, "", "")
    return re.sub(r"(?<=\n)(?: {4,}|[ \t]*\t)[ \t]*(?![-*+\d\s])", "", head) + empty + rest
