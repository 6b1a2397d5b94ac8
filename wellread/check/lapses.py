"""Why an approval no longer holds, and where an editor sees it: the sentence that is not what was signed, or what else says so."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile
from typing import NamedTuple

from wellread.check.case import Case
from wellread.clinical import LineChange, Words, compare_lines, compare_words, read_lines, signed_path
from wellread.model import Article, Lapse, Review, SignOff, find_person
from wellread.problems import Place, Related

FIELD: Mapping[Lapse, str] = {"objection": "reviewers", "clinical-change": "changes", "unexplained-change": "updated"}
"""Where the reason stands, if it is not the text."""
SHOWN = 90
"""How many letters of a sentence a message shows."""


class Lapsed(NamedTuple):
    message: str
    place: Place
    hint: str
    related: tuple[Related, ...] = ()


def why_lapsed(case: Case, article: Article, sign_off: SignOff) -> Lapsed:
    """Return what overtook an approval that has lapsed."""
    last = max(reversed(sign_off.approvals), key=lambda each: each.date)
    if sign_off.lapse == "text-changed":
        return _changed_text(case, article, last)
    place = article.origin.at(FIELD[sign_off.lapse])
    if sign_off.lapse == "objection":
        message = f"a reviewer has asked for changes since this was approved on {last.date}"
        return Lapsed(message, place, "mend it, and have it approved again")
    if sign_off.lapse == "clinical-change":
        message = f"a clinical change was made after the check of {last.date}"
        return Lapsed(message, place, "have it approved again, and list that review")
    message = f"updated on {article.updated}, after it was approved on {last.date}, and changes does not say what was done"
    entry = f"{{date: {article.updated}, kind: editorial, note: …}}"
    return Lapsed(message, place, f"have it approved again; or, if only the wording changed, add {entry} to changes")


def _changed_text(case: Case, article: Article, signed: Review) -> Lapsed:
    person = find_person(case.site.people, article.lang, signed.person)
    who = f"{person.name if person else signed.person} approved"
    path = signed_path(article, signed.hash)
    text, clinical = case.site.signed.get(path), case.composed.clinical.get(article.known_as)
    is_kept = text is not None and path not in case.composed.altered
    changes = compare_lines(read_lines(text), clinical.lines) if text is not None and is_kept and clinical else ()
    if not changes:
        return Lapsed(
            f"the text is not what {who} on {signed.date}",
            article.origin.at("reviewers", article.reviewers.index(signed), "hash"),
            f"have it approved again; what changed can't be shown, because the text that was signed is not in {path}",
        )
    first = changes[0]
    more = f" ({len(changes) - 1} more line{'s' if len(changes) > 2 else ''} changed too)" if len(changes) > 1 else ""
    related = [Related(Place(path, first.was.line, 1, first.was.line, 1), f"signed: “{first.was.text}”")] if first.was else []
    if first.now and first.now.shared:
        related.append(Related(first.now.shared, "the sign is worded here"))
    return Lapsed(
        f"{_said(first, who)} on {signed.date}{more}",
        first.place,
        f"have it approved again (wellread review {article.id} shows all that changed), or put the signed words back",
        tuple(related),
    )


def _said(change: LineChange, who: str) -> str:
    before, after = compare_words(change.was.text if change.was else "", change.now.text if change.now else "")
    was, now = _short(before), _short(after)
    if change.change == "removed":
        return f"“{was}” is gone, which {who}"
    if change.change == "added":
        return f"“{now}” was not in the text that {who}"
    if change.was and change.now and change.was.kind != change.now.kind:
        return f"“{now}” is “{change.now.kind}” here, and it was “{change.was.kind}” in the text that {who}"
    return f"“{now}” {'stands elsewhere than in the text that' if change.change == 'moved' else 'is not what'} {who}"


def _short(pieces: Words) -> str:
    """Return a sentence; of a long one, the words that changed with some around them."""
    text = " ".join(piece for piece, _ in pieces)
    if len(text) <= SHOWN:
        return text
    same = " ".join(piece for piece, _ in takewhile(lambda piece: not piece[1], pieces))
    first = max(len(same) - SHOWN // 3, 0) if len(same) < len(text) else 0
    cut = text[first : first + SHOWN]
    start, end = cut.find(" ") + 1 if first else 0, cut.rfind(" ") if first + SHOWN < len(text) else len(cut)
    return f"{'…' if first else ''}{cut[start:end]}{'…' if end < len(cut) else ''}"
