"""What a report holds: report.json is just this, and the page and the calendar are made of it. No files, no HTML, no clock."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

import msgspec

from wellread.model import ArticleType, Level, Status, Volatility
from wellread.problems import Severity

Said = Literal["found", "waived", "nothing-found", "no-approval", "not-checked"]
State = Literal["never", "asked-for-changes", "lapsed", "overdue", "soon", "approved", "draft", "withdrawn"]
Matter = Literal["error", "lapsed", "overdue", "changes", "waiver", "soon", "never"]
Day = Annotated[datetime.date, msgspec.Meta(description="YYYY-MM-DD")]
Count = Annotated[int, msgspec.Meta(ge=0)]
Code = Annotated[str, msgspec.Meta(description="the code of a rule, as `wellread explain` takes it")]
Path = Annotated[str, msgspec.Meta(description="relative to the site's folder, with /")]
Titles = Annotated[tuple[str, ...], msgspec.Meta(description="titles of articles")]
Ids = Annotated[tuple[str, ...], msgspec.Meta(description="ids of sources")]
Sentence = Annotated[str, msgspec.Meta(description="a sentence for a person")]


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the report: frozen, and complete when it is born."""


# --- the parts of an article ------------------------------------------------------------------------------------------


class Named(Part, frozen=True, kw_only=True):
    """An article that something is about, or another entry."""

    id: str
    lang: str
    title: str
    path: Path


class Finding(Part, frozen=True, kw_only=True):
    """What a rule found and `wellread check` says. `path` is another file's where a source or a shared red flag is meant."""

    code: Code
    severity: Severity
    message: Sentence
    path: Path
    line: Annotated[int, msgspec.Meta(ge=0, description="counted from 1; 0 means the file as a whole")]
    hint: Sentence


class Reviewed(Part, frozen=True, kw_only=True):
    """A review in the article's front matter. `counts` says whether an approval by this person counts (somebody with credentials
    who is no author), `worth` whether it was of the text as it is now ("" where no hash was recorded)."""

    person: str
    name: str
    credentials: str
    role: str
    date: Day
    decision: Literal["approved", "changes-requested"]
    note: str
    counts: bool
    worth: Literal["", "now", "earlier"]


class HardWord(Part, frozen=True, kw_only=True):
    text: str
    syllables: Count
    times: Count


class Reading(Part, frozen=True, kw_only=True):
    """How long the running text is and how hard to read. Grades are null where they can't be measured: in other languages than
    English, and SMOG below 30 sentences."""

    words: Count
    sentences: Count
    flesch_kincaid: float | None
    smog: float | None
    is_over: Annotated[bool, msgspec.Meta(description="whether the rule reading-grade finds the text too hard")]
    hard_words: Annotated[tuple[HardWord, ...], msgspec.Meta(description="the long words that weigh most in the grades")]


class Excused(Part, frozen=True, kw_only=True):
    """A waiver: a rule that is silenced on one article until a day, why and by whom."""

    article: Named
    rule: Code
    reason: str
    by: str
    name: str
    until: Day
    days_left: int
    silences: Annotated[int, msgspec.Meta(ge=0, description="how many findings it keeps quiet today")]


class Evidence(Part, frozen=True, kw_only=True, omit_defaults=True):
    """What the machine's part of an item came to: findings by code, those that a waiver silences, and rules that did not look. What
    is empty is left out. “no-approval”: there is nothing to be seen before a clinician has approved the text."""

    standard: str
    item: str
    result: Said
    found: dict[Code, Count] = {}
    waived: dict[Code, Count] = {}
    unchecked: tuple[Code, ...] = ()


class Attestation(Part, frozen=True, kw_only=True):
    """Somebody in the front matter who speaks for an item: so far only a clinician whose approval of the text holds."""

    standard: str
    item: str
    person: str
    name: str
    on: Day


class ArticleReport(Part, frozen=True, kw_only=True):
    """An article. `checked` is the day until which a clinician's approval reaches, `due` the last day on which the next review is
    in time; both null if nobody has approved it. `evidence` is empty for what readers don't get: rules don't look at all of it."""

    article: Named
    url: Annotated[str, msgspec.Meta(description='where readers find it ("" if they do not)')]
    type: ArticleType
    status: Status
    volatility: Volatility
    is_public: bool
    authors: Annotated[tuple[str, ...], msgspec.Meta(description="their names")]
    state: State
    says: Sentence
    reviews: tuple[Reviewed, ...]
    checked: Day | None
    due: Day | None
    days_left: int | None
    reading: Reading
    sources: Ids
    old_sources: Ids
    findings: tuple[Finding, ...]
    uncited_claims: Count
    waivers: tuple[Excused, ...]
    red_flags: dict[Level, Count]
    linked_from: Count
    is_orphan: bool
    evidence: tuple[Evidence, ...]
    attested: tuple[Attestation, ...]


