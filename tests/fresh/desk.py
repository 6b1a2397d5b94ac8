"""A site as somebody has it on the desk: its sources, the hands that edit them, and the folder they are saved to.

Everything that is chosen is asked of `draw`, so that Hypothesis decides, remembers and makes smaller.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import yaml
from hypothesis import strategies as st

from tests.draw.photographs import noise, saved, secretive
from tests.fresh.templates import ROOT, files_in, plain_templates

T = TypeVar("T")
SITE = Path(__file__).parent / "site"
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
KINDS = {"articles": "article", "symptoms": "symptom", "terms": "term", "pages": "page", "people": "person"}
LISTS = {"topics.yaml": "topic", "sources.yaml": "source", "red-flags.yaml": "red flag"}

IDS = ("hiccups", "sneezing", "snoring", "spasm", "redness", "about", "al-ba")
"""New names for entries; some are taken in one folder or another."""

BLOCKS = (
    "Plain words about nothing.",
    "Plain words about little.",  # as long as the one above
    "A spasm of the diaphragm, the midriff, under UV light. Diaphragms again.",
    "See [hiccups](article:hiccups#causes) and [what to leave alone](article:sunburn#leave-alone).",
    "See [belching](article:belching), [blushing](article:blushing), [a draft](article:yawning), [an old one](article:old-cure).",
    "See [redness](symptom:redness), the [midriff](term:diaphragm), [skin](topic:skin), [us](page:about), [all](list:glossary).",
    "It is so [@hiccup-book, p. 9; @sun-article]. And so it is [@never-cited].",
    "## What brings them on {#causes}",
    "## Another heading",
    "### One below",
    "- one\n- two\n- three",
    "> [!WARNING]\n> Wait no longer than two days [@house-leaflet].",
    "| Sign | Level |\n|---|---|\n| Redness | soon |",
    "![The house's sign](/static/img/icon.svg)",
    '![The sign](/static/img/icon.svg "A sign with a caption")',
    "![A photograph of nothing](/static/img/nothing.jpg)",
    "Words, and ![nothing at all](/static/img/nothing.jpg) among them.",
    "**First:**shown in two ways, which is a warning.",
    "A line\nover a list\n- that has no empty line above",
    "<b>HTML</b> is not needed. It costs 5 < 6 & more “quotes”.",
    "Ünïcödé, 日本語, עברית and \U0001f600 — in one line.",
)
WORDINGS: tuple[tuple[str, str], ...] = (
    ("muscle", "sinews"),  # these are as long as what they replace
    ("is", "be"),
    ("See", "Say"),
    ("skin", "hide"),
    ("big", "fat"),
    (" a ", " the "),
    ("you", "we"),
    (".", ", or so."),
    (" ", "  "),
    (" ", "\n"),
    ("spasm", "cramp"),
    ("A ", "A spasm, a "),
    ("iaphragm", "IAPHRAGM"),
    (" is ", " *is* "),
    ("- ", "* "),
    ("## ", "### "),
    (" {#", " too {#"),
    ("](", " now]("),
    ("[@", "[see @"),
    ("; @", ", p. 3; @"),
    ("article:", "symptom:"),
    ("|\n| ", "|\n| 1 "),
    ("[!NOTE]", "[!TIP]"),
    (".svg", ".png"),
)
"""What is written, and what somebody writes instead. Most of it changes no more than how the text reads."""
LINES = ("Hiccups", "What is it, then?", "An Ärger with “quotes” & <b>", "Zzz", "Plain words [@sun-article]", "x" * 70)
LONG = (
    "A description that is long enough to be one, and that says nothing at all about anything.",
    "Another description that is long enough to be one, with a mention of a spasm of the diaphragm.",
    "Too short.",
)
DAYS = (date(2025, 3, 1), date(2026, 1, 5), date(2026, 2, 10), date(2026, 6, 30), date(2026, 11, 22), date(2027, 2, 11))

Values = dict[str, Sequence[Any]]
ARTICLE: Values = {
    "title": LINES,
    "description": LONG,
    "type": ("symptom", "condition", "compare", "treatment", "guide"),
    "status": ("draft", "in-review", "approved", "withdrawn"),
    "main_message": (*LINES, *BLOCKS[:2], "It is so [@hiccup-book], see [hiccups](article:hiccups)."),
    "symptoms": ([], ["hiccuping"], [{"id": "redness", "note": "now and then"}, "sore-throat"]),
    "red_flags": (
        ["Your hiccups have lasted for a week"],
        [{"use": "trouble-breathing"}, {"use": "two-days"}],
        [{"sign": "You can't see", "level": "urgent", "cite": ["sun-article"]}, {"use": "blisters-face"}],
        [],
    ),
    "no_red_flags": ({"urgent": "Nothing here is."}, {"emergency": "It is not.", "soon": "No."}),
    "compare": (
        {"caption": "One", "columns": ["A", "B"], "rows": [{"feature": "F", "cells": ["1", "2"], "cite": ["hiccup-book"]}]},
    ),
    "charts": (
        [{"id": "a", "title": "A", "kind": "bars", "cite": ["hiccup-book"], "rows": [{"label": "B", "value": 1}]}],
        [
            {
                "id": "a",
                "title": "A",
                "kind": "bars",
                "place": "start",
                "rows": [{"label": "B", "value": 2, "cite": ["sun-article"]}],
            }
        ],
        [
            {
                "id": "b",
                "title": "B",
                "kind": "scale",
                "rows": [{"label": "C", "high": 9, "zones": [{"label": "D", "to": 5}, {"label": "E"}]}],
            }
        ],
    ),
    "related": ([], ["hiccups"], ["belching", {"id": "blushing", "why": "Why not."}], ["sunburn", "yawning", "old-cure"]),
    "also": ([], ["sunburn"], ["hiccups", "belching"]),
    "topics": ([], ["breathing"], ["skin", "breathing"], ["unused"]),
    "audience": (["patient", "carer"],),
    "synonyms": (["hic", "hicks"], ["burn"]),
    "search_words": (["hikups"], ["hikups", "sunbern"], []),
    "codes": ([{"system": "ICD-10-CM", "value": "L55", "checked": DAYS[1]}],),
    "authors": (["editorial-team"], ["nurse", "editorial-team"]),
    "published": DAYS,
    "updated": DAYS,
    "review_months": (1, 12, 24),
    "volatility": ("low", "high"),
    "withdrawn": ({"reason": "It was wrong.", "instead": "hiccups"}, {"instead": "yawning"}, {"reason": "No use."}),
    "dosage": ("approved", "none"),
    "sources": (["never-cited", "hiccup-book"], []),
    "funding": LINES[:2],
    "conflicts": LINES[:2],
    "changes": (
        [{"date": DAYS[2], "kind": "clinical", "note": "New advice."}],
        [{"date": DAYS[1], "kind": "editorial", "note": "A."}],
    ),
    "redirect_from": (["/old/"], ["/hiccup-cure/"], ["/articles/sunburn/"], []),
    "waive": ([{"rule": "title-long", "reason": "It must be.", "by": "nurse", "until": DAYS[5]}],),
}
FIELDS: dict[str, Values] = {
    "articles": ARTICLE,
    "symptoms": {
        "name": LINES,
        "description": LONG,
        "synonyms": (["hic"], ["burn", "blush"]),
        "search_words": (["hikups"], []),
        "body_parts": (["chest", "face"], []),
        "terms": ([], ["diaphragm", "spasm"]),
        "codes": ARTICLE["codes"],
        "cite": ([], ["never-cited"], ["hiccup-book", "sun-article"]),
    },
    "terms": {
        "name": ("Diaphragm", "Words", "Hiccup", "Spasm"),
        "definition": (*LINES[:5], *BLOCKS[:2]),
        "plain": ("plain word",),
        "synonyms": (["diaphragm", "words"], ["nothing", "little"], []),
        "search_words": (["diafram"], []),
        "abbreviation": ("UV", "DPH"),
        "say": ("say it",),
        "cite": ([], ["never-cited"]),
        "link": (True, False),
    },
    "pages": {"title": LINES, "description": LONG, "updated": DAYS[:4], "redirect_from": (["/who/"], ["/old/"], ["/hiccups/"])},
    "people": {
        "name": ("B. Nurse", "The team"),
        "kind": ("person", "team"),
        "role": LINES[:3],
        "credentials": ("RN", "GP"),
        "url": ("https://example.com/b/",),
    },
}
RECORDS: dict[str, Values] = {
    "topics.yaml": {"name": LINES[:4], "description": LONG},
    "red-flags.yaml": {
        "sign": ("You are out of breath", "You see stars"),
        "level": ("emergency", "urgent", "soon"),
        "cite": (["hiccup-book"], []),
    },
    "sources.yaml": {
        "title": LINES[:4],
        "type": ("webpage", "report"),
        "author": ([{"family": "Other", "given": "B."}],),
        "issued": ({"date-parts": [[2021]]}, {"date-parts": [[2022, 2, 2]]}),
        "accessed": ({"date-parts": [[2026, 3, 1]]},),
        "URL": ("https://example.com/new/",),
        "DOI": ("10.1000/183",),
        "custom": ({"read": "all of it"},),
    },
}
SETTINGS: Values = {
    "title": ("Sunburn House", "Hiccup House"),
    "tagline": ("Another tagline",),
    "description": LONG,
    "base_url": ("https://example.org/", "https://example.org/health/", "http://hiccups.example/"),
    "language": ("en", "es"),
    "organisation": ("Another house",),
    "contact": ("mailto:us@example.org", "https://example.org/contact/"),
    "home_message": ("Another message.",),
    "featured": ([], ["blushing", "hiccups"], ["yawning"]),
    "menu": (
        [{"text": "A to Z", "to": "list:articles"}],
        [{"text": "Hiccups", "to": "article:hiccups"}, {"text": "G", "to": "list:glossary"}],
    ),
    "footer": ([], [{"heading": "More", "items": [{"text": "Sources", "to": "list:sources"}]}]),
    "footer_note": ("Another note.",),
    "emergency_numbers": ([{"place": "UK", "number": "999"}], []),
    "care_levels": tuple(
        {
            "emergency": {"heading": heading, "action": "Call."},
            "urgent": {"heading": "Today if:", "action": f"See [hiccups](article:hiccups) [@{source}]."},
            "soon": {"heading": "Soon if:", "action": "Wait, then [ask](page:about)."},
        }
        for heading, source in (("Call if:", "never-cited"), ("Run if:", "house-leaflet"))
    ),
    "features": ({"search": True}, {"search": False}, {"precompress": True}, {"precompress": False, "search": True}),
    "governance": (
        {"unreviewed": "banner"},
        {"unreviewed": "block"},
        {"overdue": "withhold", "withhold_after_months": 0},
        {"unreviewed": "block", "overdue": "withhold", "withhold_after_months": 1},
    ),
    "citation_style": ("elsevier-vancouver", "apa", "no-such-style"),
    "theme_colour": ("#123456",),
}
ERRORS: tuple[tuple[str, bytes], ...] = (
    ("content/articles/hiccups.md", b"---\ntitle: [\n---\n"),
    ("content/articles/hiccups.md", b"\xff\xfe broken"),
    ("content/articles/hiccups.md", b"no front matter at all\n"),
    ("content/articles/notes.txt", b"a note"),
    ("content/articles/Two Words.md", b"---\ntitle: x\n---\n"),
    ("content/terms/diaphragm.md", b"---\nname: Diaphragm\ndefinitoin: misspelt\n---\n"),
    ("content/topics.yaml", b"- id: breathing\n  name: Breathing\n  description: x\n- id: breathing\n"),
    ("content/sources.yaml", b"- {id: house-leaflet, type: nonsense, title: 5}\n"),
    ("content/red-flags.yaml", b"trouble: true\n"),
    ("site.yaml", b"title: Only a title\n"),
    ("site.yaml", b""),
    ("templates/article.html", b"{% if %}"),
    ("templates/page.html", b"{{ view.nothing.at.all }}"),
    ("templates/term.html", b"{% extends 'missing.html' %}"),
    ("templates/base.html", b"\xff"),
    ("templates/components/title.html", b"{% macro title(text) %}{{ text.missing }}{% endmacro %}"),
    ("templates/symptom.html", b"{{ 1 / 0 }}"),
)


SIGNED = next((SITE / "content/reviews").glob("*.txt")).name.split(".")[1]
"""The hash of the text that a reviewer of the first site signed."""
JINJA, CSS = b"{# %b #}", b"/* %b */"


@dataclass
class Entry:
    front: dict[str, Any]
    blocks: list[str]

    def encode(self) -> bytes:
        return f"---\n{_yaml(self.front)}---\n{chr(10).join(f'{block}{chr(10)}' for block in self.blocks)}".encode()


@dataclass
class Sources:
    """Everything that a site is made from. `raw` holds files as they are, and what is in it comes before all else."""

    settings: dict[str, Any]
    entries: dict[str, Entry]
    lists: dict[str, list[dict[str, Any]]]
    raw: dict[str, bytes] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)

    def files(self) -> dict[str, bytes]:
        """Return every file by its path in the site's folder."""
        made = {"site.yaml": _yaml(self.settings).encode()}
        made |= {f"content/{path}": entry.encode() for path, entry in self.entries.items()}
        made |= {f"content/{name}": _yaml(records).encode() for name, records in self.lists.items()}
        return {path: content for path, content in (made | self.raw).items() if path not in self.gone}


