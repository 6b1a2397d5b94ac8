"""The emergency brake, pulled on a small site and a real folder that readers get it from."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import brotli
import pytest

from wellread import cli
from wellread.pipeline import Order, build, settings_of
from wellread.problems import SiteError
from wellread.publish import Publication, find_target, list_releases, publish_folder
from wellread.withdraw import Wish, Withdrawn, withdraw
from wellread.withdraw.telling import tell_withdrawn

BASE = Path(__file__).parent.parent / "rules/_base"
TODAY = date(2026, 11, 22)
REASON = "Its advice on fizzy drinks was wrong."
BODY = """A hiccup is a jerk of the [muscle below your lungs](term:diaphragm).

## What brings them on {#causes}

A big meal can, and so can a fizzy drink [@hiccups-nhs]. Swallowing air while you *laugh out loud* at supper is another cause that
people rarely think about.
"""
SETTINGS = """
features: {search: true, api: true, share_images: true, precompress: true}
targets:
  live: {kind: folder, to: ../live}
  spare: {kind: folder, to: ../spare}
  pages: {kind: github-pages, to: gh-pages, repository: ../pages.git}
"""
MARK = "rarely think about"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of two articles, built and published to ../live."""
    site = tmp_path / "site"
    shutil.copytree(BASE, site)
    with (site / "site.yaml").open("a") as file:
        file.write(SETTINGS)
    article = site / "content/articles/hiccups.md"
    text = article.read_text("utf-8")
    front = text[: text.index("\n---\n", 4)]
    article.write_text(f"{front}\nredirect_from: [/old-hiccups/]\n---\n{BODY}", "utf-8")
    sunburn = site / "content/articles/sunburn.md"
    sunburn.write_text(sunburn.read_text("utf-8") + "\nSome get [hiccups](article:hiccups) from laughing.\n", "utf-8")
    assert not build(order_of(site)).stopped
    publish_folder(place_of(site), site / "public", lambda _: None)
    return site


def order_of(site: Path) -> Order:
    return Order(root=site, output=site / "public", today=TODAY, memo=site / ".wellread")


def place_of(site: Path, name: str = "live") -> Publication:
    return Publication(target=find_target(settings_of(order_of(site)), name), root=site, base_url="https://example.org/", grace=0)


def pull(
    site: Path,
    *targets: str,
    article: str = "hiccups",
    reason: str = REASON,
    instead: str = "",
    only: bool = False,
    dry_run: bool = False,
    asked: list[str] | None = None,
) -> Withdrawn:
    wish = Wish(article=article, reason=reason, instead=instead, targets=targets, only=only, dry_run=dry_run, grace=0)
    questions = asked if asked is not None else []

    def agree(question: str) -> bool:
        questions.append(question)
        return True

    return withdraw(order_of(site), wish, agree, lambda _: None)


def words_of_file(path: Path) -> str:
    """Return the words of a file, unpacked, without tags and escapes: written anew here, so that it proves something."""
    content = path.read_bytes()
    if path.suffix == ".br":
        content = brotli.decompress(content)
    elif content.startswith(b"\x1f\x8b"):
        content = gzip.decompress(content)
    text = unescape(unescape(content.decode("utf-8", "ignore")))
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
    return " ".join(re.findall(r"[a-z]+", re.sub(r"<[^<>]*>", " ", text).lower()))


def runs_of_article() -> set[str]:
    text = re.sub(r"\]\([^)]*\)|\[@[^]]*\]|\{#\w+\}", " ", BODY)
    words = [re.findall(r"[a-z]+", each.lower()) for each in re.split(r"[.,#]\s|\n\n", text)]
    return {" ".join(each[at : at + 6]) for each in words for at in range(len(each) - 5)}


