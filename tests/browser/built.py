"""A built site, read as a stranger would: from its files alone, knowing nothing of the program that made it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from lxml import html
from lxml.html import HtmlElement

ROOT = Path(__file__).parents[2]
DAY = "2026-11-22"

# The first pattern that an address matches in full tells what kind of page it is.
KINDS: Mapping[str, str] = {
    "home": r"",
    "articles": r"articles/",
    "article": r"articles/.+/",
    "symptoms": r"symptoms/",
    "body-parts": r"symptoms/by-body-part/",
    "symptom": r"symptoms/.+/",
    "topics": r"topics/",
    "topic": r"topics/.+/",
    "glossary": r"glossary/",
    "term": r"glossary/.+/",
    "sources": r"sources/",
    "search": r"search/",
    "saved": r"saved/",
    "style-guide": r"style-guide/",
    "not-found": r"404\.html",
    "page": r"[^/]+/",
}
PARTS = 8  # what is asked of every page is asked in so many tests, so that several workers share it
TAKEN_BACK = "articles/taken-back/"
OLD_ADDRESS = "old-address/"

WITHDRAWN_ARTICLE = """\
---
title: A page that was taken back
description: This article stands in the test site only, so that there is a page which was taken back.
type: guide
status: withdrawn
main_message: Nobody should read this sentence.
authors: [editorial-team]
published: 2026-11-22
funding: none
conflicts: none
---
Nobody should read this paragraph.
"""


@dataclass(frozen=True)
class Page:
    """One HTML file of the site. `address` is its path for readers: "articles/hiccups/"."""

    path: str
    address: str
    tree: HtmlElement

    def values(self, xpath: str) -> list[str]:
        """Return the texts that an XPath expression finds: attributes, or elements' whole text."""
        found = self.tree.xpath(xpath)
        assert isinstance(found, list)
        return [each if isinstance(each, str) else str(each.text_content()).strip() for each in found]

    def elements(self, xpath: str) -> list[HtmlElement]:
        return [each for each in self.tree.xpath(xpath) if isinstance(each, HtmlElement)]

    @cached_property
    def ids(self) -> frozenset[str]:
        return frozenset(self.values("//@id"))

    @cached_property
    def is_redirect(self) -> bool:
        return bool(self.redirects_to)

    @property
    def redirects_to(self) -> str:
        """The address that the page sends its reader to, or ""."""
        refresh = self.values("//meta[@http-equiv='refresh']/@content")
        return refresh[0].partition("url=")[2].strip() if refresh else ""

    @cached_property
    def is_indexed(self) -> bool:
        """Whether a search engine should list the page under its address."""
        return not self.is_redirect and not any("noindex" in each for each in self.values("//meta[@name='robots']/@content"))


@dataclass(frozen=True)
class BuiltSite:
    """A built folder and the address it is made for, which ends with "/"."""

    folder: Path
    base_url: str

    @property
    def base_path(self) -> str:
        return urlsplit(self.base_url).path

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """Every HTML file, by its path in the folder."""
        found: dict[str, Page] = {}
        for file in sorted(self.folder.rglob("*.html")):
            path = file.relative_to(self.folder).as_posix()
            tree = html.fromstring(file.read_bytes())
            found[path] = Page(path=path, address=path.removesuffix("index.html"), tree=tree)
        return found

    def example(self, kind: str) -> Page:
        """Return the page of a kind that has the most on it."""
        return max(self.all_of(kind), key=lambda page: (self.folder / page.path).stat().st_size)

    def all_of(self, kind: str) -> list[Page]:
        pages = [page for page in self.pages.values() if not page.is_redirect and kind_of(page.address) == kind]
        assert pages, f"the site has no page of the kind “{kind}”"
        return pages

    def part(self, number: int) -> list[Page]:
        """Return one of the `PARTS` that the pages for readers fall into."""
        return [page for page in self.pages.values() if not page.is_redirect][number::PARTS]

    def fault_of(self, link: str, page: str) -> str:
        """Say what is wrong with an address that a page (its address) or a feed names, or return ""."""
        where, fragment = urldefrag(urljoin(self.base_url + page, link))
        own = urlsplit(self.base_url)
        parts = urlsplit(where)
        if parts.scheme not in ("http", "https", "mailto", "tel"):
            return f"{link}: no reader's browser knows “{parts.scheme}:”"
        if parts.netloc != own.netloc:
            return ""
        if not parts.path.startswith(own.path):
            return f"{link}: is outside {own.path}"
        path = unquote(parts.path.removeprefix(own.path))
        path = f"{path}index.html" if path == "" or path.endswith("/") else path
        if not (self.folder / path).is_file():
            return f"{link}: there is no {path}"
        if fragment and unquote(fragment) not in self.pages[path].ids:
            return f"{link}: {path} has nothing with the id “{unquote(fragment)}”"
        return ""


def kind_of(address: str) -> str:
    return next(kind for kind, pattern in KINDS.items() if re.fullmatch(pattern, address))


def build(output: Path, base_url: str, source: Path = ROOT) -> None:
    """Build the site of the folder `source` with the program that editors run."""
    words = ["--site", str(source), "--output", str(output), "--base-url", base_url, "--date", DAY]
    done = subprocess.run([sys.executable, str(ROOT / "build.py"), *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"the site does not build:\n{done.stdout}{done.stderr}"


def copy_with_events(target: Path) -> Path:
    """Copy the site's source and let two things happen in it: a page gets a new address, another one is taken back."""
    for name in ("content", "templates", "static"):
        shutil.copytree(ROOT / name, target / name)
    shutil.copy(ROOT / "site.yaml", target)
    (target / "content" / TAKEN_BACK.rstrip("/")).with_suffix(".md").write_text(WITHDRAWN_ARTICLE, encoding="utf-8")
    moved = min((target / "content" / "articles").glob("*.md"))
    text = moved.read_text(encoding="utf-8")
    moved.write_text(text.replace("\nstatus:", f"\nredirect_from: [/{OLD_ADDRESS}]\nstatus:", 1), encoding="utf-8")
    return target
