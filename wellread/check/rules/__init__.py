"""One rule a file: a small essay with a function under it, named for the fault. `RULES` is the one list of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from wellread.check.case import Case
from wellread.check.rules.address_taken import address_taken
from wellread.check.rules.approval_lapsed import approval_lapsed
from wellread.check.rules.approval_missing import approval_missing
from wellread.check.rules.author_missing import author_missing
from wellread.check.rules.care_contradiction import care_contradiction
from wellread.check.rules.dates_order import dates_order
from wellread.check.rules.description_length import description_length
from wellread.check.rules.heading_id_reserved import heading_id_reserved
from wellread.check.rules.heading_order import heading_order
from wellread.check.rules.id_unknown import id_unknown
from wellread.check.rules.image_missing import image_missing
from wellread.check.rules.link_broken import link_broken
from wellread.check.rules.main_message_long import main_message_long
from wellread.check.rules.read_otherwise import read_otherwise
from wellread.check.rules.red_flag_copied import red_flag_copied
from wellread.check.rules.red_flag_repeated import red_flag_repeated
from wellread.check.rules.red_flags_missing import red_flags_missing
from wellread.check.rules.related_self import related_self
from wellread.check.rules.review_required import review_required
from wellread.check.rules.reviewer_is_author import reviewer_is_author
from wellread.check.rules.source_missing import source_missing
from wellread.check.rules.term_repeated import term_repeated
from wellread.check.rules.text_missing import text_missing
from wellread.check.rules.title_long import title_long
from wellread.problems import Problem

Rule = Callable[[Case], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    address_taken,
    approval_lapsed,
    approval_missing,
    author_missing,
    care_contradiction,
    dates_order,
    description_length,
    heading_id_reserved,
    heading_order,
    id_unknown,
    image_missing,
    link_broken,
    main_message_long,
    read_otherwise,
    red_flag_copied,
    red_flag_repeated,
    red_flags_missing,
    related_self,
    review_required,
    reviewer_is_author,
    source_missing,
    term_repeated,
    text_missing,
    title_long,
)
