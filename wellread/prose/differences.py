"""Where Python-Markdown and a CommonMark parser read a line differently.

The blocks are the same by construction (`blocks`); the text in them is brought to one form, HTML with its spaces evened out, and
compared block by block. The first block that differs is the one to show.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from wellread.prose.citations import address, locators, read_citation
from wellread.prose.commonmark import CUT, Event, Piece
from wellread.prose.sanitise import safe_address

NOT_FROM_TEXT = re.compile(r'<p class="callout-title">.*?</p>')
CODE_BLOCK = re.compile(r"<pre>.*?</pre>", re.DOTALL)
BLOCK_TAG = re.compile(r"</?(?:p|h[2-6]|ul|ol|li|blockquote|hr|table|thead|tbody|tr|th|td|div)(?: [^>]*)?>")
SPACES = re.compile(r"[ \t\n]+")


def find_difference(html: str, events: Iterable[Event]) -> tuple[int, int] | None:
    """Return the bytes of the first block that `html` (sanitised, not finished) shows differently from the events, or None."""
    ours, theirs = _blocks_of_html(html), list(_blocks_of_events(events))
    for mine, (other, start, end) in zip(ours, theirs, strict=False):
        if mine != other and _even(mine) != _even(other):  # most are the same as they stand, and evening out takes its time
            return start, end
    if len(ours) == len(theirs):
        return None
    return theirs[min(len(ours), len(theirs) - 1)][1:] if theirs else (0, 0)


def _blocks_of_html(html: str) -> list[str]:
    marked = CODE_BLOCK.sub(f"{CUT}<pre>{CUT}", NOT_FROM_TEXT.sub(CUT, html))
    return [block for block in BLOCK_TAG.sub(CUT, marked).split(CUT) if block.strip(" \t\n")]


def _blocks_of_events(events: Iterable[Event]) -> Iterator[tuple[str, int, int]]:
    for event in events:
        if event.inline:
            written = "".join(_written(event.inline.pieces))
            if written.strip(" \t\n"):
                yield written, event.start, event.end
        elif (event.step, event.name) == ("open", "CodeBlock"):
            yield "<pre>", event.start, event.end


def _even(block: str) -> str:
    """Even out spaces, and which of *** is the outer stress, which nobody sees."""
    text = SPACES.sub(" ", block).strip(" ").replace("<strong><em>", "<em><strong>").replace("</em></strong>", "</strong></em>")
    return text.replace(" <br>", "<br>").replace("<br> ", "<br>") if "<br>" in text else text


def _written(pieces: Iterable[Piece]) -> Iterator[str]:
    """Yield what the sanitiser would write for the pieces that CommonMark sees."""
    alt: list[str] | None = None
    for piece in pieces:
        name, value = piece.name, piece.value
        if name == "img":
            image, alt = piece, []
        elif name == "/img":
            yield _tag(
                "img", alt="".join(alt or []), src=image.value if safe_address(image.value, "src") else None, title=image.title
            )
            alt = None
        elif alt is not None:
            alt.append(value if name in {"text", "code"} else "")
        elif name == "text":
            yield _escaped(value)
        elif name == "code":
            yield f"<code>{_escaped(value)}</code>"
        elif name == "a":
            yield _tag("a", href=value if safe_address(value, "href") else None, title=piece.title)
        elif name == "cite":
            cited = read_citation(value) or ()
            yield _tag("a", href=address(cited), title=locators(cited)) + "</a>"
        elif name not in {"html", "lost"}:
            yield f"<{name}>"


def _tag(name: str, *, title: str, **attributes: str | None) -> str:
    """Write a tag with the attributes that are there, in the sanitiser's order. A title may be empty, then it is left out."""
    given = {**attributes, "title": title or None}
    written = (f' {key}="{_quoted(value)}"' for key, value in given.items() if value is not None)
    return f"<{name}{''.join(written)}>"


def _escaped(text: str) -> str:
    """Write a text as the sanitiser does."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\xa0", "&nbsp;")


def _quoted(value: str) -> str:
    return _escaped(value).replace('"', "&quot;")