def first_sources(templates: dict[str, bytes] | None = None) -> Sources:
    """Return the sources as they lie in tests/fresh/site/, with our stylesheets and the given templates, or plain ones."""
    content = SITE / "content"
    entries: dict[str, Entry] = {}
    for file in sorted(content.glob("*/*.md")):
        _, front, body = file.read_text("utf-8").split("---\n", 2)
        blocks = [block.strip("\n") for block in body.split("\n\n") if block.strip()]
        entries[file.relative_to(content).as_posix()] = Entry(yaml.safe_load(front), blocks)
    raw = {f"templates/{path}": _scribbled(text, b"one", JINJA) for path, text in (templates or plain_templates()).items()}
    raw |= {f"static/{path}": _scribbled(text, b"one", CSS) for path, text in files_in(ROOT / "static").items()}
    raw["static/img/nothing.jpg"] = saved(noise(420, 300), exif=secretive(6))
    raw |= {f"content/reviews/{path}": text for path, text in files_in(content / "reviews").items()}
    return Sources(
        settings=yaml.safe_load((SITE / "site.yaml").read_text("utf-8")),
        entries=entries,
        lists={file.name: yaml.safe_load(file.read_text("utf-8")) for file in sorted(content.glob("*.yaml"))},
        raw=raw,
    )


