"""What other sites ask of programs is kept to: their robots.txt is read once, as RFC 9309 has it, and never one of this network."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from wellread.cli import main
from wellread.seen import robots
from wellread.seen.robots import not_to_be_asked, read_robots

TOLD = """
User-agent: *
Disallow: /private
Allow: /private/leaflet
Disallow: /*?page=

User-agent: lychee
Disallow: /private
Disallow: /graphs/
"""


class Somewhere(BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012

    def do_GET(self) -> None:
        type(self).asked.append(self.path)
        where = self.server.server_address[1]  # type: ignore[index]
        if self.path == "/robots.txt":
            self.send_response(302)
            self.send_header("Location", f"http://127.0.0.1:{where}/rules.txt")
            self.end_headers()
            return
        if self.path == "/slow/robots.txt":
            self.send_response(200)
            self.end_headers()
            with suppress(OSError):
                while True:
                    self.wfile.write(b"#\n")
                    self.wfile.flush()
                    time.sleep(0.02)
        self.send_response(200 if self.path == "/rules.txt" else 404)
        self.end_headers()
        self.wfile.write(b"User-agent: *\nDisallow: /\n" if self.path == "/rules.txt" else b"")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def somewhere() -> Iterator[str]:
    Somewhere.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Somewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_what_a_site_asks_of_this_program_goes_before_what_it_asks_of_all() -> None:
    asked: list[str] = []

    def read(site: str) -> str:
        asked.append(site)
        return {"https://a.test": TOLD, "https://b.test:8443": "User-agent: *\nDisallow: /*?page=\n"}.get(site, "")

    urls = (
        *("https://a.test/private/leaflet", "https://a.test/graphs/1", "https://A.test/well?page=1", "https://a.test/"),
        *("https://b.test:8443/well?page=1", "https://b.test:8443/well", "https://c.test/private"),
    )
    assert not_to_be_asked(urls, read) == {
        "https://a.test/private/leaflet",
        "https://a.test/graphs/1",
        "https://b.test:8443/well?page=1",
    }
    assert sorted(asked) == ["https://a.test", "https://b.test:8443", "https://c.test"]  # each site once


def test_a_site_s_file_is_fetched_by_way_of_its_redirect(somewhere: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(robots, "_is_public", lambda _: True)
    assert read_robots(somewhere) == "User-agent: *\nDisallow: /\n"
    assert Somewhere.asked == ["/robots.txt", "/rules.txt"]


def test_nobody_of_this_network_is_asked(somewhere: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_robots(somewhere) == ""
    assert Somewhere.asked == []
    monkeypatch.setattr(robots, "_is_public", lambda url: url.startswith(somewhere) and "rules" not in url)
    assert read_robots(somewhere) == ""
    assert Somewhere.asked == ["/robots.txt"]  # nor where a redirect leads into it


def test_a_site_that_never_ends_is_waited_for_no_longer(somewhere: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(robots, "_is_public", lambda _: True)
    monkeypatch.setattr(robots, "SECONDS_IN_ALL", 0.3)
    started = time.monotonic()
    assert read_robots(f"{somewhere}/slow") == ""
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"User-agent: a{n}\n" for n in range(15_000)) + "Disallow: /\n" * 20_000,
        "User-agent: *\n" * 20_000 + "Disallow: /\n" * 20_000,
        f"User-agent: *\nDisallow: /{'*a' * 200_000}b\nDisallow: {'$' * 90_000}\n" + "Disallow: /*a*a*a*b$\n" * 3_000,
        "\x1f\x8b" + "\ufffd" * 500_000,
        "User-agent: " * 40_000,
    ],
    ids=("names", "everybody", "stars", "packed", "one line"),
)
def test_what_keeps_a_parser_busy_is_read_in_a_moment(text: str) -> None:
    started = time.process_time()
    not_to_be_asked([f"https://a.test/{'a' * 2_000}", "https://a.test/"], lambda _: text)
    assert time.process_time() - started < 5


def test_names_of_other_programs_change_nothing() -> None:
    text = "User-agent: x\nuser agent other # lychee\nUSER-AGENT:Lychee\nDisallow: /a\n\nUser-agent: *\nUserAgent: y\nDisallow: /\n"
    assert not_to_be_asked(["https://a.test/a", "https://a.test/b"], lambda _: text) == {"https://a.test/a"}


def test_what_is_no_address_belongs_to_no_site() -> None:
    assert not_to_be_asked(["http://[::1", "https://a.test/"], lambda _: "") == set()


@pytest.mark.parametrize(
    "site", ["http://127.0.0.1:9", "http://[::1", "https://no.such.site.invalid", "https://a b", "https://x:y"]
)
def test_a_site_that_does_not_answer_has_asked_for_nothing(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if site.startswith("http://127"):
        monkeypatch.setattr(robots, "_is_public", lambda _: True)
    assert read_robots(site) == ""


def test_the_list_is_without_what_programs_shall_not_ask_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "public").mkdir()
    links = '<a href="https://a.test/graphs/1">x</a> <a href="https://a.test/">y</a>'
    (tmp_path / "public/index.html").write_text(f"<!doctype html><title>T</title><main><p>{links}</p></main>", "utf-8")
    (tmp_path / "site.yaml").write_text("", "utf-8")
    (tmp_path / "content").mkdir()
    monkeypatch.setattr(robots, "read_robots", lambda _: TOLD)
    assert main(["links", "--site", str(tmp_path), "--robots", "--format", "html"]) == 0
    said = capsys.readouterr()
    assert '"https://a.test/"' in said.out
    assert "graphs" not in said.out
    assert "as the robots.txt of that site asks; open it yourself now and then: https://a.test/graphs/1" in said.err
