"""How a text is composed: one CommonMark reading for blocks and places, one HTML, and what is in it."""

from __future__ import annotations

import re

from wellread.model import Mark
from wellread.prose.commonmark import clean, excess, read
from wellread.prose.dialect import to_html
from wellread.prose.differences import find_difference
from wellread.prose.headings import find_headings, heading_remarks, name_headings
from wellread.prose.html import laid_out
from wellread.prose.links import find_links, find_pictures
from wellread.prose.positions import Lines, OneMark, Places
from wellread.prose.remarks import difference_remark, remarks_on
from wellread.prose.sanitise import sanitise, sanitise_inline
from wellread.texts import Prose, Remark

LOST_IMAGE = re.compile(r'<img(?![^>]* src=")(?:[^>"]|"[^"]*")*>')
SAID_ALREADY = {"html-in-text", "citation-malformed", "blocks-too-deep"}
"""Where one of these errors stands, the readings differ because of it, and saying so as well would not help."""


def compose_body(text: str, first_line: int) -> Prose:
    """Return the body of an entry (see `compose`)."""
    text = clean(text)
    return _compose(text, Lines(text, first_line))


def compose_line(text: str, mark: Mark) -> Prose:
    """Return a text of the front matter (see `compose_inline`)."""
    text = clean(text)
    prose = _compose(text, OneMark(mark))
    blocks = [event.name for event in read(text) if event.name != "Inline" and event.step != "close"]
    if blocks in ([], ["Paragraph"]):
        inside = prose.html.removeprefix("<p>").removesuffix("</p>")
        return Prose(html=inside, links=prose.links, citations=prose.citations, pictures=prose.pictures, remarks=prose.remarks)
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
    if too_large := excess(text):
        mark = places.mark(too_large.start, too_large.end)
        remark = Remark(code="text-large", severity="error", message=too_large.message, hint=too_large.hint, mark=mark)
        return Prose(html="", remarks=(remark,))
    events = read(text)
    html = sanitise(to_html(text))
    pieces = [piece for event in events if event.inline for piece in event.inline.pieces]
    found = find_headings(events, places)
    remarks = [*heading_remarks(found), *remarks_on(events, places)]
    difference = None
    if SAID_ALREADY.isdisjoint(remark.code for remark in remarks):
        difference = find_difference(html, events)
    if difference:
        remarks.append(difference_remark(places.mark(*difference)))
    html, headings = name_headings(LOST_IMAGE.sub("", html), found)
    links, citations = find_links(html, pieces, places, difference or (0, 0))
    pictures = find_pictures(html, pieces, places, difference or (0, 0))
    remarks.sort(key=lambda remark: (remark.mark, remark.code))
    return Prose(
        html=laid_out(html), headings=headings, links=links, citations=citations, pictures=pictures, remarks=tuple(remarks)
    )
