"""Headings and their ids."""

from __future__ import annotations

import pytest

from wellread.prose import compose
from wellread.texts import Heading


def ids(markdown: str) -> list[str]:
    return [heading.id for heading in compose(markdown).headings]


def test_heading() -> None:
    prose = compose("## What *helps* [now](term:sip) [@hic] {#help}\n")
    assert prose.html == '<h2 id="help">What <em>helps</em> <a href="term:sip">now</a> <a href="cite:hic"></a></h2>'
    assert prose.headings == (
        Heading(level=2, id="help", text="What helps now", html="What <em>helps</em> now", mark=(1, 1, 1, 47)),
    )


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("What helps?", "what-helps"),
        ("Sun & sea", "sun--sea"),
        ("Sonne über Köln", "sonne-über-köln"),
        ("What’s “hic”?", "whats-hic"),
        ("`code` & *stress*", "code--stress"),
        ("???", "section"),
    ],
)
def test_id_from_the_words_is_githubs(words: str, name: str) -> None:
    assert ids(f"## {words}\n") == [name]


def test_ids_are_unique_and_an_own_id_is_never_taken_away() -> None:
    assert ids("## Sun\n## Sun\n### Sun\n## Sea {#sun-1}\n") == ["sun", "sun-2", "sun-3", "sun-1"]


def test_ids_do_not_depend_on_what_stands_below() -> None:
    assert ids("## Sun\n\n## Sea\n") == ids("## Sun\n\n## Sea\n\n## Sand\n")[:2]


def test_a_repeated_own_id_is_an_error_that_names_both_lines() -> None:
    prose = compose("## Sun {#a}\n\nHic.\n\n## Sea {#a}\n", 20)
    (remark,) = prose.remarks
    assert (remark.code, remark.severity, remark.mark[0]) == ("heading-id-repeated", "error", 24)
    assert "lines 20 and 24" in remark.message
    assert [heading.id for heading in prose.headings] == ["a", "sea"]


@pytest.mark.parametrize("own", ["A", "1a", "a b", "a.b", "é", "", "a_b", "-a"])
def test_an_id_that_cannot_be_one_is_an_error(own: str) -> None:
    prose = compose(f"## Sun {{#{own}}}\n")
    assert [(remark.code, remark.severity) for remark in prose.remarks] == [("heading-id-invalid", "error")]
    assert prose.html == '<h2 id="sun">Sun</h2>'


@pytest.mark.parametrize("heading", ["## Sun `{#a}`", "## Sun \\{#a}", "## Sun {#a} burn", "## Sun {.a}", "## Sun {a}"])
def test_braces_elsewhere_are_text(heading: str) -> None:
    prose = compose(heading + "\n")
    assert "{" in prose.headings[0].text
    assert not prose.remarks


def test_a_closed_heading_keeps_its_id() -> None:
    assert ids("## Sun {#a} ##\n") == ["a"]


def test_first_level_is_an_error_and_shown_as_second() -> None:
    prose = compose("# Sun\n\nSea\n===\n")
    assert [(remark.code, remark.severity, remark.mark[0]) for remark in prose.remarks] == [
        ("heading-first-level", "error", 1),
        ("heading-first-level", "error", 3),
    ]
    assert [heading.level for heading in prose.headings] == [2, 2]
    assert "<h1" not in prose.html


def test_levels_are_as_written() -> None:
    assert [heading.level for heading in compose("## a\n### b\n#### c\n##### d\n").headings] == [2, 3, 4, 5]


def test_headings_in_a_callout_count_too() -> None:
    assert ids("> [!NOTE]\n> ## Sun\n\n- ## Sea\n") == ["sun", "sea"]
