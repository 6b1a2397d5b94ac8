"""The preview, as a browser meets it: with a real server, from the first mistake to the reload."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import time
from datetime import date
from pathlib import Path

import pytest
from tornado.websocket import websocket_connect

from tests.previewing import LONGEST, Answer, Serving, edit, has_ipv6, make_site, serving, wait_until
from wellread.cli import main
from wellread.model import Output
from wellread.pipeline import Order
from wellread.problems import Place, Problem, Related
from wellread.serve.messages import list_problems
from wellread.serve.pages import read_message
from wellread.serve.ports import Names, address_of, listen
from wellread.serve.preview import Preview
from wellread.serve.shelf import Shelf


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path / "[my] site")  # a name that a pattern would read otherwise


# --- what is shown ----------------------------------------------------------------------------------------------------


def test_an_edit_is_shown_and_a_mistake_keeps_the_last_good_pages(site: Path, tmp_path: Path) -> None:
    article = site / "content/articles/sunburn.md"
    with serving(site, tmp_path / "log") as server:
        page = server.get("/articles/sunburn/")
        assert page.status == 200
        assert "Drink enough" in page.text
        assert re.search(r'<script src="/livereload/desk\.js" data-sight="[0-9a-f]+-[0-9a-f]+" defer></script></head>', page.text)
        lost = server.get("/no-such-page/")
        assert (lost.status, lost.text) == (404, server.get("/404.html").text)

        edit(article, "status: in-review", "status: drafft")
        assert "did you mean “draft”?" in server.wait_for_log("can't be “drafft”")
        assert "Drink enough" in server.get("/articles/sunburn/").text
        told = server.messages("/articles/sunburn/")
        assert told["is_stopped"]
        assert told["badge"] == "1 error"
        assert "“status” can&#x27;t be “drafft”" in told["here"]
        assert "<mark>drafft</mark>" in told["here"]
        assert "did you mean “draft”?" in told["here"]
        assert "“status” can&#x27;t be “drafft”" in server.messages("/articles/hiccups/")["elsewhere"]

        edit(article, "status: drafft", "status: in-review")
        edit(article, "Drink enough", "Drink water")
        server.wait_for("/articles/sunburn/", 200, "Drink water")
        wait_until(lambda: True if not server.messages()["is_stopped"] else None)

        (site / "site.yaml").rename(site / "site.yml")
        server.wait_for_log("rename it to site.yaml. What was shown before stays.")
        assert server.get("/articles/sunburn/").status == 200
        assert "rename it to site.yaml" in server.messages()["elsewhere"]
        (site / "site.yml").rename(site / "site.yaml")
        wait_until(lambda: True if not server.messages()["is_stopped"] else None)


def test_nothing_of_a_preview_is_published(site: Path, tmp_path: Path) -> None:
    """Drafts in the preview, and the script in its pages, are in no file that `build` or `serve` writes."""
    make_draft(site)
    assert main(["build", "--site", str(site), "--date", "2026-11-22"]) == 0
    published = {path: path.read_bytes() for path in sorted((site / "public").rglob("*")) if path.is_file()}
    with serving(site, tmp_path / "log") as server:
        assert "This is a draft." in server.get("/articles/a-draft/").text
        assert "This is a draft." not in server.get("/articles/sunburn/").text
        edit(site / "content/articles/a-draft.md", "Nobody reads", "Somebody reads")
        server.wait_for("/articles/a-draft/", 200, "Somebody reads")
    assert main(["build", "--site", str(site), "--date", "2026-11-22"]) == 0
    assert {path: path.read_bytes() for path in sorted((site / "public").rglob("*")) if path.is_file()} == published
    everything = b"".join(published.values())
    for trace in (b"livereload", b"desk.js", b"wellread-desk", b"data-sight", b"Nobody reads", b"a-draft"):
        assert trace not in everything


def make_draft(site: Path) -> None:
    text = (site / "content/articles/sunburn.md").read_text("utf-8")
    head, _, body = text.removeprefix("---\n").partition("\n---\n")
    kept = [line for line in head.split("\n") if not line.startswith(("title:", "status:"))]
    assert body.strip()
    draft = "\n".join(("---", "title: A draft", "status: draft", *kept, "---", "", "Nobody reads this yet.", ""))
    (site / "content/articles/a-draft.md").write_text(draft, "utf-8")


def test_what_waits_for_a_review_is_shown_where_only_reviewed_pages_are_published(site: Path, tmp_path: Path) -> None:
    edit(site / "site.yaml", "unreviewed: banner", "unreviewed: block")
    assert main(["check", "--site", str(site), "--date", "2026-11-22"]) == 1
    with serving(site, tmp_path / "log") as server:
        assert server.get("/articles/sunburn/").status == 200
        told = server.messages("/articles/sunburn/")
        assert not told["is_stopped"]
        assert "review-required" in told["here"]


def test_every_kind_of_change_is_followed(site: Path, tmp_path: Path) -> None:
    articles = site / "content/articles"
    with serving(site, tmp_path / "log") as server:
        copy = (articles / "sunburn.md").read_text("utf-8").replace("\ntitle: ", "\ntitle: More on ", 1)
        (articles / "more.md").write_text(copy, "utf-8")  # a new file
        server.wait_for("/articles/more/", 200, "More on ")
        (articles / "more.md").rename(articles / "much-more.md")
        server.wait_for("/articles/much-more/", 200, "More on ")
        assert server.get("/articles/more/").status == 404
        (articles / "much-more.md").unlink()
        server.wait_for("/articles/much-more/", 404, "")

        edit(site / "templates/base.html", "<body>", '<body class="tried">')
        server.wait_for("/", 200, '<body class="tried">')
        with (site / "static/css/base.css").open("a", encoding="utf-8") as base:
            base.write("\n@layer base { .tried { order: 7 } }\n")
        server.wait_for("/", 200, ".tried{order:7}")
        edit(site / "static/css/print.css", "@page {", "@page tried {")
        sheet = wait_until(lambda: _print_styles_with(server, "@page tried"))
        assert "immutable" in sheet.headers["Cache-Control"]
        edit(site / "site.yaml", "title: ", "title: Tried ")
        server.wait_for("/", 200, "Tried ")
        (site / "static/img/new.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
        edit(articles / "sunburn.md", "Drink enough", "![new](/static/img/new.svg)\n\nDrink enough")
        server.wait_for("/articles/sunburn/", 200, "/assets/new.")


def _print_styles_with(server: Serving, words: str) -> Answer | None:
    link = re.search(r'<link rel="stylesheet" href="([^"]+)"', server.get("/").text)
    assert link
    found = server.get(link[1])
    return found if words in found.text else None


def test_a_folder_that_is_replaced_is_followed_again(site: Path, tmp_path: Path) -> None:
    with serving(site, tmp_path / "log") as server:
        (site / "content").rename(site / "aside")
        wait_until(lambda: True if server.messages()["is_stopped"] else None)
        (site / "aside").rename(site / "content")
        wait_until(lambda: True if not server.messages()["is_stopped"] else None)
        edit(site / "content/articles/sunburn.md", "Drink enough", "Drink water")
        server.wait_for("/articles/sunburn/", 200, "Drink water")


def test_what_editors_leave_lying_about_is_no_change(site: Path, tmp_path: Path) -> None:
    """Vim, Emacs and macOS as they save: beside the file, then in its place."""
    article = site / "content/articles/sunburn.md"
    with serving(site, tmp_path / "log") as server:
        for name in (".sunburn.md.swp", "4913", "sunburn.md~", "#sunburn.md#", ".DS_Store"):
            (article.parent / name).write_bytes(b"\x00 nothing that a reader should see")
        (article.parent / ".#sunburn.md").symlink_to("somebody@computer.1234:56")
        text = article.read_text("utf-8").replace("Drink enough", "Drink water")
        article.rename(article.with_name("sunburn.md~"))
        article.write_text(text, "utf-8")
        server.wait_for("/articles/sunburn/", 200, "Drink water")
        part = article.with_name("sunburn.md.tmp")
        part.write_text(text.replace("Drink water", "Drink tea"), "utf-8")
        part.replace(article)
        server.wait_for("/articles/sunburn/", 200, "Drink tea")
        assert not server.messages()["is_stopped"]
    assert "error" not in (tmp_path / "log").read_text("utf-8")


def test_of_a_burst_of_edits_the_last_state_is_shown(site: Path, tmp_path: Path) -> None:
    article = site / "content/articles/sunburn.md"
    text = article.read_text("utf-8")
    with serving(site, tmp_path / "log") as server:
        for number in range(40):
            article.write_bytes(b"")  # as programs do that empty a file before they fill it
            article.write_text(text.replace("Drink enough", f"Drink cup {number:02}"), "utf-8")
            time.sleep(0.01)
        server.wait_for("/articles/sunburn/", 200, "Drink cup 39")
        wait_until(lambda: True if not server.messages()["is_stopped"] else None)
    log = (tmp_path / "log").read_text("utf-8")
    assert 1 < log.count("Shown after") < 40
    assert "error" not in log


def test_a_site_that_begins_with_a_mistake_shows_it_until_it_is_mended(site: Path, tmp_path: Path) -> None:
    article = site / "content/articles/sunburn.md"
    edit(article, "type: guide", "type: <b>guide</b>")
    with serving(site, tmp_path / "log") as server:
        for path in ("/", "/articles/sunburn/"):
            page = server.get(path)
            assert page.status == 503
            assert "The site can’t be shown yet" in page.text
            assert "“type” can&#x27;t be “&lt;b&gt;guide&lt;/b&gt;”" in page.text
            assert "content/articles/sunburn.md</span>, line 4" in page.text
            assert "<b>" not in page.text
            assert "/livereload/desk.js" in page.text
        asyncio.run(mend_and_hear_of_it(server, article))
        assert server.get("/articles/sunburn/").status == 200


async def mend_and_hear_of_it(server: Serving, article: Path) -> None:
    """Listen as a browser does that shows the page with the problems, mend the article, and wait for the word to reload."""
    sight = re.search(r'data-sight="([^"]+)"', server.get("/").text)
    assert sight
    browser = await websocket_connect(f"ws://127.0.0.1:{server.port}/livereload")
    await browser.write_message(json.dumps({"command": "hello"}))
    assert json.loads(str(await browser.read_message()))["command"] == "hello"
    plugins = {"wellread": {"sight": sight[1], "version": "1"}}
    await browser.write_message(json.dumps({"command": "info", "url": f"http://127.0.0.1:{server.port}/", "plugins": plugins}))
    told = json.loads(str(await browser.read_message()))
    assert (told["command"], told["path"]) == ("reload", "/livereload/messages")
    edit(article, "type: <b>guide</b>", "type: guide")
    told = json.loads(str(await asyncio.wait_for(asyncio.ensure_future(_next(browser)), LONGEST)))
    assert (told["command"], told["path"]) == ("reload", "*")
    browser.close()


async def _next(browser: object) -> object:
    return await browser.read_message()  # type: ignore[attr-defined]


# --- who is answered, and what with -----------------------------------------------------------------------------------


def test_only_its_own_names_are_answered(site: Path, tmp_path: Path) -> None:
    """A page elsewhere can make its name lead here; what a browser asks for then carries that name."""
    with serving(site, tmp_path / "log") as server:
        for name in ("localhost", "127.0.0.1", "LOCALHOST", "[::1]"):
            assert server.get("/", Host=f"{name}:{server.port}").status == 200
        for path in ("/", "/livereload/messages", "/livereload.js", "/livereload/desk.js", "/livereload"):
            for name in ("attacker.example", "127.0.0.1.attacker.example", "localhost.attacker.example", "192.168.1.2", ""):
                answer = server.get(path, Host=f"{name}:{server.port}")
                assert answer.status in (400, 403)
                assert "Drink" not in answer.text
        assert server.get("/").headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_only_its_own_pages_hear_of_changes(site: Path, tmp_path: Path) -> None:
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "c" * 22 + "=="}
    with serving(site, tmp_path / "log") as server:
        own = f"127.0.0.1:{server.port}"
        assert server.get("/livereload", **upgrade, Host=own, Origin=f"http://{own}").status == 101
        for origin in ("http://attacker.example", "http://127.0.0.1:1", "null"):
            assert server.get("/livereload", **upgrade, Host=own, Origin=origin).status == 403
        assert server.get("/livereload", **upgrade, Host="attacker.example", Origin="http://attacker.example").status == 403


@pytest.mark.parametrize(
    "message",
    [
        "",
        "[]",
        "null",
        "[" * 100_000,
        '"x"',
        b"\xff",
        '{"command": "info", "plugins": 1}',
        '{"command": "info", "plugins": {"wellread": []}}',
        '{"url": "http://["}',
    ],
)
def test_what_livereload_does_not_say_is_nothing(message: str | bytes) -> None:
    assert read_message(message) is None


def test_nothing_but_the_built_site_is_served(site: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("a secret", "utf-8")
    (site / "secret.html").write_text("a secret", "utf-8")
    up = ("..", "%2e%2e", "%2E.", "..%2f..", "..%5c..", "%252e%252e", ".%00.")
    with serving(site, tmp_path / "log") as server:
        paths = [f"{start}{step}/{name}" for start in ("/", "/articles/") for step in up for name in ("secret.html", "site.yaml")]
        hidden = [
            "/.wellread-manifest.json",
            "/.wellread/memo.sqlite",
            "/.git/config",
            "/site.yaml",
            "/content/articles/sunburn.md",
        ]
        for path in (*paths, *hidden, f"/{tmp_path}/secret.html", "//secret.html", "/C:/secret.html", "/assets"):
            answer = server.get(path)
            assert answer.status in (400, 404), path
            assert "a secret" not in answer.text
        assert server.get("/articles").headers["Location"] == "/articles/"
        assert server.get("//articles").status == 404


def test_the_address_of_all_is_called_by_numbers_and_own_names() -> None:
    with listen("0.0.0.0", 0) as listening:
        port = listening.getsockname()[1]
        assert address_of(listening, "0.0.0.0") == f"http://127.0.0.1:{port}/"
        names = Names(listening, "0.0.0.0")
        assert all(names.include(name) for name in ("192.168.1.2", "[fe80::1]", "localhost", socket.gethostname()))
        assert not names.include("attacker.example")


def test_ipv6_is_served_and_heard(site: Path, tmp_path: Path) -> None:
    if not has_ipv6():
        return
    with serving(site, tmp_path / "log", host="::1") as server:
        assert server.get("/").status == 200
        assert f"http://[::1]:{server.port}/" in server.get("/").text


# --- messages ---------------------------------------------------------------------------------------------------------


def test_signs_of_html_in_a_problem_are_shown_as_themselves() -> None:
    there = Related(Place("content/<u>.md", 1, 1, 1, 4), "the <other>")
    problem = Problem(
        code="x<y", severity="error", message="<script>", place=Place("content/<i>.md"), hint="<hint>", related=(there,)
    )
    shown = list_problems((problem,), {"content/<u>.md": "<u>&"})
    for text in (
        "&lt;script&gt;",
        "content/&lt;i&gt;.md",
        "&lt;hint&gt;",
        "the &lt;other&gt;",
        "<mark>&lt;u&gt;</mark>&amp;",
        "x&lt;y",
    ):
        assert text in shown
    assert not re.search(r"<(script|i|u|other|hint)>", shown)


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (Place("a", 1, 5, 1, 8), "one <mark>two</mark> three"),
        (Place("a", 1, 5, 2, 2), "one <mark>two three</mark>"),
        (Place("a", 1, 99, 1, 99), "one two three"),
        (Place("a", 2, 301, 2, 304), f"…{'x' * 80}<mark>yyy</mark>{'z' * 157}…"),
    ],
)
def test_a_fault_is_marked_in_its_line(place: Place, shown: str) -> None:
    text = "one two three\n" + "x" * 300 + "yyy" + "z" * 300 + "\n"
    problem = Problem(code="x", severity="warning", message="m", place=place)
    assert f"</span>{shown}</pre>" in list_problems((problem,), {"a": text})


def test_a_place_without_a_line_shows_none() -> None:
    problem = Problem(code="x", severity="info", message="m", place=Place("a", 9, 1, 9, 2))
    assert "<pre>" not in list_problems((problem,), {"a": "one line"})
    assert list_problems((), {}) == ""


def test_what_is_for_information_is_only_said_on_its_own_page(site: Path) -> None:
    sources = site / "content/sources.yaml"
    sources.write_text(
        re.sub(r"issued: \{date-parts: \[\[20[0-9]{2}", "issued: {date-parts: [[1999", sources.read_text("utf-8")), "utf-8"
    )
    with (site / "site.yaml").open("a") as settings:
        settings.write("rules: {source-old: {severity: info}}\n")
    preview = Preview(Order(root=site, output=site / "public", today=date(2026, 11, 22)), lambda _, __: None, lambda _: None)
    preview.start()
    there, here = preview.messages_for("/articles/hiccups/"), preview.messages_for("/sources/")
    assert (there.badge, there.here, there.elsewhere) == ("", "", "")
    assert here.badge.endswith((" note", " notes"))
    assert "source-old" in here.here


def test_a_preview_that_runs_over_midnight_asks_which_day_it_is(site: Path) -> None:
    days = iter((date(2026, 11, 22), date(2026, 11, 22), date(2049, 11, 23), date(2049, 11, 23)))
    told: list[str] = []
    order = Order(root=site, output=site / "public", today=date(2026, 11, 22))
    preview = Preview(order, lambda built, _: told.extend(each.code for each in built.problems), told.append, lambda: next(days))
    preview.start()
    same_day, next_day = preview.is_of_today, preview.is_of_today
    assert (same_day, next_day) == (True, False)
    assert "source-old" not in told
    preview.take(preview.build())
    assert "source-old" in told


def test_a_preview_of_a_given_day_stays_there(site: Path) -> None:
    preview = Preview(Order(root=site, output=site / "public", today=date(2020, 1, 1)), lambda _, __: None, lambda _: None)
    preview.start()
    assert preview.is_of_today


def test_a_shelf_holds_what_was_built_last_and_nothing_else() -> None:
    shelf = Shelf()
    first = shelf.write({"a": "1", "b": "2"}, [Output(path=name, content=name.encode(), kind="page") for name in "ab"])
    assert (first.written, first.removed, first.unchanged) == (("a", "b"), (), 0)
    assert shelf.differing({"a": "1", "b": "3", "c": "4"}) == {"b", "c"}
    again = shelf.write({"a": "1", "c": "4"}, [Output(path="c", content=b"c", kind="list")])
    assert (again.written, again.removed, again.unchanged) == (("c",), ("b",), 1)
    assert (shelf.read("a"), shelf.read("b"), shelf.read("c")) == (b"a", None, b"c")
    assert shelf.is_already({"a": "1", "c": "4"}) is not None
    assert shelf.is_already({"a": "1"}) is None


# --- where nobody can listen ------------------------------------------------------------------------------------------


def test_a_port_that_is_taken_is_told_with_one_that_is_free(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert main(["serve", "--site", str(site), "--port", str(port)]) == 2
    told = capsys.readouterr().err
    assert re.fullmatch(rf"wellread: port {port} is used by another program; port (\d+) is free: add --port \1\n", told)


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid", "not an address"])
def test_a_host_that_is_not_this_computer_is_told(host: str, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--site", str(site), "--host", host, "--port", "0"]) == 2
    told = f"wellread: “{host}” is not an address of this computer; leave --host out, or write --host 127.0.0.1\n"
    assert capsys.readouterr().err == told


def test_of_two_that_want_one_port_the_second_is_told(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(site, tmp_path / "log") as server:
        assert main(["serve", "--site", str(site), "--port", str(server.port)]) == 2
        assert f"wellread: port {server.port} is used by another program" in capsys.readouterr().err
        assert server.get("/").status == 200
