"""Real web servers on this machine, told what to do by the program that is tested, and a client that asks them for exact bytes."""

from __future__ import annotations

import gzip
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path

import brotli

from tests.browser.built import ROOT, BuiltSite

SERVERS = ("nginx", "caddy")
DECODERS: Mapping[str, Callable[[bytes], bytes]] = {
    "": lambda content: content,
    "gzip": gzip.decompress,
    "br": lambda content: bytes(brotli.decompress(content)),
}
PATIENCE_SECONDS = 30

# What a server's own settings hold around the lines that are tested, with much that would spoil what readers get.
NGINX = """\
include /etc/nginx/modules-enabled/*.conf;
{user}
daemon off;
pid {folder}/nginx.pid;
error_log stderr notice;
events {{ }}
http {{
    access_log off;
    charset iso-8859-1;
    expires 1h;
    open_file_cache max=1000 inactive=1h;
    open_file_cache_valid 1h;
    etag off;
    gzip on;
    autoindex on;
    add_header X-Of-Another-Program here;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        server_name localhost;
        location = /of-another-program {{
            return 204;
        }}
        include {snippet};
    }}
}}
"""
CADDY = """\
{{
\tadmin off
}}

http://127.0.0.1:{port} {{
\trespond /of-another-program 204
\trespond 404
\timport {snippet}
}}
"""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def encoding(self) -> str:
        return self.headers.get("content-encoding", "")

    @property
    def content(self) -> bytes:
        """The body as it was before it was compressed."""
        return DECODERS[self.encoding](self.body)


@dataclass(frozen=True)
class Server:
    """One that runs, and what it says on its error output."""

    name: str
    port: int
    log: Path

    def ask(self, address: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for an address below the host; headers are named with _ for -. Nothing is followed, unpacked, or kept.

        No header may come twice, unless a part beyond the end is asked for: nginx says all it has to say twice then.
        """
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        try:
            connection.request(method, address, headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            body = answer.read()
            pairs = [(name.lower(), value) for name, value in answer.getheaders()]
            assert len(dict(pairs)) == len(pairs) or answer.status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, (
                f"{address} has a header twice: {pairs}"
            )
            return Answer(answer.status, dict(pairs), body)
        finally:
            connection.close()


def told(kind: str, site: BuiltSite, *options: str) -> str:
    """Return what the program says of a built site for a kind of host."""
    words = [kind, "--site", str(ROOT), "--output", str(site.folder), "--base-url", site.base_url, *options]
    done = subprocess.run([sys.executable, str(ROOT / "build.py"), "hosting", *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def settings_for(name: str, text: str, folder: Path, port: int) -> Path:
    """Write the settings that a server runs with, and have it check them."""
    program = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    assert program, f"{name} is not installed; tests/browser/setup.sh installs it"
    folder.mkdir(parents=True, exist_ok=True)
    snippet = folder / f"wellread.{name}"
    snippet.write_text(text, encoding="utf-8")
    user = "user root;" if os.geteuid() == 0 else ""  # the folders of tests are closed to others
    settings = folder / f"{name}.conf"
    frame = NGINX if name == "nginx" else CADDY
    settings.write_text(frame.format(user=user, folder=folder, port=port, snippet=snippet), encoding="utf-8")
    look = {
        "nginx": [program, "-t", "-q", "-e", "stderr", "-c", str(settings)],
        "caddy": [program, "validate", "--adapter", "caddyfile", "--config", str(settings)],
    }[name]
    done = subprocess.run(look, capture_output=True, text=True, check=False, env=environment(folder))
    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr, done.stderr
    return settings


@contextmanager
def running(name: str, text: str, folder: Path) -> Iterator[Server]:
    """Let a server run that includes these lines, at any port that is free."""
    port = free_port()
    settings = settings_for(name, text, folder, port)
    program = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin") or name
    command = {
        "nginx": [program, "-e", "stderr", "-c", str(settings)],
        "caddy": [program, "run", "--adapter", "caddyfile", "--config", str(settings)],
    }[name]
    log = folder / f"{name}.log"
    with log.open("wb") as errors:
        process = subprocess.Popen(command, stdout=errors, stderr=errors, env=environment(folder))
    try:
        wait_for(port, process, log)
        yield Server(name, port, log)
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def environment(folder: Path) -> dict[str, str]:
    """Return surroundings in which a server leaves nothing behind in somebody's home."""
    own = {name: str(folder) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    return {**os.environ, **own}


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
        assert isinstance(port, int)
        return port


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text("utf-8", errors="replace")
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except ConnectionRefusedError:
            time.sleep(0.05)
    raise AssertionError(f"the server does not answer: {log.read_text('utf-8', errors='replace')}")
