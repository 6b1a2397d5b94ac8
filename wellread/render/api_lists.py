"""The API's lists: articles, symptoms, terms, red flags and codes of a language, and the file that says where the others are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from wellread.model import LEVELS, Article, Code, RedFlag, Symptom
from wellread.render.api_parts import (
    absolute,
    address_of,
    beginning,
    code_path,
    entry_name,
    page_data,
    publisher_data,
    schema_path,
)
from wellread.render.api_schema import SCHEMAS
from wellread.render.api_views import (
    ArticleItem,
    ArticlesData,
    CodeData,
    CodeItem,
    CodesData,
    CodeSystemData,
    EditionData,
    FeedsData,
    FilesData,
    IndexData,
    LevelData,
    RedFlagItem,
    RedFlagsData,
    SymptomItem,
    SymptomsData,
    TermItem,
    TermsData,
)
from wellread.render.catalogue import Catalogue
from wellread.render.feeds import feed_path
from wellread.render.glossary import define
from wellread.render.resolve import to_text
from wellread.render.review import state_of_review
from wellread.render.words import sort_key

Coded = dict[str, list[tuple[Code, Article | Symptom]]]
"""Every code with an entry that has it, by the name of the code's file ("" for those that can't have one)."""


def view_articles_data(catalogue: Catalogue, lang: str) -> ArticlesData:
    addresses = catalogue.addresses
    items = (
        ArticleItem(
            id=article.id,
            url=addresses.canonical(catalogue.url("article", article.id, lang)),
            api=address_of(catalogue, lang, entry_name("article", article.id)),
            title=article.title,
            description=article.description,
            type=article.type,
            review=state_of_review(
                article, catalogue.site.people, catalogue.today, catalogue.composed.clinical_hash(article.known_as)
            ),
            published=article.published,
            updated=article.updated,
            symptoms=tuple(ref.id for ref in article.symptoms if catalogue.symptom(ref.id, lang)),
            topics=tuple(name for name in dict.fromkeys(article.topics) if name in catalogue.site.topics),
        )
        for article in catalogue.articles.get(lang, ())
    )
    gone = sorted(article.id for article in catalogue.withdrawn.values() if article.lang == lang)
    return ArticlesData(
        **beginning(catalogue, lang, "articles"),
        articles=tuple(items),
        withdrawn=tuple(address_of(catalogue, lang, entry_name("article", each)) for each in gone),
    )


def view_symptoms_data(catalogue: Catalogue, lang: str) -> SymptomsData:
    items = (
        SymptomItem(
            id=symptom.id,
            url=catalogue.addresses.canonical(catalogue.url("symptom", symptom.id, lang)),
            api=address_of(catalogue, lang, entry_name("symptom", symptom.id)),
            name=symptom.name,
            description=symptom.description,
            synonyms=symptom.synonyms,
            body_parts=symptom.body_parts,
        )
        for symptom in catalogue.symptoms.get(lang, ())
    )
    return SymptomsData(**beginning(catalogue, lang, "symptoms"), symptoms=tuple(items))


def view_terms_data(catalogue: Catalogue, lang: str) -> TermsData:
    items = (
        TermItem(
            id=term.id,
            url=catalogue.addresses.canonical(catalogue.url("term", term.id, lang)),
            name=term.name,
            definition=define(catalogue, term),
            plain=term.plain,
            abbreviation=term.abbreviation,
            say=term.say,
            synonyms=term.synonyms,
        )
        for term in catalogue.terms.get(lang, ())
    )
    return TermsData(**beginning(catalogue, lang, "terms"), terms=tuple(items))


# --- red flags --------------------------------------------------------------------------------------------------------


def view_red_flags_data(catalogue: Catalogue, lang: str) -> RedFlagsData:
    """Return every sign with the pages that show it: each once, as the most serious of its page has it."""
    flags: dict[str, RedFlag] = {}
    articles: defaultdict[str, dict[str, None]] = defaultdict(dict)
    symptoms: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for entry, flag in _shown(catalogue, lang):
        gist = flag.gist
        flags[gist] = min(flags.get(gist, flag), flag, key=lambda each: LEVELS.index(each.level))
        (articles if isinstance(entry, Article) else symptoms)[gist][entry.id] = None
    items = (
        RedFlagItem(sign=flag.sign, level=flag.level, articles=tuple(articles[gist]), symptoms=tuple(symptoms[gist]))
        for gist, flag in sorted(flags.items(), key=lambda each: (LEVELS.index(each[1].level), sort_key(each[1].sign)))
    )
    settings = catalogue.site.settings
    levels = (
        LevelData(level=care.level, heading=care.heading, action=to_text(catalogue.inline(care.action).html))
        for care in sorted(settings.care_levels, key=lambda care: LEVELS.index(care.level))
    )
    return RedFlagsData(
        **beginning(catalogue, lang, "red-flags"), levels=tuple(levels), red_flags=tuple(items), notice=settings.footer_note
    )


def _shown(catalogue: Catalogue, lang: str) -> Iterator[tuple[Article | Symptom, RedFlag]]:
    for article in catalogue.articles.get(lang, ()):
        yield from ((article, flag) for flag in catalogue.site.red_flags_of(article))
    for symptom in catalogue.symptoms.get(lang, ()):
        yield from ((symptom, flag) for flag in catalogue.signs[symptom.known_as].flags)


# --- codes ------------------------------------------------------------------------------------------------------------


def gather_codes(catalogue: Catalogue, lang: str) -> Coded:
    """Return the codes of a language's articles and symptoms, by the names of their files."""
    found: Coded = {}
    entries: Iterable[Article | Symptom] = (*catalogue.articles.get(lang, ()), *catalogue.symptoms.get(lang, ()))
    for entry in entries:
        for code in entry.codes:
            found.setdefault(code_path(code), []).append((code, entry))
    return dict(sorted(found.items()))


