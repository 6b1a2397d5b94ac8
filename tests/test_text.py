"""What a rule about wording is given: where a piece of a sentence stands in its file."""

from __future__ import annotations

from datetime import date

import pytest

from wellread.check import Text, check_text, vocabulary_of
from wellread.model import Article, Origin
from wellread.problems import Place
from wellread.prose import find_wording, find_wording_inline

PATH = "content/articles/hiccups.md"


def text_of(body: str, main_message: str = "Wait.", mark: tuple[int, int, int, int] = (2, 15, 2, 20)) -> Text:
    """Return an article as rules see it: its main message at a mark, its text from line 4 on."""
    article = Article(
        id="hiccups",
        lang="en",
        origin=Origin.marked(PATH, {"main_message": mark}, body_line=4),
        body=body,
        title="Hiccups",
        description="",
        type="guide",
        status="in-review",
        main_message=main_message,
        published=date(2026, 1, 5),
        updated=date(2026, 1, 5),
        funding="none",
        conflicts="none",
    )
    inline = {"main_message": find_wording_inline(main_message, mark)}
    wording = find_wording(body, 4)
    return Text(kind="article", entry=article, body=wording, inline=inline, vocabulary=vocabulary_of((*inline.values(), wording)))


def place_of(text: Text, piece: str, number: int = 0) -> Place:
    """Return the place of the piece that comes as that number in the first sentence that has it."""
    sentence = next(each for each in text.spoken() if piece in each.text)
    start = -1
    for _ in range(number + 1):
        start = sentence.text.index(piece, start + 1)
    return text.place_of(sentence, start, start + len(piece))


@pytest.mark.parametrize(
    ("body", "piece", "number", "mark"),
    [
        ("Drink water.", "water", 0, (4, 7, 4, 12)),
        ("Wait. Drink water, then more water.", "water", 1, (4, 30, 4, 35)),
        ("Drink\n\nsome cold\nwater slowly.", "cold water", 0, (6, 6, 7, 6)),
        ("# One\n\nHold your breath,\nor drink\nwater.", "water", 0, (8, 1, 8, 6)),
        ("Underwater, drink water.", "water", 1, (4, 19, 4, 24)),
        ("See [water](https://example.org/cold) or cold water.", "cold", 0, (4, 42, 4, 46)),
        ("As [@cold-water] says, cold water helps.", "cold", 0, (4, 24, 4, 28)),
        ("Drink [cold water](page:about) now.", "cold water", 0, (4, 8, 4, 18)),
        ("Drink *cold* water now.", "cold water", 0, (4, 1, 4, 24)),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_a_piece_of_a_sentence_is_found_where_it_is_written(
    body: str, piece: str, number: int, mark: tuple[int, int, int, int]
) -> None:
    assert place_of(text_of(body), piece, number) == Place(PATH, *mark)


@pytest.mark.parametrize(
    ("value_mark", "mark"),
    [
        ((2, 15, 2, 32), (2, 21, 2, 26)),
        ((2, 15, 2, 34), (2, 22, 2, 27)),
        ((2, 15, 2, 33), (2, 15, 2, 33)),
        ((2, 15, 3, 32), (2, 15, 3, 32)),
    ],
    ids=["bare", "between quotation marks", "written otherwise", "on two lines"],
)
def test_a_piece_of_the_front_matter_is_found_if_it_stands_on_one_line(
    value_mark: tuple[int, int, int, int], mark: tuple[int, int, int, int]
) -> None:
    assert place_of(text_of("Wait.", "Drink water soon.", value_mark), "water") == Place(PATH, *mark)


def test_a_long_paragraph_is_marked_from_its_first_sentence_too_many_to_its_end() -> None:
    (problem,) = (
        each for each in check_text(text_of("Wait. Sit. Drink. Hold\nyour breath. Sleep *well*.")) if each.code == "paragraph-long"
    )
    assert problem.place == Place(PATH, 4, 19, 5, 27)


def test_the_vocabulary_is_every_word_in_small_letters_but_no_code() -> None:
    text = text_of("## Why\n\nDon't PANIC, e.g. in 2026.\n\n    code\n", "Wait.")
    assert text.vocabulary == {"why", "don", "t", "panic", "e", "g", "in", "wait"}
