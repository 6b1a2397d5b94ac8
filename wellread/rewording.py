"""The short way: where only the wording of articles changed, only their pages are made anew.

Other pages see of an article its front matter, its headings, links, citations and glossary terms: its *facts*. While these are the
same, an edit can change no page but the article's own. A snapshot of the last build holds the hash of each entry's facts, and the
frame of each article's page: everything on it but the text. Whatever is not certain here is left to the long way, which makes the
same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain

import msgspec

from wellread.check import Searcher, Waived, settle, waivers_of
from wellread.memo import Memo, digest_of
from wellread.model import Article, BodyKey, Entry, Output, Settings, Site, Value
from wellread.problems import Problem, has_errors, in_order
from wellread.prose import TermNames
from wellread.read import Scan, read_entry
from wellread.render import Frame, Plan, Renderer, TemplateFault, decode_templates, view_again
from wellread.render.views import Chrome
from wellread.stages import Glossaries, compose_entry, glossaries_of, hash_body, inspect_entry, names_of
from wellread.texts import Composed, Prose
from wellread.write import file_hash

MOST = 20
"""With more changed articles than this the long way is as quick."""
TELLING_TAG = re.compile(r"<\w+ [^>]*>")
"""A tag with attributes: links, citations, images, headings. What it says reaches beyond the wording."""


class EntryState(Value, frozen=True, kw_only=True, array_like=True):
    """Hashes of an entry's file, of its facts, and of the frame of its page, and where the page is (both empty if it has none)."""

    content: bytes
    facts: bytes
    frame: bytes = b""
    page: str = ""


class Findings(Value, frozen=True, kw_only=True):
    """Every problem of a site, before settings and waivers have their say: what rules found in the site, what they found in the
    wording of entries (by path), and all others."""

    others: tuple[Problem, ...]
    checked: tuple[Problem, ...]
    wording: dict[str, tuple[Problem, ...]]


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
    chromes: dict[str, Chrome]
    assets: dict[str, str]
    hashes: dict[str, str]
    findings: Findings
    waived: Waived
    hidden: Hidden
    drafts_left_out: int = 0


def facts_of(entry: Entry, prose: Prose, terms: tuple[str, ...], signed: str = "") -> bytes:
    """Return the hash of everything in an entry that can show anywhere but in the wording of its own page.

    `signed` is the hash of the text's clinical words if somebody signed them: an approval hangs on it.
    """
    front = msgspec.structs.replace(entry, body="", origin=msgspec.structs.replace(entry.origin, packed=b"", body_line=1))
    headings = [(each.level, each.id, each.html) for each in prose.headings]
    citations = [(each.ids, each.locators) for each in prose.citations]
    remarks = [(each.code, each.message) for each in prose.remarks]
    return digest_of((front, headings, citations, remarks, TELLING_TAG.findall(prose.html), terms, not entry.body.strip(), signed))


def take_snapshot(
    key: bytes,
    found: Scan,
    site: Site,
    composed: Composed,
    plan: Plan,
    hashes: dict[str, str],
    findings: Findings,
    memo: Memo,
    *,
    hidden: Hidden,
    drafts_left_out: int = 0,
) -> None:
    """Remember what `reword` needs if nothing but the wording of articles changes until the next build."""
    frames = dict(_store_frames(plan, memo))
    entries: dict[str, EntryState] = {}
    for kind, entry in site.entries():
        known: BodyKey = (kind, *entry.known_as)
        signed = composed.clinical.get(entry.known_as) if kind == "article" else None
        facts = facts_of(entry, composed.bodies[known], composed.terms[known], signed.body if signed else "")
        path = entry.origin.path
        frame, page = frames.get(path, (b"", ""))
        entries[path] = EntryState(content=digest_of(found.files[path]), facts=facts, frame=frame, page=page)
    snapshot = Snapshot(
        entries=entries,
        settings=site.settings,
        names=names_of(site),
        glossaries=glossaries_of(site),
        chromes=dict(plan.chromes),
        assets=dict(plan.asset_urls),
        hashes=hashes,
        findings=findings,
        waived=waivers_of(site.articles.values()),
        hidden=hidden,
        drafts_left_out=drafts_left_out,
    )
    memo.put(key, snapshot)


