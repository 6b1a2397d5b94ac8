"""The same sources give the same bytes on every machine: whatever the seed of hashes, the order of folders, the time zone, the
language, the place on the disk, the rights of new files, and however many processes work at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.fresh.builds import Tree, differences, tree
from tests.fresh.desk import Entry, Folder, first_sources
from tests.fresh.templates import ROOT, files_in

FEW, MANY = 12, 80
"""How many entries more a site has: the second are more than a build does without a second process."""

IN_ANOTHER_ORDER = """
import os, random, sys
shuffle = random.Random(int(sys.argv.pop(1))).shuffle
def shuffled(function):
    def listed(*arguments):
        found = list(function(*arguments))
        shuffle(found)
        return found
    return listed
class Scan(list):
    __enter__ = lambda self: self
    __exit__ = lambda self, *_: None
    __next__ = lambda self: self.pop() if self else next(iter(()))
    __iter__ = lambda self: self
    close = list.clear
listdir, scandir = shuffled(os.listdir), shuffled(os.scandir)
os.listdir, os.scandir = listdir, lambda *arguments: Scan(scandir(*arguments))
from wellread.cli import main
sys.exit(main())
"""


def site_files(more: int = FEW) -> dict[str, bytes]:
    """A site with the real templates, and problems that don't stop it."""
    sources = first_sources(files_in(ROOT / "templates"))
    sources.entries["articles/belching.md"].front["description"] = "Short."
    sources.entries["articles/hiccups.md"].blocks.append("**Bold:**text is shown in two ways.")
    for number in range(more):
        front = {"name": f"Word {number}", "definition": f"What “word {number}” means, é."}
        sources.entries[f"terms/word-{number}.md"] = Entry(front, [f"A spasm, and word {(number + 1) % more}."])
    return sources.files()


def build(
    root: Path,
    *,
    environment: dict[str, str] | None = None,
    start: Sequence[str] = (str(ROOT / "build.py"),),
    options: Sequence[str] = ("--no-memo",),
    folder: Path | None = None,
    umask: int = -1,
) -> tuple[Tree, str]:
    """Return what the program publishes, and what it says as JSON. `folder` is the one it is started in."""
    output = root.parent / f"{root.name}-public"
    words = ["build", "--site", str(root), "--output", str(output), "--date", "2026-11-22", "--format", "json", *options]
    done = subprocess.run(
        [sys.executable, *start, *words],
        capture_output=True,
        check=False,
        cwd=folder or root,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | (environment or {}),
        umask=umask,
    )
    assert done.returncode == 0, done.stderr.decode()
    found = tree(output)
    shutil.rmtree(output)
    return found, done.stdout.decode("utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("same") / "site"
    Folder(root).save(site_files())
    return root


@pytest.fixture(scope="module")
def right(site: Path) -> tuple[Tree, str]:
    return built_rightly(site)


@pytest.fixture(scope="module")
def large_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with enough entries for several processes."""
    root = tmp_path_factory.mktemp("same-large") / "site"
    Folder(root).save(site_files(MANY))
    return root


@pytest.fixture(scope="module")
def right_of_large(large_site: Path) -> tuple[Tree, str]:
    return built_rightly(large_site, MANY)


def built_rightly(site: Path, more: int = FEW) -> tuple[Tree, str]:
    found = build(site, environment={"PYTHONHASHSEED": "0"})
    assert "markdown-ambiguous" in found[1]
    assert len(found[0]) > more
    return found


def assert_same(found: tuple[Tree, str], right: tuple[Tree, str]) -> None:
    assert differences(found[0], right[0]) == ""
    assert found[1] == right[1]


@pytest.mark.parametrize("seed", ["1", "424242"])
def test_seed_of_hashes(site: Path, right: tuple[Tree, str], seed: str) -> None:
    assert_same(build(site, environment={"PYTHONHASHSEED": seed}), right)


@pytest.mark.parametrize("seed", ["1", "2"])
def test_order_in_which_folders_are_listed(site: Path, right: tuple[Tree, str], seed: str) -> None:
    assert_same(build(site, start=("-c", IN_ANOTHER_ORDER, seed)), right)


def test_order_in_which_files_were_made(site: Path, right: tuple[Tree, str], tmp_path: Path) -> None:
    Folder(tmp_path / "site").save(dict(reversed(site_files().items())))
    assert_same(build(tmp_path / "site"), right)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "XYZ-13:45"])
def test_time_zone(site: Path, right: tuple[Tree, str], zone: str) -> None:
    assert_same(build(site, environment={"TZ": zone}), right)


@pytest.mark.parametrize(
    "language",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
        {"LC_ALL": "", "LANG": "", "LANGUAGE": "de"},
    ],
    ids=["C", "Turkish", "none"],
)
def test_language_of_the_machine(site: Path, right: tuple[Tree, str], language: dict[str, str]) -> None:
    assert_same(build(site, environment={"PYTHONIOENCODING": "utf-8"} | language), right)


def test_place_on_the_disk(site: Path, right: tuple[Tree, str], tmp_path: Path) -> None:
    root = tmp_path / "Über “uns” & more" / "a site"
    shutil.copytree(site, root)
    assert_same(build(root, folder=tmp_path), right)


def test_place_reached_by_a_link(site: Path, right: tuple[Tree, str], tmp_path: Path) -> None:
    root = tmp_path / "site"
    shutil.copytree(site, root)
    (tmp_path / "link").symlink_to(root)
    assert_same(build(tmp_path / "link"), right)


@pytest.mark.parametrize("umask", [0o077, 0o000])
def test_rights_of_new_files(site: Path, right: tuple[Tree, str], umask: int) -> None:
    assert_same(build(site, umask=umask), right)


@pytest.mark.parametrize("jobs", ["1", "2", "5"])
def test_how_many_work_at_once(large_site: Path, right_of_large: tuple[Tree, str], jobs: str) -> None:
    assert_same(build(large_site, options=("--no-memo", "--jobs", jobs)), right_of_large)


def test_what_is_remembered_is_the_same_everywhere(large_site: Path, right_of_large: tuple[Tree, str], tmp_path: Path) -> None:
    """A memo that was filled elsewhere, by more processes, under another seed and in another time zone, serves here as well."""
    root = tmp_path / "site"
    shutil.copytree(large_site, root)
    assert_same(
        build(root, options=("--jobs", "2"), environment={"PYTHONHASHSEED": "5", "TZ": "Pacific/Kiritimati"}), right_of_large
    )
    assert any((root / ".wellread").iterdir())
    shutil.move(root, tmp_path / "moved")
    assert_same(build(tmp_path / "moved", options=(), environment={"PYTHONHASHSEED": "6"}), right_of_large)
    touched = tmp_path / "moved" / "content" / "terms" / "spasm.md"
    touched.write_bytes(touched.read_bytes() + b"\nOnce more.\n")
    assert_same(build(tmp_path / "moved", options=()), build(tmp_path / "moved"))
