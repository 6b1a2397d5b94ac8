"""A folder is made equal to the outputs; whoever looks meets old pages or new pages, and what is not ours is never touched."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.model import Output
from wellread.problems import SiteError
from wellread.write import MANIFEST, check_folder, read_manifest, write_site
from wellread.write import folder as room
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
    replace, remove = room._replace, room._remove

    def note_replace(path: Path, content: bytes) -> None:
        order.append(path.name)
        replace(path, content)

    def note_remove(folder: Path, name: str) -> None:
        order.append(f"-{name}")
        remove(folder, name)

    monkeypatch.setattr(room, "_replace", note_replace)
    monkeypatch.setattr(room, "_remove", note_remove)
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
    "damage", [b"", b"{", b'{"state": "complete", "files": {"../../etc/passwd": "x"}}', b'{"state": "done", "files": {}}']
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


# --- faults -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EACCES, "may not be written by you"),
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
            if not path.endswith(room.TEMPORARY):
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
    monkeypatch.setattr(room, "LOCK_SECONDS", 0.05)
    with FileLock(out / room.LOCK), pytest.raises(SiteError, match="Another build"):
        write_site([page("a.html", "2")], out)
    assert tree(out) == {"a.html": b"1"}
