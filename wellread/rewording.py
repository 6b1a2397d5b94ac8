"""The short way: where only the wording of articles changed, only their pages are made anew.

Other pages see of an article its front matter, its headings, links, citations and glossary terms: its *facts*. While these are the
same, an edit can change no page but the article's own. A snapshot of the last build holds the hash of each article's facts, the
frame of its text, and where in its page the text stands: there the new one is put. Whatever is not certain here is left to the long
way, which makes the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import chain

import msgspec

from wellread.check import Searcher, Waived, most_bytes, settle, waivers_of, weight_of
from wellread.facts import facts_of
from wellread.filling import Rendered, Reworkable
from wellread.memo import Memo, digest_of
from wellread.model import Article, Output, Settings, Site, Value
from wellread.problems import Problem, has_errors, in_order
from wellread.prose import TermNames
from wellread.read import Reading, Scan, halve, with_body
from wellread.render import Frame, ImageInfo, Plan, body_again, place_of
from wellread.stages import Glossaries, compose_entry, glossaries_of, hash_body, inspect_entry, names_of, recall_fronts
from wellread.write import file_hash

MOST = 20
"""With more changed articles than this the long way is as quick."""
Published = Callable[[str], bytes | None]
"""Returns the bytes of a file as it was published, or None if it isn't there."""


class EntryState(Value, frozen=True, kw_only=True, array_like=True):
    """The hashes of an entry's file and of where everything stands in its front matter and, of an article, what its page needs to
    take another wording."""

    content: bytes
    origin: bytes
    page: Reworkable | None = None


class Findings(Value, frozen=True, kw_only=True):
    """Every problem of a site, before settings and waivers have their say: what rules found in the site, what they found in the
    wording of entries (by path), and all others; and the paths of drafts that are not built."""

    others: tuple[Problem, ...]
    checked: tuple[Problem, ...]
    wording: dict[str, tuple[Problem, ...]]
    unbuilt: tuple[str, ...] = ()


class Hidden(Value, frozen=True, kw_only=True):
    """What may stand nowhere in the outputs, and the files whose text lets some of it pass."""

    sought: tuple[str, ...] = ()
    excusing: tuple[str, ...] = ()


class Snapshot(Value, frozen=True, kw_only=True):
    """What the last build without errors knew. It is filed under the hash of all that is not an entry's file."""

    entries: dict[str, EntryState]
    settings: Settings
    names: dict[str, TermNames]
    glossaries: Glossaries
    images: dict[str, ImageInfo]
    hashes: dict[str, str]
    findings: Findings
    waived: Waived
    hidden: Hidden
    drafts_left_out: int = 0


def take_snapshot(
    key: bytes,
    digests: Mapping[str, bytes],
    site: Site,
    plan: Plan,
    rendered: Rendered,
    findings: Findings,
    memo: Memo,
    *,
    hidden: Hidden,
    drafts_left_out: int = 0,
) -> None:
    """Remember what `reword` needs if nothing but the wording of articles changes until the next build."""
    entries: dict[str, EntryState] = {}
    for _, entry in site.entries():
        path, origin = entry.origin.path, digest_of(entry.origin)
        entries[path] = EntryState(content=digests[path], origin=origin, page=rendered.articles.get(path))
    snapshot = Snapshot(
        entries=entries,
        settings=site.settings,
        names=names_of(site),
        glossaries=glossaries_of(site),
        images=dict(plan.images),
        hashes=rendered.hashes,
        findings=findings,
        waived=waivers_of(site.articles.values()),
        hidden=hidden,
        drafts_left_out=drafts_left_out,
    )
    memo.put(key, snapshot)


class Reworded(Value, frozen=True, kw_only=True):
    """The site after a rewording: all hashes, the problems, how many entries there are, and the pages that were made; the settings
    are as they were."""

    hashes: dict[str, str]
    problems: tuple[Problem, ...]
    entries: int
    outputs: tuple[Output, ...]
    settings: Settings
    drafts_left_out: int = 0


