"""What a page may load and do: nothing but what it needs, and nothing from elsewhere. Written as a content security policy.

Whoever needs more for a page asks for it in `Needs`, by what it is for; the words of the policy are made here alone.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import sha256

from wellread.model import Value


class Needs(Value, frozen=True, kw_only=True):
    """What a page does beside showing text, styles and pictures of its own site.

    `scripts` are the addresses of its scripts, files of this site that are run as modules once the page is read. They may compile
    WebAssembly with `wasm`, get files of this site with `fetches`, and start workers, a service worker too, with `workers`. With
    `manifest` the page names a web app manifest.
    """

    scripts: tuple[str, ...] = ()
    wasm: bool = False
    fetches: bool = False
    workers: bool = False
    manifest: bool = False


class Shell(Value, frozen=True, kw_only=True):
    """What every HTML page has around what it shows: the text of its style element, its policy, and the scripts to be run."""

    style_html: str = ""
    policy_html: str = ""
    scripts: tuple[str, ...] = ()


@lru_cache(maxsize=512)
def make_shell(style: str, needs: Needs) -> Shell:
    return Shell(style_html=style, policy_html=policy_of(needs, (style,)), scripts=needs.scripts)


def united(every: Iterable[Needs]) -> Needs:
    """Return what they need together."""
    listed = tuple(every)
    return Needs(
        scripts=tuple(dict.fromkeys(script for each in listed for script in each.scripts)),
        wasm=any(each.wasm for each in listed),
        fetches=any(each.fetches for each in listed),
        workers=any(each.workers for each in listed),
        manifest=any(each.manifest for each in listed),
    )


def policy_of(needs: Needs, styles: Iterable[str]) -> str:
    """Return the policy of a page with these style elements, or of pages that together have them and need this."""
    asked = {
        "default-src": "'none'",
        "style-src": " ".join(("'self'", *sorted({hash_of(each) for each in styles if each}))),
        "img-src": "'self'",
        "script-src": " ".join(_scripts(needs)),
        "connect-src": "'self'" if needs.fetches else "",
        "worker-src": "'self'" if needs.workers else "",
        "manifest-src": "'self'" if needs.manifest else "",
        "form-action": "'self'",
        "base-uri": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in asked.items() if value)


def _scripts(needs: Needs) -> Iterator[str]:
    if needs.scripts:
        yield "'self'"
    if needs.wasm:
        yield "'wasm-unsafe-eval'"


def hash_of(text: str) -> str:
    """Return what a policy calls an element that holds exactly this text."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
