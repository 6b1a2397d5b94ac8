"""red-flag-copied: an article writes out a red flag that is shared already.

As long as both have the same words and the same level, a reader sees no difference. But the next time somebody corrects the shared
sign, this one stays as it was, and two pages advise differently. The rule is the project's own.

Bad:

    red_flags:
      - {sign: You can’t keep water down, level: emergency}

Good:

    red_flags:
      - use: no-water

Severity: info
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.model import RedFlag
from wellread.problems import Problem, Related


def red_flag_copied(case: Case) -> Iterator[Problem]:
    shared_by_gist = {(shared.flag.gist, shared.flag.level): shared for shared in case.site.red_flags.values()}
    for article in case.public_articles:
        for step, flag in enumerate(article.red_flags):
            shared = shared_by_gist.get((flag.gist, flag.level)) if isinstance(flag, RedFlag) else None
            if shared:
                yield Problem(
                    code="red-flag-copied",
                    severity="info",
                    message=f"this sign is also shared as “{shared.id}”",
                    place=article.origin.at("red_flags", step, "sign"),
                    hint=f"write “- use: {shared.id}” instead, so that both stay the same",
                    related=(Related(place=shared.origin.at("sign"), message="the shared sign"),),
                )
