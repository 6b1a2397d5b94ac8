"""The mistakes that matter most, planted one by one into a copy of the real site: each is told, at its line, and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.ours import ROOT, TODAY, copy_ours
from wellread import cli
from wellread.options import MEMO
from wellread.pipeline import Order, build
from wellread.problems import Problem

GARGLE = "content/articles/salt-water-gargle-for-covid.md"
PRESSURE = "content/articles/195-95-blood-pressure.md"
NURSE = """---
name: A. Gulp
kind: person
role: Reads what was written
credentials: RN
---
Reads what was written.
"""


DRAFT = """---
title: Gargles that we have not read about yet
description: Which gargles we have still to read about, and why nobody should rely on this text before that is done.
type: guide
status: draft
main_message: Nobody has read a word about turnip gargles yet [@sore-nhs].
authors: [editorial-team]
published: 2026-11-22
funding: none
conflicts: none
---
A gargle of turnip juice does wonders for a hoarse uncle.
"""


class Copy:
    """A copy of the real site, what is said of it before anything is planted, and what is planted."""

    def __init__(self, root: Path, memo: Path) -> None:
        self.root = copy_ours(root, memo)
        self.before = Counter(_gist(each) for each in self.problems())

    def problems(self) -> tuple[Problem, ...]:
        return build(Order(root=self.root, output=self.root / "public", today=TODAY, memo=self.root / MEMO), publish=False).problems

    def text(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")

    def change(self, path: str, old: str, new: str) -> None:
        text = self.text(path)
        assert text.count(old) >= 1, f"{path} has no {old}"
        (self.root / path).write_text(text.replace(old, new, 1), "utf-8")

    def add_to_end(self, path: str, paragraph: str) -> None:
        (self.root / path).write_text(f"{self.text(path).rstrip()}\n\n{paragraph}\n", "utf-8")

    def line_of(self, path: str, words: str) -> int:
        return self.text(path)[: self.text(path).index(words)].count("\n") + 1

    def settle(self) -> None:
        """What is said from now on is compared with what is said now."""
        self.before = Counter(_gist(each) for each in self.problems())

    def new(self) -> list[tuple[str, str, int]]:
        """Return the code and place of what is said only since something was planted."""
        left = self.before.copy()
        found: list[tuple[str, str, int]] = []
        for each in self.problems():
            if left[_gist(each)]:
                left[_gist(each)] -= 1
            else:
                found.append((each.code, each.place.path, each.place.line))
        return found


def _gist(problem: Problem) -> tuple[str, str, str]:
    """Return a problem without its lines, which move when something is planted above it."""
    return (problem.code, problem.place.path, re.sub(r"\bline \d+", "line", problem.message))


@pytest.fixture
def site(tmp_path: Path, memo_of_ours: Path) -> Copy:
    return Copy(tmp_path / "site", memo_of_ours)


def test_the_real_site_has_no_error() -> None:
    """As it is, with all that it asks for, and nothing remembered."""
    built = build(Order(root=ROOT, output=ROOT / "public", today=TODAY), publish=False)
    assert [each for each in built.problems if each.severity == "error"] == []


def test_a_number_without_a_source(site: Copy) -> None:
    site.add_to_end(GARGLE, "In one winter, 14 of 100 people gargled each day.")
    assert site.new() == [("claim-uncited", GARGLE, site.line_of(GARGLE, "In one winter, 14"))]


def test_a_shared_sign_written_out_at_another_level(site: Copy) -> None:
    sign = re.search(r"- id: chest-pain\n  sign: (.*)\n", site.text("content/red-flags.yaml"))
    assert sign
    site.change(GARGLE, "red_flags:\n", f"red_flags:\n  - {{sign: {sign[1]}, level: soon, cite: [sore-nhs]}}\n")
    assert site.new() == [("care-contradiction", GARGLE, site.line_of(GARGLE, "level: soon, cite"))]


def test_the_same_sign_with_another_threshold(site: Copy) -> None:
    for path, degrees in ((GARGLE, "38"), (PRESSURE, "38.5")):
        planted = f"  - {{sign: You shiver and have a fever above {degrees} °C, level: urgent, cite: [sore-nhs]}}\n"
        site.change(path, "red_flags:\n", f"red_flags:\n{planted}")
    contradictions = [each for each in site.new() if each[0] == "care-contradiction"]
    assert contradictions == [("care-contradiction", GARGLE, site.line_of(GARGLE, "You shiver"))]


def test_a_text_that_changes_after_it_was_approved(site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    (site.root / "content/people/a-gulp.md").write_text(NURSE, "utf-8")
    site.add_to_end(GARGLE, "Use water that you would drink [@sore-nhs].")
    site.change(GARGLE, "status: in-review", "status: approved")
    arguments = ["review", "salt-water-gargle-for-covid", "--by", "a-gulp", "--decision", "approved", "--date", str(TODAY)]
    assert cli.main([*arguments, "--site", str(site.root)]) == 0, capsys.readouterr()
    site.settle()
    assert "approval-lapsed" not in {code for code, _, _ in site.before}
    site.change(GARGLE, "Use water that you would drink", "Use water that you would not drink")
    assert site.new() == [("approval-lapsed", GARGLE, site.line_of(GARGLE, "Use water that you"))]


def test_a_heading_that_was_renamed_under_a_link(site: Copy) -> None:
    site.add_to_end(PRESSURE, "See [what a gargle is](article:salt-water-gargle-for-covid#a-gargle-is).")
    site.add_to_end(GARGLE, "## What a gargle is {#a-gargle-is}\n\nWater with a little salt.")
    site.settle()
    site.change(GARGLE, "{#a-gargle-is}", "{#a-gargle}")
    assert site.new() == [("link-broken", PRESSURE, site.line_of(PRESSURE, "#a-gargle-is"))]


def test_a_sentence_of_a_draft_in_a_template(site: Copy) -> None:
    (site.root / "content/articles/a-draft-about-gargles.md").write_text(DRAFT, "utf-8")
    site.settle()
    template = "templates/components/site_footer.html"
    site.change(template, "</footer>", "<p>A gargle of <b>turnip juice</b> does wonders\nfor a hoarse uncle.</p>\n</footer>")
    assert site.new() == [("draft-leak", template, site.line_of(template, "A gargle of"))]


def test_a_counter_from_elsewhere_in_a_template(site: Copy) -> None:
    template = "templates/base.html"
    site.change(template, "</head>", '<script src="https://counter.example.net/count.js"></script>\n</head>')
    assert site.new() == [("third-party", template, site.line_of(template, "counter.example.net"))]


def test_a_dose_that_nobody_answers_for(site: Copy) -> None:
    site.add_to_end(GARGLE, "Take 400 mg of ibuprofen for the pain [@sore-nhs].")
    assert [each for each in site.new() if each[0] != "uncertainty-unstated"] == [
        ("dose-unapproved", GARGLE, site.line_of(GARGLE, "Take 400 mg"))
    ]
