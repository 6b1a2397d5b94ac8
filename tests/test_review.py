"""What a clinician signs, how it is written down, and what becomes of it when the text changes."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import an_article
from tests.ours import copy_ours
from wellread.cli import main
from wellread.clinical import clinical_hash, clinical_lines, compare_lines, compare_words, gist, read_lines, write_lines
from wellread.model import Article, RedFlag, Review
from wellread.options import MEMO
from wellread.pipeline import Order, build
from wellread.problems import Problem, SiteError
from wellread.prose import find_wording, find_wording_inline
from wellread.read import read_entry
from wellread.review import Asked, Look, look, look_to_json, record_review, show_look
from wellread.review.front_matter import add_review
from wellread.texts import ClinicalLine

ROOT = Path(__file__).parent.parent
BASE = ROOT / "tests/rules/_base"
TODAY = date(2026, 11, 22)
HASH = "c1-" + "0123456789abcdef" * 2


def signed(body: str, **values: Any) -> str:
    """Return the clinical text of an article with this body, as it is kept."""
    return write_lines(lines_of(an_article(**values), body))


def lines_of(article: Article, body: str) -> tuple[ClinicalLine, ...]:
    main_message = find_wording_inline(article.main_message, (6, 15, 6, 40))
    return clinical_lines(article, {}, main_message, find_wording(body, 10))


# --- what is signed ---------------------------------------------------------------------------------------------------

BODY = """Drink "slowly" for 2–3 days. Don't take more than 500 mg [@a].

## What helps

- Hold your breath for 10 seconds.
- A nap [at home](article:sleep).

