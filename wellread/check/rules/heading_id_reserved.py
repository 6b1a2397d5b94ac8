"""heading-id-reserved: a heading has an id that the page itself uses.

The page's own parts (the care cards, the references …) can be linked to as `#care` and `#references`. A heading with the same id
would send a reader who follows such a link to the wrong place. The rule is the project's own.

Bad:

    ## What else to read {#references}

    Ask a pharmacist for a leaflet.

Good:

    ## What else to read {#leaflets}

    Ask a pharmacist for a leaflet.

Severity: error
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.problems import Problem
from wellread.texts import RESERVED_IDS, RESERVED_STARTS


def heading_id_reserved(case: Case) -> Iterator[Problem]:
    for passage in case.passages:
        for heading in passage.prose.headings:
            if heading.id in RESERVED_IDS or heading.id.startswith(RESERVED_STARTS):
                yield Problem(
                    code="heading-id-reserved",
                    severity="error",
                    message=f"the id “{heading.id}” of this heading belongs to a part that every page has",
                    place=passage.at(heading.mark),
                    hint=f"give the heading an id of its own, for example {{#about-{heading.id}}}",
                )
