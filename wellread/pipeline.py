"""The whole program on one screen: scan, read, compose, check, render, write."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from wellread.check import check_site
from wellread.model import BodyKey, Composed, Prose, Site, Value
from wellread.problems import Problem, has_errors, in_order
from wellread.prose import TermNames, compose, compose_inline, link_terms, term_names
from wellread.read import Scan, read_site, scan
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
        found.templates,
        found.static,
        today=order.today,
        base_url=order.base_url or site.settings.base_url,
        drafts=order.drafts,
    )
    problems = in_order((*problems, *render_problems))
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
    """Compose every text of the site, and link its glossary terms where a page mentions them first."""
    names = {lang: _term_names(site, lang) for lang in {lang for lang, _ in site.terms}}
    bodies: dict[BodyKey, Prose] = {}
    terms: dict[BodyKey, tuple[str, ...]] = {}
    inline: dict[str, Prose] = {}
    for kind, entry in site.entries():
        key = (kind, *entry.known_as)
        prose = compose(entry.body, entry.origin.body_line)
        linked = link_terms(prose.html, names.get(entry.lang, NO_TERMS), skip=(entry.id,) if kind == "term" else ())
        bodies[key], terms[key] = msgspec.structs.replace(prose, html=linked.html), linked.terms
        inline |= {text: compose_inline(text, entry.origin.mark(field)) for field, text in entry.inline_texts()}
    inline |= {level.action: compose_inline(level.action, (0, 0, 0, 0)) for level in site.settings.care_levels}
    return Composed(bodies=bodies, terms=terms, inline=inline)
