"""Make docs/schema/report.schema.json from the types in wellread/report/document.py: `python -m tests.make_report_schema`."""

from __future__ import annotations

import json
from pathlib import Path

from wellread.report import json_schema

REPORT_SCHEMA = Path(__file__).parent.parent / "docs/schema/report.schema.json"


def make_report_schema() -> str:
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    REPORT_SCHEMA.write_text(make_report_schema(), "utf-8")
