"""The proof that no word of an article is left: every file of a folder is opened, unpacked and searched for what it said.

Sought are all runs of six words in a row that stand in a sentence of the article, and in no other text of the site. A run that
another text has as well is that text's own; which texts these are is told, for somebody may have to look at them too.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path

import brotli
from msgspec import structs

from wellread.check import Searcher, phrases_of, words_of
from wellread.check.outputs import FEWEST_WORDS, READ_AS_TEXT, SURE
from wellread.layers import Layers
from wellread.model import Article, Site, Value, old_path
from wellread.pagefind import FOLDER as INDEX
from wellread.pagefind import MAGIC
from wellread.prose import find_wording, find_wording_inline
from wellread.read import Scan, is_signed
from wellread.render.addresses import addresses_of, split_base_url
from wellread.scanning import NOT_WORDS
from wellread.withdraw.documents import text_of_pdf
from wellread.withdraw.notice import NOTE

FEWEST_TELLING = 3
"""A run of six words has at least so many different ones of three letters or more, or it may stand anywhere by chance."""
HIDDEN = ("draft", "withdrawn")
PICTURE = re.compile(r"/static/[^\s()\"'<>]+")
CLOSED = (OSError, EOFError, zlib.error, brotli.error, ValueError)
"""What is raised for a file that can't be unpacked."""
MOST_UNPACKED = 200_000_000
"""A file that holds more bytes than this was made to fill the memory."""
LISTS = re.compile(rf"(?:[a-z]{{2,3}}(?:-\w+)*/)?(?:sitemap|llms|feed\.)|{re.escape(INDEX)}")
"""How the paths of files begin, in whatever language's folder, that name no withdrawn article."""
UNBROKEN = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]{6,}")
"""Letters of languages that put no space between words (Thai, Lao, Burmese, Khmer, Japanese, Chinese): six of them tell enough."""
OF_PEOPLE = (".doc", ".docx", ".epub", ".odp", ".ods", ".odt", ".pdf", ".ppt", ".pptx", ".rtf", ".xls", ".xlsx", ".zip", ".zst")
"""How files end that hold words in a way that is not looked into."""


class Hunt(Value, frozen=True, kw_only=True):
    """What is sought of an article: runs of words (as `words_of` gives them), its address from the slash after the host, and the
    beginning of the names of its pictures for sharing, of which its `translations` have one each. `notice` is the file at its
    address, `old` those at its old addresses. `quoted` are runs that the `reasons` of withdrawals have too: they may stand where a
    reason does. `shared` are the texts of the site that have a whole sentence of it too, `pictures`
    those that it shows."""

    runs: tuple[str, ...]
    address: str
    share: str
    notice: str
    old: tuple[str, ...]
    quoted: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    translations: int = 0
    shared: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()


class Proof(Value, frozen=True, kw_only=True):
    """What was found: how many files were looked at, those in which words are `left` with the first of them, lists and pictures
    that are still `named` after it, and addresses that should lead to the notice and `lack` a file. `closed` can't be unpacked,
    `unread` are documents whose words can't be read. `sought` is how many runs of words were looked for: without any, nothing is
    proved."""

    looked: int
    sought: int
    left: Mapping[str, str]
    named: tuple[str, ...]
    lack: tuple[str, ...]
    closed: tuple[str, ...]
    unread: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        return self.sought > 0 and not (self.left or self.named or self.lack or self.closed)


def hunt_for(article: Article, site: Site, scanned: Scan, layers: Layers, base_url: str, reason: str) -> Hunt:
    """Return what must be nowhere once the article is withdrawn. `reason` is what its notice says."""
    texts = {path: content.decode("utf-8", "replace") for path, content in _public(article, site, scanned).items()}
    texts |= {f"templates/{name}": content.decode("utf-8", "replace") for name, content in layers.templates.items()}
    reasons = _reasons_of(article, reason)
    quoted = {run for each in reasons for run in runs_in(each)}
    sentences = frozenset(_sentences_of(article))
    said = frozenset(run for each in sentences for run in runs_in(each)).difference(runs_in(f"{article.title} {article.id}"))
    words = {path: words_of(NOT_WORDS.sub(" ", text)) for path, text in texts.items()}
    elsewhere = {path: said.intersection(runs_in(text)) for path, text in words.items()}
    addresses = addresses_of(base_url, site, {article.known_as: article})
    address = addresses.base_path + addresses.paths["article", article.lang, article.id]
    others = [each for (lang, id_), each in site.articles.items() if id_ == article.id and lang != article.lang]
    own = said.difference(*elsewhere.values())
    return Hunt(
        runs=tuple(sorted(own - quoted)),
        quoted=tuple(sorted(own & quoted)),
        reasons=reasons,
        address=address,
        share=f"assets/share/{article.id}.",
        notice=addresses.output_of(address),
        old=tuple(path for each in article.redirect_from if (path := old_path(each))),
        translations=sum(each.status not in HIDDEN for each in others),
        shared=tuple(sorted(path for path, found in elsewhere.items() if found and any(each in words[path] for each in sentences))),
        pictures=tuple(sorted(set(PICTURE.findall(article.body)))),
    )


