"""Starting out: a new file says what is still missing, nothing is ever overwritten, and a source is added once."""

from __future__ import annotations

import errno
import json
import os
import pty
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.cli import main
from wellread.new import fetch
from wellread.new.entries import FOLDERS, new, readable_id
from wellread.new.files import replace, write_new
from wellread.new.layouts import SHOWN, written
from wellread.new.references import authors_of
from wellread.new.sources import read_export
from wellread.new.wish import KINDS, Wish
from wellread.pipeline import Order, build
from wellread.problems import Problem, SiteError
from wellread.read import read_entry, read_sources
from wellread.read.decode import FORBIDDEN
from wellread.read.forms import FORMS
from wellread.read.yaml import compose

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 22)
FILES = [kind for kind in KINDS if kind != "source"]
NEEDED = {
    "article": {"--title": ("Why does my skin itch?",), "--type": ("guide",), "--author": ("editorial-team",)},
    "term": {"--name": ("Epidermis",)},
    "symptom": {"--name": ("Itching",)},
    "person": {"--name": ("Night team",), "--kind": ("team",)},
    "page": {"--title": ("How to reach us",)},
}
IDS = {
    "article": "why-does-my-skin-itch",
    "term": "epidermis",
    "symptom": "itching",
    "person": "night-team",
    "page": "how-to-reach-us",
}
WORDS = "What it is, why it comes, what helps against it, and when to see somebody."


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site about hiccups and sunburn."""
    site = tmp_path / "site"
    shutil.copytree(ROOT / "tests/rules/_base", site)
    for folder in ("templates", "static"):
        shutil.copytree(ROOT / folder, site / folder, dirs_exist_ok=True)
    return site


def problems_of(site: Path) -> tuple[Problem, ...]:
    return build(Order(root=site, output=site.parent / "public", today=TODAY, drafts=True), publish=False).problems


def errors_of(site: Path) -> list[Problem]:
    return [each for each in problems_of(site) if each.severity == "error"]


def start(site: Path, kind: str, **more: Any) -> Path:
    """Start an entry with what its kind needs, and return its file."""
    new(Wish(kind=kind, given=NEEDED[kind], **more), site, TODAY, None)
    return site / FOLDERS[kind] / f"{more.get('id') or IDS[kind]}.md"


def fill_in(file: Path) -> None:
    file.write_text(re.sub(r"^([a-z_]+): +# write here.*$", rf"\1: {WORDS}", file.read_text("utf-8"), flags=re.MULTILINE), "utf-8")


def refusal(wish: Wish, site: Path) -> str:
    """Return what is said to a wish that can't be fulfilled; nothing in the site's folder may change."""
    before = snapshot(site)
    with pytest.raises(SiteError) as refused:
        new(wish, site, TODAY, None)
    assert snapshot(site) == before
    return str(refused.value)


def snapshot(site: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


# --- a new file -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", FILES)
def test_all_that_is_wrong_with_a_new_file_is_what_a_person_has_to_write(site: Path, kind: str) -> None:
    file = start(site, kind)
    lines = file.read_text("utf-8").splitlines()
    marked = {number for number, line in enumerate(lines, 1) if re.match("[a-z_]+: +# write here: ", line)}
    errors = errors_of(site)
    assert {(each.code, site / each.place.path) for each in errors} <= {("value-missing", file)}
    assert {each.place.line for each in errors} == marked


@pytest.mark.parametrize("kind", FILES)
def test_once_that_is_written_an_article_lacks_its_sources_and_the_rest_nothing(site: Path, kind: str) -> None:
    fill_in(start(site, kind))
    assert [each.code for each in errors_of(site)] == (["sources-too-few"] if kind == "article" else [])


@pytest.mark.parametrize("kind", FILES)
def test_it_shows_every_key_there_is(site: Path, kind: str) -> None:
    text = start(site, kind).read_text("utf-8")
    for key in FORMS[kind].keys():  # noqa: SIM118  # a form is no dictionary
        assert len(re.findall(rf"^(?:# )?{key}:", text, re.MULTILINE)) == 1, key


@pytest.mark.parametrize("kind", FILES)
def test_it_knows_how_each_key_that_may_be_left_out_is_written(kind: str) -> None:
    fields = FORMS[kind].model_fields
    assert set(SHOWN[kind]) == {key for key in fields if not fields[key].is_required()}


@pytest.mark.parametrize("kind", FILES)
def test_a_choice_can_be_taken_by_taking_its_sign_away(site: Path, kind: str) -> None:
    file = start(site, kind)
    fill_in(file)
    for key, shown in SHOWN[kind].items():
        text = file.read_text("utf-8")
        for line in shown.splitlines():
            text = re.sub(rf"^# ({re.escape(line)} *)(  # .*)?$", r"\1\2", text, flags=re.MULTILINE)
        assert text != file.read_text("utf-8"), key
        reading = read_entry(f"{FOLDERS[kind]}/{file.name}", text.encode(), "en")
        assert reading.problems == (), key


def test_an_article_is_a_draft_of_the_day(site: Path) -> None:
    text = start(site, "article").read_text("utf-8")
    assert "\nstatus: draft " in text
    assert "\npublished: 2026-11-22 " in text


def test_it_is_told_what_was_written_and_what_comes_next(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = [
        "--title",
        "Why does my skin itch?",
        "--type",
        "guide",
        "--author",
        "editorial-team",
        "--site",
        str(site),
        "--date",
        "2026-11-22",
    ]
    assert main(["new", "article", *words]) == 0
    assert capsys.readouterr().out == (
        "Written: content/articles/why-does-my-skin-itch.md (a draft: readers do not see it).\n"
        "Still to be written there: description (line 4), main_message (line 7), funding (line 10), conflicts (line 11). "
        "Until then wellread check --drafts names these lines as errors.\n"
        "Open it, write what is missing and the text below the second ---, and watch it grow with: wellread serve\n"
    )


def test_the_only_author_there_is_needs_no_naming(site: Path) -> None:
    people = [file.stem for file in (site / "content/people").iterdir()]
    for name in people[1:]:
        (site / f"content/people/{name}.md").unlink()
    given = {option: texts for option, texts in NEEDED["article"].items() if option != "--author"}
    new(Wish(kind="article", given=given), site, TODAY, None)
    assert f"authors: [{people[0]}]" in (site / "content/articles/why-does-my-skin-itch.md").read_text("utf-8")


def test_another_language_is_part_of_the_name(site: Path) -> None:
    new(Wish(kind="article", given=NEEDED["article"], id="picor", lang="es"), site, TODAY, None)
    assert (site / "content/articles/picor.es.md").is_file()


# --- ids --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "made"),
    [
        ("Übelkeit & Schluckauf: was tun?", "ubelkeit-schluckauf-was-tun"),
        ("What’s a “hiccup”?", "whats-a-hiccup"),
        ("Łódź ø æ", "lodz-o-ae"),
        (
            "What to do about hiccups that last for more than two days and two nights",
            "what-to-do-about-hiccups-that-last-for-more-than-two-days",
        ),
        ("x" * 80, "x" * 60),
        ("con", "con-page"),
    ],
)
def test_an_id_is_made_of_the_title(title: str, made: str) -> None:
    assert readable_id(title) == made


@pytest.mark.parametrize("name", ["why-does-my-skin-itch.md", "Why-Does-My-Skin-Itch.md"])
def test_an_id_that_is_taken_is_refused_with_its_file(site: Path, name: str) -> None:
    (site / "content/articles" / name).write_text("half a file", "utf-8")
    said = refusal(Wish(kind="article", given=NEEDED["article"]), site)
    assert said == (
        f"there is already one with the id “why-does-my-skin-itch”: content/articles/{name}. "
        "Open that file, or choose another id with --id"
    )


def test_an_id_that_can_not_be_one_is_refused(site: Path) -> None:
    assert refusal(Wish(kind="page", given=NEEDED["page"], id="Reach Us"), site).endswith("digits and hyphens; write reach-us")
    assert refusal(Wish(kind="page", given={"--title": ("???",)}), site).startswith(
        "no id can be made of “???”; name one with --id"
    )


# --- what is missing or strange ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Wish(), "wellread new needs a word for what is new: article, term, symptom, person, page, source"),
        (Wish(kind="artical"), "there is no new “artical”; did you mean “article”?"),
        (
            Wish(kind="article", given={"--author": ("editorial-team",)}),
            "wellread new article needs --title …, --type … (on a terminal",
        ),
        (Wish(kind="term"), "wellread new term needs --name …"),
        (
            Wish(kind="term", given={"--name": ("Skin",), "--type": ("guide",)}),
            "wellread new term has no option “--type”; it has --definition",
        ),
        (Wish(kind="page", given=NEEDED["page"], fetch=True), "wellread new page has no option “--fetch”"),
        (Wish(kind="page", given=NEEDED["page"], lang="English"), "--lang can't be “English”; write the code"),
        (Wish(kind="article", given=NEEDED["article"] | {"--type": ("giude",)}), "--type can't be “giude”; did you mean “guide”?"),
        (
            Wish(kind="article", given=NEEDED["article"] | {"--topic": ("breatheing",)}),
            "there is no topic “breatheing”; did you mean “breathing”?",
        ),
        (
            Wish(kind="article", given=NEEDED["article"] | {"--author": ("nobody-known",)}),
            "there is no person “nobody-known”; there is: ",
        ),
        (
            Wish(kind="person", given=NEEDED["person"] | {"--url": ("example.org",)}),
            "--url can't be “example.org”: it doesn't start",
        ),
    ],
)
def test_what_does_not_fit_is_told_and_nothing_is_written(site: Path, wish: Wish, said: str) -> None:
    assert refusal(wish, site).startswith(said)


def test_a_name_may_be_called_a_title(site: Path) -> None:
    assert main(["new", "term", "--title", "Epidermis", "--site", str(site)]) == 0
    assert (site / "content/terms/epidermis.md").is_file()


def test_without_readable_settings_nothing_is_written(site: Path) -> None:
    (site / "site.yaml").write_text("title: [", "utf-8")
    assert refusal(Wish(kind="page", given=NEEDED["page"]), site).startswith("site.yaml can't be read")


# --- questions --------------------------------------------------------------------------------------------------------


def answering(*answers: str) -> tuple[Callable[[str], str], list[str]]:
    """Return somebody who gives these answers one after the other, and the list of what was asked."""
    asked: list[str] = []
    left = iter(answers)

    def ask(question: str) -> str:
        asked.append(question)
        return next(left)

    return ask, asked


def test_on_a_terminal_it_asks_one_thing_at_a_time(site: Path) -> None:
    ask, asked = answering("article", "Why does my skin itch?", "", WORDS, "", "breathing", "", "editorial-team", "", "")
    new(Wish(), site, TODAY, ask)
    text = (site / "content/articles/why-does-my-skin-itch.md").read_text("utf-8")
    assert asked[0] == "What do you want to add: article, term, symptom, person, page, source? "
    assert asked[1] == "What is the title? It is the heading of the page (at most 65 characters). "
    assert asked[2].endswith("[guide] ")
    assert asked[4].endswith("[Enter: later] ")
    assert "There is: breathing." in asked[5]
    assert {"type: guide", "topics: [breathing]", "funding: none"} <= {
        line.partition("  #")[0].strip() for line in text.splitlines()
    }
    assert re.findall("^([a-z_]+): +# write here", text, re.MULTILINE) == ["main_message"]


def test_an_answer_that_can_not_be_used_is_asked_again(site: Path) -> None:
    ask, asked = answering(
        "", "Why does my skin itch?", "giude", "guide", WORDS, "", "breatheing", "breathing", "", "editorial-team", "", ""
    )
    new(Wish(kind="article"), site, TODAY, ask)
    assert "This one is needed." in asked[1]
    assert "type can't be “giude”; did you mean “guide”?" in asked[3]
    assert "there is no topic “breatheing”; did you mean “breathing”?" in asked[7]


def test_a_wrong_answer_about_a_source_is_asked_again_at_once(site: Path) -> None:
    answers = ["www.example.org", "https://www.example.org/itch", "yesterday", "y", "ten", "", "", "Itching", "webpag", "webpage"]
    ask, asked = answering(*answers, "Smith J, Jones P", "", "24/03/2023", "2023-03-24", "")
    new(Wish(kind="source"), site, TODAY, ask)
    assert "it doesn't start with https://" in asked[1]
    assert asked[2] == "Did you open that address today? y, or the day on which you did. [Enter: later] "
    assert "“yesterday” is no day; write y if you opened it today" in asked[3]
    assert "a DOI looks like 10.1000/182" in asked[5]
    assert "“type” can't be “webpag”; did you mean “webpage”?" in asked[9]
    assert "“24/03/2023” is no date here: the year comes first; write 2023-03-24" in asked[13]
    added = (read_sources("content/sources.yaml", sources(site).read_bytes()).value or ())[-1]
    assert (added.id, added.year, added.accessed) == ("smith-2023", 2023, TODAY)


def test_a_source_that_is_there_is_told_after_the_first_question(site: Path) -> None:
    sources(site).write_text(KNOWN, "utf-8")
    ask, asked = answering("https://www.example.org/known/")
    with pytest.raises(SiteError, match=r"it is there already: \[@known\]"):
        new(Wish(kind="source"), site, TODAY, ask)
    assert len(asked) == 1


@pytest.mark.parametrize(("answer", "opened"), [("", None), ("n", None), ("y", TODAY), ("2026-11-02", date(2026, 11, 2))])
def test_the_day_on_which_it_was_opened_is_what_somebody_says(site: Path, answer: str, opened: date | None) -> None:
    ask, _ = answering("https://www.example.org/itch", answer, "", "", "Itching", "", "", "", "", "")
    new(Wish(kind="source"), site, TODAY, ask)
    assert (read_sources("content/sources.yaml", sources(site).read_bytes()).value or ())[-1].accessed == opened


def test_what_has_no_address_was_not_opened(site: Path) -> None:
    ask, asked = answering("", "", "", "Itching", "book", "", "", "", "")
    new(Wish(kind="source"), site, TODAY, ask)
    assert not any("open" in each for each in asked)


@pytest.mark.parametrize(
    ("answer", "names"),
    [
        ("Smith J, Jones PQ", [{"family": "Smith", "given": "J."}, {"family": "Jones", "given": "P. Q."}]),
        ("de Carvalho M, Swash M, et al.", [{"family": "de Carvalho", "given": "M."}, {"family": "Swash", "given": "M."}]),
        ("Smith J, and Jones P", [{"family": "Smith", "given": "J."}, {"family": "Jones", "given": "P."}]),
        ("Smith, J., Jones, P. Q.", [{"family": "Smith", "given": "J."}, {"family": "Jones", "given": "P. Q."}]),
        ("Carvalho, M. de; Swash, M.", [{"family": "Carvalho", "given": "M. de"}, {"family": "Swash", "given": "M."}]),
        ("Smith J", [{"family": "Smith", "given": "J."}]),
        ("Smith, John", [{"family": "Smith", "given": "John"}]),
        ("Diabetes UK", [{"literal": "Diabetes UK"}]),
        ("World Health Organization", [{"literal": "World Health Organization"}]),
        ("Department of Health, London", [{"literal": "Department of Health, London"}]),
        ("Office of Skin, Hair, and Nails", [{"literal": "Office of Skin, Hair, and Nails"}]),
    ],
)
def test_people_are_read_as_medical_journals_write_them(answer: str, names: list[dict[str, str]]) -> None:
    assert authors_of([answer]) == names


LONG = "What to do about hiccups that last for more than two days and two nights in a row"


def test_what_is_too_long_is_said_at_once_and_may_be_kept(site: Path) -> None:
    ask, asked = answering(LONG, "", "", "All about it.", WORDS, "", "", "", "editorial-team", "", "")
    said = new(Wish(kind="article"), site, TODAY, ask)
    assert "the title has 81 characters; search results show 65. [Enter: keep it] " in asked[1]
    assert "the description has 13 characters; 50 to 160 are asked for. [Enter: keep it] " in asked[4]
    assert "Its name was cut. It is the page's address" in said
    assert "Mind that the title has 81 characters" in said
    assert WORDS in (site / "content/articles/what-to-do-about-hiccups-that-last-for-more-than-two-days.md").read_text("utf-8")


def test_of_a_long_list_it_is_said_where_all_of_it_is(site: Path) -> None:
    for number in range(20):
        (site / f"content/symptoms/itch-{number}.md").write_text(f"---\nname: Itch {number}\ndescription: {WORDS}\n---\n", "utf-8")
    ask, asked = answering("Why does my skin itch?", "", WORDS, "", "", "", "editorial-team", "", "")
    new(Wish(kind="article"), site, TODAY, ask)
    assert asked[5].endswith(", … (all are in content/symptoms/). [Enter: later] ")


def test_the_team_writes_unless_somebody_else_is_named(site: Path) -> None:
    for file in (site / "content/people").iterdir():
        file.unlink()
    new(Wish(kind="person", given=NEEDED["person"]), site, TODAY, None)
    said = new(Wish(kind="person", given={"--name": ("Dr Balm",), "--kind": ("person",)}), site, TODAY, None)
    assert "only if they write it: nobody can approve what they wrote" in said
    for name in ("night-team", "dr-balm"):
        fill_in(site / f"content/people/{name}.md")
    given = {option: texts for option, texts in NEEDED["article"].items() if option != "--author"}
    new(Wish(kind="article", given=given), site, TODAY, None)
    assert "authors: [night-team]" in (site / "content/articles/why-does-my-skin-itch.md").read_text("utf-8")


def test_what_was_given_is_not_asked(site: Path) -> None:
    ask, asked = answering("", "", "")
    new(Wish(kind="term", given=NEEDED["term"]), site, TODAY, ask)
    assert len(asked) == 3


def at_a_terminal(words: list[str], typed: bytes) -> tuple[int, str]:
    """Run the program at a real terminal, type something, and return its exit status and what the screen shows."""
    ours, its = pty.openpty()
    with subprocess.Popen([sys.executable, str(ROOT / "build.py"), *words], stdin=its, stdout=its, stderr=its, cwd=ROOT) as process:
        os.close(its)
        os.write(ours, typed)
        seen = b""
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            seen += part
    os.close(ours)
    return process.returncode, seen.decode()


def test_it_asks_at_a_real_terminal(site: Path) -> None:
    status, screen = at_a_terminal(["new", "term", "--site", str(site)], b"Epidermis\nThe outer skin.\n\n\n")
    assert status == 0, screen
    assert "What is it called?" in screen
    assert "definition: The outer skin." in (site / "content/terms/epidermis.md").read_text("utf-8")


def test_whoever_stops_leaves_nothing_behind(site: Path) -> None:
    before = snapshot(site)
    status, screen = at_a_terminal(["new", "term", "--site", str(site)], b"Epidermis\n\x04")
    assert status == 2
    assert "wellread: stopped; nothing was written" in screen
    assert snapshot(site) == before


# --- how it is written ------------------------------------------------------------------------------------------------

ANY_TEXT = st.text(st.characters(codec="utf-8"), min_size=1).filter(lambda text: text.strip() and not FORBIDDEN.search(text))


@given(ANY_TEXT)
def test_any_text_is_read_as_it_was_given(text: str) -> None:
    document = compose(written("title", text) + "\n", "content/articles/x.md")
    assert document.value == {"title": text}
    assert document.problems == ()


@given(st.lists(ANY_TEXT, min_size=1))
def test_any_list_is_read_as_it_was_given(texts: list[str]) -> None:
    assert compose(written("synonyms", texts) + "\n", "content/articles/x.md").value == {"synonyms": texts}


def test_a_file_that_is_there_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("mine", "utf-8")
    with pytest.raises(SiteError, match=r"^there is already a file a\.md; nothing was written"):
        write_new(tmp_path / "a.md", b"yours", "a.md")
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("a.md", "mine")]


def test_a_disk_without_hard_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_link(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_link)
    write_new(tmp_path / "a.md", b"mine", "a.md")
    with pytest.raises(SiteError, match="there is already"):
        write_new(tmp_path / "a.md", b"yours", "a.md")
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("a.md", "mine")]


def test_a_folder_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "content").touch()
    with pytest.raises(SiteError, match=r"^content/a.md can't be written: .*\. Nothing was changed\.$"):
        write_new(tmp_path / "content/a.md", b"x", "content/a.md")


def test_what_somebody_else_changed_meanwhile_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"newer")
    with pytest.raises(SiteError, match="was changed by somebody else"):
        replace(tmp_path / "a.yaml", b"older", b"mine", "a.yaml")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("a.yaml", b"newer")]


# --- sources ----------------------------------------------------------------------------------------------------------

HANDBOOK = {
    "--title": ("A handbook of itching",),
    "--type": ("book",),
    "--author": ("Nurse, Ada; Office of Skin",),
    "--published": ("2017-03",),
}


def sources(site: Path) -> Path:
    return site / "content/sources.yaml"


def add(site: Path, **wish: Any) -> str:
    return new(Wish(kind="source", **wish), site, TODAY, None)


def test_a_source_joins_the_list(site: Path) -> None:
    before = sources(site).read_bytes()
    said = add(site, given=HANDBOOK | {"--read": ("the first chapter",)})
    after = sources(site).read_bytes()
    assert after.startswith(before)
    assert "Cite it in a text as [@nurse-2017]: A handbook of itching" in said
    added = (read_sources("content/sources.yaml", after).value or ())[-1]
    assert added.csl["author"] == [{"family": "Nurse", "given": "Ada"}, {"literal": "Office of Skin"}]
    assert (added.id, added.year, added.accessed, added.read) == ("nurse-2017", 2017, None, "the first chapter")


def test_it_can_be_cited_at_once(site: Path) -> None:
    add(site, given=HANDBOOK)
    add(site, given=HANDBOOK | {"--title": ("Another handbook",)})
    file = start(site, "article")
    fill_in(file)
    file.write_text(file.read_text("utf-8") + "The skin itches when it is dry [@nurse-2017; @nurse-2017b].\n", "utf-8")
    assert errors_of(site) == []


@pytest.mark.parametrize(
    "before",
    [
        b"- id: a\n  type: book\n  title: A # the first",
        b"- id: a\n  type: book\n  title: A\n\n# the end\n",
        b"# all our sources\r\n- id: a\r\n  type: book\r\n  title: A\r\n",
        b"  - id: a\n    type: book\n    title: A\n",
        b"\xef\xbb\xbf- id: a\n  type: book\n  title: A\n",
        b"- {id: a, type: book, title: A}\n",
        b"- id: a\n  type: book\n  title: >\n    A\n    long one\n",
        b"- id: a\n  type: book\n  title: |+\n    A\n\n",
        b"# nothing yet\n",
        b"",
    ],
)
def test_every_byte_that_is_there_stays(site: Path, before: bytes) -> None:
    sources(site).write_bytes(before)
    add(site, given=HANDBOOK)
    after = sources(site).read_bytes()
    assert after.startswith(before)
    reading = read_sources("content/sources.yaml", after)
    assert reading.problems == ()
    assert [source.id for source in reading.value or ()][-1] == "nurse-2017"
    assert (b"\r\n" in after) == (b"\r\n" in before)


@pytest.mark.parametrize("before", [b"[]\n", b"# none\n[ ]  # yet\n"])
def test_an_empty_list_gets_its_first_source(site: Path, before: bytes) -> None:
    sources(site).write_bytes(before)
    add(site, given=HANDBOOK)
    assert [source.id for source in read_sources("s.yaml", sources(site).read_bytes()).value or ()] == ["nurse-2017"]


def test_a_list_that_is_not_there_is_made(site: Path) -> None:
    sources(site).unlink()
    add(site, given=HANDBOOK)
    assert sources(site).read_bytes().startswith(b"- id: nurse-2017\n")


@pytest.mark.parametrize(
    "before",
    [b"[{id: a, type: book, title: A}]\n", b"- id: a\n  title: [\n", b"a: b\n"],
)
def test_a_list_that_can_not_be_added_to_is_left_alone(site: Path, before: bytes) -> None:
    sources(site).write_bytes(before)
    assert "nothing can be added at the end of content/sources.yaml" in refusal(Wish(kind="source", given=HANDBOOK), site)


# --- a source that is there already -----------------------------------------------------------------------------------

KNOWN = """\
- id: known
  type: article-journal
  title: Known
  DOI: 10.1000/ABC
  URL: https://www.example.org/known/
