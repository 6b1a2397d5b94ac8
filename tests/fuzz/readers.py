"""Everything that reads what a person or another program wrote, each as a function of bytes that must end without an exception."""

from __future__ import annotations

import contextlib
import io
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from gzip import compress
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import brotli

from wellread.check import Searcher, loads
from wellread.cli import main
from wellread.clinical import clinical_hash
from wellread.draw import clean_photo, encode_photo, find_active
from wellread.hosting.caddy import caddy
from wellread.hosting.nginx import nginx
from wellread.hosting.rules import Hosted, read_headers, read_redirects
from wellread.memo import FILE, Memo
from wellread.model import Article, Review
from wellread.new.fetch import take_variables
from wellread.new.sources import tidied
from wellread.problems import SiteError, show_text
from wellread.prose import compose, compose_inline, find_wording
from wellread.publish.folder import Folder
from wellread.publish.headers import read_rules
from wellread.publish.lock import LOCKS, locked
from wellread.publish.releases import RECORDS, Releases
from wellread.publish.shipping import read_place
from wellread.read import read_entry, read_red_flags, read_settings, read_sources, read_topics
from wellread.read.decode import Refused, decode
from wellread.review.front_matter import add_review
from wellread.seen.outside import Outside, read_answers, show_outside, with_answers
from wellread.seen.page import read_page
from wellread.serve.pages import read_message
from wellread.withdraw.proof import CLOSED, unpacked
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


# --- a whole site with one file in it that is spoilt ------------------------------------------------------------------


@cache
def _the_site() -> tuple[TemporaryDirectory[str], Path]:
    """Return a copy of the site, with the memo of a first look in it, and the folder that goes when the program ends."""
    folder = TemporaryDirectory(prefix="wellread-fuzz-")
    site = Path(folder.name) / "site"
    shutil.copytree(SITE, site)
    return folder, site


def in_a_site(path: str, *command: str) -> Reader:
    """Return what does something with a whole site that has this content at a path. What it says must be sayable."""

    def read(content: bytes) -> object:
        file = _the_site()[1] / path
        before = file.read_bytes() if file.exists() else None
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        try:
            return told(*(command or ("check", "--drafts", "--date", "2026-11-22", "--jobs", "1", "--infos")))
        finally:
            file.unlink() if before is None else file.write_bytes(before)

    return read


def told(*command: str, site: str = "--site") -> str:
    """Return what a command says of the site, which it is told by this option."""
    quiet = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet), contextlib.suppress(SystemExit):
        main([*command, site, str(_the_site()[1])])
    return quiet.buffer.getvalue().decode()


def an_export(content: bytes) -> object:
    """Add the references of a file to the site's list, which must be as good a list as before."""
    lists = _the_site()[1] / "content/sources.yaml"
    before = lists.read_bytes()
    try:
        with TemporaryDirectory() as folder:
            (Path(folder) / "export.json").write_bytes(content)
            said = told("new", "source", "--csl", f"{folder}/export.json")
        after = read_sources("content/sources.yaml", lists.read_bytes())
        assert after.value is not None
        assert not [each for each in after.problems if each.severity == "error"], after.problems
        return said
    finally:
        lists.write_bytes(before)


def brought_in(path: str) -> Reader:
    """Return what brings in a folder of another generator that has this content at a path, and says what it would write."""

    def read(content: bytes) -> object:
        with TemporaryDirectory() as folder:
            for name, seed in {"content/a.md": b"---\ntitle: A text\n---\nWords.\n", "hugo.toml": b"", path: content}.items():
                (Path(folder) / "other" / name).parent.mkdir(parents=True, exist_ok=True)
                (Path(folder) / "other" / name).write_bytes(seed)
            return told("import", f"{folder}/other", "--dry-run", "--date", "2026-11-22", site="--to")

    return read


def an_earlier_import(content: bytes) -> object:
    """Bring in a folder of which a report says that it was brought in before."""
    report = _the_site()[1] / "imported/a.json"
    report.parent.mkdir(exist_ok=True)
    report.write_bytes(content)
    try:
        return brought_in("content/b.md")(b"---\ntitle: Another\n---\nWords.\n")
    finally:
        report.unlink()


