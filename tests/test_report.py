"""The editors' report: what it tells, what it must not claim, and that it is the same each time."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event
from jsonschema import Draft202012Validator
from msgspec import structs

from tests.make_report_schema import REPORT_SCHEMA, make_report_schema
from tests.previewing import make_site
from wellread.cli import main
from wellread.explain import essays
from wellread.pipeline import Order, build
from wellread.problems import SiteError
from wellread.report import Report, Survey, json_schema, make_files, make_report, report
from wellread.report.calendar import LONGEST, escape, fold
from wellread.report.dates import show_day, show_distance, show_month
from wellread.report.document import ArticleReport, Attestation
from wellread.report.evidence import AFTER_APPROVAL
from wellread.report.issue import to_markdown
from wellread.report.standards import STANDARDS, codes_in
from wellread.report.survey import SITE_WIDE
from wellread.review import Asked, record_review

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 22)
CLAIMS = re.compile(r"\bcompl(?:ian|y|ie)|\bcertified\b|\baccredited\b", re.IGNORECASE)
"""What a report must never say of a page."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path / "site")


def order_of(site: Path, day: date = TODAY, memo: Path | None = None) -> Order:
    return Order(root=site, output=site / "public", today=day, memo=memo)


def report_of(site: Path, day: date = TODAY) -> Report:
    return make_report(Survey(order_of(site, day)))


def files_of(site: Path, day: date = TODAY) -> dict[str, str]:
    return make_files(report_of(site, day), "https://example.org/")


def article_of(made: Report, name: str) -> ArticleReport:
    return next(each for each in made.articles if each.article.id == name)


def edit(site: Path, name: str, *pairs: tuple[str, str]) -> None:
    file = site / f"content/articles/{name}.md"
    text = file.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    file.write_text(text, "utf-8")


def approve(site: Path, name: str, day: date, decision: str = "approved") -> None:
    record_review(order_of(site, day), name, Asked(by="a-gulp", decision=decision, day=day))


def matters(made: Report) -> list[tuple[str, str]]:
    return [(each.matter, each.about) for each in made.today]


def machine_said(article: ArticleReport, standard: str, item: str) -> str:
    return next(each.result for each in article.evidence if (each.standard, each.item) == (standard, item))


# --- the site as it is ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def our_own() -> tuple[Report, dict[str, str]]:
    made = report_of(ROOT)
    return made, make_files(made, "https://example.org/")


def test_it_tells_of_every_article_and_claims_nothing(our_own: tuple[Report, dict[str, str]]) -> None:
    made, files = our_own
    assert {each.article.path for each in made.articles} == {
        f"content/articles/{file.name}" for file in (ROOT / "content/articles").iterdir()
    }
    for name, text in files.items():
        assert CLAIMS.findall(text) == [], name
    for each in made.articles:
        assert each.article.title in lxml.html.fromstring(files["index.html"]).text_content()
        assert each.reading.words > 100
        assert each.reading.flesch_kincaid is not None
        assert each.reading.hard_words


def test_nobody_has_reviewed_our_articles_so_nobody_speaks_for_them(our_own: tuple[Report, dict[str, str]]) -> None:
    made, files = our_own
    assert {each.state for each in made.articles} == {"never"}
    assert {each.says for each in made.articles} == {"Nobody has reviewed it yet."}
    assert [each.attested for each in made.articles if each.attested] == []
    assert made.months == ()
    assert "No clinician has approved any of them yet." in files["index.html"]
    for each in made.articles:
        assert [machine_said(each, "nhs", item) for item in ("1a", "1b", "2b")] == ["no-approval"] * 3


def test_it_says_what_check_says(our_own: tuple[Report, dict[str, str]]) -> None:
    made, _ = our_own
    built = build(order_of(ROOT), publish=False)
    told = {(each.code, each.place.path, each.place.line, each.message) for each in built.problems}
    findings = (*made.elsewhere, *(each for article in made.articles for each in article.findings))
    assert {(each.code, each.path, each.line, each.message) for each in findings} == told
    assert made.summary.errors == sum(each.severity == "error" for each in built.problems)


def test_the_same_site_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    memo = tmp_path / "memo"
    for folder, remembering in (("a", None), ("b", memo), ("c", memo)):
        report(order_of(site, memo=remembering), tmp_path / folder)
    for name in ("index.html", "report.json", "reviews.ics", "today.md"):
        assert len({(tmp_path / folder / name).read_bytes() for folder in "abc"}) == 1
        assert {file.name for file in (tmp_path / "a").iterdir()} == {"index.html", "report.json", "reviews.ics", "today.md"}


