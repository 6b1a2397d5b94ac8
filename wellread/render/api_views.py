"""What other programs get: the files below /api/, one type each. Their JSON Schemas are made from these types (see api_schema.py).

What stands here is a promise to strangers. A field may be added with a new minor number of VERSION; taking one away, or making it
mean something else, takes a new major one. Nothing here holds the text of an article: who wants it follows the link to the page,
and an edit of its words changes no file but that page.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, field

from wellread.model import ArticleType, Level, Value

VERSION = "1.0"

Address = Annotated[str, Meta(description="An absolute address.", extra_json_schema={"format": "uri"})]
MaybeAddress = Annotated[str, Meta(description='An absolute address, or "" if there is none.')]
Language = Annotated[str, Meta(description="A language tag, as in en or pt-BR.")]
Name = Annotated[str, Meta(description="The id of an entry, unique among entries of its kind.")]


# --- parts ------------------------------------------------------------------------------------------------------------


class PublisherData(Value, frozen=True, kw_only=True):
    """Who answers for what is said. Name the publisher and link to the page when you show it."""

    name: str
    url: Address
    contact: Annotated[str, Meta(description="Where to write to: an address that begins with mailto:, tel: or https:.")]


class PageData(Value, frozen=True, kw_only=True):
    """A page: `url` is for people, `api` the same for programs."""

    kind: Literal["article", "symptom"]
    id: Name
    title: str
    url: Address
    api: Address


class VersionData(Value, frozen=True, kw_only=True):
    """The same entry in another language."""

    lang: Language
    url: Address
    api: Address


class CodeRefData(Value, frozen=True, kw_only=True):
    """A code of a medical classification, and the day on which somebody looked it up."""

    system: Annotated[str, Meta(description="The classification, as in ICD-10-CM.")]
    value: Annotated[str, Meta(description="The code, as the classification writes it.")]
    checked: date
    api: Annotated[
        str, Meta(description='The file with all pages for this code, or "" if the code is too long for a file\'s name.')
    ]


class SignData(Value, frozen=True, kw_only=True):
    """A sign that asks for help. It completes the heading of its level."""

    text: str
    references: Annotated[tuple[int, ...], Meta(description="Numbers of the references that say so.")]


class CareData(Value, frozen=True, kw_only=True):
    """All signs of one level of urgency, and what to do. Never show the signs without the level and the action."""

    level: Level
    heading: str
    action: str
    signs: tuple[SignData, ...]


class MoreSignsData(Value, frozen=True, kw_only=True):
    """Where the signs are that a symptom's page leaves out. Show it wherever the signs are shown."""

    text: str
    pages: tuple[PageData, ...]


class ReferenceData(Value, frozen=True, kw_only=True):
    number: int
    id: Name
    text: Annotated[str, Meta(description="The reference as the page shows it, without links.")]
    title: str
    url: MaybeAddress
    doi: Annotated[str, Meta(description='The DOI without "https://doi.org/", or "".')]
    read: Annotated[str, Meta(description='How much of it the editors read, or "" if they don\'t say.')]


class ReviewerData(Value, frozen=True, kw_only=True):
    name: str
    credentials: str


class ReviewData(Value, frozen=True, kw_only=True):
    """Whether a clinician has checked the page as it is. Show the sentence wherever you show what the page says.

    unreviewed: nobody has. reviewed: somebody has. overdue: somebody had, too long ago. lapsed: it was changed since, or a reviewer
    asks for changes; then nobody is named.
    """

    state: Literal["unreviewed", "reviewed", "overdue", "lapsed"]
    sentence: str
    detail: str
    last_reviewed: date | None
    next_review: date | None
    reviewers: tuple[ReviewerData, ...]


class AuthorData(Value, frozen=True, kw_only=True):
    name: str
    kind: Literal["person", "team"]
    role: str
    credentials: str
    url: MaybeAddress


class TopicRefData(Value, frozen=True, kw_only=True):
    id: Name
    name: str
    url: Address


