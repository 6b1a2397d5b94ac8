"""A built site → what its web server has to be told, from the same rules that `_headers` and `_redirects` give to hosts.

hosting(chosen)     the text for a kind of host, or all of them into a folder
rules       what a site asks for, read back from the two files
nginx       for nginx
caddy       for Caddy
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from wellread.hosting.caddy import caddy
from wellread.hosting.nginx import nginx
from wellread.hosting.rules import Hosted, read_headers, read_redirects
from wellread.pipeline import Order, settings_of
from wellread.problems import SiteError, ended, nearest
from wellread.render.addresses import split_base_url
from wellread.render.headers import HEADERS_FILE, headers_file
from wellread.render.redirects import REDIRECTS_FILE, redirects_file
from wellread.write import read_manifest

__all__ = ["hosted", "hosting", "tell_hosting"]

KINDS: Mapping[str, tuple[str, Callable[[Hosted], str]]] = {
    "nginx": ("wellread.nginx.conf", nginx),
    "caddy": ("wellread.caddy", caddy),
    "headers": (HEADERS_FILE, lambda site: headers_file(site.rules).decode()),
    "redirects": (REDIRECTS_FILE, lambda site: redirects_file(site.redirects).decode()),
    "netlify": ("_redirects.netlify", lambda site: redirects_file(site.redirects, forced=True).decode()),
}
"""What can be asked for, the file it is written to, and what makes it."""


def hosting(chosen: argparse.Namespace) -> str:
    """Return what the command line asks for: the text for a kind of host, or where it was written to."""
    root: Path = chosen.site
    output = chosen.output or root / "public"
    base_url = chosen.base_url or settings_of(Order(root=root, output=output, today=date.min)).base_url
    site = hosted(output, base_url, chosen.folder, brotli=not chosen.no_brotli)
    return tell_hosting(chosen.kind, site, chosen.write)


def tell_hosting(kind: str, site: Hosted, write: Path | None) -> str:
    """Return the text for a kind of host. With `write`, put it into that folder (without `kind`, all of them) and say where."""
    if kind not in KINDS and (kind or write is None):
        meant = nearest(kind, KINDS) if kind else ""
        raise SiteError(
            ended(f"“{kind}” is no kind of host; {meant or 'there are: ' + ', '.join(KINDS)}")
            if kind
            else f"Say for what: wellread hosting {' | '.join(KINDS)}. With --write DIR all of them are written into a folder."
        )
    if write is None:
        return KINDS[kind][1](site)
    told = ""
    for name, make in [KINDS[kind]] if kind else KINDS.values():
        text = make(site)
        try:
            write.mkdir(parents=True, exist_ok=True)
            (write / name).write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise SiteError(f"{write / name} can't be written: {error.strerror}.") from error
        told += f"{write / name}\n"
    return told


def hosted(output: Path, base_url: str, folder: str = "", *, brotli: bool = True) -> Hosted:
    """Return the site that was built into a folder. `folder` is where the server finds it, if not there; without `brotli` the
    server is one that can't send these copies. Raises SiteError if no site is there, or one for another base path."""
    manifest = read_manifest(output)
    if manifest is None or manifest.state != "complete":
        raise SiteError(f"{output} holds no finished site. Build it first.")
    base_path = split_base_url(base_url)[1]
    rules = read_headers(_text_of(output / HEADERS_FILE))
    if not any(rule.pattern == f"{base_path}*" for rule in rules):
        raise SiteError(
            f"The {HEADERS_FILE} in {output} has no rules for {base_path}*. Give the --base-url that the site was built with; a "
            f"{HEADERS_FILE} of your own needs a rule for all pages too."
        )
    copies = {
        end: any(path.endswith(end) and path.removesuffix(end) in manifest.files for path in manifest.files)
        for end in (".gz", ".br")
    }
    return Hosted(
        folder=folder or str(output.resolve()),
        base_path=base_path,
        rules=rules,
        redirects=read_redirects(_text_of(output / REDIRECTS_FILE)),
        gzip=copies[".gz"],
        brotli=copies[".br"] and brotli,
    )


def _text_of(file: Path) -> str:
    """Return what a file says: nothing, if there is none."""
    try:
        return file.read_text("utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise SiteError(f"{file} can't be read: {error}.") from error
