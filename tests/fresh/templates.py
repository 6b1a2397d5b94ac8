"""Templates that show everything they are given, whatever a view holds, and are read in no time: made for comparing bytes."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]

EVERYTHING = """\
{% macro everything(value) %}
{% if value.__struct_fields__ is defined %}
<dl>{% for name in value.__struct_fields__ %}<dt>{{ name }}</dt><dd>{{ everything(value=value[name]) }}</dd>{% endfor %}</dl>
{% elif value is mapping %}
<dl>{% for name, each in value.items() %}<dt>{{ name }}</dt><dd>{{ everything(value=each) }}</dd>{% endfor %}</dl>
{% elif value is iterable and value is not string %}
<ol>{% for each in value %}<li>{{ everything(value=each) }}</li>{% endfor %}</ol>
{% else %}
{{ value }}
{% endif %}
{% endmacro %}
"""
BASE = """\
{% from "components/everything.html" import everything %}
{{ everything(value=site) }}
{% block main %}{% endblock %}
"""
PAGE = """\
{% extends "base.html" %}
{% from "components/title.html" import title %}
{% from "components/everything.html" import everything %}
{% block main %}{{ title(text=view.head.title) }}{{ everything(value=view) }}{% endblock %}
"""
TITLE = "{% macro title(text) %}<h1>{{ text }}</h1>{% endmacro %}\n"


def plain_templates() -> dict[str, bytes]:
    """Return a template for each of ours, by its path below templates/."""
    pages = {file.name: PAGE.encode() for file in (ROOT / "templates").glob("*.html")}
    programs = {file.name: file.read_bytes() for file in (ROOT / "templates").glob("*.*") if file.suffix != ".html"}
    parts = {"base.html": BASE, "components/title.html": TITLE, "components/everything.html": EVERYTHING}
    return pages | programs | {name: text.encode() for name, text in parts.items()}


def files_in(folder: Path) -> dict[str, bytes]:
    """Return the files below a folder by their paths in it."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}
