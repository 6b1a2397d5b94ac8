"""The whole program on one screen: scan, read, compose, check, render, write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

import msgspec

from wellread.jobs import Workers, beside
from wellread.layers import read_layers
from wellread.memo import Memo, MemoFault, digest, digest_of, epoch_of_this_process, find_epoch
from wellread.model import Output, Settings, Site, Value
from wellread.problems import Problem, SiteError, has_errors, in_order
from wellread.read import Scan, scan
from wellread.watch import Watch
from wellread.write import Target, Written, check_folder, file_hash, open_target

if TYPE_CHECKING:  # the stages are imported where something has to be made: a build in which nothing changed is done before that
    from wellread.indexing import Index
    from wellread.picturing import Pictures
    from wellread.render import Plan
    from wellread.texts import Composed


class Made(NamedTuple):
    """The outputs whose bytes are at hand, the pages that are kept where they will be published from, and the plan with its texts
    by which all others can be made (None after a rewording)."""

    outputs: tuple[Output, ...]
    kept: tuple[str, ...] = ()
    plan: Plan | None = None
    composed: Composed | None = None
    pictures: Pictures | None = None
    search_index: Index | None = None
    why: str = ""


class Keeper(Protocol):
    """Where the outputs go: a folder, or a preview's memory."""

    def read(self, path: str) -> bytes | None: ...

    def is_already(self, hashes: Mapping[str, str]) -> Written | None: ...

    def differing(self, hashes: Mapping[str, str]) -> frozenset[str]: ...

    def write(self, hashes: Mapping[str, str], outputs: Sequence[Output], kept: Mapping[str, str] | None = None) -> Written: ...


class Order(Value, frozen=True, kw_only=True):
    """What to build: the site's folder, where to, for which address ("" for site.yaml's) and day, with drafts or without. With
    `strict`, warnings stop the build too.

    Without `extras` only what a page needs to be looked at is made: no search index, no pictures for sharing, no compressed copies.

    `memo` is the folder in which results are remembered (None: nowhere), `secret` seals them, `jobs` is how many processes may work
    at once, `explain` the path of a page to be explained: none of these changes a byte of what comes out.
    """

    root: Path
    output: Path
    today: date
    base_url: str = ""
    drafts: bool = False
    strict: bool = False
    extras: bool = True
    memo: Path | None = None
    secret: bytes = b""
    jobs: int = 1
    explain: str = ""


class Built(Value, frozen=True, kw_only=True):
    """What came of it: every problem, the text of each file a problem points at, how many entries were read, files made and pages
    rendered, and what was written (None when problems stopped it, or nothing was to be written). `notes` are about the memo,
    and `drafts_left_out` is how many articles only an order with drafts would show."""

    problems: tuple[Problem, ...]
    texts: dict[str, str]
    entries: int = 0
    outputs: int = 0
    rendered: int = 0
    stopped: bool = False
    written: Written | None = None
    notes: tuple[str, ...] = ()
    why: str = ""
    drafts_left_out: int = 0


class Result(Value, frozen=True, kw_only=True):
    """What is known of a site once every stage but writing is done: remembered as a whole for a build in which nothing changed.
    `copies` says whether compressed copies are to stand beside the files."""

    problems: tuple[Problem, ...]
    entries: int
    hashes: dict[str, str]
    copies: bool = False
    drafts_left_out: int = 0


class Sources(Value, frozen=True, kw_only=True):
    """Every byte that the site is made of."""

    scan: Scan
    templates: Mapping[str, bytes]
    static: Mapping[str, bytes]


def build(order: Order, *, publish: bool = True, watch: Watch | None = None, keeper: Keeper | None = None) -> Built:
    """Build the site, or only check it (`publish=False`). Nothing is written unless every stage went without errors.

    `watch` sees how it goes; `keeper` takes the outputs, if they are not to be written to the order's folder. Raises SiteError for
    what no editor can mend: no site.yaml, an output folder that is not ours, a full disk.
    """
    watch = watch or Watch()
    if publish and keeper is None:
        check_folder(order.output, order.root)
    with watch.stage("scan"):
        layers = read_layers(order.root)
        found = scan(order.root)
        found = msgspec.structs.replace(found, problems=found.problems + layers.problems)
        sources = Sources(scan=found, templates=layers.templates, static=layers.static)
    with open_memo(order) as memo:
        run = _Run(order, sources, memo, Workers(order.jobs, watch), keeper)
        try:
            return run.through(publish=publish)
        except MemoFault:
            memo.forget("What was remembered contradicts itself; it is thrown away, and everything is made anew.")
            return run.through(publish=publish)


def settings_of(order: Order) -> Settings:
    """Return what site.yaml says. Raises SiteError if it can't be read; a build says what is wrong with it."""
    from wellread.read import read_settings

    try:
        found = read_settings("site.yaml", (order.root / "site.yaml").read_bytes()).value
    except OSError as error:
        raise SiteError(f"site.yaml in {order.root} can't be read: {error.strerror}.") from error
    if found is None:
        raise SiteError("site.yaml has mistakes; wellread check says which.")
    return found


