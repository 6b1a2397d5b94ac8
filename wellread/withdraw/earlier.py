"""Earlier states of a site's folder, as git has them: what is built from when the folder as it is can't be built.

Nothing of the repository is touched: neither its index nor its working tree nor its branches.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from wellread.model import Value
from wellread.provenance.git import ask_git

MOST_STATES = 10
"""How many commits are tried, the latest first."""


class State(Value, frozen=True, kw_only=True):
    """A commit: its id, and its day and first line, as people tell them apart."""

    commit: str
    told: str


def earlier_states(root: Path) -> tuple[State, ...]:
    """Return the last commits that changed something of the site's folder, the latest first; none if git knows nothing of it."""
    listed = ask_git(root, "log", f"-{MOST_STATES}", "--format=%H%x00%cs%x00%s", "--", ".") or b""
    split = (line.split("\0") for line in listed.decode("utf-8", "replace").splitlines())
    return tuple(State(commit=each[0], told=f"{each[0][:10]} of {each[1]}, “{each[2]}”") for each in split if len(each) == 3)


@contextmanager
def folder_of(state: State, root: Path) -> Iterator[Path | None]:
    """Give a folder that holds the site as it was then, and is gone afterwards; None if git can't bring it."""
    prefix, top = (_line(ask_git(root, "rev-parse", asked)) for asked in ("--show-prefix", "--show-toplevel"))
    with TemporaryDirectory(prefix="wellread-") as scratch:
        made, index = Path(scratch) / "site", {"GIT_INDEX_FILE": str(Path(scratch) / "index")}
        if not top or ask_git(Path(top), "read-tree", f"{state.commit}:{prefix}", more=index) is None:
            yield None
            return
        done = ask_git(Path(top), "checkout-index", "--all", f"--prefix={made}/", more=index)
        yield made if done is not None and made.is_dir() else None


def _line(said: bytes | None) -> str:
    return (said or b"").decode("utf-8", "surrogateescape").strip("\n")
