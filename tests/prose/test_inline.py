"""Leaving out patterns that find nothing changes nothing: the HTML is what Python-Markdown's own inline processor makes of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from markdown import Markdown
from markdown.treeprocessors import InlineProcessor

from tests.prose.test_properties import COMMON, STEADY, TEXTS
from tests.prose.test_specification import examples, sections
from wellread.prose.commonmark import clean
from wellread.prose.dialect import Dialect, to_html

ARTICLES = sorted((Path(__file__).parents[2] / "content").rglob("*.md"))


@cache
def patient_engine() -> Markdown:
    """Return an engine of the dialect that tries every pattern on every text."""
    engine = Markdown(extensions=[Dialect()], output_format="html")
    engine.treeprocessors.register(InlineProcessor(engine), "inline", 20)
    return engine


def patiently(text: str) -> str:
    return patient_engine().reset().convert(text)


@pytest.mark.parametrize("section", sections())
def test_the_examples_of_the_specification(section: str) -> None:
    for example in examples().values():
        if example.section == section:
            text = clean(example.markdown)
            assert to_html(text) == patiently(text)


@pytest.mark.parametrize("file", ARTICLES, ids=lambda file: file.stem)
def test_the_content_of_this_site(file: Path) -> None:
    text = clean(file.read_text(encoding="utf-8"))
    assert to_html(text) == patiently(text)


@STEADY
@given(TEXTS | COMMON)
def test_any_text(text: str) -> None:
    assert to_html(clean(text)) == patiently(clean(text))


@pytest.mark.parametrize(
    "text",
    [
        "sun `\\` sea",
        "sun  \nsea\\\nsand",
        "[@hic] and [@hic",
        "[sun][s] [s] ![sun][s] ![s]\n\n[s]: /sea.png 'x'",
        "[sun][s] [s] ![sun][s] ![s]",
        "[sun](/sea) ![sun](/sea.png) [sun] (/sea)",
        "<https://sun.example> <sun@sea.example>",
        "&amp; &#42; &nosuch;",
        "*sun* _sea_ __sand__",
        "- sun\n\n  > *sea*\n- sand\n  - `dune`\n\n|*a*|b|\n|-|-|\n|c|[d](/e)|",
    ],
)
def test_each_pattern_by_its_sign(text: str) -> None:
    assert to_html(text) == patiently(text)
