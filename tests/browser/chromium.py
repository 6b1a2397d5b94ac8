"""The browser that the tests look through: the machine's own Chromium, kept to this machine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserType, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


def find_chromium() -> str:
    """Return the browser's path: the variable CHROMIUM, else the first of the usual names."""
    named = os.environ.get("CHROMIUM", "")
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        what = f"CHROMIUM names “{named}”, and that is no program here" if named else f"none of {', '.join(NAMES)} is installed"
        raise LookupError(f"The tests need Chromium: {what}. `make test` installs it where it may.")
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a Chromium while the block runs."""
    with sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        try:
            yield browser
        finally:
            browser.close()


def launch(engine: BrowserType, *switches: str, env: Mapping[str, str] | None = None) -> Browser:
    """Start a Chromium, in this program's environment or in `env`. Its sandbox does not work for root, so root goes without."""
    without_sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    return engine.launch(executable_path=find_chromium(), args=[*QUIET, *without_sandbox, *switches], env={**(env or os.environ)})
