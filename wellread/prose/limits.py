"""How much a text may ask of the program: far more than anybody reads, and little enough that each text is done in seconds.

What a parser does with a paragraph can take the square of its length, so that a text which nobody meant for readers could keep a
build busy for hours. Such a text is not composed at all: it is an error that names the place.
"""

from __future__ import annotations

MOST_TEXT = 300_000
"""Letters of a text: some 50,000 words, a book."""
MOST_IN_A_PARAGRAPH = 10_000
"""Bytes of a paragraph, heading, cell or item: some 1,600 English words."""
MOST_LINKS = 5_000
"""Links, pictures and citations of a text."""
MOST_VAIN = 50
"""Signs in one paragraph that begin a link and don't end it: each makes the engine look to the end of the paragraph."""
MOST_COLUMNS = 100


class TooLarge(Exception):  # noqa: N818  # it is no error of the program
    """A text that is not composed: why, what to do, and the bytes that are meant."""

    def __init__(self, message: str, hint: str, start: int, end: int) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.start = start
        self.end = end


def check_length(text: str) -> None:
    """Raise TooLarge if a text is longer than any."""
    if len(text) > MOST_TEXT:
        message = f"the text has {len(text):,} letters; {MOST_TEXT:,} are the most that one page can have"
        raise TooLarge(message, "make several pages of it", 0, len(text.partition("\n")[0].encode()))


def check_paragraph(start: int, end: int) -> None:
    """Raise TooLarge if a paragraph is longer than any."""
    if end - start > MOST_IN_A_PARAGRAPH:
        message = f"a paragraph of {end - start:,} bytes; {MOST_IN_A_PARAGRAPH:,} are the most"
        raise TooLarge(message, "put an empty line where a new thought begins", start, end)


def check_vain(source: str, links: int, start: int, end: int) -> None:
    """Raise TooLarge if a paragraph holds more beginnings of links than links, and many more."""
    vain = source.count("](") + source.count("![") - 2 * links
    if vain > MOST_VAIN:
        message = f"{vain:,} times “](” or “![” stand here without making a link; {MOST_VAIN} are the most in a paragraph"
        raise TooLarge(
            message, "write links as [words](address), and a backslash before a bracket that is meant as itself", start, end
        )


def check_links(links: int, start: int, end: int) -> None:
    """Raise TooLarge at the link that is one too many."""
    if links > MOST_LINKS:
        message = f"the text has more than {MOST_LINKS:,} links and citations; this is the first beyond"
        raise TooLarge(message, "make several pages of it", start, end)


def check_columns(columns: int, start: int, end: int) -> None:
    """Raise TooLarge if a table is wider than any: a short row of it would be filled up with that many cells."""
    if columns > MOST_COLUMNS:
        message = f"a table of {columns:,} columns; {MOST_COLUMNS} are the most"
        raise TooLarge(message, "make several tables of it, or turn rows into columns", start, end)
