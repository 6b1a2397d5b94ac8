"""The render stage with a memo around it: every view is made, and only the pages of views that are new are filled in.

Views and pages are made by several processes, and go from there to where they are published from: the pages of a site are never all
in memory. Of a page that was made before, only its hash is known; its bytes are where they were published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from wellread.check import Searcher, loads, weight_of
from wellread.facts import facts_of
from wellread.jobs import Workers
from wellread.memo import Memo, digest_of
from wellread.model import Article, Output, Value
from wellread.problems import Problem, nearest
from wellread.render import Plan, PlannedPage, Renderer, TemplateFault, fault_problems, only_show_the_text, place_of
from wellread.render.share import TEMPLATE as SHARE
from wellread.render.share import own_templates
from wellread.render.views import ArticleView
from wellread.scanning import Sightings, look_at_assets, note
from wellread.texts import Composed
from wellread.write import file_hash

Parts = tuple[bytes, bytes, bytes, bytes, bytes]
"""What a page is made from: the hashes of all templates, of what all pages show and of its styles, its template's name, the hash of
its view."""
Keep = Callable[[str, bytes], None]
"""Puts the bytes of a page where they will be published from; from any process."""
HEADING = '<h2 id="'
"""A text that has one is found for sure. A single line could stand there as the title, and the template show no text."""
MOST_BUILDS, MOST_TIMES = 8, 4
"""How many builds long a page is known that is not made any more, and how many times as many pages are known as there are."""


class Known(Value, frozen=True, kw_only=True, array_like=True):
    """A page that was made before: the hash of its bytes, where in them its text stands, what it loads from elsewhere, which of the
    phrases `sought` (by their hash) stand in it, what it weighs if that is too much, and how many builds ago it was one."""

    hash: str
    text: tuple[int, int]
    loads: tuple[str, ...]
    sought: bytes
    leaks: tuple[str, ...]
    weight: int = 0
    age: int = 0


class Filled(Value, frozen=True, kw_only=True, array_like=True):
    """What a process gives back of a page: the hash of its view, the page as it will be known, and whether it was made; its bytes
    unless they were kept; the frame of its text and the hash of its article's facts; what is wrong with its template."""

    view: bytes
    known: Known | None
    is_made: bool = False
    content: bytes = b""
    frame: bytes = b""
    facts: bytes = b""
    problem: Problem | None = None
    seconds: float = 0.0


class Reworkable(Value, frozen=True, kw_only=True):
    """What is kept of an article's page for a build in which its wording changes: its path, the frame of its text, the hash of the
    article's facts, where in the page the text stands, and what the page weighs if that is too much."""

    page: str
    frame: bytes
    facts: bytes
    text: tuple[int, int]
    weight: int = 0


class Rendered(Value, frozen=True, kw_only=True):
    """Pages by path: the hash of each, the bytes of those that were made and not kept, and the paths of those that were kept.

    `articles` go by the path of their file; `problems` are what is wrong with templates, `seen` is what was looked for in the
    outputs, `why` is why the page that was asked about was made, or wasn't.
    """

    hashes: dict[str, str]
    made: tuple[Output, ...]
    kept: tuple[str, ...]
    articles: dict[str, Reworkable]
    problems: tuple[Problem, ...]
    seen: Sightings
    why: str = ""


