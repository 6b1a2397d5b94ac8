"""Made-up health articles, the same ones in the layout of each generator: deterministic, so that a number can be measured again.

Each says in its last paragraph that a program wrote it. What other generators cannot look up by themselves (numbers of
citations, addresses, the wording of shared red flags, formatted references) is handed to them ready-made.

    python -m benchmarks.corpus --layout wellread --n 1000 build/bench/looked-at
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import yaml

from benchmarks import words

PROJECT = Path(__file__).resolve().parent.parent
SITE_PARTS = ("content", "templates", "static")
LEVELS = ("emergency", "urgent", "soon")
MADE_UP_SOURCES = 200
FIRST_DAY = date(2025, 1, 6)
STRIDE = 7919
"""A prime that does not divide the number of titles, so that neighbours are about different things."""


@dataclass(frozen=True)
class Flag:
    """A red flag; `use` is its id in content/red-flags.yaml, if it is a shared one."""

    sign: str
    level: str
    use: str = ""


@dataclass(frozen=True)
class Article:
    """One article in our own dialect. `edition` is the sentence that a benchmark edits."""

    id: str
    title: str
    description: str
    main_message: str
    symptoms: tuple[str, ...]
    flags: tuple[Flag, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    related: tuple[str, ...]
    also: str
    topics: tuple[str, ...]
    synonyms: tuple[str, ...]
    published: date
    updated: date
    body: str
    edition: str = "First edition."

    @property
    def text(self) -> str:
        return f"{self.body}\n\nA program wrote this text to measure speed. Nobody should act on it. {self.edition}\n"


@dataclass(frozen=True)
class Registries:
    """What the articles name: the real site's symptoms and topics by id, its shared red flags, and made-up sources."""

    symptoms: Mapping[str, str]
    topics: Mapping[str, str]
    flags: tuple[Flag, ...]
    sources: Mapping[str, str] = field(default_factory=dict)
    """Formatted references by id."""


def read_registries(site: Path = PROJECT) -> Registries:
    content = site / "content"
    symptoms = {path.stem: _front_matter(path)["name"] for path in sorted((content / "symptoms").glob("*.md"))}
    topics = {each["id"]: each["name"] for each in _read_yaml(content / "topics.yaml")}
    flags = tuple(Flag(each["sign"], each["level"], use=each["id"]) for each in _read_yaml(content / "red-flags.yaml"))
    sources = {_source_id(number): _reference(number) for number in range(1, MADE_UP_SOURCES + 1)}
    return Registries(symptoms=symptoms, topics=topics, flags=flags, sources=sources)


def _read_yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _front_matter(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])


# --- what the articles say --------------------------------------------------------------------------------------------


def make_articles(n: int, registries: Registries, seed: int = 1) -> Iterator[Article]:
    """Yield n articles. The first n of a larger corpus differ from these only in which articles they name."""
    return (make_article(number, n, registries, seed) for number in range(n))


def make_article(number: int, n: int, registries: Registries, seed: int = 1) -> Article:
    """Return one article out of n, made from its number and the seed alone."""
    luck = Random(seed * 1_000_003 + number)
    part, complaint, occasion, people = _subject(number)
    title = _title(number)
    nearby = luck.sample(range(1, min(n, 60)), min(n - 1, 5)) if n > 1 else []
    others = [_id((number + step) % n) for step in nearby]
    symptoms = luck.sample(sorted(registries.symptoms), 4)
    cite = _citations(luck, sorted(registries.sources))
    sentences = _sentences(luck, cite, others or [_id(number)], symptoms, part, complaint, occasion, people)
    opening = luck.choice(words.OPENINGS).format(
        part=part, complaint=complaint, Complaint=complaint.capitalize(), occasion=occasion, people=people, cite=cite()
    )
    columns = (complaint.capitalize(), luck.choice([each.capitalize() for each in words.COMPLAINTS if each != complaint]))
    published = FIRST_DAY + timedelta(days=number % 500)
    return Article(
        id=_id(number),
        title=title,
        description=f"What {complaint} of the {part} {occasion} feels like, why {people} get it, and when to get advice.",
        main_message=f"{opening} Get help if you have one of the signs below {cite()}.",
        symptoms=tuple(symptoms),
        flags=_flags(luck, registries, part, complaint),
        columns=columns,
        rows=tuple((feature, *luck.sample(cells, 2)) for feature, cells in zip(words.FEATURES, words.CELLS, strict=True))[
            : luck.randint(3, 5)
        ],
        related=tuple(others[:4]),
        also=others[-1] if others else "",
        topics=tuple(luck.sample(sorted(registries.topics), 2)),
        synonyms=(f"{part} {complaint} {occasion}, {people}", f"{complaint} {part} {people} {occasion}"),
        published=published,
        updated=published + timedelta(days=luck.randint(0, 90)),
        body=_body(luck, sentences, opening),
    )


