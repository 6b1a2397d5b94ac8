"""The stages with a memo around them: each pure function is asked for all that is needed of it at once, and does what is new.

Nothing here decides what is stale: a result is found under the hash of what it was made from, or it is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from wellread.check import Glossary, Text, check_text, index_glossary, vocabulary_of
from wellread.clinical import body_lines, clinical_hash, clinical_lines, write_lines
from wellread.jobs import Workers
from wellread.memo import ALONE, Asked, Memo, digest_of
from wellread.model import (
    Article,
    Entry,
    Key,
    Mark,
    Origin,
    Page,
    Person,
    RuleSetting,
    Settings,
    SharedRedFlag,
    Site,
    Source,
    Symptom,
    Term,
    Topic,
)
from wellread.problems import Problem
from wellread.prose import (
    TermNames,
    compose,
    compose_inline,
    find_wording,
    find_wording_inline,
    link_terms,
    measure_readability,
    term_names,
)
from wellread.read import (
    Halves,
    Readers,
    Reading,
    Scan,
    halve,
    read_front,
    read_red_flags,
    read_settings,
    read_site,
    read_sources,
    read_topics,
    with_body,
)
from wellread.render import format_references, style_problem
from wellread.texts import Clinical, ClinicalLine, Composed, Prose, Wording

ENTRY_TYPES: Mapping[str, type[Entry]] = {"articles": Article, "pages": Page, "people": Person, "symptoms": Symptom, "terms": Term}
Linked = tuple[Prose, tuple[str, ...]]
"""A composed body with its glossary terms linked, and the ids of these terms."""


# --- read -------------------------------------------------------------------------------------------------------------


def read_all(found: Scan, memo: Memo, workers: Workers) -> tuple[Site | None, tuple[Problem, ...]]:
    """Return `read_site(found)`."""

    def remembered(name: str, kind: Any, read: Callable[[str, bytes], Any]) -> Callable[[str, bytes], Any]:
        def recall(path: str, content: bytes) -> Any:
            return memo.map(name, kind, [path], lambda path: (path.encode(), content), lambda path: read(path, content))[0]

        return recall

    settings = remembered("read_settings", Reading[Settings], read_settings)
    known = settings("site.yaml", found.files["site.yaml"]).value if "site.yaml" in found.files else None
    entries = _read_entries(found, known.language if known else "en", memo, workers)
    readers = Readers(
        settings=settings,
        entry=lambda path, *_: entries[path],
        red_flags=remembered("read_red_flags", Reading[tuple[SharedRedFlag, ...]], read_red_flags),
        sources=remembered("read_sources", Reading[tuple[Source, ...]], read_sources),
        topics=remembered("read_topics", Reading[tuple[Topic, ...]], read_topics),
    )
    return read_site(found, readers)


def _read_entries(found: Scan, language: str, memo: Memo, workers: Workers) -> dict[str, Reading[Entry]]:
    """Return what was read of each entry's file. Only the front is remembered: most edits leave it as it is."""
    readings: dict[str, Reading[Entry]] = {}
    for folder, kind in ENTRY_TYPES.items():
        halves: dict[str, Halves] = {}
        for path in found.files:
            if path.startswith(f"content/{folder}/"):
                halved = halve(path, found.files[path], language)
                if isinstance(halved, Halves):
                    halves[path] = halved
                else:
                    readings[path] = halved
        made = recall_fronts(kind, {path: each.front for path, each in halves.items()}, language, memo, workers)
        readings |= {path: with_body(reading, halves[path]) for path, reading in made.items()}
    return readings


def recall_fronts(
    kind: type[Entry], fronts: Mapping[str, str], language: str, memo: Memo, workers: Workers = ALONE
) -> dict[str, Reading[Entry]]:
    """Return `read_front` of each front, by path."""
    made = memo.map(
        "read_front",
        Reading[kind],  # type: ignore[valid-type]
        list(fronts),
        lambda path: (path.encode(), fronts[path].encode(), language.encode()),
        lambda path: read_front(path, fronts[path], language),
        workers=workers,
    )
    return dict(zip(fronts, made, strict=True))


# --- compose and inspect ----------------------------------------------------------------------------------------------

Wordings = dict[str, tuple[Problem, ...]]
"""What rules found in the wording of entries, by the path of the entry, of those in which they found something."""
Named = tuple[str, Entry]
"""An entry with its kind."""


