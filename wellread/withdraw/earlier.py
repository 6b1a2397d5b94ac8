"""Earlier states of a site's folder, as git has them: what is built from when the folder as it is can't be built.

Nothing of the repository is touched: neither its index nor its working tree nor its branches.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from wellread.model import Value

MOST_STATES = 10
"""How many commits are tried, the latest first."""
SECONDS = 120.0


class State(Value, frozen=True, kw_only=True):
    """A commit: its id, and its day and first line, as people tell them apart."""

    commit: str
    told: str


def earlier_states(root: Path) -> tuple[State, ...]:
    """Return the last commits that changed something of the site's folder, the latest first; none if git knows nothing of it."""
    listed = _git(root, "log", f"-{MOST_STATES}", "--format=%H%x00%cs%x00%s", "--", ".")
    split = (line.split("\0") for line in listed.decode("utf-8", "replace").splitlines())
    return tuple(State(commit=each[0], told=f"{each[0][:10]} of {each[1]}, “{each[2]}”") for each in split if len(each) == 3)


@contextmanager
def folder_of(state: State, root: Path) -> Iterator[Path | None]:
    """Give a folder that holds the site as it was then, and is gone afterwards; None if git can't bring it."""
    prefix = _git(root, "rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").strip("\n")
    top = _git(root, "rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").strip("\n")
    with TemporaryDirectory(prefix="wellread-") as scratch:
        made, index = Path(scratch) / "site", {"GIT_INDEX_FILE": str(Path(scratch) / "index")}
        if not top or _git(Path(top), "read-tree", f"{state.commit}:{prefix}", more=index, failed=b"!") == b"!":
            yield None
            return
        done = _git(Path(top), "checkout-index", "--all", f"--prefix={made}/", more=index, failed=b"!")
        yield made if done != b"!" and made.is_dir() else None


def _git(folder: Path, *words: str, more: dict[str, str] | None = None, failed: bytes = b"") -> bytes:
    """Return what git prints, or `failed` if it is not installed, or says no."""
    git = shutil.which("git")
    if git is None:
        return failed
    plain = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment = {**plain, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", **(more or {})}
    command = [git, "-C", str(folder), *words]
    try:
        done = subprocess.run(  # noqa: S603
            command, env=environment, capture_output=True, timeout=SECONDS, check=False, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired:
        return failed
    return done.stdout if done.returncode == 0 else failed