class Filler:
    """Makes pages, in whichever process: the view, and the bytes of a page that isn't known.

    `searcher` looks for what may stand nowhere: when it has something else to look for, a page that could hold it is made again.
    """

    def __init__(self, plan: Plan, composed: Composed, memo: Memo, searcher: Searcher, clock: Callable[[], float]) -> None:
        self._renderer = Renderer(plan.templates, plan.chromes, plan.styles)
        self._composed = composed
        self._searcher = searcher
        self._sought = digest_of(searcher.sought)
        self._shared = msgspec.json.encode((plan.templates, plan.chromes)) if searcher.sought else b""
        self._key = memo.key
        self._clock = clock
        self._templates = digest_of(plan.templates)
        self._shares = digest_of(own_templates(plan.templates))
        self._styles = {template: digest_of(style) for template, style in plan.styles.items()}
        self._chromes = {lang: digest_of(chrome) for lang, chrome in plan.chromes.items()}
        self.known: Mapping[bytes, Known] = {}
        self.keep: Keep | None = None

    def parts(self, page: PlannedPage, view: bytes) -> Parts:
        if page.template == SHARE:  # neither other templates nor menus make another picture of it
            return self._shares, b"", b"", SHARE.encode(), view
        style = self._styles.get(page.template, b"")
        return self._templates, self._chromes[page.lang], style, page.template.encode(), view

    def key(self, parts: Parts) -> bytes:
        return self._key("render", *parts, self._searcher.origin.encode(), str(self._searcher.most_bytes).encode())

    def fill(self, page: PlannedPage) -> bytes:
        """Return the page `Filled`, as bytes."""
        started = self._clock()
        view, frame = page.make()
        digest = digest_of(view)
        known = self._look_again(self.known.get(self.key(self.parts(page, digest))), view)
        content, problem, is_made = b"", None, known is None
        if known is None:
            try:
                content = self._renderer.render(page.template, page.lang, view)
            except TemplateFault as fault:
                problem = fault.problem
            else:
                known = self._look(page, view, content)
        if is_made and known is not None and self.keep:
            self.keep(page.path, content)
            content = b""
        filled = Filled(
            view=digest,
            known=known,
            is_made=is_made,
            content=content,
            frame=msgspec.msgpack.encode(frame) if frame else b"",
            facts=self._facts(page.article) if page.article else b"",
            problem=problem,
            seconds=self._clock() - started,
        )
        return msgspec.msgpack.encode(filled)

    def _look(self, page: PlannedPage, view: Value, content: bytes) -> Known:
        text = view.body_html.encode() if isinstance(view, ArticleView) and HEADING in view.body_html else b""
        return Known(
            hash=file_hash(content),
            text=place_of(text, content),
            loads=loads(page.path, content, self._searcher.origin),
            sought=self._sought,
            leaks=self._searcher.leaks(page.path, content),
            weight=weight_of(content, self._searcher.most_bytes) if page.article and self._searcher.most_bytes else 0,
        )

    def _look_again(self, known: Known | None, view: Value) -> Known | None:
        """Return what is known of a page if it still is. What is newly sought can only be in a page if its words are in the
        templates, in what all pages show, or in what the page is made of."""
        if known is None or known.sought == self._sought:
            return known
        if self._searcher.sought and self._searcher.possible(self._shared, msgspec.json.encode(view)):
            return None
        return msgspec.structs.replace(known, sought=self._sought, leaks=())

    def _facts(self, article: Article) -> bytes:
        body = ("article", *article.known_as)
        signed = self._composed.clinical.get(article.known_as)
        return facts_of(article, self._composed.bodies[body], self._composed.terms[body], signed.body if signed else "")


def render_all(
    plan: Plan,
    composed: Composed,
    memo: Memo,
    workers: Workers,
    searcher: Searcher,
    *,
    explain: str = "",
    keep: Keep | None = None,
) -> Rendered:
    """Make every page that is new. A page that was made before is known by its hash alone: its bytes are where it was published.

    `explain` is the path of a page that somebody asks about. With `keep`, which takes the bytes of each page that is made, none of
    them are in the result.
    """
    filler = Filler(plan, composed, memo, searcher, workers.watch.clock)
    filler.known = before = memo.get(memo.key("known pages"), dict[bytes, Known]) or {}
    filler.keep = keep
    pages = _pages_filled(plan.pages, filler, workers)
    seen = look_at_assets(plan, searcher)
    hashes: dict[str, str] = {}
    parts: dict[str, Parts] = {}
    known: dict[bytes, Known] = {}
    articles: dict[str, Reworkable] = {}
    made: list[Output] = []
    kept: list[str] = []
    faults: list[tuple[PlannedPage, Problem]] = []
    for page, filled in pages:
        parts[page.path] = filler.parts(page, filled.view)
        if filled.problem:
            faults.append((page, filled.problem))
        if filled.known is None:
            continue
        hashes[page.path] = filled.known.hash
        known[filler.key(parts[page.path])] = msgspec.structs.replace(filled.known, age=0)
        note(seen.leaks, filled.known.leaks, page.path)
        note(seen.loads, filled.known.loads, page.path)
        seen.weights.update({page.path: filled.known.weight} if filled.known.weight else {})
        if filled.is_made and keep:
            kept.append(page.path)
        elif filled.is_made:
            made.append(Output(path=page.path, content=filled.content, kind=page.kind))
        if filled.frame:
            frame = memo.key("frame", filled.frame)
            memo.store_once(frame, filled.frame)
            articles[page.place.path] = _reworkable(page, frame, filled.facts, filled.known)
    why = _explain(explain, parts, memo, is_known=explain in hashes and not _is_new(explain, made, kept)) if explain else ""
    memo.put(memo.key("parts of the last pages"), parts)
    memo.put(memo.key("known pages"), known | _still_known(before, known))
    assets = {each.path: file_hash(each.content) for each in plan.assets} | dict(plan.pictures)
    return Rendered(
        hashes=assets | hashes,
        made=(*plan.assets, *made),
        kept=tuple(kept),
        articles=articles if _can_be_reworded(plan, memo) else {},
        problems=fault_problems(faults),
        seen=seen,
        why=why,
    )


