"""Words that must not be published are found whatever their alphabet, and however a template escapes them."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import pytest

from wellread.check import Searcher, words_of

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
