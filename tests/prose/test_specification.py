"""CommonMark's own examples: shown as it says, or listed in shown_differently.toml and never without a remark to the editor.

The specification comes from npm when the tests are set up (`npm ci`); no copy of it is kept here. GitHub's specification is on no
registry, so tables have examples of our own in test_tables.py.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.prose.reduced import reduced
from wellread.prose import compose

HERE = Path(__file__).parent
SPECIFICATION = HERE.parents[1] / "node_modules" / "commonmark-spec" / "spec.txt"
EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$|^#{1,6} *([^\n]*)$", re.MULTILINE | re.DOTALL)


class Example(NamedTuple):
    section: str
    markdown: str
    html: str


@cache
def examples() -> dict[int, Example]:
    """Return the specification's examples by their numbers; there, tabs are written as arrows."""
    text = SPECIFICATION.read_text(encoding="utf-8").partition("<!-- END TESTS -->")[0]
    found: dict[int, Example] = {}
    section = ""
    for markdown, html, heading in EXAMPLE.findall(text):
        if heading:
            section = heading
        else:
            found[len(found) + 1] = Example(section, markdown.replace("→", "\t"), html.replace("→", "\t"))
    return found


@cache
def shown_differently() -> dict[int, tuple[str, str]]:
    """Return (section, code of the remark) by the number of the example."""
    groups = tomllib.loads((HERE / "shown_differently.toml").read_text(encoding="utf-8"))["group"]
    return {
        number: (section, group["remark"])
        for group in groups
        for section, numbers in group["examples"].items()
        for number in numbers
    }


def sections() -> list[str]:
    return list(dict.fromkeys(example.section for example in examples().values()))


@pytest.mark.parametrize("section", sections())
def test_examples_are_shown_as_the_specification_says_or_are_listed(section: str) -> None:
    differing = {
        number
        for number, example in examples().items()
        if example.section == section and reduced(compose(example.markdown).html) != reduced(example.html)
    }
    assert differing == {number for number, (listed, _) in shown_differently().items() if listed == section}


@pytest.mark.parametrize("number", sorted(shown_differently()))
def test_nothing_is_shown_differently_without_a_remark(number: int) -> None:
    remarks = compose(examples()[number].markdown).remarks
    assert shown_differently()[number][1] in {remark.code for remark in remarks}


def test_what_is_shown_as_specified_is_not_called_ambiguous() -> None:
    cried_wolf = {
        number
        for number, example in examples().items()
        if number not in shown_differently()
        and "markdown-ambiguous" in {remark.code for remark in compose(example.markdown).remarks}
    }
    assert cried_wolf == set()


def test_the_specification_is_all_there() -> None:
    assert len(examples()) == 652
    assert {"Lists", "List items", "Block quotes", "Emphasis and strong emphasis", "Links"} <= set(sections())
