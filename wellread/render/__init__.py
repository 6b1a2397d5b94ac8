"""A site and its composed texts → the files to publish. Values in, bytes out: no files, no clock, no network.

`publish` says what readers get, `addresses` where it stands, `catalogue` what belongs together; the modules named for pages make
their views, `plan` lists them all, `templates` fills them in. The same arguments give the same bytes, in whatever order they come.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from wellread.model import Composed, Output, Site
from wellread.problems import Place, Problem, Related
from wellread.render.addresses import split_base_url
from wellread.render.assets import Assets, plan_assets
from wellread.render.chrome import make_chrome
from wellread.render.plan import PlannedPage, open_catalogue, plan_catalogue, plan_site
from wellread.render.references import format_references, style_problem
from wellread.render.templates import TemplateFault, make_environment, render_page

__all__ = ["PlannedPage", "format_references", "make_environment", "plan_assets", "plan_site", "render_page", "render_site"]


def render_site(
    site: Site,
    composed: Composed,
    templates: Mapping[str, bytes],
    static: Mapping[str, bytes],
    today: date,
    base_url: str,
    drafts: bool,
    references: Mapping[str, str] | None = None,
) -> tuple[tuple[Output, ...], tuple[Problem, ...]]:
    """Return every file to publish, sorted by path, and what is wrong with templates, addresses or the citation style.

    `templates` and `static` hold files by their paths below those folders, with /. `references` are the formatted references by id,
    if the caller remembers them. A page whose template fails is left out, and there is a problem for it.
    """
    style = style_problem(site.settings) if references is None else None
    assets = plan_assets(static)
    base_path = split_base_url(base_url)[1]
    asset_urls = {name: base_path + path for name, path in assets.paths.items()}
    catalogue = open_catalogue(site, composed, today, base_url, drafts=drafts, references=references, assets=asset_urls)
    pages, taken = _one_a_path(plan_catalogue(catalogue), assets)
    texts, unreadable = _decode(templates)
    environment = make_environment(texts)
    chromes = {lang: make_chrome(catalogue, lang, assets) for lang in {page.lang for page in pages}}
    outputs = list(assets.outputs)
    faults: dict[Problem, list[PlannedPage]] = {}
    for page in pages:
        try:
            content = render_page(environment, page.template, chromes[page.lang], page.view)
        except TemplateFault as fault:
            faults.setdefault(fault.problem, []).append(page)
        else:
            outputs.append(Output(path=page.path, content=content, kind=page.kind))
    problems = (*((style,) if style else ()), *taken, *unreadable, *(_on_pages(problem, seen) for problem, seen in faults.items()))
    return tuple(sorted(outputs, key=lambda output: output.path)), problems


def _one_a_path(pages: Iterable[PlannedPage], assets: Assets) -> tuple[list[PlannedPage], list[Problem]]:
    """Return the pages without those whose path is taken, and a problem for each of these. A robots.txt in static/ is no clash: it
    is there to be used."""
    places = {path: Place(f"static/{name}") for name, path in assets.paths.items()}
    kept: list[PlannedPage] = []
    problems: list[Problem] = []
    for page in pages:
        if page.path == "robots.txt" and page.path in places:
            continue
        if page.path in places:
            problems.append(
                Problem(
                    code="address-taken",
                    severity="error",
                    message=f"the address of {page.path} is taken already",
                    place=page.place,
                    hint="give one of the two another name",
                    related=(Related(places[page.path], "it belongs to this"),),
                )
            )
        else:
            places[page.path] = page.place
            kept.append(page)
    return kept, problems


def _decode(templates: Mapping[str, bytes]) -> tuple[dict[str, str], list[Problem]]:
    """Return the templates as texts, and a problem for each that is not UTF-8."""
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for name, content in sorted(templates.items()):
        try:
            texts[name] = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            place = Place(f"templates/{name}", line, 1, line, 1)
            message = "the template is not UTF-8 text"
            problems.append(Problem(code="template-error", severity="error", message=message, place=place, hint="save it as UTF-8"))
    return texts, problems


def _on_pages(problem: Problem, pages: list[PlannedPage]) -> Problem:
    """Return a template's problem with the page that it was seen on, and how many more there are."""
    others = f" and {len(pages) - 1} more" if len(pages) > 1 else ""
    return msgspec.structs.replace(
        problem,
        message=f"{problem.message} (seen on {pages[0].path}{others})",
        related=(Related(pages[0].place, f"what {pages[0].path} is made of"),),
    )
