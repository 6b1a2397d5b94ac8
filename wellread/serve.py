"""Live preview around the pipeline: build, serve on this machine, rebuild and reload when a file changes."""

from __future__ import annotations

import shutil
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from livereload import Server

from wellread.pipeline import Built, Order, build
from wellread.problems import SiteError

WATCHED = ("content/**/*", "templates/**/*", "static/**/*", "site.yaml")
NEXT_PORTS = 20

Tell = Callable[[Built, Order, float], None]


def serve(order: Order, *, host: str, port: int, tell: Tell) -> int:
    """Serve the site with its drafts at http://host:port/ until it is stopped; returns the exit status.

    The preview is built into a folder of its own that goes when the server stops, so the published output is never touched. A
    mistake is told and the last good pages stay. Raises SiteError when the port is taken or the first build fails.
    """
    _refuse_taken_port(host, port)
    folder = Path(tempfile.mkdtemp(prefix="wellread-preview-"))
    live = Order(
        root=order.root,
        output=folder / "site",
        today=order.today,
        base_url=f"http://{host}:{port}/",
        drafts=True,
        strict=order.strict,
    )
    try:
        if not _rebuild(live, tell):
            return 1
        server = Server()
        for pattern in WATCHED:
            server.watch(str(order.root / pattern), lambda: _rebuild(live, tell))
        print(f"Your site is at http://{host}:{port}/ and follows your edits. Ctrl-C ends it.", flush=True)
        server.serve(root=str(live.output), host=host, port=port, default_filename="index.html")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def _rebuild(order: Order, tell: Tell) -> bool:
    """Build once and tell of it; say whether the pages are new."""
    started = perf_counter()
    built = build(order)
    tell(built, order, perf_counter() - started)
    return not built.stopped


def _refuse_taken_port(host: str, port: int) -> None:
    if _is_free(host, port):
        return
    free = next((each for each in range(port + 1, port + NEXT_PORTS) if _is_free(host, each)), None)
    instead = f" Port {free} is free: add --port {free}." if free else ""
    raise SiteError(f"Port {port} is used by another program.{instead}")


def _is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
