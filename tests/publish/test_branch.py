"""A site as a commit on a branch of a real bare repository: no working tree is touched, and history holds the releases."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.publish.little import a_target, built, little_site, without_copies
from wellread.problems import SiteError
from wellread.publish import Publication, fetch_published, forget_releases, list_releases, publish_folder, roll_back
from wellread.publish.branch import Branch
from wellread.publish.git import GitFailure
from wellread.write import MANIFEST


def git(*words: str, cwd: Path) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=me", "-c", "user.email=me@example.org", *words], cwd=cwd, capture_output=True, check=True
    )
    return done.stdout.decode().strip()


@pytest.fixture
def order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Publication:
    """A place on a branch of what the site's own repository calls origin."""
    for name in [each for each in os.environ if each.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("WELLREAD_PUBLISHER", "me")
    git("init", "-q", "--bare", "theirs.git", cwd=tmp_path)
    git("init", "-q", "-b", "main", "site", cwd=tmp_path)
    site = tmp_path / "site"
    (site / "site.yaml").write_text("title: x\n")
    git("add", "site.yaml", cwd=site)
    git("commit", "-qm", "A site", cwd=site)
    git("remote", "add", "origin", "../theirs.git", cwd=site)
    return Publication(target=a_target("github-pages", "gh-pages"), root=site, grace=0)


def nothing(_: str) -> None:
    pass


def on_branch(order: Publication) -> dict[str, bytes]:
    repository = order.root.parent / "theirs.git"
    names = git("ls-tree", "-r", "--name-only", "gh-pages", cwd=repository).split()
    show = ["git", "--git-dir", str(repository), "show"]
    return {name: subprocess.run([*show, f"gh-pages:{name}"], capture_output=True, check=True).stdout for name in names}


def site_of(version: int) -> dict[str, bytes]:
    return {**without_copies(little_site(version)), ".nojekyll": b""}


def own(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: content for path, content in files.items() if path != MANIFEST}


def test_publish_look_take_back_forget(order: Publication, tmp_path: Path) -> None:
    folders = [built(tmp_path / str(version), little_site(version)) for version in range(3)]
    (order.root / "site.yaml").write_text("title: half done\n")
    tree = {path.name: path.read_bytes() for path in order.root.rglob("*") if path.is_file()}

    publish_folder(order, folders[0], nothing)
    assert own(on_branch(order)) == site_of(0)
    looked = publish_folder(replace(order, dry_run=True), folders[1], nothing)
    assert own(on_branch(order)) == site_of(0)
    done = publish_folder(order, folders[1], nothing, extras={"provenance.json": b"{}"})
    assert own(on_branch(order)) == {**site_of(1), "provenance.json": b"{}"}
    assert looked.steps.last == done.steps.last
    publish_folder(order, folders[2], nothing)
    third = publish_folder(order, folders[2], nothing)
    assert third.steps.is_nothing

    newest, middle, oldest = list_releases(order)
    assert (newest.is_live, newest.who) == (True, "me")
    _, back = roll_back(order, "", nothing)
    assert (back.id, own(on_branch(order))) == (middle.id, {**site_of(1), "provenance.json": b"{}"})
    roll_back(order, "", nothing)
    assert own(on_branch(order)) == site_of(0)
    with pytest.raises(SiteError, match="nothing that was published before"):
        roll_back(order, "", nothing)
    with pytest.raises(SiteError, match="just what --rollback took back"):
        publish_folder(order, folders[2], nothing)
    with pytest.raises(SiteError, match="just what --rollback took back"):
        publish_folder(order, folders[1], nothing)
    roll_back(order, newest.id, nothing)
    assert own(on_branch(order)) == site_of(2)
    with pytest.raises(SiteError, match="There is no publication “0000000”"):
        roll_back(order, "0000000", nothing)

    fetched = tmp_path / "fetched"
    fetched.mkdir()
    assert set(fetch_published(order, fetched)) == {*site_of(2), MANIFEST}
    assert (fetched / "index.html").read_bytes() == site_of(2)["index.html"]

    assert forget_releases(order) == 5
    assert own(on_branch(order)) == site_of(2)
    assert git("rev-list", "--count", "gh-pages", cwd=tmp_path / "theirs.git") == "1"
    assert oldest.id not in {each.id for each in list_releases(order)}
    assert {path.name: path.read_bytes() for path in order.root.rglob("*") if path.is_file()} == tree


def test_taking_back_asks_before_many_pages_go_and_nothing_leads_out(
    order: Publication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_folder(order, built(tmp_path / "0", {"index.html": b"x"}), nothing)
    publish_folder(order, built(tmp_path / "1", little_site(1)), nothing)
    strict = replace(order, target=replace(order.target, most_deletions=2))
    with pytest.raises(SiteError, match="5 pages would be deleted there, more than the 2"):
        roll_back(strict, "", nothing)
    assert own(on_branch(order)) == site_of(1)
    real = Branch.entries
    monkeypatch.setattr(Branch, "entries", lambda self, commit: {f"../{path}": each for path, each in real(self, commit).items()})
    with pytest.raises(SiteError, match="which leads out of it"):
        fetch_published(order, tmp_path / "fetched")


def test_bytes_are_published_as_they_are(order: Publication, tmp_path: Path) -> None:
    (order.root / ".gitattributes").write_text("* text=auto eol=crlf\n")
    git("config", "core.autocrlf", "true", cwd=order.root)
    files = {"index.html": b"one\r\ntwo\nthree\r", "a b/\xc3\xa9.html".encode("latin-1").decode("utf-8"): b"\0\n"}
    publish_folder(order, built(tmp_path / "out", files), nothing)
    fetched = tmp_path / "fetched"
    fetched.mkdir()
    fetch_published(order, fetched)
    assert {path: (fetched / path).read_bytes() for path in files} == files


def test_what_is_not_ours_on_the_branch_stays(order: Publication, tmp_path: Path) -> None:
    publish_folder(order, built(tmp_path / "0", little_site(0)), nothing)
    git("clone", "-q", "-b", "gh-pages", "theirs.git", "clone", cwd=tmp_path)
    (tmp_path / "clone/CNAME").write_text("health.example.org\n")
    git("add", "CNAME", cwd=tmp_path / "clone")
    git("commit", "-qm", "Our own name", cwd=tmp_path / "clone")
    git("push", "-q", cwd=tmp_path / "clone")
    done = publish_folder(order, built(tmp_path / "1", little_site(1)), nothing)
    assert done.steps.foreign == ("CNAME",)
    assert own(on_branch(order)) == {**site_of(1), "CNAME": b"health.example.org\n"}
    roll_back(order, "", nothing)
    assert own(on_branch(order)) == {**site_of(0), "CNAME": b"health.example.org\n"}


def test_a_branch_with_something_else_on_it_is_refused(order: Publication, tmp_path: Path) -> None:
    git("push", "-q", "origin", "main:gh-pages", cwd=order.root)
    folder = built(tmp_path / "0", little_site(0))
    with pytest.raises(SiteError, match=r"was not put there by wellread: site\.yaml"):
        publish_folder(order, folder, nothing)
    publish_folder(replace(order, force=True), folder, nothing)
    assert own(on_branch(order)) == {**site_of(0), "site.yaml": b"title: x\n"}


def test_of_two_at_once_one_wins_and_the_other_is_told(order: Publication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (built(tmp_path / str(version), little_site(version)) for version in range(2))
    real = Branch.push

    def push_late(branch: Branch, commit: str) -> None:
        monkeypatch.setattr(Branch, "push", real)
        monkeypatch.setenv("WELLREAD_PUBLISHER", "you")
        publish_folder(order, first, nothing)
        real(branch, commit)

    monkeypatch.setattr(Branch, "push", push_late)
    with pytest.raises(SiteError, match=r"you published to the same branch at .* Nothing of this publication reached readers"):
        publish_folder(order, second, nothing)
    assert own(on_branch(order)) == site_of(0)


def test_a_host_that_is_not_known_yet_is_told() -> None:
    assert "put its key into known_hosts" in GitFailure("Host key verification failed.; fatal: Could not read from remote").meaning


def test_what_keeps_it_from_being_pushed_is_told_without_a_secret(order: Publication, tmp_path: Path) -> None:
    folder = built(tmp_path / "0", little_site(0))

    def told(repository: str) -> str:
        with pytest.raises(SiteError) as error:
            publish_folder(replace(order, target=replace(order.target, repository=repository)), folder, nothing)
        return str(error.value)

    assert "There is no such repository" in told("../nosuch.git")
    assert "in no repository that knows “upstream”" in told("upstream")
    git("remote", "add", "secret", "http://deploy:a-long-secret@127.0.0.1:1/site.git", cwd=order.root)
    unreachable = told("secret")
    assert "The repository can't be reached" in unreachable
    assert "a-long-secret" not in unreachable
    hook = tmp_path / "theirs.git/hooks/pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    assert "rules forbid a push" in told("origin")
    assert not git("branch", "--list", "gh-pages", cwd=tmp_path / "theirs.git")