def an_answer(content: bytes) -> object:
    """Read what another computer says of a reference."""
    with contextlib.suppress(SiteError):
        return tidied(take_variables(content, "host", "it"))
    return None


def a_reviewed_article(content: bytes) -> object:
    """Write a review into an article, whatever else is in it."""
    reading = read_entry("content/articles/hiccups.md", content, "en")
    if isinstance(reading.value, Article):
        review = Review(person="nurse", role="a: 'b", date=date(2026, 11, 22), decision="approved", hash="c1-" + "0" * 32)
        with contextlib.suppress(SiteError):
            return add_review(content, reading.value, review, "approved", date(2026, 11, 22))
    return None


# --- what is published, and where -------------------------------------------------------------------------------------


def a_page_for_readers(content: bytes) -> object:
    """Look at a page as it is looked at before it is published, and in a comparison."""
    searcher = Searcher((" it is for anyone who has had hiccups ",), "https://example.org")
    return read_page(content), loads("a.html", content, "https://example.org"), searcher.leaks("a.html", content)


def a_style_or_script(content: bytes) -> object:
    return loads("a.css", content, "https://example.org"), loads("a.js", content, "https://example.org"), find_active(content)


def a_provenance(content: bytes) -> object:
    """Hold a folder against what a file says of it."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "provenance.json").write_bytes(content)
        (Path(folder) / "index.html").write_bytes(b"")
        return told("verify", folder), told("verify", folder, "--against", f"{folder}/provenance.json", "--format", "json")


def answers_of_links(content: bytes) -> object:
    asked = (Outside(url="https://example.org/a", pages=("a.html",), places=("content/a.md:1",)),)
    with TemporaryDirectory() as folder, contextlib.suppress(SiteError):
        (Path(folder) / "a.json").write_bytes(content)
        found = with_answers(asked, read_answers(Path(folder) / "a.json"))
        return [show_outside(found, form, is_answered=True).encode() for form in ("text", "html", "markdown", "json")]
    return None


def a_place(content: bytes) -> object:
    """Read what stands at a place: the manifest, the locks and the releases of others."""
    with TemporaryDirectory() as folder:
        for path in (MANIFEST, f"{RECORDS}/a.json", f"{LOCKS}/a.json"):
            file = Path(folder) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        place = Folder(Path(folder))
        for read in (lambda: read_place(place), lambda: Releases(place).all(), lambda: _locked(place)):
            with contextlib.suppress(SiteError):
                read()
    return None


def _locked(place: Folder) -> None:
    with locked(place, "somebody"):
        return


def headers_and_redirects(content: bytes) -> object:
    """Make what a server is told of what a site's two files say."""
    text = content.decode("utf-8", "replace")
    rules = read_rules(text, "/")
    for each in ("index.html", "assets/a.css"):
        rules.of(each)
    with contextlib.suppress(SiteError):
        site = Hosted(folder="/srv", base_path="/", rules=read_headers(text), redirects=(), gzip=True, brotli=True)
        return nginx(site).encode(), caddy(site).encode()
    with contextlib.suppress(SiteError):
        site = Hosted(folder="/srv", base_path="/", rules=(), redirects=read_redirects(text), gzip=True, brotli=True)
        return nginx(site).encode(), caddy(site).encode()
    return None


