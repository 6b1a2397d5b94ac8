"""uncertainty-unstated: an article says nowhere what is not known.

Medicine knows less than its sentences sound. A page without a doubt lets a reader believe that her question is settled, and turns
against the page on the day somebody tells her otherwise. DISCERN (item 8) asks whether a page refers to areas of uncertainty: one
honest sentence is enough, such as “it is not clear whether …”, or a section on what is not known.

The rule looks for such phrases and can't tell whether they speak of the right thing. So it only reminds, and leaves articles of fewer
than 100 words alone.

Bad:

    Get out of the sun as soon as your skin feels hot or looks red. Run cool water over it, or put a wet cloth on it.

    Drink enough water. Put on a light lotion when the skin is dry. Leave blisters closed, for the skin on top keeps dirt out.

    Wear loose clothes until the skin no longer hurts. Keep out of the sun until the red is gone. Cover up when you have to go out.

    Ask a pharmacist which painkiller suits you. See a doctor if a baby or a small child is burnt. See one too if you feel sick or
    shiver, or if the blisters are large. Ask for help at once if somebody faints or cannot be woken.

Good:

    Drink enough while the skin heals. It is not clear whether aloe vera helps.

Severity: info
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellread.check.text import Text
from wellread.problems import Problem

LIMITS = {"from-words": 100}
WORDS = frozenset(("unclear", "uncertain", "uncertainty", "unknown", "unproven", "untested", "inconclusive"))
STUDIES = "evidence|research|study|studies|trials?|proof|reports"
STATED = re.compile(
    rf"""\b(?:
        (?:not|cannot|never|hardly|little|poorly|\w+n['’]t)\ (?:\w+\ ){{0,2}}?
            (?:clear|certain|known?|sure|proven|proved|shown|tested|studied|understood|settled|tell|say|agreed?|enough\ (?:{STUDIES}))
      | (?:no\ one|nobody|few\ \w+)\ (?:\w+\ )?(?:knows?|say|tell)
      | (?:no|little|less|limited|weak|poor|mixed|thin|lack\ of|conflicting|insufficient)\ (?:\w+\ )?(?:{STUDIES})
      | (?:more|further|better|small|few|only\ one|a\ single)\ (?:\w+\ )?(?:{STUDIES})
      | (?:{STUDIES}|results|experts|doctors|scientists)\ (?:\w+\ ){{0,4}}?(?:limited|weak|poor|mixed|thin|small|lacking|conflict\w*|disagree|differ)
      | hard\ to\ (?:say|tell|know)
      | too\ early\ to
    )\b""",
    re.VERBOSE,
)


def uncertainty_unstated(text: Text) -> Iterator[Problem]:
    if not text.is_english or text.article is None or text.vocabulary & WORDS:
        return
    said = tuple(each.text.lower() for each in text.spoken())
    if any(map(STATED.search, reversed(said))):  # what is not known is mostly said at the end
        return
    if sum(each.words for each in text.sentences()) < text.limits("uncertainty-unstated", LIMITS)["from-words"]:
        return
    yield Problem(
        code="uncertainty-unstated",
        severity="info",
        message="the article says nowhere what is not known",
        place=text.article.origin.at("title"),
        hint="add a sentence or a section on what is not known, as in “it is not clear whether …”",
    )
