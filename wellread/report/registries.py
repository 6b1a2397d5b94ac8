"""What there is to say of the sources, red flags, terms and symptoms that articles share."""

from __future__ import annotations

from collections import Counter

from wellread.model import LEVELS, Entry, Level, RedFlag, Symptom, Term
from wellread.report.articles import old_sources
from wellread.report.document import FlagUse, Named, OldSource, Sources
from wellread.report.survey import Survey


def report_sources(survey: Survey) -> Sources:
    """Return how old the sources are and of which kind, and which of them need a look."""
    registry = survey.site.sources
    years = Counter("" if each.year is None else str(each.year) for each in registry.values())
    kinds = Counter(str(each.csl.get("type", "")) for each in registry.values())
    old = tuple(
        OldSource(
            id=name,
            title=registry[name].title,
            year=registry[name].year,
            kind=str(registry[name].csl.get("type", "")),
            line=line,
            articles=tuple(article.title for article in survey.citing.get(name, ())),
        )
        for name, line in old_sources(survey).items()
    )
    return Sources(
        total=len(registry),
        by_year=dict(sorted(years.items())),
        by_kind=dict(sorted(kinds.items(), key=lambda item: (-item[1], item[0]))),
        old=tuple(sorted(old, key=lambda each: (each.year or 0, each.id))),
        uncited=tuple(sorted(registry.keys() - survey.catalogue.cited_by.keys())),
        still_current=sum(each.still_current is not None for each in registry.values()),
    )


def report_red_flags(survey: Survey) -> tuple[FlagUse, ...]:
    """Return every sign that readers are shown, the most serious level first, then those that most articles show."""
    found: list[FlagUse] = [
        _use(shared.flag, name, tuple(article.title for article in survey.showing.get(name, ())))
        for name, shared in survey.site.red_flags.items()
    ]
    own: dict[tuple[str, Level], list[str]] = {}
    flags: dict[tuple[str, Level], RedFlag] = {}
    for article in survey.articles:
        if article.known_as in survey.public:
            for flag in article.red_flags:
                if isinstance(flag, RedFlag):
                    flags.setdefault((flag.gist, flag.level), flag)
                    own.setdefault((flag.gist, flag.level), []).append(article.title)
    found += [_use(flag, "", tuple(own[key])) for key, flag in flags.items()]
    return tuple(sorted(found, key=lambda each: (LEVELS.index(each.level), -len(each.articles), each.sign.casefold(), each.shared)))


def _use(flag: RedFlag, shared: str, articles: tuple[str, ...]) -> FlagUse:
    return FlagUse(sign=flag.sign, level=flag.level, shared=shared, cited=bool(flag.cite), articles=articles)


def unused_terms(survey: Survey) -> tuple[Named, ...]:
    """Return the glossary's terms that nothing but their own page uses: no text mentions them, and no symptom lists them."""
    used = {*survey.catalogue.articles_using_term, *survey.catalogue.symptoms_with_term}
    for (kind, lang, own), prose in survey.composed.bodies.items():
        linked = [link.target for link in prose.links if link.kind == "term"]
        names = (*survey.composed.terms.get((kind, lang, own), ()), *linked)
        used.update((lang, name) for name in names if (kind, own) != ("term", name))
    return tuple(_named(term) for key, term in sorted(survey.site.terms.items()) if key not in used)


def symptoms_without_articles(survey: Survey) -> tuple[Named, ...]:
    """Return the symptoms that no article lists."""
    listed = survey.catalogue.articles_with_symptom
    return tuple(_named(symptom) for key, symptom in sorted(survey.site.symptoms.items()) if key not in listed)


def _named(entry: Entry) -> Named:
    title = entry.name if isinstance(entry, Symptom | Term) else entry.id
    return Named(id=entry.id, lang=entry.lang, title=title, path=entry.origin.path)
