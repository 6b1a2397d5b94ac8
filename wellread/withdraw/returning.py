"""Whether a publication would bring back what was taken back at its place: whoever publishes from a copy of the site that has never
heard of a withdrawal (a machine with a timer, at four in the morning) must not undo it."""

from __future__ import annotations

from pathlib import Path

from wellread.model import Article
from wellread.problems import SiteError
from wellread.provenance import PROVENANCE, PageOrigin, read_provenance
from wellread.publish import Publication, read_published
from wellread.read import read_entry
from wellread.withdraw.notice import NOTE
from wellread.withdraw.wanted import PUBLIC


def refuse_return(place: Publication, provenance: bytes) -> None:
    """Raise SiteError if an article comes back whose file does not say that it was withdrawn once. `provenance` is that of what is
    to be published."""
    published = read_published(place, PROVENANCE)
    try:
        before = read_provenance(published, PROVENANCE).pages if published else ()
    except SiteError:
        return
    taken_back = {page.path for page in before if page.status == "withdrawn"}
    now = read_provenance(provenance, PROVENANCE).pages
    back = [page.source for page in now if page.path in taken_back and page.status in PUBLIC and not _knows(place.root, page)]
    if back:
        raise SiteError(
            f"{place.target.name}: this would bring back what was taken back there: {', '.join(back)}. Nothing was changed. This "
            "copy of the site does not know of the withdrawal: get the commit that has it (git pull), or set status: withdrawn. If "
            f"the article was mended and is to come back, its changes tell of both: an entry whose note begins with “{NOTE}”, and "
            "what was done since."
        )


def _knows(root: Path, page: PageOrigin) -> bool:
    """Say whether the article's list of changes has its withdrawal, as `wellread withdraw` writes it."""
    try:
        article = read_entry(page.source, (root / page.source).read_bytes(), "en").value
    except OSError:
        return False
    return isinstance(article, Article) and any(each.note.startswith(NOTE) for each in article.changes)
