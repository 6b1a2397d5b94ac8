"""signed-text-lost: the text that a reviewer read is not kept any more, or it is not what she read.

A review that `wellread review` recorded names a hash, and content/reviews/ keeps the text of that hash. With it anybody can see which
sentence changed since, years later and without any other tool. A text that was changed afterwards proves nothing, and would show a
reviewer words that she never signed; one that is missing shows her nothing. The rule is the project's own.

Bad:

    reviewers:
      - {person: a-gulp, role: GP, date: 2026-03-09, decision: approved, hash: c1-00000000000000000000000000000000}

Good:

    reviewers:
      - {person: a-gulp, role: GP, date: 2026-03-09, decision: approved}

Severity: warning; an error for a text that was changed
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.clinical import signed_path
from wellread.problems import Place, Problem


def signed_text_lost(case: Case) -> Iterator[Problem]:
    for path in sorted(case.composed.altered):
        yield Problem(
            code="signed-text-lost",
            severity="error",
            message="this text was changed after it was signed: it does not have the hash in the file's name",
            place=Place(path, 1, 1, 1, 1),
            hint="get the file back as it was from version control; a new text gets a review and a file of its own",
        )
    for article in case.articles:
        for step, review in enumerate(article.reviewers):
            path = signed_path(article, review.hash)
            if review.hash and path not in case.site.signed:
                yield Problem(
                    code="signed-text-lost",
                    severity="warning",
                    message=f"the text that {review.person} read on {review.date} is not kept",
                    place=article.origin.at("reviewers", step, "hash"),
                    hint=f"get {path} back from version control; without it nobody can show what changed since",
                )
