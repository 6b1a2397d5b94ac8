"""A site's whole life, from an empty folder, with the wheel alone: begun, written, checked, built, published to a bucket, served by
nginx, verified, and one article of it taken back."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import brotli

from tests.browser.hosts import running
from tests.publish.little import KEY, SECRET, bucket_server
from tests.wheels import NEW_ARTICLE, ROOT, run, write_an_article

TODAY = "2026-11-22"
PAGE = "/articles/what-helps-with-sunburn/"
OF_THE_ARTICLE = ("It hurts and is red", "Cool the skin with water", "how long it takes in one person")
WHY = "It said too little about children."
TARGET = """
targets:
  live: {{kind: s3, to: skin-live, endpoint: "{address}", copies: true}}
"""
OPENED: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.decompress, ".br": lambda content: bytes(brotli.decompress(content))}


def texts_in(folder: Path) -> dict[str, str]:
    """Return what each file of a folder says, unpacked."""
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            content = OPENED[path.suffix](content) if path.suffix in OPENED else content
            if content.startswith(b"\x1f\x8b"):  # a part of the search index
                content = gzip.decompress(content)
            found[path.relative_to(folder).as_posix()] = content.decode("utf-8", "replace")
    return found


def tellers_of(folder: Path) -> set[str]:
    return {name for name, text in texts_in(folder).items() if any(phrase in text for phrase in OF_THE_ARTICLE)}


def test_from_an_empty_folder_to_an_article_that_was_taken_back(installed: Path, tmp_path: Path) -> None:
    site, buckets = tmp_path / "site", tmp_path / "buckets"
    live = buckets / "skin-live"
    live.mkdir(parents=True)
    keys = {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET, "RCLONE_CONFIG": "", "HOME": str(tmp_path)}

    def wellread(*words: str | Path, cwd: Path = site) -> str:
        return run(sys.executable, installed / "bin/wellread", *words, cwd=cwd, path=installed, **keys)

    told = (
        "--title",
        "Skin",
        "--base-url",
        "https://skin.test/",
        "--contact",
        "editors@skin.example",
        "--emergency",
        "Ireland=112",
    )
    once = ("--date", TODAY, "--jobs", "1")

    wellread("init", "site", *told, "--date", TODAY, cwd=tmp_path)
    wellread(*NEW_ARTICLE, "--date", TODAY)
    write_an_article(site)
    wellread("check", "--drafts", "--strict", *once)
    wellread("build", "--strict", *once)
    assert tellers_of(site / "public")

    with bucket_server(buckets) as address:
        with (site / "site.yaml").open("a", encoding="utf-8") as settings:
            settings.write(TARGET.format(address=address))
        wellread("publish", "live", "--strict", *once)
        assert tellers_of(live) >= tellers_of(site / "public")

        lines = wellread("hosting", "nginx", "--folder", live)
        with running("nginx", lines, tmp_path / "nginx") as server:
            served = f"http://127.0.0.1:{server.port}/"
            page = server.ask(PAGE, accept_encoding="br")
            assert (page.status, page.encoding) == (200, "br")
            assert OF_THE_ARTICLE[0] in page.content.decode()
            assert "content-security-policy" in page.headers
            wellread("verify", served)

            took = ("--reason", WHY, "--publish", "live", "--yes", *once)
            said = wellread("withdraw", "what-helps-with-sunburn", *took)
            assert f"https://skin.test{PAGE}" in said
            notice = server.ask(PAGE, accept_encoding="br").content.decode()
            assert WHY in notice
            assert not any(phrase in notice for phrase in OF_THE_ARTICLE)
            assert tellers_of(live) == tellers_of(site / "public") == set()
            wellread("verify", served)

            (live / "about/index.html").write_text("Somebody else was here.", "utf-8")
            command = [sys.executable, str(installed / "bin/wellread"), "verify", str(live)]
            done = subprocess.run(
                command, cwd=site, env={"PYTHONPATH": str(installed), **keys}, capture_output=True, text=True, check=False
            )
            assert done.returncode == 1
            assert "about/index.html" in done.stdout + done.stderr

    assert str(ROOT) not in "".join(texts_in(live).values())
