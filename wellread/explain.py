"""What each code means: what is asked, why, whose rule it is, a bad and a good example. One text for the terminal and the docs."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from inspect import cleandoc
from pkgutil import iter_modules

from wellread.check import rules
from wellread.check.codes import CODES as SETTING_CODES
from wellread.check.settle import FIRM
from wellread.model import Value
from wellread.problems import SiteError, nearest
from wellread.prose.codes import CODES as TEXT_CODES
from wellread.read.codes import CODES as FILE_CODES
from wellread.render.codes import CODES as PAGE_CODES

KINDS: Mapping[str, str] = {
    "rule": "What the rules look at",
    "text": "What a text shows by itself",
    "setting": "What settings and waivers get wrong",
    "file": "What keeps a file from being read",
    "page": "What keeps a page from being made",
}
WIDTH = 100
LINK = re.compile(r"\[([^\]]+)\]\(#([a-z-]+)\)")
PART = re.compile(r"^(Bad|Good):\n\n((?:(?: {4}.*)?\n)+)", re.MULTILINE)
SEVERITY = re.compile(r"^Severity: (.+)$", re.MULTILINE)


class Essay(Value, frozen=True, kw_only=True):
    """What is to be said of a code. `kind` says what gives it (see KINDS); `bad` and `good` are pieces of an
    article ("" for codes that need no example), `limits` the numbers that site.yaml may change."""

    code: str
    kind: str
    fault: str
    why: str
    severity: str
    bad: str = ""
    good: str = ""
    limits: Mapping[str, float] = {}

    @property
    def other(self) -> str:
        """Return a severity that it doesn't have by itself, as an example of a setting."""
        return "warning" if self.severity.startswith("error") else "error"

    @property
    def can_be_waived(self) -> bool:
        return self.kind in ("rule", "text") and bool(re.search("warning|info", self.severity))


def essays() -> tuple[Essay, ...]:
    """Return what there is to say of every code, by kind and code."""
    found = [*_of_rules()]
    for kind, codes in (("text", TEXT_CODES), ("setting", SETTING_CODES), ("file", FILE_CODES), ("page", PAGE_CODES)):
        found += [read_essay(code, kind, text) for code, text in codes.items()]
    return tuple(sorted(found, key=lambda essay: ([*KINDS].index(essay.kind), essay.code)))


def _of_rules() -> Iterator[Essay]:
    """Yield the essay of every rule. A rule without a code of its own only passes on what the text shows."""
    for found in iter_modules(rules.__path__):
        module = import_module(f"{rules.__name__}.{found.name}")
        code, colon, text = cleandoc(module.__doc__ or "").partition(": ")
        if colon and code == found.name.replace("_", "-"):
            yield read_essay(code, "rule", text[:1].upper() + text[1:], getattr(module, "LIMITS", {}))


def read_essay(code: str, kind: str, text: str, limits: Mapping[str, float] | None = None) -> Essay:
    """Return an essay from the text of its form, which wellread/check/rules/ describes."""
    text = f"{cleandoc(text)}\n"
    severity = SEVERITY.search(text)
    parts = {found[1]: textwrap.dedent(found[2]).strip("\n") for found in PART.finditer(text)}
    fault, _, why = SEVERITY.sub("", PART.sub("", text)).strip().partition("\n\n" if "\n\n" in text else ". ")
    return Essay(
        code=code,
        kind=kind,
        fault=" ".join(f"{fault.rstrip('.')}.".split()),
        why=why.strip(),
        severity=severity[1] if severity else "error",
        bad=parts.get("Bad", ""),
        good=parts.get("Good", ""),
        limits=limits or {},
    )


def explain(code: str, width: int = WIDTH) -> str:
    """Return what there is to say of a code in lines of `width` letters, or of all codes a line each ("" for the code).

    Raises SiteError for a code that isn't there.
    """
    known = {essay.code: essay for essay in essays()}
    if not code:
        return _list(known.values())
    if code not in known:
        meant = nearest(code.strip("[]").lower().replace("_", "-"), known)
        raise SiteError(f"there is no code “{code}”; {meant or 'wellread explain lists all of them'}")
    return _show(known[code], min(width, WIDTH))


def _list(essays: Iterable[Essay]) -> str:
    listed = tuple(essays)
    widest = max(len(essay.code) for essay in listed)
    parts: list[str] = []
    for kind, title in KINDS.items():
        lines = [f"  {each.code:<{widest}}  {_first_word(each.severity):<7}  {each.fault}" for each in listed if each.kind == kind]
        parts.append("\n".join([title, "", *lines]))
    return "\n\n".join([*parts, "wellread explain CODE says more of one of them."])


def _show(essay: Essay, width: int) -> str:
    paragraphs = [f"{essay.code} ({essay.severity})", essay.fault, *(each for each in essay.why.split("\n\n") if each)]
    told = [_wrapped(each, width) for each in paragraphs]
    told += [f"{title}\n\n{_indented(example)}" for title, example in (("Bad", essay.bad), ("Good", essay.good)) if example]
    for sentence, example in what_can_be_set(essay):
        told += [_wrapped(sentence, width), *([_indented(example)] if example else [])]
    return "\n\n".join(told)


def _wrapped(paragraph: str, width: int) -> str:
    """Return a paragraph of the docs for the terminal: a link to another code says how to read of it."""
    text = LINK.sub(r"\1 (wellread explain \2)", " ".join(paragraph.split()))
    return textwrap.fill(text, width, break_on_hyphens=False, break_long_words=False)


def _indented(example: str) -> str:
    return textwrap.indent(example, "    ")


def what_can_be_set(essay: Essay) -> Iterator[tuple[str, str]]:
    """Yield what site.yaml can say of a rule, and whether an article can waive it: a sentence, and how that is written."""
    if essay.kind not in ("rule", "text"):
        return
    if essay.limits:
        limits = ", ".join(f"{name}: {limit:g}" for name, limit in essay.limits.items())
        yield "These are its usual limits; site.yaml can set others:", f"rules:\n  {essay.code}: {{{limits}}}"
    if essay.code not in FIRM:
        yield "site.yaml can make it an error, a warning or an info, or switch it off:", f"rules:\n  {essay.code}: {essay.other}"
    if essay.can_be_waived:
        where = "Where it is a warning, an article" if "error" in essay.severity else "An article"
        waiver = f"{{rule: {essay.code}, reason: …, by: …, until: YYYY-MM-DD}}"
        yield f"{where} can waive it: say why it does not apply there, who decided that, and until when:", f"waive:\n  - {waiver}"
    else:
        yield "It is an error, so no article can waive it.", ""


def _first_word(severity: str) -> str:
    return severity.partition(";")[0].strip()
