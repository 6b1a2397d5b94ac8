"""What VS Code does with our files, as far as it can be seen without it: the same servers, the same settings, the same patterns."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.lsp import Server, running
from tests.make_snippets import SNIPPETS, make_snippets
from wellread.cli import main
from wellread.new.entries import FOLDERS
from wellread.read import read_entry

ROOT = Path(__file__).parent.parent
MODULES = ROOT / "node_modules"
DESK = ROOT / ".vscode"
REMARK = ["node", str(ROOT / "tests/remark_server.mjs"), "--stdio"]
YAML = ["node", str(MODULES / "yaml-language-server/bin/yaml-language-server"), "--stdio"]

WRONG = """\
---
title: Hiccups
descripton: What hiccups are, why they come, and what you can do yourself.
type: guide
status: drafft
main_message:
authors: [editorial-team]
published: 2026-13-01
red_flags:
  - {sing: You faint, level: soon}
funding: none
conflicts: none
---

Breathe *slowly*, and  see [@hiccups-handbook].
"""
MISTAKES = [
    (3, 1, 3, 11, "“descripton” is no key; did you mean “description”?"),
    (5, 9, 5, 15, "“status” can't be “drafft”: write draft, in-review, approved, withdrawn; did you mean “draft”?"),
    (6, 1, 6, 13, "“main_message” is empty: one to three sentences that come first; may hold citations"),
    (8, 12, 8, 22, "“published” can't be “2026-13-01”: the day it was first published, as in 2026-11-22"),
    (10, 6, 10, 10, "“sing” is no key of “red_flags”; did you mean “sign”?"),
]


def read_jsonc(path: Path) -> Any:
    """Return what stands in a JSON file that may have comments on lines of their own."""
    return json.loads(re.sub(r"^\s*//.*$", "", path.read_text("utf-8"), flags=re.MULTILINE))


SETTINGS = read_jsonc(DESK / "settings.json")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site's folder as it is opened in VS Code."""
    site = tmp_path_factory.mktemp("desk") / "site"
    shutil.copytree(ROOT / "tests/rules/_base", site)
    shutil.copytree(DESK, site / ".vscode")
    shutil.copytree(ROOT / "docs/schema", site / "docs/schema")
    shutil.copy(ROOT / ".remarkrc.mjs", site)
    (site / "node_modules").symlink_to(MODULES)
    return site


def places(faults: list[dict[str, Any]]) -> list[tuple[int, int, int, int, str]]:
    """Return where each fault is, counted from 1, and its message."""
    ends = [(each["range"]["start"], each["range"]["end"], each["message"]) for each in faults]
    found = [(a["line"] + 1, a["character"] + 1, b["line"] + 1, b["character"] + 1, message) for a, b, message in ends]
    return sorted(found)


# --- Markdown: the block of keys, checked while it is typed -----------------------------------------------------------


@pytest.fixture(scope="module")
def remark(folder: Path) -> Iterator[Server]:
    options = {name.removeprefix("remark."): value for name, value in SETTINGS.items() if name.startswith("remark.")}
    with running(REMARK, folder, {"remark": options}) as server:
        yield server


@pytest.mark.browser
def test_mistakes_in_front_matter_are_underlined_where_they_are(remark: Server, folder: Path) -> None:
    faults = remark.open(folder / "content/articles/wrong.md", WRONG, "markdown")
    assert places(faults) == MISTAKES
    assert {(each["severity"], each["source"]) for each in faults} == {(1, "wellread")}


@pytest.mark.browser
def test_the_right_word_is_offered(remark: Server, folder: Path) -> None:
    file = folder / "content/articles/nearly.md"
    faults = remark.open(file, WRONG, "markdown")
    asked = {"textDocument": {"uri": file.as_uri()}, "range": faults[0]["range"], "context": {"diagnostics": faults}}
    offered = [
        edit["newText"] for each in remark.ask("textDocument/codeAction", asked) for edit in each["edit"]["changes"][file.as_uri()]
    ]
    assert offered == ["description", "draft", "sign"]


