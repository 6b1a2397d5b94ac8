"""term-unexplained: a medical word is explained nowhere on the page, or before its plain word.

In the text a word of the glossary is linked at its first mention, so nobody has to think of it. The title, the headings, the red flags
and the comparison are not linked: a word that stands only there is explained by nothing, and the reader with the least time reads just
these. PEMAT (item 4) asks that medical words are explained where they are used, and the NHS that the plain word comes first: who meets
“erythema (redness)” stumbles before she is helped.

Nothing is said of a word that the text links or mentions, one that is explained where it stands (in brackets, or by its plain word),
and one that the glossary does not link (`link: false`).

Bad:

    # content/terms/erythema.md
    ---
    name: Erythema
    plain: redness
    definition: Redness of the skin.
    ---
    # content/articles/sunburn.md
    red_flags: [You have erythema that spreads]

Good:

    # content/terms/erythema.md
    ---
    name: Erythema
    plain: redness
    definition: Redness of the skin.
    ---
    # content/articles/sunburn.md
    red_flags: [You have redness that spreads]

Severity: warning
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from wellread.charts import texts_of_charts
from wellread.check.expressions import is_explained
from wellread.check.glossary import Mention, mentions_in, names_of
from wellread.check.text import Text
from wellread.model import Article, RedFlag
from wellread.problems import Place, Problem
from wellread.texts import Sentence

BRACKET = re.compile(r" \(([^()]+)\)")


class Shown(NamedTuple):
    """A text that a reader sees and nobody links."""

    text: str
    place: Place
    sentence: Sentence | None = None


def term_unexplained(text: Text) -> Iterator[Problem]:
    if text.kind != "term":
        yield from _unexplained(text)
    yield from _technical_first(text)


def _unexplained(text: Text) -> Iterator[Problem]:
    found = [(shown, each) for shown in _shown(text) for each in mentions_in(shown.text, text.glossary)]
    if not found:
        return
    blocks = (block for block in text.body.blocks if block.kind not in ("heading", "header"))
    said = "\n".join(each.text for block in blocks for each in block.sentences).lower()
    known = {link.partition("#")[0].removeprefix("term:") for sentence in text.spoken() for link in sentence.links}
    known |= {each.term for _, each in found if any(name.lower() in said for name in names_of(text.terms[each.term]))}
    for shown, mention in found:
        if mention.term not in known and not _is_explained(text, shown.text, mention, known):
            known.add(mention.term)
            yield _problem(text, shown, mention)


def _shown(text: Text) -> Iterator[Shown]:
    origin = text.entry.origin
    if isinstance(text.entry, Article):
        yield Shown(text.entry.title, origin.at("title"))
        for field, wording in text.inline.items():
            yield Shown(" ".join(each.text for each in wording.sentences), origin.at(field))
        for number, flag in enumerate(text.entry.red_flags):
            if isinstance(flag, RedFlag):
                yield Shown(flag.sign, origin.at("red_flags", number, "sign"))
        yield from _compared(text.entry)
        yield from (Shown(each, origin.at(*steps)) for each, steps in texts_of_charts(text.entry.charts))
    for block in text.body.blocks:
        if block.kind in ("heading", "header"):
            yield from (Shown(each.text, text.at(each.mark), each) for each in block.sentences)


def _compared(article: Article) -> Iterator[Shown]:
    if article.compare:
        at, compare = article.origin.at, article.compare
        yield from (Shown(each, at("compare", "columns", number)) for number, each in enumerate(compare.columns))
        for number, row in enumerate(compare.rows):
            yield Shown(row.feature, at("compare", "rows", number, "feature"))
            yield from (Shown(cell, at("compare", "rows", number, "cells", column)) for column, cell in enumerate(row.cells))


def _is_explained(text: Text, shown: str, mention: Mention, known: set[str]) -> bool:
    """Say whether a term is explained where it stands: in words, or because it is made of one that is known."""
    term = text.terms[mention.term]
    words = shown[mention.start : mention.end].lower()
    if is_explained(shown, mention.start, mention.end) or (term.plain and term.plain.lower() in shown.lower()):
        return True
    return any(name.lower() in words for other in known if other in text.terms for name in names_of(text.terms[other]))


def _problem(text: Text, shown: Shown, mention: Mention) -> Problem:
    plain = text.terms[mention.term].plain
    place = text.place_of(shown.sentence, mention.start, mention.end) if shown.sentence else shown.place
    return Problem(
        code="term-unexplained",
        severity="warning",
        message=f"“{shown.text[mention.start : mention.end]}” is explained nowhere on this page",
        place=place,
        hint=f"{f'write “{plain}”' if plain else 'use a plain word'}, or mention it in the text, where it is linked to the glossary",
    )


def _technical_first(text: Text) -> Iterator[Problem]:
    """Yield a problem for each “erythema (redness)”."""
    for sentence in text.spoken() if text.glossary.plain else ():
        for bracket in BRACKET.finditer(sentence.text) if "(" in sentence.text else ():
            before = sentence.text[: bracket.start()]
            for term in text.glossary.plain.get(bracket[1].lower(), ()):
                name = next((name for name in names_of(text.terms[term]) if before.lower().endswith(name.lower())), "")
                if name:
                    start = bracket.start() - len(name)
                    yield Problem(
                        code="term-unexplained",
                        severity="warning",
                        message=f"“{before[start:]}” comes before its plain word",
                        place=text.place_of(sentence, start, bracket.end()),
                        hint=f"write: {bracket[1]} ({before[start:]})",
                    )