def _subject(number: int) -> tuple[str, str, str, str]:
    lists = (words.PEOPLE, words.OCCASIONS, words.COMPLAINTS, words.PARTS)
    total = len(lists[0]) * len(lists[1]) * len(lists[2]) * len(lists[3])
    if number >= total:
        raise SystemExit(f"There are words for {total} different articles, not for more.")
    rest = number * STRIDE % total
    found: list[str] = []
    for each in lists:
        rest, place = divmod(rest, len(each))
        found.append(each[place])
    people, occasion, complaint, part = found
    return part, complaint, occasion, people


def _title(number: int) -> str:
    part, complaint, occasion, people = _subject(number)
    return f"{part.capitalize()} {complaint} {occasion} in {people}"


def _id(number: int) -> str:
    return _title(number).lower().replace(" ", "-")


def _citations(luck: Random, ids: list[str]) -> Callable[[], str]:
    """Return what gives the next citation: of one source or two, out of the eight that this article relies on."""
    own = luck.sample(ids, 8)
    return lambda: "[" + "; ".join(f"@{each}" for each in luck.sample(own, luck.choice((1, 1, 2)))) + "]"


def _sentences(
    luck: Random,
    cite: Callable[[], str],
    others: list[str],
    symptoms: list[str],
    part: str,
    complaint: str,
    occasion: str,
    people: str,
) -> Iterator[str]:
    while True:
        for pattern in luck.sample(words.SENTENCES, len(words.SENTENCES)):
            step, step2 = luck.sample(words.STEPS, 2)
            cause, cause2 = luck.sample(words.CAUSES, 2)
            yield pattern.format(
                part=part, complaint=complaint, occasion=occasion, people=people, step=step, step2=step2, cause=cause,
                cause2=cause2, feeling=luck.choice(words.FEELINGS), time=luck.choice(words.TIMES), whom=luck.choice(words.WHOM),
                other=luck.choice(others), symptom=luck.choice(symptoms), cite=cite(),
            )  # fmt: skip


def _flags(luck: Random, registries: Registries, part: str, complaint: str) -> tuple[Flag, ...]:
    """Return two shared signs and three of the article's own, the most urgent first."""
    shared = luck.sample(registries.flags, 2)
    own = [Flag(luck.choice(words.SIGNS[level]).format(part=part, complaint=complaint), level) for level in LEVELS]
    return tuple(sorted((*shared, *own), key=lambda flag: LEVELS.index(flag.level)))


def _body(luck: Random, sentences: Iterator[str], opening: str) -> str:
    def paragraph(count: int) -> str:
        return " ".join(islice(sentences, count))

    def paragraphs(*counts: int) -> str:
        return "\n\n".join(paragraph(count) for count in counts)

    def table() -> str:
        lines = [f"| {stage} | {luck.choice(words.TIMES)} | {luck.choice(words.FEELINGS)} |" for stage in words.STAGES]
        return "\n".join(("| When | How long | What to expect |", "| --- | --- | --- |", *lines))

    def points(texts: tuple[str, ...], mark: str) -> str:
        return "\n".join(f"{mark} {each[0].upper()}{each[1:]}" for each in luck.sample(texts, 5))

    return "\n\n".join(
        (
            f"{opening} {paragraph(1)}",
            paragraph(2),
            "## What it feels like {#feel}",
            paragraphs(2, 2),
            "### Who gets it",
            paragraph(2),
            "## Why it happens",
            "These are common reasons:",
            points(words.CAUSES, "-"),
            paragraphs(2, 2),
            "## What you can do",
            "Start with the first step, and go on if it does not help:",
            points(words.STEPS, "1."),
            paragraphs(2, 2),
            "## How long it lasts",
            paragraph(2),
            table(),
            f"> [!NOTE]\n> {luck.choice(words.NOTES)}",
            "## When to ask for advice",
            paragraphs(2, 2),
            points(words.FEELINGS, "-"),
            "### What the visit is like",
            paragraphs(2, 2, 1),
        )
    )