def _store_frames(plan: Plan, memo: Memo) -> Iterator[tuple[str, tuple[bytes, str]]]:
    for page in plan.pages:
        if page.frame is not None:
            content = msgspec.msgpack.encode(page.frame)
            digest = digest_of(content)
            memo.store_once(memo.key("frame", digest), content)
            yield page.place.path, (digest, page.path)


class Reworded(Value, frozen=True, kw_only=True):
    """The site after a rewording: all hashes, the problems, how many entries there are, and the pages that were made."""

    hashes: dict[str, str]
    problems: tuple[Problem, ...]
    entries: int
    outputs: tuple[Output, ...]
    drafts_left_out: int = 0


def reword(key: bytes, found: Scan, templates: Mapping[str, bytes], today: date, memo: Memo) -> Reworded | None:
    """Return the site with the pages of reworded articles made anew; None if this build needs the long way."""
    snapshot = memo.get(key, Snapshot)
    if snapshot is None:
        return None
    digests = {path: digest_of(found.files[path]) for path in snapshot.entries if path in found.files}
    changed = [path for path, digest in digests.items() if digest != snapshot.entries[path].content]
    findings, waived = snapshot.findings, dict(snapshot.waived)
    told = (*findings.others, *findings.checked)
    spoken_of = {place.path for each in told for place in (each.place, *(other.place for other in each.related))}
    spoken_of.update(snapshot.hidden.excusing)
    if not 0 < len(changed) <= MOST or len(digests) != len(snapshot.entries) or spoken_of & set(changed):
        return None
    texts, unreadable = decode_templates(templates)
    renderer = Renderer(texts, snapshot.chromes)
    outputs: list[Output] = []
    wording = dict(findings.wording)
    for path in changed:
        article = None if unreadable else _reread(path, found.files[path], snapshot)
        output = _reworded_page(article, snapshot, renderer, memo) if article else None
        if article is None or output is None:
            return None
        outputs.append(output)
        wording[path] = inspect_entry("article", article, snapshot.glossaries, snapshot.settings.rules)
        waived |= waivers_of((article,))
    settled = settle(chain(findings.checked, *wording.values()), snapshot.settings, waived, today)
    searcher = Searcher(snapshot.hidden.sought, "")
    if has_errors(settled) or any(searcher.leaks(each.path, each.content) for each in outputs):
        return None
    hashes = snapshot.hashes | {each.path: file_hash(each.content) for each in outputs}
    states = {path: msgspec.structs.replace(snapshot.entries[path], content=digests[path]) for path in changed}
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
        drafts_left_out=snapshot.drafts_left_out,
    )


def _reread(path: str, content: bytes, snapshot: Snapshot) -> Article | None:
    """Return an article as it is now, or None if it isn't one that can be read."""
    reading = read_entry(path, content, snapshot.settings.language)
    return reading.value if isinstance(reading.value, Article) and not reading.problems else None


def _reworded_page(article: Article, snapshot: Snapshot, renderer: Renderer, memo: Memo) -> Output | None:
    """Return the page of an article whose facts are as they were, or None."""
    state = snapshot.entries[article.origin.path]
    stored = memo.recall(memo.key("frame", state.frame)) if state.frame else None
    if stored is None:
        return None
    prose, terms = compose_entry("article", article, snapshot.names[article.lang])
    signed = hash_body(article) if any(review.hash for review in article.reviewers) else ""
    if facts_of(article, prose, terms, signed) != state.facts:
        return None
    frame = msgspec.msgpack.decode(stored, type=Frame)
    try:
        page = renderer.render("article.html", frame.lang, view_again(frame, prose, snapshot.assets))
    except TemplateFault:
        return None
    return Output(path=state.page, content=page, kind="page")
