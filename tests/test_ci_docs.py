"""docs/ci.md is run: each block of shell in a clone of a small site, as somebody would who copies it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/ci.md").read_text("utf-8")
BIN = Path(sys.executable).parent


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone of a site's repository, one commit ahead of it, with wellread on the PATH."""
    origin = tmp_path / "origin"
    shutil.copytree(ROOT / "tests/rules/_base", origin)
    settings = (origin / "site.yaml").read_text("utf-8").replace("https://example.org/", "https://health.test/")
    (origin / "site.yaml").write_text(f"{settings}\ntargets:\n  live: {{kind: folder, to: ../live}}\n", "utf-8")
    lychee = (ROOT / "lychee.toml").read_text("utf-8")
    (origin / "lychee.toml").write_text(f"{lychee}offline = true\n", "utf-8")  # no test asks other sites
    (tmp_path / "programs").mkdir()
    program = tmp_path / "programs/wellread"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} {ROOT / "build.py"} "$@"\n', "utf-8")
    program.chmod(0o755)
    for words in (["init", "--quiet", "--initial-branch=main"], ["add", "--all"], ["commit", "--quiet", "--message=begin"]):
        subprocess.run(["git", *words], cwd=origin, env=environment(tmp_path), check=True)
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", origin, clone], env=environment(tmp_path), check=True)
    return clone


def environment(folder: Path) -> dict[str, str]:
    names = {f"GIT_{role}_{part}": "nurse@example.org" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    path = f"{folder / 'programs'}:{BIN}:/usr/bin:/bin"
    nobody = dict.fromkeys(("http_proxy", "https_proxy"), "http://127.0.0.1:9")  # nor asks for a robots.txt
    return {**nobody, "PATH": path, "HOME": str(folder), "LANG": "C.UTF-8", "GIT_CONFIG_GLOBAL": os.devnull, **names}


def run(clone: Path, script: str) -> str:
    done = subprocess.run(
        ["sh", "-e", "-c", script],
        cwd=clone,
        env=environment(clone.parent),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def block_with(words: str) -> str:
    found = [each for each in blocks("sh") if words in each]
    assert len(found) == 1
    return found[0]


def change(folder: Path) -> None:
    article = folder / "content/articles/hiccups.md"
    text = article.read_text("utf-8")
    article.write_text(text.replace("longer than two days", "longer than three days"), "utf-8")
    subprocess.run(["git", "commit", "--quiet", "--all", "--message=x"], cwd=folder, env=environment(folder.parent), check=True)


def test_check(clone: Path) -> None:
    run(clone, block_with("--format junit"))
    assert (clone / "problems.xml").read_text("utf-8").startswith("<?xml")


def test_what_readers_would_see_changed(clone: Path) -> None:
    change(clone)
    said = run(clone, block_with("wellread diff"))
    assert "⟦three⟧" in said
    assert "<ins>three</ins>" in (clone / "changes.html").read_text("utf-8")
    assert not (clone.parent / "before").exists()


def test_publish(clone: Path) -> None:
    run(clone, block_with("--dry-run"))
    assert (clone.parent / "live/index.html").read_bytes() == (clone / "public/index.html").read_bytes()


def test_what_needs_somebody(clone: Path) -> None:
    run(clone, block_with("lychee"))
    assert (clone / "to-do.md").read_text("utf-8").startswith("## Reviews")


def test_a_machine_publishes_what_was_pushed_and_again(clone: Path) -> None:
    run(clone, block_with("flock"))
    change(clone.parent / "origin")
    run(clone, block_with("flock"))
    assert "longer than three days" in (clone.parent / "live/articles/hiccups/index.html").read_text("utf-8")


def test_cron_and_systemd_find_the_program(clone: Path) -> None:
    """Both with no environment but what the page gives them; /opt/wellread/bin stands for the folder with the program."""
    (crontab,), (unit, _) = blocks("cron"), blocks("ini")
    *settings, line = crontab.splitlines()
    command = line.split(maxsplit=5)[5]
    start = re.search(r"^ExecStart=(.*)$", unit, re.MULTILINE)
    assert start
    by_systemd = f"cd /srv/site && {start[1]}"
    paths = {each.partition("=")[2] for each in settings if each.startswith("PATH=")}
    assert paths == set(re.findall(r"^Environment=PATH=(.*)$", unit, re.MULTILINE))
    script = clone.parent / "publish-site"
    script.write_text(block_with("flock"), "utf-8")
    path = paths.pop().replace("/opt/wellread/bin", str(clone.parent / "programs"))
    assert ":/usr/bin:/bin" in path
    for words in (command, by_systemd):
        shutil.rmtree(clone.parent / "live", ignore_errors=True)
        here = words.replace("/srv/site", str(clone)).replace("/usr/local/bin/publish-site", str(script))
        done = subprocess.run(
            ["env", "-i", f"PATH={path}", f"HOME={clone.parent}", "/bin/sh", "-c", here],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (clone.parent / "live/index.html").is_file(), done.stdout + done.stderr


def test_what_the_recipes_write_is_not_offered_for_a_commit(clone: Path) -> None:
    written = set(re.findall(r"(?:> |--output )([\w-]+\.\w+)$", "\n".join(blocks("sh")), re.MULTILINE))
    assert {"problems.xml", "changes.html", "outside.html", "links.md", "to-do.md"} <= written
    for file in (ROOT / ".gitignore", ROOT / "wellread/new/starter/dot_gitignore"):
        assert {f"/{name}" for name in written | {"answers.json"}} <= set(file.read_text("utf-8").splitlines())


def test_every_block_of_shell_is_one_of_these() -> None:
    assert len(blocks("sh")) == 5


def test_gitlab_s_file_is_what_its_schema_describes(tmp_path: Path) -> None:
    (block,) = blocks("yaml")
    (tmp_path / ".gitlab-ci.yml").write_text(block, "utf-8")
    words: list[str | Path] = [BIN / "check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci"]
    done = subprocess.run([*words, tmp_path / ".gitlab-ci.yml"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert set(yaml.safe_load(block)) == {"image", "before_script", "check", "publish"}


def test_every_variable_and_secret_of_the_workflows_is_explained() -> None:
    texts = [file.read_text("utf-8") for file in (ROOT / ".github/workflows").glob("*.yml")]
    named = {name for text in texts for name in re.findall(r"\b(?:vars|secrets)\.([A-Z_]+)", text)}
    assert named
    assert {name for name in named if f"`{name}`" not in PAGE} == set()
