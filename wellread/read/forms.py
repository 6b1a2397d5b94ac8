"""What an editor may write: one form for each kind of entry and each record of a list. A field's name is the key, and its
description is shown when the key is missing and in the JSON Schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from pydantic import ConfigDict, Field, create_model, model_validator

from wellread import model
from wellread.read import csl
from wellread.read.chart_forms import ChartForm, unlike_ids
from wellread.read.csl import CslCustom, CslDate, CslNames, CslType, Doi
from wellread.read.fields import (
    ArticleTypeField,
    ChangeKindField,
    Day,
    DecisionField,
    DosageField,
    Id,
    LevelField,
    Line,
    MaybeLine,
    MaybeText,
    MaybeWebAddress,
    Months,
    OldAddress,
    PersonKindField,
    SourceId,
    SpecialtyField,
    StatusField,
    Text,
    TextHash,
    VolatilityField,
    WebAddress,
    YesNo,
    wrong,
)
from wellread.read.form import Form
from wellread.read.site_forms import SettingsForm

Lines = tuple[Line, ...]
Ids = tuple[Id, ...]
SourceIds = tuple[SourceId, ...]


# --- parts of entries -------------------------------------------------------------------------------------------------


class SymptomRefForm(Form):
    noun, makes, short = "a symptom of an article", model.SymptomRef, "id"
    id: Id = Field(description="the symptom's id: the name of its file in content/symptoms/")
    note: MaybeLine = Field("", description="what is special about it here, as in “gets steadily worse”")


class RelatedRefForm(Form):
    noun, makes, short = "a related article", model.RelatedRef, "id"
    id: Id = Field(description="the article's id: the name of its file in content/articles/")
    why: MaybeLine = Field("", description="why somebody who reads this article should care")


NOT_BESIDE_USE: dict[str, Any] = {
    "type": ["null", "array"],
    "maxItems": 0,
    "description": "not beside “use”: content/red-flags.yaml has it",
}


class RedFlagForm(Form):
    """Either a shared red flag (`use`), or one of the article's own (`sign` and `level`)."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"required": ["use"], "properties": {"use": {"not": {"type": "null"}}}},
            "then": {"properties": dict.fromkeys(("sign", "level", "cite"), NOT_BESIDE_USE)},
            "else": {"required": ["sign", "level"]},
        }
    )
    noun, makes, short = "a red flag", model.RedFlag, "sign"
    use: Id | None = Field(None, description="the id of a shared red flag in content/red-flags.yaml")
    sign: Line | None = Field(None, description="what somebody notices; completes “Call now if:”, without a full stop")
    level: LevelField | None = Field(None, description="how urgent it is: emergency, urgent or soon")
    cite: SourceIds = Field((), description="ids of the sources that say so")

    @model_validator(mode="before")
    @classmethod
    def _soon(cls, written: object) -> object:
        return {"sign": written, "level": "soon"} if isinstance(written, str) else written

    @model_validator(mode="after")
    def _one_or_the_other(self) -> RedFlagForm:
        if self.use is None and self.sign is None:
            wrong("key-missing", "has no “sign”", "add “sign: …” and “level: …”, or “use: …” for a shared one")
        if self.sign is not None and self.level is None:
            wrong("key-missing", "has no “level”", "add “level: emergency”, “level: urgent” or “level: soon”")
        if self.use is not None:
            for key in ("sign", "level", "cite"):
                if getattr(self, key):
                    hint = f"remove “{key}”, or remove “use” and write the sign out"
                    wrong("key-unknown", f"can't hold “{key}” beside “use”: content/red-flags.yaml has it", hint, (key,))
        return self

    def made(self, **_: Any) -> model.RedFlag | model.RedFlagUse:
        if self.use is not None:
            return model.RedFlagUse(use=self.use)
        assert self.sign is not None
        assert self.level is not None
        return model.RedFlag(sign=self.sign, level=self.level, cite=self.cite)


class NoRedFlagsForm(Form):
    noun = "no_red_flags"
    emergency: Line | None = Field(None, description="why no sign on this page is an emergency")
    urgent: Line | None = Field(None, description="why no sign on this page is urgent")
    soon: Line | None = Field(None, description="why no sign on this page needs a visit soon")

    def made(self, **_: Any) -> dict[str, str]:
        return {level: why for level, why in self if why}


class CompareRowForm(Form):
    noun, makes = "a row", model.CompareRow
    feature: Line = Field(description="what is compared in this row")
    cells: Lines = Field(description="one text for each column")
    cite: SourceIds = Field((), description="ids of the sources that say so")


