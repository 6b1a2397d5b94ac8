"""What readers would see changed, and where links leave the site: read back from built pages."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.previewing import make_site
from wellread.cli import main
from wellread.formats import SUMMARY_ROOM
from wellread.problems import SiteError
from wellread.seen import tell_changes, tell_outside
from wellread.seen.changes import SiteChanges, compare_sites
from wellread.seen.folder import read_pages
from wellread.seen.page import SeenLine, read_page
from wellread.seen.show import show_changes

ROOT = Path(__file__).parent.parent
FORMS = ("text", "markdown", "html", "json")


def a_page(main: str, *, title: str = "Hiccups", footer: str = "General information only.") -> str:
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title></head><body><main><h1>{title}</h1>{main}</main>'
        f"<footer>{footer}</footer></body></html>"
    )


def card(sign: str, level: str = "emergency") -> str:
    return f'<section class="care-cards"><section class="care-card {level}"><ul><li>{sign}</li></ul></section></section>'


def compare(old: dict[str, str], new: dict[str, str]) -> SiteChanges:
    return compare_sites(
        {path: lambda text=text: text.encode() for path, text in old.items()},  # type: ignore[misc]
        {path: lambda text=text: text.encode() for path, text in new.items()},  # type: ignore[misc]
    )


def told(found: SiteChanges) -> list[tuple[str, str, str, str, bool]]:
    return [(each.how, each.kind, each.was, each.now, each.is_clinical) for page in found.pages for each in page.changes]


def lines(html: str) -> list[tuple[str, str]]:
    return [(each.kind, each.text) for each in read_page(html.encode()).lines]


# --- a page -----------------------------------------------------------------------------------------------------------


def test_a_page_is_read_as_a_reader_does() -> None:
    page = a_page(
        '<div class="main-message">Most stop. See a doctor after 2 days.</div>'
        + card("You can't breathe<sup class=cite><a href='#ref-1'>1</a></sup>")
        + "<p>One &amp; two. <em>Three</em>\n four.<br>Five.</p><style>p{}</style><script>x()</script><p hidden>no</p>"
        '<svg aria-hidden="true"><text>no</text></svg><table><tr><th>A<td>B</table><img src="/a/cat.12.png" alt="A cat">'
    )
    assert lines(page) == [
        ("title", "Hiccups"),
        ("main message", "Most stop."),
        ("main message", "See a doctor after 2 days."),
        ("emergency", "You can't breathe"),
        ("text", "One & two."),
        ("text", "Three four."),
        ("text", "Five."),
        ("cell", "A"),
        ("cell", "B"),
        ("picture", "A cat (cat.12.png)"),
        ("text", "General information only."),
    ]


def test_where_a_link_leaves_the_site_is_part_of_what_is_seen() -> None:
    page = a_page(
        '<p>Call <a href="tel:112">112</a>, read <a href="https://example.org/a?b=1&amp;c=(2)">this</a>, <a href="/">that</a>.</p>'
    )
    seen = read_page(page.encode())
    assert [each.text for each in seen.lines if each.kind == "link"] == ["112 → tel:112", "this → https://example.org/a?b=1&c=(2)"]
    assert seen.outside == ("https://example.org/a?b=1&c=(2)",)


def test_a_page_that_leads_on_by_itself_says_where() -> None:
    page = '<meta http-equiv="refresh" content="0; url=https://elsewhere.example/">'
    assert lines(page) == [("link", "(leads on by itself) → https://elsewhere.example/")]


@given(st.binary(max_size=200) | st.text(alphabet="<>/ap \"'=!-&;meta", max_size=200).map(str.encode))
def test_whatever_a_file_holds_is_read(content: bytes) -> None:
    assert all(each.text for each in read_page(content).lines)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a<![if x]>b<![x[>c", "abc"),
        ("a<!-->b<!--->c<!-- <p> --!>d", "abcd"),
        ("a<b title='>'>b</b><b title=\">\">c</b>", "abc"),
        ("a<script>if (1 < 2) '<p>'</script>b<style><p></style>c", "abc"),
        ("1 < 2 & 3 &lt; 4 &amp", "1 < 2 & 3 < 4 &"),
        ("a<b/ class=x / id>b", "ab"),
        ("a</>b</ p>c<?p?>d", "abcd"),
        ("whole <a href='cut", "whole"),
        ("<p don't>it's</p>", "it's"),
    ],
)
def test_a_page_is_taken_apart_as_a_browser_does(html: str, text: str) -> None:
    assert "".join(each for _, each in lines(html)) == text
    assert lxml.html.document_fromstring(f"<body>{html}").text_content() or text  # another parser finds something too


def test_a_title_that_is_never_closed_is_no_page() -> None:
    assert read_page(b"<title>A &amp; B</title><p>c").name == "A & B"
    assert read_page(b"<textarea><p>a</textarea><p>b").lines[0].text == "<p>a"
    assert lines("<a HREF=https://example.org/ href='/b'>a</a>")[-1] == ("link", "a → https://example.org/")


def test_a_page_without_ends_is_read_in_time() -> None:
    started = time.perf_counter()
    for sign in (b"<!--", b"<a ", b"<a href='", b"<![CDATA[", b"<?", b"</", b"<script>", b"<!-->", b"&#", b"<title>"):
        read_page(sign * 50_000)
    read_page(b"<meta http-equiv=refresh content='" + b" " * 100_000 + b"'>")
    read_page(b"<a href='https://example.org/'><div>" * 20_000 + b"</p>" * 20_000)
    read_page(b"<a href='https://example.org/'>word " * 20_000)
    read_page(b"word " * 400_000)
    assert time.perf_counter() - started < 20


# --- changes ----------------------------------------------------------------------------------------------------------


def test_what_changed_is_told_clinical_things_first() -> None:
    old = {"a/index.html": a_page(f"<p>Old words here.</p>{card('You faint')}"), "b/index.html": a_page("<p>Same.</p>", title="B")}
    new = {
        "a/index.html": a_page(f"<p>New words here.</p>{card('You faint twice')}"),
        "b/index.html": a_page('<p class="x">Same.</p>', title="B"),
    }
    found = compare(old, new)
    assert told(found) == [
        ("changed", "emergency", "You faint", "You faint twice", True),
        ("changed", "text", "Old words here.", "New words here.", False),
    ]
    assert (found.markup, found.same) == (("b/index.html",), 0)


@pytest.mark.parametrize(
    ("was", "now", "is_clinical"),
    [
        ("<p>Take 400 mg a day.</p>", "<p>Take 500 mg a day.</p>", True),
        ('<p><a href="tel:112">Call</a></p>', '<p><a href="tel:113">Call</a></p>', True),
        ('<div class="main-message">Wait.</div>', '<div class="main-message">Wait a bit.</div>', True),
        ("<p>It rains.</p>", "<p>It pours.</p>", False),
    ],
)
def test_doses_numbers_to_call_and_main_messages_are_clinical(was: str, now: str, is_clinical: bool) -> None:
    assert {each[-1] for each in told(compare({"a.html": a_page(was)}, {"a.html": a_page(now)}))} == {is_clinical}


def test_a_sign_that_is_no_longer_an_emergency_is_told() -> None:
    found = compare({"a.html": a_page(card("You faint"))}, {"a.html": a_page(card("You faint", "soon"))})
    assert [each[0:2] for each in told(found)] == [("moved", "soon")] or {each[1] for each in told(found)} >= {"soon"}
    assert all(each[-1] for each in told(found))
    for form in FORMS:
        assert "soon" in show_changes(found, form)


def test_what_changed_around_every_page_is_told_once() -> None:
    old = {f"{number}.html": a_page(f"<p>{number}</p>", title=f"T{number}") for number in range(30)}
    new = {path: text.replace("General information", "General advice") for path, text in old.items()}
    found = compare(old, new)
    assert [(len(each.paths), each.is_frame, len(each.changes)) for each in found.pages] == [(30, True, 1)]
    assert "Around the text of 30 pages" in show_changes(found, "markdown")


def test_pages_that_have_nothing_in_common_are_compared_in_time() -> None:
    def page(word: str) -> str:
        return a_page("".join(f"<p>A {word} sentence, number {number}.</p>" for number in range(2000)) + card("You faint"))

    started = time.perf_counter()
    found = compare({"a.html": page("former")}, {"a.html": page("later")})
    same = compare({"a.html": a_page("<p>Again.</p>" * 8000)}, {"a.html": a_page("<p>Again.</p>" * 8001)})
    assert time.perf_counter() - started < 20
    assert {each[0] for each in told(found)} == {"added", "removed"}
    assert len(told(found)) == 4000
    assert told(same) == [("added", "text", "", "Again.", False)]


def test_new_and_gone_pages_are_told_and_of_a_gone_one_what_was_clinical() -> None:
    found = compare(
        {"a.html": a_page(f"<p>Words.</p>{card('You faint')}", title="A")}, {"b.html": a_page("<p>More.</p>", title="B")}
    )
    text = show_changes(found, "text")
    assert "Readers see a change on 2 pages: 1 new, 1 gone." in text
    assert text.index("Gone: A") < text.index("New: B"), "what was clinical and is gone comes first"
    assert "You faint" in text
    assert "Words." not in text
    assert "More." in text


def test_nothing_changed_is_said() -> None:
    pages = {"a.html": a_page("<p>Same.</p>")}
    assert show_changes(compare(pages, pages), "text") == "Readers see no change. 1 page unchanged.\n"


def test_nothing_in_a_page_becomes_markup_of_what_is_told() -> None:
    nasty = "&lt;script&gt;x&lt;/script&gt; **bold** [a](https://example.org) @nurse `code` |"
    found = compare({"a.html": a_page("<p>x</p>")}, {"a.html": a_page(f"<p>{nasty}</p>", title=nasty)})
    page = lxml.html.fromstring(show_changes(found, "html"))
    assert page.xpath("//script | //a") == []
    assert "<script>x</script> **bold**" in page.text_content()
    markdown = show_changes(found, "markdown")
    assert "<script" not in markdown
    assert "\\*\\*bold\\*\\*" in markdown
    assert "@nurse" not in markdown


def test_the_summary_fits_github_s_room_whatever_changed() -> None:
    many = {f"{number}.html": a_page(f"<p>{'word ' * 1200}{number}.</p>", title=f"T{number}") for number in range(300)}
    found = compare({}, many)
    for form, room in (("markdown", SUMMARY_ROOM), ("text", 1 << 20)):
        shown = show_changes(found, form)
        assert len(shown.encode()) < room
        assert "more" in shown.splitlines()[-1]
    assert len(show_changes(found, "html").encode()) < 20 << 20


words = st.lists(st.sampled_from(("You faint.", "It hurts.", "Take 5 mg.", "Rest now.", "Wait.")), max_size=6)


@given(words, words)
def test_every_line_that_only_one_has_is_told(was: list[str], now: list[str]) -> None:
    def page(sentences: list[str]) -> str:
        return a_page("".join(f"<p>{each}</p>" for each in sentences))

    changes = told(compare({"a.html": page(was)}, {"a.html": page(now)}))
    assert bool(changes) == (was != now)
    assert {each for each in now if each not in was} <= {each[3] for each in changes}
    assert {each for each in was if each not in now} <= {each[2] for each in changes}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site that was built twice, the second time with another sign."""
    root = make_site(tmp_path_factory.mktemp("seen") / "site")
    assert main(["build", "--site", str(root), "--output", str(root / "old"), "--date", "2026-11-22"]) == 0
    article = root / "content/articles/hiccups.md"
    text = article.read_text("utf-8")
    assert "longer than two days" in text
    article.write_text(text.replace("longer than two days", "longer than three days"), "utf-8")
    assert main(["build", "--site", str(root), "--output", str(root / "new"), "--date", "2026-11-22"]) == 0
    return root


