"""What somebody writes into an article who wants more than an article: seen in what would be published (docs/security.md)."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from wellread.pipeline import Built, Order, build

SITE = Path(__file__).parent / "fresh/site"
MARK = "7f3a"
"""Stands in everything that is written here, so that it can be found again."""
SCRIPT = f"</script><script>alert('{MARK}')</script>"
FRONT = {
    "title": '"Shade </title><script>alert(1)</script>"',
    "description": '"Shade \\"><i id=\\"{{ 7 * 191 }} and more on sitting where the sun is not, in a few words."',
    "type": "guide",
    "status": "in-review",
    "main_message": '"Sit in the shade {{ 7 * 191 }} {% raw %} <img src=x onerror=alert(1)>."',
    "synonyms": f'["{SCRIPT}", "]]>"]',
    "red_flags": '["{{ self.__init__.__globals__ }} <b onclick=alert(1)>"]',
    "authors": "[editorial-team]",
    "published": "2026-01-05",
    "funding": f'"none {SCRIPT}"',
    "conflicts": '"The editor <!-- sells hats"',
}
BODY = """{{ 7 * 191 }} {% include "/etc/passwd" %} {# not a note #} ${7*191} <% 7*191 %>

## A heading {{ config }} `{{ 7 * 191 }}`

[what the shade does](https://example.org/"onmouseover="alert(1)) and [what the sun does](https://example.org/{{ 7*191 }})
"""


def laid_out(folder: Path, front: dict[str, str], body: str = "A text.\n") -> Order:
    shutil.copytree(SITE, folder / "site")
    keys = "".join(f"{key}: {value}\n" for key, value in front.items())
    (folder / "site/content/articles/shade.md").write_text(f"---\n{keys}---\n{body}", "utf-8")
    return Order(root=folder / "site", output=folder / "out/public", today=date(2026, 11, 22))


def about_it(built: Built) -> set[str]:
    return {each.code for each in built.problems if each.place.path == "content/articles/shade.md" and each.severity == "error"}


def test_what_an_article_holds_is_never_a_template_nor_a_script(tmp_path: Path) -> None:
    front = {**FRONT, "main_message": '"Sit in the shade {{ 7 * 191 }} {% raw %}."'}
    built = build(laid_out(tmp_path, front, BODY))
    assert about_it(built) == set()
    files = {
        path: path.read_text("utf-8") for path in (tmp_path / "out").rglob("*") if path.suffix in (".html", ".json", ".xml", ".txt")
    }
    page = next(text for path, text in files.items() if path.parts[-2:] == ("shade", "index.html"))
    assert "{{ 7 * 191 }}" in page
    for path, text in files.items():
        assert "1337" not in text, path
        assert "root:" not in text, path
        if path.suffix == ".html":
            assert not re.search(r"<script[^>]*>alert|<[^>]*\s(?:onload|onclick|onerror|onmouseover)\s*=", text), path
    data = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert data
    assert not any("<" in each for each in data)


def test_html_in_a_text_stops_the_build(tmp_path: Path) -> None:
    built = build(laid_out(tmp_path, FRONT))
    assert "html-in-text" in about_it(built)
    assert not (tmp_path / "out/public").exists()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("redirect_from", "[/../../escaped/]"),
        ("redirect_from", "[/a/%2e%2e/%2e%2e/escaped/]"),
        ("redirect_from", "['/a\\..\\..\\escaped/']"),
        ("redirect_from", "[//elsewhere.example/]"),
        ("redirect_from", "[/.wellread-manifest.json]"),
        ("redirect_from", "['/.git/config']"),
        ("related", "[../../../etc/passwd]"),
        ("authors", "[../../../etc/passwd]"),
    ],
)
def test_no_address_leads_out_of_the_site(tmp_path: Path, key: str, value: str) -> None:
    built = build(laid_out(tmp_path, {**FRONT, "main_message": "Sit in the shade.", key: value}))
    assert built.stopped
    assert [path for path in tmp_path.rglob("*") if path.is_file() and tmp_path / "site" not in path.parents] == []


@pytest.mark.parametrize(
    "body",
    [
        "![A hat](/static/../site.yaml)",
        "![A hat](/static/%2e%2e/site.yaml)",
        "![A hat](../../../../etc/passwd)",
        "![A hat](file:///etc/passwd)",
        "[press](javascript:alert(1))",
        "[press](java&#115;cript:alert(1))",
        "[press](data:text/html;base64,PHNjcmlwdD4=)",
        "[press](article:../../../etc/passwd)",
        "[@../../etc/passwd]",
        "![A hat](https://elsewhere.example/pixel.png)",
        "<iframe src='https://elsewhere.example'></iframe>",
    ],
)
def test_no_text_shows_a_file_that_is_not_the_site_s_or_runs_anything(tmp_path: Path, body: str) -> None:
    built = build(laid_out(tmp_path, {**FRONT, "main_message": "Sit in the shade."}, f"{body}\n"))
    assert about_it(built)
    assert not (tmp_path / "out/public").exists()
