"""Compressed copies stand beside their own files and no others, at every moment, whatever a build is stopped by."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellread.model import Output
from wellread.problems import SiteError
from wellread.write import Written, open_target, read_manifest
from wellread.write import copies as room
from wellread.write.copies import LEAST, copies_of
from wellread.write.manifest import file_hash

UNPACK: Mapping[str, Callable[[bytes], bytes]] = {".br": brotli.decompress, ".gz": gzip.decompress}
PATHS = ("index.html", "a/index.html", "a/b/index.html", "style.css", "photo.webp", "data.json", "data.json.gz", "a")


def page(path: str, text: str = "word ") -> Output:
    return Output(path=path, content=(text * LEAST).encode(), kind="page")


def write(outputs: Sequence[Output], output: Path, *, copies: bool = True, jobs: int = 1) -> Written:
    """Do what the pipeline does at the end of a build."""
    with open_target(output, jobs) as opened:
        target = opened.with_copies() if copies else opened
        hashes = {each.path: file_hash(each.content) for each in outputs}
        different = target.differing(hashes)
        return target.write(hashes, [each for each in outputs if each.path in different])


def is_done(outputs: Sequence[Output], output: Path, *, copies: bool = True) -> bool:
    with open_target(output) as opened:
        target = opened.with_copies() if copies else opened
        return target.is_already({each.path: file_hash(each.content) for each in outputs}) is not None


def tree(folder: Path) -> dict[str, bytes]:
    """Return what a web server could send: nothing that is hidden, or in a hidden folder."""
    found = (path for path in folder.rglob("*") if path.is_file())
    named = {path.relative_to(folder).as_posix(): path for path in found}
    return {name: path.read_bytes() for name, path in named.items() if not name.startswith(".") and "/." not in name}


def stale_copies(folder: Path, own: Sequence[str] = ()) -> list[str]:
    """Return the copies that are not of the file beside them: of another text, or of none. Files in `own` are no copies."""
    files = tree(folder)
    wrong = []
    for name, content in files.items():
        base, end = os.path.splitext(name)
        if end in UNPACK and name not in own and (base not in files or UNPACK[end](content) != files[base]):
            wrong.append(name)
    return wrong


def expected(outputs: Sequence[Output], *, copies: bool = True) -> dict[str, bytes]:
    own = {each.path: each.content for each in outputs}
    made = {each.path + end: copy for each in outputs for end, copy in copies_of(each.path, each.content).items()}
    return {**(made if copies else {}), **own}


def test_a_text_has_two_copies_that_unpack_to_it_and_hold_no_date() -> None:
    content = page("index.html").content
    copies = copies_of("index.html", content)
    assert {end: UNPACK[end](copy) for end, copy in copies.items()} == {".br": content, ".gz": content}
    assert copies[".gz"][4:8] == bytes(4)
    assert copies_of("index.html", content) == copies


@pytest.mark.parametrize(
    "path", ["photo.webp", "photo.avif", "share.png", "font.woff2", "pagefind/en.pf_index", "_headers", "x.br"]
)
def test_what_is_small_already_has_none(path: str) -> None:
    assert copies_of(path, b"word " * LEAST) == {}


def test_neither_has_what_would_not_become_smaller() -> None:
    assert copies_of("note.txt", b"word " * (LEAST // 5)) == {}
    assert copies_of("noise.txt", os.urandom(2 * LEAST)) == {}


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_new_folder_and_an_old_one_come_to_the_same(tmp_path: Path, jobs: int) -> None:
    first = [page("index.html", "one "), page("a/index.html"), page("gone.html"), page("photo.webp")]
    second = [page("index.html", "two "), page("a/index.html"), page("b/index.html"), page("photo.webp")]
    write(first, tmp_path / "old", jobs=jobs)
    assert tree(tmp_path / "old") == expected(first)
    done = write(second, tmp_path / "old", jobs=jobs)
    assert (done.written, done.removed, done.unchanged) == (("b/index.html", "index.html"), ("gone.html",), 2)
    write(second, tmp_path / "new", jobs=jobs)
    assert tree(tmp_path / "old") == tree(tmp_path / "new") == expected(second)
    assert read_manifest(tmp_path / "old") == read_manifest(tmp_path / "new")
    assert is_done(second, tmp_path / "old")
    assert not is_done(first, tmp_path / "old")


def test_only_what_changed_is_compressed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outputs = [page("index.html", "one "), page("a/index.html")]
    write(outputs, tmp_path / "out")
    asked: list[str] = []

    def noted(path: str, content: bytes) -> dict[str, bytes]:
        asked.append(path)
        return copies_of(path, content)

    monkeypatch.setattr("wellread.write.folder.copies_of", noted)
    write([page("index.html", "two "), outputs[1]], tmp_path / "out")
    assert asked == ["index.html"]


def test_copies_are_ours_where_nothing_is_to_be_written(tmp_path: Path) -> None:
    outputs = [page("index.html"), page("a/index.html")]
    write(outputs, tmp_path / "public")
    (tmp_path / "public/theirs.br").write_bytes(b"theirs")
    with open_target(tmp_path / "public") as target:
        found = target.with_copies().is_already({each.path: file_hash(each.content) for each in outputs})
    assert found is not None
    assert found.foreign == ("theirs.br",)


def test_the_setting_brings_the_copies_and_takes_them_away(tmp_path: Path) -> None:
    outputs = [page("index.html"), page("a/index.html")]
    write(outputs, tmp_path / "out", copies=False)
    assert not is_done(outputs, tmp_path / "out")
    done = write(outputs, tmp_path / "out")
    assert (done.written, done.removed, done.unchanged) == ((), (), 2)
    assert tree(tmp_path / "out") == expected(outputs)
    assert not is_done(outputs, tmp_path / "out", copies=False)
    done = write(outputs, tmp_path / "out", copies=False)
    assert (done.written, done.removed, done.unchanged, done.foreign) == ((), (), 2, ())
    assert tree(tmp_path / "out") == expected(outputs, copies=False)


@pytest.mark.parametrize("harm", ["delete", "empty", "another page's"])
def test_a_copy_that_somebody_harmed_is_put_right(tmp_path: Path, harm: str) -> None:
    out, outputs = tmp_path / "out", [page("index.html"), page("a/index.html", "other ")]
    write(outputs, out)
    copy = out / "index.html.br"
    if harm == "delete":
        copy.unlink()
    else:
        copy.write_bytes(b"" if harm == "empty" else (out / "a/index.html.br").read_bytes())
    assert not is_done(outputs, out)
    write(outputs, out)
    assert tree(out) == expected(outputs)


def test_copies_of_another_compressor_are_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outputs = [page("index.html")]
    monkeypatch.setattr("wellread.write.folder.COMPRESSOR", "another one")
    monkeypatch.setattr(room, "BROTLI_QUALITY", 1)
    write(outputs, tmp_path / "out")
    monkeypatch.undo()
    assert not is_done(outputs, tmp_path / "out")
    write(outputs, tmp_path / "out")
    assert tree(tmp_path / "out") == expected(outputs)


def test_a_file_of_the_site_that_is_called_like_a_copy_is_the_site_s_own(tmp_path: Path) -> None:
    outputs = [page("data.json"), Output(path="data.json.gz", content=b"the site's own", kind="asset")]
    for _ in range(2):
        write(outputs, tmp_path / "out")
        assert tree(tmp_path / "out") == expected(outputs)


def test_a_copy_that_is_not_ours_is_not_replaced(tmp_path: Path) -> None:
    write([page("a.html")], tmp_path / "out", copies=False)
    (tmp_path / "out" / "a.html.br").write_bytes(b"somebody else's")
    assert write([page("a.html")], tmp_path / "out", copies=False).foreign == ("a.html.br",)
    with pytest.raises(SiteError, match=r"a\.html\.br is not wellread's"):
        write([page("a.html")], tmp_path / "out")
    assert (tmp_path / "out" / "a.html.br").read_bytes() == b"somebody else's"


# --- stopped at any moment --------------------------------------------------------------------------------------------


class Killed(BaseException):
    """The power is gone."""


@contextmanager
def killed_after(steps: int) -> Iterator[list[str]]:
    """Let so many changes be made to the disk, and none after them."""
    made: list[str] = []
    is_dead = False

    def mortal(name: str) -> Callable[..., Any]:
        real = getattr(os, name)

        def step(*args: Any, **named: Any) -> Any:
            nonlocal is_dead
            is_dead = is_dead or len(made) >= steps
            if is_dead:
                raise Killed
            made.append(name)
            return real(*args, **named)

        return step

    with pytest.MonkeyPatch.context() as patch:
        for name in ("replace", "rename", "unlink", "rmdir", "mkdir"):
            patch.setattr(os, name, mortal(name))
        yield made


def build_and_die(outputs: Sequence[Output], output: Path, steps: int, *, copies: bool) -> bool:
    """Build, and be killed after so many changes to the disk. Return whether that came to pass."""
    with killed_after(steps):
        try:
            write(outputs, output, copies=copies)
        except Killed:
            return True
    return False


SITES = st.lists(
    st.builds(page, st.sampled_from([path for path in PATHS if path != "a"]), st.sampled_from(("one ", "two ", "three "))),
    unique_by=lambda each: each.path,
    min_size=1,
)


@given(
    sites=st.lists(st.tuples(SITES, st.booleans(), st.integers(0, 60)), min_size=1, max_size=4), last=SITES, copies=st.booleans()
)
@settings(max_examples=60, deadline=None)
def test_no_copy_ever_stands_beside_another_page(
    tmp_path_factory: pytest.TempPathFactory, sites: list[tuple[list[Output], bool, int]], last: list[Output], copies: bool
) -> None:
    out = tmp_path_factory.mktemp("killed") / "out"
    for outputs, has_copies, steps in sites:
        build_and_die(outputs, out, steps, copies=has_copies)
        if out.is_dir():
            assert stale_copies(out, ("data.json.gz",)) == []
    write(last, out, copies=copies)
    assert tree(out) == expected(last, copies=copies)


@pytest.mark.parametrize("after", ["another text", "withdrawn", "no copies", "first copies"])
def test_a_build_that_dies_at_any_step_leaves_no_stale_copy_and_is_mended_by_the_next(tmp_path: Path, after: str) -> None:
    before = [page("index.html", "one "), page("a/index.html", "one ")]
    then = {"another text": [page("index.html", "two "), before[1]], "withdrawn": [before[0]]}.get(after, before)
    steps = 0
    while True:
        out = tmp_path / str(steps)
        write(before, out, copies=after != "first copies")
        died = build_and_die(then, out, steps, copies=after != "no copies")
        assert stale_copies(out) == []
        for outputs in (before, then) if steps % 2 else (then,):
            write(outputs, out, copies=after != "no copies")
            assert tree(out) == expected(outputs, copies=after != "no copies")
        if not died:
            break
        steps += 1
    assert steps > 5
