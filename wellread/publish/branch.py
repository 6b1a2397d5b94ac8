"""A built site → a commit on a branch, from which GitHub Pages (or another host of its kind) shows it.

The commit is made in a repository of our own, so nothing of the working tree, its index or its branches is touched. The host takes
a commit as a whole, so there is no order to keep and nothing to resume; that nobody else pushed meanwhile is git's own lock. The
branch's history holds the releases. Files of the branch that are not ours (CNAME) stay.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from wellread.model import Value
from wellread.problems import SiteError, ended, nearest
from wellread.publish.git import REMOTE, Git, GitFailure
from wellread.publish.shipment import Shipment
from wellread.publish.shipping import Placed, Shipped, Terms, marked, placed_of, refuse, taken_back_of, told_why_not
from wellread.publish.steps import plan_steps
from wellread.write import MANIFEST
from wellread.write.manifest import is_inside

MOST_RELEASES = 10
DEPTH = 25
"""How many commits are looked at: releases, and those that took one back."""
PLAIN_FILE = "100644"
WHO, BACK_TO = "Published-by", "Taken-back-to"


class Entry(Value, frozen=True, kw_only=True):
    """A file of a commit: its mode and the id of its bytes."""

    mode: str
    blob: str


class Published(Value, frozen=True, kw_only=True):
    """A publication in the branch's history. `shows` is the publication whose files it has: its own id, unless it took one back."""

    id: str
    when: datetime
    who: str
    shows: str


class Branch:
    """A branch of another repository, as it was when it was fetched."""

    def __init__(self, git: Git, name: str) -> None:
        self._git = git
        self._ref = f"refs/heads/{name.removeprefix('refs/heads/')}"
        self.tip = self._tip_there()
        if self.tip:
            git.run("fetch", "--quiet", "--no-tags", f"--depth={DEPTH}", REMOTE, f"+{self._ref}:refs/heads/there")
            self.tip = git.line("rev-parse", "refs/heads/there")

    def entries(self, commit: str) -> dict[str, Entry]:
        """Return the files of a commit by path."""
        if not commit:
            return {}
        listed = self._git.run("ls-tree", "-r", "-z", "--full-tree", commit).decode("utf-8", "surrogateescape").split("\0")
        split = (line.partition("\t") for line in listed if line)
        return {path: Entry(mode=about.split()[0], blob=about.split()[2]) for about, _, path in split}

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file on the branch as it is, or None if it isn't there."""
        found = self.entries(self.tip).get(path)
        return self._git.run("cat-file", "blob", found.blob) if found else None

    def placed(self, commit: str) -> Placed | None:
        """Return the manifest in a commit, or None if it holds none of ours."""
        found = self.entries(commit).get(MANIFEST)
        if found is None:
            return None
        try:
            return msgspec.json.decode(self._git.run("cat-file", "blob", found.blob), type=Placed)
        except (ValueError, RecursionError) as error:
            raise SiteError(
                f"The file {MANIFEST} on the branch is damaged ({error}). Revert the commit that did it, then publish again."
            ) from error

    def history(self) -> tuple[Published, ...]:
        """Return the publications on the branch, the newest first."""
        if not self.tip:
            return ()
        form = f"%H%x00%cI%x00%(trailers:key={WHO},valueonly,separator=%x20)%x00%(trailers:key={BACK_TO},valueonly,separator=%x20)"
        lines = self._git.line("log", "--first-parent", f"--format={form}", self.tip).splitlines()
        split = (line.split("\0") for line in lines if line.count("\0") == 3)
        return tuple(
            Published(id=commit, when=datetime.fromisoformat(when), who=who, shows=back.strip() or commit)
            for commit, when, who, back in split
            if who
        )

    def bring(self, folder: Path) -> tuple[str, ...]:
        """Write every file of the branch into a folder. Returns their paths."""
        entries = self.entries(self.tip)
        for path, each in entries.items():
            if not is_inside(path):
                raise SiteError(f"The branch holds {path!r}, which leads out of it. Revert the commit that did it.")
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(self._git.run("cat-file", "blob", each.blob))
        return tuple(sorted(entries))

    def store(self, shipment: Shipment) -> dict[str, Entry]:
        """Put the bytes of a shipment into our repository. No filter (line ends …) changes any of them."""
        paths = sorted(shipment.files)
        names = "".join(f"{(shipment.folder / path).absolute()}\n" for path in paths).encode("utf-8", "surrogateescape")
        blobs = self._git.line("hash-object", "-w", "--no-filters", "--stdin-paths", given=names).split()
        return {path: Entry(mode=PLAIN_FILE, blob=blob) for path, blob in zip(paths, blobs, strict=True)}

    def store_bytes(self, content: bytes) -> Entry:
        return Entry(mode=PLAIN_FILE, blob=self._git.line("hash-object", "-w", "--stdin", given=content))

    def commit(self, entries: Mapping[str, Entry], message: str, *, parent: str) -> str:
        """Make a commit of these files, and return its id."""
        listed = "".join(f"{each.mode} {each.blob}\t{path}\0" for path, each in sorted(entries.items()))
        self._git.run("read-tree", "--empty")
        self._git.run("update-index", "-z", "--index-info", given=listed.encode("utf-8", "surrogateescape"))
        tree = self._git.line("write-tree")
        return self._git.line("commit-tree", tree, *(("-p", parent) if parent else ()), given=message.encode())

    def push(self, commit: str) -> None:
        """Make the branch this commit, if it is still what it was. Raises SiteError, and tells who published meanwhile."""
        try:
            self._git.run("push", "--quiet", f"--force-with-lease={self._ref}:{self.tip}", REMOTE, f"{commit}:{self._ref}")
        except GitFailure as failure:
            now = self._tip_there()
            if not failure.moved or now == self.tip:
                raise SiteError(f"The branch could not be published. {failure.meaning}") from failure
            raise SiteError(f"{self._who_moved_it(now)} Nothing of this publication reached readers. Publish again.") from failure
        if self._tip_there() != commit:
            raise SiteError("The branch is not what was pushed: somebody pushed at the same moment. Publish again.")

    def _tip_there(self) -> str:
        return (self._git.line("ls-remote", REMOTE, self._ref).split() or [""])[0]

    def _who_moved_it(self, now: str) -> str:
        if not now:
            return "Somebody deleted the branch while this ran."
        self._git.run("fetch", "--quiet", "--no-tags", "--depth=1", REMOTE, f"+{self._ref}:refs/heads/now")
        who = self._git.line("log", "-1", f"--format=%(trailers:key={WHO},valueonly,separator=%x20)", "refs/heads/now")
        when = self._git.line("log", "-1", "--format=%cd", "--date=format-local:%H:%M", "refs/heads/now")
        return f"{who or self._git.line('log', '-1', '--format=%an', 'refs/heads/now')} published to the same branch at {when} UTC."


