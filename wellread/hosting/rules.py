"""What a built site asks of a web server, read back from the files that say so: `_headers` and `_redirects`.

A site may bring files of its own in their place; what a server is told follows them, so that it can't differ from what they say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote

from wellread.model import Value
from wellread.problems import SiteError
from wellread.render.headers import HEADERS_FILE, HeaderRule
from wellread.render.redirects import REDIRECTS_FILE, STATUS, Redirect

NO_CACHE = "no-cache"
"""A browser may keep the file, and asks each time whether it is still the same: what is taken back is gone at once."""
SAID_BY_PAGES = re.compile(r"\s*'(?:sha(?:256|384|512)-[^']+|unsafe-hashes)'")


class Hosted(Value, frozen=True, kw_only=True):
    """A built site as a web server has to serve it: its folder there, the path that readers see before each address ("/health/"),
    what is sent along, and where old addresses lead. `gzip` and `brotli` say which compressed copies stand beside the files."""

    folder: str
    base_path: str
    rules: tuple[HeaderRule, ...]
    redirects: tuple[Redirect, ...]
    gzip: bool
    brotli: bool


class Sent(Value, frozen=True, kw_only=True):
    """What is sent along with the files of a site: `always` with each of them, then what each rule says, of which the last one
    wins. A rule's `pattern` is a regular expression for addresses as a server sees them; `of_type` is the type of its files
    ("" for what their names say)."""

    always: Mapping[str, str]
    rules: tuple[Rule, ...]


class Rule(Value, frozen=True, kw_only=True):
    pattern: str
    headers: Mapping[str, str]
    of_type: str = ""


def read_headers(text: str) -> tuple[HeaderRule, ...]:
    """Read the file `_headers`: an address, and below it indented lines of “Name: value”. Raises SiteError for other lines."""
    rules: list[tuple[str, list[tuple[str, str]]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, colon, value = line.strip().partition(":")
        if not line[0].isspace():
            rules.append((line.strip(), []))
        elif rules and colon and re.fullmatch(r"[A-Za-z0-9-]+", name):
            rules[-1][1].append((name, value.strip()))
        else:
            raise SiteError(f"Line {number} of {HEADERS_FILE} is no header: “{line.strip()}”. Write it as “Name: value”.")
    return tuple(HeaderRule(pattern=pattern, headers=tuple(headers)) for pattern, headers in rules)


def read_redirects(text: str) -> tuple[Redirect, ...]:
    """Read the file `_redirects`: an old address, the new one, and 301. Raises SiteError for what only some hosts can do."""
    found: list[Redirect] = []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.partition(" #")[0].split()
        if not words or words[0].startswith("#"):
            continue
        is_plain = len(words) == 3 and words[2].rstrip("!") == str(STATUS)
        if not is_plain or not words[0].startswith("/") or re.search(r"[*:]", words[0]):
            raise SiteError(
                f"Line {number} of {REDIRECTS_FILE} says more than a web server can be told from it: “{line.strip()}”. A line "
                f"holds an old address, the new one, and {STATUS}. Write the others into the server's settings by hand."
            )
        found.append(Redirect(old=words[0], new=words[1]))
    return tuple(found)


def sent_by(site: Hosted) -> Sent:
    """Return what is sent with the files of a site. What no rule says how long to keep is asked for each time.

    Raises SiteError for a pattern that means more than an address with * in it, or lies outside the site.
    """
    always, rules = {"Cache-Control": NO_CACHE}, []
    names = {"cache-control": "Cache-Control", "content-type": "Content-Type"}  # capital letters are the same as small ones in them
    for rule in site.rules:
        if not rule.pattern.startswith(site.base_path) or re.search(r'[:\s"\\]', rule.pattern):
            raise SiteError(
                f"{HEADERS_FILE} has rules for “{rule.pattern}”. A web server can be told of addresses that begin with "
                f"{site.base_path}, with a * for what may stand there; write anything else into its settings by hand."
            )
        headers = {names.setdefault(name.lower(), name): _lasting_value(name, value) for name, value in rule.headers}
        if rule.pattern == f"{site.base_path}*" and "Content-Type" not in headers:
            always |= headers
        else:
            of_type = headers.pop("Content-Type", "")
            rules.append(Rule(pattern=_regexp_of(rule.pattern), headers=headers, of_type=of_type))
    return Sent(always=always, rules=tuple(rules))


def _regexp_of(pattern: str) -> str:
    """Return a regular expression for the addresses, which nginx and Caddy both read. A folder is asked for by its page too."""
    if pattern.endswith("*"):
        return "^" + ".*".join(map(regexp, pattern[:-1].split("*")))
    page = r"(?:index\.html)?" if pattern.endswith("/") else ""
    return "^" + ".*".join(map(regexp, pattern.split("*"))) + f"{page}$"


def regexp(address: str) -> str:
    """Return a regular expression for exactly this address, as a server sees it: without %-signs."""
    return re.sub(r"([\\.+*?()|\[\]{}^$])", r"\\\1", unquote(address))


def _lasting_value(name: str, value: str) -> str:
    return lasting(value) if name.lower() == "content-security-policy" else value


def lasting(policy: str) -> str:
    """Return a policy without what changes from build to build: which styles stand in a page. The page says that itself, and a
    browser obeys both; so pages are whole whether the server has heard of the newest build or not."""
    directives = [each.strip() for each in policy.split(";") if each.strip()]
    return "; ".join(_lasting_styles(each) if each.startswith("style-src") else each for each in directives)


def _lasting_styles(directive: str) -> str:
    without = SAID_BY_PAGES.sub("", directive)
    return directive if without == directive or "'unsafe-inline'" in without else f"{without} 'unsafe-inline'"