def view_code_data(catalogue: Catalogue, lang: str, coded: list[tuple[Code, Article | Symptom]]) -> CodeData:
    """Return the pages for a code, each once. Of two spellings the first one found is shown."""
    code = coded[0][0]
    pages = {(type(entry), entry.id): page_data(catalogue, entry) for _, entry in coded}
    return CodeData(**beginning(catalogue, lang, "code"), system=code.system, value=code.value, pages=tuple(pages.values()))


def view_codes_data(catalogue: Catalogue, lang: str) -> CodesData:
    systems: defaultdict[str, list[CodeItem]] = defaultdict(list)
    for path, coded in gather_codes(catalogue, lang).items():
        spelt: dict[tuple[str, str], list[tuple[Code, Article | Symptom]]] = {}
        for code, entry in coded:
            own = ("", "") if path else (code.system, code.value)
            spelt.setdefault(own, []).append((code, entry))
        for same in spelt.values():
            data = view_code_data(catalogue, lang, same)
            api = address_of(catalogue, lang, path) if path else ""
            systems[data.system].append(CodeItem(value=data.value, api=api, pages=data.pages))
    found = (
        CodeSystemData(system=system, codes=tuple(sorted(codes, key=lambda each: each.value)))
        for system, codes in sorted(systems.items())
    )
    return CodesData(**beginning(catalogue, lang, "codes"), systems=tuple(found))


# --- where everything is ----------------------------------------------------------------------------------------------


def view_index(catalogue: Catalogue, lang: str) -> IndexData:
    settings = catalogue.site.settings

    def feed(name: str) -> str:
        has_one = ("list", lang, "articles") in catalogue.addresses.paths
        return absolute(catalogue, feed_path(catalogue, lang, name)) if has_one else ""

    return IndexData(
        **beginning(catalogue, lang, "index"),
        title=settings.title,
        description=settings.description,
        url=catalogue.addresses.canonical(catalogue.url("list", "home", lang)),
        publisher=publisher_data(catalogue, lang),
        notice=settings.footer_note,
        files=FilesData(
            articles=address_of(catalogue, lang, "articles"),
            symptoms=address_of(catalogue, lang, "symptoms"),
            terms=address_of(catalogue, lang, "terms"),
            red_flags=address_of(catalogue, lang, "red-flags"),
            codes=address_of(catalogue, lang, "codes"),
            article=address_of(catalogue, lang, "articles/{id}"),
            symptom=address_of(catalogue, lang, "symptoms/{id}"),
            code=address_of(catalogue, lang, "codes/{system}/{value}"),
        ),
        feeds=FeedsData(
            atom=feed("feed.xml"),
            json=feed("feed.json"),
            clinical_atom=feed("feed-clinical.xml"),
            clinical_json=feed("feed-clinical.json"),
        ),
        schemas={name: absolute(catalogue, schema_path(name)) for name in SCHEMAS},
        languages=tuple(EditionData(lang=each, index=address_of(catalogue, each, "index")) for each in catalogue.languages),
    )
