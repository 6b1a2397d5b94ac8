"""Lighthouse's full score in what does not depend on how busy the machine is. `make lighthouse` has performance too."""

from __future__ import annotations

from pathlib import Path

from tests.browser.lighthouse import FULL, PAGES, UNTIMED, reports, served_under_its_own_address
from tests.ours import copy_ours

TRIED = ("home", "what ALS twitches feel like")


def test_lighthouse_has_nothing_to_say(tmp_path: Path, memo_of_ours: Path) -> None:
    with served_under_its_own_address(tmp_path / "site", copy_ours(tmp_path / "source", memo_of_ours)) as home:
        found = list(reports([home + PAGES[name] for name in TRIED], UNTIMED))
    assert [report.address for report in found] == [home + PAGES[name] for name in TRIED]
    for report in found:
        assert dict(report.scores) == dict.fromkeys(UNTIMED, FULL), f"{report.address}:\n" + "\n".join(report.lost)
