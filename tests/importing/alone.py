"""A text that is alone in its folder, and what becomes of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from wellread.importing.addresses import find_places
from wellread.importing.drafts import Draft, draft_of
from wellread.importing.front import read_front
from wellread.importing.pictures import Files
from wellread.importing.references import References
from wellread.importing.survey import Original, Survey
from wellread.importing.text import Setting
from wellread.model import Site
from wellread.new.layouts import lay_out_record
from wellread.read import read_site, scan

BASE = Path(__file__).parent.parent / "rules/_base"


def site_of_hiccups() -> Site:
    site, _ = read_site(scan(BASE))
    assert site is not None
    return site


SITE = site_of_hiccups()


def drafted(source: str, path: str = "a/one.md", generator: str = "plain") -> tuple[Draft, References]:
    """Return what a text becomes that is alone in its folder."""
    text = Original(path, source, read_front(source))
    folder = BASE / "nowhere"
    found = Survey(folder, "jekyll" if generator == "jekyll" else "plain", {}, "", (text,), {}, frozenset(), ())
    references = References(SITE.sources)
    places = find_places(found, "en", frozenset(), {})
    return draft_of(text, SITE, Setting(found, places, Files(found, BASE), {}), references, date(2026, 11, 22)), references


def everything(draft: Draft, references: References) -> str:
    """Return all that an import of one text leaves behind: the draft, the report's quotations, the lists."""
    records = "".join(lay_out_record(each) for each in references.new.values())
    return "\n".join((draft.content, *(note.what for note in draft.notes), records, *references.topics.values(), "one"))