- id: by-address
  type: webpage
  title: By its address
  URL: https://doi.org/10.1000/def
- id: in-pubmed
  type: article-journal
  title: In PubMed
  URL: https://pubmed.ncbi.nlm.nih.gov/12345/
"""


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"--doi": "10.1000/abc"}, "it is there already: [@known] (content/sources.yaml, line 1), with the same DOI"),
        (
            {"--doi": "https://doi.org/10.1000/ABC"},
            "it is there already: [@known] (content/sources.yaml, line 1), with the same DOI",
        ),
        ({"--doi": "10.1000/DEF"}, "it is there already: [@by-address] (content/sources.yaml, line 6), with the same DOI"),
        ({"--pmid": "12345"}, "it is there already: [@in-pubmed] (content/sources.yaml, line 10), with the same number in PubMed"),
        (
            {"--url": "http://example.org/known"},
            "it is there already: [@known] (content/sources.yaml, line 1), with the same address",
        ),
        ({"--pmid": "PMID 3"}, "--pmid can't be “PMID 3”; write the number that PubMed shows"),
        ({"--doi": "ten"}, "--doi can't be “ten”; a DOI looks like 10.1000/182"),
        ({"--url": "www.example.org"}, "“URL” can't be “www.example.org”: it doesn't start with https:// or http://"),
        ({"--published": "spring"}, "“issued” is no date: “spring”; write 2017, 2017-03 or 2017-03-05"),
        ({"--published": "24/03/2023"}, "“24/03/2023” is no date here: the year comes first; write 2023-03-24"),
        ({"--published": "4.3.2023"}, "“4.3.2023” is no date here: the year comes first; write 2023-03-04 or 2023-04-03"),
        ({"--author": "Smith, John, Jones, Peter"}, "it can't be told who is one person in “Smith, John, Jones, Peter”; put a"),
        ({"--accessed": "today"}, "--accessed is the day on which its address was opened; add the address with --url."),
        ({"--url": "https://example.org/new", "--accessed": "2027-01-01"}, "2027-01-01 is in the future"),
        ({"--url": "https://example.org/new", "--accessed": "perhaps"}, "“perhaps” is no day; write y if you opened it today"),
        ({"--type": "website"}, "x"),
    ],
)
def test_a_source_that_is_there_or_can_not_be_is_told(site: Path, given: dict[str, str], said: str) -> None:
    sources(site).write_text(KNOWN, "utf-8")
    whole = {"--title": ("T",), "--type": ("book",)} | {option: (text,) for option, text in given.items()}
    if said == "x":  # a word that people use for a CSL type is taken as that type
        add(site, given=whole)
        assert "type: webpage" in sources(site).read_text("utf-8")
    else:
        assert refusal(Wish(kind="source", given=whole), site).startswith(said)


def test_an_id_of_a_source_that_is_taken_is_refused(site: Path) -> None:
    sources(site).write_text(KNOWN, "utf-8")
    assert refusal(Wish(kind="source", given=HANDBOOK, id="Known"), site).startswith(
        "the id “Known” is taken: content/sources.yaml, line 1."
    )


def test_two_of_one_author_and_year_get_different_ids(site: Path) -> None:
    add(site, given=HANDBOOK)
    said = add(site, given=HANDBOOK | {"--title": ("Another one",)})
    assert "[@nurse-2017b]" in said


# --- exports ----------------------------------------------------------------------------------------------------------

ZOTERO: list[dict[str, Any]] = [
    {
        "id": "http://zotero.org/users/1/items/ABC",
        "citation-key": "nurseItching2020",
        "type": "article-journal",
        "title": "Itching &amp; dry skin",
        "abstract": "Somebody else's words.",
        "note": "PMID: 1",
        "container-title": "Journal of Examples",
        "volume": 7,
        "author": [{"family": "Nurse", "given": "Ada"}],
        "issued": {"date-parts": [["2020", 2]]},
        "accessed": {"date-parts": [["2026", 10, 3]]},
        "DOI": "10.1000/abc",
    }
]
CROSSREF: dict[str, Any] = {
    "type": "journal-article",
    "title": ["Dry skin"],
    "author": [{"family": "Carvalho", "given": "M. de", "sequence": "first", "affiliation": []}],
    "editor": [{"name": "An Office"}],
    "issued": {"date-parts": [[None]]},
    "published-print": {"date-parts": [[2019, 5]]},
    "indexed": {"date-time": "2026-01-01T00:00:00Z"},
    "ISSN": ["0001-0001", "0002-0002"],
    "reference-count": 12,
    "DOI": "10.1000/def",
}
PANDOC = """\
---
references:
- id: office2021
  type: webpage
  title: Skin
  URL: https://example.org/skin
  issued: 2021-04-05
