"""How problems are put in order, shown to a person and given to a program."""

from __future__ import annotations

from typing import Any

import pytest

from wellread.problems import (
    Place,
    Problem,
    Related,
    Severity,
    ended,
    has_errors,
    in_order,
    nearest,
    nearest_id,
    show_codes,
    show_summary,
    show_text,
)

PATH = "content/articles/hiccups.md"


def a_problem(
    line: int = 1, column: int = 1, end: int = 0, *, path: str = PATH, severity: Severity = "error", code: str = "odd", **more: Any
) -> Problem:
    """Return a problem on one line, up to column `end`."""
    given: dict[str, Any] = {"message": "this is odd", "place": Place(path, line, column, line, end or column + 1)}
    return Problem(code=code, severity=severity, **(given | more))


def shown(problem: Problem, text: str) -> str:
    return show_text([problem], {problem.place.path: text})


# --- the lines a person reads -----------------------------------------------------------------------------------------


def test_it_says_where_what_and_what_next_and_underlines_the_fault() -> None:
    problem = a_problem(2, 8, 14, message="the title has 6 characters", hint="write more")
    assert shown(problem, "---\ntitle: Hiccup\n---\n") == (
        "content/articles/hiccups.md:2:8: error: the title has 6 characters [odd]\n"
        "  2 | title: Hiccup\n"
        "    |        ^^^^^^\n"
        "  write more"
    )


def test_a_second_place_is_shown_with_its_own_line() -> None:
    problem = a_problem(2, 1, 6, related=(Related(Place(PATH, 1, 1, 1, 6), "it is first written here"),))
    assert shown(problem, "title: A\ntitle: B\n").splitlines() == [
        "content/articles/hiccups.md:2:1: error: this is odd [odd]",
        "  2 | title: B",
        "    | ^^^^^",
        "  content/articles/hiccups.md:1:1: it is first written here",
        "  1 | title: A",
        "    | ^^^^^",
    ]


def test_problems_are_parted_by_an_empty_line() -> None:
    assert show_text([a_problem(1), a_problem(2)], {}).count("\n\n") == 1


def test_a_problem_of_a_whole_file_has_no_line() -> None:
    assert shown(a_problem(place=Place(PATH)), "text\n") == "content/articles/hiccups.md: error: this is odd [odd]"


@pytest.mark.parametrize("line", [2, 9], ids=["an empty line", "beyond the end"])
def test_without_anything_to_show_there_is_no_frame(line: int) -> None:
    assert shown(a_problem(line), "one\n\nthree\n") == f"content/articles/hiccups.md:{line}:1: error: this is odd [odd]"


def test_a_file_whose_text_is_unknown_is_shown_without_its_line() -> None:
    assert show_text([a_problem()], {}) == "content/articles/hiccups.md:1:1: error: this is odd [odd]"


@pytest.mark.parametrize(
    ("text", "column", "end", "frame"),
    [
        ("\tcite: [a]", 8, 11, ["  1 |     cite: [a]", "    |           ^^^"]),
        ("a\tb\tc", 5, 6, ["  1 | a    b    c", "    |           ^"]),
        ("漢字 title", 4, 9, ["  1 | 漢字 title", "    |      ^^^^^"]),
        ("title: 漢字", 8, 10, ["  1 | title: 漢字", "    |        ^^^^"]),
        ("u\u0308ber title", 7, 12, ["  1 | u\u0308ber title", "    |      ^^^^^"]),
        ("title", 6, 7, ["  1 | title", "    |      ^"]),
        ("title\r", 1, 6, ["  1 | title", "    | ^^^^^"]),
    ],
    ids=[
        "a tab before it",
        "tabs between",
        "wide letters before it",
        "wide letters",
        "a combining letter",
        "behind the end",
        "CRLF",
    ],
)
def test_the_underline_stands_below_the_fault(text: str, column: int, end: int, frame: list[str]) -> None:
    assert shown(a_problem(1, column, end), text).splitlines()[1:] == frame


def frame(place: Place, text: str, width: int = 120) -> list[str]:
    return show_text([a_problem(place=place)], {PATH: text}, width=width).splitlines()[1:]


