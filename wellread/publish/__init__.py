"""A built folder → where readers get it.

publish_folder     make a place that site.yaml names hold what was built, or look what there would be to do
roll_back          make it hold what it held before
list_releases      what is kept of earlier publications
forget_releases    keep none of them but what is live: they may hold what was withdrawn
fetch_published    bring what is there into a folder
read_published     one file of it
find_target        the place of a name

rclone, git        the programs that move files
places             site.yaml's places, as these know them
shipment, headers  what is published, and what is sent with it
steps              what has to be done at a place, in a safe order
lock, shipping     one publication: lock, ship, verify
releases           what was published before
branch             the same for a branch that a host shows (GitHub Pages)
telling            what was done, in words and for programs
"""

from __future__ import annotations

import getpass
import os
import platform
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

from filelock import FileLock, Timeout

from wellread.model import PublishTarget, Value
from wellread.problems import SiteError
from wellread.publish.branch import Branch, forget_history, publish_branch, roll_back_branch
from wellread.publish.git import GitFailure, own_repository
from wellread.publish.lock import LOCKS, locked
from wellread.publish.places import (
    find_target,
    headers_of,
    refuse_own_output,
    releases_remote,
    remote_of,
    repository_of,
)
from wellread.publish.releases import Releases
from wellread.publish.shipment import Shipment, packed
from wellread.publish.shipping import GRACE_SECONDS, Keeper, Shipped, Terms, look, read_place, ship
from wellread.publish.telling import Kept, releases_as_json, shipped_as_json, tell_releases, tell_shipped
from wellread.write import LOCK, Manifest, read_manifest

__all__ = [
    "Kept",
    "Publication",
    "Shipped",
    "fetch_published",
    "find_target",
    "forget_releases",
    "list_releases",
    "publish_folder",
    "read_published",
    "releases_as_json",
    "roll_back",
    "shipped_as_json",
    "tell_releases",
    "tell_shipped",
]

WHO = "WELLREAD_PUBLISHER"
"""The variable that names who publishes, where the user's and the machine's name should not be seen, or say nothing."""
NO_JEKYLL = {".nojekyll": b""}
"""GitHub Pages would take files away whose names begin with an underscore."""


class Publication(Value, frozen=True, kw_only=True):
    """Where to publish to, and how: the place, the site's folder, and the address that readers use. With `dry_run` it is only
    looked at; with `force` more pages may be deleted than the place's settings allow, and files replaced that are not ours.
    `grace` is how many seconds what old pages load stays there. A place that holds a site of another `title` and another address is
    not published to without `force`; without a title ("") nobody looks."""

    target: PublishTarget
    root: Path
    base_url: str = "/"
    title: str = ""
    dry_run: bool = False
    force: bool = False
    grace: float = GRACE_SECONDS

    @property
    def terms(self) -> Terms:
        return Terms(
            who=who_publishes(),
            most_deletions=self.target.most_deletions,
            force=self.force,
            grace=self.grace,
            site=self.title,
            base_url=self.base_url,
        )


def publish_folder(
    order: Publication, output: Path, say: Callable[[str], None], *, extras: Mapping[str, bytes] | None = None
) -> Shipped:
    """Make the place hold what was built into `output`, and the `extras`, which go last; or only look what there would be to do."""
    manifest = read_manifest(output)
    if manifest is None or manifest.state != "complete":
        raise SiteError(f"{output} holds no finished site. Build it first.")
    if manifest.drafts:
        raise SiteError(f"{output} was built with --drafts, for whoever reviews them. Nothing was published. Build it without.")
    target = order.target
    refuse_own_output(target, order.root, output)
    with _undisturbed(output):
        return _publish(order, output, manifest, extras or {}, say)


def _publish(
    order: Publication, output: Path, manifest: Manifest, extras: Mapping[str, bytes], say: Callable[[str], None]
) -> Shipped:
    target = order.target
    if target.kind == "github-pages":
        more = {**NO_JEKYLL, **extras}
        with packed(output, manifest, more, None, copies=False) as shipment, _branch(order) as branch:
            return publish_branch(branch, shipment, order.terms, dry_run=order.dry_run)
    headers = headers_of(target, output, order.base_url)
    remote = remote_of(target, order.root)
    releases, terms = Releases(releases_remote(target, order.root)), order.terms
    with packed(output, manifest, extras, headers, copies=target.copies) as shipment, _ended_in_order():
        if order.dry_run:
            return look(remote, shipment, terms)
        record = partial(releases.record, who=terms.who, now=datetime.now(UTC))
        return ship(remote, shipment, terms, Keeper(save=releases.save, record=record), say)