def _yaml(value: object) -> str:
    return str(yaml.dump(value, Dumper=DUMPER, sort_keys=False, allow_unicode=True, width=10_000))


# --- saving ---------------------------------------------------------------------------------------------------------------


class Folder:
    """The folder that sources are saved to. Only what changed is written."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._saved: dict[str, bytes] = {}

    def save(self, files: dict[str, bytes], *, same_dates: bool = False) -> None:
        """Make the folder hold these files. With `same_dates`, files keep the date they had: only their bytes tell of a change."""
        for path in set(self._saved) - set(files):
            (self.root / path).unlink()
        for path, content in files.items():
            if self._saved.get(path) != content:
                self._write(self.root / path, content, same_dates=same_dates)
        self._saved = dict(files)

    def _write(self, path: Path, content: bytes, *, same_dates: bool) -> None:
        before = path.stat() if same_dates and path.exists() else None
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        if before:
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


# --- editing --------------------------------------------------------------------------------------------------------------

Draw = Callable[[st.SearchStrategy[Any]], Any]


class Hand:
    """Edits sources. Each method is one thing that an editor does."""

    def __init__(self, sources: Sources, draw: Draw) -> None:
        self.sources = sources
        self._draw = draw

    def pick(self, choices: Sequence[T]) -> T:
        chosen: T = self._draw(st.sampled_from(choices))
        return chosen

    def flip(self) -> bool:
        return bool(self._draw(st.booleans()))

    def entry(self) -> tuple[str, Entry]:
        path = self.pick(sorted(self.sources.entries))
        return path, self.sources.entries[path]

    # --- texts and front matter

    def edit_text(self) -> None:
        """Put a block into a text, in the place of another or not, or take one out."""
        _, entry = self.entry()
        position = self._draw(st.integers(0, len(entry.blocks)))
        removed = self._draw(st.integers(0, 1))
        entry.blocks[position : position + removed] = [] if removed and self.flip() else [self.pick(BLOCKS)]

    def reword(self) -> None:
        """Write a block of a text in other words."""
        _, entry = self.entry()
        if entry.blocks:
            number = self._draw(st.integers(0, len(entry.blocks) - 1))
            entry.blocks[number] = entry.blocks[number].replace(*self.pick(WORDINGS))

    def edit_front(self) -> None:
        """Change a field, or leave it out."""
        path, entry = self.entry()
        self._change(entry.front, FIELDS[path.partition("/")[0]])

    def _change(self, values: dict[str, Any], choices: Values) -> None:
        name = self.pick(sorted(choices))
        if name in values and name in OPTIONAL and self.flip():
            del values[name]
        else:
            values[name] = deepcopy(self.pick(choices[name]))

    def review(self) -> None:
        """Add a review, or take all away; with it, or without, the day of the last."""
        front = self.sources.entries[self.pick(sorted(path for path in self.sources.entries if path.startswith("articles/")))].front
        if front.get("reviewers") and self.flip():
            front.pop("reviewers")
            front.pop("last_reviewed", None)
            return
        day, decision = self.pick(DAYS), self.pick(("approved", "changes-requested"))
        review = {"person": self.pick(("nurse", "editorial-team")), "role": "reviewer", "date": day, "decision": decision}
        if self.flip():
            review["hash"] = SIGNED
        front["reviewers"] = [*front.get("reviewers", []), review]
        front["status"] = self.pick(("approved", front["status"]))
        if self.flip():
            front["last_reviewed"] = day

    # --- entries

    def add(self) -> None:
        """Copy an entry to a new name, often in the same folder."""
        path, entry = self.entry()
        folder = path.partition("/")[0]
        self.sources.entries[f"{folder}/{self.pick(IDS)}{self.pick(('.md', '.es.md'))}"] = deepcopy(entry)

    def delete(self) -> None:
        """Delete an entry, with whatever names it or (sometimes) without."""
        path, _ = self.entry()
        del self.sources.entries[path]
        if self._draw(st.integers(0, 3)):
            self._everywhere(lambda value: forget(value, kind_of(path), id_of(path)))

    def rename(self) -> None:
        """Give an entry another id, and (often) the new id to whatever names it."""
        path, entry = self.entry()
        folder, _, name = path.partition("/")
        new = self.pick(IDS)
        del self.sources.entries[path]
        self.sources.entries[f"{folder}/{new}{name[name.index('.') :]}"] = entry
        if self._draw(st.integers(0, 3)):
            self._everywhere(lambda value: renamed(value, kind_of(path), id_of(path), new))

    def _everywhere(self, change: Callable[[Any], Any]) -> None:
        for entry in self.sources.entries.values():
            entry.front = change(entry.front)
            entry.blocks = change(entry.blocks)
        self.sources.settings = change(self.sources.settings)
        self.sources.lists = change(self.sources.lists)

    # --- lists and settings

    def edit_list(self) -> None:
        """Change a record of a list, give it another id, take it away, copy it, or change the order."""
        name = self.pick(sorted(self.sources.lists))
        records = self.sources.lists[name]
        if not records:
            records.append({"id": "first", "type": "webpage", "title": "First", "name": "First", "sign": "You are ill"})
            return
        number = self._draw(st.integers(0, len(records) - 1))
        what = self.pick(("change", "change", "change", "id", "remove", "copy", "order"))
        known = records[number]["id"]
        if what == "change":
            self._change(records[number], RECORDS[name])
        elif what == "id":
            records[number]["id"] = self.pick(("breathing", "new-id"))
            self._everywhere(lambda value: renamed(value, LISTS[name], known, records[number]["id"]))
        elif what == "remove":
            del records[number]
            if self.flip():
                self._everywhere(lambda value: forget(value, LISTS[name], known))
        elif what == "copy":
            records.insert(number, records[number] | {"id": "a-copy"})
        else:
            records.append(records.pop(number))

    def edit_settings(self) -> None:
        self._change(self.sources.settings, SETTINGS)

    # --- templates and static files

    def edit_template(self) -> None:
        """Change a template or component by a few bytes, or add one that nobody uses."""
        names = sorted(name for name in self.sources.raw if name.startswith("templates/"))
        name = self.pick([*names, "templates/components/unused.html"])
        self.sources.raw[name] = _scribbled(self.sources.raw.get(name, b""), self.pick((b"two", b"one")), JINJA)
        if name.endswith("title.html"):
            self.sources.raw[name] = self.sources.raw[name].replace(b"<h1>", b"<h1 class=x>")

    def edit_static(self) -> None:
        """Change a stylesheet or image, add a file, or take one away."""
        names = sorted(name for name in self.sources.raw if name.startswith("static/"))
        name = self.pick([*names, "static/img/new.png", "static/robots.txt", "static/about/index.html", "static/css/new.css"])
        if name in self.sources.raw and self.flip():
            del self.sources.raw[name]
        else:
            self.sources.raw[name] = _scribbled(self.sources.raw.get(name, b""), self.pick((b"two", b"one")), CSS)

    def break_something(self) -> None:
        """Write a file that stops the build, or remove one that it can't do without."""
        path, content = self.pick((*ERRORS, ("site.yaml", b""), ("templates/base.html", b"")))
        if content:
            self.sources.raw[path] = content
        else:
            self.sources.gone.add(path)


