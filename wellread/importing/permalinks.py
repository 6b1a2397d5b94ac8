"""The patterns that Hugo and Jekyll make addresses of, such as /:year/:slug/: what each of their words stands for, as their
documentation has it. A word that nothing is known for leaves the address unknown."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date

from wellread.importing.survey import Original, Survey

HUGO_WORD = re.compile(r":(\w+)(?:\[([^\[\]]+)\])?")
NUMBER = re.compile("[0-9]{1,4}")
JEKYLL_WORD = re.compile(r":([a-z]+(?:_[a-z]+)*)")
STYLES: Mapping[str, str] = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
"""Jekyll's names for patterns of addresses."""
MAY_BE_EMPTY = ("categories", "slugified_categories", "section", "sections", "path")
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def filled(pattern: str, words: Mapping[str, str], *, is_hugo: bool) -> tuple[str, bool]:
    """Return the address that a pattern makes, and whether something is known for each of its words."""
    known = True

    def word(found: re.Match[str]) -> str:
        nonlocal known
        value = words.get(found[1], "")
        if found[1] == "sections" and is_hugo and found[2]:
            value = "/".join(_some(value.split("/") if value else [], found[2]))
        known = known and (bool(value) or found[1] in MAY_BE_EMPTY)
        return value

    made = (HUGO_WORD if is_hugo else JEKYLL_WORD).sub(word, pattern)
    return re.sub("/{2,}", "/", f"/{made}"), known


def _some(steps: Sequence[str], which: str) -> Sequence[str]:
    """Return the sections that Hugo's :sections[1:] or [last] names."""
    first, colon, end = which.replace(" ", "").lower().partition(":")
    last = len(steps) - 1
    start = last if first == "last" else int(first) if NUMBER.fullmatch(first) else 0
    if start < 0 or start >= len(steps):
        return ()
    if not colon:
        return steps[start : start + 1]
    return steps[start : last if end == "last" else int(end) if NUMBER.fullmatch(end) else None]


def _day_words(day: date) -> dict[str, str]:
    return {"year": f"{day.year}", "month": f"{day:%m}", "day": f"{day:%d}"}


# --- Hugo -------------------------------------------------------------------------------------------------------------


def hugo_setting(survey: Survey, name: str) -> object:
    """Return one of Hugo's settings, whose names may be written in capitals."""
    return next((value for key, value in survey.settings.items() if key.lower() == name), None)


def is_dated_by_name(survey: Survey) -> bool:
    """Say whether the other site took days from the files' names."""
    if survey.generator != "hugo":
        return survey.generator == "jekyll"
    found = hugo_setting(survey, "frontmatter")
    return isinstance(found, Mapping) and ":filename" in str(found.get("date"))


def hugo_pattern(survey: Survey, folder: str, *, is_list: bool) -> str:
    """Return the pattern for the pages of a folder (below the texts'), or for the list of one."""
    found = hugo_setting(survey, "permalinks")
    if not isinstance(found, Mapping):
        return ""
    kind = found.get("section" if is_list else "page")
    patterns = kind if isinstance(kind, Mapping) else {} if is_list else found
    for _ in range(folder.count("/") + 1):
        if isinstance(patterns.get(folder or "/"), str):
            return str(patterns[folder or "/"])
        folder = posixpath.dirname(folder)
    return ""


def hugo_words(text: Original, survey: Survey, stem: str, day: date | None) -> dict[str, str]:
    """Return what each word of Hugo's patterns stands for. `stem` is the file's name, for a bundle its folder's."""
    name = urlized(stem, survey)
    title = urlized(re.sub(r"[/\\+]", " ", text.front.text("title")), survey)
    slug = urlized(text.front.text("slug"), survey)
    sections = [hugo_path(each, survey) for each in _sections(text, survey)]
    words = {"title": title, "slug": slug or title, "filename": name, "slugorfilename": slug or name}
    words |= {"contentbasename": name, "slugorcontentbasename": slug or name}
    words |= {"section": sections[0] if sections else "", "sections": "/".join(sections)}
    if day:
        month, weekday = MONTHS[day.month - 1], DAYS[day.weekday()]
        words |= _day_words(day) | {"monthname": month, "yearday": f"{day.timetuple().tm_yday}"}
        words |= {"weekday": f"{day.isoweekday() % 7}", "weekdayname": weekday}
        words |= {
            "2006": f"{day.year}",
            "06": f"{day:%y}",
            "01": f"{day:%m}",
            "1": f"{day.month}",
            "02": f"{day:%d}",
            "2": f"{day.day}",
        }
        words |= {"January": month, "Jan": month[:3], "Monday": weekday, "Mon": weekday[:3], "002": f"{day:%j}"}
    return words


def urlized(text: str, survey: Survey) -> str:
    """Return a title or slug as Hugo writes it in an address."""
    made: list[str] = []
    was_blank = False
    for letter in text:
        if letter in "./\\_-#+~@" or unicodedata.category(letter)[:2] in ("Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Mn", "Mc", "Me"):
            if was_blank and letter != "-":
                made.append("-")
            was_blank = False
            made.append(letter)
        elif letter.isspace() and made and made[-1] != "-":
            was_blank = True
    return _cased("".join(made), survey)


