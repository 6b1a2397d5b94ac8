"""The folder is looked at as it is: what belongs there is read, what doesn't is named, and nothing outside the site is touched."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from tests.ordinary import ordinary_folder
from tests.read.written import ARTICLE, SITE
from wellread.problems import SiteError
from wellread.read import Scan, read_folder, read_site, scan


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return the folder of a site with one article."""
    root = tmp_path / "site"
    (root / "content" / "articles").mkdir(parents=True)
    (root / "site.yaml").write_text(SITE)
    (root / "content" / "articles" / "hiccups.md").write_text(ARTICLE)
    return root


def told(found: Scan) -> list[tuple[str, str, str]]:
    return [(p.place.path, p.code, p.hint) for p in found.problems]


def test_what_belongs_there_is_read(site: Path) -> None:
    (site / "content" / "terms").mkdir()
    for name in ("terms/hiccup.md", "topics.yaml", "sources.json", "articles/Sun Burn.md"):
        (site / "content" / name).write_text("x")
    (site / "README.md").write_text("not read")
    found = scan(site)
    assert list(found.files) == [
        "site.yaml",
        "content/articles/Sun Burn.md",
        "content/articles/hiccups.md",
        "content/sources.json",
        "content/terms/hiccup.md",
        "content/topics.yaml",
    ]
    assert found.files["content/articles/hiccups.md"] == ARTICLE.encode()
    assert found.problems == ()


def test_signed_texts_are_kept_as_they_are(site: Path) -> None:
    (site / "content" / "reviews").mkdir()
    (site / "content" / "reviews" / "hiccups.c1-0.txt").write_bytes(b"title: Hiccups\r\n")
    read, problems = read_site(scan(site))
    assert read
    assert (read.signed, problems) == ({"content/reviews/hiccups.c1-0.txt": "title: Hiccups\n"}, ())
    (site / "content" / "reviews" / "hiccups.c1-0.txt").write_bytes(b"\xff\xfe")
    assert [each.code for each in read_site(scan(site))[1]] == ["encoding-wrong"]


@pytest.mark.parametrize(
    ("path", "code", "hint"),
    [
        ("content/article/x.md", "file-unexpected", "did you mean “articles/”?"),
        ("content/sources.yml", "file-unexpected", "did you mean “sources.yaml”?"),
        (
            "content/hiccups.md",
            "file-unexpected",
            "move it to the folder of its kind: content/articles/, content/symptoms/, content/terms/, "
            "content/people/, content/pages/",
        ),
        ("content/articles/2026/x.md", "file-unexpected", "move its files to content/articles/ itself"),
        (
            "content/articles/Hic Cups.docx",
            "file-unexpected",
            "if it is an article, rename it to hic-cups.md; otherwise move it out of content/",
        ),
        (
            "content/articles/hiccups.markdown",
            "file-unexpected",
            "if it is an article, rename it to hiccups.md; otherwise move it out of content/",
        ),
        ("content/articles/diaphragm.PNG", "image-misplaced", "put it in static/img/, and write the path from there"),
        ("content/logo.svg", "image-misplaced", "put it in static/img/"),
        ("content/topics.yaml/x", "file-unexpected", "remove it"),
        ("content/reviews/hiccups.md", "file-unexpected", "move it out of content/"),
        ("content/review/hiccups.txt", "file-unexpected", "did you mean “reviews/”?"),
    ],
)
def test_what_does_not_belong_there_is_named(site: Path, path: str, code: str, hint: str) -> None:
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_text("x")
    (problem,) = told(scan(site))
    assert path.startswith(problem[0])
    assert problem[1:] == (code, hint)


@pytest.mark.parametrize(
    "name",
    [".#hiccups.md", "#hiccups.md#", "hiccups.md~", ".hiccups.md.swp", ".DS_Store", "Thumbs.db", "~$hiccups.docx", "._hiccups.md"],
)
def test_what_editors_leave_lying_about_is_passed_over(site: Path, name: str) -> None:
    (site / "content" / "articles" / name).write_text("x")
    (site / "content" / name).write_text("x")
    assert scan(site) == scan(site)
    assert scan(site).problems == ()
    assert list(scan(site).files) == ["site.yaml", "content/articles/hiccups.md"]


def test_a_file_of_50_mb_is_not_read(site: Path) -> None:
    with (site / "content" / "articles" / "film.md").open("wb") as file:
        file.truncate(50_000_000)
    (problem,) = scan(site).problems
    assert (problem.place.path, problem.code) == ("content/articles/film.md", "file-large")
    assert problem.message == "the file is too large: 50.0 MB, and 1 MB is the limit"
    assert "content/articles/film.md" not in scan(site).files


