"""What the command line's words mean: the commands, their options, and what is said of a word that means nothing."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from wellread import __version__
from wellread.problems import SiteError, nearest

COMMANDS = (
    "build",
    "check",
    "serve",
    "publish",
    "withdraw",
    "verify",
    "init",
    "override",
    "import",
    "new",
    "review",
    "report",
    "diff",
    "links",
    "hosting",
    "explain",
    "schema",
)
WITHOUT_BUILD = ("init", "override", "import", "new", "review", "report", "diff", "links", "hosting", "explain", "schema")
FORMATS = ("text", "json", "github", "sarif", "junit")
LAST_PORT = 65535
MEMO = ".wellread"
CURLY = ("“", "”", "„", "‘")
A_TARGET = "A TARGET is a place that readers get the site from: a name under targets: in site.yaml"
DESCRIPTION = "Build a website of health articles from Markdown, and check it before anybody reads it."


def understand(given: list[str]) -> argparse.Namespace:
    """Return what the words ask for. Raises SiteError for a command or an option that isn't there."""
    _refuse_curly(given)
    first = given[0] if given else ""
    commands = f"the commands are {', '.join(COMMANDS[:-1])} and {COMMANDS[-1]}"
    if first and not first.startswith("-") and first not in COMMANDS:
        meant = nearest(first, COMMANDS)
        raise SiteError(f"there is no command “{first}”{f'; {meant}' if meant else ''} ({commands})")
    if first not in (*COMMANDS, "-h", "--help", "--version"):
        given = ["build", *given]
    parser, options = _parser(_known_targets(given))
    chosen, unknown = parser.parse_known_args(given)
    strange = next((word for word in unknown if word.startswith("-")), unknown[0] if unknown else "")
    if not strange:
        return chosen
    command, option = given[0], strange.partition("=")[0]
    if strange in COMMANDS:
        raise SiteError(f"the command comes first: wellread {strange} … ({commands})")
    if not option.startswith("-"):
        raise SiteError(f"“{strange}” is too much behind wellread {command}; only options stand there, as --site DIR ({commands})")
    meant = nearest(option, options[command])
    elsewhere = next((each for each in COMMANDS if option in options[each]), "")
    hint = f"; {meant}" if meant and not elsewhere else f"; it is one of wellread {elsewhere}" if elsewhere else ""
    raise SiteError(f"wellread {command} has no option “{option}”{hint} (wellread {command} --help lists what it has; {commands})")


def _refuse_curly(given: Iterable[str]) -> None:
    """Raise SiteError for curly quotes around a word: the terminal does not know them, and takes the text apart at its blanks."""
    for word in given:
        value = word.partition("=")[2] if word.startswith("--") else word
        if " " not in value and (value.startswith(CURLY) or value.endswith("”")):
            raise SiteError(f'{value} has a curly quote, which a terminal takes for a letter; type straight ones: "two words"')


def before_it_is_understood(given: list[str]) -> argparse.Namespace:
    """Return the format that the words ask for, whatever else they say: a slip of the fingers is told in it too."""
    quick = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    quick.add_argument("--format", default="text")
    try:
        wanted = quick.parse_known_args(given)[0].format
    except argparse.ArgumentError:
        wanted = "text"
    command = given[0] if given and not given[0].startswith("-") else "build"
    return argparse.Namespace(command=command, format=wanted if wanted in FORMATS else "text", site=Path("."), changed=None)


def _known_targets(given: list[str]) -> str:
    """Return what `--help` of a command that publishes tells of the places there are: those of the site that the words name."""
    if given[0] not in ("publish", "withdraw") or not {"-h", "--help"} & set(given):
        return ""
    from wellread.read import read_settings  # here, because only --help needs it

    quick = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    quick.add_argument("--site", default=".")
    try:
        content = (Path(quick.parse_known_args(given)[0].site) / "site.yaml").read_bytes()
    except (argparse.ArgumentError, OSError, ValueError):
        return f"{A_TARGET}."
    settings = read_settings("site.yaml", content).value
    if settings is None:
        return f"{A_TARGET}; it has a mistake (wellread check says which)."
    names = ", ".join(f"{each.name} ({each.kind}: {each.to})" for each in settings.targets)
    return f"{A_TARGET}. {f'There: {names}' if names else 'None is there yet'}."


