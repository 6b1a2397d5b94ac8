"""File names → ids and languages. An id stands in the page's address, so it is small letters, digits and hyphens."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from wellread.problems import Place, Problem

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST = 100

# A language as BCP 47 writes it: "es", "pt-BR", "zh-Hans".
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?")

# Windows can't hold a file or folder of these names, and a site is copied to all sorts of computers.
DEVICES = frozenset(("con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))))

LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "þ": "th", "ð": "d"})


class Name(NamedTuple):
    """What a file's name says: the entry's id and language, and what is wrong with the name (the id is then the one to use)."""

    id: str
    lang: str
    problems: tuple[Problem, ...] = ()


def read_name(path: str, language: str) -> Name:
    """Return what the name of an entry's file says; `language` is the site's own."""
    file = path.rpartition("/")[2]
    stem = _stem(file)
    first, dot, tag = stem.partition(".")
    lang = tag if LANGUAGE.fullmatch(tag) else canonical(tag)
    better = first if is_id(first) else proper_id(first)
    if dot and not LANGUAGE.fullmatch(lang):
        better, lang = proper_id(stem), ""
    if file == f"{better}.{lang}.md" or (file == f"{better}.md" and not lang and is_id(first)):
        return Name(better, lang or language)
    wanted = f"{better or 'a-short-name'}{'.' if lang else ''}{lang}.md"
    message = f"the file's name can't stand in an address: {_why(file)}"
    problem = Problem(code="name-wrong", severity="error", message=message, place=Place(path), hint=f"rename it to {wanted}")
    return Name(better, lang or language, (problem,))


def is_id(text: str) -> bool:
    return bool(ID.fullmatch(text)) and len(text) <= LONGEST and text not in DEVICES


def proper_id(text: str) -> str:
    """Return the id nearest to a text: "Übelkeit & Co" becomes "ubelkeit-co"; "" if no letter or digit is left."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(LETTERS)).encode("ascii", "ignore").decode("ascii")
    made = "-".join(re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", plain)))[:LONGEST].rstrip("-")
    return f"{made}-page" if made in DEVICES else made


def canonical(tag: str) -> str:
    """Return a language tag in BCP 47's own capitals: "pt_br" becomes "pt-BR"."""
    first, *rest = tag.replace("_", "-").split("-")
    return "-".join((first.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)))


def wrong_id(text: str) -> str:
    """Return what to write instead of an id that can't be one."""
    better = proper_id(text.removesuffix(".md"))
    rule = "an id is small letters a to z, digits and hyphens"
    return f"{rule}: write {better}" if better and better != text else rule


def _stem(file: str) -> str:
    """Return a file's name without ".md", however often it is there."""
    while file.lower().endswith(".md"):
        file = file[:-3]
    return file


def _why(file: str) -> str:
    stem = _stem(file)
    if re.search(r"\s", stem):
        return "it holds a space"
    if not stem.isascii():
        odd = next(c for c in stem if not c.isascii())
        return f"it holds “{odd}”"
    if any(c.isupper() for c in file):
        return "it holds capital letters"
    if stem in DEVICES:
        return f"Windows keeps “{stem}” for itself"
    if len(stem) > LONGEST:
        return f"it is longer than {LONGEST} characters"
    odd_ones = re.findall(r"[^a-z0-9.-]", stem) or re.findall(r"\.", stem)
    if not odd_ones and file != f"{stem}.md":
        return "it ends with .md more than once"
    return f"it holds “{odd_ones[0]}”" if odd_ones else "hyphens only stand one by one between letters or digits"