![A cup](/static/img/cup.png)
"""


def test_a_clinical_text_says_what_each_line_is() -> None:
    flags = (RedFlag(sign="You choke", level="soon"), RedFlag(sign="You turn blue", level="emergency"))
    assert signed(BODY, red_flags=flags, no_red_flags={"urgent": "It is soon or now."}).splitlines() == [
        "title: Hiccups",
        "description: What hiccups are, why they come, what you can do yourself, and when to ask for help.",
        "main message: Most hiccups go away by themselves.",
        "emergency: You turn blue",
        "soon: You choke",
        "no urgent: It is soon or now.",
        'text: Drink "slowly" for 2–3 days.',
        "Don't take more than 500 mg.",
        "heading: What helps",
        "item: Hold your breath for 10 seconds.",
        "item: A nap at home.",
    ]


LOOKS = (
    ('"slowly"', "“slowly”"),
    ("Don't", "Don’t"),
    ("2–3", "2-3"),
    ("2–3", "2—3"),
    ("500 mg", "500\u00a0mg"),
    ("Drink", "**Drink**"),
    ("days. Don't", "days.\n\nDon't"),
    (" [@a]", ""),
    ("[@a]", "[@b; @c, p. 4]"),
    ("article:sleep", "article:sleep-well"),
    ("[at home](article:sleep)", "at home"),
    ("![A cup](/static/img/cup.png)", "![A mug](/static/img/mug.png)"),
    ("## What helps", "## What helps {#help}"),
    ("- Hold", "* Hold"),
    ("seconds.\n", "seconds.\n\n"),
)


@settings(deadline=None)
@given(st.sets(st.sampled_from(LOOKS)))
def test_how_a_text_looks_is_not_signed(looks: set[tuple[str, str]]) -> None:
    changed = BODY
    for old, new in sorted(looks):
        changed = changed.replace(old, new)
    assert clinical_hash(signed(changed)) == clinical_hash(signed(BODY))


WORDS = tuple(
    found.span() for found in re.finditer(r"\w+", BODY[: BODY.index("![")].replace("[@a]", "    ")) if "article" not in found[0]
)


@settings(deadline=None)
@given(st.sampled_from([span for span in WORDS if BODY[slice(*span)] != "sleep"]), st.sampled_from(("", "not", "7", "µg")))
def test_every_word_is_signed(span: tuple[int, int], word: str) -> None:
    changed = BODY[: span[0]] + word + BODY[span[1] :]
    if word or BODY[slice(*span)] != "a":
        assert clinical_hash(signed(changed)) != clinical_hash(signed(BODY))


@pytest.mark.parametrize(
    "values",
    [
        {"title": "Hiccoughs"},
        {"main_message": "Some hiccups go away by themselves."},
        {"red_flags": (RedFlag(sign="You choke", level="soon"),)},
        {"no_red_flags": {"soon": "None."}},
    ],
)
def test_the_front_matter_is_signed_too(values: dict[str, object]) -> None:
    assert clinical_hash(signed(BODY, **values)) != clinical_hash(signed(BODY))


def test_a_list_is_signed_as_one() -> None:
    assert clinical_hash(signed("Avoid:\n\n- salt\n\nWater.")) != clinical_hash(signed("Avoid:\n\n- salt\n- Water."))


def test_numbers_in_power_are_not_made_plain() -> None:
    assert gist("10²") != gist("102")
    assert gist("5 mg") != gist("5 g")


# --- what changed -----------------------------------------------------------------------------------------------------

SENTENCES = st.lists(st.sampled_from(["Drink.", "Rest for 5 days.", "Rest for 6 days.", "Call us.", "Eat - well."]), max_size=8)


@settings(deadline=None)
@given(SENTENCES, SENTENCES)
def test_changes_lead_from_what_was_signed_to_what_is(was: list[str], now: list[str]) -> None:
    before = read_lines(signed("\n\n".join(f"- {each}" for each in was)))
    after = lines_of(an_article(), "\n\n".join(f"- {each}" for each in now))
    changes = compare_lines(before, after)
    gone = [each.was for each in changes if each.was]
    new = [each.now for each in changes if each.now]
    kept = [each.text for each in before if each not in gone]
    assert kept == [each.text for each in after if all(each is not one for one in new)]
    assert bool(changes) == (was != now)


@settings(deadline=None)
@given(SENTENCES)
def test_nothing_changed_in_what_is_kept(sentences: list[str]) -> None:
    lines = lines_of(an_article(), " ".join(sentences))
    kept = write_lines(lines)
    assert compare_lines(read_lines(kept), lines) == ()
    assert [(each.kind, each.text) for each in read_lines(kept)] == [(each.kind, each.text) for each in lines]


def test_the_words_that_changed_are_marked() -> None:
    was, now = compare_words("Rest for 5 days – at home.", "Rest for 50 days — at your home.")
    assert was == (("Rest for", False), ("5", True), ("days – at", False), ("home.", False))
    assert now == (("Rest for", False), ("50", True), ("days — at", False), ("your", True), ("home.", False))


# --- how a review is written down ----------------------------------------------------------------------------------------

REVIEWERS = (
    "",
    "reviewers: []\n",
    "reviewers: [ ]   # nobody yet\n",
    "reviewers:\n",
    "reviewers:   # nobody yet\n",
    "reviewers: [{person: b-burn, role: 'RN, skin', date: 2026-01-02, decision: approved}]  # one\n",
    "reviewers: [\n  {person: b-burn, role: RN, date: 2026-01-02, decision: approved},\n  ]\n",
    "reviewers:\n  - {person: b-burn, role: RN, date: 2026-01-02, decision: approved}   # the first\n  # and more to come\n",
    "reviewers:\n- person: b-burn\n  role: \"RN: 'skin'\"\n  date: 2026-01-02\n  decision: approved\n",
)
STATUSES = ("status: in-review\n", "status: 'draft'  # soon\n", 'status:   "approved"\n')
LAST = ("", "last_reviewed:\n", "last_reviewed: 2026-01-02  # by B. Burn\n", "last_reviewed: '2026-01-02'\n")
REST = (
    "title: Hiccups\n",
    "# a comment\ndescription: >-\n  What they are:\n\n  and more.\n",
    "type: guide\n",
    "main_message: 'Wait – and “breathe”.'\n",
    "authors:\n  - editorial-team  # us\n",
    "published: 2026-01-01\nupdated: 2026-01-03   # a new picture\n",
    "funding: none\n",
    "conflicts: none\n\n\n",
)
REVIEW = Review(person="a-gulp", role="GP, skin: all", date=TODAY, decision="approved", hash=HASH, note="It's “fine”. #1")


@settings(deadline=None)
@given(
    st.sampled_from(REVIEWERS),
    st.sampled_from(STATUSES),
    st.sampled_from(LAST),
    st.permutations(REST),
    st.integers(0, 8),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_a_review_changes_nothing_else(
    reviewers: str, status: str, last: str, rest: list[str], at: int, line_end: str, has_bom: bool
) -> None:
    keys = [*rest[:at], reviewers, *rest[at:], status, last]
    text = f"---\n{''.join(keys)}---\nWait.  \n\n# not a key: but text\n".replace("\n", line_end)
    content = ("\ufeff" if has_bom else "").encode() + text.encode()
    path = "content/articles/hiccups.md"
    article = read_entry(path, content, "en").value
    assert isinstance(article, Article)
    made = add_review(content, article, REVIEW, "approved", TODAY)
    again = read_entry(path, made, "en").value
    assert isinstance(again, Article)
    assert again.reviewers == (*article.reviewers, REVIEW)
    assert (again.status, again.last_reviewed, again.body) == ("approved", TODAY, article.body)
    assert made.count(b"\n") == made.count(line_end.encode())
    touched = re.compile(rb"status:|last_reviewed:|reviewers:")
    before = [line for line in content.splitlines(keepends=True) if not touched.match(line)]
    after = [line for line in made.splitlines(keepends=True) if not touched.match(line) and REVIEW.hash.encode() not in line]
    assert after == [line for line in before if line in after or b"date: 2026-01-02" not in line]
    for comment in re.findall(rb"#[^\r\n]*", content):
        assert made.count(comment) == content.count(comment)


def test_a_front_matter_that_can_not_be_added_to_is_left_alone() -> None:
    content = (
        b"---\n{title: H, description: D, type: guide, status: in-review, main_message: M, authors: [x], "
        b"published: 2026-01-01, funding: none, conflicts: none}\n---\nText.\n"
    )
    article = read_entry("content/articles/hiccups.md", content, "en").value
    assert isinstance(article, Article)
    with pytest.raises(SiteError, match=r"Write it there by hand, under reviewers: \{person: a-gulp"):
        add_review(content, article, REVIEW, "approved", TODAY)


# --- the command ------------------------------------------------------------------------------------------------------


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site about hiccups and sunburn, with somebody who may approve, and somebody who may not."""
    site = tmp_path / "site"
    shutil.copytree(BASE, site)
    for folder in ("templates", "static"):
        shutil.copytree(ROOT / folder, site / folder, dirs_exist_ok=True)
    (site / "content/people/c-balm.md").write_text("---\nname: C. Balm\nkind: person\nrole: Helps\n---\nHelps.\n", "utf-8")
    return site


