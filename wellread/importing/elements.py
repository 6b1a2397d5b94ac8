"""A piece of nothing but HTML (a table, a list, a paragraph …) → Markdown, by markdownify.

What markdownify would lose is put into words first: 10<sup>9</sup> would become 109, a cell of two lines one run of words, a merged
cell a row that has slipped, a struck-out dose a dose.
"""

from __future__ import annotations

import copy
import re
from html import escape

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from markdownify import MarkdownConverter

from wellread.importing.notes import TAG

RAISED = dict(zip("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", strict=True))
LOWERED = dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))
ENDINGS = ("st", "nd", "rd", "th", "®", "™", "©", "tm", "sm")
"""What is raised for its looks only."""
GONE = (
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "video",
    "audio",
    "canvas",
    "svg",
    "template",
    "select",
    "textarea",
    "noembed",
)
"""Elements that are no text: taken out whole."""
STRUCK = ("del", "s", "strike")
ROWS, CELLS = ("thead", "tbody", "tfoot"), ("td", "th")
BLOCKS = ("p", "ul", "ol", "dl", "table", "blockquote", "pre", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "figure", "section")
ENDS = {
    "li": (("li",), ("ul", "ol")),
    **dict.fromkeys(CELLS, (CELLS, ("tr", "table"))),
    "tr": ((*CELLS, "tr"), ("table",)),
    **dict.fromkeys(ROWS, ((*CELLS, "tr", *ROWS), ("table",))),
    **dict.fromkeys(("dt", "dd"), (("dt", "dd"), ("dl",))),
    **dict.fromkeys(BLOCKS, (("p",), ("li", *CELLS, "dd", "div", "blockquote", "figure", "section"))),
}
"""Which open elements end where another begins (HTML's optional end tags), and within which they are looked for."""
CLOSABLE = frozenset(ENDS) | {"table", "ul", "ol", "dl"} - {"hr"}
MOST_REPEATED = 2_000
"""How many cells of a table may say again what a merged one says."""
BETWEEN = "; "
"""What parts the lines of a table's cell, which can only be one line in Markdown."""
LINE_END = "\U000f0007"
ANCHOR = "\U000f0002{}\U000f0003"
"""Where something could be jumped to: its id, until it is known whether a heading follows."""
EDGE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")


class Converter(MarkdownConverter):
    """Writes Markdown as it is written here."""

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Return a text in which nothing is taken for Markdown or HTML that wasn't."""
        made = EDGE.sub(r"\_", text.replace("\\", "\\\\").replace("*", r"\*").replace("`", r"\`"))
        made = re.sub(r"<(?=[A-Za-z/!?])", "&lt;", made)
        return made.replace("|", r"\|") if {"td", "th"} & parent_tags else made

    def convert_td(self, _: Tag, text: str, **__: object) -> str:
        """Return a cell with its lines on one."""
        lines = (" ".join(line.split()) for line in text.split(LINE_END))
        return f" {BETWEEN.join(line for line in lines if line)} |"

    convert_th = convert_td

    def convert_img(self, el: Tag, *_: object, **__: object) -> str:
        """Return a picture as one, also within a link, a heading or a cell."""
        alt, source, title = (" ".join(str(el.get(name) or "").split()) for name in ("alt", "src", "title"))
        quoted = ' "' + title.replace('"', "'") + '"' if title else ""
        return f"![{alt}]({source}{quoted})" if source else alt


CONVERTER = Converter(
    heading_style="atx",
    bullets="-",
    newline_style="backslash",
    autolinks=False,
)


def markdown_of(html: str) -> str:
    """Return a piece of HTML as Markdown, without blank lines around it."""
    soup = BeautifulSoup(_closed(html), "html.parser")
    _prepare(soup)
    made: str = CONVERTER.convert_soup(soup)
    made = re.sub(r"\\\n(?=[ \t]*(?:\n|\Z))|\\\Z", "\n", made)
    return re.sub(r"[ \t]+$", "", made, flags=re.MULTILINE).strip("\n")


def flat_text_of(html: str) -> str:
    """Return a piece of HTML as one line, as it fits into a table's cell."""
    soup = BeautifulSoup(f"<table><tr><td>{_closed(html)}</td></tr></table>", "html.parser")
    _prepare(soup)
    cell = soup.find("td")
    made = CONVERTER.convert(str(cell))
    return " ".join(made.strip().removesuffix("|").split())


def raised(text: str) -> str:
    """Return a text as it is written above the line: 9 as ⁹; what can't be is told from what stands before it by a ^."""
    plain = text.strip()
    if plain and all(letter in RAISED for letter in plain):
        return "".join(RAISED[letter] for letter in plain)
    return text if plain.lower() in ENDINGS or not plain or "](" in plain else f"^{plain}"


def lowered(text: str) -> str:
    """Return a text as it is written below the line: 2 as ₂, letters as they are."""
    return "".join(LOWERED.get(letter, letter) for letter in text) if all(c in LOWERED for c in text.strip()) else text


