"""A folder is made equal to the outputs; whoever looks meets old pages or new pages, and what is not ours is never touched."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ordinary import ordinary_folder
from wellread.model import Output
from wellread.problems import SiteError
from wellread.write import MANIFEST, check_folder, file_hash, files, open_target, read_manifest, write_site
from wellread.write import folder as room
from wellread.write.files import KEPT, TEMPORARY
from wellread.write.lock import LOCK
from wellread.write.manifest import is_inside


def page(path: str, text: str = "x") -> Output:
    return Output(path=path, content=text.encode(), kind="page")


def tree(folder: Path) -> dict[str, bytes]:
    """What readers find in a folder: every file but our own hidden ones."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def test_first_build_fills_a_new_folder(tmp_path: Path) -> None:
    done = write_site([page("index.html", "home"), page("articles/hiccups/index.html", "hic")], tmp_path / "public")
    assert tree(tmp_path / "public") == {"index.html": b"home", "articles/hiccups/index.html": b"hic"}
    assert len(done.written) == 2
    assert [each.name for each in tmp_path.iterdir()] == ["public"]


def test_second_build_touches_only_what_changed(tmp_path: Path) -> None:
    out = tmp_path / "public"
    write_site([page("a.html", "1"), page("b.html", "1"), page("c.html", "1")], out)
    before = (out / "a.html").stat().st_mtime_ns, (out / "a.html").stat().st_ino
    done = write_site([page("a.html", "1"), page("b.html", "2"), page("d/e.html", "3")], out)
    assert (done.written, done.removed, done.unchanged) == (("b.html", "d/e.html"), ("c.html",), 1)
    assert tree(out) == {"a.html": b"1", "b.html": b"2", "d/e.html": b"3"}
    assert ((out / "a.html").stat().st_mtime_ns, (out / "a.html").stat().st_ino) == before


def test_a_file_changed_by_hand_is_put_right(tmp_path: Path) -> None:
    out = tmp_path / "public"
    write_site([page("a.html", "right")], out)
    stat = (out / "a.html").stat()
    (out / "a.html").write_bytes(b"wrong")
    os.utime(out / "a.html", ns=(stat.st_atime_ns, stat.st_mtime_ns))  # same size, same date: only the bytes tell
    assert write_site([page("a.html", "right")], out).written == ("a.html",)
    assert tree(out) == {"a.html": b"right"}


def test_empty_folders_go_with_their_last_page(tmp_path: Path) -> None:
    out = tmp_path / "public"
    write_site([page("a/b/c.html"), page("a/d.html")], out)
    write_site([page("a/d.html")], out)
    assert not (out / "a" / "b").exists()


def test_a_page_and_a_folder_can_change_places(tmp_path: Path) -> None:
    out = tmp_path / "public"
    write_site([page("a", "file"), page("b/c.html")], out)
    write_site([page("a/index.html", "folder"), page("b", "file")], out)
    assert tree(out) == {"a/index.html": b"folder", "b": b"file"}


def test_files_that_are_not_ours_stay_and_are_told(tmp_path: Path) -> None:
    out = tmp_path / "public"
    write_site([page("a.html")], out)
    (out / "CNAME").write_text("example.org")
    (out / ".git").mkdir()
    (out / ".git" / "config").write_text("x")
    assert write_site([page("b.html")], out).foreign == ("CNAME",)
    assert (out / "CNAME").read_text() == "example.org"
    assert (out / ".git" / "config").exists()


def test_the_manifest_names_every_file_and_nothing_of_this_machine(tmp_path: Path) -> None:
    outputs = [page("a.html", "1"), page("b/c.html", "2")]
    write_site(outputs, tmp_path / "one")
    write_site(list(reversed(outputs)), tmp_path / "two")
    assert (tmp_path / "one" / MANIFEST).read_bytes() == (tmp_path / "two" / MANIFEST).read_bytes()
    manifest = read_manifest(tmp_path / "one")
    assert manifest is not None
    assert manifest.state == "complete"
    assert set(manifest.files) == {"a.html", "b/c.html"}