def order_of(site: Path, day: date = TODAY) -> Order:
    memo = site / MEMO
    return Order(root=site, output=site / "public", today=day, memo=memo if memo.exists() else None)


def approve(site: Path, name: str = "sunburn", day: date | None = None) -> Path:
    """Record an approval, and return the file that keeps the text."""
    return site / record_review(order_of(site), name, Asked(by="a-gulp", decision="approved", day=day)).kept


def edit(site: Path, old: str, new: str, path: str = "content/articles/sunburn.md") -> None:
    text = (site / path).read_text("utf-8")
    assert old in text
    (site / path).write_text(text.replace(old, new), "utf-8")


def about_reviews(site: Path) -> list[Problem]:
    problems = build(order_of(site), publish=False).problems
    return [each for each in problems if re.match(r"approval-|review-|signed-", each.code)]


def test_an_approval_is_recorded_with_the_text_it_is_about(site: Path) -> None:
    before = (site / "content/articles/sunburn.md").read_text("utf-8")
    kept = approve(site)
    after = (site / "content/articles/sunburn.md").read_text("utf-8")
    signed_hash = clinical_hash(kept.read_text("utf-8"))
    assert kept.name == f"sunburn.{signed_hash}.txt"
    assert "{person: a-gulp, role: " in after
    assert f"date: 2026-11-22, decision: approved, hash: {signed_hash}}}" in after
    assert "status: approved" in after
    assert "last_reviewed: 2026-11-22" in after
    assert len(set(after.splitlines()) - set(before.splitlines())) == 4
    assert about_reviews(site) == []


def test_a_changed_number_lapses_the_approval_and_is_named(site: Path) -> None:
    edit(site, "Leave blisters closed.", "Leave blisters closed for 3 days.")
    kept = approve(site)
    edit(site, "3 days", "8 days")
    [problem] = about_reviews(site)
    assert problem.code == "approval-lapsed"
    assert problem.message == "“Leave blisters closed for 8 days.” is not what A. Gulp approved on 2026-11-22"
    line = (site / problem.place.path).read_text("utf-8").splitlines()[problem.place.line - 1]
    assert line[problem.place.column - 1 : problem.place.end_column - 1] == "Leave blisters closed for 8 days."
    [other] = problem.related
    assert other.place.path == kept.relative_to(site).as_posix()
    assert kept.read_text("utf-8").splitlines()[other.place.line - 1].endswith("Leave blisters closed for 3 days.")
    edit(site, "8 days", "3 days")
    assert about_reviews(site) == []


