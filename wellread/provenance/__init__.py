"""Where a published site comes from: a file beside its pages, and the comparison of what is published with it.

provenance_of(order)    what is written into provenance.json: each page's source, review and hash, the commit, the program
verify_folder           whether a folder holds just that
verify_site             whether readers get just that, over the net

git        the commit that the folder is
compare    folders
net        addresses
command    the words of the command line

It is made when a site is published, not when it is built: asking git is not pure.
"""

from __future__ import annotations

import platform
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import blake2b, sha256
from importlib import metadata
from pathlib import Path
from typing import Literal

import msgspec

from wellread import __version__
from wellread.jobs import Workers
from wellread.model import Article, Entry, Output, Page, Site, Value, old_path
from wellread.pipeline import Order, build, open_memo
from wellread.problems import SiteError
from wellread.provenance.git import commit_of
from wellread.read import scan
from wellread.render.addresses import addresses_of
from wellread.render.review import ReviewState, state_of_review
from wellread.stages import read_all, sign_all
from wellread.watch import Watch
from wellread.write import MANIFEST, Manifest, Written, read_manifest
from wellread.write.copies import is_copy
from wellread.write.manifest import is_inside

__all__ = ["PROVENANCE", "PageOrigin", "Provenance", "provenance_of", "read_provenance"]

PROVENANCE = "provenance.json"
NAME = re.compile(r"[A-Za-z0-9._-]+")
WITHDRAWN = "Withdrawn:"
"""How the entry begins that a withdrawal adds to an article's changes."""


class ReviewOrigin(Value, frozen=True, kw_only=True):
    """A review, as the article's file has it. `counts` says whether it is one of those that the page names its reviewers by."""

    person: str
    role: str
    date: date
    decision: str
    hash: str
    counts: bool


class PageOrigin(Value, frozen=True, kw_only=True):
    """A page: its path, the file that it was written in, and the SHA-256 of both. Of an article, its status, and what its reviews
    were worth on the day; `clinical` is the hash of its clinical text, if somebody signed one; `withdrawals` is how often its
    changes say that it was taken back."""

    path: str
    hash: str
    source: str
    source_hash: str
    status: str = ""
    review: ReviewState | Literal[""] = ""
    clinical: str = ""
    reviews: tuple[ReviewOrigin, ...] = ()
    withdrawals: int = 0


class Provenance(Value, frozen=True, kw_only=True):
    """What provenance.json holds. `day` is the day that was built for, `commit` the commit that the content is ("" if it isn't
    one), `manifest` the BLAKE2b-128 of the build's manifest, `files` the SHA-256 of each file, `moved` where old addresses lead.
    No time, and nothing of a machine is in it."""

    format: Literal[1] = 1
    day: date
    base_url: str
    commit: str
    program: str
    python: str
    libraries: dict[str, str]
    manifest: str
    pages: tuple[PageOrigin, ...]
    moved: dict[str, str]
    files: dict[str, str]


def provenance_of(order: Order, *, as_built: bool = False) -> bytes:
    """Return what provenance.json says of what was built. With `as_built` the sources may have changed since: if they don't give
    just what was built any more, none of them is named.

    Raises SiteError if the sources change meanwhile.
    """
    manifest = read_manifest(order.output)
    if manifest is None or manifest.state != "complete":
        raise SiteError(f"{order.output} holds no finished site. Build it first.")
    commit = commit_of(order.root)
    files = {path: sha256(_content(order.output / path)).hexdigest() for path in sorted(manifest.files)}
    found = scan(order.root)
    with open_memo(order) as memo:
        workers = Workers(order.jobs, Watch())
        site, _ = read_all(found, memo, workers)
        if site is None:
            raise SiteError("site.yaml has mistakes; wellread check says which.")
        signed = {key: each.hash for key, each in sign_all(site, memo, workers).items()}
    base_url = order.base_url or site.settings.base_url
    is_known = _gives_just_this(order, manifest)
    if not is_known and not as_built:
        raise SiteError("Files of the site changed while this ran, so it can't be said what was published. Publish again.")
    pages = tuple(_pages(site, found.files, files, signed, order)) if is_known else ()
    made = Provenance(
        day=order.today,
        base_url=base_url,
        commit=commit if is_known and commit == commit_of(order.root) else "",
        program=f"wellread {__version__}",
        python=platform.python_version(),
        libraries=dict(_libraries()),
        manifest=blake2b(_content(order.output / MANIFEST), digest_size=16).hexdigest(),
        pages=pages,
        moved=dict(_moved(site, base_url, files)),
        files=files,
    )
    return msgspec.json.format(msgspec.json.encode(made, order="sorted"), indent=1) + b"\n"


