"""Make .vscode/content.code-snippets: the building blocks that VS Code offers while somebody writes. `make docs` runs it.

Every key of a Markdown file is one, and what only our texts know: citations, links between entries, boxes that warn.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

from wellread.new.layouts import SHOWN
from wellread.new.wish import KINDS
from wellread.read.forms import FORMS

SNIPPETS = Path(__file__).parent.parent / ".vscode/content.code-snippets"
IN_TEXTS: tuple[tuple[str, str, str], ...] = (
    ("cite", "[@${1:id-of-a-source}]", "a citation: the id of a source in content/sources.yaml"),
    ("link to a term", "[${1:words}](term:${2:id})", "a link to the glossary"),
    ("link to an article", "[${1:words}](article:${2:id})", "a link to another article"),
    ("link to a symptom", "[${1:words}](symptom:${2:id})", "a link to a symptom's page"),
    ("warning", "> [!WARNING]\n> ${1:What a reader must not overlook.}", "a box that warns"),
    (
        "table",
        "| ${1:What} | ${2:The one} | ${3:The other} |\n|---|---|---|\n| ${4:How long} | ${5:Days} | ${6:Weeks} |",
        "a table",
    ),
)
"""What people type, what it becomes, and what it is for."""


def make_snippets() -> str:
    """Return the text of the file."""
    made = {prefix: _snippet(prefix, body, about) for prefix, body, about in IN_TEXTS}
    for kind in (kind for kind in KINDS if kind != "source"):
        for key, field in FORMS[kind].model_fields.items():
            about = field.description or key
            made[f"{kind}: {key}"] = _snippet(key, _body(kind, key, field.annotation), f"{about} ({kind})")
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _snippet(prefix: str, body: str, about: str) -> dict[str, Any]:
    return {"scope": "markdown", "prefix": prefix, "body": body.split("\n"), "description": about}


def _body(kind: str, key: str, annotation: Any) -> str:
    """Return the lines that a key is written on: with a choice where there is one, else with an example to write over."""
    choices = [each for each in get_args(annotation) if isinstance(each, str)]
    if choices:
        return f"{key}: ${{1|{','.join(choices)}|}}"
    if key not in SHOWN[kind]:
        return f"{key}: $1"
    shown = SHOWN[kind][key]
    first, *rest = shown.replace("\\", "\\\\").replace("$", r"\$").splitlines()
    name, _, example = first.partition(": ")
    return "\n".join((f"{name}: ${{1:{example.replace('}', chr(92) + '}')}}}" if example else first, *rest))


if __name__ == "__main__":
    SNIPPETS.write_text(make_snippets(), "utf-8")
