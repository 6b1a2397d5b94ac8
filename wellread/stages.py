"""The stages with a memo around them: each pure function is asked for all that is needed of it at once, and does what is new.

Nothing here decides what is stale: a result is found under the hash of what it was made from, or it is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from struct import Struct
from typing import Any

import msgspec

from wellread.check import Glossary, Searcher, Text, check_text, index_glossary, loads, vocabulary_of
from wellread.clinical import body_lines, clinical_hash, clinical_lines, write_lines
from wellread.jobs import Workers
from wellread.memo import Memo, digest_of
from wellread.model import (
    Article,
    Entry,
    Key,
    Origin,
    Output,
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
    Value,
)
from wellread.problems import Problem, nearest
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
from wellread.read import Readers, Reading, Scan, read_entry, read_red_flags, read_settings, read_site, read_sources, read_topics
from wellread.render import Plan, PlannedPage, Renderer, TemplateFault, fault_problems, format_references, style_problem
from wellread.scanning import Sightings, look_at_assets, note
from wellread.texts import Clinical, ClinicalLine, Composed, Prose, Wording
from wellread.write import file_hash

ENTRY_TYPES: Mapping[str, type[Entry]] = {"articles": Article, "pages": Page, "people": Person, "symptoms": Symptom, "terms": Term}
Parts = tuple[bytes, bytes, bytes, bytes]
"""What a page is made from: the hashes of all templates and of what all pages show, its template's name, the hash of its view."""
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
    readings: dict[str, Reading[Entry]] = {}
    for folder, kind in ENTRY_TYPES.items():
        paths = [path for path in found.files if path.startswith(f"content/{folder}/")]
        made = memo.map(
            "read_entry",
            Reading[kind],  # type: ignore[valid-type]
            paths,
            lambda path: (path.encode(), found.files[path], language.encode()),
            lambda path: read_entry(path, found.files[path], language),
            workers=workers,
        )
        readings.update(zip(paths, made, strict=True))
    return readings


# --- compose ----------------------------------------------------------------------------------------------------------


def compose_all(site: Site, memo: Memo, workers: Workers) -> Composed:
    """Compose every text of the site, with its glossary terms linked where a page mentions them first."""
    names = names_of(site)
    digests = {lang: digest_of(each) for lang, each in names.items()}

    def compose_asked(asked: tuple[str, Entry]) -> Linked:
        kind, entry = asked
        return compose_entry(kind, entry, names[entry.lang])

    def parts(asked: tuple[str, Entry]) -> Iterable[bytes]:
        kind, entry = asked
        own = entry.id if kind == "term" else ""
        return entry.body.encode(), str(entry.origin.body_line).encode(), digests[entry.lang], own.encode()

    entries = site.entries()
    texts = memo.map("compose_entry", Linked, entries, parts, compose_asked, workers=workers)
    keys = [(kind, *entry.known_as) for kind, entry in entries]
    return Composed(
        bodies={key: prose for key, (prose, _) in zip(keys, texts, strict=True)},
        terms={key: terms for key, (_, terms) in zip(keys, texts, strict=True)},
        inline=_compose_inline(site, memo, workers),
        clinical=sign_all(site, memo, workers),
        altered=find_altered(site, memo),
    )


def sign_all(site: Site, memo: Memo, workers: Workers) -> dict[Key, Clinical]:
    """Return the clinical text of each article that has a signed hash to be held against: costs nothing for all others."""
    signed = [article for _, article in sorted(site.articles.items()) if any(review.hash for review in article.reviewers)]

    def parts(each: Article) -> Iterable[bytes]:
        front = (each.title, each.description, each.main_message, each.symptoms, each.no_red_flags, each.compare)
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


def _compose_inline(site: Site, memo: Memo, workers: Workers) -> dict[str, Prose]:
    written = {text: entry.origin.at(field).mark for _, entry in site.entries() for field, text in entry.inline_texts()}
    written |= {
        care.action: site.settings.origin.at("care_levels", care.level, "action").mark for care in site.settings.care_levels
    }
    texts = list(written.items())
    made = memo.map(
        "compose_inline",
        Prose,
        texts,
        lambda each: (each[0].encode(), repr(each[1]).encode()),
        lambda each: compose_inline(*each),
        workers=workers,
    )
    return dict(zip(written, made, strict=True))


def _names_in(site: Site, lang: str) -> Iterator[tuple[str, str]]:
    """Yield (id, name) for every name that the glossary links in a language, in order of the ids."""
    for (spoken, _), term in sorted(site.terms.items()):
        if spoken == lang and term.link:
            yield from ((term.id, name) for name in (term.name, term.abbreviation, *term.synonyms) if name)