def test_assets_come_before_pages_and_pages_before_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "public"
    write_site([page("old.html")], out)
    order: list[str] = []
    replace, remove = files.replace, files.remove

    def note_replace(path: Path, content: bytes) -> None:
        order.append(path.name)
        replace(path, content)

    def note_remove(folder: Path, name: str) -> None:
        order.append(f"-{name}")
        remove(folder, name)

    monkeypatch.setattr(room, "replace", note_replace)
    monkeypatch.setattr(room, "remove", note_remove)
    outputs = [
        Output(path="a-list.html", content=b"l", kind="list"),
        Output(path="b-page.html", content=b"p", kind="page"),
        Output(path="z-style.css", content=b"s", kind="asset"),
    ]
    write_site(outputs, out)
    assert order == [MANIFEST, "z-style.css", "b-page.html", "a-list.html", "-old.html", MANIFEST]


# --- folders that are not ours ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("output", "words"),
    [
        (".", "holds the site's own files"),
        ("..", "holds the site's own files"),
        ("content", "is inside content/"),
        ("content/articles/public", "is inside content/"),
        ("static/out", "is inside static/"),
        ("site.yaml", "is a file, not a folder"),
        ("photos", "was not made by wellread"),
    ],
)
def test_folders_that_may_not_be_written(tmp_path: Path, output: str, words: str) -> None:
    (tmp_path / "content" / "articles").mkdir(parents=True)
    (tmp_path / "site.yaml").touch()
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "holiday.jpg").write_bytes(b"dear")
    with pytest.raises(SiteError, match=words):
        check_folder(tmp_path / output, tmp_path)
    assert (tmp_path / "photos" / "holiday.jpg").read_bytes() == b"dear"


def test_empty_missing_and_our_own_folders_are_fine(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    write_site([page("a.html")], tmp_path / "ours")
    for name in ("empty", "missing", "ours"):
        check_folder(tmp_path / name, tmp_path)


def test_an_empty_folder_is_filled_in_place(tmp_path: Path) -> None:
    out = tmp_path / "public"
    out.mkdir()
    inode = out.stat().st_ino
    write_site([page("a.html", "1")], out)
    assert tree(out) == {"a.html": b"1"}
    assert out.stat().st_ino == inode


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b'{"state": "\x80"}',
        b"[" * 100_000,
        b'{"state": "complete", "files": {"../../etc/passwd": "x"}}',
        b'{"state": "done", "files": {}}',
    ],
)
def test_a_damaged_manifest_deletes_nothing(tmp_path: Path, damage: bytes) -> None:
    out = tmp_path / "public"
    write_site([page("a.html", "1")], out)
    (out / MANIFEST).write_bytes(damage)
    with pytest.raises(SiteError, match="Delete"):
        check_folder(out, tmp_path / "elsewhere")
    assert tree(out) == {"a.html": b"1"}


@given(st.lists(st.sampled_from(["..", ".", "", "a", "b.html", "\0", "a\\b"]), max_size=4))
def test_no_path_leads_out_of_the_folder(parts: list[str]) -> None:
    name = "/".join(parts)
    root = Path("/site/public")
    if is_inside(name):
        assert root in Path(os.path.normpath(root / name)).parents


def test_an_output_outside_the_folder_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match=r"\.\./x can't be the address of a page"):
        write_site([page("a.html"), page("../x")], tmp_path / "public")
    assert not (tmp_path / "public").exists()


# --- what is not ours -------------------------------------------------------------------------------------------------


@contextmanager
def refused(folder: Path, words: str) -> Iterator[None]:
    """What happens here must be refused with these words, and not a byte or date may change in the folder."""
    before = everything(folder)
    with pytest.raises(SiteError, match=words):
        yield
    assert everything(folder) == before


def everything(folder: Path) -> dict[str, object]:
    """Return every file, folder and link below a folder, with bytes and date."""
    found = sorted(path for path in folder.rglob("*") if path.name not in (LOCK, ".public.wellread-new"))
    return {
        path.relative_to(folder).as_posix(): (
            path.lstat().st_mtime_ns if path.is_file() else 0,
            os.readlink(path) if path.is_symlink() else path.read_bytes() if path.is_file() else None,
        )
        for path in found
    }


