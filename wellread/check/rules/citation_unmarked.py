"""citation-unmarked: a source's id stands in brackets without its @, so it cites nothing.

`[hiccups-nhs]` is shown to readers as it is written, and the sentence has no source. Only an id that is really in `content/sources.yaml`
is told of, so other words in brackets are left alone. The rule is the project's own.

Bad:

    Most hiccups pass quickly [hiccups-nhs].

Good:

    Most hiccups pass quickly [@hiccups-nhs].

Severity: error
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellread.check.case import Case
from wellread.model import Origin
from wellread.problems import Place, Problem

UNMARKED = re.compile(r"(?<![\w\]\\!])\[([a-z0-9]+(?:-[a-z0-9]+)*(?:; ?[a-z0-9-]+)*)(?:, [^\]\[@]*)?\](?![(\[:])")
FENCED = re.compile(r"^(`{3,}|~{3,}).*?^\1|`[^`\n]+`", re.MULTILINE | re.DOTALL)


def citation_unmarked(case: Case) -> Iterator[Problem]:
    for _, entry in case.entries:
        for field, text in entry.inline_texts():
            for found in _found(case, text):
                yield _problem(found[0], entry.origin.at(field))
        if "[" in entry.body:
            for found in _found(case, entry.body):
                yield _problem(found[0], _place(entry.origin, entry.body, found))


def _found(case: Case, text: str) -> Iterator[re.Match[str]]:
    if "[" not in text or not any(found[1].partition(";")[0] in case.site.sources for found in UNMARKED.finditer(text)):
        return
    bare = FENCED.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), text)
    yield from (found for found in UNMARKED.finditer(bare) if found[1].partition(";")[0] in case.site.sources)


def _place(origin: Origin, body: str, found: re.Match[str]) -> Place:
    line = origin.body_line + body.count("\n", 0, found.start())
    column = found.start() - body.rfind("\n", 0, found.start())
    return Place(origin.path, line, column, line, column + len(found[0]))


def _problem(written: str, place: Place) -> Problem:
    marked = "[" + "; ".join(f"@{each.strip()}" for each in written[1:-1].split(";")) + "]"
    return Problem(
        code="citation-unmarked",
        severity="error",
        message=f"“{written}” is shown as it is written: a citation has an @",
        place=place,
        hint=f"write {marked}",
    )
