"""What was scanned → the Site: every file is read, every problem of every file is told, and ids are unique."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

from msgspec import structs

from wellread.model import Article, BodyKey, Entry, Page, Person, Settings, SharedRedFlag, Site, Source, Symptom, Term, Topic
from wellread.problems import Place, Problem, Related, has_errors, in_order
from wellread.read.decode import Refused, decode
from wellread.read.entries import KINDS, Reading, read_entry, read_red_flags, read_settings, read_sources, read_topics, repeated_id
from wellread.read.names import Name, read_name
from wellread.read.scan import CONTENT, LISTS, REVIEWS, SETTINGS, Scan

E = TypeVar("E", bound=Entry)
MOST_NAMED = 12
"""How many people or topics a hint names at most."""
NOBODY = {"somebody": "nobody yet", "a topic": "no topic yet"}
ReadEntry = Callable[[str, bytes, str], Reading[Entry]]

REGISTRIES = (
    ("red flag", "content/red-flags.yaml", "red_flags"),
    ("source", "content/sources.yaml", "sources"),
    ("source", "content/sources.json", "sources"),
    ("topic", "content/topics.yaml", "topics"),
)
"""The kind of thing that a list holds, its path, and which of the readers reads it."""


class Readers(NamedTuple):
    """What reads one file each. Others may stand in for them that remember: the same arguments always give the same answer."""

    settings: Callable[[str, bytes], Reading[Settings]] = read_settings
    entry: ReadEntry = read_entry
    red_flags: Callable[[str, bytes], Reading[tuple[SharedRedFlag, ...]]] = read_red_flags
    sources: Callable[[str, bytes], Reading[tuple[Source, ...]]] = read_sources
    topics: Callable[[str, bytes], Reading[tuple[Topic, ...]]] = read_topics


READERS = Readers()


def read_site(scan: Scan, readers: Readers = READERS) -> tuple[Site | None, tuple[Problem, ...]]:
    """Return the site and every problem found while reading it; None instead of the site if site.yaml can't be read."""
    settings = readers.settings(SETTINGS, scan.files[SETTINGS]) if SETTINGS in scan.files else Reading(value=None)
    language = settings.value.language if settings.value else "en"
    entries, unread, entry_problems = _read_entries(scan, language, readers.entry)
    registries, unread_registries, registry_problems = _read_registries(scan, readers)
    people = {id_ for keys in (entries, unread) for kind, _, id_ in keys if kind == "person"}
    known = {"somebody": people, "a topic": registries["topic"]}
    entry_problems = [_name_known(each, known) for each in entry_problems]
    signed, signed_problems = _read_signed(scan)
    problems = in_order((*scan.problems, *settings.problems, *entry_problems, *registry_problems, *signed_problems))
    if settings.value is None:
        return None, problems
    site = Site(
        settings=settings.value,
        articles=_of(Article, entries),
        symptoms=_of(Symptom, entries),
        terms=_of(Term, entries),
        people=_of(Person, entries),
        pages=_of(Page, entries),
        topics=registries["topic"],
        sources=registries["source"],
        red_flags=registries["red flag"],
        signed=signed,
        unread=frozenset(unread | unread_registries),
    )
    return site, problems


def _read_entries(scan: Scan, language: str, read_entry: ReadEntry) -> tuple[dict[BodyKey, Entry], set[BodyKey], list[Problem]]:
    """Return the entries, the ones that are there but couldn't be read, and the problems."""
    unread = {key for key, _ in (_known_as(problem.place.path, language) for problem in scan.problems) if key[2]}
    paths = (path for path in scan.files if path != SETTINGS and path.partition("/")[2] not in LISTS and not is_signed(path))
    found = [(path, *_known_as(path, language)) for path in paths]
    entries: dict[BodyKey, Entry] = {}
    problems: list[Problem] = []
    first: dict[BodyKey, str] = {}
    # Files with a proper name come first, so that of Hiccups.md and hiccups.md the former is told to go.
    for path, key, _ in sorted(found, key=lambda each: (bool(each[2].problems), each[0])):
        reading = read_entry(path, scan.files[path], language)
        problems += reading.problems
        if key[2] and key in first:
            problems.append(_two_of_one(key, path, first[key]))
        elif reading.value is not None:
            entries[key] = reading.value
        elif key[2]:
            unread.add(key)
        first.setdefault(key, path)
    return entries, unread - set(entries), problems


def is_signed(path: str) -> bool:
    """Say whether a file keeps a text that a reviewer signed: of an article that readers get, or of one they must not."""
    return path.startswith(f"{CONTENT}/{REVIEWS}/")


def _read_signed(scan: Scan) -> tuple[dict[str, str], list[Problem]]:
    """Return the texts that reviewers signed, by their paths, and what is wrong with the files."""
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for path in filter(is_signed, scan.files):
        try:
            texts[path] = decode(path, scan.files[path])
        except Refused as refused:
            problems += refused.problems
    return texts, problems


def _name_known(problem: Problem, known: Mapping[str, Iterable[str]]) -> Problem:
    """Return a problem about the id of somebody or of a topic with the ids that there are; a file by itself doesn't know them."""
    kind = next((each for each in known if problem.hint.startswith(f"write the id of {each}")), "")
    if problem.code != "id-wrong" or not kind:
        return problem
    ids = sorted(known[kind])
    there = f"{', '.join(ids[:MOST_NAMED])}{', …' if len(ids) > MOST_NAMED else ''}" if ids else NOBODY[kind]
    return structs.replace(problem, hint=f"{problem.hint}; there is: {there}")


def _known_as(path: str, language: str) -> tuple[BodyKey, Name]:
    name = read_name(path, language)
    folder = path.removeprefix(f"{CONTENT}/").partition("/")[0]
    return (KINDS.get(folder, ""), name.lang, name.id), name


def _two_of_one(key: BodyKey, path: str, first: str) -> Problem:
    kind, lang, id = key  # noqa: A001
    message = f"there is another {kind} with the id “{id}” in the same language ({lang})"
    related = (Related(Place(first), "this one"),)
    hint = f"rename one of the two, or move the text of both into {first}"
    return Problem(code="id-repeated", severity="error", message=message, place=Place(path), hint=hint, related=related)


def _read_registries(scan: Scan, readers: Readers) -> tuple[dict[str, dict[str, Any]], set[BodyKey], list[Problem]]:
    """Return the records of the lists by kind and id, the kinds of which not all could be read, and the problems."""
    records: dict[str, dict[str, Any]] = {"red flag": {}, "source": {}, "topic": {}}
    broken = {problem.place.path for problem in scan.problems}
    unread = {(kind, "", "") for kind, path, _ in REGISTRIES if path in broken}
    problems: list[Problem] = []
    for kind, path, name in REGISTRIES:
        if path not in scan.files:
            continue
        reading: Reading[Any] = getattr(readers, name)(path, scan.files[path])
        problems += reading.problems
        if has_errors(reading.problems):
            unread.add((kind, "", ""))
        first = {known.lower(): record for known, record in records[kind].items()}
        for record in reading.value or ():
            if record.id.lower() in first:
                problems.append(repeated_id(record.id, record.origin, first[record.id.lower()].origin))
            else:
                records[kind][record.id] = record
    return {kind: dict(sorted(by_id.items())) for kind, by_id in records.items()}, unread, problems


def _of(kind: type[E], entries: Mapping[BodyKey, Entry]) -> dict[tuple[str, str], E]:
    return {entry.known_as: entry for _, entry in sorted(entries.items(), key=lambda item: item[0]) if isinstance(entry, kind)}
