"""Make docs/schema/problems.schema.json from the types in wellread/formats.py: `python -m tests.make_problems_schema`."""

from __future__ import annotations

import json
from pathlib import Path

from wellread.formats import json_schema

PROBLEMS_SCHEMA = Path(__file__).parent.parent / "docs/schema/problems.schema.json"


def make_problems_schema() -> str:
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PROBLEMS_SCHEMA.parent.mkdir(exist_ok=True)
    PROBLEMS_SCHEMA.write_text(make_problems_schema(), "utf-8")
