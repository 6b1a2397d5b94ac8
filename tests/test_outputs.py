"""What must not be published is found whatever its alphabet, and however a template escapes it; no text keeps a check busy."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from time import process_time

import pytest

from tests.builders import an_article
from wellread.check import Searcher, loads, words_of
from wellread.stages import inspect_entry

SENTENCES = {
    "English": "If you don't feel well today, then call your own doctor.",
    "German": "Die Straße zum Krankenhaus ist heute gesperrt, fahren Sie lieber einen Umweg.",
    "Turkish": "İstanbul'da hıçkırık için hemen bir doktora gitmek gerekmez.",
    "Greek": "Οι περισσότεροι λόξυγκες περνούν μόνοι τους μέσα σε λίγα λεπτά.",
    "Chinese": "大多数打嗝会在几分钟内自行消失，不需要治疗。",
}
PAGES = (
    "<p>{}</p>",
    '<p class="one two three four">{}</p>',
    '<p>{}</p> <a title="Go to the next page">on</a>',
    "<a title='{}'>on</a>",
    '<a title="{}">on</a>',
)


def as_numbers(text: str) -> str:
    return escape(text).encode("ascii", "xmlcharrefreplace").decode()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("written", [escape, as_numbers])
@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_is_found(language: str, written: Callable[[str], str], page: str) -> None:
    sought = words_of(SENTENCES[language])
    searcher = Searcher([sought], "https://example.org")
    assert searcher.leaks("index.html", page.format(written(SENTENCES[language])).encode()) == (sought,)
    assert searcher.leaks("index.html", page.format("Something else that no draft says.").encode()) == ()


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("base.css", "@import url(https://elsewhere.example.net/a.css);"),
        ("base.css", "@import 'https://elsewhere.example.net/a.css';"),
        ("base.css", 'p { background: image-set("https://elsewhere.example.net/a.png" 1x) }'),
        ("site.js", "new WebSocket('wss://elsewhere.example.net')"),
        ("site.js", "new Worker('https://elsewhere.example.net/a.js')"),
        ("index.html", "<p onclick=count()>Count</p>"),
        ("index.html", '<p\nonclick="count()">Count</p>'),
        ("index.html", '<img alt="a > b" onload = "count()">'),
        ("index.html", "<SCRIPT SRC=//elsewhere.example.net/a.js></SCRIPT>"),
        ("index.html", "<img src='https://example.org@elsewhere.example.net/a.png'>"),
    ],
)
def test_what_is_loaded_is_seen(path: str, written: str) -> None:
    assert loads(path, written.encode(), "https://example.org")


@pytest.mark.parametrize(
    "written",
    [
        '<p title="&lt;img onload=count()&gt;">Text</p>',
        "<img alt='what onload= does'>",
        "<p>Text onload=count()</p>",
        '<a href="/?a onload=b">Text</a>',
    ],
)
def test_what_a_value_says_of_a_handler_is_none(written: str) -> None:
    assert loads("index.html", written.encode(), "https://example.org") == ()


HOSTILE = ("A", "a-", "“a ", "‘", ". ", ".", "](", "[@a; ", "1.", "1,", "take a ", "A. ", "<a ", "aAa1 ")


@pytest.mark.parametrize("run", HOSTILE)
def test_a_long_run_of_signs_keeps_nobody_waiting(run: str) -> None:
    text = run * (40_000 // len(run))
    article = an_article(body=text)
    started = process_time()
    inspect_entry("article", article, {}, {})
    Searcher([words_of(SENTENCES["English"])], "").leaks("index.html", text.encode())
    assert process_time() - started < 5
