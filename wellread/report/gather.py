"""A survey of the site → the report."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from wellread.check.reviews import due_reviews
from wellread.check.rules.reading_grade import LIMITS
from wellread.problems import count_problems
from wellread.report.articles import finding_of, name_of, report_articles
from wellread.report.document import ArticleReport, DueReview, Month, Report, Sources, Summary
from wellread.report.evidence import benchmarks
from wellread.report.registries import report_red_flags, report_sources, symptoms_without_articles, unused_terms
from wellread.report.survey import Survey
from wellread.report.today import list_tasks


def make_report(survey: Survey) -> Report:
    """Return the state of the site on the survey's day."""
    articles, sources = report_articles(survey), report_sources(survey)
    return Report(
        site=survey.site.settings.title,
        date=survey.today,
        summary=_summary(survey, articles, sources),
        today=list_tasks(survey.problems, articles),
        months=_months(survey, articles),
        articles=articles,
        elsewhere=tuple(finding_of(each) for each in survey.elsewhere),
        sources=sources,
        red_flags=report_red_flags(survey),
        unlinked=tuple(each.article for each in articles if each.is_orphan),
        unused_terms=unused_terms(survey),
        symptoms_without_articles=symptoms_without_articles(survey),
        standards=benchmarks(),
        limits={name: limit for name, limit in survey.case.limits("reading-grade", LIMITS).items() if name != "from-words"},
    )


def _months(survey: Survey, articles: Sequence[ArticleReport]) -> tuple[Month, ...]:
    """Return the reviews that fall due, month by month, the overdue ones too."""
    by_path = {each.article.path: each for each in articles}
    due: list[DueReview] = []
    for review in due_reviews(survey.case):
        report = by_path[review.article.origin.path]
        approvals = (each for each in report.reviews if each.decision == "approved" and each.counts)
        due.append(
            DueReview(
                article=name_of(review.article),
                url=report.url,
                due=review.due,
                checked=review.checked,
                by=tuple(dict.fromkeys(each.name for each in approvals)),
                days_left=(review.due - survey.today).days,
            )
        )
    due.sort(key=lambda each: (each.due, each.article.title.casefold(), each.article.path))
    return tuple(
        Month(month=month, reviews=tuple(reviews)) for month, reviews in groupby(due, key=lambda each: each.due.isoformat()[:7])
    )


def _summary(survey: Survey, articles: Sequence[ArticleReport], sources: Sources) -> Summary:
    counted = count_problems(survey.problems)
    public = [each for each in articles if each.is_public]
    return Summary(
        articles=len(articles),
        public=len(public),
        approved=sum(each.state in ("approved", "soon", "overdue") for each in public),
        errors=counted["error"],
        warnings=counted["warning"],
        infos=counted["info"],
        uncited_claims=sum(each.code == "claim-uncited" for each in survey.problems),
        waivers=sum(len(each.waivers) for each in articles),
        old_sources=len(sources.old),
        hard_to_read=sum(each.reading.is_over for each in articles),
    )
