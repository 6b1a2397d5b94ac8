"""What there is to say of each article: who reviewed it, when that is due again, how it reads, what was found, what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from wellread.check.reviews import due_reviews
from wellread.model import LEVELS, Article, Lapse, Review, SignOff, Waiver, find_person
from wellread.problems import Problem
from wellread.report.dates import show_day
from wellread.report.document import ArticleReport, Excused, Finding, HardWord, Named, Reading, Reviewed, State
from wellread.report.evidence import attestations, evidence_of
from wellread.report.survey import Survey

SOON = 90  # days
LAPSES: Mapping[Lapse, str] = {
    "objection": "a reviewer asked for changes since",
    "text-changed": "the text has changed since",
    "clinical-change": "a clinical change came after it",
    "unexplained-change": "the article was updated since, and its list of changes does not say what was done",
}


def report_articles(survey: Survey) -> tuple[ArticleReport, ...]:
    """Return every article, by title."""
    due = {each.article.known_as: each.due for each in due_reviews(survey.case)}
    old = frozenset(old_sources(survey))
    return tuple(_report(survey, article, due.get(article.known_as), old) for article in survey.articles)


def name_of(article: Article) -> Named:
    return Named(id=article.id, lang=article.lang, title=article.title, path=article.origin.path)


def finding_of(problem: Problem) -> Finding:
    return Finding(
        code=problem.code,
        severity=problem.severity,
        message=problem.message,
        path=problem.place.path,
        line=problem.place.line,
        hint=problem.hint,
    )


def old_sources(survey: Survey) -> dict[str, int]:
    """Return the ids of the sources that source-old tells of, with the line of each."""
    told = {(each.place.path, each.place.line): each.place.line for each in survey.problems if each.code == "source-old"}
    found = {}
    for name, source in survey.site.sources.items():
        place = source.origin.at("issued")
        if (place.path, place.line) in told:
            found[name] = place.line
    return found


def _report(survey: Survey, article: Article, due: date | None, old: frozenset[str]) -> ArticleReport:
    sign_off, today = survey.sign_off(article), survey.today
    found = survey.found[article.known_as]
    reviews = tuple(_reviewed(survey, article, each) for each in article.reviewers)
    is_public = article.known_as in survey.public
    cited = survey.rests_on.get(article.known_as, ())
    linked = len(survey.catalogue.linked_from.get(article.known_as, ()))
    days_left = (due - today).days if due else None
    holding = tuple(each for each, review in zip(reviews, article.reviewers, strict=True) if review in sign_off.approvals)
    is_approved = bool(holding) and not sign_off.lapse
    levels = Counter(flag.level for flag in survey.site.red_flags_of(article))
    return ArticleReport(
        article=name_of(article),
        url=survey.url_of(article),
        type=article.type,
        status=article.status,
        volatility=article.volatility,
        is_public=is_public,
        authors=tuple(_name(survey, article, each) for each in article.authors),
        state=_state(article, sign_off, days_left),
        says=_says(article, sign_off, reviews, holding),
        reviews=reviews,
        checked=sign_off.checked,
        due=due,
        days_left=days_left,
        reading=_reading(survey, article),
        sources=cited,
        old_sources=tuple(each for each in cited if each in old),
        findings=tuple(finding_of(each) for each in found.problems),
        uncited_claims=sum(each.code == "claim-uncited" for each in found.problems),
        waivers=tuple(_excused(survey, article, each, found.waived) for each in article.waive),
        red_flags={level: levels[level] for level in LEVELS},
        linked_from=linked,
        is_orphan=is_public and not linked and article.id not in _in_menus(survey),
        evidence=evidence_of(article, found, survey.site.settings.rules, is_approved=is_approved) if is_public else (),
        attested=attestations(holding) if is_public and is_approved else (),
    )


def _name(survey: Survey, article: Article, name: str) -> str:
    person = find_person(survey.site.people, article.lang, name)
    return person.name if person else name


def _reviewed(survey: Survey, article: Article, review: Review) -> Reviewed:
    person = find_person(survey.site.people, article.lang, review.person)
    now = survey.composed.clinical_hash(article.known_as)
    return Reviewed(
        person=review.person,
        name=person.name if person else review.person,
        credentials=person.credentials if person else "",
        role=review.role,
        date=review.date,
        decision=review.decision,
        note=review.note,
        counts=review.decision != "approved" or article.can_be_approved_by(review.person, survey.site.people),
        worth="" if not review.hash else "now" if review.hash == now else "earlier",
    )


def _state(article: Article, sign_off: SignOff, days_left: int | None) -> State:
    if article.status in ("draft", "withdrawn"):
        return "draft" if article.status == "draft" else "withdrawn"
    if sign_off.lapse:
        return "lapsed"
    if not sign_off.approvals:
        return "asked-for-changes" if article.reviewers and article.reviewers[-1].decision != "approved" else "never"
    if days_left is None or days_left > SOON:
        return "approved"
    return "overdue" if days_left < 0 else "soon"


def _says(article: Article, sign_off: SignOff, reviews: tuple[Reviewed, ...], holding: tuple[Reviewed, ...]) -> str:
    """Return in a sentence who has checked the article, and what that is worth today."""
    if article.status == "withdrawn":
        return "It was taken back; readers get a notice in its place."
    if not reviews:
        return "Nobody has reviewed it yet."
    if not holding:
        last = reviews[-1]
        if last.decision == "approved":
            return f"{last.name} approved it on {show_day(last.date)}, which does not count: that needs credentials, and no author."
        note = f": “{last.note}”" if last.note else "."
        return f"{last.name} asked for changes on {show_day(last.date)}{note} Nobody has approved it yet."
    last = max(holding, key=lambda each: each.date)
    approved = f"{last.name} approved it on {show_day(last.date)}"
    if sign_off.lapse:
        return f"{approved}, but {LAPSES[sign_off.lapse]}: that approval has lapsed."
    if article.status != "approved":
        return f"{approved}, but its status is still “{article.status}”."
    return f"{approved}."


def _reading(survey: Survey, article: Article) -> Reading:
    measured = survey.measured[article.known_as]
    grades = measured.readability
    return Reading(
        words=measured.words,
        sentences=measured.sentences,
        flesch_kincaid=grades.flesch_kincaid if grades else None,
        smog=grades.smog if grades and grades.is_enough else None,
        is_over=any(each.code == "reading-grade" for each in survey.found[article.known_as].problems),
        hard_words=tuple(
            HardWord(text=each.text, syllables=each.syllables, times=each.times) for each in (grades.long_words if grades else ())
        ),
    )


def _excused(survey: Survey, article: Article, waiver: Waiver, silenced: Mapping[str, int]) -> Excused:
    days_left = (waiver.until - survey.today).days
    return Excused(
        article=name_of(article),
        rule=waiver.rule,
        reason=waiver.reason,
        by=waiver.by,
        name=_name(survey, article, waiver.by),
        until=waiver.until,
        days_left=days_left,
        silences=silenced.get(waiver.rule, 0) if days_left >= 0 else 0,
    )


def _in_menus(survey: Survey) -> frozenset[str]:
    """Return the articles that the home page or a menu leads to."""
    settings = survey.site.settings
    menus = (*settings.menu, *(item for group in settings.footer for item in group.items))
    named = (item.to.partition("#")[0].partition(":") for item in menus)
    return frozenset((*settings.featured, *(name for kind, _, name in named if kind == "article")))
