"""A built folder → where readers get it.

publish(order, name, …)    build, and make a place that site.yaml names hold what was built
rclone      files at a place: list, read, put, delete
steps       what has to be done there, in a safe order
shipping    one publication: lock, ship, verify
"""

from __future__ import annotations

import getpass
import platform
from collections.abc import Callable
from pathlib import Path

from wellread.model import PublishTarget, Settings
from wellread.problems import SiteError, nearest
from wellread.publish.rclone import Remote
from wellread.publish.shipping import Shipment, Shipped, look, ship
from wellread.write import read_manifest

__all__ = ["find_target", "publish_folder", "tell_shipped"]

MOST_TOLD = 20


def find_target(settings: Settings, name: str) -> PublishTarget:
    """Return the place of that name. Raises SiteError if site.yaml names none."""
    names = [each.name for each in settings.targets]
    for each in settings.targets:
        if each.name == name:
            return each
    if not names:
        raise SiteError("site.yaml names no place to publish to. Add targets: {live: {kind: folder, to: /srv/www/site}} or alike.")
    raise SiteError(f"site.yaml names no place “{name}”; {nearest(name, names) or 'there are: ' + ', '.join(names)}.")


def publish_folder(
    target: PublishTarget, output: Path, root: Path, *, dry_run: bool, force: bool, say: Callable[[str], None]
) -> Shipped:
    """Make the target hold what was built into `output`, or only look what there would be to do."""
    manifest = read_manifest(output)
    if manifest is None or manifest.state != "complete":
        raise SiteError(f"{output} holds no finished site. Build it first.")
    shipment = Shipment(folder=output, manifest=manifest, copies=target.copies, most_deletions=target.most_deletions)
    remote = remote_of(target, root)
    if dry_run:
        return look(remote, shipment)
    who = f"{getpass.getuser()} on {platform.node()}"
    return ship(remote, shipment, lambda _: {}, who=who, force=force, say=say)


def remote_of(target: PublishTarget, root: Path) -> Remote:
    """Return the place as rclone knows it. The keys of a bucket come from the environment, or from where Amazon's programs look."""
    if target.kind == "folder":
        return Remote(str((root / target.to).absolute()))
    if target.kind == "s3":
        options = {"provider": "Other" if target.endpoint else "AWS", "env_auth": "true"}
        options |= {name: value for name, value in (("endpoint", target.endpoint), ("region", target.region)) if value}
        said = ",".join(f'{name}="{value}"' if ":" in value else f"{name}={value}" for name, value in options.items())
        return Remote(f":s3,{said}:{target.to}")
    return Remote(target.to)


def tell_shipped(shipped: Shipped, target: PublishTarget, *, dry_run: bool) -> str:
    """Return what was done, in words."""
    steps = shipped.steps
    listed = [*(f"  + {path}" for path in steps.uploaded), *(f"  - {path}" for path in steps.last)]
    lines = listed[:MOST_TOLD] if dry_run else []
    if dry_run and len(listed) > MOST_TOLD:
        lines.append(f"  and {len(listed) - MOST_TOLD} more")
    would = "would be " if dry_run else ""
    moved = f"{len(steps.uploaded)} files {would}put there, {len(steps.last)} {would}deleted, {steps.unchanged} unchanged"
    lines.append(
        f"{target.name}: {moved}."
        + (f" {len(steps.foreign)} are not ours and stay." if steps.foreign else "")
        + ("" if dry_run else " What is there now was compared with what was built: it is the same.")
    )
    return "\n".join(lines)