@pytest.mark.browser
def test_a_text_is_never_rewritten(remark: Server, folder: Path) -> None:
    file = folder / "content/articles/formatted.md"
    remark.open(file, WRONG, "markdown")
    options = {"tabSize": 2, "insertSpaces": True}
    edits = remark.ask("textDocument/formatting", {"textDocument": {"uri": file.as_uri()}, "options": options})
    assert [edit for edit in edits or () if edit["newText"] != WRONG] == []


@pytest.mark.browser
def test_front_matter_that_is_no_yaml_is_told(remark: Server, folder: Path) -> None:
    faults = remark.open(folder / "content/terms/broken.md", "---\nname: Spasm\ndefinition: [a\n---\n", "markdown")
    assert all(each["message"].startswith("this can't be read: ") for each in faults)
    assert faults


@pytest.mark.browser
def test_other_markdown_is_left_alone(remark: Server, folder: Path) -> None:
    assert remark.open(folder / "docs/notes.md", "---\ntitel: x\n---\n", "markdown") == []


@pytest.mark.browser
def test_all_that_is_there_passes() -> None:
    done = subprocess.run(
        ["node", str(MODULES / "remark-cli/cli.js"), "content", "tests/rules/_base/content", "--quiet", "--frail", "--no-color"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


# --- Markdown: what is offered ----------------------------------------------------------------------------------------


def test_the_building_blocks_are_up_to_date() -> None:
    assert SNIPPETS.read_text("utf-8") == make_snippets(), "run: make docs"


def expanded(body: list[str]) -> str:
    """Return what VS Code makes of a building block when every stop is left as it is: the first choice, or the words shown."""
    text = re.sub(r"\$\{[0-9]+\|([^,|]*)[^|]*\|\}", r"\1", "\n".join(body))
    text = re.sub(r"\$\{[0-9]+:((?:[^\\}]|\\.)*)\}", r"\1", text)
    return re.sub(r"\\([$}\\])", r"\1", text.replace("$1", "some words"))


@pytest.mark.parametrize("kind", ["article", "symptom", "term", "person", "page"])
def test_a_key_that_is_offered_is_right_as_it_stands(kind: str) -> None:
    blocks = {name: expanded(each["body"]) for name, each in json.loads(SNIPPETS.read_text("utf-8")).items()}
    keys = [text for name, text in blocks.items() if name.startswith(f"{kind}: ")]
    ready = {"authors": "[a-nurse]", "published": "2026-11-22", "updated": "2026-11-22"}
    lines = [
        re.sub(r"^(\w+): some words$", lambda found: f"{found[1]}: {ready.get(found[1], 'some words')}", text) for text in keys
    ]
    text = "\n".join(("---", *lines, "---", ""))
    assert read_entry(f"{FOLDERS[kind]}/hiccups.md", text.encode(), "en").problems == ()


# --- YAML: lists and settings -----------------------------------------------------------------------------------------


@pytest.fixture
def yaml_server(folder: Path) -> Iterator[Server]:
    options: dict[str, Any] = {"validate": True, "completion": True, "hover": True}
    options["schemaStore"] = {"enable": SETTINGS["yaml.schemaStore.enable"]}
    options["schemas"] = {str(folder / schema): files for schema, files in SETTINGS["yaml.schemas"].items()}
    with running(YAML, folder, {"yaml": options}) as server:
        yield server


@pytest.mark.browser
@pytest.mark.parametrize(
    ("name", "text", "at", "said"),
    [
        (
            "content/sources.yaml",
            "- id: nhs\n  type: website\n  title: Hiccups\n",
            (2, 9),
            'Value is not accepted. Valid values: "article"',
        ),
        ("content/sources.yaml", "- id: nhs\n  type: webpage\n  titel: Hiccups\n", (3, 3), "Property titel is not allowed."),
        ("content/red-flags.yaml", "- id: choking\n  sign: You choke\n  level: now\n", (3, 10), "Value is not accepted."),
        ("content/topics.yaml", "- id: breath\n  name: Breath\n", (1, 3), 'Missing property "description".'),
        ("site.yaml", "title: Hiccup House\ngovernance: {unreviewed: hide}\n", (2, 26), "Value is not accepted."),
    ],
)
def test_mistakes_in_lists_are_underlined(
    yaml_server: Server, folder: Path, name: str, text: str, at: tuple[int, int], said: str
) -> None:
    file = folder / name
    faults = yaml_server.open(file, text, "yaml")
    assert any(place[:2] == at and place[4].startswith(said) for place in places(faults)), places(faults)


@pytest.mark.browser
def test_keys_and_values_are_offered_with_what_they_are_for(yaml_server: Server, folder: Path) -> None:
    file = folder / "content/red-flags.yaml"
    text = "- id: choking\n  sign: You choke\n  level: \n  \n"
    yaml_server.open(file, text, "yaml")
    keys = offered(yaml_server, file, 3, 2)
    levels = offered(yaml_server, file, 2, 9)
    assert keys["cite"] == "ids of the sources that say so"
    assert {"emergency", "urgent", "soon"} <= set(levels)


def offered(server: Server, file: Path, line: int, character: int) -> dict[str, str]:
    """Return what is offered at a place (counted from 0), and what is said of it."""
    asked = {"textDocument": {"uri": file.as_uri()}, "position": {"line": line, "character": character}}
    items = server.ask("textDocument/completion", asked)["items"]
    return {each["label"]: str(each.get("documentation") or "") for each in items}


# --- the list of problems ---------------------------------------------------------------------------------------------


def test_the_list_of_problems_is_filled_by_a_check(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = tmp_path / "site"
    shutil.copytree(folder, site, symlinks=True, ignore=shutil.ignore_patterns("node_modules"))
    for name in ("templates", "static"):
        shutil.copytree(ROOT / name, site / name, dirs_exist_ok=True)
    (site / "content/articles/wrong.md").write_text(WRONG, "utf-8")
    check, _ = read_jsonc(DESK / "tasks.json")["tasks"]
    (site / "content/articles/Has A Blank.md").write_text(WRONG, "utf-8")
    module, program, *words = check["args"]
    assert (module, program) == ("-m", "wellread")
    assert main([*words, "--site", str(site), "--date", "2026-11-22", "--no-memo", "--jobs", "1"]) == 1
    lines = capsys.readouterr().err.splitlines()
    placed, whole = (each["pattern"] for each in check["problemMatcher"])
    told = matches(placed, lines, ("file", "line", "column", "severity", "code"))
    assert ["content/articles/wrong.md", "5", "9", "error", "choice-unknown"] in told
    assert ["content/articles/wrong.md", "8", "12", "error", "date-wrong"] in told
    assert whole["kind"] == "file"
    assert ["content/articles/Has A Blank.md", "error"] in matches(whole, lines, ("file", "severity"))
    assert not {line for line in lines if re.match(whole["regexp"], line) and re.match(placed["regexp"], line)}


def matches(pattern: dict[str, Any], lines: list[str], parts: tuple[str, ...]) -> list[list[str]]:
    """Return the parts of a problem that a pattern finds in each line that it fits."""
    found = [match for line in lines if (match := re.match(pattern["regexp"], line))]
    return [[match[pattern[part]] for part in parts] for match in found]


def test_every_list_has_its_schema_in_the_settings() -> None:
    files = {schema.removeprefix("./"): file for schema, file in SETTINGS["yaml.schemas"].items()}
    assert all((ROOT / schema).is_file() and (ROOT / file).is_file() for schema, file in files.items())
    assert set(files.values()) == {"site.yaml", *(f"content/{file.name}" for file in (ROOT / "content").glob("*.yaml"))}
