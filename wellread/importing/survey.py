"""What is in a folder that is to be imported: which generator it was made for, its settings, its texts, and what is no text."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

import yaml

from wellread.importing.front import Front, as_written, loose_yaml, read_front
from wellread.importing.notes import WIDEST
from wellread.problems import SiteError, nearest
from wellread.read.decode import BOM, FORBIDDEN

Generator = Literal["hugo", "jekyll", "plain"]
GENERATORS: tuple[Generator, ...] = ("hugo", "jekyll", "plain")
MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg")
SETTINGS: Mapping[Generator, tuple[str, ...]] = {
    "hugo": tuple(
        f"{folder}{name}.{kind}"
        for folder in ("", "config/_default/")
        for name in ("hugo", "config")
        for kind in ("toml", "yaml", "yml", "json")
    ),
    "jekyll": ("_config.yml", "_config.yaml", "_config.toml"),
    "plain": (),
}
NOT_CONTENT: Mapping[Generator, tuple[str, ...]] = {
    "hugo": ("archetypes", "assets", "config", "data", "i18n", "layouts", "public", "resources", "static", "themes"),
    "jekyll": ("_data", "_includes", "_layouts", "_sass", "_site", "vendor"),
    "plain": ("_data", "_includes", "_layouts", "_site", "dist"),
}
"""Folders that hold no texts for readers."""
NEVER = ("node_modules", "__pycache__")
PUBLISHED = ("static", "public", "assets", "images", "img")
STRANGE = "not imported: a sign in its name, shown as �, can stand in no line of text; give the file another name"
ABOUT_IT = ("readme", "license", "licence", "changelog", "contributing", "code_of_conduct", "security")
"""Files that speak of the repository, not to readers."""
LARGEST = 500_000
"""How many bytes a text may have: half of what an entry may, since its notes come into the draft too."""
MOST_FILES = 200_000
LARGEST_PICTURE = 50_000_000


class Original(NamedTuple):
    """A text of the folder: its path there (with /), all of it with \\n as line ends, and the two parts of it."""

    path: str
    text: str
    front: Front

    @property
    def is_html(self) -> bool:
        return self.path.lower().endswith((".html", ".htm"))

    @property
    def is_list(self) -> bool:
        """Say whether it introduces a list of other pages, as Hugo's _index.md does."""
        return re.fullmatch(r"_index(\.[A-Za-z-]+)?\.\w+", self.path.rpartition("/")[2]) is not None


class Survey(NamedTuple):
    """What was found: `content` leads from the folder to where the texts' addresses begin ("" or "content/"); `others` are the
    files that are no texts, each with the reason why it was left."""

    root: Path
    generator: Generator
    settings: Mapping[str, Any]
    content: str
    originals: tuple[Original, ...]
    others: Mapping[str, str]
    files: frozenset[str]
    static: tuple[Path, ...]
    """Folders below which an address such as /img/one.png is a file."""

    @property
    def base_url(self) -> str:
        """Return the address the site had, without the last slash, or ""."""
        found = self.settings.get("baseURL") or self.settings.get("baseurl" if self.generator == "hugo" else "url") or ""
        return str(found).rstrip("/") if str(found).startswith("http") else ""

    @property
    def base_path(self) -> str:
        """Return what stood before each of its addresses, as in "/health", or ""."""
        path = self.settings.get("baseurl") if self.generator == "jekyll" else re.sub(r"^https?://[^/]*", "", self.base_url)
        return f"/{str(path).strip('/')}" if path and str(path).strip("/") else ""


def survey(folder: Path, wanted: str, site: Path) -> Survey:
    """Return what is in a folder, but for the site it is imported into. Raises SiteError if it can't be read, or holds no text."""
    if wanted and wanted not in GENERATORS:
        meant = nearest(wanted, GENERATORS)
        raise SiteError(f"--from can't be “{wanted}”{f'; {meant}' if meant else ''} (it is {', '.join(GENERATORS)})")
    if not folder.is_dir():
        raise SiteError(f"{folder} is no folder. Name the folder that holds the texts, or the other site's own.")
    generator = next((each for each in GENERATORS if each == wanted), None) or _generator_of(folder)
    settings, said = _settings_of(folder, generator)
    content = _content_of(folder, generator, settings)
    every = sorted(_files(folder, site.resolve()))
    found = [path for path in every if shown(path) == path]
    originals: list[Original] = []
    others: dict[str, str] = said | {shown(path): STRANGE for path in every if shown(path) != path}
    for path in found:
        reason = _reason_to_leave(path, generator, content) if path not in others else others[path]
        if not reason:
            read = _read(folder / path, path)
            if isinstance(read, Original):
                originals.append(read)
                continue
            reason = read
        others[path] = reason
    if not originals:
        raise SiteError(f"there is no text in {folder} that could be imported: a file that ends with .md. Nothing was written.")
    return Survey(
        root=folder,
        generator=generator,
        settings=settings,
        content=content,
        originals=tuple(originals),
        others=others,
        files=frozenset(found),
        static=_static_of(folder, generator),
    )


