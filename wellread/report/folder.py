"""Where a report is written: whole files, and never where readers could get them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from wellread.pipeline import Order
from wellread.problems import SiteError
from wellread.write import MANIFEST


def check_place(folder: Path, order: Order) -> None:
    """Raise SiteError if what lies in the folder would be published, or read as content: a report is for editors only."""
    place = folder.resolve()
    for each in (order.output, *(order.root / name for name in ("content", "static", "templates"))):
        if place.is_relative_to(each.resolve()):
            raise SiteError(
                f"the report must not lie in {each}: readers would get it, or the build would trip over it. Name another --to"
            )
    published = next((each for each in (place, *place.parents) if (each / MANIFEST).exists()), None)
    if published:
        raise SiteError(f"{published} holds a published site, and the report is for editors only. Name another --to")


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write each file whole. Raises SiteError if one can't be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            part = folder / f".{name}.{os.getpid()}.wellread-part"
            part.write_bytes(text.encode())
            part.replace(folder / name)
    except OSError as error:
        raise SiteError(f"the report can't be written to {folder}: {error.strerror}. Name another folder with --to") from error
