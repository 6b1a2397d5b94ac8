"""Files → Site: strict, and every value knows the line it was written on. Reads nothing but what it is given.

    found = scan(Path("."))                         # the bytes of site.yaml and content/
    site, problems = read_site(found)               # all of them read, all problems told; pure
    read_folder(Path("static"))                     # the bytes of another folder, by path

and for one file at a time, each pure, each a `Reading` with a value (or None) and problems:

    read_entry("content/articles/hiccups.md", content, "en")            # or in steps: halve, read_front, with_body
    read_settings("site.yaml", content)
    read_topics(path, content)    read_sources(path, content)    read_red_flags(path, content)

On the way a file passes decode (bytes → text), fences (text → front matter and body, on python-frontmatter), yaml (front matter →
values and marks), forms and fields (values → what an editor may write, on pydantic), and faults (what isn't → problems).
"""

from wellread.read.codes import CODES
from wellread.read.entries import (
    Halves,
    Reading,
    halve,
    read_entry,
    read_front,
    read_red_flags,
    read_settings,
    read_sources,
    read_topics,
    with_body,
)
from wellread.read.folders import read_folder
from wellread.read.scan import Scan, scan
from wellread.read.site import Readers, is_signed, read_site

__all__ = [
    "CODES",
    "Halves",
    "Readers",
    "Reading",
    "Scan",
    "halve",
    "is_signed",
    "read_entry",
    "read_folder",
    "read_front",
    "read_red_flags",
    "read_settings",
    "read_site",
    "read_sources",
    "read_topics",
    "scan",
    "with_body",
]
