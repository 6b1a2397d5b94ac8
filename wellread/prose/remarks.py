"""What a text has that the dialect does not: HTML, pictures from elsewhere, citations that cannot be read, GitHub's own signs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import pairwise

from wellread.model import Mark
from wellread.prose.blocks import first_too_deep
from wellread.prose.citations import HINT
from wellread.prose.commonmark import Event, Piece
from wellread.prose.links import without_scheme
from wellread.prose.positions import Places
from wellread.prose.sanitise import SYMBOLIC, safe_address
from wellread.texts import Remark

HOW_TO_LINK = "links begin with https:, mailto:, tel:, # or the kind of an entry, as article:"
BROKEN_SCHEME = re.compile(r"(https?):(?!//)/?(?=[^/])", re.IGNORECASE)
BETWEEN = re.compile(r"\s*,\s*(?=@)")
"""A comma between two ids of a citation, where a semicolon belongs."""
LONGEST_ALT = 125
"""Some screen readers stop, or start again, after so many characters."""
FILE_NAME = re.compile(r"\S+\.(?:avif|gif|heic|jpe?g|png|svg|tiff?|webp)", re.IGNORECASE)
TAG = re.compile(r"\s*<(/?[A-Za-z][A-Za-z0-9-]*)")


def remarks_on(events: Iterable[Event], places: Places) -> Iterator[Remark]:
    """Yield everything there is to say about a text before it is turned into HTML, except about its headings."""
    events = tuple(events)
    yield from _html_remarks(events, places)
    pieces = [piece for event in events if event.inline for piece in event.inline.pieces]
    yield from _piece_remarks(pieces, places)
    yield from _wordless_remarks(pieces, places)
    yield from _depth_remarks(events, places)
    yield from _cell_remarks(events, places)
    yield from _stranger_remarks(events, places)


def _html_remarks(events: Iterable[Event], places: Places) -> Iterator[Remark]:
    """Yield a remark for each block of HTML and each tag; a closing tag goes without saying if its opening one was remarked."""
    block: Event | None = None
    opened: set[str] = set()
    for event in events:
        if event.name == "HtmlBlock":
            block = event if event.step == "open" else None
        elif event.name == "Html" and block and event.start == block.start:
            yield _html_remark(event.value, places.mark(block.start, block.end))
        elif event.inline:
            for piece in event.inline.pieces:
                if piece.name == "html" and _tag(piece.value).removeprefix("/") not in opened:
                    opened |= {_tag(piece.value)} - {""}
                    yield _html_remark(piece.value, places.mark(piece.start, piece.end))


def _tag(html: str) -> str:
    found = TAG.match(html)
    return found[1].lower() if found else ""


def _html_remark(html: str, mark: Mark) -> Remark:
    if html.lstrip().startswith("<!--"):
        message, hint = "this comment is left out of the page", "keep notes in the file's history"
        return Remark(code="comment-in-text", severity="info", message=message, hint=hint, mark=mark)
    name = f"<{_tag(html)}>" if _tag(html) else "HTML"
    return Remark(
        code="html-in-text",
        severity="error",
        message=f"{name} is taken out: a text has no HTML",
        hint="use Markdown: **strong**, *stressed*, a list, a table or a > [!NOTE]; write &lt; for the sign <",
        mark=mark,
    )


def _piece_remarks(pieces: Iterable[Piece], places: Places) -> Iterator[Remark]:
    """Yield what is wrong with citations, links and pictures."""
    image: Piece | None = None
    for piece in pieces:
        if piece.name == "lost":
            message = f"“[{piece.value}]” cannot be read as a citation"
            mark = places.mark(piece.start, piece.end)
            hint = f"write [{BETWEEN.sub('; ', piece.value)}]" if BETWEEN.search(piece.value) else HINT
            yield Remark(code="citation-malformed", severity="error", message=message, hint=hint, mark=mark)
        elif piece.name == "a":
            yield from _address_remarks(piece, places)
        elif piece.name == "img":
            image, alt = piece, ""
            if not safe_address(piece.value, "src"):
                message = f"the picture “{piece.value[:60]}” is not on this site, and is left out"
                hint = "put it into static/img/ and write ![what it shows](/static/img/name.png)"
                mark = places.mark(piece.start, piece.end)
                yield Remark(code="image-elsewhere", severity="error", message=message, hint=hint, mark=mark)
        elif piece.name == "/img" and image:
            yield from _alt_remarks(image, alt, places.mark(image.start, piece.end), places.mark(piece.start, piece.end))
            image = None
        elif image and piece.name in {"text", "code"}:
            alt += piece.value


def _alt_remarks(image: Piece, alt: str, whole: Mark, end: Mark) -> Iterator[Remark]:
    """Yield what is wrong with the words for a picture."""
    words, caption = " ".join(alt.split()), " ".join(image.title.split())
    if not words:
        hint = "say in a few words what it shows: ![a hand that holds a cup](…)"
        yield Remark(code="image-alt", severity="error", message="a picture without words for it", hint=hint, mark=end)
    elif FILE_NAME.fullmatch(words):
        message = f"“{words}” is the name of a file, and says nothing of the picture"
        hint = "say in a few words what it shows: ![a hand that holds a cup](…)"
        yield Remark(code="image-alt", severity="warning", message=message, hint=hint, mark=whole)
    elif len(alt) > LONGEST_ALT:
        message = f"the words for this picture have {len(alt)} characters; {LONGEST_ALT} can be listened to"
        hint = "say in a few words what it shows, and the rest in the text beside it"
        yield Remark(code="image-alt", severity="warning", message=message, hint=hint, mark=whole)
    elif caption and words.casefold().strip(" .") == caption.casefold().strip(" ."):
        message = "the words for this picture are its caption once more; who listens hears them twice"
        hint = "say in the brackets what it shows, and leave what it means to the caption"
        yield Remark(code="image-alt", severity="warning", message=message, hint=hint, mark=whole)


def _address_remarks(link: Piece, places: Places) -> Iterator[Remark]:
    """Yield what is wrong with the address of a link."""
    address, mark = link.value, places.mark(link.start, link.end)
    broken = BROKEN_SCHEME.match(address)
    if broken or without_scheme(address):
        whole = f"{broken[1].lower()}://{address[broken.end() :]}" if broken else f"https://{address}"
        message = f"“{address[:60]}” is not a whole address"
        yield Remark(code="link-malformed", severity="error", message=message, hint=f"write {whole}", mark=mark)
    elif not safe_address(address, "href") or address.lower().startswith("cite:"):
        kind, _, rest = address.partition(":")
        close = get_close_matches(kind.lower(), SYMBOLIC, n=1, cutoff=0.7) if rest else []
        hint = f"did you mean “{close[0]}:{rest}”?" if close else HOW_TO_LINK
        message = f"a link cannot point at “{address[:40]}”; its address is taken out"
        yield Remark(code="link-unsafe", severity="error", message=message, hint=hint, mark=mark)


def _wordless_remarks(pieces: Iterable[Piece], places: Places) -> Iterator[Remark]:
    """Yield an error for each link that has nothing to press on, and a remark for a footnote that CommonMark reads as a link."""
    link: Piece | None = None
    words = ""
    for piece in pieces:
        if piece.name == "a":
            link, words = piece, ""
        elif piece.name == "/a" and link:
            mark = places.mark(link.start, link.end)
            if not words.strip():
                message, hint = "a link without words: nobody could see it or press on it", f"write [words for it]({link.value})"
                yield Remark(code="link-malformed", severity="error", message=message, hint=hint, mark=mark)
            elif FOOTNOTE.fullmatch(f"[{words}]") and link.end - link.start == len(words.encode()) + 2:
                yield _stranger(*NO_FOOTNOTES, places, link.start, link.end)
            link = None
        elif link and piece.name in {"text", "code"}:
            words += piece.value
        elif link and piece.name == "img":  # a picture without words has a remark of its own
            words += "picture"


def _depth_remarks(events: Iterable[Event], places: Places) -> Iterator[Remark]:
    if deep := first_too_deep(events):
        message = "lists and quotes are nested too deep here; the inner ones are laid out flat"
        mark = places.mark(deep.start, deep.end)
        yield Remark(code="blocks-too-deep", severity="error", message=message, hint="say it in fewer levels", mark=mark)


def _cell_remarks(events: tuple[Event, ...], places: Places) -> Iterator[Remark]:
    """Yield an error for each cell of a table with nothing in it, and for each row with too few cells, which is filled up."""
    in_head = False
    row: Event | None = None
    for event, following in pairwise(events):
        if event.name == "TableHead":
            in_head, row = event.step == "open", event
        elif event.name == "TableRow":
            row = event
        elif event.name == "TableCell" and event.step == "open" and following.name == "TableCell" and row:
            if event.end > event.start:
                message = "a column without a heading" if in_head else "a cell with nothing in it"
                mark = places.mark(event.start, event.end + 1)
            else:
                message, mark = "this row has fewer cells than the table has columns", places.mark(row.start, row.end)
            hint = "name what stands in the column" if in_head else "write “none” or “not known”, or leave the row out"
            yield Remark(code="table-unscoped", severity="error", message=message, hint=hint, mark=mark)


def difference_remark(mark: Mark) -> Remark:
    return Remark(
        code="markdown-ambiguous",
        severity="warning",
        message="this line looks different on the page than in GitHub's or VS Code's preview",
        hint="write it more plainly: a backslash before a sign that is meant as itself, no spaces inside ** **",
        mark=mark,
    )


AS_WRITTEN = "this will be shown as it is written"
NO_FOOTNOTES = ("footnotes don't exist here", "cite a source with [@source-id], or say it in the text")
FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")
STARTS = rf"(?:https?:|www\.|mailto:|tel:|(?:{'|'.join(SYMBOLIC)}):)"
PICTURE = re.compile(r"\]\(/static/[^()\s]+ [^()\"']*\.[A-Za-z]{3,4}")
"""A picture whose name has a blank in it: the page would show nothing."""
STRANGERS = (
    (
        re.compile(rf"\]\((?:{STARTS}|[/#])[^()\s]*(?=[^()]*\Z)"),
        f"a link that is not closed; {AS_WRITTEN}",
        "write the closing “)” right behind the address",
    ),
    (
        re.compile(rf"\]\s+\({STARTS}[^()\s]*\)"),
        f"a space keeps this from being a link; {AS_WRITTEN}",
        "write “](” without a space",
    ),
    (re.compile(r"~~\S"), "struck-out text is not part of the dialect; the page shows the ~~ signs", "leave the words out"),
    (FOOTNOTE, *NO_FOOTNOTES),
    (
        re.compile(r"(?<![\w\]])\[[0-9]{1,3}(?: ?[,;–-] ?[0-9]{1,3})*\](?![(\[:])"),
        f"a number in brackets is no citation; {AS_WRITTEN}",
        "cite a source with [@source-id]: its number is made",
    ),
    (re.compile(r"(?<!\]\()(?:https?://|\bwww\.)"), "a bare address is not made a link", "write [what is there](https://…)"),
    (
        re.compile(r"\((@[a-z0-9]+(?:-[a-z0-9]+)*(?:[,;][^()]*)?)\)"),
        f"a citation stands in square brackets; in round ones {AS_WRITTEN}",
        r"write [\1]",
    ),
    (
        re.compile(r"(?<![\w@./\[(-])(?<!; )@[a-z0-9]+(?:-[a-z0-9]+)+\b(?![^\[\]]*\])"),
        f"a citation stands in brackets; without them {AS_WRITTEN}",
        "write [@source-id]",
    ),
)

LINES = (
    (re.compile(r"#{1,6}[^\W\d_]"), f"a heading has a space behind its #; {AS_WRITTEN}", "write “## Heading”"),
    (
        re.compile(r"\|.*\|\s*"),
        f"a table needs a line |---|---| below its first row; {AS_WRITTEN}",
        "write that line, with as many parts as the row above it has",
    ),
)
"""What the first signs of a line look like that was meant as something else."""

BLANKS = "\u00a0\u2000-\u200b\u202f\u205f\u3000"
BULLETS = "•·∙◦▪●○‣➢\uf0a7\uf0b7"
PRIVATE = re.compile("[\uf0a7\uf0b7]")
"""Bullets of Word's own fonts, which no other program can show."""
NO_PLAIN = "is no plain space (word processors make such)"
TYPED = (
    (
        re.compile(rf"(?P<sign>#{{1,6}})[{BLANKS}]"),
        f"the blank behind {{sign}} {NO_PLAIN}, so this is no heading",
        "delete the blank behind {sign} and type a space",
    ),
    (
        re.compile(rf"(?P<sign>[-*+]|[0-9]{{1,9}}[.)])[{BLANKS}]"),
        f"the blank behind {{sign}} {NO_PLAIN}, so this is no item of a list",
        "delete the blank behind {sign} and type a space",
    ),
    (
        re.compile(rf"[{BLANKS}][\s{BLANKS}]*(?P<sign>[-*+>]|[0-9]{{1,9}}[.)]|#{{1,6}})[\s{BLANKS}]"),
        f"the blank in front of {{sign}} {NO_PLAIN}; {AS_WRITTEN}",
        "delete the blanks in front of {sign} and type spaces, or none",
    ),
    (
        re.compile(rf"[\s{BLANKS}]*(?P<sign>[{BULLETS}]|o(?=\t))[\s{BLANKS}]*\S"),
        "“{sign}” is shown as it is written, and the points run into one paragraph",
        "begin each point with a hyphen and a space, on a line of its own",
    ),
    (
        re.compile(rf"(?P<sign>–)[\s{BLANKS}]+\S.*\n–[\s{BLANKS}]"),
        "a dash ({sign}) is shown as it is written, and the points run into one paragraph",
        "begin each point with a hyphen (-) and a space, on a line of its own",
    ),
)
"""How a line begins that came from a word processor, and was a heading or a list there."""
TYPED_SIGNS = (*BULLETS, "\u00a0", "\u2003", "\u2002", "\u2009", "\u200b", "\u202f", "\n– ", "o\t")
"""A text without any of these has none of them."""


