"""dose-unreviewed: an article says `dosage: approved`, and no clinician's approval of the article as it is stands behind it.

`dosage: approved` lets a dose be published. It is two words that anybody can type, and whoever takes the tablets has nobody to ask. So
it counts only with what can be held against it: an approval with a name, credentials and a date, that [holds](#approval-lapsed) for
the text as it is, by somebody who did not write the page. After any change of the text the doses are checked again with it. The rule
is the project's own. With drafts, as in the preview, it is a warning: who reviews the doses must be able to read them.

Bad:

    dosage: approved

Good:

    dosage: approved
    status: approved
    reviewers:
      - {person: a-gulp, role: GP, date: 2026-03-09, decision: approved}

Severity: error; a warning with drafts
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.check.lapses import Lapsed, why_lapsed
from wellread.model import Article
from wellread.problems import Problem


def dose_unreviewed(case: Case) -> Iterator[Problem]:
    if case.site.settings.unreviewed == "block":
        return
    for article in case.articles:
        is_published = article.status not in ("draft", "withdrawn")
        why = _what_is_missing(case, article) if article.dosage == "approved" and is_published else None
        if why:
            yield Problem(
                code="dose-unreviewed",
                severity="warning" if case.drafts else "error",
                message=f"dosage: approved counts only with an approval that holds: {why.message}",
                place=why.place,
                hint=why.hint,
                related=why.related,
            )


def _what_is_missing(case: Case, article: Article) -> Lapsed | None:
    sign_off = case.sign_off(article)
    if sign_off.approvals:
        return why_lapsed(case, article, sign_off) if sign_off.lapse else None
    return Lapsed(
        "no clinician has approved this article",
        article.origin.at("dosage"),
        f"have it approved (wellread review {article.id}), set status: draft until then, or take the doses out and set dosage: none",
    )
