"""The blocks that the CommonMark parser found, as the tree that Python-Markdown works on.

Python-Markdown's own block parser wants four spaces where CommonMark takes two, and a blank line before every list. Editors look
at GitHub's and VS Code's previews, so the blocks come from CommonMark; the text in them is left for Python-Markdown's inline
patterns. One reading of the blocks also means that a mark can never point at another block than the page shows.

A callout is `<div class="callout warning" role="note"><p class="callout-title">Warning</p>…</div>`, with note, tip, important,
warning or caution. A list with bullets right below a heading "Do" or "Don't" has the class do or dont. A table's header cells have
scope="col", and the cells of an aligned column the class align-left, align-center or align-right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString, code_escape

from wellread.prose.commonmark import Event

CALLOUTS = ("note", "tip", "important", "warning", "caution")
ADVICE = re.compile(
    r"(?:(?P<dont>don'?ts?|do nots?|(?:don'?t|do not) do(?: this| these)?)|(?P<do>do(?:'?s| this| these)?))",
)
"""The words of a heading below which a list says what to do, or what not to: the groups are the classes of that list."""
AROUND_ADVICE = re.compile(r"[*_:.!…]+")
"""What may stand around these words: emphasis, a mark at the end."""
HEADINGS = ("h2", "h3", "h4", "h5", "h6")
DEEPEST = 12
"""Lists and quotes nested deeper than this are laid out flat: nobody can follow them, and each level costs the stack a frame."""


def build_tree(events: Iterable[Event]) -> Element:
    """Return a `div` that holds the blocks; the inline Markdown in them is still raw."""
    tree = _Tree()
    for event in events:
        if event.inline:
            tree.write(event.inline.source)
        elif event.step == "open":
            tree.open(event)
        elif event.step == "close":
            tree.inside.pop()
        elif event.name == "Rule":
            SubElement(tree.inside[-1], "hr")
        elif event.name == "Text":
            tree.write_code(event.value)
    return tree.inside[0]


def first_too_deep(events: Iterable[Event]) -> Event | None:
    """Return the first block that is nested too deep to be shown as written."""
    depth = 1
    for event in events:
        depth += (event.step == "open") - (event.step == "close")
        if depth > DEEPEST and event.name in {"BlockQuote", "List"}:
            return event
    return None


class _Tree:
    """The tree while it grows; `inside` are the elements that are open."""

    def __init__(self) -> None:
        self.inside = [Element("div")]
        self.aligns: list[str] = []
        self.column = 0

    def open(self, event: Event) -> None:
        here = self.inside[-1]
        self.inside.append(here if event.name == "HtmlBlock" or self._too_deep(event) else self._element(here, event))

    def _too_deep(self, event: Event) -> bool:
        return event.name in {"BlockQuote", "List", "Item"} and len(self.inside) >= DEEPEST

    def _element(self, here: Element, event: Event) -> Element:
        match event.name:
            case "Paragraph":
                return SubElement(here, "p")
            case "Heading":
                return SubElement(here, f"h{max(2, int(event.value))}")
            case "List":
                first = event.value
                if not first:
                    return SubElement(here, "ul", _advice(here))
                return SubElement(here, "ol", {"start": first} if first != "1" else {})
            case "Item":
                return SubElement(here, "li")
            case "BlockQuote":
                return _callout(here, event.value) if event.value else SubElement(here, "blockquote")
            case "CodeBlock":
                return SubElement(SubElement(here, "pre"), "code")
            case "Table":
                self.aligns = event.value.split()
                return SubElement(here, "table")
            case "TableHead":
                self.column = 0
                return SubElement(SubElement(here, "thead"), "tr")
            case "TableRow":
                self.column = 0
                body = here.find("tbody")
                return SubElement(SubElement(here, "tbody") if body is None else body, "tr")
            case "TableCell":
                return self._cell(here)
        raise AssertionError(f"the dialect has no {event.name}")

    def _cell(self, row: Element) -> Element:
        in_head = self.inside[-2].find("tbody") is None and self.inside[-2].find("thead/tr") is row
        cell = SubElement(row, "th", {"scope": "col"}) if in_head else SubElement(row, "td")
        if self.aligns[self.column] != "None":
            cell.set("class", f"align-{self.aligns[self.column].lower()}")
        self.column += 1
        return cell

    def write(self, markdown: str) -> None:
        """Put inline Markdown where the parser found it; in a tight item that may be behind a block."""
        here = self.inside[-1]
        if len(here):
            here[-1].tail = f"{here[-1].tail or ''}\n{markdown}"
        else:
            here.text = f"{here.text}\n{markdown}" if here.text else markdown

    def write_code(self, text: str) -> None:
        here = self.inside[-1]
        here.text = AtomicString((here.text or "") + code_escape(text))


def _advice(here: Element) -> dict[str, str]:
    """Return the class of a list that opens now: that of advice, if a heading right above it says so."""
    above = here[-1] if len(here) else here
    if above.tag not in HEADINGS:
        return {}
    words = " ".join(AROUND_ADVICE.sub(" ", above.text or "").replace("’", "'").lower().split())
    said = ADVICE.fullmatch(words)
    return {"class": said.lastgroup} if said and said.lastgroup else {}


def _callout(here: Element, kind: str) -> Element:
    callout = SubElement(here, "div", {"class": f"callout {kind.lower()}", "role": "note"})
    SubElement(callout, "p", {"class": "callout-title"}).text = AtomicString(kind)
    return callout
