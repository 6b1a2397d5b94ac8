"""A reference → a record of content/sources.yaml: read from an export, looked up, or asked for; refused if it is there already."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from wellread.model import Origin, Site, Source
from wellread.new.fetch import Services, fetch_doi, fetch_pmid
from wellread.new.layouts import SHOWN, lay_out_record
from wellread.new.questions import QUESTIONS, Ask, answers_to
from wellread.new.references import (
    LIST,
    address_of,
    authors_of,
    checker,
    doi_in,
    doi_of,
    opened_on,
    pmid_in,
    pmid_of,
    type_called,
    where,
)
from wellread.new.registry import append_records
from wellread.new.wish import Wish
from wellread.problems import SiteError
from wellread.read.csl import DATE_PARTS, DATES, NAME_PARTS, NAMES
from wellread.read.decode import Refused, decode
from wellread.read.faults import faults_of
from wellread.read.fields import SOURCE_ID
from wellread.read.forms import FORMS
from wellread.read.names import proper_id
from wellread.read.records import parse_json
from wellread.read.yaml import compose

OTHER_EXPORTS = {".bib": "BibTeX", ".bibtex": "BibTeX", ".ris": "RIS", ".nbib": "PubMed", ".enw": "EndNote", ".rdf": "RDF"}
NOT_OURS = ("abstract", "note", "annote", "id", "citation-key", "source", "categories", "references", "keyword", "custom")
"""What stays behind when a reference is taken over: long texts that are somebody else's, and what only the other program needs."""
TYPABLE = 40
"""How long an id of another program may be to be kept."""
FIRST = (
    "type",
    "title",
    "author",
    "container-title",
    "publisher",
    "issued",
    "volume",
    "issue",
    "page",
    "edition",
    "DOI",
    "PMID",
    "URL",
)


def add_sources(wish: Wish, site: Site, root: Path, today: date, ask: Ask | None, services: Services) -> str:
    """Add to content/sources.yaml what is wished for, and return what to tell. Raises SiteError; then nothing was written."""
    _refuse_mixture(wish)
    found, is_export = _references(wish, site, today, ask, services)
    taken = dict(site.sources)
    added: list[str] = []
    left_out: list[str] = []
    records: list[str] = []
    for variables in found:
        source, tidy = _source(variables, wish.id if len(found) == 1 else "", taken)
        twin = _twin(source, taken.values())
        if twin:
            left_out.append(f"“{source.title}” is there already: [@{twin[0].id}] ({where(twin[0])}), with the same {twin[1]}")
            continue
        namesake = next((each for name, each in taken.items() if name.lower() == source.id.lower()), None)
        if namesake:
            raise SiteError(f"the id “{source.id}” is taken: {where(namesake)}. Choose another one with --id; nothing was written.")
        ours = {key: tidy[key] for key in ("accessed", "custom") if key in tidy}
        tidy = {"id": source.id} | {key: value for key, value in tidy.items() if key not in ours} | ours
        records.append(lay_out_record(tidy, () if is_export and "custom" in tidy else _choices(tidy, is_export=is_export)))
        taken[source.id] = source
        added.append(f"Cite it in a text as [@{source.id}]: {source.title}")
    if not records:
        raise SiteError(f"{'; '.join(left_out)}. Nothing was written.")
    append_records(root / LIST, LIST, records)
    lines = [f"Written: {len(records)} source{'s' if len(records) > 1 else ''} at the end of {LIST}.", *added]
    return "\n".join([*lines, *(f"Left out: {each}." for each in left_out)])


def _refuse_mixture(wish: Wish) -> None:
    options = {question.option for question in QUESTIONS["source"]} | {"--doi", "--pmid"}
    strange = next((each for each in wish.given if each not in options), "--lang" if wish.lang else "")
    if strange:
        raise SiteError(
            f"wellread new source has no option “{strange}”; it has {', '.join(sorted(options | {'--csl', '--fetch', '--id'}))}"
        )
    if wish.csl and (wish.given or wish.fetch):
        strange = next(iter(wish.given), "--fetch")
        raise SiteError(f"--csl takes everything from the file; leave out {strange}")
    if wish.fetch and not ({"--doi", "--pmid"} & set(wish.given)):
        raise SiteError("--fetch needs to know what to look up: add --doi … or --pmid …")


def _choices(tidy: Mapping[str, Any], *, is_export: bool) -> tuple[str, ...]:
    return ("custom",) if is_export else tuple(key for key in SHOWN["source"] if key not in tidy)


