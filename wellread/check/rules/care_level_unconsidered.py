"""care-level-unconsidered: a level of urgency has no red flag, and nobody says why.

Three cards tell a reader when to call an ambulance, when to get help today and when to book an appointment. A card that is missing
can mean “this never needs an ambulance” or “nobody thought of it”, and a reader can't tell which. So an article that has red flags
says for each level that has none, in `no_red_flags`, why it does not apply; the sentence is shown beside the cards. The other way
round, a level that has red flags has no such sentence, for the two contradict each other. The rule is the project's own.

Bad:

    type: symptom
    red_flags:
      - {sign: Your skin blisters, level: urgent}

Good:

    type: symptom
    red_flags:
      - {sign: Your skin blisters, level: urgent}
    no_red_flags:
      emergency: No sign of a simple sunburn needs an ambulance.
      soon: Sunburn that needs a doctor needs one today.

Severity: warning
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wellread.check.case import Case
from wellread.check.rules.red_flags_missing import TYPES
from wellread.model import LEVELS, Article
from wellread.problems import Problem, Related


def care_level_unconsidered(case: Case) -> Iterator[Problem]:
    for article in case.articles:
        is_unseen = article.status == "withdrawn" or (article.status == "draft" and not case.drafts)
        if is_unseen or not article.red_flags:
            continue
        used = {flag.level for flag in case.site.red_flags_of(article)}
        unread = len(case.site.red_flags_of(article)) < len(article.red_flags)
        missing = [level for level in LEVELS if level not in used and not article.no_red_flags.get(level, "").strip()]
        if missing and article.type in TYPES and not unread:
            yield _unconsidered(article, missing)
        yield from (_contradicted(article, level) for level in LEVELS if level in used and level in article.no_red_flags)


def _unconsidered(article: Article, missing: Sequence[str]) -> Problem:
    levels = " or ".join(f"“{level}”" for level in missing)
    return Problem(
        code="care-level-unconsidered",
        severity="warning",
        message=f"no red flag here is at the level {levels}, and nothing says why",
        place=article.origin.key("red_flags"),
        hint=f"add a sign of that level, or say why there is none: no_red_flags: {{{missing[0]}: Why this level does not apply.}}",
    )


def _contradicted(article: Article, level: str) -> Problem:
    return Problem(
        code="care-level-unconsidered",
        severity="warning",
        message=f"no_red_flags says why there is no sign at “{level}”, but there is one",
        place=article.origin.key("no_red_flags", level),
        hint="take the reason out, or give the sign another level",
        related=(Related(place=article.origin.at("red_flags"), message="the red flags"),),
    )
