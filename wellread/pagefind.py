"""Records → the files of a search index, made by Pagefind. The same records give the same bytes, in whatever process.

Pagefind writes filters in the order of a hash table that is another one each time; here they are put in order and named anew
(docs/decisions/search.md). Its ready-made user interfaces are left out.
"""

from __future__ import annotations

import gzip
import json
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryFile
from threading import Thread, Timer
from typing import IO, Any

from wellread.model import Output
from wellread.render import SearchRecord

FOLDER = "pagefind/"
"""Where the index is published."""
PATIENCE = 600.0
"""Seconds after which Pagefind is given up for hanging; ten thousand pages take it about one minute."""
ENTRY = "pagefind-entry.json"
"""What is asked for first: it names the others, so it is written after them."""
WANTED = ("pagefind.js", ENTRY)
WANTED_ENDS = (".pf_meta", ".pf_index", ".pf_fragment", ".pf_filter")
"""The files that a search page loads. The others are user interfaces."""
MAGIC = b"pagefind_dcd"
"""What stands first in every packed file of an index."""


class IndexFault(Exception):  # noqa: N818
    """Pagefind isn't there, or gave up: a sentence on what happened."""


def make_index(records: Iterable[SearchRecord]) -> tuple[Output, ...]:
    """Return the files of the index, sorted by path. Raises IndexFault if there is no Pagefind, or it fails."""
    files = dict(_ask_pagefind(records))
    languages = json.loads(files[ENTRY])["languages"].values()
    wanted = (*WANTED, *(f"wasm.{language['wasm'] or 'unknown'}.pagefind" for language in languages))
    files = {path: content for path, content in files.items() if path in wanted or path.endswith(WANTED_ENDS)}
    ordered = sorted(put_in_order(files).items())
    return tuple(Output(path=FOLDER + path, content=each, kind="list" if path == ENTRY else "asset") for path, each in ordered)


# --- the program ------------------------------------------------------------------------------------------------------


def find_pagefind() -> Path:
    """Return where the program is. Raises IndexFault if it isn't installed."""
    try:
        import pagefind_bin
    except ImportError:
        raise IndexFault("the program Pagefind is not installed") from None
    try:
        return Path(pagefind_bin.get_executable())
    except FileNotFoundError:
        raise IndexFault("the package pagefind_bin is there without its program") from None


def _ask_pagefind(records: Iterable[SearchRecord]) -> list[tuple[str, bytes]]:
    """Return the files that Pagefind makes of the records, which it gets one after the other: that fixes the order of its pages."""
    with TemporaryFile() as complaints:
        try:
            command = [str(find_pagefind()), "--service"]
            program = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints)  # noqa: S603
        except OSError as error:
            raise IndexFault(f"Pagefind can't be started ({error.strerror})") from None
        assert program.stdin
        assert program.stdout
        clock = Timer(PATIENCE, program.kill)
        clock.start()
        writer = Thread(target=_send, args=(program.stdin, records))  # or each side would wait for the other, with full pipes
        writer.start()
        try:
            for answer in _answers(program.stdout):
                if answer["type"] == "Error":
                    raise IndexFault(f"Pagefind says: {answer['message']}")
                if answer["type"] == "GetFiles":
                    return [(each["path"], b64decode(each["content"])) for each in answer["files"]]
        finally:
            clock.cancel()
            program.kill()
            writer.join()
            with suppress(BrokenPipeError):
                program.stdin.close()
            program.stdout.close()
            program.wait()
        complaints.seek(0)
        last = complaints.read().decode("utf-8", "replace").strip().splitlines()[-1:]
        raise IndexFault("Pagefind stopped before it was done" + "".join(f" ({line})" for line in last))


def _send(pipe: IO[bytes], records: Iterable[SearchRecord]) -> None:
    """Send what is to be done, each request closed by a comma. The pipe stays open: Pagefind drops its work when its input ends,
    which is just right if a record can't be made."""
    is_sent = False
    try:
        pipe.write(_request(0, type="NewIndex", config={"write_playground": False}))
        number = 0
        for number, each in enumerate(records, 1):
            pipe.write(_request(number, type="AddFile", index_id=0, url=each.url, file_contents=each.html))
        pipe.write(_request(number + 1, type="GetFiles", index_id=0))
        pipe.flush()
        is_sent = True
    except BrokenPipeError:
        return  # it has ended: whoever listens sees that too
    finally:
        if not is_sent:
            with suppress(BrokenPipeError):
                pipe.close()