OPENINGS = (
    (
        re.compile(r"\[!\w*\]"),
        {"Paragraph"},
        "this does not become a callout",
        "write > [!NOTE] (or TIP, IMPORTANT, WARNING, CAUTION) alone on a line, its text on the lines below",
    ),
    (re.compile(r"\[[ xX]\] "), {"Item", "Paragraph"}, "boxes to tick are not part of the dialect", "write a plain list"),
)


STRANGE = ("[", "](", "~~", "://", "www.", "@", "#", "|")
"""A text without any of these has none of the above; nearly all texts are without."""


def _stranger_remarks(events: tuple[Event, ...], places: Places) -> Iterator[Remark]:
    """Yield a remark for what GitHub's preview would show as more than text, and this dialect does not know."""
    texts = "".join([piece.value for event in events if event.inline for piece in event.inline.pieces if piece.name == "text"])
    if any(sign in texts for sign in TYPED_SIGNS):
        yield from _typed_remarks(events, places)
    if not any(sign in texts for sign in STRANGE):
        return
    before: Event | None = None
    for event in events:
        if event.inline and before:
            first = "".join(piece.value for piece in event.inline.pieces if piece.name == "text")[:24]
            for pattern, holders, message, hint in OPENINGS:
                if before.name in holders and pattern.match(first):
                    yield _stranger(message, hint, places, event.start, event.end)
        if event.inline:
            yield from _strange_texts(event.inline.pieces, places)
            if before and before.name in {"Paragraph", "Item"}:
                yield from _strange_lines(event, places)
        else:
            before = event


