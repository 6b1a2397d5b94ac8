"""A folder in which tests are an ordinary user, whom permissions stop, even where they are run by root."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534


@contextmanager
def ordinary_folder() -> Iterator[Path]:
    """Yield a new folder; while it is there, root is nobody. It goes with all that is in it, whatever its permissions."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    try:
        folder = Path(tempfile.mkdtemp(prefix="wellread-ordinary-"))
    finally:
        if is_root:
            os.seteuid(0)
    try:
        if is_root:
            os.seteuid(NOBODY)
        yield folder
    finally:
        if is_root:
            os.seteuid(0)
        for where, _, _ in os.walk(folder):
            os.chmod(where, 0o700)
        shutil.rmtree(folder)
