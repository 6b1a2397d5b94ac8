"""Copies of our own site, for tests that change something in it and look at what becomes of that.

They are without compressed copies of files: those take longer than all the rest, and no test that uses these looks at them.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from wellread.options import MEMO
from wellread.pipeline import Order, build

ROOT = Path(__file__).parent.parent
PARTS = ("content", "templates", "static")
TODAY = date(2026, 11, 22)


def copy_ours(target: Path, memo: Path | None = None) -> Path:
    """Return the folder `target` with a copy of our site in it, and of what `memo` remembers of it: a build of the copy is the same
    with it (tests/fresh sees to that), and quicker."""
    for part in PARTS:
        shutil.copytree(ROOT / part, target / part)
    settings = (ROOT / "site.yaml").read_text("utf-8")
    (target / "site.yaml").write_text(settings.replace("precompress: true", "precompress: false"), "utf-8")
    if memo:
        shutil.copytree(memo, target / MEMO)
    return target


def remember_ours(folder: Path) -> None:
    """Check a copy of our site, and leave in the folder what was remembered of it."""
    site = copy_ours(folder / "site")
    build(Order(root=site, output=site / "public", today=TODAY, memo=folder / MEMO), publish=False)
    shutil.rmtree(site)
