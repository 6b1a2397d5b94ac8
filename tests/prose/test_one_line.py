"""Texts of the front matter: one paragraph."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.prose.test_properties import STEADY
from wellread.prose import compose_inline
from wellread.prose.text import compose_line
from wellread.texts import Citation

ROOT = Path(__file__).parents[2]
MARK = (5, 10, 5, 60)


def test_one_line() -> None:
    prose = compose_inline("Hiccups *pass*. [@hic] [More](article:hiccups)", MARK)
    assert prose.html == 'Hiccups <em>pass</em>. <a href="cite:hic"></a> <a href="article:hiccups">More</a>'
    assert prose.citations == (Citation(ids=("hic",), locators=("",), mark=MARK),)
    assert [link.mark for link in prose.links] == [MARK]
    assert not prose.remarks


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_nothing(text: str) -> None:
    assert compose_inline(text, MARK).html == ""


def test_lines_run_on() -> None:
    assert compose_inline("Sun\nand sea\n", MARK).html == "Sun\nand sea"


@pytest.mark.parametrize(
    "text",
    ["# Sun", "- sun", "1. sun", "Sun\n\nSea", "> sun", "|a|\n|-|\n", "```\nsun\n```", "---", "    sun", "<div>\nsun\n</div>"],
)
def test_blocks_are_an_error(text: str) -> None:
    prose = compose_inline(text, MARK)
    assert prose.remarks[0].code == "line-with-blocks"
    assert {remark.mark for remark in prose.remarks} == {MARK}
    assert {remark.severity for remark in prose.remarks} == {"error"}
    assert not any(tag in prose.html for tag in ("<p", "<h", "<ul", "<ol", "<li", "<blockquote", "<table", "<pre", "<div"))
    assert not prose.headings


def test_a_text_that_only_begins_like_a_list_can_be_written() -> None:
    assert compose_inline("1\\. is a number", MARK).html == "1. is a number"


@given(st.text(st.sampled_from("ab zé Zß1.,;:!?'\"’“”…()/%–—-w"), min_size=1, max_size=30) | st.text(max_size=5))
@STEADY
def test_a_plain_line_is_its_own_html(text: str) -> None:
    assert compose_inline(text, MARK) == compose_line(text, MARK)


def test_the_parsers_wait_for_a_text_that_needs_them() -> None:
    code = (
        "import sys; from wellread.prose import compose, compose_inline, link_terms, term_names;"
        "compose(' \\n'); compose_inline('Hiccups pass.', (1, 1, 1, 9)); link_terms('<p>Sun</p>', term_names([('sun', 'sun')]));"
        "sys.exit(', '.join({'markdown', 'nh3', 'pyphen', 'pyromark'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True).stderr.strip() == ""
