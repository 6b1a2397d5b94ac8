"""What is remembered is a function of its arguments: between reading the sources and writing the pages nothing asks the world."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.fresh.desk import Folder, Sources, first_sources
from tests.fresh.templates import ROOT, files_in
from tests.fresh.watch import planted, watching
from wellread.check import run
from wellread.check.case import Case
from wellread.check.rules import RULES
from wellread.pipeline import Order, build
from wellread.problems import Problem
from wellread.prose import compose
from wellread.read import read_entry

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def sources() -> Sources:
    """A site whose templates are the real ones, and in which rules find something."""
    sources = first_sources(files_in(ROOT / "templates"))
    sources.entries["articles/blushing.md"].blocks += ["**Bold:**text, a [@missing] source and a\nlist\n- like this", "# A title"]
    sources.entries["articles/belching.md"].front["description"] = "Short."
    return sources


@pytest.mark.parametrize("remembered", [False, True], ids=["without a memo", "with a memo"])
def test_the_stages_ask_nothing_of_the_world(tmp_path: Path, sources: Sources, remembered: bool) -> None:
    root = tmp_path / "site"
    folder = Folder(root)
    order = Order(root=root, output=tmp_path / "public", today=TODAY, memo=root / "memo" if remembered else None)
    folder.save(first_sources(files_in(ROOT / "templates")).files())
    with watching() as fine:
        built = build(order)
    assert built.written
    folder.save(sources.files())
    with watching() as stopped:
        built = build(order)
    assert built.stopped
    assert sorted({*fine.asked, *stopped.asked}) == []
    assert {"read", "prose", "check", "render", "write"} <= fine.rooms


IMPURE = {
    "a day": "from datetime import date\ndef planted(): return date.today()",
    "an hour": "from datetime import datetime\ndef planted(): return datetime.now()",
    "seconds": "import time\ndef planted(): return time.time()",
    "a clock that only goes on": "from time import perf_counter\ndef planted(): return perf_counter()",
    "the time zone": "import time\ndef planted(): return time.localtime(0)",
    "the machine's language": "from datetime import date\ndef planted(): return date(2026, 1, 1).strftime('%B')",
    "the locale": "import locale\ndef planted(): return locale.localeconv()",
    "a file": "def planted(): open('site.yaml').close()",
    "a file by its path": "from pathlib import Path\ndef planted(): return Path('site.yaml').read_text()",
    "whether there is a file": "from pathlib import Path\ndef planted(): return Path('site.yaml').exists()",
    "a date of a file": "import os\ndef planted(): return os.stat('.').st_mtime",
    "a folder": "import os\ndef planted(): return os.listdir('.')",
    "a folder's entries": "import os\ndef planted(): return list(os.scandir('.'))",
    "where it runs": "import os\ndef planted(): return os.getcwd()",
    "writing": "import tempfile\ndef planted(): return tempfile.TemporaryFile().close()",
    "writing among the libraries": "def planted(): open(HERE, 'a').close()",
    "the environment": "import os\ndef planted(): return os.environ.get('HOME')",
    "the environment's names": "import os\ndef planted(): return list(os.environ)",
    "the environment by another name": "from os import getenv\ndef planted(): return getenv('LANG')",
    "chance": "import random\ndef planted(): return random.random()",
    "a choice": "import random\ndef planted(): return random.choice([1, 2])",
    "a secret": "import secrets\ndef planted(): return secrets.token_hex()",
    "a new name": "import uuid\ndef planted(): return uuid.uuid4()",
    "the network": "import socket\ndef planted(): return socket.socket().close()",
    "a name on the network": "import socket\ndef planted(): return socket.gethostname()",
    "another program": "import subprocess\ndef planted(): return subprocess.run(['true'])",
    "the process": "import os\ndef planted(): return os.getpid()",
    "the terminal": "def planted(): print(end='')",
}


@pytest.mark.parametrize("source", IMPURE.values(), ids=IMPURE)
def test_whoever_asks_the_world_is_seen(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site.yaml").touch()
    monkeypatch.chdir(tmp_path)
    ask = planted(source)
    with watching() as watch:
        ask()
    assert watch.asked
    assert all(" in wellread.prose.planted:" in each for each in watch.asked)


def test_whoever_asks_nothing_is_not_accused() -> None:
    work = planted("from datetime import date\ndef planted(): return sorted([date(2026, 1, 2).isoformat(), 'x'.upper()])")
    with watching() as watch:
        work()
    assert watch.asked == []


def test_a_rule_that_looks_at_the_clock_is_seen_in_a_build(
    tmp_path: Path, sources: Sources, monkeypatch: pytest.MonkeyPatch
) -> None:
    asks: Callable[[], date] = planted(IMPURE["a day"])

    def rule(case: Case) -> Iterator[Problem]:
        asks()
        yield from ()

    monkeypatch.setattr(run, "RULES", (*RULES, rule))
    Folder(tmp_path / "site").save(sources.files())
    with watching() as watch:
        build(Order(root=tmp_path / "site", output=tmp_path / "public", today=TODAY))
    assert {each.partition(" in ")[0] for each in watch.asked} == {"date.today"}


def test_what_came_before_changes_nothing(sources: Sources) -> None:
    """Nothing is kept from one text to the next: read and composed in the other order, each is the same."""
    files = {path: content for path, content in sources.files().items() if path.startswith("content/") and path.endswith(".md")}

    def read_and_compose(paths: list[str]) -> dict[str, object]:
        found: dict[str, object] = {}
        for path in paths:
            reading = read_entry(path, files[path], "en")
            found[path] = reading, compose(reading.value.body, reading.value.origin.body_line) if reading.value else None
        return found

    assert read_and_compose(sorted(files)) == read_and_compose(sorted(files, reverse=True))
