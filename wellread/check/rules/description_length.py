"""description-length: the description is shorter than 50 or longer than 160 characters.

The description is what a reader sees in search results, on cards and in feeds before she decides whether this page is about her
worry. A very short one says nothing; a long one is cut in the middle of a sentence. The rule is the project's own.

Bad:

    description: All about sunburn.

Good:

    description: How to cool sunburnt skin, what to put on it, what to leave alone, and when to ask a pharmacist or doctor.

Severity: warning
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.model import Article, Page, Symptom
from wellread.problems import Problem

FEWEST, MOST = 50, 160


def description_length(case: Case) -> Iterator[Problem]:
    for _, entry in case.entries:
        if isinstance(entry, Article | Symptom | Page) and not FEWEST <= len(entry.description) <= MOST:
            yield Problem(
                code="description-length",
                severity="warning",
                message=f"the description has {len(entry.description)} characters",
                place=entry.origin.at("description"),
                hint=f"write one or two sentences of {FEWEST} to {MOST} characters that say what the page answers",
            )