def publish_branch(branch: Branch, shipment: Shipment, terms: Terms, *, dry_run: bool) -> Shipped:
    """Make the branch hold the shipment, or only look what there would be to do."""
    own = branch.store(shipment)
    done = _look(branch, own, terms, marked(shipment.files))
    if dry_run:
        return done
    refuse(done)
    placed = placed_of(shipment, done.before or Placed(state="complete", files={}), terms)
    manifest = branch.store_bytes(_written(placed))
    if done.steps.is_nothing and branch.entries(branch.tip).get(MANIFEST) == manifest:
        return msgspec.structs.replace(done, release=branch.tip)
    moved = f"{len(done.steps.uploaded)} files, {len(done.steps.last)} deleted"
    return _push(branch, {**own, MANIFEST: manifest}, done, f"Publish {moved}\n\n{WHO}: {_line(terms.who)}\n")


def roll_back_branch(branch: Branch, to: str, terms: Terms, *, dry_run: bool) -> tuple[Shipped, Published]:
    """Make the branch hold what an earlier publication held: the one before, or one named by the beginning of its id."""
    wanted = _find(branch, to)
    placed, entries = branch.placed(wanted.shows), branch.entries(wanted.shows)
    if placed is None:
        raise SiteError(f"The commit {wanted.shows[:10]} holds no site of ours. Choose another one (--to ID).")
    ours = {path: entries[path] for path in placed.files if path in entries}
    done = _look(branch, ours, terms, "")
    if dry_run:
        return done, wanted
    refuse(done)
    before = done.before or placed
    placed = msgspec.structs.replace(placed, taken_back=taken_back_of(before, placed.files, is_back=True))
    manifest = branch.store_bytes(_written(placed))
    message = f"Take back to {wanted.shows[:10]}\n\n{WHO}: {_line(terms.who)}\n{BACK_TO}: {wanted.shows}\n"
    return _push(branch, {**ours, MANIFEST: manifest}, done, message), wanted


def forget_history(branch: Branch, who: str) -> int:
    """Replace the branch's history by one commit with the same files. Returns how many publications were forgotten."""
    known = branch.history()
    if len(known) > 1:
        message = f"Publish without what was before\n\n{WHO}: {_line(who)}\n"
        branch.push(branch.commit(branch.entries(branch.tip), message, parent=""))
    return max(len(known) - 1, 0)


def _written(placed: Placed) -> bytes:
    return msgspec.json.format(msgspec.json.encode(placed, order="sorted"), indent=1) + b"\n"


def _look(branch: Branch, own: Mapping[str, Entry], terms: Terms, mark: str) -> Shipped:
    before, there = branch.placed(branch.tip), branch.entries(branch.tip)
    there.pop(MANIFEST, None)
    wanted, found = ({path: f"{each.mode} {each.blob}" for path, each in files.items()} for files in (own, there))
    return told_why_not(Shipped(steps=plan_steps(wanted, found, before.files if before else ()), before=before), terms, mark)


def _push(branch: Branch, own: Mapping[str, Entry], done: Shipped, message: str) -> Shipped:
    there = branch.entries(branch.tip)
    stay = {path: there[path] for path in done.steps.foreign}
    commit = branch.commit({**stay, **own}, message, parent=branch.tip)
    branch.push(commit)
    return msgspec.structs.replace(done, release=commit)


def _find(branch: Branch, to: str) -> Published:
    known = branch.history()
    if to:
        found = [each for each in known if each.id.startswith(to)]
        if len(found) != 1:
            ids = [each.id[:10] for each in known]
            listed = nearest(to, ids) or (f"there are: {', '.join(ids)}" if ids else "there is none")
            raise SiteError(ended(f"There is no publication “{to}” on the branch; {listed}"))
        return found[0]
    shown = {each.id: each for each in known}
    order = [each.id for each in known]
    live = known[0].shows if known else ""
    older = order[order.index(live) + 1 :] if live in order else []
    if not older:
        raise SiteError("The branch holds nothing that was published before, so it can't be brought back.")
    before = shown[older[0]]
    return shown.get(before.shows, before)


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip() or "somebody"
