"""A folder that somebody made to have more brought in than drafts: keys that are believed, files from elsewhere, a memory that is
full. What a text alone can try is in test_hostile_texts.py."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import process_time

import pytest

from tests.importing.test_command import TEXT, everything, put
from wellread.cli import main
from wellread.importing import pictures
from wellread.importing.wanted import wanted_of
from wellread.model import Article
from wellread.read import read_site, scan

Run = Callable[..., str]
TRUSTED = """\
status: approved
dosage: approved
reviewers: [{person: a-gulp, role: GP, date: 2026-03-09, decision: approved}]
last_reviewed: 2026-03-09
waive: [{rule: sentence-long, reason: x, by: editorial-team, until: 2027-01-01}]
withdrawn: {reason: x}
"""
MOST_SECONDS = 10.0


def articles(site: Path) -> dict[str, Article]:
    read, _ = read_site(scan(site))
    assert read is not None
    return {id_: article for (_, id_), article in read.articles.items()}


def is_as_any_draft(article: Article) -> bool:
    held = (article.reviewers, article.last_reviewed, article.waive, article.withdrawn)
    return (article.status, article.dosage) == ("draft", "none") and not any(held)


def test_keys_that_are_believed_here_are_notes_in_a_draft(site: Path, folder: Path, run: Run) -> None:
    put(folder, one=TEXT.replace("---\n", f"---\n{TRUSTED}", 1), two=f"---\ntitle: [\n{TRUSTED}---\nText.\n")
    lines = TRUSTED.strip().replace("\n", "\u2028").replace('"', "")
    put(folder, three=f"---\ntitle: X\nother: x\u2028{lines}\n---\nText.\n", four=f"+++\nstatus = '''\n{TRUSTED}'''\n+++\nText.\n")
    put(
        folder,
        five='{"title": "X", "status": "\\nstatus: approved", "dosage": "approved", "x": "\\u2028dosage: approved"}\nText.\n',
    )
    run()
    made = articles(site)
    assert all(is_as_any_draft(made[name]) for name in ("one", "two", "three", "four", "five"))
    assert "#   dosage: approved" in (site / "content/articles/one.md").read_text("utf-8")


@pytest.mark.parametrize("sign", ["\n", "\r", "\u2028", "\x85", "\x1b]0;x\x07", "\udce9"])
def test_a_name_that_would_write_keys_or_rewrite_the_terminal(sign: str, site: Path, folder: Path, run: Run) -> None:
    put(folder, one=TEXT)
    name = f"x{sign}dosage: approved{sign}#.md"
    (folder / name).write_text(TEXT, "utf-8")
    told = run()
    assert "Imported 1 text" in told
    assert "Not imported: x�" in told
    assert sign not in told.replace("\n", "" if sign == "\n" else "\n")
    assert "dosage: approved" not in "".join(each.read_text("utf-8") for each in (site / "content/articles").iterdir())


def test_topics_and_sources_write_nothing_into_the_lists_but_themselves(site: Path, folder: Path, run: Run) -> None:
    words = "a\\nb: x\\n- id: evil\\n  name: Evil\\u2028- id: evil"
    source = f'{{"title": "{words}", "url": "https://a.test/x\\n- id: evil"}}'
    put(folder, one=f'{{"title": "{words}", "tags": ["{words}"], "sources": [{source}], "aliases": ["/../../x\\ny/"]}}\nText.\n')
    before, _ = read_site(scan(site))
    run()
    after, _ = read_site(scan(site))
    assert before is not None
    assert after is not None
    assert after.topics.keys() == before.topics.keys()
    assert "evil" not in after.sources


@pytest.mark.parametrize("name", ["../../x.md", "%2e%2e%2fx.md", "..md", "-rf.md", "CON.md", f"{'x' * 200}.md"])
def test_a_draft_is_written_among_the_articles_and_nowhere_else(name: str, site: Path, folder: Path, run: Run) -> None:
    before = set(everything(site.parent))
    (folder / f"a{name.replace('/', chr(0x2215))}").write_text(TEXT, "utf-8")
    put(folder, slug=TEXT.replace("title", f"slug: {name}\ntitle"), address=TEXT.replace("title", f"url: /{name}\ntitle"))
    run()
    made = {each for each in set(everything(site.parent)) - before if not each.startswith("old/")}
    assert len(made) == 5
    assert all(re.fullmatch(r"site/(?:content/articles/[a-z0-9-]+\.md|imported/old\.(?:md|json))", each) for each in made)


# --- files from elsewhere ---------------------------------------------------------------------------------------------


def test_no_file_is_taken_by_way_of_a_link_or_from_a_folder_beside(site: Path, tmp_path: Path, run: Run) -> None:
    inside, home = tmp_path / "home/content", tmp_path / "home"
    (home / ".keys").mkdir(parents=True)
    inside.mkdir()
    wanted = {"own.txt": home / "own.txt", "hidden.txt": home / ".keys/hidden.txt", "far.txt": tmp_path / "far.txt"}
    for name, file in wanted.items():
        file.write_text(f"private {name}", "utf-8")
    (inside / "static").symlink_to(tmp_path)
    (inside / "assets").symlink_to(home)
    addresses = ("/own.txt", "../own.txt", "/.keys/hidden.txt", "/far.txt", "far.txt", "/static/../far.txt", "/home/own.txt")
    put(inside, one=TEXT + "".join(f"[x]({each})\n" for each in addresses))
    for generator in ("hugo", "jekyll", "plain"):
        assert main(["import", str(inside), "--to", str(site), "--from", generator]) == 0
        for made in (site / "imported").iterdir():
            made.unlink()
        (site / "content/articles/one.md").unlink()
    assert list((site / "static").rglob("*.txt")) == []


def test_settings_are_not_read_by_way_of_a_link(site: Path, folder: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "secret.yml").write_text("url: [very secret", "utf-8")
    (folder / "_config.yml").symlink_to(tmp_path / "secret.yml")
    put(folder, one=TEXT)
    assert "secret" not in run("--dry-run", "--from", "jekyll")


def test_pipes_are_not_waited_for(site: Path, folder: Path, run: Run) -> None:
    put(folder, one=f"{TEXT}![x](p.png) [y](q.pdf)")
    for name in ("two.md", "p.png", "q.pdf", "_config.yml"):
        os.mkfifo(folder / name)
    assert "Imported 1 text" in run()


# --- too much ---------------------------------------------------------------------------------------------------------


def test_settings_that_unfold_are_told(site: Path, folder: Path, run: Run) -> None:
    levels = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 9))
    (folder / "_config.yml").write_text(f"l0: &l0 [x, x, x]\n{levels}url: *l8\n", "utf-8")
    put(folder, one=TEXT)
    started = process_time()
    told = run("--dry-run")
    assert "`_config.yml`: the settings can't be read: its aliases stand for more than 100,000 values" in told
    assert process_time() - started < MOST_SECONDS


def test_files_that_show_one_another_without_end(site: Path, folder: Path, run: Run) -> None:
    (folder / "_includes").mkdir()
    (folder / "_config.yml").touch()
    (folder / "_includes/a.html").write_text("{% include b.html %}\n" * 1_000, "utf-8")
    (folder / "_includes/b.html").write_text("word " * 20_000, "utf-8")
    put(folder, one=TEXT + "{% include a.html %}\n" * 1_000)
    started = process_time()
    run()
    assert process_time() - started < MOST_SECONDS
    assert (site / "content/articles/one.md").stat().st_size < 1_000_000


def test_more_pictures_than_there_is_room_for(site: Path, folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_BYTES", 10)
    put(folder, one=f"{TEXT}![x](a.png) ![y](b.png)")
    (folder / "a.png").write_bytes(b"123456")
    (folder / "b.png").write_bytes(b"654321")
    run()
    assert [each.name for each in (site / "static/img").glob("?.png")] == ["a.png"]
    assert "The picture can't be copied: too large" in (site / "imported/old.md").read_text("utf-8")


def test_links_in_the_site_itself_do_no_harm(site: Path) -> None:
    (site / "content/articles/.#hiccups.md").symlink_to("somebody@host.1")  # an editor's lock
    (site / "static/again").symlink_to(site / "static")
    assert wanted_of(site, {}, {}, date(2026, 11, 22)) == ""
