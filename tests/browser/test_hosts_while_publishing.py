"""A site is published into the folder that a web server serves, while a reader goes from page to page: what she gets meanwhile.

What stops a publication on its way is tested in tests/publish; here it goes through, and is watched.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

import pytest

from tests.browser.built import DAY, ROOT, BuiltSite
from tests.browser.hosts import Answer, Server, running, told

BASE_URL = "https://health.test/"
ASSET = re.compile(rb'(?:href|src)="?(/assets/[^" >]+)')
ACCEPTED = ("identity", "br", "gzip")


@dataclass
class Reader:
    """Asks for every page of a site again and again, in each encoding, and for all that the page loads.

    One who `bears` it loads the page again if it was replaced before she had all that the old one loads.
    """

    server: Server
    addresses: Sequence[str]
    bears: bool
    seen: dict[str, list[bytes]] = field(default_factory=dict)
    encodings: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    rounds: int = 0
    stop: Event = field(default_factory=Event)

    def read(self) -> None:
        while not self.stop.is_set():
            for number, address in enumerate(self.addresses):
                self.look_at(address, ACCEPTED[(number + self.rounds) % len(ACCEPTED)])
            self.rounds += 1

    def look_at(self, address: str, accepted: str) -> None:
        page = self.server.ask(address, Accept_Encoding=accepted)
        if page.status != 200:
            self.faults.append(f"{address}: {page.status}")
            return
        self.encodings.add(page.encoding)
        self.seen.setdefault(address, []).append(page.content)
        for asset in sorted(set(ASSET.findall(page.content))):
            is_missing = self.server.ask(asset.decode(), Accept_Encoding=accepted).status != 200
            if is_missing and (not self.bears or self.is_still(address, page)):
                self.faults.append(f"{address}: {asset.decode()} is missing")

    def is_still(self, address: str, page: Answer) -> bool:
        """Say whether the page is the one it was before the last question."""
        return self.server.ask(address).content == page.content


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A small site with compressed copies and a place to publish it to."""
    source = tmp_path / "source"
    shutil.copytree(ROOT / "tests/rules/_base", source)
    for folder in ("templates", "static"):
        shutil.copytree(ROOT / folder, source / folder, dirs_exist_ok=True)
    written = (source / "site.yaml").read_text("utf-8").replace("https://example.org/", BASE_URL)
    (source / "site.yaml").write_text(written, "utf-8")
    with (source / "site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("features: {precompress: true}\n")
        settings.write(f"targets: {{live: {{kind: folder, to: {tmp_path / 'live'}, copies: true}}}}\n")
    return source


def change_everything(source: Path) -> None:
    """Make each page another one: its text, the styles written into it, the styles and pictures that it loads."""
    with (source / "static/css/print.css").open("a", encoding="utf-8") as styles:
        styles.write("\n.of-the-new-version { color: #123456; }\n")
    for icon in (source / "static/img").glob("*.svg"):
        icon.write_text(icon.read_text("utf-8").replace("</svg>", "<desc>new</desc></svg>"), encoding="utf-8")
    base = source / "templates/base.html"
    text = base.read_text("utf-8")
    assert "</body>" in text
    base.write_text(text.replace("</body>", "<p>The new version</p></body>"), encoding="utf-8")


def run(source: Path, *words: str) -> None:
    command = [sys.executable, str(ROOT / "build.py"), *words, "--site", str(source), "--date", DAY, "--jobs", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("name", "way"), [("nginx", "build"), ("nginx", "publish"), ("caddy", "publish")])
def test_a_reader_gets_whole_pages_and_all_that_they_load_while_the_site_is_replaced(
    name: str, way: str, source: Path, tmp_path: Path
) -> None:
    live = tmp_path / "live"
    words = ("build", "--output", str(live)) if way == "build" else ("publish", "live", "--output", str(tmp_path / "public"))
    run(source, *words)
    old = pages_of(live)
    with running(name, told(name, BuiltSite(live, BASE_URL)), tmp_path / "run") as server:
        # A build leaves the moment between a page and what it loads to chance; a publication waits before it deletes.
        reader = Reader(server, sorted(old), bears=way == "build")
        thread = Thread(target=reader.read)
        thread.start()
        try:
            change_everything(source)
            run(source, *words)
            new = pages_of(live)
            done = reader.rounds
            while reader.rounds < done + 4 and thread.is_alive():
                reader.stop.wait(0.05)
        finally:
            reader.stop.set()
            thread.join()
    assert old.keys() == new.keys()
    assert all(old[address] != new[address] for address in old)
    assert not reader.faults
    assert reader.encodings == {"", "br", "gzip"}
    for address, contents in reader.seen.items():
        versions = [(old[address], new[address]).index(content) for content in contents]
        assert versions == sorted(versions), f"{address}: a copy of the old page beside the new one"
        assert versions[0] == 0
        assert versions[-1] == 1


def pages_of(folder: Path) -> dict[str, bytes]:
    """Return every page by its address, with what it holds."""
    files = {file.relative_to(folder).as_posix(): file for file in sorted(folder.rglob("*.html"))}
    return {"/" + path.removesuffix("index.html"): file.read_bytes() for path, file in files.items()}
