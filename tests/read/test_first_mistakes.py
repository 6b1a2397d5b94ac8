"""What somebody gets wrong who writes their first article, and that the message names the line to mend and the mending."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.read.written import ARTICLE, PATH, SITE, article, instead, problem, read, told, with_line
from wellread.read import Scan, read_site, read_sources, scan
from wellread.read.yaml import FAST, Loader, compose

LOADERS = [pytest.param(FAST, id="libyaml"), pytest.param(yaml.SafeLoader, id="pure Python")]


# --- quotation marks --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(lambda text: text.replace("Most hiccups", '"Most" hiccups'), id="the next mark begins a value"),
        pytest.param(lambda text: text.replace("minutes.", 'minutes."'), id="the next mark ends a value"),
        pytest.param(lambda text: text, id="there is no other"),
    ],
)
def test_a_quotation_mark_left_open_is_told_where_it_opens(later: Callable[[str], str]) -> None:
    found = problem(later(instead("title", '"How do I stop hiccups?')))
    assert (found.code, found.place.line, found.place.column) == ("yaml-syntax", 2, 8)
    assert found.message in (
        "a quotation mark opens here and isn't closed on this line",
        "a quotation mark opens here and is never closed",
    )


def test_a_quotation_mark_left_open_shows_how_to_close_it_and_what_it_swallowed() -> None:
    found = problem(instead("title", '"How do I stop hiccups?').replace("Most hiccups", '"Most" hiccups'))
    assert told(found) == (
        "2:8 yaml-syntax: a quotation mark opens here and isn't closed on this line; "
        'close it at the end of the text: "How do I stop hiccups?"'
    )
    assert [(each.place.line, each.message) for each in found.related] == [(3, "this key became part of the text")]


def test_a_quotation_mark_left_open_in_a_list_is_told_there() -> None:
    found = problem(with_line('red_flags:\n  - sign: "They last\n    level: soon\n  - sign: "You choke"\n    level: soon'))
    assert told(found).startswith("6:11 yaml-syntax: a quotation mark opens here and isn't closed on this line")


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    "text",
    [
        'a: "one\n  two: three"\n',
        'a: "one: two\n\n  three"\nb: c\n',
        '- "one\n  two: three"\n',
        '- a: "one\n    two: three"\n',
        'a:\n  "one\n  two: three"\n',
        "a: 'one\n  two: three'\n",
    ],
)
def test_a_quoted_text_may_run_over_several_lines(text: str, loader: Loader) -> None:
    assert compose(text, "x.yaml", loader=loader).problems == ()


@pytest.mark.parametrize(
    "quoted", ["“What stops hiccups?”", "„What stops hiccups?“", "‘What stops hiccups?’", "«What stops hiccups?»"]
)
def test_curly_quotation_marks_around_a_value_are_a_warning(quoted: str) -> None:
    reading = read(instead("title", quoted))
    assert reading.value is not None
    (found,) = reading.problems
    assert (found.code, found.severity, found.place.line) == ("quotes-curly", "warning", 2)
    assert found.message == "curly quotation marks don't hold a value together; they are shown on the page"
    assert found.hint == 'type straight ones: "What stops hiccups?"; if readers shall see them, put straight ones around them'


@pytest.mark.parametrize("title", ["“Hic” and other sounds", '"“Hic”"', "'“Hic”: a sound'", "What “hic” means"])
def test_curly_quotation_marks_within_a_value_are_welcome(title: str) -> None:
    assert article(instead("title", title)).title == title.strip("'\"")


def test_a_comma_that_makes_too_many_cells_is_named() -> None:
    rows = "compare: {caption: Two, columns: [A, B], rows: [{feature: Sound, cells: [Short, sharp, None]}]}"
    assert told(problem(with_line(rows))) == (
        "5:73 value-wrong: “cells” has 3 cells and the table has 2 columns; write one cell for each column; "
        'a comma begins a new cell, so put a text that holds one in straight quotes: ["weak, then stiff", normal]'
    )
    reading = read(with_line(rows.replace("Short, sharp", "“Short, sharp”")))
    assert [(each.code, each.hint) for each in reading.problems if each.severity == "warning"] == [
        ("quotes-curly", "put straight ones around the whole text; a comma or a colon within curly ones ends it")
    ]


# --- sources and people -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line", ["sources: [@hic-nhs]", "sources:\n  - @hic-nhs", "red_flags:\n  - {sign: A, level: soon, cite: [@hic-nhs]}"]
)
def test_an_at_sign_before_the_id_of_a_source_is_left_out(line: str) -> None:
    found = problem(with_line(line))
    assert (found.code, found.message) == ("yaml-syntax", "the id of a source has no “@” here")
    assert found.hint == "leave out the @: write hic-nhs"


def test_an_at_sign_in_quotes_is_left_out_too() -> None:
    assert told(problem(with_line('sources: ["@hic-nhs"]'))) == (
        "5:11 id-wrong: item 1 of “sources” can't be “@hic-nhs”; leave out the @: write hic-nhs"
    )


def test_an_author_who_is_no_id_is_told_who_there_is() -> None:
    person = b"---\nname: Editors\nkind: team\nrole: Write\n---\n"
    files = {
        "site.yaml": SITE.encode(),
        PATH: instead("authors", "[Mary Smith]").encode(),
        "content/people/editorial-team.md": person,
    }
    _, (found,) = read_site(Scan(files=files))
    assert told(found) == (
        "7:11 id-wrong: item 1 of “authors” can't be “Mary Smith”; write the id of somebody in content/people/, "
        "or add content/people/mary-smith.md and write mary-smith; there is: editorial-team"
    )


@pytest.mark.parametrize(("word", "type_"), [("website", "webpage"), ("Web page", "webpage"), ("journal", "article-journal")])
def test_a_type_of_source_by_its_common_name(word: str, type_: str) -> None:
    (found,) = read_sources("content/sources.yaml", f"- id: hic-nhs\n  type: {word}\n  title: Hiccups\n".encode()).problems
    assert told(found) == f"2:9 choice-unknown: “type” can't be “{word}”; did you mean “{type_}”?"


# --- signs that YAML reads in its own way -----------------------------------------------------------------------------


@pytest.mark.parametrize("stars", ["**Most** hiccups *stop*.", "*Most* hiccups **stop**.", "***Most*** hiccups stop."])
def test_bold_words_are_shown_without_their_stars(stars: str) -> None:
    assert told(problem(instead("main_message", stars))) == (
        "6:15 yaml-syntax: a text can't start with “*” unless it is in quotes; "
        "Markdown is not allowed here, besides citations; write it without the stars: Most hiccups stop."
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            ARTICLE.replace("status: ", "status:"),
            "5:7 yaml-syntax: there is no space behind this colon; put a space after the colon: status: in-review",
        ),
        (
            ARTICLE.replace("status: ", "status:\u00a0"),
            "5:7 yaml-syntax: the blank behind this colon is not a plain space; put a space after the colon: status: in-review",
        ),
        (
            ARTICLE.replace("title: ", "title:"),
            "2:6 yaml-syntax: there is no space behind this colon; put a space after the colon: title: What stops hiccups?",
        ),
        (
            ARTICLE.replace("conflicts: ", "conflicts:"),
            "10:10 yaml-syntax: there is no space behind this colon; put a space after the colon: conflicts: none",
        ),
        (
            with_line("red_flags:\n  - sign: They last\n    level:soon"),
            "7:10 yaml-syntax: there is no space behind this colon; put a space after the colon: level: soon",
        ),
        (
            with_line("symptoms: [{id: hiccuping, note:gets worse}]"),
            "5:28 key-unknown: “note:gets worse” is no key of a symptom of an article; "
            "put a space after the colon: note: gets worse",
        ),
    ],
)
def test_a_colon_without_a_space(text: str, said: str) -> None:
    assert told(problem(text)) == said


# --- names of files ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["hiccups.md.txt", "Hiccups.MD.TXT", "hiccups.md.docx"])
def test_a_file_with_an_ending_too_many_is_told_its_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "content/articles").mkdir(parents=True)
    (tmp_path / "site.yaml").write_text(SITE)
    (tmp_path / "content/articles" / name).write_text(ARTICLE)
    (found,) = scan(tmp_path).problems
    assert (found.code, found.hint) == ("file-unexpected", "rename it to hiccups.md")


# --- a # that hides words ---------------------------------------------------------------------------------------------


OR_A_NOTE = "; if it is a note to yourselves, put a blank behind the #"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            instead("main_message", "The #1 fear: they never stop  # the most important"),
            "6:19 comment-hides: “#1 fear: they never stop” is left out: a # behind a blank starts a note; "
            'put the whole text in quotes: "The #1 fear: they never stop"' + OR_A_NOTE,
        ),
        (
            with_line("red_flags:\n  - sign: You think that it is #1 and …\n    level: soon"),
            "6:32 comment-hides: “#1 and …” is left out: a # behind a blank starts a note; "
            'put the whole text in quotes: "You think that it is #1 and …"' + OR_A_NOTE,
        ),
        (
            instead("title", "#1 of our questions"),
            "2:8 comment-hides: “#1 of our questions” is left out: a # behind a blank starts a note; "
            'put the whole text in quotes: "#1 of our questions"' + OR_A_NOTE,
        ),
        (
            instead("main_message", "The #1 fear\n  is that they stay."),
            "6:19 comment-hides: “#1 fear” is left out: a # behind a blank starts a note; "
            'put the whole text in quotes: "The #1 fear"' + OR_A_NOTE,
        ),
        (
            with_line("related: [{id: sunburn, why: 'See: it'}, {id: heartburn, why: the #1 reason}]"),
            "5:67 comment-hides: “#1 reason}]” is left out: a # behind a blank starts a note; "
            'put the whole text in quotes: "the #1 reason"' + OR_A_NOTE,
        ),
    ],
)
def test_a_text_that_a_hash_cuts_is_told(text: str, said: str) -> None:
    assert told(problem(text)) == said


@pytest.mark.parametrize(
    "line",
    [
        "volatility: low  # slow to change",
        'synonyms: ["the #1 twitch", singultus] #both',
        "synonyms: [C#, a#b]",
        "reviewers: []  ## nobody yet",
        "audience:  # whom\n  - patient",
    ],
)
def test_notes_and_hashes_in_quotes_stay(line: str) -> None:
    assert read(with_line(line)).problems == ()


@pytest.mark.parametrize(
    "lines",
    [
        "red_flags:\n#   - sign: You choke\n#     level: emergency",
        "red_flags:  # signs that ask for help\n\n# - use: choking",
        "red_flags:\n  # Ours:\n  # - You choke",
        "no_red_flags:\n  # emergency: They always pass.",
    ],
)
def test_a_list_that_is_still_a_note_is_told(lines: str) -> None:
    key = lines.partition(":")[0]
    assert told(problem(with_line(lines))) == (
        f"5:1 comment-hides: “{key}” is empty: the lines below it still begin with #; take the # and the blank behind it away in "
        f"front of what belongs to it; or take “{key}:” out"
    )


@pytest.mark.parametrize(
    "lines", ["symptoms:\n# related: [sunburn]\n#   - heartburn", "symptoms:\n# none so far", "symptoms: []\n# - hiccuping"]
)
def test_other_notes_below_an_empty_key_are_left_alone(lines: str) -> None:
    assert read(with_line(lines)).problems == ()


# --- what word processors type ----------------------------------------------------------------------------------------


NO_PLAIN = "this line begins with blanks that are no plain spaces (word processors make such)"
NO_HYPHEN = "begin it with a hyphen and a space: - sign: You choke"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("red_flags:\n~~- sign: You choke\n~~  level: soon", f"6:1 yaml-syntax: {NO_PLAIN}"),
        ("red_flags:\n  - sign: You choke\n~~~~level: soon", f"7:1 yaml-syntax: {NO_PLAIN}"),
        ("red_flags:\n  - sign: You choke\n  ~ level: soon", f"7:1 yaml-syntax: {NO_PLAIN}"),
        ("withdrawn:\n  reason: Wrong.\n~ instead: sunburn", f"7:1 yaml-syntax: {NO_PLAIN}"),
        ("red_flags:\n  – sign: You choke\n    level: soon", "6:3 yaml-syntax: this is a dash (–), not a hyphen (-)"),
        ("red_flags:\n  -sign: You choke\n   level: soon", "6:3 yaml-syntax: there is no space behind this -"),
        ("red_flags:\n  -~sign: You choke\n    level: soon", "6:3 yaml-syntax: the blank behind this - is no plain space"),
        ("red_flags:\n  • sign: You choke\n    level: soon", "6:3 yaml-syntax: “•” doesn't begin an item of a list"),
        ("red_flags:\n  - They last\n  – sign: You choke", "7:3 yaml-syntax: this is a dash (–), not a hyphen (-)"),
        ("• sign: You choke", "5:1 yaml-syntax: “•” doesn't begin an item of a list"),
    ],
)
def test_signs_of_a_word_processor_are_told_on_their_line(lines: str, said: str) -> None:
    hint = "delete the blanks at its beginning and type spaces" if said.endswith(NO_PLAIN) else NO_HYPHEN
    assert told(problem(with_line(lines.replace("~", "\u00a0")))) == f"{said}; {hint}"


@pytest.mark.parametrize(
    ("sign", "said"), [("– ", "this is a dash (–), not a hyphen (-)"), ("-", "there is no space behind this -")]
)
def test_a_list_with_other_signs_is_told(sign: str, said: str) -> None:
    found = problem(with_line(f"topics:\n  {sign}hiccups\n  {sign}sunburn"))
    assert found.hint == f"{said}: begin each item on a line of its own with a hyphen and a space, as in “- item”"


# --- other values -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "withdrawn: {reason: We check it, and why: soon., instead: sunburn}",
            "5:34 key-unknown: a comma ends a text inside { }: “and why” is no key of withdrawn; "
            'put the text in straight quotes: reason: "We check it, and why: soon."',
        ),
        (
            "related: [{id: sunburn, why: It burns, hurts, and peels}]",
            "5:40 key-unknown: a comma ends a text inside { }: “hurts” is no key of a related article; "
            'put the text in straight quotes: why: "It burns, hurts, and peels"',
        ),
        (
            "withdrawn: {reason: Wrong., insted: sunburn}",
            "5:29 key-unknown: “insted” is no key of withdrawn; did you mean “instead”?",
        ),
        (
            "withdrawn: yes",
            "5:12 value-wrong: “withdrawn” must be keys with values, not “yes”; "
            "write withdrawn: {reason: …, instead: …}, with those of these keys that you need",
        ),
        (
            "reviewers: [Dr Reader]",
            "5:13 value-wrong: item 1 of “reviewers” must be keys with values, not “Dr Reader”; "
            "write {person: …, role: …, date: …, decision: …}",
        ),
        (
            "reviewers: Dr Reader",
            "5:12 value-wrong: “reviewers” must be a list, not “Dr Reader”; "
            "write reviewers: [{person: …, role: …, date: …, decision: …}]",
        ),
        (
            "red_flags:\n  sign: You choke\n  level: soon",
            "6:3 value-wrong: “red_flags” must be a list, not keys with values; put “- ” before the first key only: "
            "“- sign: You choke”, and two spaces more before the others: “  level: soon”",
        ),
        (
            "changes: {date: 2026-11-22, kind: editorial, note: Shorter.}",
            "5:10 value-wrong: “changes” must be a list, not keys with values; put square brackets around it: changes: [{…}]",
        ),
        ("synonyms: hiccup, singultus", "5:11 value-wrong: “synonyms” must be a list, not “hiccup, singultus”; "
            "write synonyms: [hiccup, singultus]"),
        ("sources: [“nhs”]", "5:11 id-wrong: item 1 of “sources” can't be ““nhs””; take the curly quotation marks away: write nhs"),
    ],
)  # fmt: skip
def test_the_form_to_write_is_shown(line: str, said: str) -> None:
    assert told(problem(with_line(line))) == said


def test_a_note_behind_a_text_stays_outside_its_quotes() -> None:
    found = problem(instead("title", "Hiccups: what stops them?  # the heading of the page"))
    assert found.hint == 'put the whole value in quotes: title: "Hiccups: what stops them?"'


def test_a_topic_that_is_no_id_is_told_what_there_is() -> None:
    topics = b"- {id: skin, name: Skin, description: All about it.}\n- {id: breathing, name: Breathing, description: All of it.}\n"
    files = {"site.yaml": SITE.encode(), PATH: with_line("topics: [Ear]").encode(), "content/topics.yaml": topics}
    _, problems = read_site(Scan(files=files, problems=()))
    assert [each.hint for each in problems] == ["write the id of a topic in content/topics.yaml; there is: breathing, skin"]
