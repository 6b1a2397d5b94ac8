"""Times wellread and other generators on the same articles, and prints a table with the ratios to Hugo.

    python -m benchmarks.run --n 1000 --runs 3 --peers wellread,hugo --cases cold,same,edit

Each build is a process of its own. The builds of one case take turns (A B C, B C A, …), so that a machine that slows down slows all
of them. A first round is not counted: it warms the disk's cache up and measures the memory of all processes together. After every
build the output is looked at: all pages there, and the change in them. See docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, sleep

from benchmarks.corpus import Article, Registries, make_article, make_articles, read_registries, write_article
from benchmarks.peers import (
    FIRST_TITLE,
    HOME,
    PEERS,
    Missing,
    Peer,
    change_template,
    change_title,
    command_of,
    environment_of,
    install,
    lay_out,
)
from benchmarks.table import Result, Run, describe_machine, keep, show

CASES = {
    "cold": "nothing built yet, nothing remembered",
    "same": "nothing changed since the last build",
    "edit": "a sentence of one article changed",
    "title": "the title of one article changed",
    "template": "the template of articles changed",
    "site": "the title of the site changed",
}
LONGEST = 3600
"""Seconds after which a build is given up."""

ALL_CASES = ("wellread", "hugo")
"""What is measured in every case however many articles there are; see --cold-only."""


class Failed(Exception):  # noqa: N818
    """A build that ended badly, or whose output is not what it should be."""


@dataclass
class Place:
    """A generator's site: its folder, the ids that must have a page, the article that is edited, and one that names it."""

    peer: Peer
    site: Path
    ids: list[str]
    edited: Article
    naming: str

    def page(self, article_id: str) -> str:
        path = self.site / self.peer.output / "articles" / article_id / "index.html"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    @property
    def samples(self) -> tuple[str, ...]:
        return (self.ids[0], self.ids[len(self.ids) // 2], self.ids[-1])


# --- one build --------------------------------------------------------------------------------------------------------


def build(place: Place, *, watch: bool = False) -> Run:
    """Run the generator once. With `watch`, the memory of all its processes is added up (which costs some time)."""
    log = place.site / "build.log"
    os.sync()
    with log.open("wb") as output:
        started = perf_counter()
        process = subprocess.Popen(
            command_of(place.peer, place.site),
            cwd=place.site,
            env=environment_of(place.peer, place.site),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        watcher = Watcher(process.pid) if watch else None
        limit = threading.Timer(LONGEST, process.kill)
        limit.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = perf_counter() - started
        limit.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        last = log.read_text(encoding="utf-8", errors="replace").strip()[-600:]
        raise Failed(f"the build ended with {process.returncode}: {last}")
    return Run(
        wall=wall,
        cpu=usage.ru_utime + usage.ru_stime,
        largest=usage.ru_maxrss / 1024,
        together=watcher.stop() if watcher else 0.0,
    )


class Watcher:
    """Adds up, 20 times a second, the memory that a process and all its children have to themselves or share (Linux's PSS)."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._most = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> float:
        """Return the most that was seen, in MiB; 0 where the system doesn't tell."""
        self._over.set()
        self._thread.join()
        return self._most / 1024

    def _look(self) -> None:
        while not self._over.is_set():
            self._most = max(self._most, sum(_pss(pid) for pid in _family(self._pid)))
            sleep(0.05)


def _family(pid: int) -> Iterator[int]:
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in _read(children).split():
            yield from _family(int(child))


def _pss(pid: int) -> int:
    """Return kB."""
    for line in _read(Path(f"/proc/{pid}/smaps_rollup")).splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # the process has ended meanwhile
        return ""


# --- the cases --------------------------------------------------------------------------------------------------------


def measure(case: str, place: Place, word: str, registries: Registries, *, watch: bool = False) -> Run:
    """Bring about the case, build, and make sure that the output shows it. `word` makes each change a new one."""
    expected: list[tuple[str, str]] = []
    if case == "cold":
        for name in (place.peer.output, *place.peer.remembers):
            path = place.site / name
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    elif case == "edit":
        place.edited = replace(place.edited, edition=f"Edition {word} of it.")
        write_article(place.peer.name, place.edited, registries, place.site)
        expected = [(place.edited.id, place.edited.edition)]
    elif case == "title":
        place.edited = replace(place.edited, title=f"What helps with edition {word}")
        write_article(place.peer.name, place.edited, registries, place.site)
        expected = [(place.edited.id, place.edited.title), (place.naming, place.edited.title)]
    elif case == "template":
        change_template(place.peer, place.site, word)
        expected = [(sample, f'data-edition="{word}"') for sample in place.samples]
    elif case == "site":
        change_title(place.peer, place.site, f"{FIRST_TITLE} {word}")
        expected = [(sample, f"{FIRST_TITLE} {word}") for sample in place.samples]
    run = build(place, watch=watch)
    _look_at_output(place, expected)
    return run


def _look_at_output(place: Place, expected: list[tuple[str, str]]) -> None:
    folder = place.site / place.peer.output / "articles"
    there = {entry.name for entry in os.scandir(folder) if entry.is_dir()} if folder.exists() else set()
    lost = [each for each in place.ids if each not in there or not (folder / each / "index.html").exists()]
    if lost:
        raise Failed(f"{len(lost)} of {len(place.ids)} pages are missing, for example {lost[0]}")
    for article_id, text in expected:
        if text not in place.page(article_id):
            raise Failed(f"the page of {article_id} does not show “{text}”")


def set_up(peer: Peer, n: int, registries: Registries, seed: int) -> Place:
    middle = n // 2
    edited = make_article(middle, n, registries, seed)
    ids: list[str] = []
    naming = ""
    for article in make_articles(n, registries, seed):
        ids.append(article.id)
        if edited.id in article.related:
            naming = article.id
    return Place(peer=peer, site=lay_out(peer, n, registries, seed), ids=ids, edited=edited, naming=naming or edited.id)


def compare(n: int, peers: list[Peer], cases: list[str], runs: int, seed: int, cold_only: int) -> Result:
    """Measure every case of every generator at n articles; one that fails is told and left out from then on."""
    registries = read_registries()
    result = Result(n=n, runs=runs, seed=seed, versions={peer.label: peer.version for peer in peers})
    places: list[Place] = []
    for peer in peers:
        try:
            install(peer)
            places.append(set_up(peer, n, registries, seed))
        except Missing as why:
            result.missing[peer.label] = f"can't be had here: {why}"
            tell(f"{peer.label} can't be had here: {why}")
    for place in places:
        attempt(result, places, place, "cold", "warm-up", registries, warm_up=True)
    for case in cases:
        for number in range(runs):
            turn = number % len(places) if places else 0
            for place in [*places[turn:], *places[:turn]]:
                if case == "cold" or n < cold_only or place.peer.name in ALL_CASES:
                    attempt(result, places, place, case, _word(case, number), registries)
    return result


def attempt(
    result: Result, places: list[Place], place: Place, case: str, word: str, registries: Registries, *, warm_up: bool = False
) -> None:
    label = place.peer.label
    try:
        run = measure(case, place, word, registries, watch=warm_up)
    except Failed as why:
        places.remove(place)
        result.missing[label] = f"{case}: {why}"
        tell(f"{label}, {case}: {why}")
        return
    if warm_up:
        result.together[label] = run.together
        if place.peer.name == "wellread":
            tell(_last_lines(place))
        result.page_bytes[label] = sum(len(place.page(each).encode()) for each in place.samples) // len(place.samples)
    else:
        result.times.setdefault(label, {}).setdefault(case, []).append(run)
    tell(f"{result.n:>6}  {label:10}{word if warm_up else case:10}{run.wall:9.3f} s")


def _last_lines(place: Place) -> str:
    """Return what our own build said at its end, so that warnings about the corpus do not go unseen."""
    return "\n".join((place.site / "build.log").read_text(encoding="utf-8").splitlines()[-2:])


def _word(case: str, number: int) -> str:
    """Return a word without digits, which articles would have to cite a source for."""
    letters = ""
    while number >= 0:
        letters, number = chr(ord("a") + number % 26) + letters, number // 26 - 1
    return f"{case}{letters}"


def tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


# --- the command line -------------------------------------------------------------------------------------------------


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Time wellread and other generators on the same articles.",
        epilog="Cases: " + "; ".join(f"{name}: {meaning}" for name, meaning in CASES.items()),
    )
    parser.add_argument("--n", default="100,1000,10000", help="how many articles, one number or several (100,1000,10000)")
    parser.add_argument("--runs", type=int, default=3, help="builds that are counted in each case (3)")
    parser.add_argument("--peers", default=",".join(PEERS), help=f"generators ({','.join(PEERS)})")
    parser.add_argument("--cases", default=",".join(CASES), help=f"cases ({','.join(CASES)})")
    parser.add_argument("--seed", type=int, default=1, help="makes other articles (1)")
    parser.add_argument(
        "--cold-only",
        type=int,
        default=10000,
        metavar="N",
        help="from N articles on, only wellread and Hugo are measured in all cases",
    )
    parser.add_argument("--results", type=Path, default=HOME / "results", metavar="DIR", help="where the numbers are kept")
    chosen = parser.parse_args()
    peers, cases = chosen.peers.split(","), chosen.cases.split(",")
    for given, known in ((peers, PEERS), (cases, CASES)):
        if unknown := set(given) - set(known):
            parser.error(f"{', '.join(sorted(unknown))}: not one of {', '.join(known)}")
    results = [
        compare(int(n), [PEERS[name] for name in peers], cases, chosen.runs, chosen.seed, chosen.cold_only)
        for n in chosen.n.split(",")
    ]
    when = datetime.now(UTC)
    text = show(results, describe_machine(), when.date().isoformat())
    print(text)
    tell(f"Kept as {keep(results, text, chosen.results, when)}")
    return 1 if any(result.missing for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