# --- inspect ----------------------------------------------------------------------------------------------------------

Glossaries = dict[str, Glossary]
"""The glossary of each language."""


def glossaries_of(site: Site) -> Glossaries:
    found: dict[str, dict[str, Term]] = {}
    for (lang, name), term in sorted(site.terms.items()):
        found.setdefault(lang, {})[name] = msgspec.structs.replace(term, body="", origin=Origin(path=term.origin.path))
    return {lang: index_glossary(terms) for lang, terms in found.items()}


def inspect_all(site: Site, found: Scan, memo: Memo, workers: Workers) -> dict[str, tuple[Problem, ...]]:
    """Return what the rules about wording find, by the path of the entry, of those in which they find something."""
    glossaries, rules = glossaries_of(site), site.settings.rules
    shared = digest_of((rules, site.settings.language))
    digests = {lang: digest_of(glossary.terms) for lang, glossary in glossaries.items()}
    asked = [(kind, entry) for kind, entry in site.entries() if has_wording(entry)]

    def parts(each: tuple[str, Entry]) -> Iterable[bytes]:
        path, lang = each[1].origin.path, each[1].lang
        return path.encode(), found.files[path], shared, digests.get(lang, b"")

    def inspect(each: tuple[str, Entry]) -> tuple[Problem, ...]:
        return inspect_entry(*each, glossaries, rules)

    made = memo.map("inspect_entry", tuple[Problem, ...], asked, parts, inspect, workers=workers)
    return {entry.origin.path: problems for (_, entry), problems in zip(asked, made, strict=True) if problems}


def has_wording(entry: Entry) -> bool:
    """Say whether readers get to read the entry's text as a text of this site."""
    return not isinstance(entry, Person) and not (isinstance(entry, Article) and entry.status == "withdrawn")


def inspect_entry(kind: str, entry: Entry, glossaries: Glossaries, rules: Mapping[str, RuleSetting]) -> tuple[Problem, ...]:
    """Return what the rules about wording find in an entry."""
    return check_text(text_of(kind, entry, glossaries, rules))


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


# --- render -----------------------------------------------------------------------------------------------------------


class Rendered(Value, frozen=True, kw_only=True):
    """Pages by path: the hash of each, and the bytes of those that had to be made. `problems` are what is wrong with templates,
    `seen` is what was looked for in them, `why` is why the page that was asked about was made, or wasn't."""

    hashes: dict[str, str]
    made: tuple[Output, ...]
    problems: tuple[Problem, ...]
    seen: Sightings
    why: str = ""


class Look(Value, frozen=True, kw_only=True, array_like=True):
    """What is remembered of a page: its hash, what it loads from elsewhere, and which phrases of those `sought` stand in it."""

    hash: str
    loads: tuple[str, ...]
    sought: bytes
    leaks: tuple[str, ...]


def render_all(plan: Plan, memo: Memo, workers: Workers, searcher: Searcher, explain: str = "") -> Rendered:
    """Make every page that is new. A page that was made before is known by its hash alone: its bytes are where it was published.

    `searcher` looks for what may stand nowhere: when it has something else to look for, a page that could hold it is made again.
    `explain` is the path of a page that somebody asks about.
    """
    templates = digest_of(plan.templates)
    chromes = {lang: digest_of(chrome) for lang, chrome in plan.chromes.items()}
    parts = {page.path: (templates, chromes[page.lang], page.template.encode(), digest_of(page.view)) for page in plan.pages}
    keys = [memo.key("render", *parts[page.path], searcher.origin.encode()) for page in plan.pages]
    known = _known_looks(plan, keys, memo, searcher)
    unknown = [page for page in plan.pages if page.path not in known]
    made, problems, looks = _make_pages(plan, unknown, workers, searcher)
    for page, key in zip(plan.pages, keys, strict=True):
        if page.path in looks:
            memo.put(key, looks[page.path])
    looks |= known
    hashes = {path: look.hash for path, look in looks.items()}
    seen = look_at_assets(plan, searcher)
    for path, look in looks.items():
        note(seen.leaks, look.leaks, path)
        note(seen.loads, look.loads, path)
    assets = {each.path: file_hash(each.content) for each in plan.assets}
    why = _explain(explain, parts, memo, is_known=explain in known) if explain else ""
    memo.put(memo.key("parts of the last pages"), parts)
    return Rendered(hashes=assets | hashes, made=(*plan.assets, *made), problems=problems, seen=seen, why=why)


