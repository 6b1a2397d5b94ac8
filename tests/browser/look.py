"""Takes pictures of every kind of page: on a phone, on a desk, in the light, in the dark and on paper. `make look` runs it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence

from playwright.sync_api import Page

from tests.browser.built import KINDS, ROOT, BuiltSite, build
from tests.browser.chromium import chromium
from tests.browser.serving import serving

ADDRESS = "https://example.org/"
SITE, SCREENS = ROOT / "build/look", ROOT / "build/screens"
WIDTHS = (360, 1280)
A4 = 794  # px, 210 mm at 96 to the inch


def main(kinds: Sequence[str]) -> None:
    """Build the site and take pictures of the kinds named, or of all."""
    unknown = set(kinds) - set(KINDS)
    if unknown:
        sys.exit(f"There is no kind of page called {', '.join(sorted(unknown))}. There are: {', '.join(KINDS)}.")
    build(SITE, ADDRESS)
    if not kinds:
        shutil.rmtree(SCREENS, ignore_errors=True)
    SCREENS.mkdir(parents=True, exist_ok=True)
    site = BuiltSite(SITE, ADDRESS)
    with serving(site) as home, chromium() as browser:
        page = browser.new_page(reduced_motion="reduce")
        for kind in kinds or KINDS:
            page.goto(home + site.example(kind).address)
            take(page, kind)
        page.close()
    print(f"The pictures are in {SCREENS.relative_to(ROOT)}/.")


def take(page: Page, kind: str) -> None:
    """Take all pictures of the page that is open."""
    for scheme in ("light", "dark"):
        page.emulate_media(media="screen", color_scheme=scheme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.screenshot(path=SCREENS / f"{kind}-{width}-{scheme}.png", full_page=True)
    page.emulate_media(media="print", color_scheme="light")
    page.set_viewport_size({"width": A4, "height": 1123})
    page.screenshot(path=SCREENS / f"{kind}-print.png", full_page=True)


if __name__ == "__main__":
    main(sys.argv[1:])
