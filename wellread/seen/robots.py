"""What other sites ask of programs (robots.txt, RFC 9309): which addresses a link checker should leave alone.

Each site is asked once for its robots.txt. One that has none, or does not answer, has asked for nothing: whether it is still there
is what the link checker finds out.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from itertools import groupby
from threading import Thread
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from protego import Protego

PROGRAM = "lychee"
"""The name by which a robots.txt can speak to the link checker alone."""
USER_AGENT = f"{PROGRAM} (asks whether links of a health site may be checked)"
SECONDS = 10.0
"""How long a site may say nothing."""
SECONDS_IN_ALL = 30.0
"""How long one robots.txt may take, redirects and all."""
MOST_BYTES = 512 * 1024
"""What is read of a robots.txt, a little more than RFC 9309 asks for."""
AT_ONCE = 8
AGENT = re.compile(r"[ \t]*user[- \t]*agent(?=[: \t])[ \t]*:?(.*)", re.IGNORECASE)


def not_to_be_asked(urls: Iterable[str], read: Callable[[str], str] | None = None) -> frozenset[str]:
    """Return the addresses (http, https) whose site asks programs to stay away from them.

    `read` returns the robots.txt of a site, given as "https://host:port", and "" if it has none.
    """
    by_site = {site: tuple(of_it) for site, of_it in groupby(sorted(urls, key=_site_of), key=_site_of)}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        told: Mapping[str, str] = dict(zip(by_site, pool.map(read or read_robots, by_site), strict=True))
    rules = {site: Protego.parse(_for_us(text)) for site, text in told.items() if text}
    return frozenset(url for site, found in rules.items() for url in by_site[site] if not found.can_fetch(url, PROGRAM))


def read_robots(site: str) -> str:
    """Return the robots.txt of a site of the internet, or "" if it has none, does not answer in time, or is a machine of this
    network."""
    answers: list[str] = []
    # A site that sends a letter every nine seconds is silent for less than ten: only another thread can stop waiting for it.
    asking = Thread(target=lambda: answers.append(_asked(site)), daemon=True)
    asking.start()
    asking.join(SECONDS_IN_ALL)
    return answers[0] if answers else ""


def _asked(site: str) -> str:
    try:
        if not _is_public(site):
            return ""
        asked = Request(f"{site}/robots.txt", headers={"User-Agent": USER_AGENT})  # noqa: S310  # _is_public knows http and https alone
        with build_opener(_PublicOnly).open(asked, timeout=SECONDS) as answer:
            content: bytes = answer.read(MOST_BYTES)
    except (OSError, HTTPException, ValueError):  # nobody there, an error of the site's, an address that is none
        return ""
    return content.decode("utf-8", "replace")


class _PublicOnly(HTTPRedirectHandler):
    def redirect_request(self, req: Request, fp: object, code: int, msg: str, headers: object, newurl: str) -> Request | None:
        """Follow a redirect to the internet, and to nowhere else."""
        if not _is_public(newurl):
            raise URLError("a redirect into this network")
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def _for_us(text: str) -> str:
    """Return a robots.txt with one name for all other programs. A group may name any number of them before any number of rules,
    and the parser keeps each rule for each name: half a megabyte of both would fill the memory."""
    return "\n".join(_named_once(line) for line in text.splitlines())


def _named_once(line: str) -> str:
    found = AGENT.match(line)
    name = found[1].partition("#")[0].replace("*", "").strip().lower() if found else ""
    return "User-agent: another" if found and name and not PROGRAM.startswith(name) else line


def _site_of(url: str) -> str:
    """Return what stands before an address's path: the host in small letters, without a name and password before it; "" if it is
    no address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"


def _is_public(url: str) -> bool:
    """Say whether a name leads to the internet: a text must not make a machine ask its own network."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return False
    found = socket.getaddrinfo(parts.hostname, parts.port or parts.scheme, type=socket.SOCK_STREAM)
    return all(ipaddress.ip_address(str(where[0]).partition("%")[0]).is_global for *_, where in found)
