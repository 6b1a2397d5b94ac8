"""What somebody writes who wants the program to hang, to fall over or to eat the computer: it is told in time, and nothing is lost.

One site holds all of it, and one process checks it that may use no more than so much time and memory.
"""

from __future__ import annotations

import json
import resource
import shutil
import struct
import subprocess
import sys
import zlib
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

from wellread.draw import find_active

ROOT = Path(__file__).parent.parent
SITE = Path(__file__).parent / "fresh/site"
MOST_SECONDS = 90
MOST_MEMORY = 2_500_000_000
FRONT = """---
title: {name}
description: A page that nobody wrote for readers, to see what becomes of it when the program has to make a page of it.
type: guide
status: in-review
main_message: Nothing here is true.
authors: [editorial-team]
published: 2026-01-05
funding: none
conflicts: none
---
"""
WIDE = "| " + " | ".join("a" for _ in range(3000)) + " |\n|" + "---|" * 3000 + "\n" + "| a |\n" * 3000

BODIES: Mapping[str, tuple[str, str]] = {
    "a-line-of-ten-megabytes": ("word " * 2_000_000, "file-large"),
    "a-line-of-a-megabyte": ("word " * 190_000, "text-large"),
    "a-long-line": ("The ALS test is good. " * 13_000, "text-large"),
    "a-long-word": ("a" * 250_000, "text-large"),
    "letters-that-are-not-english": ("éà " * 90_000, "text-large"),
    "letters-upon-a-letter": ("a" + "\u0301" * 100_000, "text-large"),
    "lists-in-lists": ("".join(f"{'  ' * level}- a\n" for level in range(500)), "blocks-too-deep"),
    "quotes-in-quotes": (">" * 100_000 + " a\n", "blocks-too-deep"),
    "a-hundred-thousand-links": ("[a](/b)\n" * 100_000, "text-large"),
    "links-in-many-paragraphs": ("[a](/b)\n\n" * 30_000, "text-large"),
    "one-heading-many-times": ("## Same\n\n" * 12_000, ""),
    "links-that-never-end": ("[a](" * 2_400, "text-large"),
    "links-that-never-end-in-many-paragraphs": (("[a](" * 2_400 + "\n\n") * 30, "text-large"),
    "links-that-never-end-below-the-limit": (("[a](" * 50 + "a " * 4_000 + "\n\n") * 30, ""),
    "pictures-that-never-end": ("![x" * 3_000, "text-large"),
    "brackets-in-brackets": ("[" * 4_000 + "]" * 4_000, ""),
    "stars": ("**a " * 2_400 + "\n\n" + "*a_" * 3_000 + "\n\n" + "*a **a " * 1_400, ""),
    "backticks": ("".join("`" * number + " " for number in range(1, 135)) + "\n\n" + "`a " * 3_000, ""),
    "angles": ("<" * 9_000 + "\n\n" + "<a@" + "a." * 4_000 + "\n\n" + "<![CDATA[" * 1_000, ""),
    "comments": ("<!--" * 60_000, ""),
    "entities-and-escapes": ("&amp;" * 1_900 + "\n\n" + "\\*" * 4_900 + "\n\n" + "a  \n" * 2_400, ""),
    "a-hundred-thousand-citations": ("[@nowhere] " * 20_000, "text-large"),
    "citations-that-never-end": ("[@" * 4_900, ""),
    "a-wide-table": (WIDE, "text-large"),
    "a-long-table": ("| a | b |\n|---|---|\n" + "| a | b |\n" * 20_000, ""),
    "definitions": ("".join(f"[a{number}]: /b\n" for number in range(10_000)) + "\n[a1]\n", ""),
    "spaces": ("a" + " " * 290_000 + "b", ""),
    "code": ("```\n" * 70_000, ""),
}
"""What stands below a front without a fault, and the code that it must be told by ("": it must only end in time)."""

FRONTS: Mapping[str, tuple[str, str]] = {
    "aliases-in-aliases": ("a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b]\n", "yaml-alias"),
    "lists-in-a-front": ("a: " + "[" * 100_000 + "\n", "yaml-deep"),
    "keys-in-a-front": ("a: " + "{a: " * 50_000 + "\n", "yaml-deep"),
    "many-values": ("synonyms: [" + "a, " * 19_000 + "]\n", "yaml-large"),
    "many-signs": ("red_flags: [" + ", ".join(f"Sign {number}" for number in range(4_500)) + "]\n", ""),
    "a-megabyte-of-notes": ("# note\n" * 130_000, ""),
    "a-megabyte-in-quotes": ('a: "' + "\\x" * 200_000 + "\n", "yaml-syntax"),
    "a-large-line": ("synonyms: ['" + "[a](" * 50_000 + "']\n", ""),
}

LISTS: Mapping[str, str] = {
    "content/topics.yaml": "- {id: breathing, title: " + "[" * 100_000,
    "content/sources.json": "[" * 500_000,
    "content/terms/large.md": "---\nname: large\ndefinition: '" + "[a](" * 20_000 + "'\n---\n",
}


