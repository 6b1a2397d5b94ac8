"""One publication at a place in memory, cut off at every single move: readers never meet a torn page, and the next one ends it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from tests.publish.little import InMemory, Killed, built, faults, hashes_of, little_site, without_copies
from wellread.problems import SiteError
from wellread.publish import lock
from wellread.publish.headers import read_rules
from wellread.publish.lock import LOCKS, Lock
from wellread.publish.place import PART, Found
from wellread.publish.shipment import Shipment, packed
from wellread.publish.shipping import Keeper, Placed, Shipped, Terms, look, read_place, ship
from wellread.write import MANIFEST, read_manifest

TERMS = Terms(who="me", most_deletions=2, grace=0)
FORGETFUL = Keeper(save=lambda _: None, record=lambda *_: "one")


@contextmanager
def shipment_of(folder: Path, *, copies: bool = True) -> Iterator[Shipment]:
    manifest = read_manifest(folder)
    assert manifest is not None
    with packed(folder, manifest, {"provenance.json": b"{}"}, None, copies=copies) as shipment:
        yield shipment


def publish(remote: InMemory, folder: Path, terms: Terms = TERMS, *, copies: bool = True) -> Shipped:
    with shipment_of(folder, copies=copies) as shipment:
        return ship(remote, shipment, terms, FORGETFUL, lambda _: None)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    base = tmp_path_factory.mktemp("built")
    return [built(base / str(version), little_site(version)) for version in range(4)]


def as_if_later(remote: InMemory) -> None:
    """Let so much time pass that a lock which nobody renews is forgotten."""
    for path in [each for each in remote.files if each.startswith(f"{LOCKS}/")]:
        lock = msgspec.json.decode(remote.files[path], type=Lock)
        remote.files[path] = msgspec.json.encode(msgspec.structs.replace(lock, seen=lock.seen - timedelta(hours=1)))


def test_the_place_holds_what_was_built_and_says_so(folders: list[Path]) -> None:
    remote = InMemory()
    publish(remote, folders[0])
    everything = {**little_site(0), "provenance.json": b"{}"}
    assert remote.readers_find() == everything
    assert read_place(remote) == Placed(state="complete", files=hashes_of(everything), release="one")
    assert not any(path.startswith(LOCKS) for path in remote.files)


def test_what_is_the_same_is_not_put_there_again(folders: list[Path]) -> None:
    remote = InMemory()
    publish(remote, folders[0])
    remote.put_paths.clear()
    done = publish(remote, folders[0])
    assert remote.put_paths == []
    assert (done.steps.is_nothing, done.steps.unchanged) == (True, len(little_site(0)) + 1)


@pytest.mark.parametrize("kind", ["md5", "sha1", ""], ids=["md5", "sha1", "no hashes"])
def test_a_place_is_asked_for_the_hashes_that_it_knows(folders: list[Path], kind: str) -> None:
    remote = InMemory(kind)
    publish(remote, folders[0])
    remote.put_paths.clear()
    publish(remote, folders[1])
    same = {path for path, content in little_site(0).items() if little_site(1).get(path) == content}
    assert same
    assert not same & set(remote.put_paths)
    assert remote.readers_find() == {**little_site(1), "provenance.json": b"{}"}


def test_what_goes_last_goes_last(folders: list[Path]) -> None:
    remote = InMemory()
    publish(remote, folders[0])
    assert remote.put_paths[-1] == "provenance.json"


@pytest.mark.parametrize("seed", [1, 2])
def test_cut_off_at_every_move_it_leaves_whole_pages_and_the_next_ends_it(folders: list[Path], seed: int) -> None:
    old, new = {**little_site(0), "provenance.json": b"{}"}, {**little_site(1), "provenance.json": b"{}"}
    whole = InMemory(seed=seed)
    publish(whole, folders[0])
    before = whole.moves
    publish(whole, folders[1])
    for cut in range(1, whole.moves - before + 1):
        remote = InMemory(seed=seed)
        publish(remote, folders[0])
        remote.kill_at = remote.moves + cut
        with pytest.raises(Killed):
            publish(remote, folders[1])
        assert faults(remote.readers_find(), old, new) == [], f"seed {seed}, cut off at move {cut}"
        half = dict(remote.files)
        remote.kill_at = 0
        as_if_later(remote)
        remote.put_paths.clear()
        publish(remote, folders[1])
        assert remote.readers_find() == new, f"seed {seed}, cut off at move {cut}"
        again = [path for path in remote.put_paths if half.get(path) == new[path]]
        assert all(path.endswith((".br", ".gz")) for path in again), f"seed {seed}, cut off at move {cut}: {again}"
        assert set(remote.files) == set(whole.files)


def test_cut_off_and_then_another_version_is_published(folders: list[Path]) -> None:
    versions = [{**little_site(number), "provenance.json": b"{}"} for number in range(3)]
    for cut in range(3, 45, 6):
        remote = InMemory(seed=cut)
        publish(remote, folders[0])
        remote.kill_at = remote.moves + cut
        with pytest.raises(Killed):
            publish(remote, folders[1])
        remote.kill_at = 0
        as_if_later(remote)
        publish(remote, folders[2])
        assert remote.readers_find() == versions[2], f"cut off at move {cut}"


def test_parts_that_a_killed_rclone_left_go(folders: list[Path]) -> None:
    remote = InMemory()
    publish(remote, folders[0])
    remote.files[f"index.html.0a1b2c3d{PART}"] = b"ha"
    publish(remote, folders[0])
    assert not any(path.endswith(PART) for path in remote.files)


def test_copies_are_left_out_where_nobody_sends_them(folders: list[Path]) -> None:
    remote = InMemory()
    publish(remote, folders[0], copies=False)
    assert remote.readers_find() == {**without_copies(little_site(0)), "provenance.json": b"{}"}
    publish(remote, folders[0])
    publish(remote, folders[1], copies=False)
    assert remote.readers_find() == {**without_copies(little_site(1)), "provenance.json": b"{}"}


def test_a_file_that_was_changed_there_is_put_right(folders: list[Path]) -> None:
    remote = InMemory()
    publish(remote, folders[0])
    remote.files["index.html"] = b"defaced"
    publish(remote, folders[0])
    assert remote.readers_find()["index.html"] == little_site(0)["index.html"]


def test_what_is_lost_while_it_is_published_is_noticed(folders: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    remote = InMemory()
    real = remote.put
    monkeypatch.setattr(remote, "put", lambda *words: (real(*words), remote.files.pop("index.html", None)))
    with pytest.raises(SiteError, match=r"index\.html is missing or different"):
        publish(remote, folders[0])


def test_most_of_a_small_site_is_not_deleted_without_a_word(tmp_path: Path) -> None:
    remote = InMemory()
    publish(remote, built(tmp_path / "all", little_site(0, pages=9)))
    least, before = built(tmp_path / "left", little_site(0, pages=3)), dict(remote.files)
    with pytest.raises(SiteError, match=r"6 of the 9 pages there would be deleted: articles/3/index\.html"):
        publish(remote, least, msgspec.structs.replace(TERMS, most_deletions=25))
    assert remote.files == before
    publish(remote, least, msgspec.structs.replace(TERMS, most_deletions=25, force=True))
    assert "articles/8/index.html" not in remote.files


def test_more_pages_than_allowed_are_not_deleted_without_a_word(folders: list[Path]) -> None:
    remote = InMemory()
    publish(remote, folders[0])
    strict = msgspec.structs.replace(TERMS, most_deletions=0)
    before = dict(remote.files)
    with pytest.raises(SiteError, match=r"1 page would be deleted there, more than the 0 .* articles/5/index\.html"):
        publish(remote, folders[1], strict)
    assert remote.files == before
    publish(remote, folders[1], msgspec.structs.replace(strict, force=True))
    assert remote.readers_find() == {**little_site(1), "provenance.json": b"{}"}


def test_a_place_that_holds_something_else_is_refused(folders: list[Path]) -> None:
    remote = InMemory()
    remote.files |= {"thesis.doc": b"years of work", "index.html": b"mine", ".htaccess": b"x"}
    with pytest.raises(SiteError, match=r"was not put there by wellread: index\.html, thesis\.doc\. Nothing was changed"):
        publish(remote, folders[0])
    assert remote.files == {"thesis.doc": b"years of work", "index.html": b"mine", ".htaccess": b"x"}
    publish(remote, folders[0], msgspec.structs.replace(TERMS, force=True))
    assert remote.files["thesis.doc"] == b"years of work"
    assert remote.files["index.html"] == little_site(0)["index.html"]


def test_what_a_host_hides_in_an_empty_place_is_no_obstacle(folders: list[Path]) -> None:
    remote = InMemory()
    remote.files[".well-known/acme-challenge/x"] = b"x"
    publish(remote, folders[0])
    assert remote.files[".well-known/acme-challenge/x"] == b"x"


def test_a_stranger_in_the_way_is_not_replaced(folders: list[Path]) -> None:
    remote = InMemory()
    publish(remote, folders[1])
    remote.files["articles/5/index.html"] = b"somebody else's"
    with pytest.raises(SiteError, match=r"are in the way: articles/5/index\.html"):
        publish(remote, folders[0])
    assert remote.files["articles/5/index.html"] == b"somebody else's"


def test_a_damaged_manifest_is_told(folders: list[Path]) -> None:
    remote = InMemory()
    remote.files[MANIFEST] = b"{"
    with pytest.raises(SiteError, match=r"is damaged .* publish again with --yes"):
        publish(remote, folders[0])


def test_a_folder_that_is_not_what_was_built_is_not_published(tmp_path: Path) -> None:
    folder = built(tmp_path / "out", little_site(0))
    (folder / "index.html").write_bytes(b"changed by hand")
    with pytest.raises(SiteError, match="was changed since"):
        publish(InMemory(), folder)
    (folder / "index.html").unlink()
    with pytest.raises(SiteError, match="can't be read"):
        publish(InMemory(), folder)


def test_all_that_is_against_it_is_told_at_once_and_by_a_look(folders: list[Path]) -> None:
    remote = InMemory()
    publish(remote, folders[2], msgspec.structs.replace(TERMS, site="Sunburn", base_url="https://sunburn.test/"))
    remote.files["articles/1/index.html"] = b"somebody else's"
    strict = msgspec.structs.replace(TERMS, most_deletions=0, site="Hiccups", base_url="https://hiccups.test/")
    with shipment_of(folders[1]) as shipment:
        told = look(remote, shipment, strict).refused
    assert "are in the way: articles/1/index.html." in told
    assert "is another site: “Sunburn”, https://sunburn.test/; this one is “Hiccups”, https://hiccups.test/." in told
    assert "1 page would be deleted there" in told


def test_the_place_of_another_site_is_not_taken_without_a_word(folders: list[Path]) -> None:
    ours = msgspec.structs.replace(TERMS, site="Hiccups", base_url="https://hiccups.test/")
    remote = InMemory()
    publish(remote, folders[0], ours)
    before = dict(remote.files)
    theirs = msgspec.structs.replace(TERMS, site="Sunburn", base_url="https://sunburn.test/")
    with pytest.raises(SiteError, match=r"is another site: “Hiccups”.* Nothing was changed\. Mend “to” in site\.yaml"):
        publish(remote, folders[1], theirs)
    assert remote.files == before
    publish(remote, folders[0], msgspec.structs.replace(ours, site="All about hiccups"))
    publish(remote, folders[0], msgspec.structs.replace(ours, site="All about hiccups", base_url="https://new.test/"))
    publish(remote, folders[1], msgspec.structs.replace(TERMS, site=""))  # the brake asks nobody
    found = read_place(remote)
    assert found
    assert found.site == "All about hiccups"
    publish(remote, folders[1], msgspec.structs.replace(theirs, force=True))
    found = read_place(remote)
    assert found
    assert (found.site, found.base_url) == ("Sunburn", "https://sunburn.test/")


@contextmanager
def with_headers(folder: Path, rules: str) -> Iterator[Shipment]:
    manifest = read_manifest(folder)
    assert manifest is not None
    with packed(folder, manifest, {}, read_rules(rules, "/"), copies=False) as shipment:
        yield shipment


def test_a_file_that_is_to_be_sent_otherwise_is_put_there_again_even_after_a_cut(folders: list[Path]) -> None:
    rules = "/assets/*\n  Cache-Control: immutable\n"
    more = f"{rules}/feed.xml\n  Cache-Control: immutable\n"
    remote = InMemory()
    with with_headers(folders[0], rules) as shipment:
        ship(remote, shipment, TERMS, FORGETFUL, lambda _: None)
    with with_headers(folders[0], more) as shipment:
        assert look(remote, shipment, TERMS).steps.uploaded == ("feed.xml",), "and nothing else"
        remote.kill_at = remote.moves + 4  # two for the lock, one for the manifest
        with pytest.raises(Killed):
            ship(remote, shipment, TERMS, FORGETFUL, lambda _: None)
        remote.kill_at = 0
        as_if_later(remote)
        remote.put_paths.clear()
        ship(remote, shipment, TERMS, FORGETFUL, lambda _: None)
    assert "feed.xml" in remote.put_paths, "it was not sent with the new headers yet"
    found = read_place(remote)
    assert found
    assert found.sent == shipment.headers


def test_a_place_whose_md5_is_none_is_read(folders: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    remote = InMemory()
    monkeypatch.setattr(remote, "_found", lambda path, content: Found(path=path, size=len(content), hashes={"md5": "0" * 32}))
    publish(remote, folders[0])
    assert remote.readers_find() == {**little_site(0), "provenance.json": b"{}"}


def test_a_name_with_a_line_break_is_told(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="has a line break in its name"):
        publish(InMemory(), built(tmp_path / "out", {"index.html": b"", "a\nb.txt": b""}))


def test_looking_changes_nothing(folders: list[Path]) -> None:
    remote = InMemory()
    publish(remote, folders[0])
    before = dict(remote.files)
    with shipment_of(folders[1]) as shipment:
        done = look(remote, shipment, TERMS)
    assert remote.files == before
    assert "articles/1/index.html" in done.steps.new
    assert "articles/5/index.html" in done.steps.last


# --- one at a time ----------------------------------------------------------------------------------------------------


def test_whoever_comes_second_is_told_who_publishes(folders: list[Path]) -> None:
    remote = InMemory()
    told: list[str] = []

    def come_second(_: Shipment) -> None:
        with pytest.raises(SiteError) as refused:
            publish(remote, folders[1], msgspec.structs.replace(TERMS, who="you"))
        told.append(str(refused.value))

    with shipment_of(folders[0]) as shipment:
        ship(remote, shipment, TERMS, msgspec.structs.replace(FORGETFUL, save=come_second), lambda _: None)
    assert told[0].startswith("me has been publishing to the same place since")
    assert remote.readers_find() == {**little_site(0), "provenance.json": b"{}"}


def test_the_lock_of_the_dead_is_forgotten(folders: list[Path]) -> None:
    remote = InMemory()
    now = datetime.now(UTC)
    lock = Lock(who="you", machine="another", pid=1, since=now, seen=now - timedelta(minutes=9), mark="aa", number=1)
    remote.files[lock.path] = msgspec.json.encode(lock)
    with pytest.raises(SiteError, match="you has been publishing"):
        publish(remote, folders[0])
    remote.files[lock.path] = msgspec.json.encode(msgspec.structs.replace(lock, seen=now - timedelta(minutes=11)))
    publish(remote, folders[0])
    assert not any(path.startswith(LOCKS) for path in remote.files)


def test_a_lock_that_could_not_be_renewed_stops_the_publication_before_another_begins(folders: list[Path]) -> None:
    remote = InMemory()

    def sleep_long(_: Shipment) -> None:
        (path,) = [each for each in remote.files if each.startswith(LOCKS)]
        own = msgspec.json.decode(remote.files[path], type=Lock)
        remote.files[path] = msgspec.json.encode(msgspec.structs.replace(own, seen=own.seen - timedelta(minutes=8)))

    with shipment_of(folders[0]) as shipment, pytest.raises(SiteError, match="could not renew its lock for 7 minutes"):
        ship(remote, shipment, TERMS, msgspec.structs.replace(FORGETFUL, save=sleep_long), lambda _: None)


@pytest.mark.parametrize("seen", [None, b'{"who": "m'])
def test_a_lock_that_is_just_being_renewed_is_there(
    folders: list[Path], monkeypatch: pytest.MonkeyPatch, seen: bytes | None
) -> None:
    remote = InMemory()
    real, halves = remote.read, iter([seen])
    monkeypatch.setattr(lock, "CHOOSING_SECONDS", 0)
    monkeypatch.setattr(remote, "read", lambda path: next(halves, real(path)) if LOCKS in path else real(path))
    publish(remote, folders[0])
    assert remote.readers_find() == {**little_site(0), "provenance.json": b"{}"}


def test_a_lock_that_is_taken_away_stops_the_publication(folders: list[Path]) -> None:
    remote = InMemory()

    def take_away(_: Shipment) -> None:
        for path in [each for each in remote.files if each.startswith(LOCKS)]:
            del remote.files[path]

    with shipment_of(folders[0]) as shipment, pytest.raises(SiteError, match="took away this publication's lock"):
        ship(remote, shipment, TERMS, msgspec.structs.replace(FORGETFUL, save=take_away), lambda _: None)
