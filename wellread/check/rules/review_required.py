"""review-required: the site publishes only what a clinician approved, and nobody has approved this page as it is.

`governance.unreviewed` in site.yaml decides: `banner` publishes such a page with a plain notice, `block` stops it here. An
unreviewed page can hold a threshold that is wrong, and a reader may act on it (JAMA benchmark: authorship; HONcode 1; NHS). An
approval counts if it comes from a person with credentials who did not write the page, and until it [lapses](#approval-lapsed).
With drafts, as in the preview, it is a warning: what waits for a review can be read by whoever is to review it.

Bad:

    # site.yaml
    governance: {unreviewed: block}

    # content/articles/hiccups.md
    status: draft

Good:

    # site.yaml
    governance: {unreviewed: block}
    featured: []

    # content/articles/hiccups.md
    status: draft

    # content/articles/sunburn.md
    status: approved
    reviewers:
      - {person: a-gulp, role: GP, date: 2026-03-09, decision: approved}

    # content/symptoms/hiccuping.md
    A short sound that you can't hold back.

Severity: error; a warning with drafts
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wellread.check.case import Case
from wellread.check.lapses import Lapsed, why_lapsed
from wellread.model import Article, Lapse
from wellread.problems import Problem

OVERTAKEN_BY: Mapping[Lapse, str] = {
    "objection": "a reviewer has asked for changes since this article was approved",
    "clinical-change": "a clinical change was made since this article was approved",
    "unexplained-change": "this article was updated since it was approved, and changes does not say what was done",
}
HINT = "have it reviewed, or set status: draft so that the rest of the site can be published"


def review_required(case: Case) -> Iterator[Problem]:
    if case.site.settings.unreviewed != "block":
        return
    for article in case.articles:
        why = None if article.status in ("draft", "withdrawn") else _what_is_missing(case, article)
        if why:
            yield Problem(
                code="review-required",
                severity="warning" if case.drafts else "error",  # whoever previews a site sees what it lacks, and the page
                message=f"{why.message}, and site.yaml publishes only what a clinician approved",
                place=why.place,
                hint=why.hint,
                related=why.related,
            )


def _what_is_missing(case: Case, article: Article) -> Lapsed | None:
    sign_off, status = case.sign_off(article), article.origin.at("status")
    if not sign_off.approvals:
        return Lapsed("no clinician has approved this article", status, HINT)
    if sign_off.lapse == "text-changed":
        return why_lapsed(case, article, sign_off)
    if sign_off.lapse:
        return Lapsed(OVERTAKEN_BY[sign_off.lapse], status, HINT)
    if article.status != "approved":
        return Lapsed(f"this article was approved, but its status is {article.status}", status, HINT)
    return None