# --- our own layout ---------------------------------------------------------------------------------------------------


NOT_TIMED = ("search", "api", "share_images", "precompress")
"""Features that the other generators have none of, or have switched off here."""


def write_wellread(articles: Iterator[Article], registries: Registries, out: Path) -> None:
    """Write the real site with the articles and their sources added to it."""
    for part in SITE_PARTS:
        shutil.copytree(PROJECT / part, out / part)
    settings = (PROJECT / "site.yaml").read_text("utf-8")
    if "\nrules:\n" not in settings:
        settings += "\nrules:\n"
    settings = settings.replace("\nrules:\n", "\nrules:\n  related-oneway: off   # which articles are related is drawn by lot\n")
    for feature in NOT_TIMED:
        settings = settings.replace(f"\n  {feature}: true\n", f"\n  {feature}: false\n")
    (out / "site.yaml").write_text(settings, "utf-8")
    with (out / "content/sources.yaml").open("a", encoding="utf-8") as file:
        file.writelines(_source_record(number) for number in range(1, len(registries.sources) + 1))
    for article in articles:
        write_article("wellread", article, registries, out)


def _source_id(number: int) -> str:
    return f"made-up-{number:03}"


def _source_record(number: int) -> str:
    return (
        f"- id: {_source_id(number)}\n  type: article-journal\n  title: Made-up source {number}, for measuring only\n"
        f"  author: [{{literal: Benchmark {number}}}]\n  container-title: Made-up sources\n"
        f"  issued: {{date-parts: [[{2022 + number % 4}]]}}\n  URL: https://example.org/made-up/{number}\n"
    )


def _reference(number: int) -> str:
    return f"Benchmark {number}, Made-up source {number}, for measuring only, Made-up sources ({2022 + number % 4})."


def _wellread(article: Article, _: Registries) -> str:
    flags = (
        f"  - use: {flag.use}" if flag.use else f"  - sign: {_scalar(flag.sign)}\n    level: {flag.level}" for flag in article.flags
    )
    rows = (f"    - {{feature: {_scalar(row[0])}, cells: {_flow(row[1:])}}}" for row in article.rows)
    lines = (
        f"title: {_scalar(article.title)}",
        f"description: {_scalar(article.description)}",
        "type: symptom",
        "status: in-review",
        f"main_message: {_scalar(article.main_message)}",
        f"symptoms: {_flow(article.symptoms)}",
        "red_flags:",
        *flags,
        "compare:",
        f"  caption: {' and '.join(article.columns)} compared",
        f"  columns: {_flow(article.columns)}",
        "  rows:",
        *rows,
        f"related: {_flow(article.related)}",
        f"also: {_flow((article.also,) if article.also and article.also not in article.related else ())}",
        f"topics: {_flow(article.topics)}",
        "audience: [patient, carer]",
        "synonyms:",
        *(f"  - {_scalar(each)}" for each in article.synonyms),
        "authors: [editorial-team]",
        "reviewers: []",
        f"published: {article.published}",
        f"updated: {article.updated}",
        "review_months: 24",
        "volatility: normal",
        "funding: none",
        "conflicts: none",
        f"changes: [{{date: {article.published}, kind: editorial, note: First version.}}]",
    )
    return "---\n" + "\n".join(lines) + "\n---\n\n" + article.text


def _scalar(text: str) -> str:
    """Return the text as an editor would write it in YAML: with quotes only where they are needed."""
    return text if re.fullmatch(r"[A-Za-z][\w .'’?/()-]*", text) else json.dumps(text, ensure_ascii=False)


def _flow(texts: tuple[str, ...]) -> str:
    return f"[{', '.join(map(_scalar, texts))}]"


# --- the layouts of the others ----------------------------------------------------------------------------------------


