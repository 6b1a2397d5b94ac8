"""What a person at a terminal sees of a long build while it runs, and what `--profile` prints after it."""

from __future__ import annotations

from collections import defaultdict
from time import perf_counter
from typing import TYPE_CHECKING

from wellread.watch import Watch

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 0.7
"""Seconds before a bar appears: most builds are over by then."""
MOST_PAGES = 10
STAGES = {
    "scan": "Reading the folders",
    "reword": "Looking for what was reworded",
    "read": "Reading the entries",
    "compose": "Composing the texts",
    "check": "Checking",
    "pictures": "Making the pictures",
    "plan": "Planning the pages",
    "render": "Making the pages",
    "index": "Making the search index",
    "judge": "Looking at what would be published",
    "remember": "Remembering",
    "write": "Writing",
}


class Bar:
    """A bar on the error stream that names the stage and counts; it appears when a build takes long, and goes when it ends."""

    def __init__(self) -> None:
        self._began = perf_counter()
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        if perf_counter() - self._began < PATIENCE:
            return
        if self._progress is None:
            self._start()
        assert self._progress is not None
        assert self._task is not None
        self._progress.update(self._task, description=STAGES.get(stage, stage), completed=done, total=total or None)

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task = self._progress.add_task("")
        self._progress.start()

    def close(self) -> None:
        if self._progress is not None:
            self._progress.stop()


def show_profile(watch: Watch) -> str:
    """Return where the time of a build went: by stage, by template, and the slowest pages. Pages that several processes made at
    once are counted in full, so their sum can be more than the stage took."""
    lines = ["Seconds by stage:"]
    lines += [f"  {seconds:8.3f}  {STAGES.get(name, name)}" for name, seconds in watch.seconds.items()]
    if watch.pages:
        templates: defaultdict[str, list[float]] = defaultdict(list)
        for seconds, template, _ in watch.pages:
            templates[template].append(seconds)
        lines.append("Seconds by template:")
        slowest = sorted(templates.items(), key=lambda each: (-sum(each[1]), each[0]))
        lines += [f"  {sum(times):8.3f}  {name} ({len(times)} pages)" for name, times in slowest]
        lines.append("Slowest pages:")
        lines += [f"  {seconds:8.3f}  {path}" for seconds, _, path in sorted(watch.pages, reverse=True)[:MOST_PAGES]]
    return "\n".join(lines)
