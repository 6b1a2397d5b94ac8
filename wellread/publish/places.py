"""The places that site.yaml names, ready to be published to; and what no place may be."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from wellread.model import PublishTarget, Settings
from wellread.problems import SiteError, ended, nearest
from wellread.publish.folder import Folder
from wellread.publish.headers import FILE, HeaderRules, read_rules
from wellread.publish.place import Place
from wellread.publish.rclone import Remote

RELEASES = ".wellread/releases"
LETS_IN = re.compile(r"://[^/\s@]*:[^/\s]*@|https?://[^/\s]*@")
"""A password in an address, or a name that may be one; git's “ssh://git@…” is none."""
STANDS_FOR_ANY = re.compile(r"(?:^|\.)(?:example(?:\.(?:com|net|org))?|invalid)\.?$")
"""Names that belong to nobody (RFC 2606). “test” and “localhost” are left: with these a site is tried out."""
SECRET_OPTION = re.compile(r"(?i)\b(\w*(?:pass|secret|token|key)\w*)\s*=")


def find_target(settings: Settings, name: str) -> PublishTarget:
    """Return the place of that name. Raises SiteError if site.yaml names none."""
    names = [each.name for each in settings.targets]
    for each in settings.targets:
        if each.name == name:
            return each
    if not names:
        raise SiteError("site.yaml names no place to publish to. Add targets: {live: {kind: folder, to: /srv/www/site}} or alike.")
    raise SiteError(ended(f"site.yaml names no place “{name}”; {nearest(name, names) or 'there are: ' + ', '.join(names)}"))


def remote_of(target: PublishTarget, root: Path) -> Place:
    """Return the place. The keys of a bucket come from the environment, or from where Amazon's programs look."""
    if target.kind == "folder":
        return Folder(_folder_of(target, root))
    if target.kind == "s3":
        if not target.to.strip("/"):
            raise SiteError(f"targets: {target.name} names no bucket; write it as to: my-bucket, or my-bucket/a/path.")
        options = {"provider": "Other" if target.endpoint else "AWS", "env_auth": "true"}
        options |= {name: value for name, value in (("endpoint", target.endpoint), ("region", target.region)) if value}
        said = ",".join(f'{name}="{value}"' for name, value in options.items())
        _refuse_secret(target, target.endpoint)
        return Remote(f":s3,{said}:{target.to.strip('/')}", needs_room=True)
    _refuse_secret(target, target.to)
    if ":" not in target.to:
        raise SiteError(
            f"targets: {target.name} says to: {target.to}, which names no remote of rclone's configuration; write it as "
            "remote:path. For a folder of this machine, kind is folder."
        )
    return Remote(target.to)


def releases_remote(target: PublishTarget, root: Path) -> Place:
    """Return where the releases of a place are kept."""
    _refuse_secret(target, target.releases)
    is_remote = ":" in target.releases
    folder = (root / (target.releases or RELEASES) / target.name).absolute()
    if target.kind == "folder" and not is_remote:
        in_reach = folder.resolve().is_relative_to((root / target.to).resolve())
    else:
        to = target.to.rstrip("/")
        in_reach = (
            target.kind == "rclone"
            and is_remote
            and f"{target.releases.rstrip('/')}/".startswith(to if to.endswith(":") else f"{to}/")
        )
    if in_reach:
        raise SiteError(
            f"targets: {target.name} keeps earlier publications in {target.releases}, where readers could get what was taken back. "
            "Name a place for “releases” that they can't see, or leave it out."
        )
    if is_remote:
        return Remote(f"{target.releases.rstrip('/')}{'' if target.releases.endswith(':') else '/'}{target.name}")
    return Folder(folder)


def headers_of(target: PublishTarget, output: Path, base_url: str) -> HeaderRules | None:
    """Return what is sent with the files of a built folder, or None for a folder: there a web server does it."""
    if target.kind == "folder":
        return None
    base_path = f"{urlsplit(base_url).path.rstrip('/')}/"
    file = output / FILE
    return read_rules(file.read_text("utf-8"), base_path) if file.is_file() else HeaderRules(base_path=base_path)


def refuse_placeholder(base_url: str) -> None:
    """Raise SiteError for an address that stands for any site, as a new one's site.yaml has it: readers would be sent there."""
    host = urlsplit(base_url).hostname or ""
    if STANDS_FOR_ANY.search(host):
        raise SiteError(
            f"The site's address is {base_url}, which stands for any site and is nobody's: links in feeds and search engines "
            "would lead there. Write the address that readers will use into site.yaml, after base_url:, or give it with "
            "--base-url. Nothing was published."
        )


def refuse_own_output(target: PublishTarget, root: Path, output: Path) -> None:
    """Raise SiteError for a place that is the folder that was built into, or overlaps it."""
    place, built = (root / target.to).resolve(), output.resolve()
    if target.kind == "folder" and (place.is_relative_to(built) or built.is_relative_to(place)):
        raise SiteError(
            f"targets: {target.name} leads to {place}, and the site was built into {built}. These have to be two folders, "
            "neither in the other: build somewhere else (--output), or publish to a folder beside it."
        )


def repository_of(target: PublishTarget) -> str:
    """Return the repository that a branch is pushed to. Raises SiteError if its address holds a password."""
    _refuse_secret(target, target.repository)
    return target.repository


def _folder_of(target: PublishTarget, root: Path) -> Path:
    folder, site = (root / target.to).resolve(), root.resolve()
    where = f"targets: {target.name} leads to {folder}"
    if folder == site or folder.is_relative_to(site) or site.is_relative_to(folder):
        raise SiteError(
            f"{where}, which is {'inside' if folder.is_relative_to(site) else 'around'} the site's own folder {site}. Publish to a "
            "folder beside it, such as ../live, or to another place."
        )
    if folder.exists() and not folder.is_dir():
        raise SiteError(f"{where}, which is a file. Name a folder, or move the file away.")
    nearest_folder = next(each for each in (folder, *folder.parents) if each.is_dir())
    if not os.access(nearest_folder, os.W_OK | os.X_OK):
        raise SiteError(f"{where}, and you may not write in {nearest_folder}. Let whoever runs this write there: chown or chmod.")
    return folder


def _refuse_secret(target: PublishTarget, address: str) -> None:
    """Raise SiteError for an address that holds a password: it would stand in site.yaml, and on rclone's command line."""
    found = SECRET_OPTION.search(address)
    if found or LETS_IN.search(address):
        what = f"“{found[1]}”" if found else "a name and password"
        raise SiteError(
            f"targets: {target.name} holds {what} in its address. Passwords and keys don't belong in site.yaml: put them into "
            "rclone's configuration (`rclone config`), git's, or the environment; and change them, since they were written down."
        )