def test_typography_keeps_the_approval(site: Path) -> None:
    approve(site)
    edit(site, "Leave blisters closed.", "**Leave** blisters   closed.\n\n![A blister](/static/img/icon.svg)")
    assert about_reviews(site) == []


def test_a_site_that_blocks_stops_at_a_change(site: Path) -> None:
    for name in ("sunburn", "hiccups"):
        approve(site, name)
    edit(site, "{unreviewed: banner}", "{unreviewed: block}", "site.yaml")
    assert about_reviews(site) == []
    edit(site, "Leave blisters closed.", "Open blisters.")
    [problem] = about_reviews(site)
    assert (problem.code, problem.severity, problem.related[0].message) == (
        "review-required",
        "error",
        "signed: “Leave blisters closed.”",
    )
    assert problem.message.startswith("“Open blisters.” is not what A. Gulp approved")


def test_the_page_says_what_the_hash_says(site: Path) -> None:
    approve(site)
    page = site / "public/articles/sunburn/index.html"
    build(order_of(site))
    assert "Checked by A. Gulp" in page.read_text("utf-8")
    edit(site, "Leave blisters closed.", "Open blisters.")
    build(order_of(site))
    text = page.read_text("utf-8")
    assert "has not been checked again since it was last changed" in text
    assert "Checked by A. Gulp" not in text


def test_the_short_way_takes_no_approval_for_granted(site: Path, tmp_path: Path) -> None:
    order = Order(root=site, output=site / "public", today=TODAY, memo=tmp_path / "memo")
    for file in (site / "content/articles").iterdir():  # nothing may be said of the article, or the long way is taken anyway
        file.write_text(re.sub(r"(?m)^related:.*\n", "", file.read_text("utf-8")), "utf-8")
    approve(site)
    build(order)
    edit(site, "Leave blisters closed.", "Leave *blisters* closed.")
    assert build(order).rendered == 1
    edit(site, "Leave *blisters* closed.", "Leave some closed.")
    problems = build(order).problems
    assert "approval-lapsed" in {each.code for each in problems}
    assert "has not been checked again" in (site / "public/articles/sunburn/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("sunbrn --by a-gulp --decision approved", "there is no article “sunbrn”; did you mean “sunburn”?"),
        ("sunburn --by a-gulpp --decision approved", "there is nobody “a-gulpp” in content/people/; did you mean “a-gulp”?"),
        ("sunburn --by editorial-team --decision approved", "Editorial team is an author of content/articles/sunburn.md"),
        ("sunburn --by c-balm --decision approved", "C. Balm has no credentials in content/people/c-balm.md"),
        ("sunburn --by a-gulp", "say what was decided"),
        ("sunburn --decision approved", "say whose review it is"),
        ("sunburn --by a-gulp --decision approved --date 2999-01-01", "2999-01-01 is in the future"),
    ],
)
def test_what_can_not_be_recorded_is_refused_in_words(
    site: Path, words: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (site / "content/articles/sunburn.md").read_bytes()
    assert main(["review", *words.split(), "--site", str(site), "--no-memo"]) == 2
    assert said in capsys.readouterr().err
    assert (site / "content/articles/sunburn.md").read_bytes() == before
    assert not (site / "content/reviews").exists()


def test_a_team_that_wrote_nothing_can_not_approve_either(site: Path) -> None:
    edit(site, "authors: [editorial-team]", "authors: [c-balm]")
    with pytest.raises(SiteError, match="is a team; an approval needs one person"):
        record_review(order_of(site), "sunburn", Asked(by="editorial-team", decision="approved"))


def test_errors_come_before_an_approval_and_not_before_an_objection(site: Path) -> None:
    edit(site, "Leave blisters closed.", "See [this](article:nowhere).")
    with pytest.raises(SiteError, match=r"has errors, so it can't be approved yet: line \d+: .*nowhere.* \[link-broken\]"):
        approve(site)
    recorded = record_review(order_of(site), "sunburn", Asked(by="c-balm", decision="changes-requested", note="Mend the link"))
    assert (recorded.status, recorded.review.note) == ("in-review", "Mend the link")


def test_a_draft_is_not_approved_and_may_be_objected_to(site: Path) -> None:
    edit(site, "status: in-review", "status: draft")
    with pytest.raises(SiteError, match=r"is a draft, which is still being written; .*set status: in-review"):
        approve(site)
    recorded = record_review(order_of(site), "sunburn", Asked(by="c-balm", decision="changes-requested"))
    assert recorded.status == "draft"


def test_a_decision_that_there_is_not_is_told_in_words(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "sunburn", "--by", "c-balm", "--decision", "yes", "--site", str(site), "--no-memo"]) == 2
    assert capsys.readouterr().err == (
        "wellread: --decision can't be “yes”; say what was decided: --decision approved or --decision changes-requested. "
        "Nothing was recorded.\n"
    )


