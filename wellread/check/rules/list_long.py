"""list-long: a list has more than six items.

A list helps because it can be taken in at a glance, and seven things can't. Who has to look for a sign of her own among ten may stop
at the fifth. The NHS asks for short lists; six items are its usual limit. A list inside another one is counted for itself.

Bad:

    Take into the sun:

    - water
    - a hat
    - sunglasses
    - sunscreen
    - a long shirt
    - long trousers
    - an umbrella

Good:

    Take water and sunscreen into the sun, and wear:

    - a hat
    - sunglasses
    - long clothes

Severity: info
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from wellread.check.text import Text
from wellread.problems import Problem
from wellread.texts import Block

LIMITS = {"items": 6}


def list_long(text: Text) -> Iterator[Problem]:
    most = text.limits("list-long", LIMITS)["items"]
    lists: defaultdict[int, list[Block]] = defaultdict(list)
    for block in text.body.blocks:
        if block.kind == "item":
            lists[block.list].append(block)
    for items in lists.values():
        if len(items) > most:
            yield Problem(
                code="list-long",
                severity="info",
                message=f"this list has {len(items)} items; here is the first beyond {most:g}",
                place=text.at(items[int(most)].mark),
                hint="make two lists, each with a line above it that says what it holds; or leave out what matters least",
            )
