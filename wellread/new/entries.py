"""A wish for a new entry → its file in content/, or its record in the list of sources, and what to say about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from wellread.model import Site
from wellread.new.fetch import Services
from wellread.new.files import write_new
from wellread.new.layouts import WRITE_HERE, lay_out
from wellread.new.questions import QUESTIONS, Ask, answers_to, remark_on
from wellread.new.sources import add_sources
from wellread.new.wish import Wish
from wellread.problems import SiteError, nearest
from wellread.read import Scan, read_entry, read_site, scan
from wellread.read.entries import KINDS
from wellread.read.names import LANGUAGE, is_id, proper_id

FOLDERS = {kind: f"content/{folder}" for folder, kind in KINDS.items()}
READABLE = 60
"""How many characters of a title go into an id."""
NEXT = {
    "article": "Open it, write what is missing and the text below the second ---, and watch it grow with: wellread serve",
    "term": "Open it, and check it with: wellread check. Texts link to it at its first mention, without being asked.",
    "symptom": "Open it, write what is missing, and check it with: wellread check. Articles name it under symptoms.",
    "person": "Open it, write what is missing, and check it with: wellread check. Name somebody under an article's authors only if "
    "they write it: nobody can approve what they wrote. A review is recorded with: wellread review ARTICLE --by ID",
    "page": "Open it, write the text below the second ---, and link to it in site.yaml, under menu or footer.",
}


def new(wish: Wish, root: Path, today: date, ask: Ask | None, services: Services | None = None) -> str:
    """Write the file or record that is wished for, and return what to tell. `ask` puts a question to a person (None: nobody is
    there).

    Raises SiteError when something is missing or wrong; then nothing was written.
    """
    kind = _kind_of(wish, ask)
    found = scan(root)
    site, _ = read_site(found)
    if site is None:
        raise SiteError("site.yaml can't be read, so nothing was written. See what is wrong with it: wellread check")
    if kind == "source":
        return add_sources(wish, site, root, today, ask, services or Services())
    _refuse_foreign(wish, kind)
    answers = answers_to(kind, wish.given, site, ask)
    path = _path_of(wish, kind, answers, site, found)
    text = lay_out(kind, answers | _set(kind, today))
    _try_out(path, text, site.settings.language)
    write_new(root / path, text.encode(), path)
    return _told(kind, path, text, answers, is_cut=not wish.id and len(proper_id(_name_in(answers))) > READABLE)


def _kind_of(wish: Wish, ask: Ask | None) -> str:
    kinds = tuple(QUESTIONS)
    kind = wish.kind
    if not kind and ask is None:
        raise SiteError(f"wellread new needs a word for what is new: {', '.join(kinds)}")
    while not kind:
        kind = (ask(f"What do you want to add: {', '.join(kinds)}? ") if ask else "").strip().lower()
    if kind not in kinds:
        meant = nearest(kind.lower(), kinds)
        raise SiteError(f"there is no new “{kind}”{f'; {meant}' if meant else ''} (there is: {', '.join(kinds)})")
    return kind


def _refuse_foreign(wish: Wish, kind: str) -> None:
    """Raise SiteError for an option that belongs to another kind."""
    options = {question.option for question in QUESTIONS[kind]}
    more = ("--csl",) * bool(wish.csl) + ("--fetch",) * wish.fetch
    strange = next((each for each in (*wish.given, *more) if each not in options), "")
    if strange:
        fits = ", ".join(sorted(options | {"--id", "--lang"}))
        raise SiteError(f"wellread new {kind} has no option “{strange}”; it has {fits}")


def _set(kind: str, today: date) -> dict[str, Any]:
    """Return what nobody is asked."""
    if kind == "article":
        return {"status": "draft", "published": today}
    return {"updated": today} if kind == "page" else {}


def _path_of(wish: Wish, kind: str, answers: Mapping[str, Any], site: Site, found: Scan) -> str:
    """Return where the file goes. Raises SiteError if its id can't be one, or there is such an entry."""
    name = _name_in(answers)
    id_ = wish.id or readable_id(name)
    if not is_id(id_):
        raise SiteError(_no_id(wish.id, name))
    if wish.lang and not LANGUAGE.fullmatch(wish.lang):
        raise SiteError(f"--lang can't be “{wish.lang}”; write the code of the language, as in en, es or pt-BR")
    tag = f".{wish.lang}" if wish.lang and wish.lang != site.settings.language else ""
    path = f"{FOLDERS[kind]}/{id_}{tag}.md"
    taken = next((each for each in found.files if each.lower() == path.lower()), "")
    if taken:
        raise SiteError(f"there is already one with the id “{id_}”: {taken}. Open that file, or choose another id with --id")
    return path


def _name_in(answers: Mapping[str, Any]) -> str:
    return str(answers.get("title") or answers.get("name"))


def _no_id(wished: str, name: str) -> str:
    if wished:
        better = proper_id(wished)
        return f"--id can't be “{wished}”: small letters a to z, digits and hyphens{f'; write {better}' if better else ''}"
    return f"no id can be made of “{name}”; name one with --id: small letters a to z, digits and hyphens"


def readable_id(text: str) -> str:
    """Return an id made of a title, cut between two words when it gets long."""
    made = proper_id(text)
    return made if len(made) <= READABLE else made[: READABLE + 1].rpartition("-")[0] or made[:READABLE]


def _try_out(path: str, text: str, language: str) -> None:
    """Raise SiteError if the reader would complain about anything but what is still to be written."""
    for problem in read_entry(path, text.encode(), language).problems:
        if problem.code != "value-missing":
            said = "; ".join(each for each in (problem.message, problem.hint) if each)
            raise SiteError(f"{said}. Nothing was written.")


def _told(kind: str, path: str, text: str, answers: Mapping[str, Any], *, is_cut: bool) -> str:
    lines = [f"Written: {path}{' (a draft: readers do not see it)' if kind == 'article' else ''}."]
    if is_cut:
        lines.append("Its name was cut. It is the page's address: if you want another one, rename the file before it is published.")
    lines += [f"Mind that {said}." for key, value in answers.items() if (said := remark_on(kind, key, value))]
    missing = [(number, line) for number, line in enumerate(text.splitlines(), 1) if re.match(rf"[a-z_]+: *# {WRITE_HERE}", line)]
    if missing:
        named = ", ".join(f"{line.partition(':')[0]} (line {number})" for number, line in missing)
        check = "wellread check --drafts" if kind == "article" else "wellread check"
        lines.append(f"Still to be written there: {named}. Until then {check} names these lines as errors.")
    return "\n".join((*lines, NEXT[kind]))
