"""Live preview around the pipeline: build, serve on this machine, rebuild and reload when a file changes.

ports       where it listens, and for whom
follow      what changes in the site's folder            watchfiles, and livereload's watcher
preview     what is shown, and what is wrong
messages    problems as HTML
pages       what a browser gets                          Tornado, and livereload's protocol
desk.js     in the browser: reloads, and shows what is wrong
"""

from __future__ import annotations

import asyncio
import socket
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout
from tornado.httpserver import HTTPServer

from wellread.pipeline import Order
from wellread.serve.follow import Changes, following
from wellread.serve.pages import make_application, tell_browsers
from wellread.serve.ports import Names, address_of, listen
from wellread.serve.preview import Preview, Result, Say, Tell

__all__ = ["serve"]

SECOND_THOUGHTS = 0.15
"""Seconds that a mistake has to stand before it is shown: some programs empty a file before they fill it."""
MOST_SECOND_THOUGHTS = 10


def serve(order: Order, *, host: str, port: int, tell: Tell, say: Say) -> int:
    """Serve the site with its drafts at http://host:port/ until it is stopped; returns the exit status. Port 0 takes a free one.

    The preview is built into a folder of its own, so that the published output is never touched and no draft gets into it. A site
    with mistakes is served as a list of them; after the first good build a mistake is shown over the last good pages. Raises
    SiteError when nobody can listen there, or when there is no site.
    """
    listening = listen(host, port)
    address = address_of(listening, host)
    with listening, _folder_for(order) as output:
        first = msgspec.structs.replace(order, output=output, base_url=address, drafts=True)
        preview = Preview(first, tell, say)
        try:
            preview.start()
            say(f"Your site is at {address} and follows your edits. Ctrl-C ends it.")
            asyncio.run(_serve(preview, listening, Names(listening, host)))
        except KeyboardInterrupt:
            say("")
    return 0


@contextmanager
def _folder_for(order: Order) -> Iterator[Path]:
    """Yield the folder that the preview is built into: one that stays, so that the next start is quick; or one that goes, where
    nothing may be remembered or another preview of the site has the first."""
    with ExitStack() as stack:
        kept = _kept_folder(order, stack)
        if kept is None:
            goes = stack.enter_context(tempfile.TemporaryDirectory(prefix="wellread-preview-", ignore_cleanup_errors=True))
            kept = Path(goes) / "site"
        yield kept


def _kept_folder(order: Order, stack: ExitStack) -> Path | None:
    if order.memo is None:
        return None
    try:
        order.memo.mkdir(exist_ok=True)
        stack.enter_context(FileLock(order.memo / "preview.lock", timeout=0))
    except (OSError, Timeout):
        return None
    return order.memo / "preview"


async def _serve(preview: Preview, listening: socket.socket, names: Names) -> None:
    server = HTTPServer(make_application(preview, names))
    server.add_socket(listening)
    async with following(preview.order.root) as changes:
        while True:
            await changes.wait()
            preview.take(await _newest(preview, changes))
            tell_browsers()


async def _newest(preview: Preview, changes: Changes) -> Result:
    """Return what comes of the newest state of the site. A mistake is only believed when nothing changes for a moment."""
    beside = asyncio.get_running_loop().run_in_executor
    for _ in range(MOST_SECOND_THOUGHTS):
        result = await beside(None, preview.build)
        if result.is_good or not await changes.wait(SECOND_THOUGHTS):
            return result
    return result
