"""`wellread publish` on the command line: what its options ask for, and what is printed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from wellread.model import Settings
from wellread.pipeline import Order, settings_of
from wellread.problems import SiteError
from wellread.publish import (
    Publication,
    find_target,
    list_releases,
    publish_folder,
    releases_as_json,
    roll_back,
    shipped_as_json,
    tell_releases,
    tell_shipped,
)
from wellread.publish.git import find_git
from wellread.publish.places import refuse_own_output, refuse_placeholder, releases_remote, remote_of, repository_of


def refuse_early(chosen: argparse.Namespace, order: Order) -> None:
    """Raise SiteError for a place that can't be published to whatever is built, before anything is."""
    try:
        settings = settings_of(order)
    except SiteError:  # the build says where the mistake in site.yaml is
        return
    target = find_target(settings, chosen.target)
    refuse_placeholder(order.base_url or settings.base_url)
    refuse_own_output(target, order.root, order.output)
    if target.kind == "github-pages":
        find_git()
        repository_of(target)
    else:
        remote_of(target, chosen.site)
        releases_remote(target, chosen.site)


def publish_or_take_back(
    chosen: argparse.Namespace, settings: Settings, output: Path, extras: Mapping[str, bytes] | None = None
) -> str:
    """Do what the words ask for, and return what is printed at the end. How it goes is told meanwhile. Raises SiteError, which
    names the place that it is about."""
    try:
        return _done(chosen, settings, output, extras)
    except SiteError as error:
        about = "" if str(error).startswith("targets:") else f"{chosen.target}: "
        raise SiteError(f"{about}{error}") from error


def _done(chosen: argparse.Namespace, settings: Settings, output: Path, extras: Mapping[str, bytes] | None = None) -> str:
    if chosen.to and not chosen.rollback:
        raise SiteError("--to names the release that --rollback brings back. Write: --rollback --to ID")
    order = Publication(
        target=find_target(settings, chosen.target),
        root=chosen.site,
        base_url=chosen.base_url or settings.base_url,
        title=settings.title,
        dry_run=chosen.dry_run,
        force=chosen.yes,
    )
    as_json = chosen.format == "json"
    say = partial(print, file=sys.stderr, flush=True)
    if chosen.releases:
        kept = list_releases(order)
        return releases_as_json(kept, order.target) if as_json else tell_releases(kept, order.target)
    if chosen.rollback:
        shipped, back_to = roll_back(order, chosen.to, say)
        tell = shipped_as_json if as_json else tell_shipped
        return tell(shipped, order.target, dry_run=chosen.dry_run, back_to=back_to)
    shipped = publish_folder(order, output, say, extras=extras)
    return (shipped_as_json if as_json else tell_shipped)(shipped, order.target, dry_run=chosen.dry_run)
