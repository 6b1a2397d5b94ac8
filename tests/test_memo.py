"""What was remembered is believed only if it is whole and of this very program; otherwise it is made anew, and a line says so."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from wellread.jobs import FEWEST, run_many
from wellread.memo import FILE, Memo, MemoFault, digest, find_epoch

EPOCH = b"epoch"


class Counter:
    """A pure function that counts how often it was really asked."""

    def __init__(self) -> None:
        self.calls: list[int] = []

    def double(self, number: int) -> int:
        self.calls.append(number)
        return 2 * number


def doubled(
    folder: Path | None, numbers: list[int], *, epoch: bytes = EPOCH, secret: bytes = b""
) -> tuple[list[int], list[int], list[str]]:
    """Ask once, as one build would: the answers, what had to be made, and the notes."""
    counter = Counter()
    with Memo(folder, epoch, secret=secret) as memo:
        answers = memo.map("double", int, numbers, lambda number: (str(number).encode(),), counter.double)
    return answers, counter.calls, memo.notes


def test_a_result_is_made_once(tmp_path: Path) -> None:
    assert doubled(tmp_path, [1, 2]) == ([2, 4], [1, 2], [])
    assert doubled(tmp_path, [1, 2, 3]) == ([2, 4, 6], [3], [])


def test_without_a_folder_nothing_is_remembered(tmp_path: Path) -> None:
    assert doubled(None, [1]) == doubled(None, [1]) == ([2], [1], [])
    assert not list(tmp_path.iterdir())


def test_another_program_or_library_makes_it_anew(tmp_path: Path) -> None:
    doubled(tmp_path, [1])
    assert doubled(tmp_path, [1], epoch=b"later") == ([2], [1], [])


def test_two_functions_do_not_share_their_results(tmp_path: Path) -> None:
    doubled(tmp_path, [1])
    with Memo(tmp_path, EPOCH) as memo:
        assert memo.map("treble", int, [1], lambda number: (str(number).encode(),), lambda number: 3 * number) == [3]


def test_arguments_are_told_apart_by_where_they_end() -> None:
    assert digest(b"ab", b"c") != digest(b"a", b"bc")


def rewrite(folder: Path, change: str) -> None:
    with sqlite3.connect(folder / FILE) as file:
        file.execute(change)
    file.close()


@pytest.mark.parametrize(
    "change",
    ["UPDATE memo SET value = CAST(value || x'00' AS BLOB)", "UPDATE memo SET value = x''", "UPDATE memo SET value = 'text'"],
)
def test_a_value_that_was_changed_is_not_believed(tmp_path: Path, change: str) -> None:
    doubled(tmp_path, [1])
    rewrite(tmp_path, change)
    assert doubled(tmp_path, [1]) == ([2], [1], ["A remembered result was damaged; it is made anew."])
    assert doubled(tmp_path, [1]) == ([2], [], [])


def test_a_value_sealed_by_somebody_else_is_not_believed(tmp_path: Path) -> None:
    doubled(tmp_path, [1], secret=b"theirs")
    answers, made, notes = doubled(tmp_path, [1], secret=b"ours")
    assert (answers, made, len(notes)) == ([2], [1], 1)


def test_a_value_moved_to_another_key_is_not_believed(tmp_path: Path) -> None:
    doubled(tmp_path, [1, 2])
    rewrite(tmp_path, "UPDATE memo SET value = (SELECT value FROM memo ORDER BY key LIMIT 1)")
    answers, made, _ = doubled(tmp_path, [1, 2])
    assert answers == [2, 4]
    assert len(made) == 1


def test_a_value_of_another_type_is_made_anew(tmp_path: Path) -> None:
    with Memo(tmp_path, EPOCH) as memo:
        memo.put(memo.key("double", b"1"), "not a number")
    assert doubled(tmp_path, [1])[0] == [2]


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100, b"SQLite format 3\0" + bytes(5000)])
def test_a_file_that_is_no_memo_is_thrown_away(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    answers, made, _ = doubled(tmp_path, [1])
    assert (answers, made) == ([2], [1])
    assert doubled(tmp_path, [1]) == ([2], [], [])


def test_a_file_of_which_sqlite_complains_in_signs_that_are_no_text_is_thrown_away(tmp_path: Path) -> None:
    doubled(tmp_path, [1])
    content = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(content.replace(b"TABLE memo", b"TABLE \xfc\xfe\xff\x80"))
    answers, made, _ = doubled(tmp_path, [1])
    assert (answers, made) == ([2], [1])
    assert doubled(tmp_path, [1]) == ([2], [], [])


def test_a_value_with_signs_that_are_no_text_is_made_anew(tmp_path: Path) -> None:
    with Memo(tmp_path, EPOCH) as memo:
        memo.store(memo.key("a"), b"\xa2\xff\xfe")
        assert memo.get(memo.key("a"), str) is None


def test_a_torn_file_gives_right_answers_and_heals(tmp_path: Path) -> None:
    numbers = list(range(300))
    right = [2 * number for number in numbers]
    doubled(tmp_path, numbers)
    whole = (tmp_path / FILE).read_bytes()
    for length in range(0, len(whole), len(whole) // 17):
        (tmp_path / FILE).write_bytes(whole[:length] + bytes(len(whole) - length))
        assert doubled(tmp_path, numbers)[0] == right
        (tmp_path / FILE).write_bytes(whole[:length])
        assert doubled(tmp_path, numbers)[0] == right
    doubled(tmp_path, numbers)
    assert doubled(tmp_path, numbers) == (right, [], [])


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    answers, made, notes = doubled(tmp_path / "file" / "memo", [1])
    assert (answers, made) == ([2], [1])
    assert notes
    assert "Nothing is remembered" in notes[0]


def test_a_folder_in_the_place_of_the_file_is_thrown_away(tmp_path: Path) -> None:
    (tmp_path / FILE / "inside").mkdir(parents=True)
    assert doubled(tmp_path, [1])[:2] == ([2], [1])
    assert doubled(tmp_path, [1]) == ([2], [], [])


def test_a_link_in_the_place_of_the_file_is_not_followed(tmp_path: Path) -> None:
    """Somebody's cache could have one that leads to a file of whoever unpacks it."""
    theirs = tmp_path / "their.sqlite"
    for is_there in (False, True):
        (tmp_path / "memo").mkdir(exist_ok=True)
        (tmp_path / "memo" / FILE).unlink(missing_ok=True)
        (tmp_path / "memo" / FILE).symlink_to(theirs)
        answers, made, notes = doubled(tmp_path / "memo", [1])
        assert (answers, made) == ([2], [1])
        assert "symbolic link" in notes[0]
        assert theirs.exists() == is_there
        with sqlite3.connect(theirs) as file:
            assert not file.execute("SELECT * FROM sqlite_master").fetchall()
    assert doubled(tmp_path / "memo", [1]) == ([2], [], [])


