"""What a text of the site holds once it is composed: its HTML, and what an editor wrote in it, each with its mark."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from wellread.model import BodyKey, Key, Mark, Value
from wellread.problems import Place


class Heading(Value, frozen=True, kw_only=True):
    """`id` is the fragment; `html` is inline HTML for the contents list, `text` the same without tags."""

    level: int
    id: str
    text: str
    html: str
    mark: Mark


class Link(Value, frozen=True, kw_only=True):
    """A link in a text. `kind` is the part before the colon for symbolic links ("article", "term", "symptom", "topic", "page",
    "list"), "fragment" for "#id", "web" for http(s), "mail" and "phone" for theirs, and "unknown" for anything else."""

    kind: str
    target: str
    fragment: str
    text: str
    mark: Mark


class Picture(Value, frozen=True, kw_only=True):
    """A picture in a text, by its path on this site ("/static/img/ribs.png")."""

    src: str
    mark: Mark


class Citation(Value, frozen=True, kw_only=True):
    """`[@a; @b, p. 4]`: ids in the order written, each with its locator ("" if none)."""

    ids: tuple[str, ...]
    locators: tuple[str, ...]
    mark: Mark


class Remark(Value, frozen=True, kw_only=True):
    """Something the dialect would read otherwise than the editor expects; becomes a Problem once the file is known."""

    code: str
    severity: Literal["error", "warning", "info"]
    message: str
    hint: str
    mark: Mark


class Prose(Value, frozen=True, kw_only=True):
    """A composed text: sanitised HTML whose links and citations are still symbolic, and what is in it, with marks in the file.

    A symbolic link is `<a href="article:hiccups#causes">`; a citation is `<a href="cite:a;b">` with the locators in `title`.
    """

    html: str
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    citations: tuple[Citation, ...] = ()
    pictures: tuple[Picture, ...] = ()
    remarks: tuple[Remark, ...] = ()


class ClinicalLine(Value, frozen=True, kw_only=True):
    """A sentence, sign, title or row. `begins` says that it is no further sentence of the text before it; `shared` is where a red
    flag's wording stands if the article takes it from content/red-flags.yaml."""

    kind: str
    text: str
    place: Place
    begins: bool = True
    shared: Place | None = None


class Clinical(Value, frozen=True, kw_only=True):
    """An article's clinical text as it is now: its hash, that of the part below the front matter, and its lines if they are not
    what was signed last (else none)."""

    hash: str
    body: str = ""
    lines: tuple[ClinicalLine, ...] = ()


class Composed(Value, frozen=True, kw_only=True):
    """All texts of a site, composed: bodies with their glossary terms linked, and the inline texts of the front matter by what
    the editor wrote. `terms` lists the glossary terms that each body links to, in the order of the text, `clinical` is there for
    articles that somebody signed; `altered` are the paths of signed texts that are not what was signed."""

    bodies: Mapping[BodyKey, Prose]
    terms: Mapping[BodyKey, tuple[str, ...]]
    inline: Mapping[str, Prose]
    clinical: Mapping[Key, Clinical] = {}
    altered: frozenset[str] = frozenset()

    def clinical_hash(self, article: Key) -> str:
        """Return the hash of an article's clinical text as it is now, or "" if nobody signed one."""
        found = self.clinical.get(article)
        return found.hash if found else ""


RESERVED_IDS = frozenset(
    (
        *("main", "care", "care-title", "care-emergency", "care-urgent", "care-soon", "contents", "contents-title"),
        *("symptoms", "compare", "terms", "related", "also", "linked-from"),
        *("people", "references", "changes", "about-this-page", "emergency-numbers", "emergency-numbers-title"),
    )
)
"""Ids that templates give to parts of a page that shows a text; those that begin as in RESERVED_STARTS are numbered or named. A
heading in a text must not take one."""

RESERVED_STARTS = ("ref-", "cite-", "footer-", "person-", "chart-", "word-", "said-")


# --- what a text says -------------------------------------------------------------------------------------------------


class Sentence(Value, frozen=True, kw_only=True):
    """A sentence as a reader reads it: `text` has no Markdown, and its citations are left out (`is_cited` says that it has one).

    `links` holds the targets of its links as written ("term:diaphragm"), `syllables` is 0 where nobody counts them (other
    languages than English). A word is what stands between spaces and has a letter or a figure: "195/95" and "well-known" are one
    each. The mark takes in the links, stars and citations of the sentence, one right behind its full stop too.
    """

    text: str
    words: int
    syllables: int
    mark: Mark
    is_cited: bool = False
    links: tuple[str, ...] = ()


class Block(Value, frozen=True, kw_only=True):
    """A paragraph, list item, table cell, heading, or another text that stands for itself, with its sentences.

    `list` numbers the lists of a text from 1 (0: in no list), `depth` is how deep its list is nested (0, 1, 2 …), `callout` is the
    kind of callout around it ("warning"), `section` the heading under which it stands ("" before the first); a heading stands under
    itself. A further paragraph of a list item is a paragraph with a `list`, so that items can be counted. Code is one sentence
    without words.
    """

    kind: Literal["paragraph", "item", "header", "cell", "heading", "code"]
    sentences: tuple[Sentence, ...]
    mark: Mark
    list: int = 0
    depth: int = 0
    callout: str = ""
    section: str = ""


class Wording(Value, frozen=True, kw_only=True):
    """What a text says, block by block."""

    blocks: tuple[Block, ...] = ()

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return the sentences of running text: those of paragraphs and list items, not of headings and tables."""
        return tuple(each for block in self.blocks if block.kind in ("paragraph", "item") for each in block.sentences)


class LongWord(Value, frozen=True, kw_only=True):
    """A word of three syllables or more, in small letters, and how often a text has it."""

    text: str
    syllables: int
    times: int


class Readability(Value, frozen=True, kw_only=True):
    """How hard an English text is to read: US school grades by two published formulas, and what they rest on.

    `is_enough` says whether there are the 30 sentences that SMOG was made for. `long_words` are those an editor could change, the
    ones that weigh most first; `polysyllables` counts all of them, names too.
    """

    flesch_kincaid: float
    smog: float
    is_enough: bool
    sentences: int
    words: int
    syllables: int
    polysyllables: int
    long_words: tuple[LongWord, ...] = ()
