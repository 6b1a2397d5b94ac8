"""Marks point at the file: lines and columns from 1, the body's first line counted from where it stands."""

from __future__ import annotations

from wellread.model import Mark
from wellread.prose import compose

BODY = """\
Ärger: ein „Schluckauf“ 🤧 hält [an](term:hiccup).

## Über Sonne [@sun] {#sonne}

> - Wasser, süß
>   [@a; @b, p. 4] und ein [*Link*
>   weiter](article:sunburn#wasser)

| Tag | Haut |
|---|---|
| 1 | rot [@rot] [x](page:about) |

<b>fett</b>
"""


def said_at(mark: Mark, first_line: int) -> str:
    """Return what stands at a mark of BODY."""
    line, column, end_line, end_column = mark
    lines = BODY.split("\n")[line - first_line : end_line - first_line + 1]
    lines[-1] = lines[-1][: end_column - 1]
    lines[0] = lines[0][column - 1 :]
    return "\n".join(lines)


def test_marks_say_what_stands_there() -> None:
    for first_line in (1, 12):
        prose = compose(BODY, first_line)
        assert [said_at(heading.mark, first_line) for heading in prose.headings] == ["## Über Sonne [@sun] {#sonne}"]
        assert [said_at(citation.mark, first_line) for citation in prose.citations] == ["[@sun]", "[@a; @b, p. 4]", "[@rot]"]
        assert [said_at(link.mark, first_line) for link in prose.links] == [
            "[an](term:hiccup)",
            "[*Link*\n>   weiter](article:sunburn#wasser)",
            "[x](page:about)",
        ]
        assert [said_at(remark.mark, first_line) for remark in prose.remarks] == ["<b>"]


def test_columns_count_characters() -> None:
    assert compose("🤧ä [a](term:b)").links[0].mark == (1, 4, 1, 15)


def test_two_links_to_one_place_have_their_own_marks() -> None:
    links = compose("[a](term:b)\n[a](term:b)\n", 7).links
    assert [link.mark for link in links] == [(7, 1, 7, 12), (8, 1, 8, 12)]


def test_windows_line_ends_count_once() -> None:
    assert compose("a\r\n\r\n[a](term:b)\r\n").links[0].mark == (3, 1, 3, 12)


def test_a_line_the_parsers_read_differently_is_pointed_at() -> None:
    (remark,) = compose("Hic.\n\nHold *your* breath.\n\nSun [a](/my uri) burn.\n", 10).remarks
    assert (remark.code, remark.severity) == ("markdown-ambiguous", "warning")
    assert remark.mark[0] == 14
