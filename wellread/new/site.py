"""A new site in an empty folder: everything it needs to be built, and nothing made up about who makes it or whom it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from wellread import __version__
from wellread.layers import theme_folder
from wellread.new.files import write_new
from wellread.new.guides import guides
from wellread.new.layouts import lay_out, written
from wellread.new.questions import Ask
from wellread.problems import SiteError
from wellread.read import read_settings
from wellread.read.folders import is_leftover

STARTER = Path(__file__).parent / "starter"
"""The files of a new site. A name's “dot_” stands for a dot: files that begin with one are easily left out of a package."""
WORKING = (".git", ".venv")
"""What may be in the folder before there is a site in it: where its history is kept, and where the program is installed."""
MOST_NAMED = 5
ARTICLE = "content/articles/your-first-article.md"
EXAMPLE = {
    "title": "Your first article: what to write where",
    "description": "A draft that shows what belongs into an article, from the keys at its top to the last line of its text.",
    "type": "guide",
    "status": "draft",
    "main_message": "Say here what a reader should know and do first, in one to three sentences.",
    "authors": ["editorial-team"],
    "funding": "none",
    "conflicts": "none",
}
BODY = "article_body.md"


class Wanted(NamedTuple):
    """What is known of a new site ("" for what isn't): `emergency` holds numbers to call, as “Place=Number”."""

    title: str = ""
    language: str = ""
    base_url: str = ""
    organisation: str = ""
    contact: str = ""
    emergency: Sequence[str] = ()


QUESTIONS = {
    "title": "What is the site called?",
    "language": "In which language is it written: en, es, pt-BR …? (en)",
    "base_url": "Which address will readers use? (leave it empty if you don't know yet)",
    "organisation": "Who publishes it? (the site itself)",
    "contact": "Where can readers write to: an e-mail address, or the address of a page? (leave it empty if you don't know yet)",
}
NUMBERS = (
    "Which emergency numbers do your readers call, as in: Ireland=112, Other place=999? (leave it empty if you don't know yet)"
)


def init(folder: Path, wanted: Wanted, today: date, ask: Ask | None) -> str:
    """Start a site in a folder that is empty or isn't there yet, and return what to tell. `ask` puts a question to a person (None:
    nobody is there).

    Raises SiteError if something is in the way or an answer can't be used; then nothing was written.
    """
    _refuse_what_is_there(folder)
    asked = _ask_for(wanted, ask) if ask else wanted
    files = _files(asked, folder, today)
    made: list[Path] = []
    try:
        for name, content in files.items():
            write_new(folder / name, content, str(folder / name))
            made.append(folder / name)
    except SiteError:
        for file in made:
            file.unlink(missing_ok=True)
        raise
    return _told(folder, asked, files)


def _refuse_what_is_there(folder: Path) -> None:
    try:
        there = sorted(each.name for each in folder.iterdir())
    except FileNotFoundError:
        return
    except NotADirectoryError:
        raise SiteError(f"{folder} is a file. Name a folder that is empty, or isn't there yet.") from None
    except OSError as error:
        raise SiteError(f"{folder} can't be read: {error.strerror}.") from error
    in_the_way = [name for name in there if name not in WORKING and not is_leftover(name)]
    if in_the_way:
        more = f" and {len(in_the_way) - MOST_NAMED} more" if len(in_the_way) > MOST_NAMED else ""
        named = ", ".join(in_the_way[:MOST_NAMED])
        is_site = " There is a site in it already." if "site.yaml" in in_the_way else ""
        raise SiteError(
            f"{folder} isn't empty: {named}{more}.{is_site} Nothing was written. Name an empty folder, or one to be made."
        )


def _ask_for(wanted: Wanted, ask: Ask) -> Wanted:
    known = wanted._asdict()
    for key, words in QUESTIONS.items():
        known[key] = known[key] or ask(f"{words} ").strip()
    if not known["emergency"]:
        known["emergency"] = [each.strip() for each in ask(f"{NUMBERS} ").split(",") if each.strip()]
    return Wanted(**known)


# --- the files --------------------------------------------------------------------------------------------------------