class CompareForm(Form):
    noun, makes = "a comparison", model.Compare
    caption: Line = Field(description="what the table shows")
    columns: Lines = Field(description="the things compared", json_schema_extra={"minItems": 1})
    rows: tuple[CompareRowForm, ...] = Field(description="the rows: {feature, cells, cite}", json_schema_extra={"minItems": 1})

    @model_validator(mode="after")
    def _fits(self) -> CompareForm:
        for key in ("columns", "rows"):
            if not getattr(self, key):
                wrong("value-missing", "is empty", "write what is compared, or leave “compare” out", (key,))
        for number, row in enumerate(self.rows):
            if len(row.cells) != len(self.columns):
                message = f"has {_count(len(row.cells), 'cell')} and the table has {_count(len(self.columns), 'column')}"
                hint = "write one cell for each column"
                if len(row.cells) > len(self.columns):
                    hint += (
                        '; a comma begins a new cell, so put a text that holds one in straight quotes: ["weak, then stiff", normal]'
                    )
                wrong("value-wrong", message, hint, ("rows", number, "cells"))
        return self


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


class CodeForm(Form):
    noun, makes = "a code", model.Code
    system: Line = Field(description="the classification, as in ICD-10-CM")
    value: Line = Field(description="the code, as in R06.6")
    checked: Day = Field(description="the day somebody looked the code up")


class ReviewForm(Form):
    noun, makes = "a review", model.Review
    person: Id = Field(description="the id of the reviewer: the name of a file in content/people/")
    role: Line = Field(description="as what the person reviewed, as in “clinical reviewer”")
    date: Day = Field(description="the day of the review")
    decision: DecisionField = Field(description="approved or changes-requested")
    hash: TextHash = Field("", description="the hash of the text that was read; wellread review writes it")
    note: MaybeLine = Field("", description="what the reviewer has to say to the editors; readers don't see it")


class ChangeForm(Form):
    noun, makes = "a change", model.Change
    date: Day = Field(description="the day of the change")
    kind: ChangeKindField = Field(description="clinical or editorial")
    note: Line = Field(description="what changed, for readers")


class WithdrawalForm(Form):
    noun, makes = "withdrawn", model.Withdrawal
    reason: MaybeLine = Field("", description="why it was taken back, in a sentence for readers")
    instead: Id | None = Field(None, description="the id of the article to read instead")

    def made(self, **_: Any) -> model.Withdrawal:
        return model.Withdrawal(reason=self.reason, instead=self.instead or "")


class WaiverForm(Form):
    noun, makes = "a waiver", model.Waiver
    rule: Id = Field(description="the code of the rule, as in sentence-long")
    reason: Line = Field(description="why the rule doesn't apply here")
    by: Id = Field(description="who decided: an id from content/people/")
    until: Day = Field(description="the day the waiver ends")


# --- entries ----------------------------------------------------------------------------------------------------------


