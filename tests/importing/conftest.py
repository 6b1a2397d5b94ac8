"""A site and a folder beside it that is brought in."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.importing.alone import BASE
from wellread.cli import main
from wellread.importing import command

Run = Callable[..., str]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    shutil.copytree(BASE, tmp_path / "site")
    return tmp_path / "site"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "old").mkdir()
    return tmp_path / "old"


@pytest.fixture
def run(site: Path, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Import the folder, and return what was told; what the checks want is another test's."""
    monkeypatch.setattr(command, "wanted_of", lambda *_: "")

    def do(*more: str, status: int = 0) -> str:
        assert main(["import", str(folder), "--to", str(site), "--date", "2026-11-22", *more]) == status
        told = capsys.readouterr()
        return told.out + told.err

    return do
