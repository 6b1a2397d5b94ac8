"""Git, asked about the folder of a site: what it says, or that it says nothing. Nothing is changed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from wellread.read.folders import is_leftover

SECONDS = 120.0
MADE_OF = ("site.yaml", "content", "templates", "static")
"""What a site is made of, in its folder."""
LOOKED_AT = b"H"
"""How git marks a file that it compares with the commit."""


def ask_git(folder: Path, *words: str, more: Mapping[str, str] | None = None) -> bytes | None:
    """Return what git prints, or None if it is not installed, says no, or takes too long."""
    git = shutil.which("git")
    if git is None:
        return None
    plain = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment = {**plain, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", **(more or {})}
    command = [git, "-C", str(folder), *words]
    try:
        done = subprocess.run(  # noqa: S603
            command, env=environment, capture_output=True, timeout=SECONDS, check=False, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 else None


def _is_read(path: bytes) -> bool:
    """Say whether a build may read a file: not what the machine or an editor's program leaves beside others."""
    name = path.rpartition(b"/")[2].decode("utf-8", "surrogateescape")
    return bool(name) and not name.startswith(".") and not is_leftover(name)


def commit_of(root: Path) -> str:
    """Return the commit that a site's folder is, or "" if it is none: not in git, or with changes that nobody committed.

    Files that git was told to ignore, or not to look at (assume-unchanged, skip-worktree), are built too, so with one of these it
    is no commit.
    """
    there = [name for name in MADE_OF if (root / name).exists()]
    changed = ask_git(root, "status", "--porcelain", "--untracked-files=all", "--", *there)
    commit = ask_git(root, "rev-parse", "--verify", "HEAD")
    known = ask_git(root, "ls-files", "-v", "-z", "--", *there)
    ignored = ask_git(root, "ls-files", "--others", "--ignored", "--exclude-standard", "-z", "--", *there)
    if changed or changed is None or not commit or not known or ignored is None:
        return ""
    if any(each[:1] != LOOKED_AT for each in known.split(b"\0") if each) or any(map(_is_read, ignored.split(b"\0"))):
        return ""
    return commit.decode("ascii", "replace").strip()
