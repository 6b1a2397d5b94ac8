"""reviewer-is-author: an article counts as approved by nobody but its own author, a team, or somebody without a qualification.

“Approved” tells a reader that somebody who knows medicine, and did not write the page, has looked for its mistakes. An author can't
do that for her own text, a team has no name that answers for it, and without credentials nobody can tell what an approval is worth.
So there must be one approval that is none of these. JAMA's benchmark on authorship and HONcode 1 ask for names and credentials, the
NHS for a review by a clinician; that an author's own approval does not count is the project's rule.

Bad:

    status: approved
    authors: [a-gulp]
    reviewers:
      - {person: a-gulp, role: GP, date: 2026-03-09, decision: approved}

Good:

    status: approved
    authors: [editorial-team]
    reviewers:
      - {person: a-gulp, role: GP, date: 2026-03-09, decision: approved}

Severity: error
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.model import Article, find_person
from wellread.problems import Problem

HINT = "have it approved by a person with credentials who did not write it; until then set status: in-review"


def reviewer_is_author(case: Case) -> Iterator[Problem]:
    for article in case.articles:
        if article.status != "approved" or case.sign_off(article).approvals:
            continue
        approvals = [(step, each.person) for step, each in enumerate(article.reviewers) if each.decision == "approved"]
        found = [(step, _why_not(case, article, name)) for step, name in approvals]
        if all(why for _, why in found):
            for step, why in found:
                yield Problem(
                    code="reviewer-is-author",
                    severity="error",
                    message=f"{why}, so this approval can't be the only one",
                    place=article.origin.at("reviewers", step, "person"),
                    hint=HINT,
                )


def _why_not(case: Case, article: Article, name: str) -> str:
    """Return why an approval does not count, or "" for somebody about whom nothing could be read."""
    person = find_person(case.site.people, article.lang, name)
    if name in article.authors:
        return f"“{name}” is an author of this article"
    if person is None:
        return ""
    return f"“{name}” is a team" if person.kind == "team" else f"“{name}” has no credentials"