class SymptomRefData(Value, frozen=True, kw_only=True):
    id: Name
    name: str
    note: Annotated[str, Meta(description='What is special about it here, or "".')]
    url: Address
    api: Address


class ChangeData(Value, frozen=True, kw_only=True):
    """A change of an article: clinical where medical facts changed, editorial where only words did."""

    date: date
    kind: Literal["clinical", "editorial"]
    note: str


# --- files ------------------------------------------------------------------------------------------------------------


class FileData(Value, frozen=True, kw_only=True):
    """What every file begins with."""

    schema: Annotated[str, Meta(description="The JSON Schema of this file.", extra_json_schema={"format": "uri"})] = field(
        name="$schema"
    )
    version: Annotated[str, Meta(description="The version of the API: major.minor.", pattern=r"^\d+\.\d+$")]
    lang: Language


class ArticleData(FileData, frozen=True, kw_only=True, tag_field="state", tag="published"):
    """An article, without its text: the page at `url` has that."""

    id: Name
    url: Address
    api: Address
    title: str
    description: str
    type: ArticleType
    subject: Annotated[str, Meta(description='The illness, symptom or other thing it is about, by its name, or "".')]
    main_message: Annotated[str, Meta(description="What the page says first, as plain text.")]
    audience: tuple[str, ...]
    specialty: Annotated[tuple[str, ...], Meta(description="Branches of medicine, by schema.org's names.")]
    symptoms: tuple[SymptomRefData, ...]
    red_flags: Annotated[tuple[CareData, ...], Meta(description="The most serious level first.")]
    no_red_flags: Annotated[Mapping[Level, str], Meta(description="Why a level has no signs, where the page says so.")]
    review: ReviewData
    published: date
    updated: date
    changes: Annotated[tuple[ChangeData, ...], Meta(description="The newest first.")]
    topics: tuple[TopicRefData, ...]
    codes: tuple[CodeRefData, ...]
    synonyms: tuple[str, ...]
    authors: tuple[AuthorData, ...]
    funding: str
    conflicts: str
    references: tuple[ReferenceData, ...]
    languages: tuple[VersionData, ...]
    notice: Annotated[str, Meta(description="What the site says at the foot of every page. Show it with what you show.")]
    publisher: PublisherData


class WithdrawnData(FileData, frozen=True, kw_only=True, tag_field="state", tag="withdrawn"):
    """An article that was taken back. Stop showing what you have of it."""

    id: Name
    url: Address
    api: Address
    title: str
    message: str
    reason: Annotated[str, Meta(description='Why, in the editors\' words, or "".')]
    instead: Annotated[PageData | None, Meta(description="What to read instead.")]
    publisher: PublisherData


class WithheldData(FileData, frozen=True, kw_only=True, tag_field="state", tag="withheld"):
    """An article that is not shown until its overdue review is done. Stop showing what you have of it until it is published
    again."""

    id: Name
    url: Address
    api: Address
    title: str
    message: str
    publisher: PublisherData


class ArticleItem(Value, frozen=True, kw_only=True):
    """An article in the list. `updated` and `review` say whether what you have of it is still the newest."""

    id: Name
    url: Address
    api: Address
    title: str
    description: str
    type: ArticleType
    review: Literal["unreviewed", "reviewed", "overdue", "lapsed"]
    published: date
    updated: date
    symptoms: Annotated[tuple[str, ...], Meta(description="Ids of symptoms.")]
    topics: Annotated[tuple[str, ...], Meta(description="Ids of topics.")]


class ArticlesData(FileData, frozen=True, kw_only=True):
    """Every published article of a language, by title, and the files of those that were taken back or are withheld."""

    articles: tuple[ArticleItem, ...]
    withdrawn: Annotated[tuple[str, ...], Meta(description="Addresses of the files that say so. Drop what you have of them.")]


