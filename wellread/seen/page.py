"""The HTML of a page → what a reader sees and hears of it, line by line, and where it leads. Pure.

A line is a sentence, a heading, a sign, a cell, a picture's words, or a link that leaves the site. Left out are the numbers of
citations, since one that is added would change all that follow, and what only looks: drawings hidden from screen readers, styles.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from wellread.model import LEVELS, Value
from wellread.prose.sentences import split_sentences
from wellread.seen.tags import Tag, tags_and_words

CLINICAL = (*LEVELS, "care", "main message")
"""What a line is that tells a reader what to do first."""
KINDS = {
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6", "summary", "caption", "figcaption"), "heading"),
    **dict.fromkeys(("li", "dt", "dd", "option"), "item"),
    **dict.fromkeys(("td", "th"), "cell"),
    "h1": "title",
    "pre": "code",
    "title": "name",
}
NAMED = {"care-cards": "care", "main-message": "main message", "review-banner": "review", "withdrawn-notice": "notice"}
"""Parts of a page that their class names."""
INLINE = frozenset(
    re.findall(
        r"\w+",
        "a abbr b bdi bdo cite code data del dfn em i ins kbd label mark q s samp small span strong sub sup svg time u var wbr",
    )
)
EMPTY = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
SILENT = frozenset(("script", "style", "template", "noscript"))
SPACES = re.compile(r"\s+")
REFRESH = re.compile(r"[\d.]*+\s*+[;,]?\s*+url\s*+=(.*)", re.IGNORECASE | re.DOTALL)
QUOTES = " '\""
OUTSIDE = re.compile(r"(?:https?|tel|sms|mailto):", re.IGNORECASE)
LONGEST = 100_000
"""So many letters of a block are taken apart into sentences; a longer one is a line of its own."""


class SeenLine(Value, frozen=True, kw_only=True):
    """A line as a reader sees it, and what it is. `is_frame` says that it stands around the page's own text, as on every page."""

    kind: str
    text: str
    is_frame: bool


class SeenPage(Value, frozen=True, kw_only=True):
    """`name` is what a tab shows, `outside` are the addresses of other sites (http and https) in the order of the page."""

    name: str
    lines: tuple[SeenLine, ...]
    outside: tuple[str, ...]


class _Open(NamedTuple):
    """An element that is not closed yet, and what holds for all that is in it."""

    tag: str
    kind: str
    is_silent: bool
    is_main: bool
    href: str


class _Reader:
    def __init__(self) -> None:
        self.lines: list[SeenLine] = []
        self.outside: dict[str, None] = {}
        self.language = "en"
        self.name = ""
        self._open = [_Open("", "text", is_silent=False, is_main=False, href="")]
        self._open_tags: Counter[str] = Counter()
        self._said: list[str] = []
        self._said_before = 0
        self._link: tuple[str, int] | None = None
        self._ready: list[str] = []

    # --- tag after tag ------------------------------------------------------------------------------------------------

    def read(self, text: str) -> None:
        for each in tags_and_words(text):
            if isinstance(each, str):
                self._words(each)
            elif each.is_end:
                self._end(each.name)
            else:
                self._start(each)
        self._close(1)
        self._end_block()

    def _start(self, each: Tag) -> None:
        tag, given = each.name, each.given
        if tag == "html" and given.get("lang"):
            self.language = given["lang"]
        if tag not in INLINE and not self._open[-1].is_silent:
            self._end_block()
        if tag == "meta":
            self._meta(given)
        elif tag == "img":
            self._picture(given)
        if tag not in EMPTY:
            self._open.append(self._opened(tag, given))
            self._open_tags[tag] += 1
            if self._open[-1].href:
                self._end_link()  # there is no link within a link
                self._link = (self._open[-1].href, self._said_before + len(self._said))
        elif tag in ("br", "wbr"):
            self._said.append(" " if tag == "br" else "")

    def _end(self, tag: str) -> None:
        if tag not in INLINE and not self._open[-1].is_silent:
            self._end_block()
        if self._open_tags[tag]:
            self._close(next(at for at in range(len(self._open) - 1, 0, -1) if self._open[at].tag == tag))

    def _words(self, text: str) -> None:
        if not self._open[-1].is_silent:
            self._said.append(text)

    # --- lines --------------------------------------------------------------------------------------------------------

    def _opened(self, tag: str, given: dict[str, str]) -> _Open:
        around = self._open[-1]
        classes = given.get("class", "").split()
        kind = KINDS.get(tag, around.kind)
        if "care-card" in classes:
            kind = next((level for level in LEVELS if level in classes), kind)
        else:
            kind = next((named for name, named in NAMED.items() if name in classes), kind)
        href = SPACES.sub("", given.get("href", "")) if tag == "a" else ""
        return _Open(
            tag=tag,
            kind=kind if kind in LEVELS or around.kind not in CLINICAL else around.kind,
            is_silent=around.is_silent
            or tag in SILENT
            or "hidden" in given
            or "cite" in classes
            or (tag == "svg" and given.get("aria-hidden") == "true"),
            is_main=around.is_main or tag == "main",
            href=href if OUTSIDE.match(href) and not around.is_silent else "",
        )

    def _close(self, at: int) -> None:
        for each in reversed(self._open[at:]):
            self._open_tags[each.tag] -= 1
            if each.href:
                self._end_link()
        del self._open[at:]
        if not self._said:
            self._tell_links()

    def _end_link(self) -> None:
        if self._link:
            href, start = self._link
            words = _plain("".join(self._said[max(start - self._said_before, 0) :]))
            self._ready.append(f"{words} → {href}")
            self._link = None
            if href.lower().startswith("http"):
                self.outside.setdefault(href)

    def _end_block(self) -> None:
        """Make lines of what was said since the last block began or ended."""
        text = _plain("".join(self._said))
        kind = self._open[-1].kind
        self._said_before += len(self._said)
        self._said = []
        if kind == "name":
            self.name = self.name or text
        elif len(text) > LONGEST:
            self._add(kind, text)
        else:
            for start, end in split_sentences(text, self.language):
                self._add(kind, text[start:end])
        self._tell_links()

    def _tell_links(self) -> None:
        for each in self._ready:
            self._add("link", each)
        self._ready = []

    def _meta(self, given: dict[str, str]) -> None:
        content = given.get("content", "")
        if given.get("name", "").lower() == "description":
            self._add("description", _plain(content), is_frame=False)
        elif given.get("http-equiv", "").lower() == "refresh" and (found := REFRESH.fullmatch(content.strip())):
            self._add("link", f"(leads on by itself) → {_plain(found[1]).strip(QUOTES)}", is_frame=False)

    def _picture(self, given: dict[str, str]) -> None:
        if not self._open[-1].is_silent:
            self._add("picture", f"{_plain(given.get('alt', ''))} ({given.get('src', '').rpartition('/')[2]})".strip())

    def _add(self, kind: str, text: str, *, is_frame: bool | None = None) -> None:
        outer = not self._open[-1].is_main if is_frame is None else is_frame
        if text:
            self.lines.append(SeenLine(kind=kind, text=text, is_frame=outer))


def read_page(content: bytes) -> SeenPage:
    """Return what a page shows. Whatever the bytes are, something is returned."""
    reader = _Reader()
    reader.read(content.decode("utf-8", "replace"))
    return SeenPage(name=reader.name, lines=tuple(reader.lines), outside=tuple(reader.outside))


def _plain(text: str) -> str:
    return SPACES.sub(" ", text).strip()
