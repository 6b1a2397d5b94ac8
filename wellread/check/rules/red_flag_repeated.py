"""red-flag-repeated: an article names the same red flag twice.

A card that says the same thing twice looks careless, and makes a reader who is in a hurry read on for nothing. The rule is the
project's own. The same sign at two levels is [worse](#care-contradiction).

Bad:

    red_flags:
      - Your skin blisters
      - Your skin blisters.

Good:

    red_flags:
      - Your skin blisters
      - You shiver or feel sick

Severity: error
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.model import Article, RedFlag, RedFlagUse
from wellread.problems import Place, Problem, Related


def red_flag_repeated(case: Case) -> Iterator[Problem]:
    for article in case.public_articles:
        first: dict[tuple[str, str], int] = {}
        for step, written in enumerate(article.red_flags):
            flag = _flag(case, written)
            if flag is None:
                continue
            earlier = first.setdefault((flag.gist, flag.level), step)
            if earlier != step:
                yield Problem(
                    code="red-flag-repeated",
                    severity="error",
                    message=f"“{flag.sign}” is on this article's list already",
                    place=_place(article, step),
                    hint="take one of the two out",
                    related=(Related(place=_place(article, earlier), message="here it is first"),),
                )


def _flag(case: Case, written: RedFlag | RedFlagUse) -> RedFlag | None:
    if isinstance(written, RedFlag):
        return written
    shared = case.site.red_flags.get(written.use)
    return shared.flag if shared else None


def _place(article: Article, step: int) -> Place:
    word = "use" if isinstance(article.red_flags[step], RedFlagUse) else "sign"
    return article.origin.at("red_flags", step, word)
