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
MOST_REPEATED = 2_000
"""How many cells of a table may say again what a merged one says."""
BETWEEN = "; "
"""What parts the lines of a table's cell, which can only be one line in Markdown."""
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


CONVERTER = Converter(
    heading_style="atx",
    bullets="-",
    newline_style="backslash",
    autolinks=False,
    keep_inline_images_in=["td", "th", "h1", "h2", "h3", "h4", "h5", "h6"],
)


def markdown_of(html: str) -> str:
    """Return a piece of HTML as Markdown, without blank lines around it."""
    soup = BeautifulSoup(html, "html.parser")
    _prepare(soup)
    made: str = CONVERTER.convert_soup(soup)
    made = re.sub(r"\\\n(?=[ \t]*(?:\n|\Z))|\\\Z", "\n", made)
    return re.sub(r"[ \t]+$", "", made, flags=re.MULTILINE).strip("\n")


def flat_text_of(html: str) -> str:
    """Return a piece of HTML as one line, as it fits into a table's cell."""
    soup = BeautifulSoup(f"<table><tr><td>{html}</td></tr></table>", "html.parser")
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
    """Put a semicolon where a line of a cell ends, and take away what makes lines."""
    for line in cell.find_all(["br", "p", "li", "div", "tr", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6"]):
        if line.name == "br":
            line.replace_with(NavigableString("\n"))
        else:
            line.insert_before(NavigableString("\n"))
            line.append(NavigableString("\n"))
            line.unwrap()
    for box in cell.find_all(["ul", "ol", "table", "tbody", "thead", "td", "th", "blockquote", "dl"]):
        box.unwrap()
    cell.smooth()
    for text in [each for each in cell.find_all(string=True) if "\n" in each]:
        is_first, is_last = not text.find_previous_sibling(), not text.find_next_sibling()
        lines = [" ".join(line.split()) for line in str(text).split("\n")]
        made = BETWEEN.join(line for line in lines if line)
        before = BETWEEN if not lines[0] and not (is_first and text.parent is cell) else " " if str(text)[:1] == " " else ""
        after = BETWEEN if not lines[-1] and not (is_last and text.parent is cell) else " " if str(text)[-1:] == " " else ""
        text.replace_with(NavigableString(f"{before if made else ''}{made}{after or ('' if made else before)}"))


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
