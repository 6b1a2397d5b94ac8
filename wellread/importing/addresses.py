"""Where each text was read before, and what it is called here: so that links and old addresses find it again."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Mapping
from datetime import date
from itertools import chain, count
from typing import NamedTuple
from urllib.parse import unquote

from wellread.check.rules.address_taken import normal_address
from wellread.importing.days import day_in
from wellread.importing.permalinks import (
    STYLES,
    filled,
    hugo_path,
    hugo_pattern,
    hugo_setting,
    hugo_words,
    is_dated_by_name,
    jekyll_default,
    jekyll_words,
    page_ending,
    urlized,
)
from wellread.importing.survey import MARKDOWN, Original, Survey
from wellread.model import Key, old_path
from wellread.read.names import LANGUAGE, canonical, is_id, proper_id

DATED = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})-(.+)")
PUBLISHED = ("date", "published", "publishdate", "publishDate", "pubdate", "pubDate", "date_published", "created")
"""Keys that hold the day on which a text was first published."""
OLD = ("aliases", "redirect_from", "redirects_from", "redirectFrom", "alias")
"""Keys that hold addresses a page had even earlier."""
MOST_FOLDERS = 3
"""How many folders above the texts may stand in no address."""


class Named(NamedTuple):
    """What a text is called here: its language ("" for the site's own) and id."""

    lang: str
    id: str

    @property
    def target(self) -> str:
        return f"content/articles/{self.id}{f'.{self.lang}' if self.lang else ''}.md"

    @property
    def address(self) -> str:
        return f"/{f'{self.lang}/' if self.lang else ''}articles/{self.id}/"


class Places(NamedTuple):
    """Where the texts were: the text (by its path in the folder) that answers at each address, the addresses of each text that
    are known for certain, and what each is called here."""

    by_address: Mapping[str, str]
    old: Mapping[str, tuple[str, ...]]
    main: Mapping[str, str]
    names: Mapping[str, Named]
    lost: Mapping[str, Mapping[str, str]]
    """The old addresses of each text that something else has, each with what has it."""

    def find(self, address: str) -> str:
        """Return the path of the text that answered at an address on the old site, or ""."""
        return self.by_address.get(normal(address), "")


def find_places(
    survey: Survey, language: str, taken: frozenset[Key], known: Mapping[str, Named], held: Mapping[str, str] | None = None
) -> Places:
    """Return where the texts of a folder were. `language` is the site's own; `taken` are the articles it has already; `known` says
    what a text was called when it was imported earlier; `held` are the addresses the site has, each with what has it."""
    names = _names(survey, language, taken, known, held or {})
    by_address: dict[str, str] = {}
    old: dict[str, tuple[str, ...]] = {}
    main: dict[str, str] = {}
    for text in survey.originals:
        address, is_certain = main_address(text, survey, names[text.path].lang)
        main[text.path] = address
        earlier = [_whole(each, address) for name in OLD for each in listed(text, name)]
        for each in (address, *earlier):
            by_address.setdefault(normal(each), text.path)
        by_address.setdefault(normal(_below(text.path, survey)), text.path)
        old[text.path] = tuple(dict.fromkeys((*earlier, *((address,) if is_certain else ()))))
    if survey.generator == "plain":
        by_address = _guessed(survey) | by_address
    usable, lost = _each_once(old, names, held or {})
    return Places(by_address, usable, main, names, lost)


def _guessed(survey: Survey) -> dict[str, str]:
    """Return the addresses that texts have if the first folders stand in none, as in pages/ or src/content/; only what fits one."""
    found: dict[str, list[str]] = {}
    for text in survey.originals:
        steps = normal(text.path).split("/")
        for first in range(1, min(len(steps), MOST_FOLDERS + 1)):
            found.setdefault("/".join(steps[first:]), []).append(text.path)
    return {address: paths[0] for address, paths in found.items() if len(paths) == 1}


def normal(address: str) -> str:
    """Return an address without what makes no difference: capitals, slashes at its ends, index.html, .html."""
    plain = unquote(address).split("#")[0].split("?")[0].strip("/").lower()
    plain = re.sub(r"(?:^|/)_?index(?:\.[a-z]+)?$", "", plain)
    return re.sub(r"\.(?:html?|md|markdown)$", "", plain)


def listed(text: Original, *names: str) -> list[str]:
    """Return the texts behind the first of these keys, whether one is written there or a list."""
    for name in names:
        if name in text.front.keys:
            value = text.front.keys[name].value
            return [str(each).strip() for each in (value if isinstance(value, list) else [value]) if isinstance(each, str) and each]
    return []


def _each_once(
    old: Mapping[str, tuple[str, ...]], names: Mapping[str, Named], held: Mapping[str, str]
) -> tuple[dict[str, tuple[str, ...]], dict[str, dict[str, str]]]:
    """Return the old addresses that can answer here, each for one text only, and those that something else has, with what it is."""
    owner = dict(held)
    for named in names.values():
        owner[normal_address(named.address)] = named.target
    usable: dict[str, tuple[str, ...]] = {}
    lost: dict[str, dict[str, str]] = {}
    for path, addresses in old.items():
        made: list[str] = []
        lost[path] = {}
        for each in addresses:
            file = old_path(each)
            if file:
                has_it = owner.setdefault(normal_address(file), names[path].target)
                if has_it != names[path].target:
                    lost[path][each] = has_it
                elif normal_address(file) not in [normal_address(names[path].address), *(normal_address(one) for one in made)]:
                    made.append(each)
        usable[path] = tuple(made)
    return usable, lost


# --- names ------------------------------------------------------------------------------------------------------------


def _names(
    survey: Survey, language: str, taken: frozenset[Key], known: Mapping[str, Named], held: Mapping[str, str]
) -> dict[str, Named]:
    used = set(taken) | {(name.lang or language, name.id) for name in known.values()}
    made: dict[str, Named] = {}
    for text in survey.originals:
        if text.path in known:
            made[text.path] = known[text.path]
            continue
        lang = _language_of(text, survey)
        shown = "" if lang in ("", language) else lang
        ids = _ids_for(text, survey)
        for id_ in chain(ids, (f"{ids[-1]}-{number}" for number in count(2))):
            if (lang or language, id_) not in used and normal_address(Named(shown, id_).address) not in held:
                used.add((lang or language, id_))
                made[text.path] = Named(shown, id_)
                break
    return made


def _ids_for(text: Original, survey: Survey) -> list[str]:
    """Return the ids that a text could have, the best first: its slug or file's name, then with the folders it is in, then with
    a few letters that no other text has."""
    folders = [proper_id(each) for each in posixpath.dirname(_below(text.path, survey)).split("/") if each.strip("_")]
    stem = _stem(text)
    if stem in ("index", "_index", "") and folders:
        stem = folders.pop()
    first = proper_id(text.front.text("slug").rpartition("/")[2]) or proper_id(stem) or proper_id(text.front.text("title"))
    mark = hashlib.sha256(text.path.encode()).hexdigest()[:8]
    ids = [first or f"page-{mark}"]
    for at in range(len(folders) - 1, -1, -1):
        ids.append("-".join((*(each for each in folders[at:] if each), ids[0])))
    return [each for each in (*ids, f"{ids[0][:80].strip('-')}-{mark}") if is_id(each)] or [f"page-{mark}"]


def _stem(text: Original, *, is_dated: bool = True) -> str:
    """Return the name of a file without its ending and its language, and without its date if that is how its generator reads it."""
    name = text.path.rpartition("/")[2]
    stem = re.sub(r"\.(?:md|markdown|mdown|mkd|html?)$", "", name, flags=re.IGNORECASE)
    first, dot, tag = stem.rpartition(".")
    stem = first if dot and re.fullmatch(LANGUAGE, canonical(tag)) else stem
    dated = DATED.fullmatch(stem)
    return dated[2] if dated and is_dated else stem


def _language_of(text: Original, survey: Survey) -> str:
    languages = survey.settings.get("languages")
    known = [str(each) for each in languages] if isinstance(languages, Mapping | list) else []
    written = text.front.text("lang", "language", "locale")
    name = text.path.rpartition("/")[2].split(".")
    first = text.path.removeprefix(survey.content).partition("/")[0]
    for each in (written, name[-2] if len(name) > 2 else "", first if first in known else ""):
        if each and re.fullmatch(LANGUAGE, canonical(each)):
            return canonical(each)
    return ""


def _below(path: str, survey: Survey) -> str:
    """Return a path from where addresses begin."""
    return path.removeprefix(survey.content)


# --- addresses --------------------------------------------------------------------------------------------------------


def main_address(text: Original, survey: Survey, lang: str) -> tuple[str, bool]:
    """Return the address that a text had, and whether that is known: without the other site's settings it is guessed."""
    if survey.generator == "jekyll":
        return _jekyll(text, survey)
    if survey.generator == "hugo":
        return _hugo(text, survey, lang)
    written = _written(text)
    path = _below(text.path, survey)
    folder, stem = posixpath.dirname(path), _stem(text, is_dated=False)
    if written:
        return written, True
    if stem in ("index", "_index"):
        return (f"/{folder}/" if folder else "/"), False
    return f"/{folder}/{text.front.text('slug') or stem}/".replace("//", "/"), False


def _written(text: Original) -> str:
    """Return the address that a text gives itself, or ""."""
    written = text.front.text("permalink", "url")
    return f"/{written.lstrip('/')}" if written and "{" not in written and not written.startswith("http") else ""


def _hugo(text: Original, survey: Survey, lang: str) -> tuple[str, bool]:
    path = _below(text.path, survey)
    folder, stem = posixpath.dirname(path), _stem(text, is_dated=is_dated_by_name(survey))
    is_bundle = stem == "index"
    name = folder.rpartition("/")[2] if is_bundle else stem
    day = published_on(text, is_named=is_dated_by_name(survey))
    words = hugo_words(text, survey, name, day)
    written = _written(text)
    pattern = hugo_pattern(survey, folder, is_list=text.is_list)
    is_known = bool(survey.settings)
    if written:
        address, has_all = filled(written, words, is_hugo=True)
        return address, has_all
    if pattern:
        address, has_all = filled(pattern, words, is_hugo=True)
        address = address if address.endswith("/") else f"{address}/"
        is_known = is_known and has_all
    elif text.is_list or (is_bundle and not folder):
        address = f"/{folder}/" if folder else "/"
    else:
        above = posixpath.dirname(folder) if is_bundle else folder
        address = f"/{above}/{urlized(text.front.text('slug'), survey) or name}/".replace("//", "/")
    if isinstance(hugo_setting(survey, "permalinks"), list):
        is_known = False
    address = hugo_path(address, survey)
    if str(hugo_setting(survey, "uglyurls")) == "true" and not text.is_list and address != "/":
        address = f"{address.rstrip('/')}.html"
    first = f"/{lang.lower()}/"
    return (f"{first.rstrip('/')}{address}" if lang and not address.startswith(first) else address), is_known


def _jekyll(text: Original, survey: Survey) -> tuple[str, bool]:
    folder, stem = posixpath.dirname(_below(text.path, survey)), _stem(text)
    above = survey.root.resolve().name
    folder = posixpath.join(above, folder).rstrip("/") if above.startswith("_") else folder
    own = re.search(r"(?:^|/)_(posts|drafts|[a-z0-9_-]+)(?:/|$)", f"{folder}/")
    style = str(survey.settings.get("permalink") or "date")
    day, is_known = published_on(text), bool(survey.settings)
    written = _written(text)
    if not own:
        pattern = written or (f"/{folder}/" if stem == "index" else f"/{folder}/:basename{page_ending(style)}")
        return filled(pattern, jekyll_words(text, stem, ("", folder), day), is_hugo=False)[0], is_known or bool(written)
    inside = posixpath.join(folder[own.end() :], posixpath.splitext(text.path.rpartition("/")[2])[0])
    words = jekyll_words(text, stem, (own[1], inside), day, folder[: own.start()].strip("/") if own[1] == "posts" else "")
    pattern = written or jekyll_default(survey, own[1], text.path)
    if not pattern:
        pattern = STYLES.get(style, style) if own[1] in ("posts", "drafts") else f"/:collection/:path{page_ending(style)}"
    address, has_all = filled(STYLES.get(pattern, pattern), words, is_hugo=False)
    return address, has_all and own[1] != "drafts" and (is_known or bool(written))


def published_on(text: Original, *, is_named: bool = True) -> date | None:
    """Return the day on which a text was first published: from its front matter, or from its file's name."""
    for name in PUBLISHED:
        found = day_in(text.front.text(name))
        if found:
            return found
    dated = DATED.match(text.path.rpartition("/")[2])
    return day_in(dated[1]) if dated and is_named else None


def _whole(address: str, main: str) -> str:
    """Return an earlier address from the root on: one without a slash before it stands beside the page."""
    if address.startswith("http"):
        address = re.sub(r"^https?://[^/]*", "", address) or "/"
    if address.startswith("/"):
        return address
    return posixpath.normpath(posixpath.join(posixpath.dirname(main.rstrip("/")) or "/", address))


def is_text(path: str) -> bool:
    """Say whether an address looks like a Markdown file."""
    return path.lower().endswith(MARKDOWN)


def in_folder(base: str, address: str) -> str | None:
    """Return a relative address from the root of the folder, or None if it climbs out of it."""
    made = posixpath.normpath(posixpath.join(base, address))
    return None if made.startswith(("..", "/")) else made
