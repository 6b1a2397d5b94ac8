"""Pipe tables, as GitHub shows them."""

from __future__ import annotations

import pytest

from wellread.prose import compose


def table(head: str, *rows: str) -> str:
    body = "".join(["<tbody>\n", *(f"<tr>{row}</tr>\n" for row in rows), "</tbody>\n"]) if rows else ""
    return f"<table>\n<thead>\n<tr>{head}</tr>\n</thead>\n{body}</table>"


TWO = '<th scope="col">Days</th><th scope="col">Skin</th>'


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        pytest.param("| Days | Skin |\n|---|---|\n| 1 | red |\n", table(TWO, "<td>1</td><td>red</td>"), id="plain"),
        pytest.param("Days | Skin\n--- | ---\n1 | red\n", table(TWO, "<td>1</td><td>red</td>"), id="without outer pipes"),
        pytest.param("|Days|Skin|\n|-|-|\n", table(TWO), id="head only"),
        pytest.param(
            "| Days | Skin |\n|:-:|--:|\n| 1 | red |\n",
            table(
                '<th class="align-center" scope="col">Days</th><th class="align-right" scope="col">Skin</th>',
                '<td class="align-center">1</td><td class="align-right">red</td>',
            ),
            id="aligned by class, never by style",
        ),
        pytest.param("| Days | Skin |\n|---|---|\n| 1 |\n", table(TWO, "<td>1</td><td></td>"), id="a missing cell is empty"),
        pytest.param(
            "| Days | Skin |\n|---|---|\n| 1 | 2 | 3 |\n", table(TWO, "<td>1</td><td>2</td>"), id="one too many is dropped"
        ),
        pytest.param(
            "| Days | Skin |\n|---|---|\n| 1 \\| 2 | `a\\|b` |\n",
            table(TWO, "<td>1 | 2</td><td><code>a|b</code></td>"),
            id="escaped pipe",
        ),
        pytest.param(
            "| Days | Skin |\n|---|---|\n| *1* | red [@sun] |\nafter\n\nnext\n",
            table(TWO, '<td><em>1</em></td><td>red <a href="cite:sun"></a></td>', "<td>after</td><td></td>") + "\n<p>next</p>",
            id="ends at a blank line",
        ),
        pytest.param(
            "| Days | Skin |\n|---|---|\n| 1 | red |\n> cool it\n",
            table(TWO, "<td>1</td><td>red</td>") + "\n<blockquote>\n<p>cool it</p>\n</blockquote>",
            id="ends at another block",
        ),
    ],
)
def test_table(markdown: str, html: str) -> None:
    prose = compose(markdown)
    assert prose.html == html
    assert {each.code for each in prose.remarks} <= {"table-unscoped"}


@pytest.mark.parametrize("markdown", ["| Days | Skin |\n|---|\n| 1 | red |\n", "| Days | Skin |\n| 1 | red |\n"])
def test_a_table_without_its_line_is_no_table_and_the_editor_is_told(markdown: str) -> None:
    prose = compose(f"Days of a sunburn.\n\n{markdown}")
    assert "<table>" not in prose.html
    (remark,) = prose.remarks
    assert (remark.code, remark.severity, remark.mark) == ("dialect-unknown", "warning", (3, 1, 3, 16))
    assert remark.message == "a table needs a line |---|---| below its first row; this will be shown as it is written"
    assert remark.hint == "write that line, with as many parts as the row above it has"