def _typed_remarks(events: Iterable[Event], places: Places) -> Iterator[Remark]:
    """Yield an error for each paragraph and item that has a line which a word processor made."""
    before: Event | None = None
    for event in events:
        if not event.inline:
            before = event
        elif before and before.name in {"Paragraph", "Item"}:
            lines = event.inline.source.split("\n")
            starts, ends = _lines_of(event)
            for number, _ in enumerate(lines):
                rest = "\n".join(lines[number : number + 2])
                found = next(((each, found) for each in TYPED if (found := each[0].match(rest))), None)
                if found:
                    (_, message, hint), match = found
                    exact = number if len(lines) == len(starts) else 0
                    mark = places.mark(starts[exact], ends[exact])
                    said, hint = (text.format(sign=PRIVATE.sub("•", match["sign"])) for text in (message, hint))
                    yield Remark(code="dialect-unknown", severity="error", message=said, hint=hint, mark=mark)
                    break


def _strange_texts(pieces: Iterable[Piece], places: Places) -> Iterator[Remark]:
    """Look at texts outside links. The parser cuts them at every bracket, so they are joined first."""
    joined: list[Piece] = []
    linked = False
    for piece in (*pieces, Piece("br", "", 0, 0)):
        linked = piece.name in {"a", "img"} or (linked and piece.name not in {"/a", "/img"})
        if piece.name == "text" and not linked:
            joined.append(piece)
            continue
        text = "".join(part.value for part in joined)
        if found := PICTURE.search(text):
            message = "a blank in the name of the file keeps this from being a picture, and the page would not show it"
            hint = "rename the file, with a hyphen for each blank, and write its new name here"
            yield Remark(
                code="dialect-unknown", severity="error", message=message, hint=hint, mark=places.mark(*_where(joined, found))
            )
        for pattern, message, hint in STRANGERS:
            if found := pattern.search(text):
                yield _stranger(message, found.expand(hint), places, *_where(joined, found))
        joined = []


