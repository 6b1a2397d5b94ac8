"""Make docs/rules.md from the essays of all codes and the rules' pages: `python -m tests.make_rules`."""

from __future__ import annotations

from collections.abc import Iterator

from tests.rule_pages import ROOT, RulePage, read_pages
from wellread.explain import KINDS, Essay, essays, what_can_be_set

RULES_PAGE = ROOT / "docs/rules.md"

INTRODUCTION = """# What is checked

Every build checks every article. An **error** stops the build before anything is written; a **warning** is shown and the site is
published all the same, unless the build is run with `--strict`; an **info** is for you to know. `wellread explain CODE` prints what
stands here, without the further cases.

*Made by `make docs` from the rules in `wellread/check/rules/`, the `codes.py` of the other rooms and the pages in `tests/rules/`.
Change those.*
"""

CASES = """Each further case is a test. It stands on a small site about hiccups (`tests/rules/_base/`): a block that names a file is
that whole file, one that begins with `patch` holds the lines of it that matter, and the text below `---` is the file's text. The
day is 22 November 2026. What is said stands below, as the program says it; where nothing stands below, nothing is said.
"""


def make_rules() -> str:
    """Return the text of docs/rules.md."""
    told, pages = essays(), {page.code: page for page in read_pages()}
    lines = [INTRODUCTION]
    for kind, title in KINDS.items():
        rows = [_row(essay) for essay in told if essay.kind == kind]
        lines += [f"**{title}**", "", "| Code | | Says |", "|---|---|---|", *rows, ""]
    lines += ["## The codes, one by one", "", CASES]
    lines += [line for essay in told for line in _section(essay, pages.get(essay.code))]
    return "\n".join(lines)


def _row(essay: Essay) -> str:
    return f"| [{essay.code}](#{essay.code}) | {essay.severity.partition(';')[0]} | {essay.fault} |"


def _section(essay: Essay, page: RulePage | None) -> Iterator[str]:
    yield from (f"## {essay.code}", "", f"*{essay.severity.capitalize()}.* {essay.fault}", "")
    if essay.why:
        yield from (essay.why, "")
    for title, example in (("Bad:", essay.bad), ("Good:", essay.good)):
        if example:
            yield from (title, "", "```", example, "```", "")
    for sentence, example in what_can_be_set(essay):
        yield from (sentence, "", *(("```yaml", example, "```", "") if example else ()))
    for case in page.cases if page else ():
        yield from (f"### {case.title}", "", case.text, "")
        if not case.inside("problems"):
            yield from ("Nothing is said.", "")


if __name__ == "__main__":
    RULES_PAGE.write_text(make_rules(), "utf-8")
