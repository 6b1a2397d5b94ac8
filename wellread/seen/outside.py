"""The addresses of other sites that readers are sent to: which pages lead there, where an editor wrote them, and how they answered.

The asking itself is lychee's work (lychee.toml). This module makes its list, and reads what it found back.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Literal

import msgspec

from wellread.formats import cell
from wellread.model import Value
from wellread.problems import SiteError
from wellread.read import read_settings, scan
from wellread.seen.folder import read_pages
from wellread.seen.page import read_page

State = Literal["", "dead", "silent", "refused"]
DEAD = (404, 410)
FIRST_OF_ITS_FAULTS = 500
"""From here on it is the other site's own fault (RFC 9110, 15.6)."""
ADDRESS = re.compile(r"https?://[^\s<>\"\\^`{|}\[\]]+")
DOI = re.compile(r"\b10\.\d{4,9}/[^\s<>\"\\^`{|}\[\],]+")
BEHIND = re.compile(r"[.,;:!?'*_)]+\Z")
"""What may stand behind an address in a text and does not belong to it."""
PLACES = 3
ISSUE_ROOM = 40_000
"""Letters of the Markdown: GitHub takes 65,536 in an issue, and there is more to be said in it."""


class Outside(Value, frozen=True, kw_only=True):
    """An address of another site, the pages that lead to it, and the lines of the editors' files that name it ("path:line").
    `state` says how it answered: not asked or well (""), that there is nothing ("dead"), not at all or with a fault of its own
    ("silent"), or that it does not answer programs ("refused"); `answer` in words."""

    url: str
    pages: tuple[str, ...]
    places: tuple[str, ...]
    state: State = ""
    answer: str = ""


class _Status(msgspec.Struct, frozen=True):
    text: str
    code: int = 0
    details: str = ""


class _Answer(msgspec.Struct, frozen=True):
    url: str
    status: _Status


class Answers(msgspec.Struct, frozen=True):
    """What of lychee's JSON is read."""

    error_map: Mapping[str, tuple[_Answer, ...]]
    timeout_map: Mapping[str, tuple[_Answer, ...]] = {}

    def by_address(self) -> dict[str, _Status]:
        found = chain.from_iterable((*self.error_map.values(), *self.timeout_map.values()))
        return {each.url: each.status for each in found}


def find_outside(folder: Path, root: Path) -> tuple[Outside, ...]:
    """Return every address (http, https) outside the site that a page of a built folder leads to, in the order of the alphabet."""
    pages: dict[str, list[str]] = {}
    for path, read in read_pages(folder).items():
        for url in read_page(read()).outside:
            pages.setdefault(url, []).append(path)
    files = scan(root).files
    own = _own_address(files)
    places = _places(files)
    return tuple(
        Outside(url=url, pages=tuple(pages[url]), places=tuple(places.get(_plain(url), ())))
        for url in sorted(pages)
        if not (own and url.startswith(own))
    )


def _own_address(files: Mapping[str, bytes]) -> str:
    settings = read_settings("site.yaml", files["site.yaml"]).value
    return settings.base_url if settings else ""


