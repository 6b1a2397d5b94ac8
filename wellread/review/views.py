"""What a reviewer gets to see of an article, on a terminal and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from wellread.clinical import LineChange, compare_words
from wellread.model import Lapse, Review, Value
from wellread.review.citations import Basis
from wellread.texts import ClinicalLine

BOLD, QUIET, RED, GREEN, RESET = "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[32m", "\x1b[0m"
LAPSED: dict[Lapse, str] = {
    "objection": "The last approval no longer holds: a reviewer has asked for changes since.",
    "text-changed": "The last approval no longer holds: the text is not what was signed.",
    "clinical-change": "The last approval no longer holds: a clinical change is listed after it.",
    "unexplained-change": "The last approval no longer holds: it was updated since, and changes does not say what was done.",
}


class ReviewLine(Value, frozen=True, kw_only=True):
    """A review, who it is by, and what it is worth now ("" if only its date tells)."""

    review: Review
    name: str
    worth: str


class Look(Value, frozen=True, kw_only=True):
    """What a reviewer has to look at: the clinical text as it is, who signed what, and what changed since `signed`. `cites` are the
    ids of the sources that each line rests on, `bases` these sources.

    `trouble` says why the text that was signed can't be shown.
    """

    path: str
    title: str
    status: str
    hash: str
    lines: tuple[ClinicalLine, ...]
    cites: tuple[tuple[str, ...], ...]
    bases: tuple[Basis, ...]
    reviews: tuple[ReviewLine, ...]
    due: date | None
    is_overdue: bool
    lapse: Lapse
    signed: Review | None
    trouble: str
    changes: tuple[LineChange, ...]


# --- on a terminal ----------------------------------------------------------------------------------------------------


def show_look(look: Look, *, colour: bool = False) -> str:
    """Return what a reviewer has to look at, as a person reads it. Words that changed stand between ⟦ and ⟧, or are coloured."""

    def paint(code: str, text: str) -> str:
        return f"{code}{text}{RESET}" if colour else text

    due = f" The next review {'was' if look.is_overdue else 'is'} due by {look.due}." if look.due else ""
    lines = [paint(BOLD, look.title), f"{look.path}, status {look.status}.{due}", ""]
    lines += _show_reviews(look)
    if look.lapse:
        lines += [LAPSED[look.lapse], ""]
    if look.trouble:
        lines += [f"What changed can't be shown: {look.trouble}.", ""]
    elif look.signed is None:
        lines += ["No text was signed yet, so all of it is to be looked at:", ""]
    elif look.signed.hash == look.hash:
        lines += [f"Nothing in the clinical text has changed since {look.signed.date}, when it was read last."]
    if look.signed is None or look.trouble:
        lines += [
            f"  {paint(QUIET, f'{each.place.line:>4}')}  {each.kind + ': ' if each.begins else ''}{each.text}{_cited(ids)}"
            for each, ids in zip(look.lines, look.cites, strict=True)
        ]
        lines += _show_bases(look.bases)
    if look.changes:
        lines += [f"{_count(look.changes)} not as on {look.signed.date if look.signed else ''}:", ""]
        cites = dict(zip(look.lines, look.cites, strict=True))
        shown = [cites.get(change.now, ()) if change.now else () for change in look.changes]
        for change, ids in zip(look.changes, shown, strict=True):
            lines += [*_show_change(change, look.path, ids, colour=colour), ""]
        lines += _show_bases([each for each in look.bases if any(each.id in ids for ids in shown)])
    return "\n".join(lines).rstrip("\n")


def _show_reviews(look: Look) -> Iterator[str]:
    if not look.reviews:
        yield "Nobody has reviewed it yet."
    for each in look.reviews:
        review = each.review
        yield f"  {review.date}  {review.decision}, {each.name} ({review.role}){f', {each.worth}' if each.worth else ''}"
        if review.note:
            yield f"              {review.note}"
    yield ""


def _cited(ids: Iterable[str]) -> str:
    named = "; ".join(f"@{name}" for name in ids)
    return f" [{named}]" if named else ""


def _show_bases(bases: Iterable[Basis]) -> Iterator[str]:
    """Yield the sources that are cited, so that they can be looked up."""
    for number, each in enumerate(bases):
        yield from () if number else ("", "What it rests on:")
        told = [part for part in (each.address, f"read: {each.read}" if each.read else "") if part]
        yield f"  @{each.id}: {each.title}{' (' + ', '.join(told) + ')' if told else ''}"


def _count(changes: tuple[LineChange, ...]) -> str:
    return f"{len(changes)} line{'s are' if len(changes) > 1 else ' is'}"


def _show_change(change: LineChange, path: str, cites: tuple[str, ...], *, colour: bool) -> Iterator[str]:
    was, now = compare_words(change.was.text if change.was else "", change.now.text if change.now else "")
    kind = change.now.kind if change.now else change.was.kind if change.was else ""
    where = f"{path}:{change.place.line}"
    if change.now and change.now.shared:
        where += f" (worded in {change.now.shared.path}:{change.now.shared.line})"
    if change.change == "moved":
        yield f"{where} ({kind}) has moved:"
        yield f"    {change.now.text if change.now else ''}"
        return
    if change.change == "removed":
        yield f"{where} ({kind}) something is gone that stood before this:"
    else:
        yield f"{where} ({kind}) {'is new' if change.change == 'added' else 'has changed'}:"
    is_whole = change.change != "changed"
    if change.was and change.now and change.was.kind != change.now.kind:
        was, now = ((f"{change.was.kind}:", True), *was), ((f"{change.now.kind}:", True), *now)
    if change.was:
        yield f"  - {_pieces(was, RED, colour=colour, is_whole=is_whole)}"
    if change.now:
        yield f"  + {_pieces(now, GREEN, colour=colour, is_whole=is_whole)}{_cited(cites)}"


def _pieces(pieces: tuple[tuple[str, bool], ...], code: str, *, colour: bool, is_whole: bool) -> str:
    if colour:
        return " ".join(f"{code}{text}{RESET}" if differs else text for text, differs in pieces)
    return " ".join(f"⟦{text}⟧" if differs and not is_whole else text for text, differs in pieces)


# --- for programs -----------------------------------------------------------------------------------------------------


def look_to_json(look: Look) -> dict[str, object]:
    """Return the same as plain values, for `--format json`."""
    return {
        "path": look.path,
        "title": look.title,
        "status": look.status,
        "hash": look.hash,
        "due": look.due.isoformat() if look.due else None,
        "overdue": look.is_overdue,
        "lapse": look.lapse,
        "signed": look.signed.hash if look.signed else "",
        "trouble": look.trouble,
        "reviews": [
            {
                "person": each.review.person,
                "name": each.name,
                "role": each.review.role,
                "date": each.review.date.isoformat(),
                "decision": each.review.decision,
                "hash": each.review.hash,
                "note": each.review.note,
                "worth": each.worth,
            }
            for each in look.reviews
        ],
        "text": [
            {"kind": each.kind, "text": each.text, "line": each.place.line, "cites": list(ids)}
            for each, ids in zip(look.lines, look.cites, strict=True)
        ],
        "sources": [{"id": each.id, "title": each.title, "address": each.address, "read": each.read} for each in look.bases],
        "changes": [_change_to_json(each) for each in look.changes],
    }


def _change_to_json(change: LineChange) -> dict[str, object]:
    was, now = compare_words(change.was.text if change.was else "", change.now.text if change.now else "")
    kind = change.now.kind if change.now else change.was.kind if change.was else ""
    return {
        "change": change.change,
        "kind": kind,
        "kind_was": change.was.kind if change.was else "",
        "path": change.place.path,
        "line": change.place.line,
        "was": [{"text": text, "differs": differs} for text, differs in was],
        "now": [{"text": text, "differs": differs} for text, differs in now],
    }
