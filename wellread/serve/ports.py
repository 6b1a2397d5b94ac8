"""Where the preview listens, and the names that it answers to."""

from __future__ import annotations

import errno
import ipaddress
import socket
from urllib.parse import urlsplit

from wellread.problems import SiteError

NEXT_PORTS = 20
THIS_COMPUTER = frozenset({"localhost", "127.0.0.1", "[::1]"})


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens already, so that nobody can take the port while the site is built. Port 0 takes a free one.

    Raises SiteError when nobody can listen there; where the port is taken, it names the next free one.
    """
    try:
        listening = _open(host, port)
    except OSError as error:
        raise SiteError(_why_not(error, host, port)) from None
    listening.setblocking(False)
    return listening


def address_of(listening: socket.socket, host: str) -> str:
    """Return the address for a browser on this computer."""
    bound, port = listening.getsockname()[:2]
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(bound, host)  # noqa: S104  # the address of all, which no browser can open
    return f"http://{f'[{here}]' if ':' in here else here}:{port}/"


class Names:
    """The host names that requests may carry. A page elsewhere can make its own name lead to this computer ("DNS rebinding"); what
    its reader's browser then asks for carries that name, and gets no answer.

    Whoever listens for other computers too (`--host 0.0.0.0`) is also called by numbers, which nobody can make lead elsewhere, and
    by the computer's own name.
    """

    def __init__(self, listening: socket.socket, host: str) -> None:
        bound = ipaddress.ip_address(listening.getsockname()[0].partition("%")[0])
        own = socket.gethostname().lower()
        self._known = THIS_COMPUTER | {_in_address(host.lower())}
        self._is_open = not bound.is_loopback
        if self._is_open:
            self._known |= {own, f"{own.partition('.')[0]}.local"}

    def include(self, name: str) -> bool:
        """Say whether this computer answers to the name of a Host header (without the port; IPv6 in brackets)."""
        name = name.lower().removesuffix(".")
        return name in self._known or (self._is_open and _is_number(name))


def is_same_origin(origin: str, host: str) -> bool:
    """Say whether a page of `origin` was served at the Host header `host`."""
    return urlsplit(origin).netloc.lower() == host.lower()


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name[1:-1] if name.startswith("[") and name.endswith("]") else name)
    except ValueError:
        return False
    return True


def _open(host: str, port: int) -> socket.socket:
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except UnicodeError:  # too long for a host's name
        raise socket.gaierror(socket.EAI_NONAME, "no name of a computer") from None
    return socket.create_server(address[:2], family=family)


def _why_not(error: OSError, host: str, port: int) -> str:
    """Return in a sentence why nobody can listen there, and what to do."""
    if error.errno == errno.EACCES:
        return f"port {port} is only for the computer's administrator; add --port 8000"
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return f"“{host}” is not an address of this computer; leave --host out, or write --host 127.0.0.1"
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is used by another program; {_free_port(host, port)}"
    return f"nobody can listen at {host}, port {port}: {error.strerror}"


def _free_port(host: str, port: int) -> str:
    for each in range(port + 1, min(port + NEXT_PORTS, 65536)):
        try:
            _open(host, each).close()
        except OSError:
            continue
        return f"port {each} is free: add --port {each}"
    return "add --port 0 to take any that is free"
