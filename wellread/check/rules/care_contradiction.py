"""care-contradiction: the same sign is at two levels of urgency.

One page says “call an ambulance”, another “book an appointment”, for the same sign. A frightened reader who finds both will believe
the one she hopes for, and a reviewer who reads one page at a time can't see it. Signs are the same if they differ in no more than
capitals, spaces or a full stop; what drafts and withdrawn articles say reaches nobody. The rule is the project's own.

Bad:

    red_flags:
      - {sign: You can’t keep water down, level: soon}

Good:

    red_flags:
      - use: no-water

Severity: error
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.model import Level, Origin, RedFlag, Value
from wellread.problems import Place, Problem, Related


class _Sign(Value, frozen=True, kw_only=True):
    """A sign where it is written out, and the id under which it is shared ("" if it is not)."""

    flag: RedFlag
    origin: Origin
    steps: tuple[str | int, ...]
    shared_as: str = ""

    def level_at(self) -> Place:
        return self.origin.at(*self.steps, "level")


def care_contradiction(case: Case) -> Iterator[Problem]:
    first: dict[str, _Sign] = {}
    for sign in _signs(case):
        other = first.setdefault(sign.flag.gist, sign)
        if sign.flag.level != other.flag.level:
            yield _problem(sign, other)


def _signs(case: Case) -> Iterator[_Sign]:
    """Yield every sign that readers get: the shared ones first, as the others have to agree with them."""
    for name, shared in sorted(case.site.red_flags.items(), key=lambda item: item[1].step):
        yield _Sign(flag=shared.flag, origin=shared.origin, steps=(), shared_as=name)
    for article in case.public_articles:
        for step, flag in enumerate(article.red_flags):
            if isinstance(flag, RedFlag):
                yield _Sign(flag=flag, origin=article.origin, steps=("red_flags", step))


def _problem(sign: _Sign, other: _Sign) -> Problem:
    elsewhere = other.level_at()
    same_file = elsewhere.path == sign.origin.path
    where = f"on line {elsewhere.line}" if same_file else f"in {elsewhere.path}"
    levels: tuple[Level, Level] = (sign.flag.level, other.flag.level)
    return Problem(
        code="care-contradiction",
        severity="error",
        message=f"“{sign.flag.sign}” is “{levels[0]}” here and “{levels[1]}” {where}",
        place=sign.level_at(),
        hint=_hint(sign, other),
        related=(Related(place=elsewhere, message=f"here it is “{levels[1]}”"),),
    )


def _hint(sign: _Sign, other: _Sign) -> str:
    decide = "decide on one level for both"
    if other.shared_as and sign.shared_as:
        return f"{decide}, and keep only one of “{other.shared_as}” and “{sign.shared_as}”"
    if other.shared_as:
        return f"{decide}; “- use: {other.shared_as}” takes the shared one; if more than the words differ, say what in the sign"
    return f"{decide}, or share the sign in content/red-flags.yaml; if more than the words differ, say what in the sign"
