"""The pictures of static/ as they are published: made once for each, by several processes, and remembered.

A picture that a text shows becomes files for small and large screens; any other is only freed of what cameras write into it. What
is remembered of a picture is its size and the hashes of its files; their bytes are only asked for where they aren't published yet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import unquote

import msgspec

from wellread.draw import Photo, PhotoFault, clean_photo, encode_photo, find_active, is_photo, type_of, unshown
from wellread.draw.formats import kind_of
from wellread.jobs import Workers
from wellread.memo import Memo
from wellread.model import Output, Site, Value
from wellread.problems import Place, Problem, Related
from wellread.render.assets import AS_THEY_ARE, Picture, PictureFile, picture_path
from wellread.texts import Composed
from wellread.write import file_hash

FOLDER = "/static/"
LONGEST_NAME = 150
"""The published name is longer, and most disks take 255 bytes."""
Way = Literal["shown", "quick", "clean"]


class Made(Value, frozen=True, kw_only=True, array_like=True):
    """What is remembered of a picture."""

    picture: Picture
    faults: tuple[PhotoFault, ...] = ()


class Pictures:
    """All pictures of a site, `by_name` below static/, and what is wrong with them. `shown` is where texts show them."""

    def __init__(
        self, static: Mapping[str, bytes], shown: Mapping[str, list[Place]], memo: Memo, workers: Workers, *, quick: bool
    ) -> None:
        self._static = static
        self._memo = memo
        self._workers = workers
        self._at_hand: dict[str, bytes] = {}
        self._ways: dict[str, Way] = {
            name: ("quick" if quick else "shown") if name in shown else "clean" for name in sorted(static) if _is_ours(name)
        }
        made = self._recall()
        self.by_name = {name: each.picture for name, each in made.items()}
        self.problems = tuple(_problems(made, shown, static))

    def _recall(self) -> dict[str, Made]:
        keys = {name: self._memo.key("picture", *self._parts(name)) for name in self._ways}
        found = {name: self._memo.get(key, Made) for name, key in keys.items()}
        made = self._make([name for name, each in found.items() if each is None])
        for name, each in made.items():
            self._memo.put(keys[name], each)
        return {name: each or made[name] for name, each in found.items()}

    def _parts(self, name: str) -> tuple[bytes, ...]:
        return self._ways[name].encode(), kind_of(name).encode(), self._static[name]

    def _make(self, names: list[str]) -> dict[str, Made]:
        decode = msgspec.msgpack.Decoder(Photo).decode
        made: dict[str, Made] = {}
        for name, content in zip(names, self._workers.run(self._encode, names, heavy=True), strict=True):
            photo = decode(content)
            files = tuple(self._keep(each.kind, each.width, each.content) for each in photo.files)
            made[name] = Made(picture=Picture(width=photo.width, height=photo.height, files=files), faults=photo.faults)
        return made

    def _encode(self, name: str) -> bytes:
        way, content = self._ways[name], self._static[name]
        photo = clean_photo(name, content) if way == "clean" else encode_photo(name, content, quick=way == "quick")
        return msgspec.msgpack.encode(photo)

    def _keep(self, kind: str, width: int, content: bytes) -> PictureFile:
        end, media = type_of(kind)
        file = PictureFile(end=end, type=media, width=width, hash=file_hash(content))
        if self._memo.remembers:
            self._memo.store(self._memo.key("picture file", file.hash.encode()), content)
        else:
            self._at_hand[file.hash] = content
        return file

    def outputs(self, paths: Collection[str]) -> tuple[Output, ...]:
        """Return those of the files that are named in `paths`, with their bytes: remembered, or made again."""
        asked = {
            picture_path(name, file): (name, file.hash)
            for name, picture in self.by_name.items()
            for file in picture.files
            if picture_path(name, file) in paths
        }
        found = {path: self._content(digest) for path, (_, digest) in asked.items()}
        if lost := sorted({asked[path][0] for path, content in found.items() if content is None}):
            self._make(lost)
            found |= {path: self._content(asked[path][1]) for path, content in found.items() if content is None}
        self._memo.expect(all(content is not None for content in found.values()))
        return tuple(Output(path=path, content=content or b"", kind="asset") for path, content in sorted(found.items()))

    def _content(self, digest: str) -> bytes | None:
        return self._at_hand.get(digest) or self._memo.recall(self._memo.key("picture file", digest.encode())) or None


def _is_ours(name: str) -> bool:
    """Say whether a file is a picture to work on. What stands in root/ is published as it is."""
    return is_photo(name) and not name.startswith(("root/", "css/")) and name not in AS_THEY_ARE


def make_pictures(
    site: Site, composed: Composed, static: Mapping[str, bytes], memo: Memo, workers: Workers, *, quick: bool
) -> Pictures:
    """Return the pictures of a site as they are to be published; with `quick`, as a preview needs them."""
    return Pictures(static, find_shown(site, composed, static), memo, workers, quick=quick)


def find_shown(site: Site, composed: Composed, static: Collection[str]) -> dict[str, list[Place]]:
    """Return where texts show each picture, by its name below static/."""
    found: dict[str, list[Place]] = {}
    for kind, entry in site.entries():
        body = composed.bodies.get((kind, entry.lang, entry.id))
        for picture in body.pictures if body else ():
            name = picture.src.removeprefix(FOLDER)
            name = name if name in static else unquote(name)
            found.setdefault(name, []).append(Place(entry.origin.path, *picture.mark))
    return found


def _problems(made: Mapping[str, Made], shown: Mapping[str, list[Place]], static: Mapping[str, bytes]) -> Iterator[Problem]:
    """Yield what is wrong with pictures, each with where it is shown first."""
    for name, each in made.items():
        for fault in each.faults:
            yield _problem(name, fault, shown.get(name, []))
        if each.picture.files and len(PurePosixPath(name).stem.encode()) > LONGEST_NAME:
            hint = f"give it a name of at most {LONGEST_NAME} letters, here and in the texts that show it"
            fault = PhotoFault(code="image-name-long", message="the name of the picture is too long to be published", hint=hint)
            yield _problem(name, fault, shown.get(name, []))
    for name in sorted(static):
        if name.lower().endswith(".svg") and (active := find_active(static[name])):
            yield _problem(name, active, shown.get(name, []))
    for name in sorted(shown):
        if name in static and (kind := unshown(name)):
            hint = "open it in a picture editor, save it as JPEG (a photograph) or PNG (a drawing), and show that file"
            fault = PhotoFault(code="image-kind", message=f"the picture is {kind}, which browsers don't show", hint=hint)
            yield _problem(name, fault, shown[name])


def _problem(name: str, fault: PhotoFault, places: list[Place]) -> Problem:
    first = {place.path: place for place in sorted(places, reverse=True)}  # one of each file: its waiver may speak of it
    related = tuple(Related(place, "it is shown here") for place in sorted(first.values()))
    place = Place(f"static/{name}")
    return Problem(code=fault.code, severity=fault.severity, message=fault.message, place=place, hint=fault.hint, related=related)
