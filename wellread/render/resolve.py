"""Symbolic links and citations → addresses and numbers: the last step of a composed text before a template shows it.

The HTML comes out of the sanitiser, so it is well formed: attribute values stand in double quotes and links do not nest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from html import escape, unescape
from itertools import zip_longest
from urllib.parse import unquote

from wellread.model import Source
from wellread.render.addresses import Addresses
from wellread.render.images import ImageInfo, show_image
from wellread.render.views import CitationView, ContentsItem, LinkView, ReferenceView
from wellread.texts import Heading, Prose

_ANCHOR = re.compile(r'<a(?P<attributes>(?:\s+[\w-]+(?:="[^"]*")?)*)\s*>(?P<text>.*?)</a>', re.DOTALL)
_ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')
_IMAGE = re.compile(r'(?P<alone><p>\s*)?<img(?P<attributes>(?:\s+[\w-]+(?:="[^"]*")?)*)\s*/?>(?(alone)\s*</p>)')
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_CITE = "cite:"
_SYMBOLIC = ("article", "term", "symptom", "topic", "page", "list", "source")
_OUTSIDE = ("http://", "https://")
_AS_THEY_ARE = ("mailto:", "tel:", "#")


class Numbering:
    """The references of one page: numbered in the order in which they are first cited, with every place that cites them.

    A page is built by citing in reading order, then asking once for `references()`.
    """

    def __init__(self, sources: Mapping[str, Source], formatted: Mapping[str, str]) -> None:
        self._sources = sources
        self._known: Collection[str] = sources
        self._formatted = formatted
        self._numbers: dict[str, int] = {}
        self._times: dict[str, int] = {}

    @property
    def state(self) -> tuple[dict[str, int], dict[str, int]]:
        """The number of each source cited so far, and how often it was cited."""
        return dict(self._numbers), dict(self._times)

    @classmethod
    def resumed(cls, known: Collection[str], state: tuple[dict[str, int], dict[str, int]]) -> Numbering:
        """Return a numbering that goes on from a state and knows these sources. It only cites: it has no references to list."""
        numbering = cls({}, {})
        numbering._known = known
        numbering._numbers, numbering._times = dict(state[0]), dict(state[1])
        return numbering

    def cite(self, id: str) -> CitationView | None:  # noqa: A002
        """Return the next citation of a source, or None for one that is not known."""
        if id not in self._known:
            return None
        number = self._numbers.setdefault(id, len(self._numbers) + 1)
        self._times[id] = self._times.get(id, 0) + 1
        return CitationView(number=number, url=f"#ref-{number}", id=f"cite-{number}-{self._times[id]}")

    def cite_all(self, ids: Iterable[str]) -> tuple[CitationView, ...]:
        return tuple(citation for id in dict.fromkeys(ids) if (citation := self.cite(id)))  # noqa: A001

    def references(self) -> tuple[ReferenceView, ...]:
        """Return what was cited, by number, each with its ways back into the text."""
        return tuple(self._reference(id, number, count) for number, (id, count) in enumerate(self._times.items(), 1))  # noqa: A001

    def uncited(self, ids: Iterable[str]) -> tuple[ReferenceView, ...]:
        """Return those of `ids` that the page does not cite, numbered on from the last reference."""
        rest = [id for id in dict.fromkeys(ids) if id in self._sources and id not in self._numbers]  # noqa: A001
        return tuple(self._reference(id, number, 0) for number, id in enumerate(rest, len(self._numbers) + 1))  # noqa: A001

    def _reference(self, id: str, number: int, count: int) -> ReferenceView:  # noqa: A002
        return ReferenceView(
            number=number,
            id=f"ref-{number}",
            text_html=self._formatted.get(id) or escape(self._sources[id].title),
            read=self._sources[id].read,
            backlinks=tuple(LinkView(text=str(k), url=f"#cite-{number}-{k}") for k in range(1, count + 1)),
            source=id,
        )


class Resolver:
    """Turns the texts of one page into HTML that a browser understands.

    `here` is the page's own address; `images` holds the files in static/ by their names ("img/ribs.png").
    """

    def __init__(self, addresses: Addresses, numbering: Numbering, lang: str, here: str, images: Mapping[str, ImageInfo]) -> None:
        self._addresses = addresses
        self._numbering = numbering
        self._lang = lang
        self._here = here
        self._images = images

    def resolve(self, prose: Prose | None) -> str:
        """Return the text's HTML with real addresses and numbered citations, or "" for no text.

        What leads nowhere becomes plain text, never a broken link; an unknown source is left out, and an image that is not there
        leaves its description. A picture that is a paragraph of its own becomes a figure, with its title as caption. Every table
        gets a box to scroll in.
        """
        return self._resolve(prose, self._link)

    def resolve_with_words(self, prose: Prose | None) -> tuple[str, tuple[str, ...]]:
        """Return the same for a page that explains its words itself, and the ids of the terms to explain, in order.

        A term leads to "#word-ID", where the page is to say what it means; "#said-ID" is where the text says it first.
        """
        said: dict[str, None] = {}
        html = self._resolve(prose, lambda attributes, text: self._word(attributes, text, said))
        return html, tuple(said)

    def _resolve(self, prose: Prose | None, link: Callable[[dict[str, str], str], str]) -> str:
        if prose is None:
            return ""
        html = _replace_links(prose.html, self._citation, link)
        html = _IMAGE.sub(self._image, html) if "<img" in html else html
        return _TABLE.sub(_in_scroll_box, html) if "<table" in html else html

    def _image(self, match: re.Match[str]) -> str:
        """Return a picture; one that is a paragraph of its own is a figure, with its title as caption."""
        attributes = _attributes(match)
        name = attributes.get("src", "").removeprefix("/static/")
        image = self._images.get(name) or self._images.get(unquote(name))
        alone = match["alone"] is not None
        if not image:
            alt = escape(attributes.get("alt", ""))
            return f"<p>{alt}</p>" if alone else alt
        if not alone:
            return show_image(image, attributes)
        caption = attributes.pop("title", "").strip()
        said = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
        return f'<figure class="picture">{show_image(image, attributes)}{said}</figure>'

    def _citation(self, attributes: dict[str, str]) -> str:
        """Return numbers in superscript, each once, with where to look in the source: "2 (p. 9; p. 12)"."""
        ids = attributes["href"].removeprefix(_CITE).split(";")
        cited: dict[str, list[str]] = {}
        for id, locator in zip_longest(ids, attributes.get("title", "").split(";")[: len(ids)], fillvalue=""):  # noqa: A001
            cited.setdefault(id.strip(), []).append(locator.strip())
        links: list[str] = []
        for id, locators in cited.items():  # noqa: A001
            citation = self._numbering.cite(id)
            if citation is None:
                continue
            where = escape("; ".join(dict.fromkeys(filter(None, locators))), quote=True)
            said, shown = (f" ({where})", f' <span class="cite-where">({where})</span>') if where else ("", "")
            label = f"reference {citation.number}{said}"
            links.append(f'<a href="{citation.url}" id="{citation.id}" aria-label="{label}">{citation.number}{shown}</a>')
        return f'<sup class="cite">{", ".join(links)}</sup>' if links else ""

    def _word(self, attributes: dict[str, str], text: str, said: dict[str, None]) -> str:
        kind, _, term = attributes.get("href", "").partition(":")
        if kind != "term" or "#" in term or self._addresses.url_for(kind, term, self._lang) in (None, self._here):
            return self._link(attributes, text)
        first = {} if term in said else {"id": f"said-{term}"}
        said[term] = None
        return _tag("a", {"href": f"#word-{term}", **first, "class": "term"}) + f"{text}</a>"

    def _link(self, attributes: dict[str, str], text: str) -> str:
        href = attributes.get("href", "")
        kind, colon, rest = href.partition(":")
        if colon and kind in _SYMBOLIC:
            target, _, fragment = rest.partition("#")
            url = self._addresses.url_for(kind, target, self._lang, fragment)
            if url is None or url == self._here:
                return text
            extra = {"class": "term"} if kind == "term" else {}
            return _tag("a", {"href": url, **extra}) + f"{text}</a>"
        lower = href.lower()
        if lower.startswith(_OUTSIDE):
            own = f"{lower}/".startswith(f"{self._addresses.origin.lower()}/")
            return _tag("a", attributes if own else attributes | {"rel": "external"}) + f"{text}</a>"
        return _tag("a", attributes) + f"{text}</a>" if lower.startswith(_AS_THEY_ARE) and href != "#" else text


PARTS = {"compare": "Compare", "references": "References"}
"""Parts of a page that its contents list names after the text's headings, by their ids."""


