"""docs/editors.md does what it says: every command in it is run in order, every edit made, on a copy of our site."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

import pytest

from tests.ours import copy_ours
from wellread.cli import main
from wellread.new.entries import new
from wellread.new.wish import Wish

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs/editors.md"
TODAY = date(2026, 11, 22)
FENCE = re.compile(r"^```(?P<kind>console|yaml|md)(?: (?P<path>content/\S+))?\n(?P<inside>.*?)^```$", re.MULTILINE | re.DOTALL)


class Step(NamedTuple):
    """One thing that the page asks for: a command and what it shows, or keys and text that go into a file."""

    kind: str
    path: str
    inside: str
    line: int


def steps() -> list[Step]:
    text = PAGE.read_text("utf-8")
    found = (
        Step(each["kind"], each["path"] or "", each["inside"], text.count("\n", 0, each.start()) + 1)
        for each in FENCE.finditer(text)
    )
    return [step for step in found if step.kind == "console" or step.path]


def matching(shown: str) -> str:
    """Return the pattern of what the page shows: “…” stands for anything on a line, or, alone on one, for any lines."""
    lines = ["(?:.*\n)*?" if line == "…" else re.escape(line).replace("…", ".*") + "\n" for line in shown.splitlines()]
    return "".join(lines)


def edit(file: Path, step: Step) -> None:
    """Do what the page asks for: put keys where they stand, commented out or not; text goes to the end."""
    text = file.read_text("utf-8")
    if step.kind == "md":
        file.write_text(f"{text.rstrip()}\n\n{step.inside}", "utf-8")
        return
    for entry in re.findall(r"^[a-z_]+:.*\n(?: .*\n)*", step.inside, re.MULTILINE):
        key = entry.partition(":")[0]
        place = rf"^(?:{key}:.*\n(?: .*\n)*|# {key}:.*\n(?:#   .*\n)*)"
        assert len(re.findall(place, text, re.MULTILINE)) == 1, f"{key} in {file.name}"
        text = re.sub(place, entry.replace("\\", r"\\"), text, flags=re.MULTILINE)
    file.write_text(text, "utf-8")


def converse(words: list[str], shown: str) -> str:
    """Have the conversation that the page shows, and return what the program says at its end."""
    lines = shown.splitlines()
    answered = iter(range(len(lines)))

    def ask(question: str) -> str:
        line = lines[next(answered)]
        pattern = re.escape(question.rstrip())
        asked = line if "…" not in line else line.replace("There is: …", re.search(r"There is: [^\[]*(?= \[)|$", question)[0])  # type: ignore[index]
        found = re.match(rf"{pattern}(?: (.*))?$", asked)
        assert found, f"it asks {question!r}, the page has {line!r}"
        return found[1] or ""

    told = new(Wish(kind=words[0]), Path("."), TODAY, ask)
    rest = "\n".join(lines[next(answered) :]) + "\n"
    assert re.match(matching(rest), told + "\n"), told
    return told


def run(words: list[str]) -> str:
    """Run a command, and return what it says."""
    dated = {"check": ["--jobs", "1", "--date", TODAY.isoformat()], "new": ["--date", TODAY.isoformat()]}
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        main([*words, *dated.get(words[0], [])])
    return said.getvalue()


def serve(look: Callable[[str], None]) -> str:
    """Start the preview, look at it, and return what it said by then."""
    words = [sys.executable, str(ROOT / "build.py"), "serve", "--port", "0", "--date", TODAY.isoformat()]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout
        said = ""
        try:
            while not (found := re.search(r"Your site is at (\S+) and", said)):
                line = process.stdout.readline()
                assert line, said
                said += line
            look(found[1])
        finally:
            process.kill()
    return re.sub(r"127\.0\.0\.1:[0-9]+", "127.0.0.1:8000", said)


def look_at_the_article(address: str) -> None:
    with urlopen(f"{address}articles/hiccups-what-helps-and-when-to-see-a-doctor/") as answer:
        page = answer.read().decode()
    assert "Your hiccups have lasted for more than 48 hours" in page
    assert "nidirect" in page
    assert "glossary/diaphragm/" in page


def test_the_page_does_what_it_says(tmp_path: Path, memo_of_ours: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copy_ours(tmp_path, memo_of_ours))
    commands: list[str] = []
    for step in steps():
        if step.kind != "console":
            edit(tmp_path / step.path, step)
            continue
        command, _, shown = step.inside.partition("\n")
        program, *words = shlex.split(command.removeprefix("$ "))
        assert program == "wellread"
        commands.append(words[0])
        if words[0] == "new" and len(words) == 2:
            converse(words[1:], shown)
            continue
        said = serve(look_at_the_article) if words[0] == "serve" else run(words)
        assert re.match(matching(shown), said), f"docs/editors.md, line {step.line}: {command} says\n{said}"
    assert set(commands) == {"new", "check", "serve", "explain", "review"}


def test_the_draft_of_the_page_has_nothing_wrong_before_it_is_mistyped(
    tmp_path: Path, memo_of_ours: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(copy_ours(tmp_path, memo_of_ours))
    for step in steps():
        if "$ wellread serve" in step.inside:
            break
        if step.kind != "console":
            edit(tmp_path / step.path, step)
        elif "$ wellread new" in step.inside:
            command, _, shown = step.inside.partition("\n")
            words = shlex.split(command.removeprefix("$ wellread "))
            if len(words) == 2:
                converse(words[1:], shown)
            else:
                run(words)
    said = run(["check", "--drafts"])
    assert [line for line in said.splitlines() if re.match("content/(?:articles/hiccups|terms/diaphragm)", line)] == []
