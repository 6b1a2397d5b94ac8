"""The command line: what to do, with which settings, and how it is told. Knows the terminal; the rest is the pipeline's."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext, redirect_stdout
from datetime import date
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from shutil import get_terminal_size
from time import perf_counter
from typing import TYPE_CHECKING

from wellread import __version__
from wellread.options import MEMO, WITHOUT_BUILD, before_it_is_understood, understand
from wellread.problems import WIDEST_FRAME, Problem, SiteError, show_codes, show_summary, show_text

if TYPE_CHECKING:
    from wellread.pipeline import Built, Order

FINE, PROBLEMS, WRONG_USE, INTERRUPTED = 0, 1, 2, 130
MOST_FOREIGN = 5
A_HANDFUL = 5
BESIDE, NARROWEST = 12, 40


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program on the command line's words. Without a command it builds.

    Returns the exit status: 0 fine (warnings allowed), 1 problems that stop publishing, 2 wrong usage or settings.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    chosen = before_it_is_understood(given)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that can't show a letter shows a question mark
    try:
        chosen = understand(given)
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
    if chosen.command == "verify":
        from wellread.provenance.command import run_verification

        told, holds = run_verification(chosen)
        print(told)
        return FINE if holds else PROBLEMS
    if chosen.command in WITHOUT_BUILD:
        _say(chosen)
        return FINE
    order = _order_of(chosen)
    if chosen.command == "serve":
        from wellread.serve import serve  # here, because a build needs no web server

        tell = partial(_tell, infos=chosen.infos)
        say, day = partial(print, flush=True), None if chosen.date else date.today
        return serve(order, host=chosen.host, port=chosen.port, tell=tell, say=say, day=day)
    if chosen.command == "withdraw":
        return _withdraw(chosen, order)
    if chosen.command == "publish" and not (chosen.rollback or chosen.releases):
        from wellread.publish.command import refuse_early

        refuse_early(chosen, order)
    if chosen.command == "publish" and (chosen.as_built or chosen.rollback or chosen.releases):
        return _publish(chosen, order)
    is_built = _build(chosen, order)
    return PROBLEMS if not is_built else _publish(chosen, order) if chosen.command == "publish" else FINE


def _order_of(chosen: argparse.Namespace) -> Order:
    """Return what to build."""
    from wellread.jobs import processors  # here, so that --help answers at once
    from wellread.pipeline import Order

    root: Path = chosen.site
    return Order(
        root=root,
        output=getattr(chosen, "output", None) or root / "public",
        today=chosen.date or date.today(),
        base_url=getattr(chosen, "base_url", None) or "",
        drafts=getattr(chosen, "drafts", chosen.command == "serve"),
        strict=chosen.strict,
        extras=chosen.command not in ("serve", "check"),
        memo=None if chosen.no_memo else root / MEMO,
        secret=os.environ.get("WELLREAD_MEMO_SECRET", "").encode()[:64],
        jobs=chosen.jobs or processors(),
        explain=getattr(chosen, "explain", None) or "",
    )


def _build(chosen: argparse.Namespace, order: Order) -> bool:
    """Build or check the site and tell what came of it; return whether nothing stopped it."""
    from wellread.pipeline import build
    from wellread.progress import Bar, show_profile
    from wellread.watch import Watch

    started = perf_counter()
    bar = Bar()
    watch = Watch(bar if _is_terminal(sys.stderr) else None, perf_counter)
    try:
        built = build(order, publish=chosen.command in ("build", "publish"), watch=watch)
    finally:
        bar.close()
    closing = _closing(built, order, perf_counter() - started, is_check=chosen.command == "check")
    if getattr(chosen, "format", "text") == "text" or chosen.command == "publish":
        with redirect_stdout(sys.stderr) if chosen.format == "json" else nullcontext():
            _tell(built, closing, infos=chosen.infos)
    else:
        _tell_programs(chosen, built.problems, closing=closing)
        print(closing, file=sys.stderr)
    if built.why:
        print(f"{order.explain} {built.why}.", file=sys.stderr)
    if getattr(chosen, "profile", False):
        print(show_profile(watch), file=sys.stderr)
    return not built.stopped


def _publish(chosen: argparse.Namespace, order: Order) -> int:
    """Put what was built where readers get it."""
    from wellread.pipeline import settings_of
    from wellread.provenance import PROVENANCE, provenance_of, read_provenance
    from wellread.provenance.kept import keep_sources
    from wellread.publish import Publication, find_target
    from wellread.publish.command import publish_or_take_back

    looks_only = chosen.rollback or chosen.releases
    extras = {} if looks_only else {PROVENANCE: provenance_of(order, as_built=chosen.as_built)}
    if extras and not read_provenance(extras[PROVENANCE], PROVENANCE).pages:
        print(
            f"wellread: {order.output} is not what the sources give now, so {PROVENANCE} names none of them. Was it built for "
            "another --date or --base-url, or did a file change since? To be sure what goes out, build again.",
            file=sys.stderr,
        )
    if extras and not chosen.yes:
        from wellread.withdraw.returning import refuse_return

        refuse_return(Publication(target=find_target(settings_of(order), chosen.target), root=order.root), extras[PROVENANCE])
    print(publish_or_take_back(chosen, settings_of(order), order.output, extras))
    if not (looks_only or chosen.as_built or chosen.dry_run):
        keep_sources(order.root, chosen.target)
    return FINE


def _withdraw(chosen: argparse.Namespace, order: Order) -> int:
    """Take an article back, and say whether it is gone."""
    from wellread.withdraw.command import run_withdrawal

    told, is_gone = run_withdrawal(chosen, order, _ask if _is_answered() else None)
    print(told)
    return FINE if is_gone else PROBLEMS


def _say(chosen: argparse.Namespace) -> None:
    """Do what takes no build, and print what there is to say."""
    if chosen.command == "explain":
        from wellread.explain import explain

        print(explain(chosen.code, get_terminal_size((WIDEST_FRAME, 0)).columns))
    elif chosen.command == "init":
        from wellread.new.site import Wanted, init
        from wellread.schema import tell_schema

        wanted = Wanted(chosen.title, chosen.language, chosen.base_url, chosen.organisation, chosen.contact, chosen.emergency)
        told = init(chosen.folder, wanted, chosen.date or date.today(), _ask if _is_answered() else None)
        tell_schema("", chosen.folder / ".vscode/schema")
        print(told)
    elif chosen.command == "override":
        from wellread.new.override import override

        print(override(chosen))
    elif chosen.command == "import":
        from wellread.importing.command import import_folder

        print(import_folder(chosen, chosen.date or date.today()))
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
    elif chosen.command == "diff":
        from wellread.seen import tell_changes

        print(tell_changes(chosen.old, chosen.new, chosen.format), end="")
    elif chosen.command == "links":
        _links(chosen)
    elif chosen.command == "hosting":
        from wellread.hosting import hosting

        print(hosting(chosen), end="")
    elif chosen.command == "schema":
        from wellread.schema import tell_schema

        print(tell_schema(chosen.kind, chosen.write), end="")


# --- what it says -----------------------------------------------------------------------------------------------------


def _links(chosen: argparse.Namespace) -> None:
    from wellread.seen import leave_out, tell_outside

    folder = chosen.folder or chosen.site / "public"
    without = leave_out(folder, chosen.site) if chosen.robots else ()
    print(tell_outside(folder, chosen.site, chosen.answers, chosen.format, without), end="")
    for url in without:
        print(f"wellread: left out, as the robots.txt of that site asks; open it yourself now and then: {url}", file=sys.stderr)


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


def _closing(built: Built, order: Order, seconds: float, *, is_check: bool) -> str:
    if built.stopped and is_check:
        what = "errors and warnings (--strict)" if order.strict else "errors"
        return f"Checked: nothing can be published until the {what} are mended."
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
