"""What a web server is told of a built site: read from the site's own rules, and said in words where it can't be told.

That nginx and Caddy do what they are told is tested with both of them, in tests/browser/test_hosts.py.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from wellread.cli import main
from wellread.hosting import hosted, tell_hosting
from wellread.hosting.caddy import caddy
from wellread.hosting.nginx import nginx
from wellread.hosting.rules import Hosted, lasting, read_headers, read_redirects, sent_by
from wellread.problems import SiteError
from wellread.render.headers import HeaderRule, header_rules, headers_file
from wellread.render.redirects import Redirect, redirects_file

HEADERS = "/health/*\n  X-Frame-Options: DENY\n"
REDIRECTS = "/health/old/ /health/new/ 301\n"


def site(*rules: HeaderRule, base_path: str = "/", redirects: tuple[Redirect, ...] = (), folder: str = "/srv/www/site") -> Hosted:
    return Hosted(folder=folder, base_path=base_path, rules=rules, redirects=redirects, gzip=True, brotli=True)


def rule(pattern: str, **headers: str) -> HeaderRule:
    return HeaderRule(pattern=pattern, headers=tuple((name.replace("_", "-"), value) for name, value in headers.items()))


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A built site under /health/, as far as a web server is concerned."""
    output = tmp_path / "public"
    output.mkdir()
    (output / ".wellread-manifest.json").write_text('{"format": 1, "state": "complete", "files": {"x.html": "", "x.html.br": ""}}')
    (output / "_headers").write_text(HEADERS)
    (output / "_redirects").write_text(REDIRECTS)
    return output


# --- rules ------------------------------------------------------------------------------------------------------------


def test_what_was_written_is_read_again() -> None:
    rules = header_rules(
        "default-src 'none'", "/health/", is_https=True, apis=["api/", "es/api/"], feeds=[("feed.xml", "application/atom+xml")]
    )
    assert read_headers(headers_file(rules).decode()) == rules
    redirects = (Redirect(old="/old/", new="/new/"), Redirect(old="/caf%C3%A9.html", new="/new/#part"))
    assert read_redirects(redirects_file(redirects).decode()) == redirects
    assert read_redirects(redirects_file(redirects, forced=True).decode()) == redirects
    assert redirects_file(redirects[:1], forced=True) == b"/old/ /new/ 301!\n"


def test_comments_and_empty_lines_are_read_over() -> None:
    assert read_headers("# A\n\n/*\n  # B\n  X-A: b: c\n\n") == (rule("/*", X_A="b: c"),)
    assert read_redirects("# A\n\n/a /b 301 # C\n") == (Redirect(old="/a", new="/b"),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  X-A: b\n", "Line 1 of _headers is no header: “X-A: b”. Write it as “Name: value”."),
        ("/*\n  X-A b\n", "Line 2 of _headers is no header: “X-A b”. Write it as “Name: value”."),
        ("/*\n  X A: b\n", "Line 2 of _headers is no header: “X A: b”. Write it as “Name: value”."),
    ],
)
def test_a_line_that_is_no_header_is_told(text: str, said: str) -> None:
    with pytest.raises(SiteError) as told:
        read_headers(text)
    assert str(told.value) == said


@pytest.mark.parametrize(
    "line", ["/a/* /b/:splat 301", "/a /b", "/a /b 302", "/a /b 301 Country=nl", "/:x /b 301", "https://a/ /b 301"]
)
def test_a_redirect_that_only_some_hosts_can_do_is_told(line: str) -> None:
    with pytest.raises(SiteError, match=r"^Line 2 of _redirects says more than a web server can be told from it: “"):
        read_redirects(f"/x /y 301\n{line}\n")


@pytest.mark.parametrize("pattern", ["/:year/*", "https://example.org/*", "/a b", '/a"b'])
def test_a_pattern_that_only_some_hosts_understand_is_told(pattern: str) -> None:
    with pytest.raises(SiteError, match="A web server can be told of addresses that begin with /,"):
        sent_by(site(rule(pattern, X_A="b")))


def test_of_two_rules_the_last_one_wins_and_capitals_are_the_same() -> None:
    sent = sent_by(
        site(rule("/*", X_A="1", cache_control="max-age=9"), rule("/*", x_a="2"), rule("/a/*", X_a="3", CONTENT_TYPE="a/b"))
    )
    assert sent.always == {"Cache-Control": "max-age=9", "X-A": "2"}
    assert [(each.headers, each.of_type) for each in sent.rules] == [({"X-A": "3"}, "a/b")]


def test_a_policy_lasts_longer_than_the_styles_of_one_build() -> None:
    said = "default-src 'none'; style-src 'self' 'sha256-YQ==' 'sha384-Yg=='; script-src 'self' 'sha256-Yw=='"
    assert lasting(said) == "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self' 'sha256-Yw=='"
    for policy in ("style-src 'self'", "style-src 'unsafe-inline'", "default-src 'none'", ""):
        assert lasting(policy) == policy


