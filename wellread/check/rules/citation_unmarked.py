"""citation-unmarked: a source's id stands in brackets without its @, so it cites nothing.

`[hiccups-nhs]` is shown to readers as it is written, and the sentence has no source. In `[@house-guideline, hiccups-nhs]` the second
id is taken for a place in the first source, such as a page. Only an id that is really in `content/sources.yaml` is told of, so other
words in brackets are left alone. The rule is the project's own.

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
from wellread.texts import Citation

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
    for passage in case.passages:
        for citation in passage.prose.citations:
            if any(where in case.site.sources for where in citation.locators if where):
                yield _unsplit(case, citation, passage.at(citation.mark))


def _found(case: Case, text: str) -> Iterator[re.Match[str]]:
    if "[" not in text or not any(found[1].partition(";")[0] in case.site.sources for found in UNMARKED.finditer(text)):
        return
    bare = FENCED.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), text)
    yield from (found for found in UNMARKED.finditer(bare) if found[1].partition(";")[0] in case.site.sources)


def _place(origin: Origin, body: str, found: re.Match[str]) -> Place:
    line = origin.body_line + body.count("\n", 0, found.start())
    column = found.start() - body.rfind("\n", 0, found.start())
    return Place(origin.path, line, column, line, column + len(found[0]))


def _unsplit(case: Case, citation: Citation, place: Place) -> Problem:
    """Return the problem of a citation with a comma where a second source begins."""
    written: list[str] = []
    for source, where in zip(citation.ids, citation.locators, strict=True):
        written += [f"@{source}", f"@{where}"] if where in case.site.sources else [f"@{source}, {where}" if where else f"@{source}"]
    second = next(where for where in citation.locators if where in case.site.sources)
    return Problem(
        code="citation-unmarked",
        severity="error",
        message=f"“{second}” is shown as it is written, as if it were a page of the source before it",
        place=place,
        hint=f"write [{'; '.join(written)}]: a semicolon between two sources, and an @ before each",
    )


def _problem(written: str, place: Place) -> Problem:
    marked = "[" + "; ".join(f"@{each.strip()}" for each in written[1:-1].split(";")) + "]"
    return Problem(
        code="citation-unmarked",
        severity="error",
        message=f"“{written}” is shown as it is written: a citation has an @",
        place=place,
        hint=f"write {marked}",
    )
