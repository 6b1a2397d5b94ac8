"""What the command line says: to a slip of the fingers, and when it is done."""

from __future__ import annotations

import re
import shutil
import textwrap
from pathlib import Path

import pytest

from wellread.cli import COMMANDS, main

ROOT = Path(__file__).parent.parent
BASE = ROOT / "tests/rules/_base"
DAY = ("--date", "2026-11-22", "--jobs", "1", "--no-memo")
ALL = f"the commands are {', '.join(COMMANDS[:-1])} and {COMMANDS[-1]}"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site about hiccups and sunburn."""
    site = tmp_path / "site"
    shutil.copytree(BASE, site)
    for folder in ("templates", "static"):
        shutil.copytree(ROOT / folder, site / folder, dirs_exist_ok=True)
    return site


def make_draft(site: Path, *names: str) -> None:
    """Make drafts of articles, and take the links between the site's pages out."""
    for name in names:
        path = site / f"content/articles/{name}.md"
        path.write_text(path.read_text("utf-8").replace("status: in-review", "status: draft"), "utf-8")
    for path in (site / "site.yaml", *site.glob("content/*/*.md")):
        text = re.sub(r"^(related|featured): .*\n", "", path.read_text("utf-8"), flags=re.MULTILINE)
        path.write_text(re.sub(r"\[([^]]*)\]\(article:[^)]*\)", r"\1", text), "utf-8")


# --- what isn't known -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("bild", f"there is no command “bild”; did you mean “build”? ({ALL})"),
        ("serv --port 80", f"there is no command “serv”; did you mean “serve”? ({ALL})"),
        ("frobnicate", f"there is no command “frobnicate” ({ALL})"),
        (
            "--outptu x",
            f"wellread build has no option “--outptu”; did you mean “--output”? (wellread build --help lists what it has; {ALL})",
        ),
        (
            "check --fromat=json",
            f"wellread check has no option “--fromat”; did you mean “--format”? (wellread check --help lists what it has; {ALL})",
        ),
        (
            "check --port 80",
            f"wellread check has no option “--port”; it is one of wellread serve (wellread check --help lists what it has; {ALL})",
        ),
        ("check x", f"“x” is too much behind wellread check; only options stand there, as --site DIR ({ALL})"),
        ("--strict check", f"the command comes first: wellread check … ({ALL})"),
    ],
)
def test_what_is_not_known_is_told_with_what_is(words: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words.split()) == 2
    assert capsys.readouterr() == ("", f"wellread: {said}\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--output", ""], "argument --output: the name of the folder is missing"),
        (["check", "--site", " "], "argument --site: the name of the folder is missing"),
        (["--date", "2/11/2026"], "argument --date: “2/11/2026” is not a date; write it as 2026-11-02"),
        (["--jobs", "0"], "argument --jobs: “0” is not a number of processes; write 1 or more"),
        (
            ["--base-url", "example.org"],
            "argument --base-url: “example.org” is not an address; write it as https://example.org/health/",
        ),
        (
            ["serve", "--port", "70000"],
            "argument --port: “70000” is not a port; write a number from 1 to 65535, or 0 for any that is free",
        ),
        (
            ["serve", "--port", "-1"],
            "argument --port: “-1” is not a port; write a number from 1 to 65535, or 0 for any that is free",
        ),
    ],
)
def test_a_value_that_can_not_be_is_told(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(words)
    assert capsys.readouterr().err.rstrip().endswith(f"error: {said}")


def test_a_folder_without_a_site_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--site", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert told == f"wellread: no site.yaml in {tmp_path}; start in the site's folder, or name it with --site DIR\n"


# --- the closing line -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("drafts", "options", "ends"),
    [
        ((), (), "they can be published.\n"),
        (("sunburn",), (), "they can be published. 1 draft left out; --drafts shows it.\n"),
        (("sunburn", "hiccups"), (), "they can be published. 2 drafts left out; --drafts shows them.\n"),
        (("sunburn",), ("--drafts",), "they can be published. Drafts included.\n"),
    ],
)
def test_drafts_are_told_of_in_the_closing_line(
    site: Path, drafts: tuple[str, ...], options: tuple[str, ...], ends: str, capsys: pytest.CaptureFixture[str]
) -> None:
    make_draft(site, *drafts)
    assert main(["check", "--site", str(site), *DAY, *options]) == 0
    assert capsys.readouterr().out.endswith(ends)


def test_a_build_tells_of_drafts_too(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_draft(site, "sunburn")
    path = site / "content/articles/hiccups.md"
    memo = ("--date", "2026-11-22", "--jobs", "1")
    for _ in ("anew", "remembered"):
        assert main(["build", "--site", str(site), *memo]) == 0
        assert " removed. 1 draft left out; --drafts shows it.\n" in capsys.readouterr().out
    path.write_text(path.read_text("utf-8") + "\nThey pass.\n", "utf-8")  # the wording alone: the short way
    assert main(["build", "--site", str(site), *memo]) == 0
    assert " removed. 1 draft left out; --drafts shows it.\n" in capsys.readouterr().out


def test_the_message_in_the_readme_is_what_the_program_says(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = site / "content/articles/hiccups.md"
    article.write_text(article.read_text("utf-8").replace("status: in-review", "status: drafft"), "utf-8")
    assert main(["check", "--site", str(site), *DAY]) == 1
    shown = re.search(r"^ {7}content/.*\n(?: {9}.*\n)+", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert shown
    assert capsys.readouterr().err.startswith(textwrap.dedent(shown[0]))
