"""The search index with a memo around it: made where something to be found has changed, and known by its hashes elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from wellread.check import Searcher
from wellread.memo import Memo, digest_of
from wellread.model import Output
from wellread.pagefind import FOLDER, IndexFault, make_index
from wellread.problems import Place, Problem, SiteError
from wellread.render import SearchPlan
from wellread.scanning import Sightings, note
from wellread.write import file_hash

AS_READ = "record.html"
"""What a record is to somebody who looks for words in it."""
HINT = "install it with: python -m pip install pagefind_bin. To publish without search, write “search: false” below “features”"


class Index:
    """The files of a search index: `hashes` by path, `made` if they had to be made now, and `problems` if there should be one and
    none can be made.

    An index is packed, so what may stand nowhere is looked for in what it is made of, and added to what was `seen` on pages.
    """

    def __init__(self, search: SearchPlan | None, memo: Memo, searcher: Searcher, seen: Sightings) -> None:
        self._search = search
        self.made: tuple[Output, ...] = ()
        self.hashes: Mapping[str, str] = {}
        self.problems: tuple[Problem, ...] = ()
        if search is None:
            return
        digests: list[bytes] = []
        for each in search.records():
            digests.append(digest_of(each))
            note(seen.leaks, searcher.leaks(AS_READ, each.html.encode()), FOLDER + each.url)
        key = memo.key("index", *digests)
        known = memo.get(key, dict[str, str])
        if known is None:
            try:
                self.made = make_index(search.records())
            except IndexFault as fault:
                self.problems = (_problem(fault, search.place),)
                return
            known = {each.path: file_hash(each.content) for each in self.made}
            memo.put(key, known)
        self.hashes = known

    def outputs(self, paths: frozenset[str]) -> tuple[Output, ...]:
        """Return these files of the index, which are lost, or were never published here. Raises SiteError if they can't be made."""
        asked = paths & self.hashes.keys()
        if not asked or self._search is None:
            return ()
        try:
            made = self.made or make_index(self._search.records())
        except IndexFault as fault:
            raise SiteError(f"The search index can't be made: {fault}. To mend that, {HINT}.") from None
        return tuple(each for each in made if each.path in asked)


def _problem(fault: IndexFault, place: Place) -> Problem:
    return Problem(
        code="search-index",
        severity="error",
        message=f"the search index can't be made: {fault}",
        place=place,
        hint=HINT,
    )
