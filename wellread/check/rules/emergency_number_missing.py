"""emergency-number-missing: a page tells readers to get emergency help, and the site names no number to call.

Whoever reads an emergency card is frightened, alone perhaps, perhaps a visitor in the country, and has to call now. A card that says
“call your emergency number” and names none sends them away to look for it. Nobody but a site's editors knows where its readers are, so
`wellread init` fills in none; the first article with a sign at the level “emergency” can't be published before they did. Name the
numbers of all places that you write for, and check each with whoever answers it. The rule is the project's own.

Bad:

    # site.yaml
    emergency_numbers: []

    # content/articles/sunburn.md
    red_flags: [{sign: You are struggling to breathe, level: emergency, cite: [house-guideline]}]

Good:

    # site.yaml
    emergency_numbers:
      - {place: Europe, number: "112"}

    # content/articles/sunburn.md
    red_flags: [{sign: You are struggling to breathe, level: emergency, cite: [house-guideline]}]

Severity: error; a warning in the preview, and where drafts are checked too
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.model import Article, RedFlag
from wellread.problems import Place, Problem, Related

MOST_NAMED = 3


def emergency_number_missing(case: Case) -> Iterator[Problem]:
    settings = case.site.settings
    signs = () if settings.emergency_numbers else tuple(place for each in case.public_articles for place in _signs(case, each))
    if signs:
        yield Problem(
            code="emergency-number-missing",
            severity="warning" if case.drafts else "error",
            message="articles tell readers to get emergency help, and no number to call is named",
            place=settings.origin.at("emergency_numbers"),
            hint='name the numbers of the places where your readers are: emergency_numbers: [{place: Ireland, number: "112"}]',
            related=tuple(Related(message="such a sign", place=place) for place in signs[:MOST_NAMED]),
        )


def _signs(case: Case, article: Article) -> Iterator[Place]:
    for step, flag in enumerate(article.red_flags):
        shared = None if isinstance(flag, RedFlag) else case.site.red_flags.get(flag.use)
        meant = flag if isinstance(flag, RedFlag) else shared.flag if shared else None
        if meant and meant.level == "emergency":
            yield article.origin.at("red_flags", step)
