"""The program itself changes: what an older one made is not believed, even if it ran while its files were replaced."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fresh.builds import Tree, differences, tree
from tests.fresh.desk import Folder, first_sources
from tests.fresh.templates import ROOT

LONG_RUNNING = """
import sys
from datetime import date
from pathlib import Path
from wellread.pipeline import Order, build
root = Path(sys.argv[1])
for _ in sys.stdin:
    build(Order(root=root, output=root.parent / "public", today=date(2026, 11, 22), memo=root / ".wellread"))
    print("built", flush=True)
"""
SENTENCE = b"A doctor or nurse has not yet checked this page."


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a copy of the program, and a site."""
    shutil.copytree(ROOT / "wellread", tmp_path / "program/wellread", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "build.py", tmp_path / "program")
    Folder(tmp_path / "site").save(first_sources().files())
    return tmp_path


def run(place: Path, *options: str) -> Tree:
    output = place / f"public{''.join(options)}"
    words = ["--site", str(place / "site"), "--output", str(output), "--date", "2026-11-22", *options]
    subprocess.run([sys.executable, str(place / "program/build.py"), *words], check=True, capture_output=True)
    return tree(output)


def change_the_program(place: Path) -> None:
    for file in (place / "program/wellread").rglob("*.py"):
        text = file.read_bytes()
        if SENTENCE in text:
            file.write_bytes(text.replace(SENTENCE, b"Nobody has checked this page."))
            return
    raise AssertionError("nothing says that no doctor or nurse has checked a page")


def test_a_changed_program_makes_everything_anew(place: Path) -> None:
    before = run(place)
    change_the_program(place)
    after = run(place)
    assert after != before
    assert differences(after, run(place, "--no-memo")) == ""


def test_a_program_that_is_replaced_while_it_runs_leaves_nothing_behind(place: Path) -> None:
    """It goes on with the code that it began with; what it makes must not be taken for the new program's."""
    command = [sys.executable, "-c", LONG_RUNNING, str(place / "site")]
    environment = os.environ | {"PYTHONPATH": str(place / "program")}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, cwd=place) as running:
        assert running.stdin
        assert running.stdout
        for step in range(2):
            if step:
                change_the_program(place)
                article = place / "site/content/articles/hiccups.md"
                article.write_bytes(article.read_bytes() + b"\nOne more line.\n")
            running.stdin.write(b"build\n")
            running.stdin.flush()
            assert running.stdout.readline() == b"built\n"
        running.stdin.close()
    assert differences(run(place), run(place, "--no-memo")) == ""
