"""What a text says: its blocks, sentences and words, and where each stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.prose.test_properties import STEADY, TEXTS
from wellread.model import Mark
from wellread.prose import find_wording, find_wording_inline
from wellread.prose.commonmark import clean
from wellread.prose.sentences import split_sentences
from wellread.prose.words import syllables, words_in
from wellread.texts import Block, Wording


def said(text: str, language: str = "en") -> list[str]:
    return [sentence.text for block in find_wording(text, language=language).blocks for sentence in block.sentences]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, " / ".join(each.text for each in block.sentences)) for block in find_wording(text).blocks]


def at(text: str, mark: Mark) -> str:
    """Return what stands at a mark in a text."""
    line, column, end_line, end_column = mark
    lines = clean(text).split("\n")[line - 1 : end_line]
    lines[-1] = lines[-1][: end_column - 1]
    lines[0] = lines[0][column - 1 :]
    return "\n".join(lines)


def block(text: str) -> Block:
    (only,) = find_wording(text).blocks
    return only


# --- where a sentence ends --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Hiccups stop. | They come back.",
        "Take sips, e.g. of water. | Rest, i.e. lie down.",
        "Some remedies, e.g. Granny's spoon of sugar, are harmless.",
        "Dr. Sun and Prof. Moon disagree. | Mrs. Sea does not.",
        "See No. 5 and Fig. 2. | See p. 4 too.",
        "Is it dangerous? | No. | It is not.",
        "It is sun vs. Shade. | It takes approx. 5 minutes.",
        "It was seen by J. R. Smith in 1962. | It was seen by A. B. Jones too.",
        "Ask J. Smith. | He knows.",
        "A reading of 195.5 is high. | A dose of 2.5 mg is not. | It is 0.5 per cent.",
        "It lasts 2–3 days. | It lasts 10 to 14 days.",
        "Come at 5 p.m. | Then rest. | Come at 9 a.m. Monday. | Call 6 p.m. or later.",
        "In the U.S. Department of Sun it is known. | It is known in the U.S. | The rest do not know.",
        "It hurts… but it passes. | It hurts… | Then it passes. | Well... I think so. | Well... | They do.",
        "“Is it flu? What to know” says no. | Read it.",
        "He said: “It hurts. | I am afraid.” | Then he left.",
        "He said “It hurts. | I am afraid.”",
        '"It hurts." | She said so. | "It hurts," she said.',
        "She asked “Why me?” and cried. | Why?! | Nobody knows.",
        "«It hurts.» | „It hurts.“ | ‘It hurts.’ | It passes.",
        "It stops (see Fig. 2. It is long) by itself. | Rest.",
        "It stops by itself. | (Rest helps. | Water does too.) | Then go.",
        "It stops by itself (usually). | Rest.",
        "It was good (?) Then bad.",
        "By Smith et al. 2019. | By Smith et al. | The rest is silent.",
        "In 2019 it was rare. | 195/95 is high. | 5 people had it.",
        "It has vitamin C. | Vitamin D is another. | It is hepatitis B. | Hepatitis C is not.",
        "So am I. | They are too.",
        "Water, sugar, etc. are sweet. | Water, sugar, etc. | Nothing else.",
        "Its acid is low. | pH tells it. | eGFR does not.",
        "On Jan. 5 it began. | It ended on 3 Dec. 2019.",
        "Look at www.example.org. | There is more.",
        "Sun.is hot and sea.Is cold.",
        "It is bad!!! | It is good...",
        "It is well known.¹ | It is new.[^2] | Rest.",
        "1. First of all, rest.",
        "A Ph.D. student knows. | She has a Ph.D. | He has none.",
        "Wait 30 min. and drink. | Wait 30 min. | Then drink. | The min. Celsius is 5.",
        "She has MS. | Nerves are hurt. | She is Ms. Sun. | Take St. John's wort.",
        "No full stop",
        "…",
        "Done. 😀 | Next.",
        "Done. 😀",
        "Hiccups: they stop; they do.",
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str) -> None:
    parts = text.replace("😀 | ", "😀 ").split(" | ") if "😀 |" not in text else ["Done.", "😀 Next."]
    plain = " ".join(parts)
    assert [plain[start:end] for start, end in split_sentences(plain)] == parts


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Das ist z. B. Wasser. | Am 3. Mai kam Dr. Sonne. | Sie blieb ca. 5 Tage."),
        ("de-AT", "Das hilft, z.B. Wasser. | Das sind 5. Ja."),
        ("fr", "Voir M. Soleil. | Il dit : « Ça passe. » | Puis il part."),
        ("es", "¿Duele? | ¡Sí! | El Dr. Sol lo sabe."),
        ("ar", "هذا مؤلم. | هل يمر؟ | نعم."),
        ("he", "זה כואב. | זה עובר."),
        ("ur", "یہ درد ہے۔ | یہ گزر جاتا ہے۔"),
        ("hi", "यह दर्द है। | यह जाता है।"),
        ("ja", "痛い。|治る。"),
        ("el", "Πονάει. | Περνάει."),
        ("xx", "J. Sol dice. | Otro no."),
    ],
)
def test_sentences_of_other_languages(language: str, text: str) -> None:
    parts = [part for part in text.replace(" | ", "|").split("|") if part]
    plain = ("" if language == "ja" else " ").join(parts)
    assert [plain[start:end] for start, end in split_sentences(plain, language)] == parts


# --- from Markdown ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["It stops [@a]. It returns.", "It stops. [@a] It returns.", "It stops.[@a] It returns."])
def test_a_citation_before_or_right_after_the_full_stop_belongs_to_the_sentence(text: str) -> None:
    first, second = block(text).sentences
    assert (first.text, first.is_cited, second.text, second.is_cited) == ("It stops.", True, "It returns.", False)
    assert at(text, first.mark) == text.removesuffix(" It returns.")
    assert at(text, second.mark) == "It returns."


def test_a_citation_in_the_middle_or_at_the_beginning_leaves_no_trace() -> None:
    assert said("It stops [@a], then returns [@b; @c, p. 4].") == ["It stops, then returns."]
    assert said("[@a] says so.") == ["says so."]
    assert said("Only [@a]") == ["Only"]
    assert find_wording("[@a]").blocks == ()


def test_links_and_emphasis_are_read_as_their_words() -> None:
    text = "Drink **cold *water***. [What is a sun? Read on](article:sun) says [more](term:sun)."
    first, second = block(text).sentences
    assert first.text == "Drink cold water."
    assert second.text == "What is a sun? Read on says more."
    assert second.links == ("article:sun", "term:sun")
    assert at(text, first.mark) == "Drink **cold *water***."
    assert at(text, second.mark).startswith("[What is")


def test_a_mark_takes_in_the_signs_around_a_sentence() -> None:
    text = "**Rest now.** *Drink [water](#w)* & `run. Not` walk"
    assert [at(text, each.mark) for each in block(text).sentences] == ["**Rest now.**", "*Drink [water](#w)* & `run. Not` walk"]


def test_escapes_and_entities_are_read_as_what_they_stand_for() -> None:
    text = "Salt &amp; sea \\*now\\*. Sun &lt; sea &amp;"
    first, second = block(text).sentences
    assert (first.text, second.text) == ("Salt & sea *now*.", "Sun < sea &")
    assert at(text, second.mark) == "Sun &lt; sea &amp;"


def test_lines_that_wrap_go_on_and_line_breaks_end_a_line() -> None:
    text = "It stops by\nitself. It\nreturns."
    assert said(text) == ["It stops by itself.", "It returns."]
    assert [each.mark for each in block(text).sentences] == [(1, 1, 2, 8), (2, 9, 3, 9)]
    assert said("Call the nurse  \nBring your tablets\\\nand water") == ["Call the nurse", "Bring your tablets and water"]
    assert said("Roses are red,  \nViolets are blue.") == ["Roses are red, Violets are blue."]


def test_lists_tables_headings_callouts_and_code_are_told_apart() -> None:
    text = """Ask about:

