"""Git, asked by its plumbing: a repository of our own for one publication. It neither sees nor touches the site's working tree."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from wellread.problems import SiteError
from wellread.publish.rclone import masker

REMOTE = "readers"
"""By this name the repository that is published to is known in ours: an address may hold a password, so no command line has it."""
HANDED_ON = ("http.", "https.", "credential.", "url.", "core.sshcommand", "ssh.", "protocol.")
"""The settings of the site's repository by which git reaches another one and is let in."""
ITS_ENVIRONMENT = ("GIT_SSH", "GIT_SSH_COMMAND", "GIT_ASKPASS", "GIT_SSL_CAINFO", "GIT_SSL_NO_VERIFY", "GIT_PROXY_COMMAND")
NAMES = {f"GIT_{role}_{what}": name for role in ("AUTHOR", "COMMITTER") for what, name in (("NAME", "wellread"), ("EMAIL", ""))}
MOVED = re.compile(
    r"non-fast-forward|fetch first|stale info|failed to update ref|cannot lock ref|incorrect old value|remote rejected"
)
REASONS = (
    (
        r"could not read (Username|Password)|Authentication failed|Permission denied|error: 40[13]|denied to",
        "You may not push there. In CI, the job needs the permission “contents: write”; elsewhere, a key or token that git finds",
    ),
    (
        r"Host key verification failed",
        "This machine does not know the repository's host yet. Connect to it once by hand, or put its key into known_hosts",
    ),
    (
        r"Could not resolve host|unable to access|Connection (refused|timed out)",
        "The repository can't be reached. Is the network there?",
    ),
    (
        r"not found|does not appear to be a git repository|does not exist",
        "There is no such repository. Mend “repository” in site.yaml",
    ),
    (r"protected branch|pre-receive hook declined", "The repository's rules forbid a push to this branch"),
)
"""What git says (a pattern), and what it means to whoever publishes."""


class GitFailure(Exception):  # noqa: N818
    """Git said no, in its own words without secrets; `moved` says that the branch may have changed meanwhile."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.moved = bool(MOVED.search(said))

    @property
    def meaning(self) -> str:
        found = next((reason for pattern, reason in REASONS if re.search(pattern, str(self))), "Git said no")
        return f"{found}.\n  (git: {self})".replace("?.", "?")


class Git:
    """A bare repository that lives as long as a publication."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._folder = folder
        self._environment = dict(environment)

    def run(self, *words: str, given: bytes = b"") -> bytes:
        """Return what git prints. Raises GitFailure."""
        command = [find_git(), *words]
        done = subprocess.run(  # noqa: S603
            command, cwd=self._folder, env=self._environment, input=given, capture_output=True, check=False
        )
        if done.returncode:
            hide = masker(self._environment)
            lines = [line.strip() for line in done.stderr.decode("utf-8", "replace").splitlines() if line.strip()]
            raise GitFailure(hide("; ".join(line for line in lines if not line.startswith("hint:"))) or "no reason given")
        return done.stdout

    def line(self, *words: str, given: bytes = b"") -> str:
        return self.run(*words, given=given).decode("utf-8", "replace").strip()


@contextmanager
def own_repository(root: Path, repository: str) -> Iterator[Git]:
    """Give a new bare repository that is gone afterwards. It knows the other one, a name of the site's repository (origin), an
    address or a folder, as REMOTE, and is let in as the site's own is."""
    with TemporaryDirectory(prefix="wellread-") as scratch:
        around = _settings_around(root)
        settings = [(name, value) for name, value in around if name.startswith(HANDED_ON)]
        settings += [(f"remote.{REMOTE}.url", _address(repository, dict(around), root)), ("core.compression", "1")]
        handed = {"GIT_CONFIG_COUNT": str(len(settings))}
        for number, (name, value) in enumerate(settings):
            handed |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
        plain = {
            name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in (*ITS_ENVIRONMENT, *NAMES)
        }
        made = Git(Path(scratch), {**NAMES, **plain, **handed, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C", "TZ": "UTC"})
        made.run("init", "--quiet", "--bare", ".")
        yield made


def _settings_around(root: Path) -> list[tuple[str, str]]:
    """Return the settings of the repository that the site is in; none if it is in none."""
    command = [find_git(), "-C", str(root), "config", "--local", "--includes", "--list", "-z"]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    listed = done.stdout.decode("utf-8", "replace").split("\0") if done.returncode == 0 else []
    pairs = (entry.partition("\n") for entry in listed if entry)
    return [(name, value) for name, _, value in pairs]


def _address(repository: str, around: Mapping[str, str], root: Path) -> str:
    named = around.get(f"remote.{repository}.pushurl") or around.get(f"remote.{repository}.url")
    address = named or repository
    if named is None and re.fullmatch(r"[\w.-]+", repository) and not (root / repository).exists():
        raise SiteError(
            f"The site's folder {root.resolve()} is in no repository that knows “{repository}”. Name the one to push to by its "
            "address: repository: https://… in site.yaml."
        )
    is_path = "://" not in address and not re.match(r"[\w.-]+@[\w.-]+:|[\w.-]+:(?!\\)", address)
    return str((root / address).resolve()) if is_path else address


def find_git() -> str:
    found = shutil.which("git")
    if found is None:
        raise SiteError("git, which a branch is published with, is not installed.")
    return found
