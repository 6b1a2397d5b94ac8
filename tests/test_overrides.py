"""A site changes one block, one component or one token and keeps the rest the program's; and hears when an original changes."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from wellread import __version__, layers
from wellread.cli import main
from wellread.layers import OWN_STATIC, theme_folder
from wellread.model import Value
from wellread.new import override as overriding
from wellread.new.site import Wanted, init
from wellread.overrides import ORIGINALS, can_be_marked, marked, short_hash, told_changes, unmarked
from wellread.pipeline import Built, Order, build
from wellread.read import read_folder
from wellread.render.views import ArticleView, Chrome, Head, HomeView, PageView, SymptomView, TermView, TopicView

TODAY = date(2026, 11, 22)
CARD = "templates/components/page_head.html"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that was begun just now, but without compressed copies: nothing here looks at them, and they take long."""
    init(tmp_path / "site", Wanted(title="Skin", emergency=("Ireland=112",)), TODAY, None)
    settings = tmp_path / "site/site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("precompress: true", "precompress: false"), "utf-8")
    return tmp_path / "site"


def built(site: Path) -> Built:
    return build(Order(root=site, output=site / "public", today=TODAY, drafts=True, memo=site / ".wellread"))


def pages(site: Path) -> dict[str, str]:
    """Return the pages of a site, which must build without a word."""
    assert built(site).problems == ()
    return {path.relative_to(site / "public").as_posix(): path.read_text("utf-8") for path in (site / "public").rglob("*.html")}


def write(site: Path, name: str, text: str) -> None:
    (site / name).parent.mkdir(parents=True, exist_ok=True)
    (site / name).write_text(text, "utf-8")


def run(capsys: pytest.CaptureFixture[str], site: Path, *words: str) -> str:
    assert main(["override", *words, "--site", str(site)]) == 0
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], site: Path, *words: str) -> str:
    assert main(["override", *words, "--site", str(site)]) == 2
    return capsys.readouterr().err


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the program's templates and styles that a test can change, as a later version would."""
    theme = tmp_path / "theme"
    for name in ("templates", "static"):
        shutil.copytree(theme_folder() / name, theme / name)
    for module in (layers, overriding):
        monkeypatch.setattr(module, "theme_folder", lambda: theme)
    return theme


# --- one thing otherwise, and all the rest the program's --------------------------------------------------------------


def test_one_block_of_one_template(site: Path) -> None:
    before = pages(site)
    write(site, "templates/article.html", '{% extends "wellread/article.html" %}{% block after_text %}<p>Ask us.</p>{% endblock %}')
    after = pages(site)
    assert {name for name in after if after[name] != before[name]} == {"articles/your-first-article/index.html"}
    page = after["articles/your-first-article/index.html"]
    assert page.replace("<p>Ask us.</p>", "").split() == before["articles/your-first-article/index.html"].split()


def test_a_block_can_add_to_what_the_program_prints_there(site: Path) -> None:
    write(
        site,
        "templates/base.html",
        '{% extends "wellread/base.html" %}{% block footer %}{{ super() }}<p>Our clinic</p>{% endblock %}',
    )
    for name, page in pages(site).items():
        assert re.search(r"</footer>\s*<p>Our clinic</p>", page), name


BLOCKS = {
    name: re.findall(r"{% block (\w+)", (theme_folder() / f"templates/{name}").read_text("utf-8"))
    for name in ("base.html", "article.html", "page.html", "symptom.html", "term.html")
}


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_of_a_template_can_be_filled(site: Path, name: str) -> None:
    blocks = [each for each in BLOCKS[name] if each != "main"]
    assert blocks
    filled = "".join(f"{{% block {each} %}}{{{{ super() }}}}<!-- {each} -->{{% endblock %}}" for each in blocks)
    write(site, f"templates/{name}", f'{{% extends "wellread/{name}" %}}{filled}')
    shown = {"base.html": "index", "article.html": "articles/your-first-article/index", "page.html": "about/index"}
    made = pages(site)
    if name in shown:
        assert [made[f"{shown[name]}.html"].count(f"<!-- {each} -->") for each in blocks] == [1] * len(blocks)