ARTICLES = [page("articles/hiccups/index.html", "hic"), page("index.html", "home")]


@pytest.mark.parametrize("link", ["articles", "articles/hiccups"])
@pytest.mark.parametrize("outputs", [ARTICLES, [page("articles/hiccups/index.html", "new")], [page("a.html")]])
def test_a_link_in_the_place_of_a_folder_is_never_followed(tmp_path: Path, link: str, outputs: list[Output]) -> None:
    """Neither to write a page, nor to find it as it should be, nor to remove one."""
    out = tmp_path / "public"
    write_site(ARTICLES, out)
    (out / link).rename(tmp_path / "outside")
    (out / link).symlink_to(tmp_path / "outside")
    with refused(tmp_path, f"public/{link} is a symbolic link to a folder"):
        write_site(outputs, out)
    with open_target(out) as target:
        assert target.is_already({each.path: file_hash(each.content) for each in ARTICLES}) is None


def test_the_output_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "public").symlink_to("disk")
    for text in ("old", "new"):
        check_folder(tmp_path / "public", tmp_path / "site")
        write_site([page("a/b.html", text)], tmp_path / "public")
    assert tree(tmp_path / "disk") == {"a/b.html": b"new"}
    assert (tmp_path / "public").is_symlink()


def test_a_link_in_the_place_of_a_page_is_replaced_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    out = tmp_path / "public"
    write_site([page("a.html", "a"), page("b.html", "b")], out)
    (tmp_path / "outside.html").write_bytes(b"a")
    for name in ("a.html", "b.html"):
        (out / name).unlink()
        (out / name).symlink_to(tmp_path / "outside.html")
    assert write_site([page("a.html", "a")], out).written == ("a.html",)
    assert tree(out) == {"a.html": b"a"}
    assert not (out / "a.html").is_symlink()
    assert (tmp_path / "outside.html").read_bytes() == b"a"


def test_a_link_where_a_build_begins_a_file_is_not_written_through(tmp_path: Path) -> None:
    out = tmp_path / "public"
    write_site([page("a.html", "1")], out)
    (tmp_path / "outside").write_bytes(b"dear")
    (out / TEMPORARY).symlink_to(tmp_path / "outside")
    write_site([page("a.html", "2")], out)
    assert (tmp_path / "outside").read_bytes() == b"dear"
    assert tree(out) == {"a.html": b"2"}


def test_a_link_in_the_place_of_the_new_folder_is_not_emptied(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "holiday.jpg").write_bytes(b"dear")
    (tmp_path / ".public.wellread-new").symlink_to("photos")
    with refused(tmp_path, "is a symbolic link, and wellread needs the name"):
        write_site([page("a.html")], tmp_path / "public")


@pytest.mark.parametrize(
    ("theirs", "outputs", "named"),
    [
        ("b.html", [page("b.html", "x")], "b.html"),
        ("b", [page("b/index.html")], "b"),
        ("b/photo.jpg", [page("b")], "b/photo.jpg"),
        ("b/.hidden/photo.jpg", [page("b")], "b/.hidden"),
        ("a/photo.jpg", [page("a")], "a/photo.jpg"),
    ],
)
def test_what_is_not_ours_never_gives_way(tmp_path: Path, theirs: str, outputs: list[Output], named: str) -> None:
    out = tmp_path / "public"
    write_site([page("a/index.html"), page("0.html", "old")], out)
    (out / theirs).parent.mkdir(parents=True, exist_ok=True)
    (out / theirs).write_bytes(b"mine")
    with refused(tmp_path, f"public/{named} is not wellread's, and stands where a page must go"):
        write_site([*outputs, page("0.html", "new")], out)


@pytest.mark.parametrize("kind", ["folder", "pipe", "link", "link to a folder"])
def test_nothing_that_stands_in_a_new_pages_place_is_replaced(tmp_path: Path, kind: str) -> None:
    out = tmp_path / "public"
    write_site([page("0.html", "old")], out)
    put_instead(out / "b.html", kind)
    with refused(tmp_path, r"public/b\.html is not wellread's"):
        write_site([page("b.html", "old"), page("0.html", "new")], out)


