"""A little site to publish, in as many versions as a test likes, and places to publish it to: in memory, a folder, a bucket."""

from __future__ import annotations

import hashlib
import os
import random
import re
import socket
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from wellread.model import Output, PublishTarget
from wellread.publish.lock import LOCKS
from wellread.publish.place import Found, Place
from wellread.publish.rclone import find_rclone
from wellread.write import MANIFEST, file_hash, write_site

HIDDEN = (MANIFEST, ".wellread.lock")
KEY, SECRET = "readers-key", "a-secret-for-tests-only"
HEADERS = "/*\n  Referrer-Policy: no-referrer\n\n/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n"


def little_site(version: int, pages: int = 6) -> dict[str, bytes]:
    """Return a site's files: pages that load a style of their version and a picture of their own, lists, and compressed copies.

    Odd versions lack the last page, and even ones the first but one."""
    css = f"p {{ color: #{version:06x} }}".encode()
    style = f"assets/style-{hashlib.md5(css).hexdigest()[:8]}.css"
    files = {style: css, "feed.xml": f"<feed>{version}</feed>".encode(), "_headers": HEADERS.encode()}
    for number in range(pages):
        if number == (pages - 1 if version % 2 else 1):
            continue
        picture = f"assets/picture-{number}-{version if number % 2 else 0}.svg"
        files[picture] = f"<svg>{number}</svg>".encode()
        words = version if number != 3 else 0  # one page stays as it is, but for its style
        files[f"articles/{number}/index.html"] = f'<link href="/{style}"><img src="/{picture}"><p>{number} {words}'.encode()
    files["index.html"] = f'<link href="/{style}"><p>{sorted(files)}'.encode()
    for path in [each for each in files if each.endswith(".html")]:
        files[f"{path}.br"] = b"br " + files[path]
        files[f"{path}.gz"] = b"gz " + files[path]
    return files


def built(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Make a folder the output of a build with these files."""
    write_site([Output(path=path, content=content, kind="page") for path, content in files.items()], folder)
    return folder


def without_copies(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: content for path, content in files.items() if not path.endswith((".br", ".gz"))}


def held_by(folder: Path) -> dict[str, bytes]:
    """Return what readers find in a folder: every file but our own hidden ones."""
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {path: file.read_bytes() for path, file in found.items() if path not in HIDDEN and not path.startswith(f"{LOCKS}/")}


def faults(there: Mapping[str, bytes], *versions: Mapping[str, bytes]) -> list[str]:
    """Return what a reader would find wrong: a page that is none of these versions', that lacks what it loads, or whose compressed
    copy is another page's."""
    found: list[str] = []
    for path, content in there.items():
        if path.endswith(".html"):
            if content not in [each.get(path) for each in versions]:
                found.append(f"{path} is neither old nor new: {content[:80]!r}")
            loaded = re.findall(r'(?:href|src)="/([^"]+)"', content.decode())
            found += [f"{path} lacks {each}" for each in loaded if each not in there]
            for kind in ("br", "gz"):
                copy = there.get(f"{path}.{kind}")
                if copy is not None and copy != kind.encode() + b" " + content:
                    found.append(f"{path}.{kind} is a copy of another page")
        elif path.endswith((".html.br", ".html.gz")) and path[:-3] not in there:
            found.append(f"{path} is a copy without its page, which servers send all the same")
    return found


class Killed(BaseException):
    """The process is gone: nothing it does afterwards has an effect."""


class InMemory:
    """A place in memory that moves one file at a time, in any order, until its user is killed at the n-th move."""

    def __init__(self, kind: str = "md5", *, seed: int = 0, kill_at: int = 0) -> None:
        self.files: dict[str, bytes] = {}
        self.kind = kind
        self.random = random.Random(seed)
        self.kill_at = kill_at
        self.moves = 0
        self.put_paths: list[str] = []

    def below(self, folder: str) -> Place:
        raise AssertionError(folder)

    def list(self, *, hashes: bool = True) -> dict[str, Found]:  # noqa: ARG002
        return {path: self._found(path, content) for path, content in self.files.items()}

    def _found(self, path: str, content: bytes) -> Found:
        known = {self.kind: hashlib.new(self.kind, content).hexdigest()} if self.kind else {}
        return Found(path=path, size=len(content), hashes=known)

    def read(self, path: str) -> bytes | None:
        return self.files.get(path)

    def read_all(self, paths: Iterable[str], folder: Path) -> None:
        for path in paths:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(self.files[path])

    def read_below(self, name: str) -> dict[str, bytes]:
        return {path.rpartition("/")[2]: content for path, content in self.files.items() if path.startswith(f"{name}/")}

    def write(self, path: str, content: bytes, headers: Mapping[str, str] | None = None) -> None:  # noqa: ARG002
        self._move()
        self.files[path] = content

    def put(self, paths: Iterable[str], folder: Path, headers: Mapping[str, str] | None = None) -> None:  # noqa: ARG002
        for path in self._any_order(paths):
            self._move()
            self.files[path] = (folder / path).read_bytes()
            self.put_paths.append(path)

    def delete(self, paths: Iterable[str]) -> None:
        for path in self._any_order(paths):
            self._move()
            self.files.pop(path, None)

    def _any_order(self, paths: Iterable[str]) -> tuple[str, ...]:
        listed = sorted(paths)
        self.random.shuffle(listed)
        return tuple(listed)

    def _move(self) -> None:
        self.moves += 1
        if self.kill_at and self.moves >= self.kill_at:
            raise Killed

    def readers_find(self) -> dict[str, bytes]:
        return {path: each for path, each in self.files.items() if path not in HIDDEN and not path.startswith(f"{LOCKS}/")}


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return cast("int", found.getsockname()[1])


@contextmanager
def bucket_server(folder: Path) -> Iterator[str]:
    """Run an S3-compatible server on this machine for a folder whose folders are its buckets, and give its address."""
    with _serving("s3", folder, "--auth-key", f"{KEY},{SECRET}") as address:
        yield address


@contextmanager
def webdav_server(folder: Path) -> Iterator[str]:
    """Run a WebDAV server on this machine, which knows no hashes of its files, and give its address."""
    with _serving("webdav", folder) as address:
        yield address


@contextmanager
def _serving(kind: str, folder: Path, *words: str) -> Iterator[str]:
    port = free_port()
    how = ("--vfs-cache-mode", "off", "--dir-cache-time", "1ms", *words)
    command = [find_rclone(), "serve", kind, str(folder), "--addr", f"127.0.0.1:{port}", *how]
    environment = {**os.environ, "RCLONE_CONFIG": ""}
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert server.poll() is None, "the server did not start"
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def a_target(kind: str = "folder", to: str = "../live", **values: object) -> PublishTarget:
    given = {"name": "live", "kind": kind, "to": to, **values}
    return PublishTarget(**given)  # type: ignore[arg-type]


def hashes_of(files: Mapping[str, bytes]) -> dict[str, str]:
    return {path: file_hash(content) for path, content in files.items()}
