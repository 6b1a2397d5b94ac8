"""A site and its composed texts → the files to publish. Values in, bytes out: no files, no clock, no network.

`publish` says what readers get, `addresses` where it stands, `catalogue` what belongs together; the modules named for pages make
their views, `plan` lists them all, `templates` fills them in. The same arguments give the same bytes, in whatever order they come.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from msgspec import json

from wellread.model import Output, Site, Value
from wellread.problems import Place, Problem, Related
from wellread.render.addresses import split_base_url
from wellread.render.assets import Assets, Picture, picture_images, plan_assets
from wellread.render.chrome import make_chrome
from wellread.render.drawings import size_of_svg
from wellread.render.faults import TemplateFault, fault_problems
from wellread.render.frames import Frame, body_again
from wellread.render.headers import plan_headers
from wellread.render.images import ImageInfo
from wellread.render.leaflet import QR, QrView, draw_qr
from wellread.render.plan import PlannedPage, open_catalogue, plan_catalogue, plan_site, with_own_template
from wellread.render.policy import make_shell, united
from wellread.render.program_views import DATA, TEXT, TextView
from wellread.render.redirects import plan_redirects_file
from wellread.render.references import format_references, style_problem
from wellread.render.search import SearchPlan, SearchRecord, plan_search
from wellread.render.share import TEMPLATE as SHARE
from wellread.render.share import ShareView, own_templates, sharing_of
from wellread.render.styles import make_sheets
from wellread.render.views import Chrome, Head
from wellread.texts import Composed

if TYPE_CHECKING:  # Jinja is only imported when there is a page to fill in
    from jinja2 import Environment

__all__ = [
    "DATA",
    "Frame",
    "ImageInfo",
    "Plan",
    "PlannedPage",
    "Renderer",
    "SearchPlan",
    "SearchRecord",
    "TemplateFault",
    "body_again",
    "decode_templates",
    "fault_problems",
    "format_references",
    "only_show_the_text",
    "place_of",
    "plan_assets",
    "plan_outputs",
    "plan_site",
    "render_site",
    "style_problem",
]


class Plan(Value, frozen=True, kw_only=True):
    """Everything that is to be published, short of filling in the templates: each page's bytes are `render(plan, page)`.

    `pictures` are the hashes of files that were made of pictures, by path, and are not among `assets`; `images` are the files in
    static/ by name, as texts show them, `templates` texts by path below templates/; `chromes` go by language, `styles` by template,
    `search` is what the search index is to be made of, and `problems` are what is wrong so far.
    """

    assets: tuple[Output, ...]
    pictures: Mapping[str, str]
    pages: tuple[PlannedPage, ...]
    images: Mapping[str, ImageInfo]
    templates: Mapping[str, str]
    styles: Mapping[str, str]
    chromes: Mapping[str, Chrome]
    search: SearchPlan | None
    problems: tuple[Problem, ...]


def plan_outputs(
    site: Site,
    composed: Composed,
    templates: Mapping[str, bytes],
    static: Mapping[str, bytes],
    today: date,
    base_url: str,
    drafts: bool,
    references: Mapping[str, str] | None = None,
    pictures: Mapping[str, Picture] | None = None,
    *,
    extras: bool = False,
) -> Plan:
    """Return every file to publish, pages sorted by path, and what is wrong with templates, addresses or the citation style.

    `templates` and `static` hold files by their paths below those folders, with /. `references` are the formatted references by id,
    if the caller remembers them; then it has looked at the citation style too. `pictures` are those of static/ that were made into
    others, by name. With `extras` there are pictures for where pages are shared too, if the site asks for them.
    """
    style = style_problem(site.settings) if references is None else None
    texts, unreadable = decode_templates(templates)
    sheets = make_sheets(texts, static)
    assets = plan_assets(static, pictures, sheets)
    base_path = split_base_url(base_url)[1]
    sizes = {name: size_of_svg(static[name]) for name in assets.paths if name.endswith(".svg")}
    images = {
        name: ImageInfo(url=base_path + quote(path), width=width, height=height)
        for name, path in assets.paths.items()
        for width, height in (sizes.get(name, (0, 0)),)
    } | picture_images(assets, pictures or {}, base_path)
    shares = extras and site.settings.features.share_images
    sharing = sharing_of(site.settings, texts, static, "".join(split_base_url(base_url))) if shares else None
    catalogue = open_catalogue(
        site, composed, today, base_url, drafts=drafts, references=references, images=images, sharing=sharing
    )
    planned = (with_own_template(page, texts) for page in plan_catalogue(catalogue))
    pages, taken = _one_a_path(planned, assets)
    chromes = {lang: make_chrome(catalogue, lang, assets) for lang in sorted({page.lang for page in pages})}
    return Plan(
        assets=(
            *assets.outputs,
            *plan_headers(pages, chromes, sheets.of_templates, base_url, assets),
            *plan_redirects_file(pages, base_url, assets),
        ),
        pictures=assets.pictures,
        pages=tuple(pages),
        images=images,
        templates=texts,
        styles=sheets.of_templates,
        chromes=chromes,
        search=plan_search(catalogue),
        problems=(*((style,) if style else ()), *taken, *unreadable),
    )


def only_show_the_text(templates: Mapping[str, str]) -> bool:
    """Say whether no template does anything with an article's text but print it as it is, or ask whether there is any."""
    from wellread.render.shown import only_show_the_text

    return only_show_the_text(templates)


