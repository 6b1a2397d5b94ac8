"""One of the program's templates or stylesheets → the site's own copy of it; and later, what changed in the original since."""

from __future__ import annotations

import argparse
import difflib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from wellread import __version__
from wellread.layers import OWN_STATIC, theme_folder
from wellread.new.files import replace, write_new
from wellread.overrides import MARK, ORIGINALS, can_be_marked, marked, short_hash
from wellread.problems import SiteError, nearest
from wellread.read import read_folder

GUIDE = "docs/templates.md"
EXTEND = 'a file of the same name that begins with {% extends "wellread/NAME" %} changes only the blocks that it has'

BLOCK = re.compile(r"{%-? *block (\w+)")
EXTENDS = re.compile(r'{%-? *extends "([^"]+)"')
FOLDERS = ("templates", "static")


def override(chosen: argparse.Namespace) -> str:
    """Do what the command line asks for, and return what to tell. Raises SiteError if it can't be done; then nothing changed."""
    root: Path = chosen.site
    if not (root / "site.yaml").is_file():
        raise SiteError(f"no site.yaml in {root.absolute()}; start in the site's folder, or name it with --site DIR")
    theirs = _originals()
    if not chosen.name:
        return _list(theirs, root)
    path = _path_of(chosen.name, theirs)
    if chosen.diff or chosen.seen:
        return _diff(root, path, theirs) if chosen.diff else _record(root, path, theirs)
    return _copy(root, path, theirs)


def _originals() -> dict[str, bytes]:
    """Return what of the program's a site can have a copy of, by its path in the site."""
    theme = theme_folder()
    found = {f"templates/{name}": content for name, content in read_folder(theme / "templates").items()}
    static = read_folder(theme / "static").items()
    return found | {f"static/{name}": content for name, content in static if name.startswith(OWN_STATIC)}


def _list(theirs: Mapping[str, bytes], root: Path) -> str:
    """Return the names of all that can be copied, with the blocks of templates."""
    lines = ["What a site can have its own of; the blocks of a template stand behind it:", ""]
    for path, content in theirs.items():
        own = BLOCK.findall(content.decode("utf-8", "replace")) if path.startswith("templates/") else []
        lines.append(f"  {path}  ({', '.join(dict.fromkeys(own))})" if own else f"  {path}")
    block = "docs/templates.md says how to change one block only" if (root / GUIDE).is_file() else EXTEND
    return "\n".join([*lines, "", f"wellread override NAME copies one; {block}."])


def _path_of(name: str, theirs: Mapping[str, bytes]) -> str:
    """Return the path in the site of what is meant by components/card.html, css/tokens.css or templates/components/card.html."""
    plain = name.replace("\\", "/").removeprefix("./").removeprefix("wellread/")
    for path in (plain, *(f"{folder}/{plain}" for folder in FOLDERS)):
        if path in theirs:
            return path
    alike = [path for path in theirs if path.rpartition("/")[2] in (plain, f"{plain}.html")]
    if len(alike) == 1:
        return alike[0]
    short = {path.partition("/")[2]: path for path in theirs}
    meant = nearest(plain.removeprefix("templates/").removeprefix("static/"), short)
    raise SiteError(f"the program has no “{name}”; {meant or 'wellread override lists what it has'}")


# --- a copy -----------------------------------------------------------------------------------------------------------


def _copy(root: Path, path: str, theirs: Mapping[str, bytes]) -> str:
    folder, _, name = path.partition("/")
    original = theirs[path]
    if (root / path).exists():
        raise SiteError(
            f"there is already a {path}; nothing was written. wellread override {name} --diff shows what the program changed."
        )
    if not can_be_marked(folder, name):
        write_new(root / path, original, path)
        return f"Written: {path}. Put your own in its place; the build can't say when the program's changes."
    _keep_original(root, path, original)
    write_new(root / path, marked(folder, name, original, __version__), path)
    lines = [f"Written: {path}, a copy of the program's. Leave its first line: by it the build says when the program's changes."]
    if name.startswith("components/"):
        lines.append("Other templates call it by the macro's name and arguments, so leave these as they are.")
    blocks = _blocks(path, theirs) if folder == "templates" else []
    if blocks:
        lines.append(
            f'If one block is all you want to change, write this in its place: {{% extends "wellread/{name}" %}} and behind it '
            f"{{% block NAME %}}…{{% endblock %}}; the blocks are {', '.join(blocks)}."
        )
    return "\n".join(lines)


def _keep_original(root: Path, path: str, original: bytes) -> None:
    kept = root / ORIGINALS / path
    if kept.exists():
        replace(kept, kept.read_bytes(), original, f"{ORIGINALS}/{path}")
    else:
        write_new(kept, original, f"{ORIGINALS}/{path}")


def _blocks(path: str, theirs: Mapping[str, bytes]) -> list[str]:
    """Return the blocks of a template and of those that it builds on."""
    text = theirs[path].decode("utf-8", "replace")
    builds_on = EXTENDS.search(text)
    above = _blocks(f"templates/{builds_on[1]}", theirs) if builds_on and f"templates/{builds_on[1]}" in theirs else []
    return [*above, *(each for each in BLOCK.findall(text) if each not in above)]


# --- when the original changes ----------------------------------------------------------------------------------------


def _diff(root: Path, path: str, theirs: Mapping[str, bytes]) -> str:
    """Return what changed in the program's file since the site's copy was made, as lines with + and -."""
    mark = _mark_of(_read(root, path), path)
    if mark[3].decode() == short_hash(theirs[path]):
        return f"The program's file is what it was when {path} was copied from it."
    kept = root / ORIGINALS / path
    before = kept.read_bytes() if kept.is_file() else None
    if before is None or short_hash(before) != mark[3].decode():
        raise SiteError(
            f"{ORIGINALS}/{path} is gone, or isn't what {path} was copied from, so nothing can be compared. Move your copy away, "
            f"run wellread override {path}, and put your changes into the new one."
        )
    version = mark[2].decode()
    return "\n".join(_lines_of_diff(before, theirs[path], f"wellread {version}: {path}", f"wellread {__version__}: {path}"))


def _lines_of_diff(before: bytes, after: bytes, old: str, new: str) -> Iterator[str]:
    one, other = (content.decode("utf-8", "replace").splitlines() for content in (before, after))
    return difflib.unified_diff(one, other, fromfile=old, tofile=new, lineterm="")


def _record(root: Path, path: str, theirs: Mapping[str, bytes]) -> str:
    """Write into the first line of the site's copy that the program's file, as it is now, has been looked at."""
    folder, _, name = path.partition("/")
    own = _read(root, path)
    mark = _mark_of(own, path)
    if mark[3].decode() == short_hash(theirs[path]):
        return f"{path} says so already."
    line = marked(folder, name, b"", __version__).replace(short_hash(b"").encode(), short_hash(theirs[path]).encode())
    _keep_original(root, path, theirs[path])
    replace(root / path, own, line + own[mark.end() :], path)
    return f"{path}: its first line says now that you know the program's file of wellread {__version__}."


def _read(root: Path, path: str) -> bytes:
    try:
        return (root / path).read_bytes()
    except FileNotFoundError:
        raise SiteError(f"the site has no {path}; wellread override {path} makes a copy of the program's") from None
    except OSError as error:
        raise SiteError(f"{path} can't be read: {error.strerror}.") from error


def _mark_of(content: bytes, path: str) -> re.Match[bytes]:
    mark = MARK.match(content)
    if mark is None:
        raise SiteError(f"the first line of {path} doesn't say what it is a copy of, so nothing is known of its original")
    return mark