def files_below(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def where_it_stands(folder: Path) -> list[str]:
    runs = runs_of_article()
    found = ((path, words_of_file(path)) for path in files_below(folder))
    return [path.relative_to(folder).as_posix() for path, words in found if any(run in words for run in runs)]


def test_nothing_of_it_is_left_anywhere(site: Path) -> None:
    live, output = site.parent / "live", site / "public"
    before = where_it_stands(live)
    assert "articles/hiccups/index.html" in before
    assert any(path.startswith("pagefind/fragment/") for path in before)
    done = pull(site, "live", instead="sunburn")
    assert done.is_gone
    assert where_it_stands(live) == where_it_stands(output) == []
    assert not list(live.glob("assets/share/hiccups.*"))
    for name in ("sitemap.xml", "feed.xml", "feed.json", "llms.txt"):
        assert "/articles/hiccups/" not in (live / name).read_text("utf-8")
    assert json.loads((live / "api/articles/hiccups.json").read_text("utf-8"))["state"] == "withdrawn"
    notice = (live / "articles/hiccups/index.html").read_text("utf-8")
    assert REASON in notice
    assert 'href="/articles/sunburn/"' in notice
    assert "/articles/hiccups/" in (live / "old-hiccups/index.html").read_text("utf-8")


def test_what_caches_must_forget_is_each_address_whose_bytes_changed(site: Path) -> None:
    live = site.parent / "live"
    before = {path.relative_to(live).as_posix(): path.read_bytes() for path in files_below(live)}
    done = pull(site, "live")
    after = {path.relative_to(live).as_posix(): path.read_bytes() for path in files_below(live)}
    changed = {path for path in {*before, *after} if before.get(path) != after.get(path) and not path.startswith(".")}
    assert {f"https://example.org/{path}" for path in changed} <= set(done.purge)
    assert "https://example.org/articles/hiccups/" in done.purge
    assert "https://example.org/feed-clinical.xml" in done.purge
    assert not any(each.endswith((".br", ".gz")) for each in done.purge), "this place has none"
    unchanged = {f"https://example.org/{path}" for path in set(after) - changed}
    assert unchanged & set(done.purge) <= {"https://example.org/old-hiccups/index.html"}  # its own addresses in any case


def test_its_file_keeps_every_other_byte(site: Path) -> None:
    file = site / "content/articles/hiccups.md"
    before = file.read_text("utf-8").splitlines()
    pull(site)
    after = file.read_text("utf-8").splitlines()
    assert [line for line in before if line not in after] == ["status: in-review", "updated: 2026-03-09"]
    assert [line for line in after if line not in before] == [
        "status: withdrawn",
        f"withdrawn: {{reason: {REASON}}}",
        "updated: 2026-11-22",
        "changes:",
        f'  - {{date: 2026-11-22, kind: clinical, note: "Withdrawn: {REASON}"}}',
    ]


def test_earlier_publications_are_forgotten_so_that_none_brings_it_back(site: Path) -> None:
    done = pull(site, "live")
    assert [each.forgotten for each in done.reached] == [1]
    assert len(list_releases(place_of(site))) == 1
    assert where_it_stands(site / ".wellread/releases") == []


def test_without_a_place_it_says_that_readers_still_get_it(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(words(site, "hiccups", "--reason", REASON, "--yes")) == 0
    said = capsys.readouterr().out
    assert "readers still get the article" in said
    assert "live, pages, spare" in said
    assert "https://example.org/articles/hiccups/" in (site / "build/withdrawn/hiccups.txt").read_text("utf-8")
    assert where_it_stands(site.parent / "live")


def words(site: Path, *more: str) -> list[str]:
    return ["withdraw", *more, "--site", str(site), "--date", "2026-11-22", "--jobs", "1"]


def test_a_branch_has_nothing_of_it_either_nor_has_its_history(site: Path) -> None:
    pages = site.parent / "pages.git"
    subprocess.run(["git", "init", "--quiet", "--bare", str(pages)], check=True)
    publish_folder(place_of(site, "pages"), site / "public", lambda _: None)
    done = pull(site, "pages")
    assert done.is_gone
    asked = ["git", "-C", str(pages), "log", "--format=%H", "gh-pages"]
    (commit,) = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.split()
    shown = subprocess.run(["git", "-C", str(pages), "archive", commit], check=True, capture_output=True).stdout
    assert b"Taken" in shown or b"taken" in shown
    assert MARK.encode() not in shown


def test_one_place_that_fails_keeps_no_other(site: Path) -> None:
    (site.parent / "spare").write_text("a file, not a folder")
    done = pull(site, "spare", "live")
    assert not done.is_gone
    spare, live = done.reached
    assert "which is a file" in spare.failure
    assert live.is_gone


def test_whoever_publishes_from_a_copy_without_the_withdrawal_is_stopped(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(site, copy)
    assert pull(site, "live").is_gone
    assert cli.main(["publish", "live", "--base-url", "https://health.test/", *words(copy)[1:]]) == 2
    said = capsys.readouterr().err
    assert "live: this would bring back what was taken back there: content/articles/hiccups.md" in said
    assert "git pull" in said
    assert where_it_stands(site.parent / "live") == []
    file = site / "content/articles/hiccups.md"
    mended = file.read_text("utf-8").replace("status: withdrawn", "status: in-review")
    file.write_text(re.sub(r"^withdrawn: .*\n", "", mended, flags=re.MULTILINE), "utf-8")
    publishing = ["publish", "live", "--base-url", "https://health.test/", *words(site)[1:]]
    assert cli.main(publishing) == 2
    assert "Nothing says what was done to it since" in capsys.readouterr().err
    assert where_it_stands(site.parent / "live") == []
    text, end = file.read_text("utf-8"), f', note: "Withdrawn: {REASON}"}}\n'
    assert text.count(end) == 1
    file.write_text(text.replace(end, f"{end}  - {{date: {TODAY}, kind: clinical, note: Mended.}}\n"), "utf-8")
    assert cli.main(publishing) == 0, "whoever knows of it and mended it may bring it back"
    assert where_it_stands(site.parent / "live")


# --- nothing holds it up ----------------------------------------------------------------------------------------------


def git(site: Path, *words: str) -> None:
    who = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *words], cwd=site, check=True, capture_output=True)


@pytest.fixture
def in_git(site: Path) -> Path:
    git(site, "init", "--quiet")
    (site / ".gitignore").write_text("/.wellread/\n/public/\n/build/\n")
    git(site, "add", ".")
    git(site, "commit", "--quiet", "-m", "Two articles")
    return site


def break_sunburn(site: Path) -> None:
    file = site / "content/articles/sunburn.md"
    file.write_text(file.read_text("utf-8").replace("type: guide", "type: giude").replace("Drink enough", "Drink nothing"), "utf-8")


def break_settings(site: Path) -> None:
    file = site / "site.yaml"
    file.write_text(file.read_text("utf-8").replace("language: en", "language: [en"), "utf-8")


def break_itself(site: Path) -> None:
    file = site / "content/articles/hiccups.md"
    file.write_text(file.read_text("utf-8").replace("topics: [breathing]", "topics: [breathing"), "utf-8")


def break_a_template(site: Path) -> None:
    (site / "templates").mkdir()
    (site / "templates/article.html").write_text("{% if %}", "utf-8")


def lose_settings(site: Path) -> None:
    (site / "site.yaml").unlink()


def break_static(site: Path) -> None:
    (site / "static/photo.png").symlink_to("nowhere.png")


BREAKING = [break_sunburn, break_settings, break_itself, break_a_template, lose_settings, break_static]


@pytest.mark.parametrize("breaking", BREAKING)
def test_what_somebody_left_half_done_does_not_hold_it_up(in_git: Path, breaking: Callable[[Path], None]) -> None:
    breaking(in_git)
    status = subprocess.run(["git", "status", "--short"], cwd=in_git, check=True, capture_output=True, text=True).stdout
    done = pull(in_git, "live")
    assert done.is_gone
    assert "Two articles" in done.state
    live = in_git.parent / "live"
    assert where_it_stands(live) == where_it_stands(in_git / "public") == []
    assert "Drink enough while the skin heals" in (live / "articles/sunburn/index.html").read_text("utf-8")
    assert "status: withdrawn" in (in_git / "content/articles/hiccups.md").read_text("utf-8").splitlines()
    now = subprocess.run(["git", "status", "--short"], cwd=in_git, check=True, capture_output=True, text=True).stdout
    assert set(now.splitlines()) == {*status.splitlines(), " M content/articles/hiccups.md"}


def test_what_was_withdrawn_before_does_not_come_back_with_an_earlier_state(in_git: Path) -> None:
    pull(in_git, "live", article="sunburn")
    break_itself(in_git)
    assert pull(in_git, "live").is_gone
    assert "Drink enough" not in (in_git.parent / "live/articles/sunburn/index.html").read_text("utf-8")
    notice = (in_git.parent / "live/articles/sunburn/index.html").read_text("utf-8")
    assert REASON in notice


def test_what_an_earlier_state_brings_back_is_told_before_it_is_done(in_git: Path) -> None:
    sunburn = in_git / "content/articles/sunburn.md"
    sunburn.write_text(sunburn.read_text("utf-8").replace("status: in-review", "status: draft"), "utf-8")
    break_itself(in_git)
    asked: list[str] = []
    done = pull(in_git, asked=asked)
    assert done.returns == ("content/articles/sunburn.md",)
    (question,) = asked
    assert "Readers would get again what the folder keeps from them: content/articles/sunburn.md" in question
    assert "What can be published is" in question
    assert "goes out with it" not in question, "it can't be built, so it goes nowhere"
    assert question.endswith("(content/articles/hiccups.md) back, build the site, publish nowhere yet?")


def test_other_changes_are_named_and_left_out_if_that_is_asked_for(in_git: Path) -> None:
    sunburn = in_git / "content/articles/sunburn.md"
    sunburn.write_text(sunburn.read_text("utf-8").replace("Drink enough", "Drink nothing"), "utf-8")
    asked: list[str] = []
    done = pull(in_git, "live", only=True, asked=asked)
    assert done.is_gone
    assert len(asked) == 1
    assert not done.errors
    assert "Drink enough" in (in_git.parent / "live/articles/sunburn/index.html").read_text("utf-8")
    pull(in_git, "live", asked=asked)
    assert "not committed goes out with it: content/articles/sunburn.md" in asked[-1]
    assert "Drink nothing" in (in_git.parent / "live/articles/sunburn/index.html").read_text("utf-8")


def test_without_git_what_was_last_published_is_what_is_built(site: Path) -> None:
    assert cli.main(["publish", "live", "--base-url", "https://health.test/", *words(site)[1:]]) == 0
    break_sunburn(site)
    done = pull(site, "live")
    assert done.is_gone
    assert done.state == "what was last published from this folder"
    assert "Drink enough while the skin heals" in (site.parent / "live/articles/sunburn/index.html").read_text("utf-8")
    assert "status: withdrawn" in (site / "content/articles/hiccups.md").read_text("utf-8").splitlines()


def test_without_anything_earlier_it_says_what_is_in_the_way(site: Path) -> None:
    break_sunburn(site)
    with pytest.raises(SiteError, match=r"sunburn\.md:4.*giude") as caught:
        pull(site, "live")
    assert "readers still get the article" in str(caught.value)


def test_a_withdrawn_article_is_looked_for_again(site: Path) -> None:
    pull(site, "live")
    before = (site / "content/articles/hiccups.md").read_bytes()
    planted = site.parent / "live/copy.html"
    planted.write_text(f"<p>Swallowing air while you <em>laugh out</em> loud at supper is another cause that people {MARK}.</p>")
    done = pull(site, "live")
    assert done.was == "withdrawn"
    assert (site / "content/articles/hiccups.md").read_bytes() == before
    assert not done.is_gone
    (live,) = done.reached
    assert live.proof
    assert list(live.proof.left) == ["copy.html"]


def test_another_reason_is_told_of_and_the_first_one_is_not_sought(site: Path) -> None:
    assert pull(site, "live", reason="People rarely think about swallowing air while they laugh at supper, it said.").is_gone
    done = pull(site, "live", reason="Somebody else says why in entirely different words.")
    assert done.is_gone
    assert not done.is_told
    planted = site.parent / "live/copy.html"
    planted.write_text("<p>Swallowing air while you laugh out loud at supper is another cause.</p>")
    assert not pull(site, "live", reason="A third one that nobody has heard of before.").is_gone


def test_words_that_a_reason_quotes_may_stand_where_the_reason_does(site: Path) -> None:
    reason = "It said that laugh out loud at supper is another cause, wrongly."
    assert pull(site, "live", reason=reason).is_gone
    done = pull(site, "live", reason="Somebody else says why in entirely different words.")
    assert done.is_gone
    planted = site.parent / "live/copy.html"
    planted.write_text("<p>To laugh out loud at supper is another cause.</p>")
    done = pull(site, "live", reason=reason)
    assert done.reached[0].proof
    assert list(done.reached[0].proof.left) == ["copy.html"]


def test_a_translation_that_stays_is_told(site: Path) -> None:
    english = (site / "content/articles/sunburn.md").read_text("utf-8").partition("\nSome get")[0]
    (site / "content/articles/hiccups.es.md").write_text(english, "utf-8")
    asked: list[str] = []
    done = pull(site, asked=asked)
    assert done.translations == ("hiccups.es",)
    assert "stays in other languages (hiccups.es)" in asked[0]
    assert "wellread withdraw hiccups.es" in tell_withdrawn(done, "public")


def test_what_a_publication_changed_before_it_was_cut_short_is_listed_all_the_same(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_: object) -> None:
        raise SiteError("The line was cut.")

    with monkeypatch.context() as patch:
        patch.setattr("wellread.withdraw.fetch_published", cut)
        assert not pull(site, "live").is_gone
    done = pull(site, "live")
    assert done.is_gone
    assert "https://example.org/feed.xml" in done.purge
    assert "https://example.org/feed.xml\n" in (site / done.purge_list).read_text("utf-8")


def test_a_dry_run_says_what_would_be_done_and_changes_nothing(in_git: Path) -> None:
    everything = {path: path.read_bytes() for path in files_below(in_git.parent) if ".wellread" not in path.parts}
    asked: list[str] = []
    done = pull(in_git, "live", dry_run=True, asked=asked)
    after = {path: path.read_bytes() for path in files_below(in_git.parent) if ".wellread" not in path.parts}
    assert after == everything
    assert asked == []
    assert done.is_gone
    said = tell_withdrawn(done, "public")
    assert said.startswith("Nothing was changed.")
    assert re.search(r"live: \d+ files? would come, \d+ be replaced, \d+ go", said)
    assert "https://example.org/feed.xml" in done.purge
    really = pull(in_git, "live")
    assert really.purge == done.purge


# --- what is refused, with nothing changed ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"article": "hicups"}, "did you mean “hiccups”\\? Nothing was changed"),
        ({"article": "burn"}, "the nearest are: sunburn"),
        ({"reason": " "}, "Say why"),
        ({"instead": "sunburns"}, "did you mean “sunburn”"),
        ({"instead": "hiccups"}, "leave --instead out"),
    ],
)
def test_a_slip_is_told_before_anything_is_changed(site: Path, changed: dict[str, Any], said: str) -> None:
    before = (site / "content/articles/hiccups.md").read_bytes()
    with pytest.raises(SiteError, match=said):
        pull(site, "live", **changed)
    with pytest.raises(SiteError, match="names no place"):
        pull(site, "alive", reason=" ")
    assert (site / "content/articles/hiccups.md").read_bytes() == before


