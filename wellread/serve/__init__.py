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
from collections.abc import Callable
from datetime import date
from functools import partial

import msgspec
from tornado.httpserver import HTTPServer

from wellread.pipeline import Order
from wellread.serve.follow import Changes, Look, following
from wellread.serve.pages import make_application, tell_browsers
from wellread.serve.ports import Names, address_of, listen
from wellread.serve.preview import Preview, Result, Say, Tell, warm_up

__all__ = ["serve"]

SECOND_THOUGHTS = 0.15
"""Seconds that a mistake has to stand before it is shown: some programs empty a file before they fill it."""
MOST_SECOND_THOUGHTS = 10
NEW_DAY = 60.0
"""Seconds after which a preview that nobody edits looks whether it is another day."""


def serve(order: Order, *, host: str, port: int, tell: Tell, say: Say, day: Callable[[], date] | None = None) -> int:
    """Serve the site with its drafts at http://host:port/ until it is stopped; returns the exit status. Port 0 takes a free one.

    The preview is kept in memory: the published output is never touched, and no draft gets into it. A site with mistakes is served
    as a list of them; after the first good build a mistake is shown over the last good pages. `day` says which day it is, if that
    is not the order's for good. Raises SiteError when nobody can listen there, or when there is no site.
    """
    listening = listen(host, port)
    address = address_of(listening, host)
    with listening:
        preview = Preview(msgspec.structs.replace(order, base_url=address, drafts=True), tell, say, day)
        try:
            before = Look(order.root)  # so that what is saved while the first build runs is not missed
            preview.start()
            say(f"Your site is at {address} and follows your edits. Ctrl-C ends it.")
            asyncio.run(_serve(preview, before, listening, Names(listening, host)))
        except KeyboardInterrupt:
            say("")
    return 0


async def _serve(preview: Preview, before: Look, listening: socket.socket, names: Names) -> None:
    server = HTTPServer(make_application(preview, names))
    server.add_socket(listening)
    loop = asyncio.get_running_loop()
    preview.hurry = partial(loop.call_soon_threadsafe, tell_browsers)
    async with following(before) as changes:
        await asyncio.to_thread(warm_up)
        while True:
            while not await changes.wait(NEW_DAY) and preview.is_of_today:
                pass
            preview.take(await _newest(preview, changes))
            tell_browsers()


async def _newest(preview: Preview, changes: Changes) -> Result:
    """Return what comes of the newest state of the site. A mistake is only believed when nothing changes for a moment."""
    for _ in range(MOST_SECOND_THOUGHTS):
        result = await asyncio.to_thread(preview.build)
        if result.is_good or not await changes.wait(SECOND_THOUGHTS):
            return result
    return result
