"""Each page brings the styles of what its template can reach, in few bytes, and a policy with the hash of exactly these."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from time import process_time

import pytest

from wellread.render.compact import compact_sheets, joined, minified, tight
from wellread.render.headers import HEADERS_FILE, header_rules, headers_file
from wellread.render.policy import Needs, hash_of, make_shell, policy_of, united
from wellread.render.styles import LAYERS, make_sheets
from wellread.render.templates import make_environment

ROOT = Path(__file__).parents[2]
STATIC = {
    "css/tokens.css": b"@layer tokens { :root { --gap: 1rem; --ink: #000000 } @media print { :root { --ink: #111111 } } }",
    "css/own.css": b".own { margin: var(--gap) }",
    "css/print.css": b"@layer print { p { color: var(--ink) } }",
    "css/components/card.css": b"/* Cards. */ .card { color: var(--ink) }",
    "css/components/list.css": b".list { margin: 0 }",
    "css/components/far.css": b"/* Further down */ .far { color: var(--ink) }",
    "css/components/nobody_s.css": b".nobody { margin: 0 }",
}
TEMPLATES = {
    "base.html": "<style>{{ shell.style_html|safe }}</style>{% block main %}{% endblock %}",
    "home.html": '{% extends "base.html" %}{% import "components/list.html" as list %}{% import "components/far.html" as far %}',
    "long.html": '{% extends "base.html" %}{% import "components/far.html" as far %}{{ site.further_stylesheet }}',
    "plain.html": '{% extends "base.html" %}{# {% include "components/card.html" %} #}',
    "any.html": "{% include view.kind %}",
    "broken.html": "{% from %}",
    "feed.xml": "<feed/>",
    "components/list.html": '{% from "components/card.html" import card %}',
    "components/card.html": "",
    "components/far.html": "",
}


def classes_of(template: str) -> set[str]:
    return set(re.findall(r"\.([a-z]+)\{", make_sheets(TEMPLATES, STATIC).of_templates[template]))


# --- which styles -----------------------------------------------------------------------------------------------------


def test_a_page_has_the_styles_of_the_components_that_its_template_can_reach() -> None:
    assert classes_of("home.html") == {"own", "nobody", "list", "card", "far"}
    assert classes_of("plain.html") == classes_of("broken.html") == {"own", "nobody"}


def test_a_template_that_takes_what_it_is_told_to_has_the_styles_of_all_components() -> None:
    assert classes_of("any.html") == {"own", "nobody", "list", "card", "far"}


def test_what_stands_further_down_is_a_file_for_templates_that_link_to_it() -> None:
    assert classes_of("long.html") == {"own", "nobody"}
    sheets = make_sheets(TEMPLATES, STATIC)
    assert sheets.further.endswith("}.far{color:var(--a)}")
    assert sheets.on_paper.startswith(LAYERS + "@layer print{")


def test_a_page_brings_no_token_that_nothing_there_uses() -> None:
    tokens = b"@layer tokens { :root { --own: #010101; --far: var(--deep); --deep: #020202; --said: 1; --idle: #030303 } }"
    dark = b"@media (prefers-color-scheme: dark) { :root { --own: red; --far: blue; --deep: green; --said: 2; --idle: black } }"
    static = {
        "css/tokens.css": tokens[:-2] + dark + b"}",
        "css/own.css": b".own { color: var(--own) }",
        "css/components/far.css": b"/* Further down */ .far { color: var(--far) }",
        "js/own.js": b"'--said'",
    }
    sheets = make_sheets(TEMPLATES, static)
    colours = ("#010101", "red", "#020202", "green", "blue", "#030303", "black", "--said")
    assert [each for each in colours if each in sheets.of_templates["long.html"]] == ["#010101", "red", "--said"]
    assert [each for each in colours if each in sheets.further] == ["#020202", "green", "blue"]


def test_the_layers_come_first_and_feeds_have_no_styles() -> None:
    styles = make_sheets(TEMPLATES, STATIC).of_templates
    assert "feed.xml" not in styles
    assert all(style.startswith(LAYERS) for style in styles.values())
    assert make_sheets(TEMPLATES, {}).of_templates == {}


def test_the_same_files_give_the_same_styles_in_whatever_order() -> None:
    assert make_sheets(dict(reversed(TEMPLATES.items())), dict(reversed(STATIC.items()))) == make_sheets(TEMPLATES, STATIC)


def test_every_component_s_styles_stand_in_the_pages_that_need_them() -> None:
    """Our own: a class that a sheet speaks of and a template prints is in that template's styles, or in the file it links to."""
    templates = {
        path.relative_to(ROOT / "templates").as_posix(): path.read_text("utf-8") for path in ROOT.glob("templates/**/*.html")
    }
    static = {path.relative_to(ROOT / "static").as_posix(): path.read_bytes() for path in ROOT.glob("static/css/**/*.css")}
    sheets = make_sheets(templates, static)
    known = set(re.findall(r"\.([a-z][\w-]*)", "".join(minified(each) for each in static.values())))
    for name, style in sheets.of_templates.items():
        printed = {each for value in re.findall(r'class="([^"{]*)"', templates[name]) for each in value.split()} & known
        there = set(
            re.findall(r"\.([a-z][\w-]*)", style + sheets.on_paper + sheets.further * ("further_stylesheet" in templates[name]))
        )
        assert printed <= there, name


