"""What the preview answers to a browser, and to whom it answers at all."""

from __future__ import annotations

import json
from functools import cache
from html import escape
from mimetypes import guess_type
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import msgspec
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado.web import Application, RequestHandler

from wellread.check.loads import POLICY as OWN_POLICY
from wellread.serve.ports import Names, is_same_origin
from wellread.serve.preview import Found, Preview, Sight

SCRIPT = '<script src="/livereload/desk.js" data-sight="{}" defer></script>'
DESK = {"desk.js": "text/javascript", "desk.css": "text/css"}
NOT_HERE = "This preview answers only on the computer that it runs on, at the address that it printed.\n"
YEAR = 31536000  # seconds
STYLES_CHANGED = "/livereload/styles"
"""What a browser is told when the page that it has is as it was, but for its styles."""
POLICY = (
    b"<meta http-equiv=\"content-security-policy\" content=\"default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; "
    b"style-src 'self' 'unsafe-inline'; connect-src 'self' ws:; base-uri 'none'\">"
)
"""Stands in the place of a page's own policy, which would let neither our script run nor other styles be tried. Nothing is loaded
from elsewhere with it either."""


def make_application(preview: Preview, names: Names) -> Application:
    """Return what answers. livereload tells the browser to reload; our own script beside it shows what is wrong."""
    return Application(
        [
            (r"/livereload", Browser),
            (r"/livereload\.js", Reloader),
            (r"/livereload/(desk\.js|desk\.css)", Desk),
            (r"/livereload/messages", Messages),
            (r"/(.*)", Pages),
        ],
        preview=preview,
        names=names,
        log_function=lambda _: None,
    )


def tell_browsers() -> None:
    """Tell every browser that looks at something else than there is now."""
    for each in LiveReloadHandler.waiters.copy():
        if isinstance(each, Browser):
            each.catch_up()


class Guarded(RequestHandler):
    """Answers only requests for this computer's own names, and lets no other page load what it sends."""

    @property
    def preview(self) -> Preview:
        preview: Preview = self.settings["preview"]
        return preview

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("X-Content-Type-Options", "nosniff")

    def prepare(self) -> None:
        names: Names = self.settings["names"]
        if not names.include(self.request.host_name):
            self.set_status(403)
            self.set_header("Content-Type", "text/plain; charset=utf-8")
            self.finish(NOT_HERE)


class Said(NamedTuple):
    """What an open page says of itself: its path, and what it was sent."""

    command: str
    address: str
    sight: Sight


def read_message(message: str | bytes) -> Said | None:
    """Return what a page says, or None if it is nothing that livereload.js says."""
    try:
        said = json.loads(message)
        address = unquote(urlsplit(str(said["url"]) if "url" in said else "").path)
        sent = said.get("plugins", {}).get("wellread", {}).get("sight", "")
    except (ValueError, RecursionError, AttributeError, TypeError):
        return None
    page, _, shape = str(sent).partition("-")
    return Said(str(said.get("command")), address, Sight(page=page, shape=shape))


class Browser(Guarded, LiveReloadHandler):  # type: ignore[misc]  # livereload has no types
    """A page that is open in a browser. It says what it was sent, and is told when there is something else."""

    address = ""
    sight = Sight(page="", shape="")

    def check_origin(self, origin: str) -> bool:
        return is_same_origin(origin, self.request.host)

    def on_message(self, message: str | bytes) -> None:
        said = read_message(message)
        if said is None:
            self.close(reason="not what livereload.js says")
            return
        super().on_message(message)
        if said.command == "info":
            self.address, self.sight = said.address, said.sight
            self.catch_up()

    def catch_up(self) -> None:
        """Reload the page if there is another one now, or its styles alone if only these have changed; else tell of messages."""
        found = self.preview.page_at(self.address)
        now = self.preview.sight_of(found.content) if found else self.sight
        if now.page != self.sight.page:
            self._reload(STYLES_CHANGED if now.shape == self.sight.shape else "*")
        if now.messages != self.sight.messages:
            self._reload("/livereload/messages")
        self.sight = now

    def _reload(self, path: str) -> None:
        self.send_message({"command": "reload", "path": path, "liveCSS": True, "liveImg": False})


class Reloader(Guarded, LiveReloadJSHandler):  # type: ignore[misc]
    """livereload's own script."""


class Desk(Guarded):
    """The script and stylesheet that show what is wrong."""

    def get(self, name: str) -> None:
        self.set_header("Content-Type", f"{DESK[name]}; charset=utf-8")
        self.finish(_desk(name))


@cache
def _desk(name: str) -> bytes:
    return (Path(__file__).parent / name).read_bytes()


class Messages(Guarded):
    """What there is to say to whoever looks at a page."""

    def get(self) -> None:
        address = unquote(urlsplit(self.get_argument("page", "/")).path)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(msgspec.json.encode(self.preview.messages_for(address)))


class Pages(Guarded):
    """What was built, and nothing else. Pages get a script, and a policy that lets it run, on their way to the browser; neither is
    in what was built."""

    def get(self, path: str) -> None:
        found = self.preview.page_at(f"/{path}")
        if found is not None and found.status == 404 and self.preview.file_at(f"{path}/index.html") is not None:
            self.redirect(f"/{self.request.path.strip('/')}/")
        elif found is not None:
            self._send_page(found)
        else:
            self._send_file(path)

    head = get

    def _send_page(self, found: Found) -> None:
        sight = self.preview.sight_of(found.content)
        script = SCRIPT.format(escape(f"{sight.page}-{sight.shape}")).encode()
        self.set_status(found.status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(_with(script, found.content))

    def _send_file(self, path: str) -> None:
        kind = guess_type(path)[0] or "application/octet-stream"
        is_text = kind.startswith("text/") or kind.endswith(("json", "xml"))
        self.set_header("Content-Type", f"{kind}; charset=utf-8" if is_text else kind)
        if path.startswith("assets/"):  # their names change with what they hold
            self.set_header("Cache-Control", f"private, max-age={YEAR}, immutable")
        self.finish(self.preview.file_at(path) or b"")


def _with(script: bytes, page: bytes) -> bytes:
    """Return the page with the script at the end of its head, or at its own end if it has none, and a policy that lets it run."""
    head, end, rest = page.partition(b"</head>")
    head = OWN_POLICY.sub(POLICY, head)
    return head + script + end + rest if end else page + script
