"""What holds for any text."""

from __future__ import annotations

import pyromark
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.prose.reduced import reduced
from tests.prose.wrong_html import wrong_in
from wellread.model import Mark
from wellread.prose import compose, compose_inline, link_terms, plain_text, term_names
from wellread.prose.commonmark import OPTIONS, clean
from wellread.texts import Prose

SIGNS = st.sampled_from(
    [
        *"*_`[]()<>!#|\\&~:;\"'{}@-+=.\t\n ",
        *(
            "\n\n",
            "\n- ",
            "\n1. ",
            "\n> ",
            "\n    ",
            "\n  ",
            "```\n",
            "**",
            "__",
            "  \n",
            "\\\n",
            "---\n",
            "\n## ",
            "| a | b |\n|---|---|\n",
        ),
        *("](", "][", "![", "[@", "[@hic, p. 4]", "](term:hiccup)", "](/static/a.png)", "{#", "> [!NOTE]\n> "),
        *("<b>", "</b>", "<!--", "-->", "<script>", "<div>\n", "&amp;", "&#60;", "https://example.org", "javascript:x"),
        *(
            "[s]: /sun 'x'\n",
            "[s]",
            "hiccup",
            "sun burn",
            "é",
            "\u0301",
            "ß",
            "🤧",
            "\xa0",
            "\u2028",
            "\r\n",
            "\x00",
            "\x02",
            "\x03",
            "a",
            "1",
        ),
    ]
)
TEXTS = st.lists(SIGNS | st.text(max_size=3), max_size=30).map("".join)
STEADY = settings(deadline=None, derandomize=True)
"""The same texts on every run: a build is not to fail because of what it happened to think of. Raise max_examples to go looking."""

COMMON = st.lists(
    st.sampled_from(
        [
            *"*_`[]()<>!|\\&.,-+:'\" \t\n",
            *("**", "__", "``", "](", "](/sun)", "![", "[s]", "\n\n[s]: /sea 'x'\n", "&amp;", "&#42;", "<https://sun.example>"),
            *("\n\n", "\n- ", "\n1. ", "\n> ", "\n## ", "\n   ", "\n\n     ", "\n---\n", "\n```\n", "  \n", "\\\n"),
            *("\n\n| a | b |\n|---|---|\n", "\n| c | d |\n"),
            *("hic", "sun", "é", "ß", "\xa0", "a", "1", "“", "…"),
        ]
    ),
    max_size=30,
).map("".join)
"""What CommonMark and the dialect both have, without citations, ids of headings and callouts."""

NAMES = term_names([("hiccup", "hiccup"), ("sun", "sun burn")])


def marks_of(prose: Prose) -> list[Mark]:
    marks = [heading.mark for heading in prose.headings] + [link.mark for link in prose.links]
    return marks + [citation.mark for citation in prose.citations] + [remark.mark for remark in prose.remarks]


@STEADY
@given(TEXTS)
def test_any_text_can_be_composed_and_comes_out_clean(text: str) -> None:
    prose = compose(text)
    assert wrong_in(prose.html) == []
    assert not set("\x00\x02\x03") & set(prose.html)
    assert len({heading.id for heading in prose.headings}) == len(prose.headings)
    assert plain_text(link_terms(prose.html, NAMES).html) == plain_text(prose.html)


@STEADY
@given(TEXTS)
def test_one_line_has_no_blocks(text: str) -> None:
    prose = compose_inline(text, (3, 1, 3, 9))
    assert wrong_in(prose.html) == []
    assert "<p" not in prose.html
    assert set(marks_of(prose)) <= {(3, 1, 3, 9)}


@STEADY
@given(TEXTS, st.integers(1, 40))
def test_marks_lie_inside_the_text(text: str, first_line: int) -> None:
    prose = compose(text, first_line)
    lines = clean(text).split("\n")
    for line, column, end_line, end_column in marks_of(prose):
        assert (line, column) <= (end_line, end_column)
        assert first_line <= line <= end_line < first_line + len(lines)
        assert 1 <= column <= len(lines[line - first_line]) + 1
        assert 1 <= end_column <= len(lines[end_line - first_line]) + 1


@STEADY
@given(TEXTS, TEXTS)
def test_a_text_does_not_remember_another(text: str, other: str) -> None:
    before = compose(text)
    compose(other)
    compose_inline(other, (1, 1, 1, 1))
    assert compose(text) == before


@settings(STEADY, max_examples=300)
@given(COMMON)
def test_nothing_is_shown_differently_without_a_remark(text: str) -> None:
    prose = compose(text)
    if not prose.remarks:
        assert reduced(prose.html) == reduced(pyromark.html(clean(text), options=OPTIONS))


@STEADY
@given(TEXTS)
def test_every_link_and_citation_on_the_page_is_known(text: str) -> None:
    prose = compose(text)
    assert prose.html.count(' href="') == len(prose.links) + len(prose.citations)
