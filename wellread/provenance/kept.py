"""What a site was made of when it was last published to a place, kept in its folder where no git keeps it."""

from __future__ import annotations

import shutil
from pathlib import Path

from wellread.problems import SiteError
from wellread.provenance.git import MADE_OF, ask_git

KEPT = ".wellread/published"


def keep_sources(root: Path, target: str) -> None:
    """Keep a copy of what a site is made of, if git has none: an article can be taken back then although the folder is in
    disorder."""
    if ask_git(root, "ls-files", "--", "content"):
        return
    beside, kept = root / KEPT / f".{target}.tmp", root / KEPT / target
    try:
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        for name in MADE_OF:
            if (root / name).is_dir():
                shutil.copytree(root / name, beside / name)
            elif (root / name).is_file():
                shutil.copyfile(root / name, beside / name)
        shutil.rmtree(kept, ignore_errors=True)
        beside.rename(kept)
    except (OSError, shutil.Error) as error:
        shutil.rmtree(beside, ignore_errors=True)
        raise SiteError(
            f"The site was published, but no copy of what it is made of could be kept in {root / KEPT} "
            f"({getattr(error, 'strerror', None) or error}). Make room there; wellread withdraw may need it."
        ) from error


def kept_for(root: Path, targets: tuple[str, ...]) -> Path | None:
    """Return the folder with what was last published to the first of these places, or, if none is named, to any; None if nothing
    is kept."""
    folder = root / KEPT
    names = targets or tuple(sorted(path.name for path in folder.glob("[!.]*")))
    return next((folder / name for name in names if (folder / name / "site.yaml").is_file()), None)
