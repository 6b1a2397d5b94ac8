"""What was measured, as a Markdown table with ratios and as JSON."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from statistics import median

YARDSTICK = "Hugo"
OURS = "wellread"
HEADINGS = {
    "cold": "cold",
    "same": "no change",
    "edit": "one edit",
    "title": "one title",
    "template": "template",
    "site": "site title",
}


@dataclass(frozen=True)
class Run:
    """One build: seconds on the wall and of processors, MiB of its largest process and, if watched, of all of them together."""

    wall: float
    cpu: float
    largest: float
    together: float = 0.0


@dataclass
class Result:
    """All builds at one number of articles, by generator and case."""

    n: int
    runs: int
    seed: int
    versions: dict[str, str]
    times: dict[str, dict[str, list[Run]]] = field(default_factory=dict)
    together: dict[str, float] = field(default_factory=dict)
    page_bytes: dict[str, int] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)

    def wall(self, label: str, case: str) -> float | None:
        runs = self.times.get(label, {}).get(case)
        return median(run.wall for run in runs) if runs else None

    def largest(self, label: str) -> float | None:
        """Return MiB, the median of the cold builds."""
        runs = self.times.get(label, {}).get("cold")
        return median(run.largest for run in runs) if runs else None


def show(results: Sequence[Result], machine: str, day: str) -> str:
    parts = [f"Measured on {day}: {machine}."]
    parts += [_table(result) for result in results]
    if len(results) > 1:
        parts.append(_by_size(results))
    parts.append(
        "Seconds, the median (least to most) of the builds; × is the ratio to Hugo in the same run. MiB: the largest process at "
        "its peak in a cold build, and all processes together."
    )
    return "\n\n".join(parts)


def _table(result: Result) -> str:
    cases = [case for case in HEADINGS if any(case in times for times in result.times.values())]
    rows = [[f"{result.n:,} articles", *(HEADINGS[case] for case in cases), "MiB largest", "MiB all", "KiB a page"]]
    for label in result.versions:
        if label in result.times:
            largest, together = result.largest(label), result.together.get(label)
            rows.append(
                [
                    f"{label} {result.versions[label]}",
                    *(_times(result, label, case) for case in cases),
                    _with_ratio(largest, result.largest(YARDSTICK), f"{largest:,.0f}" if largest else ""),
                    _with_ratio(together, result.together.get(YARDSTICK), f"{together:,.0f}" if together else ""),
                    f"{result.page_bytes.get(label, 0) / 1024:.1f}",
                ]
            )
    lines = [_line(rows[0]), _line(["---"] * len(rows[0])), *map(_line, rows[1:])]
    lines += [f"\n{label}: {why}" for label, why in result.missing.items()]
    if others := _ratios_to_others(result):
        lines.append(f"\n{OURS}, cold, as a ratio: {others}.")
    return "\n".join(lines)


def _times(result: Result, label: str, case: str) -> str:
    runs = result.times[label].get(case)
    if not runs:
        return "–"
    walls = sorted(run.wall for run in runs)
    return _with_ratio(
        median(walls), result.wall(YARDSTICK, case), f"{_seconds(median(walls))} ({_seconds(walls[0])}–{_seconds(walls[-1])})"
    )


def _with_ratio(value: float | None, yardstick: float | None, text: str) -> str:
    if not value:
        return "–"
    return f"{text} ×{value / yardstick:.3g}" if yardstick else text


def _seconds(value: float) -> str:
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 1 else f"{value:.3f}"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _ratios_to_others(result: Result) -> str:
    ours = result.wall(OURS, "cold")
    pairs = ((label, result.wall(label, "cold")) for label in result.times if label != OURS)
    return ", ".join(f"{ours / theirs:.3g} of {label}" for label, theirs in pairs if ours and theirs)


def _by_size(results: Sequence[Result]) -> str:
    """Return what an article costs wellread, and how much memory the whole takes, at each number of articles."""
    rows = [["articles", "ms an article, cold", "MiB largest", "MiB all"]]
    for result in results:
        wall, largest = result.wall(OURS, "cold"), result.largest(OURS)
        if wall and largest:
            rows.append(
                [f"{result.n:,}", f"{wall * 1000 / result.n:.2f}", f"{largest:,.0f}", f"{result.together.get(OURS, 0):,.0f}"]
            )
    return "\n".join((_line(rows[0]), _line(["---"] * 4), *map(_line, rows[1:]))) if len(rows) > 1 else ""


def keep(results: Sequence[Result], text: str, folder: Path, when: datetime) -> Path:
    """Write the numbers and the table side by side, and return the table's path."""
    folder.mkdir(parents=True, exist_ok=True)
    table = folder / f"{when:%Y-%m-%d-%H%M%S}.md"
    table.write_text(f"{text}\n", encoding="utf-8")
    numbers = {
        "when": when.isoformat(timespec="seconds"),
        "machine": describe_machine(),
        "results": [asdict(each) for each in results],
    }
    table.with_suffix(".json").write_text(json.dumps(numbers, indent=1), encoding="utf-8")
    return table


def describe_machine() -> str:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    return f"{_processor()}, {cores} cores, {memory:.0f} GiB, {system}"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
