"""Live preview around the pipeline: build, serve on this machine, rebuild and reload when a file changes.

livereload watches the files and talks with the browser; the pages are served by Tornado, which it stands on.
"""

from __future__ import annotations

import asyncio
import errno
import glob
import socket
import tempfile
from collections.abc import Callable
from html import escape
from pathlib import Path
from time import perf_counter
from typing import Any

import msgspec
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.watcher import Watcher
from tornado.httpserver import HTTPServer
from tornado.ioloop import PeriodicCallback
from tornado.web import Application, StaticFileHandler

from wellread.pipeline import Built, Order, build
from wellread.problems import SiteError, show_summary, show_text

WATCHED = ("content/**/*", "templates/**/*", "static/**/*", "site.yaml")
NEXT_PORTS = 20
LOOK_EVERY = 400
"""How often the files are looked at, in milliseconds."""

Tell = Callable[[Built, Order, float], None]
Say = Callable[[str], None]

RELOADER = b'<script src="/livereload.js"></script>'
NOT_YET = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Not built yet: {summary}</title>
<style>body {{ font: 1rem/1.5 sans-serif; margin: 2rem }} pre {{ white-space: pre-wrap }}</style>
</head>
<body>
<h1>The site can’t be shown yet</h1>
<p>{summary}. Mend what stands below and save; this page goes as soon as the site can be built.</p>
<pre>{problems}</pre>
</body>
</html>
"""


def serve(order: Order, *, host: str, port: int, tell: Tell, say: Say) -> int:
    """Serve the site with its drafts at http://host:port/ until it is stopped; returns the exit status. Port 0 takes a free one.

    The preview is built into a folder of its own that goes when the server stops, so the published output is never touched. A site
    with mistakes is served as a list of them; after the first good build a mistake is told and the last good pages stay. Raises
    SiteError when nobody can listen there, or when there is no site.
    """
    listening = _listen(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/"
    with tempfile.TemporaryDirectory(prefix="wellread-preview-", ignore_cleanup_errors=True) as folder:
        output = Path(folder) / "site"
        preview = Preview(msgspec.structs.replace(order, output=output, base_url=address, drafts=True, jobs=1), tell, say)
        try:
            preview.rebuild()
            say(f"Your site is at {address} and follows your edits. Ctrl-C ends it.")
            asyncio.run(_serve(preview, listening))
        except KeyboardInterrupt:
            say("")
        finally:
            listening.close()
    return 0


class Preview:
    """What is shown: the pages in the order's output, or a page with the problems as long as there was no good build."""

    def __init__(self, order: Order, tell: Tell, say: Say) -> None:
        self.order = order
        self.tell = tell
        self.say = say
        self.instead = b""
        self.has_pages = False

    def rebuild(self) -> bool:
        """Build once and tell of it; say whether there is something new to show."""
        started = perf_counter()
        built = build(self.order)
        self.tell(built, self.order, perf_counter() - started)
        self.has_pages = self.has_pages or not built.stopped
        before, self.instead = self.instead, b"" if self.has_pages else problem_page(built)
        return not built.stopped or self.instead != before

    def rebuild_or_say(self) -> bool:
        """Build once more; what would stop the program at its start (no site.yaml, a full disk) only leaves things as they are."""
        try:
            return self.rebuild()
        except SiteError as error:
            self.say(f"{error}. What was shown before stays.")
            return False


def problem_page(built: Built) -> bytes:
    """Return the page that stands for every page of a site that was never built without errors."""
    summary, problems = show_summary(built.problems), show_text(built.problems, built.texts)
    return NOT_YET.format(summary=escape(summary), problems=escape(problems)).encode()


# --- the web server ---------------------------------------------------------------------------------------------------


async def _serve(preview: Preview, listening: socket.socket) -> None:
    changed: list[str] = []
    watcher = Watcher()
    for pattern in WATCHED:
        watcher.watch(f"{glob.escape(str(preview.order.root))}/{pattern}", lambda: changed.append(""))
    LiveReloadHandler.watcher, LiveReloadHandler.live_css = watcher, False

    def look() -> None:
        watcher.examine()
        if changed:
            changed.clear()
            if preview.rebuild_or_say():
                LiveReloadHandler.reload_waiters("*")

    server = HTTPServer(
        Application(
            [
                (r"/livereload", LiveReloadHandler),
                (r"/livereload\.js", LiveReloadJSHandler),
                (r"/(.*)", Pages, {"path": str(preview.order.output), "default_filename": "index.html"}),
            ],
            preview=preview,
            log_function=lambda _: None,
        )
    )
    server.add_socket(listening)
    PeriodicCallback(look, LOOK_EVERY).start()
    await asyncio.Event().wait()


class Pages(StaticFileHandler):
    """The preview's files. HTML is sent with the script that reloads the page; nothing is kept by the browser."""

    preview: Preview

    def prepare(self) -> None:
        self.preview = self.application.settings["preview"]

    async def get(self, path: str, include_body: bool = True) -> None:
        if self.preview.instead:
            self.set_status(503)
            self._send_page(self.preview.instead)
            return
        await super().get(path, include_body)

    def write_error(self, status_code: int, **problem: Any) -> None:
        own = Path(self.root) / "404.html"
        if status_code == 404 and own.is_file():
            self._send_page(own.read_bytes())
        else:
            super().write_error(status_code, **problem)

    def set_extra_headers(self, path: str) -> None:  # noqa: ARG002
        self.set_header("Cache-Control", "no-store")

    def compute_etag(self) -> None:
        return None

    def should_return_304(self) -> bool:
        return False

    @classmethod
    def get_content(cls, abspath: str, start: int | None = None, end: int | None = None) -> bytes:  # type: ignore[override]
        content = Path(abspath).read_bytes()
        return (_with_reloader(content) if abspath.endswith(".html") else content)[start:end]

    def get_content_size(self) -> int:
        assert self.absolute_path
        return len(self.get_content(self.absolute_path))

    def _send_page(self, page: bytes) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(_with_reloader(page))


def _with_reloader(page: bytes) -> bytes:
    return page.replace(b"</head>", RELOADER + b"</head>", 1)


# --- the port ---------------------------------------------------------------------------------------------------------


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens already, so that nobody can take the port while the site is built."""
    try:
        listening = _open(host, port)
    except OSError as error:
        raise SiteError(_why_not(error, host, port)) from None
    listening.setblocking(False)
    return listening


def _open(host: str, port: int) -> socket.socket:
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except UnicodeError:  # too long for a host's name
        raise socket.gaierror(socket.EAI_NONAME, "no name of a computer") from None
    return socket.create_server(address[:2], family=family)


def _why_not(error: OSError, host: str, port: int) -> str:
    """Return in a sentence why nobody can listen there, and what to do."""
    if error.errno == errno.EACCES:
        return f"port {port} is only for the computer's administrator; add --port 8000"
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return f"“{host}” is not an address of this computer; leave --host out, or write --host 127.0.0.1"
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is used by another program; {_free_port(host, port)}"
    return f"nobody can listen at {host}, port {port}: {error.strerror}"


def _free_port(host: str, port: int) -> str:
    for each in range(port + 1, min(port + NEXT_PORTS, 65536)):
        try:
            _open(host, each).close()
        except OSError:
            continue
        return f"port {each} is free: add --port {each}"
    return "add --port 0 to take any that is free"
