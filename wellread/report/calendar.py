"""reviews.ics: a calendar with a day for each review that falls due (RFC 5545).

What is subscribed to must stay the same thing when it moves: an article's entry keeps its UID when its review is put off. It
carries the day of the report (DTSTAMP), never the clock's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import urlsplit

from wellread import __version__
from wellread.report.dates import show_day
from wellread.report.document import DueReview, Report

LONGEST = 75
"""Octets that a line may have, its end not counted (RFC 5545, section 3.1)."""


def to_calendar(report: Report, base_url: str) -> str:
    """Return the calendar. UIDs end with the host of `base_url`, so that those of two sites differ.

    A calendar has to hold something, so one without reviews holds a note of the day that says so.
    """
    host = urlsplit(base_url).hostname or "localhost"
    reviews = [each for month in report.months for each in month.reviews]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//wellread//wellread {__version__}//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escape(f'Reviews due: {report.site}')}",
        *(line for each in reviews for line in _event(each, report.date, host)),
        *(() if reviews else _note(report.date, host)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in fold(line))


def _event(review: DueReview, today: date, host: str) -> Iterator[str]:
    article = review.article
    by = f" by {' and '.join(review.by)}" if review.by else ""
    told = (
        f"Last reviewed on {show_day(review.checked)}{by}.\nFile: {article.path}\nWhat changed since: wellread review {article.id}"
    )
    yield "BEGIN:VEVENT"
    yield f"UID:review-{article.lang}-{article.id}@{host}"
    yield f"DTSTAMP:{_stamp(today)}"
    yield f"DTSTART;VALUE=DATE:{_number(review.due)}"
    yield f"SUMMARY:{escape(f'Review due: {article.title}')}"
    yield f"DESCRIPTION:{escape(told)}"
    if review.url:
        yield f"URL:{review.url}"
    yield "CATEGORIES:REVIEW"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _note(today: date, host: str) -> Iterable[str]:
    told = (
        "No review falls due: no article has an approval that holds. The first due day is known once a clinician has approved one."
    )
    return (
        "BEGIN:VJOURNAL",
        f"UID:no-reviews@{host}",
        f"DTSTAMP:{_stamp(today)}",
        f"DTSTART;VALUE=DATE:{_number(today)}",
        f"SUMMARY:{escape('No review falls due')}",
        f"DESCRIPTION:{escape(told)}",
        "END:VJOURNAL",
    )


def _number(day: date) -> str:
    return day.isoformat().replace("-", "")


def _stamp(day: date) -> str:
    return f"{_number(day)}T000000Z"


def escape(text: str) -> str:
    """Return a text as a value of type TEXT (section 3.3.11); control characters, which it can't hold, become spaces."""
    plain = "".join(each if (each >= " " and each != "\x7f") or each == "\n" else " " for each in text.replace("\r\n", "\n"))
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def fold(line: str) -> Iterator[str]:
    """Yield a line in pieces of at most 75 octets, no letter cut in two; all but the first begin with a space."""
    piece, room = "", LONGEST
    for letter in line:
        size = len(letter.encode())
        if size > room:
            yield piece
            piece, room = " ", LONGEST - 1
        piece += letter
        room -= size
    yield piece
