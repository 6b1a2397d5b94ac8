"""The command: it overwrites nothing, a second run finds nothing more to do, and it takes nothing from outside the folder."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from wellread.cli import main
from wellread.importing import command
from wellread.new.files import write_new
from wellread.problems import SiteError

ROOT = Path(__file__).parent.parent.parent
SHAPES = Path(__file__).parent / "shapes"
TEXT = "---\ntitle: Cold hands\ndate: 2020-02-03\n---\nWarm them.\n"
Run = Callable[..., str]


def put(folder: Path, **files: str) -> None:
    """Write texts, each by its name with _ for a folder's slash."""
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def everything(site: Path) -> dict[str, bytes]:
    return {str(each.relative_to(site)): each.read_bytes() for each in sorted(site.rglob("*")) if each.is_file()}


# --- again ------------------------------------------------------------------------------------------------------------


def test_a_second_run_changes_nothing(site: Path, folder: Path, run: Run) -> None:
    put(folder, one=f"{TEXT}\nSee [two](two.md).", two=TEXT.replace("Cold", "Warm"))
    assert run().startswith("Imported 2 texts from old (plain) as drafts: one.md, two.md.\n")
    before = everything(site)
    assert run() == "Nothing to import: all 2 texts were imported earlier; see imported/.\n"
    assert everything(site) == before


def test_what_an_editor_wrote_since_stays(site: Path, folder: Path, run: Run) -> None:
    put(folder, one=TEXT)
    run()
    draft = site / "content/articles/one.md"
    draft.write_text("---\ntitle: Mine now\n---\nMine.\n", "utf-8")
    run()
    assert draft.read_text("utf-8") == "---\ntitle: Mine now\n---\nMine.\n"
    draft.unlink()
    run()
    assert not draft.exists()


def test_only_what_is_new_is_imported(site: Path, folder: Path, run: Run) -> None:
    put(folder, one=TEXT)
    run()
    put(folder, two=f"{TEXT}\n[One](/one/)\n", one=TEXT.replace("Warm", "Rub"))
    told = run()
    assert told.startswith("Imported 1 text from old (plain) as drafts: two.md.\n")
    assert "Changed in the folder since they were imported, and not imported again: one.md." in told
    assert "[One](article:one)" in (site / "content/articles/two.md").read_text("utf-8")
    assert "Warm them" in (site / "content/articles/one.md").read_text("utf-8")
    assert sorted(each.name for each in (site / "imported").iterdir()) == ["old-2.json", "old-2.md", "old.json", "old.md"]


def test_an_import_that_was_cut_off_is_finished(site: Path, folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder, one=f"{TEXT}\n[Two](/two/)\n", two=TEXT.replace("title", "sources: https://www.example.org/cold\ntitle"))
    real = write_new

    def breaking(path: Path, content: bytes, shown: str) -> None:
        if shown.endswith("two.md"):
            raise SiteError("the disk is full")
        real(path, content, shown)

    monkeypatch.setattr(command, "write_new", breaking)
    assert "the disk is full" in run(status=2)
    monkeypatch.setattr(command, "write_new", real)
    run()
    articles = sorted(each.name for each in (site / "content/articles").iterdir())
    assert articles == ["hiccups.md", "one.md", "sunburn.md", "two.md"]
    assert (site / "content/sources.yaml").read_text("utf-8").count("https://www.example.org/cold") == 1
    assert [text["from"] for text in json.loads((site / "imported/old.json").read_text("utf-8"))["texts"]] == ["one.md", "two.md"]


def test_a_dry_run_writes_nothing_and_shows_the_report(site: Path, folder: Path, run: Run) -> None:
    put(folder, one=f"{TEXT}<script>x</script>\n")
    before = everything(site)
    told = run("--dry-run")
    assert told.startswith("Nothing was written. This would import 1 text from old (plain) as drafts: one.md.\n")
    assert "  - line 6: `<script>x</script>`" in told
    assert everything(site) == before


# --- names ------------------------------------------------------------------------------------------------------------


