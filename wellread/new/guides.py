"""The pages about the program that a new site gets into its docs/, for editors, for whoever is on duty at night and for whoever
looks after the machines. They stand in the program's own docs/, and say which version they are of."""

from __future__ import annotations

import re
from pathlib import Path

from wellread import __version__

GUIDES = ("ci.md", "content-model.md", "editors.md", "problems.md", "publishing.md", "templates.md", "withdrawing.md")
OTHER_PAGE = re.compile(r"\[(?P<words>[^\]]+)\]\((?P<page>(?:[\w-]+/)+|(?:[\w-]+/)*[\w.-]+\.(?:md|json))(?:#(?P<part>[\w-]+))?\)")
"""A link to another page or folder of docs/."""
HEADING = re.compile(r"\A# .*\n")


def guides(docs: Path) -> dict[str, str]:
    """Return the pages by their paths in a site. A page that they lead to and that a site doesn't get is named without a link."""
    return {f"docs/{name}": _of_this_version((docs / name).read_text("utf-8")) for name in GUIDES}


def _of_this_version(text: str) -> str:
    said = f"*This page came with wellread {__version__}. `wellread init` puts those of a later version into an empty folder.*"
    return HEADING.sub(lambda found: f"{found[0]}\n{said}\n", OTHER_PAGE.sub(_linked, text), count=1)


def _linked(found: re.Match[str]) -> str:
    """Return a link as a site can have it. Each rule is explained by the program too."""
    if found["page"] in GUIDES:
        return found[0]
    if found["page"] == "rules.md" and found["part"]:
        return f"`wellread explain {found['part']}`"
    return f"{found['words']} (docs/{found['page']} in the program's source)"
