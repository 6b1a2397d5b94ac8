"""red-flags-missing: a page about a symptom or condition names no red flag.

A frightened reader asks first: what do I do now? A page on a symptom, a condition or the difference between two that names no
warning sign leaves her alone with that question. The NHS's standard for health content asks for it on every such page. Where there
really is none, the page says so for each level, in `no_red_flags`.

Bad:

    type: symptom
    red_flags: []

Good:

    type: symptom
    red_flags:
      - Your skin blisters

Severity: error; a warning for a draft that is looked at with `--drafts`
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.model import LEVELS
from wellread.problems import Problem

TYPES = ("symptom", "condition", "compare")


def red_flags_missing(case: Case) -> Iterator[Problem]:
    for article in case.articles:
        if article.status == "withdrawn" or (article.status == "draft" and not case.drafts):
            continue
        explained = set(LEVELS) <= set(article.no_red_flags)
        if article.type in TYPES and not article.red_flags and not explained:
            yield Problem(
                code="red-flags-missing",
                severity="warning" if article.status == "draft" else "error",
                message=f"an article of type “{article.type}” names no red flag",
                place=article.origin.at("type"),
                hint="add red_flags: signs that mean “get help”, each with a level; or say under no_red_flags why a level has none",
            )
