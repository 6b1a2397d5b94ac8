"""An article's file says that it is withdrawn, and every other byte of it stays."""

from __future__ import annotations

import re
from datetime import date

from msgspec import structs

from wellread.model import Article, Change, Withdrawal
from wellread.problems import SiteError
from wellread.provenance import WITHDRAWN
from wellread.read import read_entry
from wellread.review.front_matter import Editor, quoted

NOTE = WITHDRAWN
FENCE = re.compile(rb"\A(?:\xef\xbb\xbf)?---[ \t]*(\r\n|\r|\n)")
FENCE_END = re.compile(rb"^---[ \t]*\r?$", re.MULTILINE)
STATUS = re.compile(rb"^status[ \t]*:[ \t]*[^\r\n]*", re.MULTILINE)
MARKED = re.compile(rb"status[ \t]*:[ \t]*[\"']?withdrawn[\"']?[ \t]*(?:#.*)?")


def mark_withdrawn(content: bytes, article: Article, given: Withdrawal, today: date) -> bytes:
    """Return the file of `article` with its status, what the notice says, the day, and an entry in the list of changes.

    If its front matter is written in a way to which not all of that can be added, it is the status and the day alone: nothing holds
    up taking an article back.
    """
    told = structs.replace(given, instead=given.instead or (article.withdrawn.instead if article.withdrawn else ""))
    changed = Change(date=today, kind="clinical", note=f"{NOTE} {given.reason}")
    day = max(today, article.published)
    whole = structs.replace(
        article, status="withdrawn", withdrawn=told, updated=day, changes=(*article.changes, changed), origin=article.origin
    )
    plain = structs.replace(article, status="withdrawn", updated=day)
    for wanted, is_whole in ((whole, True), (plain, False)):
        editor = Editor(content, article)
        editor.set("status", "withdrawn", behind="type")
        editor.set("updated", day.isoformat(), behind="published")
        if is_whole:
            editor.set("withdrawn", _written(told), behind="status")
            item = f"{{date: {today.isoformat()}, kind: clinical, note: {quoted(changed.note)}}}"
            editor.add_item("changes", item, behind="conflicts")
        made = editor.made()
        found = read_entry(article.origin.path, made, article.lang).value
        if isinstance(found, Article) and structs.replace(found, origin=article.origin, lang=article.lang) == wanted:
            return made
    return mark_status(content, article.origin.path)


def mark_status(content: bytes, path: str) -> bytes:
    """Return a file that may be half written, and can't be read as it is, with its status alone changed."""
    begin = FENCE.match(content)
    if begin is None:
        raise SiteError(
            f"{path} does not begin with ---, so its status can't be changed. Delete the file, or move it out of content/: what it "
            "was published as goes with the next publication."
        )
    end = FENCE_END.search(content, begin.end())
    front = content[begin.end() : end.start() if end else len(content)]
    found = STATUS.search(front)
    if found is None:
        return content[: begin.end()] + b"status: withdrawn" + begin[1] + content[begin.end() :]
    start = begin.end() + found.start()
    return content[:start] + b"status: withdrawn" + content[begin.end() + found.end() :]


def is_marked(content: bytes) -> bool:
    """Say whether a file that may be half written says that it is withdrawn."""
    begin = FENCE.match(content)
    end = FENCE_END.search(content, begin.end()) if begin else None
    found = STATUS.search(content, begin.end(), end.start() if end else len(content)) if begin else None
    return found is not None and MARKED.fullmatch(found[0]) is not None


def _written(told: Withdrawal) -> str:
    instead = f", instead: {told.instead}" if told.instead else ""
    return f"{{reason: {quoted(told.reason)}{instead}}}"