def reword(key: bytes, found: Scan, digests: Mapping[str, bytes], today: date, memo: Memo, published: Published) -> Reworded | None:
    """Return the site with the pages of reworded articles made anew; None if this build needs the long way.

    `digests` are the hashes of what was found: the same files as in the snapshot, whose key says so. `published` returns the bytes
    of a file as it was published, or None if it isn't there.
    """
    snapshot = memo.get(key, Snapshot)
    if snapshot is None:
        return None
    changed = [path for path, state in snapshot.entries.items() if digests.get(path) != state.content]
    findings, waived = snapshot.findings, dict(snapshot.waived)
    if not 0 < len(changed) <= MOST or set(snapshot.hidden.excusing) & set(changed):
        return None
    last_line = _last_lines(chain(findings.others, findings.checked))
    outputs: list[Output] = []
    states: dict[str, EntryState] = {}
    wording = dict(findings.wording)
    for path in changed:
        article = _reread(path, found.files[path], snapshot, memo)
        if article is None or not _stays_told(article, snapshot.entries[path], last_line.get(path)):
            return None
        done = _reworded_page(article, snapshot, memo, published)
        if done is None:
            return None
        output, state = done
        outputs.append(output)
        states[path] = EntryState(content=digests[path], origin=digest_of(article.origin), page=state)
        wording[path] = inspect_entry("article", article, snapshot.glossaries, snapshot.settings.rules)
        waived |= waivers_of((article,))
    settled = settle(chain(findings.checked, *wording.values()), snapshot.settings, waived, today, findings.unbuilt)
    searcher = Searcher(snapshot.hidden.sought, "")
    if has_errors(settled) or any(searcher.leaks(each.path, each.content) for each in outputs):
        return None
    hashes = snapshot.hashes | {each.path: file_hash(each.content) for each in outputs}
    memo.put(
        key,
        msgspec.structs.replace(
            snapshot,
            hashes=hashes,
            entries=snapshot.entries | states,
            findings=msgspec.structs.replace(findings, wording=wording),
            waived=waived,
        ),
    )
    return Reworded(
        hashes=hashes,
        problems=in_order((*findings.others, *settled)),
        entries=len(snapshot.entries),
        outputs=tuple(outputs),
        settings=snapshot.settings,
        drafts_left_out=snapshot.drafts_left_out,
    )


def _last_lines(problems: Iterable[Problem]) -> dict[str, int]:
    """Return the last line of each file that a problem speaks of."""
    lines: dict[str, int] = {}
    for each in problems:
        for place in (each.place, *(other.place for other in each.related)):
            lines[place.path] = max(place.end_line, place.line, lines.get(place.path, 0))
    return lines


def _stays_told(article: Article, before: EntryState, last_line: int | None) -> bool:
    """Say whether what was told of an article is told as it was: nothing, or only of its front matter, which has not moved."""
    return last_line is None or (last_line < article.origin.body_line and digest_of(article.origin) == before.origin)


def _reread(path: str, content: bytes, snapshot: Snapshot, memo: Memo) -> Article | None:
    """Return an article as it is now, or None if it isn't one that can be read."""
    language = snapshot.settings.language
    halves = halve(path, content, language)
    if isinstance(halves, Reading) or snapshot.entries[path].page is None:
        return None
    reading = with_body(recall_fronts(Article, {path: halves.front}, language, memo)[path], halves)
    return reading.value if isinstance(reading.value, Article) and not reading.problems else None


def _reworded_page(article: Article, snapshot: Snapshot, memo: Memo, published: Published) -> tuple[Output, Reworkable] | None:
    """Return the page of an article whose facts are as they were, with its new text in the place of the old one; or None."""
    state = snapshot.entries[article.origin.path].page
    stored = memo.recall(state.frame) if state and state.text[1] else None
    if state is None or stored is None:
        return None
    prose, terms = compose_entry("article", article, snapshot.names[article.lang])
    signed = hash_body(article) if any(review.hash for review in article.reviewers) else ""
    if facts_of(article, prose, terms, signed) != state.facts:
        return None
    page = published(state.page)
    if page is None or file_hash(page) != snapshot.hashes[state.page]:
        return None
    start, end = state.text
    text = body_again(msgspec.msgpack.decode(stored, type=Frame), prose, snapshot.images).encode()
    again = page[:start] + text + page[end:]
    if place_of(text, again) != (start, start + len(text)):
        return None
    if weight_of(again, most_bytes(snapshot.settings.rules)) != state.weight:  # something else is to be said of it
        return None
    output = Output(path=state.page, content=again, kind="page")
    return output, msgspec.structs.replace(state, text=(start, start + len(text)))
