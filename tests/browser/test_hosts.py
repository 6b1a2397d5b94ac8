"""What readers get from real web servers, nginx and Caddy, that were told by the program how to serve the built site.

What a server should send is read from the built folder alone: its files, and the rules in `_headers` and `_redirects`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from tests.browser.built import OLD_ADDRESS, BuiltSite
from tests.browser.hosts import DECODERS, SERVERS, Answer, Server, running, told
from tests.browser.serving import read_headers

COPIES = (".br", ".gz")
NOT_SERVED = ("_headers", "_redirects")
UTF_8 = "; charset=utf-8"
TYPES = {
    ".html": f"text/html{UTF_8}",
    ".css": f"text/css{UTF_8}",
    ".js": f"text/javascript{UTF_8}",
    ".txt": f"text/plain{UTF_8}",
    ".md": f"text/markdown{UTF_8}",
    ".xml": f"application/xml{UTF_8}",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".ico": "image/x-icon",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".woff2": "font/woff2",
}
# What a browser or a tool says that it can unpack, and which copies it may then be sent.
ASKED: Mapping[str, set[str]] = {
    "": {""},
    "identity": {""},
    "gzip": {"gzip"},
    "br": {"br"},
    "gzip, deflate, br, zstd": {"br", "gzip"},
    "gzip;q=1.0, br;q=0": {"gzip"},
    "br;q=0, gzip;q=0": {""},
    "deflate": {""},
    "zstd": {""},
}
ALLOWED = "GET, HEAD"


@dataclass(frozen=True)
class Served:
    """A site and the server that it is served by."""

    server: Server
    site: BuiltSite

    @cached_property
    def rules(self) -> tuple[tuple[re.Pattern[str], Mapping[str, str]], ...]:
        return read_headers(self.site.folder / "_headers")

    @cached_property
    def redirects(self) -> dict[str, str]:
        file = self.site.folder / "_redirects"
        words = [line.split() for line in file.read_text("utf-8").splitlines()] if file.exists() else []
        return {old: new for old, new, _ in words}

    @cached_property
    def files(self) -> dict[str, Path]:
        """Every file that readers get under an address of its own, by this address."""
        found: dict[str, Path] = {}
        for file in sorted(self.site.folder.rglob("*")):
            path = file.relative_to(self.site.folder).as_posix()
            is_hidden = any(part.startswith(".") for part in path.split("/"))
            if file.is_file() and not is_hidden and path not in NOT_SERVED and not path.endswith(COPIES):
                address = self.site.base_path + quote(path.removesuffix("index.html"))
                if address not in self.redirects:
                    found[address] = file
        return found

    def asked_for(self, address: str) -> dict[str, str]:
        """Return what the rules want to be sent with an address, but for the policy."""
        headers = {"Cache-Control": "no-cache"}
        for pattern, added in self.rules:
            if pattern.fullmatch(address):
                headers |= added
        return {name.lower(): value for name, value in headers.items() if name != "Content-Security-Policy"}

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        return self.server.ask(self.site.base_path + path, method, **headers)


@pytest.fixture(scope="module", params=[f"{name} {base}" for name in SERVERS for base in ("/", "/health/")])
def served(
    request: pytest.FixtureRequest, sites: tuple[BuiltSite, BuiltSite], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """The site as it is, and the one under /health/ with a redirect, from each server."""
    name, base = request.param.split()
    site = next(each for each in sites if each.base_path == base)
    with running(name, told(name, site), tmp_path_factory.mktemp(name)) as server:
        yield Served(server, site)


def lacking(sent: Mapping[str, str], wanted: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    return {name: (sent.get(name, ""), value) for name, value in wanted.items() if sent.get(name) != value}


# --- what is there ----------------------------------------------------------------------------------------------------


def test_every_file_comes_whole_with_its_type_and_its_headers(served: Served) -> None:
    faults: list[str] = []
    for address, file in served.files.items():
        answer = served.server.ask(address)
        wanted = {"content-type": TYPES[file.suffix]} if file.suffix in TYPES else {}
        wanted |= served.asked_for(address)
        if answer.status != 200 or answer.body != file.read_bytes():
            faults.append(f"{address}: {answer.status}, {len(answer.body)} bytes")
        if missing := lacking(answer.headers, wanted):
            faults.append(f"{address}: {missing}")
        if (
            file.suffix not in TYPES
            and answer.headers.get("content-type", "application/octet-stream") != "application/octet-stream"
        ):
            faults.append(f"{address}: {answer.headers['content-type']}")
    assert not faults
    assert len(served.files) > 100


def test_every_copy_is_of_its_file(served: Served) -> None:
    faults: list[str] = []
    seen: set[str] = set()
    for address, file in served.files.items():
        content = file.read_bytes()
        there = {name for name, end in (("br", ".br"), ("gzip", ".gz")) if file.with_name(file.name + end).exists()}
        for accepted, may_be in ASKED.items():
            answer = served.server.ask(address, **({"Accept_Encoding": accepted} if accepted else {}))
            seen.add(answer.encoding)
            wanted = (may_be & there) or {""}
            if answer.encoding not in wanted or answer.content != content:
                faults.append(f"{address} for “{accepted}”: {answer.encoding}")
            if there and "accept-encoding" not in answer.headers.get("vary", "").lower():
                faults.append(f"{address} for “{accepted}”: no Vary, so that a cache would mix them up")
    assert not faults
    assert seen == set(DECODERS)


def directives(policy: str) -> dict[str, set[str]]:
    return {words[0]: set(words[1:]) for each in policy.split(";") if (words := each.split())}


def test_the_policy_of_the_server_lets_every_page_do_what_its_own_allows(served: Served) -> None:
    for address, file in served.files.items():
        if file.suffix == ".html":
            sent = directives(served.server.ask(address).headers["content-security-policy"])
            page = served.site.pages[file.relative_to(served.site.folder).as_posix()]
            own = directives(page.values("//meta[@http-equiv='content-security-policy']/@content")[0])
            for name, values in own.items():
                hashes = {each for each in values if each.startswith("'sha")} if "'unsafe-inline'" in sent[name] else set()
                assert values - hashes - {"'none'"} <= sent[name], f"{address}: {name}"
            assert sent["frame-ancestors"] == {"'none'"}
            assert "'unsafe-inline'" not in sent["script-src"]


def test_the_browser_has_nothing_to_complain_of(served: Served, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("requestfailed", lambda request: complaints.append(f"{request.failure} {request.url}"))
    page.on("response", lambda response: None if response.status < 400 else complaints.append(f"{response.status} {response.url}"))
    for kind in ("home", "article", "search", "symptom"):
        address = f"http://127.0.0.1:{served.server.port}{served.site.base_path}{served.site.example(kind).address}"
        page.goto(address, wait_until="networkidle")
        assert page.evaluate("document.styleSheets.length") > 0
        assert page.evaluate("getComputedStyle(document.body).fontFamily") != "Times New Roman"
    context.close()
    assert not complaints


# --- what is not there ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "nothing-here/",
        "articles/nothing-here",
        "assets/nothing.0123456789ab.css",
        "nothing.html?x=1",
        "%E2%80%9C/",
        "assets/",
        "api/x",
    ],
)
def test_what_is_not_there_is_answered_with_the_page_that_says_so(path: str, served: Served) -> None:
    page = (served.site.folder / "404.html").read_bytes()
    for accepted in ("identity", "gzip", "br"):
        answer = served.ask(path, Accept_Encoding=accepted)
        assert answer.status == 404
        assert answer.content == page
        assert answer.headers["content-type"] == TYPES[".html"]
        # One that is missing while a publication goes on must not be remembered as missing.
        wanted = {**served.asked_for(served.site.base_path), "cache-control": "no-cache"}
        assert not lacking(answer.headers, wanted)
        assert "content-security-policy" in answer.headers
    assert served.ask(path, "HEAD").status == 404


@pytest.mark.parametrize(
    "path",
    [
        *(
            ".wellread-manifest.json",
            ".wellread.lock",
            ".git/config",
            "articles/.hidden",
            "assets/.wellread-part",
            "_headers",
            "_redirects",
        ),
        *("%2ewellread-manifest.json", "%2Ewellread.lock", "articles/../.wellread.lock", "/.wellread.lock", "articles//.hidden"),
        *("../.wellread.lock", "%2e%2e/.wellread.lock", "assets/..%2f.wellread.lock", "_headers/", "_headers?x"),
    ],
)
def test_what_is_hidden_is_not_there(path: str, served: Served) -> None:
    assert (served.site.folder / ".wellread-manifest.json").exists()
    answer = served.ask(path)
    assert answer.status in (301, 308, 400, 404)
    if answer.status in (301, 308):
        assert served.server.ask(answer.headers["location"]).status == 404
    assert b"blake" not in answer.body
    assert b"X-Content-Type-Options" not in answer.body


def test_no_folder_is_listed(served: Served) -> None:
    folders = {parent for file in served.files.values() for parent in file.parents if served.site.folder in parent.parents}
    without_page = [each for each in folders if not (each / "index.html").exists()]
    assert without_page
    for folder in without_page:
        path = folder.relative_to(served.site.folder).as_posix()
        answer = served.ask(f"{quote(path)}/")
        assert answer.status == 404
        assert answer.body == (served.site.folder / "404.html").read_bytes()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_there_is_nothing_but_to_read(method: str, served: Served) -> None:
    for path in ("", "feed.xml", "articles/", "nothing-here/", "robots.txt"):
        answer = served.ask(path, method)
        assert answer.status == 405, path
        assert answer.headers["allow"] == ALLOWED


# --- elsewhere --------------------------------------------------------------------------------------------------------


def test_an_old_address_leads_to_the_new_one_with_what_was_asked(served: Served) -> None:
    if served.site.base_path == "/":
        assert not served.redirects
        return
    new = served.redirects[f"/health/{OLD_ADDRESS}"]
    assert new in served.files
    for path in (OLD_ADDRESS, OLD_ADDRESS.rstrip("/")):
        for asked in ("", "?from=print", "?a=1&b=%2F%C3%A9"):
            answer = served.ask(path + asked)
            assert (answer.status, answer.headers["location"]) == (301, new + asked)
            assert answer.headers["cache-control"] == "no-cache"
            assert "strict-transport-security" in answer.headers
    assert served.ask(f"{OLD_ADDRESS}index.html").status == 200, "who saved the page itself is led on by it"
    assert served.ask(OLD_ADDRESS.upper()).status == 404


def test_the_base_path_alone_leads_to_the_home_page_and_what_is_outside_is_left_alone(served: Served) -> None:
    if served.site.base_path == "/health/":
        for asked in ("", "?x=1"):
            answer = served.server.ask(f"/health{asked}")
            assert (answer.status, answer.headers["location"]) == (301, f"/health/{asked}")
        assert served.server.ask("/").body != served.ask("").body
        assert served.server.ask("/of-another-program").status == 204


def test_a_folder_without_its_slash_leads_to_its_page(served: Served) -> None:
    for asked in ("", "?x=1&y=%C3%A9"):
        answer = served.ask(f"articles{asked}")
        assert (answer.status, answer.headers["location"]) == (301, f"{served.site.base_path}articles/{asked}")
    assert (
        "location" not in served.server.ask("//articles").headers or served.server.ask("//articles").headers["location"][:2] != "//"
    )


def test_the_browser_keeps_the_part_of_the_page_that_was_asked_for(served: Served, browser: Browser) -> None:
    if not served.redirects:
        return
    origin = f"http://127.0.0.1:{served.server.port}"
    old, new = next(iter(served.redirects.items()))
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{origin}{old}?from=print#sources")
    assert page.url == f"{origin}{new}?from=print#sources"
    context.close()


# --- asked again ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("accepted", ["identity", "gzip", "br"])
def test_what_a_browser_has_already_is_not_sent_again(accepted: str, served: Served) -> None:
    marks = set()
    for path in ("", "feed.xml", "robots.txt"):
        first = served.ask(path, Accept_Encoding=accepted)
        again = served.ask(path, Accept_Encoding=accepted, If_None_Match=first.headers["etag"])
        assert (again.status, again.body) == (304, b"")
        assert again.headers["cache-control"] == first.headers["cache-control"]
        other = served.ask(path, Accept_Encoding=accepted, If_None_Match='"of-another-day"')
        assert (other.status, other.content) == (200, first.content)
        since = served.ask(path, Accept_Encoding=accepted, If_Modified_Since=first.headers["last-modified"])
        assert since.status == 304
        marks.add(first.headers["etag"])
    assert len(marks) == 3


def test_a_copy_has_a_mark_of_its_own(served: Served) -> None:
    marks = [served.ask("", Accept_Encoding=accepted).headers["etag"] for accepted in ("identity", "gzip", "br")]
    assert len(set(marks)) == 3
    assert served.ask("", Accept_Encoding="br", If_None_Match=marks[0]).status == 200


def test_the_head_alone_is_that_of_the_whole(served: Served) -> None:
    for path in ("", "feed.xml", "nothing-here/", "articles"):
        whole, head = served.ask(path), served.ask(path, "HEAD")
        assert (head.status, head.body) == (whole.status, b"")
        kept = {name: value for name, value in whole.headers.items() if name not in ("date", "transfer-encoding", "content-length")}
        assert not lacking(head.headers, kept)


def test_a_part_of_a_file_is_sent_where_a_part_is_asked_for(served: Served) -> None:
    content = (served.site.folder / "index.html").read_bytes()
    part = served.ask("", Range="bytes=100-199")
    assert (part.status, part.body) == (206, content[100:200])
    assert part.headers["content-range"] == f"bytes 100-199/{len(content)}"
    assert served.ask("", Range="bytes=-10").body == content[-10:]
    assert served.ask("", Range=f"bytes={len(content)}-").status == 416
    whole = served.ask("", Range="bytes=0-9", If_Range='"of-another-day"')
    assert (whole.status, whole.body) == (200, content)


# --- other settings ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SERVERS)
def test_a_server_without_copies_compresses_by_itself(name: str, site: BuiltSite, tmp_path: Path) -> None:
    text = told(name, without_copies(site, tmp_path / "site"))
    assert "static on" not in text
    assert "precompressed" not in text
    with running(name, text, tmp_path / "run") as server:
        content = (site.folder / "index.html").read_bytes()
        answer = server.ask("/", Accept_Encoding="gzip")
        assert answer.encoding == "gzip"
        assert answer.content == content
        assert "accept-encoding" in answer.headers["vary"].lower()
        assert server.ask("/").body == content


@pytest.mark.parametrize("name", SERVERS)
def test_what_a_publication_leaves_on_its_way_is_not_there_and_what_is_well_known_is(
    name: str, site: BuiltSite, tmp_path: Path
) -> None:
    plain = without_copies(site, tmp_path / "site")
    hidden = (".wellread-publishing/lock", "index.html.8f3a.wellread-part", "x/.y/z.html", ".well-known-not/x")
    for path in (*hidden, ".well-known/security.txt", "x/y.z/a.b.html"):
        (plain.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (plain.folder / path).write_text("here")
    with running(name, told(name, plain), tmp_path / "run") as server:
        assert [server.ask(f"/{path}").status for path in hidden] == [404] * len(hidden)
        assert [server.ask(f"/{path}").body for path in (".well-known/security.txt", "x/y.z/a.b.html")] == [b"here"] * 2


@pytest.mark.parametrize("name", SERVERS)
def test_old_addresses_are_taken_letter_by_letter(name: str, site: BuiltSite, tmp_path: Path) -> None:
    plain = without_copies(site, tmp_path / "site")
    moved = {
        "/Sunburn/": "/sunburn/",  # for Caddy's own matcher this would be the same address
        "/caf%C3%A9/": "/sunburn/",
        "/a+b(c).html": "/sunburn/",
        "/%5Bx%5D%7By%7D$/": "/sunburn/",
        "/part/": "/sunburn/#part",
        "/asked/": "/sunburn/?of=old",
    }
    (plain.folder / "_redirects").write_text("".join(f"{old} {new} 301\n" for old, new in moved.items()))
    (plain.folder / "sunburn").mkdir()
    (plain.folder / "sunburn/index.html").write_text("here")
    with running(name, told(name, plain), tmp_path / "run") as server:
        assert {old: server.ask(old).headers.get("location") for old in moved} == moved
        assert server.ask("/part/?x=1").headers["location"] == "/sunburn/?x=1#part"
        assert server.ask("/asked/?x=1").headers["location"] == "/sunburn/?of=old"
        assert server.ask("/sunburn/").body == b"here"
        assert [server.ask(path).status for path in ("/aab(c).html", "/a+b(c)xhtml", "/part/x", "/x/part/")] == [404] * 4


@pytest.mark.parametrize("name", SERVERS)
def test_rules_of_the_site_s_own_hold_too(name: str, site: BuiltSite, tmp_path: Path) -> None:
    plain = without_copies(site, tmp_path / "a folder with 'signs'")
    rules = """\
    # Ours
    /*
      x-frame-options: SAMEORIGIN
      Report-To: {"group": "all", "endpoints": [{"url": "/reports"}]}
    /papers/*.pdf
      Content-Type: application/x-paper
      CACHE-CONTROL: max-age=60
    /here/
      X-Of-The-Page: a; b="c"
    """
    (plain.folder / "_headers").write_text("\n".join(line[4:] for line in rules.splitlines()))
    for path in ("papers/x.pdf", "papers/y/z.pdf", "x.pdf", "here/index.html", "here/there.html"):
        (plain.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (plain.folder / path).write_text("here")
    with running(name, told(name, plain), tmp_path / "run") as server:
        papers = [server.ask(path).headers for path in ("/papers/x.pdf", "/papers/y/z.pdf")]
        assert [(each["content-type"], each["cache-control"]) for each in papers] == [("application/x-paper", "max-age=60")] * 2
        other = server.ask("/x.pdf").headers
        assert (other["content-type"], other["cache-control"]) == ("application/pdf", "no-cache")
        assert other["x-frame-options"] == "SAMEORIGIN"
        assert other["report-to"] == '{"group": "all", "endpoints": [{"url": "/reports"}]}'
        assert server.ask("/here/").headers["x-of-the-page"] == 'a; b="c"'
        assert "x-of-the-page" not in server.ask("/here/there.html").headers
        assert server.ask("/papers/nothing.pdf").headers["content-type"] == TYPES[".html"]


def without_copies(site: BuiltSite, folder: Path) -> BuiltSite:
    """Copy what is needed of a site, as it is when it was built without compressed copies."""
    folder.mkdir()
    for path in ("index.html", "404.html", "_headers"):
        (folder / path).write_bytes((site.folder / path).read_bytes())
    (folder / ".wellread-manifest.json").write_text('{"format": 1, "state": "complete", "files": {"index.html": ""}}')
    return BuiltSite(folder, site.base_url)


def test_an_nginx_without_its_brotli_module_is_told_of_gzip_alone(site: BuiltSite, tmp_path: Path) -> None:
    text = told("nginx", site, "--no-brotli")
    assert "brotli" not in text
    with running("nginx", text, tmp_path) as server:
        assert server.ask("/", Accept_Encoding="br").encoding == ""
        assert server.ask("/", Accept_Encoding="br, gzip").encoding == "gzip"