class SymptomData(FileData, frozen=True, kw_only=True):
    """A symptom, without its text: the page at `url` has that."""

    id: Name
    url: Address
    api: Address
    name: str
    description: str
    synonyms: tuple[str, ...]
    body_parts: tuple[str, ...]
    codes: tuple[CodeRefData, ...]
    red_flags: Annotated[tuple[CareData, ...], Meta(description="The most serious level first.")]
    more_signs: Annotated[MoreSignsData | None, Meta(description="Where the signs are that the page leaves out, if it does.")]
    articles: tuple[PageData, ...]
    references: tuple[ReferenceData, ...]
    languages: tuple[VersionData, ...]
    notice: Annotated[str, Meta(description="What the site says at the foot of every page. Show it with what you show.")]
    publisher: PublisherData


class SymptomItem(Value, frozen=True, kw_only=True):
    id: Name
    url: Address
    api: Address
    name: str
    description: str
    synonyms: tuple[str, ...]
    body_parts: tuple[str, ...]


class SymptomsData(FileData, frozen=True, kw_only=True):
    """Every symptom of a language, by name."""

    symptoms: tuple[SymptomItem, ...]


class TermItem(Value, frozen=True, kw_only=True):
    """A word of the glossary: `definition` is plain text, `say` how to say it."""

    id: Name
    url: Address
    name: str
    definition: str
    plain: Annotated[str, Meta(description='The plain word for it, or "".')]
    abbreviation: str
    say: str
    synonyms: tuple[str, ...]


class TermsData(FileData, frozen=True, kw_only=True):
    """The glossary of a language, by name."""

    terms: tuple[TermItem, ...]


class LevelData(Value, frozen=True, kw_only=True):
    """A level of urgency: the heading that the signs complete, and what to do."""

    level: Level
    heading: str
    action: str


class RedFlagItem(Value, frozen=True, kw_only=True):
    """A sign, how urgent it is, and every page of this language that shows it."""

    sign: str
    level: Level
    articles: Annotated[tuple[str, ...], Meta(description="Ids of articles.")]
    symptoms: Annotated[tuple[str, ...], Meta(description="Ids of symptoms.")]


class RedFlagsData(FileData, frozen=True, kw_only=True):
    """Every sign that a published page of a language shows: the most serious first, then by the alphabet."""

    levels: tuple[LevelData, ...]
    red_flags: tuple[RedFlagItem, ...]
    notice: Annotated[str, Meta(description="What the site says at the foot of every page. Show it with what you show.")]


class CodeData(FileData, frozen=True, kw_only=True):
    """The pages for a code of a medical classification."""

    system: str
    value: str
    pages: tuple[PageData, ...]


class CodeItem(Value, frozen=True, kw_only=True):
    value: str
    api: MaybeAddress
    pages: tuple[PageData, ...]


class CodeSystemData(Value, frozen=True, kw_only=True):
    system: str
    codes: tuple[CodeItem, ...]


class CodesData(FileData, frozen=True, kw_only=True):
    """Every code that a published page of a language has, by classification."""

    systems: tuple[CodeSystemData, ...]


class FilesData(Value, frozen=True, kw_only=True):
    """Where the files are. In the last three stands {id}, or {system} and {value}, to be put in."""

    articles: Address
    symptoms: Address
    terms: Address
    red_flags: Address
    codes: Address
    article: str
    symptom: str
    code: str


class FeedsData(Value, frozen=True, kw_only=True):
    """What changed last: all changes, and those of medical facts and withdrawals alone, as Atom and as JSON Feed. "" if a language
    has no articles."""

    atom: MaybeAddress
    json: MaybeAddress
    clinical_atom: MaybeAddress
    clinical_json: MaybeAddress


class EditionData(Value, frozen=True, kw_only=True):
    lang: Language
    index: Address


class IndexData(FileData, frozen=True, kw_only=True):
    """Where to begin: what there is, and where."""

    title: str
    description: str
    url: Address
    publisher: PublisherData
    notice: str
    files: FilesData
    feeds: FeedsData
    schemas: Annotated[Mapping[str, str], Meta(description="The JSON Schema of each kind of file.")]
    languages: tuple[EditionData, ...]
