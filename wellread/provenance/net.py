"""Whether readers get what should be there: each file asked for at its address, as a browser would.

Only the one host is asked, a few files at once, each answer within a time and a size; what leads elsewhere is not followed. A file
with compressed copies is asked for in each of its forms: a reader's browser chooses, and one may be old or another's.
"""

from __future__ import annotations

import http.client
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from email.message import Message
from time import monotonic, sleep
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urljoin
from urllib.request import HTTPRedirectHandler, Request, build_opener

import brotli

from wellread import __version__
from wellread.model import Value
from wellread.problems import SiteError
from wellread.provenance import PROVENANCE
from wellread.provenance.compare import Compared, Expected, expected_by_provenance
from wellread.write.copies import is_copy

AT_ONCE = 8
SECONDS = 20.0
TIMES = 3
"""How often a file is asked for that the network lost."""
MOST_SECONDS = 180.0
"""For an answer as a whole; SECONDS is for each part of it."""
PIECE = 256 * 1024
MOST_BYTES = 64 * 1024 * 1024
UNREACHABLE = "the host can't be reached"
NOT_FOUND_PAGE = "404.html"
NOT_SERVED = ("_headers", "_redirects")
"""Files that hosts read and don't send."""
ANY = "br, gzip"
"""The encodings that are asked for where the host compresses by itself."""
NOT_FOUND, LEAST_REDIRECT, LEAST_ERROR, LEAST_SERVER_ERROR = 404, 300, 400, 500


class Answer(Value, frozen=True, kw_only=True):
    """What a host says of an address: a status, the bytes unpacked, where it leads ("" for nowhere), or why there is no answer."""

    status: int = 0
    content: bytes = b""
    leads_to: str = ""
    failure: str = ""


class _Stay(HTTPRedirectHandler):
    """Follows no redirect."""

    def redirect_request(self, *_: Any) -> None:
        return None


def fetch_expected(base_url: str) -> Expected:
    """Return what the host itself says should be there."""
    address = f"{base_url}{PROVENANCE}"
    answer = ask(address)
    if answer.status != http.client.OK:
        why = answer.failure or f"the host answers {answer.status}"
        raise SiteError(
            f"{address} can't be had: {why}. Sites that wellread publishes have one. Compare with a local one: --against FILE, or "
            "--against and the built folder."
        )
    return expected_by_provenance(answer.content, address)


def refuse_leading_on(base_url: str) -> None:
    """Raise SiteError if nobody answers, or sends whoever asks for the site on to another address: from http: to https:, say."""
    answer = ask(base_url)
    if answer.failure.startswith(UNREACHABLE):
        raise SiteError(f"{base_url}: {answer.failure}. Is the network there, and the address right?")
    if answer.leads_to and (target := urljoin(base_url, answer.leads_to)) != base_url:
        raise SiteError(f"{base_url} leads on to {target!r}. If that is the site's address, verify that.")


