"""What a source may say about itself: the item types and variables of CSL 1.0.2 (Citation Style Language), as Zotero and Pandoc
export them, and how their dates and names are made uniform. The list is CSL's: https://docs.citationstyles.org/."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from wellread.model import StillCurrent
from wellread.problems import nearest
from wellread.read.fields import day_of, id_of, impossible, shown, text_of, wrong

words = str.split

TYPES = frozenset(
    words("""article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset
    document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation manuscript map
    motion_picture musical_score pamphlet paper-conference patent performance periodical personal_communication post post-weblog
    regulation report review review-book software song speech standard thesis treaty webpage""")
)

NAMES = words("""author chair collection-editor compiler composer container-author contributor curator director editor
    editorial-director editor-translator executive-producer guest host illustrator interviewer narrator organizer original-author
    performer producer recipient reviewed-author script-writer series-creator translator""")

DATES = words("issued accessed available-date event-date original-date submitted")

TEXTS = words("""abstract annote archive archive_collection archive_location archive-place authority call-number chapter-number
    citation-key citation-label citation-number collection-number collection-title container-title container-title-short
    dimensions division edition event event-place event-title first-reference-note-number genre ISBN ISSN issue
    journalAbbreviation jurisdiction keyword language license locator medium note number number-of-pages number-of-volumes
    original-publisher original-publisher-place original-title page page-first part-number part-title PMCID PMID
    printing-number publisher publisher-place references reviewed-genre reviewed-title scale section shortTitle source status
    supplement-number title-short version volume volume-title year-suffix""")

DESCRIPTIONS = {
    "abstract": "the abstract, as the source words it",
    "accessed": "the day somebody opened the source: {date-parts: [[2026, 11, 1]]}, or 2026-11-01",
    "author": "who wrote it, in the source's order: {family, given}, or {literal} for an organisation",
    "container-title": "the journal, book or website it is in",
    "edition": "the edition, for a book or guideline",
    "event-title": "the conference it was given at",
    "genre": "what sort of report or page it is",
    "issue": "the issue of the journal",
    "issued": "when it was published: {date-parts: [[2017, 3]]}, or 2017-03",
    "page": "the pages, as in 12-19",
    "PMCID": "its number in PubMed Central",
    "PMID": "its number in PubMed",
    "publisher": "who published it",
    "volume": "the volume of the journal",
}

COMMONLY_CALLED = {
    "blog": "post-weblog",
    "factsheet": "report",
    "guidance": "report",
    "guideline": "report",
    "journal": "article-journal",
    "leaflet": "pamphlet",
    "news": "article-newspaper",
    "newspaper": "article-newspaper",
    "page": "webpage",
    "paper": "article-journal",
    "site": "webpage",
    "study": "article-journal",
    "trial": "article-journal",
    "video": "motion_picture",
    "web-page": "webpage",
    "web-site": "webpage",
    "website": "webpage",
}
"""What people call a type, and what CSL calls it."""

NAME_PARTS = words("family given literal suffix dropping-particle non-dropping-particle comma-suffix static-ordering parse-names")
DATE_PARTS = words("date-parts season circa literal raw")


def describe(variable: str) -> str:
    """Return what a variable is for, in a few words."""
    return DESCRIPTIONS.get(variable) or f"CSL variable: {variable.replace('-', ' ').replace('_', ' ')}"


def date_of(value: object) -> dict[str, Any]:
    """Return a CSL date with whole numbers in its date-parts; "2017", "2017-03" and "2017-03-05" are welcome too."""
    if not isinstance(value, dict):
        return {"date-parts": [_parts_of(text_of(value, "a date such as 2017-03"))]}
    made: dict[str, Any] = {}
    for key, part in value.items():
        if key not in DATE_PARTS:
            wrong("key-unknown", f"can't hold “{key}”", f"write one of: {', '.join(DATE_PARTS)}", (key,))
        if key != "date-parts":
            made[key] = text_of(part)
            continue
        if not isinstance(part, list) or not 1 <= len(part) <= 2 or not all(isinstance(each, list) for each in part):
            wrong(
                "date-wrong", f"must be a list in a list, not {shown(part)}", "write it as in {date-parts: [[2026, 11, 1]]}", (key,)
            )
        made[key] = [_numbers(each, ("date-parts", n)) for n, each in enumerate(part)]
    raw = re.fullmatch(r"[0-9]{4}(?:-[0-9]{2}){0,2}", made.get("raw", ""))
    if raw and "date-parts" not in made:
        made = {**{key: part for key, part in made.items() if key != "raw"}, "date-parts": [_parts_of(raw[0])]}
    return made or wrong("value-missing", "is empty", "write it as in {date-parts: [[2026, 11, 1]]}")


def _parts_of(text: str) -> list[int]:
    if not re.fullmatch(r"[0-9]{4}(?:-[0-9]{2}){0,2}", text):
        wrong("date-wrong", f"is no date: {shown(text)}", "write 2017, 2017-03 or 2017-03-05")
    return _numbers(text.split("-"), (), shown(text))


def _numbers(parts: list[Any], at: tuple[str | int, ...], seen: str = "") -> list[int]:
    texts = [text_of(part, "a number") for part in parts]
    if not 1 <= len(texts) <= 3 or not all(re.fullmatch(r"[0-9]{1,4}", text) for text in texts):
        wrong("date-wrong", f"is no date: [{', '.join(texts)}]", "write year, month and day as numbers: [2017, 3, 5]", at)
    numbers = [int(text) for text in texts]
    complaint = impossible(*numbers)
    if complaint:
        wrong("date-wrong", f"is no date: {seen or numbers} ({complaint})", "write year, month and day: [2017, 3, 5]", at)
    return numbers


def names_of(value: object) -> list[dict[str, str]]:
    """Return a list of CSL names."""
    if isinstance(value, dict):
        value = [value]
    if not isinstance(value, list) or not value:
        hint = "write [{family: …, given: …}], or [{literal: …}] for an organisation"
        wrong("value-wrong", f"must be a list of names, not {shown(value)}", hint)
    return [_name_of(each, n) for n, each in enumerate(value)]


def _name_of(value: object, at: int) -> dict[str, str]:
    if not isinstance(value, dict) or not value:
        hint = f"write {{literal: {value}}}" if isinstance(value, str) else "write {family: …, given: …}"
        wrong("value-wrong", f"can't hold {shown(value)} as a name", hint, (at,))
    for key in value:
        if key not in NAME_PARTS:
            wrong("key-unknown", f"can't hold “{key}” in a name", f"write one of: {', '.join(NAME_PARTS)}", (at, key))
    if not value.get("family") and not value.get("literal") and not value.get("given"):
        wrong("key-missing", "holds a name without “family” or “literal”", "write {family: …, given: …} or {literal: …}", (at,))
    return {key: text_of(part) for key, part in value.items() if part}


def year_of(issued: dict[str, Any] | None) -> int | None:
    """Return the year of a date that date_of made, or None."""
    parts = (issued or {}).get("date-parts")
    return parts[0][0] if parts else None


def whole_day_of(accessed: dict[str, Any] | None) -> date | None:
    """Return the day of a date that date_of made, or None if the day, or the month, isn't known."""
    parts = (accessed or {}).get("date-parts")
    return date(*parts[0]) if parts and len(parts[0]) == 3 else None


