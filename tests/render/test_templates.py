"""What a template gets wrong is said with its file and line, once, and never as a traceback."""

import subprocess
import sys

import pytest

from tests.render.small_site import PAGES, TEMPLATES, built
from wellread.problems import Place, Problem


def problems_with(name: str, text: str) -> tuple[Problem, ...]:
    outputs, problems = built(templates=TEMPLATES | {name: text.encode()})
    assert "about/index.html" in outputs
    return problems


@pytest.mark.parametrize(
    ("text", "code", "line", "words"),
    [
        ("<p>\n{% if %}</p>", "template-error", 2, "cannot be read"),
        ("<p>\n\n{{ view.titel }}</p>", "template-undefined", 3, "titel"),
        ("{{ nothing }}", "template-undefined", 1, "nothing"),
        ("\n{{ view.head.title|shout }}", "template-error", 2, "shout"),
        ('\n{% include "gone.html" %}', "template-missing", 2, "gone.html"),
        ('{% extends "bse.html" %}', "template-missing", 1, "bse.html"),
        ('{% from "components/title.html" import titel %}\n{{ titel(text=1) }}', "template-undefined", 2, "titel"),
        ('{% from "components/title.html" import title %}\n{{ title(txt=1) }}', "template-error", 2, "txt"),
        ("{{ 1 + view.head.title }}", "template-error", 1, "cannot be filled in"),
        ("{{ 1 // 0 }}", "template-error", 1, "zero"),
        ("\n{% macro again() %}\n{{ again() }}{% endmacro %}\n{{ again() }}", "template-error", 3, "circle"),
        ("\n{{ 'x' * 2000000000000000000 }}", "template-error", 2, "room"),
        ("\n\n{% if view %}{{ '\\ud800' }}{% endif %}", "template-error", 3, "half a character"),
        ("\n{{ [1, 'a']|sort }}", "template-error", 2, "cannot be filled in"),
        ('\n{% include "term.html" %}', "template-error", 2, "circle"),
        ("\n{% block a %}{% endblock %}\n{% block a %}{% endblock %}", "template-error", 3, "defined twice"),
        ("\n{% macro hic(a) %}{{ a }}{% endmacro %}\n{{ hic(1, 2) }}", "template-error", 3, "not more than 1"),
        ("\n{% macro hic(a) %}{{ a }}{% endmacro %}\n{{ hic() }}", "template-undefined", 2, "was not provided"),
    ],
)
def test_a_fault_has_its_line(text: str, code: str, line: int, words: str) -> None:
    (problem,) = problems_with("term.html", text)
    assert (problem.code, problem.severity) == (code, "error")
    assert (problem.place.path, problem.place.line) == ("templates/term.html", line)
    assert words in problem.message
    assert "(seen on glossary/diaphragm/index.html and 1 more)" in problem.message
    assert problem.related[0].place == Place("content/terms/diaphragm.md")
    assert problem.hint


@pytest.mark.parametrize(
    ("text", "words", "hint"),
    [
        ("{{ veiw }}", "nothing is called “veiw” here", "did you mean “view”?"),
        ("{{ view.haed }}", "TermView has no “haed”", "did you mean “head”?"),
        ("{{ {'hic': 1}.hick }}", "dict has no “hick”", "did you mean “hic”?"),
        ("{{ view.zzz }}", "TermView has no “zzz”", "mend that line, or undo the last change in templates/"),
    ],
)
def test_the_nearest_name_that_is_there_is_offered(text: str, words: str, hint: str) -> None:
    (problem,) = problems_with("term.html", text)
    assert words in problem.message
    assert problem.hint == hint


@pytest.mark.parametrize(
    "text",
    ["{% for a in [1] %}" * 25 + "{% endfor %}" * 25, "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", "{{ (10 ** 9999)|string }}"],
    ids=["blocks in blocks", "brackets in brackets", "an endless number"],
)
def test_what_not_even_python_can_read_is_told_of_the_template_as_a_whole(text: str) -> None:
    (problem,) = problems_with("term.html", text)
    assert (problem.code, problem.place) == ("template-error", Place("templates/term.html"))


def test_a_fault_in_a_component_is_the_components() -> None:
    component = b"{% macro title(text) %}\n{{ text.nothing }}{% endmacro %}"
    _, (problem,) = built(templates=TEMPLATES | {"components/title.html": component})
    assert (problem.code, problem.place) == ("template-undefined", Place("templates/components/title.html", 2, 1, 2, 1))
    assert "(seen on 404.html and " in problem.message


def test_a_missing_template_is_named() -> None:
    templates = {name: text for name, text in TEMPLATES.items() if name != "sources.html"}
    outputs, (problem,) = built(templates=templates)
    assert "sources/index.html" not in outputs
    assert (problem.code, problem.place) == ("template-missing", Place("templates/sources.html"))
    assert problem.hint


def test_a_template_must_be_utf_8() -> None:
    for name in ("notes.html", "term.html"):
        _, problems = built(templates=TEMPLATES | {name: b"ok\n\xff"})
        assert [(problem.code, problem.place.path, problem.place.line) for problem in problems] == [
            ("template-error", f"templates/{name}", 2)
        ]


def test_text_is_escaped_in_every_kind_of_template() -> None:
    outputs, problems = built(
        templates=TEMPLATES | {"robots.txt": b"{{ '<&' }}", **{f"{name}.html": b"{{ '<&' }}" for name in PAGES}}
    )
    assert problems == ()
    assert outputs["robots.txt"].content == outputs["index.html"].content == b"&lt;&amp;"


def test_what_only_new_pages_need_is_imported_with_the_first_of_them() -> None:
    asked = "import sys, wellread.render; sys.exit(', '.join({'jinja2', 'citeproc', 'pydantic'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", asked], capture_output=True, check=False).stderr == b"\n"
