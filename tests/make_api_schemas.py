"""Write the API's JSON Schemas into docs/schema/api/: `python -m tests.make_api_schemas`.

versions.json keeps a hash of the schemas of every version. What was promised under a number stays: whoever changes the types in
wellread/render/api_views.py gives VERSION there another one.
"""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from pathlib import Path

from wellread.render.api_schema import SCHEMAS, show_schema
from wellread.render.api_views import VERSION

FOLDER = Path(__file__).parent.parent / "docs/schema/api"
VERSIONS = FOLDER / "versions.json"


def hash_schemas() -> str:
    """Return the hash of all schemas, whatever their version is called."""
    texts = "".join(show_schema(name).replace(f"wellread API {VERSION}:", "wellread API:") for name in sorted(SCHEMAS))
    return sha256(texts.encode()).hexdigest()


def known_versions() -> dict[str, str]:
    versions: dict[str, str] = json.loads(VERSIONS.read_text("utf-8")) if VERSIONS.exists() else {}
    return versions


def write_schemas() -> str:
    """Write the schemas and return what went wrong ("" for nothing)."""
    versions = known_versions()
    if versions.setdefault(VERSION, hash_schemas()) != hash_schemas():
        return f"The files of the API are not those of version {VERSION} any more: give VERSION in api_views.py another number."
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in SCHEMAS:
        (FOLDER / f"{name}.json").write_text(show_schema(name), "utf-8")
    VERSIONS.write_text(json.dumps(versions, indent=2) + "\n", "utf-8")
    return ""


if __name__ == "__main__":
    sys.exit(write_schemas() or 0)
