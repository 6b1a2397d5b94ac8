"""Where the API's files stand, and the parts that several of them share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, TypedDict
from urllib.parse import quote

from wellread.model import Article, Code, Symptom
from wellread.render.api_views import (
    VERSION,
    CareData,
    CodeRefData,
    PageData,
    PublisherData,
    ReferenceData,
    SignData,
    VersionData,
)
from wellread.render.catalogue import Catalogue
from wellread.render.resolve import to_text
from wellread.render.views import CareCardView, Head, ReferenceView

FOLDER = "api/"
LONGEST_NAME = 100
"""How many characters of a code can stand in the name of a file. No classification has longer ones."""


class Beginning(TypedDict):
    schema: str
    version: str
    lang: str


def path_of(catalogue: Catalogue, lang: str, name: str) -> str:
    """Return the path of a file of the API below the base path, without ".json": in a language's own folder, as its pages are."""
    prefix = "" if lang == catalogue.addresses.language else f"{quote(lang)}/"
    return f"{prefix}{FOLDER}{name}.json"


def address_of(catalogue: Catalogue, lang: str, name: str) -> str:
    return absolute(catalogue, path_of(catalogue, lang, name))


def schema_path(name: str) -> str:
    return f"{FOLDER}schema/{name}.json"


def absolute(catalogue: Catalogue, path: str) -> str:
    return catalogue.addresses.canonical(catalogue.addresses.base_path + path)


def beginning(catalogue: Catalogue, lang: str, name: str) -> Beginning:
    """Return what a file begins with whose schema is called `name`."""
    return {"schema": absolute(catalogue, schema_path(name)), "version": VERSION, "lang": lang}


def entry_name(kind: Literal["article", "symptom"], id: str) -> str:  # noqa: A002
    return f"{kind}s/{quote(id)}"


def page_data(catalogue: Catalogue, entry: Article | Symptom) -> PageData:
    kind: Literal["article", "symptom"] = "article" if isinstance(entry, Article) else "symptom"
    return PageData(
        kind=kind,
        id=entry.id,
        title=entry.title if isinstance(entry, Article) else entry.name,
        url=catalogue.addresses.canonical(catalogue.url(kind, entry.id, entry.lang)),
        api=address_of(catalogue, entry.lang, entry_name(kind, entry.id)),
    )


def publisher_data(catalogue: Catalogue, lang: str) -> PublisherData:
    settings = catalogue.site.settings
    home = catalogue.addresses.canonical(catalogue.url("list", "home", lang))
    return PublisherData(name=settings.organisation, url=home, contact=settings.contact)


def version_data(catalogue: Catalogue, kind: Literal["article", "symptom"], id: str, head: Head) -> tuple[VersionData, ...]:  # noqa: A002
    """Return an entry in each of its languages; none if there is only one."""
    return tuple(
        VersionData(lang=each.lang, url=each.url, api=address_of(catalogue, each.lang, entry_name(kind, id)))
        for each in head.alternates
        if each.lang != "x-default"
    )


def care_data(catalogue: Catalogue, cards: Iterable[CareCardView]) -> tuple[CareData, ...]:
    actions = {care.level: to_text(catalogue.inline(care.action).html) for care in catalogue.site.settings.care_levels}
    return tuple(
        CareData(
            level=card.level,
            heading=card.heading,
            action=actions.get(card.level, ""),
            signs=tuple(SignData(text=sign.text, references=tuple(each.number for each in sign.citations)) for sign in card.signs),
        )
        for card in cards
    )


def reference_data(catalogue: Catalogue, references: Iterable[ReferenceView]) -> tuple[ReferenceData, ...]:
    sources = catalogue.site.sources
    return tuple(
        ReferenceData(
            number=each.number,
            id=each.source,
            text=to_text(each.text_html),
            title=sources[each.source].title,
            url=sources[each.source].url,
            doi=sources[each.source].doi,
            read=each.read,
        )
        for each in references
    )


# --- codes ------------------------------------------------------------------------------------------------------------


def code_name(text: str) -> str:
    """Return what stands for a code, or its system, in the name of a file: in capital letters, so that two spellings are one file
    on every disk, with the bytes behind a "~" of what is no letter, digit, ".", "_" or "-" (a/b is A~2FB). "" if it is too long."""
    name = re.sub(r"^\.|\.$|[^A-Z0-9._-]", lambda found: "".join(f"~{byte:02X}" for byte in found[0].encode()), text.upper())
    return name if len(name) <= LONGEST_NAME else ""


def code_path(code: Code) -> str:
    """Return the name of the file about a code, or "" if it can't have one."""
    system, value = code_name(code.system), code_name(code.value)
    return f"codes/{system}/{value}" if system and value else ""


def code_data(catalogue: Catalogue, codes: Iterable[Code], lang: str) -> tuple[CodeRefData, ...]:
    return tuple(
        CodeRefData(
            system=code.system,
            value=code.value,
            checked=code.checked,
            api=address_of(catalogue, lang, code_path(code)) if code_path(code) else "",
        )
        for code in codes
    )
