"""Whether a publication would bring back what was taken back at its place: whoever publishes from a copy of the site that has never
heard of a withdrawal (a machine with a timer, at four in the morning) must not undo it, and nobody by a slip of the keys."""

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
    """Raise SiteError if an article comes back whose file does not say that it was withdrawn, and what was done since. `provenance`
    is that of what is to be published."""
    published = read_published(place, PROVENANCE)
    try:
        before = read_provenance(published, PROVENANCE).pages if published else ()
    except SiteError:
        return
    notices = {page.path: page for page in before if page.status == "withdrawn"}
    now = read_provenance(provenance, PROVENANCE).pages
    back = {page.source: notices[page.path] for page in now if page.path in notices and page.status in PUBLIC}
    articles = {source: _read(place.root, source) for source in back}
    unknowing = [source for source, notice in back.items() if not _knows(articles[source], notice)]
    if unknowing:
        raise SiteError(
            f"{_begin(place, unknowing)} This copy of the site does not know of the withdrawal: get the commit that has it (git "
            "pull), or set status: withdrawn. If the article was mended and is to come back, its changes tell of both: an entry "
            f"whose note begins with “{NOTE}”, and what was done since."
        )
    unmended = [source for source, notice in back.items() if not _tells_what_was_done(articles[source], notice)]
    if unmended:
        raise SiteError(
            f"{_begin(place, unmended)} Nothing says what was done to it since: add an entry to its changes, below the one that "
            f"begins with “{NOTE}”, of that day or later; or have it approved (wellread review). If it was right all along, and "
            "you have looked at it, publish again with --yes."
        )


def _begin(place: Publication, back: list[str]) -> str:
    return f"{place.target.name}: this would bring back what was taken back there: {', '.join(back)}. Nothing was changed."


def _read(root: Path, source: str) -> Article | None:
    try:
        found = read_entry(source, (root / source).read_bytes(), "en").value
    except OSError:
        return None
    return found if isinstance(found, Article) else None


def _knows(article: Article | None, notice: PageOrigin) -> bool:
    """Say whether the article's list of changes has its withdrawal, as `wellread withdraw` writes it; of several, the last too."""
    known = sum(each.note.startswith(NOTE) for each in article.changes) if article else 0
    return known >= max(notice.withdrawals, 1)


def _tells_what_was_done(article: Article | None, notice: PageOrigin) -> bool:
    """Say whether the article has a change behind its last withdrawal, or an approval that it did not have then."""
    if article is None:
        return False
    *_, (at, withdrawn) = [(at, each) for at, each in enumerate(article.changes) if each.note.startswith(NOTE)]
    then = {(each.person, each.date, each.hash) for each in notice.reviews}
    return any(each.date >= withdrawn.date for each in article.changes[at + 1 :]) or any(
        each.decision == "approved" and each.date >= withdrawn.date and (each.person, each.date, each.hash) not in then
        for each in article.reviewers
    )