def test_a_file_that_can_not_be_read_is_not_signed(site: Path) -> None:
    edit(site, "type: guide", "type: giude")
    with pytest.raises(SiteError, match=r"content/articles/sunburn.md can't be read: line \d+: .*giude.*wellread check says more"):
        approve(site)


def test_the_same_review_is_recorded_once(site: Path) -> None:
    approve(site)
    with pytest.raises(SiteError, match="this review is listed already"):
        approve(site)


def test_an_objection_of_the_same_day_lapses_the_approval(site: Path) -> None:
    approve(site)
    record_review(order_of(site), "sunburn", Asked(by="c-balm", decision="changes-requested"))
    assert [each.message for each in about_reviews(site)] == [
        "a reviewer has asked for changes since this was approved on 2026-11-22"
    ]
    edit(site, "Leave blisters closed.", "Leave blisters alone.")
    approve(site)
    assert about_reviews(site) == []


# --- what a reviewer gets to see -----------------------------------------------------------------------------------------


def test_a_first_review_shows_the_whole_text(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "content/articles/sunburn.md", "--site", str(site), "--no-memo"]) == 0
    told = capsys.readouterr().out
    assert "Nobody has reviewed it yet." in told
    assert re.search(r"\d+  heading: What to leave alone\n +\d+  text: Leave blisters closed\.", told)