...
"""


def export(tmp_path: Path, content: object, name: str = "export.json") -> str:
    path = tmp_path / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return str(path)


def test_an_export_of_zotero_is_added_without_what_is_not_ours(site: Path, tmp_path: Path) -> None:
    said = add(site, csl=export(tmp_path, ZOTERO))
    assert "[@nurseItching2020]: Itching & dry skin" in said
    record = sources(site).read_text("utf-8").partition("- id: nurseItching2020\n")[2]
    assert record.splitlines() == [
        "  type: article-journal",
        "  title: Itching & dry skin",
        "  author: [{family: Nurse, given: Ada}]",
        "  container-title: Journal of Examples",
        "  issued: {date-parts: [[2020, 2]]}",
        "  volume: '7'",
        "  DOI: 10.1000/abc",
        "  accessed: {date-parts: [[2026, 10, 3]]}",
        "  # custom: {read: abstract}            # notes of our own, such as how much of it was read: {read: abstract}",
    ]


def test_an_answer_of_crossref_is_made_proper(site: Path, tmp_path: Path) -> None:
    add(site, csl=export(tmp_path, CROSSREF))
    added = (read_sources("content/sources.yaml", sources(site).read_bytes()).value or ())[-1]
    assert (added.id, added.csl["type"], added.title, added.csl["ISSN"]) == ("carvalho", "article-journal", "Dry skin", "0001-0001")
    assert added.csl["author"] == [{"family": "Carvalho", "given": "M. de"}]
    assert added.csl["editor"] == [{"literal": "An Office"}]
    assert added.accessed is None  # nobody said that it was opened


@pytest.mark.parametrize(
    "text", [PANDOC, PANDOC.removeprefix("---\n").removesuffix("...\n"), PANDOC[PANDOC.index("- ") :].removesuffix("...\n")]
)
def test_csl_as_yaml_is_read_too(site: Path, tmp_path: Path, text: str) -> None:
    add(site, csl=export(tmp_path, text, "export.yaml"))
    added = (read_sources("content/sources.yaml", sources(site).read_bytes()).value or ())[-1]
    assert (added.id, added.title, added.year) == ("office2021", "Skin", 2021)


def test_what_was_read_of_it_is_written_as_plain_text(site: Path, tmp_path: Path) -> None:
    text = "- id: a-leaflet\n  type: webpage\n  title: Dry skin\n  URL: https://example.org/\n  custom: {read: all of it}\n"
    add(site, csl=export(tmp_path, text, "export.yaml"))
    assert "custom: {read: all of it}" in sources(site).read_text("utf-8")
    assert not [
        each for each in read_sources("content/sources.yaml", sources(site).read_bytes()).problems if each.severity == "error"
    ]


def test_of_many_those_that_are_there_are_named_and_left_out(site: Path, tmp_path: Path) -> None:
    sources(site).write_text(KNOWN, "utf-8")
    third = {"id": "third", "type": "book", "title": "A third one"}
    said = add(
        site, csl=export(tmp_path, [*ZOTERO, CROSSREF, third, ZOTERO[0] | {"DOI": "10.1000/new"}, {**third, "DOI": "10.1000/NEW"}])
    )
    assert said.splitlines()[0] == "Written: 2 sources at the end of content/sources.yaml."
    assert "Left out: “Itching & dry skin” is there already: [@known] (content/sources.yaml, line 1), with the same DOI." in said
    assert "Left out: “A third one” is there already: [@nurseItching2020] (in the same export), with the same DOI." in said


def test_an_export_of_what_is_all_there_is_refused(site: Path, tmp_path: Path) -> None:
    path = export(tmp_path, ZOTERO)
    add(site, csl=path)
    assert refusal(Wish(kind="source", csl=path), site).endswith("with the same DOI. Nothing was written.")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.bib", "@book{x}", "a.bib is a BibTeX file, which can't be read here. Export the references again as “CSL JSON”"),
        ("a.ris", "TY  - BOOK", "a.ris is a RIS file"),
        ("a.json", '[{"id": "a"', "a.json, line 1: the JSON can't be read from here on."),
        ("a.json", "[]", "a.json holds no references."),
        ("a.json", "[1]", "a.json holds no references."),
        ("a.yaml", "title: [", "a.yaml, line 2: "),
        ("a.txt", "just words", "a.txt holds no references."),
        (
            "a.json",
            '[{"title": "Half", "type": "bok"}]',
            "“type” can't be “bok”; did you mean “book”? (“Half”). Nothing was written.",
        ),
    ],
)
def test_a_file_that_is_no_export_is_told(site: Path, tmp_path: Path, name: str, content: str, said: str) -> None:
    path = export(tmp_path, content, name)
    assert said in refusal(Wish(kind="source", csl=path), site)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match=r"none\.json can't be read: No such file or directory\."):
        read_export(tmp_path / "none.json")


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Wish(kind="source", csl="x.json", fetch=True), "--csl takes everything from the file; leave out --fetch"),
        (Wish(kind="source", csl="x.json", given={"--title": ("T",)}), "--csl takes everything from the file; leave out --title"),
        (Wish(kind="source", fetch=True), "--fetch needs to know what to look up: add --doi … or --pmid …"),
        (Wish(kind="source", given={"--doi": ("10.1000/1x",)}), "nothing is looked up unless you say so: add --fetch, or tell"),
        (Wish(kind="source", given={"--title": ("T",)}), "wellread new source needs --type …"),
        (Wish(kind="source", given={"--topic": ("skin",)}), "wellread new source has no option “--topic”"),
    ],
)
def test_words_that_do_not_go_together_are_told(site: Path, wish: Wish, said: str) -> None:
    assert refusal(wish, site).startswith(said)


# --- looking a source up ----------------------------------------------------------------------------------------------


class Library(BaseHTTPRequestHandler):
    """A library on this machine that knows one article; other numbers stand for what can go wrong."""

    def do_GET(self) -> None:
        if self.path == "/10.1000/moved%3B1":
            self.send_response(302)
            self.send_header("Location", "/known")
            self.end_headers()
            return
        status = {"/10.1000/nobody": 404, "/10.1000/mute": 406, "/10.1000/broken": 500}.get(self.path, 200)
        content = json.dumps(CROSSREF | {"DOI": "10.1000/moved;1"}).encode()
        if self.path == "/10.1000/deep":
            content = b"[" * 100_000
        if self.path == "/10.1000/cut":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{")
            self.close_connection = True
            return
        if self.path == "/10.1000/odd":
            self.wfile.write(b"Good day\r\n\r\n")
            self.close_connection = True
            return
        if self.path == "/10.1000/page" or "csl+json" not in self.headers["Accept"]:
            content = b"<html>"
        self.send_response(status)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing on the terminal."""


