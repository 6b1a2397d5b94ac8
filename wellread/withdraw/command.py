"""`wellread withdraw` on the command line: what its options ask for, who is asked, and what is printed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial

from wellread.pipeline import Order
from wellread.withdraw import Wish, withdraw
from wellread.withdraw.telling import tell_withdrawn, withdrawn_as_json

GUIDE = "docs/withdrawing.md"
"""The page for whoever is on duty, in a site that has it."""


def run_withdrawal(chosen: argparse.Namespace, order: Order, ask: Callable[[str], str] | None) -> tuple[str, bool]:
    """Do what the words ask for. Returns what is printed at the end, and whether the article is gone.

    `ask` puts a question to whoever sits at the terminal; None if nobody does.
    """

    def agreed(question: str) -> bool:
        if chosen.yes:
            print(question, "yes (--yes)", file=sys.stderr, flush=True)
            return True
        if ask is None:
            print(question, "Nobody is there to be asked; say --yes if that is meant.", file=sys.stderr, flush=True)
            return False
        return ask(f"{question} [y/N] ").strip().lower() in ("y", "yes")

    wish = Wish(
        article=chosen.article,
        reason=chosen.reason,
        instead=chosen.instead,
        targets=tuple(name for each in chosen.publish for name in each),
        only=chosen.only,
        dry_run=chosen.dry_run,
    )
    done = withdraw(order, wish, agreed, partial(print, file=sys.stderr, flush=True))
    if chosen.format == "json":
        return withdrawn_as_json(done), done.is_gone
    guide = GUIDE if (order.root / GUIDE).is_file() else "wellread withdraw --help"
    return tell_withdrawn(done, str(order.output), guide), done.is_gone
