"""Where addresses lead that pages used to have: rules as data, and the file `_redirects` that some hosts read.

A web server that knows the rules sends a reader on at once, and her browser keeps the part of the page that she asked for. On one
that doesn't, the pointer page at the old address does it more slowly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from wellread.model import Output, Value
from wellread.render.addresses import split_base_url
from wellread.render.assets import Assets
from wellread.render.plan import PlannedPage
from wellread.render.views import RedirectView

REDIRECTS_FILE = "_redirects"
STATUS = 301
"""Moved for good: search engines take the new address in place of the old one."""


class Redirect(Value, frozen=True, kw_only=True):
    """An old address and the new one, both as they stand below the host ("/health/old-address/"), percent-encoded."""

    old: str
    new: str


def plan_redirects_file(pages: Iterable[PlannedPage], base_url: str, assets: Assets) -> Iterator[Output]:
    """Yield the file of redirects, if there are any; unless the site brings its own."""
    if REDIRECTS_FILE in assets.paths.values():
        return
    base_path = split_base_url(base_url)[1]
    redirects = [
        Redirect(old=base_path + quote(page.path.removesuffix("index.html")), new=view.target)
        for page in pages
        if page.template == "redirect.html" and isinstance(view := page.view, RedirectView)
    ]
    if redirects:
        yield Output(path=REDIRECTS_FILE, content=redirects_file(redirects), kind="asset")


def redirects_file(redirects: Iterable[Redirect], *, forced: bool = False) -> bytes:
    """Return the rules as Cloudflare Pages, Netlify and others read them from a file of that name.

    With `forced` they hold at Netlify although there is a page at the old address; Cloudflare refuses a line that says so.
    """
    mark = "!" if forced else ""
    return "".join(f"{each.old} {each.new} {STATUS}{mark}\n" for each in redirects).encode()
