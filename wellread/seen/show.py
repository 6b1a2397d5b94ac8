"""What readers see changed, as text for a terminal, Markdown for a job's summary, an HTML page, JSON. Pure, and never endless."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator

import msgspec

from wellread.clinical import Words, compare_words
from wellread.formats import SUMMARY_ROOM, cell
from wellread.seen.changes import PageChanges, SeenChange, SiteChanges

ROOM = {"text": 1 << 20, "markdown": SUMMARY_ROOM - 1024, "html": 20 << 20}
"""Bytes that each form may have."""
FOR_THE_REST = 500
FEW = 5
LONGEST = 4_000
"""So many letters of a line are shown."""
SIGNS = {"added": "new", "removed": "gone", "changed": "changed", "moved": "moved"}
STYLE = (
    ":root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}"
    "li{margin:.6rem 0}ins,del{text-decoration-thickness:2px}ins{background:#9e93}del{background:#e993}p{margin:.2rem 0}"
    "h2{margin-top:2.5rem}.clinical{border-inline-start:4px solid #c00;padding-inline-start:.75rem}"
)


def show_changes(found: SiteChanges, form: str) -> str:
    """Return the changes in a form: text, markdown, html or json."""
    if form == "json":
        return msgspec.json.format(msgspec.json.encode(found), indent=1).decode() + "\n"
    begin, page, finish = {"text": _TEXT, "markdown": _MARKDOWN, "html": _HTML}[form]
    parts = [begin(found)]
    left = ROOM[form] - len(parts[0].encode()) - FOR_THE_REST
    for number, each in enumerate(found.pages):
        part = page(each)
        left -= len(part.encode())
        if left < 0:
            return "".join(parts) + finish(len(found.pages) - number)
        parts.append(part)
    return "".join(parts) + finish(0)


# --- sentences --------------------------------------------------------------------------------------------------------


def headline(found: SiteChanges) -> str:
    """Return what changed, in one sentence or two."""
    paths = {
        state: {path for each in found.pages if each.state == state for path in each.paths} for state in ("new", "gone", "changed")
    }
    told = [f"{len(paths[state])} {state}" for state in ("changed", "new", "gone") if paths[state]]
    total = sum(len(each) for each in paths.values())
    first = f"Readers see a change on {_count(total, 'page')}: {', '.join(told)}." if total else "Readers see no change."
    clinical = sum(each.clinical for each in found.pages)
    if clinical:
        first += f" {_count(clinical, 'change')} to care cards, main messages, doses or numbers to call, marked and first."
    if found.markup:
        first += f" {_count(len(found.markup), 'page')} differ{'s' if len(found.markup) == 1 else ''} only in markup."
    return f"{first} {_count(found.same, 'page')} unchanged."


def _title(page: PageChanges) -> str:
    if page.is_frame:
        return f"Around the text of {_count(len(page.paths), 'page')}"
    state = {"new": "New: ", "gone": "Gone: ", "changed": ""}[page.state]
    return f"{state}{page.name or page.paths[0]}"


def _where(page: PageChanges) -> str:
    more = len(page.paths) - FEW
    return ", ".join(page.paths[:FEW]) + (f" and {more} more" if more > 0 else "")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} … ({len(text) - LONGEST} more letters)"


def _shown(page: PageChanges) -> tuple[tuple[SeenChange, ...], int]:
    """Return the changes that are told, and how many are not: of a page that is gone, only what was clinical is."""
    if page.state != "gone":
        return page.changes, 0
    told = tuple(each for each in page.changes if each.is_clinical)
    return told, len(page.changes) - len(told)


def _lines(change: SeenChange) -> tuple[Words, Words]:
    """Return the line as it was and as it is, in pieces. Of a line that is wholly new or gone, no words are marked."""
    was, now = _cut(change.was), _cut(change.now)
    if change.how == "changed":
        return compare_words(was, now)
    return ((was, False),) if was and change.how != "moved" else (), ((now, False),) if now else ()


# --- forms ------------------------------------------------------------------------------------------------------------


def _text_begin(found: SiteChanges) -> str:
    return f"{headline(found)}\n"


def _text_page(page: PageChanges) -> str:
    def marked(words: Words) -> str:
        return " ".join(f"⟦{text}⟧" if differs else text for text, differs in words)

    lines = ["", _title(page), f"  {_where(page)}"]
    told, left = _shown(page)
    for each in told:
        was, now = _lines(each)
        lines.append(f"{'!' if each.is_clinical else ' '} {each.kind}, {SIGNS[each.how]}:")
        lines += [f"    - {marked(was)}"] * bool(was) + [f"    + {marked(now)}"] * bool(now)
    lines += [f"  {_count(left, 'line')} more"] * bool(left)
    return "\n".join(lines) + "\n"


def _text_end(left: int) -> str:
    return f"\n{_count(left, 'change')} more: --format html has room for them.\n" if left else ""


def _markdown_begin(found: SiteChanges) -> str:
    return f"### What readers would see changed\n\n{headline(found)}\n"


def _markdown_page(page: PageChanges) -> str:
    lines = ["", f"#### {cell(_title(page))}", "", cell(_where(page)), ""]
    told, left = _shown(page)
    for each in told:
        was, now = _lines(each)
        lines.append(f"- {'⚠️ ' if each.is_clinical else ''}**{cell(each.kind)}**, {SIGNS[each.how]}:")
        lines += [f"  - was: {_tagged(was, 'del', cell)}"] * bool(was) + [f"  - now: {_tagged(now, 'ins', cell)}"] * bool(now)
    lines += ["", f"{_count(left, 'line')} more."] * bool(left)
    return "\n".join(lines) + "\n"


def _markdown_end(left: int) -> str:
    return f"\n**{left} more** don't fit here; the HTML page among the artifacts has them.\n" if left else ""


def _html_begin(found: SiteChanges) -> str:
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n'
        "<meta http-equiv=\"content-security-policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>What readers would see changed</title>\n<style>{STYLE}</style>\n"
        f"<h1>What readers would see changed</h1>\n<p>{html.escape(headline(found))}</p>\n"
    )


def _html_page(page: PageChanges) -> str:
    return "\n".join(_html_lines(page)) + "\n"


def _html_lines(page: PageChanges) -> Iterator[str]:
    yield f"<h2>{html.escape(_title(page))}</h2>\n<p>{html.escape(_where(page))}</p>\n<ul>"
    told, left = _shown(page)
    for each in told:
        was, now = _lines(each)
        mark = ' class="clinical"' if each.is_clinical else ""
        yield f"<li{mark}><b>{html.escape(each.kind)}</b>, {SIGNS[each.how]}{' ⚠' if each.is_clinical else ''}"
        if was:
            yield f"<p>was: {_tagged(was, 'del', html.escape)}</p>"
        if now:
            yield f"<p>now: {_tagged(now, 'ins', html.escape)}</p>"
    yield "</ul>"
    if left:
        yield f"<p>{_count(left, 'line')} more.</p>"


def _html_end(left: int) -> str:
    return f"<p><b>{left} more</b> don't fit here.</p>\n" if left else ""


def _tagged(words: Iterable[tuple[str, bool]], tag: str, escape: Callable[[str], str]) -> str:
    return " ".join(f"<{tag}>{escape(text)}</{tag}>" if differs else escape(text) for text, differs in words)


_TEXT = (_text_begin, _text_page, _text_end)
_MARKDOWN = (_markdown_begin, _markdown_page, _markdown_end)
_HTML = (_html_begin, _html_page, _html_end)
