"""What a health site is made of. No files, no HTML, no clock.

Every noun is a frozen value that is complete when it is born. `Origin` says where it was written, so that a problem found
anywhere later can point at the file, line and column.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Literal
from urllib.parse import unquote

from wellread.charts import Chart
from wellread.settings import LEVELS as LEVELS
from wellread.settings import CareLevel as CareLevel
from wellread.settings import EmergencyNumber as EmergencyNumber
from wellread.settings import Features as Features
from wellread.settings import Level as Level
from wellread.settings import MenuGroup as MenuGroup
from wellread.settings import MenuItem as MenuItem
from wellread.settings import PublishTarget as PublishTarget
from wellread.settings import RuleSetting as RuleSetting
from wellread.settings import RuleSeverity as RuleSeverity
from wellread.settings import Settings as Settings
from wellread.specialties import Specialty
from wellread.values import Mark as Mark
from wellread.values import Origin as Origin
from wellread.values import Value as Value  # all that is part of the model can be had from here

ArticleType = Literal["symptom", "condition", "compare", "treatment", "guide"]
Status = Literal["draft", "in-review", "approved", "withdrawn"]
Volatility = Literal["low", "normal", "high"]
Dosage = Literal["none", "approved"]
REVIEW_MONTHS: Mapping[Volatility, int] = {"low": 36, "normal": 24, "high": 12}
"""How many months there are from one review to the next where an article doesn't say. The NHS reviews every page within 36."""
Key = tuple[str, str]
"""What an entry is known by: (lang, id)."""


BodyKey = tuple[str, str, str]
"""What an entry is known by among all kinds: its kind ("article", "page", "person", "symptom", "term"), language and id."""


class Entry(Value, frozen=True, kw_only=True):
    """What every file in content/ is: an id and a language (its name), where it was written, and its text."""

    id: str
    lang: str
    origin: Origin
    body: str = ""

    @property
    def known_as(self) -> Key:
        return (self.lang, self.id)

    def inline_texts(self) -> tuple[tuple[str, str], ...]:
        """Return (field, text) for each text of the front matter that may hold links and citations."""
        return ()


# --- articles ---------------------------------------------------------------------------------------------------------


class RedFlag(Value, frozen=True, kw_only=True, tag=True):
    """A sign that asks for help, at one of three levels of urgency, with the ids of the sources that say so."""

    sign: str
    level: Level
    cite: tuple[str, ...] = ()

    @property
    def gist(self) -> str:
        """Return the sign without what does not change it: capitals, spacing, the form of an apostrophe, a full stop. Two red flags
        of one gist are the same sign."""
        written = unicodedata.normalize("NFKC", self.sign).casefold().replace("’", "'")
        return " ".join(written.split()).rstrip(" .!?;:,…")


class RedFlagUse(Value, frozen=True, kw_only=True, tag=True):
    """A red flag taken by its id from content/red-flags.yaml, so that its wording and level are the same everywhere."""

    use: str


class SharedRedFlag(Value, frozen=True, kw_only=True):
    """An entry of content/red-flags.yaml."""

    id: str
    origin: Origin
    step: int
    flag: RedFlag


class SymptomRef(Value, frozen=True, kw_only=True):
    id: str
    note: str = ""


class RelatedRef(Value, frozen=True, kw_only=True):
    """A related article, and why a reader of this one should care (empty: the reason is what the two share)."""

    id: str
    why: str = ""


class CompareRow(Value, frozen=True, kw_only=True):
    feature: str
    cells: tuple[str, ...]
    cite: tuple[str, ...] = ()


