"""What an editor's picture becomes: sizes and kinds, nothing of the camera in them, and a sentence for what can't be used."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

from tests.draw.photographs import SECRETS, XMP, drawing, noise, opened, saved, secretive
from wellread.draw import Photo, clean_photo, encode_photo
from wellread.draw.formats import is_photo, unshown

ROOT = Path(__file__).parent.parent.parent
LEFT, RIGHT = (255, 0, 0), (0, 0, 255)


def codes(photo: Photo) -> list[tuple[str, str]]:
    return [(fault.code, fault.severity) for fault in photo.faults]


def sizes(photo: Photo) -> list[tuple[str, int]]:
    return [(file.kind, file.width) for file in photo.files]


def halves() -> Image.Image:
    """Return a picture that is red on the left and blue on the right."""
    image = Image.new("RGB", (900, 600), LEFT)
    ImageDraw.Draw(image).rectangle((450, 0, 900, 600), fill=RIGHT)
    return image


def near(one: object, other: tuple[int, ...], most: int = 12) -> bool:
    assert isinstance(one, tuple)
    return all(abs(a - b) <= most for a, b in zip(one[:3], other, strict=True))


# --- sizes and kinds ---------------------------------------------------------------------------------------------------


def test_a_photograph_comes_in_four_widths_and_two_kinds_and_one_for_every_browser() -> None:
    photo = encode_photo("knee.jpg", saved(noise(3000, 2000), quality=90))
    webp = [("WEBP", 360), ("WEBP", 720), ("WEBP", 1080), ("WEBP", 1440)]
    avif = [("AVIF", width) for _, width in webp]
    assert sizes(photo) in ([*avif, *webp, ("JPEG", 1080)], [*webp, ("JPEG", 1080)])
    assert (photo.width, photo.height) == (1440, 960)
    assert photo.faults == ()
    for file in photo.files:
        image = opened(file.content)
        assert (image.format, image.size) == (file.kind, (file.width, round(file.width * 2 / 3)))


def test_avif_is_left_out_where_it_saves_nothing() -> None:
    photo = encode_photo("dot.png", saved(drawing(), "PNG"))
    by_kind = {kind: sum(len(file.content) for file in photo.files if file.kind == kind) for kind in ("AVIF", "WEBP")}
    assert by_kind["AVIF"] == 0 or by_kind["AVIF"] < by_kind["WEBP"]


@pytest.mark.parametrize(("width", "widths"), [(300, [300]), (400, [400]), (500, [360, 500]), (1200, [360, 720, 1200])])
def test_nothing_is_made_larger_than_it_was(width: int, widths: list[int]) -> None:
    photo = encode_photo("knee.jpg", saved(noise(width, 400)))
    assert [file.width for file in photo.files if file.kind == "WEBP"] == widths
    assert photo.width == width
    assert photo.files[-1].width == min(width, 1080)


def test_a_preview_gets_the_one_for_every_browser_and_it_is_the_same_file() -> None:
    content = saved(noise(1500, 900))
    quick, whole = encode_photo("knee.jpg", content, quick=True), encode_photo("knee.jpg", content)
    assert quick.files == whole.files[-1:]
    assert (quick.width, quick.height) == (whole.width, whole.height)


def test_a_drawing_keeps_its_edges_and_its_transparency() -> None:
    image = drawing().convert("RGBA")
    image.putpixel((0, 0), (0, 0, 0, 0))
    photo = encode_photo("dot.png", saved(image, "PNG"))
    webp = next(file for file in reversed(photo.files) if file.kind == "WEBP")
    assert photo.files[-1].kind == "PNG"
    assert opened(webp.content).getpixel((300, 200)) == (0, 0, 128, 255)
    assert opened(webp.content).getchannel("A").getpixel((0, 0)) == 0


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_a_photograph_with_transparency_has_a_png_for_every_browser(kind: str) -> None:
    image = noise().convert("RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    photo = encode_photo(f"knee.{kind.lower()}", saved(image, kind))
    assert photo.files[-1].kind == "PNG"
    assert opened(photo.files[-1].content).mode == "RGBA"


def test_transparency_that_hides_nothing_is_dropped() -> None:
    assert encode_photo("knee.png", saved(noise().convert("RGBA"), "PNG")).files[-1].kind == "JPEG"


@pytest.mark.parametrize("mode", ["L", "LA", "P", "1", "I;16", "RGB", "RGBA"])
def test_every_kind_of_colours_that_png_knows_can_be_used(mode: str) -> None:
    grey = Image.linear_gradient("L").resize((900, 600))
    image = (
        Image.frombytes("I;16", grey.size, b"".join(bytes((0, shade)) for shade in grey.tobytes()))
        if mode == "I;16"
        else (grey if mode in ("L", "LA", "1") else noise()).convert(mode)
    )
    photo = encode_photo("knee.png", saved(image, "PNG"))
    assert photo.faults == ()
    middle = opened(photo.files[-1].content).convert("RGB").getpixel((450, 300))
    assert mode in ("1", "P") or near(middle, (128, 128, 128), 140 if mode in ("RGB", "RGBA") else 6)


def test_a_still_gif_becomes_a_png() -> None:
    photo = encode_photo("dot.gif", saved(drawing(), "GIF"))
    assert photo.faults == ()
    assert photo.files[-1].kind == "PNG"


# --- what cameras write ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("make", [encode_photo, clean_photo])
def test_nothing_says_where_and_by_whom_it_was_taken(kind: str, make: type) -> None:
    content = saved(noise(), kind, exif=secretive(), xmp=XMP, comment=b"SecretNote")
    if kind == "PNG":
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Author", "SecretNote")
        content = saved(noise(), kind, exif=secretive(), pnginfo=notes)
    assert any(secret in content for secret in SECRETS)
    photo = make(f"knee.{kind.lower()}", content)
    assert photo.files
    for file in photo.files:
        assert [secret for secret in SECRETS if secret in file.content] == []
        info = opened(file.content).info
        assert not {"exif", "xmp", "comment", "Author", "icc_profile", "photoshop"} & set(info)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("make", [encode_photo, clean_photo])
def test_a_picture_is_turned_the_way_the_camera_was_held(orientation: int, make: type) -> None:
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    held = halves().transpose(back[orientation]) if orientation > 1 else halves()
    photo = make("knee.jpg", saved(held, exif=secretive(orientation), quality=95))
    shown = opened(photo.files[-1].content)
    assert shown.size == (900, 600) == (photo.width, photo.height)
    assert near(shown.getpixel((100, 300)), LEFT)
    assert near(shown.getpixel((800, 300)), RIGHT)


def test_colours_of_another_profile_become_those_of_the_web() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    srgb = ImageCms.createProfile("sRGB")
    assert lab.profile.profile_description != ImageCms.ImageCmsProfile(srgb).profile.profile_description
    swapped = _profile_with_red_and_blue_swapped()
    photo = encode_photo("knee.jpg", saved(halves(), quality=95, icc_profile=swapped))
    shown = opened(photo.files[-1].content)
    assert near(shown.getpixel((100, 300)), RIGHT, 30)
    assert b"ICC_PROFILE" not in photo.files[-1].content


def _profile_with_red_and_blue_swapped() -> bytes:
    """Return sRGB's profile with the tags of two primaries exchanged, so that it is seen whether it was applied."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = profile.index(b"rXYZ"), profile.index(b"bXYZ")
    profile[red : red + 4], profile[blue : blue + 4] = b"bXYZ", b"rXYZ"
    return bytes(profile)


