"""Composing a text: the room's front door.

The parsers and the sanitiser are imported when the first text is really composed. That takes as long as composing twenty articles
does, and a build that remembers every text needs none of them.
"""

from __future__ import annotations

import re

from wellread.model import Mark
from wellread.prose.limits import MOST_IN_A_PARAGRAPH
from wellread.texts import Prose

PLAIN_LINE = re.compile(r"""(?!.*(?:://|www\.))[^\W\d_](?:[^\W_]|[ ,.;:!?'"’“”…()/%–—-])*(?<! )""")
"""A line without any sign that Markdown or HTML could mean something by; it is its own HTML."""


def compose(text: str, first_line: int = 1) -> Prose:
    """Return the body of an entry, whose first line is line `first_line` of its file, with what is in it.

    Never raises: what cannot be shown as written is left out and remarked.
    """
    if not text.strip(" \t\n"):
        return Prose(html="")
    from wellread.prose.text import compose_body

    return compose_body(text, first_line)


def compose_inline(text: str, mark: Mark) -> Prose:
    """Return a text of the front matter as one line of HTML without a `<p>`; everything in it has the mark of the value.

    A heading, list, table, quote or second paragraph in it is an error remark.
    """
    line = text.rstrip("\n")
    if len(line) <= MOST_IN_A_PARAGRAPH and PLAIN_LINE.fullmatch(line):
        return Prose(html=line)
    from wellread.prose.text import compose_line

    return compose_line(text, mark)