# --- where a reference comes from -------------------------------------------------------------------------------------


def _references(wish: Wish, site: Site, today: date, ask: Ask | None, services: Services) -> tuple[list[dict[str, Any]], bool]:
    """Return the references as CSL variables, and whether somebody else wrote them down."""
    if wish.csl:
        return read_export(Path(wish.csl)), True
    doi, pmid = (next(iter(wish.given.get(option, ())), "").strip() for option in ("--doi", "--pmid"))
    doi, pmid = doi_of(doi), pmid_of(pmid)
    opened = opened_on(next(iter(wish.given.get("--accessed", ("n",)))).strip(), today)
    if wish.fetch:
        found = fetch_doi(doi, services) if doi else fetch_pmid(pmid, services)
        found |= {"accessed": opened} if opened else {}
        return [found | ({"DOI": doi} if doi else {}) | ({"PMID": pmid} if pmid else {})], True
    _refuse_known(doi, pmid, site)
    if (doi or pmid) and ask is None and "--title" not in wish.given:
        raise SiteError(
            "nothing is looked up unless you say so: add --fetch, or tell what it is with --title … --type … "
            "(or export it as CSL JSON and add it with --csl FILE)"
        )
    answers = answers_to("source", wish.given, site, ask, checker(site, today))
    if opened and not (answers.get("URL") or pmid):
        raise SiteError("--accessed is the day on which its address was opened; add the address with --url. Nothing was written.")
    read = answers.pop("read", "")
    variables = answers | {key: value for key, value in (("DOI", doi), ("PMID", pmid)) if value}
    if "author" in variables:
        variables["author"] = authors_of(wish.given.get("--author") or [variables["author"]])
    if pmid and "URL" not in variables:
        variables["URL"] = f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"
    return [variables | ({"custom": {"read": read}} if read else {})], False


def _refuse_known(doi: str, pmid: str, site: Site) -> None:
    """Raise SiteError before anybody is asked anything about a source that is there already."""
    for source in site.sources.values():
        same = "DOI" if doi and doi.lower() == doi_in(source) else "number in PubMed" if pmid and pmid == pmid_in(source) else ""
        if same:
            raise SiteError(f"it is there already: [@{source.id}] ({where(source)}), with the same {same}. Nothing was written.")


def read_export(path: Path) -> list[dict[str, Any]]:
    """Return the references in a file of CSL JSON or CSL YAML, as Zotero, Pandoc and others write it. Raises SiteError."""
    instead = "Export the references again as “CSL JSON” (in Zotero: right click, Export Items…, CSL JSON)"
    other = OTHER_EXPORTS.get(path.suffix.lower())
    if other:
        raise SiteError(f"{path} is a {other} file, which can't be read here. {instead}.")
    try:
        text = decode(str(path), path.read_bytes())
        is_json = text.lstrip()[:1] in ("[", "{")
        listed = f"[{text}]" if text.lstrip().startswith("{") else text
        found = (parse_json(listed, str(path)) if is_json else compose(text, str(path))).value
    except OSError as error:
        raise SiteError(f"{path} can't be read: {error.strerror}.") from error
    except Refused as refused:
        problem = refused.problems[0]
        raise SiteError(f"{path}, line {problem.place.line}: {problem.message}. {instead}.") from refused
    if isinstance(found, dict):
        found = found.get("references", [found])
    if isinstance(found, list) and len(found) == 1 and isinstance(found[0], dict):
        found = found[0].get("references", found)
    if not isinstance(found, list) or not found or not all(isinstance(each, dict) for each in found):
        raise SiteError(f"{path} holds no references. {instead}.")
    return [_unmarked(each) for each in found]


def _unmarked(value: Any) -> Any:
    """Return written values as plain texts, lists and dictionaries."""
    if isinstance(value, dict):
        return {str(key): _unmarked(each) for key, each in value.items()}
    return [_unmarked(each) for each in value] if isinstance(value, list) else str(value) if isinstance(value, str) else value


# --- from any CSL to ours ---------------------------------------------------------------------------------------------


def _source(variables: Mapping[str, Any], wished: str, taken: Mapping[str, Source]) -> tuple[Source, dict[str, Any]]:
    """Return the source and its variables as they will be written, with an id that nothing else has. Raises SiteError."""
    tidy = tidied(variables)
    id_ = wished or id_for(variables, tidy, taken)
    form = FORMS["source"]
    nowhere = Origin(path=LIST)
    try:
        return source_of({"id": id_} | tidy, nowhere), tidy
    except ValidationError as error:
        problem = faults_of(error, form, nowhere)[0]
        said = "; ".join(each for each in (problem.message, problem.hint) if each)
        raise SiteError(f"{said} (“{tidy.get('title') or id_}”). Nothing was written.") from None


