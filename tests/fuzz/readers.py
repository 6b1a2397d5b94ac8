"""Everything that reads what a person or another program wrote, each as a function of bytes that must end without an exception."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from wellread.cli import main
from wellread.clinical import clinical_hash
from wellread.draw import clean_photo, encode_photo, find_active
from wellread.memo import FILE, Memo
from wellread.problems import SiteError, show_text
from wellread.prose import compose, compose_inline, find_wording
from wellread.read import read_entry, read_red_flags, read_settings, read_sources, read_topics
from wellread.read.decode import Refused, decode
from wellread.write.manifest import MANIFEST, read_manifest

ROOT = Path(__file__).parents[2]
SITE = ROOT / "tests/fresh/site"
Reader = Callable[[bytes], object]
SIGNS = (
    *(
        "---\n",
        "\n\n",
        "- ",
        "  ",
        ": ",
        "{",
        "}",
        "[",
        "]",
        "'",
        '"',
        "#",
        "&a",
        "*a",
        "!",
        "|",
        ">",
        "\t",
        "\\",
        "%",
        "@",
        "`",
        "~",
        "?",
    ),
    *(
        "](",
        "![",
        "**",
        "__",
        "<",
        "<!--",
        "{#a}",
        "| a |\n|---|\n",
        "> [!NOTE]\n",
        "[@a]",
        "term:",
        "\u2028",
        "\ufeff",
        "\x00",
        "é",
        "😀",
    ),
    *("null", "true", "2026-02-30", "9" * 30, "1e999", "-0", "\\ud800", "\\x", '{"id": ', "0x", "..", "--", "-"),
)


def written(path: str) -> Reader:
    """Return the reader of an entry that stands at this path, with its text and every problem shown."""

    def read(content: bytes) -> object:
        reading = read_entry(path, content, "en")
        if reading.value is not None:
            compose(reading.value.body, reading.value.origin.body_line)
            find_wording(reading.value.body, reading.value.origin.body_line, "en")
        return show_text(reading.problems, {path: content.decode("utf-8", "replace")})

    return read


def a_text(content: bytes) -> object:
    with contextlib.suppress(Refused):
        text = decode("content/articles/a.md", content)
        return compose(text, 1), compose_inline(text, (1, 1, 1, 2)), find_wording(text, 1, "en")
    return None


def a_manifest(content: bytes) -> object:
    with TemporaryDirectory() as folder:
        (Path(folder) / MANIFEST).write_bytes(content)
        with contextlib.suppress(SiteError):
            return read_manifest(Path(folder))
    return None


def a_memo(content: bytes) -> object:
    with TemporaryDirectory() as folder:
        (Path(folder) / FILE).write_bytes(content)
        with Memo(Path(folder), b"epoch") as memo:
            key = memo.key("a", b"1")
            memo.recall(key)
            memo.put(key, 1)
    return None


def a_picture(content: bytes) -> object:
    return clean_photo("a.png", content), encode_photo("a.jpg", content, quick=True), find_active(content)


def a_command_line(content: bytes) -> object:
    """Read words that build nothing: what they mean is looked up, and the site isn't there."""
    words = [word for word in content.decode("utf-8", "replace").split("\0") if word]
    if not words or words[0] in ("serve", "publish", "withdraw", "init", "new", "review", "import"):
        words = ["check", *words]
    quiet = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with (
        TemporaryDirectory() as folder,
        contextlib.redirect_stdout(quiet),
        contextlib.redirect_stderr(quiet),
        contextlib.suppress(SystemExit),
    ):
        return main([*words, "--site", f"{folder}/none"])
    return None


def _a_memo_file() -> bytes:
    with TemporaryDirectory() as folder:
        with Memo(Path(folder), b"epoch") as memo:
            memo.put(memo.key("a", b"1"), 1)
        return (Path(folder) / FILE).read_bytes()


READERS: Mapping[str, Reader] = {
    "an article": written("content/articles/hiccups.md"),
    "a symptom": written("content/symptoms/a.md"),
    "a term": written("content/terms/a.md"),
    "a person": written("content/people/a.md"),
    "a page": written("content/pages/a.md"),
    "a text": a_text,
    "site.yaml": lambda content: read_settings("site.yaml", content),
    "sources.yaml": lambda content: read_sources("content/sources.yaml", content),
    "sources.json": lambda content: read_sources("content/sources.json", content),
    "topics.yaml": lambda content: read_topics("content/topics.yaml", content),
    "red-flags.yaml": lambda content: read_red_flags("content/red-flags.yaml", content),
    "a signed text": lambda content: clinical_hash(content.decode("utf-8", "replace")),
    "a manifest": a_manifest,
    "the memo": a_memo,
    "a picture": a_picture,
    "a command line": a_command_line,
}
"""What reads, by what it reads."""


def seeds() -> dict[str, list[bytes]]:
    """Return what is well written, of each kind, to be spoilt."""

    def of(pattern: str) -> list[bytes]:
        return [path.read_bytes() for path in sorted(SITE.glob(pattern))]

    articles = of("content/articles/*.md")
    sources = b'[{"id": "a", "type": "book", "title": "T", "issued": {"date-parts": [[2020, 1]]}, "author": [{"family": "A"}]}]'
    return {
        "an article": articles,
        "a symptom": of("content/symptoms/*.md"),
        "a term": of("content/terms/*.md"),
        "a person": of("content/people/*.md"),
        "a page": of("content/pages/*.md"),
        "a text": articles,
        "site.yaml": of("site.yaml"),
        "sources.yaml": of("content/sources.yaml"),
        "sources.json": [sources],
        "topics.yaml": of("content/topics.yaml"),
        "red-flags.yaml": of("content/red-flags.yaml"),
        "a signed text": of("content/reviews/*.txt"),
        "a manifest": [b'{"version": 1, "state": "complete", "files": {"a.html": "b2:0"}, "compressor": ""}'],
        "the memo": [_a_memo_file()],
        "a picture": [(ROOT / "static/img/icon-192.png").read_bytes(), (ROOT / "static/img/icon.svg").read_bytes()],
        "a command line": [
            b"check\0--format\0json\0--date\0002026-01-05",
            b"explain\0link-broken",
            b"build\0--jobs\0" + b"2\0--strict",
        ],
    }


def spoil(seed: bytes, chance: Random) -> bytes:
    """Return what is well written with a few faults: bytes left out, doubled, swapped, changed, or signs put in."""
    content = bytearray(seed)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        at, length = chance.randrange(len(content) + 1), chance.choice((1, 1, 2, 5, 30))
        kind = chance.randrange(6)
        if kind == 0:
            del content[at : at + length]
        elif kind == 1:
            content[at:at] = content[at : at + length] * chance.choice((1, 2, 50))
        elif kind == 2:
            content[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 3:
            content[at:at] = chance.choice(SIGNS).encode() * chance.choice((1, 1, 1, 3, 40))
        elif kind == 4:
            to = chance.randrange(len(content) + 1)
            content[at:at] = content[to : to + length]
        else:
            content[at : at + length] = chance.choice(SIGNS).encode()
    return bytes(content)
