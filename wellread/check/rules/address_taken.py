"""address-taken: two things want the same address on the site.

One of them would silently replace the other, or a bookmark would lead to the wrong page. Addresses that differ only in capital
letters count as the same: on many disks and servers they are. The rule is the project's own.

Bad:

    redirect_from: [/articles/hiccups/]

Good:

    redirect_from: [/articles/sore-from-the-sun/]

Severity: error
"""

from __future__ import annotations

from collections.abc import Iterator

from wellread.check.case import Case
from wellread.model import Article, Page
from wellread.problems import Place, Problem, Related

FOLDERS = {"article": "articles/", "page": "", "symptom": "symptoms/", "term": "glossary/"}
LISTS = (
    *("", "articles", "symptoms", "topics", "glossary", "sources", "search", "symptoms/by-body-part", "api", "saved"),
    *("feed.xml", "feed.json", "feed-clinical.xml", "feed-clinical.json"),
)
FILES = ("assets", "pagefind", "404.html", "favicon.ico", "llms.txt", "robots.txt", "site.webmanifest", "sitemap.xml", "sw.js")


def address_taken(case: Case) -> Iterator[Problem]:
    default = case.site.settings.language
    homes = {"" if entry.lang == default else f"{entry.lang}/" for _, entry in case.entries}
    taken = {_normal(address): Place("site.yaml") for address in (*FILES, *(home + name for home in homes for name in LISTS))}
    claims = [
        (f"/{'' if entry.lang == default else f'{entry.lang}/'}{FOLDERS[kind]}{entry.id}/", entry.origin.at("title"), False)
        for kind, entry in case.entries
        if kind in FOLDERS
    ]
    claims += [(f"/topics/{topic.id}/", topic.origin.at(), False) for _, topic in sorted(case.site.topics.items())]
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


def _normal(address: str) -> str:
    return address.strip("/").removesuffix("index.html").strip("/").casefold()


def _problem(address: str, place: Place, other: Place, moved: bool) -> Problem:
    holder = "a part that every site has" if other.path == "site.yaml" else other.path
    return Problem(
        code="address-taken",
        severity="error",
        message=f"the address {address} is already taken by {holder}",
        place=place,
        hint="take this old address out of redirect_from" if moved else "rename the file, so that it gets an address of its own",
        related=(Related(other, "it is used here"),) if other.line else (),
    )