- sun
- sea. Wind

  And rain.
  1. salt

> [!WARNING]
> Call now.
>
> - choking

> Only a quote.

## Care {#care}

| Sign | What to do |
|---|---|
| Hiccup | Wait. Drink. |

```
run. Now
```

![sun](/static/sun.png)

<div>gone</div>
"""
    assert kinds(text) == [
        ("paragraph", "Ask about:"),
        ("item", "sun"),
        ("item", "sea. / Wind"),
        ("paragraph", "And rain."),
        ("item", "salt"),
        ("paragraph", "Call now."),
        ("item", "choking"),
        ("paragraph", "Only a quote."),
        ("heading", "Care"),
        ("header", "Sign"),
        ("header", "What to do"),
        ("cell", "Hiccup"),
        ("cell", "Wait. / Drink."),
        ("code", "run. Now"),
    ]
    blocks = find_wording(text, first_line=11).blocks
    assert [(each.list, each.depth) for each in blocks[:7]] == [(0, 0), (1, 0), (1, 0), (1, 0), (2, 1), (0, 0), (3, 0)]
    assert [each.callout for each in blocks[4:8]] == ["", "warning", "warning", ""]
    assert [each.section for each in blocks[7:10]] == ["", "Care", "Care"]
    assert blocks[0].mark == (11, 1, 11, 11)
    assert at(text, find_wording(text).blocks[8].mark) == "## Care {#care}"
    assert at(text, find_wording(text).blocks[8].sentences[0].mark) == "Care"
    assert [each.text for each in find_wording(text).sentences] == [
        *("Ask about:", "sun", "sea.", "Wind", "And rain.", "salt", "Call now.", "choking", "Only a quote.")
    ]


def test_nothing_says_nothing() -> None:
    assert find_wording("") == find_wording(" \r\n\t") == find_wording("[a]: /sun\n\n<!-- -->\n") == Wording()
    assert find_wording_inline("", (1, 1, 1, 1)) == Wording()


def test_a_text_of_the_front_matter_has_the_mark_of_its_value() -> None:
    (only,) = find_wording_inline("It *stops* [@a]. Rest.", (4, 15, 4, 40)).blocks
    assert only.mark == (4, 15, 4, 40)
    assert [(each.text, each.is_cited, each.mark) for each in only.sentences] == [
        ("It stops.", True, (4, 15, 4, 40)),
        ("Rest.", False, (4, 15, 4, 40)),
    ]


def test_syllables_are_counted_in_english_only() -> None:
    assert block("It hiccups.").sentences[0].syllables == 3
    assert find_wording("Es hickst.", language="de").blocks[0].sentences[0].syllables == 0
    assert find_wording("It hiccups.", language="en-GB").blocks[0].sentences[0].syllables == 3


# --- words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "195/95|is|high",
        "a|well-known|cause",
        "don’t|wait,|don't",
        "58,535|people",
        "2.5|mg",
        "120–129|mmHg",
        "e.g.|this",
        "“It|is,”|he|said",
        "10%|of|50",
        "naïve|Ångström",
    ],
)
def test_a_word_stands_between_spaces(text: str) -> None:
    assert words_in(text.replace("|", " ")) == text.split("|")


def test_dashes_part_words_and_signs_are_none() -> None:
    assert words_in("Rest – or not—now & then + 1 … -") == ["Rest", "or", "not", "now", "then", "1"]


SYLLABLES = {
    1: "the through strength care called stopped aches Bell's tongue eyes rinsed 195/95 ALS MRIs mmHg you change",
    2: "doctor table about hiccup treated people fatigue patient science quiet spasm rhythm headaches being nurses sometimes "
    "careful Anna's muscle pressure don't-know eyelid 30-day Tired-out",
    3: "medicine emergence idea area another medium diagnosed usual easier vitamin syllable pregnancy infection condition various "
    "caffeine-free hospital energy chemical",
    4: "diabetes emergency diarrhoea anxiety information medication material initiate symptomatic fasciculate",
    5: "examination hypertensively university immediately fasciculation myokymia antidepressant over-the-counter paracetamol",
    6: "responsibility encephalopathy cardiovascular",
    7: "electromyography anti-inflammatory",
}


@pytest.mark.parametrize(("word", "count"), [(word, count) for count, words in SYLLABLES.items() for word in words.split()])
def test_syllables_are_those_that_are_heard(word: str, count: int) -> None:
    assert syllables(word) == count


# --- what holds for any text ------------------------------------------------------------------------------------------

PROSE = st.lists(
    st.sampled_from(
        [
            *(
                "Hiccups",
                "stop",
                "Dr",
                "No",
                "e.g",
                "p.m",
                "J",
                "I",
                "The",
                "2.5",
                "5",
                "sun",
                "U.S",
                "etc",
                "é",
                "زجاج",
                "痛い",
                "😀",
            ),
            *(". ", ".", "! ", "?", "… ", "... ", " ", " ", "\n", "  \n", "\n\n", "\xa0", "\u2028", "\r\n", "。"),
            *("(", ")", "“", "”", '"', "‘", "’", "«", "»", "„", "[", "]", "*", "**", "`", "_", "~"),
            *(
                "[@a]",
                " [@a]",
                "[@a; @b]",
                "[see](term:sun)",
                "[What? No.](#x)",
                "![sun](/a.png)",
                "&amp;",
                "&#10;",
                "\\.",
                "<b>",
                "[^1]",
            ),
            *("\n- ", "\n1. ", "\n> ", "> [!TIP]\n> ", "\n## ", " {#a}", "\n| a. B | c |\n|---|---|\n| d. E | f |\n", "\n```\n"),
        ]
    ),
    max_size=25,
).map("".join)
"""What sentences are made of, in any order."""


@STEADY
@given(TEXTS | PROSE, st.sampled_from(["en", "de", "ar"]))
def test_marks_are_inside_the_text_and_in_its_order(text: str, language: str) -> None:
    lines = clean(text).split("\n")
    before = (0, 0)
    for each in find_wording(text, language=language).blocks:
        for mark in (each.mark, *(sentence.mark for sentence in each.sentences)):
            line, column, end_line, end_column = mark
            assert 1 <= line <= end_line <= len(lines)
            assert 1 <= column <= len(lines[line - 1]) + 1
            assert 1 <= end_column <= len(lines[end_line - 1]) + 1
            assert (line, column) < (end_line, end_column)
        for sentence in each.sentences:
            assert sentence.mark[:2] >= before
            before = sentence.mark[:2]


@STEADY
@given(TEXTS | PROSE)
def test_no_letter_is_lost_between_sentences(text: str) -> None:
    for each in find_wording(text).blocks:
        assert each.sentences
        for sentence in each.sentences:
            assert sentence.text
            assert sentence.text == " ".join(sentence.text.split())
            assert sentence.words == (0 if each.kind == "code" else len(words_in(sentence.text)))
            assert (sentence.syllables >= sentence.words) or each.kind == "code"


@STEADY
@given(PROSE)
def test_the_words_of_a_sentence_stand_at_its_mark(text: str) -> None:
    for each in find_wording(text).blocks:
        for sentence in each.sentences:
            there = at(text, sentence.mark)
            words = [word for word in ("Hiccups", "stop", "Dr", "sun", "痛い", "2.5") if word in sentence.text]
            assert [word for word in words if word not in there] == []


@STEADY
@given(st.text(max_size=40) | PROSE, st.sampled_from(["en", "de", "ja"]))
def test_sentences_hold_all_of_a_text_but_the_space_between(text: str, language: str) -> None:
    spans = split_sentences(text, language)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(start < end for start, end in spans)


@STEADY
@given(TEXTS | PROSE)
def test_a_text_of_the_front_matter_says_what_a_body_says(text: str) -> None:
    mark = (3, 1, 3, 9)
    inline = find_wording_inline(text, mark)
    assert {each.mark for each in inline.blocks} <= {mark}
    assert [each.text for each in inline.sentences] == [each.text for each in find_wording(text).sentences]
