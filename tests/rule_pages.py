"""Rule pages: a Markdown page for each rule, with small sites in fences and what should be said about them.

A page of tests/rules/ is a title (the rule's code), a text, and cases, each under a `##` heading. A case lays files over the site
in tests/rules/_base/:

    ```md content/articles/hiccups.md      the whole file (or yaml)
    ```patch content/articles/hiccups.md   keys that replace or join the file's own; below a line ---, a text that replaces its own
    ```order                               how it is built, as in `drafts: true`
    ```problems                            what should be said, one problem a line: path:line:column: severity: message [code];
                                           indented below it, its hint and other places, if they matter here

A case without problems, or with none in the fence, is one where nothing may be said.

The examples of a rule's essay (wellread/check/rules/ says how they are written) become such cases too: see `example_case`.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
PAGES = Path(__file__).parent / "rules"
BASE = PAGES / "_base"

FENCE = re.compile(r"^(?P<fence>`{3,})(?P<kind>[a-z]+)(?: (?P<path>\S+))?\n(?P<inside>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL)
KEY = re.compile(r"^[a-z_]+:", re.MULTILINE)
ANOTHER_FILE = re.compile(r"^# (content/\S+|templates/\S+|site\.yaml)\n", re.MULTILINE)
THE_ARTICLE = "content/articles/sunburn.md"


class Fence(NamedTuple):
    kind: str
    path: str
    inside: str


class RuleCase(NamedTuple):
    """One case: its title, its fences, and the Markdown it was read from."""

    title: str
    fences: tuple[Fence, ...]
    text: str

    def inside(self, kind: str) -> str:
        return "".join(fence.inside for fence in self.fences if fence.kind == kind)


class RulePage(NamedTuple):
    code: str
    opening: str
    cases: tuple[RuleCase, ...]


def read_pages() -> tuple[RulePage, ...]:
    """Return every page, sorted by code."""
    return tuple(_read_page(path.read_text("utf-8")) for path in sorted(PAGES.glob("*.md")))


def _read_page(text: str) -> RulePage:
    outside_fences = FENCE.sub(lambda fence: " " * len(fence[0]), text)
    starts = [found.start() for found in re.finditer(r"^## ", outside_fences, re.MULTILINE)]
    head, *cases = (text[start:end] for start, end in pairwise((0, *starts, len(text))))
    title, _, opening = head.partition("\n")
    return RulePage(code=title.removeprefix("# ").strip(), opening=opening.strip(), cases=tuple(_read_case(case) for case in cases))


def _read_case(text: str) -> RuleCase:
    title, _, rest = text.removeprefix("## ").partition("\n")
    fences = (Fence(found["kind"], found["path"] or "", found["inside"]) for found in FENCE.finditer(rest))
    return RuleCase(title=title.strip(), fences=tuple(fences), text=rest.strip())


def example_case(example: str) -> RuleCase:
    """Return the example of an essay as a case: pieces of the article, or of the files that a line `# content/…` names."""
    pieces = ANOTHER_FILE.split(f"{example}\n")
    paths = [THE_ARTICLE, *pieces[1::2]]
    fences = (
        _example_fence(path, piece.strip("\n") + "\n") for path, piece in zip(paths, pieces[::2], strict=True) if piece.strip()
    )
    return RuleCase(title="", fences=tuple(fences), text=example)


def _example_fence(path: str, piece: str) -> Fence:
    if not (BASE / path).exists() or (path.startswith("content/") and path.endswith(".yaml")):
        return Fence("whole", path, piece)
    return Fence("patch", path, piece if KEY.match(piece) else f"---\n{piece}")


def lay_out(case: RuleCase, folder: Path) -> None:
    """Write the site of a case into `folder`: the base with the case's files and patches over it. Its templates are empty."""
    shutil.copytree(BASE, folder)
    (folder / "templates").mkdir()
    for template in (ROOT / "templates").glob("*.*"):
        (folder / "templates" / template.name).touch()
    for fence in case.fences:
        file = folder / fence.path
        if fence.kind == "patch":
            file.write_text(_patched(file.read_text("utf-8"), fence.inside), "utf-8")
        elif fence.path:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(fence.inside, "utf-8")


def _patched(text: str, patch: str) -> str:
    """Return a file with the keys of `patch` replaced or added and, if `patch` has a line ---, its text replaced."""
    if not text.startswith("---\n"):
        return _with_keys(text, patch)
    front, _, body = text.removeprefix("---\n").partition("---\n")
    keys, dashes, new_body = re.match(r"(.*?)(?:^(---)\n(.*))?\Z", patch, re.MULTILINE | re.DOTALL).groups()  # type: ignore[union-attr]
    return f"---\n{_with_keys(front, keys)}---\n{new_body if dashes else body}"


def _with_keys(text: str, patch: str) -> str:
    own, new = dict(_keys(text)), dict(_keys(patch))
    return "".join((own | new).values())


def _keys(text: str) -> Iterator[tuple[str, str]]:
    """Yield each key of the first level with its lines."""
    starts = [found.start() for found in KEY.finditer(text)]
    for start, end in pairwise((*starts, len(text))):
        yield text[start:end].partition(":")[0], text[start:end]
