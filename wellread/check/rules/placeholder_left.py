"""placeholder-left: a mark that was to be replaced before anybody reads the text.

“xxx”, “[??]”, “write here:” or a programmer's reminder in capitals stands for what nobody has looked up yet. The one who wrote it no
longer sees it, and a reader sees it first; where a number or a warning sign belongs, she is left without it. The examples that
`wellread new` writes into a new file count too, once they are no note any more. A draft may hold such marks, and so may code. The
rule is the project's own.

Bad:

    Stay in the shade for xxx days.

Good:

    Stay in the shade until the redness has gone.

Severity: error
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellread.check.text import Text
from wellread.model import Article, Entry, Value
from wellread.problems import Place, Problem

LEFT = re.compile(
    r"(?<![\w,/@.-])(?:X{3,}|x{3,})(?![\w/@-]|\.\w| (?:syndrome|chromosome|karyotype))"
    r"|\bTODO(?=:)|\b(?:FIXME|TKTK)\b"
    r"|(?i:\blorem ipsum\b|\bwrite here:)"
    r"|(?:(?<=\s)|^)\?{2,}|\?{3,}"
    r"|(?i:\[ *(?:[^\[\]@\n]*\?|(?:write|insert|add|fill in|check|ask)\b[^\[\]\n]*|(?:tbc|tbd|tba|tk|xx+|todo)\b[^\[\]\n]*"
    r"|(?:source|citation|reference|ref|cite)s?(?: needed| missing|\?+)?) *\](?![(\[:]))",
    re.MULTILINE,
)
BARE = re.compile(r"\bTODO\b(?!:)")
A_WORD_IN = ("es", "gl", "it", "pt")
"""Languages in which that is a word."""
BRACKET = re.compile(r"\[ *(?:write|insert|add|fill in|check|ask|tb[acd]|tk|xx|todo|source|citation|ref|cite)", re.IGNORECASE)
WORDS = frozenset(("xxx", "xxxx", "xxxxx", "todo", "fixme", "tktk", "lorem"))
SIGNS = ("xxx", "todo", "fixme", "tktk", "lorem ipsum", "write here:")
"""What a text has, in small letters, that has any of the marks: nearly all texts have none."""
ALONE = frozenset(("…", "...", "?", "??", "tbc", "tbd", "tba", "n.n.", "xx", "-", "–"))
"""What a value of the front matter is that nobody has written yet."""
SAMPLES = frozenset(
    (
        *("what the table compares", "what the chart shows", "what the first number counts", "what the second number counts"),
        *("another name", "and one more", "its plural"),
        *("another spelling", "the plain word for it", "why no sign on this page is an emergency."),
        *("why a reader of this one should care.", "why it was taken back.", "why it does not apply here."),
    )
)
"""What stands in the examples of a new file, in small letters (see wellread/new/layouts.py)."""
UNREAD = re.compile(r"^(`{3,}|~{3,}).*?^\1|`[^`\n]+`|<!--.*?-->", re.MULTILINE | re.DOTALL)
NOT_SHOWN = frozenset(
    (
        *("id", "lang", "origin", "body", "reviewers", "codes", "redirect_from", "authors", "sources", "topics", "also", "cite"),
        *(
            "type",
            "status",
            "published",
            "updated",
            "last_reviewed",
            "review_months",
            "volatility",
            "dosage",
            "terms",
            "link",
            "funding",
            "conflicts",
        ),
    )
)
"""Fields of an entry, or of what is in it, that hold no words for readers, or have a rule of their own."""

Steps = tuple[str | int, ...]


def placeholder_left(text: Text) -> Iterator[Problem]:
    entry = text.entry
    if isinstance(entry, Article) and entry.status == "draft":
        return
    values = tuple(_values(entry))
    front = "\n".join([value for _, value in values]).lower()
    is_marked = any(sign in front for sign in SIGNS) or _is_marked(front)
    for steps, value in values:
        bare = value.strip().lower()
        if bare in ALONE or bare in SAMPLES:
            yield _problem(value, entry.origin.at(*steps), entry)
        elif is_marked and (found := _first(value, text)):
            yield _problem(found[0], entry.origin.at(*steps), entry)
    if not WORDS.isdisjoint(text.vocabulary) or "rite here:" in entry.body or _is_marked(entry.body):
        body = UNREAD.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), entry.body)
        for pattern in _patterns(text):
            for found in pattern.finditer(body):
                yield _problem(found[0], _place(entry, found), entry)


def _is_marked(text: str) -> bool:
    return "??" in text or "?]" in text or "? ]" in text or bool(BRACKET.search(text))


def _values(entry: Entry) -> Iterator[tuple[Steps, str]]:
    """Yield each text of the front matter, with the steps to it."""
    for name in entry.__struct_fields__:
        if name not in NOT_SHOWN:
            yield from _within((name,), getattr(entry, name))


def _within(steps: Steps, value: object) -> Iterator[tuple[Steps, str]]:
    if isinstance(value, str):
        if value:
            yield steps, value
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            yield from _within((*steps, number), each)
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _within((*steps, name), each)
    elif isinstance(value, Value):
        for name in value.__struct_fields__:
            if name not in NOT_SHOWN:
                yield from _within((*steps, name), getattr(value, name))


def _patterns(text: Text) -> tuple[re.Pattern[str], ...]:
    return (LEFT,) if text.entry.lang[:2] in A_WORD_IN else (LEFT, BARE)


def _first(value: str, text: Text) -> re.Match[str] | None:
    return next((found for pattern in _patterns(text) if (found := pattern.search(value))), None)


def _place(entry: Entry, found: re.Match[str]) -> Place:
    line = entry.origin.body_line + entry.body.count("\n", 0, found.start())
    column = found.start() - entry.body.rfind("\n", 0, found.start())
    return Place(entry.origin.path, line, column, line, column + len(found[0]))


def _problem(written: str, place: Place, entry: Entry) -> Problem:
    until = "; until it is done, set status: draft" if isinstance(entry, Article) else ""
    return Problem(
        code="placeholder-left",
        severity="error",
        message=f"“{' '.join(written.split())}” was to be replaced, and readers would see it",
        place=place,
        hint=f"write what belongs here, or take it out{until}",
    )
