"""Where a published site comes from, and whether readers get it: a real folder, and a real server on this machine."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import brotli
import pytest

from wellread import cli
from wellread.problems import SiteError
from wellread.provenance import PROVENANCE, Provenance, read_provenance
from wellread.provenance.compare import expected_of, verify_folder
from wellread.provenance.git import commit_of
from wellread.provenance.net import ask, fetch_expected, verify_site

BASE = Path(__file__).parent.parent / "rules/_base"
DAY = ("--date", "2026-11-22", "--jobs", "1")
SETTINGS = """
features: {precompress: true}
targets:
  live: {kind: folder, to: ../live, copies: true}
"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a site in git, and what was published of it in live/."""
    folder = tmp_path_factory.mktemp("published")
    site = folder / "site"
    shutil.copytree(BASE, site)
    settings = (site / "site.yaml").read_text("utf-8").replace("https://example.org/", "https://health.test/")
    (site / "site.yaml").write_text(settings + SETTINGS, "utf-8")
    article = site / "content/articles/hiccups.md"
    text = article.read_text("utf-8")
    article.write_text(text.replace("topics: [breathing]", "topics: [breathing]\nredirect_from: [/old-hiccups/]"), "utf-8")
    (site / ".gitignore").write_text("/.wellread/\n/public/\n")
    git(site, "init", "--quiet")
    git(site, "add", ".")
    git(site, "commit", "--quiet", "-m", "Two articles")
    assert cli.main(["publish", "live", "--site", str(site), *DAY]) == 0
    return folder


@pytest.fixture
def live(published: Path, tmp_path: Path) -> Path:
    """A copy of what was published, to be changed."""
    shutil.copytree(published / "live", tmp_path / "live")
    return tmp_path / "live"


def git(site: Path, *words: str) -> str:
    who = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", *who, *words], cwd=site, check=True, capture_output=True, text=True).stdout.strip()


def provenance(folder: Path) -> Provenance:
    return read_provenance((folder / PROVENANCE).read_bytes(), PROVENANCE)


# --- what it says -----------------------------------------------------------------------------------------------------


def test_each_page_has_its_source_and_what_its_review_is_worth(published: Path) -> None:
    found = provenance(published / "live")
    page = next(each for each in found.pages if each.path == "articles/hiccups/index.html")
    source = (published / "site/content/articles/hiccups.md").read_bytes()
    assert (page.source, page.source_hash) == ("content/articles/hiccups.md", sha256(source).hexdigest())
    assert page.hash == sha256((published / "live/articles/hiccups/index.html").read_bytes()).hexdigest()
    assert (page.status, page.review, page.reviews) == ("in-review", "unreviewed", ())
    assert {each.path for each in found.pages} >= {"about/index.html", "glossary/diaphragm/index.html"}
    assert found.commit == git(published / "site", "rev-parse", "HEAD")
    assert found.moved == {"old-hiccups/index.html": "/articles/hiccups/"}
    assert found.libraries["jinja2"]
    said = (published / "live" / PROVENANCE).read_text("utf-8")
    assert str(published) not in said