def a_copy(content: bytes) -> object:
    """Unpack what may be a compressed copy."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "a"
        file.write_bytes(content)
        for path in ("a.html.gz", "a.html.br", "pagefind/a.pf_index"):
            with contextlib.suppress(*CLOSED):
                unpacked(path, file)
    return None


def _a_memo_file() -> bytes:
    with TemporaryDirectory() as folder:
        with Memo(Path(folder), b"epoch") as memo:
            memo.put(memo.key("a", b"1"), 1)
        return (Path(folder) / FILE).read_bytes()


PAGE = b"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Hiccups</title>
<meta name="description" content="What they are."><link rel="stylesheet" href="/a.css"><style>p { color: red }</style></head>
<body><header class="frame"><a href="/">Home</a></header><main><h1>Hiccups</h1><!-- note --><p class="main-message">It is for anyone
who has had hiccups.</p><section class="care-card emergency"><h2>Call 112</h2><ul><li>You choke<li>You faint</ul>
<a href="tel:112">Call</a></section><p>Take 5&nbsp;mg &amp; <a href="https://example.org/a?b=1&amp;c">read <b>on</b></a>.<sup
class="cite">1</sup></p><table><tr><td>a<td>b</table><img src='/a.png' alt="A hand"><script src="/a.js" async></script></main>
</body></html>"""
PROVENANCE = b"""{"format": 1, "day": "2026-11-22", "base_url": "https://example.org/", "commit": "",
"program": "wellread", "python": "3", "libraries": {"a": "1"}, "manifest": "0", "pages": [{"path": "index.html", "hash": "0",
"source": "a.md", "source_hash": "0",
"reviews": [{"person": "a", "role": "", "date": "2026-01-01", "decision": "approved", "hash": "", "counts": true}]}],
"moved": {"old/index.html": "/new/"}, "files": {"index.html": "0", "old/index.html": "0"}}"""
ANSWERS = b"""{"error_map": {"a.html": [{"url": "https://example.org/a", "status": {"text": "404 Not Found", "code": 404}}]},
"timeout_map": {"a.html": [{"url": "https://example.org/a", "status": {"text": "Timeout", "details": "b"}}]}}"""

FOREIGN = (
    b"""+++
title = "Hiccups"
date = 2020-01-05T10:00:00Z
draft = true
aliases = ["/old/"]
tags = ["a", "b"]
[[sources]]
agency = "An Office"
url = "https://example.org/a"
+++
{{< figure src="/a.png" alt="A" >}} Some <b>bold</b> words[^1] and [a link]({{< ref "a.md" >}}).

[^1]: A note.
""",
    b"""---
title: "Hiccups: what they are"
date: 2020-01-05 10:00:00 +0100
excerpt: What they are.
sources: [{agency: An Office, url: "https://example.org/a"}]
redirect_from: /old/
relatedlinks: [{title: A, url: /a/}]
order: 3
---
{% include a.html %}<table><tr><th>A</th></tr><tr><td colspan=2>b<br>c</td></tr></table><details><summary>More</summary>

- one
* two {: .c}
</details><iframe src="https://example.org/"></iframe>
""",
    b'{"title": "Hiccups", "date": "2020-01-05", "categories": ["a"]}\n\n<p align="center">Words <i>of</i> it<p>and more\n',
)
EARLIER = b'{"folder": "other", "texts": [{"from": "content/b.md", "to": "content/articles/b.md", "sha256": "0"}]}'

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
    "an article of a site": in_a_site("content/articles/hiccups.md"),
    "a symptom of a site": in_a_site("content/symptoms/hiccuping.md"),
    "a term of a site": in_a_site("content/terms/diaphragm.md"),
    "a page of a site": in_a_site("content/pages/about.md"),
    "a person of a site": in_a_site("content/people/nurse.md"),
    "the settings of a site": in_a_site("site.yaml"),
    "the sources of a site": in_a_site("content/sources.yaml"),
    "the red flags of a site": in_a_site("content/red-flags.yaml"),
    "the topics of a site": in_a_site("content/topics.yaml"),
    "a signed text of a site": in_a_site("content/reviews/sunburn.c1-d99323d08bd97efb52aad6532f15121c.txt"),
    "a template of a site": in_a_site("templates/article.html"),
    "a component of a site": in_a_site("templates/components/care_cards.html"),
    "a text brought into a site": brought_in("content/b.md"),
    "settings brought into a site": brought_in("hugo.toml"),
    "other settings brought into a site": brought_in("_config.yml"),
    "an earlier import of a site": an_earlier_import,
    "an export": an_export,
    "an answer": an_answer,
    "a reviewed article": a_reviewed_article,
    "a page for readers": a_page_for_readers,
    "a style or script": a_style_or_script,
    "provenance.json": a_provenance,
    "answers of links": answers_of_links,
    "a place": a_place,
    "headers and redirects": headers_and_redirects,
    "a copy": a_copy,
    "a message of the preview": read_message,
}
"""What reads, by what it reads."""
SELDOM = 20


