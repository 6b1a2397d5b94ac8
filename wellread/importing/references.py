"""The sources that a text names → records of content/sources.yaml, each once; its related links → articles, or links below it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from pydantic import ValidationError

from wellread.importing.days import day_in
from wellread.model import Origin, Source
from wellread.new.references import LIST, address_of, doi_in, pmid_in
from wellread.new.sources import id_for, source_of, tidied
from wellread.problems import SiteError

NAMED = ("title", "name", "label", "text", "citation", "description")
BY = ("publisher", "agency", "organization", "organisation", "org", "institution", "site", "author_org")
WHERE = ("url", "URL", "link", "href", "web")
WHEN = ("issued", "date", "year", "published")
SEEN = ("accessed", "retrieved", "access_date", "date_accessed")
FITTING = (*NAMED, *BY, *WHERE, *WHEN, *SEEN, "author", "authors", "doi", "DOI", "pmid", "PMID", "journal", "type", "id")
LINK = re.compile(r"\[([^\[\]]+)\]\((https?://[^\s()]+)\)")
BRACKET = re.compile(r"[\[\]]")
ADDRESS = re.compile(r"https?://[^\s<>\"')\]]+")


class Added(NamedTuple):
    """The ids of sources, and what is to be said of how they were read."""

    ids: tuple[str, ...]
    said: str


class References:
    """Gathers the new sources and topics of all texts that are imported. Lives for one import."""

    def __init__(self, known: Mapping[str, Source]) -> None:
        self.known = dict(known)
        self.new: dict[str, dict[str, Any]] = {}
        self._seen = {mark: source.id for source in known.values() for mark in _marks_of(source)}
        self.topics: dict[str, str] = {}
        """Topics that the site doesn't have yet: the id, and the word for it."""

    def add(self, value: Any) -> Added | None:
        """Return the ids of the sources that a front matter's value names; None if one of them can't be understood."""
        listed = value if isinstance(value, list) else [value]
        found = [_variables(each) for each in listed]
        if not found or any(each is None for each in found):
            return None
        ids: list[str] = []
        added: list[Source] = []
        said: set[str] = set()
        for each in found:
            assert each is not None
            variables, remark = each
            try:
                ids.append(self._id_of(variables, added))
            except (SiteError, ValidationError):
                for source in added:
                    self._forget(source)
                return None
            if remark:
                said.add(remark)
        return Added(tuple(dict.fromkeys(ids)), "; ".join(sorted(said)))

    def _id_of(self, variables: Mapping[str, Any], added: list[Source]) -> str:
        tidy = tidied(variables)
        if "accessed" in variables:
            tidy["accessed"] = variables["accessed"]
        named = id_for(variables, tidy, self.known)
        source = source_of({"id": named} | tidy, Origin(path=LIST))
        twin = next((self._seen[each] for each in _marks_of(source) if each in self._seen), "")
        if twin:
            return twin
        self.known[named] = source
        self.new[named] = {"id": named} | tidy
        self._seen |= dict.fromkeys(_marks_of(source), named)
        added.append(source)
        return named

    def _forget(self, source: Source) -> None:
        del self.known[source.id], self.new[source.id]
        for mark in _marks_of(source):
            del self._seen[mark]


def _marks_of(source: Source) -> tuple[tuple[str, str], ...]:
    """Return what no two sources share: the DOI, the number in PubMed, the address; or else the title."""
    marks = (("DOI", doi_in(source)), ("PMID", pmid_in(source)), ("address", address_of(source) if source.url else ""))
    found = tuple(each for each in marks if each[1])
    return found or (("title", source.title.casefold()),)


def _variables(written: Any) -> tuple[dict[str, Any], str] | None:
    """Return CSL variables for one source as it was written, and a remark; None if it holds something that has no place there."""
    if isinstance(written, str):
        return _from_text(written)
    if not isinstance(written, Mapping):
        return None
    if len(written) == 1 and str(next(iter(written.values()))).startswith("http"):
        ((name, address),) = written.items()
        if name not in FITTING:
            return {"type": "webpage", "title": str(name), "URL": str(address)}, ""
    if any(key not in FITTING or not isinstance(value, str | list | None) for key, value in written.items()):
        return None
    return _from_keys({key: value for key, value in written.items() if value})


