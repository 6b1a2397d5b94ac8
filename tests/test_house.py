"""The drawing of the house, guarded: where things are, what knows what, and what the generator must not know.

When one of these is in the way, change the drawing on purpose, in the same commit, and say why.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from wellread import cli, options
from wellread.check.rules import OUTPUT_RULES, RULES, TEXT_RULES
from wellread.check.rules.language_unchecked import ENGLISH_ONLY
from wellread.layers import OWN_STATIC
from wellread.model import Article, Site, Symptom, Term
from wellread.read import read_site, scan
from wellread.texts import RESERVED_IDS

ROOT = Path(__file__).parent.parent
PROGRAM = ROOT / "wellread"
TEMPLATES = ROOT / "templates"
COMPONENTS = TEMPLATES / "components"
STYLESHEETS = ROOT / "static/css/components"
RULES_FOLDER = PROGRAM / "check/rules"

# Which floor each part of the program is on. A part may import what is on a lower floor, and itself.
FLOORS = (
    ("__init__", "problems", "watch", "specialties"),
    ("values",),
    ("charts", "settings"),
    ("model", "jobs", "formats"),
    ("texts", "approval"),
    ("clinical", "draw", "overrides"),
    ("read", "prose", "check", "render", "write", "memo"),
    ("scanning", "facts", "pagefind", "layers", "picturing"),
    ("stages", "filling", "indexing"),
    ("rewording",),
    ("pipeline",),
    ("serve", "publish", "progress", "explain", "new", "review", "report", "seen", "schema", "hosting"),
    ("provenance", "importing"),
    ("withdraw",),
    ("options",),
    ("cli",),
    ("__main__",),
)

THEME = tuple(f"wellread.theme.{name}" for name in ("templates", "static", "vscode", "workflows", "docs"))
"""Where the wheel keeps what stands beside the program in its source and goes into sites: templates, styles, what new sites
begin with."""

LONGEST_FUNCTION = 60
LONGEST_FILE = 400  # lines with something on them

NAMES_IN_ITS_OWN_RIGHT = {
    "acetaminophen": "what people count instead of tablets, where paracetamol is called so",
    "dash": "a punctuation mark",
    "eyes": "what readers move over a page with",
    "face": "what a clock, a letter and a reader have",
    "fit": "what text does in a box",
    "fits": "what text does in a box",
    "icd": "a classification that any health site may use",
    "paracetamol": "what people count instead of tablets: “two paracetamol”",
}
LANGUAGE = {"plain_words.py"}
"""Word lists of English, which may hold any word of it."""


# --- imports go down --------------------------------------------------------------------------------------------------


def module_name(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_name(file): file for file in sorted(PROGRAM.rglob("*.py"))}


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def imports_of(file: Path) -> Iterator[str]:
    """Yield the name of every module that a file imports, wherever in it the import stands."""
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{file}: write the whole name of what is imported"
            assert node.module
            for alias in node.names:
                below = f"{node.module}.{alias.name}"
                yield below if below in MODULES else node.module


def part_of(module: str) -> str:
    """Return the room, or the module that has no room, that a module belongs to."""
    return module.removeprefix("wellread").removeprefix(".").partition(".")[0] or "__init__"


def floor_of(part: str) -> int:
    return next(floor for floor, parts in enumerate(FLOORS) if part in parts)


def test_every_part_of_the_program_is_in_the_drawing() -> None:
    assert {part_of(module) for module in MODULES} <= {part for parts in FLOORS for part in parts}


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_down(module: str) -> None:
    own = part_of(module)
    for imported in imports_of(MODULES[module]):
        if imported.split(".")[0] == "wellread" and part_of(imported) != own:
            assert floor_of(part_of(imported)) < floor_of(own), f"{module} imports {imported}"


def test_no_imports_go_in_a_circle() -> None:
    known = {module: {each for each in imports_of(file) if each in MODULES} for module, file in MODULES.items()}
    TopologicalSorter(known).prepare()


# --- rules ------------------------------------------------------------------------------------------------------------


def test_the_list_of_rules_names_every_file_in_the_folder() -> None:
    files = {file.stem for file in RULES_FOLDER.glob("*.py")} - {"__init__"}
    every = (*RULES, *TEXT_RULES, *OUTPUT_RULES)
    assert sorted(rule.__name__ for rule in every) == sorted(files)
    assert all(rule.__module__ == f"wellread.check.rules.{rule.__name__}" for rule in every)
    for rules in (RULES, TEXT_RULES, OUTPUT_RULES):
        assert [rule.__name__ for rule in rules] == sorted(rule.__name__ for rule in rules)


def codes_in(file: Path) -> set[str]:
    return set(re.findall(r'\bcode="([a-z-]+)"', file.read_text("utf-8")))


@pytest.mark.parametrize("file", sorted(RULES_FOLDER.glob("[a-z]*.py")), ids=lambda file: file.stem)
def test_a_rule_is_an_essay_that_starts_with_its_code(file: Path) -> None:
    essay = ast.get_docstring(parsed(file)) or ""
    code = file.stem.replace("_", "-")
    first, *rest = essay.split("\n\n")
    assert rest, "the essay says what could happen to a reader"
    assert first.endswith(".")
    if codes_in(file):  # a rule without a code of its own passes on what the text itself shows
        assert codes_in(file) == {code}
        assert first.startswith(f"{code}: ")


def test_every_code_has_its_page_and_every_page_its_code() -> None:
    codes = {
        code
        for folder in (RULES_FOLDER, PROGRAM / "check", PROGRAM / "prose")
        for file in folder.glob("*.py")
        for code in codes_in(file)
    }
    pages = {page.stem: page.read_text("utf-8") for page in (ROOT / "tests/rules").glob("*.md")}
    assert set(pages) == codes
    for code, text in pages.items():
        assert text.startswith(f"# {code}\n")


def test_the_rules_that_know_english_only_are_named() -> None:
    asks = re.compile(r'is_english|partition\("-"\)\[0\] == "en"|startswith\("en"\)')
    codes = {file.stem.replace("_", "-") for file in RULES_FOLDER.glob("*.py") if asks.search(file.read_text("utf-8"))}
    assert set(ENGLISH_ONLY) == codes


# --- templates and stylesheets ----------------------------------------------------------------------------------------


def test_every_component_is_a_macro_of_its_name_with_a_stylesheet_of_its_name() -> None:
    components = {file.stem: re.findall(r"{%-? macro (\w+)\(", file.read_text("utf-8")) for file in COMPONENTS.iterdir()}
    assert components == {name: [name] for name in components}
    assert set(components) == {file.stem for file in STYLESHEETS.iterdir()}


@pytest.mark.parametrize("template", sorted(TEMPLATES.rglob("*.*")), ids=lambda file: file.name)
def test_only_what_is_named_html_is_trusted_as_html(template: Path) -> None:
    text = template.read_text("utf-8")
    trusted = re.findall(r"([\w.\[\]()\"' ]*)\|\s*safe\b", text)
    assert [name for name in trusted if not re.search(r"(\b|_)html\s*$", name)] == []
    assert "autoescape" not in text


def test_the_ids_that_a_page_keeps_for_itself_are_those_in_its_templates() -> None:
    seen: set[str] = set()
    queue = [TEMPLATES / name for name in ("base.html", "article.html", "page.html", "symptom.html", "term.html")]
    while queue:
        text = queue.pop().read_text("utf-8")
        seen |= set(re.findall(r'\bid="([a-z-]+)"', text))
        queue += [TEMPLATES / name for name in re.findall(r'{%-? from "([^"]+)"', text)]
    numbered = {f"care-{level}" for level in ("emergency", "urgent", "soon")}
    assert seen | numbered == RESERVED_IDS


# --- what the generator must not know ---------------------------------------------------------------------------------


@cache
def the_site() -> Site:
    site, _ = read_site(scan(ROOT))
    assert site is not None
    return site


def plain(text: str) -> str:
    """Return the words of a text in small letters, one space between them and around them."""
    return f" {' '.join(re.findall(r'[a-z0-9]+', text.lower()))} "


def names_in_content() -> set[str]:
    """Return what our own content is about: the ids, names and synonyms of everything in it, and where its facts come from."""
    site = the_site()
    names = {*site.topics, *site.red_flags, *site.sources}
    names |= {topic.name for topic in site.topics.values()} | {source.doi for source in site.sources.values()}
    for _, entry in site.entries():
        if isinstance(entry, Article):
            names |= {entry.id, entry.title, *entry.synonyms}
        elif isinstance(entry, Symptom):
            names |= {entry.id, entry.name, *entry.synonyms}
        elif isinstance(entry, Term):
            names |= {entry.id, entry.name, entry.plain, entry.abbreviation, entry.say, *entry.synonyms}
    return {plain(name) for name in names} - {"  "}


STATIC = [
    each for each in sorted((ROOT / "static").rglob("*.*")) if each.relative_to(ROOT / "static").as_posix().startswith(OWN_STATIC)
]
FOLDERS = (PROGRAM, TEMPLATES)
FILES = [*(each for folder in FOLDERS for each in sorted(folder.rglob("*.*"))), *STATIC]
TEXTS = [each for each in FILES if each.suffix != ".pyc" and each.name not in LANGUAGE]


@pytest.mark.parametrize("file", [file for file in TEXTS if file.suffix not in (".png", ".ico")], ids=lambda file: file.name)
def test_the_generator_names_nothing_that_the_content_is_about(file: Path) -> None:
    text = plain(file.read_text("utf-8"))
    assert [name.strip() for name in names_in_content() if name in text and name.strip() not in NAMES_IN_ITS_OWN_RIGHT] == []


# --- size -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("module", MODULES)
def test_nothing_is_too_long_to_be_read(module: str) -> None:
    file = MODULES[module]
    functions = (node for node in ast.walk(parsed(file)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    lengths = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}
    assert sum(bool(line.strip()) for line in file.read_text("utf-8").splitlines()) <= LONGEST_FILE


def test_nothing_is_left_to_be_done() -> None:
    reminder = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
    folders = ("wellread", "templates", "static", "tests", "docs", "benchmarks", "content")
    files = (
        file for folder in folders for file in (ROOT / folder).rglob("*") if file.suffix in (".py", ".md", ".html", ".css", ".js")
    )
    about_it = {"placeholder_left.py", "placeholder-left.md", "rules.md"}  # the rule that looks for the same in a text
    assert [str(file) for file in files if file.name not in about_it and reminder.search(file.read_text("utf-8"))] == []


def test_every_room_is_packed() -> None:
    packed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"]
    assert sorted(packed) == sorted((*(module_name(file) for file in PROGRAM.rglob("__init__.py")), *THEME))


# --- what the README promises -----------------------------------------------------------------------------------------

README = (ROOT / "README.md").read_text("utf-8")


def test_every_make_target_in_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:`|^ +)make ([a-z-]+)", README, re.MULTILINE))
    assert named
    assert named <= targets


def test_every_command_and_option_in_the_readme_exists(capsys: pytest.CaptureFixture[str]) -> None:
    commands = set(re.findall(r"`wellread ([a-z]+)", README))
    assert commands == set(options.COMMANDS)
    for command in sorted(commands):
        with pytest.raises(SystemExit, match="0"):
            cli.main([command, "--help"])
    assert set(re.findall(r"--[a-z][a-z-]+", README)) <= set(re.findall(r"--[a-z][a-z-]+", capsys.readouterr().out))


@pytest.mark.parametrize("page", [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))], ids=lambda page: page.name)
def test_every_file_that_a_page_of_ours_links_to_exists(page: Path) -> None:
    text = re.sub(r"^(`{3,}).*?^\1|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", text)
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize(
    "name",
    [
        "build.py",
        "README.md",
        "CHANGELOG.md",
        "LICENSE",
        "Makefile",
        "pyproject.toml",
        "requirements.lock",
        "requirements-dev.lock",
        "site.yaml",
        ".gitignore",
        ".ci/run",
        "content",
        "templates",
        "static",
        "tests",
        "docs",
        "benchmarks",
    ],
)
def test_the_house_is_complete(name: str) -> None:
    assert (ROOT / name).exists()


@pytest.mark.parametrize(
    ("package", "module"),
    [
        ("jinja2", "jinja2"),
        ("markdown", "markdown"),
        ("pyyaml", "yaml"),
        ("python-frontmatter", "frontmatter"),
        ("livereload", "livereload"),
    ],
)
def test_the_packages_it_stands_on_are_used_and_listed(package: str, module: str) -> None:
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    assert package in {re.split(r"[<>=\[ ]", each)[0] for each in listed}
    assert any(each.split(".")[0] == module for file in MODULES.values() for each in imports_of(file))
