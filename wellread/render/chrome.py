"""What is the same on every page of a language: the menus, the addresses of assets and feeds, the emergency numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from colorsys import hls_to_rgb, rgb_to_hls
from typing import Literal
from urllib.parse import quote

from wellread.model import MenuItem
from wellread.render.assets import Assets
from wellread.render.catalogue import Catalogue
from wellread.render.feeds import feed_path
from wellread.render.views import Chrome, EmergencyNumberView, LinkView, MenuGroupView

RIGHT_TO_LEFT = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"))
ICONS = ("img/icon.svg", "img/icon.png", "root/favicon.svg", "root/favicon.ico", "favicon.ico")
"""Files in static/ that can be the site's icon, the best first."""

DARKEST = 0.11
"""How light the browser's frame is in the dark, 0 to 1, where site.yaml names no colour for it."""

EMERGENCY = "emergency"
"""A page, or a heading of one, with this id is what the emergency numbers lead to."""


def make_chrome(catalogue: Catalogue, lang: str, assets: Assets) -> Chrome:
    """Return what every page in `lang` shows. A menu item that leads nowhere is left out."""
    settings = catalogue.site.settings
    base_path = catalogue.addresses.base_path
    groups = (MenuGroupView(heading=group.heading, items=_links(catalogue, group.items, lang)) for group in settings.footer)
    return Chrome(
        title=settings.title,
        language=lang,
        direction=_direction(lang),
        home_url=catalogue.url("list", "home", lang),
        print_stylesheet=base_path + assets.print_stylesheet if assets.print_stylesheet else "",
        further_stylesheet=base_path + assets.further_stylesheet if assets.further_stylesheet else "",
        icon=next((base_path + quote(assets.paths[name]) for name in ICONS if name in assets.paths), ""),
        theme_colour=settings.theme_colour,
        theme_colour_dark=settings.theme_colour_dark or _darkened(settings.theme_colour),
        menu=_links(catalogue, settings.menu, lang),
        footer=tuple(group for group in groups if group.items),
        footer_note=settings.footer_note,
        organisation=settings.organisation,
        contact=LinkView(text=re.sub(r"^(mailto:|tel:|https?://)", "", settings.contact), url=settings.contact),
        atom_feed=base_path + feed_path(catalogue, lang, "feed.xml"),
        json_feed=base_path + feed_path(catalogue, lang, "feed.json"),
        clinical_feed=base_path + feed_path(catalogue, lang, "feed-clinical.xml"),
        emergency_numbers=tuple(
            EmergencyNumberView(place=each.place, number=each.number, url=f"tel:{re.sub(r'[^0-9+*#]', '', each.number)}")
            for each in settings.emergency_numbers
        ),
        emergency_url=_emergency_url(catalogue, lang),
        search_url=catalogue.addresses.url_for("list", "search", lang) or "",
    )


def _darkened(colour: str) -> str:
    """Return a colour ("#0b5351") in a shade that light words can be read on."""
    hue, lightness, saturation = rgb_to_hls(*(int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)))
    channels = hls_to_rgb(hue, min(lightness, DARKEST), saturation)
    return "#" + "".join(f"{round(each * 255):02x}" for each in channels)


def _direction(lang: str) -> Literal["ltr", "rtl"]:
    return "rtl" if lang.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


def _links(catalogue: Catalogue, items: Iterable[MenuItem], lang: str) -> tuple[LinkView, ...]:
    """Return the items as links; an outside address stays as it is."""
    found: list[LinkView] = []
    for item in items:
        kind, _, rest = item.to.partition(":")
        target, _, fragment = rest.partition("#")
        outside = item.to if kind in ("http", "https", "mailto", "tel") else None
        url = outside or catalogue.addresses.url_for(kind, target, lang, fragment)
        if url:
            found.append(LinkView(text=item.text, url=url))
    return tuple(found)


def _emergency_url(catalogue: Catalogue, lang: str) -> str:
    """Return the address of the page about emergencies, or of a page's part about them, or of the home page."""
    for each in dict.fromkeys((lang, catalogue.addresses.language)):
        for page in catalogue.pages.get(each, ()):
            body = catalogue.body("page", page)
            if page.id == EMERGENCY:
                return catalogue.url("page", page.id, each)
            if body and any(heading.id == EMERGENCY for heading in body.headings):
                return catalogue.addresses.url_for("page", page.id, each, EMERGENCY) or ""
    return catalogue.url("list", "home", lang)