def test_one_component(site: Path) -> None:
    before = pages(site)
    write(
        site,
        CARD,
        '{% macro page_head(title, intro="") %}<header class="page-head"><h1>Ours: {{ title }}</h1></header>{% endmacro %}',
    )
    after = pages(site)
    assert "<h1>Ours: Privacy</h1>" in after["privacy/index.html"]
    assert after["privacy/index.html"].count("<main") == before["privacy/index.html"].count("<main")
    assert "<h1>Ours: Skin" not in after["articles/your-first-article/index.html"]


def test_one_token_of_one_stylesheet(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, site, "css/tokens.css")
    sheet = site / "static/css/tokens.css"
    sheet.write_text(sheet.read_text("utf-8").replace("--brand: #0b5351", "--brand: #123456"), "utf-8")
    assert "#123456" in sheet.read_text("utf-8")
    assert all("#123456" in page for name, page in pages(site).items() if name != "404.html")


def test_a_stylesheet_beside_the_program_s(site: Path) -> None:
    write(site, "static/css/clinic.css", "@layer components{.clinic{color:var(--ink)}}")
    assert all(".clinic{" in page for page in pages(site).values())


def test_a_template_for_one_page_alone(site: Path) -> None:
    before = pages(site)
    write(
        site, "templates/pages/about.html", '{% extends "page.html" %}{% block after_text %}<p>Come and see us.</p>{% endblock %}'
    )
    after = pages(site)
    assert "<p>Come and see us.</p>" in after["about/index.html"]
    assert {name for name in after if after[name] != before[name]} == {"about/index.html"}


# --- what the documentation says --------------------------------------------------------------------------------------

DOCS = (Path(__file__).parent.parent / "docs/templates.md").read_text("utf-8")


def test_the_blocks_are_those_that_are_told() -> None:
    for name, blocks in BLOCKS.items():
        (line,) = (
            line for line in DOCS.splitlines() if line.startswith("|") and f"`{name}`" in line.split("|")[1] and "view" not in line
        )
        told = re.findall(r"`(\w+)`", line.split("|")[2])
        assert told == (blocks if name == "base.html" else [each for each in blocks if each != "main"])


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("`site`", Chrome),
        ("`view.head`", Head),
        ("article.html", ArticleView),
        ("page.html", PageView),
        ("symptom.html", SymptomView),
        ("term.html", TermView),
        ("topic.html", TopicView),
        ("home.html", HomeView),
    ],
)
def test_what_templates_are_given_is_what_is_told(name: str, kind: type[Value]) -> None:
    table = DOCS.partition("| Name | Has |")[2]
    (line,) = (line for line in table.splitlines() if line.startswith("|") and name in line.split("|")[1])
    assert tuple(re.findall(r"`(\w+)`", line.split("|")[2])) == kind.__struct_fields__


# --- a copy -----------------------------------------------------------------------------------------------------------


