"""How the wording of a text is found: the CommonMark reading, block by block, as plain text whose every letter knows its place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Literal

from wellread.model import Mark
from wellread.prose.commonmark import Event, Piece, clean, read
from wellread.prose.positions import Lines, OneMark, Places
from wellread.prose.sentences import Span, split_sentences
from wellread.prose.words import syllables, words_in
from wellread.texts import Block, Sentence, Wording

Kind = Literal["paragraph", "item", "header", "cell", "heading", "code"]


def wording_of_body(text: str, first_line: int, language: str) -> Wording:
    """Return what the body of an entry says (see `find_wording`)."""
    text = clean(text)
    return _Reader(Lines(text, first_line), language).wording(read(text))


def wording_of_line(text: str, mark: Mark, language: str) -> Wording:
    """Return what a text of the front matter says (see `find_wording_inline`)."""
    return _Reader(OneMark(mark), language).wording(read(clean(text)))


class _Reader:
    """Walks through the events and knows what it is inside of."""

    def __init__(self, places: Places, language: str) -> None:
        self._places = places
        self._language = language
        self._lists: list[int] = []
        self._callouts: list[str] = []
        self._lists_seen = 0
        self._section = ""
        self._opened: list[Event] = []
        self._is_item_begun = True
        self._code = ""

    def wording(self, events: Iterable[Event]) -> Wording:
        return Wording(blocks=tuple(self._blocks(events)))

    def _blocks(self, events: Iterable[Event]) -> Iterator[Block]:
        for event in events:
            if event.inline:
                block = self._block(self._kind(), event.start, event.end, _Line(event.inline.pieces))
                if block.sentences:
                    if block.kind == "item":
                        self._is_item_begun = True
                    yield block
            elif event.step == "open":
                self._open(event)
            elif event.step == "close":
                opened = self._opened.pop()
                if event.name == "List":
                    self._lists.pop()
                elif event.name == "BlockQuote":
                    self._callouts.pop()
                elif event.name == "CodeBlock" and self._code.strip():
                    yield self._code_block(opened)
            elif event.name == "Text":
                self._code += event.value

    def _open(self, event: Event) -> None:
        self._opened.append(event)
        if event.name == "List":
            self._lists_seen += 1
            self._lists.append(self._lists_seen)
        elif event.name == "Item":
            self._is_item_begun = False
        elif event.name == "BlockQuote":
            self._callouts.append(event.value.lower() or (self._callouts[-1] if self._callouts else ""))
        elif event.name == "CodeBlock":
            self._code = ""

    def _kind(self) -> Kind:
        """Return the kind of the block whose text comes now. The first text of a list item is the item; more are paragraphs."""
        names = [event.name for event in self._opened[-2:]]
        if names[-1:] == ["Heading"]:
            return "heading"
        if names[-1:] == ["TableCell"]:
            return "header" if names[0] == "TableHead" else "cell"
        return "item" if "Item" in names and not self._is_item_begun else "paragraph"

    def _block(self, kind: Kind, start: int, end: int, line: _Line) -> Block:
        sentences = tuple(line.sentences(self._places, self._language))
        mark = self._places.mark(start, end)
        if kind == "heading":
            heading = self._opened[-1]
            mark = self._places.mark(heading.start, heading.end)
            self._section = " ".join(each.text for each in sentences)
        return Block(
            kind=kind,
            sentences=sentences,
            mark=mark,
            list=self._lists[-1] if self._lists else 0,
            depth=max(len(self._lists) - 1, 0),
            callout=self._callouts[-1] if self._callouts else "",
            section=self._section,
        )

    def _code_block(self, opened: Event) -> Block:
        """Return a block of code as one sentence, of which nobody counts the words."""
        mark = self._places.mark(opened.start, opened.end)
        sentence = Sentence(text=" ".join(self._code.split()), words=0, syllables=0, mark=mark)
        block = self._block("code", opened.start, opened.end, _Line(()))
        return Block(
            kind="code",
            sentences=(sentence,),
            mark=mark,
            list=block.list,
            depth=block.depth,
            callout=block.callout,
            section=block.section,
        )


class _Line:
    """The plain text of a block, in parts that know which bytes of the source they come from.

    A citation leaves no text, nor the space before it. `openings` and `closings` say where in the plain text a sign of Markdown
    stands that belongs to what follows or to what comes before, so that a mark takes in the stars, brackets and citations of its
    sentence.
    """

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self.parts: list[tuple[str, int, int, bool]] = []
        self.offsets: list[int] = []
        self.length = 0
        self.openings: list[Span] = []
        self.closings: list[Span] = []
        self.citations: list[int] = []
        self.links: list[tuple[int, str]] = []
        self.whole: list[Span] = []
        pictures = 0
        for piece in pieces:
            name = piece.name
            if name == "img":
                pictures += 1
            elif name == "/img":
                pictures -= 1
            elif not pictures:
                self._add(piece, name)
        self.text = "".join([part[0] for part in self.parts])

    def _add(self, piece: Piece, name: str) -> None:
        if name == "text":
            self._write(piece.value.replace("\n", " "), piece)
        elif name == "code":
            self.whole.append((self.length, self.length + len(piece.value)))
            self._write(piece.value, piece)
        elif name == "br":
            self._write("\n", piece)
        elif name == "cite":
            self._drop_space()
            self.citations.append(self.length)
            self.closings.append((self.length, piece.end))
        elif name[0] == "/":
            self.closings.append((self.length, piece.end))
            if name == "/a":
                self.whole.append((self.links[-1][0], self.length))
        elif name in {"a", "em", "strong"}:
            self.openings.append((self.length, piece.start))
            if name == "a":
                self.links.append((self.length, piece.value))

    def _write(self, text: str, piece: Piece) -> None:
        size = len(text) if text.isascii() else len(text.encode())
        self.parts.append((text, piece.start, piece.end, size == piece.end - piece.start))
        self.offsets.append(self.length)
        self.length += len(text)

    def _drop_space(self) -> None:
        while self.parts:
            text, start, end, is_exact = self.parts.pop()
            offset = self.offsets.pop()
            bare = text.rstrip()
            self.length -= len(text) - len(bare)
            if bare:
                self.parts.append((bare, start, end, is_exact))
                self.offsets.append(offset)
                return

    def sentences(self, places: Places, language: str) -> Iterator[Sentence]:
        """Yield the sentences. A citation belongs to the sentence it stands in or comes right after."""
        spans = split_sentences(self.text, language, self.whole)
        begins = [start for start, _ in spans]
        cited = {max(bisect_right(begins, at - 1) - 1, 0) for at in self.citations}
        linked: dict[int, list[str]] = {}
        for at, target in self.links:
            linked.setdefault(max(bisect_right(begins, at) - 1, 0), []).append(target)
        openings = dict(reversed(self.openings))
        closings = dict(self.closings)
        is_english = language.partition("-")[0].lower() == "en"
        for number, (start, end) in enumerate(spans):
            text = " ".join(self.text[start:end].split())
            words = words_in(text)
            first = openings[start] if start in openings else self._byte(start)
            last = closings[end] if end in closings else self._byte(end, is_end=True)
            yield Sentence(
                text=text,
                words=len(words),
                syllables=sum(map(syllables, words)) if is_english else 0,
                mark=places.mark(first, last),
                is_cited=number in cited,
                links=tuple(linked[number]) if number in linked else (),
            )

    def _byte(self, at: int, *, is_end: bool = False) -> int:
        """Return the byte of the source at which the letter `at` of the plain text begins, or the one before it ends."""
        number = bisect_right(self.offsets, at - 1 if is_end else at) - 1
        text, start, end, is_exact = self.parts[number]
        if not is_exact:
            return end if is_end else start
        inside = at - self.offsets[number]
        return start + (inside if text.isascii() else len(text[:inside].encode()))
