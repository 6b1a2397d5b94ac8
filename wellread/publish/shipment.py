"""What is to be published: a folder of files, what they hold, and what is sent with each. Looks at that folder alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import md5, sha1
from pathlib import Path
from tempfile import TemporaryDirectory

from wellread.model import Value
from wellread.problems import SiteError
from wellread.publish.headers import HeaderRules
from wellread.publish.steps import is_copy
from wellread.write import Manifest, file_hash


class Sums(Value, frozen=True, kw_only=True):
    """The hashes of a file that places know: most one of these two."""

    md5: str
    sha1: str

    def agree(self, known: Mapping[str, str]) -> bool | None:
        """Say whether the hashes that a place knows of a file are these; None if it knows neither kind."""
        pairs = ((self.md5, known.get("md5")), (self.sha1, known.get("sha1")))
        compared = [own == other for own, other in pairs if other]
        return all(compared) if compared else None


class Shipment(Value, frozen=True, kw_only=True):
    """What is to be shipped: `files` of the folder, by path with the hash of their bytes; `last` are those that go after all
    others; `sums` are the hashes that places know. `headers` are None where files are sent without any."""

    folder: Path
    files: Mapping[str, str]
    sums: Mapping[str, Sums]
    last: tuple[str, ...] = ()
    headers: HeaderRules | None = None


@contextmanager
def packed(
    folder: Path, manifest: Manifest, extras: Mapping[str, bytes], headers: HeaderRules | None, *, copies: bool
) -> Iterator[Shipment]:
    """Give the shipment of a built folder, with files in addition that are shipped after all others. Without `copies`, compressed
    copies are left out. Raises SiteError if a file isn't what the manifest says."""
    files = {path: each for path, each in manifest.files.items() if copies or not is_copy(path, manifest.files)}
    for path in (*files, *extras):
        if "\n" in path or "\r" in path:  # a list of names has a line for each
            raise SiteError(f"{path!r} has a line break in its name, which can't be published. Rename it.")
    sums = {path: _sums(folder, path, wanted) for path, wanted in files.items()}
    if not extras:
        yield Shipment(folder=folder, files=files, sums=sums, headers=headers)
        return
    with TemporaryDirectory(prefix="wellread-") as scratch:
        both = Path(scratch)
        link_all(folder, both, files)
        for path, content in extras.items():
            (both / path).parent.mkdir(parents=True, exist_ok=True)
            (both / path).unlink(missing_ok=True)
            (both / path).write_bytes(content)
            files[path] = file_hash(content)
            sums[path] = _sums_of(content)
        yield Shipment(folder=both, files=files, sums=sums, last=tuple(sorted(extras)), headers=headers)


def link_all(source: Path, target: Path, names: Mapping[str, str]) -> None:
    """Give files a second name in another folder: symbolic links, which cost no room and work across disks."""
    made: set[Path] = set()
    for path in names:
        link = target / path
        if link.parent not in made:
            link.parent.mkdir(parents=True, exist_ok=True)
            made.add(link.parent)
        link.symlink_to((source / path).absolute())


def _sums(folder: Path, path: str, wanted: str) -> Sums:
    try:
        content = (folder / path).read_bytes()
    except OSError as error:
        raise SiteError(f"{folder / path} can't be read ({error.strerror}). Build the site again, then publish it.") from error
    if file_hash(content) != wanted:
        raise SiteError(f"{folder / path} is not what was built: it was changed since. Build the site again, then publish it.")
    return _sums_of(content)


def _sums_of(content: bytes) -> Sums:
    return Sums(md5=md5(content, usedforsecurity=False).hexdigest(), sha1=sha1(content, usedforsecurity=False).hexdigest())