def _known_looks(plan: Plan, keys: list[bytes], memo: Memo, searcher: Searcher) -> dict[str, Look]:
    """Return what is known of the pages that were made before. What is newly sought can only be in a page if its words are in the
    templates, in what all pages show, or in what the page is made of."""
    looks = msgspec.msgpack.Decoder(Look)
    sought = digest_of(searcher.sought)
    shared = msgspec.msgpack.encode((plan.templates, plan.chromes))
    found: dict[str, Look] = {}
    for page, key in zip(plan.pages, keys, strict=True):
        value = memo.recall(key)
        if value is None:
            continue
        look = looks.decode(value)
        if look.sought != sought:
            if searcher.sought and searcher.possible(shared, msgspec.msgpack.encode(page.view)):
                continue
            look = Look(hash=look.hash, loads=look.loads, sought=sought, leaks=())
            memo.put(key, look)
        found[page.path] = look
    return found


def _explain(path: str, parts: Mapping[str, Parts], memo: Memo, *, is_known: bool) -> str:
    """Return why a page was made, or wasn't: what is different from the last build that came this far."""
    if path not in parts:
        near = nearest(path, parts)
        return f"no page is written to {path}" + (f"; {near}" if near else "")
    if is_known:
        return "was made before from the same templates, menus and content, so it was not made again"
    before = memo.get(memo.key("parts of the last pages"), dict[str, Parts]) or {}
    if path not in before:
        return "is new"
    names = ("a file in templates/", "what all pages show (menus, titles, stylesheet)", "its template", "what it shows")
    changed = [name for name, old, new in zip(names, before[path], parts[path], strict=True) if old != new]
    return (
        f"was made again, because of a change of {' and of '.join(changed)}" if changed else "was made again: it was not remembered"
    )


def render_pages(plan: Plan, pages: list[PlannedPage], workers: Workers) -> tuple[tuple[Output, ...], tuple[Problem, ...]]:
    """Fill in the templates of these pages. A page whose template fails is left out, and there is a problem for it."""
    outputs, problems, _ = _make_pages(plan, pages, workers, None)
    return outputs, problems


def _make_pages(
    plan: Plan, pages: list[PlannedPage], workers: Workers, searcher: Searcher | None
) -> tuple[tuple[Output, ...], tuple[Problem, ...], dict[str, Look]]:
    """Return the pages, what is wrong with templates, and what was seen on each page if it was looked at."""
    fill = partial(_fill, Renderer(plan.templates, plan.chromes), workers.watch.clock, searcher)
    sought = digest_of(searcher.sought) if searcher else b""
    outputs: list[Output] = []
    faults: list[tuple[PlannedPage, Problem]] = []
    looks: dict[str, Look] = {}
    for page, filled in zip(pages, workers.run(fill, pages), strict=True):
        seconds, is_fine, length = FILLED.unpack(filled[: FILLED.size])
        seen, content = filled[FILLED.size : FILLED.size + length], filled[FILLED.size + length :]
        workers.watch.pages.append((seconds, page.template, page.path))
        if not is_fine:
            faults.append((page, msgspec.msgpack.decode(content, type=Problem)))
            continue
        outputs.append(Output(path=page.path, content=content, kind=page.kind))
        loaded, leaks = msgspec.msgpack.decode(seen, type=tuple[tuple[str, ...], tuple[str, ...]]) if seen else ((), ())
        looks[page.path] = Look(hash=file_hash(content), loads=loaded, sought=sought, leaks=leaks)
    return tuple(outputs), fault_problems(faults), looks


FILLED = Struct("d?I")
"""What stands before a page on its way between processes: the seconds that it took, whether it is a page or a problem, and how long
the note is that comes first, of what was seen on it."""


def _fill(renderer: Renderer, clock: Callable[[], float], searcher: Searcher | None, page: PlannedPage) -> bytes:
    started = clock()
    try:
        content, is_fine = renderer.render(page.template, page.lang, page.view), True
    except TemplateFault as fault:
        content, is_fine = msgspec.msgpack.encode(fault.problem), False
    seen = b""
    if is_fine and searcher:
        loaded, leaks = loads(page.path, content, searcher.origin), searcher.leaks(page.path, content)
        seen = msgspec.msgpack.encode((loaded, leaks)) if loaded or leaks else b""
    return FILLED.pack(clock() - started, is_fine, len(seen)) + seen + content