def test_a_draft_that_readers_never_had_gets_no_notice(in_git: Path) -> None:
    file = in_git / "content/articles/hiccups.md"
    written = file.read_text("utf-8")
    draft = in_git / "content/articles/unseen.md"
    about = written.replace("status: in-review", "status: draft  # then in-review").replace("redirect_from: [/old-hiccups/]\n", "")
    draft.write_text(about, "utf-8")
    git(in_git, "add", ".")
    git(in_git, "commit", "--quiet", "-m", "A draft")
    for is_dry in (True, False):
        with pytest.raises(SiteError, match=r"is a draft, and nothing here says .* Leave it a draft, or delete the file"):
            pull(in_git, "live", article="unseen", dry_run=is_dry)
    assert draft.read_text("utf-8") == about
    file.write_text(written.replace("status: in-review", "status: draft"), "utf-8")
    asked: list[str] = []
    assert pull(in_git, "live", asked=asked).is_gone, "readers have it"
    assert "It is a draft now" in asked[0]


def test_a_page_is_named_for_more_only_where_it_is(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = words(site, "hiccups", "--reason", REASON, "--dry-run")
    assert cli.main(command) == 0
    assert "(wellread withdraw --help says more)" in capsys.readouterr().out
    (site / "docs").mkdir()
    (site / "docs/withdrawing.md").touch()
    assert cli.main(command) == 0
    assert "(docs/withdrawing.md says more)" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["withdraw", "publish"])
def test_help_names_the_places_that_there_are(
    site: Path, command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "500")
    told = "A TARGET is a place that readers get the site from: a name under targets: in site.yaml."
    for folder, there in ((site, " There: live (folder: ../live), pages (github-pages: gh-pages), spare"), (site / "static", "")):
        with pytest.raises(SystemExit):
            cli.main([command, "--help", "--site", str(folder)])
        assert told + there in capsys.readouterr().out


def test_nothing_is_done_unless_somebody_agrees(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (site / "content/articles/hiccups.md").read_bytes()
    assert cli.main(words(site, "hiccups", "--reason", REASON, "--publish", "live")) == 2
    assert "say --yes" in capsys.readouterr().err
    wish = Wish(article="hiccups", reason=REASON, targets=("live",))
    with pytest.raises(SiteError, match="Nothing was changed"):
        withdraw(order_of(site), wish, lambda _: False, lambda _: None)
    assert (site / "content/articles/hiccups.md").read_bytes() == before