def roll_back(order: Publication, to: str, say: Callable[[str], None]) -> tuple[Shipped, Kept]:
    """Make the place hold what it held before the publication that is live now, or a release by its id. Returns which it was."""
    if order.target.kind == "github-pages":
        with _branch(order) as branch:
            done, chosen = roll_back_branch(branch, to, order.terms, dry_run=order.dry_run)
            return done, Kept(id=chosen.id[:10], when=chosen.when, who=chosen.who)
    remote = remote_of(order.target, order.root)
    releases = Releases(releases_remote(order.target, order.root))
    before = read_place(remote)
    if before and before.state == "writing":  # what was cut off is none: what it began from, or was to bring back, comes back
        to = to or before.release
    release = releases.find(to, before.release if before else "")
    manifest = Manifest(state="complete", files=dict(release.files))
    with TemporaryDirectory(prefix="wellread-") as scratch:
        releases.fetch(release, Path(scratch))
        headers = headers_of(order.target, Path(scratch), order.base_url)
        with packed(Path(scratch), manifest, {}, headers, copies=True) as packed_up, _ended_in_order():
            shipment = Shipment(**{name: getattr(packed_up, name) for name in Shipment.__struct_fields__} | {"last": release.last})
            keeper = Keeper(save=lambda _: None, record=lambda *_: release.id, back_to=release.id)
            terms = order.terms
            done = look(remote, shipment, terms, is_back=True) if order.dry_run else ship(remote, shipment, terms, keeper, say)
    return done, Kept(id=release.id, when=release.when, who=release.who)


def list_releases(order: Publication) -> tuple[Kept, ...]:
    """Return what is kept of publications to a place, the newest first."""
    if order.target.kind == "github-pages":
        with _branch(order) as branch:
            listed = branch.history()
            live = listed[0].id if listed else ""
            return tuple(Kept(id=each.id[:10], when=each.when, who=each.who, is_live=each.id == live) for each in listed)
    before = read_place(remote_of(order.target, order.root))
    known = Releases(releases_remote(order.target, order.root)).all()
    live = before.release if before else ""
    return tuple(Kept(id=each.id, when=each.when, who=each.who, is_live=each.id == live) for each in known)


def forget_releases(order: Publication) -> int:
    """Forget every release of a place but the one that is live, so that nothing withdrawn can be brought back by mistake. Returns
    how many were forgotten. On a branch, its history becomes one commit."""
    if order.target.kind == "github-pages":
        with _branch(order) as branch:
            return forget_history(branch, who_publishes())
    remote = remote_of(order.target, order.root)
    with _ended_in_order(), locked(remote, who_publishes()):
        before = read_place(remote)
        return Releases(releases_remote(order.target, order.root)).forget(keep=[before.release] if before else [])


def fetch_published(order: Publication, folder: Path) -> tuple[str, ...]:
    """Bring every file that is at a place, ours or not, into an empty folder, as its host holds it. Returns their paths."""
    if order.target.kind == "github-pages":
        with _branch(order) as branch:
            return branch.bring(folder)
    remote = remote_of(order.target, order.root)
    paths = sorted(path for path in remote.list(hashes=False) if not path.startswith(f"{LOCKS}/"))
    remote.read_all(paths, folder)
    return tuple(paths)


def read_published(order: Publication, path: str) -> bytes | None:
    """Return the bytes of one file at a place, or None if it isn't there."""
    if order.target.kind == "github-pages":
        with _branch(order) as branch:
            return branch.read(path)
    return remote_of(order.target, order.root).read(path)


def who_publishes() -> str:
    """Return who publishes, as others are told: what WELLREAD_PUBLISHER says, or the user and the machine."""
    if named := os.environ.get(WHO, "").strip():
        return named
    try:
        return f"{getpass.getuser()} on {platform.node()}"
    except (KeyError, OSError):  # a container may know no name for its user
        return f"somebody on {platform.node()}"


@contextmanager
def _branch(order: Publication) -> Iterator[Branch]:
    target = order.target
    try:
        with own_repository(order.root, repository_of(target)) as git:
            yield Branch(git, target.to)
    except GitFailure as failure:
        raise SiteError(f"targets: {target.name}: the branch “{target.to}” could not be published. {failure.meaning}") from failure


@contextmanager
def _undisturbed(output: Path) -> Iterator[None]:
    """Keep builds from writing into the output folder while it is published."""
    lock = FileLock(output / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise SiteError(
            f"A build is writing to {output}, or it is being published. Wait for that to end, then publish again."
        ) from None
    except OSError:  # nobody can write there, builds neither
        yield
        return
    with lock:
        yield


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Let a request to end (SIGTERM, as CI sends it) take the lock away before it is followed."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(number: int, _: FrameType | None) -> None:
        sys.exit(128 + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
