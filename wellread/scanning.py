"""The last look at what is to be published: which words and addresses may stand nowhere in it, and what is said if one does.

What the articles that readers must not get say is sought in every output. A phrase that stands in a text of the public site too is
no secret, so it is let pass; that is only looked at once a phrase has been found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import islice

from wellread.check import Phrase, Searcher, Seen, check_outputs, loads, most_bytes, phrases_of, words_of
from wellread.model import Article, Settings, Site, Value
from wellread.problems import Place, Problem
from wellread.prose import find_wording, find_wording_inline
from wellread.read import Scan, is_signed
from wellread.render import Plan
from wellread.render.addresses import addresses_of, split_base_url
from wellread.texts import Composed, Wording

NOT_WORDS = re.compile(r"\]\([^()\s]*\)|\[@[^\[\]]*\]|\{#[^{}]*\}|<[^<>]*>")
"""What stands in an editor's text and is no word of it: where links lead, citations, ids of headings, tags."""


class Sightings(Value, frozen=True, kw_only=True):
    """What was seen: the outputs on which each phrase stands, those that load each foreign thing, and what articles' pages weigh
    that are too heavy."""

    leaks: dict[str, list[str]]
    loads: dict[str, list[str]]
    weights: dict[str, int]


class Hunt(Value, frozen=True, kw_only=True):
    """What may stand nowhere, and the files of the articles that say it. `excusing` are files of the public site that say something
    of it too, so that it is not sought."""

    phrases: tuple[Phrase, ...] = ()
    files: frozenset[str] = frozenset()
    excusing: tuple[str, ...] = ()


class Verdict(Value, frozen=True, kw_only=True):
    """What is said of it. `excusing` are the files whose text lets a phrase pass: if one of them changes, it has to be looked at
    again."""

    problems: tuple[Problem, ...]
    excusing: tuple[str, ...] = ()


FIRST_FILES = 50
"""So many files are looked at beforehand: what every other page of a site says is then not sought on all of them."""


def hidden_phrases(site: Site, composed: Composed, plan: Plan, base_url: str, scanned: Scan) -> Hunt:
    """Return everything that may stand nowhere in what is published."""
    shown = {page.place.path for page in plan.pages if page.template == "article.html"}
    shown |= {each.place.path for each in plan.problems if each.code == "address-taken"}  # not hidden: only its address is taken
    hidden = [article for _, article in sorted(site.articles.items()) if article.origin.path not in shown]
    if not hidden:
        return Hunt()
    homes: dict[str, list[str]] = {article.origin.path: [] for article in hidden}
    for page in plan.pages:
        for path in {page.place.path, *page.tells_of} & homes.keys():
            homes[path].append(page.path)
    addresses = addresses_of(base_url, site)
    named = _named(site, composed)
    found: list[Phrase] = []
    for article in hidden:
        home = tuple(homes[article.origin.path])
        state = _state(article, has_notice=bool(home))
        found += phrases_of(article, _wordings(article), state, home)
        address = addresses.url_for("article", article.id, article.lang)
        if address and article.known_as not in named:
            place = article.origin.at("title")
            found.append(Phrase(sought=address, what="the address", of=article.title, state=state, place=place, home=home))
    public = {page.place.path for page in plan.pages if page.template == "article.html"}
    first = dict(islice(((path, scanned.files[path]) for path in sorted(public) if path in scanned.files), FIRST_FILES))
    excused = _excuses((each.sought for each in found if not each.is_address), first)
    return Hunt(
        phrases=tuple(each for each in found if each.sought not in excused),
        files=frozenset(article.origin.path for article in hidden),
        excusing=tuple(sorted(set(excused.values()))),
    )


def _state(article: Article, *, has_notice: bool) -> str:
    usual = "withheld" if has_notice else "not approved yet"  # a notice in its place: its review is overdue for too long
    return {"draft": "a draft", "withdrawn": "withdrawn"}.get(article.status, usual)


