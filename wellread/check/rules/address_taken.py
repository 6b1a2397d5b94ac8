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
from wellread.model import Article, Page, Site
from wellread.problems import Place, Problem, Related

FOLDERS = {"article": "articles/", "page": "", "symptom": "symptoms/", "term": "glossary/"}
LISTS = (
    *("", "articles", "symptoms", "topics", "glossary", "sources", "search", "symptoms/by-body-part", "api", "saved"),
    *("feed.xml", "feed.json", "feed-clinical.xml", "feed-clinical.json"),
)
FILES = ("assets", "pagefind", "404.html", "favicon.ico", "llms.txt", "robots.txt", "site.webmanifest", "sitemap.xml", "sw.js")


def address_taken(case: Case) -> Iterator[Problem]:
    taken = always_taken(case.site)
    for address, place, moved in claims_of(case.site):
        normal = normal_address(address)
        if normal in taken:
            yield _problem(address, place, taken[normal], moved)
        else:
            taken[normal] = place


def always_taken(site: Site) -> dict[str, Place]:
    """Return the addresses of what every site has, as `normal_address` writes them."""
    default = site.settings.language
    homes = {"" if entry.lang == default else f"{entry.lang}/" for _, entry in site.entries()}
    return {normal_address(address): Place("site.yaml") for address in (*FILES, *(home + name for home in homes for name in LISTS))}


def claims_of(site: Site) -> list[tuple[str, Place, bool]]:
    """Return every address that the content asks for, where it does, and whether it is an old one that leads on."""
    default = site.settings.language
    claims = [
        (f"/{'' if entry.lang == default else f'{entry.lang}/'}{FOLDERS[kind]}{entry.id}/", entry.origin.at("title"), False)
        for kind, entry in site.entries()
        if kind in FOLDERS
    ]
    claims += [(f"/topics/{topic.id}/", topic.origin.at(), False) for _, topic in sorted(site.topics.items())]
    claims += [
        (address, entry.origin.at("redirect_from", step), True)
        for _, entry in site.entries()
        if isinstance(entry, Article | Page)
        for step, address in enumerate(entry.redirect_from)
    ]
    return claims


def normal_address(address: str) -> str:
    """Return an address without what makes no difference here."""
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
