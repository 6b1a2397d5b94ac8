"""The manifest: which files of an output folder are ours, and what they hold. It is the licence to delete."""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path
from typing import Literal

import msgspec

from wellread.model import Value
from wellread.problems import SiteError
from wellread.write.standing import content_of

MANIFEST = ".wellread-manifest.json"


class Manifest(Value, frozen=True, kw_only=True):
    """`files` maps each path below the folder to the BLAKE2b-128 of its bytes, in hex; compressed copies are among them, made by
    `compressor` ("" if there are none). The hash of a copy that is being made, and of whatever is being taken away, is "". `drafts`
    says that it was built with drafts, for whoever reviews them: such a folder is not published.

    While a build writes, the state is "writing" and `files` holds the old build's files as well as the new one's, so that a
    build which dies leaves nothing behind that the next one doesn't know. No date or path of a machine is in it: the same
    input gives the same bytes.

    The names say what may be deleted. The hashes say what was published: a build in which they and the bytes on disk are those it
    wants has nothing to write, and anybody can hold a copy of the site against them. They protect no page from being replaced.
    """

    format: Literal[1] = 1
    state: Literal["writing", "complete"]
    files: dict[str, str]
    compressor: str = ""
    drafts: bool = False


def file_hash(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()


def encode_manifest(manifest: Manifest) -> bytes:
    return msgspec.json.format(msgspec.json.encode(manifest, order="sorted"), indent=1) + b"\n"


def read_manifest(folder: Path) -> Manifest | None:
    """Return the folder's manifest, or None if it has none. Raises SiteError for one that can't be understood."""
    path = folder / MANIFEST
    try:
        content = content_of(str(path))
    except OSError as error:
        raise SiteError(
            f"{path} can't be read ({error.strerror}), so it can't be told which files in {folder} may be replaced."
        ) from error
    if content is None and os.path.lexists(path):
        raise SiteError(f"{path} is not a file, so it can't be told which files in {folder} may be replaced. Move it away.")
    if content is None:
        return None
    try:
        manifest = msgspec.json.decode(content, type=Manifest)
    except (ValueError, RecursionError) as error:  # no UTF-8, no JSON, no manifest, or too deep
        raise SiteError(
            f"{path} is damaged ({error}), so it can't be told which files in {folder} may be replaced. "
            f"Delete the folder {folder} if it holds nothing but the built site, and build again."
        ) from error
    if any(not is_inside(name) for name in manifest.files):
        raise SiteError(f"{path} names files outside its folder. Delete {folder} if it holds only the built site, and build again.")
    return manifest


def is_inside(name: str) -> bool:
    """Say whether a path of a manifest or an output stays below the folder."""
    return bool(name) and "\\" not in name and "\0" not in name and not any(part in ("", ".", "..") for part in name.split("/"))
