"""Whether a declaration says anything: “none” does, “to be confirmed” does not."""

from __future__ import annotations

import re

EMPTY = re.compile(
    r"[\W_]*|x+|(?:n/?a|n\.a\.|tb[acd]|to ?do|fixme|unknown|unclear|undeclared|pending"
    r"|not (?:yet )?(?:known|stated|declared|applicable)"
    r"|to be (?:added|announced|completed|confirmed|declared|decided|done))[\W_]*",
    re.IGNORECASE,
)


def says_nothing(declaration: str) -> bool:
    return EMPTY.fullmatch(declaration.strip()) is not None
