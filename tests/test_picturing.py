"""Pictures on their way through a build: what is published of them, what is remembered, and what is said."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import quote

import msgspec
import pytest

from tests.draw.photographs import SECRETS, drawing, noise, saved, secretive
from wellread import draw, picturing
from wellread.check.settle import OF_PICTURES
from wellread.draw import Photo
from wellread.jobs import Workers
from wellread.memo import Memo, epoch_of_this_process
from wellread.picturing import Pictures
from wellread.pipeline import Built, Order, build
from wellread.problems import Problem
from wellread.render.codes import CODES
from wellread.serve.shelf import Shelf
from wellread.watch import Watch

ROOT = Path(__file__).parent.parent
PAGE = "articles/hiccups/index.html"


@pytest.fixture
def order(tmp_path: Path) -> Order:
    site = tmp_path / "site"
    shutil.copytree(ROOT / "tests/fresh/site", site)
    shutil.copytree(ROOT / "templates", site / "templates")
    (site / "static/img").mkdir(parents=True)
    return Order(root=site, output=tmp_path / "public", today=date(2026, 11, 22), memo=tmp_path / "memo")


def put(order: Order, name: str, content: bytes, *, shown: bool = True) -> None:
    (order.root / "static" / name).write_bytes(content)
    if shown:
        with (order.root / "content/articles/hiccups.md").open("a", encoding="utf-8") as file:
            file.write(f"\n![Nothing](/static/{quote(name)})\n")


def published(order: Order) -> dict[str, bytes]:
    return {path.relative_to(order.output).as_posix(): path.read_bytes() for path in order.output.rglob("*") if path.is_file()}


def of_pictures(built: Built) -> list[Problem]:
    return [each for each in built.problems if each.code.startswith("image-")]


def test_every_address_in_the_page_leads_to_a_file_and_no_file_says_where_it_was_taken(order: Order) -> None:
    put(order, "img/knee.jpg", saved(noise(1500, 1000), exif=secretive(6)))
    put(order, "img/two words.png", saved(drawing(), "PNG"))
    put(order, "img/loose.jpg", saved(noise(400, 300), exif=secretive(3)), shown=False)
    assert of_pictures(build(order)) == []
    files = published(order)
    page = files[PAGE].decode()
    for picture in re.findall("<picture>.*?</picture>", page):
        for address in re.findall(r'/(assets/[^" ]+)', picture):
            assert address.replace("%20", " ") in files
    assert page.count("<picture>") == 2
    assert 'width="1000" height="1500"' in page
    assert sorted({path.rpartition("-")[0] for path in files if re.search(r"-[0-9]+[.][0-9a-f]{12}[.]", path)}) == [
        *("assets/knee", "assets/loose", "assets/two words"),
    ]
    assert [
        (path, each) for path, content in files.items() for each in SECRETS if each in content and path.startswith("assets/")
    ] == []


def test_what_stands_in_root_is_published_as_it_is(order: Order) -> None:
    (order.root / "static/root").mkdir()
    content = saved(noise(300, 300), exif=secretive())
    put(order, "root/mark.jpg", content, shown=False)
    build(order)
    assert published(order)["mark.jpg"] == content


def test_a_preview_makes_one_file_of_a_picture_and_keeps_it_in_memory(order: Order) -> None:
    put(order, "img/knee.jpg", saved(noise(1500, 1000)))
    shelf = Shelf()
    build(msgspec.structs.replace(order, extras=False), keeper=shelf)
    page = (shelf.read(PAGE) or b"").decode()
    assert "<picture>" not in page
    address = re.findall(r'src="/(assets/knee-[^"]+)"', page)
    assert len(address) == 1
    assert draw.encode_photo("knee.jpg", saved(noise(1500, 1000)), quick=True).files[0].content == shelf.read(address[0])


@pytest.fixture
def encoded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the pictures that are worked on, as they come."""
    names: list[str] = []

    def noted(function: Callable[..., Photo]) -> Callable[..., Photo]:
        def work(name: str, content: bytes, **more: bool) -> Photo:
            names.append(name)
            return function(name, content, **more)

        return work

    monkeypatch.setattr(picturing, "encode_photo", noted(draw.encode_photo))
    monkeypatch.setattr(picturing, "clean_photo", noted(draw.clean_photo))
    return names


