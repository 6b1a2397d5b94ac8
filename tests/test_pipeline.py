"""The program from end to end: what it is told, what it says and publishes; and a build that stops leaves everything as it was."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.rule_pages import BASE, ROOT
from wellread.cli import FINE, PROBLEMS, WRONG_USE, main
from wellread.options import MEMO
from wellread.write import MANIFEST, read_manifest
from wellread.write.lock import LOCK

TODAY = "2026-11-22"
ARTICLE = "content/articles/hiccups.md"
PAGE = "public/articles/hiccups/index.html"
LONG_TITLE = "Why do hiccups come and go, and come back again, and then go away for good?"


class Told(NamedTuple):
    """What a run of the program says: its exit status, and what it prints to both streams."""

    status: int
    out: str
    err: str


Run = Callable[..., Told]


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a small site with our templates and stylesheets, built."""
    root = tmp_path_factory.mktemp("built") / "site"
    shutil.copytree(BASE, root)
    for name in ("templates", "static"):
        shutil.copytree(ROOT / name, root / name, dirs_exist_ok=True)
    assert main(["build", "--site", str(root), "--date", TODAY, "--jobs", "1"]) == FINE
    return root


@pytest.fixture
def site(built_once: Path, tmp_path: Path) -> Path:
    """Return the folder of the small site, built, for one test to spoil."""
    return Path(shutil.copytree(built_once, tmp_path / "site"))