def _type(value: object) -> str:
    text = text_of(value, "a CSL type")
    if text in TYPES:
        return text
    word = re.sub(r"[ _]+", "-", text.lower())
    meant = COMMONLY_CALLED.get(word)
    hint = f"did you mean “{meant}”?" if meant else nearest(word, sorted(TYPES))
    hint = hint or "the most common are webpage, article-journal, report and book"
    return wrong("choice-unknown", f"can't be {shown(value)}", hint)


def _doi(value: object) -> str:
    text = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", text_of(value, "a DOI"), flags=re.IGNORECASE)
    hint = "a DOI looks like 10.1000/182"
    return text if re.fullmatch(r"10\.[0-9.]{4,}/\S+", text) else wrong("value-wrong", f"can't be {shown(value)}", hint)


def _custom(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        wrong("value-wrong", f"must hold keys, not {shown(value)}", "write it as in {read: abstract}")
    if value.get("still_current") is not None:
        _still_current(value["still_current"])
    return {key: _unmarked(each) for key, each in value.items()}


def _still_current(value: object) -> None:
    """Complain unless somebody is named, and a day."""
    hint = "write who judged that, and when: {by: editorial-team, on: 2026-11-02}"
    if not isinstance(value, dict):
        wrong("value-wrong", f"must hold “by” and “on”, not {shown(value)}", hint, ("still_current",))
    for key in value:
        if key not in ("by", "on"):
            wrong("key-unknown", f"can't hold “{key}”", hint, ("still_current", key))
    for key, read in (("by", id_of), ("on", day_of)):
        if key not in value:
            wrong("key-missing", f"has no “{key}”", hint, ("still_current",))
        try:
            read(value[key])
        except PydanticCustomError as fault:
            told = fault.context or {}
            wrong(told["code"], told["message"], told["hint"], ("still_current", key))


def still_current_of(custom: Mapping[str, Any] | None) -> StillCurrent | None:
    """Return who judged that an old source still holds, and when, from what _custom has read."""
    told = (custom or {}).get("still_current")
    return StillCurrent(by=id_of(told["by"]), on=day_of(told["on"])) if told else None


def _unmarked(value: object) -> object:
    """Return written values as plain texts, lists and dictionaries."""
    if isinstance(value, dict):
        return {str(key): _unmarked(each) for key, each in value.items()}
    return [_unmarked(each) for each in value] if isinstance(value, list) else str(value) if isinstance(value, str) else value


CslType = Annotated[str, BeforeValidator(_type), WithJsonSchema({"enum": sorted(TYPES)})]
NAME_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {key: {"type": ["string", "number", "boolean", "null"]} for key in NAME_PARTS},
    "additionalProperties": False,
    "anyOf": [{"required": [part]} for part in ("family", "literal", "given")],
}
NAMES_SCHEMA: dict[str, Any] = {"anyOf": [{"type": "array", "items": NAME_SCHEMA, "minItems": 1}, NAME_SCHEMA]}
PARTS_SCHEMA: dict[str, Any] = {"type": "array", "items": {"type": ["integer", "string"]}, "minItems": 1, "maxItems": 3}
DATE_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": ["string", "integer"], "pattern": "^[12][0-9]{3}(-[0-9]{2}){0,2}$", "minimum": 1000, "maximum": 2999},
        {
            "type": "object",
            "properties": {
                "date-parts": {"type": "array", "items": PARTS_SCHEMA, "minItems": 1, "maxItems": 2},
                **{key: {"type": ["string", "number", "boolean"]} for key in DATE_PARTS[1:]},
            },
            "additionalProperties": False,
            "minProperties": 1,
        },
    ]
}
CslDate = Annotated[dict[str, Any], BeforeValidator(date_of), WithJsonSchema(DATE_SCHEMA)]
CslNames = Annotated[list[dict[str, str]], BeforeValidator(names_of), WithJsonSchema(NAMES_SCHEMA)]
CUSTOM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "read": {"type": "string", "description": "how much of it the editors read"},
        "still_current": {
            "type": "object",
            "description": "who judged that an old source still holds, and when",
            "properties": {
                "by": {"type": "string", "description": "an id from content/people/"},
                "on": {"type": "string", "description": "the day, as in 2026-11-22"},
            },
            "required": ["by", "on"],
            "additionalProperties": False,
        },
    },
}
CslCustom = Annotated[dict[str, Any], BeforeValidator(_custom), WithJsonSchema(CUSTOM_SCHEMA)]
DOI_SCHEMA = {"type": "string", "pattern": r"^(https?://(dx\.)?doi\.org/|doi:\s*|DOI:\s*)?10\.[0-9.]{4,}/\S+$"}
Doi = Annotated[str, BeforeValidator(_doi), WithJsonSchema(DOI_SCHEMA)]
