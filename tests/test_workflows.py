"""The workflows for GitHub: linted by three programs, held to our own promises, and each of their shell steps run as GitHub would.

GitHub itself is not here. Its part is played by a folder with git, environment variables and the files that a runner gives; that of
`gh` by a program that keeps issues in a file.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
GITHUB = ROOT / ".github"
WORKFLOWS = {file.stem: yaml.safe_load(file.read_text("utf-8")) for file in sorted((GITHUB / "workflows").glob("*.yml"))}
BIN = Path(sys.executable).parent


def run(*words: str | Path, cwd: Path = ROOT) -> tuple[int, str]:
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def jobs() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, workflow in WORKFLOWS.items():
        yield from ((f"{name}/{job}", said) for job, said in workflow["jobs"].items())


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    yield from ((name, step) for name, job in jobs() for step in job["steps"])


# --- linted -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", WORKFLOWS)
def test_it_is_what_github_s_schema_describes(name: str) -> None:
    file = GITHUB / f"workflows/{name}.yml"
    status, said = run(BIN / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", file)
    assert status == 0, said


def test_dependabot_s_file_is_what_its_schema_describes() -> None:
    status, said = run(BIN / "check-jsonschema", "--builtin-schema", "vendor.dependabot", GITHUB / "dependabot.yml")
    assert status == 0, said


def test_expressions_names_of_steps_and_inputs_of_actions_are_right() -> None:
    files = [str(file) for file in sorted((GITHUB / "workflows").glob("*.yml"))]
    status, said = run(BIN / "actionlint", "-no-color", "-shellcheck=", "-pyflakes=", *files)
    assert (status, said) == (0, "")


def test_nothing_in_them_is_open_to_a_stranger() -> None:
    status, said = run(BIN / "zizmor", "--offline", "--no-progress", "--pedantic", "--quiet", "--collect=all", GITHUB)
    assert status == 0, said


# --- our own promises -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", WORKFLOWS)
def test_nothing_is_permitted_unless_a_job_says_so(name: str) -> None:
    assert WORKFLOWS[name]["permissions"] == {}


def test_only_these_jobs_may_write() -> None:
    may = {name: sorted(right for right, level in job["permissions"].items() if level == "write") for name, job in jobs()}
    assert {name: rights for name, rights in may.items() if rights} == {
        "publish/pages": ["id-token", "pages"],
        "weekly/tell": ["issues"],
    }


def test_a_job_that_may_write_runs_nothing_of_the_repository() -> None:
    for name, job in jobs():
        if "write" in job["permissions"].values():
            used = {step.get("uses", "").partition("@")[0] for step in job["steps"]}
            assert "actions/checkout" not in used, name
            assert not any("$WELLREAD" in step.get("run", "") for step in job["steps"]), name


def test_a_pull_request_gets_no_secret_and_no_right_of_its_target() -> None:
    assert list(WORKFLOWS["check"][True]) == ["pull_request"]  # YAML reads "on" as true
    assert "secrets." not in (GITHUB / "workflows/check.yml").read_text("utf-8")


@pytest.mark.parametrize(("name", "step"), list(steps()))
def test_no_expression_stands_in_a_shell_line(name: str, step: dict[str, Any]) -> None:
    assert "${{" not in step.get("run", ""), f"{name}: give it as env"


@pytest.mark.parametrize(("name", "step"), list(steps()))
def test_only_github_s_own_actions_are_used(name: str, step: dict[str, Any]) -> None:
    assert not step.get("uses") or re.fullmatch(r"actions/[a-z/-]+@v\d+", step["uses"]), name
    if step.get("uses", "").startswith("actions/checkout@"):
        assert step["with"]["persist-credentials"] is False


def test_a_pull_request_recalls_nothing_and_a_publication_its_own() -> None:
    assert not any("actions/cache" in step.get("uses", "") for name, step in steps() if name.startswith("check/"))
    restore = next(step for name, step in steps() if "cache/restore" in step.get("uses", ""))
    assert restore["with"]["key"].startswith("wellread-publish-")
    assert restore["with"]["restore-keys"].startswith("wellread-publish-")


def test_a_new_site_gets_all_that_its_workflows_need() -> None:
    starter = ROOT / "wellread/new/starter"
    assert (starter / "lychee.toml").read_bytes() == (ROOT / "lychee.toml").read_bytes()
    assert {(starter / f"{name}.in").exists() for name in ("requirements", "requirements-links")} == {True}


def test_two_publications_and_two_weekly_looks_never_run_at_once() -> None:
    for name in ("publish", "weekly"):
        assert WORKFLOWS[name]["concurrency"] == {"group": name, "cancel-in-progress": False}


# --- the shell steps, run ---------------------------------------------------------------------------------------------


class Runner:
    """What a job finds on a runner of GitHub's: a repository, folders, files for outputs and summaries, and programs."""

    def __init__(self, folder: Path) -> None:
        self.repository = folder / "repository"
        self.temp = folder / "temp"
        self.programs = folder / "programs"
        for each in (self.temp, self.programs):
            each.mkdir()
        self.env = {
            "PATH": f"{self.programs}:{BIN}:/usr/bin:/bin",
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_WORKSPACE": str(self.repository),
            "GITHUB_OUTPUT": str(folder / "output"),
            "RUNNER_TEMP": str(self.temp),
            "WELLREAD": f"{sys.executable} {ROOT / 'build.py'}",
            "GIT_CONFIG_GLOBAL": os.devnull,
            **dict.fromkeys(("http_proxy", "https_proxy"), "http://127.0.0.1:9"),  # no test asks other sites for a robots.txt
            **{f"GIT_{role}_{part}": "nurse@example.org" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")},
        }

    def step(self, job: str, name: str, **env: str) -> tuple[int, str, str]:
        """Run a step's shell as GitHub does; return its status, what it printed, and its summary."""
        found = next(each for at, each in steps() if at == job and each.get("name") == name)
        assert set(env) <= set(found.get("env", {})), "a step gets what the workflow gives it"
        given = dict.fromkeys(found.get("env", {}), "") | env
        script = self.temp.parent / "step.sh"
        script.write_text(found["run"], "utf-8")
        summary = self.temp.parent / "summary.md"
        summary.unlink(missing_ok=True)
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
            cwd=self.repository,
            env={**self.env, "GITHUB_STEP_SUMMARY": str(summary), **given},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        return done.returncode, done.stdout + done.stderr, summary.read_text("utf-8") if summary.exists() else ""

    def git(self, *words: str) -> None:
        subprocess.run(["git", *words], cwd=self.repository, env=self.env, check=True, capture_output=True)

    def program(self, name: str, text: str) -> None:
        file = self.programs / name
        file.write_text(text, "utf-8")
        file.chmod(file.stat().st_mode | stat.S_IXUSR)

    def outputs(self) -> dict[str, str]:
        file = Path(self.env["GITHUB_OUTPUT"])
        return dict(line.split("=", 1) for line in file.read_text("utf-8").splitlines()) if file.exists() else {}


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """A runner with a small site on main."""
    found = Runner(tmp_path)
    shutil.copytree(ROOT / "tests/rules/_base", found.repository)
    lychee = (ROOT / "lychee.toml").read_text("utf-8")
    (found.repository / "lychee.toml").write_text(f"{lychee}offline = true\n", "utf-8")  # no test asks other sites
    (found.repository / ".gitignore").write_text(".wellread/\npublic/\n", "utf-8")
    found.git("init", "--quiet", "--initial-branch=main")
    found.git("add", "--all")
    found.git("commit", "--quiet", "--message=begin")
    return found


def propose(runner: Runner, *edits: tuple[str, str, str]) -> None:
    """Check out what GitHub would of a pull request: the merge of it into main."""
    runner.git("checkout", "--quiet", "-b", "proposal")
    for name, old, new in edits:
        file = runner.repository / name
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")
    runner.git("commit", "--quiet", "--all", "--message=$(touch hacked) `touch hacked`")
    runner.git("checkout", "--quiet", "main")
    runner.git("merge", "--quiet", "--no-ff", "proposal", "--message=merge")


ARTICLE = "content/articles/hiccups.md"
CHECK = "check/check"


def test_a_pull_request_is_checked_shown_and_compared(runner: Runner) -> None:
    propose(runner, (ARTICLE, "longer than two days", "longer than three days"))
    status, said, summary = runner.step(CHECK, "Check and build")
    assert status == 0, said
    assert (runner.temp / "changed.txt").read_text("utf-8") == f"{ARTICLE}\n"
    assert "Built" in summary
    status, said, _ = runner.step(CHECK, "Build what readers see now")
    assert (status, runner.outputs()) == (0, {"built": "yes"}), said
    status, said, summary = runner.step(CHECK, "Say what readers would see changed")
    assert status == 0, said
    assert "### What readers would see changed" in summary
    assert "⚠️ **soon**, changed:\n  - was: Your hiccups have lasted longer than <del>two</del> days\n" in summary
    assert "<ins>three</ins>" in (runner.temp / "changes/changes.html").read_text("utf-8")
    status, said, _ = runner.step(CHECK, "Build the preview, drafts included")
    assert status == 0, said
    assert (runner.temp / "preview/articles/hiccups/index.html").exists()
    assert not list(runner.repository.rglob("hacked"))


def test_a_mistake_in_a_pull_request_is_told_beside_its_line(runner: Runner) -> None:
    propose(runner, (ARTICLE, "status: ", "status: x"))
    status, said, summary = runner.step(CHECK, "Check and build")
    assert status == 1
    assert f"::error file={ARTICLE},line=" in said
    assert f"#### {ARTICLE} (changed)" in summary


def test_a_base_that_can_t_be_built_stops_nothing(runner: Runner) -> None:
    file = runner.repository / ARTICLE
    text = file.read_text("utf-8")
    file.write_text(text.replace("status: ", "status: x", 1), "utf-8")
    runner.git("commit", "--quiet", "--all", "--message=broken")
    propose(runner, (ARTICLE, "status: x", "status: "))
    assert runner.step(CHECK, "Check and build")[0] == 0
    status, said, _ = runner.step(CHECK, "Build what readers see now")
    assert (status, runner.outputs()) == (0, {})
    assert "::notice::" in said


def test_a_draft_with_errors_leaves_a_preview_without_drafts(runner: Runner) -> None:
    propose(runner, (ARTICLE, "longer than two days", "longer than three days"))
    text = (runner.repository / ARTICLE).read_text("utf-8")
    draft = re.sub(r"^status: .*$", "status: draft", text, count=1, flags=re.MULTILINE) + "\n[x](article:nowhere-at-all)\n"
    assert runner.step(CHECK, "Check and build")[0] == 0
    (runner.repository / "content/articles/half-done.md").write_text(draft, "utf-8")
    status, said, _ = runner.step(CHECK, "Build the preview, drafts included")
    assert status == 0, said
    assert "::warning::A draft has errors" in said
    assert (runner.temp / "preview/articles/hiccups/index.html").exists()
    assert not (runner.temp / "preview/articles/half-done").exists()


def test_a_publication_is_built_for_the_address_that_pages_gives(runner: Runner) -> None:
    status, said, _ = runner.step("publish/build", "Build and check", PAGES_URL="https://nurse.example.org/site")
    assert status == 0, said
    home = (runner.repository / "public/index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://nurse.example.org/site/">' in home


def test_a_publication_is_stopped_by_warnings_where_that_is_asked_for(runner: Runner) -> None:
    text = (runner.repository / ARTICLE).read_text("utf-8")
    long = "This sentence goes on " + "and on " * 60 + "until it ends.\n"
    (runner.repository / ARTICLE).write_text(f"{text}\n{long}", "utf-8")
    assert runner.step("publish/build", "Build and check")[0] == 0
    shutil.rmtree(runner.repository / "public")
    assert runner.step("publish/build", "Build and check", STRICT="true")[0] == 1
    assert not (runner.repository / "public").exists()


def test_a_publication_believes_nothing_remembered_that_it_did_not_seal(runner: Runner) -> None:
    planted = runner.repository / ".wellread/planted"
    planted.parent.mkdir()
    planted.write_text("x", "utf-8")
    assert runner.step("publish/build", "Build and check")[0] == 0
    assert not planted.exists()
    assert (runner.repository / ".wellread/memo.sqlite").exists(), "what this build made is remembered"
    planted.write_text("x", "utf-8")
    status, said, _ = runner.step("publish/build", "Build and check", WELLREAD_MEMO_SECRET="s3cret")
    assert status == 0, said
    assert planted.exists()
    assert "damaged" in said, "what was sealed by nobody is not believed"
    status, said, _ = runner.step("publish/build", "Build and check", WELLREAD_MEMO_SECRET="s3cret")
    assert status == 0
    assert "damaged" not in said


def test_what_was_built_is_published_to_the_place_that_is_named(runner: Runner) -> None:
    settings = runner.repository / "site.yaml"
    text = settings.read_text("utf-8").replace("https://example.org/", "https://health.test/")
    settings.write_text(f"{text}\ntargets:\n  live: {{kind: folder, to: ../live}}\n", "utf-8")
    assert runner.step("publish/build", "Build and check")[0] == 0
    status, said, _ = runner.step("publish/target", "Publish", TARGET="live")
    assert status == 0, said
    live = runner.repository.parent / "live/index.html"
    assert live.read_bytes() == (runner.repository / "public/index.html").read_bytes()


# --- the weekly look --------------------------------------------------------------------------------------------------

GH = f"""#!{sys.executable}
import json, pathlib, sys
words = sys.argv[1:]
store = pathlib.Path(__file__).with_name("issues.json")
issues = json.loads(store.read_text()) if store.exists() else []
value = lambda name: words[words.index(name) + 1]
if words[:2] == ["issue", "list"]:
    found = [each for each in issues if each["open"] and value("--label") in each["labels"]]
    assert value("--jq") == ".[0].number // empty"
    print(found[0]["number"] if found else "", end="")
elif words[:2] == ["issue", "create"]:
    body = pathlib.Path(value("--body-file")).read_text()
    issues.append({{"number": len(issues) + 1, "open": True, "labels": [value("--label")], "body": body}})
elif words[:2] == ["issue", "edit"]:
    issues[int(words[2]) - 1]["body"] = pathlib.Path(value("--body-file")).read_text()
elif words[:2] == ["issue", "close"]:
    issues[int(words[2]) - 1]["open"] = False
else:
    assert words[:2] == ["label", "create"], words
store.write_text(json.dumps(issues))
"""


def test_there_is_one_issue_never_a_second_and_none_when_nothing_is_to_do(runner: Runner) -> None:
    runner.program("gh", GH)
    told = runner.repository / "weekly/to-do.md"
    told.parent.mkdir()
    seen = []
    for text in ("", "first\n", "second\n", "", "", "third\n"):
        told.write_text(text, "utf-8")
        status, said, _ = runner.step("weekly/tell", "Open, renew or close the issue", GH_TOKEN="x", GH_REPO="x/x")
        assert status == 0, said
        issues = json.loads((runner.programs / "issues.json").read_text("utf-8"))
        seen.append([(each["number"], each["open"], each["body"]) for each in issues])
    closed = (1, False, "second\n")
    assert seen == [[], [(1, True, "first\n")], [(1, True, "second\n")], [closed], [closed], [closed, (2, True, "third\n")]]


def test_the_weekly_look_says_what_there_is_to_do(runner: Runner) -> None:
    assert runner.step("weekly/look", "Build, and list the links that lead outside")[0] == 0
    listed = (runner.temp / "outside.html").read_text("utf-8")
    assert listed.startswith("<!doctype html>")
    status, said, _ = runner.step("weekly/look", "Ask the other sites")
    assert status == 0, said
    assert json.loads((runner.temp / "answers.json").read_text("utf-8"))["errors"] == 0
    status, said, summary = runner.step("weekly/look", "Write what there is to do")
    assert status == 0, said
    assert summary == (runner.temp / "weekly/to-do.md").read_text("utf-8")
    assert summary.startswith("## Reviews")


def test_a_link_checker_that_breaks_is_no_link_that_is_fine(runner: Runner) -> None:
    for broken, wanted in ((2, 0), (1, 1), (3, 3)):
        runner.program("lychee", f"#!/bin/sh\nexit {broken}\n")
        assert runner.step("weekly/look", "Ask the other sites")[0] == wanted


def test_every_shell_step_that_can_run_here_was_run() -> None:
    text = Path(__file__).read_text("utf-8")
    named = {step["name"] for _, step in steps() if "run" in step} - {"Install"}  # which needs a registry
    assert {name for name in named if f'"{name}"' not in text} == set()