def _parser(targets: str = "") -> tuple[argparse.ArgumentParser, dict[str, list[str]]]:
    """Return what reads the command line, and the options of each command."""
    parser = argparse.ArgumentParser(prog="wellread", description=DESCRIPTION, epilog="Without a command it builds.")
    parser.add_argument("--version", action="version", version=f"wellread {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    building = _common(commands.add_parser("build", help="build the site into the output folder", description="Build the site."))
    checking = _common(commands.add_parser("check", help="check the site without writing anything", description="Check the site."))
    for each in (building, checking):
        each.add_argument("--output", type=_folder, metavar="DIR", help="where the site is built (public/ in the site's folder)")
        each.add_argument("--base-url", metavar="URL", type=_base_url, help="the address readers use, instead of site.yaml's")
        each.add_argument("--drafts", action="store_true", help="build drafts too, marked as drafts (no such folder is published)")
        each.add_argument("--profile", action="store_true", help="print where the time went: stages, templates, slowest pages")
        each.add_argument("--explain", metavar="PATH", help="say why a page (articles/x/index.html) was made again, or not")
        each.add_argument("--format", choices=FORMATS, default="text", help=f"how problems are shown: {', '.join(FORMATS)} (text)")
        each.add_argument(
            "--changed", type=_changed, metavar="FILE", help="a list of changed files, shown first by --format github"
        )
    serving = _common(
        commands.add_parser("serve", help="show the site while you write it", description="Show the site as you write.")
    )
    serving.add_argument("--port", type=_port, default=8000, metavar="N", help="port to listen on (8000; 0: any that is free)")
    serving.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1, this machine only)")
    publishing = _publishing(commands)
    explaining = commands.add_parser("explain", help="say what a problem's code means", description="Say what a code means.")
    explaining.add_argument("code", nargs="?", default="", metavar="CODE", help="the word in brackets (none: list all codes)")
    made = {
        "build": building,
        "check": checking,
        "serve": serving,
        "publish": publishing,
        "withdraw": _withdrawing(commands),
        "verify": _verifying(commands),
        "explain": explaining,
        **_starting_out(commands),
        **_starting_a_site(commands),
        **_looking(commands),
    }
    made["publish"].epilog = made["withdraw"].epilog = targets.replace("%", "%%")
    return parser, {name: re.findall(r"--[a-z][a-z-]*", each.format_help()) for name, each in made.items()}


def _publishing(commands: Any) -> argparse.ArgumentParser:
    made = _common(
        commands.add_parser("publish", help="build, and put the site where readers get it", description="Build and publish.")
    )
    made.add_argument("target", metavar="TARGET", help="where to: a name under targets: in site.yaml")
    made.add_argument("--output", type=_folder, metavar="DIR", help="where the site is built (public/ in the site's folder)")
    made.add_argument("--base-url", metavar="URL", type=_base_url, help="the address readers use, instead of site.yaml's")
    made.add_argument("--as-built", action="store_true", help="publish what the output folder holds, without building")
    made.add_argument("--dry-run", action="store_true", help="only say what would be done")
    made.add_argument("--yes", action="store_true", help="delete more pages than most_deletions allows; replace what isn't ours")
    made.add_argument("--rollback", action="store_true", help="bring back what was published before, without building")
    made.add_argument("--to", default="", metavar="ID", help="with --rollback: which release to bring back")
    made.add_argument("--releases", action="store_true", help="only list what is kept of earlier publications")
    made.add_argument("--format", choices=("text", "json"), default="text", help="how it is told (text)")
    return made


