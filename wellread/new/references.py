"""What a person answers about a source → CSL variables; each answer is looked at once it is given."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from pydantic import ValidationError

from wellread.model import Origin, Site, Source
from wellread.problems import SiteError
from wellread.read.csl import COMMONLY_CALLED
from wellread.read.faults import faults_of
from wellread.read.forms import FORMS

Check = Callable[[str, Any], Any]
"""Takes a key and an answer, and returns the answer as it is meant. Raises SiteError if it can't be used."""


class AlreadyThereError(SiteError):
    """The source is in the list already: there is nothing more to ask."""


LIST = "content/sources.yaml"
CROSSREF_TYPES = {
    "book-chapter": "chapter",
    "journal-article": "article-journal",
    "monograph": "book",
    "posted-content": "article",
    "proceedings-article": "paper-conference",
    "reference-book": "book",
    "report-component": "report",
}
"""What Crossref calls a type in an answer to a request for CSL, where CSL has another word."""
INITIALS = re.compile(r"[A-Z]{1,4}|(?:[A-Z]\.[ -]?){1,4}")
VANCOUVER = re.compile(r"(?P<family>\S.*?) (?P<initials>(?!UK|USA?\b|EU)[A-Z]{1,4})")
"""“de Carvalho M”, as PubMed and medical journals write people."""
OF_ORGANISATIONS = re.compile(r"(?:\b(?:and|for|of|the|on|in)\b|&)")
"""Words that are in names of organisations, and in few names of people."""
ONE_BY_ONE = "put a semicolon between two people, as in Carvalho, M. de; Swash, M."
YES, NO = ("y", "yes", "today"), ("n", "no")


def checker(site: Site, today: date) -> Check:
    """Return what looks at each answer about a new source."""

    def check(key: str, value: Any) -> Any:
        text = str(value).strip()
        if key == "accessed":
            return opened_on(text, today)
        if key == "author":
            authors_of([text])
            return value
        if key == "PMID":
            text = pmid_of(text)
        elif key == "DOI":
            text = doi_of(text)
        elif key == "issued":
            _check_order(text)
        elif key == "type":
            text = type_called(text)
        elif key == "read":
            return value
        _check_form({key: text})
        if key in ("DOI", "PMID", "URL"):
            _refuse_known(key, text, site)
        return text

    return check


def pmid_of(text: str) -> str:
    """Return a number of PubMed. Raises SiteError if it is none."""
    if text and not re.fullmatch("[0-9]{1,9}", text):
        raise SiteError(f"--pmid can't be “{text}”; write the number that PubMed shows, as in 28490504")
    return text


def doi_of(text: str) -> str:
    """Return a DOI without the address before it. Raises SiteError if it is none."""
    doi = re.sub(r"^(https?://(dx\.)?doi\.org/|doi:\s*)", "", text, flags=re.IGNORECASE)
    if doi and not re.fullmatch(r"10\.[0-9.]{4,}/\S+", doi):
        raise SiteError(f"--doi can't be “{doi}”; a DOI looks like 10.1000/182")
    return doi


def opened_on(text: str, today: date) -> str:
    """Return the day on which somebody opened the source's address ("" for no day). Raises SiteError for what is no day."""
    if text.lower() in (*YES, *NO):
        return today.isoformat() if text.lower() in YES else ""
    _check_order(text)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise SiteError(f"“{text}” is no day; write y if you opened it today, or the day, as in {today}") from None
    if day > today:
        raise SiteError(f"{day} is in the future; write the day on which you opened it, or n")
    return day.isoformat()


def _check_order(text: str) -> None:
    """Raise SiteError for a date that begins with the day, with the one that is meant if only one can be."""
    found = re.fullmatch(r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]([0-9]{4})", text)
    if not found:
        return
    first, second, year = (int(part) for part in found.groups())
    readings = {
        f"{year}-{month:02}-{day:02}" for day, month in ((first, second), (second, first)) if 1 <= month <= 12 and 1 <= day <= 31
    }
    meant = " or ".join(sorted(readings)) or "2017-03-05"
    raise SiteError(f"“{text}” is no date here: the year comes first; write {meant}")