OPTIONAL = frozenset(
    {
        *(
            "symptoms",
            "no_red_flags",
            "compare",
            "charts",
            "related",
            "also",
            "topics",
            "audience",
            "synonyms",
            "search_words",
            "codes",
            "reviewers",
        ),
        *(
            "updated",
            "last_reviewed",
            "review_months",
            "volatility",
            "dosage",
            "sources",
            "changes",
            "redirect_from",
            "withdrawn",
            "waive",
            "body_parts",
        ),
        *("terms", "cite", "plain", "abbreviation", "say", "link", "credentials", "url", "author", "issued", "accessed", "custom"),
        *(
            "tagline",
            "home_message",
            "featured",
            "menu",
            "footer",
            "footer_note",
            "emergency_numbers",
            "governance",
            "theme_colour",
        ),
        *("language", "citation_style", "URL", "DOI"),
    }
)


def _scribbled(content: bytes, word: bytes, comment: bytes) -> bytes:
    """Return a file with a comment at its end; the one that it may have there is replaced, and the length stays the same."""
    for known in (b"one", b"two"):
        content = content.removesuffix(comment % known)
    return content + comment % word


def kind_of(path: str) -> str:
    return KINDS[path.partition("/")[0]]


def id_of(path: str) -> str:
    return path.partition("/")[2].partition(".")[0]