def _where(joined: Iterable[Piece], found: re.Match[str]) -> tuple[int, int]:
    """Return the bytes of the pieces that a match in their joined text touches."""
    at = 0
    touched: list[Piece] = []
    for piece in joined:
        if at < found.end() and at + len(piece.value) > found.start():
            touched.append(piece)
        at += len(piece.value)
    return touched[0].start, touched[-1].end


def _strange_lines(event: Event, places: Places) -> Iterator[Remark]:
    """Look at how each line of a paragraph begins, in the Markdown, where an escaped sign still has its backslash."""
    assert event.inline
    starts, ends = _lines_of(event)
    lines = event.inline.source.split("\n")
    for pattern, message, hint in LINES:
        number = next((number for number, line in enumerate(lines) if pattern.match(line)), None)
        if number is not None:
            exact = number if len(lines) == len(starts) else 0
            yield _stranger(message, hint, places, starts[exact], ends[exact])


def _lines_of(event: Event) -> tuple[list[int], list[int]]:
    """Return the bytes at which the lines of a paragraph begin, and those at which they end."""
    assert event.inline
    breaks = [piece for piece in event.inline.pieces if piece.name == "br" or piece.value == "\n"]
    return [event.start, *(each.end for each in breaks)], [*(each.start for each in breaks), event.end]


def _stranger(message: str, hint: str, places: Places, start: int, end: int) -> Remark:
    return Remark(code="dialect-unknown", severity="warning", message=message, hint=hint, mark=places.mark(start, end))
