"""`wellread review`: who signed what of an article, what changed since, and how another review is recorded.

look(order, article)           what a reviewer has to look at
record_review(order, …)        writes a review into the article's front matter, and keeps the text that was read

docs/decisions/review.md says what is signed and where it is kept.
"""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import date
from pathlib import Path

from wellread.pipeline import Order
from wellread.problems import SiteError
from wellread.review.desk import Desk
from wellread.review.record import Asked, Recorded, record
from wellread.review.views import Look, look_to_json, show_look

__all__ = ["Asked", "Look", "Recorded", "look", "look_to_json", "record_review", "review_or_look", "show_look", "show_recorded"]


def look(order: Order, name: str) -> Look:
    """Return what a reviewer has to look at. Raises SiteError if there is no such article, or it can't be read."""
    desk = Desk(order)
    return desk.look(desk.find(name), order.today)


def record_review(order: Order, name: str, asked: Asked) -> Recorded:
    """Record a review of an article. Raises SiteError, with nothing written, if it can't be."""
    desk = Desk(order)
    return record(desk, desk.find(name), asked, order)


def show_recorded(recorded: Recorded) -> str:
    """Return what was written, and what to do next."""
    review = recorded.review
    said = "approved" if review.decision == "approved" else "asked for changes"
    lines = [f"Recorded: {review.person} {said} on {review.date}.", f"  {recorded.path}: the review is listed under reviewers"]
    if recorded.status != recorded.was:
        lines[-1] += f", and the status is now {recorded.status} (it was {recorded.was})"
    lines += [
        f"  {recorded.kept}: the text that was read, so that a later change can be shown",
        "Keep both files in version control.",
    ]
    return "\n".join(lines)


def review_or_look(words: Namespace, *, today: date, memo: Path | None, colour: bool) -> str:
    """Do what the words of the command line ask for, and return what there is to say. Raises SiteError for what can't be done."""
    if not words.article:
        raise SiteError(
            "say which article: wellread review, and its id, which is the name of its file in content/articles/ without .md "
            "(wellread review --help says more)"
        )
    order = Order(root=words.site, output=words.site / "public", today=today, memo=memo)
    if words.by:
        asked = Asked(by=words.by, decision=words.decision or "", role=words.role, day=words.date, note=words.note)
        recorded = record_review(order, words.article, asked)
        return json.dumps(recorded_to_json(recorded), ensure_ascii=False) if words.format == "json" else show_recorded(recorded)
    if words.decision or words.role or words.note or words.date:
        raise SiteError("say whose review it is: --by and the id of somebody in content/people/")
    found = look(order, words.article)
    return (
        json.dumps(look_to_json(found), ensure_ascii=False, indent=1) if words.format == "json" else show_look(found, colour=colour)
    )


def recorded_to_json(recorded: Recorded) -> dict[str, str]:
    return {"path": recorded.path, "kept": recorded.kept, "hash": recorded.review.hash, "status": recorded.status}
