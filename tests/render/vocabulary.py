"""schema.org's vocabulary, read out of schema-dts: which type has which properties, and what may stand in each.

schema-dts is made from the vocabulary that schema.org publishes; its declarations are regular enough to be read line by line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

DECLARATIONS = Path(__file__).parents[2] / "node_modules/schema-dts/dist/schema.d.ts"
INTERFACE = re.compile(r"^(?:export )?interface (\w+?)(Base|Leaf)(?:<.*?>)? extends (.+?) \{$")
ROOT = re.compile(r"^(?:export )?interface (Thing)Base extends Partial<IdReference> \{$")
PROPERTY = re.compile(r'^    "(\w+)"\?: SchemaValue<(.+), "\w+">;$')
UNION = re.compile(r"^export type (\w+) = (.+);$")
TEXTS = {"Text", "URL", "CssSelectorType", "PronounceableText", "XPathType"}
NUMBERS = {"Number", "Integer", "Float"}
DAYS = {"Date", "DateTime"}


class Vocabulary(NamedTuple):
    """`parents` and `properties` go by type; a property's range is the set of what may be its value."""

    parents: dict[str, set[str]]
    properties: dict[str, dict[str, set[str]]]
    retired: set[str]
    members: dict[str, set[str]]

    def is_a(self, kind: str, other: str) -> bool:
        """Say whether a type is another one, or below it."""
        return kind == other or any(self.is_a(parent, other) for parent in self.parents.get(kind, ()))

    def range_of(self, kind: str, name: str) -> set[str] | None:
        """Return what may stand in a property of a type, or None if it has no such property."""
        own = self.properties.get(kind, {}).get(name)
        found = [own] if own else []
        found += [each for parent in self.parents.get(kind, ()) if (each := self.range_of(parent, name))]
        return set[str]().union(*found) if found else None

    def literals(self, kind: str) -> set[str]:
        """Return the members of an enumeration, those of the enumerations below it too."""
        below = {each for child, parents in self.parents.items() if kind in parents for each in self.literals(child)}
        return self.members.get(kind, set()) | below


@cache
def read_vocabulary() -> Vocabulary:
    parents: dict[str, set[str]] = {}
    properties: dict[str, dict[str, set[str]]] = {}
    members: dict[str, set[str]] = {}
    retired: set[str] = set()
    current, is_retired = "", False
    for line in DECLARATIONS.read_text("utf-8").splitlines():
        if found := INTERFACE.match(line) or ROOT.match(line):
            current = found[1]
            above = {each.removesuffix("Base") for each in re.findall(r"\w+Base\b", found[0].partition(" extends ")[2])}
            parents.setdefault(current, set()).update(above - {current})
        elif found := PROPERTY.match(line):
            properties.setdefault(current, {})[found[1]] = set(found[2].split(" | ")) - {"IdReference"}
            if is_retired:
                retired.add(f"{current}.{found[1]}")
        elif found := UNION.match(line):
            members[found[1]] = set(re.findall(r'"https://schema\.org/(\w+)"', found[2]))
            for child in re.findall(r"(?<![\w\"/])[A-Z]\w*", re.sub(r'"[^"]*"', "", found[2])):
                if child != f"{found[1]}Leaf" and not child.endswith("Leaf"):
                    parents.setdefault(child, set()).add(found[1])
        is_retired = "@deprecated" in line or (is_retired and line.lstrip().startswith("*"))
    return Vocabulary(parents, properties, retired, members)


def faults_of(thing: Any, vocabulary: Vocabulary, where: str = "") -> Iterator[str]:
    """Yield what is wrong with a thing: a type that isn't one, a property that its type lacks, a value that may not stand there."""
    if set(thing) == {"@id"}:
        return
    kind = thing.get("@type", "")
    if kind not in vocabulary.parents:
        yield f"{where}: there is no type “{kind}”"
        return
    for name, value in thing.items():
        if name.startswith("@"):
            continue
        here = f"{where}/{kind}.{name}"
        plain = name.removesuffix("-input") if vocabulary.is_a(kind, "Action") else name
        allowed = vocabulary.range_of(kind, plain)
        if allowed is None:
            yield f"{here}: there is no such property"
            continue
        if any(f"{each}.{name}" in vocabulary.retired and vocabulary.is_a(kind, each) for each in vocabulary.properties):
            yield f"{here}: the property is retired"
        for each in value if isinstance(value, list) else [value]:
            yield from _faults_of_value(each, {"Text"} if plain != name else allowed, vocabulary, here)


def _faults_of_value(value: Any, allowed: set[str], vocabulary: Vocabulary, here: str) -> Iterator[str]:
    if isinstance(value, dict):
        kind = value.get("@type")
        if kind and not any(vocabulary.is_a(kind, each) for each in allowed):
            yield f"{here}: {kind} is none of {sorted(allowed)}"
        yield from faults_of(value, vocabulary, here)
    elif isinstance(value, bool) or value in (None, "", []):
        yield f"{here}: {value!r} says nothing"
    elif isinstance(value, int):
        if not allowed & NUMBERS:
            yield f"{here}: a number is none of {sorted(allowed)}"
    elif any(value.removeprefix("https://schema.org/") in vocabulary.literals(each) for each in allowed):
        return
    elif allowed & DAYS and not allowed & TEXTS:
        if date.fromisoformat(value).isoformat() != value:
            yield f"{here}: {value!r} is no day"
    elif not allowed & TEXTS:
        yield f"{here}: {value!r} is none of {sorted(allowed)}"
    elif allowed & TEXTS == {"URL"} and not value.startswith(("https://", "http://")):
        yield f"{here}: {value!r} is no address"
