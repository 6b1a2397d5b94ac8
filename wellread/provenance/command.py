"""`wellread verify` on the command line: what is compared with what, and what is printed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from wellread.problems import SiteError
from wellread.provenance import PROVENANCE
from wellread.provenance.compare import Compared, Expected, expected_of, verify_folder
from wellread.provenance.net import fetch_expected, refuse_leading_on, verify_site
from wellread.write import MANIFEST

MOST_TOLD = 20
SOURCES = ("http", "https")


def run_verification(chosen: argparse.Namespace) -> tuple[str, bool]:
    """Compare what is published at a place with what should be there. Returns what is printed, and whether it is the same."""
    place: str = chosen.place
    output: Path = chosen.output or chosen.site / "public"
    is_url = "://" in place
    if is_url:
        parts = urlsplit(place)
        if parts.scheme not in SOURCES or not parts.netloc or parts.query or parts.fragment or parts.username:
            raise SiteError(f"“{place}” is not an address; write it as https://example.org/health/")
    elif not Path(place).is_dir():
        raise SiteError(f"There is no folder “{place}”. Name a folder, or an address that begins with https://")
    base_url = place if place.endswith("/") else f"{place}/"
    if is_url:
        refuse_leading_on(base_url)
    if chosen.against:
        if not chosen.against.exists():
            raise SiteError(f"There is no “{chosen.against}” to compare with. Name a built folder, or a {PROVENANCE}.")
        expected, is_own_word = expected_of(chosen.against), False
    elif (output / MANIFEST).is_file() and (is_url or output.resolve() != Path(place).resolve()):
        expected, is_own_word = expected_of(output), False
    else:
        expected, is_own_word = _own_word(place, base_url, is_url=is_url), True
    say = partial(print, file=sys.stderr, flush=True)
    done = verify_site(base_url, expected, say) if is_url else verify_folder(Path(place), expected)
    if chosen.format == "json":
        document = {"place": place, "compared_with": expected.by, "holds": done.holds, **msgspec.structs.asdict(done)}
        return msgspec.json.format(msgspec.json.encode(document), indent=2).decode(), done.holds
    told = _tell(done, place, expected, is_own_word=is_own_word, is_url=is_url)
    return "\n".join("".join(sign if sign.isprintable() else "�" for sign in line) for line in told), done.holds


def _own_word(place: str, base_url: str, *, is_url: bool) -> Expected:
    """Return what a site says of itself."""
    if is_url:
        return fetch_expected(base_url)
    own = Path(place) / PROVENANCE
    return expected_of(own if own.is_file() else Path(place))


def _tell(done: Compared, place: str, expected: Expected, *, is_own_word: bool, is_url: bool) -> Iterator[str]:
    yield from _listed("differs from what was published", done.differ)
    yield from _listed("is missing", done.missing)
    yield from _listed("is there in addition", done.extra)
    yield from _listed("could not be asked for", (f"{path}: {why}" for path, why in done.failed.items()))
    if done.holds:
        yield f"{place}: {done.same} files were compared with {expected.by}: they are the same."
        if is_url:
            yield "What else may be at other addresses can't be seen from outside; for that, verify the folder or a copy of it."
    else:
        counts = (
            (len(done.differ), "differ"),
            (len(done.missing), "missing"),
            (len(done.extra), "in addition"),
            (len(done.failed), "not answered"),
        )
        told = ", ".join(f"{number} {what}" for number, what in counts if number)
        yield f"{place}: NOT the same as {expected.by}: {told}; {done.same} are the same."
        yield (
            "If you have not just changed something, somebody else has: publish again, and change the keys that let in. A cache in "
            "front of the site may also still send what was there before: have it forget, and verify again."
        )
    if is_own_word:
        yield (
            f"It was compared with its own {PROVENANCE}, which whoever can change its pages can change too: compare with a built "
            "folder of your own (--against DIR) to be sure."
        )


def _listed(what: str, paths: Iterable[str]) -> Iterator[str]:
    listed = list(paths)
    yield from (f"  {what}: {path}" for path in listed[:MOST_TOLD])
    if len(listed) > MOST_TOLD:
        yield f"  {what}: {len(listed) - MOST_TOLD} more (--format json lists all)"
