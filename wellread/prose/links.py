"""What a link points at: an entry of the site, a heading on the page, another site, a mailbox, a telephone."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable
from urllib.parse import unquote

from wellread.model import Mark
from wellread.prose.citations import address, read_citation
from wellread.prose.commonmark import Piece
from wellread.prose.html import INSIDE, attributes_of, plain_text
from wellread.prose.positions import Places
from wellread.prose.sanitise import SYMBOLIC
from wellread.texts import Citation, Link, Picture

LINK = re.compile(rf"<a(?P<attributes>{INSIDE})>(?P<inside>.*?)</a>", re.DOTALL)
PICTURE = re.compile(rf"<img(?P<attributes>{INSIDE})>")
OTHER_SITE = re.compile(
    r"www\.|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:(?:com|org|net|gov|edu|int|info|uk|eu)(?![\w.-])|[a-z]{2}/)", re.IGNORECASE
)
KINDS = {"http": "web", "https": "web", "mailto": "mail", "tel": "phone"} | {scheme: scheme for scheme in SYMBOLIC}


def without_scheme(address: str) -> bool:
    """Say whether an address is another site's whose https:// was forgotten: www.example.org, example.org/page."""
    return bool(OTHER_SITE.match(address))


def make_link(href: str, text: str, mark: Mark) -> Link:
    """Return the link to `href`. The target of a symbolic link is the id alone, of any other the address without its fragment."""
    before, _, fragment = href.partition("#")
    scheme, colon, rest = before.partition(":")
    kind = KINDS.get(scheme.lower(), "unknown") if colon else "unknown"
    if not before and fragment:
        kind = "fragment"
    if without_scheme(before):
        kind = "web"
    target = unquote(rest) if kind in SYMBOLIC else before
    return Link(kind=kind, target=target, fragment=unquote(fragment), text=text, mark=mark)


def find_links(
    html: str, pieces: Iterable[Piece], places: Places, elsewhere: tuple[int, int]
) -> tuple[tuple[Link, ...], tuple[Citation, ...]]:
    """Return the links and citations that the page will show, in order.

    They are taken from the HTML, so that none is shown unchecked; their marks come from the CommonMark reading. A link that only
    Python-Markdown saw is marked where the readings part.
    """
    marks: defaultdict[str, deque[Mark]] = defaultdict(deque)
    for piece in pieces:
        if piece.name in {"a", "cite"}:
            href = address(read_citation(piece.value) or ()) if piece.name == "cite" else piece.value
            marks[unquote(href)].append(places.mark(piece.start, piece.end))
    links: list[Link] = []
    citations: list[Citation] = []
    for found in LINK.finditer(html):
        attributes = attributes_of(found["attributes"])
        href = attributes.get("href", "")
        waiting = marks[unquote(href)]
        mark = waiting.popleft() if waiting else places.mark(*elsewhere)
        if href.startswith("cite:") and not found["inside"]:
            ids = tuple(href.removeprefix("cite:").split(";"))
            locators = tuple(attributes["title"].split(";")) if "title" in attributes else ("",) * len(ids)
            citations.append(Citation(ids=ids, locators=locators, mark=mark))
        elif "href" in attributes:
            links.append(make_link(href, plain_text(found["inside"]), mark))
    return tuple(links), tuple(citations)


def find_pictures(html: str, pieces: Iterable[Piece], places: Places, elsewhere: tuple[int, int]) -> tuple[Picture, ...]:
    """Return the pictures that the page will show, in order, found and marked as links are."""
    if "<img" not in html:
        return ()
    marks: defaultdict[str, deque[Mark]] = defaultdict(deque)
    for piece in pieces:
        if piece.name == "img":
            marks[unquote(piece.value)].append(places.mark(piece.start, piece.end))
    pictures: list[Picture] = []
    for found in PICTURE.finditer(html):
        src = attributes_of(found["attributes"]).get("src", "")
        waiting = marks[unquote(src)]
        pictures.append(Picture(src=src, mark=waiting.popleft() if waiting else places.mark(*elsewhere)))
    return tuple(pictures)
