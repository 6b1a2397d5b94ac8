"""The whole program on one screen: scan, read, compose, check, render, write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from wellread.check import check_site
from wellread.model import BodyKey, Composed, Prose, Site, Value
from wellread.problems import Problem, has_errors, in_order
from wellread.prose import compose, compose_inline, link_terms, term_names
from wellread.read import Scan, read_folder, read_site, scan
from wellread.render import render_site
from wellread.write import Written, check_folder, write_site


class Order(Value, frozen=True, kw_only=True):
    """What to build: the site's folder, where to, for which address ("" for site.yaml's) and day, with drafts or without.
    With `strict`, warnings stop the build too."""

    root: Path
    output: Path
    today: date
    base_url: str = ""
    drafts: bool = False
    strict: bool = False


class Built(Value, frozen=True, kw_only=True):
    """What came of it: every problem, the text of each file a problem points at, how many entries were read and files made, and
    what was written (None when problems stopped it, or nothing was to be written)."""

    problems: tuple[Problem, ...]
    texts: dict[str, str]
    entries: int = 0
    outputs: int = 0
    stopped: bool = False
    written: Written | None = None


def build(order: Order, *, publish: bool = True) -> Built:
    """Build the site, or only check it (`publish=False`). Nothing is written unless every stage went without errors.

    Raises SiteError for what no editor can mend: no site.yaml, an output folder that is not ours, a full disk.
    """
    if publish:
        check_folder(order.output, order.root)
    found = scan(order.root)
    site, problems = read_site(found)
    if site is None:
        return Built(problems=in_order(problems), texts=_texts(found, problems), stopped=True)
    composed = compose_site(site)
    problems += check_site(site, composed, order.today, drafts=order.drafts)
    outputs, render_problems = render_site(
        site,
        composed,
        read_folder(order.root / "templates"),
        read_folder(order.root / "static"),
        today=order.today,
        base_url=order.base_url or site.settings.base_url,
        drafts=order.drafts,
    )
    told = {each.code for each in problems}  # check/ tells of a taken address better than render/, which only sees the file
    problems = in_order((*problems, *(each for each in render_problems if each.code != "address-taken" or each.code not in told)))
    stopped = has_errors(problems) or (order.strict and bool(problems))
    written = write_site(outputs, order.output) if publish and not stopped else None
    return Built(
        problems=problems,
        texts=_texts(found, problems),
        entries=len(site.entries()),
        outputs=len(outputs),
        stopped=stopped,
        written=written,
    )


def compose_site(site: Site) -> Composed:
    """Compose every text of the site, with its glossary terms linked where a page mentions them first."""
    names = {lang: term_names(_names_in(site, lang)) for lang in sorted({lang for lang, _ in site.terms})}
    bodies: dict[BodyKey, Prose] = {}
    terms: dict[BodyKey, tuple[str, ...]] = {}
    inline: dict[str, Prose] = {}
    for kind, entry in site.entries():
        prose = compose(entry.body, entry.origin.body_line)
        linked = link_terms(prose.html, names.get(entry.lang, term_names(())), skip=(entry.id,) if kind == "term" else ())
        bodies[kind, *entry.known_as] = replace(prose, html=linked.html)
        terms[kind, *entry.known_as] = linked.terms
        inline |= {text: compose_inline(text, entry.origin.at(field).mark) for field, text in entry.inline_texts()}
    for level in site.settings.care_levels:
        inline[level.action] = compose_inline(level.action, site.settings.origin.at("care_levels", level.level, "action").mark)
    return Composed(bodies=bodies, terms=terms, inline=inline)


def _names_in(site: Site, lang: str) -> Iterator[tuple[str, str]]:
    """Yield (id, name) for every name that the glossary links in a language, in order of the ids."""
    for (spoken, _), term in sorted(site.terms.items()):
        if spoken == lang and term.link:
            yield from ((term.id, name) for name in (term.name, term.abbreviation, *term.synonyms) if name)


def _texts(found: Scan, problems: Iterable[Problem]) -> dict[str, str]:
    """Return the text of each file that a problem points at, so that its line can be shown."""
    paths = {place.path for each in problems for place in (each.place, *(other.place for other in each.related))}
    return {path: found.files[path].decode("utf-8", "replace").removeprefix("\ufeff") for path in paths if path in found.files}
