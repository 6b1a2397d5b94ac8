"""`wellread publish` to real places: a folder, and a bucket of a real S3-compatible server on this machine."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from filelock import FileLock

from tests.publish.little import (
    KEY,
    SECRET,
    Killed,
    a_target,
    bucket_server,
    built,
    free_port,
    held_by,
    little_site,
    webdav_server,
    without_copies,
)
from wellread import cli
from wellread.problems import SiteError
from wellread.provenance import PROVENANCE
from wellread.publish import (
    Publication,
    fetch_published,
    forget_releases,
    list_releases,
    publish_folder,
    releases,
    roll_back,
    shipping,
)
from wellread.publish.headers import read_rules
from wellread.publish.rclone import find_rclone
from wellread.write import MANIFEST, read_manifest
from wellread.write.manifest import encode_manifest


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("buckets")
    with bucket_server(folder) as address:
        yield address, folder


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RCLONE_CONFIG", "")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setattr("wellread.publish.rclone.RETRY_AFTER", "0s")


@pytest.fixture(params=["folder", "s3"])
def place(request: pytest.FixtureRequest, tmp_path: Path, keys: None) -> tuple[Publication, Path]:
    """A place to publish to, and the folder in which its files can be seen."""
    root = tmp_path / "site"
    root.mkdir()
    if request.param == "folder":
        return Publication(target=a_target(), root=root, grace=0), tmp_path / "live"
    address, buckets = request.getfixturevalue("server")
    bucket = buckets / tmp_path.name.replace("_", "-")
    bucket.mkdir()
    target = a_target("s3", f"{bucket.name}/health", endpoint=address)
    return Publication(target=target, root=root, grace=0), bucket / "health"


def nothing(_: str) -> None:
    pass


def test_publish_look_take_back_forget(place: tuple[Publication, Path], tmp_path: Path) -> None:
    order, live = place
    folders = [built(tmp_path / str(version), little_site(version)) for version in range(3)]
    wanted = [without_copies(little_site(version)) for version in range(3)]

    publish_folder(order, folders[0], nothing)
    assert held_by(live) == wanted[0]

    from msgspec.structs import replace

    seen = publish_folder(replace(order, dry_run=True), folders[1], nothing)
    assert held_by(live) == wanted[0]
    done = publish_folder(order, folders[1], nothing)
    assert held_by(live) == wanted[1]
    assert seen.steps == done.steps

    publish_folder(order, folders[2], nothing)
    newest, middle, oldest = list_releases(order)
    assert (newest.is_live, middle.is_live, oldest.is_live) == (True, False, False)

    _, back = roll_back(order, "", nothing)
    assert back.id == middle.id
    assert held_by(live) == wanted[1]
    _, back = roll_back(order, "", nothing)
    assert (back.id, held_by(live)) == (oldest.id, wanted[0])
    with pytest.raises(SiteError, match=r"Nothing is kept of what was published before.*--to ID"):
        roll_back(order, "", nothing)
    with pytest.raises(SiteError, match="There is no release “2020”"):
        roll_back(order, "2020", nothing)
    with pytest.raises(SiteError, match="just what --rollback took back"):
        publish_folder(order, folders[2], nothing, extras={"provenance.json": b"of another commit"})
    assert held_by(live) == wanted[0]
    assert "just what --rollback" in publish_folder(replace(order, dry_run=True), folders[1], nothing).refused
    roll_back(order, newest.id, nothing)
    assert held_by(live) == wanted[2]

    publish_folder(order, folders[1], nothing)  # after a release was brought back, that one is what was before
    roll_back(order, "", nothing)
    assert held_by(live) == wanted[2]

    fetched = tmp_path / "fetched"
    fetched.mkdir()
    assert set(wanted[2]) < set(fetch_published(order, fetched))
    assert held_by(fetched) == wanted[2]

    assert forget_releases(order) == 3
    assert [each.id for each in list_releases(order)] == [newest.id]
    kept = order.root / ".wellread/releases/live/objects"
    contents = {file.read_bytes() for file in kept.rglob("*") if file.is_file()}
    assert contents == set(wanted[2].values())


def test_only_the_last_releases_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wellread.publish.releases.KEPT", 2)
    (tmp_path / "site").mkdir()
    order = Publication(target=a_target(releases="../kept"), root=tmp_path / "site", grace=0)
    for version in range(3):
        publish_folder(order, built(tmp_path / str(version), {"index.html": str(version).encode()}), nothing)
    assert len(list_releases(order)) == 2
    objects = [file.read_bytes() for file in (tmp_path / "kept/live/objects").rglob("*") if file.is_file()]
    assert sorted(objects) == [b"1", b"2"]


def test_a_damaged_release_is_not_brought_back(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    order = Publication(target=a_target(releases="../kept"), root=tmp_path / "site", grace=0)
    for version in range(2):
        publish_folder(order, built(tmp_path / str(version), {"index.html": str(version).encode()}), nothing)
    for file in (tmp_path / "kept/live/objects").rglob("*"):
        if file.is_file():
            file.write_bytes(b"defaced")
    with pytest.raises(SiteError, match=r"not whole any more: index\.html is missing or damaged"):
        roll_back(order, "", nothing)
    assert (tmp_path / "live/index.html").read_bytes() == b"1"
    for record in (tmp_path / "kept/live/releases").iterdir():
        record.write_text(record.read_text().replace("index.html", "../../index.html"))
    with pytest.raises(SiteError, match="names what no publication does"):
        roll_back(order, "", nothing)
    publish_folder(order, built(tmp_path / "2", {"index.html": b"2"}), nothing)  # it keeps nobody from publishing
    forget_releases(order)
    assert len(list_releases(order)) == 1


def test_what_was_live_before_is_kept_although_the_clock_was_set_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wellread.publish.releases.KEPT", 3)
    (tmp_path / "site").mkdir()
    order = Publication(target=a_target(), root=tmp_path / "site", grace=0)
    years = [2031, 2032, 2033, 2026, 2026]
    real = releases._new_id
    monkeypatch.setattr(releases, "_new_id", lambda now, known: real(now.replace(year=years.pop(0)), known))
    for version in range(5):
        publish_folder(order, built(tmp_path / str(version), {"index.html": str(version).encode()}), nothing)
    for version in (3, 2):
        roll_back(order, "", nothing)
        assert (tmp_path / "live/index.html").read_bytes() == str(version).encode()


def test_what_was_cut_off_is_taken_back_to_what_it_began_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site").mkdir()
    order = Publication(target=a_target(), root=tmp_path / "site", grace=0)
    for version in range(2):
        publish_folder(order, built(tmp_path / str(version), {"index.html": str(version).encode()}), nothing)

    verify = shipping.verify

    def die(*_: object) -> None:
        raise Killed

    newest = built(tmp_path / "2", {"index.html": b"2"})
    monkeypatch.setattr(shipping, "verify", die)
    with pytest.raises(Killed):
        publish_folder(order, newest, nothing)
    assert (tmp_path / "live/index.html").read_bytes() == b"2"
    monkeypatch.setattr(shipping, "verify", verify)
    roll_back(order, "", nothing)
    assert (tmp_path / "live/index.html").read_bytes() == b"1"
    monkeypatch.setattr(shipping, "verify", die)
    with pytest.raises(Killed):
        roll_back(order, "", nothing)
    monkeypatch.setattr(shipping, "verify", verify)
    roll_back(order, "", nothing)  # and this one ends what was begun
    assert (tmp_path / "live/index.html").read_bytes() == b"0"


def test_the_folder_that_was_built_into_is_no_place(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    for output in ("live", "live/public", "."):
        folder = built(tmp_path / output, {"index.html": b"x"})
        with pytest.raises(SiteError, match="These have to be two folders"):
            publish_folder(Publication(target=a_target(to="../live/"), root=tmp_path / "site"), folder, nothing)


def test_a_build_in_between_is_waited_for(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    folder = built(tmp_path / "out", {"index.html": b"x"})
    order = Publication(target=a_target(), root=tmp_path / "site")
    with FileLock(folder / ".wellread.lock"), pytest.raises(SiteError, match=r"A build is writing to .* publish again"):
        publish_folder(order, folder, nothing)
    publish_folder(order, folder, nothing)


# --- what a bucket sends ----------------------------------------------------------------------------------------------


def test_a_bucket_sends_the_headers_of_the_headers_file(server: tuple[str, Path], keys: None, tmp_path: Path) -> None:
    address, buckets = server
    (buckets / "sent").mkdir()
    (tmp_path / "site").mkdir()
    order = Publication(target=a_target("s3", "sent", endpoint=address), root=tmp_path / "site", grace=0)
    files = {**without_copies(little_site(0)), "feed.xml": b"<feed/>"}
    rules = files["_headers"] + b"\n/feed.xml\n  Content-Type: application/atom+xml; charset=utf-8\n"
    publish_folder(order, built(tmp_path / "out", {**files, "_headers": rules}), nothing)
    listed = subprocess.run(
        [
            find_rclone(),
            "lsjson",
            "-R",
            "--files-only",
            "--metadata",
            f':s3,provider=Other,env_auth=true,endpoint="{address}":sent',
        ],
        capture_output=True,
        check=True,
    )
    sent = {each["Path"]: each["Metadata"] for each in json.loads(listed.stdout)}
    style = next(path for path in sent if path.endswith(".css"))
    assert sent[style]["cache-control"] == "public, max-age=31536000, immutable"
    assert sent[style]["content-type"] == "text/css; charset=utf-8"
    assert (sent["index.html"]["cache-control"], sent["index.html"]["content-type"]) == ("no-cache", "text/html; charset=utf-8")
    assert sent["feed.xml"]["content-type"] == "application/atom+xml; charset=utf-8"
    assert sent[".wellread-manifest.json"]["cache-control"] == "no-cache"
    changed = publish_folder(order, built(tmp_path / "out", {**files, "_headers": b"/*\n  Cache-Control: max-age=60\n"}), nothing)
    assert "index.html" in changed.steps.changed, "other headers are sent only if the file is put there again"


def test_rules_of_a_site_below_a_path() -> None:
    rules = read_rules("# ours\n/health/assets/*\n  cache-control: immutable\n/health/:what/\n  Content-Type: text/x\n", "/health/")
    assert rules.of("assets/a.css") == {"Cache-Control": "immutable", "Content-Type": "text/css; charset=utf-8"}
    assert rules.of("about/index.html") == {"Cache-Control": "no-cache", "Content-Type": "text/x"}
    assert rules.of("a/b/index.html")["Content-Type"] == "text/html; charset=utf-8"
    assert rules.of("pagefind/x.pf_meta")["Content-Type"] == "application/octet-stream"


# --- whatever rclone knows --------------------------------------------------------------------------------------------


def test_a_place_that_knows_no_hashes_is_read_back(keys: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("site", "served"):
        (tmp_path / name).mkdir()
    with webdav_server(tmp_path / "served") as address:
        monkeypatch.setenv("RCLONE_CONFIG_MINE_TYPE", "webdav")
        monkeypatch.setenv("RCLONE_CONFIG_MINE_URL", address)
        target = a_target("rclone", "mine:www/health", releases="mine:kept")
        order = Publication(target=target, root=tmp_path / "site", grace=0)
        publish_folder(order, built(tmp_path / "0", little_site(0)), nothing)
        done = publish_folder(order, built(tmp_path / "1", little_site(1)), nothing)
        assert done.steps.unchanged == 4
        assert held_by(tmp_path / "served/www/health") == without_copies(little_site(1))
        roll_back(order, "", nothing)
        assert held_by(tmp_path / "served/www/health") == without_copies(little_site(0))
        assert (tmp_path / "served/kept/live/objects").is_dir()


# --- what goes wrong --------------------------------------------------------------------------------------------------


def test_a_wrong_key_a_missing_bucket_and_no_server_are_told_apart(
    server: tuple[str, Path], keys: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wellread.publish.rclone.LOW_LEVEL_RETRIES", "1")
    address, buckets = server
    (tmp_path / "site").mkdir()
    folder = built(tmp_path / "out", {"index.html": b"x"})

    def told(to: str, endpoint: str) -> str:
        target = a_target("s3", to, endpoint=endpoint)
        with pytest.raises(SiteError) as error:
            publish_folder(Publication(target=target, root=tmp_path / "site"), folder, nothing)
        return str(error.value)

    assert "There is no such bucket" in told("nosuchbucket", address)
    assert not (buckets / "nosuchbucket").exists()
    assert "can't be reached from here" in told("bucket", f"http://127.0.0.1:{free_port()}")
    (buckets / "closed").mkdir()
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "another-secret-altogether")
    refused = told("closed", address)
    assert "refuses the keys" in refused
    assert "another-secret" not in refused
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert "No keys were found" in told("closed", address)


def test_a_folder_without_a_finished_build_is_not_published(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="holds no finished site"):
        publish_folder(Publication(target=a_target(), root=tmp_path), tmp_path / "out", nothing)


def test_a_folder_that_was_built_with_drafts_is_not_published(tmp_path: Path) -> None:
    folder = built(tmp_path / "out", little_site(0))
    manifest = read_manifest(folder)
    assert manifest
    (folder / MANIFEST).write_bytes(encode_manifest(msgspec.structs.replace(manifest, drafts=True)))
    with pytest.raises(SiteError, match=r"was built with --drafts, .* Nothing was published\. Build it without\."):
        publish_folder(Publication(target=a_target(), root=tmp_path), folder, nothing)


# --- the command line -------------------------------------------------------------------------------------------------


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with a site.yaml that names a place, and an output folder."""
    root = tmp_path / "site"
    root.mkdir()
    written = (Path(__file__).parents[2] / "site.yaml").read_text("utf-8")
    place = "\ntargets:\n  live: {kind: folder, to: ../live, most_deletions: 5}\n"
    written = written.replace("https://example.org/", "https://health.test/")
    (root / "site.yaml").write_text(written.partition("\ntargets:")[0] + place, "utf-8")
    return root