def _from_keys(written: Mapping[str, Any]) -> tuple[dict[str, Any], str] | None:
    def first(keys: tuple[str, ...]) -> str:
        return next((" ".join(str(written[key]).split()) for key in keys if isinstance(written.get(key), str)), "")

    title, by, address = first(NAMED), first(BY), first(WHERE)
    more = [key for keys in (NAMED, BY, WHERE) for key in keys if key in written]
    if len(more) > sum(bool(each) for each in (title, by, address)):
        return None  # two keys for one thing: which is meant is for a person to say
    if address and not address.startswith("http"):
        return None
    made: dict[str, Any] = {"title": title or by or urlsplit(address).netloc}
    made |= {"publisher": by} if by and title else {}
    made |= {"URL": address} if address else {}
    made |= {"DOI": first(("doi", "DOI"))} if first(("doi", "DOI")) else {}
    made |= {"PMID": first(("pmid", "PMID"))} if first(("pmid", "PMID")) else {}
    made |= {"container-title": first(("journal",))} if first(("journal",)) else {}
    authors = written.get("authors") or written.get("author")
    if authors:
        names = authors if isinstance(authors, list) else [authors]
        if not all(isinstance(each, str) for each in names):
            return None
        made["author"] = [{"literal": " ".join(each.split())} for each in names]
    for key, names_ in (("issued", WHEN), ("accessed", SEEN)):
        if first(names_):
            day, year = day_in(first(names_)), re.fullmatch(r"[12]\d{3}", first(names_))
            if not day and not year:
                return None
            made[key] = {"date-parts": [[day.year, day.month, day.day] if day else [int(first(names_))]]}
    kind = first(("type",)) or ("article-journal" if "container-title" in made else "webpage" if address else "document")
    given = {"id": first(("id",))} if first(("id",)) else {}
    return given | {"type": kind} | made, "" if title else "the title of some is missing: who published it stands in its place"


def _from_text(written: str) -> tuple[dict[str, Any], str] | None:
    text = " ".join(written.split())
    link, address = LINK.fullmatch(text), ADDRESS.search(text)
    if link:
        return {"type": "webpage", "title": link[1], "URL": link[2]}, ""
    if address and address[0] == text:
        return {
            "type": "webpage",
            "title": urlsplit(text).netloc,
            "URL": text,
        }, "the title of some is missing: the site's name stands in"
    if not text:
        return None
    if address:
        url = address[0].rstrip(".,;")
        title = f"{text[: address.start()]}{text[address.start() + len(url) :]}".strip(" .,;:-–—()")
        return ({"type": "webpage", "title": title, "URL": url}, "") if title else None
    return {"type": "document", "title": text}, "some are one line of text: put author, title and year into their own keys"


# --- related links ----------------------------------------------------------------------------------------------------


class Related(NamedTuple):
    """Articles that a text is related to, each with why; and Markdown for the links that lead elsewhere."""

    related: list[dict[str, str]]
    below: str


def as_related(value: Any, target: Callable[[str], str]) -> Related | None:
    """Return what a front matter's related links lead to; `target` returns the id of an article, or "". None if they can't be
    understood: then they are kept as they are."""
    related: list[dict[str, str]] = []
    below: list[str] = []
    for group in value if isinstance(value, list) else [value]:
        heading, links = _group(group)
        if links is None:
            return None
        lines = []
        for link in links:
            address, title, why = link
            found = target(address)
            if found:
                related.append({"id": found} | ({"why": why} if why else {}))
            elif not title or not heading:
                return None
            else:
                words = BRACKET.sub(r"\\\g<0>", title)
                lines.append(f"- [{words}]({address}){f': {why}' if why else ''}")
        if lines:
            below.append(f"\n\n## {heading}\n\n" + "\n".join(lines) + "\n")
    return Related(related, "".join(below)) if related or below else None


def _group(group: Any) -> tuple[str, list[tuple[str, str, str]] | None]:
    """Return the heading of a group of links, and each link's address, title and description (None: it is something else)."""
    if isinstance(group, Mapping) and isinstance(group.get("links"), list):
        links = [_link(each) for each in group["links"]]
        heading = str(group.get("heading") or group.get("title") or "")
        is_known = set(group) <= {"heading", "title", "links"} and all(links)
        return " ".join(heading.split()), [each for each in links if each] if is_known else None
    link = _link(group)
    return "", [link] if link else None


def _link(written: Any) -> tuple[str, str, str] | None:
    if isinstance(written, str):
        return written.strip(), "", ""
    if not isinstance(written, Mapping) or not set(written) <= {"url", "href", "link", "title", "text", "label", "description"}:
        return None
    address = next((str(written[key]).strip() for key in ("url", "href", "link") if written.get(key)), "")
    title = next((" ".join(str(written[key]).split()) for key in ("title", "text", "label") if written.get(key)), "")
    return (address, title, " ".join(str(written.get("description") or "").split())) if address else None