def test_a_symbolic_link_out_of_the_site_is_not_followed(site: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret")
    (tmp_path / "terms").mkdir()
    articles = site / "content" / "articles"
    (articles / "leak.md").symlink_to(tmp_path / "secret.md")
    (articles / "lost.md").symlink_to("nowhere.md")
    (articles / "loop.md").symlink_to("loop.md")
    (site / "content" / "terms").symlink_to(tmp_path / "terms")
    found = scan(site)
    assert [(p.place.path, p.code, p.message) for p in found.problems] == [
        ("content/articles/leak.md", "link-outside", "a symbolic link leads out of the site's folder"),
        ("content/articles/loop.md", "link-outside", "a symbolic link leads nowhere"),
        ("content/articles/lost.md", "link-outside", "a symbolic link leads nowhere"),
        ("content/terms", "link-outside", "a symbolic link leads out of the site's folder"),
    ]
    assert "secret" not in str(found.files)


def test_a_symbolic_link_within_the_site_is_followed(site: Path) -> None:
    (site / "hiccups.md").write_text(ARTICLE)
    (site / "content" / "articles" / "sunburn.md").symlink_to("../../hiccups.md")
    assert scan(site).files["content/articles/sunburn.md"] == ARTICLE.encode()


def test_a_pipe_is_not_opened(site: Path) -> None:
    os.mkfifo(site / "content" / "articles" / "pipe.md")
    assert [code for _, code, _ in told(scan(site))] == ["file-unexpected"]


def test_a_name_that_is_not_utf8_can_be_told(site: Path) -> None:
    try:
        with open(os.fsencode(site) + b"/content/articles/caf\xe9.md", "wb") as file:
            file.write(b"x")
    except OSError:
        return  # this file system takes UTF-8 names only
    (problem,) = scan(site).problems
    assert (problem.place.path, problem.code) == ("content/articles/caf\\udce9.md", "name-wrong")


def test_a_file_that_can_not_be_read_is_a_problem(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str, *_: object, **__: object) -> NoReturn:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr("os.open", refuse)
    assert {(p.code, p.message) for p in scan(site).problems} == {
        ("file-unreadable", "the file can't be read: Permission denied"),
    }


def test_no_site_yaml_stops_the_program(tmp_path: Path) -> None:
    with pytest.raises(SiteError) as caught:
        scan(tmp_path)
    assert str(caught.value) == f"no site.yaml in {tmp_path}; start in the site's folder, or name it with --site DIR"
    (tmp_path / "site.yml").write_text(SITE)
    with pytest.raises(SiteError, match=r"there is site\.yml: rename it to site\.yaml"):
        scan(tmp_path)
    with pytest.raises(SiteError, match="start in the site's folder"):
        scan(tmp_path / "nowhere")


def test_content_must_be_there_and_hold_something(tmp_path: Path) -> None:
    (tmp_path / "site.yaml").write_text(SITE)
    assert told(scan(tmp_path)) == [("content", "content-missing", "make it, with a folder articles in it")]
    (tmp_path / "content" / "articles").mkdir(parents=True)
    assert told(scan(tmp_path)) == [("content", "content-empty", "write a first article in content/articles/")]


def test_other_folders_are_read_whole(site: Path, tmp_path: Path) -> None:
    assert read_folder(site / "static") == {}
    (site / "static" / "img").mkdir(parents=True)
    for name in ("z.css", "img/a.svg", "z.css~", "img/.DS_Store"):
        (site / "static" / name).write_text(name)
    assert list(read_folder(site / "static").items()) == [("img/a.svg", b"img/a.svg"), ("z.css", b"z.css")]
    (tmp_path / "secret").write_text("secret")
    (site / "static" / "leak").symlink_to(tmp_path / "secret")
    with pytest.raises(SiteError, match="leads out of the site"):
        read_folder(site / "static")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a\nb.txt", r"a\\nb\.txt' holds a line end, a backslash or another sign"),
        ("a\\b.txt", "holds a line end, a backslash or another sign"),
        ("a\x1b[2Jb.txt", r"a\\x1b\[2Jb\.txt' holds"),
        ("é" * 120 + ".txt", "is too long: published it gets longer still. Use at most 200 bytes"),
        ("a" * 201, "is too long"),
    ],
)
def test_a_name_that_can_not_be_published_is_told(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / name).write_text("x")
    with pytest.raises(SiteError, match=said):
        read_folder(tmp_path / "static")


# --- what can't be opened ---------------------------------------------------------------------------------------------


@pytest.fixture
def ordinary_site() -> Iterator[Path]:
    """Return the folder of a site with one article and a stylesheet, which permissions can keep us out of."""
    with ordinary_folder() as folder:
        for name, text in {"site.yaml": SITE, "content/articles/hiccups.md": ARTICLE, "static/css/site.css": "x"}.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
        yield folder


