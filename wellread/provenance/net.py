"""Whether readers get what should be there: each file asked for at its address, as a browser would.

Only the one host is asked, a few files at once, each answer within a time and a size; what leads elsewhere is not followed.
"""

from __future__ import annotations

import http.client
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from email.message import Message
from time import sleep
from typing import IO, Any
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
MOST_BYTES = 64 * 1024 * 1024
NOT_SERVED = ("_headers", "_redirects")
"""Files that hosts read and don't send."""
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


def verify_site(base_url: str, expected: Expected, say: Callable[[str], None]) -> Compared:
    """Ask for every page and file. Compressed copies are what the host sends for them; files that hosts keep to themselves are not
    asked for."""
    paths = sorted(path for path in expected.files if _is_served(path, expected))
    differ: list[str] = []
    missing: list[str] = []
    failed: dict[str, str] = {}
    step = max(len(paths) // 10, 1)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for number, (path, answer) in enumerate(zip(paths, _answers(pool, base_url, paths), strict=True), 1):
            if answer.failure:
                failed[path] = answer.failure
            elif not _is_as_expected(path, answer, expected, base_url):
                gone = answer.status == NOT_FOUND and path != "404.html"
                (missing if gone else differ).append(path)
            if number % step == 0 or number == len(paths):
                say(f"{number} of {len(paths)} files asked for")
    same = len(paths) - len(differ) - len(missing) - len(failed)
    return Compared(same=same, differ=tuple(differ), missing=tuple(missing), failed=failed)


def _answers(pool: ThreadPoolExecutor, base_url: str, paths: list[str]) -> Iterator[Answer]:
    return pool.map(lambda path: ask(address_of(base_url, path)), paths)


def address_of(base_url: str, path: str) -> str:
    """Return the address by which readers ask for a file: a page in a folder by its folder."""
    is_page = path == "index.html" or path.endswith("/index.html")
    return f"{base_url}{quote(path.removesuffix('index.html') if is_page else path)}"


def _is_served(path: str, expected: Expected) -> bool:
    is_hidden = any(part.startswith(".") for part in path.split("/"))
    return path not in NOT_SERVED and not is_hidden and not is_copy(path, expected.files)


def _is_as_expected(path: str, answer: Answer, expected: Expected, base_url: str) -> bool:
    if answer.leads_to:
        target = expected.moved.get(path)
        asked = address_of(base_url, path)
        return target is not None and urljoin(asked, answer.leads_to).partition("#")[0] == urljoin(asked, target)
    is_fine = answer.status == http.client.OK or (path == "404.html" and answer.status == NOT_FOUND)
    return is_fine and expected.hash_of(answer.content) == expected.files[path]


def ask(address: str) -> Answer:
    """Ask for an address, again if the network or the host stumbles."""
    answer = Answer()
    for number in range(TIMES):
        sleep(number)
        answer = _ask_once(address)
        if not answer.failure:
            break
    return answer


def _ask_once(address: str) -> Answer:
    request = Request(  # noqa: S310
        address,
        headers={
            "User-Agent": f"wellread/{__version__} (verify)",
            "Accept-Encoding": "br, gzip",
            "Cache-Control": "no-cache",
        },
    )
    try:
        with build_opener(_Stay).open(request, timeout=SECONDS) as response:
            return _read(response.status, response, response.headers)
    except HTTPError as error:
        with error:
            if LEAST_REDIRECT <= error.code < LEAST_ERROR:
                return Answer(status=error.code, leads_to=error.headers.get("Location") or "nowhere")
            if error.code >= LEAST_SERVER_ERROR:
                return Answer(failure=f"the host answers {error.code}")
            return _read(error.code, error, error.headers)
    except (URLError, OSError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", error)
        return Answer(failure=f"the host can't be reached ({reason})")


def _read(status: int, response: IO[bytes], headers: Message) -> Answer:
    content = response.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        return Answer(failure=f"the answer is larger than {MOST_BYTES // 1024 // 1024} MB")
    try:
        unpacked = _unpack(content, headers.get("Content-Encoding", "identity").strip().lower())
    except (zlib.error, brotli.error, ValueError) as error:
        return Answer(failure=f"the answer can't be unpacked ({error})")
    return Answer(status=status, content=unpacked)


def _unpack(content: bytes, encoding: str) -> bytes:
    """Return an answer unpacked. Raises ValueError for one that becomes too large, is cut short, or is packed in another way."""
    if encoding in ("", "identity"):
        return content
    if encoding in ("gzip", "x-gzip"):
        gzip = zlib.decompressobj(wbits=31)
        made = gzip.decompress(content, MOST_BYTES)
        is_whole = gzip.eof
    elif encoding == "br":
        decoder = brotli.Decompressor()
        made = decoder.process(content, output_buffer_limit=MOST_BYTES)
        is_whole = decoder.is_finished()
    else:
        raise ValueError(f"it is packed as “{encoding}”, which was not asked for")
    if not is_whole or len(made) > MOST_BYTES:
        raise ValueError("it is cut short, or too large")
    return bytes(made)
