"""The runner that plants faults finds the places, and sees what its questions notice."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

from tests.mutants import codes_that_use, mutants_of, questions_of, survives, users_of

SOURCE = '''"""A text that stays."""

import re

HICCUP = re.compile(r"\\bhic(?!cup)")
MOST = 3


def say(words: list[str], most: int = MOST) -> bool:
    """Another one."""
    if len(words) > most and any(HICCUP.search(word) for word in words if word):
        words.clear()
    return words == []
'''


def test_the_faults_that_are_planted() -> None:
    assert {mutant.change for mutant in mutants_of(SOURCE)} == {
        "'\\\\b' left out of '\\\\bhic(?!cup)'",
        "'\\\\bhic(?!cup)' → ''",
        "'(?!cup)' left out of '\\\\bhic(?!cup)'",
        "3 → 4",
        "any → all",
        "if word: no longer asked",
        "if len(words) > most and any((HICCUP.search(word) for word in words if word)): negated",
        "len(words) > most and any((HICCUP.search(word) for word in words if word)): and ↔ or",
        "len(words) > most: turned",
        "search → match",
        "words == []: turned",
    }


def test_each_mutant_is_another_program_and_the_texts_stay() -> None:
    trees = [ast.unparse(mutant.tree) for mutant in mutants_of(SOURCE)]
    assert len(set(trees)) == len(trees)
    assert all("A text that stays." in tree and "Another one." in tree for tree in trees)


def test_a_rule_is_asked_by_its_page_and_a_part_by_the_pages_of_all_that_use_it() -> None:
    assert codes_that_use("list_long") == {"list-long"}
    assert codes_that_use("expressions") >= {"person-first", "word-choice"}
    assert "title-long" not in codes_that_use("expressions")
    assert users_of("expressions")[0] == "plain_words"
    assert codes_that_use("settle") > {"waiver-expired", "title-long"}


def test_a_fault_that_can_be_seen_is_noticed_and_one_that_cannot_survives(tmp_path: Path) -> None:
    module = sys.modules["wellread.check.rules.title_long"]
    source = Path(module.__file__ or "").read_text("utf-8")
    questions = questions_of({"title-long"}, tmp_path)
    assert len(questions) >= 4
    assert [
        mutant.change for mutant in mutants_of(source) if "turned" in mutant.change and survives(mutant, module, questions)
    ] == []
    (unseen, *_) = mutants_of(f"{source}\nUNUSED = 1\n")
    same = unseen._replace(tree=ast.parse(source))
    assert survives(same, module, questions)
