"""The edit of an article's file, and the search for what is left of it, by example."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

import brotli
import pytest
from msgspec import structs

from wellread.model import Article, Withdrawal
from wellread.problems import SiteError
from wellread.read import read_entry
from wellread.withdraw.notice import is_marked, mark_status, mark_withdrawn
from wellread.withdraw.proof import Hunt, runs_in, search
from wellread.withdraw.wanted import name_of

TODAY = date(2026, 11, 22)
PATH = "content/articles/hiccups.md"
FRONT = """---
title: Why do hiccups come and go?
description: What brings hiccups on, what you can try at home, and when they have lasted long enough to see a doctor.
type: guide
status: in-review   # asked Ada on Monday
main_message: Most hiccups stop by themselves within minutes.
authors: [editorial-team]
published: 2026-01-05
funding: none
conflicts: none
MORE---
A hiccup is a jerk.
"""
MORES = (
    "",
    "changes: [{date: 2026-03-01, kind: editorial, note: Begun.}]\n",
    "changes:\n  - {date: 2026-03-01, kind: editorial, note: Begun.}\n",
    "withdrawn: {reason: Prepared.}\n",
    "withdrawn:\n  reason: Prepared.\nupdated: 2026-02-01\n",
    "withdrawn:\n",
)


def read(content: bytes) -> Article:
    found = read_entry(PATH, content, "en").value
    assert isinstance(found, Article)
    return found


@pytest.mark.parametrize("more", MORES)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_the_file_says_that_it_is_withdrawn_and_why(more: str, end: str, bom: str) -> None:
    content = (bom + FRONT.replace("MORE", more).replace("\n", end)).encode()
    reason = 'It said "never": that was wrong, #1'
    made = mark_withdrawn(content, read(content), Withdrawal(reason=reason, instead="sunburn"), TODAY)
    article = read(made)
    assert article.status == "withdrawn"
    assert article.updated == TODAY
    assert b"# asked Ada on Monday" in made
    assert made.count(b"\n") == made.count(end.encode())
    assert article.withdrawn == Withdrawal(reason=reason, instead="sunburn") or "withdrawn:\n  reason" in more
    assert article.changes[-1].note == f"Withdrawn: {reason}" or "withdrawn:\n  reason" in more


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("---\ntitle: [\nstatus: approved\n---\nstatus: text\n", "---\ntitle: [\nstatus: withdrawn\n---\nstatus: text\n"),
        ("---\r\ntitle: [\r\n---\r\nText\r\n", "---\r\nstatus: withdrawn\r\ntitle: [\r\n---\r\nText\r\n"),
        ("---\nstatus:\n", "---\nstatus: withdrawn\n"),
    ],
)
def test_a_file_that_cannot_be_read_is_marked_all_the_same(before: str, after: str) -> None:
    assert mark_status(before.encode(), PATH) == after.encode()


def test_a_file_without_front_matter_is_told_of() -> None:
    with pytest.raises(SiteError, match="move it out of content/"):
        mark_status(b"Only text\n", PATH)


# --- the search -------------------------------------------------------------------------------------------------------

SENTENCE = "Drink a glass of iced water upside down while somebody counts"
HUNT = Hunt(
    runs=(" glass of iced water upside down ",),
    address="/articles/hiccups/",
    share="assets/share/hiccups.",
    notice="articles/hiccups/index.html",
    old=("old/index.html",),
)
NEEDED = {"articles/hiccups/index.html": b"<p>Taken back.</p>", "old/index.html": b"<p>Moved.</p>"}


def left(folder: Path, files: dict[str, bytes]) -> tuple[list[str], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    proof = search(folder, files, HUNT, "https://example.org/")
    assert proof.looked == len(files)
    return list(proof.left), proof.named, proof.lack, proof.closed


HIDING_PLACES = {
    "page.html": f"<p>{SENTENCE.replace('iced water', '<b>iced</b> <a href=x>water</a>')}".encode(),
    "capital.html": SENTENCE.upper().encode(),
    "attribute.html": f'<meta name="description" content="{SENTENCE}">'.encode(),
    "page.html.br": brotli.compress(SENTENCE.encode()),
    "page.html.gz": gzip.compress(SENTENCE.encode()),
    "pagefind/fragment/en_1.pf_fragment": gzip.compress(b"pagefind_dcd" + json.dumps({"content": SENTENCE}).encode()),
    "api/a.json": json.dumps({"text": SENTENCE.replace(" iced", " \u00e9 iced").replace("\u00e9 ", "")}).encode(),
    "feed.xml": f"<content>&lt;p&gt;{SENTENCE.replace('glass', '&lt;b&gt;glass&lt;/b&gt;')}&lt;/p&gt;</content>".encode(),
    "notes": SENTENCE.encode(),
    "text.txt": SENTENCE.replace(" ", "\n").encode(),
    "card.svg": f"<svg><text>{SENTENCE}</text></svg>".encode(),
}


def test_a_file_that_unpacks_to_more_than_any_is_not_taken_for_searched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wellread.withdraw.proof.MOST_UNPACKED", 100_000)
    large = bytes(100_001)
    files = {"a.txt.gz": gzip.compress(large), "b.txt.br": brotli.compress(large), "c.txt.br": brotli.compress(b"words")[:-1]}
    fits = {"d.txt.gz": gzip.compress(large[1:]), "e.txt.br": brotli.compress(large[1:])}
    assert left(tmp_path, {**NEEDED, **files, **fits})[3] == tuple(files)


@pytest.mark.parametrize("path", HIDING_PLACES)
def test_words_are_found_wherever_they_hide(tmp_path: Path, path: str) -> None:
    assert left(tmp_path, {**NEEDED, path: HIDING_PLACES[path]}) == ([path], (), (), ())


def test_other_words_are_not_taken_for_it(tmp_path: Path) -> None:
    other = b"<p>A glass of water, iced.</p><p>Upside down.</p>"
    assert left(tmp_path, {**NEEDED, "page.html": other, "picture.png": b"\x89PNG\0\0"}) == ([], (), (), ())


def test_lists_that_name_it_pictures_of_it_and_lost_addresses_are_told(tmp_path: Path) -> None:
    files = {
        "sitemap.xml": b"<loc>https://example.org/articles/hiccups/</loc>",
        "feed-clinical.xml": b"<id>https://example.org/articles/hiccups/</id>",
        "assets/share/hiccups.012.png": b"\x89PNG",
        "articles/hiccups/index.html": b"<p>Taken back.</p>",
        "broken.gz": b"no gzip",
    }
    named = ("assets/share/hiccups.012.png", "sitemap.xml")
    assert left(tmp_path, files) == ([], named, ("old/index.html",), ("broken.gz",))


def pdf_that_says(text: str) -> bytes:
    """Return a PDF of one page, written by hand."""
    drawn = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    made, places = b"%PDF-1.4\n", b""
    for number, each in enumerate(objects, 1):
        places += b"%010d 00000 n \n" % len(made)
        made += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    end = b"xref\n0 6\n0000000000 65535 f \n%btrailer<</Root 1 0 R/Size 6>>\nstartxref\n%d\n%%%%EOF\n" % (places, len(made))
    return made + end


def test_words_are_found_in_a_pdf_and_documents_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    files = {
        **NEEDED,
        "leaflet.pdf": pdf_that_says(SENTENCE),
        "scan.pdf": pdf_that_says(" "),
        "torn.PDF": b"%PDF-1.4",
        "a.docx": b"PK",
    }
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    proof = search(tmp_path, files, HUNT, "https://example.org/")
    assert list(proof.left) == ["leaflet.pdf"]
    assert proof.unread == ("a.docx", "scan.pdf", "torn.PDF")


def test_where_nothing_can_be_sought_nothing_is_proved(tmp_path: Path) -> None:
    proof = search(tmp_path, (), structs.replace(HUNT, runs=(), notice="", old=()), "https://example.org/")
    assert not proof.holds


def test_a_language_without_spaces_is_sought_by_what_stands_between_its_stops() -> None:
    assert list(runs_in("打嗝是膈肌的抽动，大多数几分钟后会停。短。")) == [" 打嗝是膈肌的抽动 ", " 大多数几分钟后会停 "]


def test_lists_of_another_language_may_not_name_it_and_its_translation_keeps_its_picture(tmp_path: Path) -> None:
    named = {
        "es/feed.xml": b"<loc>https://example.org/articles/hiccups/</loc>",
        "assets/share/hiccups.012.png": b"\x89PNG",
    }
    files = {**NEEDED, **named}
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    proof = search(tmp_path, files, structs.replace(HUNT, translations=1), "https://example.org/")
    assert proof.named == ("es/feed.xml",)


# --- what is meant ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("hiccups", "hiccups"),
        ("content/articles/hiccups.md", "hiccups"),
        ("https://example.org/health/articles/hiccups/?from=feed#causes", "hiccups"),
        ("https://example.org/articles/hiccups/index.html", "hiccups"),
        ("https://example.org/es/articles/hiccups/", "hiccups.es"),
        ("https://example.org/health/es/articles/sunburn/", "sunburn"),
    ],
)
def test_an_address_from_a_browser_names_the_article_in_its_language(tmp_path: Path, wanted: str, name: str) -> None:
    folder = tmp_path / "content/articles"
    folder.mkdir(parents=True)
    for each in ("hiccups", "hiccups.es", "sunburn"):
        (folder / f"{each}.md").touch()
    assert name_of(tmp_path, wanted) == name


@pytest.mark.parametrize(
    ("content", "says_so"),
    [
        ("---\ntitle: [\nstatus: withdrawn  # by Ada\n---\n", True),
        ("---\nstatus: 'withdrawn'\r\n---\n", True),
        ("---\ntitle: x\n---\nstatus: withdrawn\n", False),
        ("---\nstatus: approved\n---\n", False),
        ("", False),
    ],
)
def test_a_half_written_file_says_whether_it_was_withdrawn(content: str, says_so: bool) -> None:
    assert is_marked(content.encode()) is says_so
