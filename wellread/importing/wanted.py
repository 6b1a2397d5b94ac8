"""What the checks still want of drafts that are about to be imported: they are checked in a copy of the site, in which what nobody
has written yet is filled in, so that the rest of each draft is looked at too."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from wellread.model import Site
from wellread.new.layouts import WRITE_HERE
from wellread.pipeline import Order, build
from wellread.problems import Problem, in_order, show_codes

EMPTY = re.compile(rf"^([a-z_]+): *# {re.escape(WRITE_HERE)}.*$", re.MULTILINE)
SHARED = ("static", "templates")


def wanted_of(root: Path, files: Mapping[str, bytes], lists: Mapping[str, bytes], site: Site, today: date) -> str:
    """Return, counted, what is still to be written in the drafts among `files`, and what else the checks find in them. `lists` are
    the lists of content/ as they will be."""
    empty = {path: EMPTY.findall(content.decode()) for path, content in files.items() if path.endswith(".md")}
    missing = [key for keys in empty.values() for key in keys]
    lines = []
    if missing:
        counted = ", ".join(f"{key} ({missing.count(key)})" for key in dict.fromkeys(missing))
        lines.append(f"Still to be written, because it stood nowhere: {counted}.")
    problems = _problems(root, files, lists, site, today)
    if problems:
        lines += ["What the checks find in the rest of them (wellread check --drafts shows where):", show_codes(problems)]
    return "\n".join(lines)


def _problems(root: Path, files: Mapping[str, bytes], lists: Mapping[str, bytes], site: Site, today: date) -> tuple[Problem, ...]:
    authors = sorted(id_ for lang, id_ in site.people if lang == site.settings.language) or sorted(id_ for _, id_ in site.people)
    given = {
        "title": "To be written",
        "description": "To be written, once somebody knows what it is about in one or two sentences.",
        "type": "guide",
        "main_message": "To be written.",
        "authors": f"[{authors[0]}]" if authors else "[]",
        "published": today.isoformat(),
        "funding": "none",
        "conflicts": "none",
    }
    filled: dict[str, frozenset[int]] = {}
    with TemporaryDirectory(prefix="wellread-import-") as place:
        copy = Path(place) / "site"
        shutil.copytree(root / "content", copy / "content") if (root / "content").is_dir() else copy.mkdir()
        shutil.copyfile(root / "site.yaml", copy / "site.yaml")
        for name in SHARED:
            if (root / name).is_dir():
                shutil.copytree(root / name, copy / name, copy_function=_link)
        for path, content in {**files, **lists}.items():
            text = content
            if path.endswith(".md"):
                written = content.decode()
                filled[path] = frozenset(written.count("\n", 0, found.start()) + 1 for found in EMPTY.finditer(written))
                text = _filled(written, given).encode()
            target = copy / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            target.write_bytes(text)
        found = build(Order(root=copy, output=Path(place) / "out", today=today, drafts=True, extras=False), publish=False).problems
    return in_order(each for each in found if each.place.line not in filled.get(each.place.path, {each.place.line}))


def _filled(written: str, given: Mapping[str, str]) -> str:
    """Return a draft with something in each line that is still to be written; no later first day than its last one."""
    updated = re.search(r"^updated: ([0-9-]{10})$", written, re.MULTILINE)
    values = {**given, **({"published": updated[1]} if updated else {})}
    return EMPTY.sub(lambda found: f"{found[1]}: {values[found[1]]}", written)


def _link(source: str, target: str) -> None:
    """Put a file there without copying its bytes, where the disk can."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
