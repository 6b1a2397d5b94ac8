"""The report as a page that a person enjoys reading: one file, with its own stylesheet and no script.

What is long is folded, and on a large site the evidence names only what was found; report.json holds all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from wellread.model import LEVELS
from wellread.problems import SEVERITIES, Severity
from wellread.report.dates import show_day, show_distance, show_month
from wellread.report.document import ArticleReport, Benchmark, Evidence, Finding, Matter, Report, Said, State, Task

HERE = Path(__file__).parent
FIRST = 5
"""So many things of a list are shown; the rest is folded."""
FIRST_ARTICLES = 25
WORDED = 60
"""On a site with more articles, the evidence of each tells only what was found, and numbers of items for the rest."""
RECENT_YEARS = 10
BETWEEN_TICKS = re.compile("`([^`]+)`")
WIDEST = 16.0
"""The grade at which a bar is full."""

MATTERS: Mapping[Matter, tuple[str, str, str]] = {
    "error": ("Errors: nothing is published until they are mended", "stop", ""),
    "lapsed": ("Approvals that have lapsed", "stop", ""),
    "overdue": ("Reviews that are overdue", "stop", "Ask a clinician to read each of them again."),
    "changes": ("Changes that a reviewer asked for", "warn", "Make the changes, then ask for another review."),
    "waiver": (
        "Waivers that end within 90 days",
        "warn",
        "Mend what each is for and remove it. If its reason still holds, decide on a later day.",
    ),
    "soon": ("Reviews due within 90 days", "warn", "Ask for them now, so that they are done in time."),
    "never": (
        "Readers get these, and no clinician has approved them",
        "warn",
        "Ask a clinician to read each of them; `wellread review ARTICLE` records it.",
    ),
}
"""What is said of each kind of task, its colour, and what to do about all of them."""
STATES: Mapping[State, tuple[str, str]] = {
    "lapsed": ("approval lapsed", "stop"),
    "overdue": ("review overdue", "stop"),
    "asked-for-changes": ("changes asked for", "warn"),
    "soon": ("review due soon", "warn"),
    "never": ("not reviewed", "warn"),
    "approved": ("approved", "good"),
    "draft": ("draft", "quiet"),
    "withdrawn": ("withdrawn", "quiet"),
}
"""What is said of each state, in the order in which they need somebody, and its colour."""
COLOURS: Mapping[Severity, str] = {"error": "stop", "warning": "warn", "info": "quiet"}
KINDS = {
    "article-journal": "paper in a journal",
    "article-magazine": "magazine article",
    "article-newspaper": "newspaper article",
    "post-weblog": "blog post",
    "paper-conference": "conference paper",
    "webpage": "web page",
}
LEVEL_NAMES = {"emergency": "Emergency", "urgent": "Urgent", "soon": "Soon"}


class Bar(NamedTuple):
    """A line of a chart: `share` is the bar's length in per cent."""

    label: str
    number: int
    share: float


class TaskGroup(NamedTuple):
    """Tasks of one kind; `hint` is what to do about each of them, if that is the same."""

    heading: str
    colour: str
    hint: str
    tasks: tuple[Task, ...]


class ArticleGroup(NamedTuple):
    label: str
    colour: str
    articles: tuple[ArticleReport, ...]


class FindingGroup(NamedTuple):
    """What one rule found; `hint` is what to do about all of it ("" if that differs)."""

    code: str
    severity: Severity
    colour: str
    found: tuple[Finding, ...]
    hint: str


class EvidenceRow(NamedTuple):
    """An item as a table shows it: what the machine's part came to, the codes, and who speaks for it ("" if nobody has to)."""

    number: str
    asks: str
    machine: str
    colour: str
    codes: tuple[str, ...]
    person: str


