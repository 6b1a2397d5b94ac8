"""What the checks still want of drafts that are about to be imported: they are checked in a copy of the site, so that it is known
before anything is written."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from wellread.importing.drafts import STANDS_IN
from wellread.pipeline import Order, build
from wellread.problems import Problem, in_order, show_codes

STAND_IN = re.compile(rf"^([a-z_]+): .*# {re.escape(STANDS_IN)}.*$", re.MULTILINE)


def wanted_of(root: Path, files: Mapping[str, bytes], lists: Mapping[str, bytes], today: date) -> str:
    """Return, counted, what nobody has written yet in the drafts among `files`, and what else the checks find. `lists` are the
    lists of content/ as they will be."""
    stand_ins = {path: _stand_ins(content.decode()) for path, content in files.items() if path.endswith(".md")}
    missing = [key for keys in stand_ins.values() for key in keys.values()]
    lines = []
    if missing:
        counted = ", ".join(f"{key} ({missing.count(key)})" for key in dict.fromkeys(missing))
        lines.append(f"Still to be written or looked up, because it stood nowhere: {counted}.")
    with_drafts, without = (_only_in(stand_ins, found) for found in _problems(root, {**files, **lists}, today))
    if with_drafts:
        lines += ["What the checks find in the rest of them (wellread check --drafts shows where):", show_codes(with_drafts)]
    stopping = [each for each in without if each.severity == "error"]
    if stopping:
        paths = len({each.place.path for each in stopping})
        lines.append(
            f"{len(stopping)} of these errors, in {paths} of the drafts, keep the whole site from being built, drafts or not: "
            "mend them first (wellread check shows where), or move a file out of content/ until its turn comes."
        )
    return "\n".join(lines)


def _only_in(drafts: Mapping[str, Mapping[int, str]], found: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems of these drafts, but for what is said of a line that stands in."""
    return in_order(each for each in found if each.place.line not in drafts.get(each.place.path, {each.place.line: ""}))


def _stand_ins(text: str) -> dict[int, str]:
    """Return the key of each line of a draft that holds what nobody wrote."""
    return {text.count("\n", 0, found.start()) + 1: found[1] for found in STAND_IN.finditer(text)}


def _problems(root: Path, files: Mapping[str, bytes], today: date) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Return what is wrong with the site as it will be, with its drafts and without."""
    with TemporaryDirectory(prefix="wellread-import-") as place:
        copy = Path(place) / "site"
        copy.mkdir()
        shutil.copyfile(root / "site.yaml", copy / "site.yaml")
        for name in ("content", "static", "templates"):
            if (root / name).is_dir():
                shutil.copytree(root / name, copy / name, copy_function=_link, ignore=_linked)
        for path, content in files.items():
            target = copy / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)  # it may be the site's own file by another name
            target.write_bytes(content)
        order = Order(root=copy, output=Path(place) / "out", today=today, extras=False, memo=Path(place) / "memo")
        with_drafts, without = (build(each, publish=False).problems for each in (replace(order, drafts=True), order))
        return with_drafts, without


def _linked(folder: str, names: list[str]) -> list[str]:
    """Return the names of links that lead to no file: an editor's locks, and folders, which no build follows."""
    return [name for name in names if os.path.islink(f"{folder}/{name}") and not os.path.isfile(f"{folder}/{name}")]


def _link(source: str, target: str) -> None:
    """Put a file there without copying its bytes, where the disk can."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
