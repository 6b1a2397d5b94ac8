"""The command line: what to do, with which settings, and how it is told. Knows the terminal; the rest is the pipeline's."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from shutil import get_terminal_size
from time import perf_counter
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from wellread import __version__
from wellread.problems import WIDEST_FRAME, Problem, SiteError, nearest, show_codes, show_summary, show_text

if TYPE_CHECKING:
    from wellread.pipeline import Built, Order

COMMANDS = ("build", "check", "serve", "new", "review", "report", "explain", "schema")
WITHOUT_BUILD = ("new", "review", "report", "explain", "schema")
FINE, PROBLEMS, WRONG_USE, INTERRUPTED = 0, 1, 2, 130
FORMATS = ("text", "json", "github", "sarif", "junit")
MOST_FOREIGN = 5
A_HANDFUL = 5
BESIDE, NARROWEST = 12, 40
LAST_PORT = 65535
MEMO = ".wellread"
CURLY = ("“", "”", "„", "‘")
DESCRIPTION = "Build a website of health articles from Markdown, and check it before anybody reads it."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program on the command line's words. Without a command it builds.

    Returns the exit status: 0 fine (warnings allowed), 1 problems that stop publishing, 2 wrong usage or settings.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    chosen = _before_it_is_understood(given)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that can't show a letter shows a question mark
    try:
        chosen = _understand(given)
        return _run(chosen)
    except SiteError as error:
        print(f"wellread: {error}", file=sys.stderr)
        _tell_programs(chosen, stopped_by=str(error))
        return WRONG_USE
    except SystemExit as ended:
        if ended.code == WRONG_USE:
            _tell_programs(chosen, stopped_by="the command line can't be understood; the error output says why")
        raise
    except BrokenPipeError:  # whoever reads what is printed has read enough, as in `wellread check | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEMS
    except KeyboardInterrupt:
        print("\nwellread: stopped. Every page that is published is whole; build again to finish.", file=sys.stderr)
        return INTERRUPTED


def _run(chosen: argparse.Namespace) -> int:
    if chosen.command in WITHOUT_BUILD:
        _say(chosen)
        return FINE
    from wellread.jobs import processors  # here, so that --help answers at once
    from wellread.pipeline import Order, build
    from wellread.progress import Bar, show_profile
    from wellread.watch import Watch

    root: Path = chosen.site
    order = Order(
        root=root,
        output=getattr(chosen, "output", None) or root / "public",
        today=chosen.date or date.today(),
        base_url=getattr(chosen, "base_url", None) or "",
        drafts=getattr(chosen, "drafts", True),
        strict=chosen.strict,
        extras=chosen.command != "serve",
        memo=None if chosen.no_memo else root / MEMO,
        secret=os.environ.get("WELLREAD_MEMO_SECRET", "").encode()[:64],
        jobs=chosen.jobs or processors(),
        explain=getattr(chosen, "explain", None) or "",
    )
    if chosen.command == "serve":
        from wellread.serve import serve  # here, because a build needs no web server

        tell = partial(_tell, infos=chosen.infos)
        return serve(order, host=chosen.host, port=chosen.port, tell=tell, say=lambda sentence: print(sentence, flush=True))
    started = perf_counter()
    bar = Bar()
    watch = Watch(bar if _is_terminal(sys.stderr) else None, perf_counter)
    try:
        built = build(order, publish=chosen.command == "build", watch=watch)
    finally:
        bar.close()
    closing = _closing(built, order, perf_counter() - started)
    if chosen.format == "text":
        _tell(built, closing, infos=chosen.infos)
    else:
        _tell_programs(chosen, built.problems, closing=closing)
        print(closing, file=sys.stderr)
    if built.why:
        print(f"{order.explain} {built.why}.", file=sys.stderr)
    if chosen.profile:
        print(show_profile(watch), file=sys.stderr)
    return PROBLEMS if built.stopped else FINE


def _say(chosen: argparse.Namespace) -> None:
    """Do what takes no build, and print what there is to say."""
    if chosen.command == "explain":
        from wellread.explain import explain

        print(explain(chosen.code, get_terminal_size((WIDEST_FRAME, 0)).columns))
    elif chosen.command == "new":
        from wellread.new.entries import new
        from wellread.new.wish import wish_of

        print(new(wish_of(chosen), chosen.site, chosen.date or date.today(), _ask if _is_answered() else None))
    elif chosen.command == "review":
        from wellread.review import review_or_look

        memo = None if chosen.no_memo else chosen.site / MEMO
        print(review_or_look(chosen, today=date.today(), memo=memo, colour=_wants_colour(sys.stdout)))
    elif chosen.command == "report":
        from wellread.jobs import processors
        from wellread.pipeline import Order
        from wellread.report import report

        memo = None if chosen.no_memo else chosen.site / MEMO
        today = chosen.date or date.today()
        order = Order(root=chosen.site, output=chosen.site / "public", today=today, memo=memo, jobs=chosen.jobs or processors())
        print(report(order, chosen.to or chosen.site / "build/report"))
    elif chosen.command == "schema":
        from wellread.schema import tell_schema

        print(tell_schema(chosen.kind, chosen.write), end="")


# --- what it says -----------------------------------------------------------------------------------------------------


def _tell(built: Built, closing: str, *, infos: bool = False) -> None:
    """Print the problems and a closing line; both to the error stream when the build was stopped. What is for information only is
    counted, unless `infos` asks for it: it would bury the rest."""
    stream = sys.stderr if built.stopped else sys.stdout
    shown = tuple(each for each in built.problems if infos or each.severity != "info")
    if shown:
        print(show_text(shown, built.texts, colour=_wants_colour(stream), width=_width_of(stream)), file=stream)
        print(f"\n{show_summary(shown)}.", file=stream)
        if len(shown) > A_HANDFUL:
            print(show_codes(shown), file=stream)
        print("wellread explain CODE says more of a problem; its code is the word in brackets.", file=stream)
    left = len(built.problems) - len(shown)
    if left:
        print(f"{left} info: --infos shows {'it' if left == 1 else 'them'}.", file=stream)
    print(closing, file=stream, flush=True)


def _tell_programs(
    chosen: argparse.Namespace, problems: Iterable[Problem] = (), *, closing: str = "", stopped_by: str = ""
) -> None:
    """Print the document of the chosen format, if it is one for programs; on GitHub write the job summary too."""
    wanted = getattr(chosen, "format", "text")
    if wanted == "text" or chosen.command not in ("build", "check"):
        return
    from wellread import formats  # here, because a person needs none of them

    listed, under = tuple(problems), _seen_from_here(chosen.site)
    if wanted == "json":
        document = formats.to_json(listed, stopped_by=stopped_by)
    elif wanted == "junit":
        document = formats.to_junit(listed, stopped_by=stopped_by)
    elif wanted == "sarif":
        from wellread.explain import essays

        meanings = {essay.code: f"{essay.fault}\n\n{essay.why}".strip() for essay in essays()}
        document = formats.to_sarif(listed, version=__version__, meanings=meanings, under=under, stopped_by=stopped_by)
    else:
        changed = chosen.changed or frozenset()
        document = formats.to_github(listed, under=under, changed=changed, stopped_by=stopped_by)
        summary = partial(formats.to_summary, listed, under=under, changed=changed, closing=closing, stopped_by=stopped_by)
        _summarise(summary, formats.SUMMARY_ROOM)
    if document:
        sys.stdout.flush()
        sys.stdout.buffer.write(f"{document}\n".encode())  # UTF-8, whatever the terminal speaks
        sys.stdout.buffer.flush()


def _summarise(summary: Callable[..., str], room: int) -> None:
    """Add to the job summary what there is room for, behind what the step has written there already."""
    name = os.environ.get("GITHUB_STEP_SUMMARY")
    if not name:
        return
    try:
        with Path(name).open("ab") as file:
            file.write(summary(room=room - file.tell()).encode())
    except OSError as error:
        print(f"wellread: the job summary {name} can't be written: {error.strerror}", file=sys.stderr)


def _seen_from_here(site: Path) -> str:
    """Return what leads from the repository, or else from the working folder, to the site: "docs/site/", or ""."""
    for base in (os.environ.get("GITHUB_WORKSPACE"), "."):
        if base and site.resolve().is_relative_to(Path(base).resolve()):
            below = site.resolve().relative_to(Path(base).resolve()).as_posix()
            return "" if below == "." else f"{below}/"
    return ""


def _closing(built: Built, order: Order, seconds: float) -> str:
    if built.stopped:
        kept = "nothing was published; what was there before is untouched" if order.output.exists() else "nothing was published"
        why = " Warnings stop the build too, because of --strict." if order.strict else ""
        return f"Stopped: {kept}.{why}"
    if built.written is None:
        return f"Checked {built.entries} entries in {seconds:.1f} s: they can be published.{_drafts(built, order)}"
    done = built.written
    lines = [
        *built.notes,
        f"Built {built.outputs} files from {built.entries} entries into {order.output} in {seconds:.1f} s: "
        f"{len(done.written)} written, {done.unchanged} unchanged, {len(done.removed)} removed.{_drafts(built, order)}",
    ]
    if done.foreign:
        more = f" and {len(done.foreign) - MOST_FOREIGN} more" if len(done.foreign) > MOST_FOREIGN else ""
        lines.append(f"Not ours and left alone in {order.output}: {', '.join(done.foreign[:MOST_FOREIGN])}{more}.")
    return "\n".join(lines)


def _drafts(built: Built, order: Order) -> str:
    if order.drafts:
        return " Drafts included."
    left_out = built.drafts_left_out
    if built.written is None and left_out:
        were, looks = ("draft was", "it") if left_out == 1 else ("drafts were", "them")
        return f"\n{left_out} {were} looked at only in part; wellread check --drafts looks at all of {looks}."
    shows = "shows it" if left_out == 1 else "shows them"
    return f" {left_out} draft{'s' if left_out > 1 else ''} left out; --drafts {shows}." if left_out else ""


def _wants_colour(stream: object) -> bool:
    """Colours only on a terminal, unless FORCE_COLOR or CLICOLOR_FORCE asks for them; never where NO_COLOR is set
    (https://no-color.org, https://force-color.org, https://bixense.com/clicolors)."""
    if os.environ.get("NO_COLOR"):
        return False
    forced = any(os.environ.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE"))
    return forced or _is_terminal(stream)


def _width_of(stream: object) -> int:
    """Return how many cells of a line of text there is room for beside its number."""
    return max(get_terminal_size().columns - BESIDE, NARROWEST) if _is_terminal(stream) else WIDEST_FRAME


def _is_terminal(stream: object) -> bool:
    return bool(getattr(stream, "isatty", lambda: False)()) and os.environ.get("TERM") != "dumb"


def _ask(question: str) -> str:
    """Put a question to the person at the terminal. Raises SiteError when she stops."""
    try:
        return input(question)
    except (EOFError, KeyboardInterrupt):
        print()
        raise SiteError("stopped; nothing was written") from None


def _is_answered() -> bool:
    return _is_terminal(sys.stdin) and _is_terminal(sys.stdout)


# --- what it understands ----------------------------------------------------------------------------------------------


def _understand(given: list[str]) -> argparse.Namespace:
    """Return what the words ask for. Raises SiteError for a command or an option that isn't there."""
    _refuse_curly(given)
    first = given[0] if given else ""
    commands = f"the commands are {', '.join(COMMANDS[:-1])} and {COMMANDS[-1]}"
    if first and not first.startswith("-") and first not in COMMANDS:
        meant = nearest(first, COMMANDS)
        raise SiteError(f"there is no command “{first}”{f'; {meant}' if meant else ''} ({commands})")
    if first not in (*COMMANDS, "-h", "--help", "--version"):
        given = ["build", *given]
    parser, options = _parser()
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


def _before_it_is_understood(given: list[str]) -> argparse.Namespace:
    """Return the format that the words ask for, whatever else they say: a slip of the fingers is told in it too."""
    quick = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    quick.add_argument("--format", default="text")
    try:
        wanted = quick.parse_known_args(given)[0].format
    except argparse.ArgumentError:
        wanted = "text"
    command = given[0] if given and not given[0].startswith("-") else "build"
    return argparse.Namespace(command=command, format=wanted if wanted in FORMATS else "text", site=Path("."), changed=None)


def _parser() -> tuple[argparse.ArgumentParser, dict[str, list[str]]]:
    """Return what reads the command line, and the options of each command."""
    parser = argparse.ArgumentParser(prog="wellread", description=DESCRIPTION, epilog="Without a command it builds.")
    parser.add_argument("--version", action="version", version=f"wellread {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    building = _common(commands.add_parser("build", help="build the site into the output folder", description="Build the site."))
    checking = _common(commands.add_parser("check", help="check the site without writing anything", description="Check the site."))
    for each in (building, checking):
        each.add_argument("--output", type=_folder, metavar="DIR", help="where the site is built (public/ in the site's folder)")
        each.add_argument("--base-url", metavar="URL", type=_base_url, help="the address readers use, instead of site.yaml's")
        each.add_argument("--drafts", action="store_true", help="publish drafts too, marked as drafts")
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
    explaining = commands.add_parser("explain", help="say what a problem's code means", description="Say what a code means.")
    explaining.add_argument("code", nargs="?", default="", metavar="CODE", help="the word in brackets (none: list all codes)")
    made = {"build": building, "check": checking, "serve": serving, "explain": explaining, **_starting_out(commands)}
    return parser, {name: re.findall(r"--[a-z][a-z-]*", each.format_help()) for name, each in made.items()}


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
    describing = commands.add_parser(
        "schema", help="print what a file may hold, for editors' programs", description="Print a JSON Schema."
    )
    describing.add_argument("kind", nargs="?", default="", metavar="KIND", help="article, sources, site … (none: list them all)")
    describing.add_argument("--write", type=_folder, metavar="DIR", help="write all of them into a folder")
    return {"new": adding, "review": reviewing, "report": reporting, "schema": describing}


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
