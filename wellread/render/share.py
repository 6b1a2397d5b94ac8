"""Pictures for where an address of the site is shared: one for each article, with its title, and one for all other pages.

What is on them is what doesn't go stale where others keep a copy: a title, a kind, the site's name. No review, no date. A picture's
address has the hash of what it shows in it, so that a new title is a new picture, and no old one is shown for it.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from hashlib import blake2b
from urllib.parse import quote

import msgspec

from wellread.model import Article, Settings, Value
from wellread.render.views import ShareImageView
from wellread.render.words import LABELS

TEMPLATE = "share.svg"
WIDTH, HEIGHT = 1200, 630
MARKS = {"img/icon.svg": "image/svg+xml", "img/icon.png": "image/png", "img/icon-192.png": "image/png"}
LARGEST_MARK = 100_000
LIGHT, DARK = "#ffffff", "#101816"
BETWEEN = 0.199
"""The brightness of paper on which light and dark letters stand out alike."""


class ShareView(Value, frozen=True, kw_only=True):
    """What a picture shows. Without a title it is the site's; `mark` is the site's sign as a data: address."""

    title: str
    label: str
    lang: str
    site: str
    tagline: str
    mark: str
    paper: str
    ink: str


class Sharing(Value, frozen=True, kw_only=True):
    """What all these pictures have in common: the site's own, and the hash of the template they are made with."""

    own: ShareView
    template: str
    base: str

    def view(self, article: Article | None) -> ShareView:
        if article is None:
            return self.own
        return msgspec.structs.replace(self.own, title=article.title, label=LABELS[article.type], lang=article.lang)

    def path(self, article: Article | None) -> str:
        """Return "assets/share/hiccups.0123456789ab.png"."""
        shown = msgspec.msgpack.encode((self.view(article), self.template))
        return f"assets/share/{article.id if article else 'site'}.{blake2b(shown, digest_size=6).hexdigest()}.png"

    def image(self, article: Article | None) -> ShareImageView:
        alt = f"{article.title} – {self.own.site}" if article else self.own.site
        return ShareImageView(url=self.base + quote(self.path(article)), width=WIDTH, height=HEIGHT, alt=alt)


def sharing_of(settings: Settings, templates: Mapping[str, str], static: Mapping[str, bytes], base: str) -> Sharing | None:
    """Return what sharing pictures have in common; None for a site without a template for them. `base` is the site's address."""
    if TEMPLATE not in templates:
        return None
    own = ShareView(
        title="",
        label="",
        lang=settings.language,
        site=settings.title,
        tagline=settings.tagline,
        mark=_mark(static),
        paper=settings.theme_colour,
        ink=LIGHT if _luminance(settings.theme_colour) < BETWEEN else DARK,
    )
    texts = sorted(own_templates(templates).items())
    return Sharing(own=own, template=blake2b(msgspec.msgpack.encode(texts), digest_size=16).hexdigest(), base=base)


def own_templates(templates: Mapping[str, str]) -> dict[str, str]:
    """Return the templates that these pictures can be made of: they need no others, so that no change of others makes them anew."""
    return {name: text for name, text in templates.items() if name.rpartition("/")[2] == TEMPLATE}


def _mark(static: Mapping[str, bytes]) -> str:
    for name, kind in MARKS.items():
        if len(static.get(name, b"") or bytes(LARGEST_MARK + 1)) <= LARGEST_MARK:
            return f"data:{kind};base64,{b64encode(static[name]).decode()}"
    return ""


def _luminance(colour: str) -> float:
    """Return how bright a colour "#0b5351" is, from 0 to 1, as WCAG reckons it."""
    digits = colour.lstrip("#")
    digits = "".join(2 * each for each in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
