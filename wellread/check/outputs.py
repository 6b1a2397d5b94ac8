"""What is looked for in the bytes that are to be published: words of articles that readers must not get, and files of other sites.

Each output is looked at where it is made (`Searcher`, pure), and what was seen on all of them is told by the rules in OUTPUT_RULES
(`Seen`). A sentence is sought by its words alone, so it is found whatever tags, links, escapes or line breaks stand between them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from html import unescape

from wellread.charts import texts_of_charts
from wellread.model import Article, CompareRow, Mark, RedFlag, Value
from wellread.problems import Place
from wellread.texts import Wording

FEWEST_WORDS = 6
"""A shorter sentence may stand anywhere by chance."""
FEWEST_OF_TITLE = 3
LETTERS_ONLY = bytes(c | 32 if 65 <= c <= 90 else c if 97 <= c <= 122 else 32 for c in range(256))
"""Turns every byte that is no letter of the English alphabet into a space, and capitals into small letters. Of a tag its name
stays, as a word that is in no sentence."""
SURE = re.compile(r"[a-z]{3,}")
WORD = re.compile(r"[^\W\d_]+")
TAG = re.compile(r"<[^<>]*>")
NO_TEXT = re.compile(r"<[^<>]*>|&#?\w+;|\{#(?:[^{#]|#(?!\})|\{(?!#))*#\}")
INLINE = re.compile(
    rb"</?(?:a|abbr|b|bdi|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u|wbr|br)\b[^<>]*>"
)
"""Tags that may stand inside a sentence. All others end it: a card's heading and a sign below it are no sentence of a draft."""
QUOTED = re.compile(rb"=(?:\"([^\" ]* [^\"]*)\"|'([^' ]* [^']*)')")
"""A value in a tag with two words or more."""
SPELT = re.compile(rb"&#?[a-zA-Z]\w*;|\\u[0-9a-fA-F]{4}")
"""Escapes that have letters, which are no words."""
ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
READ_AS_TEXT = (".html", ".htm", ".xml", ".json", ".txt", ".js", ".css", ".svg", ".webmanifest", ".ics", ".csv", ".md")


def _plain(content: bytes) -> bytes:
    """Return the words made of English letters in small letters, with a space before and behind each."""
    return b" %b " % b" ".join(content.translate(LETTERS_ONLY).split())


def words_of(text: str) -> str:
    """Return the words of a text in small letters, with a space before and behind each: what two copies of a sentence share."""
    return f" {' '.join(WORD.findall(_small(text)))} "