def contents_of(headings: Iterable[Heading], *, parts: Iterable[str] = ()) -> tuple[ContentsItem, ...]:
    """Return the second-level headings with their third-level ones below them, then the page's own `parts` (their ids); a single
    heading needs no contents list."""
    groups: list[tuple[Heading, list[ContentsItem]]] = []
    for heading in headings:
        if heading.level == 2:
            groups.append((heading, []))
        elif heading.level == 3 and groups:
            groups[-1][1].append(ContentsItem(id=heading.id, text_html=_without_links(heading.html)))
    if len(groups) < 2:
        return ()
    of_text = (ContentsItem(id=h.id, text_html=_without_links(h.html), children=tuple(below)) for h, below in groups)
    return (*of_text, *(ContentsItem(id=part, text_html=PARTS[part]) for part in parts))


def to_text(html: str) -> str:
    """Return inline HTML as plain text, without its citations."""
    return unescape(_TAG.sub("", _without_links(html)))


def _without_links(html: str) -> str:
    """Return the HTML with the text of its links in their place, and without citations: a contents list is made of links itself."""
    return _replace_links(html, lambda _: "", lambda _, text: text)


def _replace_links(html: str, citation: Callable[[dict[str, str]], str], link: Callable[[dict[str, str], str], str]) -> str:
    """Return the HTML with its citations and other links replaced, given their attributes and text. A citation stands right after
    the word it belongs to: the space before it is gone."""
    pieces: list[str] = []
    end = 0
    for match in _ANCHOR.finditer(html):
        before, attributes = html[end : match.start()], _attributes(match)
        if attributes.get("href", "").startswith(_CITE):
            pieces += (before.rstrip(), citation(attributes))
        else:
            pieces += (before, link(attributes, match["text"]))
        end = match.end()
    return "".join((*pieces, html[end:])) if pieces else html


def _attributes(match: re.Match[str]) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(match["attributes"])}


def _tag(name: str, attributes: Mapping[str, str]) -> str:
    inner = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{inner}>"


def _in_scroll_box(match: re.Match[str]) -> str:
    return f'<div class="table-scroll" tabindex="0" role="region" aria-label="Table">{match[0]}</div>'