def _reworkable(page: PlannedPage, frame: bytes, facts: bytes, known: Known) -> Reworkable:
    return Reworkable(page=page.path, frame=frame, facts=facts, text=known.text, weight=known.weight)


def _pages_filled(pages: Sequence[PlannedPage], filler: Filler, workers: Workers) -> Iterator[tuple[PlannedPage, Filled]]:
    decode = msgspec.msgpack.Decoder(Filled).decode
    for page, content in zip(pages, workers.run(filler.fill, pages), strict=True):
        filled = decode(content)
        workers.watch.pages.append((filled.seconds, page.template, page.path))
        yield page, filled


def _is_new(path: str, made: Iterable[Output], kept: Iterable[str]) -> bool:
    return path in kept or any(each.path == path for each in made)


def _still_known(before: Mapping[bytes, Known], now: Mapping[bytes, Known]) -> dict[bytes, Known]:
    """Return the pages of earlier builds that go on being known, the latest first: somebody may take a change back, or build for
    two addresses in turn."""
    older = sorted((each.age, key) for key, each in before.items() if key not in now and each.age < MOST_BUILDS)
    return {key: msgspec.structs.replace(before[key], age=age + 1) for age, key in older[: len(now) * (MOST_TIMES - 1)]}


def _can_be_reworded(plan: Plan, memo: Memo) -> bool:
    asked = digest_of(plan.templates)
    return memo.map("only_show_the_text", bool, [None], lambda _: (asked,), lambda _: only_show_the_text(plan.templates))[0]


def _explain(path: str, parts: Mapping[str, Parts], memo: Memo, *, is_known: bool) -> str:
    """Return why a page was made, or wasn't: what is different from the last build that came this far."""
    if path not in parts:
        near = nearest(path, parts)
        return f"no page is written to {path}" + (f"; {near}" if near else "")
    if is_known:
        return "was made before from the same templates, menus and content, so it was not made again"
    before = memo.get(memo.key("parts of the last pages"), dict[str, Parts]) or {}
    if path not in before:
        return "is new"
    names = ("a file in templates/", "what all pages show (menus, titles)", "its styles", "its template", "what it shows")
    changed = [name for name, old, new in zip(names, before[path], parts[path], strict=True) if old != new]
    return (
        f"was made again, because of a change of {' and of '.join(changed)}" if changed else "was made again: it was not remembered"
    )


def render_pages(
    plan: Plan, composed: Composed, pages: Sequence[PlannedPage], memo: Memo, workers: Workers
) -> tuple[tuple[Output, ...], tuple[Problem, ...]]:
    """Fill in the templates of these pages. A page whose template fails is left out, and there is a problem for it."""
    outputs: list[Output] = []
    faults: list[tuple[PlannedPage, Problem]] = []
    for page, filled in _pages_filled(pages, Filler(plan, composed, memo, Searcher((), ""), workers.watch.clock), workers):
        if filled.problem:
            faults.append((page, filled.problem))
        else:
            outputs.append(Output(path=page.path, content=filled.content, kind=page.kind))
    return tuple(outputs), fault_problems(faults)