def test_a_broken_profile_is_passed_over() -> None:
    photo = encode_photo("knee.jpg", saved(halves(), quality=95, icc_profile=b"no profile" * 20))
    assert near(opened(photo.files[-1].content).getpixel((100, 300)), LEFT)


def test_a_picture_that_no_text_shows_stays_as_it_is_if_it_says_nothing() -> None:
    for kind in ("JPEG", "PNG", "WEBP", "GIF"):
        photo = clean_photo(f"logo.{kind.lower()}", saved(noise(200, 200), kind))
        assert (photo.files, photo.faults) == ((), ())


@pytest.mark.parametrize(("name", "kind"), [("knee.jpg", "JPEG"), ("knee.png", "PNG")])
def test_what_stands_behind_the_end_of_a_picture_is_cut_off(name: str, kind: str) -> None:
    photo = clean_photo(name, saved(noise(), kind) + b"SecretNote and a film of two seconds")
    assert b"SecretNote" not in photo.files[0].content


def test_a_photograph_with_a_second_one_behind_it_is_a_photograph() -> None:
    content = saved(noise(), "MPO", save_all=True, append_images=[noise(300, 200)])
    assert opened(content).format == "MPO"
    assert encode_photo("knee.jpg", content).faults == ()
    cleaned = clean_photo("knee.jpg", content)
    assert [file.kind for file in cleaned.files] == ["JPEG"]
    assert opened(cleaned.files[0].content).format == "JPEG"


# --- what can't be used ------------------------------------------------------------------------------------------------

WHOLE = saved(noise())


