"""The styles of each page, written into the page: what it needs and no more, so that one round trip brings all of it.

A template's styles are those of the components that it can reach, and every sheet that no component is named after. What is only
for paper is a file of its own, which no reader waits for. Texts in, texts out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import PurePosixPath

from rcssmin import cssmin

LAYERS = "@layer tokens,base,layout,components,print;"
"""Stands first in every page, so that the order of the sheets does not matter."""
COMPONENTS = "css/components/"
ON_PAPER = ("css/print.css", "css/print/")
"""Sheets that only a printer reads."""

Reach = Mapping[str, frozenset[str]]
"""The names of the components whose templates each template can reach."""


def styles_of(templates: Mapping[str, str], static: Mapping[str, bytes]) -> dict[str, str]:
    """Return what each HTML template's pages have in their style element, by the template's name. `static` holds each file by its
    path below static/, with /."""
    sheets = {name: static[name] for name in sorted(static) if is_sheet(name) and not name.startswith(ON_PAPER)}
    if not sheets:
        return {}
    reach = _reach_of(tuple(sorted(templates.items())))
    named = {f"{COMPONENTS}{component}.css": component for each in templates for component in _component_of(each)}
    return {
        template: LAYERS + "".join(minified(sheets[name]) for name in sheets if name not in named or named[name] in reached)
        for template, reached in reach.items()
    }


def print_styles(static: Mapping[str, bytes]) -> bytes:
    """Return the sheet for paper, b"" if there is none."""
    sheets = [minified(static[name]) for name in sorted(static) if is_sheet(name) and name.startswith(ON_PAPER)]
    return "".join((LAYERS, *sheets)).encode() if sheets else b""


def is_sheet(name: str) -> bool:
    return name.startswith("css/") and name.endswith(".css")


@lru_cache(maxsize=512)
def minified(sheet: bytes) -> str:
    """Return a sheet without comments and spare space. Nothing in it can end the style element that it stands in, or is read by a
    browser as something else than what its hash was made of."""
    text = sheet.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    small: str = cssmin(text)
    return small.replace("</", "<\\/").replace("<!", "<\\!")


@lru_cache(maxsize=1)
def _reach_of(templates: tuple[tuple[str, str], ...]) -> Reach:
    """Return the components that each HTML template can reach. One whose name is only known when the page is made may be any."""
    from jinja2 import TemplateSyntaxError
    from jinja2.meta import find_referenced_templates

    from wellread.render.templates import make_environment

    environment = make_environment(dict(templates))
    names = {name for name, _ in templates}
    asked: dict[str, frozenset[str]] = {}
    for name, text in templates:
        try:
            found = set(find_referenced_templates(environment.parse(text)))
        except (TemplateSyntaxError, RecursionError):  # told of where a page is made of it
            found = set()
        asked[name] = frozenset(names if None in found else {each for each in found if each})
    return {
        name: frozenset(component for each in _closure(name, asked) for component in _component_of(each))
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


def _component_of(template: str) -> Iterator[str]:
    """Yield "card" for "components/card.html", nothing for what is no component."""
    path = PurePosixPath(template)
    if path.suffix == ".html" and path.parent.name == "components":
        yield path.stem
