"""claim-uncited: a number, a time limit or a word such as “most” or “never” stands there, and no source is given for it.

“Wait 10 minutes”, “1 in 5 people”, “most hiccups stop by themselves”: a reader acts on such a sentence, and can't tell a finding
from a guess. Each one needs a citation, so that anybody can look it up. HONcode 5 asks for it: what is claimed is supported.

A citation counts if it stands in the sentence or right behind its full stop. One behind the last sentence of a paragraph or list item
speaks for the three sentences before it ends, as a medical editor reads it; further up nobody can tell what it was meant for, and a
citation never speaks for what follows it. Where a list's opening sentence is cited and ends with a colon, its items need none. A
table needs one citation: in a cell, or in the sentence before or behind the table. Red flags and rows of a comparison need `cite`
where they hold a number or a time limit. The definition of a glossary term may have its sources in `cite`.

What is not taken for a claim: questions, headings, dates and years, telephone and emergency numbers, names with figures in them
(vitamin B12, type 2 diabetes, step 3), “the most useful”, “one of them”, “always read the label”, and a sentence that only leads to
another page. Only English is understood.

Bad:

    Most sunburn heals within 7 days.

Good:

    Most sunburn heals within 7 days [@hiccups-nhs].

Severity: warning
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wellread.charts import row_words
from wellread.check.claims import Claim, find_claim
from wellread.check.text import Text
from wellread.model import Article, RedFlag, Term
from wellread.problems import Place, Problem
from wellread.texts import Block, Sentence

LIMITS = {"reach": 3}
"""How many sentences a citation at the end of a paragraph speaks for, its own included."""

POINTER = re.compile(r"(?:for more|find out|learn|more|our|read|see|go to|there is more)\b", re.IGNORECASE)
ELSEWHERE = ("article:", "page:", "symptom:", "topic:", "list:", "#")


def claim_uncited(text: Text) -> Iterator[Problem]:
    if not text.is_english or not (text.article or text.kind in ("symptom", "term")):
        return
    if not (isinstance(text.entry, Term) and text.entry.cite):
        reach = int(text.limits("claim-uncited", LIMITS)["reach"])
        for wording in (*text.inline.values(), text.body):
            for sentence in _unsupported(wording.blocks, reach):
                claim = _claim_of(sentence)
                if claim:
                    yield _problem(claim, text.place_of(sentence, claim.start, claim.end), "put the citation before its full stop")
    if text.article:
        yield from _front_matter(text.article)
        yield from _charts(text.article)


def _unsupported(blocks: Sequence[Block], reach: int) -> Iterator[Sentence]:
    """Yield the sentences of running text and tables that no citation speaks for."""
    lead = False  # is the list that comes now opened by a cited sentence?
    before: Block | None = None  # the last block of running text, if nothing has come since
    table: list[Sentence] = []
    for block in blocks:
        if block.kind in ("cell", "header"):
            table += block.sentences
            continue
        if table:
            if not _is_cited_at(before, -1) and not _is_cited_at(block, 0):
                yield from _table(table)
            table = []
        before = block if block.kind in ("paragraph", "item") else None
        if before is None:
            lead = False
            continue
        ends_cited = _is_cited_at(block, -1)
        if not block.list:
            lead = ends_cited and block.sentences[-1].text.endswith(":")
        elif lead:
            continue
        spoken_for = len(block.sentences) - (max(reach, 1) if ends_cited else 0)
        yield from (each for each in block.sentences[: max(spoken_for, 0)] if not each.is_cited)
    if table and not _is_cited_at(before, -1):
        yield from _table(table)


def _is_cited_at(block: Block | None, step: int) -> bool:
    return block is not None and block.kind in ("paragraph", "item") and bool(block.sentences) and block.sentences[step].is_cited


def _table(cells: Sequence[Sentence]) -> Iterator[Sentence]:
    """Yield the first cell of a table that claims something, if none of its cells has a citation."""
    if not any(each.is_cited for each in cells):
        yield from [each for each in cells if find_claim(each.text)][:1]


def _claim_of(sentence: Sentence) -> Claim | None:
    claim = find_claim(sentence.text)
    if claim is None or sentence.text.endswith("?"):
        return None
    leads_elsewhere = any(link.startswith(ELSEWHERE) for link in sentence.links) and POINTER.match(sentence.text)
    return None if leads_elsewhere else claim


def _front_matter(article: Article) -> Iterator[Problem]:
    """Look at red flags and rows of the comparison: a number or time limit there has a source of its own."""
    for step, flag in enumerate(article.red_flags):
        if isinstance(flag, RedFlag) and not flag.cite:
            claim = find_claim(flag.sign)
            if claim and claim.is_number:
                yield _problem(claim, article.origin.at("red_flags", step, "sign"), "add cite: [id] to this red flag")
    for step, row in enumerate(article.compare.rows if article.compare else ()):
        for at, cell in enumerate(() if row.cite else row.cells):
            claim = find_claim(cell)
            if claim and claim.is_number:
                yield _problem(claim, article.origin.at("compare", "rows", step, "cells", at), "add cite: [id] to this row")
                break


def _charts(article: Article) -> Iterator[Problem]:
    """Look at charts: each number of one has a source."""
    for number, chart in enumerate(article.charts):
        for step, row in enumerate(() if chart.cite else chart.rows):
            if not row.cite:
                words = row_words(row) or row.label
                claim = Claim(words, 0, len(words), is_number=True)
                place = article.origin.at("charts", number, "rows", step)
                yield _problem(claim, place, "add cite: [id] to this row, or to the chart")


def _problem(claim: Claim, place: Place, how: str) -> Problem:
    what = "a number or time limit" if claim.is_number else "a claim about how often"
    return Problem(
        code="claim-uncited",
        severity="warning",
        message=f"“{claim.text}” is {what}, and no source is given for it",
        place=place,
        hint=f"{how}, as in [@id]; or leave it out if no source says so" if how.startswith("put") else f"{how}, or leave it out",
    )
