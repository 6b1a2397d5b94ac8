"""What templates get wrong, as problems. Knows nothing of Jinja, so that a build in which no page is new never imports it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from wellread.problems import Place, Problem, Related
from wellread.render.plan import PlannedPage


class TemplateFault(Exception):  # noqa: N818
    """A template that could not be filled in: `problem` says where and why, without the page on which it was seen."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def fault_problems(faults: Iterable[tuple[PlannedPage, Problem]]) -> tuple[Problem, ...]:
    """Return each template's problem once, with the first page that it was seen on and how many more there are."""
    seen: dict[Problem, list[PlannedPage]] = {}
    for page, problem in faults:
        seen.setdefault(problem, []).append(page)
    return tuple(_on_pages(problem, pages) for problem, pages in seen.items())


def _on_pages(problem: Problem, pages: list[PlannedPage]) -> Problem:
    """Return a template's problem with the page that it was seen on, and how many more there are."""
    others = f" and {len(pages) - 1} more" if len(pages) > 1 else ""
    return msgspec.structs.replace(
        problem,
        message=f"{problem.message} (seen on {pages[0].path}{others})",
        related=(Related(Place(pages[0].place.path), f"what {pages[0].path} is made of"),),
    )