# --- in few bytes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "small"),
    [
        (b"\xef\xbb\xbf/* x */ a { color : red ; }\r\n", "a{color:red}"),
        (b'a::after { content: "</style><!--" }', r'a::after{content:"<\/style><\!--"}'),
        (b"@layer a { .x { &:hover { margin: calc(1px + 2px) } } }", "@layer a{.x{&:hover{margin:calc(1px + 2px)}}}"),
        (b"@media (min-width: 40em) and (hover) { a { b: c } }", "@media (min-width:40em) and (hover){a{b:c}}"),
        (b"a { b: c }\0", "a{b:c}\ufffd"),
        (b"a { margin: 0.5em -0.5em 10.5em; color: #ffcc00 }", "a{margin:.5em -0.5em 10.5em;color:#fc0}"),
        (b"#aabbcc { color: #ffcc01; content: ' 0.5 \\' 0.5' }", "#aabbcc{color:#ffcc01;content:' 0.5 \\' 0.5'}"),
    ],
)
def test_a_sheet_says_the_same_in_fewer_letters(sheet: bytes, small: str) -> None:
    assert minified(sheet) == small


def test_a_property_with_one_value_gives_way_to_it_and_others_are_called_something_short() -> None:
    small = compact_sheets(STATIC, {})
    assert small["css/own.css"] == ".own{margin:1rem}"
    assert small["css/tokens.css"] == "@layer tokens{:root{--a:#000}@media print{:root{--a:#111}}}"
    assert small["css/components/card.css"] == ".card{color:var(--a)}"


@pytest.mark.parametrize(
    "tokens",
    [
        "--a: calc(var(--a) * 2)",
        "--a: var(--b) x; --b: var(--a) y",
        "; ".join(f"--a{number}: var(--a{number + 1}) var(--a{number + 1})" for number in range(60)) + "; --a60: x",
    ],
    ids=["itself", "in a circle", "doubled sixty times"],
)
def test_properties_that_speak_of_each_other_without_end_stay_as_they_are(tokens: str) -> None:
    small = compact_sheets({"css/a.css": f"@layer tokens {{ :root {{ {tokens} }} }} p {{ margin: var(--a) }}".encode()}, {})
    assert len(small["css/a.css"]) < 500_000
    assert "var(--" in small["css/a.css"]


@pytest.mark.parametrize("css", ['"\\' * 100_000, "a{b:'" + "\\\n" * 100_000, "url(" * 50_000])
def test_a_sheet_without_ends_is_read_in_time(css: str) -> None:
    started = process_time()
    minified(css.encode())
    assert process_time() - started < 5


@pytest.mark.parametrize(
    ("more", "kept"),
    [
        (b".narrow { --gap: 0.5rem }", "var(--"),  # it has another value somewhere
        (b"@property --gap { syntax: '<length>'; inherits: true; initial-value: 0 }", "var(--"),
        (b".x { margin: var(--gap, 2rem) }", "var(--"),
        (b".block--gap:hover { margin: 0 }", "1rem"),  # no property at all
    ],
)
def test_only_what_is_surely_constant_is_filled_in(more: bytes, kept: str) -> None:
    small = compact_sheets({**STATIC, "css/more.css": more}, {})
    assert kept in small["css/own.css"]
    assert ".block--gap:hover" not in more.decode() or ".block--gap:hover" in small["css/more.css"]


def test_what_scripts_and_templates_speak_of_keeps_its_name() -> None:
    script = {"js/own.js": b"getComputedStyle(document.body).getPropertyValue('--gap')"}
    assert compact_sheets({**STATIC, **script}, {})["css/own.css"] == ".own{margin:var(--gap)}"
    small = compact_sheets(STATIC, {"x.html": '<path fill="var(--ink)"/>'})
    assert small["css/components/card.css"] == ".card{color:var(--ink)}"


def test_short_names_take_nobody_else_s_place() -> None:
    small = compact_sheets({"css/x.css": b":root { --long: red } .a { --long: blue; color: var(--long); margin: var(--a) }"}, {})
    assert small["css/x.css"] == ":root{--b:red}.a{--b:blue;color:var(--b);margin:var(--a)}"