class ArticleForm(Form):
    noun, makes = "an article", model.Article
    elsewhere: ClassVar[Mapping[str, str]] = {
        "draft": "status: draft",
        "date": "published",
        "lastmod": "updated",
        "summary": "main_message",
        "tags": "topics",
        "categories": "topics",
        "keywords": "synonyms",
        "author": "authors",
        "reviewer": "reviewers",
        "references": "sources",
        "aliases": "redirect_from",
    }
    title: Line = Field(description="the heading of the page, at most 65 characters")
    subject: MaybeLine = Field("", description="the illness, symptom or other thing it is about, by its name, for search engines")
    description: Line = Field(description="what search results and cards show: 50 to 160 characters")
    type: ArticleTypeField = Field(description="symptom, condition, compare, treatment or guide")
    status: StatusField = Field(description="draft, in-review, approved or withdrawn")
    main_message: Text = Field(description="one to three sentences that come first; may hold citations")
    symptoms: tuple[SymptomRefForm, ...] = Field((), description="ids of symptoms, or {id, note}")
    red_flags: tuple[RedFlagForm, ...] = Field((), description="signs that ask for help: {use}, {sign, level, cite}, or a text")
    no_red_flags: NoRedFlagsForm | None = Field(None, description="why there is no sign of a level: {emergency: …}")
    compare: CompareForm | None = Field(None, description="a table that compares: {caption, columns, rows}")
    charts: tuple[ChartForm, ...] = Field((), description="numbers as pictures: {id, title, kind, rows}")
    related: tuple[RelatedRefForm, ...] = Field((), description="articles on the same subject: ids, or {id, why}")
    also: Ids = Field((), description="articles on other subjects: ids")
    topics: Ids = Field((), description="ids from content/topics.yaml")
    audience: Lines = Field((), description="who it is for, as in [patient, carer]")
    specialty: tuple[SpecialtyField, ...] = Field((), description="branches of medicine for search engines, as in [Neurologic]")
    synonyms: Lines = Field((), description="other names of the subject, for search and the A to Z")
    search_words: Lines = Field((), description="words that people type, misspellings too; for search, never shown")
    codes: tuple[CodeForm, ...] = Field((), description="codes of classifications: {system, value, checked}")
    authors: Ids = Field(description="who wrote it: ids from content/people/")
    reviewers: tuple[ReviewForm, ...] = Field((), description="who reviewed it: {person, role, date, decision, hash}")
    published: Day = Field(description="the day it was first published, as in 2026-11-22")
    updated: Day | None = Field(None, description="the day it was last changed; left out: the same as published")
    last_reviewed: Day | None = Field(None, description="the day it was last reviewed; left out: nobody has reviewed it yet")
    review_months: Months | None = Field(
        None,
        description="months from one review to the next, 1 to 60; left out: 24, or 12 where volatility is high, 36 where it is low",
    )
    volatility: VolatilityField = Field("normal", description="how fast the subject changes: low, normal or high")
    dosage: DosageField = Field(
        "none", description="approved: a pharmacist or doctor has checked each dose, and the article is approved; otherwise none"
    )
    sources: SourceIds = Field((), description="ids of sources that the page as a whole relies on")
    funding: Line = Field(description="who paid for it, or none")
    conflicts: Line = Field(description="the authors' conflicts of interest, or none")
    changes: tuple[ChangeForm, ...] = Field((), description="what changed, and when: {date, kind, note}")
    redirect_from: tuple[OldAddress, ...] = Field((), description="addresses the page used to have, as in /old-address/")
    withdrawn: WithdrawalForm | None = Field(None, description="what the notice says once status is withdrawn: {reason, instead}")
    waive: tuple[WaiverForm, ...] = Field((), description="rules that don't apply here: {rule, reason, by, until}")

    @model_validator(mode="after")
    def _unlike(self) -> ArticleForm:
        unlike_ids(self.charts)
        return self

    def made(self, **more: Any) -> Any:
        reasons = self.no_red_flags.made() if self.no_red_flags else {}
        months = self.review_months or model.REVIEW_MONTHS[self.volatility]
        return super().made(updated=self.updated or self.published, no_red_flags=reasons, review_months=months, **more)


class SymptomForm(Form):
    noun, makes = "a symptom", model.Symptom
    elsewhere: ClassVar[Mapping[str, str]] = {"title": "name", "sources": "cite"}
    name: Line = Field(description="what people call it")
    description: Line = Field(description="what search results and cards show: 50 to 160 characters")
    synonyms: Lines = Field((), description="other names people use")
    search_words: Lines = Field((), description="words that people type, misspellings too; for search, never shown")
    body_parts: Lines = Field((), description="where it is felt, as in [arms, legs]")
    terms: Ids = Field((), description="glossary terms that belong to it: ids from content/terms/")
    codes: tuple[CodeForm, ...] = Field((), description="codes of classifications: {system, value, checked}")
    cite: SourceIds = Field((), description="ids of sources")


class TermForm(Form):
    noun, makes = "a glossary term", model.Term
    elsewhere: ClassVar[Mapping[str, str]] = {"title": "name", "term": "name", "description": "definition", "sources": "cite"}
    name: Line = Field(description="the term, as it is written in a sentence")
    definition: Text = Field(description="one or two plain sentences; may hold citations")
    plain: MaybeLine = Field("", description="the plain word for it")
    synonyms: Lines = Field((), description="other spellings and names, plural forms too; all are linked")
    search_words: Lines = Field((), description="words that people type, misspellings too; for search, never shown")
    abbreviation: MaybeLine = Field("", description="its abbreviation")
    say: MaybeLine = Field("", description="how to say it, as in DY-uh-fram")
    cite: SourceIds = Field((), description="ids of sources")
    link: YesNo = Field(True, description="false: the word is never linked by itself")