def test_a_fault_over_two_lines_is_underlined_on_both() -> None:
    assert frame(Place(PATH, 1, 4, 2, 5), "a: [b,\n  c]  # end\n") == [
        "  1 | a: [b,",
        "    |    ^^^",
        "  2 |   c]  # end",
        "    |   ^^",
    ]


def test_of_many_lines_the_first_two_and_the_last_are_shown() -> None:
    text = "".join(f"line {number}\n" for number in range(1, 13))
    assert frame(Place(PATH, 2, 1, 11, 5), text) == [
        "   2 | line 2",
        "     | ^^^^^^",
        "   3 | line 3",
        "     | ^^^^^^",
        "   … |",
        "  11 | line 11",
        "     | ^^^^",
    ]


def test_three_lines_are_shown_whole_and_empty_ones_left_out() -> None:
    assert [line for line in frame(Place(PATH, 1, 1, 5, 2), "a\n\nb\n\nc\n") if "|" in line and "^" not in line] == [
        "  1 | a",
        "  3 | b",
        "  5 | c",
    ]


def test_an_end_at_the_start_of_a_line_is_the_end_of_the_line_before() -> None:
    assert frame(Place(PATH, 1, 1, 2, 1), "title: A\nstatus: draft\n") == ["  1 | title: A", "    | ^^^^^^^^"]


def test_an_end_beyond_the_file_is_the_end_of_the_file() -> None:
    assert frame(Place(PATH, 1, 1, 9, 9), "one\ntwo") == ["  1 | one", "    | ^^^", "  2 | two", "    | ^^^"]


def test_wide_letters_are_cut_by_the_room_they_take() -> None:
    line, underline = frame(Place(PATH, 1, 101, 1, 103), "漢字" * 100, width=40)
    assert line == "  1 | …" + "漢字" * 10 + "…"
    assert underline == "    | " + " " * 13 + "^^^^"


def test_a_narrow_terminal_is_not_overrun() -> None:
    for column in (1, 90, 190):
        line, underline = frame(Place(PATH, 1, column, 1, column + 4), "hic " * 50, width=40)
        assert len(line) <= 48
        assert line[underline.index("^") : underline.rindex("^") + 1] == ("hic " * 50)[column - 1 : column + 3].rstrip("…")


def test_signs_without_a_width_of_their_own_take_none() -> None:
    assert frame(Place(PATH, 1, 4, 1, 9), "❤\ufe0f title") == ["  1 | ❤\ufe0f title", "    |   ^^^^^"]


def test_a_long_line_is_cut_around_the_fault() -> None:
    text = "hic " * 200 + "cough " + "hic " * 200
    _, line, underline = shown(a_problem(1, 801, 806), text).splitlines()
    assert line.startswith("  1 | …")
    assert line.endswith("…")
    assert len(line) < 130
    assert line[underline.index("^") : underline.rindex("^") + 1] == "cough"


def test_a_long_line_with_its_fault_at_the_start_is_cut_at_its_end_only() -> None:
    _, line, underline = shown(a_problem(1, 1, 4), "hic " * 200).splitlines()
    assert (line[:9], line[-1]) == ("  1 | hic", "…")
    assert underline == "    | ^^^"


def test_a_fault_as_long_as_the_line_is_underlined_as_far_as_it_is_shown() -> None:
    _, line, underline = shown(a_problem(1, 1, 801), "hic " * 200).splitlines()
    assert underline.count("^") == len(line.removeprefix("  1 | ").removesuffix("…"))


def test_control_characters_cannot_rewrite_the_terminal() -> None:
    said = shown(a_problem(1, 5, 6), "hic \x1b[2J\x07 cough\x9b1m")
    assert said.splitlines()[1] == "  1 | hic �[2J� cough�1m"


def test_control_characters_in_messages_hints_and_paths_are_harmless_too() -> None:
    problem = a_problem(path="content/\x1b[2J.md", message="can't be “\x1b[31m”", hint="write \x07")
    assert "\x1b" not in show_text([problem], {})
    assert "\x07" not in show_text([problem], {})


