"""Composing a text: one CommonMark reading for blocks and places, one HTML, and what is in it."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from html import escape
from urllib.parse import unquote

from wellread.model import Citation, Link, Mark, Prose, Remark
from wellread.prose.blocks import first_too_deep
from wellread.prose.citations import HINT, address, read_citation
from wellread.prose.commonmark import Event, Piece, clean, read
from wellread.prose.dialect import to_html
from wellread.prose.differences import find_difference, stranger_remarks
from wellread.prose.headings import find_headings, heading_remarks, name_headings
from wellread.prose.html import laid_out, plain_text, tokens
from wellread.prose.links import make_link
from wellread.prose.positions import Lines, OneMark, Places
from wellread.prose.sanitise import SITE_PATH, sanitise, sanitise_inline

LINK = re.compile(r'<a(?P<attributes>(?:[^>"]|"[^"]*")*)>(?P<inside>.*?)</a>', re.DOTALL)
TAG = re.compile(r"\s*<(/?[A-Za-z][A-Za-z0-9-]*)")
LOST_IMAGE = re.compile(r'<img(?![^>]* src=")(?:[^>"]|"[^"]*")*>')


def compose(text: str, first_line: int = 1) -> Prose:
    """Return the body of an entry, whose first line is line `first_line` of its file, with what is in it.

    Never raises: what cannot be shown as written is left out and remarked.
    """
    text = clean(text)
    return _compose(text, Lines(text, first_line))


def compose_inline(text: str, mark: Mark) -> Prose:
    """Return a text of the front matter as one line of HTML without a `<p>`; everything in it has the mark of the value.

    A heading, list, table, quote or second paragraph in it is an error remark.
    """
    text = clean(text)
    prose = _compose(text, OneMark(mark))
    blocks = [event.name for event in read(text) if event.name != "Inline" and event.step != "close"]
    if blocks in ([], ["Paragraph"]):
        inside = prose.html.removeprefix("<p>").removesuffix("</p>")
        return Prose(html=inside, links=prose.links, citations=prose.citations, remarks=prose.remarks)
    stray = Remark(
        code="line-with-blocks",
        severity="error",
        message="this text can be one paragraph only, without headings, lists, tables or quotes",
        hint="put further text below the front matter; write \\- or 1\\. for a sign that would begin a list",
        mark=mark,
    )
    html = " ".join(sanitise_inline(prose.html).split())
    return Prose(html=html, links=prose.links, citations=prose.citations, remarks=(stray, *prose.remarks))


def _compose(text: str, places: Places) -> Prose:
    events = read(text)
    html = sanitise(to_html(text))
    pieces = [piece for event in events if event.inline for piece in event.inline.pieces]
    found = find_headings(events, places)
    remarks = [
        *heading_remarks(found),
        *_html_remarks(events, places),
        *_piece_remarks(pieces, places),
        *_depth_remarks(events, places),
        *stranger_remarks(events, places),
    ]
    difference = (
        None if any(remark.code in {"html-in-text", "citation-malformed"} for remark in remarks) else find_difference(html, events)
    )
    if difference:
        remarks.append(_difference_remark(places.mark(*difference)))
    html, headings = name_headings(LOST_IMAGE.sub("", html), found)
    links, citations = _find_links(html, pieces, places, difference or (0, 0))
    remarks.sort(key=lambda remark: (remark.mark, remark.code))
    return Prose(html=laid_out(html), headings=headings, links=links, citations=citations, remarks=tuple(remarks))


def _find_links(
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
        ((_, attributes, _),) = tokens(f"<a{found['attributes']}>")
        href = attributes.get("href", "")
        waiting = marks[unquote(href)]
        mark = waiting.popleft() if waiting else places.mark(*elsewhere)
        if href.startswith("cite:") and not found["inside"]:
            ids = tuple(href.removeprefix("cite:").split(";"))
            locators = tuple(attributes["title"].split(";")) if "title" in attributes else ("",) * len(ids)
            citations.append(Citation(ids=ids, locators=locators, mark=mark))
        elif href:
            links.append(make_link(href, plain_text(found["inside"]), mark))
    return tuple(links), tuple(citations)


def _html_remarks(events: Iterable[Event], places: Places) -> Iterator[Remark]:
    """Yield a remark for each block of HTML and each tag; a closing tag goes without saying if its opening one was remarked."""
    block: Event | None = None
    opened: set[str] = set()
    for event in events:
        if event.name == "HtmlBlock":
            block = event if event.step == "open" else None
        elif event.name == "Html" and block and event.start == block.start:
            yield _html_remark(event.value, places.mark(block.start, block.end))
        elif event.inline:
            for piece in event.inline.pieces:
                if piece.name == "html" and _tag(piece.value).removeprefix("/") not in opened:
                    opened |= {_tag(piece.value)} - {""}
                    yield _html_remark(piece.value, places.mark(piece.start, piece.end))


def _tag(html: str) -> str:
    found = TAG.match(html)
    return found[1].lower() if found else ""


def _html_remark(html: str, mark: Mark) -> Remark:
    if html.lstrip().startswith("<!--"):
        message, hint = "this comment is left out of the page", "keep notes in the file's history"
        return Remark(code="comment-in-text", severity="info", message=message, hint=hint, mark=mark)
    name = f"<{_tag(html)}>" if _tag(html) else "HTML"
    return Remark(
        code="html-in-text",
        severity="error",
        message=f"{name} is taken out: a text has no HTML",
        hint="use Markdown: **strong**, *stressed*, a list, a table or a > [!NOTE]; write &lt; for the sign <",
        mark=mark,
    )


def _piece_remarks(pieces: Iterable[Piece], places: Places) -> Iterator[Remark]:
    image: Piece | None = None
    for piece in pieces:
        mark = places.mark(piece.start, piece.end) if piece.name in {"lost", "a", "img", "/img"} else (0, 0, 0, 0)
        if piece.name == "lost":
            message = f"“[{piece.value}]” cannot be read as a citation"
            yield Remark(code="citation-malformed", severity="error", message=message, hint=HINT, mark=mark)
        elif piece.name == "a" and _is_unsafe(piece.value):
            message = f"a link cannot point at “{piece.value[:40]}”; its address is taken out"
            hint = "links begin with https:, mailto:, tel:, # or the kind of an entry, as article:"
            yield Remark(code="link-unsafe", severity="error", message=message, hint=hint, mark=mark)
        elif piece.name == "img":
            image, alt = piece, ""
            if not SITE_PATH.fullmatch(piece.value):
                message = f"the picture “{piece.value[:60]}” is not on this site, and is left out"
                hint = "put it into static/img/ and write ![what it shows](/static/img/name.png)"
                yield Remark(code="image-elsewhere", severity="error", message=message, hint=hint, mark=mark)
        elif piece.name == "/img" and image:
            if not alt.strip():
                hint = "say in a few words what it shows: ![a hand that holds a cup](…)"
                yield Remark(code="image-alt", severity="error", message="a picture without words for it", hint=hint, mark=mark)
            image = None
        elif image and piece.name in {"text", "code"}:
            alt += piece.value


def _is_unsafe(target: str) -> bool:
    """Say whether the sanitiser takes a link's address out: the answer is its own."""
    return "href=" not in sanitise(f'<a href="{escape(target)}">x</a>') or target.lower().startswith("cite:")


def _depth_remarks(events: Iterable[Event], places: Places) -> Iterator[Remark]:
    if deep := first_too_deep(events):
        message = "lists and quotes are nested too deep here; the inner ones are laid out flat"
        mark = places.mark(deep.start, deep.end)
        yield Remark(code="blocks-too-deep", severity="error", message=message, hint="say it in fewer levels", mark=mark)


def _difference_remark(mark: Mark) -> Remark:
    return Remark(
        code="markdown-ambiguous",
        severity="warning",
        message="this line looks different on the page than in GitHub's or VS Code's preview",
        hint="write it more plainly: a backslash before a sign that is meant as itself, no spaces inside ** **",
        mark=mark,
    )
