"""A new site builds at once, says nothing that nobody told it, and never overwrites anything."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest

from wellread import __version__
from wellread.cli import main
from wellread.layers import theme_folder
from wellread.new.files import write_new
from wellread.new.guides import GUIDES
from wellread.new.site import BODY, STARTER, Wanted, init
from wellread.pipeline import Built, Order, build, settings_of
from wellread.problems import SiteError
from wellread.read.versions import fits, is_requirement

ROOT = Path(__file__).parent.parent
TODAY = date(2027, 3, 1)
TOLD = Wanted(
    title="Skin: what helps",
    language="en",
    base_url="https://skin.example/plain",
    organisation="The Skin Team",
    contact="editors@skin.example",
    emergency=("Ireland=112", "UK = 999"),
)


def built(site: Path, *, drafts: bool = False) -> Built:
    return build(Order(root=site, output=site / "public", today=TODAY, drafts=drafts, strict=True))


def refusal(folder: Path, wanted: Wanted = TOLD) -> str:
    before = files_in(folder)
    with pytest.raises(SiteError) as refused:
        init(folder, wanted, TODAY, None)
    assert files_in(folder) == before
    return str(refused.value)


def files_in(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# --- what comes of it -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wanted", [Wanted(), TOLD], ids=["nothing", "everything"])
def test_it_builds_at_once_with_nothing_to_be_said_whatever_was_told(tmp_path: Path, wanted: Wanted) -> None:
    init(tmp_path / "my-skin_site", wanted, TODAY, None)
    for drafts in (False, True):
        made = built(tmp_path / "my-skin_site", drafts=drafts)
        assert made.problems == ()
        assert made.written
        assert made.drafts_left_out == (not drafts)
    page = (tmp_path / "my-skin_site/public/index.html").read_text("utf-8")
    assert f"<title>{wanted.title or 'My skin site'}" in page
    assert "<style>" in page
    assert ("Call now:" in page) == ("tel:112" in page) == bool(wanted.emergency)


def test_what_was_told_stands_in_the_settings(tmp_path: Path) -> None:
    told = init(tmp_path / "site", TOLD, TODAY, None)
    settings = settings_of(Order(root=tmp_path / "site", output=tmp_path, today=TODAY))
    assert (settings.title, settings.organisation, settings.base_url) == (TOLD.title, TOLD.organisation, f"{TOLD.base_url}/")
    assert settings.contact == "mailto:editors@skin.example"
    assert [(each.place, each.number) for each in settings.emergency_numbers] == [("Ireland", "112"), ("UK", "999")]
    assert "Nobody but you" not in told


def test_what_nobody_told_is_left_open_and_named(tmp_path: Path) -> None:
    told = init(tmp_path / "site", Wanted(), TODAY, None)
    lines = (tmp_path / "site/site.yaml").read_text("utf-8").splitlines()
    for key in ("base_url", "contact", "emergency_numbers"):
        line = next(number for number, text in enumerate(lines, 1) if text.startswith(f"{key}:"))
        assert f"{key} (line {line})" in told
    assert settings_of(Order(root=tmp_path / "site", output=tmp_path, today=TODAY)).emergency_numbers == ()
    steps = [line.strip() for line in told.partition("Next:")[2].splitlines()[1:]]
    assert steps == [f"cd {tmp_path / 'site'}", "wellread serve", "wellread new article", "wellread build --strict"]


def test_a_language_that_its_pages_are_not_in_is_told(tmp_path: Path) -> None:
    assert "translate yours into es" in init(tmp_path / "site", Wanted(language="es"), TODAY, None)
    assert [each.code for each in built(tmp_path / "site").problems] == []


def test_a_person_is_asked_for_what_was_not_told(tmp_path: Path) -> None:
    answers = iter(("", "https://skin.example", "", "", "Ireland=112, UK=999"))
    init(tmp_path / "site", Wanted(title="Skin"), TODAY, lambda _: next(answers))
    settings = settings_of(Order(root=tmp_path / "site", output=tmp_path, today=TODAY))
    assert (settings.title, settings.language, settings.base_url) == ("Skin", "en", "https://skin.example/")
    assert len(settings.emergency_numbers) == 2
    assert list(answers) == []


def test_its_files_are_what_a_site_needs_for_its_editors(tmp_path: Path) -> None:
    init(tmp_path / "site", Wanted(), TODAY, None)
    site = tmp_path / "site"
    starter = {path.relative_to(STARTER).as_posix().replace("dot_", ".") for path in STARTER.rglob("*") if path.is_file()}
    assert starter - {BODY} <= {path.relative_to(site).as_posix() for path in files_in(site)}
    assert f"wellread=={__version__}" in (site / "requirements.in").read_text("utf-8")
    assert "updated: 2027-03-01" in (site / "content/pages/privacy.md").read_text("utf-8")
    for file in sorted((theme_folder() / ".github/workflows").glob("*.yml")):
        text = (site / ".github/workflows" / file.name).read_text("utf-8")
        assert "WELLREAD: wellread\n" in text
        assert "build.py" not in text


def test_it_has_the_pages_that_its_messages_and_files_name(tmp_path: Path) -> None:
    init(tmp_path / "site", Wanted(), TODAY, None)
    site = tmp_path / "site"
    pages = {path: path.read_text("utf-8") for path in (site / "README.md", *(site / "docs").iterdir())}
    assert {f"docs/{name}" for name in GUIDES} | {"README.md"} == {path.relative_to(site).as_posix() for path in pages}
    for path, text in pages.items():
        links = {target.partition("#")[0] for target in re.findall(r"\]\((?![a-z]+:|#|/)([^) ]+)\)", text)}
        assert {each for each in links if not (path.parent / each).exists()} == set(), path
        assert path.name == "README.md" or f"wellread {__version__}" in text.split("\n\n")[1]
    assert {f"(docs/{name})" for name in GUIDES} <= set(re.findall(r"\(docs/[\w-]+\.md\)", pages[site / "README.md"]))
    files = (path.read_text("utf-8") for path in site.rglob("*") if path.is_file() and "docs" not in path.relative_to(site).parts)
    named = {each for text in files for each in re.findall(r"\bdocs/[\w/-]+\.md", text)}
    assert named <= {f"docs/{name}" for name in GUIDES}


def test_its_links_are_checked_as_ours_are() -> None:
    assert (STARTER / "lychee.toml").read_bytes() == (ROOT / "lychee.toml").read_bytes()


def test_on_the_command_line_it_writes_the_schemas_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path / "site"), "--emergency", "Ireland=112", "--date", "2027-03-01"]) == 0
    assert "wellread serve" in capsys.readouterr().out
    named = (tmp_path / "site/.vscode/settings.json").read_text("utf-8")
    schemas = {path.name for path in (tmp_path / "site/.vscode/schema").iterdir()}
    assert {name for name in schemas if name in named} == {"site.json", "sources.json", "red-flags.json", "topics.json"}


def test_a_site_without_a_tagline_has_a_heading_all_the_same(tmp_path: Path) -> None:
    init(tmp_path, TOLD, TODAY, None)
    file = tmp_path / "site.yaml"
    file.write_text("".join(line for line in file.read_text("utf-8").splitlines(True) if not line.startswith("tagline")), "utf-8")
    assert built(tmp_path).problems == ()
    page = (tmp_path / "public/index.html").read_text("utf-8")
    assert "<title>Skin: what helps</title>" in page
    assert "<h1>Skin: what helps</h1>" in page


# --- what it refuses --------------------------------------------------------------------------------------------------


def test_a_folder_with_something_in_it_is_left_alone_and_told_what(tmp_path: Path) -> None:
    for name in ("a", "b", "c", "d", "e", "f"):
        (tmp_path / name).mkdir()
    assert "isn't empty: a, b, c, d, e and 1 more" in refusal(tmp_path)


def test_a_site_is_never_begun_twice(tmp_path: Path) -> None:
    init(tmp_path / "site", TOLD, TODAY, None)
    assert "There is a site in it already" in refusal(tmp_path / "site")


def test_history_and_the_program_may_be_there_already(tmp_path: Path) -> None:
    for name in (".git", ".venv"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "config").write_text("x", "utf-8")
    (tmp_path / ".DS_Store").write_bytes(b"x")
    init(tmp_path, TOLD, TODAY, None)
    assert (tmp_path / ".git/config").read_text("utf-8") == "x"
    assert built(tmp_path).written


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("x", "utf-8")
    with pytest.raises(SiteError, match="is a file"):
        init(tmp_path / "site", TOLD, TODAY, None)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Wanted(base_url="skin.example"), "skin.example"),
        (Wanted(contact="nobody"), "nobody"),
        (Wanted(language="English"), "English"),
        (Wanted(emergency=("112",)), "“112” is no emergency number"),
        (Wanted(emergency=("Ireland=",)), "Ireland="),
        (Wanted(emergency=("Ireland=call us",)), "call us"),
    ],
)
def test_an_answer_that_can_t_be_used_is_told_and_nothing_written(tmp_path: Path, wanted: Wanted, said: str) -> None:
    told = refusal(tmp_path, wanted)
    assert said in told
    assert told.endswith("Nothing was written.")


@pytest.mark.parametrize("title", ["A: b # c", "“Skin”", "- x", "it's {x}", "\\1 \\g<0>", "true"])
def test_a_title_is_taken_letter_by_letter(tmp_path: Path, title: str) -> None:
    init(tmp_path / "site", Wanted(title=title), TODAY, None)
    assert settings_of(Order(root=tmp_path / "site", output=tmp_path, today=TODAY)).title == title


def test_what_was_written_before_a_fault_is_taken_away_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes, shown: str) -> None:
        if path.name == "site.yaml":
            raise SiteError(f"{shown} can't be written: {os.strerror(28)}. Nothing was changed.")
        write_new(path, content, shown)

    monkeypatch.setattr("wellread.new.site.write_new", full)
    assert "No space left" in refusal(tmp_path)


# --- which program builds it ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("requirement", "does"),
    [
        (">=0.1", True),
        ("==0.1", True),
        (">=0.1, <0.2", True),
        (">0.1", False),
        ("<0.1.0", False),
        ("!=0.1", False),
        (">=0.1,>=1", False),
    ],
)
def test_a_requirement_is_compared_number_by_number(requirement: str, does: bool) -> None:
    assert is_requirement(requirement)
    assert fits("0.1.0", requirement) == does
    assert fits("0.1.0rc1", requirement) == does
    assert fits("0.10", ">=0.9")


@pytest.mark.parametrize("wrong", ["", "0.1", ">=x", ">= 1,", "~=1", ">=1.2.3.4.5", ">=99999999"])
def test_what_is_no_requirement(wrong: str) -> None:
    assert not is_requirement(wrong)


@pytest.mark.parametrize(("written", "code"), [(">=99", "version-unfit"), ("newest", "value-wrong"), (">=0.1, <99", ""), ("", "")])
def test_a_site_says_which_program_can_build_it(tmp_path: Path, written: str, code: str) -> None:
    init(tmp_path / "site", TOLD, TODAY, None)
    file = tmp_path / "site/site.yaml"
    file.write_text(file.read_text("utf-8").replace('requires: ">=0.1"', f'requires: "{written}"'), "utf-8")
    assert [each.code for each in built(tmp_path / "site").problems] == ([code] if code else [])
