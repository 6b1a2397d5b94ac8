"""What is said in the end: site.yaml gives a rule another severity, and a waiver silences one rule on one article until a day, with
a reason and a name. What is wrong with a setting or a waiver is said too."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

import msgspec

from wellread.check.rules import limits_by_code
from wellread.model import Article, RuleSetting, Settings, Waiver
from wellread.problems import Place, Problem, Severity, in_order, nearest

FIRM = frozenset(
    (
        *("address-taken", "care-contradiction", "draft-leak", "heading-id-reserved", "id-unknown", "image-missing"),
        *("link-broken", "review-required", "signed-text-lost", "source-missing", "text-missing", "third-party"),
        *("dose-notation", "dose-unapproved", "dose-unreviewed", "emergency-number-missing"),
        *("image-active", "image-animated", "image-ink", "image-kind", "image-name-long", "image-too-large", "image-unreadable"),
        *(
            "blocks-too-deep",
            "citation-malformed",
            "html-in-text",
            "image-elsewhere",
            "link-malformed",
            "link-unsafe",
            "text-large",
        ),
    )
)
"""Rules whose severity no setting changes: what they find would publish a broken page, or advice that contradicts itself or that
nobody has answered for, or would let others watch readers."""

OF_PICTURES = frozenset(each for each in FIRM if each.startswith("image-")) - {"image-missing", "image-elsewhere"} | {"image-small"}
"""What is said of the files in static/img/. Such a problem stands at the picture; the texts that show it are its other places."""

OF_THE_SITE = frozenset(("address-taken", "care-contradiction", "draft-leak"))
"""Rules whose faults concern what is published, even where they point at a draft."""

Waived = Mapping[str, tuple[tuple[Waiver, Place], ...]]
"""The waivers of each file that has any, each with its place."""


def waivers_of(articles: Iterable[Article]) -> Waived:
    """Return the waivers of every article that has any, by the path of its file.

    Those of withdrawn articles count for nothing: their texts are not read any more, and nobody shall be kept from taking one back.
    """
    return {
        article.origin.path: tuple((waiver, article.origin.at("waive", number)) for number, waiver in enumerate(article.waive))
        for article in articles
        if article.waive and article.status != "withdrawn"
    }


def left_out(articles: Iterable[Article], *, drafts: bool) -> tuple[str, ...]:
    """Return the paths of the drafts that are not built (none where `drafts` are built too)."""
    return () if drafts else tuple(sorted(each.origin.path for each in articles if each.status == "draft"))


def settle(
    problems: Iterable[Problem], settings: Settings, waived: Waived, today: date, unbuilt: Collection[str] = ()
) -> tuple[Problem, ...]:
    """Return what is said of the problems that rules found, in the order in which it is shown.

    What is wrong within `unbuilt` drafts alone is for information: no reader sees it, and texts that somebody has just begun shall
    neither keep others from publishing what is urgent, nor hide what is wrong with that.
    """
    known = {**limits_by_code(), **{code: {} for code in OF_PICTURES}}
    kept = (each for problem in problems if (each := _set(problem, settings.rules.get(problem.code))))
    told = (*_wrong_settings(settings, known), *apply_waivers(kept, waived, known, today))
    return in_order(msgspec.structs.replace(each, severity="info") if _is_unseen(each, unbuilt) else each for each in told)


def _is_unseen(problem: Problem, unbuilt: Collection[str]) -> bool:
    """Say whether a problem is one that no reader can meet. One that is told once for several places is theirs all."""
    places = (problem.place, *(each.place for each in problem.related))
    return problem.code not in OF_THE_SITE and all(each.path in unbuilt for each in places)


def _set(problem: Problem, setting: RuleSetting | None) -> Problem | None:
    """Return a problem with the severity that site.yaml gives it; None if its rule is off."""
    if setting is None or not setting.severity or problem.code in FIRM:
        return problem
    return None if setting.severity == "off" else msgspec.structs.replace(problem, severity=setting.severity)


def _wrong_settings(settings: Settings, known: Mapping[str, Mapping[str, float]]) -> Iterator[Problem]:
    """Yield what is wrong with `rules` in site.yaml."""

    def wrong(message: str, hint: str, *steps: str) -> Problem:
        place = settings.origin.key("rules", *steps)
        return Problem(code="rule-setting-unknown", severity="error", message=message, place=place, hint=hint)

    for code, setting in settings.rules.items():
        if code not in known:
            yield wrong(f"there is no rule “{code}”", nearest(code, known) or "`wellread explain` lists the rules", code)
            continue
        if setting.severity and code in FIRM:
            yield wrong(f"{code} is always an error", "remove the setting: what it finds must be mended", code)
        for name in setting.limits:
            if name not in known[code]:
                limits = ", ".join(known[code])
                hint = nearest(name, known[code]) or (f"it has: {limits}" if limits else "it has no limits to be set")
                yield wrong(f"{code} has no limit “{name}”", hint, code, name)


def apply_waivers(problems: Iterable[Problem], waived: Waived, codes: Iterable[str], today: date) -> Iterator[Problem]:
    """Yield the problems that no waiver silences, and what is wrong with the waivers.

    Only warnings and infos can be waived: an error keeps a site from being published because a reader could come to harm. What is
    said of a picture is silenced when all that show it waive it.
    """
    known = frozenset(codes)
    seen: dict[tuple[str, str], Severity] = {}
    for problem in problems:
        paths = [problem.place.path]
        if problem.code in OF_PICTURES:
            paths = [each.place.path for each in problem.related]
        good = [path for path in paths if any(_is_good(each, problem, today) for each, _ in waived.get(path, ()))]
        for path in good:
            seen[path, problem.code] = problem.severity
        if not good or len(good) < len(paths) or problem.severity == "error":
            yield problem
    for path, listed in waived.items():
        for waiver, place in listed:
            yield from _wrong(waiver, place, known, seen.get((path, waiver.rule)), today)


def _is_good(waiver: Waiver, problem: Problem, today: date) -> bool:
    return waiver.rule == problem.code and waiver.until >= today


def _wrong(waiver: Waiver, place: Place, known: frozenset[str], waives: Severity | None, today: date) -> Iterator[Problem]:
    if waiver.rule not in known:
        hint = nearest(waiver.rule, known) or "`wellread explain` lists the rules"
        yield Problem(
            code="waiver-unknown", severity="error", message=f"there is no rule “{waiver.rule}” to waive", place=place, hint=hint
        )
    elif waiver.until < today:
        yield Problem(
            code="waiver-expired",
            severity="error",
            message=f"the waiver of {waiver.rule} was good until {waiver.until}",
            place=place,
            hint="mend what it was for and remove it; or, if the reason still holds, decide on a later day in until",
        )
    elif waives == "error":
        yield Problem(
            code="waiver-vain",
            severity="error",
            message=f"{waiver.rule} is an error here, and errors can’t be waived",
            place=place,
            hint="mend what it speaks of, then remove the waiver",
        )
    elif waives is None:
        yield Problem(
            code="waiver-vain",
            severity="warning",
            message=f"the waiver of {waiver.rule} silences nothing: the article has no such problem",
            place=place,
            hint="remove it, so that the rule speaks when it has to",
        )
