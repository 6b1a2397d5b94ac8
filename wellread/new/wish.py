"""What somebody asks for with `wellread new`: the words of the command line, and the wish that they make."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import NamedTuple

KINDS = ("article", "term", "symptom", "source", "person", "page")
NAMED = ("term", "symptom", "person")
"""The kinds that have a name where others have a title."""

OPTIONS: tuple[tuple[str, str], ...] = (
    ("--title", "article, page, source: the title"),
    ("--name", "term, symptom, person: the name"),
    ("--type", "article: symptom, condition, compare, treatment or guide; source: a CSL type, as in webpage"),
    ("--description", "article, symptom, page: what it answers, in one or two sentences"),
    ("--message", "article: what a reader should know first"),
    ("--topic", "article: a topic's id (may be repeated)"),
    ("--symptom", "article: a symptom's id (may be repeated)"),
    ("--author", "article: a person's id; source: “Family, Given” or an organisation (may be repeated)"),
    ("--funding", "article: who paid for it, or none"),
    ("--conflicts", "article: the authors' conflicts of interest, or none"),
    ("--definition", "term: one or two plain sentences"),
    ("--plain", "term: the plain word for it"),
    ("--synonym", "term, symptom: another name (may be repeated)"),
    ("--kind", "person: person or team"),
    ("--role", "person: what they do for this site"),
    ("--credentials", "person: professional qualifications"),
    ("--url", "source, person: an address on the web"),
    ("--doi", "source: its DOI"),
    ("--pmid", "source: its number in PubMed"),
    ("--journal", "source: the journal, book or website it is in"),
    ("--published", "source: when it was published, as in 2017-03"),
    ("--read", "source: how much of it you read"),
    ("--accessed", "source: the day you opened its address, as in 2026-11-02, or today"),
)


class Wish(NamedTuple):
    """What somebody wants: the kind ("" if that has to be asked), the options given (several values each), and for a source where
    it is taken from: the path of an export, or the net."""

    kind: str = ""
    given: Mapping[str, Sequence[str]] = {}
    id: str = ""
    lang: str = ""
    csl: str = ""
    fetch: bool = False


def add_options(parser: argparse.ArgumentParser) -> None:
    """Tell the command line's parser what `wellread new` takes."""
    parser.add_argument("kind", nargs="?", default="", metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("--id", default="", help="the name of the new file without .md, or a source's id (made of the title)")
    parser.add_argument("--lang", default="", metavar="CODE", help="the language, if it is not the site's: es, pt-BR …")
    for option, about in OPTIONS:
        parser.add_argument(option, action="append", default=[], dest=f"new{option}", metavar="TEXT", help=about)
    parser.add_argument("--csl", default="", metavar="FILE", help="source: add all references of a CSL JSON or CSL YAML file")
    parser.add_argument("--fetch", action="store_true", help="source: look up --doi at doi.org or --pmid at PubMed, on the net")


def wish_of(chosen: argparse.Namespace) -> Wish:
    """Return what the words of the command line wish for. Where a thing has a name, --title means it, and the other way round."""
    given = {option: tuple(getattr(chosen, f"new{option}")) for option, _ in OPTIONS}
    word, other = ("--name", "--title") if chosen.kind in NAMED else ("--title", "--name")
    given[word] += given.pop(other)
    return Wish(
        kind=chosen.kind,
        given={option: texts for option, texts in given.items() if texts},
        id=chosen.id,
        lang=chosen.lang,
        csl=chosen.csl,
        fetch=chosen.fetch,
    )
