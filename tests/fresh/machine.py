"""A Hypothesis machine that edits, damages, kills and builds a site, and compares each build with a clean one.

After every step what the build says (its problems, in order and with their places) and every byte that it published must be those
of a build that remembers nothing and starts with an empty folder. A build that problems stop must leave the folder as it was.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from copy import deepcopy
from datetime import date
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, ClassVar

import msgspec
from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.fresh.builds import (
    OtherProcess,
    Outcome,
    Tree,
    clean_build,
    differences,
    is_kept,
    is_unfinished,
    outcome,
    stale_copies,
    tree,
)
from tests.fresh.desk import BLOCKS, Folder, Hand, copy_folder, files_below, first_sources
from tests.fresh.templates import ROOT, files_in
from wellread.options import MEMO
from wellread.pipeline import Order
from wellread.problems import show_text
from wellread.write.manifest import MANIFEST

TODAY = date(2026, 11, 22)
DAYS = (date(2026, 6, 1), TODAY, date(2027, 2, 10), date(2027, 2, 11), date(2027, 6, 1), date(2030, 1, 1), date(2025, 1, 1))
BASE_URLS = ("", "https://example.org/", "https://example.org/health/", "http://127.0.0.1:8000/")
FOREIGN = ("CNAME", "articles/hiccups/photo.jpg", "assets/extra.css", ".nojekyll", ".git/config")
MOST_REMEMBERED = 200
WAYS = st.sampled_from(("here", "new process"))
"""A build in this process, which has built before as the live preview has, or in a new one."""
SAME_DATES = st.booleans()
CHANGE_OF_DISK = st.one_of(st.integers(0, 12), st.integers(0, 150))
HARMS = ("delete", "delete its folder", "change unseen", "change unseen", "empty", "as before")
DAMAGES = (
    "cut",
    "flip",
    "flip many",
    "swap",
    "delete one",
    "garbage",
    "restore one",
    "delete",
    "restore",
    "foreign",
    "a file",
    "a folder",
)
NUMBER = st.integers(0, 97)
MOMENT = st.floats(0.001, 0.25)


class FreshMachine(RuleBasedStateMachine):
    """Its rules are what happens to a site between two builds."""

    done: ClassVar[Counter[str]] = Counter()
    """How often something happened, in all runs of this process."""
    own_templates: ClassVar[bool] = False
    """Build with the site's own templates too, which takes three times as long."""
    only_here: ClassVar[bool] = False
    """Make no build in another process, but the clean ones."""
    by_the_clock: ClassVar[bool] = True
    """Let some things come when they may, and not at a place in the program: the same example ends otherwise another time."""
    _clean: ClassVar[dict[bytes, tuple[Outcome, Tree]]] = {}

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(prefix="wellread-fresh-"))
        self.folder = Folder(self.home / "site")
        root = self.home / "site"
        self.order = Order(root=root, output=self.home / "public", today=TODAY, memo=root / MEMO)
        self.sources = first_sources()
        self.good = deepcopy(self.sources), self.order
        self.ill = 0
        self.foreign: set[str] = set()

    def teardown(self) -> None:
        shutil.rmtree(self.home)

    @initialize(data=st.data(), way=WAYS)
    def first_build(self, data: st.DataObject, way: str) -> None:
        if self.own_templates and data.draw(st.booleans()):
            self.sources = first_sources(files_in(ROOT / "templates"))
        if data.draw(st.booleans()):  # with search every edit makes another index, and no short way is right
            self.sources.settings["features"] = {"search": True}
        if data.draw(st.integers(0, 2)) == 2:
            self.sources.settings["features"] = {**self.sources.settings["features"], "precompress": True}
        self.good = deepcopy(self.sources), self.order
        self.folder.save(self.sources.files())
        self.build(way)

    # --- building and comparing -----------------------------------------------------------------------------------------

    @property
    def memo(self) -> Path:
        return self.folder.root / MEMO

    def published(self) -> Tree:
        return tree(self.order.output, without=self.foreign) if self.order.output.exists() else {}

    def right(self) -> tuple[Outcome, Tree]:
        """Return what a clean build says and makes of the sources as they are."""
        order = msgspec.structs.replace(self.order, root=Path("."), output=Path("."), memo=None, secret=b"")
        state = blake2b(repr((order, sorted(self.sources.files().items()))).encode(), digest_size=16).digest()
        if state not in self._clean:
            if len(self._clean) >= MOST_REMEMBERED:
                self._clean.pop(next(iter(self._clean)))
            with tempfile.TemporaryDirectory(dir=self.home) as folder:
                self._clean[state] = clean_build(self.order, Path(folder) / "clean")
            self.done["clean builds"] += 1
        return self._clean[state]

    def build(self, way: str) -> None:
        """Build, and compare what came of it with what a clean build makes of the same sources."""
        before = self.published()
        found = outcome(self.order) if way == "here" or self.only_here else OtherProcess(self.order).result()
        assert found is not None
        self.compare(found, before)

    def compare(self, found: Outcome, before: Tree) -> None:
        right, right_tree = self.right()
        self.done["builds compared"] += 1
        assert found.error == right.error
        assert as_shown(found) == as_shown(right)
        assert found == right
        if found.written:
            assert (different := differences(self.published(), right_tree)) == "", f"stale:\n{different}"
            self.good = deepcopy(self.sources), self.order
            self.ill = 0
        else:
            self.done["builds stopped"] += 1
            old, now = ({path: each for path, each in tree.items() if not is_kept(path)} for tree in (before, self.published()))
            assert (different := differences(now, old)) == "", f"changed by a build that was stopped:\n{different}"
            self.ill += 1

    def edit(self, data: st.DataObject, *edits: str, same_dates: bool = False) -> None:
        """Edit the sources and save them; after two builds that were stopped, go back to those of the last good one first."""
        if self.ill >= 2:
            self.go_back()
        hand = Hand(self.sources, data.draw)
        for each in edits:
            getattr(hand, each)()
            self.done[each] += 1
        self.folder.save(self.sources.files(), same_dates=same_dates)

    def go_back(self) -> None:
        sources, self.order = self.good
        self.sources = deepcopy(sources)
        self.folder.save(self.sources.files())
        self.ill = 0

    def delete_the_output(self) -> None:
        if self.order.output.exists():
            shutil.rmtree(self.order.output)
        self.foreign.clear()

    # --- what editors do ------------------------------------------------------------------------------------------------

    @rule(data=st.data(), way=WAYS, same_dates=SAME_DATES)
    def edit_text(self, data: st.DataObject, way: str, same_dates: bool) -> None:
        self.edit(data, "edit_text", same_dates=same_dates)
        self.build(way)

    @rule(data=st.data(), way=WAYS, same_dates=SAME_DATES, times=st.integers(1, 4))
    def reword(self, data: st.DataObject, way: str, same_dates: bool, times: int) -> None:
        self.edit(data, *["reword"] * times, same_dates=same_dates)
        self.build(way)

    @rule(data=st.data(), way=WAYS, same_dates=SAME_DATES)
    def edit_front(self, data: st.DataObject, way: str, same_dates: bool) -> None:
        self.edit(data, "edit_front", same_dates=same_dates)
        self.build(way)

    @rule(data=st.data(), way=WAYS, what=st.sampled_from(("add", "delete", "rename")))
    def add_delete_rename(self, data: st.DataObject, way: str, what: str) -> None:
        self.edit(data, what)
        self.build(way)

    @rule(data=st.data(), way=WAYS)
    def review(self, data: st.DataObject, way: str) -> None:
        self.edit(data, "review")
        self.build(way)

    @rule(data=st.data(), way=WAYS, same_dates=SAME_DATES)
    def edit_list(self, data: st.DataObject, way: str, same_dates: bool) -> None:
        self.edit(data, "edit_list", same_dates=same_dates)
        self.build(way)

    @rule(data=st.data(), way=WAYS)
    def edit_settings(self, data: st.DataObject, way: str) -> None:
        self.edit(data, "edit_settings")
        self.build(way)

    @rule(data=st.data(), way=WAYS, what=st.sampled_from(("edit_template", "edit_static")), same_dates=SAME_DATES)
    def edit_looks(self, data: st.DataObject, way: str, what: str, same_dates: bool) -> None:
        self.edit(data, what, same_dates=same_dates)
        self.build(way)

    @rule(data=st.data(), way=WAYS)
    def edit_much(self, data: st.DataObject, way: str) -> None:
        everything = ("edit_text", "reword", "edit_front", "add", "delete", "rename", "edit_list", "edit_template", "edit_static")
        edits = data.draw(st.lists(st.sampled_from(everything), min_size=2, max_size=6))
        self.edit(data, *edits)
        self.build(way)

    @rule(data=st.data(), way=WAYS)
    def break_and_mend(self, data: st.DataObject, way: str) -> None:
        self.edit(data, "break_something")
        self.build(way)
        if data.draw(st.booleans()):
            self.edit(data, data.draw(st.sampled_from(("edit_text", "reword"))))
            self.build(way)
        self.go_back()
        self.build(way)

    @rule(data=st.data(), way=WAYS)
    def change_the_order(self, data: st.DataObject, way: str) -> None:
        """Build for another day, another address, with drafts or strictly."""
        changes: dict[str, Any] = data.draw(
            st.one_of(
                st.fixed_dictionaries({"today": st.sampled_from(DAYS)}),
                st.fixed_dictionaries({"today": st.sampled_from(DAYS)}),
                st.fixed_dictionaries({"base_url": st.sampled_from(BASE_URLS)}),
                st.fixed_dictionaries({"drafts": st.booleans()}),
                st.fixed_dictionaries({"strict": st.booleans()}),
                st.fixed_dictionaries({"secret": st.sampled_from((b"", b"a secret"))}),
            )
        )
        self.order = msgspec.structs.replace(self.order, **changes)
        self.build(way)
        if self.ill:
            self.go_back()

    @rule(way=WAYS)
    def build_again(self, way: str) -> None:
        self.build(way)

    @rule()
    def only_check(self) -> None:
        before = self.published()
        found = outcome(self.order, publish=False)
        right, _ = self.right()
        assert as_shown(found) == as_shown(right)
        assert found == msgspec.structs.replace(right, written=False)
        assert self.published() == before

    # --- what happens to the folder -------------------------------------------------------------------------------------

    @rule(way=WAYS, harms=st.lists(st.tuples(NUMBER, st.sampled_from(HARMS)), min_size=1, max_size=3))
    def tamper_with_the_output(self, way: str, harms: list[tuple[int, str]]) -> None:
        """Change or delete files that were published, some without a trace in size or date."""
        for number, what in harms:
            ours = [path for path, content in self.published().items() if content is not None and path != MANIFEST]
            if ours:
                self.done[f"output: {what}"] += 1
                tamper(self.order.output, ours[number % len(ours)], what)
                self.foreign = {each for each in self.foreign if (self.order.output / each).exists()}
        self.build(way)

    @rule(way=WAYS, what=st.sampled_from(("delete", "cut", "wrong hashes", "delete everything")))
    def spoil_the_manifest(self, way: str, what: str) -> None:
        """A manifest that can't be understood stops the build; one with wrong hashes deceives nobody."""
        manifest = self.order.output / MANIFEST
        if not manifest.exists():
            return
        content = manifest.read_bytes()
        self.done[f"manifest: {what}"] += 1
        if what == "delete everything":
            self.delete_the_output()
        elif what == "wrong hashes":
            known = json.loads(content)
            hashes = sorted(known["files"].values())
            manifest.write_text(json.dumps(known | {"files": dict(zip(known["files"], hashes, strict=True))}), "utf-8")
        else:
            manifest.write_bytes(content[: len(content) // 2]) if what == "cut" else manifest.unlink()
            before = self.published()
            found = outcome(self.order)
            assert "Delete the folder" in found.error or "was not made by wellread" in found.error
            assert self.published() == before
            manifest.write_bytes(content)
        self.build(way)

    @rule(name=st.sampled_from(FOREIGN), way=WAYS)
    def put_something_of_your_own_there(self, name: str, way: str) -> None:
        path = self.order.output / name
        if self.order.output.exists() and not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"mine")
            self.foreign.add(name)
        self.build(way)
        assert all((self.order.output / each).read_bytes() == b"mine" for each in self.foreign)

    # --- what happens to the memo ---------------------------------------------------------------------------------------

    @rule()
    def keep_a_copy_of_the_memo(self) -> None:
        copy_folder(self.memo, self.home / "older-memo")

    @rule(way=WAYS, what=st.sampled_from(DAMAGES), number=NUMBER, where=st.floats(0, 1), text=st.sampled_from(("", *BLOCKS)))
    def damage_the_memo(self, way: str, what: str, number: int, where: float, text: str) -> None:
        """Damage the memo; then build what it was made from, or something else."""
        self.done[f"memo: {what}"] += 1
        files = list(files_below(self.memo))
        older = list(files_below(self.home / "older-memo"))
        if text:
            sorted(self.sources.entries.items())[number % 5][1].blocks.append(text)
            self.folder.save(self.sources.files())
        if what == "delete":
            copy_folder(self.home / "nothing", self.memo)
        elif what == "restore":
            copy_folder(self.home / "older-memo", self.memo)
        elif what == "foreign":
            copy_folder(memo_of_another_site(), self.memo)
        elif what == "a file":
            copy_folder(self.home / "nothing", self.memo)
            self.memo.write_bytes(b"not a folder")
        elif what == "restore one" and older and self.memo.is_dir():
            path = older[number % len(older)]
            copy_folder(self.home / "nothing", self.memo / path.name)
            shutil.copyfile(path, self.memo / path.name)
        elif files and what != "restore one":
            damage(files[number % len(files)], what, where)
        self.build(way)

    # --- ends of a build that nobody wants, and two at once ---------------------------------------------------------------

    @rule(data=st.data(), way=WAYS, kills=st.lists(st.one_of(CHANGE_OF_DISK, MOMENT), min_size=1, max_size=3))
    def kill_in_the_middle(self, data: st.DataObject, way: str, kills: list[int | float]) -> None:
        """SIGKILL before the so-manieth change of the disk, or at some moment; what is published must be whole files."""
        kinds = ("edit_text", "reword", "edit_front", "edit_template", "rename", "add", "edit_settings")
        self.edit(data, data.draw(st.sampled_from(kinds)))
        if data.draw(st.integers(0, 3)) == 3:
            self.delete_the_output()
        before = self.published()
        right, right_tree = self.right()
        for kill in kills if self.by_the_clock else [each for each in kills if isinstance(each, int)]:
            if isinstance(kill, int):
                found = OtherProcess(self.order, killed_at=kill).result()
            else:
                found = OtherProcess(self.order).result(killed_after=kill)
            self.done["killed" if found is None else "too late to kill"] += 1
            for path, content in self.published().items():
                if not is_unfinished(path) and content is not None:
                    new = None if not right.written else right_tree.get(path)
                    assert content in (before.get(path), new), f"{path} is torn by a kill at {kill}"
            assert stale_copies(self.published()) == [], f"after a kill at {kill}"
        if data.draw(st.booleans()):
            self.go_back()
        self.build(way)

    @rule(data=st.data(), way=WAYS, edit_between=st.booleans())
    def two_at_once(self, data: st.DataObject, way: str, edit_between: bool) -> None:
        """Two builds of one folder; with an edit between their beginnings, nobody can say what the first one sees."""
        self.edit(data, *data.draw(st.sampled_from((("reword",), ("edit_text", "edit_static")))))
        before = self.published()
        first = OtherProcess(self.order)
        edit_between &= self.by_the_clock
        if edit_between:
            self.edit(data, *data.draw(st.sampled_from((("reword",), ("edit_text", "edit_front")))))
        second = OtherProcess(self.order)
        both = first.result(), second.result()
        self.done["two at once"] += 1
        if not edit_between:
            for found in both:
                assert found == self.right()[0]
            assert found is not None
            self.compare(found, before)
        self.build(way)


class LongMachine(FreshMachine):
    """What takes longer: the site's own templates, and the program itself."""

    own_templates = True

    @rule(data=st.data())
    def run_the_program(self, data: st.DataObject) -> None:
        """As an editor does: python build.py."""
        self.edit(data, "edit_text")
        before = self.published()
        words = ["--site", str(self.order.root), "--output", str(self.order.output), "--date", str(self.order.today)]
        words += ["--jobs", data.draw(st.sampled_from(("1", "2")))]
        words += ["--base-url", self.order.base_url] if self.order.base_url else []
        words += [word for word, wanted in (("--drafts", self.order.drafts), ("--strict", self.order.strict)) if wanted]
        command = [sys.executable, str(ROOT / "build.py"), *words]
        environment = os.environ | {"WELLREAD_MEMO_SECRET": self.order.secret.decode()}
        done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8", env=environment)
        right, right_tree = self.right()
        self.done["program runs"] += 1
        assert done.returncode == (2 if right.error else 1 if right.stopped else 0), done.stderr
        assert differences(self.published(), right_tree if right.written else before) == ""
        for problem in right.problems:
            assert show_text((problem,), right.texts) in done.stdout + done.stderr, done.stdout + done.stderr


# --- doing harm ---------------------------------------------------------------------------------------------------------


def as_shown(found: Outcome) -> list[str]:
    """Return the problems as a person reads them, for a difference that can be read."""
    return [show_text((problem,), found.texts) for problem in found.problems]


def tamper(output: Path, name: str, what: str) -> None:
    path = output / name
    before = path.stat()
    content = path.read_bytes()
    if what == "delete its folder" and path.parent != output:
        shutil.rmtree(path.parent)
    elif what in ("delete", "delete its folder"):
        path.unlink()
    elif what == "change unseen":
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]) if content else b"")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    elif what == "empty":
        path.write_bytes(b"")
    else:
        path.write_bytes(content)