@pytest.mark.parametrize(
    ("sheets", "text"),
    [
        (["@layer a{x{b:c}}", "@layer a{y{b:c}}", "@layer b{z{b:c}}"], "@layer a{x{b:c}y{b:c}}@layer b{z{b:c}}"),
        (["@layer a{x{b:c}}y{b:c}", "@layer a{z{b:c}}"], "@layer a{x{b:c}}y{b:c}@layer a{z{b:c}}"),
        (["@layer a{x{b:c}", "@layer a{z{b:c}}"], "@layer a{x{b:c}@layer a{z{b:c}}"),  # a brace is missing
        (['@layer a{x{content:"}"}}', "@layer a{z{b:c}}"], '@layer a{x{content:"}"}}@layer a{z{b:c}}'),
    ],
)
def test_sheets_of_one_layer_share_its_braces(sheets: list[str], text: str) -> None:
    assert joined(sheets) == text


@pytest.mark.parametrize(
    ("html", "small"),
    [
        ("<ul>\n  <li>a</li>\n\n  <li>b</li>\n</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<p>\n  one\n  <a>two</a>\n  <a>three</a>\n</p>", "<p>one\n<a>two</a>\n<a>three</a></p>"),
        ("</p>\n", "</p>"),
        ("</a>\n", "</a>\n"),
        ("      <li>after a tag of the template", "<li>after a tag of the template"),
        (" words", " words"),
    ],
)
def test_space_goes_where_it_shows_nothing(html: str, small: str) -> None:
    assert tight(html) == small


def test_what_is_to_be_shown_as_written_is() -> None:
    texts = {"x.html": "<div>\n  <pre>\n  a\n    {{ view }}\n  b</pre>\n  <p>{{ view }}</p>\n</div>", "x.xml": "<a>\n  <p>"}
    environment = make_environment(texts)
    assert environment.get_template("x.html").render(view="c") == "<div>\n  <pre>\n  a\n    c\n  b</pre>\n  <p>c</p></div>"
    assert environment.get_template("x.xml").render() == "<a>\n  <p>"


# --- the policy -------------------------------------------------------------------------------------------------------


def test_a_page_that_needs_nothing_may_show_text_styles_and_pictures() -> None:
    shell = make_shell("a{b:c}", Needs())
    digest = b64encode(sha256(b"a{b:c}").digest()).decode()
    assert shell.policy_html == (
        f"default-src 'none'; style-src 'self' 'sha256-{digest}'; img-src 'self'; form-action 'self'; base-uri 'none'"
    )


def test_a_page_may_do_what_it_asks_for() -> None:
    needs = Needs(scripts=("/assets/x.js",), wasm=True, fetches=True, workers=True, manifest=True)
    policy = policy_of(needs, ())
    for words in ("script-src 'self' 'wasm-unsafe-eval'", "connect-src 'self'", "worker-src 'self'", "manifest-src 'self'"):
        assert f"; {words};" in policy
    assert "unsafe-inline" not in policy
    assert "http" not in policy


def test_needs_add_up() -> None:
    one, two = Needs(scripts=("/a.js", "/b.js"), wasm=True), Needs(scripts=("/b.js",), manifest=True)
    assert united((one, two)) == Needs(scripts=("/a.js", "/b.js"), wasm=True, manifest=True)
    assert united(()) == Needs()


def test_the_order_of_styles_does_not_matter() -> None:
    assert policy_of(Needs(), ("x", "y", "")) == policy_of(Needs(), ("y", "x"))
    assert hash_of("é") == f"'sha256-{b64encode(sha256('é'.encode()).digest()).decode()}'"


# --- headers ----------------------------------------------------------------------------------------------------------


def test_the_file_of_headers_names_each_header_once_for_a_file() -> None:
    rules = header_rules(
        "default-src 'none'", "/", is_https=True, apis=["api/", "es/api/"], feeds=[("feed.xml", "application/atom+xml")]
    )
    text = headers_file(rules).decode()
    assert text.startswith("/*\n  Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\n")
    assert "\n\n/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n" in text
    assert "\n\n/es/api/*\n  Access-Control-Allow-Origin: *\n" in text
    assert dict(rules[0].headers)["Cross-Origin-Resource-Policy"] == "cross-origin", "pictures of shared pages are shown elsewhere"
    everywhere = {name for name, _ in rules[0].headers}
    assert all(name not in everywhere for rule in rules[1:] for name, _ in rule.headers)
    assert all(line.startswith(("/", "  ")) or not line for line in text.splitlines())
    assert max(map(len, text.splitlines())) < 2000  # Cloudflare reads no longer line
    assert HEADERS_FILE == "_headers"


def test_a_site_below_a_folder_speaks_of_its_own_files_only_and_plain_http_promises_nothing() -> None:
    rules = header_rules("", "/health/", is_https=False)
    assert all(rule.pattern.startswith("/health/") for rule in rules)
    assert "Strict-Transport-Security" not in dict(rules[0].headers)
