"""approval-lapsed: an approved article has changed since, or a reviewer has asked for changes.

What a clinician signed is the text of that day. If a number changes afterwards, a reader who sees “checked by” trusts a sentence
that nobody checked. So a later clinical change ends the approval, and so does a later `updated`, unless `changes` has an editorial
change of that day that says what was done to the wording. The NHS asks that a clinical change is seen by a clinician. The
page tells its readers; with `governance.unreviewed: block` the article is [not published](#review-required).

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

from collections.abc import Iterator, Mapping

from wellread.check.case import Case
from wellread.model import Article, Lapse
from wellread.problems import Problem

FIELD: Mapping[Lapse, str] = {"objection": "reviewers", "clinical-change": "changes", "unexplained-change": "updated"}
"""Where the reason stands."""


def approval_lapsed(case: Case) -> Iterator[Problem]:
    if case.site.settings.unreviewed == "block":
        return
    for article in case.articles:
        sign_off = case.sign_off(article) if article.status == "approved" else None
        if sign_off and sign_off.lapse:
            message, hint = _said(article, sign_off.lapse, max(review.date for review in sign_off.approvals).isoformat())
            yield Problem(
                code="approval-lapsed",
                severity="warning",
                message=message,
                place=article.origin.at(FIELD[sign_off.lapse]),
                hint=hint,
            )


def _said(article: Article, lapse: Lapse, approved: str) -> tuple[str, str]:
    if lapse == "objection":
        return f"a reviewer has asked for changes since this was approved on {approved}", "mend it, and have it approved again"
    if lapse == "clinical-change":
        return f"a clinical change was made after the check of {approved}", "have it approved again, and list that review"
    message = f"updated on {article.updated}, after it was approved on {approved}, and changes does not say what was done"
    entry = f"{{date: {article.updated}, kind: editorial, note: …}}"
    return message, f"have it approved again; or, if only the wording changed, add {entry} to changes"