@pytest.mark.parametrize(
    ("name", "content", "code", "words"),
    [
        ("knee.jpg", b"", "image-unreadable", "the file is empty"),
        ("knee.jpg", b"hello", "image-unreadable", "not a picture"),
        ("knee.jpg", b"<!DOCTYPE html><title>Sign in</title>", "image-unreadable", "a web page"),
        ("knee.png", b'<?xml version="1.0"?><svg xmlns="">', "image-unreadable", "a drawing (SVG)"),
        ("knee.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1", "image-unreadable", "HEIC"),
        ("knee.jpg", WHOLE[: len(WHOLE) // 2], "image-unreadable", "missing"),
        ("knee.png", saved(noise(), "PNG")[:3000], "image-unreadable", "missing"),
        ("knee.webp", saved(noise(), "WEBP")[:3000], "image-unreadable", ""),
        ("knee.avif", saved(noise(), "AVIF")[:2000], "image-unreadable", ""),
        ("knee.png", WHOLE, "image-kind", "the name says PNG, but the file is JPEG"),
        ("knee.jpeg", saved(noise(), "WEBP"), "image-kind", "the file is WEBP"),
        ("knee.jpg", saved(noise().convert("CMYK")), "image-ink", "CMYK"),
        ("knee.png", saved(Image.new("1", (9000, 8000)), "PNG"), "image-too-large", "9000 × 8000, 72 million points"),
        ("knee.png", saved(Image.new("1", (20_000, 20_000)), "PNG"), "image-too-large", "64 are the most"),
        ("knee.png", saved(Image.new("1", (400, 17_000)), "PNG"), "image-too-large", "would stand 17000 high on the page"),
        ("dot.gif", saved(drawing(), "GIF", save_all=True, append_images=[noise()]), "image-animated", "moves"),
        ("dot.png", saved(drawing(), "PNG", save_all=True, append_images=[noise()]), "image-animated", "moves"),
        ("dot.webp", saved(drawing(), "WEBP", save_all=True, append_images=[noise()]), "image-animated", "moves"),
    ],
)
def test_what_cannot_be_used_is_said_in_words(name: str, content: bytes, code: str, words: str) -> None:
    photo = encode_photo(name, content)
    assert codes(photo) == [(code, "error")]
    assert words in photo.faults[0].message
    assert photo.faults[0].hint
    assert photo.files == ()


def test_a_picture_narrower_than_a_phone_is_warned_of() -> None:
    photo = encode_photo("knee.jpg", saved(noise(200, 100)))
    assert codes(photo) == [("image-small", "warning")]
    assert photo.files


def test_a_file_that_no_text_shows_and_that_is_no_picture_is_only_warned_of() -> None:
    assert codes(clean_photo("knee.jpg", b"hello")) == [("image-unreadable", "warning")]


def test_a_moving_picture_that_no_text_shows_must_not_say_more_than_it_shows() -> None:
    still = {"save_all": True, "append_images": [noise(90, 60)]}
    assert clean_photo("dot.webp", saved(drawing(90, 60), "WEBP", **still)) == Photo(width=90, height=60)
    assert codes(clean_photo("dot.webp", saved(drawing(90, 60), "WEBP", exif=secretive(), **still))) == [
        ("image-animated", "error")
    ]


DAMAGED = {
    "knee.jpg": saved(noise(40, 30), exif=secretive(6)),
    "knee.png": saved(drawing(40, 30), "PNG", exif=secretive(6)),
    "knee.webp": saved(noise(40, 30), "WEBP", exif=secretive(6)),
    "knee.gif": saved(drawing(40, 30), "GIF"),
    "knee.avif": saved(noise(40, 30), "AVIF", exif=secretive(6)),
}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(sorted(DAMAGED)), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=6), st.integers(0, 9)
)
def test_no_damage_ends_the_program(name: str, changes: list[tuple[int, int]], cut: int) -> None:
    content = bytearray(DAMAGED[name])
    for place, value in changes:
        content[place % len(content)] = value
    damaged = bytes(content[: len(content) - cut * len(content) // 10])
    for photo in (encode_photo(name, damaged, quick=True), clean_photo(name, damaged)):
        assert photo.width or photo.faults


# --- the same bytes ----------------------------------------------------------------------------------------------------

AGAIN = """
import sys
from hashlib import sha256
from wellread.draw import encode_photo
photo = encode_photo(sys.argv[1], sys.stdin.buffer.read())
print(sha256(b"".join(file.content for file in photo.files)).hexdigest())
"""


@pytest.mark.parametrize(("name", "image"), [("knee.jpg", noise(1500, 1000)), ("dot.png", drawing(1500, 1000))])
def test_another_process_makes_the_same_bytes(name: str, image: Image.Image) -> None:
    content = saved(image, "JPEG" if name.endswith("jpg") else "PNG")
    command = [sys.executable, "-c", AGAIN, name]
    other = subprocess.run(command, input=content, capture_output=True, check=True, cwd=ROOT).stdout.decode().strip()
    assert sha256(b"".join(file.content for file in encode_photo(name, content).files)).hexdigest() == other


def test_the_ends_of_names_in_any_case() -> None:
    assert is_photo("img/KNEE.JPG")
    assert is_photo("knee.webp")
    assert not is_photo("knee.svg")
    assert not is_photo("jpg")
    assert unshown("IMG_0001.HEIC") == "HEIC"
    assert unshown("knee.jpg") == ""
    assert Image.open(BytesIO(WHOLE)).format == "JPEG"