def _files(wanted: Wanted, folder: Path, today: date) -> dict[str, bytes]:
    """Return every file of the new site, by its path."""
    found = {path.relative_to(STARTER).as_posix(): path.read_text("utf-8") for path in sorted(_below(STARTER))}
    body = found.pop(BODY)
    found |= _from_the_program()
    found["site.yaml"] = _settings(found["site.yaml"], wanted, folder)
    found[ARTICLE] = lay_out("article", EXAMPLE | {"published": today}) + body
    found["requirements.in"] = found["requirements.in"].replace("VERSION", __version__)
    for name, text in found.items():
        if name.startswith("content/pages/"):
            found[name] = re.sub(r"^updated: .*$", f"updated: {today}", text, count=1, flags=re.MULTILINE)
    return {name.replace("dot_", "."): text.encode() for name, text in sorted(found.items())}


def _below(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _from_the_program() -> dict[str, str]:
    """Return what a site has in common with the program's own: what editors' programs offer, what GitHub does, and the pages
    that say how it is used."""
    theme = theme_folder()
    is_installed = theme.name == "theme"
    vscode, workflows = (
        (theme / "vscode", theme / "workflows") if is_installed else (theme / ".vscode", theme / ".github/workflows")
    )
    found = {f".vscode/{name}": (vscode / name).read_text("utf-8") for name in ("content.code-snippets", "tasks.json")}
    for file in sorted(workflows.glob("*.yml")):
        found[f".github/workflows/{file.name}"] = re.sub(
            r"^( +WELLREAD:).*$", r"\1 wellread", file.read_text("utf-8"), flags=re.MULTILINE
        )
    return found | guides(theme / "docs")


def _settings(text: str, wanted: Wanted, folder: Path) -> str:
    """Return site.yaml with what is known filled in. Raises SiteError for what can't stand there."""
    name = folder.resolve().name.replace("-", " ").replace("_", " ").strip()
    title = wanted.title or name[:1].upper() + name[1:]
    values: dict[str, str] = {"title": title, "organisation": wanted.organisation or title}
    values |= {key: value for key in ("language", "base_url", "contact") if (value := str(getattr(wanted, key)))}
    for key, value in values.items():
        text = _with_line(text, key, written(key, value))
    if wanted.emergency:
        text = _with_line(text, "emergency_numbers", _numbers(wanted.emergency))
    problems = read_settings("site.yaml", text.encode()).problems
    if problems:
        said = "; ".join(each for each in (problems[0].message, problems[0].hint) if each)
        raise SiteError(f"{said}. Nothing was written.")
    return text


def _with_line(text: str, key: str, line: str) -> str:
    return re.sub(rf"^{key}: .*$", lambda _: line, text, count=1, flags=re.MULTILINE)


def _numbers(given: Sequence[str]) -> str:
    lines = ["emergency_numbers:"]
    for each in given:
        place, sign, number = (part.strip() for part in each.partition("="))
        if not (place and sign and number):
            raise SiteError(f"“{each}” is no emergency number; write the place and the number: Ireland=112. Nothing was written.")
        entry: Mapping[str, Any] = {"place": place, "number": number}
        lines.append(f"  - {written('x', entry).removeprefix('x: ')}")
    return "\n".join(lines)


# --- what is told -----------------------------------------------------------------------------------------------------


def _told(folder: Path, wanted: Wanted, files: Mapping[str, bytes]) -> str:
    lines = [f"Started a site in {folder}: {len(files)} files; README.md says what each is for."]
    settings = files["site.yaml"].decode().splitlines()
    missing = [
        f"{key} (line {next(at for at, line in enumerate(settings, 1) if line.startswith(f'{key}:'))})"
        for key in ("base_url", "contact", "emergency_numbers")
        if not getattr(wanted, key.removesuffix("_numbers"))
    ]
    if missing:
        lines.append(
            f"Nobody but you can know what belongs there, so write it into site.yaml before anybody reads it: {', '.join(missing)}."
        )
    if not wanted.emergency:
        lines.append("Until emergency_numbers has one, no article with a sign of the level “emergency” can be published.")
    if wanted.language.partition("-")[0] not in ("", "en"):
        lines.append(
            "The pages in content/pages/, the words in site.yaml and those that templates bring are in English: translate "
            f"yours into {wanted.language}, and see docs/templates.md for those."
        )
    here = "" if folder.resolve() == Path.cwd() else f"  cd {_quoted(str(folder))}\n"
    return "\n".join(lines) + f"\nNext:\n{here}  wellread serve\n  wellread new article\n  wellread build --strict"


def _quoted(name: str) -> str:
    from shlex import quote

    return quote(name)