def _starting_a_site(commands: Any) -> dict[str, argparse.ArgumentParser]:
    made = commands.add_parser("init", help="start a new site in an empty folder", description="Start a new site.")
    made.add_argument("folder", type=_folder, metavar="DIR", help="a folder that is empty, or isn't there yet")
    made.add_argument("--title", default="", help="the site's name (the folder's)")
    made.add_argument("--language", default="", metavar="CODE", help="the language it is written in (en)")
    made.add_argument("--base-url", default="", metavar="URL", help="the address readers will use")
    made.add_argument("--organisation", default="", metavar="NAME", help="who publishes it (the site's name)")
    made.add_argument("--contact", default="", metavar="ADDRESS", help="where readers can write to: an e-mail address, or a page's")
    made.add_argument(
        "--emergency",
        action="append",
        default=[],
        metavar="PLACE=NUMBER",
        help="a number to call in an emergency (may be repeated)",
    )
    made.add_argument("--date", type=_date, metavar="YYYY-MM-DD", help="the day that is written into its pages (today)")
    own = commands.add_parser(
        "override", help="take a copy of one of the program's templates or styles", description="Have your own of one file."
    )
    own.add_argument("name", nargs="?", default="", metavar="NAME", help="as in components/care_card.html (none: list them all)")
    own.add_argument("--diff", action="store_true", help="show what changed in the program's file since your copy was made")
    own.add_argument("--seen", action="store_true", help="record that your copy knows the program's file as it is now")
    own.add_argument("--site", type=_folder, default=Path("."), metavar="DIR", help="the folder with site.yaml (this folder)")
    bringing = commands.add_parser(
        "import",
        help="bring in a folder of Markdown from Hugo, Jekyll or another generator, as drafts",
        description="Bring in a folder of Markdown from another generator, as drafts, with a report of what was done.",
    )
    bringing.add_argument("folder", type=_folder, metavar="FOLDER", help="the other site's folder, or one with its texts")
    bringing.add_argument("--from", dest="generator", default="", metavar="KIND", help="hugo, jekyll or plain (found out)")
    bringing.add_argument("--to", type=_folder, default=Path("."), metavar="SITE", help="the folder with site.yaml (this folder)")
    bringing.add_argument("--dry-run", action="store_true", help="write nothing, and show the report")
    bringing.add_argument("--date", type=_date, metavar="YYYY-MM-DD", help="the day to check the drafts for (today)")
    return {"init": made, "override": own, "import": bringing}


def _withdrawing(commands: Any) -> argparse.ArgumentParser:
    made = _common(
        commands.add_parser(
            "withdraw",
            help="take an article back where readers get it, at once",
            description="Take an article back: edit its file, build, publish, and prove that no word of it is left.",
        )
    )
    made.add_argument("article", metavar="ARTICLE", help="the article's id, or its file")
    made.add_argument("--reason", default="", metavar="SENTENCE", help="why, for readers: it stands on the notice (needed)")
    made.add_argument("--instead", default="", metavar="ID", help="the article to read instead")
    made.add_argument(
        "--publish",
        nargs="+",
        action="append",
        default=[],
        metavar="TARGET",
        help="where it is to go, at once: names under targets: in site.yaml",
    )
    made.add_argument("--only", action="store_true", help="build the last commit, so that nothing but this goes out")
    made.add_argument("--dry-run", action="store_true", help="only say what would be done; nothing is changed anywhere")
    made.add_argument("--yes", action="store_true", help="ask nothing")
    made.add_argument("--output", type=_folder, metavar="DIR", help="where the site is built (public/ in the site's folder)")
    made.add_argument("--base-url", metavar="URL", type=_base_url, help="the address readers use, instead of site.yaml's")
    made.add_argument("--format", choices=("text", "json"), default="text", help="how it is told (text)")
    return made


