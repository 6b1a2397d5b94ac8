"""address-taken: two things want the same address on the site.

One of them would silently replace the other, or a bookmark would lead to the wrong page. Addresses that differ only in capital
letters count as the same: on many disks and servers they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.model import Article, Page
from wellread.problems import Place, Problem, Related

LISTS = ("articles", "symptoms", "topics", "glossary", "sources", "assets", "api")


def address_taken(case: Case) -> Iterator[Problem]:
    default = case.site.settings.language
    taken = {_normal(name): Place("site.yaml") for name in ("", *LISTS)}
    claims = [
        (f"/{_prefix(entry.lang, default)}{folder}{entry.id}/", entry.origin.at("title"), False)
        for folder, entry in _addresses(case)
    ]
    claims += [
        (address, entry.origin.at("redirect_from", step), True)
        for _, entry in case.entries
        if isinstance(entry, Article | Page)
        for step, address in enumerate(entry.redirect_from)
    ]
    for address, place, moved in claims:
        normal = _normal(address)
        if normal in taken:
            yield _problem(address, place, taken[normal], moved)
        else:
            taken[normal] = place


def _addresses(case: Case) -> Iterator[tuple[str, Article | Page]]:
    yield from (("articles/", article) for article in case.articles)
    for _, page in sorted(case.site.pages.items()):
        yield "", page


def _prefix(lang: str, default: str) -> str:
    return "" if lang == default else f"{lang}/"


def _normal(address: str) -> str:
    return address.strip("/").removesuffix("index.html").strip("/").casefold()


def _problem(address: str, place: Place, other: Place, moved: bool) -> Problem:
    holder = "a list that every site has" if other.path == "site.yaml" else f"{other.path}"
    return Problem(
        code="address-taken",
        severity="error",
        message=f"the address {address} is already taken by {holder}",
        place=place,
        hint="take this old address out of redirect_from" if moved else "rename the file, so that it gets an address of its own",
        related=(Related(other, "it is used here"),) if other.line else (),
    )
