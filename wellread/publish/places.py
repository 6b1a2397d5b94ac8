"""The places that site.yaml names, ready to be published to; and what no place may be."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from wellread.model import PublishTarget, Settings
from wellread.problems import SiteError, nearest
from wellread.publish.folder import Folder
from wellread.publish.headers import FILE, HeaderRules, read_rules
from wellread.publish.place import Place
from wellread.publish.rclone import Remote

RELEASES = ".wellread/releases"
SECRET_OPTION = re.compile(r"(?i)\b(\w*(?:pass|secret|token|key)\w*)\s*=")


def find_target(settings: Settings, name: str) -> PublishTarget:
    """Return the place of that name. Raises SiteError if site.yaml names none."""
    names = [each.name for each in settings.targets]
    for each in settings.targets:
        if each.name == name:
            return each
    if not names:
        raise SiteError("site.yaml names no place to publish to. Add targets: {live: {kind: folder, to: /srv/www/site}} or alike.")
    raise SiteError(f"site.yaml names no place “{name}”; {nearest(name, names) or 'there are: ' + ', '.join(names)}.")


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
    if ":" in target.releases:
        return Remote(f"{target.releases.rstrip('/')}{'' if target.releases.endswith(':') else '/'}{target.name}")
    return Folder((root / (target.releases or RELEASES) / target.name).absolute())


def headers_of(target: PublishTarget, output: Path, base_url: str) -> HeaderRules | None:
    """Return what is sent with the files of a built folder, or None for a folder: there a web server does it."""
    if target.kind == "folder":
        return None
    base_path = f"{urlsplit(base_url).path.rstrip('/')}/"
    file = output / FILE
    return read_rules(file.read_text("utf-8"), base_path) if file.is_file() else HeaderRules(base_path=base_path)


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
    if found or re.search(r"://[^/\s]*@", address):
        what = f"“{found[1]}”" if found else "a name and password"
        raise SiteError(
            f"targets: {target.name} holds {what} in its address. Passwords and keys don't belong in site.yaml: put them into "
            "rclone's configuration (`rclone config`) or the environment, and change them, since they were written down."
        )