@pytest.fixture
def library() -> Iterator[fetch.Services]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Library) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        here = f"http://127.0.0.1:{server.server_port}/"
        yield fetch.Services(doi=here, pubmed=f"{here}pubmed?id=", seconds=5)
        server.shutdown()


def look_up(site: Path, services: fetch.Services, **given: str) -> str:
    wish = Wish(kind="source", given={f"--{option}": (text,) for option, text in given.items()}, fetch=True)
    return new(wish, site, TODAY, None, services)


def test_a_doi_is_looked_up_when_it_is_asked_for(site: Path, library: fetch.Services) -> None:
    said = look_up(site, library, doi="doi:10.1000/moved;1")
    assert "[@carvalho]: Dry skin" in said
    assert "DOI: 10.1000/moved;1" in sources(site).read_text("utf-8")


def test_a_number_of_pubmed_is_looked_up_when_it_is_asked_for(site: Path, library: fetch.Services) -> None:
    look_up(site, library, pmid="28490504")
    assert "PMID: '28490504'" in sources(site).read_text("utf-8")


@pytest.mark.parametrize(
    ("doi", "said"),
    [
        ("10.1000/nobody", "doesn't know the DOI 10.1000/nobody. Look for a typing mistake in it."),
        ("10.1000/mute", "knows the DOI 10.1000/mute, but can't describe it. Without it: export the reference"),
        ("10.1000/broken", "answered with error 500. Try again later."),
        ("10.1000/page", "sent nothing that can be read about the DOI 10.1000/page."),
        ("10.1000/deep", "sent nothing that can be read about the DOI 10.1000/deep."),
        ("10.1000/cut", "sent nothing that can be read about the DOI 10.1000/cut."),
        ("10.1000/odd", "can't be reached (Good day"),
    ],
)
def test_what_goes_wrong_at_the_library_is_told(site: Path, library: fetch.Services, doi: str, said: str) -> None:
    with pytest.raises(SiteError, match=re.escape(said)):
        look_up(site, library, doi=doi)


