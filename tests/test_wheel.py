"""What is installed is the whole program: nothing stays behind in the source, and it runs where there is only the wheel."""

from __future__ import annotations

import ast
import shutil
import sys
from importlib.metadata import packages_distributions, requires
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.ours import copy_ours
from tests.wheels import NEW_ARTICLE, PROGRAM, ROOT, run, write_an_article
from wellread import __version__
from wellread.layers import OWN_STATIC
from wellread.new.guides import GUIDES

TODAY = "2026-11-22"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a folder that holds our own site and not the program."""
    return copy_ours(tmp_path / "site")


# --- what is in it ----------------------------------------------------------------------------------------------------


def test_it_holds_every_file_of_the_program_and_nothing_else(wheel: Path) -> None:
    own = {f"{PROGRAM.name}/{name}": path for name, path in files_below(PROGRAM).items()}
    templates = {f"wellread/theme/templates/{name}": path for name, path in files_below(ROOT / "templates").items()}
    static = {
        f"wellread/theme/static/{name}": path for name, path in files_below(ROOT / "static").items() if name.startswith(OWN_STATIC)
    }
    begun = {f"wellread/theme/vscode/{name}": ROOT / ".vscode" / name for name in ("content.code-snippets", "tasks.json")}
    begun |= {f"wellread/theme/workflows/{path.name}": path for path in (ROOT / ".github/workflows").glob("*.yml")}
    begun |= {f"wellread/theme/docs/{name}": ROOT / "docs" / name for name in GUIDES}
    files = own | templates | static | begun
    with ZipFile(wheel) as packed:
        names = {name for name in packed.namelist() if ".dist-info/" not in name}
        assert names == set(files)
        assert all(packed.read(name) == files[name].read_bytes() for name in sorted(names))


def files_below(folder: Path) -> dict[str, Path]:
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path for path in found}


def test_a_site_without_templates_is_made_with_its_own(installed: Path, site: Path) -> None:
    copy_ours(site.parent / "with-templates")
    shutil.rmtree(site / "templates")
    shutil.rmtree(site / "static/css")
    wellread = (sys.executable, installed / "bin/wellread")
    run(*wellread, "build", "--date", TODAY, "--jobs", "1", cwd=site, path=installed)
    run(
        *wellread,
        "build",
        "--date",
        TODAY,
        "--jobs",
        "1",
        "--site",
        site.parent / "with-templates",
        "--output",
        "whole",
        "--no-memo",
        cwd=site,
        path=installed,
    )
    built, whole = (files_below(site / folder) for folder in ("public", "whole"))
    assert built.keys() == whole.keys()
    assert all(built[name].read_bytes() == whole[name].read_bytes() for name in built)


def test_every_library_that_the_program_imports_is_one_that_it_asks_for(installed: Path) -> None:
    (metadata,) = installed.glob("wellread-*.dist-info/METADATA")
    asked = {_name(line.partition(": ")[2]) for line in metadata.read_text("utf-8").splitlines() if _is_needed(line)}
    theirs = {_name(each) for name in asked for each in requires(name) or () if "extra ==" not in each}
    comes_with = packages_distributions()
    missing = {name for name in _imported() if not {_name(each) for each in comes_with.get(name, ())} & (asked | theirs)}
    assert missing == set()


def _is_needed(line: str) -> bool:
    return line.startswith("Requires-Dist: ") and "extra ==" not in line


def _name(requirement: str) -> str:
    """Return the name of the distribution that a requirement is about, as it is compared: "Markdown>=3.10" is "markdown"."""
    name = requirement
    for mark in "<>=!~ ;[(":
        name = name.partition(mark)[0]
    return name.lower().replace("_", "-")


def _imported() -> set[str]:
    """Return the packages beside Python's own that some file of the program imports."""
    names: set[str] = set()
    for file in PROGRAM.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.partition(".")[0])
    return names - set(sys.stdlib_module_names) - {"wellread"}


# --- it runs ----------------------------------------------------------------------------------------------------------


def test_the_installed_program_is_the_one_that_runs(installed: Path, tmp_path: Path) -> None:
    assert run(sys.executable, installed / "bin/wellread", "--version", cwd=tmp_path, path=installed).split()[-1] == __version__
    where = run(sys.executable, "-c", "import wellread; print(wellread.__file__)", cwd=tmp_path, path=installed)
    assert Path(where.strip()) == installed / "wellread/__init__.py"


def test_it_builds_our_site_from_inside_its_folder(installed: Path, site: Path) -> None:
    wellread = (sys.executable, installed / "bin/wellread")
    run(*wellread, "check", "--date", TODAY, "--jobs", "1", cwd=site, path=installed)
    assert not (site / "public").exists()
    run(*wellread, "build", "--date", TODAY, "--jobs", "1", cwd=site, path=installed)
    articles = {path.stem for path in (ROOT / "content/articles").glob("*.md")}
    assert articles <= {path.parent.name for path in (site / "public/articles").glob("*/index.html")}


def test_it_explains_itself_where_there_is_no_site(installed: Path, tmp_path: Path) -> None:
    wellread = (sys.executable, installed / "bin/wellread")
    assert "sentence-long" in run(*wellread, "explain", "sentence-long", cwd=tmp_path, path=installed)
    run(*wellread, "schema", "--write", "schema", cwd=tmp_path, path=installed)
    written = {path.name: path.read_bytes() for path in (tmp_path / "schema").iterdir()}
    assert written
    assert all((ROOT / "docs/schema" / name).read_bytes() == text for name, text in written.items())


def test_it_serves_its_own_script_and_stylesheet(installed: Path, tmp_path: Path) -> None:
    ask = "from wellread.serve.pages import DESK, _desk; print(*(name for name in sorted(DESK) if _desk(name)))"
    assert run(sys.executable, "-c", ask, cwd=tmp_path, path=installed).split() == ["desk.css", "desk.js"]


def test_from_an_empty_folder_to_a_site_with_an_article(installed: Path, tmp_path: Path) -> None:
    wellread = (sys.executable, installed / "bin/wellread")
    run(*wellread, "init", "site", "--title", "Skin", "--emergency", "Ireland=112", "--date", TODAY, cwd=tmp_path, path=installed)
    site = tmp_path / "site"
    once = ("--date", TODAY, "--jobs", "1")
    run(*wellread, "build", "--strict", *once, cwd=site, path=installed)
    run(*wellread, *NEW_ARTICLE, "--date", TODAY, cwd=site, path=installed)
    write_an_article(site)
    run(*wellread, "check", "--drafts", "--strict", *once, cwd=site, path=installed)
    run(*wellread, "override", "page_head", cwd=site, path=installed)
    run(*wellread, "build", "--strict", *once, cwd=site, path=installed)
    page = (site / "public/articles/what-helps-with-sunburn/index.html").read_text("utf-8")
    assert "Cool the skin with water" in page
    assert "@layer" in page
    assert str(ROOT) not in "".join(
        path.read_text("utf-8") for path in site.rglob("*") if path.suffix in (".html", ".md", ".yaml", ".yml")
    )
    workflow = (site / ".github/workflows/check.yml").read_bytes()
    assert b"WELLREAD: wellread" in workflow
    assert (site / ".vscode/content.code-snippets").read_bytes() == (ROOT / ".vscode/content.code-snippets").read_bytes()
