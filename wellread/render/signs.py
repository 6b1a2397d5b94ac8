"""Which red flags a symptom's page shows, and which articles have more of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from wellread.model import LEVELS, Article, Key, RedFlag, RedFlagUse, Site, Symptom, Value

LEADING_SYMPTOMS = 3
"""How many of its symptoms, the first ones, an article is mainly about."""

MOST_EMERGENCIES = 20
"""How many emergency signs a reader can still take in. Articles that are mainly about a symptom may bring more."""

Listed = tuple[str, RedFlag, bool]
"""The gist of a sign, the red flag, and whether articles share it."""


class SymptomSigns(Value, frozen=True, kw_only=True):
    """`flags` holds each sign once, those that belong most closely to the symptom first; `elsewhere` the articles that list further
    ones. `has_all_emergencies` says that those are less urgent."""

    flags: tuple[RedFlag, ...] = ()
    elsewhere: tuple[Article, ...] = ()
    has_all_emergencies: bool = True


def gather_signs(site: Site, with_symptom: Mapping[Key, Iterable[Article]]) -> dict[Key, SymptomSigns]:
    """Return the red flags that matter to somebody with a symptom, for each symptom of the site.

    A page that repeated every sign of every illness that can cause its symptom would frighten and help nobody. So a sign is shown
    if the article is about this symptom first of all; if the sign names the symptom; if it is an emergency and the symptom is one
    of the article's first three; or if it is one that articles share, and is an emergency or the symptom is among these three. Then
    the emergencies of the other articles follow while there is room. Articles with signs that are left out are named, so that none
    is lost (docs/decisions/symptom-red-flags.md).
    """
    listed = {key: tuple(_listed(site, article)) for key, article in site.articles.items()}
    return {key: _gather(symptom, with_symptom.get(key, ()), listed) for key, symptom in site.symptoms.items()}


def _gather(symptom: Symptom, articles: Iterable[Article], listed: Mapping[Key, tuple[Listed, ...]]) -> SymptomSigns:
    places = {article.known_as: [ref.id for ref in article.symptoms].index(symptom.id) for article in articles}
    nearest = sorted(articles, key=lambda article: places[article.known_as])
    merged: dict[str, RedFlag] = {}
    for article in nearest:
        for gist, flag, _ in listed[article.known_as]:
            merged[gist] = _merge(merged[gist], flag) if gist in merged else flag
    emergencies = {gist for gist, flag in merged.items() if flag.level == "emergency"}
    names = tuple(name.casefold().replace("’", "'") for name in (symptom.name, *symptom.synonyms))
    named = {gist for gist in merged if any(name in gist for name in names)}
    wanted = named | {
        gist
        for article in nearest
        for gist, _, shared in listed[article.known_as]
        if places[article.known_as] == 0 or (gist in emergencies) + shared + (places[article.known_as] < LEADING_SYMPTOMS) > 1
    }
    for article in nearest:
        more = emergencies & {gist for gist, _, _ in listed[article.known_as]}
        if len(emergencies & (wanted | more)) <= MOST_EMERGENCIES:
            wanted |= more
    return SymptomSigns(
        flags=tuple(merged[gist] for gist in sorted(merged, key=lambda gist: gist not in named) if gist in wanted),
        elsewhere=tuple(article for article in articles if any(gist not in wanted for gist, _, _ in listed[article.known_as])),
        has_all_emergencies=emergencies <= wanted,
    )


def _listed(site: Site, article: Article) -> Iterator[Listed]:
    for flag in article.red_flags:
        if isinstance(flag, RedFlagUse):
            if flag.use in site.red_flags:
                yield site.red_flags[flag.use].flag.gist, site.red_flags[flag.use].flag, True
        else:
            yield flag.gist, flag, False


def _merge(one: RedFlag, other: RedFlag) -> RedFlag:
    """Return one sign for two of the same gist: in the words and at the level of the more serious, with the sources of both."""
    worst = min(one, other, key=lambda flag: LEVELS.index(flag.level))
    return msgspec.structs.replace(worst, cite=tuple(dict.fromkeys((*one.cite, *other.cite))))