def verify_site(base_url: str, expected: Expected, say: Callable[[str], None]) -> Compared:
    """Ask for every page and file, in each form that it has copies for. Files that hosts keep to themselves are not asked for."""
    paths = sorted(path for path in expected.files if _is_served(path, expected))
    asked = [(path, each) for path in paths for each in _encodings(path, expected)]
    found: dict[str, str] = {}
    failed: dict[str, str] = {}
    step = max(len(asked) // 10, 1)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = pool.map(lambda each: _ask_for(base_url, *each), asked)
        for number, ((path, _), answer) in enumerate(zip(asked, answers, strict=True), 1):
            if answer.failure:
                failed[path] = answer.failure
            elif not _is_as_expected(path, answer, expected, base_url):
                found[path] = "missing" if answer.status == NOT_FOUND and path != NOT_FOUND_PAGE else "differs"
            if number % step == 0 or number == len(asked):
                say(f"{number} of {len(asked)} answers compared")
    failed = {path: why for path, why in failed.items() if path not in found}
    differ, missing = (tuple(path for path in found if found[path] == what) for what in ("differs", "missing"))
    return Compared(same=len(paths) - len(found) - len(failed), differ=differ, missing=missing, failed=failed)


def _encodings(path: str, expected: Expected) -> tuple[str, ...]:
    """Return what to say that we can unpack: each form of its own, where there are copies."""
    forms = [name for name, end in (("br", ".br"), ("gzip", ".gz")) if path + end in expected.files]
    return (*forms, "identity") if forms else (ANY,)


def _ask_for(base_url: str, path: str, encodings: str) -> Answer:
    """Ask for a file. Some hosts send from /page.html on to /page, where the same file is to be."""
    address = address_of(base_url, path)
    answer = ask(address, encodings)
    if answer.leads_to and path.endswith(".html"):
        target = urljoin(address, answer.leads_to)
        if target == address.removesuffix(".html"):
            return ask(target, encodings)
    return answer


def address_of(base_url: str, path: str) -> str:
    """Return the address by which readers ask for a file: a page in a folder by its folder."""
    is_page = path == "index.html" or path.endswith("/index.html")
    return f"{base_url}{quote(path.removesuffix('index.html') if is_page else path)}"


def _is_served(path: str, expected: Expected) -> bool:
    is_hidden = any(part.startswith(".") for part in path.removeprefix(".well-known/").split("/"))
    return path not in NOT_SERVED and not is_hidden and not is_copy(path, expected.files)


def _is_as_expected(path: str, answer: Answer, expected: Expected, base_url: str) -> bool:
    if answer.leads_to:
        target = expected.moved.get(path)
        asked = address_of(base_url, path)
        own, wanted = (urljoin(asked, each).partition("#")[0] for each in (answer.leads_to, target or ""))
        return target is not None and own == wanted
    is_fine = answer.status == http.client.OK or (path == NOT_FOUND_PAGE and answer.status == NOT_FOUND)
    return is_fine and expected.hash_of(answer.content) == expected.files[path]


def ask(address: str, encodings: str = ANY) -> Answer:
    """Ask for an address, again if the network or the host stumbles."""
    answer = Answer()
    for number in range(TIMES):
        sleep(number)
        try:
            answer = _ask_once(address, encodings)
        except (URLError, OSError, http.client.HTTPException, UnicodeError) as error:
            answer = Answer(failure=f"{UNREACHABLE} ({getattr(error, 'reason', error)})")
        if not answer.failure:
            break
    return answer


def _ask_once(address: str, encodings: str) -> Answer:
    request = Request(  # noqa: S310
        address,
        headers={
            "User-Agent": f"wellread/{__version__} (verify)",
            "Accept-Encoding": encodings,
            "Cache-Control": "no-cache",
        },
    )
    try:
        with build_opener(_Stay).open(request, timeout=SECONDS) as response:
            return _read(response.status, response, response.headers, encodings)
    except HTTPError as error:
        with error:
            if LEAST_REDIRECT <= error.code < LEAST_ERROR:
                return Answer(status=error.code, leads_to=error.headers.get("Location") or "nowhere")
            if error.code >= LEAST_SERVER_ERROR:
                return Answer(failure=f"the host answers {error.code}")
            return _read(error.code, error, error.headers, encodings)


def _read(status: int, response: Any, headers: Message, encodings: str) -> Answer:
    content, until = bytearray(), monotonic() + MOST_SECONDS
    while piece := response.read1(PIECE):
        content += piece
        if len(content) > MOST_BYTES:
            return Answer(failure=f"the answer is larger than {MOST_BYTES // 1024 // 1024} MB")
        if monotonic() > until:
            return Answer(failure=f"the answer did not end within {MOST_SECONDS:.0f} seconds")
    length = headers.get("Content-Length", "")
    if length.isdecimal() and int(length) != len(content):
        return Answer(failure=f"the answer ended after {len(content)} of {length} bytes")
    encoding = headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("", "identity") and encoding.removeprefix("x-") not in encodings:
        return Answer(failure=f"the answer can't be unpacked (it is packed as “{encoding}”, which was not asked for)")
    try:
        unpacked = _unpack(bytes(content), encoding)
    except (zlib.error, brotli.error, ValueError) as error:
        return Answer(failure=f"the answer can't be unpacked ({error})")
    return Answer(status=status, content=unpacked)


def _unpack(content: bytes, encoding: str) -> bytes:
    """Return an answer unpacked. Raises ValueError if it becomes too large, is cut short, or has something behind its end."""
    if encoding in ("", "identity"):
        return content
    if encoding == "br":
        decoder = brotli.Decompressor()
        made = decoder.process(content, output_buffer_limit=MOST_BYTES)
        is_whole = decoder.is_finished()
    else:
        gzip = zlib.decompressobj(wbits=31)
        made = gzip.decompress(content, MOST_BYTES)
        is_whole = gzip.eof and not gzip.unused_data
    if not is_whole or len(made) > MOST_BYTES:
        raise ValueError("it is cut short, or too large")
    return bytes(made)