class Compare(Value, frozen=True, kw_only=True):
    """A comparison table: `columns` are the things compared, each row has one cell per column."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[CompareRow, ...]


class Code(Value, frozen=True, kw_only=True):
    """A code of a medical classification, and the day somebody looked it up."""

    system: str
    value: str
    checked: date


class Review(Value, frozen=True, kw_only=True):
    """A review by a person of the registry; `hash` is the hash of the clinical text that was read (see clinical.py), `note` what
    the reviewer has to say to the editors."""

    person: str
    role: str
    date: date
    decision: Literal["approved", "changes-requested"]
    hash: str = ""
    note: str = ""


class Change(Value, frozen=True, kw_only=True):
    date: date
    kind: Literal["clinical", "editorial"]
    note: str


Lapse = Literal["", "objection", "text-changed", "clinical-change", "unexplained-change"]


class SignOff(Value, frozen=True, kw_only=True):
    """What an article's reviews are worth: the approvals that count, the day until which the text was checked (None: never), and
    what overtook the last approval."""

    approvals: tuple[Review, ...] = ()
    checked: date | None = None
    lapse: Lapse = ""


class Withdrawal(Value, frozen=True, kw_only=True):
    """What the notice of a withdrawn article tells: why, and the id of the article to read instead ("" if there is none)."""

    reason: str = ""
    instead: str = ""


class Waiver(Value, frozen=True, kw_only=True):
    rule: str
    reason: str
    by: str
    until: date


def old_path(address: str) -> str | None:
    """Return the file that answers at an old address ("/old/" → "old/index.html", "/caf%C3%A9.html" → "café.html"), or None if no
    file can: hidden files, and names that some disk refuses, can't."""
    try:
        plain = unquote(address, errors="strict")
    except UnicodeDecodeError:
        return None
    steps = plain.removesuffix("/").split("/")[1:]
    if not plain.startswith("/") or any(c.isspace() or not c.isprintable() or c in '\\<>"|*:?#' for c in plain):
        return None
    if not steps or any(not step or step[0] == "." or step[-1] == "." or len(step.encode()) > 200 for step in steps):
        return None
    path = "/".join(steps)
    return path if path.endswith((".html", ".htm")) and not plain.endswith("/") else f"{path}/index.html"


class Article(Entry, frozen=True, kw_only=True):
    title: str
    subject: str = ""
    description: str
    type: ArticleType
    status: Status
    main_message: str
    symptoms: tuple[SymptomRef, ...] = ()
    red_flags: tuple[RedFlag | RedFlagUse, ...] = ()
    no_red_flags: Mapping[str, str] = {}
    compare: Compare | None = None
    charts: tuple[Chart, ...] = ()
    related: tuple[RelatedRef, ...] = ()
    also: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    specialty: tuple[Specialty, ...] = ()
    synonyms: tuple[str, ...] = ()
    search_words: tuple[str, ...] = ()
    codes: tuple[Code, ...] = ()
    authors: tuple[str, ...] = ()
    reviewers: tuple[Review, ...] = ()
    published: date
    updated: date
    last_reviewed: date | None = None
    review_months: int = 24
    volatility: Volatility = "normal"
    dosage: Dosage = "none"
    sources: tuple[str, ...] = ()
    funding: str
    conflicts: str
    changes: tuple[Change, ...] = ()
    redirect_from: tuple[str, ...] = ()
    withdrawn: Withdrawal | None = None
    waive: tuple[Waiver, ...] = ()

    def inline_texts(self) -> tuple[tuple[str, str], ...]:
        return (("main_message", self.main_message),)

    def sign_off(self, people: Mapping[Key, Person], now: str = "") -> SignOff:
        """Return what the reviews are worth. An approval counts if it comes from a person with credentials who is no author.

        `now` is the hash of the clinical text as it is. An approval with a hash holds exactly while the text has that hash. Without
        one only dates tell: it lapses when a clinical change comes after it, and when the article is updated after it without an
        editorial change of that day or later that says what was done. Either lapses when a reviewer later asks for changes.
        """
        approvals = tuple(
            each for each in self.reviewers if each.decision == "approved" and self.can_be_approved_by(each.person, people)
        )
        if not approvals:
            return SignOff()
        holding = tuple(each for each in approvals if each.hash and each.hash == now)
        last = max(reversed(holding or approvals), key=lambda each: each.date)
        approvals = holding or tuple(each for each in approvals if each.hash == last.hash)
        checked = min(self.last_reviewed or last.date, last.date)
        if self._objected(last):
            return SignOff(approvals=approvals, checked=checked, lapse="objection")
        lapse: Lapse = "" if holding else "text-changed" if last.hash else self._lapse(last.date, checked)
        return SignOff(approvals=approvals, checked=checked, lapse=lapse)

    def can_be_approved_by(self, name: str, people: Mapping[Key, Person]) -> bool:
        """Say whether an approval by somebody counts: a person with credentials who is no author."""
        person = find_person(people, self.lang, name)
        return person is not None and person.kind == "person" and bool(person.credentials.strip()) and name not in self.authors

    def _objected(self, latest: Review) -> bool:
        """Say whether a reviewer asked for changes after the approval. Of two reviews of one day the later stands below."""
        below = self.reviewers[self.reviewers.index(latest) + 1 :]
        objections = [each for each in self.reviewers if each.decision == "changes-requested"]
        return any(each.date > latest.date or (each.date == latest.date and each in below) for each in objections)

    def _lapse(self, approved: date, checked: date) -> Lapse:
        if any(change.kind == "clinical" and change.date > checked for change in self.changes):
            return "clinical-change"
        explained = any(change.kind == "editorial" and change.date >= self.updated for change in self.changes)
        return "unexplained-change" if self.updated > approved and not explained else ""


