"""A preview that runs as editors run it, and what can be asked of it."""

from __future__ import annotations

import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import SWITCHING_PROTOCOLS, HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from urllib.parse import quote

ROOT = Path(__file__).parent.parent
LONGEST = 60  # seconds; other programs share the computer


def make_site(folder: Path) -> Path:
    """Make a small site about hiccups and sunburn, with this project's templates."""
    shutil.copytree(ROOT / "tests/rules/_base", folder)
    for name in ("templates", "static"):
        shutil.copytree(ROOT / name, folder / name, dirs_exist_ok=True)
    return folder


def has_ipv6() -> bool:
    """Say whether this computer has the address ::1; one without it has nothing to try."""
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


class Answer(NamedTuple):
    status: int
    text: str
    headers: Mapping[str, str]


class Serving(NamedTuple):
    port: int
    log: Path
    host: str = "127.0.0.1"

    def get(self, path: str, **headers: str) -> Answer:
        connection = HTTPConnection(self.host, self.port, timeout=LONGEST)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        content = b"" if answer.status == SWITCHING_PROTOCOLS else answer.read()
        found = Answer(answer.status, content.decode("utf-8", "replace"), dict(answer.getheaders()))
        connection.close()
        return found

    def messages(self, page: str = "/") -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.get(f"/livereload/messages?page={quote(page)}").text)
        return found

    def wait_for(self, path: str, status: int, words: str) -> Answer:
        return wait_until(lambda: found if (found := self.get(path)).status == status and words in found.text else None)

    def wait_for_log(self, words: str) -> str:
        return wait_until(lambda: told if words in (told := self.log.read_text("utf-8")) else None)


T = TypeVar("T")


def wait_until(look: Callable[[], T | None]) -> T:
    """Return what `look` returns as soon as it is something."""
    end = time.monotonic() + LONGEST
    while (found := look()) is None:
        assert time.monotonic() < end, "nothing came of it"
        time.sleep(0.1)
    return found


@contextmanager
def serving(site: Path, log: Path, *, host: str = "127.0.0.1", port: int = 0) -> Iterator[Serving]:
    """Serve the site while the block runs; port 0 is any that is free."""
    given = ["--site", str(site), "--port", str(port), "--date", "2026-11-22", "--host", host]
    with log.open("w") as out:
        process = subprocess.Popen([sys.executable, "build.py", "serve", *given], cwd=ROOT, stdout=out, stderr=subprocess.STDOUT)
        try:
            address = re.compile(r"Your site is at http://(?:[\w.]+|\[::1\]):(\d+)/ and follows your edits")
            found = wait_until(lambda: address.search(log.read_text("utf-8")))
            yield Serving(int(found[1]), log, host)
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(LONGEST) == 0
            assert "Traceback" not in log.read_text("utf-8")


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")
