"""Earlier states of a site's folder: what is built from when the folder as it is can't be built.

They come from git, of which nothing is touched (neither index nor working tree nor branches), or are what was last published.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from wellread.model import Value
from wellread.provenance.git import MADE_OF, ask_git
from wellread.provenance.kept import kept_for

MOST_STATES = 10
"""How many commits are tried, the latest first."""


class State(Value, frozen=True, kw_only=True):
    """A commit: its id, and its day and first line, as people tell them apart; or a folder that holds what was published."""

    told: str
    commit: str = ""
    kept: str = ""


def earlier_states(root: Path, targets: tuple[str, ...]) -> tuple[State, ...]:
    """Return the last commits that changed something of the site's folder, the latest first; or, if git knows nothing of it, what
    was last published to these places, or to any."""
    listed = ask_git(root, "log", f"-{MOST_STATES}", "--format=%H%x00%cs%x00%s", "--", ".") or b""
    split = (line.split("\0") for line in listed.decode("utf-8", "replace").splitlines())
    commits = [State(commit=each[0], told=_told(*each)) for each in split if len(each) == 3]
    kept = kept_for(root, targets)
    last = State(told="what was last published from this folder", kept=str(kept.absolute())) if kept else None
    return (*commits, last) if last else tuple(commits)


def _told(commit: str, day: str, title: str) -> str:
    """Return how a commit is told. Its title is anybody's: it may not write elsewhere on the terminal."""
    return f"{commit[:10]} of {day}, “{''.join(each if each.isprintable() else '�' for each in title)}”"


def uncommitted(root: Path, but: str) -> tuple[str, ...]:
    """Return the files of the site that were changed and not committed, but for one; nothing if git knows nothing of it."""
    there = [name for name in MADE_OF if (root / name).exists()]
    prefix = _line(ask_git(root, "rev-parse", "--show-prefix"))
    said = ask_git(root, "status", "--porcelain", "--no-renames", "-z", "--untracked-files=all", "--", *there) or b""
    listed = (each.decode("utf-8", "replace")[3:].removeprefix(prefix) for each in said.split(b"\0") if each)
    return tuple(path for path in sorted(listed) if path != but)


@contextmanager
def folder_of(state: State, root: Path) -> Iterator[Path | None]:
    """Give a folder that holds the site as it was then, and is gone afterwards; None if git can't bring it."""
    prefix, top = (_line(ask_git(root, "rev-parse", asked)) for asked in ("--show-prefix", "--show-toplevel"))
    with TemporaryDirectory(prefix="wellread-") as scratch:
        if state.kept:
            yield Path(shutil.copytree(state.kept, Path(scratch) / "site"))
            return
        made, index = Path(scratch) / "site", {"GIT_INDEX_FILE": str(Path(scratch) / "index")}
        if not top or ask_git(Path(top), "read-tree", f"{state.commit}:{prefix}", more=index) is None:
            yield None
            return
        done = ask_git(Path(top), "checkout-index", "--all", f"--prefix={made}/", more=index)
        yield made if done is not None and made.is_dir() else None


def _line(said: bytes | None) -> str:
    return (said or b"").decode("utf-8", "surrogateescape").strip("\n")
