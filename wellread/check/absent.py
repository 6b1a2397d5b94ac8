"""What is said of an id that names nothing: the id that was meant, if a key slipped, or else what may have become of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from wellread.check.case import Case
from wellread.problems import Problem, Related, nearest_id

FOLDER = {
    "article": "content/articles/",
    "page": "content/pages/",
    "symptom": "content/symptoms/",
    "term": "content/terms/",
    "person": "content/people/",
}
LIST = {"topic": "content/topics.yaml", "red flag": "content/red-flags.yaml", "source": "content/sources.yaml"}
GONE = " is not there. "


def advice_on(case: Case, kind: str, lang: str, name: str) -> str:
    """Return what to do about an id that names nothing. Another id is only offered for a slip of the keys: what sounds alike may be
    another illness."""
    near = nearest_id(name, case.ids(kind, lang))
    if near:
        return near
    if kind in LIST:
        return f"see {LIST[kind]} for what there is, or add it there"
    own = case.site.settings.language
    tag = "" if lang == own or kind == "person" else f".{lang}"
    gone = f"{FOLDER[kind]}{name}{tag}.md{GONE}"
    new = f"wellread new {kind}{f' --lang {lang}' if tag else ''}"
    if kind in ("article", "page"):
        address = f"/{f'{lang}/' if tag else ''}{'articles/' if kind == 'article' else ''}{name}/"
        return (
            f"{gone}Was the file renamed? Its name is its address. Put the name back, or write redirect_from: [{address}] in the "
            f"new file and mend what leads to the old name. If it is gone for good, take it out here; a new one: {new}"
        )
    return f"{gone}If you renamed or deleted the file, put it back, or take its name out here; a new one: {new}"


def told_once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems; of several places that name the same thing that is gone, the first, with the others."""
    gone: defaultdict[tuple[str, str], list[Problem]] = defaultdict(list)
    for each in problems:
        if GONE in each.hint:
            gone[each.message, each.hint].append(each)
        else:
            yield each
    for same in gone.values():
        first, *others = sorted(same, key=lambda each: each.place)
        also = tuple(Related(place=each.place, message="it is named here too") for each in others)
        yield msgspec.structs.replace(first, related=also)
