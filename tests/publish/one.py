"""Publishes a built folder in a process of its own, which a test can kill: one.py SITE OUTPUT KIND TO ENDPOINT GRACE."""

from __future__ import annotations

import sys
from pathlib import Path

from wellread.model import PublishTarget
from wellread.publish import Publication, publish_folder

if __name__ == "__main__":
    site, output, kind, to, endpoint, grace = sys.argv[1:]
    target = PublishTarget(name="live", kind=kind, to=to, endpoint=endpoint, copies=True)  # type: ignore[arg-type]
    publish_folder(Publication(target=target, root=Path(site), grace=float(grace)), Path(output), lambda _: None)