def open_memo(order: Order) -> Memo:
    """Return what remembers for this build: nothing, if it isn't given a folder."""
    if order.memo is None:
        return Memo(None)
    epoch = epoch_of_this_process()
    return Memo(order.memo, epoch, secret=order.secret, is_replaced=lambda: find_epoch() != epoch)


class _Run:
    """One way through the stages: with what is remembered as a whole, the short way after a rewording, or the long way."""

    def __init__(self, order: Order, sources: Sources, memo: Memo, workers: Workers, keeper: Keeper | None) -> None:
        self.order = order
        self.sources = sources
        self.memo = memo
        self.workers = workers
        self.keeper = keeper
        self.stack = ExitStack()
        self.digests = {path: digest(content) for path, content in sources.scan.files.items()}
        self.whole, self.rest = self._keys()

    def through(self, *, publish: bool) -> Built:
        with self.stack, self.target() if publish else nullcontext() as target:
            result, made = self.memo.get(self.whole, Result), None
            if result is None:
                result, made = self.reword(target) or self.make(target)
                self.memo.put(self.whole, result)
            stopped = any(each.severity in ("error", "warning")[: 1 + self.order.strict] for each in result.problems)
            written = self.write(result, made, target) if target and not stopped else None
        return Built(
            problems=result.problems,
            texts=_texts(self.sources, result.problems),
            entries=result.entries,
            outputs=len(result.hashes),
            rendered=len(made.outputs) + len(made.kept) if made else 0,
            stopped=stopped,
            written=written,
            notes=tuple(self.memo.notes),
            why=self.explain(result, made),
            drafts_left_out=result.drafts_left_out,
        )

    def target(self) -> AbstractContextManager[Keeper]:
        if self.keeper is not None:
            return nullcontext(self.keeper)
        return open_target(self.order.output, self.order.jobs, drafts=self.order.drafts)

    def reword(self, target: Keeper | None) -> tuple[Result, Made] | None:
        """Take the short way, if only the wording of articles changed since the last build and its pages are where they were."""
        if target is None:
            return None
        from wellread.rewording import reword

        with self.stage("reword"):
            done = reword(self.rest, self.sources.scan, self.digests, self.order.today, self.memo, target.read)
        if done is None:
            return None
        return self._result(done.problems, done.entries, done.hashes, done.settings, done.drafts_left_out), Made(done.outputs)

    def make(self, target: Keeper | None) -> tuple[Result, Made | None]:
        """Take the site through every stage but writing. Without a readable site.yaml there is nothing to render. A target that is
        a folder keeps the pages as they are made."""
        from wellread.check import left_out, settle, waivers_of
        from wellread.filling import render_all
        from wellread.indexing import Index
        from wellread.picturing import make_pictures
        from wellread.render import plan_outputs
        from wellread.rewording import Findings, Hidden, take_snapshot
        from wellread.scanning import hidden_phrases, judge, searcher_for
        from wellread.stages import compose_all, format_all, read_all

        order, sources, memo = self.order, self.sources, self.memo
        with self.stage("read"):
            site, problems = read_all(sources.scan, memo, self.workers)
        if site is None:
            return Result(problems=in_order(problems), entries=0, hashes={}), None
        with self.stage("compose"):
            composed, wording = compose_all(site, sources.scan, memo, self.workers)
        with self.stage("check"):
            checking = self.stack.enter_context(beside(partial(self.check, site, composed), len(site.entries()), order.jobs))
        with self.stage("pictures"):
            pictures = make_pictures(site, composed, sources.static, memo, self.workers, quick=not order.extras)
        with self.stage("plan"):
            references, style_problems = format_all(site, memo)
            base_url = order.base_url or site.settings.base_url
            plan = plan_outputs(
                *(site, composed, sources.templates, sources.static, order.today, base_url, order.drafts),
                *(references, pictures.by_name),
                extras=order.extras,
            )
        with self.stage("render"):
            hunt = hidden_phrases(site, composed, plan, base_url, sources.scan)
            keep = target.keep if isinstance(target, Target) and not target.refused else None
            searcher = searcher_for(hunt, base_url, site.settings)
            rendered = render_all(plan, composed, memo, self.workers, searcher, explain=order.explain, keep=keep)
        with self.stage("index"):
            index = Index(plan.search if order.extras else None, memo, searcher, rendered.seen)
        with self.stage("check"):
            checked = msgspec.msgpack.decode(checking(), type=tuple[Problem, ...])
        with self.stage("judge"):
            verdict = judge(hunt, rendered.seen, sources.scan, plan, sources.static, site.settings)
            checked += (*verdict.problems, *pictures.problems)
            unbuilt, waived = left_out(site.articles.values(), drafts=order.drafts), waivers_of(site.articles.values())
            settled = settle(chain(checked, *wording.values()), site.settings, waived, order.today, unbuilt)
        told = {each.code for each in settled}  # check/ tells of a taken address better than render/, which only sees the file
        later = (*style_problems, *plan.problems, *rendered.problems, *index.problems)
        problems += tuple(each for each in later if each.code != "address-taken" or each.code not in told)
        told_of = Findings(others=problems, checked=checked, wording=wording, unbuilt=unbuilt)
        problems = in_order((*problems, *settled))
        if not has_errors(problems) and not index.hashes:  # another wording makes another index
            with self.stage("remember"):
                hidden = Hidden(sought=tuple(each.sought for each in hunt.phrases), excusing=verdict.excusing)
                take_snapshot(
                    self.rest, self.digests, site, plan, rendered, told_of, memo, hidden=hidden, drafts_left_out=len(unbuilt)
                )
        hashes = {**rendered.hashes, **index.hashes}
        result = self._result(problems, len(site.entries()), hashes, site.settings, len(unbuilt))
        made = Made((*rendered.made, *index.made), rendered.kept, plan, composed, pictures, index, rendered.why)
        return result, made

    def _result(
        self, problems: tuple[Problem, ...], entries: int, hashes: dict[str, str], settings: Settings, left_out: int
    ) -> Result:
        copies = settings.features.precompress and self.order.extras
        return Result(problems=problems, entries=entries, hashes=hashes, copies=copies, drafts_left_out=left_out)

    def check(self, site: Site, composed: Composed) -> bytes:
        """Return what the rules about the site find, as bytes: on a large site another process does this."""
        from wellread.check import check_site

        static = frozenset(self.sources.static)
        return msgspec.msgpack.encode(check_site(site, composed, self.order.today, static=static, drafts=self.order.drafts))

    def write(self, result: Result, made: Made | None, target: Keeper) -> Written:
        """Make the output folder hold the result. Pages whose bytes are neither at hand nor in the folder are made again."""
        with self.stage("write"):
            if result.copies and isinstance(target, Target):
                target = target.with_copies()
            if made is None and (written := target.is_already(result.hashes)):
                return written
            different = target.differing(result.hashes)
            outputs, kept = (made.outputs, made.kept) if made else ((), ())
            lost = different - {each.path for each in outputs} - set(kept)
            if lost:
                outputs += self._make_lost(lost, result, made)
            kinds = {page.path: page.kind for page in made.plan.pages} if made and made.plan else {}
            waiting = {path: kinds[path] for path in kept if path in different}
            return target.write(result.hashes, [each for each in outputs if each.path in different], waiting)

    def _make_lost(self, lost: frozenset[str], result: Result, made: Made | None) -> tuple[Output, ...]:
        """Make what was remembered by its hash alone, and of which the output folder holds no file, or another one."""
        from wellread.filling import render_pages

        if made is None or made.plan is None:
            again, made = self.make(None)
            self.memo.expect(again == result and made is not None)
        assert made
        assert made.plan
        assert made.composed
        assert made.pictures
        assert made.search_index
        asked = [page for page in made.plan.pages if page.path in lost]
        pages, _ = render_pages(made.plan, made.composed, asked, self.memo, self.workers)
        assets = (asset for asset in made.plan.assets if asset.path in lost)
        outputs = (*pages, *assets, *made.pictures.outputs(lost), *made.search_index.outputs(lost))
        self.memo.expect({each.path for each in outputs} == lost)
        self.memo.expect(all(file_hash(each.content) == result.hashes[each.path] for each in outputs))
        return outputs

    def explain(self, result: Result, made: Made | None) -> str:
        """Return why the page that was asked about was made in this build, or wasn't."""
        path = self.order.explain
        if not path or (made and made.plan):
            return made.why if made else ""
        if path not in result.hashes:
            return f"no page is written to {path}"
        if made is None:
            return "was not made again: nothing that the site is made of has changed"
        if any(each.path == path for each in made.outputs):
            return "was made again, because the wording of its text changed"
        return "was not made again: only the wording of other articles changed"

    def stage(self, name: str) -> AbstractContextManager[None]:
        return self.workers.watch.stage(name)

    def _keys(self) -> tuple[bytes, bytes]:
        """Return where the whole result is filed, and the snapshot of all that is not the text of an entry."""
        found = self.sources.scan
        others = {path: each for path, each in self.digests.items() if not path.endswith(".md")}
        rest = digest_of((others, sorted(self.digests), found.problems, self.sources.templates, self.sources.static))
        asked = digest_of((self.order.today, self.order.base_url, self.order.drafts, self.order.extras))
        return self.memo.key("site", rest, asked, digest_of(self.digests)), self.memo.key("snapshot", rest, asked)


def _texts(sources: Sources, problems: Iterable[Problem]) -> dict[str, str]:
    """Return the text of each file that a problem points at, so that its line can be shown."""
    files = {**sources.scan.files, **{f"templates/{name}": content for name, content in sources.templates.items()}}
    paths = {place.path for each in problems for place in (each.place, *(other.place for other in each.related))}
    return {path: files[path].decode("utf-8", "replace").removeprefix("\ufeff") for path in paths if path in files}
