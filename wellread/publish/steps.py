"""What has to be done at a place so that it holds a built site: two manifests and a listing → steps, in a safe order. Pure.

At every moment a reader gets pages whose files are there: what pages load comes before them, new pages before those that link to
them, and what is gone goes last. A compressed copy never stands beside a page that it isn't a copy of, nor alone, since servers
send it all the same: it is taken away before its page changes or goes, and put there after it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from wellread.model import Value

COPIES = (".br", ".gz")
PAGES = (".html", ".htm")


class Steps(Value, frozen=True, kw_only=True):
    """`first` are copies to be deleted before anything else; `uploads` groups of files in their order; `last` deletions at the end.
    `changed` are those of the uploads that are there already, `unchanged` is how many files stay, `foreign` what is there and not
    ours, and `in_the_way` those of them that would be replaced or deleted."""

    first: tuple[str, ...]
    uploads: tuple[tuple[str, ...], ...]
    last: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: int
    foreign: tuple[str, ...]
    in_the_way: tuple[str, ...]

    @property
    def is_nothing(self) -> bool:
        return not self.first and not self.last and not any(self.uploads)

    @property
    def uploaded(self) -> tuple[str, ...]:
        return tuple(path for group in self.uploads for path in group)

    @property
    def new(self) -> tuple[str, ...]:
        return tuple(sorted(set(self.uploaded) - set(self.changed)))

    @property
    def pages_gone(self) -> tuple[str, ...]:
        return tuple(path for path in self.last if is_page(path))


def plan_steps(wanted: Mapping[str, str], there: Mapping[str, str], ours: Collection[str]) -> Steps:
    """Return the steps that make a place hold `wanted` and no other file of ours.

    `wanted` and `there` hold a hash of each file by its path, of one kind ("" for one that the place doesn't know: such a file is
    put there again); `ours` are the paths that an earlier publication put there.
    """
    differs = {path for path, each in wanted.items() if not each or there.get(path) != each}
    plain = {path for path in differs if not is_copy(path, wanted)}
    gone = set(ours) & set(there) - set(wanted)
    stale = {path + ending for path in plain & set(there) for ending in COPIES if path + ending in there}
    stale |= {path + ending for path in gone for ending in COPIES if path + ending in there and path + ending not in wanted}
    put_again = {path for path in wanted if is_copy(path, wanted) and (path in differs or path in stale)}
    new = plain - set(there)
    pages = {path for path in plain if is_page(path)}
    groups = (new - pages, new & pages, pages - new, plain - new - pages, put_again)
    foreign = set(there) - set(ours)
    return Steps(
        first=tuple(sorted(stale)),
        uploads=tuple(tuple(sorted(group)) for group in groups if group),
        last=tuple(sorted(gone - stale)),
        changed=tuple(sorted((plain | put_again) & set(there))),
        unchanged=len(wanted) - len(plain | put_again),
        foreign=tuple(sorted(foreign - set(wanted) - stale)),
        in_the_way=tuple(sorted(foreign & (differs | stale))),
    )


def is_copy(path: str, files: Collection[str]) -> bool:
    """Say whether a file is the compressed copy of another one of these."""
    return path.endswith(COPIES) and path.rpartition(".")[0] in files


def is_page(path: str) -> bool:
    return path.endswith(PAGES)
