"""What the command line says: to a slip of the fingers, and when it is done."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from wellread.cli import main
from wellread.options import COMMANDS

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
        (
            "review",
            "say which article: wellread review, and its id, which is the name of its file in content/articles/ without .md "
            "(wellread review --help says more)",
        ),
        (
            "new article --title “Hiccups: what helps”",
            '“Hiccups: has a curly quote, which a terminal takes for a letter; type straight ones: "two words"',
        ),
        (
            "new article --title=“Hiccups”",
            '“Hiccups” has a curly quote, which a terminal takes for a letter; type straight ones: "two words"',
        ),
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
        (
            ("sunburn",),
            (),
            "they can be published.\n1 draft was looked at only in part; wellread check --drafts looks at all of it.\n",
        ),
        (
            ("sunburn", "hiccups"),
            (),
            "they can be published.\n2 drafts were looked at only in part; wellread check --drafts looks at all of them.\n",
        ),
        (("sunburn",), ("--drafts",), "they can be published. Drafts included.\n"),
    ],
)
def test_drafts_are_told_of_in_the_closing_line(
    site: Path, drafts: tuple[str, ...], options: tuple[str, ...], ends: str, capsys: pytest.CaptureFixture[str]
) -> None:
    make_draft(site, *drafts)
    assert main(["check", "--site", str(site), *DAY, *options]) == 0
    assert capsys.readouterr().out.endswith(ends)


def test_what_is_for_information_is_counted_unless_it_is_asked_for(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sources = site / "content/sources.yaml"
    sources.write_text(re.sub(r"date-parts: \[\[20[0-9]{2}", "date-parts: [[1999", sources.read_text("utf-8")), "utf-8")
    article = site / "content/articles/hiccups.md"
    article.write_text(article.read_text("utf-8").replace("related: [", "related: [nowhere, "), "utf-8")
    with (site / "site.yaml").open("a") as settings:
        settings.write("rules: {source-old: {severity: info}}\n")
    words = ["check", "--site", str(site), *DAY]
    assert main(words) == 1
    said = capsys.readouterr().err
    left = re.search(r"^([1-9][0-9]*) info: --infos shows (?:it|them)\.$", said, re.MULTILINE)
    assert left
    assert ": info: " not in said
    assert "\n1 error in 1 file.\n" in said
    assert main([*words, "--infos"]) == 1
    said = capsys.readouterr().err
    assert said.count(": info: ") == int(left[1])
    assert "--infos" not in said
    assert main([*words, "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["summary"]["info"] == int(left[1])


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


# --- for programs, on a terminal, through a pipe ----------------------------------------------------------------------


@pytest.fixture
def broken(site: Path) -> Path:
    """The small site with a mistake in two of its articles."""
    for name in ("hiccups", "sunburn"):
        article = site / f"content/articles/{name}.md"
        article.write_text(article.read_text("utf-8").replace("status: in-review", "status: drafft"), "utf-8")
    return site


def begins(form: str, document: str) -> bool:
    return document.startswith({"json": "{\n", "sarif": "{\n", "junit": "<?xml", "github": "::error "}[form])


@pytest.mark.parametrize("form", ["json", "github", "sarif", "junit"])
def test_the_document_is_all_that_is_on_the_output(broken: Path, form: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["check", "--site", str(broken), *DAY, "--format", form]) == 1
    out, err = capfdbinary.readouterr()
    assert begins(form, out.decode("utf-8"))
    assert out.count(b"choice-unknown") >= 2
    assert err.startswith(b"Checked: ")


@pytest.mark.parametrize("form", ["json", "github", "sarif", "junit"])
def test_a_site_that_cannot_be_checked_is_told_in_the_format_too(
    tmp_path: Path, form: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["check", "--site", str(tmp_path), "--format", form]) == 2
    out, err = capfdbinary.readouterr()
    assert begins(form, out.decode("utf-8"))
    assert b"no site.yaml in" in out
    assert err.startswith(b"wellread: no site.yaml in ")


@pytest.mark.parametrize(("words", "said"), [(["--strct"], "has no option"), (["--date", "soon"], "can't be understood")])
@pytest.mark.parametrize("form", ["json", "github", "sarif", "junit"])
def test_a_slip_of_the_fingers_leaves_no_empty_file(
    words: list[str], said: str, form: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    try:
        status: object = main(["check", "--format", form, *words])
    except SystemExit as ended:
        status = ended.code
    out = capfdbinary.readouterr().out.decode("utf-8")
    assert status == 2
    assert begins(form, out)
    assert said in out.replace("&#x27;", "'")


def test_on_github_paths_are_the_repositorys_and_changed_files_come_first(
    broken: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    summary, changed = broken / "summary.md", broken / "changed.txt"
    summary.write_text("Before.\n")
    changed.write_text("README.md\n./site/content/articles/sunburn.md\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    monkeypatch.setenv("GITHUB_WORKSPACE", str(broken.parent))
    assert main(["check", "--site", str(broken), *DAY, "--format", "github", "--changed", str(changed)]) == 1
    files = re.findall(r"file=([^,]+)", capfdbinary.readouterr().out.decode())
    assert files == ["site/content/articles/sunburn.md", "site/content/articles/hiccups.md"]
    told = summary.read_text("utf-8")
    assert told.startswith("Before.\n### 2 errors in 2 files\n\nChecked: nothing can be published until the errors are mended.\n")
    assert "#### site/content/articles/sunburn.md (changed)" in told


def test_changed_files_can_come_through_a_pipe(
    broken: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(broken)
    monkeypatch.setattr(sys, "stdin", io.StringIO("content/articles/sunburn.md\n"))
    assert main(["check", *DAY, "--format", "github", "--changed", "-"]) == 1
    assert b"sunburn.md" in capfdbinary.readouterr().out.splitlines()[0]


def test_a_summary_that_cannot_be_written_stops_nothing(
    broken: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(broken))
    assert main(["check", "--site", str(broken), *DAY, "--format", "github"]) == 1
    assert b"can't be written: Is a directory" in capfdbinary.readouterr().err


def test_a_list_of_changed_files_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["check", "--changed", str(tmp_path / "none")])
    assert "can't be read: No such file or directory" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"CLICOLOR_FORCE": "1"}, True),
        ({"FORCE_COLOR": "0"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_colours_can_be_asked_for_and_refused(
    broken: Path, environment: dict[str, str], coloured: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    main(["check", "--site", str(broken), *DAY])
    assert ("\x1b[" in capsys.readouterr().err) == coloured


def test_many_problems_are_counted_by_code_at_the_end(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = site / "content/articles/sunburn.md"
    links = "".join(f"\nThere is [more on burns](article:page-{number}).\n" for number in range(7))
    article.write_text(article.read_text("utf-8") + links, "utf-8")
    assert main(["check", "--site", str(site), *DAY]) == 1
    told = capsys.readouterr().err
    assert told.count("[link-broken]") == 7
    assert re.search(r"\n7 errors.* in 1 file\.\n  7 errors    link-broken\n(?:  .*\n)*wellread explain CODE says more", told)


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_no_terminal_is_too_poor_and_no_pipe_too_short(broken: Path, encoding: str) -> None:
    command = [sys.executable, str(ROOT / "build.py"), "check", "--site", str(broken), *DAY]
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    read, write = os.pipe()
    os.close(read)
    cut = subprocess.run([*command, "--format", "json"], env=environment, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert b"Traceback" not in cut.stderr
    assert b"Exception" not in cut.stderr


def test_a_code_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "title-long"]) == 0
    assert capsys.readouterr().out.startswith("title-long (warning)\n")
    assert main(["explain", "title-lnog"]) == 2
    assert capsys.readouterr() == ("", "wellread: there is no code “title-lnog”; did you mean “title-long”?\n")
