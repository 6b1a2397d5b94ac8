"""One publication: from a shipment to a place, under a lock, in a safe order, verified at the end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from wellread.model import Value
from wellread.problems import SiteError
from wellread.publish.headers import HeaderRules
from wellread.publish.lock import LOCKS, Held, locked
from wellread.publish.place import PART, Found, Place
from wellread.publish.shipment import Shipment
from wellread.publish.steps import COPIES, Steps, is_page, plan_steps
from wellread.write import MANIFEST, Manifest, file_hash

MOST_NAMED = 5
MOST_TAKEN_BACK = 10
LISTS = (".json", ".xml", ".txt", ".webmanifest")
"""How the names of files end that readers don't look at."""
FEW = 4
"""More pages than these, and than half of all, don't go without being asked, however many `most_deletions` allows."""
GRACE_SECONDS = 10.0
"""Between the last page and the deletion of what old pages load: a reader who got a page just now still asks for its files."""


class Placed(Manifest, frozen=True, kw_only=True):
    """The manifest at a place: a build's, with the id of the release that it is, the rules of headers that its files were put there
    with (None if they are not known, or there are none), and the title and address of the site.

    While something is published its state is "writing", and `release` is the one that taking it back would bring: what was there
    before, or what is just being brought back. `taken_back` tells what was rolled back from (as `marked` does): it is not published
    again unseen."""

    release: str = ""
    sent: HeaderRules | None = None
    site: str = ""
    base_url: str = ""
    taken_back: tuple[str, ...] = ()


class Terms(Value, frozen=True, kw_only=True):
    """How it is published: `who` does, how many pages may go (`most_deletions`), and with `force`, more of them and over files that
    are not ours; `grace` is how long what old pages load stays, in seconds. `site` is the site's title ("" if any site may be
    replaced) and `base_url` its address."""

    who: str
    most_deletions: int
    force: bool = False
    grace: float = GRACE_SECONDS
    site: str = ""
    base_url: str = ""


class Shipped(Value, frozen=True, kw_only=True):
    """What was done, or would be; `before` is the manifest that the place had, `release` the id of what is there now. `refused`
    says of what was only looked at why it would not be done ("" if it would)."""

    steps: Steps
    before: Placed | None
    release: str = ""
    refused: str = ""


class Keeper(Value, frozen=True, kw_only=True):
    """What keeps releases: `save` is told of the shipment before anything is changed, and `record` of the release that was live
    before once all is done; it returns the new release's id. `back_to` is the release that is brought back, if one is."""

    save: Callable[[Shipment], None]
    record: Callable[[Shipment, str], str]
    back_to: str = ""


def look(remote: Place, shipment: Shipment, terms: Terms, *, is_back: bool = False) -> Shipped:
    """Return what there is to do, without doing anything. What `is_back` was published before, and is brought back."""
    before = read_place(remote)
    listed = {path: each for path, each in remote.list().items() if path != MANIFEST and not path.startswith(f"{LOCKS}/")}
    parts = {path for path in listed if path.endswith(PART)}
    there = {
        path: (_hash_there(each, before, shipment) if _is_sent_as_wanted(path, before, shipment) else "")
        for path, each in listed.items()
        if path not in parts
    }
    steps = plan_steps(shipment.files, there, before.files if before else ())
    steps = msgspec.structs.replace(steps, uploads=_with_last(steps.uploads, shipment.last))
    steps = msgspec.structs.replace(steps, first=(*steps.first, *sorted(parts)))
    return told_why_not(Shipped(steps=steps, before=before), terms, "" if is_back else marked(shipment.files))


def ship(remote: Place, shipment: Shipment, terms: Terms, keeper: Keeper, say: Callable[[str], None]) -> Shipped:
    """Make the place hold the shipment. Raises SiteError, and tells what holds then."""
    with locked(remote, terms.who) as held:
        done = look(remote, shipment, terms, is_back=bool(keeper.back_to))
        refuse(done)
        keeper.save(shipment)
        before = done.before or Placed(state="complete", files={})
        wanted = placed_of(shipment, before, terms, is_back=bool(keeper.back_to))
        if not done.steps.is_nothing or before != wanted:
            union = {**before.files, **shipment.files}
            # Until all is there, nobody knows which files have the new headers already.
            sent = wanted.sent if before.sent == wanted.sent or not done.steps.changed else None
            back_to = keeper.back_to or before.release
            writing = msgspec.structs.replace(wanted, state="writing", files=union, release=back_to, sent=sent)
            _write_place(remote, writing, shipment)
            _take(remote, shipment, done.steps, held, terms, say)
        verify(remote, shipment)
        held.check()
        release = keeper.record(shipment, before.release)
        _write_place(remote, msgspec.structs.replace(wanted, release=release), shipment)
    return msgspec.structs.replace(done, release=release)