def damage(path: Path, what: str, share: float) -> None:
    """Change a file of the memo, whatever is in it, after a share of its length."""
    content = bytearray(path.read_bytes())
    where = int(share * max(0, len(content) - 1))
    note(f"{what} {path.name} ({len(content)} bytes) at {where}")
    if what == "cut":
        del content[where:]
    elif what == "delete one":
        path.unlink()
        return
    elif what == "a folder":
        path.unlink()
        path.mkdir()
        return
    elif what == "garbage":
        content[:] = b"garbage"
    elif what == "swap":  # two stretches of it change places
        page, other = where // 4096 * 4096, len(content) // 2 // 4096 * 4096
        first, second = content[page : page + 4096], content[other : other + 4096]
        if page + 4096 <= len(content) and other + 4096 <= len(content):
            content[page : page + 4096], content[other : other + 4096] = second, first
    elif content:
        for step in range(40 if what == "flip many" else 1):
            content[(where + step * 997) % len(content)] ^= 1 << (step % 8)
    path.write_bytes(content)


@cache
def memo_of_another_site() -> Path:
    """Return the memo of a site that has other texts in files of the same names."""
    root = Path(tempfile.mkdtemp(prefix="wellread-another-")) / "site"
    sources = first_sources()
    sources.settings["title"] = "Another House"
    for entry in sources.entries.values():
        entry.blocks.append("Something else.")
    Folder(root).save(sources.files())
    assert outcome(Order(root=root, output=root.parent / "public", today=TODAY, memo=root / MEMO)).written
    return root / MEMO
