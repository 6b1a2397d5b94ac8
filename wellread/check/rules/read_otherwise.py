"""Problems that the text itself shows: Markdown that other programs read otherwise, HTML, citations that can't be read.

They are found while the text is composed, each with a code of its own; here they get the name of their file.
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.problems import Problem

CODES = (
    "blocks-too-deep",
    "citation-malformed",
    "comment-in-text",
    "dialect-unknown",
    "heading-first-level",
    "heading-id-invalid",
    "heading-id-repeated",
    "html-in-text",
    "image-alt",
    "image-elsewhere",
    "line-with-blocks",
    "link-malformed",
    "link-unsafe",
    "markdown-ambiguous",
    "table-unscoped",
    "text-large",
)
"""The codes of what prose/ remarks."""


def read_otherwise(case: Case) -> Iterator[Problem]:
    for passage in case.passages:
        for remark in passage.prose.remarks:
            yield Problem(
                code=remark.code,
                severity=remark.severity,
                message=remark.message,
                place=passage.at(remark.mark),
                hint=remark.hint,
            )