def test_the_next_review_shows_what_changed(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    approve(site)
    edit(site, "Leave blisters closed.", "Leave big blisters closed.")
    assert main(["review", "sunburn", "--site", str(site), "--no-memo"]) == 0
    told = capsys.readouterr().out
    assert "A. Gulp" in told
    assert "of an earlier text" in told
    assert "(text) has changed:\n  - Leave blisters closed.\n  + Leave ⟦big⟧ blisters closed.\n" in told


def test_programs_get_the_same(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    approve(site)
    edit(site, "Leave blisters closed.", "Leave big blisters closed.")
    assert main(["review", "sunburn", "--site", str(site), "--no-memo", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["lapse"] == "text-changed"
    assert [each["decision"] for each in told["reviews"]] == ["approved"]
    [change] = told["changes"]
    assert change["now"] == [
        {"text": "Leave", "differs": False},
        {"text": "big", "differs": True},
        {"text": "blisters closed.", "differs": False},
    ]


def test_a_text_that_proves_nothing_is_not_compared_with(site: Path) -> None:
    kept = approve(site)
    kept.write_text(kept.read_text("utf-8").replace("closed", "open"), "utf-8")
    assert [(each.code, each.severity) for each in about_reviews(site)] == [("signed-text-lost", "error")]
    edit(site, "Leave blisters closed.", "Leave blisters open.")
    found: Look = look(order_of(site), "sunburn")
    assert (found.changes, "proves nothing" in found.trouble) == ((), True)
    kept.unlink()
    assert "is missing" in look(order_of(site), "sunburn").trouble


# --- a page whose review is overdue ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "volatility", "day", "is_withheld"),
    [
        ("{overdue: banner}", "normal", date(2040, 1, 1), False),
        ("{overdue: withhold, withhold_after_months: 6}", "normal", date(2029, 5, 22), False),
        ("{overdue: withhold, withhold_after_months: 6}", "normal", date(2029, 5, 23), True),
        ("{overdue: withhold}", "normal", date(2029, 11, 22), False),
        ("{overdue: withhold}", "high", date(2027, 11, 22), False),
        ("{overdue: withhold}", "high", date(2027, 11, 23), True),
    ],
)
def test_a_page_can_be_withheld(site: Path, settings: str, volatility: str, day: date, is_withheld: bool) -> None:
    edit(site, "{unreviewed: banner}", settings, "site.yaml")
    edit(site, "type: guide", f"type: guide\nvolatility: {volatility}")
    approve(site)
    built = build(order_of(site, day))
    assert not built.stopped
    notice = "A new medical check of this page is overdue"
    told = [each for each in (site / "public").rglob("*") if each.is_file() and b"Leave blisters closed" in each.read_bytes()]
    assert (notice in (site / "public/articles/sunburn/index.html").read_text("utf-8")) == is_withheld
    assert (told == []) == is_withheld
    for name in ("sitemap.xml", "feed.xml", "feed.json", "articles/index.html"):
        assert (b"articles/sunburn/" in (site / "public" / name).read_bytes()) == (not is_withheld)


# --- a planted change in an article of the site ----------------------------------------------------------------------------


def test_a_threshold_that_is_changed_in_a_real_article_is_found(tmp_path: Path, memo_of_ours: Path) -> None:
    site = copy_ours(tmp_path / "site", memo_of_ours)
    (site / "content/people/a-gulp.md").write_text(
        "---\nname: A. Gulp\nkind: person\nrole: Reviewer\ncredentials: GP\n---\nFor this test.\n", "utf-8"
    )
    article = "content/articles/195-95-blood-pressure.md"
    approve(site, "195-95-blood-pressure")
    assert about_reviews(site) == []
    text = (site / article).read_text("utf-8")
    number = re.search(r"(?m)^(?![-#>|]).*?\b180\b", text[text.index("\n---\n") :])
    assert number
    at = text.index("\n---\n") + number.end() - 3
    (site / article).write_text(f"{text[:at]}150{text[at + 3 :]}", "utf-8")
    [problem] = about_reviews(site)
    assert problem.place.path == article
    assert "150" in problem.message
    assert "180" in problem.related[0].message


# --- what it rests on -------------------------------------------------------------------------------------------------


def test_each_line_is_shown_with_what_it_rests_on(site: Path) -> None:
    compare = (
        "compare: {caption: Two ways, columns: [Water, Cream], rows: [{feature: Cost, cells: [Less, More], cite: [hiccups-nhs]}]}"
    )
    flag = "red_flags: [{sign: Your skin has blisters, level: soon, cite: [house-guideline]}, {use: trouble-breathing}]"
    rows = "[{label: After a day, value: 9}, {label: After two, value: 4, words: a few, cite: [house-guideline]}]"
    chart = f"charts: [{{id: red, title: Still red, kind: bars, unit: of 10 people, cite: [hiccups-nhs], rows: {rows}}}]"
    edit(site, "status: in-review", f"status: in-review\n{flag}\n{compare}\n{chart}")
    edit(site, "Leave blisters closed.", "Leave blisters closed [@house-guideline, p. 4; @hiccups-nhs].")
    found = look(order_of(site), "sunburn")
    cited = {line.text: ids for line, ids in zip(found.lines, found.cites, strict=True)}
    assert cited["Leave blisters closed."] == ("house-guideline", "hiccups-nhs")
    assert cited["Your skin has blisters"] == ("house-guideline",)
    assert cited["Cost | Less | More"] == ("hiccups-nhs",)
    assert cited["Still red | of 10 people"] == ("hiccups-nhs",)
    assert cited["After a day | 9"] == ("hiccups-nhs",)
    assert cited["After two | 4 | a few"] == ("house-guideline",)
    assert cited["What helps with sunburn?"] == ()
    shown = show_look(found)
    assert "  soon: Your skin has blisters [@house-guideline]\n" in shown
    assert "\nWhat it rests on:\n" in shown
    assert "  @house-guideline: Hiccups and sunburn at home" in shown
    assert [each["id"] for each in look_to_json(found)["sources"]] == [each.id for each in found.bases]  # type: ignore[attr-defined]


def test_each_sentence_of_the_main_message_is_shown_with_what_it_rests_on(site: Path) -> None:
    text = (site / "content/articles/sunburn.md").read_text("utf-8")
    (old,) = re.findall(r"^main_message: .*$", text, re.MULTILINE)
    first = "Go into the *shade* [@hiccups-nhs]."
    new = f'main_message: "{first} See [a page](article:hiccups) [@house-guideline; @hiccups-nhs]. Nothing more helps."'
    edit(site, old, new)
    found = look(order_of(site), "sunburn")
    message = [(line.text, ids) for line, ids in zip(found.lines, found.cites, strict=True) if line.kind == "main message"]
    assert [ids for _, ids in message] == [("hiccups-nhs",), ("house-guideline", "hiccups-nhs"), ()]
    edit(site, new, 'main_message: "One thing. [@hiccups-nhs] Another one [@house-guideline]."')
    found = look(order_of(site), "sunburn")
    message = [(line.text, ids) for line, ids in zip(found.lines, found.cites, strict=True) if line.kind == "main message"]
    assert [ids for _, ids in message] == [("hiccups-nhs",), ("house-guideline",)]
