"""What a rule about wording is given: one entry, what it says, and what the site asks of texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from wellread.check.case import limits_of
from wellread.check.glossary import Glossary
from wellread.model import Article, Entry, Mark, RuleSetting, Term, Value
from wellread.problems import Place
from wellread.texts import Block, Readability, Sentence, Wording

LETTERS = re.compile(r"[^\W\d_]+")
UNSEEN = re.compile(r"\]\((?:[^()\n]|\([^()\n]*\))*\)|\[@[^\[\]\n]*\]")
"""What the source of a sentence has and a reader doesn't see as words: where links lead, and citations."""


class Text(Value, frozen=True, kw_only=True):
    """An entry with its wording: `body` is what its Markdown says, `inline` what each text of its front matter says, by field.

    A rule about wording sees nothing but this, so what it says of an entry holds until the entry, the glossary of its language or
    the settings of rules change. `glossary` is that of the entry's language.
    `vocabulary` holds every word of the wording in small letters: a rule that looks for certain words need not look further if
    none is among them. `readability` is None where it can't be measured.
    """

    kind: str
    entry: Entry
    body: Wording
    inline: Mapping[str, Wording] = {}
    vocabulary: frozenset[str]
    readability: Readability | None = None
    glossary: Glossary = Glossary()
    rules: Mapping[str, RuleSetting] = {}

    @property
    def terms(self) -> Mapping[str, Term]:
        """Return the glossary's terms by id."""
        return self.glossary.terms

    @property
    def is_english(self) -> bool:
        return self.entry.lang.partition("-")[0] == "en"

    @property
    def article(self) -> Article | None:
        """Return the entry if it is an article that readers may get to see: a draft is checked too, a withdrawn one is not."""
        return self.entry if isinstance(self.entry, Article) and self.entry.status != "withdrawn" else None

    def limits(self, code: str, usual: Mapping[str, float]) -> Mapping[str, float]:
        """Return the limits of a rule: what site.yaml says, or else what the rule usually asks."""
        return limits_of(self.rules, code, usual)

    def at(self, mark: Mark) -> Place:
        return Place(self.entry.origin.path, *mark)

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks of the front matter's texts, then those of the body."""
        for wording in self.inline.values():
            yield from wording.blocks
        yield from self.body.blocks

    def sentences(self) -> Iterator[Sentence]:
        """Yield every sentence of running text, those of the front matter first."""
        for wording in self.inline.values():
            yield from wording.sentences
        yield from self.body.sentences

    def spoken(self) -> Iterator[Sentence]:
        """Yield every sentence that a reader reads, those of headings and tables too, but no code."""
        for block in self.blocks():
            if block.kind != "code":
                yield from block.sentences

    def place_of(self, sentence: Sentence, start: int, end: int) -> Place:
        """Return the place of a piece of a sentence, `text[start:end]`; of the whole sentence if the piece can't be told apart in
        the source, as where a star or a link stands inside it."""
        source, line, column = self._source(sentence.mark)
        words = re.escape(sentence.text[start:end]).replace(r"\ ", r"\s+")
        piece = re.compile(rf"(?<!\w){words}(?!\w)")
        earlier = sum(found.start() < start for found in piece.finditer(sentence.text))
        seen = UNSEEN.sub(lambda unseen: "\0" * len(unseen[0]), source)
        places = [found.span() for found in piece.finditer(seen)]
        if len(places) <= earlier:
            return self.at(sentence.mark)
        marks = (number for place in places[earlier] for number in _advanced(source[:place], line, column))
        return Place(self.entry.origin.path, *marks)

    def _source(self, mark: Mark) -> tuple[str, int, int]:
        """Return what is written at a mark, and the line and column where that begins. A value of the front matter is found if it
        stands on one line, with or without quotation marks; otherwise nothing is."""
        line, column, end_line, end_column = mark
        if line >= self.entry.origin.body_line:
            first = self.entry.origin.body_line
            lines = list(_lines(self.entry.body)[line - first : end_line - first + 1])
            lines[-1] = lines[-1][: end_column - 1]
            lines[0] = lines[0][column - 1 :]
            return "\n".join(lines), line, column
        for field, value in self.entry.inline_texts():
            quotes = end_column - column - len(value)
            if self.entry.origin.at(field).mark == mark and line == end_line and quotes in (0, 2):
                return value, line, column + quotes // 2
        return "", line, column


@lru_cache(maxsize=2)
def _lines(text: str) -> tuple[str, ...]:
    """Return the lines of a text: asked for by each problem of it, of which there may be thousands."""
    return tuple(text.split("\n"))


def _advanced(source: str, line: int, column: int) -> tuple[int, int]:
    """Return the line and column behind a source that begins at a line and column."""
    before, newline, last = source.rpartition("\n")
    return (line + before.count("\n") + 1, len(last) + 1) if newline else (line, column + len(source))


def vocabulary_of(wordings: Iterable[Wording]) -> frozenset[str]:
    """Return every word in small letters, code left out; “i.e.” is two, and so is “don't”."""
    blocks = (block for wording in wordings for block in wording.blocks if block.kind != "code")
    return frozenset(LETTERS.findall(" ".join(each.text for block in blocks for each in block.sentences).lower()))