def _verifying(commands: Any) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(
        "verify",
        help="compare what readers get with what was published",
        description="Compare a published site with what was built, or with the provenance.json it was published with.",
    )
    made.add_argument("place", metavar="DIR|URL", help="a folder, or the address readers use")
    made.add_argument("--against", type=_folder, metavar="PATH", help="a built folder or a provenance.json (the output folder)")
    made.add_argument("--output", type=_folder, metavar="DIR", help="where the site is built (public/ in the site's folder)")
    made.add_argument("--site", type=_folder, default=Path("."), metavar="DIR", help="the folder with site.yaml (this folder)")
    made.add_argument("--format", choices=("text", "json"), default="text", help="how it is told (text)")
    return made


def _starting_out(commands: Any) -> dict[str, argparse.ArgumentParser]:
    from wellread.new.wish import add_options

    adding = commands.add_parser("new", help="start an article, term, symptom, source, person or page", description="Start a file.")
    add_options(adding)
    adding.add_argument("--site", type=_folder, default=Path("."), metavar="DIR", help="the folder with site.yaml (this folder)")
    adding.add_argument("--date", type=_date, metavar="YYYY-MM-DD", help="the day that is written into it (today)")
    reviewing = commands.add_parser(
        "review",
        help="show what a reviewer has to look at; record who approved an article",
        description="Show who signed what of an article and what changed since; with --by, record a review.",
    )
    reviewing.add_argument("article", nargs="?", default="", metavar="ARTICLE", help="the article's id, or its file")
    reviewing.add_argument("--by", metavar="PERSON", help="record a review by this person (an id from content/people/)")
    reviewing.add_argument("--decision", metavar="WORD", help="what was decided: approved or changes-requested")
    reviewing.add_argument("--role", default="", help="as what the person reviewed (the role in content/people/)")
    reviewing.add_argument("--note", default="", help="what the reviewer has to say to the editors")
    reviewing.add_argument("--date", type=_date, metavar="YYYY-MM-DD", help="the day of the review (today)")
    reviewing.add_argument("--site", type=_folder, default=Path("."), metavar="DIR", help="the folder with site.yaml (this folder)")
    reviewing.add_argument("--format", choices=("text", "json"), default="text", help="how it is shown (text)")
    reviewing.add_argument("--no-memo", action="store_true", help=f"remember nothing in {MEMO}/ and believe nothing of it")
    reporting = commands.add_parser(
        "report", help="write a report for the editors: a page, JSON and a calendar", description="Write a report for the editors."
    )
    reporting.add_argument("--to", type=_folder, metavar="DIR", help="where it is written (build/report/ in the site's folder)")
    reporting.add_argument("--date", type=_date, metavar="YYYY-MM-DD", help="the day to report for (today)")
    reporting.add_argument("--site", type=_folder, default=Path("."), metavar="DIR", help="the folder with site.yaml (this folder)")
    reporting.add_argument("--jobs", type=_jobs, metavar="N", help="how many processes may work at once (one a processor)")
    reporting.add_argument("--no-memo", action="store_true", help=f"remember nothing in {MEMO}/ and believe nothing of it")
    hosting = commands.add_parser(
        "hosting",
        help="print what a web server has to be told",
        description="Print what a web server has to be told of a built site.",
    )
    hosting.add_argument("kind", nargs="?", default="", metavar="KIND", help="nginx, caddy, headers, redirects or netlify")
    hosting.add_argument("--write", type=_folder, metavar="DIR", help="write it into a folder; without KIND all of them")
    hosting.add_argument("--folder", default="", metavar="DIR", help="where the server finds the site (the output folder)")
    hosting.add_argument("--no-brotli", action="store_true", help="for an nginx without its Brotli module")
    hosting.add_argument("--output", type=_folder, metavar="DIR", help="where the site is built (public/ in the site's folder)")
    hosting.add_argument("--base-url", metavar="URL", type=_base_url, help="the address readers use, instead of site.yaml's")
    hosting.add_argument("--site", type=_folder, default=Path("."), metavar="DIR", help="the folder with site.yaml (this folder)")
    describing = commands.add_parser(
        "schema", help="print what a file may hold, for editors' programs", description="Print a JSON Schema."
    )
    describing.add_argument("kind", nargs="?", default="", metavar="KIND", help="article, sources, site … (none: list them all)")
    describing.add_argument("--write", type=_folder, metavar="DIR", help="write all of them into a folder")
    return {"new": adding, "review": reviewing, "report": reporting, "hosting": hosting, "schema": describing}


