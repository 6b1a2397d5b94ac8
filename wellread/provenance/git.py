"""Git, asked about the folder of a site: what it says, or that it says nothing. Nothing is changed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

SECONDS = 120.0
MADE_OF = ("site.yaml", "content", "templates", "static")
"""What a site is made of, in its folder."""


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


def commit_of(root: Path) -> str:
    """Return the commit that a site's folder is, or "" if it is none: not in git, or with changes that nobody committed."""
    there = [name for name in MADE_OF if (root / name).exists()]
    changed = ask_git(root, "status", "--porcelain", "--untracked-files=all", "--", *there)
    commit = ask_git(root, "rev-parse", "--verify", "HEAD")
    if changed or changed is None or not commit or not ask_git(root, "ls-files", "--", *there):
        return ""
    return commit.decode("ascii", "replace").strip()