def put_instead(path: Path, kind: str) -> None:
    """Put something there that is no file; what was there moves to the folder above, and a link leads to it."""
    elsewhere = path.parent.parent / "elsewhere"
    if path.exists():
        path.rename(elsewhere)
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(elsewhere if kind == "link" else path.parent)


def test_a_file_that_already_holds_what_is_to_be_written_is_taken_over(tmp_path: Path) -> None:
    """As when a robots.txt that was put there by hand comes into static/."""
    out = tmp_path / "public"
    write_site([page("a.html")], out)
    (out / "robots.txt").write_bytes(b"x")
    assert write_site([page("a.html"), page("robots.txt")], out).foreign == ()
    assert write_site([page("a.html")], out).removed == ("robots.txt",)


def test_a_withdrawn_page_goes_whatever_was_done_to_it(tmp_path: Path) -> None:
    out = tmp_path / "public"
    write_site([page("a.html"), page("withdrawn/index.html", "wrong advice")], out)
    (out / "withdrawn" / "index.html").write_bytes(b"wrong advice, nicer")
    done = write_site([page("a.html")], out)
    assert (done.removed, done.foreign) == (("withdrawn/index.html",), ())
    assert tree(out) == {"a.html": b"x"}


def test_a_page_that_somebody_made_a_folder_of_is_gone_already(tmp_path: Path) -> None:
    out = tmp_path / "public"
    write_site([page("a.html"), page("b"), page("c/d/index.html")], out)
    (out / "b").unlink()
    (out / "b").mkdir()
    (out / "b" / "photo.jpg").write_bytes(b"mine")
    (out / "c" / "d" / "index.html").unlink()
    (out / "c" / "d").rmdir()
    (out / "c" / "d").write_bytes(b"mine")
    assert write_site([page("a.html")], out).foreign == ("b/photo.jpg", "c/d")
    assert tree(out) == {"a.html": b"x", "b/photo.jpg": b"mine", "c/d": b"mine"}


def test_a_pipe_in_the_place_of_a_page_is_not_waited_for(tmp_path: Path) -> None:
    out = tmp_path / "public"
    write_site([page("a.html", "1")], out)
    put_instead(out / "a.html", "pipe")
    assert write_site([page("a.html", "1")], out).written == ("a.html",)
    assert tree(out) == {"a.html": b"1"}


def test_a_folder_that_is_there_already_and_one_left_empty_are_used(tmp_path: Path) -> None:
    out = tmp_path / "public"
    write_site([page("a/index.html")], out)
    (out / "a" / "index.html").unlink()
    (out / "b").mkdir()
    write_site([page("a"), page("b/index.html")], out)
    assert tree(out) == {"a": b"x", "b/index.html": b"x"}


@pytest.mark.parametrize("existing", [True, False])
@pytest.mark.parametrize("inner", ["feed.xml/index.html", "feed.xml/old/index.html"])
def test_no_page_is_the_folder_of_another(tmp_path: Path, inner: str, existing: bool) -> None:
    out = tmp_path / "public"
    if existing:
        write_site([page("index.html", "old")], out)
    with refused(tmp_path, f"feed.xml can't be a file and, for {inner}, a folder too"):
        write_site([page("index.html", "new"), page(inner), page("feed.xml")], out)
    assert out.exists() == existing


@pytest.mark.parametrize("name", [MANIFEST, LOCK, TEMPORARY, f"a/b{TEMPORARY}", f"{KEPT}/a.html"])
def test_no_page_has_the_name_of_our_notes(tmp_path: Path, name: str) -> None:
    with refused(tmp_path, "can't be the address of a page"):
        write_site([page(name)], tmp_path / "public")


def test_a_page_may_have_the_longest_name_there_is(tmp_path: Path) -> None:
    for text in ("old", "new"):
        write_site([page("x" * 255, text)], tmp_path / "public")
    assert tree(tmp_path / "public") == {"x" * 255: b"new"}