def test_the_json_is_what_its_schema_describes(our_own: tuple[Report, dict[str, str]]) -> None:
    _, files = our_own
    Draft202012Validator.check_schema(json_schema())
    checker = Draft202012Validator(json_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [each.message for each in checker.iter_errors(json.loads(files["report.json"]))] == []
    assert REPORT_SCHEMA.read_text("utf-8") == make_report_schema(), "run `make docs`"


# --- reviews ----------------------------------------------------------------------------------------------------------


def events_in(text: str) -> list[dict[str, object]]:
    """Return the events of a calendar as another program reads them."""
    found = Calendar.from_ical(text)
    return [
        {
            "uid": str(each["UID"]),
            "day": each.decoded("DTSTART"),
            "stamp": each.decoded("DTSTAMP").date(),
            "summary": str(each["SUMMARY"]),
        }
        for each in found.walk("VEVENT")
    ]


def test_a_calendar_without_reviews_says_so(site: Path) -> None:
    calendar = Calendar.from_ical(files_of(site)["reviews.ics"])
    assert calendar.walk("VEVENT") == []
    assert [str(each["SUMMARY"]) for each in calendar.walk("VJOURNAL")] == ["No review falls due"]
    assert calendar.errors == []


def test_what_needs_somebody_is_markdown_for_an_issue(site: Path) -> None:
    edit(
        site,
        "sunburn",
        ("What helps with sunburn?", "What helps with *sunburn* @home?"),
        ("funding: none", "review_months: 6\nfunding: none"),
    )
    approve(site, "sunburn", date(2026, 1, 10))
    told = files_of(site)["today.md"]
    assert "**What helps with \\*sunburn\\* &#64;home?**" in told, "nothing in a title is Markdown, and nobody is called by it"
    assert "that readers get ha" in told
    made = report_of(site)
    assert to_markdown(structs.replace(made, today=())) == ""
    long = to_markdown(structs.replace(made, today=made.today * 1000))
    assert len(long) < 21_000
    assert "more** don't fit here" in long


def test_an_approval_gives_a_day_an_event_and_a_voice(site: Path) -> None:
    approve(site, "sunburn", TODAY)
    made = report_of(site)
    article = article_of(made, "sunburn")
    due = date(2028, 11, 22)
    assert (article.state, article.due, article.says) == ("approved", due, "A. Gulp approved it on 22 November 2026.")
    assert [(month.month, [each.article.id for each in month.reviews]) for month in made.months] == [("2028-11", ["sunburn"])]
    spoken = [Attestation(standard="nhs", item=item, person="a-gulp", name="A. Gulp", on=TODAY) for item in ("1a", "2b")]
    assert list(article.attested) == spoken
    assert machine_said(article, "nhs", "1a") == "nothing-found"
    event = {"uid": "review-en-sunburn@example.org", "day": due, "stamp": TODAY, "summary": "Review due: What helps with sunburn?"}
    assert events_in(files_of(site)["reviews.ics"]) == [event]


def test_an_event_keeps_its_name_when_the_review_moves(site: Path) -> None:
    approve(site, "sunburn", TODAY)
    first = events_in(files_of(site)["reviews.ics"])
    edit(site, "sunburn", ("funding: none", "review_months: 6\nfunding: none"))
    second = events_in(files_of(site, date(2026, 11, 30))["reviews.ics"])
    assert [each["uid"] for each in first] == [each["uid"] for each in second]
    assert [(each["day"], each["stamp"]) for each in second] == [(date(2027, 5, 22), date(2026, 11, 30))]


def test_a_changed_text_needs_somebody_and_has_no_day(site: Path) -> None:
    approve(site, "sunburn", TODAY)
    edit(site, "sunburn", ("Leave blisters closed.", "Open blisters."))
    made = report_of(site)
    article = article_of(made, "sunburn")
    assert article.says == "A. Gulp approved it on 22 November 2026, but the text has changed since: that approval has lapsed."
    assert ("lapsed", "What helps with sunburn?") in matters(made)
    assert (article.attested, article.due, made.months) == ((), None, ())
    assert machine_said(article, "nhs", "2b") == "no-approval"


def test_the_most_pressing_comes_first(site: Path) -> None:
    approve(site, "sunburn", date(2026, 1, 10))
    edit(site, "sunburn", ("funding: none", "review_months: 6\nfunding: none"))
    edit(
        site,
        "hiccups",
        (
            "funding: none",
            "waive:\n  - {rule: uncertainty-unstated, reason: A test., by: editorial-team, until: 2027-01-31}\nfunding: none",
        ),
    )
    made = report_of(site)
    assert article_of(made, "sunburn").state == "overdue"
    assert matters(made) == [
        ("overdue", "What helps with sunburn?"),
        ("waiver", "Why do hiccups come and go?"),
        ("never", "Why do hiccups come and go?"),
    ]
    assert made.today[0].says == "The review was due on 10 July 2026, 4 months ago."
    assert len(events_in(files_of(site)["reviews.ics"])) == 1


def test_a_waiver_that_has_ended_is_an_error(site: Path) -> None:
    waiver = "waive:\n  - {rule: title-long, reason: A test., by: editorial-team, until: 2026-11-01}\nfunding: none"
    edit(site, "sunburn", ("funding: none", waiver))
    made = report_of(site)
    assert matters(made)[0] == ("error", "What helps with sunburn?")
    assert "waiver" not in {each.matter for each in made.today}
    assert article_of(made, "sunburn").waivers[0].days_left == -21


def test_a_review_that_is_due_soon_is_asked_for(site: Path) -> None:
    approve(site, "sunburn", date(2026, 2, 1))
    edit(site, "sunburn", ("funding: none", "review_months: 12\nfunding: none"))
    assert matters(report_of(site))[0] == ("soon", "What helps with sunburn?")


def test_changes_that_a_reviewer_asked_for_are_work(site: Path) -> None:
    approve(site, "sunburn", TODAY, "changes-requested")
    made = report_of(site)
    assert ("changes", "What helps with sunburn?") in matters(made)
    assert article_of(made, "sunburn").says == "A. Gulp asked for changes on 22 November 2026. Nobody has approved it yet."


def test_an_approval_that_does_not_count_is_told_as_one(site: Path) -> None:
    written = "reviewers: [{person: editorial-team, role: Team, date: 2026-11-01, decision: approved}]\nfunding: none"
    edit(site, "sunburn", ("funding: none", written))
    article = article_of(report_of(site), "sunburn")
    assert (article.state, article.attested) == ("never", ())
    assert "does not count" in article.says


# --- what was found ---------------------------------------------------------------------------------------------------


def test_a_finding_is_evidence_and_a_waiver_is_no_praise(site: Path) -> None:
    edit(site, "sunburn", ("Leave blisters closed.", "Most blisters heal within 7 days."))
    article = article_of(report_of(site), "sunburn")
    assert article.uncited_claims == 1
    assert machine_said(article, "discern", "4") == "found"
    waiver = "waive:\n  - {rule: claim-uncited, reason: A test., by: editorial-team, until: 2027-11-01}\nfunding: none"
    edit(site, "sunburn", ("funding: none", waiver))
    article = article_of(report_of(site), "sunburn")
    assert article.uncited_claims == 0
    assert machine_said(article, "discern", "4") == "waived"
    assert [(each.rule, each.name, each.silences, each.days_left) for each in article.waivers] == [
        ("claim-uncited", "Editorial team", 1, 344)
    ]


def test_a_rule_that_is_off_did_not_look(site: Path) -> None:
    settings = site / "site.yaml"
    settings.write_text(settings.read_text("utf-8") + "rules: {uncertainty-unstated: off}\n", "utf-8")
    assert machine_said(article_of(report_of(site), "sunburn"), "discern", "8") == "not-checked"


def test_what_is_not_english_is_not_measured(site: Path) -> None:
    text = (site / "content/articles/sunburn.md").read_text("utf-8").replace("What helps with sunburn?", "¿Qué ayuda?")
    (site / "content/articles/sol.es.md").write_text(text, "utf-8")
    article = article_of(report_of(site), "sol")
    assert (article.reading.flesch_kincaid, article.reading.smog) == (None, None)
    assert article.reading.words > 0
    assert machine_said(article, "cdc", "15") == "not-checked"
    assert 'lang="es">¿Qué ayuda?' in files_of(site)["index.html"]


def test_a_draft_has_no_evidence_and_no_address(site: Path) -> None:
    edit(site, "sunburn", ("in-review", "draft"))
    edit(site, "hiccups", ("related: [{id: sunburn, why: A day in the sun can bring on both.}]\n", ""))
    article = article_of(report_of(site), "sunburn")
    assert (article.state, article.is_public, article.url, article.evidence) == ("draft", False, "", ())


def test_loose_ends_are_named(site: Path) -> None:
    edit(site, "hiccups", ("related: [{id: sunburn, why: A day in the sun can bring on both.}]\n", ""))
    (site / "content/terms/oesophagus.md").write_text(
        "---\nname: Oesophagus\ndefinition: The tube from the throat to the stomach.\n---\n", "utf-8"
    )
    symptom = (site / "content/symptoms/hiccuping.md").read_text("utf-8").replace("name: Hiccuping", "name: Peeling skin")
    (site / "content/symptoms/peeling-skin.md").write_text(symptom, "utf-8")
    made = report_of(site)
    assert [each.id for each in made.unlinked] == ["sunburn"]
    assert [each.id for each in made.unused_terms] == ["oesophagus"]
    assert [each.id for each in made.symptoms_without_articles] == ["peeling-skin"]


def test_red_flags_are_listed_by_level_with_their_articles(site: Path) -> None:
    flags = report_of(site).red_flags
    assert [(each.level, each.shared, len(each.articles)) for each in flags] == [
        ("emergency", "trouble-breathing", 1),
        ("emergency", "no-water", 0),
        ("soon", "", 1),
    ]


def test_an_old_source_is_found_where_it_is_cited(site: Path) -> None:
    sources = site / "content/sources.yaml"
    sources.write_text(sources.read_text("utf-8").replace("[[2025]]", "[[2019]]"), "utf-8")
    made = report_of(site)
    assert [(each.id, each.year, len(each.articles)) for each in made.sources.old] == [("house-guideline", 2019, 2)]
    for article in made.articles:
        assert article.old_sources == ("house-guideline",)
        assert machine_said(article, "nhs", "2f") == "found"
    assert made.sources.by_year == {"": 1, "2019": 1}


def test_what_a_template_loads_is_found_on_every_article(site: Path) -> None:
    template = site / "templates/base.html"
    script = '<script src="https://counter.example.net/x.js"></script>'
    template.write_text(template.read_text("utf-8").replace("</body>", f"{script}</body>"), "utf-8")
    made = report_of(site)
    assert [machine_said(each, "nhs", "3b") for each in made.articles] == ["found", "found"]


def test_a_page_that_is_withheld_is_work_and_no_evidence(site: Path) -> None:
    approve(site, "sunburn", date(2026, 1, 10))
    edit(site, "sunburn", ("funding: none", "volatility: high\nreview_months: 6\nfunding: none"))
    settings = site / "site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("unreviewed: banner", "unreviewed: banner, overdue: withhold"), "utf-8")
    made = report_of(site)
    article = article_of(made, "sunburn")
    assert (article.state, article.is_public, article.evidence) == ("overdue", False, ())
    assert matters(made)[0] == ("overdue", "What helps with sunburn?")


def test_a_site_with_errors_has_a_report_too(site: Path) -> None:
    edit(site, "sunburn", ("type: guide", "type: gide"))
    edit(site, "hiccups", ("(term:diaphragm)", "(term:diafragm)"))
    made = report_of(site)
    errors = [each for each in made.today if each.matter == "error"]
    assert {each.path for each in errors} >= {"content/articles/sunburn.md", "content/articles/hiccups.md"}
    assert matters(made)[0][0] == "error"
    assert [each.article.id for each in made.articles] == ["hiccups"]


# --- the standards ----------------------------------------------------------------------------------------------------


def test_every_item_of_every_standard_is_there_once() -> None:
    numbers = {each.id: [item.number for item in each.items] for each in STANDARDS}
    for name, counted in {"jama": range(1, 5), "discern": range(1, 17), "cdc": range(1, 21), "pif": range(1, 11)}.items():
        assert numbers[name] == [str(number) for number in counted]
    assert numbers["pemat"] == [str(number) for number in (*range(1, 13), *range(15, 27))]
    assert sorted({each[0] for each in numbers["nhs"]}) == list("123456")
    assert len(set(numbers["nhs"])) == len(numbers["nhs"])


def test_what_looks_at_an_item_is_a_rule() -> None:
    known = {essay.code for essay in essays()}
    assert codes_in(STANDARDS) | AFTER_APPROVAL | SITE_WIDE <= known


# --- the page ---------------------------------------------------------------------------------------------------------


def test_the_page_stands_on_its_own_feet(our_own: tuple[Report, dict[str, str]]) -> None:
    _, files = our_own
    page = lxml.html.fromstring(files["index.html"])
    assert page.xpath("//script | //img | //iframe | //link | //*[@src]") == []
    assert "url(" not in files["index.html"]
    assert "@import" not in files["index.html"]
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {each.removeprefix("#") for each in page.xpath("//@href") if each.startswith("#")} <= set(ids)
    local = {each for each in page.xpath("//@href") if not each.startswith(("#", "https://example.org/"))}
    assert local <= {"report.json", "reviews.ics"}


def test_what_editors_write_is_text(site: Path) -> None:
    edit(site, "sunburn", ("What helps with sunburn?", "'Sun <script>alert(1)</script> & `skin`'"))
    page = lxml.html.fromstring(files_of(site)["index.html"])
    assert page.xpath("//script") == []
    assert "Sun <script>alert(1)</script> & `skin`" in page.text_content()


def test_the_page_of_a_large_site_is_folded(site: Path) -> None:
    text = (site / "content/articles/sunburn.md").read_text("utf-8")
    small = len(files_of(site)["index.html"])
    for number in range(70):
        (site / f"content/articles/sunburn-{number}.md").write_text(text, "utf-8")
    large = files_of(site)["index.html"]
    page = lxml.html.fromstring(large)
    assert len(page.xpath("//details[@class='article']")) == 72
    assert len(page.xpath("//details[@class='article'][not(ancestor::details)]")) == 25
    assert len(page.xpath("//section[@id='today']//li[not(ancestor::details)]")) == 5
    evidence = page.xpath("//details[@class='evidence'][starts-with(normalize-space(summary), 'DISCERN')]")[0].text_content()
    assert "For a person alone: 1, 2, 3, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16." in evidence
    assert (len(large) - small) / 70 < 10_000, "bytes an article"


# --- the calendar's lines ---------------------------------------------------------------------------------------------


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"])))
def test_a_line_is_folded_by_octets_and_unfolds_to_itself(line: str) -> None:
    pieces = list(fold(line))
    assert all(len(each.encode()) <= LONGEST for each in pieces)
    assert "".join([pieces[0], *(each[1:] for each in pieces[1:])]) == line


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"], include_characters="\n")))
def test_another_program_reads_a_text_as_it_was(text: str) -> None:
    lines = ["BEGIN:VEVENT", *fold(f"SUMMARY:{escape(text)}"), "END:VEVENT", ""]
    assert str(Event.from_ical("\r\n".join(lines))["SUMMARY"]) == text


def test_long_titles_and_strange_letters_arrive_in_a_calendar(site: Path) -> None:
    title = "Sunburn, hiccups; and “more” \\ " + "ß漢字 " * 6
    edit(site, "sunburn", ("What helps with sunburn?", f"'{title.strip()}'"))
    approve(site, "sunburn", TODAY)
    text = files_of(site)["reviews.ics"]
    assert all(len(line.encode()) <= LONGEST for line in text.split("\r\n"))
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert [each["summary"] for each in events_in(text)] == [f"Review due: {title.strip()}"]


# --- days, and where it is written ------------------------------------------------------------------------------------


def test_days_are_written_as_people_do() -> None:
    assert (show_day(TODAY), show_month("2027-03")) == ("22 November 2026", "March 2027")
    shown = [show_distance(days) for days in (0, 1, -1, 74, 75, -300)]
    assert shown == ["today", "in 1 day", "1 day ago", "in 74 days", "in 2 months", "10 months ago"]


@pytest.mark.parametrize("folder", ["public", "public/report", "static", "content/report", "templates"])
def test_it_is_never_written_where_readers_or_the_build_look(site: Path, folder: str) -> None:
    with pytest.raises(SiteError, match="Name another --to"):
        report(order_of(site), site / folder)
    assert not (site / folder / "report.json").exists()


def test_it_is_never_written_into_a_published_site(site: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    build(Order(root=site, output=elsewhere, today=TODAY))
    with pytest.raises(SiteError, match="holds a published site"):
        report(order_of(site), elsewhere / "report")


def run(capsys: pytest.CaptureFixture[str], words: Sequence[str]) -> tuple[int, str, str]:
    status = main(["report", "--date", "2026-11-22", "--no-memo", *words])
    return status, *capsys.readouterr()


def test_the_command_says_where_everything_is(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, ["--site", str(site)])
    assert (status, err) == (0, "")
    assert out.startswith("Report on Hiccup House for 2026-11-22: 2 articles, ")
    assert (site / "build/report/index.html").is_file()
    assert run(capsys, ["--site", str(site), "--to", str(tmp_path / "to")])[0] == 0
    assert (tmp_path / "to/reviews.ics").is_file()
    shutil.rmtree(tmp_path / "to")
    (tmp_path / "to").write_text("a file", "utf-8")
    status, _, err = run(capsys, ["--site", str(site), "--to", str(tmp_path / "to")])
    assert status == 2
    assert "can't be written" in err


def test_without_settings_there_is_no_report(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "site.yaml").write_text("title: [", "utf-8")
    status, _, err = run(capsys, ["--site", str(site)])
    assert status == 2
    assert "site.yaml can't be read: line " in err