class PersonForm(Form):
    noun, makes = "a person", model.Person
    elsewhere: ClassVar[Mapping[str, str]] = {"title": "role", "link": "url", "website": "url"}
    name: Line = Field(description="the name of the person or team")
    kind: PersonKindField = Field(description="person or team")
    role: Line = Field(description="what they do for this site")
    credentials: MaybeLine = Field("", description="professional qualifications, as they are registered")
    url: MaybeWebAddress = Field("", description="a web page about them")


class PageForm(Form):
    noun, makes = "a page", model.Page
    elsewhere: ClassVar[Mapping[str, str]] = {
        "date": "updated",
        "lastmod": "updated",
        "summary": "description",
        "aliases": "redirect_from",
    }
    title: Line = Field(description="the heading of the page")
    description: Line = Field(description="what search results show: 50 to 160 characters")
    updated: Day = Field(description="the day it was last changed, as in 2026-11-22")
    redirect_from: tuple[OldAddress, ...] = Field((), description="addresses the page used to have, as in /old-address/")


# --- records of the lists in content/ ---------------------------------------------------------------------------------


class TopicForm(Form):
    noun, makes = "a topic", model.Topic
    elsewhere: ClassVar[Mapping[str, str]] = {"title": "name"}
    id: Id = Field(description="small letters, digits and hyphens; stands in the address")
    name: Line = Field(description="what readers call it")
    description: Line = Field(description="what belongs to it, in a sentence")


class SharedRedFlagForm(Form):
    noun, makes = "a shared red flag", model.SharedRedFlag
    id: Id = Field(description="what articles write after “use:”")
    sign: Line = Field(description="what somebody notices; completes “Call now if:”, without a full stop")
    level: LevelField = Field(description="how urgent it is: emergency, urgent or soon")
    cite: SourceIds = Field((), description="ids of the sources that say so")

    def made(self, **more: Any) -> model.SharedRedFlag:
        return model.SharedRedFlag(id=self.id, flag=model.RedFlag(sign=self.sign, level=self.level, cite=self.cite), **more)


class CslForm(Form):
    """A source: what every one has; SourceForm adds CSL's other variables."""

    noun, makes = "a source", model.Source
    elsewhere: ClassVar[Mapping[str, str]] = {
        "url": "URL",
        "doi": "DOI",
        "authors": "author",
        "journal": "container-title",
        "year": "issued",
        "date": "issued",
        "published": "issued",
        "pages": "page",
        "urldate": "accessed",
    }
    id: SourceId = Field(description="what texts write after “@”")
    type: CslType = Field(description="what it is: webpage, article-journal, report, book …")
    title: Line = Field(description="its title")
    URL: WebAddress | None = Field(None, description="its address on the web")
    DOI: Doi | None = Field(None, description="its DOI, as in 10.1000/182")
    custom: CslCustom | None = Field(None, description="notes of our own, such as how much of it was read: {read: abstract}")
    categories: Lines | None = Field(None, description="Zotero's categories")

    @model_validator(mode="before")
    @classmethod
    def _citation_key(cls, written: object) -> object:
        """Zotero's own ids are web addresses; its citation key is what people cite."""
        if isinstance(written, dict) and written.get("citation-key") and "/" in str(written.get("id") or ""):
            return written | {"id": written["citation-key"]}
        return written

    def made(self, **more: Any) -> model.Source:
        variables = self.model_dump(by_alias=True, exclude_none=True)
        return model.Source(
            id=self.id,
            csl=variables,
            title=self.title,
            year=csl.year_of(variables.get("issued")),
            accessed=csl.whole_day_of(variables.get("accessed")),
            url=self.URL or "",
            doi=self.DOI or "",
            read=str((self.custom or {}).get("read", "")),
            still_current=csl.still_current_of(self.custom),
            **more,
        )


def _variables(names: Iterable[str], kind: object) -> dict[str, Any]:
    return {name.replace("-", "_"): (kind, Field(None, alias=name, description=csl.describe(name))) for name in names}


SourceForm: type[CslForm] = create_model(
    "SourceForm",
    __base__=CslForm,
    **_variables(csl.NAMES, CslNames | None),
    **_variables(csl.DATES, CslDate | None),
    **_variables(csl.TEXTS, MaybeText | None),
)


FORMS: Mapping[str, type[Form]] = {
    "article": ArticleForm,
    "symptom": SymptomForm,
    "term": TermForm,
    "person": PersonForm,
    "page": PageForm,
    "topic": TopicForm,
    "source": SourceForm,
    "red-flag": SharedRedFlagForm,
    "site": SettingsForm,
}
"""The forms by what they describe, for `wellread schema`."""