# --- the site ---------------------------------------------------------------------------------------------------------


class Task(Part, frozen=True, kw_only=True):
    """Something that needs somebody: what it is about, and the day that matters (null if there is none)."""

    matter: Matter
    says: Sentence
    about: str
    path: Path
    line: Count
    day: Day | None
    hint: Sentence


class DueReview(Part, frozen=True, kw_only=True):
    """A review that falls due: of which article, last reviewed when and by whom, and how to find it."""

    article: Named
    url: str
    due: Day
    checked: Day
    by: tuple[str, ...]
    days_left: int


class Month(Part, frozen=True, kw_only=True):
    month: Annotated[str, msgspec.Meta(pattern="^[0-9]{4}-[0-9]{2}$")]
    reviews: tuple[DueReview, ...]


class OldSource(Part, frozen=True, kw_only=True):
    """A source that the rule source-old tells of, and the articles that rest on it."""

    id: str
    title: str
    year: int | None
    kind: Annotated[str, msgspec.Meta(description="its type among CSL's")]
    line: Count
    articles: Titles


class Sources(Part, frozen=True, kw_only=True):
    """The registry of sources: how many by year ("" for those without) and by kind, which are old, and which nothing cites."""

    total: Count
    by_year: dict[str, Count]
    by_kind: dict[str, Count]
    old: tuple[OldSource, ...]
    uncited: Ids
    still_current: Annotated[int, msgspec.Meta(ge=0, description="how many somebody has judged to hold although they are old")]


class FlagUse(Part, frozen=True, kw_only=True):
    """A red flag of one level and the articles that show it. `shared` is its id in content/red-flags.yaml (else "")."""

    sign: str
    level: Level
    shared: str
    cited: Annotated[bool, msgspec.Meta(description="whether it has a source of its own")]
    articles: Titles


class Asked(Part, frozen=True, kw_only=True):
    """An item of a standard in our own words, the rules that look at part of it, and whether a person has to judge it (too)."""

    item: str
    asks: str
    rules: tuple[Code, ...]
    needs_a_person: bool


class Benchmark(Part, frozen=True, kw_only=True):
    """A standard whose items the evidence refers to."""

    id: str
    name: str
    about: str
    items: tuple[Asked, ...]


class Summary(Part, frozen=True, kw_only=True):
    """How much of everything there is."""

    articles: Count
    public: Count
    approved: Annotated[int, msgspec.Meta(ge=0, description="articles that readers get and a clinician's approval holds for")]
    errors: Count
    warnings: Count
    infos: Count
    uncited_claims: Count
    waivers: Count
    old_sources: Count
    hard_to_read: Count


class Report(Part, frozen=True, kw_only=True):
    """What `wellread report` writes into report.json: the state of a site on one day. Nothing in it is a judgement of quality."""

    site: str
    date: Day
    summary: Summary
    today: Annotated[tuple[Task, ...], msgspec.Meta(description="what needs somebody, the most pressing first")]
    months: tuple[Month, ...]
    articles: Annotated[tuple[ArticleReport, ...], msgspec.Meta(description="by title")]
    elsewhere: Annotated[tuple[Finding, ...], msgspec.Meta(description="findings that belong to no article")]
    sources: Sources
    red_flags: Annotated[tuple[FlagUse, ...], msgspec.Meta(description="the most serious level first")]
    unlinked: Annotated[tuple[Named, ...], msgspec.Meta(description="articles that no other page links to or names")]
    unused_terms: tuple[Named, ...]
    symptoms_without_articles: tuple[Named, ...]
    standards: tuple[Benchmark, ...]
    limits: Annotated[dict[str, float], msgspec.Meta(description="the grades above which the rule reading-grade warns")]


def to_json(report: Report) -> str:
    return msgspec.json.format(msgspec.json.encode(report), indent=1).decode() + "\n"


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of report.json."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(Report)}
