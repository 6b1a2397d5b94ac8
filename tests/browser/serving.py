"""Serves a built folder on this machine as a host of static files does.

Under its base path; with 404.html for what is not there; with the headers that `_headers` asks for; and compressed, where a
compressed copy lies beside a file.
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

from tests.browser.built import BuiltSite

ENCODINGS = {"br": ".br", "gzip": ".gz"}
TYPES = {
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".xml": "application/xml",
    ".avif": "image/avif",
}
HeaderRules = tuple[tuple[re.Pattern[str], Mapping[str, str]], ...]


@contextmanager
def serving(site: BuiltSite, port: int = 0) -> Iterator[str]:
    """Serve the site while the block runs, at any port that is free if none is named; gives the address of its home page."""
    handler = partial(Handler, folder=site.folder, base_path=site.base_path, rules=read_headers(site.folder / "_headers"))
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{site.base_path}"
        finally:
            server.shutdown()
            thread.join()


def read_headers(file: Path) -> HeaderRules:
    """Read the format that Netlify and Cloudflare Pages share: an address, and below it indented lines of “Name: value”."""
    rules: list[tuple[re.Pattern[str], dict[str, str]]] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line[:1].isspace():
            name, colon, value = line.strip().partition(": ")
            assert colon, f"{file}: “{line}” is no header"
            rules[-1][1][name] = value
        elif line and not line.startswith("#"):
            rules.append((re.compile(re.escape(line).replace(r"\*", ".*")), {}))
    assert rules, f"{file} asks for nothing"
    return tuple(rules)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: object, folder: Path, base_path: str, rules: HeaderRules) -> None:
        self.folder, self.base_path, self.rules = folder, base_path, rules
        super().__init__(*arguments)  # type: ignore[arg-type]  # what socketserver hands over

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        file = (
            self.folder / path.removeprefix(self.base_path) if path.startswith(self.base_path) else self.folder / "nothing-is-here"
        )
        if file.is_dir() and not path.endswith("/"):
            self.answer(HTTPStatus.MOVED_PERMANENTLY, None, {"Location": f"{path}/"})
            return
        file = file / "index.html" if file.is_dir() else file
        headers = {name: value for pattern, added in self.rules if pattern.fullmatch(path) for name, value in added.items()}
        is_there = file.is_file() and file.resolve().is_relative_to(self.folder.resolve())
        self.answer(HTTPStatus.OK if is_there else HTTPStatus.NOT_FOUND, file if is_there else self.folder / "404.html", headers)

    def do_HEAD(self) -> None:
        self.do_GET()

    def answer(self, status: HTTPStatus, file: Path | None, headers: Mapping[str, str]) -> None:
        """Send a file, or the copy of it that is compressed in a way that the browser knows."""
        own: dict[str, str] = {}
        content = b""
        if file:
            own["Content-Type"] = type_of(file)
            known = {each.split(";")[0].strip() for each in self.headers.get("Accept-Encoding", "").split(",")}
            for encoding, ending in ENCODINGS.items():
                copy = file.with_name(file.name + ending)
                if encoding in known and copy.is_file():
                    own |= {"Content-Encoding": encoding, "Vary": "Accept-Encoding"}
                    file = copy
                    break
            content = file.read_bytes()
        self.send_response(status)
        for name, value in {**own, **headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the standard library's name
        """Say nothing: the tests tell what was wrong."""


def type_of(file: Path) -> str:
    kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
