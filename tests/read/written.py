"""What an editor wrote about hiccups, whole and valid, for tests to spoil."""

from __future__ import annotations

from wellread.model import Article, Entry
from wellread.problems import Problem
from wellread.read import Reading, read_entry

PATH = "content/articles/hiccups.md"

ARTICLE = """\
---
title: What stops hiccups?
description: Why hiccups come, what stops them at home, and when to ask a doctor about them.
type: guide
status: in-review
main_message: Most hiccups stop by themselves within minutes.
authors: [editorial-team]
published: 2026-11-22
funding: none
conflicts: none
---

Hiccups are a twitch of the **diaphragm**.
"""

SITE = """\
title: Everyday questions
description: Plain answers about hiccups and sunburn.
base_url: https://example.org/
organisation: Example
contact: editors@example.org
care_levels:
  emergency: {heading: "Call an ambulance if:", action: Call 112.}
  urgent: {heading: "Get help today if:", action: Phone a doctor.}
  soon: {heading: "Book an appointment if:", action: Take notes with you.}
"""


def with_line(line: str) -> str:
    """Return the article with one more line (or a few) in its block, as lines 5 and on."""
    return ARTICLE.replace("status:", f"{line}\nstatus:")


def without(key: str) -> str:
    """Return the article without one of its keys."""
    return "".join(line for line in ARTICLE.splitlines(keepends=True) if not line.startswith(f"{key}:"))


def instead(key: str, value: str) -> str:
    """Return the article with another value behind one of its keys."""
    return "".join(f"{key}: {value}\n" if line.startswith(f"{key}:") else line for line in ARTICLE.splitlines(keepends=True))


def read(text: str | bytes, path: str = PATH, language: str = "en") -> Reading[Entry]:
    return read_entry(path, text if isinstance(text, bytes) else text.encode(), language)


def article(text: str | bytes, path: str = PATH) -> Article:
    """Return the article in a text that has no faults."""
    reading = read(text, path)
    assert reading.problems == ()
    assert isinstance(reading.value, Article)
    return reading.value


def problem(text: str | bytes, path: str = PATH) -> Problem:
    """Return the one problem of a text; there must be no value then."""
    reading = read(text, path)
    assert reading.value is None
    assert len(reading.problems) == 1, reading.problems
    return reading.problems[0]


def told(found: Problem) -> str:
    """Return a problem in one line: "5:9 choice-unknown: “status” can't be “drafft”; did you mean “draft”?"."""
    assert found.severity == "error"
    return f"{found.place.line}:{found.place.column} {found.code}: {found.message}" + (f"; {found.hint}" if found.hint else "")
