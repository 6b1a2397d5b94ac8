"""What needs somebody, the most pressing first: a list to begin the day with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from wellread.problems import Problem
from wellread.report.articles import SOON
from wellread.report.dates import show_day, show_distance
from wellread.report.document import ArticleReport, Matter, Task

ORDER: tuple[Matter, ...] = ("error", "lapsed", "overdue", "changes", "waiver", "soon", "never")


def list_tasks(problems: Sequence[Problem], articles: Sequence[ArticleReport]) -> tuple[Task, ...]:
    """Return the errors, lapsed approvals, overdue reviews, changes that reviewers asked for, waivers that end within 90 days,
    reviews due within 90 days, and articles that readers get although nobody has reviewed them."""
    titles = {each.article.path: each.article.title for each in articles}
    found = [*_errors(problems, titles), *_reviews(articles), *_waivers(articles)]
    return tuple(sorted(found, key=lambda each: (ORDER.index(each.matter), each.day or date.max, each.about.casefold(), each.path)))


def _errors(problems: Sequence[Problem], titles: Mapping[str, str]) -> Iterator[Task]:
    for each in problems:
        if each.severity == "error":
            yield Task(
                matter="error",
                says=f"{each.message} [{each.code}]",
                about=titles.get(each.place.path, each.place.path),
                path=each.place.path,
                line=each.place.line,
                day=None,
                hint=each.hint,
            )


def _reviews(articles: Sequence[ArticleReport]) -> Iterator[Task]:
    for each in articles:
        if each.state == "lapsed":
            yield _task("lapsed", each, each.says, None, f"`wellread review {each.article.id}` shows what changed")
        elif each.state == "overdue" and each.due:
            says = f"The review was due on {show_day(each.due)}, {show_distance(each.days_left or 0)}."
            yield _task("overdue", each, says, each.due, "ask a clinician to read it again")
        elif each.state == "asked-for-changes":
            yield _task("changes", each, each.says, None, "make the changes, then ask for another review")
        elif each.state == "soon" and each.due:
            says = f"The next review is due by {show_day(each.due)}, {show_distance(each.days_left or 0)}."
            yield _task("soon", each, says, each.due, "ask for a review now, so that it is done in time")
        elif each.state == "never" and each.is_public:
            yield _task(
                "never", each, each.says, None, f"ask a clinician to read it; `wellread review {each.article.id}` records it"
            )


def _task(matter: Matter, article: ArticleReport, says: str, day: date | None, hint: str) -> Task:
    return Task(matter=matter, says=says, about=article.article.title, path=article.article.path, line=0, day=day, hint=hint)


def _waivers(articles: Sequence[ArticleReport]) -> Iterator[Task]:
    """Yield the waivers that end soon. One that has ended is an error, so it is there already."""
    for article in articles:
        for each in article.waivers:
            if 0 <= each.days_left <= SOON and article.state != "withdrawn":
                yield Task(
                    matter="waiver",
                    says=f"The waiver of {each.rule} ends on {show_day(each.until)}, {show_distance(each.days_left)}.",
                    about=article.article.title,
                    path=article.article.path,
                    line=0,
                    day=each.until,
                    hint="mend what it is for and remove it; or decide on a later day, if the reason still holds",
                )