def test_there_are_colours_only_when_asked_for() -> None:
    problem, texts = a_problem(1, 1, 4, hint="breathe"), {PATH: "hic\n"}
    plain, coloured = show_text([problem], texts), show_text([problem], texts, colour=True)
    assert "\x1b" not in plain
    assert "\x1b[1;31merror\x1b[0m" in coloured
    assert "\x1b[1;32m^^^\x1b[0m" in coloured
    for code in ("\x1b[1;31m", "\x1b[1;32m", "\x1b[2m", "\x1b[0m"):
        coloured = coloured.replace(code, "")
    assert coloured == plain


# --- their order and number -------------------------------------------------------------------------------------------


def test_files_with_errors_come_first_then_path_and_line() -> None:
    problems = [
        a_problem(9, path="a.md", severity="warning"),
        a_problem(5, path="c.md"),
        a_problem(2, path="c.md", severity="info"),
        a_problem(1, path="b.md"),
    ]
    assert [(p.place.path, p.place.line) for p in in_order(problems)] == [("b.md", 1), ("c.md", 2), ("c.md", 5), ("a.md", 9)]


def test_the_worst_on_a_line_comes_first() -> None:
    problems = [a_problem(1, 1, severity="info"), a_problem(1, 5, severity="warning"), a_problem(1, 9)]
    assert [p.severity for p in in_order(problems)] == ["error", "warning", "info"]


def test_the_same_problem_is_told_once() -> None:
    assert in_order([a_problem(), a_problem()]) == (a_problem(),)


def test_the_order_does_not_depend_on_the_order_given() -> None:
    problems = [a_problem(line, code=code) for line in (1, 2) for code in ("b", "a")]
    assert in_order(problems) == in_order(reversed(problems))


@pytest.mark.parametrize(
    ("severities", "said"),
    [
        ([], ""),
        (["error"], "1 error in 1 file"),
        (["error", "error", "warning"], "2 errors, 1 warning in 3 files"),
        (["info", "info"], "2 info in 2 files"),
    ],
)
def test_the_summary_counts(severities: list[Severity], said: str) -> None:
    problems = [a_problem(path=f"{n}.md", severity=severity) for n, severity in enumerate(severities)]
    assert show_summary(problems) == said


def test_problems_are_counted_by_code_the_worst_first() -> None:
    problems = [a_problem(line, code="title-long", severity="warning") for line in range(12)]
    problems += [a_problem(line, code="link-broken") for line in range(2)] + [a_problem(code="id-unknown")]
    assert show_codes(problems).splitlines() == [
        "   2 errors    link-broken",
        "   1 error     id-unknown",
        "  12 warnings  title-long",
    ]
    assert show_codes([]) == ""


def test_only_errors_are_errors() -> None:
    assert has_errors([a_problem(severity="warning"), a_problem()])
    assert not has_errors([a_problem(severity="warning"), a_problem(severity="info")])


# --- the nearest right value ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "said"), [("hicups", "did you mean “hiccups”?"), ("sunbrn", "did you mean “sunburn”?"), ("cough", "")]
)
def test_the_nearest_known_word_is_offered(word: str, said: str) -> None:
    assert nearest(word, ["hiccups", "sunburn"]) == said


@pytest.mark.parametrize(
    ("typed", "known", "offered"),
    [
        ("diafragm", "diaphragm", True),
        ("hicups", "hiccups", True),
        ("sunbrun", "sunburn", True),
        ("Sunburn", "sunburn", True),
        ("trubble-breathing", "trouble-breathing", True),
        ("trouble", "trouble-breathing", False),  # it merely holds the word
        ("twitch", "itch", False),
        ("fasciculation", "cramp-fasciculation-syndrome", False),
        ("hypotension", "hypertension", False),  # the opposite
        ("hypertensoin", "hypertension", True),
        ("hyprtension", "hypertension", True),
        ("gout", "gut", True),
        ("sunburn-nhs", "nhs-sunburn", True),  # its words the other way round
        ("flu", "fly", False),  # in three letters every word is near
    ],
)
def test_an_id_is_only_offered_for_a_slip_of_the_keys(typed: str, known: str, offered: bool) -> None:
    assert nearest_id(typed, [known, "what-helps-with-sunburn"]) == (f"did you mean “{known}”?" if offered else "")


def test_a_sentence_ends_once() -> None:
    said = [ended(each) for each in ("there is none", "did you mean “a”?", "Done.")]
    assert said == ["there is none.", "did you mean “a”?", "Done."]