# --- folders that can't be opened -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["x" * 300, "x" * 300 + "/public", "loop", "nowhere"])
def test_an_impossible_output_folder_is_explained(tmp_path: Path, name: str) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "nowhere").symlink_to("gone")
    with refused(tmp_path, "The output folder .* (can't be used: File name too long|is a symbolic link that leads nowhere)"):
        check_folder(tmp_path / name, tmp_path / "site")


@pytest.mark.parametrize("name", ["loop", "x" * 300])
def test_a_site_of_an_impossible_name_is_left_to_the_reader(tmp_path: Path, name: str) -> None:
    (tmp_path / "loop").symlink_to("loop")
    check_folder(tmp_path / "public", tmp_path / name)


def test_the_folder_in_which_one_stands_can_be_the_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "public").mkdir()
    monkeypatch.chdir(tmp_path / "public")
    check_folder(Path(), tmp_path / "site")
    write_site([page("a.html")], Path())
    assert tree(tmp_path / "public") == {"a.html": b"x"}


def test_sources_that_are_a_link_are_not_written_into(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "content").symlink_to("texts")
    with refused(tmp_path, "is inside content/"):
        check_folder(tmp_path / "texts" / "public", tmp_path)


@pytest.mark.parametrize("kind", ["folder", "pipe", "link"])
def test_a_manifest_that_is_no_file_is_explained(tmp_path: Path, kind: str) -> None:
    out = tmp_path / "public"
    write_site([page("a.html")], out)
    put_instead(out / MANIFEST, kind)
    with refused(tmp_path, "is not a file, so it can't be told which files"):
        check_folder(out, tmp_path / "site")


@pytest.mark.parametrize(
    ("path", "mode"), [(f"public/{MANIFEST}", 0o000), ("public", 0o000), ("public", 0o644), (".", 0o000)], ids=str
)
def test_an_output_that_may_not_be_read_is_explained(path: str, mode: int) -> None:
    with ordinary_folder() as folder:
        write_site([page("a.html")], folder / "public")
        (folder / path).chmod(mode)
        with pytest.raises(SiteError, match=r"public.* can't be (used: |read \()Permission denied"):
            check_folder(folder / "public", folder.parent / "elsewhere")


def test_a_folder_that_may_not_be_listed_is_explained() -> None:
    with ordinary_folder() as folder:
        (folder / "public").mkdir(mode=0o311)
        with pytest.raises(SiteError, match="can't be used: Permission denied"):
            check_folder(folder / "public", folder.parent / "elsewhere")


@pytest.mark.parametrize("path", ["public", "public/a", "public/a/b.html", "."])
def test_an_output_that_may_not_be_written_is_explained_and_stays(path: str) -> None:
    with ordinary_folder() as folder:
        if path != ".":
            write_site([page("a/b.html", "old")], folder / "public")
        before = tree(folder)
        (folder / path).chmod(0o000 if path.endswith(".html") else 0o555)
        with pytest.raises(SiteError, match="may not be read or written by you"):
            write_site([page("a/b.html", "new")], folder / "public")
        (folder / path).chmod(0o755)
        assert tree(folder) == before


def test_what_may_not_be_read_and_is_not_ours_does_not_matter() -> None:
    with ordinary_folder() as folder:
        write_site([page("a.html", "old")], folder / "public")
        (folder / "public" / "lost+found").mkdir(mode=0o000)
        write_site([page("a.html", "new")], folder / "public")
        assert (folder / "public" / "a.html").read_bytes() == b"new"


# --- what the web server may read -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("umask", "file", "folder"), [(0o077, 0o644, 0o755), (0o027, 0o644, 0o755), (0o002, 0o664, 0o775)])
def test_the_web_server_can_read_what_is_published(tmp_path: Path, umask: int, file: int, folder: int) -> None:
    """Whatever the umask of whoever builds; what it gives beyond that, as to a group of editors, stays."""
    before = os.umask(umask)
    try:
        write_site([page("a/b/c.html", "old")], tmp_path / "www" / "public")
        write_site([page("a/b/c.html", "new"), page("d/e.html")], tmp_path / "www" / "public")
    finally:
        os.umask(before)
    modes = {
        path.relative_to(tmp_path).as_posix(): stat.S_IMODE(path.stat().st_mode)
        for path in tmp_path.rglob("*")
        if not path.name.startswith(".")
    }
    assert "www/public/a/b/c.html" in modes
    assert modes == {path: file if path.endswith(".html") else folder for path in modes}