def _check_form(answer: dict[str, Any]) -> None:
    form = FORMS["source"]
    try:
        form.model_validate({"id": "new", "title": "New", "type": "document"} | answer).made(origin=Origin(path=LIST))
    except ValidationError as error:
        problem = faults_of(error, form, Origin(path=LIST))[0]
        raise SiteError("; ".join(each for each in (problem.message, problem.hint) if each)) from None


def type_called(word: str) -> str:
    """Return what CSL calls a type that people, or other programs, have another word for."""
    return CROSSREF_TYPES.get(word) or COMMONLY_CALLED.get(word, word)


# --- who wrote it -----------------------------------------------------------------------------------------------------


def authors_of(given: Iterable[str]) -> list[dict[str, str]]:
    """Return names as CSL has them: “Carvalho, M. de; Swash, M.” and “de Carvalho M, Swash M” are two people, “World Health
    Organization” is one name. Raises SiteError where it can't be told who is one person."""
    return [name for text in given for name in _people_in(text)]


def _people_in(text: str) -> list[dict[str, str]]:
    if ";" in text:
        return [_one(part.strip()) for part in text.split(";") if part.strip()]
    parts = [part.strip() for part in re.split(r",\s*(?:and|&)\s+|,|\s+(?:and|&)\s+(?=\S+ [A-Z]{1,4}(?:,|\Z))", text)]
    parts = [part for part in parts if part and not re.fullmatch(r"et al\.?", part, re.IGNORECASE)]
    medical = [VANCOUVER.fullmatch(part) for part in parts]
    if len(parts) > 1 and all(medical):
        return [{"family": each["family"], "given": _spaced(each["initials"])} for each in medical if each]
    if len(parts) > 2 and len(parts) % 2 == 0 and all(INITIALS.fullmatch(part) for part in parts[1::2]):
        return [{"family": family, "given": given} for family, given in zip(parts[::2], parts[1::2], strict=True)]
    if text.count(",") > 1 and not OF_ORGANISATIONS.search(text):
        raise SiteError(f"it can't be told who is one person in “{text}”; {ONE_BY_ONE}")
    return [_one(text.strip())]


def _one(name: str) -> dict[str, str]:
    medical = VANCOUVER.fullmatch(name)
    family, comma, rest = (part.strip() for part in name.partition(","))
    if comma and rest and not OF_ORGANISATIONS.search(name):
        return {"family": family, "given": rest}
    if medical and len(medical["initials"]) == 1:  # “Diabetes UK” is no person
        return {"family": medical["family"], "given": _spaced(medical["initials"])}
    return {"literal": name}


def _spaced(initials: str) -> str:
    return " ".join(f"{letter}." for letter in initials)


# --- what is there already --------------------------------------------------------------------------------------------


def _refuse_known(key: str, text: str, site: Site) -> None:
    """Raise AlreadyThereError if a source has this DOI, number in PubMed or address."""
    named = {"DOI": ("DOI", doi_in, text.lower()), "PMID": ("number in PubMed", pmid_in, text)}
    shared, of, wanted = named.get(key, ("address", address_of, plain_address(text)))
    for source in site.sources.values():
        if of(source) == wanted:
            raise AlreadyThereError(
                f"it is there already: [@{source.id}] ({where(source)}), with the same {shared}. Nothing was written."
            )


def doi_in(source: Source) -> str:
    linked = re.match(r"https?://(?:dx\.)?doi\.org/(10\..+)", source.url, re.IGNORECASE)
    return (source.doi or (linked[1] if linked else "")).lower()


def pmid_in(source: Source) -> str:
    linked = re.match(
        r"https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed|pubmed\.gov)/([0-9]+)", source.url
    )
    return str(source.csl.get("PMID") or (linked[1] if linked else ""))


def address_of(source: Source) -> str:
    return plain_address(source.url)


def plain_address(url: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", url).rstrip("/").lower()


def where(source: Source) -> str:
    place = source.origin.at("id")
    return f"{place.path}, line {place.line}" if source.origin.marks else "in the same export"
