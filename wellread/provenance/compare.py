"""What a published site should be, and whether a folder is that."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from hashlib import sha256
from html import unescape
from pathlib import Path

from wellread.model import Value
from wellread.problems import SiteError
from wellread.provenance import PROVENANCE, read_provenance
from wellread.write import file_hash, read_manifest
from wellread.write.copies import is_copy

LEADS_TO = re.compile(rb"<meta http-equiv=[\"']?refresh[\"']? content=[\"']0; ?url=([^\"']+)[\"']", re.IGNORECASE)
NOT_PAGES = ("CNAME",)


class Expected(Value, frozen=True, kw_only=True):
    """What should be there: the hash of each file by its path, where old addresses lead, and `by`, whose word that is."""

    files: Mapping[str, str]
    moved: Mapping[str, str]
    hash_of: Callable[[bytes], str]
    by: str


class Compared(Value, frozen=True, kw_only=True):
    """What was found: how many files are as they should be, which differ, are missing, are there in addition, or could not be
    asked for (with the reason)."""

    same: int
    differ: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    failed: Mapping[str, str] = {}

    @property
    def holds(self) -> bool:
        return not (self.differ or self.missing or self.extra or self.failed)


def expected_by_provenance(content: bytes, where: str) -> Expected:
    found = read_provenance(content, where)
    return Expected(files=found.files, moved=found.moved, hash_of=lambda each: sha256(each).hexdigest(), by=where)


def expected_of(place: Path) -> Expected:
    """Return what a built folder, or a provenance.json, says should be there."""
    if place.is_file():
        try:
            content = place.read_bytes()
        except OSError as error:
            raise SiteError(f"{place} can't be read ({error.strerror}). Mend that, or name another one.") from error
        return expected_by_provenance(content, str(place))
    manifest = read_manifest(place)
    if manifest is None or manifest.state != "complete":
        raise SiteError(f"{place} holds no finished site to compare with. Name a built folder, or a {PROVENANCE}.")
    pages = (path for path in manifest.files if path.endswith((".html", ".htm")))
    found = {path: LEADS_TO.search(_head(place / path)) for path in pages}
    moved = {path: unescape(each[1].decode("utf-8", "replace")) for path, each in found.items() if each}
    return Expected(files=manifest.files, moved=moved, hash_of=file_hash, by=f"the site built in {place}")


def verify_folder(folder: Path, expected: Expected) -> Compared:
    """Compare every file of a folder, and name links to other folders. Compressed copies may be left out."""
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink() or path.is_file()}
    differ = [path for path in sorted(there & expected.files.keys()) if not _is_same(folder / path, expected, path)]
    missing = [path for path in sorted(expected.files.keys() - there) if not is_copy(path, expected.files)]
    extra = [path for path in sorted(there - expected.files.keys()) if not _is_ours(path) and path not in NOT_PAGES]
    same = len(there & expected.files.keys()) - len(differ)
    return Compared(same=same, differ=tuple(differ), missing=tuple(missing), extra=tuple(extra))


def _is_same(file: Path, expected: Expected, path: str) -> bool:
    try:
        return expected.hash_of(file.read_bytes()) == expected.files[path]
    except OSError:
        return False


def _head(file: Path) -> bytes:
    try:
        return file.read_bytes().partition(b"</head>")[0]
    except OSError as error:
        raise SiteError(f"{file} can't be read ({error.strerror}). Build the site again, or name another --against.") from error


def _is_ours(path: str) -> bool:
    """Say whether a file is the publisher's, git's, or a host's proof of its name. Others are told, also hidden ones: servers send
    some (.x/page.html), and obey some (.htaccess)."""
    return path in (PROVENANCE, ".nojekyll", ".git") or path.startswith((".wellread", ".git/", ".well-known/acme-challenge/"))