def _request(number: int, **payload: object) -> bytes:
    return b64encode(json.dumps({"message_id": number, "payload": payload}).encode()) + b","


def _answers(pipe: IO[bytes]) -> Iterator[dict[str, Any]]:
    waiting = bytearray()
    while part := pipe.read1(1 << 20):  # type: ignore[attr-defined]
        *whole, rest = part.split(b",")
        for each in whole:
            message = bytes(waiting) + each
            waiting.clear()
            if message:
                try:
                    yield json.loads(b64decode(message))["payload"]
                except (ValueError, KeyError):
                    raise IndexFault("Pagefind says something that isn't understood") from None
        waiting += rest


# --- the same bytes each time -----------------------------------------------------------------------------------------


def put_in_order(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files with the values of each filter in order, and every file that is named otherwise for it named anew."""
    renamed: dict[str, str] = {}
    done = dict(files)
    for path in sorted(path for path in files if path.endswith(".pf_filter")):
        _rename(done, path, _sorted_filter(_unpacked(files[path])), renamed)
    for path in sorted(path for path in files if path.endswith(".pf_meta")):
        _rename(done, path, _sorted_meta(_replaced(_unpacked(files[path]), renamed)), renamed)
    done[ENTRY] = _sorted_entry(_replaced(files[ENTRY], renamed))
    return done


def _rename(files: dict[str, bytes], path: str, content: bytes, renamed: dict[str, str]) -> None:
    """Put the content under a name of the same length that is made of it: "filter/en_75aa1b1.pf_filter"."""
    folder, slash, file = path.rpartition("/")
    stem, dot, suffix = file.rpartition(".")
    known_as = stem.removeprefix("pagefind.")
    lang, _, hash_ = known_as.rpartition("_")
    new = f"{lang}_{blake2b(content, digest_size=16).hexdigest()[: len(hash_)]}"
    renamed[known_as] = new
    del files[path]
    files[f"{folder}{slash}{stem.removesuffix(known_as)}{new}{dot}{suffix}"] = gzip.compress(MAGIC + content, 9, mtime=0)


def _replaced(content: bytes, renamed: dict[str, str]) -> bytes:
    for old, new in renamed.items():
        content = content.replace(old.encode(), new.encode())
    return content


def _unpacked(content: bytes) -> bytes:
    return gzip.decompress(content).removeprefix(MAGIC)


def _sorted_filter(content: bytes) -> bytes:
    """Return [name, [[value, [page …]] …]] with the values in order."""
    return _join([_join(sorted(_split(each))) if at == 1 else each for at, each in enumerate(_split(content))])


def _sorted_meta(content: bytes) -> bytes:
    """Return [version, pages, chunks, filters, …] with the filters in order."""
    return _join([_join(sorted(_split(each))) if at == 3 else each for at, each in enumerate(_split(content))])


def _sorted_entry(content: bytes) -> bytes:
    return json.dumps(json.loads(content), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


# --- CBOR, as far as lists go ---------------------------------------------------------------------------------------------

ARRAY = 4
TEXTS = (2, 3)
LONG, LONGEST = 24, 27


def _split(content: bytes) -> list[bytes]:
    """Return the items of a list, each as its bytes."""
    length, at = _head(content, 0)[1:]
    items: list[bytes] = []
    for _ in range(length):
        end = _end(content, at)
        items.append(content[at:end])
        at = end
    return items


def _join(items: list[bytes]) -> bytes:
    length = len(items)
    if length < LONG:
        return bytes([ARRAY << 5 | length]) + b"".join(items)
    size = next(size for size in (1, 2, 4, 8) if length < 1 << 8 * size)
    return bytes([ARRAY << 5 | LONG + size.bit_length() - 1]) + length.to_bytes(size, "big") + b"".join(items)


def _head(content: bytes, at: int) -> tuple[int, int, int]:
    """Return an item's kind, its number or length, and where what follows begins."""
    kind, number = content[at] >> 5, content[at] & 31
    if number < LONG:
        return kind, number, at + 1
    if number > LONGEST:
        raise IndexFault("its index is made in a way that this program doesn't know: another version of Pagefind?")
    size = 1 << number - LONG
    return kind, int.from_bytes(content[at + 1 : at + 1 + size], "big"), at + 1 + size


def _end(content: bytes, at: int) -> int:
    kind, number, at = _head(content, at)
    if kind in TEXTS:
        return at + number
    if kind == ARRAY:
        for _ in range(number):
            at = _end(content, at)
    elif kind > ARRAY:
        raise IndexFault("its index is made in a way that this program doesn't know: another version of Pagefind?")
    return at
