"""dose-shared: a text that stands on many pages tells readers a dose, or writes an amount so that it can be misread.

A shared red flag, what to do at a level of urgency, the home page's message, the name and description of a topic, the description
of a symptom or of a page, a term in plain words: nobody can answer for a dose there. `dosage: approved` stands in an article and says that a pharmacist or
doctor has checked that article; these texts are shown on pages that neither has seen, and search engines show them alone, to people
of every age and weight. So they hold no dose at all, and what they hold of amounts is written as [dose-notation](#dose-notation)
asks, in every language. What counts as a dose is what [dose-unapproved](#dose-unapproved) tells in an article; so far it can be
told in English only. The rule is the project's own.

Bad:

    # content/red-flags.yaml
    - id: no-water
      sign: You can't keep water down. Take 10 mg of a medicine for it
      level: emergency

    # content/articles/hiccups.md
    red_flags: [use: no-water]

Good:

    # content/red-flags.yaml
    - id: no-water
      sign: You can't keep water down
      level: emergency

    # content/articles/hiccups.md
    red_flags: [use: no-water]

Severity: error
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellread.check.case import Case
from wellread.check.doses import FIGURE, UNIT_WORDS, instruction_in
from wellread.check.notation import SHORTENED, misread_in
from wellread.check.text import LETTERS
from wellread.model import Settings, Value
from wellread.problems import Place, Problem

SENTENCE = re.compile(r"\S(?:[^.!?\n]|[.!?](?!\s)|\n)*[.!?]*")


class Shared(Value, frozen=True, kw_only=True):
    """A text for many pages, its language, and where it stands."""

    text: str
    lang: str
    place: Place

    def piece(self, start: int, end: int) -> Place:
        """Return the place of a piece of the text; of all of it if it does not stand on one line as it is, quotation marks apart."""
        at = self.place
        quotes = at.end_column - at.column - len(self.text)
        if at.line != at.end_line or quotes not in (0, 2):
            return at
        first = at.column + quotes // 2
        return Place(at.path, at.line, first + start, at.line, first + end)


def dose_shared(case: Case) -> Iterator[Problem]:
    for shared in _shared(case):
        has_unit = not UNIT_WORDS.isdisjoint(LETTERS.findall(shared.text.lower()))
        if has_unit and shared.lang.startswith("en"):
            yield from _doses(shared)
        if FIGURE.search(shared.text) or not SHORTENED.isdisjoint(LETTERS.findall(shared.text.lower())):
            yield from _misread(shared)


def _doses(shared: Shared) -> Iterator[Problem]:
    for sentence in SENTENCE.finditer(shared.text):
        found = instruction_in(sentence[0])
        if found:
            yield Problem(
                code="dose-shared",
                severity="error",
                message=f"“{found[0].replace('*', '')}” tells readers a dose, in a text that no pharmacist or doctor can approve",
                place=shared.piece(sentence.start() + found.start(), sentence.start() + found.end()),
                hint="take it out here; a dose can stand only in an article, with dosage: approved",
            )


def _misread(shared: Shared) -> Iterator[Problem]:
    for found in misread_in(shared.text):
        yield Problem(
            code="dose-shared",
            severity="error",
            message=f"“{found.words}” can be misread: {found.why}",
            place=shared.piece(*found.span),
            hint=f"write {found.better}",
        )


def _shared(case: Case) -> Iterator[Shared]:
    site = case.site
    own = site.settings.language
    for flag in site.red_flags.values():
        yield Shared(text=flag.flag.sign, lang=own, place=flag.origin.at("sign"))
    for topic in site.topics.values():
        yield Shared(text=topic.name, lang=own, place=topic.origin.at("name"))
        yield Shared(text=topic.description, lang=own, place=topic.origin.at("description"))
    for symptom in site.symptoms.values():
        yield Shared(text=symptom.description, lang=symptom.lang, place=symptom.origin.at("description"))
    for term in site.terms.values():
        yield Shared(text=term.plain, lang=term.lang, place=term.origin.at("plain"))
    for page in site.pages.values():
        yield Shared(text=page.title, lang=page.lang, place=page.origin.at("title"))
        yield Shared(text=page.description, lang=page.lang, place=page.origin.at("description"))
    yield from _of_settings(site.settings)


def _of_settings(settings: Settings) -> Iterator[Shared]:
    texts = {field: getattr(settings, field) for field in ("tagline", "description", "home_message", "footer_note")}
    for field, text in texts.items():
        yield Shared(text=text, lang=settings.language, place=settings.origin.at(field))
    for care in settings.care_levels:
        for field, text in (("heading", care.heading), ("action", care.action)):
            yield Shared(text=text, lang=settings.language, place=settings.origin.at("care_levels", care.level, field))