@pytest.mark.parametrize("mode", [0o000, 0o644, 0o311], ids=oct)
@pytest.mark.parametrize("folder", ["content", "content/articles"])
def test_a_folder_of_entries_that_can_not_be_opened_is_a_problem(ordinary_site: Path, folder: str, mode: int) -> None:
    (ordinary_site / folder).chmod(mode)
    found = scan(ordinary_site)
    assert list(found.files) == ["site.yaml"]
    (problem,) = found.problems
    assert (problem.place.path, problem.code) == (folder, "file-unreadable")
    assert problem.message == "the folder can't be opened: Permission denied"


def test_a_link_to_what_can_not_be_opened_is_a_problem(ordinary_site: Path) -> None:
    (ordinary_site / "private").mkdir()
    (ordinary_site / "content" / "articles" / "sunburn.md").symlink_to("../../private/sunburn.md")
    (ordinary_site / "private").chmod(0o000)
    (problem,) = scan(ordinary_site).problems
    assert (problem.place.path, problem.message) == ("content/articles/sunburn.md", "the file can't be read: Permission denied")


def test_a_site_that_can_not_be_opened_stops_the_program(ordinary_site: Path) -> None:
    ordinary_site.chmod(0o600)
    with pytest.raises(SiteError, match=r"site\.yaml can't be opened: Permission denied"):
        scan(ordinary_site)


@pytest.mark.parametrize("mode", [0o000, 0o644, 0o311], ids=oct)
@pytest.mark.parametrize("folder", ["static", "static/css"])
def test_a_folder_of_stylesheets_that_can_not_be_opened_stops_the_program(ordinary_site: Path, folder: str, mode: int) -> None:
    (ordinary_site / folder).chmod(mode)
    with pytest.raises(SiteError, match=f"{folder}.* can't be read: Permission denied"):
        read_folder(ordinary_site / "static")


def test_a_stylesheet_that_can_not_be_opened_stops_the_program(ordinary_site: Path) -> None:
    (ordinary_site / "static" / "css" / "site.css").chmod(0o200)
    with pytest.raises(SiteError, match=r"site\.css can't be read: Permission denied"):
        read_folder(ordinary_site / "static")


@pytest.mark.parametrize(("name", "words"), [("x" * 300, "File name too long"), ("loop", "no site.yaml in")])
def test_a_site_of_an_impossible_name_stops_the_program(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(SiteError, match=words):
        scan(tmp_path / name)


# --- other folders ----------------------------------------------------------------------------------------------------


def test_a_folder_that_is_a_file_stops_the_program(site: Path) -> None:
    (site / "static").write_text("x")
    with pytest.raises(SiteError, match="static can't be read: Not a directory"):
        read_folder(site / "static")


def test_a_pipe_socket_or_device_stops_the_program(site: Path) -> None:
    (site / "static").mkdir()
    os.mkfifo(site / "static" / "pipe.css")
    (site / "static" / "link.css").symlink_to("pipe.css")
    for name in ("link.css", "pipe.css"):
        with pytest.raises(SiteError, match=rf"static/{name} is not a file that can be read"):
            read_folder(site / "static")
        (site / "static" / name).unlink()
    assert read_folder(site / "static") == {}


def test_a_link_to_a_folder_stops_the_program(site: Path, tmp_path: Path) -> None:
    """Passed over in silence, it would leave the site without its stylesheets."""
    (site / "shared").mkdir()
    (site / "static").mkdir()
    (site / "static" / "css").symlink_to("../shared")
    with pytest.raises(SiteError, match="static/css is a symbolic link to a folder"):
        read_folder(site / "static")
    (tmp_path / "elsewhere").mkdir()
    (site / "templates").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SiteError, match="templates is a symbolic link that leads out of the site"):
        read_folder(site / "templates")
    (site / "templates").unlink()
    (site / "templates").symlink_to("nowhere")
    with pytest.raises(SiteError, match="templates can't be read"):
        read_folder(site / "templates")


@pytest.mark.parametrize("name", [b"caf\xe9.css", b"caf\xe9/a.css"])
def test_a_name_that_is_not_utf8_stops_the_program(site: Path, name: bytes) -> None:
    try:
        path = Path(os.fsdecode(os.fsencode(site) + b"/static/" + name))
        path.parent.mkdir(parents=True)
        path.write_bytes(b"x")
    except OSError:
        return  # this file system takes UTF-8 names only
    with pytest.raises(SiteError, match=r"The name of .*caf\\udce9.* is not UTF-8") as caught:
        read_folder(site / "static")
    str(caught.value).encode()
