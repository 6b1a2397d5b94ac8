"""A reference looked up on the net, by its DOI or its number in PubMed. Only called when somebody asked for it with --fetch."""

from __future__ import annotations

import json
from http.client import HTTPException
from typing import Any, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

from wellread import __version__
from wellread.problems import SiteError

CSL = "application/vnd.citationstyles.csl+json"
LARGEST = 5_000_000
INSTEAD = "Without it: export the reference as CSL JSON and add it with --csl FILE, or leave out --fetch and tell --title"


class Services(NamedTuple):
    """Where references are looked up: the beginning of each address, and how many seconds an answer may take."""

    doi: str = "https://doi.org/"
    pubmed: str = "https://api.ncbi.nlm.nih.gov/lit/ctxp/v1/pubmed/?format=csl&id="
    seconds: float = 20.0


def fetch_doi(doi: str, services: Services) -> dict[str, Any]:
    """Return what doi.org says of a DOI, as CSL variables (https://citation.doi.org/docs.html). Raises SiteError."""
    return _fetch(services.doi + quote(doi, safe="/"), f"the DOI {doi}", services.seconds)


def fetch_pmid(pmid: str, services: Services) -> dict[str, Any]:
    """Return what PubMed says of an article's number, as CSL variables. Raises SiteError."""
    return _fetch(services.pubmed + quote(pmid), f"the PubMed number {pmid}", services.seconds)


def _fetch(address: str, what: str, seconds: float) -> dict[str, Any]:
    host = address.split("/")[2]
    request = Request(address, headers={"Accept": CSL, "User-Agent": f"wellread/{__version__}"})  # noqa: S310  # ours, https
    try:
        with urlopen(request, timeout=seconds) as answer:  # noqa: S310
            content = answer.read(LARGEST + 1)
    except HTTPError as error:
        error.close()
        if error.code in (400, 404):
            raise SiteError(f"{host} doesn't know {what}. Look for a typing mistake in it.") from error
        if error.code == 406:
            raise SiteError(f"{host} knows {what}, but can't describe it. {INSTEAD} and the rest.") from error
        raise SiteError(f"{host} answered with error {error.code}. Try again later. {INSTEAD} and the rest.") from error
    except (URLError, OSError, HTTPException) as error:
        why = getattr(error, "reason", None) or error
        raise SiteError(f"{host} can't be reached ({why}). {INSTEAD} and the rest.") from error
    return take_variables(content, host, what)


def take_variables(content: bytes, host: str, what: str) -> dict[str, Any]:
    try:
        written = json.loads(content) if len(content) <= LARGEST else None
    except (ValueError, RecursionError):
        written = None
    if isinstance(written, list) and len(written) == 1:
        written = written[0]
    if not isinstance(written, dict) or not written.get("title"):
        raise SiteError(f"{host} sent nothing that can be read about {what}. {INSTEAD} and the rest.")
    return written