def test_copies_of_everything_make_the_same_site(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = pages(site)
    for path in overriding._originals():
        if not path.startswith("static/js/"):  # the address of a script is made of its bytes
            run(capsys, site, path)
    assert pages(site) == before


def test_a_copy_says_what_it_is_of_and_how_less_would_do(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = run(capsys, site, "article.html")
    assert '{% extends "wellread/article.html" %}' in told
    assert "before_main" in told
    assert "after_text" in told
    first, _, rest = (site / "templates/article.html").read_text("utf-8").partition("\n")
    original = (theme_folder() / "templates/article.html").read_text("utf-8")
    assert f"wellread/article.html, {__version__} {short_hash(original.encode())}." in first
    assert rest == original
    assert (site / ORIGINALS / "templates/article.html").read_text("utf-8") == original
    assert "macro" in run(capsys, site, "page_head")


def test_nothing_is_overwritten_and_a_wrong_name_is_told(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(site, CARD, "mine")
    assert "already a templates/components/page_head.html" in refused(capsys, site, "components/page_head.html")
    assert (site / CARD).read_text("utf-8") == "mine"
    assert "did you mean “components/card_list.html”?" in refused(capsys, site, "components/card_lst.html")
    assert "the program has no" in refused(capsys, site, "../site.yaml")
    assert "no site.yaml" in refused(capsys, site / "content", "base.html")
    assert "doesn't say what it is a copy of" in refused(capsys, site, "page_head", "--diff")
    assert "the site has no templates/base.html" in refused(capsys, site, "base.html", "--seen")


def test_a_picture_is_copied_without_a_note(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Put your own in its place" in run(capsys, site, "img/icon-192.png")
    assert (site / "static/img/icon-192.png").read_bytes() == (theme_folder() / "static/img/icon-192.png").read_bytes()


def test_without_a_name_it_lists_what_there_is(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = run(capsys, site)
    for folder in ("templates", "static"):
        for name in read_folder(theme_folder() / folder):
            assert (f"  {folder}/{name}" in told) == (folder == "templates" or name.startswith(OWN_STATIC))
    assert "  templates/symptom.html  (main, after_text)" in told


# --- when the original changes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [CARD, "static/css/tokens.css", "templates/feed.json"])
def test_a_change_of_the_original_is_told_until_it_was_seen(
    site: Path, program: Path, capsys: pytest.CaptureFixture[str], path: str
) -> None:
    name = path.partition("/")[2]
    run(capsys, site, name)
    own = (site / path).read_text("utf-8")
    assert built(site).problems == ()
    assert "is what it was" in run(capsys, site, name, "--diff")
    later = (program / path).read_text("utf-8") + "\n"
    (program / path).write_text(later, "utf-8")
    for _ in range(2):  # remembered or not
        (problem,) = built(site).problems
        assert (problem.code, problem.severity, problem.place.path) == ("template-outdated", "warning", path)
        assert f"wellread override {name} --diff" in problem.hint
    shown = run(capsys, site, name, "--diff").splitlines()
    assert [line for line in shown[3:] if line[:1] in "+-"] == ["+"]
    assert "its first line says now" in run(capsys, site, name, "--seen")
    assert built(site).problems == ()
    assert (site / path).read_text("utf-8").partition("\n")[2] == own.partition("\n")[2]
    assert "says so already" in run(capsys, site, name, "--seen")


def test_an_original_that_is_gone_is_told(site: Path, program: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, site, "share.svg")
    (program / "templates/share.svg").unlink()
    assert [each.code for each in built(site).problems] == ["template-outdated"]


def test_without_what_it_was_copied_from_no_change_can_be_shown(
    site: Path, program: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, site, "page_head")
    (program / CARD).write_text("{# new #}", "utf-8")
    (site / ORIGINALS / CARD).write_text("something else", "utf-8")
    assert "nothing can be compared" in refused(capsys, site, "page_head", "--diff")
    (site / ORIGINALS / CARD).unlink()
    assert "nothing can be compared" in refused(capsys, site, "page_head", "--diff")


def test_a_file_without_that_line_is_the_site_s_own_and_nothing_is_said() -> None:
    assert told_changes("templates", {"base.html": b"x", "own.html": b"y"}, {"base.html": b"z"}) == ()
    assert unmarked(b"/* A copy of something */\na{}") == b"/* A copy of something */\na{}"


def test_a_mark_can_be_taken_away_again() -> None:
    assert unmarked(marked("static", "css/a.css", b"a{}", "1.2rc1")) == b"a{}"
    assert unmarked(marked("templates", "a/b.html", b"<p>", "1.2")) == b"<p>"
    assert [can_be_marked("static", name) for name in ("css/a.css", "js/a.js", "img/icon.svg", "root/icon.ico")] == [
        True,
        True,
        False,
        False,
    ]


def test_a_template_for_an_older_program_says_what_is_gone(site: Path) -> None:
    write(site, CARD, "{% macro page_head(title) %}{{ title }}{% endmacro %}")
    (problem, *_) = built(site).problems
    assert problem.code == "template-error"
    assert "intro" in problem.message
    write(site, CARD, (theme_folder() / CARD).read_text("utf-8"))
    write(site, "templates/home.html", '{% extends "wellread/home.html" %}{% block main %}{{ view.mesage }}{% endblock %}')
    (problem,) = built(site).problems
    assert (problem.code, problem.place.path, problem.place.line) == ("template-undefined", "templates/home.html", 1)
    assert "did you mean “message”?" in problem.hint
