"""care-contradiction: the same sign is at two levels of urgency, or has two thresholds.

One page says “call an ambulance”, another “book an appointment”, for the same sign. A frightened reader who finds both will believe
the one she hopes for, and a reviewer who reads one page at a time can't see it. Signs are the same if they differ in no more than
capitals, spaces, commas, a full stop, or kinds of dashes and quotation marks, in “cannot” for “can't” or in “two” for “2”; what
drafts and withdrawn articles say reaches nobody.

Signs that differ in nothing but one figure belong together too: at the same level, “more than 2 hours” and “more than 3 hours”
can't both be where help begins. Different figures at different levels are steps of one scale, as long as the worse sign is the more
urgent one. The rule is the project's own.

Bad:

    red_flags:
      - {sign: You can’t keep water down, level: soon}

Good:

    red_flags:
      - use: no-water

Severity: error
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellread.check.case import Case
from wellread.clinical import gist
from wellread.model import LEVELS, Level, Origin, RedFlag, Value
from wellread.problems import Place, Problem, Related

IN_WORDS = {
    word: str(number)
    for number, word in enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 2)
}
ONE = r"(?:one|(?:(?<=than )|(?<=over )|(?<=least )|(?<=after ))an?)(?= (?:minute|hour|day|week|month|year)\b)"
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+(?:[.,]\d+)?)(?![.,]?\d)"
FIGURE = re.compile(rf"(?<![\w.,])(?<!type )(?<!stage )(?<!grade )(?:{NUMBER}(?:/{NUMBER})?|(?:{'|'.join(IN_WORDS)})\b|{ONE})")
"""A number in figures or words, “195/95” too; not that of a name (type 2)."""
THOUSANDS = re.compile(r"\d+(?:,\d{3})+")
COMMA = re.compile(r",(?!\d)")
COUNTED = re.compile(r"# ?(\w+?)s?\b")
MORE = re.compile(r"\b(?:above|over|more than|longer than|higher than|at least|exceeds?|or more|or higher|or above|or longer)\b")
MOST_STEPS = 20
"""With more steps of one scale, only these are held against a sign. There are three levels, so that most scales have three steps."""
LESS = re.compile(r"\b(?:below|under|less than|lower than|fewer than|or less|or lower|or below|or fewer)\b")


_Figure = tuple[float, ...]
"""The numbers of a figure: one, or two in “195/95”."""


class _Scale(Value, frozen=True, kw_only=True):
    """A sign without its figures, “more than # hour”, and the figures."""

    words: str
    figures: tuple[_Figure, ...]


def _scale(flag: RedFlag) -> _Scale:
    said = COMMA.sub("", gist(flag.gist)).replace("cannot", "can't").replace("can not", "can't")
    figures = tuple(_read(each) for each in FIGURE.findall(said))
    return _Scale(words=COUNTED.sub(r"# \1", FIGURE.sub("#", said)) if figures else said, figures=figures)


def _read(figure: str) -> _Figure:
    return tuple(
        float(each.replace(",", "") if THOUSANDS.fullmatch(each) else IN_WORDS.get(each, each).replace(",", "."))
        for each in ("1" if figure in ("one", "a", "an") else figure).split("/")
    )


class _Sign(Value, frozen=True, kw_only=True):
    """A sign where it is written out, and the id under which it is shared ("" if it is not)."""

    flag: RedFlag
    origin: Origin
    steps: tuple[str | int, ...]
    shared_as: str = ""

    def level_at(self) -> Place:
        return self.origin.at(*self.steps, "level")


def care_contradiction(case: Case) -> Iterator[Problem]:
    first: dict[_Scale, _Sign] = {}
    scales: dict[str, list[tuple[_Scale, _Sign]]] = {}
    for sign in _signs(case):
        scale = _scale(sign.flag)
        other = first.setdefault(scale, sign)
        if sign.flag.level != other.flag.level:
            yield _problem(sign, other)
        elif other is sign and scale.figures:
            steps = scales.setdefault(scale.words, [])
            yield from (_threshold_problem(sign, each) for known, each in steps[:MOST_STEPS] if _clash(scale, sign, known, each))
            steps.append((scale, sign))


def _clash(scale: _Scale, sign: _Sign, other_scale: _Scale, other: _Sign) -> bool:
    """Say whether two signs that differ in one figure can't both hold: the same level begins at two points, or the worse of the two
    is the less urgent. Which is worse can only be said if there is no other figure."""
    differing = [pair for pair in zip(scale.figures, other_scale.figures, strict=True) if pair[0] != pair[1]]
    if len(differing) > 1:
        return False
    if sign.flag.level == other.flag.level:
        return True
    rises, falls = bool(MORE.search(scale.words)), bool(LESS.search(scale.words))
    higher = {one > another for one, another in zip(*differing[0], strict=False) if one != another}
    if rises == falls or len(scale.figures) > 1 or len(higher) != 1:
        return False
    is_worse = (True in higher) == rises
    is_more_urgent = LEVELS.index(sign.flag.level) < LEVELS.index(other.flag.level)
    return is_worse != is_more_urgent


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


def _threshold_problem(sign: _Sign, other: _Sign) -> Problem:
    elsewhere = other.origin.at(*other.steps, "sign")
    same_file = elsewhere.path == sign.origin.path
    where = f"on line {elsewhere.line}" if same_file else f"in {elsewhere.path}"
    levels: tuple[Level, Level] = (sign.flag.level, other.flag.level)
    if levels[0] == levels[1]:
        message = f"“{sign.flag.sign}” here, “{other.flag.sign}” {where}: “{levels[0]}” can't begin at both figures"
        hint = (
            "decide on one figure for both, or share the sign in content/red-flags.yaml; if more than the figure differs, say what"
        )
    else:
        message = (
            f"“{sign.flag.sign}” is “{levels[0]}” here, but “{other.flag.sign}” is “{levels[1]}” {where}: the worse is less urgent"
        )
        hint = "the worse sign must be the more urgent one: change a level or a figure; if more than the figure differs, say what"
    return Problem(
        code="care-contradiction",
        severity="error",
        message=message,
        place=sign.origin.at(*sign.steps, "sign"),
        hint=hint,
        related=(Related(place=elsewhere, message=f"here it is “{levels[1]}”"),),
    )


def _hint(sign: _Sign, other: _Sign) -> str:
    decide = "decide on one level for both"
    if other.shared_as and sign.shared_as:
        return f"{decide}, and keep only one of “{other.shared_as}” and “{sign.shared_as}”"
    if other.shared_as:
        return f"{decide}; “- use: {other.shared_as}” takes the shared one; if more than the words differ, say what in the sign"
    return f"{decide}, or share the sign in content/red-flags.yaml; if more than the words differ, say what in the sign"
