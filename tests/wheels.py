"""The wheel, made and installed in a folder of its own, and a first article: for tests where there is nothing else."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROGRAM = ROOT / "wellread"
MADE_FROM = ("pyproject.toml", "README.md", "LICENSE")
WITH_SITES = {"vscode": ".vscode", "workflows": ".github/workflows", "docs": "docs"}
"""What new sites get too, by its name in the wheel."""


def run(*words: str | Path, cwd: Path, path: Path | None = None, **variables: str) -> str:
    """Run a program to its good end and return what it printed; Python finds packages at `path` first."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COVERAGE"))}
    environment |= {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1", "NO_COLOR": "1", **variables}
    if path:
        environment["PYTHONPATH"] = str(path)
    done = subprocess.run([*map(str, words)], cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def make_wheel(source: Path) -> Path:
    """Return the wheel, made in the folder `source` from a copy of the program: making it leaves folders there."""
    for folder in (PROGRAM.name, "templates", "static", *WITH_SITES.values()):
        shutil.copytree(ROOT / folder, source / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in MADE_FROM:
        shutil.copy(ROOT / name, source / name)
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", "dist", cwd=source)
    (made,) = (source / "dist").glob("*.whl")
    return made


def install(wheel: Path, folder: Path) -> Path:
    """Return the folder with the wheel's packages and its command only; libraries come from where they are installed."""
    quiet = ("--quiet", "--disable-pip-version-check", "--no-index", "--no-deps")
    run(sys.executable, "-m", "pip", "install", *quiet, "--target", folder, wheel, cwd=folder)
    return folder


# --- a first article --------------------------------------------------------------------------------------------------

NEW_ARTICLE = ("new", "article", "--title", "What helps with sunburn?", "--type", "guide", "--author", "editorial-team")
ARTICLE = """
Sunburn is skin that was in the sun for too long [@house-guideline]. It hurts and is red.

## What helps

Go into the shade. Cool the skin with water [@house-guideline].

## What is not known

Nobody can say how long it takes in one person.
"""
SOURCE = """\
- id: house-guideline
  type: webpage
  genre: Guideline
  title: Skin and sun
  author: [{literal: The house of this test}]
  issued: {date-parts: [[2026, 3]]}
  custom: {read: in full}
"""


def write_an_article(site: Path) -> None:
    """Fill in the article that `wellread new` has started, as an editor would."""
    (file,) = (site / "content/articles").glob("what-helps*.md")
    text = file.read_text("utf-8")
    assert "write here" in text
    message = "Get out of the sun, and cool the skin with water [@house-guideline]."
    told = {
        "description": "What helps with sunburn, what to leave alone, and when to see somebody about it.",
        "main_message": message,
    }
    for key, value in {**told, "funding": "none", "conflicts": "none"}.items():
        text = re.sub(rf"^{key}:.*$", f"{key}: {value}", text, count=1, flags=re.MULTILINE)
    text = text.replace("status: draft", "status: in-review", 1)
    file.write_text(text.rstrip("\n") + "\n" + ARTICLE, "utf-8")
    (site / "content/sources.yaml").write_text(SOURCE, "utf-8")
    (site / "content/articles/your-first-article.md").unlink()