def test_no_name_is_given_twice(site: Path, folder: Path, run: Run) -> None:
    texts = {"a__hands": TEXT, "b__hands": TEXT, "hiccups": TEXT, "a__index": TEXT, "c__Ünder Wärme!": TEXT, "c__写": TEXT}
    put(folder, **texts)
    before = (site / "content/articles/hiccups.md").read_bytes()
    run()
    made = {text["from"]: text["to"] for text in json.loads((site / "imported/old.json").read_text("utf-8"))["texts"]}
    assert len(set(made.values())) == len(texts)
    assert made["a/hands.md"] == "content/articles/hands.md"
    assert made["b/hands.md"] == "content/articles/b-hands.md"
    assert made["a/index.md"] == "content/articles/a.md"
    assert made["c/Ünder Wärme!.md"] == "content/articles/under-warme.md"
    assert made["c/写.md"] == "content/articles/cold-hands.md"
    assert (site / "content/articles/hiccups.md").read_bytes() == before
    assert made["hiccups.md"] != "content/articles/hiccups.md"


def test_pictures_of_one_name_are_told_apart(site: Path, folder: Path, run: Run) -> None:
    put(folder, a__one=f"{TEXT}![A](p.png)", b__two=f"{TEXT}![B](p.png)", b__three=f"{TEXT}![B](/b/p.png)")
    (folder / "a/p.png").write_bytes(b"\x89PNG a")
    (folder / "b/p.png").write_bytes(b"\x89PNG b")
    run()
    assert (site / "static/img/p.png").read_bytes() == b"\x89PNG a"
    (other,) = (each for each in (site / "static/img").iterdir() if each.name.startswith("p-"))
    assert other.read_bytes() == b"\x89PNG b"
    for name in ("two", "three"):
        assert f"![B](/static/img/{other.name})" in (site / f"content/articles/{name}.md").read_text("utf-8")


def test_papers_are_copied_too(site: Path, folder: Path, run: Run) -> None:
    put(folder, one=f"{TEXT}[Leaflet](files/My%20leaflet.pdf)")
    (folder / "files").mkdir()
    (folder / "files/My leaflet.pdf").write_bytes(b"%PDF")
    run()
    assert "[Leaflet](/static/files/my-leaflet.pdf)" in (site / "content/articles/one.md").read_text("utf-8")
    assert (site / "static/files/my-leaflet.pdf").read_bytes() == b"%PDF"


@pytest.mark.parametrize(
    ("name", "part", "id_", "old"),
    [
        ("hugo", "content", "itching", "/skin/itching/"),
        ("jekyll", "_posts", "cold-weather", "/2018/11/30/cold-weather.html"),
    ],
)
def test_only_the_texts_of_a_site(name: str, part: str, id_: str, old: str, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "wanted_of", lambda *_: "")
    assert main(["import", str(SHAPES / name / part), "--to", str(site)]) == 0
    assert f"\nredirect_from: [{old}]\n" in (site / f"content/articles/{id_}.md").read_text("utf-8")
    assert list((site / "static/img").glob("*.png"))


# --- what is not taken ------------------------------------------------------------------------------------------------