def _wordings(article: Article) -> dict[str, Wording]:
    inline = {
        field: find_wording_inline(text, article.origin.at(field).mark, article.lang)
        for field, text in article.inline_texts()
        if text
    }
    return {**inline, "": find_wording(article.body, article.origin.body_line, article.lang)}


def _named(site: Site, composed: Composed) -> frozenset[tuple[str, str]]:
    """Return the articles that a text or menu links to: link-broken says of these what there is to say."""
    found = {
        (lang, link.target) for (_, lang, _), prose in composed.bodies.items() for link in prose.links if link.kind == "article"
    }
    languages = {lang for _, lang, _ in composed.bodies}
    found |= {
        (lang, link.target)
        for prose in composed.inline.values()
        for link in prose.links
        if link.kind == "article"
        for lang in languages
    }
    menus = (*site.settings.menu, *(item for group in site.settings.footer for item in group.items))
    named = (item.to.partition("#")[0].partition(":") for item in menus)
    return frozenset(found | {(site.settings.language, name) for kind, _, name in named if kind == "article"})


def searcher_for(hunt: Hunt, base_url: str, settings: Settings) -> Searcher:
    return Searcher((each.sought for each in hunt.phrases), split_base_url(base_url)[0], most_bytes(settings.rules))


def judge(hunt: Hunt, seen: Sightings, found: Scan, plan: Plan, static: Mapping[str, bytes], settings: Settings) -> Verdict:
    """Return what is to be said of all that was seen on the outputs."""
    sought = {each.sought for each in hunt.phrases if not each.is_address}
    public = {path: content for path, content in found.files.items() if path not in hunt.files and not is_signed(path)}
    excused = _excuses((each for each in seen.leaks if each in sought), public)
    leaks = {each: tuple(paths) for each, paths in seen.leaks.items() if each not in excused}
    loaded = {each: tuple(paths) for each, paths in seen.loads.items()}
    excusing = tuple(sorted({*hunt.excusing, *excused.values()}))
    if not leaks and not seen.loads and not seen.weights:
        return Verdict(problems=(), excusing=excusing)
    texts = {f"templates/{name}": text for name, text in plan.templates.items()}
    texts |= {f"static/{name}": content.decode("utf-8", "replace") for name, content in static.items() if _is_text(name)}
    look = Seen(
        phrases=hunt.phrases,
        leaks=leaks,
        loads=loaded,
        sources=texts,
        weights=seen.weights,
        most_bytes=most_bytes(settings.rules),
        articles={page.path: Place(page.place.path) for page in plan.pages if page.article},
    )
    told = check_outputs(look)
    return Verdict(problems=told, excusing=excusing)


def _is_text(name: str) -> bool:
    return name.endswith((".html", ".htm", ".xml", ".json", ".txt", ".js", ".css", ".svg", ".webmanifest"))


def _excuses(sought: Iterable[str], public: Mapping[str, bytes]) -> dict[str, str]:
    """Return those phrases that a text of the public site has too, each with the first file that has it."""
    left = set(sought)
    found: dict[str, str] = {}
    searcher = Searcher(left, "")
    for path, content in public.items():
        if not left:
            break
        possible = left.intersection(searcher.possible(content))
        words = words_of(NOT_WORDS.sub(" ", content.decode("utf-8", "replace"))) if possible else ""
        excused = {each: path for each in possible if each in words}
        if excused:
            found |= excused
            left -= excused.keys()
            searcher = Searcher(left, "")
    return found


def look_at_assets(plan: Plan, searcher: Searcher) -> Sightings:
    """Return what was seen in the files of static/."""
    leaks: dict[str, list[str]] = {}
    loaded: dict[str, list[str]] = {}
    for each in plan.assets:
        note(leaks, searcher.leaks(each.path, each.content), each.path)
        note(loaded, loads(each.path, each.content, searcher.origin), each.path)
    return Sightings(leaks=leaks, loads=loaded, weights={})


def note(seen: dict[str, list[str]], things: Iterable[str], path: str) -> None:
    for each in things:
        seen.setdefault(each, []).append(path)