# --- the other entries ------------------------------------------------------------------------------------------------


class Symptom(Entry, frozen=True, kw_only=True):
    """A symptom page: what it is (the body), and other names people use for it."""

    name: str
    description: str
    synonyms: tuple[str, ...] = ()
    search_words: tuple[str, ...] = ()
    body_parts: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    codes: tuple[Code, ...] = ()
    cite: tuple[str, ...] = ()


class Term(Entry, frozen=True, kw_only=True):
    """A glossary term: `definition` is one or two plain sentences (inline Markdown), the body is optional further text."""

    name: str
    definition: str
    plain: str = ""
    synonyms: tuple[str, ...] = ()
    search_words: tuple[str, ...] = ()
    abbreviation: str = ""
    say: str = ""
    cite: tuple[str, ...] = ()
    link: bool = True

    def inline_texts(self) -> tuple[tuple[str, str], ...]:
        return (("definition", self.definition),)


class Person(Entry, frozen=True, kw_only=True):
    """Somebody who writes or reviews; an editorial team is a person of kind "team"."""

    name: str
    kind: Literal["person", "team"]
    role: str
    credentials: str = ""
    url: str = ""


def find_person(people: Mapping[Key, Person], lang: str, name: str) -> Person | None:
    """Return somebody by id: in this language, or else as another language has them, for people serve all languages."""
    return people.get((lang, name)) or next((person for (_, id_), person in sorted(people.items()) if id_ == name), None)


class Page(Entry, frozen=True, kw_only=True):
    """A page that is no article: about us, privacy, disclaimer."""

    title: str
    description: str
    updated: date
    redirect_from: tuple[str, ...] = ()


class Topic(Value, frozen=True, kw_only=True):
    """An entry of content/topics.yaml."""

    id: str
    origin: Origin
    name: str
    description: str


class StillCurrent(Value, frozen=True, kw_only=True):
    """Somebody's judgement, on a day, that an old source holds: nothing newer says otherwise."""

    by: str
    on: date


class Source(Value, frozen=True, kw_only=True):
    """A reference, held as CSL variables (`csl`, with its "id") so that Zotero's and Pandoc's exports drop in.

    `accessed` and `year` are None when unknown. `read` says how much of the source the editors read, `still_current` who judged
    that it holds although it is old.
    """

    id: str
    origin: Origin
    csl: Mapping[str, object]
    title: str
    year: int | None = None
    accessed: date | None = None
    url: str = ""
    doi: str = ""
    read: str = ""
    still_current: StillCurrent | None = None


# --- the site ---------------------------------------------------------------------------------------------------------


class Site(Value, frozen=True, kw_only=True):
    """Everything that was read: the settings, the entries by (lang, id), the registries by id."""

    settings: Settings
    articles: Mapping[Key, Article]
    symptoms: Mapping[Key, Symptom]
    terms: Mapping[Key, Term]
    people: Mapping[Key, Person]
    pages: Mapping[Key, Page]
    topics: Mapping[str, Topic]
    sources: Mapping[str, Source]
    red_flags: Mapping[str, SharedRedFlag]
    signed: Mapping[str, str] = {}
    """The clinical texts that reviewers signed, by the path of the file that keeps each."""
    unread: frozenset[BodyKey] = frozenset()
    """What exists but could not be read, so that what names it isn't reported too; (kind, "", "") is a whole registry."""

    def entries(self) -> tuple[tuple[str, Entry], ...]:
        """Return every entry with its kind, sorted by kind, language and id."""
        kinds: tuple[tuple[str, Mapping[Key, Entry]], ...] = (
            ("article", self.articles),
            ("page", self.pages),
            ("person", self.people),
            ("symptom", self.symptoms),
            ("term", self.terms),
        )
        return tuple((kind, entry) for kind, entries in kinds for _, entry in sorted(entries.items()))

    def red_flags_of(self, article: Article) -> tuple[RedFlag, ...]:
        """Return the article's red flags with shared ones filled in; one that names nothing is left out (and is a problem)."""
        found: list[RedFlag] = []
        for flag in article.red_flags:
            if isinstance(flag, RedFlag):
                found.append(flag)
            elif flag.use in self.red_flags:
                found.append(self.red_flags[flag.use].flag)
        return tuple(found)


# --- what is published -------------------------------------------------------------------------------------------------


class Output(Value, frozen=True, kw_only=True):
    """One file to publish: its path below the output folder (with /), its bytes, and when it is safe to write it.

    Assets are written first, then pages, then lists (whatever points at pages: indexes, feeds, the sitemap).
    """

    path: str
    content: bytes
    kind: Literal["asset", "page", "list"]
