"""Headings and their ids: the editor's own (`## Causes {#causes}`), or one made from the words as GitHub makes it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from wellread.model import Mark
from wellread.prose.commonmark import Event
from wellread.prose.html import plain_text, without_links
from wellread.prose.positions import Places
from wellread.texts import Heading, Remark

VALID_ID = re.compile(r"[a-z][a-z0-9-]*")
HEADING = re.compile(r"<h([2-6])>(.*?)</h\1>", re.DOTALL)


class Place(NamedTuple):
    """A heading of the source: its level as written, the id the editor gave it (None: none), and where it stands."""

    level: int
    own_id: str | None
    mark: Mark


def find_headings(events: Iterable[Event], places: Places) -> tuple[Place, ...]:
    """Return the headings that the CommonMark parser found, in order."""
    found: list[Place] = []
    for event in events:
        if event.name == "Heading" and event.step == "open":
            found.append(Place(int(event.value), None, places.mark(event.start, event.end)))
            inside = True
        elif event.name == "Heading":
            inside = False
        elif event.inline and event.inline.own_id is not None and found and inside:
            found[-1] = found[-1]._replace(own_id=event.inline.own_id)
    return tuple(found)


def name_headings(html: str, found: tuple[Place, ...]) -> tuple[str, tuple[Heading, ...]]:
    """Return `html` with an id on each heading, and the headings. `html` has as many headings as `found`."""
    own = [place.own_id if place.own_id and VALID_ID.fullmatch(place.own_id) else None for place in found]
    taken: set[str] = {own_id for own_id in own if own_id}
    given: set[str] = set()
    counted: dict[str, int] = {}
    headings: list[Heading] = []

    def free(wish: str) -> str:
        number = counted.get(wish, 0)  # of many headings with the same words, each begins to count where the one before it ended
        unique = f"{wish}-{number}" if number else wish
        while unique in taken or unique in given:
            number += 1
            unique = f"{wish}-{number}"
        counted[wish] = number
        return unique

    def name(tag: re.Match[str]) -> str:
        place, own_id = found[len(headings)], own[len(headings)]
        inner = without_links(tag[2]).strip()
        unique = own_id if own_id and own_id not in given else free(slug(plain_text(tag[2])))
        given.add(unique)
        headings.append(Heading(level=int(tag[1]), id=unique, text=plain_text(inner), html=inner, mark=place.mark))
        return f'<h{tag[1]} id="{unique}">{tag[2]}</h{tag[1]}>'

    return HEADING.sub(name, html), tuple(headings)


def slug(text: str) -> str:
    """Return the id that GitHub gives a heading: small letters, spaces as hyphens, no other punctuation."""
    words = unicodedata.normalize("NFC", text).lower().replace(" ", "-")
    return "".join(letter for letter in words if letter.isalnum() or letter in "-_") or "section"


def heading_remarks(found: Iterable[Place]) -> Iterable[Remark]:
    """Yield what is wrong with the headings' levels and own ids."""
    first: dict[str, int] = {}
    for level, own_id, mark in found:
        if level == 1:
            yield Remark(
                code="heading-first-level",
                severity="error",
                message="a heading of the first level stands in the text; the title is the page's only one",
                hint="write ## in front of it instead of #",
                mark=mark,
            )
        if own_id is None:
            continue
        if not VALID_ID.fullmatch(own_id):
            yield Remark(
                code="heading-id-invalid",
                severity="error",
                message=f"“{own_id}” cannot be a heading's id",
                hint="use small letters a to z, digits and hyphens, and begin with a letter: {#what-to-do}",
                mark=mark,
            )
        elif own_id in first:
            yield Remark(
                code="heading-id-repeated",
                severity="error",
                message=f"the headings on lines {first[own_id]} and {mark[0]} have the same id, “{own_id}”",
                hint="give one of them another id",
                mark=mark,
            )
        else:
            first[own_id] = mark[0]
