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

from collections.abc import Iterator

from wellread.check.outputs import Seen
from wellread.problems import Place, Problem

LONGEST = 120


def third_party(seen: Seen) -> Iterator[Problem]:
    for thing, paths in sorted(seen.loads.items()):
        place = seen.place_of_text(thing) or Place(f"templates: {paths[0]}")
        shown = thing if len(thing) <= LONGEST else f"{thing[:LONGEST]}…"
        where = seen.pages(tuple(sorted(paths)))
        if "//" in thing:
            message = f"{where}: “{shown}” loads a file from another site"
            hint = "put the file into static/ and name it from there; readers may be sent elsewhere by a link only"
        else:
            message = f"{where}: “{shown}” is a script or style written into the page"
            hint = "put it into a file in static/ and name that; or give the page a content security policy with its SHA-256"
        yield Problem(code="third-party", severity="error", message=message, place=place, hint=hint)
