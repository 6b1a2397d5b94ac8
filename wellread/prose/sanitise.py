"""Nothing but the tags, attributes, classes and link schemes named here gets through; nothing is loaded from another site.

The allow-list is narrower than it needs to be for what the engine makes today, on purpose: it is the last gate, whatever the
engine does tomorrow. No inline style and no script can pass, so that the pages need no exceptions in their content policy.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import Literal

import nh3

SYMBOLIC = ("article", "term", "symptom", "topic", "page", "list", "source")
"""Link schemes that name an entry of the site; render/ gives them addresses."""

SITE_PATH = re.compile(r"/(?![/\\])[^\s\\]*")
"""A path on this site. Browsers read "//" and "/\\" as another site, and drop tabs and line ends inside addresses."""


def _attribute(tag: str, name: str, value: str) -> str | None:
    if tag == "img" and name == "src":
        return value if SITE_PATH.fullmatch(value) else None
    return value


_CLEANER = nh3.Cleaner(
    tags=set(
        "p h2 h3 h4 h5 h6 em strong a img br ul ol li blockquote pre code hr table thead tbody tr th td div".split()  # noqa: SIM905
    ),
    attributes={
        "a": {"href", "title"},
        "img": {"src", "alt", "title"},
        "ol": {"start"},
        "th": {"scope"},
        "div": {"role"},
    },
    allowed_classes={
        "div": {"callout", "note", "tip", "important", "warning", "caution"},
        "p": {"callout-title"},
        "ul": {"do", "dont"},
        "th": {"align-left", "align-center", "align-right"},
        "td": {"align-left", "align-center", "align-right"},
    },
    attribute_filter=_attribute,
    link_rel=None,
    url_schemes={"https", "http", "mailto", "tel", "cite", *SYMBOLIC},
)

_INLINE_CLEANER = nh3.Cleaner(
    tags={"em", "strong", "a", "code", "br"},
    attributes={"a": {"href", "title"}},
    link_rel=None,
    url_schemes={"https", "http", "mailto", "tel", "cite", *SYMBOLIC},
)


def sanitise(html: str) -> str:
    """Return `html` with only what is allowed in a text, well-formed."""
    return _CLEANER.clean(html)


def sanitise_inline(html: str) -> str:
    """Return `html` with only what is allowed in one line of text, without the blocks around it."""
    return _INLINE_CLEANER.clean(html)


@lru_cache(maxsize=4096)
def safe_address(address: str, attribute: Literal["href", "src"]) -> bool:
    """Say whether the address of a link (href) or of a picture (src) is let through."""
    tag = "a" if attribute == "href" else "img"
    return f"{attribute}=" in sanitise(f'<{tag} {attribute}="{escape(address)}">')
