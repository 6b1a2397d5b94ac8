"""page-weight: an article's page is more than a reader's telephone gets in one go.

A web server sends some 14 KB at once, and then waits for an answer before it sends the rest: on a weak connection that is most of a
second, and in a tunnel it may be all that comes. So an article, with the styles that it needs to be read, is to be no larger, as it
is compressed on its way. Pictures, and the styles of what stands further down, are files of their own and don't count. 14,336 bytes
are ten packets of a network, which is what servers send first (RFC 6928). `rules: {page-weight: {bytes: 20000}}` in site.yaml sets
another limit.

Bad:

    # site.yaml
    rules: {page-weight: {bytes: 20}}
    # templates/article.html
    <h1>{{ view.head.title }}</h1> {{ view.body_html|safe }}

Good:

    # site.yaml
    rules: {page-weight: {bytes: 14336}}
    # templates/article.html
    <h1>{{ view.head.title }}</h1> {{ view.body_html|safe }}

Severity: warning
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import brotli

from wellread.check.case import limits_of
from wellread.check.outputs import Seen
from wellread.problems import Problem
from wellread.settings import RuleSetting

LIMITS = {"bytes": 14336}


def page_weight(seen: Seen) -> Iterator[Problem]:
    for path, weight in sorted(seen.weights.items()):
        yield Problem(
            code="page-weight",
            severity="warning",
            message=f"{path} is {weight:,} bytes, compressed; {seen.most_bytes:,.0f} reach a reader in one go",
            place=seen.articles[path],
            hint="leave out what readers can do without, or make two articles of it; pictures don't count",
        )


def most_bytes(rules: Mapping[str, RuleSetting]) -> float:
    """Return how many bytes an article's page may have."""
    return limits_of(rules, "page-weight", LIMITS)["bytes"]


def weight_of(content: bytes, most: float) -> int:
    """Return how many bytes a page has on its way to a reader, or 0 if that is no more than `most`. A quick look is enough for nearly
    all pages: no way of compressing makes more of them than the quickest."""
    if len(content) <= most or len(brotli.compress(content, quality=1)) <= most:
        return 0
    weight = len(brotli.compress(content))
    return weight if weight > most else 0
