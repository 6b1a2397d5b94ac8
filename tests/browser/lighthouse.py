"""What Lighthouse says of the pages that most readers see, with its mobile settings. `make lighthouse` prints the table."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import socket
from statistics import median_low

from tests.browser.built import ROOT, BuiltSite, build
from tests.browser.chromium import QUIET, find_chromium
from tests.browser.serving import serving

SITE = ROOT / "build/lighthouse"
PAGES = {
    "home": "",
    "what ALS twitches feel like": "articles/what-do-als-twitches-feel-like/",
    "ALS and the face": "articles/does-als-cause-facial-twitching/",
    "search": "search/",
    "glossary": "glossary/",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
UNTIMED = ("accessibility", "best-practices", "seo")
"""Those that are the same on a busy machine."""
RUNS = 5
FULL = 100
PATIENCE = 120  # seconds for one report


@dataclass(frozen=True)
class Report:
    """What one run says of a page: scores of 100 by category, and the checks that lost something, each with its evidence."""

    address: str
    scores: Mapping[str, int]
    lost: Sequence[str]
    metrics: Mapping[str, float]
    bytes: float | None


def reports(addresses: Sequence[str], categories: Sequence[str], runs: int = 1) -> Iterator[Report]:
    """Yield a report for each address and run."""
    assert (ROOT / "node_modules/lighthouse").is_dir(), "Lighthouse is not installed: run `npm ci`"
    without_sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    order = {
        "chromium": find_chromium(),
        "switches": [*QUIET, *without_sandbox],
        "categories": categories,
        "runs": runs,
        "addresses": addresses,
    }
    words = ["node", "tests/browser/lighthouse.mjs", json.dumps(order)]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as node:
        assert node.stdout
        for line in node.stdout:
            yield Report(**json.loads(line))
        status = node.wait(timeout=PATIENCE)
    if status:
        raise RuntimeError(f"Lighthouse stopped with {status}; what it said is above")


@contextmanager
def served_under_its_own_address(folder: Path, source: Path = ROOT) -> Iterator[str]:
    """Build the site for the very address that it is served at, as canonical addresses and the sitemap have to agree with it."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    build(folder, address, source)
    with serving(BuiltSite(folder, address), port) as home:
        yield home


def main() -> int:
    """Print the median of some runs for each page; return 1 if one is below 100."""
    shutil.rmtree(SITE, ignore_errors=True)
    with served_under_its_own_address(SITE) as home:
        found: dict[str, list[Report]] = {home + path: [] for path in PAGES.values()}
        for report in reports(list(found), CATEGORIES, RUNS):
            found[report.address].append(report)
            print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    print(f"| page | {' | '.join(CATEGORIES)} | first paint | largest paint | blocked | shift | size |")
    print("|---|" + "--:|" * (len(CATEGORIES) + 5))
    is_full = True
    for name, each in zip(PAGES, found.values(), strict=True):
        scores = [median_low(report.scores[category] for report in each) for category in CATEGORIES]
        is_full = is_full and min(scores) == FULL
        print(f"| {name} | {' | '.join(map(str, scores))} | {told(each)} |")
    lost = sorted(
        {f"{report.address.removeprefix(home)}: {fault}" for each in found.values() for report in each for fault in report.lost}
    )
    print("\n".join(["", "What lost something in one of the runs or more:", *lost] if lost else []))
    return 0 if is_full else 1


def told(each: Sequence[Report]) -> str:
    """Return the medians of what was measured."""

    def middle(name: str) -> float:
        return median_low(report.metrics[name] for report in each)

    seconds = [f"{middle(name) / 1000:.2f} s" for name in ("first-contentful-paint", "largest-contentful-paint")]
    size = median_low(report.bytes or 0 for report in each)
    return " | ".join(
        [*seconds, f"{middle('total-blocking-time'):.0f} ms", f"{middle('cumulative-layout-shift'):.3f}", f"{size / 1024:.1f} KiB"]
    )


if __name__ == "__main__":
    sys.exit(main())
