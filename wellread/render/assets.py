"""Files of static/ as they are published: each with its hash in its name. Bytes in, bytes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import PurePosixPath
from urllib.parse import quote

from wellread.model import Output, Value
from wellread.render.images import ImageInfo, ImageVariant
from wellread.render.styles import Sheets

AS_THEY_ARE = ("favicon.ico", "robots.txt")
"""Files at the top of static/ that programs look for at a fixed address; so are all in static/root/."""


class PictureFile(Value, frozen=True, kw_only=True, array_like=True):
    """One file of a picture: the end of its name, its media type, how wide it is, and the hash of its bytes."""

    end: str
    type: str
    width: int
    hash: str


class Picture(Value, frozen=True, kw_only=True):
    """A picture of static/ as it was made: its size and its files, kind by kind from small to large; the last is for every browser.
    Without files it is published as it is."""

    width: int
    height: int
    files: tuple[PictureFile, ...] = ()


class Assets(Value, frozen=True, kw_only=True):
    """`paths` holds where each file of static/ is published ("img/icon.svg": "assets/icon.0123456789ab.svg"); `print_stylesheet` is
    the path of the styles for paper, `further_stylesheet` of those for what stands further down ("" if there are none): all others
    are written into pages. `pictures` holds the hashes of files
    that were made of pictures, by path."""

    outputs: tuple[Output, ...]
    paths: Mapping[str, str]
    print_stylesheet: str
    further_stylesheet: str
    pictures: Mapping[str, str] = {}


def plan_assets(static: Mapping[str, bytes], pictures: Mapping[str, Picture] | None = None, sheets: Sheets | None = None) -> Assets:
    """Return what to publish of static/, and of its styles those that are files. `static` holds each file by its path below
    static/, with /; the files of `pictures` stand in the place of those they were made of."""
    made = {name: picture for name, picture in sorted((pictures or {}).items()) if picture.files}
    files = {"print.css": sheets.on_paper.encode(), "further.css": sheets.further.encode()} if sheets else {}
    published = {name: _fingerprinted(name, content) for name, content in files.items() if content}
    paths = {name: _published_at(name, static[name]) for name in sorted(static) if not name.startswith("css/")}
    contents = {path: static[name] for name, path in paths.items() if name not in made} | {
        path: files[name] for name, path in published.items()
    }
    outputs = tuple(Output(path=path, content=content, kind="asset") for path, content in sorted(contents.items()))
    paths |= {name: picture_path(name, picture.files[-1]) for name, picture in made.items()}
    hashes = {picture_path(name, file): file.hash for name, picture in made.items() for file in picture.files}
    return Assets(
        outputs=outputs,
        paths=paths,
        print_stylesheet=published.get("print.css", ""),
        further_stylesheet=published.get("further.css", ""),
        pictures=hashes,
    )


def picture_images(assets: Assets, pictures: Mapping[str, Picture], base_path: str) -> dict[str, ImageInfo]:
    """Return the pictures by name, as texts show them."""
    return {
        name: ImageInfo(
            url=base_path + quote(assets.paths[name]),
            width=picture.width,
            height=picture.height,
            variants=tuple(_variants(name, picture, base_path)),
        )
        for name, picture in pictures.items()
    }


def _variants(name: str, picture: Picture, base_path: str) -> Iterator[ImageVariant]:
    """Yield the kinds of a picture but for the one that every browser gets."""
    for kind in dict.fromkeys(file.type for file in picture.files[:-1]):
        files = (file for file in picture.files[:-1] if file.type == kind)
        shown = (f"{base_path}{quote(picture_path(name, file))} {file.width}w" for file in files)
        yield ImageVariant(type=kind, srcset=", ".join(shown))


def picture_path(name: str, file: PictureFile) -> str:
    """Return "assets/knee-720.0123456789ab.webp"."""
    return f"assets/{PurePosixPath(name).stem}-{file.width}.{file.hash[:12]}{file.end}"


def _published_at(name: str, content: bytes) -> str:
    if name.startswith("root/"):
        return name.removeprefix("root/")
    return name if name in AS_THEY_ARE else _fingerprinted(name, content)


def _fingerprinted(name: str, content: bytes) -> str:
    """Return "assets/icon.0123456789ab.svg": the same content has the same address, other content another one."""
    path = PurePosixPath(name)
    return f"assets/{path.stem}.{blake2b(content, digest_size=6).hexdigest()}{path.suffix}"