def test_a_header_that_is_the_same_everywhere_is_no_variable() -> None:
    text = nginx(site(rule("/*", X_A="1", X_B="2"), rule("/a/*", X_B="3")))
    assert 'add_header X-A "1" always;' in text
    assert "add_header X-B $wellread_x_b always;" in text
    assert 'set $wellread_x_b "2";\nif ($uri ~ "^/a/") {\n    set $wellread_x_b "3";\n}' in text


# --- what can't be told -----------------------------------------------------------------------------------------------


def test_names_that_a_server_would_take_for_its_own_are_told() -> None:
    with pytest.raises(SiteError, match=r"nginx takes the \$ in “/srv/\$site” for a name of its own"):
        nginx(site(folder="/srv/$site"))
    with pytest.raises(SiteError, match=r"nginx takes the \$ in the address /a\$b"):
        nginx(site(redirects=(Redirect(old="/old/", new="/a$b"),)))
    with pytest.raises(SiteError, match="nginx can't be told of a name with a line break"):
        nginx(site(redirects=(Redirect(old="/a%0Ab", new="/b"),)))
    with pytest.raises(SiteError, match=r"Caddy takes the \{ in the folder “/srv/\{site\}”"):
        caddy(site(folder="/srv/{site}"))
    with pytest.raises(SiteError, match="Caddy can't be told of a name with a line break, a backtick"):
        caddy(site(rule("/*", X_A="`")))
    assert "X-A `\\{a}`" in caddy(site(rule("/*", X_A="{a}")))


# --- the command ------------------------------------------------------------------------------------------------------


def run(*words: str) -> int:
    return main(["hosting", *words])


def test_it_prints_what_a_server_is_told(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = ("--output", str(built), "--base-url", "https://example.org/health/")
    assert run("nginx", *base, "--folder", "/srv/www/site") == 0
    text = capsys.readouterr().out
    assert text.startswith("# What nginx has to do for this site.")
    assert 'alias "/srv/www/site/";' in text
    assert "brotli_static on;" in text
    assert "gzip_static on;" not in text, "no copies of that kind were made"
    assert run("nginx", *base, "--no-brotli") == 0
    assert "brotli" not in capsys.readouterr().out
    for kind, said in (("headers", HEADERS), ("redirects", REDIRECTS), ("netlify", "/health/old/ /health/new/ 301!\n")):
        assert run(kind, *base) == 0
        assert capsys.readouterr().out == said


def test_it_writes_them_all_into_a_folder(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "build/hosting"
    assert run("--write", str(folder), "--output", str(built), "--base-url", "https://example.org/health/") == 0
    names = ["wellread.nginx.conf", "wellread.caddy", "_headers", "_redirects", "_redirects.netlify"]
    assert capsys.readouterr().out.splitlines() == [str(folder / name) for name in names]
    assert (folder / "wellread.caddy").read_text("utf-8") == tell_hosting(
        "caddy", hosted(built, "https://example.org/health/"), None
    )
    assert run("caddy", "--write", str(folder), "--output", str(built), "--base-url", "https://example.org/health/") == 0
    assert capsys.readouterr().out == f"{folder / 'wellread.caddy'}\n"


def test_the_base_url_is_that_of_the_site(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = Path(__file__).parent / "rules/_base/site.yaml"
    (tmp_path / "site.yaml").write_text(base.read_text("utf-8").replace("https://example.org/", "https://example.org/health/"))
    assert run("caddy", "--site", str(tmp_path)) == 0
    assert "handle /health/* {" in capsys.readouterr().out
    assert f"root * `{built}`" in tell_hosting("caddy", hosted(built, "https://example.org/health/"), None)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("ngnix", "“ngnix” is no kind of host; did you mean “nginx”?"),
        ("zzz", "“zzz” is no kind of host; there are: nginx, caddy, headers, redirects, netlify."),
        (
            "",
            "Say for what: wellread hosting nginx | caddy | headers | redirects | netlify. With --write DIR",
        ),
        (
            "nginx --base-url https://example.org/other/",
            "has no rules for /other/*. Give the --base-url that the site was built with",
        ),
        ("nginx --base-url https://example.org/", "has no rules for /*. Give the --base-url that the site was built with"),
        ("nginx --write FILE", "can't be written: "),
        ("nginx --output NOWHERE", "holds no finished site. Build it first."),
    ],
)
def test_what_is_wrong_is_said(words: str, said: str, built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    named = [word.replace("FILE", str(tmp_path / "file/x")).replace("NOWHERE", str(tmp_path / "nowhere")) for word in words.split()]
    assert run("--output", str(built), "--base-url", "https://example.org/health/", *named) == 2
    assert said in capsys.readouterr().err


def test_a_file_that_cannot_be_read_is_told(built: Path) -> None:
    (built / "_redirects").write_bytes(b"\xff")
    with pytest.raises(SiteError, match=r"_redirects can't be read"):
        hosted(built, "https://example.org/health/")


def test_a_site_without_headers_of_its_own_has_nothing_to_tell(built: Path) -> None:
    (built / "_headers").unlink()
    with pytest.raises(SiteError, match=r"has no rules for /health/\*"):
        hosted(built, "https://example.org/health/")
