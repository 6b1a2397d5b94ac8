"""What tests in many files need."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from tests.once import made_once
from tests.ours import remember_ours
from tests.wheels import install, make_wheel
from wellread.options import MEMO


@pytest.fixture(scope="session")
def memo_of_ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with what is remembered of a build of our site."""
    return made_once(tmp_path_factory, "memo-of-ours", remember_ours) / MEMO


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program's wheel."""
    folder = made_once(tmp_path_factory, "wheel", make_wheel)
    (made,) = (folder / "dist").glob("*.whl")
    return made


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the wheel installed in it."""
    return made_once(tmp_path_factory, "installed", partial(install, wheel))
