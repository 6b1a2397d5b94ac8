"""Which items of the standards a machine looked at in an article, what came of it, and for which somebody has spoken.

A machine never finds an item met. It finds something, or nothing; the rest is a person's to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from wellread.check.rules.language_unchecked import ENGLISH_ONLY
from wellread.model import Article, RuleSetting
from wellread.report.document import Asked, Attestation, Benchmark, Evidence, Reviewed, Said
from wellread.report.standards import STANDARDS, Item, Standard
from wellread.report.survey import Found

AFTER_APPROVAL = frozenset(("approval-lapsed", "approval-missing", "review-cycle", "review-overdue", "review-soon"))
"""Rules that say nothing of an article that nobody has approved: their silence is no good news then."""


def benchmarks() -> tuple[Benchmark, ...]:
    """Return the standards as the report names them."""
    return tuple(
        Benchmark(id=each.id, name=each.name, about=each.about, items=tuple(_asked(item) for item in each.items))
        for each in STANDARDS
    )


def _asked(item: Item) -> Asked:
    return Asked(item=item.number, asks=item.asks, rules=tuple(dict.fromkeys(item.rules)), needs_a_person=not item.settled)


def evidence_of(article: Article, found: Found, rules: Mapping[str, RuleSetting], *, is_approved: bool) -> tuple[Evidence, ...]:
    """Return what the machine's part of every item came to. `rules` are the settings in site.yaml; `is_approved` says whether an
    approval holds, before which rules about approvals and reviews have nothing to look at."""
    told = Counter(problem.code for problem in found.problems)
    is_english = article.lang.partition("-")[0] == "en"
    silent = {code for code, setting in rules.items() if setting.severity == "off"} | (set() if is_english else set(ENGLISH_ONLY))
    return tuple(
        Evidence(standard=standard.id, item=item.number, result="no-approval")
        if not is_approved and not AFTER_APPROVAL.isdisjoint(item.rules)
        else _evidence(standard, item, told, found.waived, silent)
        for standard, item in _looked_at()
    )


def _looked_at() -> Iterator[tuple[Standard, Item]]:
    for standard in STANDARDS:
        yield from ((standard, item) for item in standard.items if item.rules)


def _evidence(standard: Standard, item: Item, told: Mapping[str, int], waived: Mapping[str, int], silent: set[str]) -> Evidence:
    codes = dict.fromkeys(item.rules)
    seen = {code: told[code] for code in codes if told.get(code)}
    excused = {code: waived[code] for code in codes if waived.get(code)}
    unchecked = tuple(code for code in codes if code in silent and code not in seen)
    result: Said = "found" if seen else "waived" if excused else "not-checked" if len(unchecked) == len(codes) else "nothing-found"
    return Evidence(standard=standard.id, item=item.number, result=result, found=seen, waived=excused, unchecked=unchecked)


def attestations(approvals: tuple[Reviewed, ...]) -> tuple[Attestation, ...]:
    """Return what approvals that hold speak for: that a clinician read the text and approved it, and nothing else."""
    return tuple(
        Attestation(standard=standard.id, item=item.number, person=each.person, name=each.name, on=each.date)
        for standard in STANDARDS
        for item in standard.items
        if item.signed
        for each in approvals
    )