def test_without_a_network_it_says_what_else_can_be_done(site: Path) -> None:
    nobody = fetch.Services(doi="http://127.0.0.1:9/", seconds=1)
    with pytest.raises(
        SiteError, match=r"^127\.0\.0\.1:9 can't be reached \(.*refused\)\. Without it: export the reference as CSL JSON"
    ):
        look_up(site, nobody, doi="10.1000/182")


def test_nothing_is_looked_up_unasked(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "urlopen", lambda *_, **__: pytest.fail("the net was asked"))
    add(site, given=HANDBOOK | {"--doi": ("10.1000/182",), "--pmid": ("77",)})
    record = sources(site).read_text("utf-8").partition("- id: nurse-2017\n")[2]
    assert "  DOI: 10.1000/182\n  PMID: '77'\n  URL: https://pubmed.ncbi.nlm.nih.gov/77/\n" in record


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\ufeff"])
def test_a_reference_with_a_sign_that_no_text_may_have_is_refused(site: Path, sign: str) -> None:
    wish = Wish(kind="source", given={"--title": [f"A title{sign}, pasted"], "--type": ["book"]})
    for _ in range(2):  # where there is no list yet, and where there is one
        assert "invisible character" in refusal(wish, site)
        new(Wish(kind="source", given={"--title": ["A book"], "--type": ["book"]}), site, TODAY, None)
        (site / "content" / "sources.yaml").write_text("- {id: a, type: book, title: Another}\n", "utf-8")