def _take(remote: Place, shipment: Shipment, steps: Steps, held: Held, terms: Terms, say: Callable[[str], None]) -> None:
    """Take the steps, and look before each whether the place is still ours alone."""
    held.check()
    remote.delete(steps.first)
    for number, group in enumerate(steps.uploads, 1):
        say(f"step {number} of {len(steps.uploads)}: {len(group)} file{'' if len(group) == 1 else 's'}")
        for headers, paths in _by_headers(group, shipment).items():
            held.check()
            remote.put(paths, shipment.folder, dict(headers))
    if steps.last:
        held.check()
        if any(not is_page(path) for path in steps.last) and any(is_page(path) for path in (*steps.changed, *steps.last)):
            remote.delete(path for path in steps.last if is_page(path))
            time.sleep(terms.grace)
            held.check()
        remote.delete(steps.last)


def marked(files: Mapping[str, str]) -> str:
    """Return what tells one state of a site from every other: a hash of its pages and what they load. Lists for programs (feeds,
    provenance.json) are left out: they may name a commit, or the day."""
    shown = sorted(f"{path}\0{each}\n" for path, each in files.items() if not path.endswith((*COPIES, *LISTS)))
    return file_hash("".join(shown).encode("utf-8", "surrogateescape"))


def told_why_not(done: Shipped, terms: Terms, mark: str) -> Shipped:
    """Return the same, with what is against doing it unseen: all of it, since --yes says yes to all. `mark` tells what is to be
    published ("" for what is brought back on purpose)."""
    steps, before = done.steps, done.before
    theirs = [path for path in (*steps.foreign, *steps.in_the_way) if not _is_hidden(path)]
    pages, least = len(steps.pages_gone), terms.most_deletions
    found: list[tuple[str, str]] = []
    if before and mark and mark in before.taken_back:
        what = "This is just what --rollback took back there: the sources still have it."
        found.append((what, "Mend them, or revert the commit (git revert). If it is to be published after all: --yes."))
    if before is None and theirs:
        what = f"What is there was not put there by wellread: {named(theirs)}."
        place = "Publish to an empty place, or, if it is an old copy of this site, publish again with --yes: files of the same name"
        found.append((what, f"{place} are replaced then, all others stay."))
    elif steps.in_the_way:
        what = f"Files there that wellread did not put there are in the way: {named(steps.in_the_way)}."
        found.append((what, "Move them away, or publish again with --yes to have them replaced."))
    if before and before.site and terms.site and before.site != terms.site and before.base_url != terms.base_url:
        what = f"What is there is another site: “{before.site}”, {before.base_url}; this one is “{terms.site}”, {terms.base_url}."
        found.append((what, "Mend “to” in site.yaml. If this site is to take the other one's place, publish again with --yes."))
    published = sum(is_page(path) for path in before.files) if before else 0
    if pages > least:
        deleted = f"{pages} page{'' if pages == 1 else 's'} would be deleted there, more than the {least} that site.yaml allows"
        found.append((f"{deleted}: {named(steps.pages_gone)}.", "If that is meant, publish again with --yes."))
    elif pages > FEW and pages * 2 > published:
        deleted = f"{pages} of the {published} pages there would be deleted"
        found.append((f"{deleted}: {named(steps.pages_gone)}.", "If that is meant, publish again with --yes."))
    if terms.force or not found:
        return done
    sentences = (*(what for what, _ in found), "Nothing was changed.", *(next_ for _, next_ in found))
    return msgspec.structs.replace(done, refused=" ".join(sentences))


def refuse(done: Shipped) -> None:
    """Raise SiteError if this must not be done without somebody having looked at it."""
    if done.refused:
        raise SiteError(done.refused)


def placed_of(shipment: Shipment, before: Placed, terms: Terms, *, is_back: bool = False) -> Placed:
    """Return the manifest of a place that holds the shipment, as if it were no new release."""
    return Placed(
        state="complete",
        files=dict(shipment.files),
        release=before.release,
        sent=shipment.headers,
        site=terms.site or before.site,
        base_url=terms.base_url,
        taken_back=taken_back_of(before, shipment.files, is_back=is_back),
    )


