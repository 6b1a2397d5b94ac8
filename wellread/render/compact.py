"""The same page in fewer bytes: styles without comments, spare space and long names, templates without the space of their layout.

An article and its styles are to arrive in one round trip, some 14 KB compressed, and what is saved here is there for its text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import product
from string import ascii_letters

from rcssmin import cssmin

PROPERTY = re.compile(r"(?<![\w.#-])--[\w-]+")
"""A custom property, and no part of a class's name."""
DEFINED = re.compile(r"(?<![\w.#-])(--[\w-]+):([^;{}]*)")
FIRST_TOKENS = re.compile(r"@layer tokens\{:root\{([^{}]*)\}")
"""Where properties get the values that they have wherever nothing else is said."""
USED = re.compile(r"var\((--[\w-]+)\)")
USE = re.compile(r"(?<![\w.#-])(--[\w-]+)(?![\w-]*:)")
"""A custom property where it is not given a value."""
DEFINITION = re.compile(r"(?<![\w.#-])(--[\w-]+):[^;{}]*;?")
TOKENS = "@layer tokens{"
SPACE = re.compile(r"(?<!\s)\s++")
BLOCKS = (
    *("html", "head", "body", "meta", "link", "title", "style", "script", "main", "article", "section", "nav", "header", "footer"),
    *("div", "p", "h[1-6]", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tr", "td", "th"),
    *("figure", "figcaption", "path", "circle", "rect", "form"),
)
BEFORE_BLOCK = re.compile(rf"(?<!\s)\s++(?=</?(?:{'|'.join(BLOCKS)})\b)")
"""Space before a tag at which browsers show none."""
AFTER_BLOCK = re.compile(rf"(</?(?:{'|'.join(BLOCKS)})\b[^<>]*>)\s*\n\s*")
"""The end of a line after such a tag."""
SPACES = re.compile(r"[ \t]{2,}")
LONGER = re.compile(
    r"""("(?:[^"\\]|\\.?)*+(?:"|\Z)|'(?:[^'\\]|\\.?)*+(?:'|\Z)|url\([^()]*\))|(?<=[:\s,(])0(?=\.[0-9])|(?<=:)#([0-9a-f])\2([0-9a-f])\3([0-9a-f])\4(?![\w-])""",
    re.DOTALL,
)
"""A number or a colour that can be said in fewer letters (0.5, #ffcc00), or what stays as it is."""
QUOTED = re.compile(r"\"(?:[^\"{}\\]|\\[^\"{}])*\"|'(?:[^'{}\\]|\\[^'{}])*'")
LAYER = re.compile(r"@layer [\w.-]+\{")
SCRIPTS = (".js", ".mjs")
LONGEST_VALUE = 10_000
"""A value of more letters, once the properties in it have given way to theirs, stays as it is written: each may double the next."""


@lru_cache(maxsize=512)
def minified(sheet: bytes) -> str:
    """Return a sheet without comments and spare space. Nothing in it can end the style element that it stands in, or is read by a
    browser as something else than what its hash was made of."""
    text = sheet.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    small: str = cssmin(text)
    return LONGER.sub(_shorter, small).replace("</", "<\\/").replace("<!", "<\\!")


def _shorter(found: re.Match[str]) -> str:
    return found[1] or (f"#{found[2]}{found[3]}{found[4]}" if found[2] else "")


def compact_sheets(static: Mapping[str, bytes], templates: Mapping[str, str]) -> dict[str, str]:
    """Return the sheets in static/css/, by name, minified together: a custom property that has one value everywhere gives way to
    the value, and others get short names, but for those that scripts or templates speak of."""
    spoken = spoken_of(static, templates)
    return dict(_compact(tuple((name, static[name]) for name in sorted(static) if is_sheet(name)), spoken))


def spoken_of(static: Mapping[str, bytes], templates: Mapping[str, str]) -> frozenset[str]:
    """Return the custom properties that scripts or templates speak of."""
    speakers = (*templates.values(), *(static[name].decode("utf-8", "replace") for name in static if name.endswith(SCRIPTS)))
    return frozenset(name for text in speakers for name in PROPERTY.findall(text))


def is_tokens(sheet: str) -> bool:
    """Say whether a minified sheet does nothing but define custom properties for all pages, as far as its beginning tells."""
    return sheet.startswith(TOKENS)


def lean(tokens: str, users: Iterable[str], spoken: Iterable[str]) -> str:
    """Return a sheet of tokens without those that no other sheet of a page makes use of, nor any other token."""
    values = [(name, value) for name, value in DEFINED.findall(tokens) if _is_whole(value)]
    wanted = {*spoken, *PROPERTY.findall(DEFINED.sub("", tokens))}.union(*map(_used_in, users))
    while more := {each for name, value in values if name in wanted for each in PROPERTY.findall(value)} - wanted:
        wanted |= more
    kept = {name for name, _ in DEFINED.findall(tokens)} - {name for name, _ in values} | wanted
    return DEFINITION.sub(lambda found: found[0] if found[1] in kept else "", tokens)


@lru_cache(maxsize=512)
def _used_in(sheet: str) -> frozenset[str]:
    return frozenset(USE.findall(sheet))


def is_sheet(name: str) -> bool:
    return name.startswith("css/") and name.endswith(".css")


@lru_cache(maxsize=4)
def _compact(sheets: tuple[tuple[str, bytes], ...], spoken: frozenset[str]) -> Mapping[str, str]:
    small = {name: minified(sheet) for name, sheet in sheets}
    constants = {name: value for name, value in _constants(small.values()).items() if name not in spoken}
    left = {name: _filled_in(sheet, constants) for name, sheet in small.items()}
    count = Counter(name for sheet in left.values() for name in PROPERTY.findall(sheet))
    defined = {name for sheet in left.values() for name, _ in DEFINED.findall(sheet)} - spoken
    taken = spoken | (count.keys() - defined)
    short = (f"--{''.join(letters)}" for length in (1, 2, 3) for letters in product(ascii_letters, repeat=length))
    free = (name for name in short if name not in taken)
    names = dict(zip(sorted(defined, key=lambda name: (-count[name], name)), free, strict=False))
    return {name: PROPERTY.sub(lambda found: names.get(found[0], found[0]), sheet) for name, sheet in left.items()}


def _constants(sheets: Iterable[str]) -> dict[str, str]:
    """Return the values of the properties that are defined once, for all pages, and depend on no other ones."""
    listed = tuple(sheets)
    spoken_of = Counter(name for sheet in listed for name in PROPERTY.findall(USED.sub("", sheet)))
    first = {name: value for sheet in listed for block in FIRST_TOKENS.findall(sheet) for name, value in DEFINED.findall(block)}
    once = {name: value for name, value in first.items() if spoken_of[name] == 1 and _is_whole(value)}
    for _ in first:  # more rounds would only go on in a circle
        filled = {name: long for name, value in once.items() if len(long := _replaced(value, once)) <= LONGEST_VALUE}
        if filled == once:
            break
        once = filled
    return {name: value for name, value in once.items() if not PROPERTY.search(value)}


def _is_whole(value: str) -> bool:
    """Say whether a value is all of what was written, and not cut off at a semicolon in quotes."""
    return bool(value.strip()) and value.count('"') % 2 == value.count("'") % 2 == 0 and value.count("(") == value.count(")")


def _filled_in(sheet: str, constants: Mapping[str, str]) -> str:
    without = FIRST_TOKENS.sub(lambda found: found[0].replace(found[1], _without(found[1], constants)), sheet)
    return _replaced(without, constants)


def _replaced(text: str, values: Mapping[str, str]) -> str:
    return USED.sub(lambda found: values.get(found[1], found[0]), text)


def _without(block: str, constants: Mapping[str, str]) -> str:
    return ";".join(each for each in block.split(";") if each.partition(":")[0] not in constants)


def joined(sheets: Iterable[str]) -> str:
    """Return minified sheets as one; those that follow each other and are of one layer share its braces."""
    text, layer = "", ""
    for sheet in sheets:
        opening = _layer_of(sheet)
        text = text[:-1] + sheet.removeprefix(opening) if opening and opening == layer else text + sheet
        layer = opening
    return text


@lru_cache(maxsize=512)
def _layer_of(sheet: str) -> str:
    """Return "@layer components{" of a sheet that is all one such layer, "" of any other."""
    found = LAYER.match(sheet)
    bare = QUOTED.sub("", sheet)
    if not found or '"' in bare or "'" in bare or "\\" in bare:  # quotes that hold braces, perhaps
        return ""
    depth = 0
    for place, sign in enumerate(bare):
        depth += (sign == "{") - (sign == "}")
        if sign == "}" and not depth:
            return found[0] if place == len(bare) - 1 else ""
    return ""


def tight(html: str) -> str:
    """Return a part of a template without the space that shows nothing, and with one line end or space for each other."""
    return SPACES.sub(" ", SPACE.sub(_one_line_end, AFTER_BLOCK.sub(r"\1", BEFORE_BLOCK.sub(_nothing, html))))


def _one_line_end(space: re.Match[str]) -> str:
    return "\n" if "\n" in space[0] else space[0]


def _nothing(space: re.Match[str]) -> str:
    """Return nothing for the end of a line, or what is left of one; a space within a line may show."""
    return "" if "\n" in space[0] or (space.start() == 0 and not space[0].strip(" \t")) else space[0]
