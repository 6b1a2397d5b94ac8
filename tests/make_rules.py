"""Make docs/rules.md from the rules' essays and pages: `python -m tests.make_rules`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.rule_pages import ROOT, RulePage, read_pages

RULES_PAGE = ROOT / "docs/rules.md"
RULES_FOLDER = ROOT / "wellread/check/rules"

INTRODUCTION = """# What is checked

Every build checks every article. An **error** stops the build before anything is written; a **warning** is shown and the site is
published all the same, unless the build is run with `--strict`; an **info** is for you to know.

Each case below is a test. It stands on a small site about hiccups (`tests/rules/_base/`): a block that names a file is that whole
file, a block that begins with `patch` holds the lines of it that matter, and the text below `---` is the file's text. The day is 22
November 2026. What is said stands below, as the program says it; where nothing stands below, nothing is said.

*Made by `make docs` from the rules in `wellread/check/rules/` and their pages in `tests/rules/`. Change those.*
"""


def make_rules() -> str:
    """Return the text of docs/rules.md."""
    pages = read_pages()
    table = ["| Code | | Says |", "|---|---|---|", *(_row(page) for page in pages)]
    return "\n".join([INTRODUCTION, *table, "", *(line for page in pages for line in _section(page))])


def _row(page: RulePage) -> str:
    first = _essay(page).partition("\n\n")[0].replace("\n", " ")
    return f"| [{page.code}](#{page.code}) | {_severity(page)} | {first} |"


def _section(page: RulePage) -> Iterator[str]:
    yield from (f"## {page.code}", "", f"*{_severity(page).capitalize()}.* {_essay(page)}", "")
    for case in page.cases:
        yield from (f"### {case.title}", "", case.text, "")
        if not case.inside("problems"):
            yield from ("Nothing is said.", "")


def _essay(page: RulePage) -> str:
    """Return the essay of the rule's module, without its code; what the text itself shows has its essay on its page."""
    module = RULES_FOLDER / f"{page.code.replace('-', '_')}.py"
    if not module.exists():
        return page.opening
    essay = (ast.get_docstring(ast.parse(module.read_text("utf-8"))) or "").removeprefix(f"{page.code}: ")
    return essay[:1].upper() + essay[1:]


def _severity(page: RulePage) -> str:
    told = "".join(case.inside("problems") for case in page.cases)
    return " or ".join(sorted(set(re.findall(rf": (error|warning|info): .* \[{page.code}\]$", told, re.MULTILINE))))


if __name__ == "__main__":
    RULES_PAGE.write_text(make_rules(), "utf-8")