def test_a_picture_is_worked_on_once(order: Order, encoded: list[str]) -> None:
    put(order, "img/knee.jpg", saved(noise()))
    put(order, "img/loose.jpg", saved(noise()), shown=False)
    build(order)
    assert sorted(encoded) == ["img/knee.jpg", "img/loose.jpg"]
    before = published(order)
    shutil.rmtree(order.output)
    build(order)
    put(order, "img/other.jpg", saved(noise(500, 400)))
    build(order)
    assert sorted(encoded) == ["img/knee.jpg", "img/loose.jpg", "img/other.jpg"]
    assert {path: content for path, content in published(order).items() if "knee" in path}.items() <= before.items()


def test_a_published_file_that_somebody_changed_is_put_right(order: Order, encoded: list[str]) -> None:
    put(order, "img/knee.jpg", saved(noise()))
    build(order)
    before = published(order)
    for path in before:
        if "knee" in path:
            (order.output / path).write_bytes(b"torn")
    build(order)
    assert published(order) == before
    assert encoded == ["img/knee.jpg"]


def test_files_that_are_remembered_by_their_hash_alone_are_made_again(tmp_path: Path, encoded: list[str]) -> None:
    static = {"img/knee.jpg": saved(noise())}
    workers = Workers(jobs=1, watch=Watch())
    with Memo(tmp_path, epoch_of_this_process()) as memo:
        first = Pictures(static, {"img/knee.jpg": []}, memo, workers, quick=False)
        paths = [f"assets/knee-{file.width}.{file.hash[:12]}{file.end}" for file in first.by_name["img/knee.jpg"].files]
        outputs = first.outputs(paths)
        for file in first.by_name["img/knee.jpg"].files:
            memo.store(memo.key("picture file", file.hash.encode()), b"")
        again = Pictures(static, {"img/knee.jpg": []}, memo, workers, quick=False)
        assert again.outputs(paths) == outputs
    assert len(encoded) == 2


@pytest.mark.parametrize("jobs", [1, 3])
def test_it_makes_no_difference_who_works_and_what_is_remembered(order: Order, tmp_path: Path, jobs: int) -> None:
    for number in range(4):
        put(order, f"img/knee{number}.jpg", saved(noise(400 + number, 300)))
    build(order)
    other = msgspec.structs.replace(order, memo=None, jobs=jobs, output=tmp_path / "other")
    build(other)
    assert published(order) == published(other)


def test_what_is_wrong_is_said_with_the_file_and_where_it_is_shown(order: Order) -> None:
    put(order, "img/knee.jpg", b"hello")
    put(order, "img/wrong.png", saved(noise()))
    put(order, "img/photo.heic", b"anything")
    put(order, "img/loose.gif", b"hello", shown=False)
    put(order, f"img/{'n' * 160}.jpg", saved(noise()))
    built = build(order)
    assert built.stopped
    assert [(each.place.path.removeprefix("static/img/")[:10], each.code, each.severity) for each in of_pictures(built)] == [
        ("knee.jpg", "image-unreadable", "error"),
        ("nnnnnnnnnn", "image-name-long", "error"),
        ("photo.heic", "image-kind", "error"),
        ("wrong.png", "image-kind", "error"),
        ("loose.gif", "image-unreadable", "warning"),
    ]
    for each in of_pictures(built)[:4]:
        assert [other.place.path for other in each.related] == ["content/articles/hiccups.md"]
        assert each.hint


def test_a_picture_that_only_a_draft_shows_is_made_ready_too(order: Order) -> None:
    put(order, "img/knee.jpg", b"hello", shown=False)
    with (order.root / "content/articles/yawning.md").open("a", encoding="utf-8") as file:
        file.write("\n![Nothing](/static/img/knee.jpg)\n")
    assert [each.severity for each in of_pictures(build(order))] == ["error"]


# --- pictures for where pages are shared ---------------------------------------------------------------------------------


def shared(order: Order) -> set[str]:
    return {path for path in published(order) if path.startswith("assets/share/")}