@pytest.mark.parametrize(
    "more",
    [
        "DROP TABLE memo; CREATE VIEW memo AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
        "SELECT CAST(i AS BLOB) AS key, zeroblob(i) AS value, i AS build FROM n",
        "CREATE TRIGGER t BEFORE INSERT ON memo BEGIN DELETE FROM memo; END",
        "DROP TABLE memo; CREATE TABLE memo (key, value, build)",
        "CREATE TABLE more (a)",
    ],
)
def test_a_file_that_does_more_than_hold_results_is_thrown_away(tmp_path: Path, more: str) -> None:
    doubled(tmp_path, [1])
    with sqlite3.connect(tmp_path / FILE) as file:
        file.executescript(more)
    file.close()
    answers, made, notes = doubled(tmp_path, [1])
    assert (answers, made) == ([2], [1])
    assert "more than results" in notes[0]
    assert doubled(tmp_path, [1]) == ([2], [], [])


def test_an_enormous_value_is_not_even_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    doubled(tmp_path, [1])
    monkeypatch.setattr("wellread.memo.MOST_OF_ONE", 10)
    assert doubled(tmp_path, [1]) == ([2], [1], [])


def test_a_program_that_is_replaced_while_it_runs_remembers_nothing(tmp_path: Path) -> None:
    with Memo(tmp_path, EPOCH, is_replaced=lambda: True) as memo:
        memo.put(memo.key("double", b"1"), 2)
    assert memo.notes == ["The program was changed while it ran, so nothing of this build is remembered."]
    assert doubled(tmp_path, [1]) == ([2], [1], [])


def test_the_oldest_goes_when_the_file_grows_too_large(tmp_path: Path) -> None:
    big = 100_000

    def build(names: list[bytes]) -> None:
        with Memo(tmp_path, EPOCH, most_bytes=12 * big) as memo:
            for name in names:
                if memo.recall(memo.key(name.decode())) is None:
                    memo.store(memo.key(name.decode()), name * big)

    build([b"a", b"b"])
    for first in range(0, 12, 2):
        build([b"a", *(bytes([ord("f") + first + n]) for n in range(2))])
    with Memo(tmp_path, EPOCH) as memo:
        assert memo.recall(memo.key("a"))  # used by every build
        assert memo.recall(memo.key("b")) is None  # the oldest that nobody asked for
        assert memo.recall(memo.key("q"))  # of the last build


def test_builds_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    numbers = list(range(200))
    wrong: list[list[int]] = []

    def ask(start: int) -> None:
        answers = doubled(tmp_path, numbers[start:] + numbers[:start])[0]
        if sorted(answers) != [2 * number for number in numbers]:
            wrong.append(answers)

    threads = [threading.Thread(target=ask, args=(start,)) for start in range(0, 60, 10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_a_busy_file_is_not_waited_for_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wellread.memo.BUSY_SECONDS", 0.05)
    doubled(tmp_path, [1])
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    answers, made, _ = doubled(tmp_path, [1, 2])
    other.execute("COMMIT")
    other.close()
    assert (answers, made) == ([2, 4], [1, 2])
    assert doubled(tmp_path, [1]) == ([2], [], [])


def test_a_contradiction_is_a_fault_and_forgetting_is_thorough(tmp_path: Path) -> None:
    doubled(tmp_path, [1])
    with Memo(tmp_path, EPOCH) as memo:
        with pytest.raises(MemoFault):
            memo.expect(False)
        memo.forget("so there")
        assert memo.notes == ["so there"]
    assert doubled(tmp_path, [1]) == ([2], [1], [])


def test_the_epoch_stays_the_same_while_nothing_is_installed_or_edited() -> None:
    assert find_epoch() == find_epoch()


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_many_things_come_back_in_their_order(jobs: int) -> None:
    things = list(range(FEWEST * 3))
    assert list(run_many(lambda number: str(number).encode(), things, jobs)) == [str(number).encode() for number in things]


def test_a_failure_in_another_process_is_not_swallowed() -> None:
    def fail(number: int) -> bytes:
        raise ValueError(number)

    with pytest.raises(ValueError, match=r"\d"):
        list(run_many(fail, list(range(FEWEST * 2)), 2))
