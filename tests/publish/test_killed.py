"""A publishing process is killed at a random moment, or its rclone fails, while readers look: what they get is whole, and the next
publication ends it. WELLREAD_SEED repeats a run."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.publish.little import KEY, SECRET, a_target, bucket_server, built, faults, held_by, little_site
from wellread.problems import SiteError
from wellread.publish import Publication, publish_folder
from wellread.publish.rclone import find_rclone

ROOT = Path(__file__).parents[2]
SEED = int(os.environ.get("WELLREAD_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
PAGES = 60


def start(site: Path, output: Path, *words: str) -> subprocess.Popen[bytes]:
    """Start a publication in a group of processes of its own."""
    command = [sys.executable, str(Path(__file__).with_name("one.py")), str(site), str(output), *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "RCLONE_CONFIG": ""}
    with (output.parent / f"said-{output.name}").open("wb") as said:
        return subprocess.Popen(command, env=environment, start_new_session=True, stderr=said)


def nothing(_: str) -> None:
    pass


class Readers(threading.Thread):
    """Somebody who reads page after page of a folder, with all that each loads, and notes what is wrong."""

    def __init__(self, folder: Path, *versions: dict[str, bytes]) -> None:
        super().__init__()
        self.folder = folder
        self.versions = versions
        self.found: list[str] = []
        self.pages = 0
        self.stop = threading.Event()

    def run(self) -> None:
        names = sorted({path for version in self.versions for path in version if path.endswith(".html")})
        while not self.stop.is_set():
            for name in names:
                self._read(name)

    def _read(self, name: str) -> None:
        page = self.folder / name
        try:
            content = page.read_bytes()
        except FileNotFoundError:
            return
        self.pages += 1
        if content not in [version.get(name) for version in self.versions]:
            self.found.append(f"{name} is neither old nor new: {content[:60]!r}")
        loaded = next((version for version in self.versions if version.get(name) == content), {})
        for path in loaded:
            if path.startswith("assets/") and f'"/{path}"'.encode() in content and not (self.folder / path).exists():
                self.found.append(f"{name} lacks {path}")


def test_readers_of_a_folder_find_whole_pages_while_publications_are_killed(tmp_path: Path) -> None:
    seeded = random.Random(SEED)
    (tmp_path / "site").mkdir()
    old, new = little_site(0, PAGES), little_site(1, PAGES)
    folders = [built(tmp_path / "0", old), built(tmp_path / "1", new)]
    order = Publication(target=a_target(copies=True, most_deletions=99), root=tmp_path / "site", grace=0.3)
    publish_folder(order, folders[0], nothing)
    started = time.perf_counter()
    whole = start(tmp_path / "site", folders[1], "folder", "../live", "", "0.3")
    assert whole.wait() == 0
    takes = time.perf_counter() - started
    publish_folder(order, folders[0], nothing)
    readers = Readers(tmp_path / "live", old, new)
    readers.start()
    try:
        for turn in range(6):
            goes = start(tmp_path / "site", folders[1 - turn % 2], "folder", "../live", "", "0.3")
            time.sleep(takes * seeded.uniform(0.3, 1))
            os.killpg(goes.pid, signal.SIGKILL)
            goes.wait()
            wrong = faults(held_by(tmp_path / "live"), old, new)
            assert wrong == [], f"WELLREAD_SEED={SEED}, turn {turn}"
        publish_folder(order, folders[1], nothing)
    finally:
        readers.stop.set()
        readers.join()
    assert readers.found == [], f"WELLREAD_SEED={SEED}"
    assert readers.pages > PAGES
    assert held_by(tmp_path / "live") == new


def test_a_bucket_whose_rclone_fails_or_dies_at_the_nth_call_holds_whole_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeded = random.Random(SEED)
    monkeypatch.setenv("RCLONE_CONFIG", "")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setenv("REAL", find_rclone())
    monkeypatch.setenv("COUNT", str(tmp_path / "count"))
    wrapper = tmp_path / "bin/rclone"
    wrapper.parent.mkdir()
    wrapper.write_text(
        '#!/bin/sh\nn=$(cat "$COUNT"); echo $((n - 1)) > "$COUNT"\n'
        '[ "$n" = 1 ] && { [ $(($$ % 2)) = 1 ] && exit 1; "$REAL" "$@"; exit 1; }\nexec "$REAL" "$@"\n'
    )
    wrapper.chmod(0o755)
    for name in ("site", "buckets/bucket"):
        (tmp_path / name).mkdir(parents=True)
    old, new = little_site(0), little_site(1)
    folders = [built(tmp_path / "0", old), built(tmp_path / "1", new)]
    with bucket_server(tmp_path / "buckets") as address:
        order = Publication(target=a_target("s3", "bucket", endpoint=address, copies=True), root=tmp_path / "site", grace=0)
        (tmp_path / "count").write_text("0")
        publish_folder(order, folders[0], nothing)
        monkeypatch.setattr("wellread.publish.rclone.find_rclone", lambda: str(wrapper))
        for turn, call in enumerate(sorted(seeded.sample(range(3, 24), 3))):
            (tmp_path / "count").write_text(str(call))
            with suppress(SiteError):
                publish_folder(order, folders[1 - turn % 2], nothing)
            wrong = faults(held_by(tmp_path / "buckets/bucket"), old, new)
            assert wrong == [], f"WELLREAD_SEED={SEED}, call {call} failed"
        (tmp_path / "count").write_text("0")
        publish_folder(order, folders[1], nothing)
    assert held_by(tmp_path / "buckets/bucket") == new


def test_of_two_processes_at_once_one_wins_and_one_is_told(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    folders = [built(tmp_path / str(version), little_site(version, PAGES)) for version in range(2)]
    both = [start(tmp_path / "site", folder, "folder", "../live", "", "1.5") for folder in folders]
    ended = [each.wait() for each in both]
    told = [(tmp_path / f"said-{folder.name}").read_text() for folder in folders]
    if sorted(ended) == [0, 0]:  # the machine was so slow that they went one after the other
        assert held_by(tmp_path / "live") in [little_site(version, PAGES) for version in range(2)]
        return
    winner = ended.index(0)
    assert held_by(tmp_path / "live") == little_site(winner, PAGES)
    assert "has been publishing to the same place since" in told[1 - winner]


def test_a_request_to_end_takes_the_lock_away(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    order = Publication(target=a_target(copies=True), root=tmp_path / "site", grace=0)
    publish_folder(order, built(tmp_path / "0", little_site(0)), nothing)
    goes = start(tmp_path / "site", built(tmp_path / "1", little_site(1)), "folder", "../live", "", "60")
    locks = tmp_path / "live/.wellread-publishing"
    for _ in range(600):
        if locks.is_dir() and not (tmp_path / "live/articles/5/index.html").exists():
            break
        time.sleep(0.05)
    assert list(locks.iterdir())
    goes.terminate()
    assert goes.wait() == 128 + signal.SIGTERM
    assert not locks.exists()
    publish_folder(order, tmp_path / "1", nothing)
    assert held_by(tmp_path / "live") == little_site(1)
