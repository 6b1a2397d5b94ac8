"""The frame of an article's page: everything on it but the text, and what the text needs to be shown in it.

While an article's links, citations and headings are the same, a new wording goes into the old frame and makes the same view that
the whole site would. The text sees no more of the site than the frame holds, so it can't come out otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

import msgspec

from wellread.model import Article, Value
from wellread.render.addresses import Addresses
from wellread.render.resolve import Numbering, Resolver
from wellread.render.views import ArticleView
from wellread.texts import Prose

SYMBOLIC = re.compile(r'href="([a-z]+):([^"#]+)')
CITED = re.compile(r'href="cite:([^"]+)')

Numbers = tuple[dict[str, int], dict[str, int]]
"""The number of each source, and how often it was cited, where the text begins."""


class Frame(Value, frozen=True, kw_only=True):
    """`view` has no text; `addresses` and `sources` hold what the text links to and cites, as far as they exist."""

    view: ArticleView
    lang: str
    addresses: Addresses
    sources: tuple[str, ...]
    numbers: Numbers


def frame_article(
    view: ArticleView, article: Article, body: Prose | None, addresses: Addresses, sources: Collection[str], numbers: Numbers
) -> Frame:
    """Return the frame of an article's page. `sources` are the ids of all that can be cited."""
    html = body.html if body else ""
    targets = {(kind, lang, target) for kind, target in SYMBOLIC.findall(html) for lang in (article.lang, addresses.language)}
    cited = {source for ids in CITED.findall(html) for source in ids.split(";")}
    return Frame(
        view=msgspec.structs.replace(view, body_html=""),
        lang=article.lang,
        addresses=msgspec.structs.replace(
            addresses, paths={target: addresses.paths[target] for target in sorted(targets) if target in addresses.paths}
        ),
        sources=tuple(source for source in sorted(cited) if source in sources),
        numbers=numbers,
    )


def view_again(frame: Frame, body: Prose, assets: Mapping[str, str]) -> ArticleView:
    """Return the page's view with a new wording. `assets` are the addresses of files in static/ by name."""
    numbering = Numbering.resumed(frame.sources, frame.numbers)
    resolver = Resolver(frame.addresses, numbering, frame.lang, frame.view.head.url, assets)
    return msgspec.structs.replace(frame.view, body_html=resolver.resolve(body))
