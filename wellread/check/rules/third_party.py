"""third-party: a page loads something from another site, or has a script or style written into it.

Whoever serves a script, a font, a picture or a counter learns who reads which page, and a page about a disease says a lot about its
reader. Two health companies have paid millions for it: the US Federal Trade Commission's orders against GoodRx and BetterHelp are
about just such files. So every file that a page loads lies on the site itself, in `static/`; a link that a reader may choose to
follow loads nothing. A script or style that is written into a page is told too, as a site that keeps strangers out by a content
security policy could not run it; one whose SHA-256 stands in the page's own policy is fine.

Bad:

    # templates/not_found.html
    <script src="https://counter.example.net/count.js"></script>

Good:

    # templates/not_found.html
    <p>See the <a href="https://www.nhs.uk/">NHS website</a>.</p>

Severity: error
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellread.check.loads import ATTRIBUTE, LOADING, TAG_NAME
from wellread.check.outputs import Seen
from wellread.problems import Place, Problem

LONGEST = 120
BREAKS = re.compile(r"[\s/?&,;]")
WITH_STYLE = re.compile(r"\sstyle=[\"']\Z", re.IGNORECASE)


def third_party(seen: Seen) -> Iterator[Problem]:
    for thing, paths in sorted(seen.loads.items()):
        place = seen.place_of_text(thing) or Place(f"templates: {paths[0]}")
        where = seen.pages(tuple(sorted(paths)))
        if "//" in thing and not WITH_STYLE.search(thing):
            message = f"{where}: “{_shown(thing)}” loads a file from another site"
            hint = "put the file into static/ and name it from there; readers may be sent elsewhere by a link only"
        else:
            message = f"{where}: “{_written(thing)}” is a script or style written into the page"
            hint = "put it into a file in static/ and name that; or give the page a content security policy with its SHA-256"
        yield Problem(code="third-party", severity="error", message=message, place=place, hint=hint)


def _written(thing: str) -> str:
    """Return a script or style in the page as it is shown: its tag, or the attribute that holds it."""
    name = TAG_NAME.match(thing)
    if name and WITH_STYLE.search(thing):
        return f'<{name[1]} style="…">'
    return _shown(thing) if name else f'{thing}"…"'


def _shown(thing: str) -> str:
    """Return a tag or an address; of a long tag only what loads, and of a long address its beginning, both in whole words."""
    if len(thing) <= LONGEST:
        return thing
    name = TAG_NAME.match(thing)
    if name is None:
        return _shortened(thing)
    loading = (each for each in ATTRIBUTE.finditer(thing) if each[1].lower() in LOADING.get(name[1].lower(), ()))
    given = [(each[1], each[2] or each[3] or each[4] or "") for each in loading]
    kept = " ".join(f'{attribute}="{_shortened(value)}"' for attribute, value in given if "//" in value)
    return f"<{name[1]} {kept} …>" if kept else f"<{name[1]} …>"


def _shortened(address: str) -> str:
    """Return an address, or of a long one what stands before a slash or the like, so that none of its words is cut."""
    if len(address) <= LONGEST:
        return address
    ends = [each.end() for each in BREAKS.finditer(address, 0, LONGEST)]
    return f"{address[: max(ends)] if ends else address.partition('://')[0]}…"
