"""`python -m wellread`: the command line, of the very copy that this Python has."""

from __future__ import annotations

from wellread.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
