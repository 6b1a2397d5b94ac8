"""The addresses that a cache in front of the site has to forget: of every file whose bytes changed or went. Kept in a file, so that
what a publication changed before it was cut short is not lost when the brake is pulled again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote

from wellread.review.record import replace_file
from wellread.withdraw.proof import Hunt

Changes = list[tuple[Mapping[str, str], Mapping[str, str]]]
"""The files of a place before and after, by path with their hashes."""


def list_of(path: str) -> str:
    """Return where the list of an article's addresses is kept, in the site's folder."""
    return f"build/withdrawn/{path.rpartition('/')[2].removesuffix('.md')}.txt"


def addresses_to_purge(changes: Changes, hunts: tuple[Hunt, ...], base_url: str) -> tuple[str, ...]:
    """Return the address of every file whose bytes changed or went, and the article's own, which a cache may hold in any case. A
    page in a folder has two: with index.html and without."""
    paths = {hunts[0].notice, *hunts[0].old}
    for before, after in changes:
        paths |= {path for path in {*before, *after} if before and before.get(path) != after.get(path)}
    listed: set[str] = set()
    for path in paths:
        address = f"{base_url}{quote(path)}"
        listed |= {address, address.removesuffix("index.html")} if path.rpartition("/")[2] == "index.html" else {address}
    return tuple(sorted(listed))


def remembered(root: Path, name: str) -> set[str]:
    """Return the addresses that the list has from the last time."""
    try:
        return set((root / name).read_text("utf-8").splitlines())
    except (OSError, UnicodeDecodeError):
        return set()


def remember(root: Path, name: str, addresses: Iterable[str]) -> tuple[str, ...]:
    """Add addresses to the list, and return all that it has then."""
    listed = tuple(sorted({*addresses, *remembered(root, name)}))
    (root / name).parent.parent.mkdir(exist_ok=True)
    replace_file(root / name, "".join(f"{each}\n" for each in listed).encode())
    return listed