def test_the_same_site_says_the_same_and_names_no_commit_once_it_was_changed(
    published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "site"
    shutil.copytree(published / "site", site)
    assert cli.main(["publish", "live", "--site", str(site), *DAY]) == 0
    assert (tmp_path / "live" / PROVENANCE).read_bytes() == (published / "live" / PROVENANCE).read_bytes()
    assert cli.main(["publish", "live", "--site", str(site), "--as-built", *DAY]) == 0
    assert (tmp_path / "live" / PROVENANCE).read_bytes() == (published / "live" / PROVENANCE).read_bytes()
    article = site / "content/articles/sunburn.md"
    article.write_text(article.read_text("utf-8").replace("Drink enough", "Drink a lot"), "utf-8")
    assert cli.main(["publish", "live", "--site", str(site), "--as-built", *DAY]) == 0
    assert "is not what the sources give now" in capsys.readouterr().err
    assert (provenance(tmp_path / "live").pages, provenance(tmp_path / "live").commit) == ((), "")
    assert cli.main(["publish", "live", "--site", str(site), *DAY]) == 0
    assert provenance(tmp_path / "live").commit == ""


def commit_said(site: Path, *words: str) -> str:
    assert cli.main(["publish", "live", "--site", str(site), *words, *DAY]) == 0
    return provenance(site.parent / "live").commit


def test_a_file_that_git_does_not_look_at_is_in_no_commit(published: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(published / "site", site)
    (site / ".git/info/exclude").write_text("more.css\n.DS_Store\n")
    (site / "static").mkdir(exist_ok=True)
    (site / "static/.DS_Store").touch()
    assert commit_of(site)
    (site / "static/more.css").touch()
    assert commit_of(site) == ""
    (site / "static/more.css").unlink()
    for flag in ("assume-unchanged", "skip-worktree"):
        git(site, "update-index", f"--{flag}", "content/articles/sunburn.md")
        assert commit_of(site) == ""
        git(site, "update-index", f"--no-{flag}", "content/articles/sunburn.md")
    assert commit_of(site)


def test_nothing_is_said_of_sources_that_changed_meanwhile_though_nothing_is_remembered(
    published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    shutil.copytree(published / "site", site)
    real = cli._publish

    def change(*words: object) -> int:
        article = site / "content/articles/sunburn.md"
        article.write_text(article.read_text("utf-8").replace("Drink enough", "Drink a lot"), "utf-8")
        return real(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(cli, "_publish", change)
    assert cli.main(["publish", "live", "--site", str(site), "--no-memo", *DAY]) == 2
    assert not (tmp_path / "live").exists()


@pytest.mark.parametrize(
    "content", [b'{"base_url": "\xff"}', b'{"files": ' + b"[" * 100_000, b"[]"], ids=["no UTF-8", "deep", "list"]
)
def test_what_can_t_be_read_is_no_provenance(tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / PROVENANCE).write_bytes(content)
    assert cli.main(["verify", str(tmp_path)]) == 2
    assert "is not what wellread publishes" in capsys.readouterr().err


@pytest.mark.parametrize("path", ["../index.html", "/index.html", "a//b", ""])
def test_what_names_files_outside_is_no_provenance(published: Path, path: str) -> None:
    found = (published / "live" / PROVENANCE).read_bytes().replace(b'"feed.xml"', json.dumps(path).encode())
    with pytest.raises(SiteError, match="which is no file of a site"):
        read_provenance(found, "it")


# --- a folder ---------------------------------------------------------------------------------------------------------


def test_a_folder_is_what_was_published(published: Path) -> None:
    live = published / "live"
    for against in (live / PROVENANCE, published / "site/public"):
        assert verify_folder(live, expected_of(against)).holds
    assert cli.main(["verify", str(live), "--site", str(published / "site")]) == 0


def test_each_difference_of_a_folder_is_named(published: Path, live: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = live / "articles/hiccups/index.html"
    page.write_bytes(page.read_bytes().replace(b"minutes", b"months"))
    (live / "feed.xml").unlink()
    (live / "casino.html").write_text("Win!")
    (live / "CNAME").write_text("example.org")
    (live / ".htaccess").write_text("Redirect / https://elsewhere.example/")
    (live / "evil\x1b[2K.html").touch()
    (live / "more").symlink_to("/srv")
    assert cli.main(["verify", str(live), "--site", str(published / "site")]) == 1
    said = capsys.readouterr().out
    assert "differs from what was published: articles/hiccups/index.html" in said
    assert "is missing: feed.xml" in said
    for path in ("casino.html", ".htaccess", "more", "evil�[2K.html"):
        assert f"is there in addition: {path}\n" in said
    assert "NOT the same" in said
    assert "CNAME" not in said
    assert cli.main(["verify", str(live), "--site", str(live), "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["extra"] == [".htaccess", "casino.html", "evil\x1b[2K.html", "more"]


@pytest.mark.parametrize("copies_are_there", [True, False])
def test_copies_may_be_left_out_but_not_be_of_another_page(published: Path, live: Path, copies_are_there: bool) -> None:
    copies = [path for path in live.rglob("*") if path.name.endswith((".br", ".gz"))]
    assert copies
    for copy in copies:
        copy.write_bytes(brotli.compress(b"Win!")) if copies_are_there else copy.unlink()
    found = verify_folder(live, expected_of(published / "site/public"))
    assert len(found.differ) == (len(copies) if copies_are_there else 0)
    assert found.holds != copies_are_there


# --- over the net -----------------------------------------------------------------------------------------------------


class Host(SimpleHTTPRequestHandler):
    """Sends compressed copies as good hosts do, and redirects in the place of pages that lead elsewhere."""

    redirects: dict[str, str] = {}  # noqa: RUF012
    encodings = ("br", "gzip")
    plain_names = False
    lies: dict[str, tuple[str, bytes]] = {}  # noqa: RUF012

    def do_GET(self) -> None:
        if self.plain_names and self.path.endswith(".html"):
            self.redirects = {self.path: self.path.removesuffix(".html")}
        if target := self.redirects.get(self.path):
            self.send_response(301)
            self.send_header("Location", target)
            self.end_headers()
            return
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if self.plain_names and not path.exists():
            path = path.with_name(f"{path.name}.html")
            self.path += ".html"
        asked = self.headers.get("Accept-Encoding", "")
        for encoding, end in (("br", ".br"), ("gzip", ".gz")):
            copy = path.with_name(path.name + end)
            if encoding in asked and encoding in self.encodings and copy.is_file():
                self.answer(encoding, copy.read_bytes())
                return
        if lie := self.lies.get(self.path):
            self.answer(*lie)
            return
        super().do_GET()

    def answer(self, encoding: str, content: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Encoding", encoding)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@contextmanager
def served(folder: Path, **values: object) -> Iterator[str]:
    kind = type("ThisHost", (Host,), values)

    def handle(*given: object) -> object:
        return kind(*given, directory=str(folder))

    server = ThreadingHTTPServer(("127.0.0.1", 0), handle)  # type: ignore[arg-type]
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def quiet(_: str) -> None:
    pass


@pytest.mark.parametrize("encodings", [("br", "gzip"), ("gzip",), ()])
@pytest.mark.parametrize("redirects", [{}, {"/old-hiccups/": "/articles/hiccups/"}])
def test_readers_get_what_was_published(published: Path, encodings: tuple[str, ...], redirects: dict[str, str]) -> None:
    said: list[str] = []
    with served(published / "live", encodings=encodings, redirects=redirects) as url:
        for expected in (fetch_expected(url), expected_of(published / "site/public")):
            found = verify_site(url, expected, said.append)
            assert found.holds, found
    assert "answers compared" in said[-1]


def test_a_host_that_leaves_html_out_of_addresses_is_followed_to_the_same_file(published: Path, live: Path) -> None:
    expected = expected_of(published / "site/public")
    with served(live, plain_names=True, encodings=()) as url:
        assert verify_site(url, expected, quiet).holds
        (live / "404.html").write_text("Win!")
        assert verify_site(url, expected, quiet).differ == ("404.html",)


@pytest.mark.parametrize("form", ["index.html", "index.html.br", "index.html.gz"])
def test_each_form_of_a_page_is_looked_at(published: Path, live: Path, form: str) -> None:
    wrong = {"index.html": b"Win!", "index.html.br": brotli.compress(b"Win!"), "index.html.gz": gzip.compress(b"Win!")}
    (live / "articles/hiccups" / form).write_bytes(wrong[form])
    with served(live) as url:
        assert verify_site(url, expected_of(published / "site/public"), quiet).differ == ("articles/hiccups/index.html",)


def test_a_site_that_leads_on_is_told(live: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with served(live, redirects={"/": "https://www.health.test/"}) as url:
        assert cli.main(["verify", url, "--site", str(live)]) == 2
    assert "leads on to 'https://www.health.test/'. If that is the site's address, verify that." in capsys.readouterr().err
    assert cli.main(["verify", url, "--site", str(live)]) == 2
    assert "Is the network there, and the address right?" in capsys.readouterr().err


def test_what_readers_get_otherwise_is_named(published: Path, live: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = live / "articles/hiccups/index.html"
    for copy in (page.with_name("index.html.br"), page.with_name("index.html.gz")):
        copy.unlink()
    page.write_bytes(page.read_bytes().replace(b"minutes", b"months"))
    (live / "feed.xml").unlink()
    (live / "feed.xml.br").unlink(missing_ok=True)
    (live / "feed.xml.gz").unlink(missing_ok=True)
    redirects = {"/articles/sunburn/": "https://elsewhere.example/", "/old-hiccups/": "/articles/sunburn/"}
    with served(live, redirects=redirects) as url:
        assert cli.main(["verify", url, "--site", str(published / "site")]) == 1
        said = capsys.readouterr().out
        (live / PROVENANCE).unlink()
        assert cli.main(["verify", url, "--site", str(live)]) == 2
    for path in ("articles/hiccups/index.html", "articles/sunburn/index.html", "old-hiccups/index.html"):
        assert f"differs from what was published: {path}" in said
    assert "is missing: feed.xml" in said
    assert "--against" in capsys.readouterr().err


def test_its_own_word_is_said_to_be_worth_little(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with served(published / "live") as url:
        assert cli.main(["verify", url, "--site", str(published / "live")]) == 0
        assert "can change too" in capsys.readouterr().out
        assert cli.main(["verify", url, "--against", str(published / "site/public")]) == 0
        assert "can change too" not in capsys.readouterr().out


BOMB = gzip.compress(bytes(65 * 1024 * 1024), 9)


@pytest.mark.parametrize(
    ("encoding", "content", "said"),
    [
        ("gzip", BOMB, "too large"),
        ("br", brotli.compress(bytes(65 * 1024 * 1024), quality=1), "too large"),
        ("gzip", gzip.compress(b"page")[:-6], "cut short"),
        ("gzip", b"no gzip", "can't be unpacked"),
        ("gzip", gzip.compress(b"page") + gzip.compress(b"<script>"), "can't be unpacked"),
        ("identity; cut", b"page", "was not asked for"),
        ("zstd", b"page", "was not asked for"),
    ],
    ids=[
        "bomb in gzip",
        "bomb in brotli",
        "cut",
        "none",
        "two",
        "unknown and cut",
        "unknown",
    ],  # gzip writes the time into its bytes
)
def test_a_hostile_answer_is_no_answer(tmp_path: Path, encoding: str, content: bytes, said: str, no_wait: None) -> None:
    with served(tmp_path, lies={"/page": (encoding, content)}) as url:
        assert said in ask(f"{url}page").failure


def test_an_answer_that_is_cut_off_or_never_ends_is_no_answer(
    tmp_path: Path, no_wait: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "page").write_bytes(b"page" * 9)
    real = Host.send_header
    monkeypatch.setattr(Host, "send_header", lambda self, name, value: real(self, name, "99" if value == "36" else value))
    with served(tmp_path) as url:
        assert ask(f"{url}page").failure == "the answer ended after 36 of 99 bytes"
        monkeypatch.setattr("wellread.provenance.net.MOST_SECONDS", -1.0)
        assert "did not end within" in ask(f"{url}page").failure


@pytest.fixture
def no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wellread.provenance.net.sleep", lambda _: None)


def test_nobody_there_is_told_and_asked_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    waited: list[float] = []
    monkeypatch.setattr("wellread.provenance.net.sleep", waited.append)
    with served(tmp_path) as url:
        pass
    assert "can't be reached" in ask(url).failure
    assert waited == [0, 1, 2]


@pytest.mark.parametrize("place", ["ftp://example.org/", "https://user@example.org/", "https://example.org/?a=b", "nowhere"])
def test_a_place_that_is_none_is_told(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["verify", place]) == 2
    assert place in capsys.readouterr().err
