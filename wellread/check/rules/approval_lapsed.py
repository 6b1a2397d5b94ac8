"""approval-lapsed: an approved article has changed since, or a reviewer has asked for changes.

What a clinician signed is the text of that day. If a number changes afterwards, a reader who sees “checked by” trusts a sentence
that nobody checked. `wellread review` therefore lists each approval with a hash of the words that advise a reader, and keeps these
words in content/reviews/. The approval holds exactly while they are the same. Captions, links' addresses, citations, quotation marks,
dashes and emphasis are free to change; one other word, and the approval lapses. The sentence that changed is shown with what was
signed.

An approval without a hash is judged by its date: a later clinical change ends it, and so does a later `updated`, unless `changes` has
an editorial change of that day that says what was done to the wording. The NHS asks that a clinical change is seen by a clinician.
The page tells its readers; with `governance.unreviewed: block` the article is [not published](#review-required).

Bad:

    status: approved
    updated: 2026-03-10
    reviewers:
      - {person: a-gulp, role: GP, date: 2026-03-09, decision: approved}

Good:

    status: approved
    updated: 2026-03-10
    reviewers:
      - {person: a-gulp, role: GP, date: 2026-03-09, decision: approved}
    changes:
      - {date: 2026-03-10, kind: editorial, note: Spelt “ointment” right.}

Severity: warning
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.check.lapses import why_lapsed
from wellread.problems import Problem


def approval_lapsed(case: Case) -> Iterator[Problem]:
    if case.site.settings.unreviewed == "block":
        return
    for article in case.articles:
        sign_off = case.sign_off(article) if article.status == "approved" else None
        if sign_off and sign_off.lapse:
            why = why_lapsed(case, article, sign_off)
            yield Problem(
                code="approval-lapsed",
                severity="warning",
                message=why.message,
                place=why.place,
                hint=why.hint,
                related=why.related,
            )