def test_nothing_is_taken_from_outside_the_folder(site: Path, folder: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    (tmp_path / "secret.md").write_text(TEXT, "utf-8")
    (folder / "linked.png").symlink_to(tmp_path / "secret.png")
    (folder / "linked.md").symlink_to(tmp_path / "secret.md")
    (folder / ".hidden").mkdir()
    (folder / ".hidden/own.png").write_bytes(b"hidden")
    addresses = (
        "../secret.png",
        "/../secret.png",
        "linked.png",
        "%2e%2e/secret.png",
        str(tmp_path / "secret.png"),
        ".hidden/own.png",
    )
    put(folder, one=TEXT + "".join(f"![x]({each})\n" for each in addresses))
    run()
    assert [each for each in (site / "static").rglob("*.png") if each.read_bytes() in (b"secret", b"hidden")] == []
    assert not (site / "content/articles/linked.md").exists()


def test_a_drawing_that_could_run_something_stays_behind(site: Path, folder: Path, run: Run) -> None:
    put(folder, one=f"{TEXT}![x](a.svg) ![y](b.svg)")
    (folder / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', "utf-8")
    (folder / "b.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    run()
    assert not (site / "static/img/a.svg").exists()
    assert (site / "static/img/b.svg").exists()
    assert "could run something" in (site / "imported/old.md").read_text("utf-8")


def test_a_site_within_the_folder_is_no_part_of_it(site: Path, folder: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    put(folder, one=TEXT)
    assert main(["import", str(site.parent), "--to", str(site)]) == 0
    assert capsys.readouterr().out.startswith("Imported 1 text from ")


def test_files_that_can_not_be_read_are_told(site: Path, folder: Path, run: Run) -> None:
    put(folder, one=TEXT, empty=" \n", long=f"{TEXT}{'x' * 30_000}")
    (folder / "latin.md").write_bytes("title: Fièvre".encode("cp1252"))
    (folder / "huge.md").write_bytes(b"a\n" * 1_000_001)
    (folder / "notes.docx").write_bytes(b"x")
    told = run()
    assert "Not imported: empty.md, huge.md, latin.md, long.md. The report says why." in told
    report = (site / "imported/old.md").read_text("utf-8")
    assert "- `latin.md`: not imported: it isn't saved as UTF-8" in report
    assert "- `notes.docx`: not looked at: it is no Markdown" in report


# --- what stops it ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--from", "hogo"), "--from can't be “hogo”; did you mean “hugo”? (it is hugo, jekyll, plain)"),
        (
            ("--to", "nowhere"),
            "nowhere holds no site.yaml, so it is no site. Name a site with --to, or start one: wellread init",
        ),
        ((), "there is no text in"),
    ],
)
def test_what_is_wrong_is_said(more: tuple[str, ...], said: str, run: Run) -> None:
    assert said in run(*more, status=2)


def test_a_folder_that_is_none(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(site / "site.yaml"), "--to", str(site)]) == 2
    assert "is no folder. Name the folder that holds the texts" in capsys.readouterr().err


def test_the_sites_own_texts_are_not_imported_into_it(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for own in (site, site / "content", site / "content/articles"):
        assert main(["import", str(own), "--to", str(site)]) == 2
        assert "is the site itself" in capsys.readouterr().err


# --- addresses that something has already -----------------------------------------------------------------------------


CLAIMS = {"a": "aliases: [/hands/, /one/]", "b": "aliases: [/HANDS]"}


def test_an_old_address_that_two_texts_claim_stays_with_the_first(site: Path, folder: Path, run: Run) -> None:
    put(
        folder, a=TEXT.replace("title:", "aliases: [/hands/, /one/]\ntitle:"), b=TEXT.replace("title:", "aliases: [/HANDS]\ntitle:")
    )
    run()
    assert "redirect_from: [/hands/, /one/]" in (site / "content/articles/a.md").read_text("utf-8")
    second = (site / "content/articles/b.md").read_text("utf-8")
    assert "#   redirect_from: [/HANDS] (taken by content/articles/a.md)\n" in second
    assert "\nredirect_from:" not in second
    assert "an old address that content/articles/a.md has already" in (site / "imported/old.json").read_text("utf-8")


def test_an_old_address_that_the_site_has_stays_there(site: Path, folder: Path, run: Run) -> None:
    put(folder, a=TEXT.replace("title:", "aliases: [/Topics/, /b/, /articles/hiccups/, /free/]\ntitle:"))
    run()
    told = (site / "content/articles/a.md").read_text("utf-8")
    assert "#   redirect_from: [/Topics/] (taken by a part that every site has)\n" in told
    assert "#   redirect_from: [/articles/hiccups/] (taken by content/articles/hiccups.md)\n" in told
    assert "\nredirect_from: [/b/, /free/]\n" in told
    put(folder, other__c=TEXT.replace("title:", "aliases: [/free/]\ntitle:"))
    run()
    assert "#   redirect_from: [/free/] (taken by content/articles/a.md)\n" in (site / "content/articles/c.md").read_text("utf-8")


def test_what_was_put_into_a_text_is_not_said_to_have_been_left(folder: Path, run: Run, site: Path) -> None:
    put(folder, one=f"{TEXT}\n{{% include call.html %}}\n")
    (folder / "_includes").mkdir()
    (folder / "_includes/call.html").write_text('<div class="call">Call now.</div>\n', "utf-8")
    (folder / "_includes/other.html").write_text("<p>x</p>\n", "utf-8")
    run("--from", "jekyll")
    told = json.loads((site / "imported/old.json").read_text("utf-8"))
    assert list(told["left"]) == ["_includes/other.html"]
    assert {(note["what"], note["line"]) for note in told["texts"][0]["notes"]} >= {
        ('<div class="call">', 7),
        ("{% include call.html %}", 7),
    }