def _names(value: object, kind: str, known: str) -> bool:
    """Say whether a value of the front matter, or a block of text, names something."""
    if isinstance(value, dict):
        return known in (value.get("id"), value.get("use"), value.get("person"), value.get("by")) or any(
            _names(value.get(key), kind, known) for key in ("to", "note", "why")
        )
    if not isinstance(value, str):
        return False
    return value == known or (f"@{known}" in value if kind == "source" else f"{kind}:{known}" in value)


def forget(value: Any, kind: str, known: str) -> Any:
    """Return a value without the members of its lists that name something."""
    if isinstance(value, dict):
        return {key: forget(each, kind, known) for key, each in value.items()}
    if isinstance(value, list):
        return [forget(each, kind, known) for each in value if not _names(each, kind, known)]
    return value


def renamed(value: Any, kind: str, old: str, new: str) -> Any:
    """Return a value with another id for something."""
    if isinstance(value, dict):
        return {key: renamed(each, kind, old, new) for key, each in value.items()}
    if isinstance(value, list):
        return [renamed(each, kind, old, new) for each in value]
    if not isinstance(value, str):
        return value
    if value == old:
        return new
    return value.replace(f"@{old}", f"@{new}") if kind == "source" else value.replace(f"{kind}:{old}", f"{kind}:{new}")


def files_below(folder: Path) -> Iterator[Path]:
    yield from sorted(path for path in folder.rglob("*") if path.is_file())


def copy_folder(source: Path, target: Path) -> None:
    """Make `target` a copy of `source`: nothing, if there is no such folder."""
    if target.is_dir():
        shutil.rmtree(target)
    else:
        target.unlink(missing_ok=True)
    if source.is_dir():
        shutil.copytree(source, target)