def run(site: Path, *words: str) -> int:
    return cli.main(["publish", *words, "--site", str(site), "--output", str(site.parent / "out")])


def test_the_command_line_publishes_lists_and_takes_back(
    site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wellread.publish.shipping.time.sleep", nothing)
    monkeypatch.setenv("WELLREAD_PUBLISHER", "the nightly build")
    monkeypatch.setenv("DEPLOY_TOKEN", "a-secret-of-the-machine")
    live = site.parent / "live"
    built(site.parent / "out", little_site(0))
    assert run(site, "live", "--as-built", "--dry-run") == 0
    assert "live: would be 15 new, 0 changed, 0 deleted, 0 unchanged." in capsys.readouterr().out
    assert not live.exists()
    assert run(site, "live", "--as-built") == 0
    built(site.parent / "out", little_site(1))
    assert run(site, "live", "--as-built", "--dry-run", "--format", "json") == 0
    document = json.loads(capsys.readouterr().out.partition("same.\n")[2])
    assert document["pages_deleted"] == ["articles/5/index.html"]
    assert "index.html" in document["changed"]
    assert run(site, "live", "--as-built") == 0
    assert "live: 4 new, 7 changed, 4 deleted, 4 unchanged." in capsys.readouterr().out
    assert run(site, "live", "--releases") == 0
    assert "the nightly build" in capsys.readouterr().out
    assert run(site, "live", "--rollback") == 0
    said = capsys.readouterr().out
    assert "taken back to" in said
    assert "THE NEXT PUBLICATION FROM THE SAME SOURCES BRINGS BACK" in said
    assert {path: each for path, each in held_by(live).items() if path != PROVENANCE} == without_copies(little_site(0))
    assert run(site, "live", "--as-built") == 2
    assert "Mend them, or revert the commit" in capsys.readouterr().err
    assert run(site, "live", "--as-built", "--yes") == 0
    assert run(site, "live", "--as-built") == 0, "who said yes once isn't asked again"
    assert run(site, "live", "--rollback") == 0
    assert run(site, "live", "--to", "x", "--as-built") == 2
    assert "Write: --rollback --to ID" in capsys.readouterr().err
    written = b"".join(file.read_bytes() for file in site.parent.rglob("*") if file.is_file())
    assert b"a-secret-of-the-machine" not in written


def test_it_says_what_is_kept(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(site, "live", "--releases") == 0
    assert "live: nothing is kept of earlier publications." in capsys.readouterr().out
    assert run(site, "lvie", "--releases") == 2
    assert "did you mean “live”?" in capsys.readouterr().err


def test_a_place_that_can_not_be_is_told_before_anything_is_built(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(site, "lvie") == 2
    assert "did you mean “live”?" in capsys.readouterr().err
    written = (site / "site.yaml").read_text("utf-8")
    (site / "site.yaml").write_text(written.replace("to: ../live", "to: live"), "utf-8")
    assert run(site, "live") == 2
    assert "inside the site's own folder" in capsys.readouterr().err
    for words in (("live",), ("live", "--as-built")):
        assert run(site, *words, "--base-url", "https://www.example.org/") == 2
        assert "stands for any site and is nobody's" in capsys.readouterr().err
