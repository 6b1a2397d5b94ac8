"""What a text's front matter says → what an article says of itself. What there is no place for stays with the article, as notes to
its editors; nothing is guessed: what nobody wrote stays empty, and the checks ask for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any, NamedTuple

from wellread.importing.addresses import OLD, PUBLISHED, Places, listed, published_on
from wellread.importing.days import day_in
from wellread.importing.front import Key
from wellread.importing.notes import Notebook
from wellread.importing.references import References, Related, as_related
from wellread.importing.survey import Original
from wellread.model import Site
from wellread.read.names import proper_id

TITLE = ("title", "Title")
DESCRIPTION = ("description", "meta_description", "metaDescription", "seo_description", "excerpt", "summary", "abstract", "lead")
MESSAGE = ("main_message", "summary", "excerpt", "abstract", "lead", "intro")
UPDATED = (
    "lastmod",
    "last_modified_at",
    "last_modified",
    "lastmodified",
    "updated",
    "date_updated",
    "lastupdate",
    "lastupdated",
    "last_updated",
    "modified",
    "dateModified",
)
TOPICS = ("tags", "tag", "categories", "category", "topics", "topic")
SEARCHED = ("keywords", "search_words")
SOURCES = ("sources", "references", "source", "bibliography")
RELATED = ("relatedlinks", "related_links", "relatedLinks", "related", "related_posts", "see_also", "majorlinks")
AUTHORS = ("author", "authors")
DRAFT = ("draft", "published", "status")
ADDRESS = ("permalink", "url", "slug", "lang", "language", "locale")
PAIRED = re.compile(r"</?[A-Za-z][^<>]{0,2000}>|\{[{%][^{}]{0,2000}[}%]\}")
TRUTHS = ("true", "false", "yes", "no", "on", "off")


class Answers(NamedTuple):
    """What an article says of itself, by key; what there was no place for; and the links to be put below its text."""

    values: Mapping[str, Any]
    kept: tuple[Key, ...]
    below: str


class Reader:
    """Reads the keys of one text. Lives for one text: each step takes what it knows and says what it did."""

    def __init__(
        self, text: Original, site: Site, places: Places, references: References, notebook: Notebook, *, is_jekyll: bool = False
    ) -> None:
        self.text = text
        self.site = site
        self.places = places
        self.references = references
        self.notebook = notebook
        self.is_jekyll = is_jekyll
        self.values: dict[str, Any] = {}
        self.used: set[str] = set()
        self.below = ""
        self.why: dict[str, str] = {}
        self.kept: list[Key] = []

    def answers(self) -> Answers:
        """Return what the keys answer."""
        self._texts()
        self._days()
        self._topics()
        self._authors()
        self._addresses()
        self._sources()
        self._related()
        self._state()
        kept = self.kept
        for name, key in self.text.front.keys.items():
            if name not in self.used:
                kept.append(key)
                why = self.why.get(name, "no place for it here")
                self.notebook.note(key.written or name, f"{why}: kept as a note above the article's keys", key.line)
        return Answers(self.values, tuple(kept), self.below)

    def _take(self, name: str, done: str) -> Any:
        """Return a key's value, and note what was done with it."""
        key = self.text.front.keys[name]
        self.used.add(name)
        self.notebook.note(key.written or name, done, key.line)
        return key.value

    def _present(self, *names: str) -> list[str]:
        """Return which of these keys are there with something behind them and not used yet."""
        keys = self.text.front.keys
        return [name for name in names if name in keys and name not in self.used and keys[name].value not in (None, "", [], {})]

    # --- texts, days ---

    def _texts(self) -> None:
        for field, names in (("title", TITLE), ("description", DESCRIPTION), ("main_message", MESSAGE)):
            for name in self._present(*names):
                said = plain(self.text.front.text(name))
                if said and field not in self.values:
                    self.values[field] = said
                    self._take(name, f"became “{field}”")
        for name in self._present(*SEARCHED):
            words = [part.strip() for each in listed(self.text, name) for part in each.split(",") if part.strip()]
            if words:
                self._take(name, "became “search_words”: words that people type, never shown")
                self.values["search_words"] = list(dict.fromkeys((*self.values.get("search_words", ()), *words)))

    def _days(self) -> None:
        published = published_on(self.text)
        if published:
            self.values["published"] = published
        for field, names in (("published", PUBLISHED), ("updated", UPDATED)):
            for name in self._present(*names):
                day = day_in(self.text.front.text(name))
                if day and day == self.values.setdefault(field, day):
                    self._take(name, f"became “{field}”")
        first, last = self.values.get("published"), self.values.get("updated")
        if first and last and last < first:
            del self.values["updated"]
            self.notebook.note(str(last), "the day of the last change is before the first day: left out of “updated”")

    # --- topics, authors ---

    def _topics(self) -> None:
        by_name = {topic.name.casefold(): topic.id for topic in self.site.topics.values()}
        found: dict[str, str] = {}
        for name in self._present(*TOPICS):
            value = self.text.front.keys[name].value
            words = self._split(value) if isinstance(value, str) else listed(self.text, name)
            names = [each.strip() for each in words if each.strip()]
            ids = {each: by_name.get(each.casefold()) or proper_id(each) for each in names}
            if ids and all(ids.values()):
                self._take(name, f"became topics: {', '.join(dict.fromkeys(ids.values()))}")
                found |= {id_: word for word, id_ in ids.items() if id_ not in found}
        if found:
            self.values["topics"] = list(found)
            self.references.topics |= {id_: word for id_, word in found.items() if id_ not in self.site.topics}

    def _split(self, written: str) -> list[str]:
        """Return the tags of one line: between commas; Jekyll's are also parted by blanks."""
        return written.split() if self.is_jekyll and "," not in written else written.split(",")

    def _authors(self) -> None:
        people = {person.name.casefold(): id_ for (_, id_), person in self.site.people.items()}
        people |= {id_: id_ for _, id_ in self.site.people}
        for name in self._present(*AUTHORS):
            value = self.text.front.keys[name].value
            listed_ = value if isinstance(value, list) else [value]
            names = [str(each.get("name", "") if isinstance(each, dict) else each).strip().casefold() for each in listed_]
            if names and all(each in people for each in names):
                self.values["authors"] = list(dict.fromkeys(people[each] for each in names))
                self._take(name, "became “authors”")
            else:
                self.why[name] = "nobody of that name is in content/people/ (wellread new person adds them)"

    # --- addresses, state ---

    def _addresses(self) -> None:
        old, gone = self.places.old.get(self.text.path, ()), self.places.lost.get(self.text.path, {})
        if old:
            self.values["redirect_from"] = list(old)
        for address, owner in gone.items():
            self.kept.append(Key(address, 0, f"redirect_from: [{address}] (taken by {owner})"))
            self.notebook.note(address, f"an old address that {owner} has already: kept as a note above the article's keys")
        for name in self._present(*OLD):
            written = listed(self.text, name)
            lost = [each for each in written if not any(each.strip("/") in known for known in (*old, *gone))]
            if written and not lost:
                self._take(
                    name, "became “redirect_from”" + (", but for what is taken" if any(each in gone for each in written) else "")
                )
        for name in self._present(*ADDRESS):
            value = self.text.front.text(name)
            target = self.places.names[self.text.path].target
            if value and (value in old or value.casefold() in target.casefold()):
                self._take(name, f"where it is now: {target}")

    def _state(self) -> None:
        for name in self._present(*DRAFT):
            value = self.text.front.text(name)
            if value.casefold() in (*TRUTHS, "draft", "published"):
                self._take(name, "became status: draft, as everything that is imported")

    # --- sources, related ---

    def _sources(self) -> None:
        ids: list[str] = []
        for name in self._present(*SOURCES):
            found = self.references.add(self.text.front.keys[name].value)
            if found:
                ids += found.ids
                said = f"; {found.said}" if found.said else ""
                self._take(name, f"became sources of content/sources.yaml: {', '.join(found.ids)}{said}")
        if ids:
            self.values["sources"] = list(dict.fromkeys(ids))

    def _related(self) -> None:
        related: list[Any] = []
        for name in self._present(*RELATED):
            found = as_related(self.text.front.keys[name].value, self._target)
            if found:
                related += [each for each in found.related if each["id"] not in [other["id"] for other in related]]
                self.below += found.below
                self._take(name, _told(found))
        if related:
            self.values["related"] = [each if each.get("why") else each["id"] for each in related]

    def _target(self, address: str) -> str:
        """Return the id of the article that an address leads to, or "" if it leads elsewhere or to this one."""
        path = self.places.find(re.sub(r"^https?://[^/]*", "", address) if address.startswith("http") else address)
        named = self.places.names.get(path)
        return named.id if named and path != self.text.path else ""


def _told(found: Related) -> str:
    parts = [f"became related: {', '.join(each['id'] for each in found.related)}"] if found.related else []
    parts += ["links below the text (they lead to no article that was imported)"] if found.below else []
    return "; ".join(parts)


def plain(text: str) -> str:
    """Return a text of the front matter without HTML and template tags, on one line."""
    return " ".join(unescape(PAIRED.sub(" ", text)).split())