class EvidenceTable(NamedTuple):
    """A standard for one article. Items without a row of their own are there by number: those in which a machine found nothing
    (`clean`), and those that are a person's alone (`unseen`)."""

    standard: Benchmark
    summary: str
    rows: tuple[EvidenceRow, ...]
    clean: tuple[str, ...]
    unseen: tuple[str, ...]


def to_html(report: Report) -> str:
    """Return the page."""
    template = _environment().get_template("report.html")
    page = template.render(
        report=report,
        css=(HERE / "report.css").read_text("utf-8"),
        standfirst=_standfirst(report),
        tasks=_task_groups(report),
        anchors={each.article.path: anchor(each) for each in report.articles},
        groups=_article_groups(report),
        readings=_readings(report),
        years=_years(report),
        kinds=[(KINDS.get(kind, kind.replace("-", " ") or "unknown"), count) for kind, count in report.sources.by_kind.items()],
        levels=[(LEVEL_NAMES[level], [each for each in report.red_flags if each.level == level]) for level in LEVELS],
        waivers=sorted((each for article in report.articles for each in article.waivers), key=lambda each: each.until),
        is_worded=len(report.articles) <= WORDED,
        first=FIRST,
        first_articles=FIRST_ARTICLES,
    )
    return page.lstrip()


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters |= {"day": show_day, "month": show_month, "distance": show_distance, "many": many, "ticked": ticked}
    made.globals |= {"by_code": _by_code, "evidence_tables": evidence_tables, "anchor": anchor}
    return made


def many(number: int, one: str, more: str = "") -> str:
    """Return "1 article", "2 articles"."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def ticked(text: str) -> Markup:
    """Return a text with what stands between backticks as code."""
    return Markup(BETWEEN_TICKS.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704  # it is escaped before


def anchor(article: ArticleReport) -> str:
    return f"article-{article.article.lang}-{article.article.id}"


# --- what each part shows ---------------------------------------------------------------------------------------------


def _standfirst(report: Report) -> str:
    """Return how things stand, in three sentences."""
    summary = report.summary
    if not summary.public:
        read = "No article is published yet."
    elif not summary.approved:
        read = f"Readers get {many(summary.public, 'article')}. No clinician has approved any of them yet."
    elif summary.approved == summary.public:
        read = f"Readers get {many(summary.public, 'article')}, and a clinician has approved each of them."
    else:
        read = f"Readers get {many(summary.public, 'article')}. A clinician has approved {summary.approved:,} of them."
    stops = f"{many(summary.errors, 'error')} stop publishing" if summary.errors != 1 else "1 error stops publishing"
    found = f"{stops}." if summary.errors else "Nothing stops publishing."
    asks = f"{many(summary.warnings, 'warning')} ask{'s' if summary.warnings == 1 else ''} for a look." if summary.warnings else ""
    return f"{read} {found} {asks}".strip()


def _task_groups(report: Report) -> list[TaskGroup]:
    return [TaskGroup(*MATTERS[matter], tuple(tasks)) for matter, tasks in groupby(report.today, key=lambda each: each.matter)]


def _article_groups(report: Report) -> list[ArticleGroup]:
    by_state = {state: tuple(each for each in report.articles if each.state == state) for state in STATES}
    return [ArticleGroup(*STATES[state], articles) for state, articles in by_state.items() if articles]


def _readings(report: Report) -> list[tuple[ArticleReport, float]]:
    """Return the articles that can be measured, the hardest first, each with the length of its bar in per cent."""
    graded = [(each, each.reading.flesch_kincaid) for each in report.articles if each.reading.flesch_kincaid is not None]
    graded.sort(key=lambda each: -(each[1] or 0))
    return [(each, round(min(max(grade or 0, 0), WIDEST) / WIDEST * 100, 1)) for each, grade in graded]


def _years(report: Report) -> list[Bar]:
    """Return the last years one by one and those before in one, the latest first; then what has no year."""
    first = report.date.year - RECENT_YEARS + 1
    numbers: dict[str, int] = {str(year): 0 for year in range(report.date.year, first - 1, -1)}
    before = f"before {first}"
    numbers |= {before: 0}
    for year, count in report.sources.by_year.items():
        label = "without a year" if not year else before if int(year) < first else year
        numbers[label] = numbers.get(label, 0) + count
    most = max(numbers.values(), default=0) or 1
    return [Bar(label, number, round(number / most * 100, 1)) for label, number in numbers.items()]


def _by_code(findings: Iterable[Finding]) -> list[FindingGroup]:
    """Return findings by code, the worst first, then the most frequent."""
    by_code: dict[tuple[str, Severity], list[Finding]] = {}
    for each in findings:
        by_code.setdefault((each.code, each.severity), []).append(each)
    groups = [
        FindingGroup(
            code, severity, COLOURS[severity], tuple(found), found[0].hint if len({each.hint for each in found}) == 1 else ""
        )
        for (code, severity), found in by_code.items()
    ]
    return sorted(groups, key=lambda each: (SEVERITIES.index(each.severity), -len(each.found), each.code))


# --- evidence ---------------------------------------------------------------------------------------------------------

RESULTS: Mapping[Said, tuple[str, str]] = {
    "found": ("something found", "warn"),
    "waived": ("found, and waived", "warn"),
    "no-approval": ("no approval holds", "warn"),
    "nothing-found": ("nothing found", "good"),
    "not-checked": ("did not look", "quiet"),
}
"""What the machine's part came to, and its colour."""
WAITING = "nobody yet"


