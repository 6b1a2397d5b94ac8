"""The frame of an article's text: all that its links and citations need to be shown, in a build that sees nothing else of the site.

While an article's links, citations and headings are the same, a new wording resolved in the old frame is what the whole site would
make of it. The text sees no more of the site than the frame holds, so it can't come out otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

import msgspec

from wellread.model import Article, Value
from wellread.render.addresses import Addresses
from wellread.render.images import ImageInfo
from wellread.render.resolve import Numbering, Resolver
from wellread.texts import Prose

SYMBOLIC = re.compile(r'href="([a-z]+):([^"#]+)')
CITED = re.compile(r'href="cite:([^"]+)')

Numbers = tuple[dict[str, int], dict[str, int]]
"""The number of each source, and how often it was cited, where the text begins."""


class Frame(Value, frozen=True, kw_only=True):
    """`here` is the address of the page; `addresses` and `sources` hold what the text links to and cites, as far as they exist."""

    lang: str
    here: str
    addresses: Addresses
    sources: tuple[str, ...]
    numbers: Numbers


def frame_article(
    here: str, article: Article, body: Prose | None, addresses: Addresses, sources: Collection[str], numbers: Numbers
) -> Frame:
    """Return the frame of an article's text. `sources` are the ids of all that can be cited."""
    html = body.html if body else ""
    targets = {(kind, lang, target) for kind, target in SYMBOLIC.findall(html) for lang in (article.lang, addresses.language)}
    cited = {source for ids in CITED.findall(html) for source in ids.split(";")}
    return Frame(
        lang=article.lang,
        here=here,
        addresses=msgspec.structs.replace(
            addresses, paths={target: addresses.paths[target] for target in sorted(targets) if target in addresses.paths}
        ),
        sources=tuple(source for source in sorted(cited) if source in sources),
        numbers=numbers,
    )


def body_again(frame: Frame, body: Prose, images: Mapping[str, ImageInfo]) -> str:
    """Return the HTML of a new wording. `images` are the files in static/ by name."""
    numbering = Numbering.resumed(frame.sources, frame.numbers)
    return Resolver(frame.addresses, numbering, frame.lang, frame.here, images).resolve_with_words(body)[0]
