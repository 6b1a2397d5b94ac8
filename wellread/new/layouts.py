"""What a new file looks like: every key it may have, each with a word on what it is for. What is known is filled in, what a person
has to write is left empty (and `wellread check` says so), and what may be left out is a comment that shows how it is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from wellread.read.forms import FORMS
from wellread.read.yaml import CURLY

WRITE_HERE = "write here: "
WIDEST = 72
UNBROKEN = 10**6

NO_MORE = "...\n"
"""What YAML's writer puts behind a text that stands alone."""

OPENING = "# Lines that begin with # are notes to you, and no part of the page. “write here” says what is still missing."
MAY_HAVE = "# What it may have too: take the “# ” away in front of what you use, and write your own words there."
CLOSING = {
    "article": "# The text of the article starts below the next line: with a paragraph, or with a heading such as “## What it is”.",
    "symptom": "# Below the next line: what it is, common causes, and what people can do themselves.",
    "term": "# Below the next line there may be more to say; a definition is enough.",
    "person": "# Below the next line: who this is, in a few sentences.",
    "page": "# The text of the page starts below the next line.",
}

SHOWN: Mapping[str, Mapping[str, str]] = {
    "article": {
        "symptoms": 'symptoms: [some-symptom, {id: another-symptom, note: "gets steadily worse"}]',
        "red_flags": """\
red_flags:
  - use: id-of-a-shared-sign
  - sign: You are struggling to swallow
    level: emergency
    cite: [id-of-a-source]""",
        "no_red_flags": 'no_red_flags: {emergency: "Why no sign on this page is an emergency."}',
        "compare": """\
compare:
  caption: What the table compares
  columns: [The one, The other]
  rows:
    - {feature: How long it lasts, cells: [Minutes, Days], cite: [id-of-a-source]}""",
        "charts": """\
charts:
  - id: short-name
    title: What the chart shows
    kind: bars
    unit: out of 100 people
    whole: 100
    rows:
      - {label: What the first number counts, value: 50, words: about half, cite: [id-of-a-source]}
      - {label: What the second number counts, value: 4, cite: [id-of-a-source]}""",
        "related": 'related: [some-article, {id: another-article, why: "Why a reader of this one should care."}]',
        "also": "also: [article-on-another-subject]",
        "topics": "topics: [some-topic]",
        "audience": "audience: [patient, carer]",
        "subject": "subject: Name of what it is about",
        "specialty": "specialty: [Neurologic]",
        "synonyms": "synonyms: [another name, and one more]",
        "search_words": "search_words: [what people type, and how they misspell it]",
        "codes": "codes: [{system: ICD-10-CM, value: R06.6, checked: 2026-11-22}]",
        "reviewers": "reviewers: []",
        "updated": "updated: 2026-11-22",
        "last_reviewed": "last_reviewed: 2026-11-22",
        "review_months": "review_months: 24",
        "volatility": "volatility: normal",
        "dosage": "dosage: none",
        "sources": "sources: [id-of-a-source]",
        "changes": 'changes: [{date: 2026-11-22, kind: editorial, note: "First version."}]',
        "redirect_from": "redirect_from: [/old-address/]",
        "withdrawn": 'withdrawn: {reason: "Why it was taken back.", instead: article-to-read-instead}',
        "waive": 'waive: [{rule: sentence-long, reason: "Why it does not apply here.", by: editorial-team, until: 2027-11-22}]',
    },
    "term": {
        "plain": "plain: the plain word for it",
        "synonyms": "synonyms: [its plural, another spelling]",
        "search_words": "search_words: [what people type, and how they misspell it]",
        "abbreviation": "abbreviation: ABC",
        "say": "say: DY-uh-fram",
        "cite": "cite: [id-of-a-source]",
        "link": "link: false",
    },
    "symptom": {
        "synonyms": "synonyms: [another name, and one more]",
        "search_words": "search_words: [what people type, and how they misspell it]",
        "body_parts": "body_parts: [arms, legs]",
        "terms": "terms: [some-term]",
        "codes": "codes: [{system: ICD-10-CM, value: R06.6, checked: 2026-11-22}]",
        "cite": "cite: [id-of-a-source]",
    },
    "person": {
        "credentials": "credentials: RN",
        "url": "url: https://www.example.org/about-them",
    },
    "page": {"redirect_from": "redirect_from: [/old-address/]"},
    "source": {
        "author": "author: [{family: Family, given: Given}, {literal: An Organisation}]",
        "container-title": "container-title: The Journal of Examples",
        "publisher": "publisher: An Organisation",
        "issued": "issued: {date-parts: [[2017, 3]]}",
        "DOI": "DOI: 10.1000/182",
        "URL": "URL: https://www.example.org/page",
        "accessed": "accessed: 2026-11-02",
        "custom": "custom: {read: abstract}",
    },
}
"""How each key that may be left out is written, by kind."""


def lay_out(kind: str, answers: Mapping[str, Any]) -> str:
    """Return the text of a new file for content/ with these answers, by key: what it needs first, then what it may have."""
    needed: list[str] = []
    choices: list[str] = []
    for key, field in FORMS[kind].model_fields.items():
        about = field.description or ""
        if key in answers:
            needed += _with_note(written(key, answers[key]), about)
        elif field.is_required():
            needed += _with_note(f"{key}:", WRITE_HERE + about)
        else:
            choices += _choice(SHOWN[kind].get(key, f"{key}:"), about)
    return "\n".join(("---", OPENING, *needed, MAY_HAVE, *choices, CLOSING[kind], "---", "", ""))


def lay_out_record(variables: Mapping[str, Any], shown: Iterable[str] = ()) -> str:
    """Return a record of content/sources.yaml, each line indented below “- id”; `shown` are the keys to show as choices."""
    lines = [written(key, value) for key, value in variables.items()]
    about = {field.alias or name: field.description or "" for name, field in FORMS["source"].model_fields.items()}
    for key in shown:
        lines += _choice(SHOWN["source"][key], about[key])
    return "".join(f"{'  ' if number else '- '}{line}\n" for number, line in enumerate(lines))


def written(key: str, value: Any) -> str:
    """Return “key: value” on one line of YAML, in quotes where it must be."""
    style = '"' if _needs_quotes(value) else None
    text = yaml.dump(value, default_flow_style=True, default_style=style, allow_unicode=True, width=UNBROKEN, sort_keys=False)
    return f"{key}: {text.removesuffix(NO_MORE).strip()}"


def _needs_quotes(value: Any) -> bool:
    """Say whether a text, or one in a list, has to stand in quotes that YAML itself would leave out."""
    if isinstance(value, str):
        return value[:1] in CURLY or "\n" in value or value != value.strip()
    inside = value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
    return any(_needs_quotes(each) for each in inside)


def _with_note(line: str, note: str) -> list[str]:
    return [f"{line:<34}  # {note}"] if len(line) <= WIDEST else [f"# {note}:", line]


def _choice(shown: str, about: str) -> list[str]:
    first, *rest = shown.splitlines()
    return [f"# {line}" for line in (f"{first:<34}  # {about}", *rest)]