def hugo_path(path: str, survey: Survey) -> str:
    """Return the path of a file as Hugo writes it in an address."""
    return _cased(re.sub(r"[^\w./\\#+~@%-]", "", re.sub(r"\s", "-", path)), survey)


def _cased(text: str, survey: Survey) -> str:
    if str(hugo_setting(survey, "removepathaccents")) == "true":
        apart = unicodedata.normalize("NFD", text)
        text = unicodedata.normalize("NFC", "".join(each for each in apart if unicodedata.category(each) != "Mn"))
    return text if str(hugo_setting(survey, "disablepathtolower")) == "true" else text.lower()


def _sections(text: Original, survey: Survey) -> list[str]:
    """Return the folders that are sections: the first, and each that has a page of its own."""
    path = text.path.removeprefix(survey.content)
    steps = posixpath.dirname(path).split("/") if "/" in path else []
    if re.fullmatch(r"index(\.[A-Za-z-]+)?\.\w+", path.rpartition("/")[2]):
        steps = steps[:-1]
    ends = ("md", "markdown", "html")
    made: list[str] = []
    for number, step in enumerate(steps):
        folder = f"{survey.content}{'/'.join(steps[: number + 1])}"
        if number == 0 or any(f"{folder}/_index.{end}" in survey.files for end in ends):
            made.append(step)
    return made


# --- Jekyll -----------------------------------------------------------------------------------------------------------


def jekyll_words(text: Original, stem: str, place: tuple[str, str], day: date | None, above: str = "") -> dict[str, str]:
    """Return what each word of Jekyll's patterns stands for. `stem` is the file's name without its date; `place` the collection
    and the path in it ("" and the folder of a page); `above` the folders above _posts, which are categories."""
    collection, path = place
    base = posixpath.splitext(text.path.rpartition("/")[2])[0]
    slug = text.front.text("slug") or (stem if collection else base)
    categories = list(dict.fromkeys(each.lower() for each in (*filter(None, above.split("/")), *_categories(text))))
    words = {
        "title": slugified(slug, is_pretty=True),
        "slug": slugified(slug).lower(),
        "name": slugified(base).lower(),
        "basename": base,
        "path": path,
        "collection": collection,
        "categories": "/".join(categories),
        "slugified_categories": "/".join(slugified(each) for each in categories),
        "output_ext": ".html",
    }
    if day:
        year, week, weekday = day.isocalendar()
        words |= _day_words(day) | {
            "short_year": f"{day:%y}",
            "i_month": f"{day.month}",
            "i_day": f"{day.day}",
            "y_day": f"{day:%j}",
        }
        words |= {"long_month": MONTHS[day.month - 1], "short_month": MONTHS[day.month - 1][:3]}
        words |= {"long_day": DAYS[weekday - 1], "short_day": DAYS[weekday - 1][:3]}
        words |= {"w_year": f"{year}", "week": f"{week:02}", "w_day": f"{weekday}"}
        clock = re.search(r"[T ](\d{2}):(\d{2})(?::(\d{2}))?", text.front.text("date"))
        hours = (clock[1], clock[2], clock[3] or "00") if clock else ("00", "00", "00")
        words |= dict(zip(("hour", "minute", "second"), hours, strict=True))
    return words


def slugified(text: str, *, is_pretty: bool = False) -> str:
    """Return a text as Jekyll writes it in an address: signs become hyphens, but for some where it is to be pretty."""
    kept = "._~!$&'()+,;=@" if is_pretty else ""
    signs = "".join(each if each in kept or unicodedata.category(each)[0] in "LM" or each.isdecimal() else "-" for each in text)
    return re.sub("-+", "-", signs).strip("-")


def _categories(text: Original) -> list[str]:
    made: list[str] = []
    for name in ("categories", "category"):
        found = text.front.keys.get(name)
        value = found.value if found else None
        if isinstance(value, str):
            made += value.split() if name == "categories" else [value.strip()]
        elif isinstance(value, list):
            made += [str(each).strip() for each in value if isinstance(each, str)]
    return [each for each in made if each]


def page_ending(style: str) -> str:
    """Return how the address of a page ends, which follows the pattern for posts."""
    if style == "pretty" or style.endswith("/"):
        return "/"
    return ":output_ext" if style in STYLES or style.endswith(":output_ext") else ""


def jekyll_default(survey: Survey, collection: str, path: str) -> str:
    """Return the permalink that the settings give to the texts of a collection: to those of some folder, or to all."""
    listed = survey.settings.get("defaults")
    made = ""
    for each in listed if isinstance(listed, list) else ():
        scope, values = (each.get("scope"), each.get("values")) if isinstance(each, Mapping) else (None, None)
        if isinstance(scope, Mapping) and isinstance(values, Mapping) and scope.get("type") in (None, "", collection):
            folder = str(scope.get("path") or "").strip("/")
            if values.get("permalink") and (not folder or path.startswith(f"{folder}/")):
                made = str(values["permalink"])
    found = survey.settings.get("collections")
    own = found.get(collection) if isinstance(found, Mapping) else None
    return made or str((own.get("permalink") if isinstance(own, Mapping) else None) or "")
