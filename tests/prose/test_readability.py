"""How hard a text is to read: the formulas worked out by hand, and the words that weigh."""

from __future__ import annotations

from hypothesis import given

from tests.prose.test_properties import STEADY, TEXTS
from tests.prose.test_wording import PROSE
from wellread.prose import find_wording, measure_readability
from wellread.texts import LongWord, Readability


def measured(text: str) -> Readability:
    found = measure_readability(find_wording(text))
    assert found
    return found


def test_the_formulas_are_those_of_the_papers() -> None:
    # 2 sentences, 9 words, 14 syllables, one word of three: 0.39 × 9/2 + 11.8 × 14/9 − 15.59; 1.043 × √(1 × 30/2) + 3.1291
    found = measured("Rest and drink a little water. Medicine can follow.")
    assert (found.sentences, found.words, found.syllables, found.polysyllables) == (2, 9, 14, 1)
    assert (found.flesch_kincaid, found.smog) == (4.5, 7.2)


def test_a_text_without_long_words_has_the_lowest_grade_of_smog() -> None:
    found = measured("Sit. Drink. Rest.")
    assert (found.flesch_kincaid, found.smog, found.long_words) == (-3.4, 3.1, ())


def test_thirty_sentences_are_enough() -> None:
    assert not measured("Rest now. " * 29).is_enough
    assert measured("Rest now. " * 30).is_enough


def test_what_is_no_sentence_is_left_out() -> None:
    text = "Rest.\n\n## Complicated considerations\n\n- indigestible hamburgers\n- Wait a bit. [@a]\n"
    others = "\n| Unbelievable |\n|---|\n| Medicine |\n\n```\nimmediately\n```\n"
    assert measured(text + others) == measured("Rest. Wait a bit.")


def test_a_text_without_sentences_or_in_another_language_has_no_grade() -> None:
    assert measure_readability(find_wording("")) is None
    assert measure_readability(find_wording("## Complicated\n\n- sun\n- sea\n")) is None
    assert measure_readability(find_wording("- …")) is None
    assert measure_readability(find_wording("Immer mit der Ruhe.", language="de")) is None


def test_long_words_are_listed_by_how_much_they_weigh() -> None:
    text = "Immediately take the *medicine*. Then the medicine’s work is done. Medicine is “anti-inflammatory”, you know."
    assert measured(text).long_words == (
        LongWord(text="medicine", syllables=3, times=3),
        LongWord(text="anti-inflammatory", syllables=7, times=1),
        LongWord(text="immediately", syllables=5, times=1),
    )


def test_names_count_but_are_not_listed() -> None:
    found = measured("It was Alexander Flemington. Alexander knew. Alternatively ask.")
    assert found.polysyllables == 4
    assert [word.text for word in found.long_words] == ["alternatively"]


@STEADY
@given(TEXTS | PROSE)
def test_any_text_can_be_measured(text: str) -> None:
    found = measure_readability(find_wording(text))
    if found:
        assert 0 < found.sentences <= found.words <= found.syllables
        assert sum(word.times for word in found.long_words) <= found.polysyllables <= found.words