def _generator_of(folder: Path) -> Generator:
    beside = (folder, folder.parent) if folder.name == "content" else (folder,)
    for place in beside:
        if any((place / name).is_file() for name in SETTINGS["jekyll"]) or (place / "_posts").is_dir():
            return "jekyll"
        if (place / "archetypes").is_dir() or any((place / name).is_file() for name in SETTINGS["hugo"]):
            return "hugo"
    return "jekyll" if folder.name == "_posts" else "plain"


def _settings_of(folder: Path, generator: Generator) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the other generator's settings, and what is to be said of files that can't be read."""
    made: dict[str, Any] = {}
    said: dict[str, str] = {}
    above = folder.parent if folder.name in ("content", "_posts") else folder
    for name in SETTINGS[generator]:
        file = above / name
        if not file.is_file() or file.stat().st_size > LARGEST or not _is_below(file, above):
            continue
        try:
            made = _parsed(file.read_text("utf-8-sig"), file.suffix) | made
            said[name] = "read: the other generator's settings (the address, and how addresses are made)"
        except (OSError, ValueError, TypeError, yaml.YAMLError, RecursionError) as error:
            said[name] = f"the settings can't be read: {' '.join(str(error).split())[:200]}"
    return made, said if above == folder else {}


def _parsed(text: str, suffix: str) -> dict[str, Any]:
    if suffix == ".toml":
        found: Any = as_written(tomllib.loads(text))
    elif suffix == ".json":
        found = as_written(json.loads(text))
    else:
        found = loose_yaml(text)
    return found if isinstance(found, dict) else {}


def _content_of(folder: Path, generator: Generator, settings: Mapping[str, Any]) -> str:
    if generator == "hugo":
        name = str(settings.get("contentDir") or "content").strip("/")
        return f"{name}/" if (folder / name).is_dir() else ""
    name = str(settings.get("source") or "").strip("./")
    return f"{name}/" if name and (folder / name).is_dir() else ""


def _static_of(folder: Path, generator: Generator) -> tuple[Path, ...]:
    """Return the folders below which an address from the root is a file. Of the folder above only those that any site publishes:
    what else lies there may be private."""
    names = {"hugo": ("static", "assets"), "jekyll": (), "plain": ("static", "public", "assets", "src", "src/assets")}
    places = [(folder, name) for name in (*names[generator], "")]
    if folder.name in ("content", "_posts", "pages"):
        above = folder.parent
        is_site = any((above / name).is_file() for name in SETTINGS["jekyll"])
        places += [(above, name) for name in (PUBLISHED if not is_site or generator != "jekyll" else ("",))]
    found = dict.fromkeys(base / name for base, name in places if _is_below(base / name, base))
    return tuple(place for place in found if place.is_dir())


def _is_below(path: Path, folder: Path) -> bool:
    """Say whether a path stays in a folder once symbolic links are followed."""
    return path.resolve().is_relative_to(folder.resolve())


def shown(path: str) -> str:
    """Return a path with a � for each sign in it that a line can't hold: such a one could write keys into a draft."""
    return FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", re.sub(r"[\t\n\r]", "\N{REPLACEMENT CHARACTER}", path))


def _files(folder: Path, site: Path) -> Iterator[str]:
    """Yield the path of every file, without hidden ones, without what links to somewhere else, and without the new site's."""
    count = 0
    for place, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in NEVER)
        folders[:] = [name for name in folders if (Path(place) / name).resolve() != site]
        for name in files:
            path = Path(place) / name
            if name.startswith(".") or path.is_symlink() or not path.is_file():
                continue
            count += 1
            if count > MOST_FILES:
                raise SiteError(f"{folder} holds more than {MOST_FILES:,} files. Import it folder by folder. Nothing was written.")
            yield path.relative_to(folder).as_posix()


def _reason_to_leave(path: str, generator: Generator, content: str) -> str:
    first, _, name = path.partition("/")[0], *path.rpartition("/")[1:]
    stem, suffix = os.path.splitext(name.lower())
    if first in NOT_CONTENT[generator] and "/" in path and not path.startswith(content or "/"):
        return "not looked at: this folder holds no texts for readers"
    if content and not path.startswith(content):
        return f"not looked at: the texts are in {content}"
    if stem in ABOUT_IT and suffix in (*MARKDOWN, ""):
        return "not looked at: it speaks of the repository"
    if suffix in PICTURES:
        return "a picture: copied if a text that was imported shows it"
    if suffix in MARKDOWN or suffix in (".html", ".htm"):
        return ""
    return "not looked at: it is no Markdown"


def _read(file: Path, path: str) -> Original | str:
    """Return a text, or why it was left."""
    try:
        if file.stat().st_size > LARGEST:
            return f"not imported: it is larger than {LARGEST:,} bytes; make several files of it"
        content = file.read_bytes()
        text = content.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError:
        return "not imported: it isn't saved as UTF-8; open it in an editor, choose “Save with encoding” and UTF-8"
    except OSError as error:
        return f"not imported: it can't be read ({error.strerror})"
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return "not imported: it is empty"
    if any(len(line) > WIDEST for line in text.split("\n")):
        return f"not imported: it has a line of more than {WIDEST:,} letters"
    text = FORBIDDEN.sub(" ", text)
    made = Original(path, text, read_front(text))
    if made.is_html and not made.front.keys and not made.front.unread:
        return "not looked at: a page of HTML without front matter"
    return made
