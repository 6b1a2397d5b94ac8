"""A review is recorded: who may, what is signed, and where the signed text is kept."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from wellread.clinical import clinical_hash, signed_path, write_lines
from wellread.model import Article, Person, Review, Site, Value, find_person
from wellread.pipeline import Order, build
from wellread.problems import SiteError, nearest_id
from wellread.review.desk import Desk
from wellread.review.front_matter import add_review
from wellread.stages import clinical_of

DECISIONS = ("approved", "changes-requested")
MENDED_BY_A_REVIEW = ("approval-", "review-", "reviewer-", "signed-text-")
"""Codes of errors that are about the review itself begin with one of these."""


class Asked(Value, frozen=True, kw_only=True):
    """What the command line says of a review: `by` and `decision` are needed, `role` is the person's own if it is empty."""

    by: str
    decision: str
    role: str = ""
    day: date | None = None
    note: str = ""


class Recorded(Value, frozen=True, kw_only=True):
    """What was written: the review, the article's file, and the file that keeps the text that was read."""

    review: Review
    path: str
    kept: str
    status: str
    was: str


def record(desk: Desk, article: Article, asked: Asked, order: Order) -> Recorded:
    """Write a review into the article's front matter, and keep the text that it is about.

    Raises SiteError, with nothing written, if the review can't be: nobody of that id, a team, an author, no credentials, a day in
    the future, or an article with errors.
    """
    if asked.decision not in DECISIONS:
        given = f"--decision can't be “{asked.decision}”; " if asked.decision else ""
        raise SiteError(f"{given}say what was decided: --decision {' or --decision '.join(DECISIONS)}. Nothing was recorded.")
    person = _find_person(desk.site, article, asked.by)
    if asked.decision == "approved":
        _check_approval(article, person, order)
    day = asked.day or order.today
    if day > order.today:
        raise SiteError(f"{day} is in the future; a review is recorded with the day on which the text was read")
    text = write_lines(clinical_of(article, desk.site))
    review = Review(
        person=person.id,
        role=_line(asked.role) or person.role,
        date=day,
        decision="approved" if asked.decision == "approved" else "changes-requested",
        hash=clinical_hash(text),
        note=_line(asked.note),
    )
    if review in article.reviewers:
        raise SiteError(f"this review is listed already: {person.name}, {day}, {review.decision}, of this very text")
    is_approved = review.decision == "approved"
    status = "approved" if is_approved else article.status
    last = max(filter(None, (article.last_reviewed, day))) if is_approved else article.last_reviewed
    path, kept = article.origin.path, signed_path(article, review.hash)
    content = desk.content(path)
    made = add_review(content, article, review, status, last)
    if desk.content_now(path) != content:
        raise SiteError(f"{path} was saved by somebody else just now; nothing was recorded. Look at it, and try again.")
    replace_file(order.root / kept, text.encode("utf-8"))
    replace_file(order.root / path, made)
    return Recorded(review=review, path=path, kept=kept, status=status, was=article.status)


def _find_person(site: Site, article: Article, name: str) -> Person:
    person = find_person(site.people, article.lang, name)
    if person is None:
        known = sorted({id_ for _, id_ in site.people})
        raise SiteError(
            f"there is nobody “{name}” in content/people/; "
            f"{nearest_id(name, known) or 'add the reviewer there first: wellread new person'}"
        )
    return person


def _check_approval(article: Article, person: Person, order: Order) -> None:
    """Raise SiteError if this person's approval would count for nothing, or the article is not fit to be approved."""
    name, path = person.name, article.origin.path
    if person.id in article.authors:
        raise SiteError(f"{name} is an author of {path}; somebody who did not write it has to approve it")
    if person.kind == "team":
        raise SiteError(f"{name} is a team; an approval needs one person with a name, who answers for it")
    if not person.credentials.strip():
        raise SiteError(
            f"{name} has no credentials in {person.origin.path}; write the professional qualification there, "
            "or have the article approved by somebody who has one"
        )
    if article.status == "draft":
        raise SiteError(
            f"{path} is a draft, which is still being written; once it is ready to be read, set status: in-review, "
            "and have that text approved. Nothing was recorded."
        )
    if article.status == "withdrawn":
        raise SiteError(f"{path} is withdrawn; set status: in-review first if it is to come back")
    drafts_too = Order(root=order.root, output=order.output, today=order.today, drafts=True, memo=order.memo, secret=order.secret)
    problems = build(drafts_too, publish=False).problems
    errors = [each for each in problems if each.severity == "error" and each.place.path == path]
    errors = [each for each in errors if not each.code.startswith(MENDED_BY_A_REVIEW)]
    if errors:
        first = errors[0]
        more = f", and {len(errors) - 1} more" if len(errors) > 1 else ""
        raise SiteError(
            f"{path} has errors, so it can't be approved yet: line {first.place.line}: {first.message} [{first.code}]{more}. "
            "wellread check shows them; mend them first, so that nothing changes after the approval."
        )


def _line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def replace_file(path: Path, content: bytes) -> None:
    """Write a file whole: whoever reads it gets the old text or the new one. A link keeps leading to it."""
    real = Path(os.path.realpath(path))
    beside = real.with_name(f".{real.name}.tmp")
    try:
        real.parent.mkdir(exist_ok=True)
        beside.write_bytes(content)
        if real.exists():
            beside.chmod(real.stat().st_mode)
        beside.replace(real)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise SiteError(f"{path} can't be written: {error.strerror}. Nothing more was recorded.") from error