def _small(text: str) -> str:
    """Return a text in small letters, each of which is where the capital was: “İ”, which would become two, stays as it is."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(each if len(each.lower()) > 1 else each.lower() for each in text)


class Phrase(Value, frozen=True, kw_only=True):
    """Something that may stand nowhere in what is published: words of an article that readers must not get, or its address.

    `sought` is what is looked for: words as `words_of` gives them, or an address from the slash after the host. `what` says what it
    is ("the title"), `of` and `state` whose ("Sunburn", "a draft"); `home` are the outputs on which it may stand.
    """

    sought: str
    what: str
    of: str
    state: str
    place: Place
    home: tuple[str, ...] = ()

    @property
    def is_address(self) -> bool:
        return self.sought.startswith("/")


class Seen(Value, frozen=True, kw_only=True):
    """What was seen on all outputs: the paths on which each phrase stands, and those that load each foreign thing.

    `sources` are the texts that outputs are made of and that an editor of templates can mend, by path ("templates/base.html").
    `weights` are the bytes, compressed, of articles' pages that have more than `most_bytes`; `articles` the files of all articles'
    pages.
    """

    phrases: tuple[Phrase, ...]
    leaks: Mapping[str, tuple[str, ...]]
    loads: Mapping[str, tuple[str, ...]]
    sources: Mapping[str, str]
    weights: Mapping[str, int] = {}
    most_bytes: float = 0
    articles: Mapping[str, Place] = {}

    def pages(self, paths: tuple[str, ...]) -> str:
        """Return "index.html", or "index.html and 3 more pages"."""
        more = len(paths) - 1
        return paths[0] + (f" and {more} more page{'s' if more > 1 else ''}" if more else "")

    def place_of(self, words: str) -> Place | None:
        """Return where in templates or static files these words stand first, whatever tags are between them, or None."""
        for path, text in sorted(self.sources.items()):
            for read in (NO_TEXT.sub(_blank, text), text):
                span = _find_words(words.split(), read)
                if span:
                    return _place(path, text, *span)
        return None

    def place_of_text(self, text: str) -> Place | None:
        """Return where in templates or static files exactly this stands first, or None."""
        for path, source in sorted(self.sources.items()):
            if (start := source.find(text)) >= 0:
                return _place(path, source, start, start + len(text))
        return None


def _blank(tag: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", tag[0])


def _find_words(wanted: list[str], text: str) -> tuple[int, int] | None:
    found = [(_small(each[0]), each.start(), each.end()) for each in WORD.finditer(text)]
    written = [word for word, _, _ in found]
    for at in range(len(found) - len(wanted) + 1):
        if written[at : at + len(wanted)] == wanted:
            return found[at][1], found[at + len(wanted) - 1][2]
    return None


def _place(path: str, text: str, start: int, end: int) -> Place:
    line, column = _line_and_column(text, start)
    end_line, end_column = _line_and_column(text, end)
    return Place(path, line, column, end_line, end_column)


def _line_and_column(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


# --- what must not be seen --------------------------------------------------------------------------------------------


def phrases_of(article: Article, wordings: Mapping[str, Wording], state: str, home: tuple[str, ...]) -> Iterator[Phrase]:
    """Yield what an article says of its own, in its front matter and its text ("" in `wordings`), if it is long enough to be told
    from what anybody may write. Its title may stand on its notice and its old addresses (`home`)."""
    at = article.origin.at

    def phrase(text: str, what: str, place: Place, fewest: int = FEWEST_WORDS, on: tuple[str, ...] = ()) -> Iterator[Phrase]:
        sought = words_of(text)
        is_telling = not sought.isascii() or len(set(SURE.findall(sought))) >= fewest - 2
        if sought.count(" ") > fewest and is_telling:
            yield Phrase(sought=sought, what=what, of=article.title, state=state, place=place, home=on)

    yield from phrase(article.title, "the title", at("title"), FEWEST_OF_TITLE, home)
    yield from phrase(article.description, "the description", at("description"))
    for step, flag in enumerate(article.red_flags):
        if isinstance(flag, RedFlag):
            yield from phrase(flag.sign, "a red flag", at("red_flags", step, "sign"))
    for level, why in article.no_red_flags.items():
        yield from phrase(why, "a reason", at("no_red_flags", level))
    for step, symptom in enumerate(article.symptoms):
        yield from phrase(symptom.note, "a note", at("symptoms", step, "note"))
    for step, other in enumerate(article.related):
        yield from phrase(other.why, "a reason", at("related", step, "why"))
    for step, change in enumerate(article.changes):
        yield from phrase(change.note, "a note", at("changes", step, "note"))
    if article.compare:
        yield from phrase(article.compare.caption, "the caption of the table", at("compare", "caption"))
        for step, row in enumerate(article.compare.rows):
            for number, text in enumerate(_texts_of(row)):
                place = at("compare", "rows", step, "cells", number - 1) if number else at("compare", "rows", step, "feature")
                yield from phrase(text, "a cell of the table", place)
    for text, steps in texts_of_charts(article.charts):
        yield from phrase(text, "the words of a chart", at(*steps))
    for field, wording in wordings.items():
        for block in wording.blocks:
            for sentence in block.sentences:
                place = at(field) if field else _at(article, sentence.mark)
                yield from phrase(sentence.text, "a sentence", place)


def _texts_of(row: CompareRow) -> tuple[str, ...]:
    return (row.feature, *row.cells)


def _at(article: Article, mark: Mark) -> Place:
    return Place(article.origin.path, *mark)


# --- looking at one output --------------------------------------------------------------------------------------------


class Searcher:
    """Looks for phrases in outputs, and knows how many bytes an article's page may have. Made once a build: it holds what makes
    looking quick.

    Nearly every output has none of the phrases. A set of the output's words tells so at once: a phrase of which one word is missing
    can't be there. Only where all are there, tags are taken out and the words are looked at in their order.
    """

    def __init__(self, sought: Iterable[str], origin: str, most_bytes: float = 0) -> None:
        self.sought = tuple(sorted(set(sought)))
        self.origin = origin
        self.most_bytes = most_bytes

    @cached_property
    def _needs(self) -> tuple[tuple[frozenset[bytes], str], ...]:
        """The words that must be there: plain ones, and not the first, which may stick to the sign of an escape."""
        return tuple(
            (frozenset(word.encode() for word in SURE.findall(each.lstrip(" ").partition(" ")[2])), each)
            if not each.startswith("/")
            else (frozenset(word.encode() for word in SURE.findall(each.lower())), each)
            for each in self.sought
        )

    def possible(self, *contents: bytes) -> tuple[str, ...]:
        """Return the phrases whose words are all in what something is made of; no other phrase can be in it."""
        if not self.sought:
            return ()
        there: set[bytes] = set()
        for content in contents:
            there.update(content.translate(LETTERS_ONLY).split())
        return tuple(each for need, each in self._needs if need <= there)

    def leaks(self, path: str, content: bytes) -> tuple[str, ...]:
        """Return the phrases that stand in an output."""
        if not self.sought or not path.endswith(READ_AS_TEXT):
            return ()
        if path.endswith((".json", ".webmanifest")):
            content = _strings_of(content).encode()
        elif path.endswith(".xml"):  # a feed may hold HTML, escaped
            content = unescape(content.decode("utf-8", "replace")).encode()
        possible = self.possible(content)
        if not possible:
            return ()
        bare = SPELT.sub(b" ", content)
        text = _plain(INLINE.sub(b" ", bare))
        left = [each for each in possible if self._plain_words[each].strip() and self._plain_words[each] not in text]
        in_tags = _plain(b" x ".join(one or other for one, other in QUOTED.findall(bare))) if left else b""
        near = [each for each in possible if each not in left or self._plain_words[each] in in_tags or each.startswith("/")]
        sure = {each for each in near if each.isascii() and not each.startswith("/")}
        unsure = set(self._read_closely([each for each in near if each not in sure], content))
        return tuple(each for each in near if each in sure or each in unsure)

    @cached_property
    def _plain_words(self) -> Mapping[str, bytes]:
        return {each: _plain(each.encode()) for each in self.sought}

    def _read_closely(self, near: Iterable[str], content: bytes) -> Iterator[str]:
        """Yield the phrases that stand in an output, letters of every alphabet looked at, and the addresses that it links to."""
        listed = tuple(near)
        if not listed:
            return
        raw = unescape(unescape(ESCAPED.sub(lambda found: chr(int(found[1], 16)), content.decode("utf-8", "replace"))))
        read = [words_of(block) for block in TAG.split(INLINE.sub(b" ", raw.encode()).decode())] + [words_of(raw)]
        for each in listed:
            if self._links_to(each, raw) if each.startswith("/") else any(each in words for words in read):
                yield each

    def _links_to(self, address: str, text: str) -> bool:
        return bool(re.search(rf"(?:[\"'=\s>(;,]|^|{re.escape(self.origin)}){re.escape(address)}(?![\w-])", text))


_ADDRESS = re.compile(r"(?:https?:/)?/\S*")


def _strings_of(content: bytes) -> str:
    """Return every text in a JSON file, a line each, or the file as it is if it is none. An address is no text: it says what a page
    is called, which a page that was taken back goes on being."""
    try:
        found = json.loads(content)
    except ValueError:
        return content.decode("utf-8", "replace")
    return "\n".join(_walk(found))


def _walk(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield "" if _ADDRESS.fullmatch(value) else value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield str(key)
            yield from _walk(each)
    elif isinstance(value, list):
        for each in value:
            yield from _walk(each)
