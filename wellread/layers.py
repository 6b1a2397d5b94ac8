"""The program's own templates and styles, and what a site lays over them: a site writes down only what it wants otherwise.

A site's file takes the place of the program's file of the same name. The program's stays in reach as "wellread/NAME", so that a
template can extend it and change one block. A site whose base.html does not build on "wellread/base.html" has a design of its own:
nothing of the program's is mixed into that.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from wellread.model import Value
from wellread.overrides import told_changes
from wellread.problems import Problem, SiteError
from wellread.read import read_folder

OWN_STATIC = ("css/", "js/", "img/icon", "root/icon")
"""What of static/ belongs to the templates; the rest belongs to the articles of this site."""
PREFIX = "wellread/"
BASE = "base.html"
LARGEST_TEMPLATE = 500_000
"""Bytes; ours have some thousand."""


class Layers(Value, frozen=True, kw_only=True):
    """The files below templates/ and static/ that a site is made with, each by its path with /, and what is to be said of them."""

    templates: Mapping[str, bytes]
    static: Mapping[str, bytes]
    problems: tuple[Problem, ...] = ()


def theme_folder() -> Path:
    """Return the folder with the program's own templates/ and static/: in the package where it is installed, else the checkout."""
    here = Path(__file__).parent
    installed = here / "theme"
    return installed if installed.is_dir() else here.parent


def read_layers(root: Path) -> Layers:
    """Return the site's templates and static files, laid over the program's. Raises SiteError for what can't be read."""
    templates, static = read_folder(root / "templates"), read_folder(root / "static")
    large = next((name for name, content in templates.items() if len(content) > LARGEST_TEMPLATE), "")
    if large:
        raise SiteError(f"templates/{large} is too large for a template: {LARGEST_TEMPLATE // 1000} KB are the most. Divide it.")
    theme = theme_folder()
    if has_own_design(templates) or os.path.realpath(theme) == os.path.realpath(root):
        return Layers(templates=templates, static=static)
    own = read_folder(theme / "templates")
    own_static = {name: content for name, content in read_folder(theme / "static").items() if name.startswith(OWN_STATIC)}
    beneath = {PREFIX + name: own[name] for name in templates if name in own}
    return Layers(
        templates=dict(sorted({**own, **beneath, **templates}.items())),
        static=dict(sorted({**own_static, **static}.items())),
        problems=(*told_changes("templates", templates, own), *told_changes("static", static, own_static)),
    )


def has_own_design(templates: Mapping[str, bytes]) -> bool:
    """Say whether a site brings pages of its own from the ground up."""
    return BASE in templates and f"{PREFIX}{BASE}".encode() not in templates[BASE]
