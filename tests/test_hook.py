"""The hook that keeps a mistake out of a repository: pre-commit itself runs it, on a site of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
PRE_COMMIT = [sys.executable, "-m", "pre_commit"]


def hooks() -> list[dict[str, Any]]:
    return list(yaml.safe_load(MANIFEST.read_text("utf-8")))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site in a repository that has the hook: all of our definition, but it runs this program and not one that is fetched."""
    site = tmp_path / "site"
    shutil.copytree(ROOT / "tests/rules/_base", site)
    for folder in ("templates", "static"):
        shutil.copytree(ROOT / folder, site / folder, dirs_exist_ok=True)
    program = f"{sys.executable} {ROOT / 'build.py'}"
    local = [hook | {"language": "unsupported", "entry": hook["entry"].replace("wellread", program, 1)} for hook in hooks()]
    (site / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [{"repo": "local", "hooks": local}]}), "utf-8")
    for words in (["init", "--quiet"], ["add", "--all"]):
        subprocess.run(["git", *words], cwd=site, check=True, env=environment(tmp_path))
    done = subprocess.run([*PRE_COMMIT, "install"], cwd=site, env=environment(tmp_path), capture_output=True, check=False)
    assert done.returncode == 0, done.stdout
    return site


def environment(folder: Path) -> dict[str, str]:
    """Return an environment in which git knows an author and nothing of whoever runs the tests."""
    names = {f"GIT_{role}_{part}": "nurse@example.org" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "PRE_COMMIT_HOME": str(folder / "hooks")}
    return {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | names | quiet


def commit(site: Path) -> tuple[bool, str]:
    """Commit all there is; return whether it was done, and what was said."""
    subprocess.run(["git", "add", "--all"], cwd=site, check=True, env=environment(site.parent))
    done = subprocess.run(
        ["git", "commit", "--message", "x"], cwd=site, env=environment(site.parent), capture_output=True, text=True, check=False
    )
    return done.returncode == 0, done.stdout + done.stderr


def test_its_definition_is_one() -> None:
    done = subprocess.run([*PRE_COMMIT, "validate-manifest", str(MANIFEST)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_a_site_without_mistakes_is_committed(site: Path) -> None:
    done, said = commit(site)
    assert done, said
    assert "check the site" in said
    assert "Passed" in said


def test_a_mistake_is_kept_out_and_told(site: Path) -> None:
    article = site / "content/articles/hiccups.md"
    article.write_text(article.read_text("utf-8").replace("status: in-review", "status: drafft"), "utf-8")
    done, said = commit(site)
    assert not done
    assert "content/articles/hiccups.md:5:9: error: “status” can't be “drafft” [choice-unknown]" in said
    assert "did you mean “draft”?" in said


def test_it_runs_only_for_what_a_site_is_made_of(site: Path) -> None:
    commit(site)
    (site / "notes.txt").write_text("for us", "utf-8")
    done, said = commit(site)
    assert done, said
    assert "(no files to check)Skipped" in said
