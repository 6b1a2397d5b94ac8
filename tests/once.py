"""Makes once a run what tests of several workers need, and take a while to make."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return the folder of this name that `make` has filled for all tests of this run: they must not change it."""
    own = factory.getbasetemp()
    shared = own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own
    folder, is_made = shared / name, shared / f"{name}.made"
    with FileLock(shared / f"{name}.lock"):
        # A worker that comes second finds it all made; making it again would only take its time.
        if not is_made.exists():
            folder.mkdir()
            make(folder)
            is_made.touch()
    return folder