def evidence_tables(article: ArticleReport, standards: Sequence[Benchmark], is_worded: bool) -> list[EvidenceTable]:
    """Return a table for each standard. Unless `is_worded`, only items in which something was found have a row."""
    known = {(each.standard, each.item): each for each in article.evidence}
    speak: dict[tuple[str, str], str] = {}
    for each in article.attested:
        said = f"{each.name}, {show_day(each.on)}"
        speak[each.standard, each.item] = "; ".join(filter(None, (speak.get((each.standard, each.item), ""), said)))
    return [_table(each, known, speak, is_worded) for each in standards]


def _table(
    standard: Benchmark, known: Mapping[tuple[str, str], Evidence], speak: Mapping[tuple[str, str], str], is_worded: bool
) -> EvidenceTable:
    rows: list[EvidenceRow] = []
    for item in standard.items:
        evidence = known.get((standard.id, item.item))
        person = speak.get((standard.id, item.item), WAITING) if item.needs_a_person else ""
        rows.append(
            EvidenceRow(
                number=item.item,
                asks=item.asks,
                machine=RESULTS[evidence.result][0] if evidence else "",
                colour=RESULTS[evidence.result][1] if evidence else "",
                codes=tuple(_codes(evidence, item.rules)) if evidence else (),
                person=person,
            )
        )
    looked = sum(bool(each.machine) for each in rows)
    found = sum(each.colour == "warn" for each in rows)
    waiting = sum(each.person == WAITING for each in rows)
    summary = (
        f"a machine looked into {looked} of {len(rows)} items and found something in {found or 'none'}; "
        f"{many(waiting, 'item waits', 'items wait')} for a person"
    )
    shown = tuple(each for each in rows if is_worded or each.colour == "warn" or each.person not in ("", WAITING))
    rest = [each for each in rows if each not in shown]
    clean = tuple(each.number for each in rest if each.machine)
    return EvidenceTable(standard, summary, shown, clean, tuple(each.number for each in rest if not each.machine))


def _codes(evidence: Evidence, rules: Iterable[str]) -> Iterable[str]:
    """Yield each rule's code with how much it found: "claim-uncited 3", "word-choice (off)"."""
    for code in rules:
        if code in evidence.found:
            yield f"{code} {evidence.found[code]}"
        elif code in evidence.waived:
            yield f"{code} {evidence.waived[code]} (waived)"
        else:
            yield f"{code} (did not look)" if code in evidence.unchecked else code
