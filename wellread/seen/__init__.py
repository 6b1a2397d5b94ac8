"""What readers see of a built site: its pages read back as a browser would show them, and what is new against another build.

page      the HTML of a page → its name, its lines of text, the addresses outside that it leads to
folder    a built folder → its pages
changes   two built folders → what readers see changed
show      the same as text, Markdown, HTML, JSON
outside   the addresses of other sites, where each stands, and what a link checker found
robots    which of them programs are asked to leave alone

docs/ci.md says what both commands are for.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from wellread.seen.changes import compare_sites
from wellread.seen.folder import read_pages
from wellread.seen.outside import find_outside, read_answers, show_outside, with_answers
from wellread.seen.robots import not_to_be_asked
from wellread.seen.show import show_changes

__all__ = ["leave_out", "tell_changes", "tell_outside"]


def tell_changes(old: Path, new: Path, form: str) -> str:
    """Return what readers of the built folder `new` see that is not in `old`. Raises SiteError if one of them can't be read."""
    return show_changes(compare_sites(read_pages(old), read_pages(new)), form)


def leave_out(folder: Path, root: Path) -> tuple[str, ...]:
    """Return the addresses of other sites that a built folder leads to and that programs shall not ask for, in the order of the
    alphabet. Asks each of these sites for its robots.txt."""
    return tuple(sorted(not_to_be_asked(each.url for each in find_outside(folder, root))))


def tell_outside(folder: Path, root: Path, answers: Path | None, form: str, without: Collection[str] = ()) -> str:
    """Return the addresses of other sites that a built folder leads to, `without` some; with a link checker's answers, those it had
    trouble with. Raises SiteError if something can't be read."""
    found = tuple(each for each in find_outside(folder, root) if each.url not in without)
    return show_outside(with_answers(found, read_answers(answers)) if answers else found, form, is_answered=answers is not None)