def test_a_disk_that_knows_no_modes_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str, mode: int) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted", path)

    monkeypatch.setattr(os, "chmod", refuse)
    before = os.umask(0o077)
    try:
        write_site([page("a.html")], tmp_path / "public")
    finally:
        os.umask(before)
    assert tree(tmp_path / "public") == {"a.html": b"x"}


# --- faults -----------------------------------------------------------------------------------------------------------


@contextmanager
def read_only(code: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing can be made or opened for writing, as on a disk that is mounted read-only."""
    real = os.open

    def refuse(path: str, flags: int, *more: int, **others: int) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            raise OSError(code, os.strerror(code), str(path))
        return real(path, flags, *more, **others)

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", refuse)
        yield


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES, errno.EPERM])
def test_a_folder_that_can_only_be_read_is_fine_as_long_as_nothing_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    out = tmp_path / "public"
    write_site([page("a.html", "old")], out)
    before = tree(tmp_path)
    with read_only(code, monkeypatch):
        done = write_site([page("a.html", "old")], out)
        assert (done.written, done.removed, done.unchanged) == ((), (), 1)
        with pytest.raises(SiteError, match="mend this and build again") as stopped:
            write_site([page("a.html", "new")], out)
    assert str(out) in str(stopped.value)
    assert tree(tmp_path) == before


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EACCES, "may not be read or written by you"),
        (errno.EROFS, "read-only"),
        (errno.EIO, "a.html"),
    ],
)
def test_a_failing_disk_is_explained_and_old_pages_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    out = tmp_path / "public"
    write_site([page("a.html", "old"), page("b.html", "old")], out)
    replace = os.replace

    def fail_on_b(source: Path, target: Path) -> None:
        if target.name == "b.html":
            raise OSError(code, os.strerror(code), str(target.with_name("a.html")))
        replace(source, target)

    monkeypatch.setattr(os, "replace", fail_on_b)
    with pytest.raises(SiteError, match=words):
        write_site([page("a.html", "new"), page("b.html", "new")], out)
    monkeypatch.undo()
    assert (out / "b.html").read_bytes() == b"old"
    write_site([page("a.html", "new"), page("b.html", "new")], out)
    assert tree(out) == {"a.html": b"new", "b.html": b"new"}


KILLED = """
import os, signal, sys
from pathlib import Path
from wellread.model import Output
from wellread.write import write_site
left = int(sys.argv[2])
changes = ("os.rename", "os.remove", "os.mkdir", "os.rmdir")
def die(event, args):
    global left
    if event in changes or event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
new = {"a/index.html": "new a", "b/index.html": "new b", "index.html": "new list"}
kinds = {"index.html": "list"}
outputs = [Output(path=path, content=text.encode() * 1000, kind=kinds.get(path, "page")) for path, text in new.items()]
sys.addaudithook(die)
write_site(outputs, Path(sys.argv[1]))
"""


@pytest.mark.parametrize("fresh", [True, False], ids=["first build", "later build"])
def test_killed_at_any_write_leaves_whole_pages_and_the_next_build_mends(tmp_path: Path, fresh: bool) -> None:
    """SIGKILL before the n-th change of the disk, for every n until the build gets through."""
    new = {"a/index.html": b"new a" * 1000, "b/index.html": b"new b" * 1000, "index.html": b"new list" * 1000}
    old = {"a/index.html": b"old a", "c/index.html": b"old c", "index.html": b"old list"}
    killed = 0
    for left in range(100):
        out = tmp_path / str(left) / "public"
        if not fresh:
            write_site([Output(path=path, content=text, kind="page") for path, text in old.items()], out)
        done = subprocess.run([sys.executable, "-c", KILLED, str(out), str(left)], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL, done.stderr
        killed += 1
        for path, content in (tree(out) if out.exists() else {}).items():
            if not path.endswith(TEMPORARY):
                assert content in (old.get(path), new.get(path)), f"{path} is torn after {left} writes"
        write_site([Output(path=path, content=text, kind="page") for path, text in new.items()], out)
        assert tree(out) == new
    assert tree(out) == new
    assert killed > 5


def test_two_builds_at_once_wait_for_each_other(tmp_path: Path) -> None:
    out = tmp_path / "public"
    versions = [[page(f"{n}/index.html", str(version) * 2000) for n in range(30)] for version in range(6)]
    threads = [threading.Thread(target=write_site, args=(outputs, out)) for outputs in versions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(tree(out).values())) == 1
    assert [each.name for each in tmp_path.iterdir()] == ["public"]


def test_a_build_that_never_ends_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from filelock import FileLock

    out = tmp_path / "public"
    write_site([page("a.html", "1")], out)
    monkeypatch.setattr("wellread.write.lock.LOCK_SECONDS", 0.05)
    with FileLock(out / LOCK), pytest.raises(SiteError, match="Another build"):
        write_site([page("a.html", "2")], out)
    assert tree(out) == {"a.html": b"1"}


# --- pages that are kept until the whole site is made --------------------------------------------------------------------


def put_kept(out: Path, *outputs: Output) -> None:
    """Publish pages that were all kept while they were made."""
    with open_target(out) as target:
        for each in outputs:
            target.keep(each.path, each.content)
        target.write({each.path: file_hash(each.content) for each in outputs}, (), {each.path: each.kind for each in outputs})


@pytest.mark.parametrize("there", [True, False])
def test_kept_pages_are_published_whole_even_if_there_is_nothing_in_them(tmp_path: Path, there: bool) -> None:
    out = tmp_path / "public"
    if there:
        write_site([page("a/b.html", "old"), page("c", "old")], out)
    put_kept(out, page("a/b.html", "new"), page("c/d.html", "new"), page("robots.txt", ""))
    assert tree(out) == {"a/b.html": b"new", "c/d.html": b"new", "robots.txt": b""}
    assert not (out / KEPT).exists()


@pytest.mark.parametrize("left", [KEPT, TEMPORARY])
def test_a_build_that_died_in_an_empty_folder_bars_no_other(tmp_path: Path, left: str) -> None:
    out = tmp_path / "public"
    (out / KEPT / "a").mkdir(parents=True)
    if left == TEMPORARY:
        (out / left).write_bytes(b"half")
    check_folder(out, tmp_path)
    write_site([page("index.html")], out)
    assert sorted(os.listdir(out)) == [MANIFEST, LOCK, "index.html"]


def test_what_waits_to_be_published_is_not_for_the_web_server(tmp_path: Path) -> None:
    out = tmp_path / "public"
    write_site([page("index.html")], out)
    before = os.umask(0o000)
    try:
        with open_target(out) as target:
            target.keep("a/index.html", b"a draft, perhaps")
            assert not (out / KEPT).stat().st_mode & stat.S_IRWXO
    finally:
        os.umask(before)
    assert tree(out) == {"index.html": b"x"}


def test_a_link_in_the_place_of_kept_pages_is_not_written_through(tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "public", tmp_path / "elsewhere"
    write_site([page("index.html")], out)
    elsewhere.mkdir()
    (elsewhere / "index.html").write_bytes(b"theirs")
    (out / KEPT).symlink_to(elsewhere)
    put_kept(out, page("index.html", "new"))
    assert tree(elsewhere) == {"index.html": b"theirs"}
    assert tree(out) == {"index.html": b"new"}


def test_a_folder_on_another_disk_gets_its_pages_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "public"
    write_site([page("a/index.html", "old"), page("index.html", "old")], out)
    rename = os.replace

    def replace(old: Path, new: Path) -> None:
        if KEPT in str(old):
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        rename(old, new)

    monkeypatch.setattr("wellread.write.folder.os.replace", replace)
    put_kept(out, page("a/index.html", "new"), page("index.html", "new"))
    assert tree(out) == {"a/index.html": b"new", "index.html": b"new"}