def test_sharing_pictures_are_made_once_and_go_with_their_titles(order: Order) -> None:
    settings, article = order.root / "site.yaml", order.root / "content/articles/hiccups.md"
    settings.write_text(settings.read_text("utf-8").replace("features: {", "features: {share_images: true, "), "utf-8")
    assert not build(order).stopped
    before = shared(order)
    page = (order.output / PAGE).read_text("utf-8")
    (address,) = re.findall('property="og:image" content="[^"]*/(assets/share/hiccups[^"]+)"', page)
    assert address in before
    assert not any("yawning" in path for path in before), "a draft's title is nobody's yet"
    article.write_text(article.read_text("utf-8").replace("title: ", "title: Truly, ", 1), "utf-8")
    assert not build(order).stopped
    assert {path.partition(".")[0] for path in before ^ shared(order)} == {"assets/share/hiccups"}
    assert address not in shared(order)
    again = build(order)
    assert again.written
    assert again.written.written == ()
    (order.output / min(shared(order))).write_bytes(b"torn")
    mended = build(order)
    assert mended.written
    assert mended.written.written == (min(shared(order)),)


def test_a_preview_has_no_sharing_pictures(order: Order) -> None:
    settings = order.root / "site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("features: {", "features: {share_images: true, "), "utf-8")
    shelf = Shelf()
    build(msgspec.structs.replace(order, extras=False), keeper=shelf)
    assert "og:image" not in (shelf.read(PAGE) or b"").decode()


# --- waivers ----------------------------------------------------------------------------------------------------------

WAIVER = "waive: [{rule: CODE, reason: It is a stamp., by: editorial-team, until: 2027-11-22}]\n"


def waive(order: Order, article: str, code: str) -> None:
    file = order.root / "content/articles" / article
    file.write_text(file.read_text("utf-8").replace("\nfunding:", f"\n{WAIVER.replace('CODE', code)}funding:", 1), "utf-8")


def show_too(order: Order, article: str) -> None:
    with (order.root / "content/articles" / article).open("a", encoding="utf-8") as file:
        file.write("\n![Nothing](/static/img/stamp.png)\n")


def codes_of(built: Built) -> list[str]:
    """Return what is said of pictures, and of waivers and settings that name it."""
    return [each.code for each in built.problems if each.code.startswith("image-") or "image-" in each.message]


def test_an_article_s_waiver_reaches_what_is_said_of_its_picture(order: Order) -> None:
    put(order, "img/stamp.png", saved(drawing(200, 100), "PNG"))
    assert codes_of(build(order)) == ["image-small"]
    waive(order, "hiccups.md", "image-small")
    assert codes_of(build(order)) == []
    file = order.root / "content/articles/hiccups.md"
    file.write_text(file.read_text("utf-8").replace("Most hiccups", "Nearly all hiccups"), "utf-8")
    assert codes_of(build(order)) == [], "after a rewording, which takes the short way"
    show_too(order, "sunburn.md")
    built = build(order)
    assert codes_of(built) == ["image-small"], "the other article has not waived it"
    (told,) = (each for each in built.problems if each.code == "image-small")
    assert [each.place.path for each in told.related] == ["content/articles/hiccups.md", "content/articles/sunburn.md"]
    waive(order, "sunburn.md", "image-small")
    assert codes_of(build(order)) == []


def test_a_waiver_of_a_picture_that_is_right_is_vain(order: Order) -> None:
    put(order, "img/stamp.png", saved(drawing(800, 400), "PNG"))
    waive(order, "hiccups.md", "image-small")
    assert codes_of(build(order)) == ["waiver-vain"]


def test_only_what_is_a_warning_of_a_picture_can_be_switched_off(order: Order) -> None:
    put(order, "img/stamp.png", saved(drawing(200, 100), "PNG"))
    settings = order.root / "site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("rules: {", "rules: {image-small: off, image-kind: off, "), "utf-8")
    assert codes_of(build(order)) == ["rule-setting-unknown"]


def test_every_code_of_pictures_can_be_named_in_a_waiver() -> None:
    assert {code for code in CODES if code.startswith("image-")} == OF_PICTURES