def _facts(article: Article, registries: Registries) -> tuple[dict[str, Any], str]:
    """Return what the others get: front matter of plain texts and lists of them, and Markdown with every link resolved."""
    numbers: dict[str, int] = {}

    def cited(match: re.Match[str]) -> str:
        ids = [each.strip().removeprefix("@") for each in match[1].split(";")]
        links = (f"[{numbers.setdefault(id, len(numbers) + 1)}](#ref-{numbers[id]})" for id in ids)  # noqa: A001
        return f"({', '.join(links)})"

    message = re.sub(r"\[(@[^\]]+)\]", cited, article.main_message)
    text = re.sub(r"\[(@[^\]]+)\]", cited, article.text)
    text = re.sub(r"\]\(article:([a-z0-9-]+)\)", r"](/articles/\1/)", text)
    text = re.sub(r"\]\(symptom:([a-z0-9-]+)\)", r"](/#\1)", text)
    text = re.sub(r" \{#[a-z-]+\}$", "", text, flags=re.MULTILINE).replace("> [!NOTE]\n", "")
    flags = {f"flags_{level}": [flag.sign for flag in article.flags if flag.level == level] for level in LEVELS}
    return {
        "title": article.title,
        "slug": article.id,
        "description": article.description,
        "date": article.published,
        "updated": article.updated,
        "main_message": re.sub(r"\[(\d+)\]\([^)]*\)", r"\1", message),
        "symptoms": [registries.symptoms[id] for id in article.symptoms],  # noqa: A001
        **flags,
        "compare_columns": ["", *article.columns],
        "compare_rows": [" | ".join(row) for row in article.rows],
        "related": list(article.related),
        "topics": list(article.topics),
        "synonyms": list(article.synonyms),
        "references": [registries.sources[id] for id in numbers],  # noqa: A001
    }, text


def _with_yaml(article: Article, registries: Registries, **names: str) -> str:
    facts, text = _facts(article, registries)
    lines = (f"{names.get(key, key)}: {_yaml_value(value)}" for key, value in facts.items() if names.get(key, key))
    return "---\n" + "\n".join(lines) + "\n---\n\n" + text


def _yaml_value(value: str | date | list[str]) -> str:
    if isinstance(value, list):
        return "".join(f"\n  - {json.dumps(each, ensure_ascii=False)}" for each in value) or "[]"
    return value.isoformat() if isinstance(value, date) else _scalar(value)


def _astro(article: Article, registries: Registries) -> str:
    return _with_yaml(article, registries, slug="")  # the file's name is the slug; a field of that name is reserved


def _hugo(article: Article, registries: Registries) -> str:
    return _with_yaml(article, registries, slug="", updated="lastmod")


def _pelican(article: Article, registries: Registries) -> str:
    facts, text = _facts(article, registries)
    facts["summary"] = facts.pop("description")
    facts["modified"] = facts.pop("updated")
    facts["tags"] = ", ".join(facts.pop("topics"))
    lines = (f"{key}: {_pelican_value(value)}" for key, value in facts.items())
    return "\n".join(lines) + "\n\n" + text


def _pelican_value(value: str | date | list[str]) -> str:
    """Return the value, a list as lines; one more empty line keeps a list of one a list."""
    return "\n    ".join((*value, "-")) if isinstance(value, list) else str(value)


LAYOUTS: Mapping[str, tuple[str, Callable[[Article, Registries], str]]] = {
    "wellread": ("content/articles", _wellread),
    "hugo": ("content/articles", _hugo),
    "eleventy": ("content/articles", _with_yaml),
    "astro": ("src/content/articles", _astro),
    "pelican": ("content/articles", _pelican),
    "mkdocs": ("docs/articles", _with_yaml),
}
"""Where each generator keeps its articles, and how it wants one written."""


def write_article(layout: str, article: Article, registries: Registries, site: Path) -> None:
    folder, written = LAYOUTS[layout]
    path = site / folder / f"{article.id}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(written(article, registries), encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description="Write made-up articles for measuring.")
    parser.add_argument("--layout", choices=LAYOUTS, default="wellread")
    parser.add_argument("--n", type=int, default=1000, help="how many articles (1000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("folder", type=Path, help="a folder that does not exist yet")
    chosen = parser.parse_args()
    if chosen.folder.exists():
        print(f"{chosen.folder} exists already.", file=sys.stderr)
        return 2
    registries = read_registries()
    articles = make_articles(chosen.n, registries, chosen.seed)
    if chosen.layout == "wellread":
        write_wellread(articles, registries, chosen.folder)
    else:
        for article in articles:
            write_article(chosen.layout, article, registries, chosen.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