def place_of(text: bytes, page: bytes) -> tuple[int, int]:
    """Return where in a page its text begins and ends, in bytes; (0, 0) if it is empty or stands there more than once."""
    start = page.find(text) if text else -1
    return (start, start + len(text)) if start >= 0 and page.find(text, start + 1) < 0 else (0, 0)


class Renderer:
    """Fills in templates; they are compiled once, when the first page asks for them."""

    def __init__(self, templates: Mapping[str, str], chromes: Mapping[str, Chrome], styles: Mapping[str, str]) -> None:
        self._templates = templates
        self._chromes = chromes
        self._styles = styles

    @cached_property
    def _environment(self) -> Environment:
        return _environment_of(tuple(sorted(self._templates.items())))

    @cached_property
    def _for_shares(self) -> Environment:
        from wellread.render.templates import make_environment

        return make_environment(own_templates(self._templates))

    def render(self, template: str, lang: str, view: Value) -> bytes:
        """Return the page's bytes: a pure function of the templates, their styles, the chrome of its language, and its view. The
        template DATA stands for the view in JSON.

        Raises TemplateFault for what somebody can mend in templates/.
        """
        if template == DATA:
            return json.format(json.encode(view), indent=1) + b"\n"
        if template == TEXT and isinstance(view, TextView):
            return view.text.encode()
        if template == QR and isinstance(view, QrView):
            return draw_qr(view)
        from wellread.render.templates import render_page

        if template == SHARE and isinstance(view, ShareView):
            from wellread.render.cards import paint_share, set_card

            return paint_share(render_page(self._for_shares, SHARE, None, set_card(view), None))

        chrome, head = self._chromes[lang], getattr(view, "head", None)
        needs = united((chrome.needs, head.needs)) if isinstance(head, Head) else chrome.needs
        shell = make_shell(self._styles.get(template, ""), needs)
        return render_page(self._environment, template, chrome, view, shell)


@lru_cache(maxsize=1)
def _environment_of(templates: tuple[tuple[str, str], ...]) -> Environment:
    """Return the templates, ready to be filled in: once for all builds of a preview in which they stay as they are."""
    from wellread.render.templates import make_environment

    return make_environment(dict(templates))


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
    """Return every file to publish, sorted by path, and every problem. A page whose template fails is left out."""
    plan = plan_outputs(site, composed, templates, static, today, base_url, drafts, references)
    renderer = Renderer(plan.templates, plan.chromes, plan.styles)
    outputs = list(plan.assets)
    faults: list[tuple[PlannedPage, Problem]] = []
    for page in plan.pages:
        try:
            outputs.append(Output(path=page.path, content=renderer.render(page.template, page.lang, page.view), kind=page.kind))
        except TemplateFault as fault:
            faults.append((page, fault.problem))
    return tuple(sorted(outputs, key=lambda output: output.path)), (*plan.problems, *fault_problems(faults))


def _one_a_path(pages: Iterable[PlannedPage], assets: Assets) -> tuple[list[PlannedPage], list[Problem]]:
    """Return the pages without those whose path is taken, or is at once a file and a folder, and a problem for each of these. A
    robots.txt or llms.txt in static/ is no clash: it is there to be used."""
    places = {path: Place(f"static/{name}") for name, path in assets.paths.items()}
    below = {folder: place for path, place in places.items() for folder in _folders_of(path)}
    kept: list[PlannedPage] = []
    problems: list[Problem] = []
    for page in pages:
        if page.path in ("llms.txt", "robots.txt") and page.path in places:
            continue
        if page.path in places:
            problems.append(_taken(page, f"the address of {page.path} is taken already", places[page.path]))
        elif file := next((folder for folder in _folders_of(page.path) if folder in places), ""):
            message = f"the address of {page.path} is taken already, because {file} is a file and no folder"
            problems.append(_taken(page, message, places[file]))
        elif page.path in below:
            message = f"the address of {page.path} is taken already, because it is a folder too"
            problems.append(_taken(page, message, below[page.path]))
        else:
            places[page.path] = page.place
            below |= dict.fromkeys(_folders_of(page.path), page.place)
            kept.append(page)
    return kept, problems


def _folders_of(path: str) -> Iterator[str]:
    """Yield "a/b" and "a" for "a/b/c.html"."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _taken(page: PlannedPage, message: str, other: Place) -> Problem:
    return Problem(
        code="address-taken",
        severity="error",
        message=message,
        place=page.place,
        hint="give one of the two another name",
        related=(Related(other, "it belongs to this"),),
    )


def decode_templates(templates: Mapping[str, bytes]) -> tuple[dict[str, str], list[Problem]]:
    """Return the templates as texts, and a problem for each that is not UTF-8."""
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for name, content in sorted(templates.items()):
        try:
            texts[name] = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            texts[name] = content.decode("utf-8", "replace")  # so that nobody is told that the template is not there
            line = content[: error.start].count(b"\n") + 1
            place = Place(f"templates/{name}", line, 1, line, 1)
            message = "the template is not UTF-8 text"
            problems.append(Problem(code="template-error", severity="error", message=message, place=place, hint="save it as UTF-8"))
    return texts, problems
