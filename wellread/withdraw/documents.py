"""The words of a published PDF, read by a process of its own: whatever such a file does to its reader, the brake goes on.

Run as a program it prints the text of the PDF that it is given.
"""

from __future__ import annotations

import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

SECONDS = 60
MOST_BYTES = 1 << 30
HYPHENATED = re.compile(r"(\w)[-\u00ad\u2010]\n(\w)")


def text_of_pdf(path: Path) -> str | None:
    """Return what a PDF says; None if it can't be read, takes too long, or holds pictures of words alone."""
    command = [sys.executable, "-P", __file__, str(path)]
    try:
        done = subprocess.run(  # noqa: S603
            command, capture_output=True, timeout=SECONDS, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    text = HYPHENATED.sub(r"\1\2", done.stdout.decode("utf-8", "replace"))
    return text if done.returncode == 0 and text.strip() else None


def main() -> None:
    from pypdf import PdfReader

    with suppress(ImportError):
        import resource  # not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    for page in PdfReader(sys.argv[1]).pages:
        sys.stdout.buffer.write(page.extract_text().encode("utf-8", "replace") + b"\n")


if __name__ == "__main__":
    main()