def _looking(commands: Any) -> dict[str, argparse.ArgumentParser]:
    comparing = commands.add_parser(
        "diff", help="say what readers would see changed between two built sites", description="Say what readers would see changed."
    )
    comparing.add_argument("old", type=_folder, metavar="OLD", help="the folder of a built site, as readers have it")
    comparing.add_argument("new", type=_folder, metavar="NEW", help="the folder of the same site built anew")
    comparing.add_argument("--format", choices=("text", "markdown", "html", "json"), default="text", help="how it is shown (text)")
    linking = commands.add_parser(
        "links", help="list the links of a built site that lead to other sites", description="List the links to other sites."
    )
    linking.add_argument(
        "folder", nargs="?", type=_folder, metavar="DIR", help="where the site is built (public/ in the site's folder)"
    )
    linking.add_argument(
        "--answers", type=Path, metavar="FILE", help="what lychee found, as JSON: only what is the matter is listed"
    )
    linking.add_argument(
        "--robots", action="store_true", help="ask each site for its robots.txt, and leave out what programs shall not ask for"
    )
    linking.add_argument("--format", choices=("text", "markdown", "html", "json"), default="text", help="how it is shown (text)")
    linking.add_argument("--site", type=_folder, default=Path("."), metavar="DIR", help="the folder with site.yaml (this folder)")
    return {"diff": comparing, "links": linking}


def _common(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument(
        "--site", type=_folder, default=Path("."), metavar="DIR", help="the folder that holds site.yaml (this folder)"
    )
    parser.add_argument("--date", type=_date, metavar="YYYY-MM-DD", help="the day to build for (today)")
    parser.add_argument("--jobs", type=_jobs, metavar="N", help="how many processes may work at once (one a processor)")
    parser.add_argument("--no-memo", action="store_true", help=f"remember nothing in {MEMO}/ and believe nothing of it")
    parser.add_argument("--strict", action="store_true", help="warnings stop the build as errors do")
    parser.add_argument("--infos", action="store_true", help="show what is for information too, which is only counted otherwise")
    return parser


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a date; write it as 2026-11-02") from None


def _folder(text: str) -> Path:
    if not text.strip():
        raise argparse.ArgumentTypeError("the name of the folder is missing")
    return Path(text)


def _changed(text: str) -> frozenset[str]:
    """Return the paths that a file lists, a line each; "-" reads them from the standard input."""
    try:
        listed = sys.stdin.read() if text == "-" else Path(text).read_text("utf-8", errors="replace")
    except OSError as error:
        raise argparse.ArgumentTypeError(f"the list of changed files “{text}” can't be read: {error.strerror}") from None
    return frozenset(line.strip().replace("\\", "/").removeprefix("./") for line in listed.splitlines() if line.strip())


def _port(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", text) or int(text) > LAST_PORT:
        raise argparse.ArgumentTypeError(f"“{text}” is not a port; write a number from 1 to {LAST_PORT}, or 0 for any that is free")
    return int(text)


def _jobs(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of processes; write 1 or more")
    return int(text)


def _base_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise argparse.ArgumentTypeError(f"“{text}” is not an address; write it as https://example.org/health/")
    return text if text.endswith("/") else f"{text}/"
