"""What the rest of the site can see of an entry: everything but the wording of its text."""

from __future__ import annotations

import re

from msgspec import structs

from wellread.memo import digest_of
from wellread.model import Entry
from wellread.texts import Prose

TELLING_TAG = re.compile(r"<\w+ [^>]*>")
"""A tag with attributes: links, citations, images, headings. What it says reaches beyond the wording."""
UNMARKED = re.compile(r"\[[a-z0-9][^\]\[@]*\](?![(\[:])")
"""What may be a citation that lacks its @: a mistake or not, by what is around it, so that then the whole text counts."""


def facts_of(entry: Entry, prose: Prose, terms: tuple[str, ...], signed: str = "") -> bytes:
    """Return the hash of everything in an entry that can show anywhere but in the wording of its own page.

    `signed` is the hash of the text's clinical words if somebody signed them: an approval hangs on it.
    """
    front = structs.replace(entry, body="", origin=structs.replace(entry.origin, packed=b"", body_line=1))
    headings = [(each.level, each.id, each.html) for each in prose.headings]
    citations = [(each.ids, each.locators) for each in prose.citations]
    links = [(each.kind, each.target, each.fragment, each.text) for each in prose.links]
    remarks = [(each.code, each.message) for each in prose.remarks]
    tags = TELLING_TAG.findall(prose.html)
    unsure = entry.body if UNMARKED.search(entry.body) else ""
    return digest_of((front, headings, citations, links, remarks, tags, terms, not entry.body.strip(), unsure, signed))