def has_merged_cells(html: str) -> bool:
    return re.search(r"""(?:rowspan|colspan)\s*=\s*["']?\s*(?:[2-9]|1\d)""", html, re.IGNORECASE) is not None


def _closed(html: str) -> str:
    """Return HTML with the closing tags that its author was free to leave out: of items, rows, cells, terms and paragraphs."""
    parts: list[str] = []
    waiting: list[str] = []
    at = 0
    for found in TAG.finditer(html):
        name, is_closing = found[2].lower(), bool(found[1])
        parts.append(html[at : found.start()])
        at = found.start()
        closes, within = ENDS.get(name, ((), ()))
        if is_closing:
            last = next((number for number in range(len(waiting) - 1, -1, -1) if waiting[number] == name), len(waiting))
            open_ones = waiting[last + 1 :]
        else:
            inner = next((number for number in range(len(waiting) - 1, -1, -1) if waiting[number] in within), -1)
            first = next((number for number in range(inner + 1, len(waiting)) if waiting[number] in closes), len(waiting))
            open_ones = waiting[first:]
        for each in reversed(open_ones):
            parts.append(f"</{each}>")
            waiting.pop()
        if is_closing and waiting and waiting[-1] == name:
            waiting.pop()
        elif not is_closing and name in CLOSABLE:
            waiting.append(name)
    return "".join(parts) + html[at:]


# --- what has to be put into words first ------------------------------------------------------------------------------


def _prepare(soup: BeautifulSoup) -> None:
    for gone in soup.find_all([*GONE, *STRUCK, "input"]):
        gone.decompose()
    for small in soup.find_all(["sup", "sub"]):
        if small.find(True) is None:
            text = small.get_text()
            small.replace_with(NavigableString(raised(text) if small.name == "sup" else lowered(text)))
    for table in soup.find_all("table"):
        _spread(table)
    for cell in soup.find_all(["td", "th"]):
        _in_one_line(cell)
    for heading in soup.find_all(re.compile(r"^h[1-6]$")):
        anchor = heading.get("id") or next((str(each["id"]) for each in heading.find_all(id=True)), "")
        if anchor:
            heading.insert_before(NavigableString(ANCHOR.format(anchor)))
    for listed in soup.find_all("dl"):
        _as_paragraphs(listed, soup)
    for figure in soup.find_all("figure"):
        _with_caption(figure)


def _spread(table: Tag) -> None:
    """Repeat what a merged cell says in each cell that it takes the place of."""
    waiting: dict[int, tuple[int, Tag]] = {}
    left_to_repeat = MOST_REPEATED
    for row in [each for each in table.find_all("tr") if each.find_parent("table") is table]:
        at = 0
        for cell in [*row.find_all(["td", "th"], recursive=False), None]:
            while at in waiting:
                left, above = waiting.pop(at)
                copied = _copy(above)
                cell.insert_before(copied) if cell is not None else row.append(copied)
                if left > 1:
                    waiting[at] = (left - 1, above)
                at += 1
            if cell is None:
                break
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            left_to_repeat -= across * down - 1
            if left_to_repeat < 0:
                across = down = 1
            for more in range(across):
                if more:
                    cell.insert_after(_copy(cell))
                if down > 1:
                    waiting[at + more] = (down - 1, cell)
            at += across


def _span(cell: Tag, key: str) -> int:
    written = str(cell.get(key) or "").strip()
    del cell[key]
    return min(int(written), 50) if written.isdigit() and int(written) else 1


def _copy(cell: Tag) -> Tag:
    made: Tag = copy.copy(cell)
    return made


def _in_one_line(cell: Tag) -> None:
    """Mark where a line of a cell ends, and take away what makes lines."""
    for line in cell.find_all(["br", "hr", "p", "li", "div", "tr", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6"]):
        if line.name in ("br", "hr"):
            line.replace_with(NavigableString(LINE_END))
        else:
            line.insert_before(NavigableString(LINE_END))
            line.append(NavigableString(LINE_END))
            line.unwrap()
    for box in cell.find_all(["ul", "ol", "table", "tbody", "thead", "tfoot", "td", "th", "blockquote", "dl", "caption"]):
        box.unwrap()


def _as_paragraphs(listed: Tag, soup: BeautifulSoup) -> None:
    """Make each term of a list of terms a bold paragraph, and what is said of it a paragraph."""
    for term in listed.find_all("dt"):
        strong = soup.new_tag("strong")
        strong.extend(list(term.contents))
        term.append(strong)
        term.name = "p"
    for said in listed.find_all("dd"):
        said.name = "div"
    listed.name = "div"


def _with_caption(figure: Tag) -> None:
    """Make the caption of a single picture its title."""
    pictures, caption = figure.find_all("img"), figure.find("figcaption")
    if len(pictures) == 1 and caption is not None and caption.find(["a", "p", "ul", "table"]) is None:
        pictures[0]["title"] = escape(" ".join(caption.get_text().split()), quote=False).replace('"', "'")
        caption.decompose()
    figure.name = "p"
