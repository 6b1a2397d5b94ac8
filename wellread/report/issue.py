"""What needs somebody, as Markdown for an issue or a mail: today.md. Empty if nothing does. No files, no clock."""

from __future__ import annotations

from collections.abc import Iterator

from wellread.formats import cell
from wellread.report.document import Report, Task

ROOM = 20_000
"""Letters that the list may have: it stands beside other things, and GitHub takes 65,536 in an issue."""


def to_markdown(made: Report) -> str:
    """Return the list of what needs somebody, the most pressing first. Articles that nobody has reviewed yet are only counted: that
    is no news of this week."""
    tasks = [each for each in made.today if each.matter != "never"]
    unread = len(made.today) - len(tasks)
    lines = [f"## Reviews and what else needs somebody ({made.date})", ""] if made.today else []
    left = ROOM
    for number, each in enumerate(tasks):
        row = _row(each)
        left -= len(row)
        if left < 0:
            lines += ["", f"**{len(tasks) - number} more** don't fit here; `wellread report` lists them all."]
            break
        lines.append(row)
    if unread:
        articles = f"{unread} articles that readers get have" if unread > 1 else "1 article that readers get has"
        lines += ["", f"{articles} not been reviewed by anybody yet."]
    return "\n".join(lines) + "\n" if lines else ""


def _row(task: Task) -> str:
    return "".join(_parts(task))


def _parts(task: Task) -> Iterator[str]:
    yield f"- **{cell(task.about)}**: {cell(task.says)}"
    if task.hint:
        yield f" Next: {cell(task.hint)}."
    yield f" ({cell(task.path)}{f':{task.line}' if task.line else ''})"
