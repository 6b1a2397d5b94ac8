"""dose-notation: an amount is written in a way that has killed people.

“1.0 mg” has been read as 10 mg, “.5 mg” as 5 mg, “µg” as mg, “IU” as IV or 10, “QD” as four times a day. The Institute for Safe
Medication Practices lists such notations because each has led to harm. Write 1 mg, 0.5 mg, 500 micrograms, 100 units, once a day; a
space stands between the figure and its unit, and from 10,000 on a comma between the thousands. The rule holds on every page, whoever
approved its doses.

Bad:

    Some tablets hold 1.0 mg.

Good:

    Some tablets hold 1 mg.

Severity: error
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.doses import said_in
from wellread.check.notation import SHORTENED, misread_in
from wellread.check.text import Text
from wellread.problems import Problem


def dose_notation(text: Text) -> Iterator[Problem]:
    if text.kind == "article" and text.article is None:
        return
    for said in said_in(text, SHORTENED, with_figures=True):
        for found in misread_in(said.text):
            yield Problem(
                code="dose-notation",
                severity="error",
                message=f"“{found.words}” can be misread: {found.why}",
                place=said.place_of(text, *found.span),
                hint=f"write {found.better}",
            )
