"""A file is refused, with the line that is wrong, wherever python-frontmatter would have read it as "no front matter"."""

from __future__ import annotations

import frontmatter
import pytest

from tests.read.written import ARTICLE, PATH, article, problem, read, told
from wellread.read.decode import Refused
from wellread.read.fences import StrictHandler

BLOCK, BODY = ARTICLE.split("---\n\n")
AS_IN = "start the file with a line ---, then keys as in “title: …”, then a line --- again"
TYPE_THEM = "type - three times; some programs turn hyphens into a dash while you type"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", "1:1 file-empty: the file is empty; write something in it, or delete it", id="nothing"),
        pytest.param(" \n\n", "1:1 file-empty: the file is empty; write something in it, or delete it", id="blanks"),
        pytest.param(
            f"## Why\n\n{BODY}", f"1:1 front-matter-missing: the file doesn't start with a block of keys; {AS_IN}", id="no block"
        ),
        pytest.param(
            f"Hiccups.\n\n---\n\n{BODY}",
            f"1:1 front-matter-missing: the file doesn't start with a block of keys; {AS_IN}",
            id="a rule across the page is no block",
        ),
        pytest.param(
            f"Draft by us\n{ARTICLE}",
            "1:1 front-matter-late: text stands before the block of keys, which opens on line 2; "
            "move it below the line --- that ends the block",
            id="text before the block",
        ),
        pytest.param(
            f"\n\n{ARTICLE}",
            "3:1 front-matter-late: the line --- must be the first of the file; remove the empty lines above it",
            id="empty lines before the block",
        ),
        pytest.param(
            BLOCK + BODY,
            "1:1 front-matter-unclosed: the block of keys that opens here is never closed; "
            "write --- on a line of its own below the last key",
            id="unclosed",
        ),
        pytest.param(
            BLOCK + "\n" + BODY + "\n---\n\nMore.\n",
            "12:1 yaml-syntax: this line is not “key: value”; indent it if it belongs to the value above; "
            "if it belongs to the text, the line --- that ends the block is missing",
            id="unclosed, with a rule across the page further down",
        ),
        pytest.param(
            "---\n- What stops hiccups?\n- draft\n---\n",
            f"2:1 front-matter-wrong: between the two lines --- there must be keys with values, not a list; {AS_IN}",
            id="a list",
        ),
        pytest.param(
            "---\nWhat stops hiccups?\n---\n",
            f"2:1 front-matter-wrong: between the two lines --- there must be keys with values, not a text; {AS_IN}",
            id="a text",
        ),
        pytest.param(
            "---\n---\n", f"1:1 front-matter-wrong: there are no keys between the two lines ---; {AS_IN}", id="nothing between"
        ),
        pytest.param(
            "---\n# title\n---\n", f"1:1 front-matter-wrong: there are no keys between the two lines ---; {AS_IN}", id="a remark"
        ),
    ],
)
def test_a_file_that_does_not_start_with_keys_is_refused(text: str, expected: str) -> None:
    assert told(problem(text)) == expected


@pytest.mark.parametrize("fence", ["--", "—", "–", "----", "***", "+++"])
def test_a_fence_that_is_not_three_hyphens_is_refused(fence: str) -> None:
    opening = problem(ARTICLE.replace("---", fence, 1))
    assert told(opening) == f"1:1 fence-wrong: the file must start with three hyphens (---), not “{fence}”; {TYPE_THEM}"
    closing = problem(f"{BLOCK}{fence}\n\n{BODY}\n---\n\nA rule above, so that the block seems to be closed.\n")
    assert told(closing) == f"11:1 fence-wrong: the block of keys must end with three hyphens (---), not “{fence}”; {TYPE_THEM}"
    assert closing.place.end_column == 1 + len(fence)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b"\xef\xbb\xbf" + ARTICLE.encode(), id="BOM"),
        pytest.param(ARTICLE.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(ARTICLE.replace("\n", "\r").encode(), id="lone CR"),
        pytest.param(ARTICLE.replace("---\n", "--- \t\n").encode(), id="trailing blanks"),
        pytest.param(ARTICLE.replace("none\n", "none  \n").encode(), id="trailing blanks behind values"),
    ],
)
def test_what_editors_can_not_see_is_accepted(text: bytes) -> None:
    found, plain = article(text), article(ARTICLE)
    assert (found.title, found.funding, found.body) == (plain.title, plain.funding, plain.body)
    assert found.origin.body_line == plain.origin.body_line
    assert found.origin.at("title") == plain.origin.at("title")


def test_the_body_keeps_every_line_and_its_number() -> None:
    found = article(ARTICLE.replace(BODY, "\n    code\n\ntext  \n\n---\n\nend\n\n"))
    assert found.body == "\n\n    code\n\ntext  \n\n---\n\nend\n\n"
    assert found.origin.body_line == 12
    assert article(BLOCK + "---").body == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            ARTICLE.encode().replace(b"home", b"caf\xe9"),
            "3:54 encoding-wrong: the file is not saved as UTF-8, so this sign can't be read; it looks like Windows-1252, "
            "where “é” stands here",
        ),
        (
            b"\xef\xbb\xbf---\r\ntitle: \xe2\x80\x99 \x81",
            "2:10 encoding-wrong: the file is not saved as UTF-8, so this sign can't be read",
        ),
        (ARTICLE.encode("utf-16"), "1:1 encoding-wrong: the file is saved as UTF-16, which is not UTF-8"),
    ],
)
def test_another_encoding_is_named_with_its_sign(text: bytes, expected: str) -> None:
    assert told(problem(text)) == f"{expected}; open it in your editor and choose “Save with encoding” (or “Save as”) and UTF-8"


@pytest.mark.parametrize(
    ("character", "named"),
    [
        ("\x00", "U+0000 (NUL)"),
        ("\x07", "U+0007 (control character)"),
        ("\x1b", "U+001B (escape)"),
        ("\x85", "U+0085 (next line)"),
        ("\u2028", "U+2028 (line separator)"),
        ("\ufeff", "U+FEFF (byte order mark)"),
    ],
)
def test_an_invisible_character_is_refused(character: str, named: str) -> None:
    assert told(problem(ARTICLE.replace("twitch", f"twi{character}tch"))) == (
        f"13:18 character-forbidden: an invisible character that must not be in a text: {named}; "
        "delete it: put the cursor behind it and press Backspace"
    )


def test_a_letter_that_was_lost_is_told() -> None:
    found = problem(ARTICLE.replace("home", "caf\ufffd"))
    assert told(found) == (
        "3:54 character-forbidden: a letter was lost here when the file was converted (“\ufffd”); "
        "look up what stood here, and write it again"
    )


def test_python_frontmatter_itself_can_not_fail_open_with_our_handler() -> None:
    front, body = frontmatter.parse(ARTICLE, handler=StrictHandler(PATH))
    assert front["title"] == "What stops hiccups?"
    assert body == BODY.strip()
    for spoilt in (ARTICLE.replace("---", "--"), BLOCK, f"text\n{ARTICLE}", "---\n- draft\n---\n"):
        with pytest.raises(Refused):
            frontmatter.parse(spoilt, handler=StrictHandler(PATH))


def test_faults_of_the_name_and_of_the_file_are_told_together() -> None:
    assert [p.code for p in read("", "content/articles/Hiccups.md").problems] == ["name-wrong", "file-empty"]
