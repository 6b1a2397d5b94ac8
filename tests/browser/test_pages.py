"""Each page as a file: valid, whole, on its own feet, and the same in outline as the others."""

from __future__ import annotations

import json
import re
import subprocess
from base64 import b64encode
from collections import Counter
from hashlib import sha256

import pytest

from tests.browser.built import ROOT, BuiltSite

CHECKER = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"

# What the Nu Html Checker says and we know better, each with its reason.
ACCEPTED = {
    # The comparison table is laid out as cards on a phone. Once its `display` changes, browsers may no longer tell screen readers
    # that it is a table, so that it says again what its parts are (and the rules of HTML take them to be known).
    r"The “(table|rowgroup|row|columnheader|rowheader|cell)” role is unnecessary for element “(table|thead|tbody|tr|th|td)”\.",
    r"The “role” attribute must not be used on a “(tr|th|td)” element which has a “table” ancestor .*",
    # calc() with a custom property: the checker cannot know that the property is a length.
    r"CSS: “(max-block-size|padding)”: The types are incompatible\.",
    # min() with one: the same.
    r"CSS: “font-size”: Invalid type: “var\(--[\w-]+\), [\d.]+vw”\.",
    # In CSS and in every browser since 2024 (SVG 2, 13.8); the checker does not know it yet.
    r"CSS: “paint-order”: Property “paint-order” doesn't exist\.",
    # JSON-LD is data: it is never run, so that script-src does not hold for it (Content Security Policy 3, 4.2.3). That there is no
    # other script in a page is a test below, and Chromium's complaints about policies are in test_privacy.py.
    r"Inline script violates Content Security Policy \(meta tag\): .*",
}
LOADING = (
    "//script/@src | //img/@src | //source/@src | //iframe/@src | //video/@src | //audio/@src | //embed/@src | //object/@data"
    " | //link[not(@rel='canonical' or @rel='alternate')]/@href | //form/@action"
)
INLINE = "//script[not(@type='application/ld+json')][not(@src)] | //@style | //@*[starts-with(name(), 'on')]"


def test_the_html_checker_finds_nothing(sites: tuple[BuiltSite, BuiltSite], home: str, moved_home: str) -> None:
    """The pages over HTTP, as a policy's 'self' means nothing in a file; stylesheets and pictures as files."""
    plain, moved = sites
    targets = [home + path for path in plain.pages]
    targets += [moved_home + path for path in moved.pages if path not in plain.pages]
    targets += [str(file) for ending in ("css", "svg") for file in plain.folder.rglob(f"*.{ending}")]
    assert CHECKER.is_file(), "the Nu Html Checker is not installed: run `npm ci`"
    words = ("--stdout", "--exit-zero-always", "--also-check-css", "--also-check-svg", "--format", "json")
    done = subprocess.run(
        ["java", "-Dnu.validator.servlet.allow-forbidden-hosts=true", "-jar", str(CHECKER), *words, *targets],
        capture_output=True,
        check=True,
    )
    messages = [each for each in json.loads(done.stdout)["messages"] if not is_accepted(each["message"])]
    counted = Counter((each.get("subType", each["type"]), each["message"], each.get("extract", "")) for each in messages)
    first = {(each["message"], each.get("extract", "")): each["url"] for each in reversed(messages)}
    assert not messages, "\n".join(
        f"{kind}, {count} times, first in {first[message, extract]}: {message}\n    {extract!r}"
        for (kind, message, extract), count in counted.most_common(30)
    )


def is_accepted(message: str) -> bool:
    return any(re.fullmatch(pattern, message) for pattern in ACCEPTED)


def test_nothing_is_loaded_from_elsewhere(each_site: BuiltSite) -> None:
    faults = [
        f"{page.path}: {address}"
        for page in each_site.pages.values()
        for address in page.values(LOADING)
        if not address.startswith(each_site.base_path) or address.startswith("//")
    ]
    assert not faults, "\n".join(faults)


def test_stylesheets_load_nothing(site: BuiltSite) -> None:
    stylesheets = list(site.folder.rglob("*.css"))
    assert stylesheets
    for file in stylesheets:
        assert re.findall(r"@import|url\((?!['\"]?data:)", file.read_text(encoding="utf-8")) == []


def test_no_script_and_no_style_is_written_into_a_page_but_what_its_policy_names(each_site: BuiltSite) -> None:
    faults: list[str] = []
    for page in each_site.pages.values():
        [policy] = page.values("//meta[@http-equiv='content-security-policy']/@content")
        faults += [f"{page.path}: {found[:80]}" for found in page.values(INLINE)]
        for style in page.values("//style/text()"):
            digest = b64encode(sha256(style.encode()).digest()).decode()
            faults += [f"{page.path}: a style that the policy does not name"] if f"'sha256-{digest}'" not in policy else []
    assert not faults, "\n".join(faults)


def test_every_page_says_what_it_is(each_site: BuiltSite) -> None:
    faults: list[str] = []
    for page in each_site.pages.values():
        if page.values("/html/@lang") != ["en"]:
            faults.append(f"{page.path}: no language")
        if len(page.values("//head/title")) != 1 or not page.values("//head/title")[0]:
            faults.append(f"{page.path}: no title")
        if not any(page.values("//head/meta[@name='description']/@content")):
            faults.append(f"{page.path}: no description")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("what", ["//head/title", "//head/meta[@name='description']/@content"], ids=["title", "description"])
def test_no_two_pages_say_the_same_of_themselves(site: BuiltSite, what: str) -> None:
    """A reader with ten tabs open, or one who hears their titles, knows which is which."""
    counted = Counter(text for page in site.pages.values() if not page.is_redirect for text in page.values(what))
    assert [text for text, count in counted.items() if count > 1] == []


def test_headings_are_an_outline(each_site: BuiltSite) -> None:
    """One first-level heading, before all others, and no level is skipped on the way down."""
    faults: list[str] = []
    for page in each_site.pages.values():
        headings = page.elements("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")
        levels = [int(str(heading.tag)[1]) for heading in headings]
        if levels.count(1) != 1 or levels[0] != 1:
            faults.append(f"{page.path}: first-level headings: {levels}")
        for before, heading, level in zip(levels, headings[1:], levels[1:], strict=False):
            if level > before + 1:
                faults.append(f"{page.path}: from level {before} to {level} at “{heading.text_content().strip()}”")
    assert not faults, "\n".join(faults)


def test_each_page_has_one_main_region(each_site: BuiltSite) -> None:
    faults = [page.path for page in each_site.pages.values() if page.values("//main/@id") != ["main"]]
    assert not faults, "\n".join(faults)


def test_no_page_shows_what_an_editor_wrote_for_the_program(each_site: BuiltSite) -> None:
    """Symbolic links, citations and Markdown marks all became HTML."""
    pattern = re.compile(r"\[@[\w-]+|\]\((?:term|article|symptom|topic|page|list):|\*\*\w|^#{2,} |\{#[\w-]+\}", re.MULTILINE)
    faults = [
        f"{page.path}: {found}"
        for page in each_site.pages.values()
        for text in page.values("//body")
        for found in pattern.findall(text)
    ]
    assert not faults, "\n".join(faults)
