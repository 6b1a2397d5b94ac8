"""Files of static/ as they are published: each with its hash in its name. Bytes in, bytes out."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from pathlib import PurePosixPath

from wellread.model import Output, Value
from wellread.render.styles import print_styles

AS_THEY_ARE = ("favicon.ico", "robots.txt")
"""Files at the top of static/ that programs look for at a fixed address; so are all in static/root/."""


class Assets(Value, frozen=True, kw_only=True):
    """`paths` holds where each file of static/ is published ("img/icon.svg": "assets/icon.0123456789ab.svg"); `print_stylesheet` is
    the path of the styles for paper, "" if there are none: all others are written into pages."""

    outputs: tuple[Output, ...]
    paths: Mapping[str, str]
    print_stylesheet: str


def plan_assets(static: Mapping[str, bytes]) -> Assets:
    """Return what to publish of static/. `static` holds each file by its path below static/, with /."""
    paper = print_styles(static)
    stylesheet = _fingerprinted("print.css", paper) if paper else ""
    paths = {name: _published_at(name, static[name]) for name in sorted(static) if not name.startswith("css/")}
    contents = {path: static[name] for name, path in paths.items()} | ({stylesheet: paper} if paper else {})
    outputs = tuple(Output(path=path, content=content, kind="asset") for path, content in sorted(contents.items()))
    return Assets(outputs=outputs, paths=paths, print_stylesheet=stylesheet)


def _published_at(name: str, content: bytes) -> str:
    if name.startswith("root/"):
        return name.removeprefix("root/")
    return name if name in AS_THEY_ARE else _fingerprinted(name, content)


def _fingerprinted(name: str, content: bytes) -> str:
    """Return "assets/icon.0123456789ab.svg": the same content has the same address, other content another one."""
    path = PurePosixPath(name)
    return f"assets/{path.stem}.{blake2b(content, digest_size=6).hexdigest()}{path.suffix}"