def read_provenance(content: bytes, where: str) -> Provenance:
    """Return what a provenance.json says. Raises SiteError if it is none."""
    try:
        found = msgspec.json.decode(content, type=Provenance)
    except (ValueError, RecursionError) as error:  # no UTF-8, no JSON, no provenance, or too deep
        raise SiteError(f"{where} is not what wellread publishes as {PROVENANCE} ({error}).") from error
    if strange := [path for path in (*found.files, *found.moved) if not is_inside(path)]:
        raise SiteError(
            f"{where} is not what wellread publishes as {PROVENANCE}: it names {strange[0]!r}, which is no file of a site."
        )
    return found


class _Looker:
    """Takes the outputs of a build to look whether they are those of a manifest. Keeps nothing."""

    def __init__(self, manifest: Manifest) -> None:
        self._files = {path: each for path, each in manifest.files.items() if not is_copy(path, manifest.files)}
        self.is_same = False

    def read(self, path: str) -> bytes | None:  # noqa: ARG002
        return None

    def is_already(self, hashes: Mapping[str, str]) -> Written | None:
        self.is_same = dict(hashes) == self._files
        return Written(written=(), unchanged=len(hashes), removed=(), foreign=())

    def differing(self, hashes: Mapping[str, str]) -> frozenset[str]:  # noqa: ARG002
        return frozenset()

    def write(
        self,
        hashes: Mapping[str, str],
        outputs: Sequence[Output],  # noqa: ARG002
        kept: Mapping[str, str] | None = None,  # noqa: ARG002
    ) -> Written:
        self.is_same = dict(hashes) == self._files
        return Written(written=(), unchanged=len(hashes), removed=(), foreign=())


def _gives_just_this(order: Order, manifest: Manifest) -> bool:
    """Say whether a build of the sources as they are gives what the output folder holds."""
    looker = _Looker(manifest)
    build(order, keeper=looker)
    return looker.is_same


def _pages(
    site: Site, sources: Mapping[str, bytes], files: dict[str, str], signed: dict[tuple[str, str], str], order: Order
) -> Iterator[PageOrigin]:
    addresses = addresses_of(order.base_url or site.settings.base_url, site)
    for kind, entry in site.entries():
        path = addresses.paths.get((kind, *entry.known_as), "#")
        path = f"{path}index.html" if path.endswith("/") else path
        if path in files and entry.origin.path in sources:
            yield _page(entry, path, files[path], sha256(sources[entry.origin.path]).hexdigest(), site, signed, order)


def _page(
    entry: Entry, path: str, own: str, source: str, site: Site, signed: dict[tuple[str, str], str], order: Order
) -> PageOrigin:
    if not isinstance(entry, Article):
        return PageOrigin(path=path, hash=own, source=entry.origin.path, source_hash=source)
    now = signed.get(entry.known_as, "")
    counting = entry.sign_off(site.people, now).approvals
    reviews = tuple(
        ReviewOrigin(
            person=each.person,
            role=each.role,
            date=each.date,
            decision=each.decision,
            hash=each.hash,
            counts=each in counting,
        )
        for each in entry.reviewers
    )
    return PageOrigin(
        path=path,
        hash=own,
        source=entry.origin.path,
        source_hash=source,
        status=entry.status,
        review=state_of_review(entry, site.people, order.today, now),
        clinical=now,
        reviews=reviews,
        withdrawals=sum(each.note.startswith(WITHDRAWN) for each in entry.changes),
    )


def _moved(site: Site, base_url: str, files: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the file at each old address, and the address that it leads to, below the host."""
    addresses = addresses_of(base_url, site)
    for kind, entry in site.entries():
        if isinstance(entry, Article | Page):
            for old in entry.redirect_from:
                path, target = old_path(old), addresses.url_for(kind, entry.id, entry.lang)
                if path in files and target:
                    yield str(path), target


def _libraries() -> Iterator[tuple[str, str]]:
    """Yield each library that the program asks for, with its version."""
    try:
        asked = metadata.requires("wellread") or []
    except metadata.PackageNotFoundError:
        project = Path(__file__).parent.parent.parent / "pyproject.toml"
        asked = tomllib.loads(project.read_text("utf-8"))["project"]["dependencies"] if project.is_file() else []
    for each in sorted(asked):
        name = NAME.match(each)
        if name and "extra ==" not in each:
            try:
                yield name[0].lower(), metadata.version(name[0])
            except metadata.PackageNotFoundError:
                continue


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SiteError(f"{path} can't be read ({error.strerror}). Build the site again, then publish it.") from error
