"""What a link points at: an entry of the site, a heading on the page, another site, a mailbox, a telephone."""

from __future__ import annotations

from urllib.parse import unquote

from wellread.model import Link, Mark
from wellread.prose.sanitise import SYMBOLIC

KINDS = {"http": "web", "https": "web", "mailto": "mail", "tel": "phone"} | {scheme: scheme for scheme in SYMBOLIC}


def make_link(href: str, text: str, mark: Mark) -> Link:
    """Return the link to `href`. The target of a symbolic link is the id alone, of any other the address without its fragment."""
    before, _, fragment = href.partition("#")
    scheme, colon, rest = before.partition(":")
    kind = KINDS.get(scheme.lower(), "unknown") if colon else "unknown"
    if not before and fragment:
        kind = "fragment"
    target = unquote(rest) if kind in SYMBOLIC else before
    return Link(kind=kind, target=target, fragment=unquote(fragment), text=text, mark=mark)