def kinds_of(number: int) -> Iterator[str]:
    """Yield what is tried with a number: whole sites with every twentieth only, because each takes as long as a hundred files."""
    yield from (kind for kind in READERS if number % SELDOM == 0 or not kind.endswith(" a site"))


def seeds() -> dict[str, list[bytes]]:
    """Return what is well written, of each kind, to be spoilt."""

    def of(pattern: str) -> list[bytes]:
        return [path.read_bytes() for path in sorted(SITE.glob(pattern))]

    articles = of("content/articles/*.md")
    own = [path.read_bytes() for path in sorted((ROOT / "content/articles").glob("*.md"))]
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
        "an article of a site": [*articles, *own],
        "a symptom of a site": of("content/symptoms/*.md"),
        "a term of a site": of("content/terms/*.md"),
        "a page of a site": of("content/pages/*.md"),
        "a person of a site": of("content/people/*.md"),
        "the settings of a site": [*of("site.yaml"), (ROOT / "site.yaml").read_bytes()],
        "the sources of a site": of("content/sources.yaml"),
        "the red flags of a site": of("content/red-flags.yaml"),
        "the topics of a site": of("content/topics.yaml"),
        "a signed text of a site": of("content/reviews/*.txt"),
        "a template of a site": [(ROOT / "templates/article.html").read_bytes()],
        "a component of a site": [(ROOT / "templates/components/care_cards.html").read_bytes()],
        "a text brought into a site": list(FOREIGN),
        "settings brought into a site": [b'baseURL = "https://example.org/"\ntitle = "A"\n[permalinks]\nposts = "/:year/:slug/"\n'],
        "other settings brought into a site": [
            b"title: A\nbaseurl: /a\npermalink: /:categories/:title/\ncollections: {a: {output: true}}"
        ],
        "an earlier import of a site": [EARLIER],
        "an export": [sources, sources[1:-1], *of("content/sources.yaml")],
        "an answer": [sources, sources[1:-1]],
        "a reviewed article": [*articles, *own],
        "a page for readers": [PAGE],
        "a style or script": [
            *(path.read_bytes() for path in sorted((ROOT / "static/css").glob("*.css"))[:3]),
            (ROOT / "static/img/icon.svg").read_bytes(),
            b'import {a} from "//example.com/a.js"; fetch("https://example.com/"); new Worker("/a.js")',
        ],
        "provenance.json": [PROVENANCE],
        "answers of links": [ANSWERS],
        "a place": [
            b'{"format": 1, "state": "complete", "files": {"a.html": "0"}, "release": "a", "site": "A", "sent": null}',
            b'{"id": "2026-11-22", "when": "2026-11-22T10:00:00Z", "who": "me", "files": {"a.html": "%b"}}' % (b"0" * 32),
            b'{"who": "me", "machine": "m", "pid": 1, "since": "2026-11-22T10:00Z", "seen": "2026-11-22T10:00:00Z", "mark": "0"}',
        ],
        "headers and redirects": [
            b"/*\n  Cache-Control: no-cache\n  Content-Security-Policy: default-src 'self'; style-src 'self' 'sha256-a'\n\n"
            b"/assets/*\n  Cache-Control: public, max-age=31536000\n/feed.xml\n  Content-Type: application/atom+xml\n",
            b"/old/ /new/ 301\n/also-old /new/#part 301!\n# a note\n",
        ],
        "a copy": [compress(PAGE, mtime=0), brotli.compress(PAGE)],
        "a message of the preview": [
            b'{"command": "info", "url": "http://127.0.0.1:8000/a/", "plugins": {"wellread": {"sight": "a-b"}}}',
            b'{"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}',
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
