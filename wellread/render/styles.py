"""The styles of each page, written into the page: what it needs and no more, so that one round trip brings a page that can be read.

A template's styles are those of the components that it can reach, and every sheet that no component is named after. What is only
for paper is a file of its own, which no reader waits for. So is what stands further down, for templates that link to it: their
pages are read from the top, while it comes. Texts in, texts out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import PurePosixPath

from wellread.model import Value
from wellread.overrides import unmarked
from wellread.render.compact import compact_sheets, is_tokens, joined, lean, spoken_of

LAYERS = "@layer tokens,base,layout,components,print;"
"""Stands first in every page, so that the order of the sheets does not matter."""
COMPONENTS = "css/components/"
ON_PAPER = ("css/print.css", "css/print/")
"""Sheets that only a printer reads."""
FURTHER = b"/* Further down"
"""How a sheet begins that is not needed for what a reader sees first."""
LINKS_FURTHER = "site.further_stylesheet"
"""What stands in a template that names the file of such sheets itself, at the place from which on they are needed."""


class Reach(Value, frozen=True, kw_only=True):
    """The names of the components that a template can reach, and whether it names the file of further styles itself."""

    components: frozenset[str]
    links_further: bool


class Sheets(Value, frozen=True, kw_only=True):
    """The site's styles: those that pages bring, by template; the sheet for paper, and the one for what stands further down on long
    pages ("" if there is none)."""

    of_templates: Mapping[str, str]
    on_paper: str
    further: str


def make_sheets(templates: Mapping[str, str], static: Mapping[str, bytes]) -> Sheets:
    """Return the styles of a site. `templates` and `static` hold each file by its path below these folders, with /."""
    small = compact_sheets(static, templates)
    further = [name for name in small if name.startswith(COMPONENTS) and unmarked(static[name]).startswith(FURTHER)]
    on_screen = {name: sheet for name, sheet in small.items() if not name.startswith(ON_PAPER)}
    on_paper = [sheet for name, sheet in small.items() if name not in on_screen]
    spoken = spoken_of(static, templates)
    return Sheets(
        of_templates={
            template: LAYERS + joined(_leaned(each, on_paper, spoken))
            for template, each in (_of_templates(templates, on_screen, further) if on_screen else {}).items()
        },
        on_paper=_as_file(on_paper),
        further=_as_file(_with_tokens([small[name] for name in further], small.values())),
    )


def _leaned(sheets: Collection[str], on_paper: Iterable[str], spoken: Collection[str]) -> Iterator[str]:
    """Yield a page's sheets, and of the tokens those that its sheets, or the one for paper, make use of."""
    users = [*(each for each in sheets if not is_tokens(each)), *on_paper]
    yield from (lean(each, users, spoken) if is_tokens(each) else each for each in sheets)


def _with_tokens(further: Collection[str], sheets: Iterable[str]) -> Iterator[str]:
    """Yield the sheets for what stands further down, after the tokens that they make use of: pages may not bring them."""
    if further:
        yield from (lean(each, further, ()) for each in sheets if is_tokens(each))
    yield from further


def _of_templates(templates: Mapping[str, str], sheets: Mapping[str, str], further: Collection[str]) -> dict[str, list[str]]:
    """Return the sheets of each template."""
    reach = _reach_of(tuple(sorted(templates.items())))
    owned = {f"{COMPONENTS}{component}.css" for each in templates for component in _component_of(each)}
    return {
        template: [
            sheet
            for name, sheet in sheets.items()
            if (name not in owned or _component(name) in reached.components) and not (reached.links_further and name in further)
        ]
        for template, reached in reach.items()
    }


def _as_file(sheets: Iterable[str]) -> str:
    text = joined(sheets)
    return LAYERS + text if text else ""


@lru_cache(maxsize=1)
def _reach_of(templates: tuple[tuple[str, str], ...]) -> dict[str, Reach]:
    """Return what each HTML template can reach. One whose name is only known when the page is made may be any."""
    from jinja2 import TemplateSyntaxError
    from jinja2.meta import find_referenced_templates

    from wellread.render.templates import make_environment

    environment = make_environment(dict(templates))
    names = {name for name, _ in templates}
    asked: dict[str, frozenset[str]] = {}
    surely: dict[str, frozenset[str]] = {}
    for name, text in templates:
        try:
            found = set(find_referenced_templates(environment.parse(text)))
        except (TemplateSyntaxError, RecursionError):  # told of where a page is made of it
            found = set()
        surely[name] = frozenset(each for each in found if each)
        asked[name] = frozenset(names) if None in found else surely[name]
    texts = dict(templates)
    return {
        name: Reach(
            components=frozenset(component for each in _closure(name, asked) for component in _component_of(each)),
            links_further=any(LINKS_FURTHER in texts.get(each, "") for each in _closure(name, surely)),
        )
        for name in sorted(names)
        if name.endswith(".html")
    }


def _closure(name: str, asked: Mapping[str, frozenset[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = [name]
    while waiting:
        here = waiting.pop()
        if here not in reached:
            reached.add(here)
            waiting += asked.get(here, ())
    return reached


def _component(sheet: str) -> str:
    return PurePosixPath(sheet).stem


def _component_of(template: str) -> Iterator[str]:
    """Yield "card" for "components/card.html", nothing for what is no component."""
    path = PurePosixPath(template)
    if path.suffix == ".html" and path.parent.name == "components":
        yield path.stem