def taken_back_of(before: Placed, wanted: Mapping[str, str], *, is_back: bool) -> tuple[str, ...]:
    """Return what is known to have been taken back from a place once it holds these files: what was taken back there, but for what
    was published again since, and what was taken back after that. What was cut off was never whole, so nothing tells it."""
    known, mark = before.taken_back, marked(wanted)
    if mark in known:
        return known[: known.index(mark)]
    own = (marked(before.files),) if is_back and before.state == "complete" else ()
    return (*known, *(each for each in own if each not in (*known, mark)))[-MOST_TAKEN_BACK:]


def read_place(remote: Place) -> Placed | None:
    """Return the manifest of what is published at a place, or None if nothing of ours is."""
    content = remote.read(MANIFEST)
    if content is None:
        return None
    try:
        return msgspec.json.decode(content, type=Placed)
    except (ValueError, RecursionError) as error:
        raise SiteError(
            f"The file {MANIFEST} there is damaged ({error}), so it can't be told what is ours. Delete it, and publish again with "
            "--yes; files of old publications that aren't part of the site any more then stay there until somebody deletes them."
        ) from error


def _write_place(remote: Place, placed: Placed, shipment: Shipment) -> None:
    headers = shipment.headers.of(MANIFEST) if shipment.headers else None
    remote.write(MANIFEST, msgspec.json.format(msgspec.json.encode(placed, order="sorted"), indent=1) + b"\n", headers)


def _is_sent_as_wanted(path: str, before: Placed | None, shipment: Shipment) -> bool:
    """Say whether a file was put there with the headers that are wanted: if not, it is put there again, though its bytes are the
    same."""
    if before is None or shipment.headers is None:
        return before is not None
    return before.sent is not None and shipment.headers.sends_as(before.sent, path)


def _hash_there(found: Found, before: Placed | None, shipment: Shipment) -> str:
    """Return the hash of a file there, as a manifest has it: the one that is wanted, or "" if it is another, or isn't known.

    A place that knows no hashes is believed to hold what its manifest says, if the last publication came to its end; what is there
    is read at the end anyhow.
    """
    if found.path not in shipment.files:
        return ""
    agrees = shipment.sums[found.path].agree(found.hashes)
    if agrees is None:
        complete = before is not None and before.state == "complete"
        agrees = complete and before is not None and before.files.get(found.path) == shipment.files[found.path]
    return shipment.files[found.path] if agrees else ""


def verify(remote: Place, shipment: Shipment) -> None:
    """Raise SiteError unless every file there is the one that was built. Where the place's hash doesn't say so, the file is read:
    what some buckets that encrypt call an MD5 is none."""
    listed = remote.list()
    missing = [path for path in shipment.files if path not in listed]
    unsure = [path for path in shipment.files if path in listed and not shipment.sums[path].agree(listed[path].hashes)]
    wrong: list[str] = []
    if unsure:
        with TemporaryDirectory(prefix="wellread-") as scratch:
            remote.read_all(unsure, Path(scratch))
            wrong = [path for path in unsure if _hash_at(Path(scratch) / path) != shipment.files[path]]
    if missing or wrong:
        raise SiteError(
            f"What is there now is not what was built: {named([*missing, *wrong])} {'is' if len(missing + wrong) == 1 else 'are'} "
            "missing or different. Something else writes to the same place, or it lost files. Publish again."
        )


def _hash_at(path: Path) -> str:
    return file_hash(path.read_bytes()) if path.is_file() else ""


def _with_last(uploads: tuple[tuple[str, ...], ...], last: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the groups with these paths, as far as they are in them, in a group of their own at the end."""
    moved = tuple(path for group in uploads for path in group if path in last)
    kept = (tuple(path for path in group if path not in last) for group in uploads)
    return tuple(group for group in (*kept, moved) if group)


def _by_headers(paths: Iterable[str], shipment: Shipment) -> dict[tuple[tuple[str, str], ...], list[str]]:
    groups: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for path in paths:
        headers: Mapping[str, str] = shipment.headers.of(path) if shipment.headers else {}
        groups.setdefault(tuple(headers.items()), []).append(path)
    return groups


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") for part in path.split("/"))


def named(paths: Iterable[str]) -> str:
    """Return the first few paths, as they can be printed, and how many more there are."""
    listed = ["".join(sign if sign.isprintable() else "�" for sign in path) for path in sorted(paths)]
    more = f" and {len(listed) - MOST_NAMED} more" if len(listed) > MOST_NAMED else ""
    return f"{', '.join(listed[:MOST_NAMED])}{more}"