def compose_all(site: Site, found: Scan, memo: Memo, workers: Workers) -> tuple[Composed, Wordings]:
    """Compose every text of the site, with its glossary terms linked where a page mentions them first, and return what the rules
    about wording find in it. Both begin with the same reading of the text, so they are done one after the other."""
    entries = site.entries()
    functions = (_composing(site), _composing_inline(), _inspecting(site, found))
    texts, inline, problems = memo.map_all(functions, entries, workers)
    keys = [(kind, *entry.known_as) for kind, entry in entries]
    written = {text: prose for (_, entry), made in zip(entries, inline, strict=True) for (_, text), prose in _zip(entry, made)}
    composed = Composed(
        bodies={key: prose for key, (prose, _) in zip(keys, texts, strict=True)},
        terms={key: terms for key, (_, terms) in zip(keys, texts, strict=True)},
        inline=written | _compose_actions(site),
        clinical=sign_all(site, memo, workers),
        altered=find_altered(site, memo),
    )
    return composed, {entry.origin.path: each for (_, entry), each in zip(entries, problems, strict=True) if each}


def _composing(site: Site) -> Asked[Named]:
    names = names_of(site)
    digests = {lang: digest_of(each) for lang, each in names.items()}

    def parts(each: Named) -> Iterable[bytes]:
        kind, entry = each
        own = entry.id if kind == "term" else ""
        return entry.body.encode(), str(entry.origin.body_line).encode(), digests[entry.lang], own.encode()

    return Asked("compose_entry", Linked, parts, lambda each: compose_entry(*each, names[each[1].lang]))


def _composing_inline() -> Asked[Named]:
    def parts(each: Named) -> Iterable[bytes]:
        return (digest_of(_inline_marks(each[1])),)

    def make(each: Named) -> list[Prose]:
        return [compose_inline(text, mark) for text, mark in _inline_marks(each[1])]

    return Asked("compose_inline", list[Prose], parts, make)


def _inline_marks(entry: Entry) -> list[tuple[str, Mark]]:
    return [(text, entry.origin.at(field).mark) for field, text in entry.inline_texts()]


def _zip(entry: Entry, made: list[Prose]) -> Iterator[tuple[tuple[str, str], Prose]]:
    return zip(entry.inline_texts(), made, strict=True)


def _compose_actions(site: Site) -> dict[str, Prose]:
    settings = site.settings
    return {
        care.action: compose_inline(care.action, settings.origin.at("care_levels", care.level, "action").mark)
        for care in settings.care_levels
    }


def _inspecting(site: Site, found: Scan) -> Asked[Named]:
    glossaries, rules = glossaries_of(site), site.settings.rules
    shared = digest_of((rules, site.settings.language))
    digests = {lang: digest_of(glossary.terms) for lang, glossary in glossaries.items()}

    def parts(each: Named) -> Iterable[bytes]:
        path, lang = each[1].origin.path, each[1].lang
        return path.encode(), found.files[path], shared, digests.get(lang, b"")

    return Asked("inspect_entry", tuple[Problem, ...], parts, lambda each: inspect_entry(*each, glossaries, rules))


def sign_all(site: Site, memo: Memo, workers: Workers) -> dict[Key, Clinical]:
    """Return the clinical text of each article that has a signed hash to be held against: costs nothing for all others."""
    signed = [article for _, article in sorted(site.articles.items()) if any(review.hash for review in article.reviewers)]

    def parts(each: Article) -> Iterable[bytes]:
        front = (each.title, each.description, each.main_message, each.symptoms, each.no_red_flags, each.compare, each.charts)
        return digest_of((each.lang, front, site.red_flags_of(each))), each.body.encode()

    hashes = memo.map("hash_clinical", tuple[str, str], signed, parts, lambda each: _hash_clinical(each, site), workers)
    found: dict[Key, Clinical] = {}
    for article, (whole, body) in zip(signed, hashes, strict=True):
        is_lapsed = article.sign_off(site.people, whole).lapse == "text-changed"
        found[article.known_as] = Clinical(hash=whole, body=body, lines=clinical_of(article, site) if is_lapsed else ())
    return found


def find_altered(site: Site, memo: Memo) -> frozenset[str]:
    """Return the paths of the signed texts that don't have the hash in their name."""
    kept = sorted(site.signed.items())
    hashes = memo.map("clinical_hash", str, kept, lambda each: (each[1].encode(),), lambda each: clinical_hash(each[1]))
    return frozenset(path for (path, _), found in zip(kept, hashes, strict=True) if not path.endswith(f".{found}.txt"))


