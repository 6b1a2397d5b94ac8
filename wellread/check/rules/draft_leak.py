"""draft-leak: something of an article that readers must not get stands in what is to be published.

A draft may be wrong, and a withdrawn article was. The generator leaves both out of every page, list, feed, map of the site and
search; this is the proof, made anew by every build: after all pages are made, the title, the description, the red flags and each
sentence of six words or more are looked for in every file that would be published, and so is the article's address. Tags, escapes
and line breaks make no difference. What a public text says too is no secret and passes; a withdrawn article's title may stand on
its notice. The rule is the project's own.

Bad:

    status: draft
    title: What helps with sunburn?
    ---
    Cold milk on the skin draws out the heat.
    # templates/not_found.html
    <p>Cold milk on the skin draws out the heat.</p>

Good:

    status: draft
    title: What helps with sunburn?
    ---
    Cold milk on the skin draws out the heat.
    # content/articles/hiccups.md
    related: []

Severity: error; a warning for the address of an article that was withdrawn, and for one that is withheld
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.outputs import Phrase, Seen
from wellread.problems import Problem, Related

ABOUT_WORDS = "take it out there; if readers may have it, publish the article, or say it in other words in one of the two places"
ABOUT_ADDRESS = "take the link out: readers who follow it find nothing"
ABOUT_NOTICE = "take the link out: readers who follow it find only a notice"


def draft_leak(seen: Seen) -> Iterator[Problem]:
    for phrase in seen.phrases:
        pages = tuple(path for path in sorted(seen.leaks.get(phrase.sought, ())) if path not in phrase.home)
        if pages:
            yield _problem(seen, phrase, pages)


def _problem(seen: Seen, phrase: Phrase, pages: tuple[str, ...]) -> Problem:
    cause = seen.place_of_text(phrase.sought) if phrase.is_address else seen.place_of(phrase.sought)
    withdrawn = phrase.state in ("withdrawn", "withheld")
    hint = ABOUT_WORDS if not phrase.is_address else ABOUT_NOTICE if withdrawn else ABOUT_ADDRESS
    return Problem(
        code="draft-leak",
        severity="warning" if phrase.state == "withheld" or (phrase.is_address and withdrawn) else "error",
        message=f"{phrase.what} of “{phrase.of}”, which is {phrase.state}, stands in {seen.pages(pages)}",
        place=cause or phrase.place,
        hint=hint,
        related=(Related(place=phrase.place, message="the article says it here"),) if cause else (),
    )