def a_png(width: int, height: int) -> bytes:
    """Return a small file that says it is a picture of this size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(10_000_000))) + chunk(b"IEND", b"")


LAUGHS = "".join(f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 10))
PICTURES: Mapping[str, tuple[bytes, str]] = {
    "bomb.png": (a_png(30_000, 30_000), "image-too-large"),
    "laughs.svg": (f'<!DOCTYPE svg [<!ENTITY a0 "ha">{LAUGHS}]><svg>&a9;</svg>'.encode(), "image-active"),
    "script.svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>fetch("/")</script></svg>', "image-active"),
}


BESIDE: Mapping[str, bytes] = {
    "static/root/unclosed.html": b"<script>" * 60_000 + b"<style>" * 60_000 + b"<link " * 60_000 + b"<a onx=" * 60_000,
    "static/css/circle.css": b"@layer tokens { :root { --z: calc(var(--z) * 2) } }" + b'"\\' * 60_000,
    "templates/blank.html": b" \n" * 200_000,
}
"""What must not keep the look at what is published busy."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Return the codes of what is told of each file."""
    site = tmp_path_factory.mktemp("hostile") / "site"
    shutil.copytree(SITE, site)
    for name, (body, _) in BODIES.items():
        (site / f"content/articles/{name}.md").write_text(FRONT.format(name=name) + body, "utf-8")
    for name, (keys, _) in FRONTS.items():
        front = FRONT.format(name=name).replace("\n---\n", f"\n{keys}---\n")
        (site / f"content/articles/{name}.md").write_text(front + "A text.\n", "utf-8")
    for path, content in LISTS.items():
        (site / path).write_text(content, "utf-8")
    for name, (picture, _) in PICTURES.items():
        (site / "static/img" / name).parent.mkdir(parents=True, exist_ok=True)
        (site / "static/img" / name).write_bytes(picture)
    shown = "".join(f"![A picture](/static/img/{name})\n\n" for name in PICTURES)
    (site / "content/articles/pictures.md").write_text(FRONT.format(name="pictures") + shown, "utf-8")
    return checked(site)


def checked(site: Path) -> dict[str, set[str]]:
    """Return the codes of what is told of each file of a site. The look at it may take no more than so much time and memory."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))

    words = ("check", "--site", str(site), "--date", "2026-11-22", "--format", "json", "--no-memo", "--jobs", "1")
    command = (sys.executable, str(ROOT / "build.py"), *words)
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=limit, check=False)
    assert done.returncode == 1, f"ended by {done.returncode}: {done.stderr[-2000:]}"
    assert "Traceback" not in done.stderr
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for each in json.loads(done.stdout)["problems"]:
        codes[each["path"]].add(each["code"])
    return codes


@pytest.mark.parametrize("name", [*BODIES, *FRONTS])
def test_it_is_told_in_time(told: dict[str, set[str]], name: str) -> None:
    code = {**BODIES, **FRONTS}[name][1]
    assert not code or code in told[f"content/articles/{name}.md"]


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_that_is_none(told: dict[str, set[str]], name: str) -> None:
    assert PICTURES[name][1] in told[f"static/img/{name}"]


def test_what_nobody_closes_is_told_in_time(tmp_path: Path) -> None:
    shutil.copytree(SITE, tmp_path / "site")
    for path, content in BESIDE.items():
        (tmp_path / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / path).write_bytes(content)
    codes = checked(tmp_path / "site")
    assert codes["static/root/unclosed.html"] == {"third-party"}


def test_what_stands_beside_it_is_read_as_ever(told: dict[str, set[str]]) -> None:
    assert not told["content/articles/sunburn.md"] & {"text-large", "file-large", "yaml-large"}
    assert "yaml-deep" in told["content/sources.json"]
    assert "text-large" in told["content/terms/large.md"]


@pytest.mark.parametrize(
    "inside",
    [
        "<script>fetch('/')</script>",
        "<s:script xmlns:s='http://www.w3.org/2000/svg'>fetch('/')</s:script>",
        "<g onload='x()'/>",
        "<g onload = 'x()'/>",
        "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>Sign in</p></foreignObject>",
        "<a href='java&#115;cript:x()'><text>press</text></a>",
        "<a xmlns:x='http://www.w3.org/1999/xlink' x:href=' java\tscript:x()'><text>press</text></a>",
        "<a href='//elsewhere.example'><text>press</text></a>",
        "<a><animate attributeName='href' values='javascript:x()'/></a>",
        "<use href='https://elsewhere.example/a.svg#b'/>",
        "<image href='data:image/svg+xml;base64,PHN2Zy8+'/>",
        "<style>@import 'https://elsewhere.example/a.css';</style>",
        "<g style='fill: url(https://elsewhere.example/a.svg#b)'/>",
        "<?xml-stylesheet href='https://elsewhere.example/a.css'?>",
    ],
)
def test_a_drawing_is_a_drawing_alone(inside: str) -> None:
    fault = find_active(f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'.encode())
    assert fault is not None
    assert (fault.code, fault.severity) == ("image-active", "error")
    assert "line 1" in fault.message


@pytest.mark.parametrize(
    "inside",
    [
        "<style>.a { fill: url(#b) }</style><g style='fill: url(#b)' d='M0 0'/>",
        "<use href='#b'/><image href='data:image/png;base64,iVBORw0KGgo='/>",
        "<a href='https://example.org/'><text>the one who drew it</text></a>",
        "<text>on a script: url(x)</text><animate attributeName='opacity' values='0;1'/>",
    ],
)
def test_what_belongs_to_a_drawing_may_be_there(inside: str) -> None:
    drawing = f'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "a.dtd"><svg>{inside}</svg>'
    assert find_active(drawing.encode()) is None
    assert find_active(b"<svg><g></svg>") is None
    assert find_active(b"") is None
