"""One rule a file: a small essay with a function under it, named for the fault. `RULES` is the one list of them.

The essay is the docstring of the rule's module. `wellread explain CODE` prints it, docs/rules.md is made of it (`make docs`), and a
test runs its two examples, so it is written for an editor and has this form:

    title-long: the title has more than 65 characters.

    What that does to a reader, in one or two paragraphs, and whose rule it is, with its limit. A link to another rule is written
    [not published](#review-required).

    Bad:

        title: What helps with sunburn on the face, the arms, the legs and the back?

    Good:

        title: What helps with sunburn?

    Severity: warning

An example is laid over tests/rules/_base/content/articles/sunburn.md, on 22 November 2026: keys replace the article's own, and the
text below a line --- replaces its text; an example that begins with anything but a key is text only. A line `# content/terms/x.md`
(or `# site.yaml`, `# templates/base.html`) starts another file: lists and files that are new are given whole. “Bad” must make the
rule speak, “Good” must not and must have no error at all. `Severity:` is what the rule gives by itself: error, warning or info, with
words behind a semicolon if it is not always the same (“error; a warning for a link to …”). A docstring that holds a backslash begins
with r.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from types import ModuleType

from wellread.check.case import Case
from wellread.check.outputs import Seen
from wellread.check.rules.abbreviation_unexpanded import abbreviation_unexpanded
from wellread.check.rules.address_taken import address_taken
from wellread.check.rules.approval_lapsed import approval_lapsed
from wellread.check.rules.approval_missing import approval_missing
from wellread.check.rules.author_missing import author_missing
from wellread.check.rules.callout_too_many import callout_too_many
from wellread.check.rules.care_contradiction import care_contradiction
from wellread.check.rules.care_emergency_links import care_emergency_links
from wellread.check.rules.care_level_unconsidered import care_level_unconsidered
from wellread.check.rules.care_self_contained import care_self_contained
from wellread.check.rules.citation_unmarked import citation_unmarked
from wellread.check.rules.claim_uncited import claim_uncited
from wellread.check.rules.conflicts_undeclared import conflicts_undeclared
from wellread.check.rules.dates_order import dates_order
from wellread.check.rules.description_length import description_length
from wellread.check.rules.dose_notation import dose_notation
from wellread.check.rules.dose_shared import dose_shared
from wellread.check.rules.dose_unapproved import dose_unapproved
from wellread.check.rules.dose_unreviewed import dose_unreviewed
from wellread.check.rules.draft_leak import draft_leak
from wellread.check.rules.emergency_number_missing import emergency_number_missing
from wellread.check.rules.funding_undeclared import funding_undeclared
from wellread.check.rules.heading_deep import heading_deep
from wellread.check.rules.heading_id_reserved import heading_id_reserved
from wellread.check.rules.heading_order import heading_order
from wellread.check.rules.id_unknown import id_unknown
from wellread.check.rules.image_missing import image_missing
from wellread.check.rules.language_unchecked import language_unchecked
from wellread.check.rules.link_broken import link_broken
from wellread.check.rules.link_text import link_text
from wellread.check.rules.list_long import list_long
from wellread.check.rules.main_message_long import main_message_long
from wellread.check.rules.numbers_mixed import numbers_mixed
from wellread.check.rules.page_weight import page_weight
from wellread.check.rules.paragraph_long import paragraph_long
from wellread.check.rules.person_first import person_first
from wellread.check.rules.placeholder_left import placeholder_left
from wellread.check.rules.read_otherwise import CODES as READ_OTHERWISE
from wellread.check.rules.read_otherwise import read_otherwise
from wellread.check.rules.reading_grade import reading_grade
from wellread.check.rules.red_flag_copied import red_flag_copied
from wellread.check.rules.red_flag_repeated import red_flag_repeated
from wellread.check.rules.red_flag_uncited import red_flag_uncited
from wellread.check.rules.red_flags_missing import red_flags_missing
from wellread.check.rules.related_irrelevant import related_irrelevant
from wellread.check.rules.related_oneway import related_oneway
from wellread.check.rules.related_self import related_self
from wellread.check.rules.review_cycle import review_cycle
from wellread.check.rules.review_overdue import review_overdue
from wellread.check.rules.review_required import review_required
from wellread.check.rules.review_soon import review_soon
from wellread.check.rules.reviewer_is_author import reviewer_is_author
from wellread.check.rules.sentence_long import sentence_long
from wellread.check.rules.signed_text_lost import signed_text_lost
from wellread.check.rules.source_missing import source_missing
from wellread.check.rules.source_old import source_old
from wellread.check.rules.source_undated import source_undated
from wellread.check.rules.source_unused import source_unused
from wellread.check.rules.sources_too_few import sources_too_few
from wellread.check.rules.summary_first import summary_first
from wellread.check.rules.term_repeated import term_repeated
from wellread.check.rules.term_unexplained import term_unexplained
from wellread.check.rules.text_missing import text_missing
from wellread.check.rules.third_party import third_party
from wellread.check.rules.title_long import title_long
from wellread.check.rules.uncertainty_unstated import uncertainty_unstated
from wellread.check.rules.word_choice import word_choice
from wellread.check.text import Text
from wellread.problems import Problem

Rule = Callable[[Case], Iterator[Problem]]
"""A rule that looks at the site: at what entries say of themselves and of each other."""
TextRule = Callable[[Text], Iterator[Problem]]
"""A rule that looks at the wording of one entry. What it says is remembered until that entry changes."""
OutputRule = Callable[[Seen], Iterator[Problem]]
"""A rule that looks at what was seen in the files that would be published, once they are all made."""

RULES: tuple[Rule, ...] = (
    address_taken,
    approval_lapsed,
    approval_missing,
    author_missing,
    care_contradiction,
    care_emergency_links,
    care_level_unconsidered,
    care_self_contained,
    citation_unmarked,
    conflicts_undeclared,
    dates_order,
    description_length,
    dose_shared,
    dose_unreviewed,
    emergency_number_missing,
    funding_undeclared,
    heading_deep,
    heading_id_reserved,
    heading_order,
    id_unknown,
    image_missing,
    language_unchecked,
    link_broken,
    link_text,
    read_otherwise,
    red_flag_copied,
    red_flag_repeated,
    red_flag_uncited,
    red_flags_missing,
    related_irrelevant,
    related_oneway,
    related_self,
    review_cycle,
    review_overdue,
    review_required,
    review_soon,
    reviewer_is_author,
    signed_text_lost,
    source_missing,
    source_old,
    source_undated,
    source_unused,
    sources_too_few,
    term_repeated,
    text_missing,
    title_long,
)

TEXT_RULES: tuple[TextRule, ...] = (
    abbreviation_unexpanded,
    callout_too_many,
    claim_uncited,
    dose_notation,
    dose_unapproved,
    list_long,
    main_message_long,
    numbers_mixed,
    paragraph_long,
    person_first,
    placeholder_left,
    reading_grade,
    sentence_long,
    summary_first,
    term_unexplained,
    uncertainty_unstated,
    word_choice,
)

OUTPUT_RULES: tuple[OutputRule, ...] = (draft_leak, page_weight, third_party)


def code_of(rule: Rule | TextRule | OutputRule) -> str:
    return rule.__name__.replace("_", "-")


def module_of(rule: Rule | TextRule | OutputRule) -> ModuleType:
    return sys.modules[rule.__module__]


def limits_by_code() -> Mapping[str, Mapping[str, float]]:
    """Return the usual limits of every rule, by its code; a rule has them as LIMITS in its file."""
    rules: tuple[Rule | TextRule | OutputRule, ...] = (*RULES, *TEXT_RULES, *OUTPUT_RULES)
    found = {code_of(rule): getattr(module_of(rule), "LIMITS", {}) for rule in rules}
    return found | {code: {} for code in READ_OTHERWISE}