def _places(files: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Return where each address stands in the editors' files; a DOI stands for its address too."""
    found: dict[str, list[str]] = {}
    for path, content in sorted(files.items()):
        if not path.endswith((".md", ".yaml", ".yml")):
            continue
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
            for url in _addresses_in(line):
                places = found.setdefault(_plain(url), [])
                if f"{path}:{number}" not in places:
                    places.append(f"{path}:{number}")
    return found


def _addresses_in(line: str) -> Iterator[str]:
    dois = (f"https://doi.org/{doi}" for doi in DOI.findall(line)) if "10." in line else ()
    for url in chain(ADDRESS.findall(line) if "://" in line else (), dois):
        yield url
        yield BEHIND.sub("", url)


def _plain(url: str) -> str:
    """Return an address as it is looked up: DOIs don't tell capitals, and a browser adds the last slash of a bare name."""
    lowered = url.lower() if "//doi.org/" in url.lower() else url
    return lowered.rstrip("/")


# --- answers ----------------------------------------------------------------------------------------------------------


def read_answers(path: Path) -> Answers:
    """Return what lychee wrote with --format json. Raises SiteError if that can't be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Answers)
    except OSError as error:
        raise SiteError(f"{path} can't be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:  # no UTF-8, no JSON, no answers, or too deep
        raise SiteError(f"{path} is not what lychee --format json writes ({error}).") from error


def with_answers(found: Iterable[Outside], answers: Answers) -> tuple[Outside, ...]:
    """Return those addresses that something is the matter with."""
    told = {_plain(url): status for url, status in answers.by_address().items()}
    return tuple(
        Outside(url=each.url, pages=each.pages, places=each.places, state=_state(status), answer=_said(status))
        for each in found
        if (status := told.get(_plain(each.url)))
    )


def _state(status: _Status) -> State:
    if status.code in DEAD:
        return "dead"
    return "refused" if 0 < status.code < FIRST_OF_ITS_FAULTS else "silent"


def _said(status: _Status) -> str:
    return status.details or status.text.removeprefix("Rejected status code: ")


# --- forms ------------------------------------------------------------------------------------------------------------

HEADINGS: Mapping[State, str] = {
    "dead": "Links that lead to nothing any more",
    "silent": "Sites that did not answer",
    "refused": "Sites that turn programs away (open them yourself now and then)",
}


def show_outside(found: tuple[Outside, ...], form: str, *, is_answered: bool) -> str:
    """Return the addresses in a form. "html" is a page of links, as lychee takes it; "markdown" is for an issue, and empty if
    nothing is the matter."""
    if form == "json":
        return msgspec.json.format(msgspec.json.encode(found), indent=1).decode() + "\n"
    if form == "html":
        return "".join(("<!doctype html>\n<title>Links to other sites</title>\n", *map(_link, found)))
    if form == "markdown":
        return _markdown(found, is_answered=is_answered)
    lines = [line for each in found for line in (f"{each.url}{_why(each)}", f"    on {_first(each.pages)}", *_written(each))]
    matter = " that something is the matter with" if is_answered else ""
    return "\n".join([*lines, f"{len(found)} address{'' if len(found) == 1 else 'es'} of other sites{matter}."]) + "\n"


def _link(each: Outside) -> str:
    address = html.escape(each.url)
    return f'<a href="{address}">{address}</a>\n'


def _why(each: Outside) -> str:
    return f": {each.answer}" if each.state else ""


def _written(each: Outside) -> tuple[str, ...]:
    return (f"    written in {_first(each.places)}",) if each.places else ()


def _first(names: tuple[str, ...]) -> str:
    more = len(names) - PLACES
    return ", ".join(names[:PLACES]) + (f" and {more} more" if more > 0 else "")


def _markdown(found: tuple[Outside, ...], *, is_answered: bool) -> str:
    groups = [(heading, [each for each in found if each.state == state]) for state, heading in HEADINGS.items()]
    if not is_answered:
        groups = [("Links to other sites", list(found))]
    lines: list[str] = []
    left = ISSUE_ROOM
    for heading, group in groups:
        rows = [_row(each) for each in group]
        shown = [row for row in rows if (left := left - len(row)) > 0]
        lines += ["", f"## {heading}", "", *shown] if rows else []
        lines += ["", f"**{len(rows) - len(shown)} more** don't fit here."] if len(shown) < len(rows) else []
    return "\n".join(lines) + "\n" if lines else ""


def _row(each: Outside) -> str:
    where = f" Written in {cell(_first(each.places))}." if each.places else ""
    answer = f" – {cell(each.answer)}." if each.state else ""
    return f"- {cell(each.url)}{answer} On {cell(_first(each.pages))}.{where}"
