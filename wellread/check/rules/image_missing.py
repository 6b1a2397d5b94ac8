"""image-missing: a text shows a picture that is not in static/.

The page would show the picture's description in its place. Where the picture is the advice (how to lie somebody on the side, what a
rash looks like) the reader is left without it. The rule is the project's own, and the sister of [link-broken](#link-broken).

Bad:

    ![A hand in a bowl of water](/static/img/icno.svg)

Good:

    ![A hand in a bowl of water](/static/img/icon.svg)

Severity: error
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from wellread.check.case import Case
from wellread.problems import Problem, nearest

FOLDER = "/static/"


def image_missing(case: Case) -> Iterator[Problem]:
    for passage in case.passages:
        for picture in passage.prose.pictures:
            name = unquote(picture.src.removeprefix(FOLDER))  # a space may be written as %20
            if not picture.src.startswith(FOLDER) or name not in case.static:
                near = nearest(picture.src, (FOLDER + name for name in case.static if not name.startswith("css/")))
                yield Problem(
                    code="image-missing",
                    severity="error",
                    message=f"there is no picture “{picture.src}”",
                    place=passage.at(picture.mark),
                    hint=near or "put it into static/img/ and write ![what it shows](/static/img/name.png)",
                )
