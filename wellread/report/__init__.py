"""`wellread report`: the state of a site as a page, JSON, a list of what to do, and a calendar of the reviews that fall due.

Survey(order)                      reads, composes and checks the site as a build does
make_report(survey) -> Report      what report.json holds
report(order, folder) -> str       writes the files, and returns what there is to say

docs/report.md says what is in them.
"""

from __future__ import annotations

from pathlib import Path

from wellread.pipeline import Order
from wellread.problems import show_summary
from wellread.report.calendar import to_calendar
from wellread.report.document import Report, json_schema, to_json
from wellread.report.folder import check_place, write_files
from wellread.report.gather import make_report
from wellread.report.issue import to_markdown
from wellread.report.page import to_html
from wellread.report.survey import Survey

__all__ = ["Report", "Survey", "json_schema", "make_files", "make_report", "report"]

PAGE, JSON, CALENDAR, ISSUE = "index.html", "report.json", "reviews.ics", "today.md"


def report(order: Order, folder: Path) -> str:
    """Write the report on a site into a folder. Raises SiteError if it can't be made, or would be published there."""
    check_place(folder, order)
    survey = Survey(order)
    made = make_report(survey)
    write_files(folder, make_files(made, survey.site.settings.base_url))
    reviews = sum(len(month.reviews) for month in made.months)
    due = f"{reviews} review{'s' if reviews != 1 else ''} due" if reviews else "no review is due yet"
    found = show_summary(survey.problems) or "nothing to mend"
    lines = [
        f"Report on {made.site} for {made.date}: {len(made.articles)} articles, {found}.",
        f"  {folder / PAGE}: open it in a browser",
        f"  {folder / JSON}: the same for programs",
        f"  {folder / CALENDAR}: for a calendar; {due}",
        f"  {folder / ISSUE}: for an issue or a mail",
    ]
    return "\n".join(lines)


def make_files(made: Report, base_url: str) -> dict[str, str]:
    """Return the text of each file by its name."""
    return {PAGE: to_html(made), JSON: to_json(made), CALENDAR: to_calendar(made, base_url), ISSUE: to_markdown(made)}