def test_a_site_that_was_built_is_compared(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for form in FORMS:
        assert main(["diff", str(built / "old"), str(built / "new"), "--format", form]) == 0
        shown = capsys.readouterr().out
        assert "three" in shown
        assert shown == tell_changes(built / "old", built / "new", form), "the same pages give the same bytes"
    found = compare_sites(read_pages(built / "old"), read_pages(built / "new"))
    first = found.pages[0].changes[0]
    assert (first.kind, first.how, first.is_clinical) == ("soon", "changed", True)


def test_only_what_readers_open_is_read(built: Path) -> None:
    paths = read_pages(built / "new")
    assert "articles/hiccups/index.html" in paths
    assert not [path for path in paths if not path.endswith(".html") or path.startswith("api/")]


def test_a_folder_that_holds_no_site_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(tmp_path / "nothing"), str(tmp_path)]) == 2
    assert "is no folder" in capsys.readouterr().err
    with pytest.raises(SiteError, match="holds no pages"):
        read_pages(tmp_path)


# --- links ------------------------------------------------------------------------------------------------------------


def test_every_address_is_listed_with_where_it_stands(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["links", str(built / "new"), "--site", str(built), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found
    assert [each["url"] for each in found] == sorted(each["url"] for each in found)
    for each in found:
        assert each["pages"]
        assert each["places"], f"{each['url']} is written somewhere"
        path, _, number = each["places"][0].rpartition(":")
        line = (built / path).read_text("utf-8").splitlines()[int(number) - 1]
        assert each["url"].removeprefix("https://doi.org/").rstrip("/") in line
    for form in ("text", "markdown", "html"):
        assert found[0]["url"] in tell_outside(built / "new", built, None, form).replace("\\", "")


class Elsewhere(BaseHTTPRequestHandler):
    """Other sites, as they are: well, gone, moved, busy, slow, closed to programs, broken."""

    asked: ClassVar[dict[str, list[float]]] = {}
    STATES: ClassVar[dict[str, int]] = {
        "/missing": 404, "/gone": 410, "/busy": 429, "/moved": 301, "/moved-to-nothing": 302, "/closed": 403, "/broken": 500,
    }  # fmt: skip

    def do_GET(self) -> None:
        times = self.asked.setdefault(self.path, [])
        times.append(time.monotonic())
        if self.path == "/slow":
            time.sleep(2)
        status = 429 if self.path == "/busy-once" and len(times) == 1 else self.STATES.get(self.path, 200)
        self.send_response(status)
        if self.path.startswith("/moved"):
            self.send_header("Location", "/missing" if "nothing" in self.path else "/well")
        if status == 429:
            self.send_header("Retry-After", "1")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_what_other_sites_answer_is_told_with_where_the_link_stands(elsewhere: str, tmp_path: Path) -> None:
    names = (
        "well",
        "odd(1)?a=1&b=2",
        "missing",
        "gone",
        "busy",
        "busy-once",
        "moved",
        "moved-to-nothing",
        "closed",
        "broken",
        "slow",
    )
    (tmp_path / "public").mkdir()
    links = "".join(f'<a href="{elsewhere}/{name.replace("&", "&amp;")}">x</a> ' for name in names)
    (tmp_path / "public/index.html").write_text(a_page(f'<p>{links}<a href="https://example.org/">x</a></p>'), "utf-8")
    (tmp_path / "site.yaml").write_text("", "utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/sources.yaml").write_text(f"a:\n  url: {elsewhere}/missing\n", "utf-8")
    (tmp_path / "outside.html").write_text(tell_outside(tmp_path / "public", tmp_path, None, "html"), "utf-8")
    quick = (ROOT / "lychee.toml").read_text("utf-8")
    for slow, fast in (
        ("= true          # an", "= false # an"),
        ("timeout = 30", "timeout = 1"),
        ("max_retries = 2", "max_retries = 1"),
        ("wait_time = 10", "wait_time = 1"),
        ('"1s"', '"50ms"'),
    ):
        assert slow in quick
        quick = quick.replace(slow, fast)
    (tmp_path / "lychee.toml").write_text(quick, "utf-8")
    done = subprocess.run(
        [Path(sys.executable).parent / "lychee", "--format", "json", "--output", "answers.json", "outside.html"],
        cwd=tmp_path, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    answered = json.loads(tell_outside(tmp_path / "public", tmp_path, tmp_path / "answers.json", "json"))
    assert {each["url"].removeprefix(f"{elsewhere}/"): each["state"] for each in answered} == {
        "missing": "dead", "gone": "dead", "moved-to-nothing": "dead",
        "busy": "refused", "closed": "refused", "broken": "silent", "slow": "silent",
    }  # fmt: skip
    shown = tell_outside(tmp_path / "public", tmp_path, tmp_path / "answers.json", "markdown")
    assert shown.index("lead to nothing") < shown.index("did not answer") < shown.index("turn programs away")
    row = next(line for line in shown.splitlines() if "/missing" in line)
    assert "404 Not Found" in row
    assert "content/sources.yaml:2" in row
    times = Elsewhere.asked["/busy-once"]
    assert len(times) == 2
    assert times[1] - times[0] >= 1, "a site that asks for patience gets it"
    remembered = (tmp_path / ".lycheecache").read_text("utf-8")
    assert f"{elsewhere}/well" in remembered
    assert f"{elsewhere}/missing" not in remembered, "what went wrong is asked again"


def test_answers_that_are_none_are_refused(built: Path, tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="can't be read"):
        tell_outside(built / "new", built, tmp_path / "none.json", "text")
    for odd in (b"[]", b'{"error_map": {"\xff": []}}', b'{"error_map": ' + b"[" * 100_000):
        (tmp_path / "odd.json").write_bytes(odd)
        with pytest.raises(SiteError, match="is not what lychee"):
            tell_outside(built / "new", built, tmp_path / "odd.json", "text")
    (tmp_path / "fine.json").write_text('{"error_map": {}}', "utf-8")
    assert tell_outside(built / "new", built, tmp_path / "fine.json", "markdown") == ""


def test_an_issue_has_room_for_the_links_whatever_their_number(tmp_path: Path) -> None:
    (tmp_path / "site.yaml").write_text("", "utf-8")
    (tmp_path / "index.html").write_text(a_page("".join(f'<a href="https://{n}.example.org/">x</a>' for n in range(3000))), "utf-8")
    errors = [{"url": f"https://{n}.example.org/", "status": {"text": "x", "code": 404}} for n in range(3000)]
    (tmp_path / "answers.json").write_text(json.dumps({"error_map": {"x": errors}}), "utf-8")
    shown = tell_outside(tmp_path, tmp_path, tmp_path / "answers.json", "markdown")
    assert len(shown) < 45_000
    assert "more** don't fit here" in shown


def test_a_line_knows_whether_it_is_on_every_page() -> None:
    page = read_page(a_page("<p>Words.</p>").encode())
    assert page.lines[-1] == SeenLine(kind="text", text="General information only.", is_frame=True)
    assert page.name == "Hiccups"
