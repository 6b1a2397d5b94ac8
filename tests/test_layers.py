"""A site writes down only what it wants otherwise: everything else comes from the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from wellread.layers import OWN_STATIC, read_layers, theme_folder
from wellread.problems import SiteError
from wellread.read import read_folder

OWN = read_folder(theme_folder() / "templates")


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def test_a_site_with_nothing_of_its_own_has_all_of_the_program_s(tmp_path: Path) -> None:
    found = read_layers(tmp_path)
    assert found.templates == OWN
    assert "css/tokens.css" in found.static
    assert all(name.startswith(OWN_STATIC) for name in found.static)


def test_a_file_of_the_site_takes_the_place_of_the_program_s_and_can_build_on_it(tmp_path: Path) -> None:
    files = {
        "templates/article.html": '{% extends "wellread/article.html" %}',
        "templates/components/own.html": "x",
        "static/css/tokens.css": "a{}",
        "static/img/map.svg": "<svg/>",
    }
    found = read_layers(write(tmp_path, files))
    assert found.templates["article.html"] == b'{% extends "wellread/article.html" %}'
    assert found.templates["wellread/article.html"] == OWN["article.html"]
    assert found.templates["components/own.html"] == b"x"
    assert found.templates.keys() - OWN.keys() == {"wellread/article.html", "components/own.html"}
    assert (found.static["css/tokens.css"], found.static["img/map.svg"]) == (b"a{}", b"<svg/>")
    assert "css/base.css" in found.static
    assert list(found.templates) == sorted(found.templates)
    assert list(found.static) == sorted(found.static)


def test_a_site_whose_pages_are_its_own_from_the_ground_up_gets_nothing_mixed_in(tmp_path: Path) -> None:
    found = read_layers(write(tmp_path, {"templates/base.html": "<!doctype html>", "static/css/own.css": "a{}"}))
    assert found.templates == {"base.html": b"<!doctype html>"}
    assert found.static == {"css/own.css": b"a{}"}


def test_a_base_that_builds_on_the_program_s_is_not_a_design_of_its_own(tmp_path: Path) -> None:
    found = read_layers(write(tmp_path, {"templates/base.html": '{% extends "wellread/base.html" %}'}))
    assert found.templates["wellread/base.html"] == OWN["base.html"]
    assert found.templates["article.html"] == OWN["article.html"]


def test_what_can_t_be_read_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"elsewhere/a.html": "x", "site/site.yaml": "title: x"})
    (tmp_path / "site/templates").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SiteError, match="leads out of the site"):
        read_layers(tmp_path / "site")


def test_a_template_that_no_page_needs_so_large_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"site.yaml": "title: x", "templates/a.html": "{{ view }}" * 60_000})
    with pytest.raises(SiteError, match=r"templates/a\.html is too large for a template: 500 KB are the most"):
        read_layers(tmp_path)
