"""Which articles may come back, by example: what the place holds, and what the article's file says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest

from wellread.model import PublishTarget
from wellread.problems import SiteError
from wellread.provenance import PROVENANCE, PageOrigin, Provenance, ReviewOrigin
from wellread.publish import Publication
from wellread.withdraw.returning import refuse_return

SOURCE = "content/articles/hiccups.md"
FRONT = """---
title: Why do hiccups come and go?
description: What brings hiccups on, what you can try at home, and when they have lasted long enough to see a doctor.
type: guide
status: in-review
main_message: Most hiccups stop by themselves within minutes.
authors: [editorial-team]
published: 2026-01-05
funding: none
conflicts: none
MORE---
A hiccup is a jerk.
"""
BEFORE, MENDED = "{date: 2026-02-01, kind: editorial, note: Begun.}", "{date: 2026-03-02, kind: clinical, note: Mended.}"
FIRST, SECOND = (f'{{date: 2026-0{month}-01, kind: clinical, note: "Withdrawn: wrong."}}' for month in (3, 6))
OLD = "{person: ada, role: nurse, date: 2026-03-01, decision: approved, hash: c1-000000000000000000000000000000aa}"
NEW = "{person: ada, role: nurse, date: 2026-03-02, decision: approved, hash: c1-000000000000000000000000000000bb}"
OBJECTION = NEW.replace("approved", "changes-requested")
HASH = "c1-000000000000000000000000000000aa"
REVIEWED = ReviewOrigin(person="ada", role="nurse", date=date(2026, 3, 1), decision="approved", hash=HASH, counts=True)


def provenance(status: str, withdrawals: int = 0) -> bytes:
    page = PageOrigin(
        path="articles/hiccups/index.html",
        hash="1",
        source=SOURCE,
        source_hash="2",
        status=status,
        reviews=(REVIEWED,),
        withdrawals=withdrawals,
    )
    made = Provenance(
        day=date(2026, 3, 1),
        base_url="/",
        commit="",
        program="x",
        python="3",
        libraries={},
        manifest="",
        pages=(page,),
        moved={},
        files={},
    )
    return msgspec.json.encode(made)


@pytest.mark.parametrize(
    ("changes", "reviewers", "withdrawals", "said"),
    [
        ([BEFORE], [OLD], 1, "does not know"),
        ([BEFORE, FIRST], [OLD], 1, "Nothing says what was done"),
        ([MENDED, FIRST], [OLD], 1, "Nothing says what was done"),
        ([BEFORE, FIRST, BEFORE], [], 1, "Nothing says what was done"),
        ([BEFORE, FIRST], [OLD, OBJECTION], 1, "Nothing says what was done"),
        ([BEFORE, FIRST, MENDED], [OLD], 1, ""),
        ([BEFORE, FIRST, MENDED], [OLD], 0, ""),
        ([BEFORE, FIRST], [OLD, NEW], 1, ""),
        ([BEFORE, FIRST, MENDED], [OLD], 2, "does not know"),
        ([BEFORE, FIRST, MENDED, SECOND], [OLD], 2, "Nothing says what was done"),
        ([BEFORE, FIRST, MENDED, SECOND, MENDED.replace("03", "06")], [OLD], 2, ""),
    ],
)
def test_what_comes_back_says_that_it_was_taken_back_and_what_was_done_since(
    tmp_path: Path, changes: list[str], reviewers: list[str], withdrawals: int, said: str
) -> None:
    live, site = tmp_path / "live", tmp_path / "site"
    live.mkdir()
    (live / PROVENANCE).write_bytes(provenance("withdrawn", withdrawals))
    (site / SOURCE).parent.mkdir(parents=True)
    listed = "".join(
        f"{key}:\n" + "".join(f"  - {each}\n" for each in items)
        for key, items in (("changes", changes), ("reviewers", reviewers))
        if items
    )
    (site / SOURCE).write_text(FRONT.replace("MORE", listed), "utf-8")
    place = Publication(target=PublishTarget(name="live", kind="folder", to=str(live)), root=site)
    if not said:
        refuse_return(place, provenance("in-review"))
        return
    with pytest.raises(SiteError, match=said) as caught:
        refuse_return(place, provenance("in-review"))
    assert SOURCE in str(caught.value)