@pytest.fixture
def run(site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs the program on the site with more words; a `--date` in them replaces the day of the tests."""
    monkeypatch.setenv("NO_COLOR", "1")

    def run_once(*words: str) -> Told:
        command = words[0] if words and not words[0].startswith("-") else "build"
        capsys.readouterr()
        status = main([command, "--site", str(site), "--date", TODAY, "--jobs", "1", *words[words[:1] == (command,) :]])
        return Told(status, *capsys.readouterr())

    return run_once


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def shape(folder: Path) -> dict[str, tuple[int, bytes | None]]:
    """Return every file and folder with its date (ns) and, for files, its bytes. Left out: locks, the memo, and the date of the
    output folder, in which pages wait for a while until they are published."""
    paths = [path for path in (folder, *folder.rglob("*")) if path.name != LOCK and MEMO not in path.parts]
    return {
        str(path): (
            0 if path.name == "public" else path.lstat().st_mtime_ns,
            path.read_bytes() if path.is_file() else None,
        )
        for path in paths
        if path.exists()
    }


def published(root: Path) -> dict[str, bytes]:
    """Return the files that readers get."""
    public = root / "public"
    return {
        path.relative_to(public).as_posix(): path.read_bytes()
        for path in sorted(public.rglob("*"))
        if path.is_file() and path.name != LOCK
    }


# --- what stops a build, and that nothing comes of it -----------------------------------------------------------------

BROKEN = {
    **{path.relative_to(BASE).as_posix(): "no front matter\n" for path in BASE.glob("content/*/*.md")},
    **{path.relative_to(BASE).as_posix(): "- id: [\n" for path in BASE.glob("content/*.yaml")},
    "site.yaml": "title: Only a title\n",
    "content/articles/notes.txt": "not expected here",
    "content/pages/disclaimer.md": "---\ntitle: Disclaimer\ndescripton: misspelt\n---\n",
    "templates/base.html": "{% if %}",
    "templates/article.html": "{{ view.nothing.at.all }}",
    "templates/symptom.html": "{% extends 'missing.html' %}",
    "templates/sitemap.xml": "{{ 1 / 0 }}",
    "templates/components/breadcrumbs.html": "{% macro breadcrumbs( %}",
}


@pytest.mark.parametrize("built_before", [True, False], ids=["a later build", "the first build"])
@pytest.mark.parametrize("path", sorted(BROKEN))
def test_an_error_in_any_file_stops_the_build(site: Path, run: Run, path: str, built_before: bool) -> None:
    if not built_before:
        shutil.rmtree(site / "public")
        shutil.rmtree(site / MEMO)
    (site / path).write_text(BROKEN[path])
    if path != ARTICLE:
        change(site / ARTICLE, "A big meal can", "A large meal can")
    before = shape(site / "public")
    told = run()
    assert told.status == PROBLEMS
    assert path in told.err
    assert "nothing was published" in told.err
    assert told.out == ""
    assert shape(site / "public") == before
    assert sorted(each.name for each in site.glob(".*")) == [MEMO]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("templates/article.html", "article.html"),
        ("content", "there is no folder content/"),
        ("content/people/editorial-team.md", "editorial-team"),
        ("content/sources.yaml", "hiccups-nhs"),
    ],
)
def test_a_file_that_is_missing_stops_the_build(site: Path, run: Run, path: str, words: str) -> None:
    shutil.rmtree(site / path) if (site / path).is_dir() else (site / path).unlink()
    before = shape(site / "public")
    told = run()
    assert (told.status, told.out) == (PROBLEMS, "")
    assert words in told.err
    assert shape(site / "public") == before


def test_an_empty_content_folder_stops_the_build(site: Path, run: Run) -> None:
    shutil.rmtree(site / "content")
    (site / "content" / "articles").mkdir(parents=True)
    before = shape(site / "public")
    told = run()
    assert (told.status, told.out) == (PROBLEMS, "")
    assert "write a first article in content/articles/" in told.err
    assert shape(site / "public") == before


def test_once_the_error_is_mended_the_site_is_built(site: Path, run: Run) -> None:
    before = published(site)
    text = (site / ARTICLE).read_text("utf-8")
    (site / ARTICLE).write_text("broken")
    assert run().status == PROBLEMS
    (site / ARTICLE).write_text(text.replace("A big meal", "A large meal"))
    told = run()
    assert (told.status, told.err) == (FINE, "")
    assert re.search(r"\b1 written, \d+ unchanged, 0 removed", told.out)
    after = published(site)
    assert {path for path in after if after[path] != before[path]} - {MANIFEST} == {"articles/hiccups/index.html"}
    assert b"A large meal" in after["articles/hiccups/index.html"]


# --- warnings -----------------------------------------------------------------------------------------------------------


def test_warnings_are_told_and_the_site_is_built(site: Path, run: Run) -> None:
    change(site / ARTICLE, "Why do hiccups come and go?", LONG_TITLE)
    told = run()
    assert (told.status, told.err) == (FINE, "")
    assert f"{ARTICLE}:2:8: warning: " in told.out
    assert "[title-long]" in told.out
    assert LONG_TITLE in (site / PAGE).read_text("utf-8")


def test_strict_stops_on_a_warning(site: Path, run: Run) -> None:
    change(site / ARTICLE, "Why do hiccups come and go?", LONG_TITLE)
    before = shape(site / "public")
    told = run("--strict")
    assert (told.status, told.out) == (PROBLEMS, "")
    assert "warning: " in told.err
    assert "--strict" in told.err
    assert shape(site / "public") == before
    assert run("check", "--strict").status == PROBLEMS


def test_strict_lets_pass_what_has_no_warnings(site: Path, run: Run) -> None:
    change(site / ARTICLE, "A big meal can", "A large meal can")
    assert run("--strict").status == FINE
    assert "A large meal can" in (site / PAGE).read_text("utf-8")


# --- what the program can do nothing about ------------------------------------------------------------------------------


def no_settings(site: Path) -> None:
    (site / "site.yaml").unlink()


def not_ours(site: Path) -> None:
    (site / "public" / MANIFEST).unlink()


def damaged_manifest(site: Path) -> None:
    (site / "public" / MANIFEST).write_text("{")


def a_file(site: Path) -> None:
    shutil.rmtree(site / "public")
    (site / "public").write_text("dear")


def a_loop(site: Path) -> None:
    shutil.rmtree(site / "public")
    (site / "public").symlink_to("public")


def a_link_outside(site: Path) -> None:
    (site / "public" / "articles").rename(site.parent / "outside")
    (site / "public" / "articles").symlink_to(site.parent / "outside")


def in_the_way(site: Path) -> None:
    (site / "content" / "articles" / "blushing.md").write_text((site / ARTICLE).read_text())
    (site / "public" / "articles" / "blushing").write_text("dear")


def a_pipe(site: Path) -> None:
    os.mkfifo(site / "static" / "css" / "pipe.css")


@pytest.mark.parametrize(
    ("arrange", "words", "said"),
    [
        (no_settings, (), "no site.yaml in"),
        (not_ours, (), "was not made by wellread"),
        (damaged_manifest, (), "is damaged"),
        (a_file, (), "is a file, not a folder"),
        (a_loop, (), "is a symbolic link that leads nowhere"),
        (a_link_outside, (), "public/articles is a symbolic link to a folder"),
        (in_the_way, (), "public/articles/blushing is not wellread's"),
        (a_pipe, (), "static/css/pipe.css is not a file that can be read"),
        (None, ("--output", "{site}"), "holds the site's own files"),
        (None, ("--output", "{site}/content/articles"), "is inside content/"),
        (None, ("--output", "{site}/static/public"), "is inside static/"),
        (None, ("--output", "{site}/site.yaml/public"), "site.yaml"),
        (None, ("--output", "{site}/" + "x" * 300), "File name too long"),
        (None, ("--site", "{site}/nowhere"), "no site.yaml in"),
    ],
)
def test_what_no_editor_can_mend_stops_the_program(
    site: Path, run: Run, arrange: Callable[[Path], None] | None, words: tuple[str, ...], said: str
) -> None:
    if arrange:
        arrange(site)
    change(site / ARTICLE, "A big meal can", "A large meal can")
    before = shape(site.parent)
    told = run(*(word.replace("{site}", str(site)) for word in words))
    assert (told.status, told.out) == (WRONG_USE, "")
    assert told.err.startswith("wellread: ")
    assert said in told.err
    assert told.err.count("\n") == 1
    assert shape(site.parent) == before


@pytest.mark.parametrize(
    ("code", "words"), [(errno.ENOSPC, "The disk is full"), (errno.EACCES, "may not be"), (errno.EROFS, "read-only")]
)
@pytest.mark.parametrize("after", [0, 1, 2, 5])
def test_a_disk_that_fails_leaves_whole_pages_and_the_next_build_mends(
    site: Path, run: Run, monkeypatch: pytest.MonkeyPatch, code: int, words: str, after: int
) -> None:
    change(site / "site.yaml", "title: Hiccup House", "title: Sunburn House")  # which is on every page
    old = published(site)
    replace, calls = os.replace, iter(range(after))

    def fail(source: Path, target: Path) -> None:
        if next(calls, None) is None:
            raise OSError(code, os.strerror(code), str(target))
        replace(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", fail)
        told = run()
    assert (told.status, told.out) == (WRONG_USE, "")
    assert words in told.err
    left = {path: content for path, content in published(site).items() if not Path(path).name.startswith(".")}
    assert run().status == FINE
    new = published(site)
    assert set(left) == set(old) - {MANIFEST} == set(new) - {MANIFEST}
    assert all(content in (old[path], new[path]) for path, content in left.items())
    assert new["index.html"] != old["index.html"]


# --- what it is told ------------------------------------------------------------------------------------------------------


def test_without_a_command_it_builds(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(site / "public")
    assert main(["--site", str(site), "--date", TODAY]) == FINE
    assert "Built " in capsys.readouterr().out
    assert (site / PAGE).exists()


def test_check_writes_nothing(site: Path, run: Run) -> None:
    change(site / ARTICLE, "A big meal can", "A large meal can")
    before = shape(site)
    told = run("check")
    assert (told.status, told.err) == (FINE, "")
    assert told.out.startswith("Checked ")
    (site / ARTICLE).write_text("broken")
    assert run("check").status == PROBLEMS
    assert {path: was for path, was in shape(site).items() if ARTICLE not in path} == {
        path: was for path, was in before.items() if ARTICLE not in path
    }


def test_the_date_is_the_day_it_is_built_for(site: Path, run: Run) -> None:
    before = shape(site / "public")
    told = run("--date", "2026-03-08")
    assert told.status == PROBLEMS
    assert "2026-03-09 is in the future (today is 2026-03-08)" in told.err
    assert shape(site / "public") == before
    assert run("--date", "2026-03-09").status == FINE


def test_the_base_url_replaces_that_of_the_settings(site: Path, run: Run) -> None:
    assert "<loc>https://example.org/articles/hiccups/</loc>" in (site / "public" / "sitemap.xml").read_text()
    assert run("--base-url", "http://hiccups.example/health").status == FINE
    assert "<loc>http://hiccups.example/health/articles/hiccups/</loc>" in (site / "public" / "sitemap.xml").read_text()
    assert "https://example.org/" not in "".join(content.decode("utf-8", "replace") for content in published(site).values())
    assert run().status == FINE
    assert "<loc>https://example.org/articles/hiccups/</loc>" in (site / "public" / "sitemap.xml").read_text()


def test_drafts_are_published_only_if_asked_for(site: Path, run: Run) -> None:
    page = site / "public" / "articles" / "sunburn" / "index.html"
    change(site / ARTICLE, "related: [{id: sunburn,", "related: []  # [{id: sunburn,")
    change(site / "content" / "articles" / "sunburn.md", "status: in-review", "status: draft")
    assert run().status == FINE
    assert not page.exists()
    assert run("--drafts").status == FINE
    assert page.exists()
    assert says_drafts(site)
    assert run().status == FINE
    assert not page.exists()
    assert not says_drafts(site)


def says_drafts(site: Path) -> bool:
    """Say whether the manifest keeps the folder from being published, because drafts are in it."""
    manifest = read_manifest(site / "public")
    assert manifest
    return manifest.drafts


def test_drafts_are_named_in_the_manifest_though_no_page_differs(site: Path, run: Run) -> None:
    assert run("--drafts").status == FINE
    assert says_drafts(site)
    assert run().status == FINE
    assert not says_drafts(site)


def test_what_is_wrong_in_a_draft_keeps_nobody_from_publishing(site: Path, run: Run) -> None:
    change(site / ARTICLE, "related: [{id: sunburn,", "related: []  # [{id: sunburn,")
    draft = site / "content" / "articles" / "sunburn.md"
    change(draft, "status: in-review", "status: draft\ntopics: [nowhere]")
    draft.write_text(f"{draft.read_text('utf-8')}\nSee [all about it](article:nobody).\n", "utf-8")
    told = run()
    assert told.status == FINE
    assert "nowhere" not in told.out + told.err  # what is wrong with what is published must not drown in it
    assert "info: there is no topic “nowhere” [id-unknown]" in run("--infos").out
    assert "info: there is no article “nobody”" in run("--infos").out
    assert not (site / "public" / "articles" / "sunburn" / "index.html").exists()
    draft.write_text(draft.read_text("utf-8").replace("all about it", "all of it"), "utf-8")
    assert run().status == FINE  # by the short way too
    assert run("--strict").status == FINE
    told = run("--drafts")
    assert told.status == PROBLEMS
    assert "error: there is no topic “nowhere” [id-unknown]" in told.err
    change(draft, "status: draft", "status: in-review")
    assert run().status == PROBLEMS


def test_a_link_that_leads_nowhere_in_a_draft_and_on_a_page_stops_the_build(site: Path, run: Run) -> None:
    page = site / ARTICLE
    draft = site / "content" / "articles" / "a-draft.md"  # told first, since it comes first
    draft.write_text(page.read_text("utf-8").replace("status: in-review", "status: draft"), "utf-8")
    for each in (draft, page):
        each.write_text(f"{each.read_text('utf-8')}\nSee [all of it](article:nobody-at-all).\n", "utf-8")
    told = run()
    assert told.status == PROBLEMS
    assert "[link-broken]" in told.err
    change(page, "(article:nobody-at-all)", "(article:sunburn)")
    assert run().status == FINE


def test_what_a_draft_does_to_published_pages_stops_the_build(site: Path, run: Run) -> None:
    change(site / ARTICLE, "related: [{id: sunburn,", "related: []  # [{id: sunburn,")
    change(site / "content" / "articles" / "sunburn.md", "status: in-review", "status: draft")
    leak = "Leave blisters closed, and keep turnips away from your forehead."
    draft = site / "content" / "articles" / "sunburn.md"
    draft.write_text(f"{draft.read_text('utf-8')}\n{leak}\n", "utf-8")
    assert run().status == FINE
    page = site / "templates" / "page.html"
    change(page, "{% block main %}", "{% block main %}<p>" + leak + "</p>")
    told = run()
    assert told.status == PROBLEMS
    assert "[draft-leak]" in told.err


def test_the_output_goes_where_it_is_asked_to(site: Path, run: Run, tmp_path: Path) -> None:
    before = shape(site / "public")
    assert run("--output", str(tmp_path / "elsewhere" / "www")).status == FINE
    assert shape(site / "public") == before
    shutil.rmtree(site / "public")
    (tmp_path / "elsewhere" / "www").rename(site / "public")
    assert {path: content for path, (_, content) in before.items() if content is not None} == {
        f"{site}/public/{path}": content for path, content in published(site).items()
    }


@pytest.mark.parametrize("command", ["build", "check"])
def test_problems_as_json(site: Path, run: Run, command: str) -> None:
    change(site / ARTICLE, "Why do hiccups come and go?", LONG_TITLE)
    told = run(command, "--format", "json")
    assert (told.status, told.err.count("\n")) == (FINE, 1)
    assert told.err.startswith("Built" if command == "build" else "Checked")
    (problem,) = json.loads(told.out)["problems"]
    assert json.loads(told.out)["summary"] == {"error": 0, "warning": 1, "info": 0}
    assert problem == {
        "code": "title-long",
        "severity": "warning",
        "message": f"the title has {len(LONG_TITLE)} characters",
        "path": ARTICLE,
        "line": 2,
        "column": 8,
        "end_line": 2,
        "end_column": 8 + len(LONG_TITLE),
        "hint": problem["hint"],
        "related": [],
    }
    (site / "content" / "topics.yaml").write_text("- id: [\n")
    told = run(command, "--format", "json")
    assert (told.status, told.err.count("\n")) == (PROBLEMS, 1)
    assert told.err.startswith("Stopped: nothing was published" if command == "build" else "Checked: nothing can be")
    assert json.loads(told.out)["summary"]["error"] == len(
        [p for p in json.loads(told.out)["problems"] if p["severity"] == "error"]
    )
    assert "content/topics.yaml" in {each["path"] for each in json.loads(told.out)["problems"]}


def test_a_site_without_problems_as_json(run: Run) -> None:
    assert json.loads(run("--format", "json").out) == {"problems": [], "summary": {"error": 0, "warning": 0, "info": 0}}


def test_no_memo_remembers_nothing_and_makes_the_same(site: Path, run: Run) -> None:
    change(site / ARTICLE, "A big meal can", "A large meal can")
    assert run().status == FINE
    right = published(site)
    shutil.rmtree(site / "public")
    shutil.rmtree(site / MEMO)
    assert run("--no-memo")[::2] == (FINE, "")
    assert published(site) == right
    assert not (site / MEMO).exists()


def test_no_memo_does_not_look_at_what_was_remembered(site: Path, run: Run) -> None:
    right = shape(site / "public")
    shutil.rmtree(site / MEMO)
    (site / MEMO).write_text("not a folder")
    told = run("--no-memo")
    assert (told.status, told.out.count("\n"), told.err) == (FINE, 1, "")
    assert shape(site / "public") == right
    assert (site / MEMO).read_text() == "not a folder"


# --- what it says ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [("build",), ("check",), ("build", "--strict"), ("build", "--format", "json")])
def test_a_memo_changes_nothing_in_what_is_said(site: Path, run: Run, words: tuple[str, ...]) -> None:
    """Apart from the time it took: the first run remembers nothing, the others everything."""
    change(site / ARTICLE, "Why do hiccups come and go?", LONG_TITLE)
    said: list[tuple[int | str, ...]] = []
    for _ in range(3):
        shutil.rmtree(site / "public", ignore_errors=True)
        if not said:
            shutil.rmtree(site / MEMO)
        told = run(*words)
        said.append((told.status, *(re.sub(r"\d+\.\d+ s\b", "0.0 s", each) for each in told[1:])))
    assert said == said[:1] * 3


def test_what_is_not_ours_is_told_and_left_alone(site: Path, run: Run) -> None:
    (site / "public" / "CNAME").write_text("hiccups.example")
    told = run()
    assert told.status == FINE
    assert "Not ours and left alone in" in told.out
    assert "CNAME" in told.out
    assert (site / "public" / "CNAME").read_text() == "hiccups.example"


def test_a_withdrawn_page_is_gone_even_if_it_was_changed_by_hand(site: Path, run: Run) -> None:
    with (site / PAGE).open("a") as file:
        file.write("by hand")
    change(site / ARTICLE, "status: in-review", "status: draft")
    change(site / "site.yaml", "featured: [hiccups]", "featured: []")
    change(site / "content" / "symptoms" / "hiccuping.md", "See [why hiccups come and go](article:hiccups).", "")
    told = run()
    assert told.status == FINE, told.err
    assert not (site / PAGE).exists()