def _hash_clinical(article: Article, site: Site) -> tuple[str, str]:
    return clinical_hash(write_lines(clinical_of(article, site))), hash_body(article)


def hash_body(article: Article) -> str:
    """Return the hash of the part of an article's clinical text that stands below its front matter."""
    wording = find_wording(article.body, article.origin.body_line, article.lang)
    return clinical_hash(write_lines(body_lines(article, wording)))


def clinical_of(article: Article, site: Site) -> tuple[ClinicalLine, ...]:
    """Return the clinical text of an article, with the shared red flags of its site."""
    main_message = find_wording_inline(article.main_message, article.origin.at("main_message").mark, article.lang)
    body = find_wording(article.body, article.origin.body_line, article.lang)
    return clinical_lines(article, site.red_flags, main_message, body)


def compose_entry(kind: str, entry: Entry, names: TermNames) -> Linked:
    """Return the body of an entry with the glossary's terms linked, and the ids of these terms."""
    prose = compose(entry.body, entry.origin.body_line)
    linked = link_terms(prose.html, names, skip=(entry.id,) if kind == "term" else ())
    return msgspec.structs.replace(prose, html=linked.html), linked.terms


def names_of(site: Site) -> dict[str, TermNames]:
    """Return the names that the glossary links, for each language of the site."""
    return {lang: term_names(_names_in(site, lang)) for lang in sorted({entry.lang for _, entry in site.entries()})}


def _names_in(site: Site, lang: str) -> Iterator[tuple[str, str]]:
    """Yield (id, name) for every name that the glossary links in a language, in order of the ids."""
    for (spoken, _), term in sorted(site.terms.items()):
        if spoken == lang and term.link:
            yield from ((term.id, name) for name in (term.name, term.abbreviation, *term.synonyms) if name)


Glossaries = dict[str, Glossary]
"""The glossary of each language."""


def glossaries_of(site: Site) -> Glossaries:
    found: dict[str, dict[str, Term]] = {}
    for (lang, name), term in sorted(site.terms.items()):
        found.setdefault(lang, {})[name] = msgspec.structs.replace(term, body="", origin=Origin(path=term.origin.path))
    return {lang: index_glossary(terms) for lang, terms in found.items()}


def has_wording(entry: Entry) -> bool:
    """Say whether readers get to read the entry's text as a text of this site."""
    return not isinstance(entry, Person) and not (isinstance(entry, Article) and entry.status == "withdrawn")


def inspect_entry(kind: str, entry: Entry, glossaries: Glossaries, rules: Mapping[str, RuleSetting]) -> tuple[Problem, ...]:
    """Return what the rules about wording find in an entry, if readers get to read it."""
    return () if not has_wording(entry) else check_text(text_of(kind, entry, glossaries, rules))


def text_of(kind: str, entry: Entry, glossaries: Glossaries, rules: Mapping[str, RuleSetting]) -> Text:
    """Return an entry as rules about wording see it."""
    inline = {
        field: find_wording_inline(text, entry.origin.at(field).mark, entry.lang) for field, text in entry.inline_texts() if text
    }
    body = find_wording(entry.body, entry.origin.body_line, entry.lang)
    wordings = (*inline.values(), body)
    return Text(
        kind=kind,
        entry=entry,
        body=body,
        inline=inline,
        vocabulary=vocabulary_of(wordings),
        readability=measure_readability(Wording(blocks=tuple(block for each in wordings for block in each.blocks))),
        glossary=glossaries.get(entry.lang, Glossary()),
        rules=rules,
    )


# --- references -------------------------------------------------------------------------------------------------------


def format_all(site: Site, memo: Memo) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Return every reference formatted, by id, and a problem if there is no such citation style."""
    settings = site.settings
    sources = tuple(site.sources.values())

    def make(_: None) -> tuple[dict[str, str], tuple[Problem, ...]]:
        problem = style_problem(settings)
        return dict(format_references(sources, settings.citation_style, settings.language)), (problem,) if problem else ()

    asked = digest_of((sources, settings.citation_style, settings.language, settings.origin.at("citation_style")))
    kind = tuple[dict[str, str], tuple[Problem, ...]]
    return memo.map("format_references", kind, [None], lambda _: (asked,), make)[0]
