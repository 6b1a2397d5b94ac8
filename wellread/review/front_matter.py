"""A review goes into an article's front matter, and every other byte of the file stays: comments, order, quotes, line ends."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from itertools import count, takewhile

from msgspec import structs

from wellread.model import Article, Mark, Review, Status
from wellread.problems import SiteError
from wellread.read import read_entry

BOM = "\ufeff"
LINE_END = re.compile("\r\n|\r|\n")
PLAIN = re.compile(r"[^\W\d_](?:[\w .()/’'-]*[\w.)])?")
"""A text that YAML takes as it is, also between braces."""
WORDS_OF_YAML = frozenset(("true", "false", "yes", "no", "on", "off", "null", "y", "n"))
DASH = re.compile(r" *-[ ]+")


def add_review(content: bytes, article: Article, review: Review, status: Status, last_reviewed: date | None) -> bytes:
    """Return the file of `article` with one more review, and with this status and day of the last review.

    Raises SiteError if the front matter is written in a way that can't be added to, with what to write by hand.
    """
    editor = Editor(content, article)
    editor.add_item("reviewers", _written(review), behind="authors")
    if status != article.status:
        editor.set("status", status, behind="type")
    if last_reviewed != article.last_reviewed and last_reviewed is not None:
        editor.set("last_reviewed", last_reviewed.isoformat(), behind="updated")
    made = editor.made()
    if not _is_just_that(made, article, review, status, last_reviewed):
        raise SiteError(
            f"{article.origin.path}: the review can't be written into this front matter without touching more. "
            f"Write it there by hand, under reviewers: {_written(review)}"
        )
    return made


def _is_just_that(made: bytes, article: Article, review: Review, status: Status, last_reviewed: date | None) -> bool:
    """Say whether the new file reads as the old article with this review, and nothing else is different."""
    reading = read_entry(article.origin.path, made, article.lang)
    wanted = structs.replace(
        article, reviewers=(*article.reviewers, review), status=status, last_reviewed=last_reviewed or article.last_reviewed
    )
    found = reading.value
    return isinstance(found, Article) and structs.replace(found, origin=wanted.origin, lang=wanted.lang) == wanted


def _written(review: Review) -> str:
    """Return a review as one item of a list."""
    values = {
        "person": review.person,
        "role": review.role,
        "date": review.date.isoformat(),
        "decision": review.decision,
        "hash": review.hash,
        "note": review.note,
    }
    texts = {"role", "note"}
    shown = (f"{key}: {quoted(value) if key in texts else value}" for key, value in values.items() if value)
    return f"{{{', '.join(shown)}}}"


def quoted(text: str) -> str:
    return text if PLAIN.fullmatch(text) and text.lower() not in WORDS_OF_YAML else json.dumps(text, ensure_ascii=False)


class Editor:
    """Collects what is put in and where, by the marks of the front matter, and puts it in at once."""

    def __init__(self, content: bytes, article: Article) -> None:
        self._text = content.decode("utf-8")
        self._marks: Mapping[str, Mark] = article.origin.marks
        begin = len(BOM) if self._text.startswith(BOM) else 0
        ends = list(LINE_END.finditer(self._text))
        self._line_end = ends[0][0] if ends else "\n"
        self._starts = [begin, *(end.end() for end in ends)]
        self._stops = [*(end.start() for end in ends), len(self._text)]
        self._edits: list[tuple[int, int, int, str]] = []

    def made(self) -> bytes:
        text = self._text
        for start, end, _, put in sorted(self._edits, reverse=True):
            text = text[:start] + put + text[end:]
        return text.encode("utf-8")

    def set(self, key: str, value: str, behind: str) -> None:
        """Put a value where the key has one, or a new line with both behind another key."""
        mark = self._marks.get(key)
        if mark is None:
            self._put_line(f"{key}: {value}", self._last_line(behind))
        elif mark[:2] == mark[2:]:
            colon = self._colon(key)
            self._put(colon, colon, f" {value}")
        else:
            self._put(self._at(*mark[:2]), self._at(*mark[2:]), value)

    def add_item(self, key: str, item: str, behind: str) -> None:
        """Put an item at the end of the key's list, in the way the list is written."""
        mark = self._marks.get(key)
        if mark is None:
            self._put_line(f"{key}:{self._line_end}  - {item}", self._last_line(behind))
            return
        start, end = self._at(*mark[:2]), self._at(*mark[2:])
        last = self._last_item(key)
        if start == end:
            self._put_line(f"  - {item}", self._marks[f"{key}?"][2])
        elif last is None:
            if self._text[end : self._stops[mark[2] - 1]].strip():
                self._put(start, end, f"[{item}]")
            else:
                self._put(self._colon(key), end, f"{self._line_end}  - {item}")
        elif self._text[start] == "[":
            behind_last = self._at(*last[2:])
            self._put(behind_last, behind_last, f", {item}")
        else:
            dash = DASH.match(self._text, self._starts[last[0] - 1])
            self._put_line(f"{dash[0] if dash else '  - '}{item}", last[2])

    def _last_item(self, key: str) -> Mark | None:
        items = (self._marks.get(f"{key}.{number}") for number in count())
        found = None
        for mark in takewhile(bool, items):
            found = mark
        return found

    def _last_line(self, key: str) -> int:
        """Return the line on which a key's value ends; the last line of the front matter if there is no such key."""
        mark = self._marks.get(key)
        if mark is None:
            return max(each[2] for name, each in self._marks.items() if name)
        return max(mark[2], self._marks[f"{key}?"][2])

    def _colon(self, key: str) -> int:
        return self._text.index(":", self._at(*self._marks[f"{key}?"][2:])) + 1

    def _at(self, line: int, column: int) -> int:
        return self._starts[line - 1] + column - 1

    def _put_line(self, text: str, line: int) -> None:
        at = self._stops[line - 1]
        self._put(at, at, f"{self._line_end}{text}")

    def _put(self, start: int, end: int, text: str) -> None:
        # Of several texts for one place, the first put in stands first: they are put in from the last to the first.
        self._edits.append((start, end, len(self._edits), text))
