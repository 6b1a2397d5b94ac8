"""The preview, as a browser meets it: with a real server, from the first mistake to the reload."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple, TypeVar

import pytest
from tornado.websocket import websocket_connect

from wellread.cli import main
from wellread.pipeline import Built
from wellread.problems import Place, Problem
from wellread.serve import problem_page

ROOT = Path(__file__).parent.parent
LONGEST = 30  # seconds; other programs share the computer


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site about hiccups and sunburn."""
    site = tmp_path / "[my] site"  # a name that a pattern would read otherwise
    shutil.copytree(ROOT / "tests/rules/_base", site)
    for folder in ("templates", "static"):
        shutil.copytree(ROOT / folder, site / folder, dirs_exist_ok=True)
    return site


class Answer(NamedTuple):
    status: int
    text: str


class Serving(NamedTuple):
    port: int
    log: Path

    def get(self, path: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=LONGEST)
        connection.request("GET", path)
        answer = connection.getresponse()
        found = Answer(answer.status, answer.read().decode())
        connection.close()
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
def serving(site: Path, log: Path, *options: str) -> Iterator[Serving]:
    words = [sys.executable, "build.py", "serve", "--site", str(site), "--port", "0", "--date", "2026-11-22", *options]
    with log.open("w") as out:
        process = subprocess.Popen(words, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT)
        try:
            address = re.compile(r"Your site is at http://127\.0\.0\.1:(\d+)/ and follows your edits")
            found = wait_until(lambda: address.search(log.read_text("utf-8")))
            yield Serving(int(found[1]), log)
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(LONGEST) == 0
            assert "Traceback" not in log.read_text("utf-8")


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def test_an_edit_is_shown_and_a_mistake_keeps_the_last_good_pages(site: Path, tmp_path: Path) -> None:
    article = site / "content/articles/sunburn.md"
    with serving(site, tmp_path / "log") as server:
        page = server.get("/articles/sunburn/")
        assert page.status == 200
        assert "Drink enough" in page.text
        assert '<script src="/livereload.js"></script></head>' in page.text
        lost = server.get("/no-such-page/")
        assert lost == Answer(404, server.get("/404.html").text)

        edit(article, "status: in-review", "status: drafft")
        assert "did you mean “draft”?" in server.wait_for_log("can't be “drafft”")
        assert "Drink enough" in server.get("/articles/sunburn/").text

        edit(article, "status: drafft", "status: in-review")
        edit(article, "Drink enough", "Drink water")
        server.wait_for("/articles/sunburn/", 200, "Drink water")
        (site / "site.yaml").rename(site / "site.yml")
        server.wait_for_log("rename it to site.yaml. What was shown before stays.")
        assert server.get("/articles/sunburn/").status == 200
    assert "Running task" not in (tmp_path / "log").read_text("utf-8")
    assert not (site / "public").exists()


def test_a_site_that_begins_with_a_mistake_shows_it_until_it_is_mended(site: Path, tmp_path: Path) -> None:
    article = site / "content/articles/sunburn.md"
    edit(article, "type: guide", "type: <b>guide</b>")
    with serving(site, tmp_path / "log") as server:
        for path in ("/", "/articles/sunburn/"):
            page = server.get(path)
            assert page.status == 503
            assert "The site can’t be shown yet" in page.text
            assert "content/articles/sunburn.md:4:7: error: “type” can&#x27;t be “&lt;b&gt;guide&lt;/b&gt;”" in page.text
            assert "<b>" not in page.text
            assert "/livereload.js" in page.text
        asyncio.run(mend_and_hear_of_it(server, article))
        assert server.get("/articles/sunburn/").status == 200


async def mend_and_hear_of_it(server: Serving, article: Path) -> None:
    """Listen as a browser does that shows the page with the problems, mend the article, and wait for the word to reload."""
    browser = await websocket_connect(f"ws://127.0.0.1:{server.port}/livereload")
    await browser.write_message(json.dumps({"command": "hello"}))
    assert json.loads(str(await browser.read_message()))["command"] == "hello"
    await browser.write_message(json.dumps({"command": "info", "url": "/"}))
    edit(article, "type: <b>guide</b>", "type: guide")
    told = json.loads(str(await asyncio.wait_for(asyncio.ensure_future(_next(browser)), LONGEST)))
    assert (told["command"], told["path"]) == ("reload", "*")
    browser.close()


async def _next(browser: object) -> object:
    return await browser.read_message()  # type: ignore[attr-defined]


def test_signs_of_html_in_a_problem_are_shown_as_themselves() -> None:
    problem = Problem(code="x", severity="error", message="<script>", place=Place("content/<i>.md"))
    page = problem_page(Built(problems=(problem,), texts={}, stopped=True)).decode()
    assert "content/&lt;i&gt;.md: error: &lt;script&gt; [x]" in page
    assert "<title>Not built yet: 1 error in 1 file</title>" in page


# --- where nobody can listen ------------------------------------------------------------------------------------------


def test_a_port_that_is_taken_is_told_with_one_that_is_free(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert main(["serve", "--site", str(site), "--port", str(port)]) == 2
    told = capsys.readouterr().err
    assert re.fullmatch(rf"wellread: port {port} is used by another program; port (\d+) is free: add --port \1\n", told)


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid", "not an address"])
def test_a_host_that_is_not_this_computer_is_told(host: str, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--site", str(site), "--host", host, "--port", "0"]) == 2
    told = f"wellread: “{host}” is not an address of this computer; leave --host out, or write --host 127.0.0.1\n"
    assert capsys.readouterr().err == told


def test_of_two_that_want_one_port_the_second_is_told(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(site, tmp_path / "log") as server:
        assert main(["serve", "--site", str(site), "--port", str(server.port)]) == 2
        assert f"wellread: port {server.port} is used by another program" in capsys.readouterr().err
        assert server.get("/").status == 200
