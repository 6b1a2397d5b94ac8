"""Times an editor's wait: from saving a file until the change is painted in Chromium, in our preview and in Hugo's.

    python -m benchmarks.preview --runs 15 --n 1000

The page that is edited is open in the browser; each program reloads it as it always does. What is taken is the time between the end
of the write and the second animation frame after the new sentence is in the page, by one clock. See docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page

from benchmarks.corpus import PROJECT, SITE_PARTS, make_article, read_registries
from benchmarks.peers import HOME, PEERS, Missing, Peer, environment_of, install, lay_out
from benchmarks.table import describe_machine
from tests.browser.chromium import chromium

LONGEST = 60  # seconds
WARM_UP = 3
PAINTED = """
addEventListener('DOMContentLoaded', () => {
  const seen = () => document.body.innerText.match(/Edition ([a-z]+) of it/)?.[1] ?? '';
  const look = () => requestAnimationFrame(() => requestAnimationFrame(() => {
    if (window.painted?.[0] !== seen()) window.painted = [seen(), performance.timeOrigin + performance.now()];
  }));
  look();
  new MutationObserver(look).observe(document.body, {childList: true, subtree: true, characterData: true});
});
"""
SERVERS = {
    "wellread": (sys.executable, str(PROJECT / "build.py"), "serve", "--site", "{site}", "--port", "{port}"),
    "hugo": ("{tools}/bin/hugo-itself", "server", "--port", "{port}", "--bind", "127.0.0.1", "--quiet"),
}


@dataclass(frozen=True)
class Case:
    """A server with its site, and an article in it: the file, and the page's address below the site's."""

    name: str
    peer: Peer
    site: Path
    file: Path
    page: str


# --- the sites --------------------------------------------------------------------------------------------------------


def real_site() -> Case:
    """Return a copy of this project's own site, and its longest article."""
    site = HOME / "sites" / "preview-real"
    shutil.rmtree(site, ignore_errors=True)
    for part in SITE_PARTS:
        shutil.copytree(PROJECT / part, site / part)
    shutil.copy(PROJECT / "site.yaml", site)
    file = max((site / "content/articles").glob("*.md"), key=lambda path: path.stat().st_size)
    return Case("wellread, the real site", PEERS["wellread"], site, file, f"articles/{file.stem}/")


def made_up_site(peer: Peer, n: int) -> Case:
    site = lay_out(peer, n, read_registries(), seed=1)
    article = make_article(n // 2, n, read_registries(), seed=1)
    file = next(site.rglob(f"{article.id}.md"))
    return Case(f"{peer.label}, {n:,} articles", peer, site, file, f"articles/{article.id}/")


# --- measuring --------------------------------------------------------------------------------------------------------


@contextmanager
def serving(case: Case) -> Iterator[str]:
    """Run the server while the block runs; gives the address that it answers at."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [word.format(site=case.site, tools=case.peer.tools, port=port) for word in SERVERS[case.peer.name]]
    with (case.site / "serve.log").open("wb") as log:
        environment = environment_of(case.peer, case.site)
        process = subprocess.Popen(command, cwd=case.site, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            _await_answer(port)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
            process.wait(LONGEST)


def measure(case: Case, browser: Browser, runs: int) -> list[float]:
    """Return the seconds of each edit."""
    text = case.file.read_text("utf-8").rstrip()
    times: list[float] = []
    with serving(case) as address:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.add_init_script(PAINTED)
        page.goto(address + case.page)
        for number in range(WARM_UP + runs):
            _settle(page)
            word = _word(number)
            case.file.write_text(f"{text}\n\nEdition {word} of it.\n", "utf-8")
            saved = time.time()
            page.wait_for_function("word => window.painted?.[0] === word", arg=word, polling=50, timeout=LONGEST * 1000)
            if number >= WARM_UP:
                times.append(page.evaluate("window.painted[1]") / 1000 - saved)
        page.close()
    case.file.write_text(f"{text}\n", "utf-8")
    return times


def _settle(page: Page) -> None:
    """Give both programs the time that a person takes between two edits."""
    page.wait_for_load_state("load")
    page.wait_for_timeout(700)


def _await_answer(port: int) -> None:
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit(f"Nobody answers at port {port}.")


def _word(number: int) -> str:
    """Return a word without digits, which articles would have to cite a source for."""
    return f"{chr(ord('a') + number // 26)}{chr(ord('a') + number % 26)}"


# --- the command line -------------------------------------------------------------------------------------------------


def show(results: dict[str, list[float]]) -> str:
    lines = [f"{datetime.now(UTC).date()}, {describe_machine()}; milliseconds from save to paint", ""]
    lines += ["| | median | fastest | slowest | edits |", "|---|---|---|---|---|"]
    for name, times in results.items():
        shown = (f"{1000 * value:.0f}" for value in (median(times), min(times), max(times)))
        lines.append(f"| {name} | {' | '.join(shown)} | {len(times)} |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description="Time an editor's wait from saving a file to the painted change.")
    parser.add_argument("--n", type=int, default=1000, help="how many made-up articles (1000)")
    parser.add_argument("--runs", type=int, default=15, help="edits that are counted (15)")
    chosen = parser.parse_args()
    cases = [real_site(), made_up_site(PEERS["wellread"], chosen.n)]
    try:
        install(PEERS["hugo"])
        cases.append(made_up_site(PEERS["hugo"], chosen.n))
    except Missing as why:
        print(f"Hugo can't be had here: {why}", file=sys.stderr)
    with chromium() as browser:
        results = {case.name: measure(case, browser, chosen.runs) for case in cases}
    print(show(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