def source_of(variables: Mapping[str, Any], origin: Origin) -> Source:
    """Return the source that variables make. Raises ValidationError if they make none."""
    made: Source = FORMS["source"].model_validate(_as_read(variables)).made(origin=origin)
    return made


def _as_read(value: Any) -> Any:
    """Return a value as the reader gets it from a file: every number as the text it is typed as."""
    if isinstance(value, dict):
        return {key: _as_read(each) for key, each in value.items()}
    return [_as_read(each) for each in value] if isinstance(value, list) else str(value)


def tidied(variables: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is known here of a reference that another program wrote down, in our order."""
    known = list(dict.fromkeys((*FIRST, *FORMS["source"].keys())))
    made = {key: _value(key, variables[key]) for key in known if key in variables and key not in NOT_OURS}
    if isinstance(variables.get("custom"), dict) and variables["custom"].get("read"):
        made["custom"] = {"read": variables["custom"]["read"]}
    kind = str(made.get("type", "")).strip()
    made["type"] = type_called(kind) or "document"
    return {key: value for key, value in made.items() if value not in (None, "", [], {})}


def _value(key: str, value: Any) -> Any:
    if isinstance(value, list) and value and key not in NAMES and key not in DATES:
        value = value[0]  # Crossref lists titles and ISSNs of which there may be several
    if key in NAMES:
        return [_name(each) for each in value] if isinstance(value, list) else value
    if key in DATES:
        return _date(value)
    if isinstance(value, str | int | float):
        return " ".join(html.unescape(str(value)).split())
    return value


def _name(name: Any) -> Any:
    if not isinstance(name, Mapping):
        return name
    if name.get("name") and not name.get("family"):
        return {"literal": str(name["name"])}
    return {part: str(text) for part, text in name.items() if part in NAME_PARTS and text}


def _date(value: Any) -> Any:
    """Return a date with whole numbers, without what is null in it and without times of day."""
    if not isinstance(value, Mapping):
        text = str(value or "").strip()
        whole = re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text)
        return {"date-parts": [[int(part) for part in text.split("-")]]} if whole else text or None
    made: dict[str, Any] = {key: str(part) for key, part in value.items() if key in DATE_PARTS[1:] and part}
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and all(isinstance(each, list) for each in parts):
        dates = [[int(part) if str(part).isdigit() else str(part) for part in each if part] for each in parts]
        made |= {"date-parts": [each for each in dates if each]} if any(dates) else {}
    return made or None


# --- ids, and what is there already -----------------------------------------------------------------------------------


def id_for(variables: Mapping[str, Any], tidy: Mapping[str, Any], taken: Mapping[str, Source]) -> str:
    """Return the id that the other program gave, if people could type it; otherwise who and when: “carvalho-2017”."""
    given = str(variables.get("citation-key") or variables.get("id") or "")
    lower = {name.lower() for name in taken}
    if re.fullmatch(SOURCE_ID, given) and re.search("[A-Za-z]", given) and len(given) <= TYPABLE and given.lower() not in lower:
        return given
    names = tidy.get("author") or tidy.get("editor") or ()
    first = names[0] if isinstance(names, list) and names and isinstance(names[0], Mapping) else {}
    who = str(
        first.get("family") or first.get("literal") or tidy.get("publisher") or tidy.get("container-title") or tidy.get("title")
    )
    issued = tidy.get("issued")
    text = str(issued.get("date-parts", issued) if isinstance(issued, Mapping) else issued or "")
    year = re.search(r"[12][0-9]{3}", text)
    words = proper_id(who).split("-")
    made = "-".join((*(words if first.get("family") else words[:3]), *((year[0],) if year else ()))) or "source"
    letters = ("", *"bcdefghijklmnopqrstuvwxyz")
    return next((made + letter for letter in letters if made + letter not in lower), f"{made}-{len(taken)}")


def _twin(source: Source, known: Iterable[Source]) -> tuple[Source, str] | None:
    """Return the source that is the same as this one, and what the two share."""
    for other in known:
        if source.doi and source.doi.lower() == doi_in(other):
            return other, "DOI"
        if pmid_in(source) and pmid_in(source) == pmid_in(other):
            return other, "number in PubMed"
        if source.url and address_of(source) == address_of(other):
            return other, "address"
    return None
