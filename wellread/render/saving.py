"""Pages that readers save on their own device: what an article needs for it, the list of what was saved, and the worker.

What is done on the device stands in static/js/saved.js and templates/sw.js; see docs/offline.md.
"""

from __future__ import annotations

import msgspec

from wellread.approval import add_months
from wellread.model import Article, Settings, Value
from wellread.render.catalogue import Catalogue
from wellread.render.parts import LIST_NAMES, make_head
from wellread.render.policy import Needs
from wellread.render.views import Head, ReviewView, SavedView

SCRIPT = "js/saved.js"
WORKER = "sw.js"
"""Template and path of the worker: at the top, since a worker rules over nothing above itself."""
MANIFEST = "site.webmanifest"
ICONS = {"192x192": "img/icon-192.png", "512x512": "img/icon-512.png"}


class WorkerView(Value, frozen=True, kw_only=True):
    """sw.js knows its site by where it stands."""


class IconView(Value, frozen=True, kw_only=True):
    src: str
    sizes: str
    type: str


class ManifestView(Value, frozen=True, kw_only=True):
    """What a telephone shows of the site where a reader puts it beside her apps. The names are those of the standard."""

    name: str
    short_name: str
    description: str
    lang: str
    start_url: str
    scope: str
    display: str
    background_color: str
    theme_color: str
    icons: tuple[IconView, ...]


def with_saving(catalogue: Catalogue, head: Head) -> Head:
    """Return the head of a page that can be saved, or that lists what was."""
    script = catalogue.images.get(SCRIPT)
    needs = Needs(scripts=(script.url,), workers=True) if script else Needs()
    return msgspec.structs.replace(head, needs=needs)


def saved_until(settings: Settings, article: Article, review: ReviewView) -> str:
    """Return the day after which a saved copy says that it may be out of date; "" for a page that cannot be saved.

    It is the day by which the next check is due. A page that no clinician has checked, or that was changed since, has no such day:
    there it is as long after the last change as a check holds.
    """
    if not settings.features.save_pages or article.status == "draft":
        return ""
    due = review.next_review.iso if review.next_review else ""
    return due or add_months(article.updated, article.review_months).isoformat()


def view_saved(catalogue: Catalogue, lang: str) -> SavedView:
    """Return the page that lists what a reader saved: the same for everybody, and filled in on her device."""
    head = make_head(
        catalogue,
        lang=lang,
        url=catalogue.url("list", "saved", lang),
        title=LIST_NAMES["saved"],
        description=f"The pages of {catalogue.site.settings.title} that you saved on this device, to read without a connection.",
        noindex=True,
    )
    return SavedView(
        head=with_manifest(catalogue, with_saving(catalogue, head)),
        intro="Pages that you keep on this device, to read without a connection.",
    )


def with_manifest(catalogue: Catalogue, head: Head) -> Head:
    """Return the head of a page from which the site can be put beside a reader's apps."""
    if not catalogue.site.settings.features.save_pages:
        return head
    needs = msgspec.structs.replace(head.needs, manifest=True)
    return msgspec.structs.replace(head, needs=needs, manifest_url=catalogue.addresses.base_path + MANIFEST)


def view_manifest(catalogue: Catalogue, lang: str) -> ManifestView:
    settings = catalogue.site.settings
    home = catalogue.addresses.base_path
    icons = ((sizes, catalogue.images.get(name)) for sizes, name in ICONS.items())
    return ManifestView(
        name=settings.title,
        short_name=settings.title,
        description=settings.description,
        lang=lang,
        start_url=home,
        scope=home,
        display="minimal-ui",
        background_color="#ffffff",
        theme_color=settings.theme_colour,
        icons=tuple(IconView(src=icon.url, sizes=sizes, type="image/png") for sizes, icon in icons if icon),
    )