def _public(article: Article, site: Site, scanned: Scan) -> dict[str, bytes]:
    hidden = {each.origin.path for each in site.articles.values() if each.status in HIDDEN}
    hidden.add(article.origin.path)
    return {path: content for path, content in scanned.files.items() if path not in hidden and not is_signed(path)}


def _reasons_of(article: Article, reason: str) -> tuple[str, ...]:
    """Return why the article is taken back, and was before: what is told of it stands on the notice and in feeds, and is no text of
    the article's."""
    noted = (each.note.removeprefix(NOTE) for each in article.changes if each.note.startswith(NOTE))
    told = (reason, article.withdrawn.reason if article.withdrawn else "", *noted)
    return tuple(sorted({words_of(each) for each in told} - {words_of("")}))


def _sentences_of(article: Article) -> Iterator[str]:
    """Yield what an article says, as `words_of` gives it. Its title may stand on the notice, and reasons of withdrawals are told
    there."""
    changes = tuple(each for each in article.changes if not each.note.startswith(NOTE))
    article = structs.replace(article, changes=changes, origin=article.origin)
    at = article.origin.at
    wordings = {field: find_wording_inline(text, at(field).mark, article.lang) for field, text in article.inline_texts() if text}
    wordings[""] = find_wording(article.body, article.origin.body_line, article.lang)
    for each in phrases_of(article, wordings, "withdrawn", ()):
        if each.what != "the title":
            yield each.sought


def runs_in(text: str) -> Iterator[str]:
    """Yield what is sought of a text: each six words in a row that tell enough, and what languages without spaces say at a time."""
    words = words_of(text).split()
    for start in range(len(words) - FEWEST_WORDS + 1):
        run = f" {' '.join(words[start : start + FEWEST_WORDS])} "
        if not run.isascii() or len(set(SURE.findall(run))) >= FEWEST_TELLING:
            yield run
    yield from (f" {word} " for word in words if UNBROKEN.fullmatch(word))


def search(folder: Path, paths: Iterable[str], hunt: Hunt, base_url: str) -> Proof:
    """Look at each of these files of a folder, compressed ones unpacked."""
    origin = split_base_url(base_url)[0]
    words, links = Searcher(hunt.runs, origin), Searcher((hunt.address,), origin)
    quoted, reasons = Searcher(hunt.quoted, origin), Searcher(hunt.reasons, origin)
    listed = sorted(paths)
    left: dict[str, str] = {}
    named: list[str] = []
    closed: list[str] = []
    unread: list[str] = []
    pictures = [path for path in listed if path.startswith(hunt.share)]
    if len(pictures) > hunt.translations:
        named += pictures
    for path in listed:
        if path in pictures:
            continue
        try:
            name, content = unpacked(path, folder / path)
        except CLOSED:
            closed.append(path)
            continue
        if name.lower().endswith(OF_PEOPLE):
            unread.append(path)
            continue
        found = words.leaks(name, content)
        if not found and (again := quoted.leaks(name, content)) and not reasons.leaks(name, content):
            found = again
        if found:
            left[path] = found[0].strip()
        if LISTS.match(path) and links.leaks(name, content):
            named.append(path)
    there = set(listed)
    lack = tuple(path for path in (hunt.notice, *hunt.old) if path not in there)
    return Proof(
        looked=len(listed) - len(unread),
        sought=len(hunt.runs) + len(hunt.quoted),
        left=left,
        named=tuple(named),
        lack=lack,
        closed=tuple(closed),
        unread=tuple(unread),
    )


def unpacked(path: str, file: Path) -> tuple[str, bytes]:
    """Return what a file holds once it is unpacked, and a name that says how to read it. Raises one of CLOSED."""
    name, content = path, file.read_bytes()
    if path.lower().endswith(".pdf"):
        text = text_of_pdf(file)
        return (path, content) if text is None else (f"{path}.txt", text.encode())
    if path.endswith(".br"):
        name, content = path.removesuffix(".br"), _from_brotli(content)
    elif path.endswith(".gz"):
        name, content = path.removesuffix(".gz"), _from_gzip(content)
    elif path.startswith(INDEX) and content.startswith(b"\x1f\x8b"):
        content = _from_gzip(content)
        name, content = (f"{path}.json", content.removeprefix(MAGIC)) if content.startswith(MAGIC) else (path, content)
    if not name.lower().endswith((*READ_AS_TEXT, *OF_PEOPLE)) and b"\0" not in content[:4096]:
        name = f"{name}.txt"
    return name, content


def _from_gzip(content: bytes) -> bytes:
    return _bounded(gzip.GzipFile(fileobj=BytesIO(content)).read(MOST_UNPACKED + 1))


def _from_brotli(content: bytes) -> bytes:
    unpacker = brotli.Decompressor()
    made = unpacker.process(content, output_buffer_limit=MOST_UNPACKED + 1)
    if not unpacker.is_finished() and len(made) <= MOST_UNPACKED:
        raise EOFError("the file is cut short")
    return _bounded(made)


def _bounded(content: bytes) -> bytes:
    if len(content) > MOST_UNPACKED:
        raise ValueError(f"more than {MOST_UNPACKED:,} bytes are in it")
    return content
