"""What was done with each file of an import: a page for people, and the same for programs and for the next import."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from wellread.importing.drafts import Draft
from wellread.importing.notes import Note

ONE_LINE = 90
NAMES = {"hugo": "Hugo has them", "jekyll": "Jekyll has them", "plain": "plain Markdown with front matter"}


class Report(NamedTuple):
    """What is told of an import: the folder's name, its generator, the drafts, the hash of each text, the files that were left and
    why, what was copied, and what was added to the lists."""

    folder: str
    generator: str
    drafts: tuple[Draft, ...]
    hashes: Mapping[str, str]
    others: Mapping[str, str]
    copied: tuple[str, ...]
    sources: tuple[str, ...]
    topics: Mapping[str, str]


def to_markdown(report: Report) -> str:
    """Return the report as a page."""
    lines = [
        f"# What was imported from {report.folder}",
        "",
        f"Texts: {len(report.drafts)}, read as {NAMES[report.generator]}. Each became a draft: readers don't see it. Below stands",
        "for each text what was done with everything that isn't in the draft as it was. Nothing else was left out.",
        "",
    ]
    lines += _listed("Files that were copied", [f"`{each}`" for each in report.copied])
    lines += _listed("New in content/sources.yaml", [f"`{each}`" for each in report.sources])
    topics = [f"`{id_}`: {name}" for id_, name in report.topics.items()]
    lines += _listed("Topics that content/topics.yaml doesn't have yet: they stand at its end as notes", topics)
    for draft in report.drafts:
        lines += [f"## {draft.path}", "", f"Became `{draft.named.target}`.", ""]
        for done, notes in _grouped(draft.notes):
            lines += _told(done, notes)
        lines.append("")
    left = [f"`{path}`: {reason}" for path, reason in report.others.items()]
    return "\n".join((*lines, *_listed("Files that were not imported", left))).rstrip() + "\n"


def to_json(report: Report) -> str:
    """Return the report for programs; `known_from` reads it back."""
    texts = [
        {
            "from": draft.path,
            "to": draft.named.target,
            "sha256": report.hashes[draft.path],
            "notes": [{"line": note.line, "what": note.what, "done": note.done} for note in draft.notes],
        }
        for draft in report.drafts
    ]
    document: dict[str, Any] = {
        "folder": report.folder,
        "generator": report.generator,
        "texts": texts,
        "copied": list(report.copied),
        "sources": list(report.sources),
        "topics": dict(report.topics),
        "left": dict(report.others),
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def known_from(document: str, folder: str) -> dict[str, tuple[str, str]]:
    """Return where each text of a folder went, and its hash, as an earlier report tells; of another folder's report nothing."""
    try:
        found = json.loads(document)
        if not isinstance(found, dict) or found.get("folder") != folder:
            return {}
        return {str(each["from"]): (str(each["to"]), str(each["sha256"])) for each in found["texts"]}
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}


def _listed(heading: str, items: list[str]) -> list[str]:
    return [f"## {heading}", "", *(f"- {item}" for item in items), ""] if items else []


def _grouped(notes: Iterable[Note]) -> list[tuple[str, list[Note]]]:
    """Return the notes of each kind together, in the order in which the first of each stands."""
    listed = list(notes)
    order = {done: number for number, done in enumerate(dict.fromkeys(note.done for note in listed))}
    by_kind = sorted(listed, key=lambda note: order[note.done])
    return [(done, list(group)) for done, group in groupby(by_kind, key=lambda note: note.done)]


def _told(done: str, notes: list[Note]) -> list[str]:
    lines = [f"- {done[:1].upper()}{done[1:]}:"]
    found: defaultdict[str, set[int]] = defaultdict(set)
    for note in notes:
        found[note.what].add(note.line)
    for what, placed in found.items():
        numbers = sorted(placed - {0})
        where = f"line{'s' if len(numbers) > 1 else ''} {', '.join(str(each) for each in numbers)}: " if numbers else ""
        fence = "`" * (max((len(run) for run in _runs(what)), default=0) + 1)
        if "\n" not in what and len(what) <= ONE_LINE:
            pad = " " if what[:1] == "`" or what[-1:] == "`" else ""
            lines.append(f"  - {where}{fence}{pad}{what}{pad}{fence}")
        else:
            block = "`" * max(3, len(fence))
            lines += [f"  - {where.rstrip() or 'this:'}", "", f"    {block}text"]
            lines += [f"    {line}".rstrip() for line in what.split("\n")] + [f"    {block}", ""]
    return lines


def _runs(text: str) -> list[str]:
    return ["`" * sum(1 for _ in group) for letter, group in groupby(text) if letter == "`"]
