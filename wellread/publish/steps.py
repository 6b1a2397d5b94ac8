"""What has to be done at a place so that it holds a built site: two manifests and a listing → steps, in a safe order. Pure.

At every moment a reader gets pages whose files are there: what pages load comes before them, new pages before those that link to
them, and what is gone goes last. A compressed copy never stands beside a page that it isn't a copy of: it is taken away before its
page changes, and put there after it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from wellread.model import Value

COPIES = (".br", ".gz")


class Steps(Value, frozen=True, kw_only=True):
    """`first` are copies to be deleted before anything else; `uploads` groups of files in their order; `last` deletions at the end.
    `unchanged` is how many files stay, `foreign` what is there and not ours."""

    first: tuple[str, ...]
    uploads: tuple[tuple[str, ...], ...]
    last: tuple[str, ...]
    unchanged: int
    foreign: tuple[str, ...]

    @property
    def is_nothing(self) -> bool:
        return not self.first and not self.last and not any(self.uploads)

    @property
    def uploaded(self) -> tuple[str, ...]:
        return tuple(path for group in self.uploads for path in group)


def plan_steps(wanted: Mapping[str, str], there: Mapping[str, str], ours: Collection[str], *, copies: bool) -> Steps:
    """Return the steps that make a place hold `wanted` and no other file of ours.

    `wanted` and `there` hold a hash of each file by its path, of one kind ("" for one that the place doesn't know: such a file is
    put there again); `ours` are the paths that an earlier publication put there. Without `copies`, compressed copies are left out.
    """
    files = {path: each for path, each in wanted.items() if copies or not is_copy(path, wanted)}
    changed = {path for path, each in files.items() if there.get(path) != each}
    moving = {path for path in changed if path in there and not is_copy(path, files)}
    stale = {path + ending for path in moving for ending in COPIES if path + ending in there}
    plain = {path for path in changed if not is_copy(path, files)}
    new = plain - set(there)
    pages = {path for path in plain if path.endswith((".html", ".htm"))}
    put_again = {path for path in files if is_copy(path, files) and (path in changed or path in stale)}
    groups = (new - pages, new & pages, pages - new, plain - new - pages, put_again)
    gone = set(ours) & set(there) - set(files) - stale
    return Steps(
        first=tuple(sorted(stale & (set(ours) | set(files)))),
        uploads=tuple(tuple(sorted(group)) for group in groups if group),
        last=tuple(sorted(gone)),
        unchanged=len(files) - len(changed | put_again),
        foreign=tuple(sorted(set(there) - set(files) - set(ours))),
    )


def is_copy(path: str, files: Collection[str]) -> bool:
    """Say whether a file is the compressed copy of another one of these."""
    return path.endswith(COPIES) and path.rpartition(".")[0] in files
